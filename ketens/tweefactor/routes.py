"""All routes of the second step."""

from ketens.tweefactor import beheerroutes, beveiligingroutes, bevestigroutes, inlogroutes
from ketens.tweefactor.blauwdruk import bp

__all__ = ["beheerroutes", "beveiligingroutes", "bevestigroutes", "bp", "inlogroutes"]
