"""All routes of beheer: accounts and organisaties, and the settings of ketens."""

from ketens.beheer import accountroutes, doorstroomroutes, ketenroutes, postroutes
from ketens.beheer.blauwdruk import bp

__all__ = ["accountroutes", "bp", "doorstroomroutes", "ketenroutes", "postroutes"]
