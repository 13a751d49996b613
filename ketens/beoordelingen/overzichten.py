"""What a coördinator sees of the requests of a traject, and what a practice sees of what it was asked."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import joinedload

from ketens.beoordelingen.models import Beoordeling
from ketens.beoordelingen.stand import (
    beoordelaars,
    factorenlijst,
    mag_doorgeven,
    praktijken_met_app,
    wachtende_stap,
)
from ketens.catalogus import Instrument, catalogus
from ketens.gebruikers.wie import Wie
from ketens.instrumenten.models import Afname
from ketens.inwoners.models import Toestemming, ToestemmingSoort
from ketens.kern.db import db
from ketens.kern.klok import AMSTERDAM, nu, vandaag, werkdagen_erbij
from ketens.trajecten.delen import Stap
from ketens.trajecten.instellingen import Keteninstelling, Ketenpartner, instelling
from ketens.trajecten.models import Traject
from ketens.trajecten.vragenformulier import in_woorden

MEESTE_OPEN, MEESTE_KLAAR = 200, 25
NET = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Stand:
    """How it stands with the assessment of a traject."""

    traject: Traject
    stap: Stap | None
    verzoeken: list[Beoordeling]
    mag_doorgeven: bool
    praktijken: list[Ketenpartner]
    met_app: set[UUID] = field(default_factory=set)

    @property
    def lopend(self) -> Beoordeling | None:
        """The request that waits for an answer."""
        return next((verzoek for verzoek in self.verzoeken if verzoek.is_open), None)

    @property
    def te_vragen(self) -> bool:
        """Whether a request can be made now."""
        return self.stap is not None and self.lopend is None and self.mag_doorgeven and bool(self.praktijken)


@dataclass(frozen=True, slots=True)
class Regel:
    """A request in the list of a practice. Unanswered, without consent or taken back, nobody is named."""

    beoordeling: Beoordeling
    mag_zien: bool
    termijn: date | None

    @property
    def net_ingetrokken(self) -> bool:
        """Whether it was taken back so shortly ago that someone here may still be at work on it."""
        op = self.beoordeling.ingetrokken_op
        return op is not None and nu() - op <= NET


@dataclass(frozen=True, slots=True)
class Vraagstuk:
    """What a practice is asked, and the test that led to it."""

    beoordeling: Beoordeling
    instelling: Keteninstelling | None
    mag_zien: bool
    test: Afname | None = None
    antwoorden: list[tuple[str, str]] = field(default_factory=list)
    factoren: list[tuple[str, list[tuple[str, str]]]] = field(default_factory=list)
    instrument: Instrument | None = None


def stand_van(traject: Traject) -> Stand:
    """Return the requests of a traject, newest first, and what can be done now."""
    vraag = (
        select(Beoordeling)
        .where(Beoordeling.traject_id == traject.id)
        .options(joinedload(Beoordeling.praktijk), joinedload(Beoordeling.gevraagd_door))
        .options(joinedload(Beoordeling.beantwoord_door))
        .order_by(Beoordeling.gevraagd_op.desc(), Beoordeling.id.desc())
    )
    return Stand(
        traject=traject,
        stap=wachtende_stap(traject),
        verzoeken=list(db.session.scalars(vraag)),
        mag_doorgeven=mag_doorgeven(traject),
        praktijken=beoordelaars(traject.keten_code),
        met_app=praktijken_met_app(traject.keten_code),
    )


def van_praktijk(wie: Wie) -> tuple[list[Regel], list[Regel]]:
    """Return what waits (oldest first) and what was handled last (newest first)."""
    basis = (
        select(Beoordeling, _toestemming_staat().label("staat"))
        .where(Beoordeling.zichtbaar_voor(wie))
        .options(joinedload(Beoordeling.inwoner), joinedload(Beoordeling.traject))
    )
    is_open = Beoordeling.beantwoord_op.is_(None) & Beoordeling.ingetrokken_op.is_(None)
    open_ = basis.where(is_open).order_by(Beoordeling.gevraagd_op, Beoordeling.id).limit(MEESTE_OPEN)
    klaar = basis.where(~is_open).order_by(Beoordeling.gevraagd_op.desc(), Beoordeling.id).limit(MEESTE_KLAAR)
    return _regels(open_), _regels(klaar)


def vraagstuk(beoordeling: Beoordeling) -> Vraagstuk:
    """Return all that a practice is told, and the factors it recorded itself."""
    eigen = instelling(beoordeling.keten_code)
    pin = factorenlijst(beoordeling)
    instrument = catalogus().instrument(pin) if pin else None
    if not mag_zien(beoordeling):
        return Vraagstuk(beoordeling, eigen, mag_zien=False, instrument=instrument)
    test = _test_van(beoordeling)
    return Vraagstuk(
        beoordeling,
        eigen,
        mag_zien=True,
        test=test,
        antwoorden=_antwoorden(test),
        factoren=_factoren(beoordeling.afname, instrument),
        instrument=instrument,
    )


def mag_zien(beoordeling: Beoordeling) -> bool:
    """Tell whether the practice may see who it is about: the consent stands, or it answered and keeps what it had."""
    if beoordeling.beantwoord_op:
        return True
    return beoordeling.ingetrokken_op is None and bool(
        db.session.scalar(select(_toestemming_staat()).where(Beoordeling.id == beoordeling.id))
    )


def uiterste_dag(beoordeling: Beoordeling) -> date | None:
    """Return the day on which an answer is asked for again, in working days after the request."""
    stappen = beoordeling.traject.keten.stappen
    dagen = next((stap.herinnering_werkdagen for stap in stappen if stap.soort == "beoordeling"), None)
    return werkdagen_erbij(beoordeling.gevraagd_op.astimezone(AMSTERDAM).date(), dagen) if dagen else None


def is_rijp(beoordeling: Beoordeling) -> bool:
    """Tell whether it is time to ask again."""
    dag = uiterste_dag(beoordeling)
    return dag is not None and dag <= vandaag()


def _regels(vraag: object) -> list[Regel]:
    rijen = [(rij.Beoordeling, rij.staat) for rij in db.session.execute(vraag)]  # type: ignore[call-overload]
    return [
        Regel(een, bool(een.beantwoord_op or (staat and not een.ingetrokken_op)), uiterste_dag(een))
        for een, staat in rijen
    ]


def _toestemming_staat() -> ColumnElement[bool]:
    return exists().where(
        Toestemming.inwoner_id == Beoordeling.inwoner_id,
        Toestemming.keten_code == Beoordeling.keten_code,
        Toestemming.soort == ToestemmingSoort.DOORGEVEN,
        Toestemming.ingetrokken_op.is_(None),
    )


def _test_van(beoordeling: Beoordeling) -> Afname | None:
    pin = beoordeling.traject.keten.instrument_bij_verwijzing
    vraag = (
        select(Afname)
        .where(Afname.traject_id == beoordeling.traject_id, Afname.instrument == pin, Afname.alleen_eigen.is_(False))
        .order_by(Afname.op.desc(), Afname.id.desc())
    )
    return db.session.scalars(vraag.limit(1)).one_or_none()


def _antwoorden(test: Afname | None) -> list[tuple[str, str]]:
    return in_woorden(catalogus().instrument(test.instrument).alle_vragen, test.antwoorden or {}) if test else []


def _factoren(afname: Afname | None, instrument: Instrument | None) -> list[tuple[str, list[tuple[str, str]]]]:
    if afname is None or instrument is None:
        return []
    gegeven = afname.antwoorden or {}
    per_onderdeel = (
        (
            deel.naam,
            in_woorden(tuple(v for v in instrument.alle_vragen if v.sleutel.startswith(f"{deel.code}_")), gegeven),
        )
        for deel in instrument.onderdelen
    )
    return [(naam, rijen) for naam, rijen in per_onderdeel if rijen]
