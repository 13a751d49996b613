"""Who pays for a deelname (domein 5.3, 5.6). What stands for a new one follows from the first day of the group."""

from datetime import date

from ketens.catalogus import catalogus
from ketens.gebruikers.wie import Wie
from ketens.groepen.plaatsen import Plaatsing
from ketens.kern.fouten import Domeinfout

BEKOSTIGING = {
    "spuk_gala": "SPUK GALA",
    "azwa": "AZWA",
    "gemeente": "Gemeente zelf",
    "zvw": "Zorgverzekering",
    "aanvullend": "Aanvullende verzekering",
    "zelf": "De inwoner zelf",
}


def standaard(begint_op: date) -> str:
    """Return who pays when nobody says otherwise: the regeling of that day (domein 5.6), else the gemeente itself."""
    return next((regeling.bron for regeling in catalogus().regelingen if regeling.geldt(begint_op)), "gemeente")


def kies_bekostiging(plaatsing: Plaatsing, bekostiging: str, *, door: Wie) -> None:
    """Say who pays for this deelname; also afterwards, because an insurer may answer late."""
    if bekostiging not in BEKOSTIGING:
        raise Domeinfout("Kies wie betaalt.", veld="bekostiging")
    if plaatsing.bekostiging != bekostiging:
        was, plaatsing.bekostiging = plaatsing.bekostiging, bekostiging
        plaatsing.traject.noteer("bekostiging_gewijzigd", door=door, was=was, wordt=bekostiging)
