"""All routes of groups: an offered place, a place, and the waiting list. The group itself stands in `rooster`."""

from ketens.groepen import aanbodroutes, plaatsroutes, wachtroutes
from ketens.groepen.blauwdruk import bp

__all__ = ["aanbodroutes", "bp", "plaatsroutes", "wachtroutes"]
