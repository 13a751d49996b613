"""What a ledger file would do, line by line: new, booked already, doubtful, wrong, not ours. It writes nothing."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import select

from ketens.budgetten.bekend import Bekend, lees_bekend
from ketens.budgetten.grootboekvelden import Grootboekregel, lees_regels
from ketens.budgetten.keuring import benoem
from ketens.budgetten.models import Grootboekinvoer, Grootboekkoppeling
from ketens.budgetten.regime import bronnen, kostensoorten, onderdelen, onderdelen_van_anderen
from ketens.gebruikers.wie import Wie
from ketens.kern.db import db

KOLOM, REKENING, KOSTENPLAATS = "kolom", "grootboekrekening", "kostenplaats"
# Instead of an onderdeel: this is not about these budgets.
HOORT_NIET = "hoort_niet"
DELEN = ("onderdeel", "bron", "kostensoort")


class Lot(StrEnum):
    """What becomes of a line."""

    NIEUW = "nieuw"
    AL = "al geboekt"
    TWIJFEL = "lijkt op een boeking"
    INGETROKKEN = "eerder ingetrokken"
    FOUT = "fout"
    KOPPELEN = "nog te koppelen"
    ANDER = "van een andere keten"
    NIET = "hoort er niet bij"


# What waits for someone: nothing is booked as long as these are there and nobody said to leave them out.
WACHT = (Lot.FOUT, Lot.KOPPELEN)
# What is only booked when someone says so.
OP_VERZOEK = (Lot.TWIJFEL, Lot.INGETROKKEN)


@dataclass(frozen=True, slots=True)
class Beoordeling:
    """A line, what becomes of it, and where it would be booked."""

    regel: Grootboekregel
    lot: Lot
    plek: Mapping[str, str]
    fouten: tuple[tuple[str, str], ...] = ()
    # What it looks like, in words.
    lijkt_op: str = ""
    # The key under which it would be booked.
    boeking: str = ""


@dataclass(frozen=True, slots=True)
class Proef:
    """The whole file as it would go."""

    regels: tuple[Beoordeling, ...]

    def van(self, *loten: Lot) -> list[Beoordeling]:
        """Return the lines with one of these fates."""
        return [regel for regel in self.regels if regel.lot in loten]

    @property
    def tellingen(self) -> list[tuple[Lot, int, int]]:
        """How many lines per fate, and what they add up to."""
        uit = []
        for lot in Lot:
            regels = self.van(lot)
            if regels:
                bedrag = sum(r.regel.bedrag for r in regels if lot != Lot.FOUT)
                uit.append((lot, len(regels), bedrag))
        return uit

    def sommen(self, *loten: Lot) -> list[tuple[int, str, str, int, int]]:
        """Return (year, onderdeel, bron, lines, cents) of what would be booked."""
        som: dict[tuple[int, str, str], list[int]] = defaultdict(lambda: [0, 0])
        for rij in self.van(*loten):
            bak = som[rij.regel.datum.year, rij.plek["onderdeel"], rij.plek["bron"]]
            bak[0] += 1
            bak[1] += rij.regel.bedrag
        return [(jaar, code, bron, bak[0], bak[1]) for (jaar, code, bron), bak in sorted(som.items())]


def koppelingen() -> dict[tuple[str, str], dict[str, Any]]:
    """Return what was said of columns, accounts and cost centres. One query."""
    return {(rij.soort, rij.van): rij.naar for rij in db.session.scalars(select(Grootboekkoppeling))}


def beproef(invoer: Grootboekinvoer, door: Wie) -> Proef:
    """Return what would become of each line. Three queries."""
    regels = lees_regels(invoer.rijen, invoer.kolommen)
    weet, elders = koppelingen(), onderdelen_van_anderen(door.ketens)
    kent = lees_bekend({boeking for regel in regels for boeking in (regel.boeking, regel.boeking_met_bedrag)})
    gezien: dict[str, Grootboekregel] = {}
    uit = []
    for regel in regels:
        uit.append(_beoordeel(regel, plek_van(regel, weet), kent, gezien, elders))
        gezien.setdefault(uit[-1].boeking, regel)
    return Proef(tuple(uit))


def _beoordeel(
    regel: Grootboekregel,
    plek: dict[str, str],
    kent: Bekend,
    gezien: Mapping[str, Grootboekregel],
    elders: frozenset[str],
) -> Beoordeling:
    """The first that holds decides; the last always does."""
    eerder = gezien.get(regel.boeking)
    kansen: tuple[tuple[Lot, Callable[[], bool]], ...] = (
        (Lot.FOUT, lambda: bool(regel.fouten)),
        (Lot.NIET, lambda: plek.get("onderdeel") == HOORT_NIET or regel.bedrag == regel.btw == 0),
        (Lot.AL, lambda: kent.is_geboekt(regel) or regel.boeking_met_bedrag in gezien),
        (Lot.AL, lambda: eerder is not None and eerder.bedrag == regel.bedrag),
        (Lot.KOPPELEN, lambda: any(not plek.get(deel) for deel in DELEN)),
        (Lot.ANDER, lambda: plek["onderdeel"] in elders),
        (Lot.FOUT, lambda: bool(_past_niet(regel, plek))),
        (Lot.INGETROKKEN, lambda: kent.was_ingetrokken(regel)),
        (Lot.TWIJFEL, lambda: eerder is not None or kent.lijkt_op(regel, plek["onderdeel"]) is not None),
        (Lot.NIEUW, lambda: True),
    )
    lot = next(lot for lot, geldt in kansen if geldt())
    fouten = (regel.fouten or _past_niet(regel, plek)) if lot == Lot.FOUT else ()
    bezet = eerder is not None or regel.boeking in kent.actief
    lijkt_op = _lijkt_op(regel, plek, kent, eerder, elders) if lot == Lot.TWIJFEL else ""
    return Beoordeling(regel, lot, plek, fouten, lijkt_op, regel.boeking_met_bedrag if bezet else regel.boeking)


def _lijkt_op(
    regel: Grootboekregel, plek: Mapping[str, str], kent: Bekend, eerder: Grootboekregel | None, elders: frozenset[str]
) -> str:
    if rij := kent.lijkt_op(regel, plek["onderdeel"]):
        return benoem(rij, elders)
    return f"regel {eerder.nr} van dit bestand" if eerder else ""


def plek_van(regel: Grootboekregel, weet: Mapping[tuple[str, str], dict[str, Any]]) -> dict[str, str]:
    """Return where a line belongs: what was said of its cost centre, and for the rest of its account."""
    plek: dict[str, str] = {}
    for soort, veld in ((KOSTENPLAATS, "kostenplaats"), (REKENING, "rekening")):
        naar = weet.get((soort, regel.tekst(veld)), {})
        if naar.get("onderdeel") == HOORT_NIET:
            return {"onderdeel": HOORT_NIET}
        for deel in DELEN:
            if naar.get(deel):
                plek.setdefault(deel, naar[deel])
    return plek


def _past_niet(regel: Grootboekregel, plek: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    jaar = regel.datum.year
    if plek["onderdeel"] not in onderdelen(jaar):
        return (("Kostenplaats", f"Het gekozen onderdeel bestaat niet in {jaar}. Wijzig de koppeling."),)
    if plek["bron"] not in bronnen() or plek["kostensoort"] not in kostensoorten():
        return (("Grootboekrekening", "De gekozen bron of kostensoort bestaat niet meer. Wijzig de koppeling."),)
    if regel.bedrag * regel.btw < 0:
        return (("Btw die u terugkrijgt", "Het bedrag en de btw zijn allebei erbij, of allebei eraf."),)
    return ()
