"""All routes of aanbod: the kaart, the file, and leading someone to it."""

from ketens.aanbod import invoerroutes, kaartroutes, toeleidroutes
from ketens.aanbod.blauwdruk import bp

__all__ = ["bp", "invoerroutes", "kaartroutes", "toeleidroutes"]
