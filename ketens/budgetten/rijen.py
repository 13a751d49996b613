"""The rows behind an amount: of one onderdeel in a year, and the list of costs with its filters and totals."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from ketens.budgetten.boek import Boek, Deel, Gepland, lees
from ketens.budgetten.models import Begrotingspost, Grootboekinvoer, Kost, Toekenning, Verplichting
from ketens.budgetten.regime import onderdelen_van_anderen
from ketens.budgetten.stand import Bedragen, som
from ketens.gebruikers.wie import Wie
from ketens.kern.bladeren import bladzijden
from ketens.kern.db import db

PER_BLAD = 100
# So many ledger files are shown.
BESTANDEN = 20
T = TypeVar("T", Begrotingspost, Toekenning, Verplichting, Kost)


@dataclass(frozen=True, slots=True)
class Kostrij:
    """A cost, and the part of it that falls in the year."""

    kost: Kost
    bedrag: int
    btw: int

    @property
    def is_deel(self) -> bool:
        """Whether another part falls in another year."""
        return (self.bedrag, self.btw) != (self.kost.bedrag, self.kost.btw_compensabel)


@dataclass(frozen=True, slots=True)
class Verplichtingrij:
    """A commitment: what was paid on it, and what is still to come in this year."""

    verplichting: Verplichting
    betaald: int
    rest: int

    @property
    def te_veel(self) -> int:
        """What was paid above what was ordered."""
        return max(0, self.betaald - self.verplichting.bedrag)


@dataclass(frozen=True, slots=True)
class Onderdeelbeeld:
    """All rows of an onderdeel in a year, and what was withdrawn."""

    totaal: Bedragen
    posten: list[Begrotingspost]
    toekenningen: list[Toekenning]
    verplichtingen: list[Verplichtingrij]
    kosten: list[Kostrij]
    gepland: list[Gepland]
    ingetrokken: list[tuple[str, Any]]


@dataclass(frozen=True, slots=True)
class Filter:
    """Which costs; None or empty: all."""

    jaar: int
    onderdeel: str = ""
    bron: str = ""
    kostensoort: str = ""
    invoer: UUID | None = None

    def past(self, deel: Deel) -> bool:
        """Whether a part of a cost is among them."""
        rij = deel.rij
        return (
            self.onderdeel in ("", rij.onderdeel)
            and self.bron in ("", rij.bron)
            and self.kostensoort in ("", rij.kostensoort)
            and self.invoer in (None, rij.invoer_id)
        )

    @property
    def vraag(self) -> dict[str, str]:
        """The query string of it."""
        velden = {"jaar": self.jaar, "onderdeel": self.onderdeel, "bron": self.bron, "kostensoort": self.kostensoort}
        return {naam: str(waarde) for naam, waarde in {**velden, "invoer": self.invoer or ""}.items() if waarde}


@dataclass(frozen=True, slots=True)
class Kostenlijst:
    """One page of the costs, and the totals over all pages."""

    rijen: list[Kostrij]
    aantal: int
    bedrag: int
    btw: int
    per_kostensoort: dict[str, int]


def onderdeelbeeld(wie: Wie, onderdeel: str, jaar: int, bron: str = "") -> Onderdeelbeeld:
    """Return the rows of an onderdeel in a year, of one bron or of all."""
    boek = lees(jaar, jaar, (onderdeel,))
    kosten = [deel for deel in boek.kosten if bron in ("", deel.rij.bron)]
    posten = _laad(Begrotingspost, (rij.id for rij in boek.posten if bron in ("", rij.bron)), wie)
    toegekend = _laad(Toekenning, (rij.id for rij in boek.toekenningen if bron in ("", rij.bron)), wie)
    return Onderdeelbeeld(
        totaal=som(b for (_, _, van), b in boek.cellen().items() if bron in ("", van)),
        posten=sorted(posten.values(), key=lambda rij: (rij.bron, rij.gemaakt_op)),
        toekenningen=sorted(toegekend.values(), key=lambda rij: (rij.datum, rij.gemaakt_op)),
        verplichtingen=_verplichtingen(wie, onderdeel, jaar, bron, boek),
        kosten=_kostrijen(kosten, wie),
        gepland=[plan for plan in boek.gepland if bron in ("", plan.bron)],
        ingetrokken=_ingetrokken(wie, onderdeel, jaar),
    )


def kostenlijst(wie: Wie, filter_: Filter, blad: int | None = 1) -> Kostenlijst:
    """Return a page of the costs that fall in a year (all of them when `blad` is None), newest first, with totals."""
    elders = onderdelen_van_anderen(wie.ketens)
    boek = lees(filter_.jaar, filter_.jaar)
    delen = [deel for deel in boek.kosten if deel.rij.onderdeel not in elders and filter_.past(deel)]
    delen.sort(key=lambda deel: (deel.rij.datum, str(deel.rij.id)), reverse=True)
    per_soort: dict[str, int] = {}
    for deel in delen:
        per_soort[deel.rij.kostensoort] = per_soort.get(deel.rij.kostensoort, 0) + deel.bedrag
    getoond = delen
    if blad is not None:
        eerste = (min(max(blad, 1), bladzijden(len(delen), PER_BLAD)) - 1) * PER_BLAD
        getoond = delen[eerste : eerste + PER_BLAD]
    return Kostenlijst(
        _kostrijen(getoond, wie), len(delen), sum(d.bedrag for d in delen), sum(d.btw for d in delen), per_soort
    )


def _kostrijen(delen: Iterable[Deel], wie: Wie) -> list[Kostrij]:
    delen = list(delen)
    kosten = _laad(Kost, (deel.rij.id for deel in delen), wie, joinedload(Kost.groep), joinedload(Kost.verplichting))
    rijen = [Kostrij(kosten[d.rij.id], d.bedrag, d.btw) for d in delen if d.rij.id in kosten]
    return sorted(rijen, key=lambda rij: (rij.kost.datum, str(rij.kost.id)), reverse=True)


def _verplichtingen(wie: Wie, onderdeel: str, jaar: int, bron: str, boek: Boek) -> list[Verplichtingrij]:
    """Return the commitments of a year, and those of another year of which something is still to come in this one."""
    rest = {deel.rij.id: deel.bedrag for deel in boek.resten}
    vraag = select(Verplichting).where(
        Verplichting.zichtbaar_voor(wie),
        Verplichting.onderdeel == onderdeel,
        Verplichting.vervallen_op.is_(None),
        (Verplichting.jaar == jaar) | Verplichting.id.in_(list(rest)),
    )
    if bron:
        vraag = vraag.where(Verplichting.bron == bron)
    rijen = list(db.session.scalars(vraag.options(joinedload(Verplichting.groep)).order_by(Verplichting.datum)))
    betaald = _betaald([rij.id for rij in rijen])
    return [Verplichtingrij(rij, betaald.get(rij.id, 0), rest.get(rij.id, 0)) for rij in rijen]


def _betaald(ids: list[UUID]) -> Mapping[UUID, int]:
    vraag = select(Kost.verplichting_id, Kost.bedrag).where(Kost.verplichting_id.in_(ids), Kost.vervallen_op.is_(None))
    uit: dict[UUID, int] = defaultdict(int)
    for id_, bedrag in db.session.execute(vraag):
        if id_ is not None:
            uit[id_] += bedrag
    return uit


def _ingetrokken(wie: Wie, onderdeel: str, jaar: int) -> list[tuple[str, Any]]:
    """Return what was withdrawn of this year, as (kind, row)."""
    uit: list[tuple[str, Any]] = []
    for naam, tabel in (("Begroting", Begrotingspost), ("Toekenning", Toekenning), ("Verplichting", Verplichting)):
        van_jaar = tabel.jaar == jaar
        vraag = select(tabel).where(tabel.zichtbaar_voor(wie), tabel.onderdeel == onderdeel, van_jaar)
        uit += [(naam, rij) for rij in db.session.scalars(vraag.where(tabel.vervallen_op.is_not(None)))]
    vraag_k = select(Kost).where(Kost.zichtbaar_voor(wie), Kost.onderdeel == onderdeel, Kost.vervallen_op.is_not(None))
    uit += [("Kosten", kost) for kost in db.session.scalars(vraag_k) if kost.datum.year == jaar]
    return sorted(uit, key=lambda paar: paar[1].vervallen_op)


def _laad(tabel: type[T], ids: Iterable[UUID], wie: Wie, *opties: Any) -> dict[UUID, T]:
    vraag = select(tabel).where(tabel.id.in_(list(ids)), tabel.zichtbaar_voor(wie)).options(*opties)
    return {rij.id: rij for rij in db.session.scalars(vraag)}


def laatste_bestanden(wie: Wie) -> list[Grootboekinvoer]:
    """Return the last ledger files that were brought, the newest first."""
    vraag = select(Grootboekinvoer).where(Grootboekinvoer.zichtbaar_voor(wie)).options(joinedload(Grootboekinvoer.door))
    return list(db.session.scalars(vraag.order_by(Grootboekinvoer.gelezen_op.desc()).limit(BESTANDEN)))


def kosten_van_invoer(wie: Wie, invoer_id: UUID) -> list[Kost]:
    """Return what came of a ledger file, what was withdrawn since as well, by line."""
    vraag = select(Kost).where(Kost.zichtbaar_voor(wie), Kost.invoer_id == invoer_id)
    return list(db.session.scalars(vraag.order_by(Kost.invoerregel, Kost.gemaakt_op, Kost.id)))
