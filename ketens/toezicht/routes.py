"""All routes of toezicht."""

from ketens.toezicht import logboekroutes, noodroutes, patroonroutes, uitvoerroutes
from ketens.toezicht.blauwdruk import bp

__all__ = ["bp", "logboekroutes", "noodroutes", "patroonroutes", "uitvoerroutes"]
