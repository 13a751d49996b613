"""Who pays for a deelname (domein 5.3, 5.6). What stands for a new one follows from the first day of the group."""

from datetime import date

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
# The SPUK GALA ends with 2026; from then on the AZWA pays (domein 5.6).
LAATSTE_DAG_SPUK = date(2026, 12, 31)


def standaard(begint_op: date) -> str:
    """Return who pays when nobody says otherwise."""
    return "spuk_gala" if begint_op <= LAATSTE_DAG_SPUK else "azwa"


def kies_bekostiging(plaatsing: Plaatsing, bekostiging: str, *, door: Wie) -> None:
    """Say who pays for this deelname; also afterwards, because an insurer may answer late."""
    if bekostiging not in BEKOSTIGING:
        raise Domeinfout("Kies wie betaalt.", veld="bekostiging")
    if plaatsing.bekostiging != bekostiging:
        was, plaatsing.bekostiging = plaatsing.bekostiging, bekostiging
        plaatsing.traject.noteer("bekostiging_gewijzigd", door=door, was=was, wordt=bekostiging)
