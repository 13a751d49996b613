"""The log as a list: newest first, fifty at a time, narrowed to a period, an account, a purpose or a resident."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from flask import abort
from sqlalchemy import ColumnElement, exists, false, func, or_, select

from ketens.audit.models import Logregel, LogregelInwoner
from ketens.gebruikers.models import Account, Lidmaatschap, Organisatie
from ketens.kern.db import db
from ketens.kern.gemeente import huidige_gemeente
from ketens.kern.klok import moment
from ketens.kern.poort import OPENBAAR
from ketens.rechten import ROLNAMEN, Rol
from ketens.samenvoegen.overzichten import stond_bij
from ketens.toezicht import woorden

PER_PAGINA = 50
TIJDVAK = re.compile(r"(\d{4}-\d\d-\d\dT\d\d)\.(\d{4}-\d\d-\d\dT\d\d)", re.ASCII)
MEESTE_INWONERS = 200


@dataclass(frozen=True, slots=True)
class Vraag:
    """What is asked of the log. Dates are days in Amsterdam, both included; what is None is not asked."""

    van: date | None = None
    tot: date | None = None
    account_id: UUID | None = None
    inwoner_ids: tuple[UUID, ...] = ()
    doel: str | None = None
    geweigerd: bool = False
    # Moments instead of days: from the first up to but not including the second.
    tijdvak: tuple[datetime, datetime] | None = None

    def eisen(self) -> list[ColumnElement[bool]]:
        """Return the conditions on `Logregel`, those of the gemeente first."""
        eisen = [Logregel.keten_id == huidige_gemeente()]
        if self.van:
            eisen.append(Logregel.op >= als_tekst(moment(self.van, 0)))
        if self.tot:
            eisen.append(Logregel.op < als_tekst(moment(self.tot + timedelta(days=1), 0)))
        if self.tijdvak:
            begin, eind = self.tijdvak
            eisen += [Logregel.op >= als_tekst(begin), Logregel.op < als_tekst(eind)]
        if self.account_id:
            eisen.append(Logregel.account_id == self.account_id)
        if self.doel:
            eisen.append(Logregel.doel == self.doel)
        if self.geweigerd:
            eisen += [Logregel.uitkomst >= 400, Logregel.uitkomst != 422]
        if self.inwoner_ids:
            van_hen = LogregelInwoner.inwoner_id.in_(self.inwoner_ids)
            eisen.append(Logregel.id.in_(select(LogregelInwoner.logregel_id).where(van_hen)) | self._als_een_ander())
        return eisen

    def _als_een_ander(self) -> ColumnElement[bool]:
        """Return the condition that a row is of when these stood with somebody else, by a merge that was undone."""
        toen = [
            Logregel.id.in_(select(LogregelInwoner.logregel_id).where(LogregelInwoner.inwoner_id == ander_id))
            & (Logregel.op >= als_tekst(begin))
            & (Logregel.op <= als_tekst(eind))
            for ander_id, begin, eind in stond_bij(self.inwoner_ids)
        ]
        return or_(false(), *toen)


class Regel(NamedTuple):
    """A row of the log with the names of who did it; no name of a resident."""

    nr: int
    op: datetime
    actie: str
    doel: str
    route: str
    uitkomst: int
    account_id: UUID | None
    naam: str | None
    functie: str | None
    organisatie: str | None
    rol: str | None
    adres: str | None
    reden: str | None
    inwoners: int

    @property
    def wie(self) -> str:
        """Who did it; a job or command is nobody, and who needs no account has no name here."""
        zonder = "iemand zonder account" if self.doel == OPENBAAR else "ketens zelf (automatisch)"
        return self.naam or ("een onbekend account" if self.account_id else zonder)

    @property
    def pet(self) -> str | None:
        """The hat, in words."""
        return ROLNAMEN[Rol(self.rol)] if self.rol in set(Rol) else self.rol

    @property
    def waarvoor(self) -> str:
        """The purpose, in words."""
        return woorden.waarvoor(self.doel)

    @property
    def daad(self) -> str:
        """What was done."""
        return woorden.daad(self.actie, self.uitkomst)

    @property
    def is_geweigerd(self) -> bool:
        """Whether nothing was shown."""
        return woorden.is_geweigerd(self.uitkomst)


@dataclass(frozen=True, slots=True)
class Bladzijde:
    """Fifty rows; `verder` is the number to go on from, or None at the end."""

    regels: Sequence[Regel] = ()
    verder: int | None = None


_AANTAL = (
    select(func.count())
    .select_from(LogregelInwoner)
    .where(LogregelInwoner.logregel_id == Logregel.id)
    .scalar_subquery()
)
KOLOMMEN = (
    Logregel.nr,
    Logregel.op,
    Logregel.actie,
    Logregel.doel,
    Logregel.route,
    Logregel.uitkomst,
    Logregel.account_id,
    Account.naam,
    Account.functie,
    Organisatie.naam.label("organisatie"),
    Logregel.rol,
    Logregel.adres,
    Logregel.reden,
    _AANTAL.label("inwoners"),
)


def als_tekst(tijd: datetime) -> str:
    """Return a moment as the log writes it, so that texts compare as moments do."""
    return tijd.astimezone(UTC).isoformat(timespec="microseconds")


def als_tijdvak(begin: datetime, eind: datetime) -> str:
    """Return whole hours as they stand in an address: `2026-11-22T13.2026-11-22T14`, in UTC."""
    return ".".join(f"{tijd.astimezone(UTC):%Y-%m-%dT%H}" for tijd in (begin, eind))


def lees_tijdvak(tekst: str | None) -> tuple[datetime, datetime] | None:
    """Return from which moment up to which; rubbish asks nothing."""
    delen = TIJDVAK.fullmatch(tekst or "")
    if delen is None:
        return None
    try:
        return datetime.fromisoformat(f"{delen[1]}:00+00:00"), datetime.fromisoformat(f"{delen[2]}:00+00:00")
    except ValueError:
        return None


def _regels(*eisen: ColumnElement[bool]) -> Any:
    return (
        select(*KOLOMMEN)
        .outerjoin(Account, Account.id == Logregel.account_id)
        .outerjoin(Organisatie, Organisatie.id == Logregel.organisatie_id)
        .where(*eisen)
    )


def _regel(rij: Any) -> Regel:
    nr, op, *rest = rij
    return Regel(nr, datetime.fromisoformat(op), *rest)


def lees(vraag: Vraag, *, voor: int | None = None, hoogstens: int = PER_PAGINA) -> Bladzijde:
    """Return the newest rows that meet the question, of those before number `voor`. One statement."""
    eisen = vraag.eisen() + ([Logregel.nr < voor] if voor else [])
    rijen = db.session.execute(_regels(*eisen).order_by(Logregel.nr.desc()).limit(hoogstens + 1)).all()
    regels = tuple(_regel(rij) for rij in rijen[:hoogstens])
    return Bladzijde(regels, regels[-1].nr if len(rijen) > hoogstens else None)


def vind_regel(nr: int) -> tuple[Regel, list[UUID]]:
    """Return one row and the residents it speaks of (at most 200), or answer 404."""
    hier = Logregel.keten_id == huidige_gemeente()
    rij = db.session.execute(_regels(hier, Logregel.nr == nr)).one_or_none()
    if rij is None:
        abort(404)
    ids = (
        select(LogregelInwoner.inwoner_id)
        .join(Logregel, Logregel.id == LogregelInwoner.logregel_id)
        .where(hier, Logregel.nr == nr)
        .order_by(LogregelInwoner.inwoner_id)
        .limit(MEESTE_INWONERS)
    )
    return _regel(rij), list(db.session.scalars(ids))


def vind_account(account_id: UUID) -> Account:
    """Return an account that has or had a hat in this gemeente, or that stands in its log; else answer 404."""
    hier = huidige_gemeente()
    met_pet = exists().where(Lidmaatschap.account_id == Account.id, Lidmaatschap.gemeente_id == hier)
    in_log = exists().where(Logregel.account_id == Account.id, Logregel.keten_id == hier)
    account = db.session.scalars(select(Account).where(Account.id == account_id, met_pet | in_log)).one_or_none()
    return account or abort(404)


def accounts() -> list[tuple[str, str]]:
    """Return (id, name) of who has or had a hat in this gemeente, by name."""
    met_pet = select(Lidmaatschap.account_id).where(Lidmaatschap.gemeente_id == huidige_gemeente())
    rijen = db.session.execute(
        select(Account.id, Account.naam, Account.functie)
        .where(Account.id.in_(met_pet))
        .order_by(func.lower(Account.naam), Account.id)
    )
    return [(str(id_), f"{naam} ({functie})" if functie else naam) for id_, naam, functie in rijen]
