"""Who is signed in, with which hat: read in one query, frozen for the length of the request."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, cast
from uuid import UUID

from flask import current_app
from flask_login import AnonymousUserMixin, UserMixin, current_user
from sqlalchemy import Table, bindparam, func, or_, select, update

from ketens.gebruikers.hoed import Pet, Plaats, Werkgever
from ketens.gebruikers.models import Account, Gemeente, Lidmaatschap, Organisatie, OrganisatieSoort, Sessie, Zicht
from ketens.kern import klok, kop
from ketens.kern.db import db
from ketens.kern.gemeente import huidige_gemeente
from ketens.kern.verzoek import na_afloop
from ketens.rechten import BEPERKT, Recht, Rol, mag

VERS = timedelta(minutes=15)
# Who signed in with a passkey is not put out by a quiet hour: that session lasts the working day.
HELE_DAG = "toegangssleutel"
# Not enough where everyone has to show a second step, also for who came in before that was asked.
ALLEEN_WACHTWOORD = "wachtwoord"


@dataclass(frozen=True)
class Wie(UserMixin):
    """The signed-in person. `pet` is the hat in this gemeente, or None when there is none."""

    account_id: UUID
    naam: str
    functie: str
    sessie_id: UUID
    token: str = field(repr=False)
    pet: Pet | None
    lidmaatschappen: tuple[Pet, ...]
    # What this session is for, when it is for one thing only (besluit 0031).
    doel: str | None = None
    # With what this person came in, and when they last showed that it is them (besluit 0043).
    middel: str | None = None
    bevestigd_op: datetime | None = None

    def get_id(self) -> str:
        """Return what Flask-Login keeps in the cookie: the token of the session, not of the person."""
        return self.token

    @property
    def rol(self) -> Rol | None:
        """The role of the hat."""
        return self.pet.rol if self.pet else None

    @property
    def organisatie_id(self) -> UUID | None:
        """The organisatie of the hat."""
        return self.pet.organisatie_id if self.pet else None

    @property
    def organisatie(self) -> Werkgever | None:
        """The organisatie of the hat, as the templates see it."""
        return self.pet.organisatie if self.pet else None

    @property
    def ketens(self) -> tuple[str, ...]:
        """The ketens of the hat, as codes."""
        return self.pet.ketens if self.pet else ()

    @property
    def zicht(self) -> Zicht:
        """Which verwijzingen of the organisatie a verwijzer with this hat sees; without a hat none but their own."""
        return self.pet.zicht if self.pet else Zicht.EIGEN

    @property
    def team(self) -> str | None:
        """The team of the hat."""
        return self.pet.team if self.pet else None

    @property
    def is_vers(self) -> bool:
        """Whether it was shown a short while ago that this is them: what weighs much asks for it."""
        return self.bevestigd_op is not None and self.bevestigd_op > klok.nu() - VERS

    def mag(self, recht: Recht) -> bool:
        """Tell whether the hat carries this right, and a session for one thing only lets it be used."""
        if self.doel is not None and recht not in BEPERKT[self.doel]:
            return False
        return self.pet is not None and mag(self.pet.rol, recht, verzoeken=self.pet.verzoeken)


class Niemand(AnonymousUserMixin):
    """Nobody signed in."""

    pet = doel = None
    lidmaatschappen: tuple[Pet, ...] = ()
    rol = None
    account_id = None

    def mag(self, _recht: Recht) -> bool:
        """Nobody may anything."""
        return False


def wie() -> Wie:
    """Return the signed-in person; only behind the gate."""
    return cast("Wie", current_user._get_current_object())


def token_hash(token: str) -> bytes:
    """Return what the session table keeps of a token."""
    return hashlib.sha256(token.encode()).digest()


# Asked on every request: built once, over the tables, and put to the connection. Through the session, as questions on
# objects, they cost half as much again; none of these tables belongs to one gemeente, so the sluice has no say in them.
_sessie, _account, _lid, _organisatie, _gemeente = (
    cast("Table", model.__table__).c for model in (Sessie, Account, Lidmaatschap, Organisatie, Gemeente)
)
_HOUDT = (_lid.vanaf <= bindparam("dag")) & or_(_lid.tot.is_(None), _lid.tot >= bindparam("dag"))
_PET = (
    _lid.id,
    _lid.rol,
    _lid.ketens,
    _lid.organisatie_id,
    _organisatie.naam.label("organisatie"),
    _organisatie.soort,
    _organisatie.zicht,
    _lid.team,
    _lid.regio,
    _lid.verzoeken,
    _lid.gemeente_id,
    _gemeente.naam.label("gemeente"),
    _gemeente.slug,
    _gemeente.bsn_aan,
    _gemeente.is_demo,
)
_PETTEN = (
    select(*_PET)
    .join(Organisatie.__table__, _organisatie.id == _lid.organisatie_id)
    .join(Gemeente.__table__, _gemeente.id == _lid.gemeente_id)
    .where(_lid.account_id == bindparam("account_id"), _HOUDT)
    .order_by(_lid.id)
)
_SESSIE = (
    select(
        _sessie.id.label("sessie_id"),
        _sessie.gezien_op,
        _sessie.lidmaatschap_id,
        _sessie.middel,
        _sessie.bevestigd_op,
        _account.id.label("account_id"),
        _account.naam,
        _account.functie,
        *_PET,
    )
    .join(Account.__table__, _account.id == _sessie.account_id)
    .outerjoin(Lidmaatschap.__table__, (_lid.account_id == _sessie.account_id) & _HOUDT)
    .outerjoin(Organisatie.__table__, _organisatie.id == _lid.organisatie_id)
    .outerjoin(Gemeente.__table__, _gemeente.id == _lid.gemeente_id)
    .where(
        _sessie.token_hash == bindparam("token_hash"),
        _sessie.doel.is_(None),
        _sessie.beeindigd_op.is_(None),
        _sessie.begonnen_op > bindparam("begonnen_na"),
        (_sessie.gezien_op > bindparam("gezien_na")) | (_sessie.middel == HELE_DAG),
        func.coalesce(_sessie.middel, ALLEEN_WACHTWOORD) != bindparam("te_zwak"),
        _account.geblokkeerd_op.is_(None),
        or_(_account.uit_dienst_per.is_(None), _account.uit_dienst_per > bindparam("dag")),
    )
    .order_by(_lid.id)
)


def laad(token: str) -> Wie | None:
    """Return who holds this session, or None when it ended, timed out or the account was blocked."""
    instellingen = current_app.extensions["ketens"]
    nu = klok.nu()
    waarden = {
        "token_hash": token_hash(token),
        "begonnen_na": nu - instellingen.af_na,
        "gezien_na": nu - instellingen.stil_na,
        "dag": klok.vandaag(),
        "te_zwak": ALLEEN_WACHTWOORD if instellingen.tweefactor_verplicht else "",
    }
    rijen = db.session.connection().execute(_SESSIE, waarden).all()
    if not rijen:
        kop.wis()
        return None
    eerste = rijen[0]
    if (nu - eerste.gezien_op).total_seconds() > 60:
        na_afloop(lambda: gezien(eerste.sessie_id, nu))
    petten = tuple(_pet(rij) for rij in rijen if rij.id)
    pet = _kies(petten, eerste.lidmaatschap_id)
    return Wie(
        eerste.account_id,
        eerste.naam,
        eerste.functie,
        eerste.sessie_id,
        token,
        pet,
        petten,
        middel=eerste.middel,
        bevestigd_op=eerste.bevestigd_op,
    )


def petten_van(account_id: UUID) -> tuple[Pet, ...]:
    """Return the hats that hold today, in a fixed order."""
    db.session.flush()  # a hat that was given a moment ago counts
    rijen = db.session.connection().execute(_PETTEN, {"account_id": account_id, "dag": klok.vandaag()})
    return tuple(_pet(rij) for rij in rijen)


def _pet(rij: Any) -> Pet:
    return Pet(
        id=rij.id,
        rol=Rol(rij.rol),
        ketens=tuple(rij.ketens),
        organisatie_id=rij.organisatie_id,
        organisatie=Werkgever(rij.organisatie, OrganisatieSoort(rij.soort)),
        gemeente_id=rij.gemeente_id,
        gemeente=Plaats(rij.gemeente, rij.slug, rij.bsn_aan, rij.is_demo),
        zicht=Zicht(rij.zicht),
        team=rij.team,
        regio=rij.regio,
        verzoeken=rij.verzoeken,
    )


def _kies(petten: tuple[Pet, ...], gekozen: UUID | None) -> Pet | None:
    hier = huidige_gemeente()
    passend = [pet for pet in petten if hier in (None, pet.gemeente_id)]
    return next((pet for pet in passend if pet.id == gekozen), passend[0] if passend else None)


def gezien(sessie_id: UUID, op: datetime) -> None:
    """Note when a session was used last."""
    db.session.execute(update(Sessie).where(Sessie.id == sessie_id).values(gezien_op=op))
