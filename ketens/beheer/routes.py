"""All routes of beheer: accounts and organisaties, and the settings of ketens."""

from ketens.beheer import accountroutes, ketenroutes, postroutes
from ketens.beheer.blauwdruk import bp

__all__ = ["accountroutes", "bp", "ketenroutes", "postroutes"]
