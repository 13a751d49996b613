"""The list of a month: how it stood with each verwijzing of a practice when the month ended."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import joinedload

from ketens.gebruikers.wie import Wie
from ketens.kern.csv import schrijf_csv
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import moment, nu, vandaag
from ketens.kern.pagina import datum
from ketens.verwijzingen.models import Terugkoppeling, Verwijzing
from ketens.verwijzingen.stand import EINDE, Stand
from ketens.verwijzingen.terugkoppelen import Gehoor
from ketens.verwijzingen.verlopen import standen, wat_gehoord
from ketens.verwijzingen.wijze import MAANDLIJST, volgende_maand, vorige_maand

MAANDEN = 13
# How far back a verwijzing still counts as running, and how many a list shows.
TERUG, MEESTE = timedelta(days=730), 500
NAMEN = (
    *("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober"),
    *("november", "december"),
)
KOP = ("Kenmerk", "Naam", "Geboren", "Keten", "Verstuurd op", "Stand", "Sinds")
VOORBIJ = (*EINDE, "geweigerd", "ingetrokken", "stil")


@dataclass(frozen=True, slots=True)
class Regel:
    """A verwijzing, and how it stood when the month ended."""

    verwijzing: Verwijzing
    stand: Stand


@dataclass(frozen=True, slots=True)
class Maandlijst:
    """The list of one month, the newest verwijzing first; `meer`: there are more than it shows."""

    maand: date
    regels: Sequence[Regel]
    meer: bool

    @property
    def naam(self) -> str:
        """The month in words."""
        return in_woorden(self.maand)

    @property
    def csv(self) -> bytes:
        """The list as a file."""
        rijen = (
            (
                regel.verwijzing.kenmerk,
                regel.verwijzing.persoon_naam,
                datum(regel.verwijzing.persoon_geboortedatum),
                regel.verwijzing.keten.naam,
                datum(regel.verwijzing.ingediend_op),
                regel.stand.titel,
                datum(regel.stand.moment),
            )
            for regel in self.regels
        )
        return schrijf_csv(KOP, rijen)


def in_woorden(maand: date) -> str:
    """Return `november 2026`."""
    return f"{NAMEN[maand.month - 1]} {maand.year}"


def maanden(dag: date) -> list[date]:
    """Return the months that have ended, the last one first; a year back and one more, to compare."""
    lijst = [vorige_maand(dag)]
    while len(lijst) < MAANDEN:
        lijst.append(vorige_maand(lijst[-1]))
    return lijst


def lees_maand(tekst: str | None) -> date:
    """Return the month that was asked for (2026-11), the last one that ended when it is none of `maanden`."""
    mogelijk = maanden(vandaag())
    return next((maand for maand in mogelijk if f"{maand:%Y-%m}" == tekst), mogelijk[0])


def maandlijst(wie: Wie, maand: date) -> Maandlijst:
    """Return the list of what this person follows for their organisatie."""
    eisen = (Verwijzing.zichtbaar_voor(wie), Verwijzing.organisatie_id == wie.organisatie_id)
    regels = regels_van(eisen, maand, wie.organisatie_id)
    return Maandlijst(maand, regels[:MEESTE], len(regels) > MEESTE)


def regels_van(eisen: Iterable[ColumnElement[bool]], maand: date, organisatie_id: UUID | None) -> list[Regel]:
    """Return what belongs in the list of a month, of the verwijzingen under these conditions. Opens no sealed cell.

    What changed in that month, and what still ran at its end; of a resident who does not want it, nothing but what was
    said about the request itself, so that a line that goes tells nobody that something ended.
    """
    begin, einde = moment(maand, 0), moment(volgende_maand(maand), 0)
    vraag = (
        select(Verwijzing)
        .where(*eisen, Verwijzing.ingediend_op < einde, Verwijzing.ingediend_op >= begin - TERUG)
        .options(joinedload(Verwijzing.organisatie))
        .order_by(Verwijzing.ingediend_op.desc(), Verwijzing.id.desc())
    )
    rijen = db.session.scalars(vraag).all()
    hoe = wat_gehoord(rijen, organisatie_id)
    gevonden = standen(rijen, hoe)
    regels = []
    for rij in rijen:
        toen = [stand for stand in gevonden[rij.id] if stand.moment < einde]
        if toen and _hoort_erbij(toen, begin, hoe[rij.id]):
            regels.append(Regel(rij, toen[-1]))
    return regels


def _hoort_erbij(toen: Sequence[Stand], begin: datetime, hoe: Gehoor) -> bool:
    if toen[-1].moment >= begin or toen[-1].code == "ontvangen":
        return True
    return hoe.hoort and toen[-1].code not in VOORBIJ


def ongelezen(wie: Wie) -> str | None:
    """Return the newest month of which the list is ready and was not read, in words, or None."""
    vraag = (
        select(Terugkoppeling)
        .join(Verwijzing, Verwijzing.id == Terugkoppeling.verwijzing_id)
        .where(*_ongelezen(wie))
        .order_by(Terugkoppeling.op.desc())
        .limit(1)
    )
    rij = db.session.scalars(vraag).one_or_none()
    return in_woorden(date.fromisoformat(f"{rij.gegevens['maand']}-01")) if rij else None


def lees_lijst(door: Wie) -> None:
    """Note that the lists that were ready are read."""
    ids = select(Terugkoppeling.id).join(Verwijzing, Verwijzing.id == Terugkoppeling.verwijzing_id)
    rijen = db.session.scalars(select(Terugkoppeling).where(Terugkoppeling.id.in_(ids.where(*_ongelezen(door))))).all()
    if not rijen:
        raise Domeinfout("Er is geen nieuwe maandlijst.")
    for rij in rijen:
        rij.gelezen_op = nu()


def _ongelezen(wie: Wie) -> tuple[ColumnElement[bool], ...]:
    return (
        Terugkoppeling.moment == MAANDLIJST,
        Terugkoppeling.gelezen_op.is_(None),
        Verwijzing.zichtbaar_voor(wie),
        Verwijzing.organisatie_id == wie.organisatie_id,
    )
