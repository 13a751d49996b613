"""How the money of a year stands, for the pages and for the reports above."""

from ketens.budgetten.boek import Boek, lees
from ketens.budgetten.deelnames import per_keten, samen
from ketens.budgetten.meldingen import meldingen
from ketens.budgetten.regels import Waarden, meegenomen, waarden
from ketens.budgetten.regime import niet_van_gemeente, onderdeel_van
from ketens.budgetten.stand import Deelnames, Geldstand


def geldstand(keten_code: str | None, jaar: int) -> Geldstand:
    """Return the money of a year: of the onderdeel of one keten, or of all. A constant number of queries."""
    onderdelen = None if keten_code is None else (onderdeel_van(keten_code),)
    return maak_stand(lees(jaar - 1, jaar, onderdelen), keten_code, jaar, waarden())


def geldstanden(keten_code: str, jaar: int) -> tuple[Geldstand, Geldstand]:
    """Return the money of a keten in a year and in the year before, read together."""
    boek, eigen = lees(jaar - 2, jaar, (onderdeel_van(keten_code),)), waarden()
    return maak_stand(boek, keten_code, jaar, eigen), maak_stand(boek, keten_code, jaar - 1, eigen)


def maak_stand(boek: Boek, keten_code: str | None, jaar: int, eigen: Waarden) -> Geldstand:
    """Return how a year stands by rows that were read, of that year and the one before it."""
    alle, vreemd = boek.cellen(), niet_van_gemeente()
    cellen = {(deel, bron): bedragen for (van, deel, bron), bedragen in alle.items() if van == jaar}
    mee, geteld = meegenomen(alle, jaar, eigen), per_keten(jaar)
    return Geldstand(
        jaar=jaar,
        keten_code=keten_code,
        cellen=cellen,
        deelnames=samen(geteld) if keten_code is None else geteld.get(keten_code, Deelnames()),
        per_keten=geteld,
        meldingen=meldingen(cellen, boek.van_jaar(jaar), jaar, mee, alles=keten_code is None),
        door_gemeente=sum(b.gerealiseerd for (_, bron), b in cellen.items() if bron not in vreemd),
    )
