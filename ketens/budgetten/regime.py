"""Which regeling pays on which day, what its parts are called then, and which onderdeel a keten falls under."""

from collections.abc import Collection
from datetime import date

from ketens.catalogus import catalogus
from ketens.catalogus.regeling import Geldbron, Regeling
from ketens.groepen.bekostiging import standaard

# What pays when no regeling does.
EIGEN_GELD = "gemeente_eigen"


def onderdeel_van(keten_code: str) -> str:
    """Return the onderdeel from which a keten is paid."""
    return catalogus().keten(keten_code).spuk_onderdeel


def ketens_van(onderdeel: str) -> tuple[str, ...]:
    """Return the ketens that are paid from an onderdeel."""
    return tuple(keten.code for keten in catalogus().ketens if keten.spuk_onderdeel == onderdeel)


def onderdelen_van_anderen(ketens: Collection[str]) -> frozenset[str]:
    """Return the onderdelen of which the rows are seen with another keten than these (besluit 0039)."""
    alle = {keten.code: keten.spuk_onderdeel for keten in catalogus().ketens}
    return frozenset(alle.values()) - {deel for code, deel in alle.items() if code in ketens}


def bron_op(dag: date) -> str:
    """Return the bron of the regeling that holds on a day."""
    bron = standaard(dag)
    return EIGEN_GELD if bron == "gemeente" else bron


def regeling_op(dag: date) -> Regeling | None:
    """Return the regeling that pays for what is delivered on a day."""
    return next((regeling for regeling in catalogus().regelingen if regeling.geldt(dag)), None)


def regeling_in(jaar: int) -> Regeling | None:
    """Return the regeling that holds at the end of a year, else at its begin."""
    return regeling_op(date(jaar, 12, 31)) or regeling_op(date(jaar, 1, 1))


def bronnen() -> dict[str, Geldbron]:
    """Return every bron by code, in the order of the files."""
    uit: dict[str, Geldbron] = {}
    for regeling in catalogus().regelingen:
        for bron in regeling.bronnen:
            uit.setdefault(bron.code, bron)
    return uit


def bronnaam(code: str) -> str:
    """Return the word on the screen."""
    bron = bronnen().get(code)
    return bron.naam if bron else code


def kostensoorten() -> dict[str, str]:
    """Return the kinds of costs by code."""
    return {soort.code: soort.naam for regeling in catalogus().regelingen for soort in regeling.kostensoorten}


def onderdelen(jaar: int | None = None) -> dict[str, str]:
    """Return the onderdelen by code, as they are called in a year; without a year all, by their newest name."""
    regeling = regeling_in(jaar) if jaar is not None else None
    gekozen = [regeling] if regeling else list(catalogus().regelingen)
    return {deel.code: deel.naam for een in gekozen for deel in een.onderdelen}


def onderdeelnaam(code: str, jaar: int | None = None) -> str:
    """Return what an onderdeel is called in a year."""
    return onderdelen(jaar).get(code) or onderdelen().get(code, code)


def niet_van_gemeente() -> frozenset[str]:
    """Return the bronnen that the gemeente does not pay, whatever it passes through."""
    return frozenset(code for code, bron in bronnen().items() if not bron.van_gemeente)
