"""All routes of toezicht."""

from ketens.toezicht import logboekroutes
from ketens.toezicht.blauwdruk import bp

__all__ = ["bp", "logboekroutes"]
