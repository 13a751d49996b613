"""All public routes: signing up, the state of a verwijzing, the answer to an offer, and what is the same for all."""

from ketens.openbaar import aanmeldroutes, plaatsroutes, statusroutes, vasteroutes, weigeringen
from ketens.openbaar.blauwdruk import bp
from ketens.openbaar.vasteroutes import GELDIG_TOT

__all__ = ["GELDIG_TOT", "aanmeldroutes", "bp", "plaatsroutes", "statusroutes", "vasteroutes", "weigeringen"]
