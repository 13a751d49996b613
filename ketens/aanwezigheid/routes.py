"""The pages of attendance, by noun: one session, one group, the phone that stays signed in."""

from ketens.aanwezigheid import groepsroutes, sessieroutes, telefoonroutes
from ketens.aanwezigheid.blauwdruk import bp

__all__ = ["bp", "groepsroutes", "sessieroutes", "telefoonroutes"]
