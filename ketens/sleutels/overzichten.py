"""Which keys there are, what still needs each, and whether it may go. Only reads; no cell is opened."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select

from ketens.kern.db import db
from ketens.kern.gemeente import in_gemeente
from ketens.kern.klok import nu
from ketens.kern.pagina import tijdstip
from ketens.kern.sleutelmerk import Sleutelmerk
from ketens.kern.sleutels import SOORTEN, sleutelbos
from ketens.opdrachten.nevenwerk import gemeenten, sessie
from ketens.sleutels.delen import Waar, delen_van
from ketens.sleutels.models import Sleutelronde
from ketens.sleutels.zoekwoorden import TELLERS

# In which column a part is counted, when that is not the one of its kind.
BESTANDEN = "uitvoer/bestand"
KOLOM = {"gegevens": "cellen", "zoek": "zoekhashes", "log": "logregels"}


@dataclass(frozen=True, slots=True)
class Regel:
    """One key."""

    soort: str
    id: str
    sinds: datetime | None
    schrijft: bool
    # The database knows it, and it is not among the keys.
    ontbreekt: bool
    # By word: cellen, bestanden, zoekhashes or logregels.
    gebruik: Counter[str] = field(default_factory=Counter)
    # The round that must end before it may go, and until when counts run under it.
    ronde_loopt: bool = False
    tot: datetime | None = None

    @property
    def waarom_niet(self) -> str:
        """Why it may not go, or nothing."""
        if self.schrijft:
            return "hij schrijft"
        if self.gebruik:
            return "er zijn nog " + " en ".join(f"{aantal} {wat}" for wat, aantal in sorted(self.gebruik.items()))
        if self.ronde_loopt:
            return "de ronde van de nieuwe sleutel loopt nog"
        if self.tot and self.tot > nu():
            return f"pogingen worden er nog mee geteld tot {tijdstip(self.tot)}"
        return ""


def regels() -> list[Regel]:
    """Return every key that lies here, and every one that the database misses, newest first of each kind."""
    bos = sleutelbos()
    with sessie(lezend=True):
        rondes = {
            rij.soort: rij for rij in db.session.scalars(select(Sleutelronde)) if bos.schrijft(rij.soort) == rij.sleutel
        }
        merken = list(db.session.scalars(select(Sleutelmerk).where(Sleutelmerk.verwijderd_op.is_(None))))
    sinds = {(merk.soort, merk.sleutel): merk.gezien_op for merk in merken}
    gevonden = []
    for soort in SOORTEN:
        eigen = bos.van(soort)
        kwijt = sorted(id_ for welke, id_ in sinds if welke == soort and id_ not in eigen)
        gebruik = _tel(soort, [*eigen, *kwijt])
        ronde = rondes.get(soort)
        loopt = len(eigen) > 1 and (ronde is None or ronde.klaar_op is None)
        tot = ronde.begonnen_op + TELLERS if ronde and soort == "zoek" else None
        gevonden += [
            Regel(
                soort=soort,
                id=id_,
                sinds=sinds.get((soort, id_)),
                schrijft=id_ == bos.schrijft(soort),
                ontbreekt=id_ not in eigen,
                gebruik=gebruik[id_],
                ronde_loopt=loopt,
                tot=tot,
            )
            for id_ in (*eigen, *kwijt)
        ]
    return gevonden


def _tel(soort: str, ids: list[str]) -> dict[str, Counter[str]]:
    """Return what needs each of these keys, over all gemeenten."""
    geteld: dict[str, Counter[str]] = {id_: Counter() for id_ in ids}
    for wat, aantallen in tel_per_deel(soort, ids):
        for id_, aantal in aantallen.items():
            geteld[id_][wat] += aantal
    return {id_: +teller for id_, teller in geteld.items()}


def tel_per_deel(soort: str, ids: Sequence[str]) -> Iterator[tuple[str, Counter[str]]]:
    """Walk past every part in every gemeente; give in which column it counts, and how many need each of these keys."""
    with sessie(lezend=True):
        overal = [None, *gemeenten()]
    for gemeente_id in overal:
        for deel in delen_van(soort):
            if deel.waar is Waar.OVERAL or (deel.waar is Waar.GEMEENTE) == bool(gemeente_id):
                with in_gemeente(gemeente_id), sessie(lezend=True):
                    aantallen = deel.tel(ids)
                yield "bestanden" if deel.naam == BESTANDEN else KOLOM[soort], aantallen
