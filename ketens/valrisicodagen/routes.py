"""All routes: those of the coördinator, and those of volunteers without an account."""

from ketens.valrisicodagen import dagroutes, testroutes
from ketens.valrisicodagen.blauwdruk import bp

__all__ = ["bp", "dagroutes", "testroutes"]
