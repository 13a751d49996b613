"""All routes of the rooster: the groups, and the sessions of one."""

from ketens.rooster import bijeenkomstroutes, groeproutes
from ketens.rooster.blauwdruk import bp

__all__ = ["bijeenkomstroutes", "bp", "groeproutes"]
