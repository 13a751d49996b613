"""What the pages of keeping show: terms, the proposal that waits, what is held back, and what went."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from ketens.audit import snede
from ketens.bewaren.models import Bewaartermijn, Vasthouding, Vernietiging, Voorstel, Voorstelregel
from ketens.bewaren.termijnen import INZAGE, Geldend, Keuzes, keuzes
from ketens.catalogus import catalogus
from ketens.catalogus.bewaartermijn import DAARNA, Bewaarsoort, Termijn
from ketens.kern.db import db
from ketens.kern.gemeente import huidige_gemeente

OP_BLAD = 50


@dataclass(frozen=True, slots=True)
class Telling:
    """How many of one kind, before which day; of residents also by which lines."""

    soort: Bewaarsoort
    aantal: int
    grens: date
    mensen: bool

    @property
    def titel(self) -> str:
        """The name of the kind."""
        return self.soort.naam

    @property
    def daad(self) -> str:
        """What becomes of it."""
        return DAARNA[self.soort.daarna]


def in_tellingen(voorstel: Voorstel) -> list[Telling]:
    """Return what a proposal holds, by kind, in the order of the catalogue. One statement."""
    vraag = (
        select(
            Voorstelregel.soort,
            func.sum(Voorstelregel.aantal).filter(Voorstelregel.inwoner_id.is_(None)),
            func.count(Voorstelregel.inwoner_id),
            func.max(Voorstelregel.grens),
        )
        .where(Voorstelregel.voorstel_id == voorstel.id)
        .group_by(Voorstelregel.soort)
    )
    per = {code: (rijen, mensen, grens) for code, rijen, mensen, grens in db.session.execute(vraag)}
    return [
        Telling(soort, per[soort.code][1] or per[soort.code][0] or 0, per[soort.code][2], bool(per[soort.code][1]))
        for soort in catalogus().bewaartermijnen.soorten
        if soort.code in per
    ]


@dataclass(frozen=True, slots=True)
class Blad:
    """The residents on one page of a proposal, who of them is held back, and how many there are in all."""

    regels: list[Voorstelregel]
    vast: set[UUID]
    totaal: int


def mensen(voorstel: Voorstel, *, nummer: int) -> Blad:
    """Return a page of the residents in a proposal, by kenmerk: the beheerder sees no names."""
    waar = (Voorstelregel.voorstel_id == voorstel.id, Voorstelregel.inwoner_id.is_not(None))
    vraag = select(Voorstelregel).where(*waar).order_by(Voorstelregel.grens, Voorstelregel.kenmerk, Voorstelregel.id)
    regels = list(db.session.scalars(vraag.limit(OP_BLAD).offset((nummer - 1) * OP_BLAD)))
    staat = select(Vasthouding.inwoner_id).where(Vasthouding.opgeheven_op.is_(None))
    vast = set(db.session.scalars(staat.where(Vasthouding.inwoner_id.in_([regel.inwoner_id for regel in regels]))))
    totaal = db.session.scalar(select(func.count(Voorstelregel.id)).where(*waar)) or 0
    return Blad(regels, vast, totaal)


def vastgehouden() -> list[Vasthouding]:
    """Return what is held back, last first."""
    vraag = select(Vasthouding).where(Vasthouding.opgeheven_op.is_(None)).options(joinedload(Vasthouding.door))
    return list(db.session.scalars(vraag.order_by(Vasthouding.op.desc())))


@dataclass(frozen=True, slots=True)
class Termijnregel:
    """One kind with what holds for it, and what the gemeente chose otherwise for some ketens."""

    soort: Bewaarsoort
    geldend: Geldend
    per_keten: tuple[Bewaartermijn, ...]


def termijnen() -> list[Termijnregel]:
    """Return every kind of the catalogue with the term that holds."""
    gekozen = keuzes()
    return [
        Termijnregel(soort, gekozen.geldend(soort.code), tuple(_per_keten(gekozen, soort.code)))
        for soort in catalogus().bewaartermijnen.soorten
    ]


def _per_keten(gekozen: Keuzes, code: str) -> list[Bewaartermijn]:
    return [rij for (soort, keten), rij in sorted(gekozen.eigen.items()) if soort == code and keten]


def geschiedenis() -> list[Bewaartermijn]:
    """Return what the gemeente chose, also what lapsed, last first."""
    vraag = select(Bewaartermijn).options(joinedload(Bewaartermijn.door))
    return list(db.session.scalars(vraag.order_by(Bewaartermijn.gemaakt_op.desc(), Bewaartermijn.id)))


def verklaringen() -> list[Vernietiging]:
    """Return the records of destruction, last first; a hundred at most, the rest is in the file."""
    vraag = select(Vernietiging).options(joinedload(Vernietiging.door))
    return list(db.session.scalars(vraag.order_by(Vernietiging.laatst_op.desc(), Vernietiging.id.desc()).limit(100)))


def samen_met(vernietiging: Vernietiging) -> list[Vernietiging]:
    """Return this record with those of the same proposal: one declaration."""
    if vernietiging.voorstel_id is None:
        return [vernietiging]
    vraag = select(Vernietiging).where(Vernietiging.voorstel_id == vernietiging.voorstel_id)
    return list(db.session.scalars(vraag.options(joinedload(Vernietiging.door)).order_by(Vernietiging.id)))


def wacht_op_eigenaar() -> int:
    """Return how many rows of the log were cut off and are not destroyed yet."""
    keten_id = huidige_gemeente()
    return snede.over(keten_id) if keten_id else 0


def namen() -> dict[str, str]:
    """Return the name of each kind by its code."""
    return {INZAGE: "Tijd om een voorstel te bekijken"} | {
        soort.code: soort.naam for soort in catalogus().bewaartermijnen.soorten
    }


def inzage() -> tuple[int, Bewaartermijn | None]:
    """Return for how many days a proposal lies open, and the choice of the gemeente if it made one."""
    gekozen = keuzes()
    return gekozen.inzage_dagen, gekozen.eigen.get((INZAGE, ""))


def ketennaam(code: str) -> str:
    """Return the name of a keten; a code that the catalogue does not know any more stays as it is."""
    return next((keten.naam for keten in catalogus().ketens if keten.code == code), code)


def in_woorden(keuze: Bewaartermijn) -> str:
    """Return a chosen term as people say it."""
    # A kind that a later list no longer knows stays in the history, as does how long a proposal lies open.
    soort = next((soort for soort in catalogus().bewaartermijnen.soorten if soort.code == keuze.soort), None)
    return str(Termijn(keuze.aantal, soort.eenheid if soort else "dagen"))
