"""All public routes: signing up, the state of a verwijzing, and what is the same for everyone."""

from ketens.openbaar import aanmeldroutes, statusroutes, vasteroutes, weigeringen
from ketens.openbaar.blauwdruk import bp
from ketens.openbaar.vasteroutes import GELDIG_TOT

__all__ = ["GELDIG_TOT", "aanmeldroutes", "bp", "statusroutes", "vasteroutes", "weigeringen"]
