"""The reports that one can have as a file (ketens/uitvoer)."""

from ketens.catalogus import Onbekend, catalogus
from ketens.gebruikers.wie import Wie
from ketens.kern.fouten import Domeinfout
from ketens.rapportage.jaren import als_stuk as jaren_als_stuk
from ketens.rapportage.jaren import over_de_jaren
from ketens.rechten import Recht
from ketens.stukken.stuk import Stuk
from ketens.uitvoer.soorten import soort
from ketens.verslagen.stuk import als_stuk
from ketens.verslagen.verslag import verslag

GEEN = "Van deze keten worden geen cijfers geteld."


@soort("rapport")
def rapport(wie: Wie, *, keten: str, jaar: int) -> Stuk:
    """Make the report of a keten over a year; money for who may see the budgets."""
    _controleer(keten, jaar)
    return als_stuk(verslag(keten, jaar), met_geld=wie.mag(Recht.BUDGET_INZIEN))


@soort("jaren")
def jaren(wie: Wie, *, keten: str) -> Stuk:
    """Make the figures of a keten over the years."""
    _controleer(keten, 2000)
    return jaren_als_stuk(over_de_jaren(keten), wie.pet.gemeente if wie.pet else None, keten)


def _controleer(keten: str, jaar: int) -> None:
    """Refuse what does not exist."""
    try:
        catalogus().indicatoren(keten)
    except Onbekend as fout:
        raise Domeinfout(GEEN) from fout
    if not 2000 <= jaar < 2100:
        raise Domeinfout("Dit jaar kan niet.")
