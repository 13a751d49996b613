"""The pages of money: all routes hang on one blueprint."""

from ketens.budgetten import boekroutes, grootboekroutes, planroutes, verantwoordroutes
from ketens.budgetten.blauwdruk import bp

__all__ = ["boekroutes", "bp", "grootboekroutes", "planroutes", "verantwoordroutes"]
