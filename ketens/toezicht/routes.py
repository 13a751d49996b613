"""All routes of toezicht."""

from ketens.toezicht import logboekroutes, uitvoerroutes
from ketens.toezicht.blauwdruk import bp

__all__ = ["bp", "logboekroutes", "uitvoerroutes"]
