"""All routes of groups: the group, its sessions, its places and its waiting list."""

from ketens.groepen import aanbodroutes, bijeenkomstroutes, groeproutes, plaatsroutes, wachtroutes
from ketens.groepen.blauwdruk import bp

__all__ = ["aanbodroutes", "bijeenkomstroutes", "bp", "groeproutes", "plaatsroutes", "wachtroutes"]
