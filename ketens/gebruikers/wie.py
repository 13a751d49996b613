"""Who is signed in, with which hat: read in one query, frozen for the length of the request."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from typing import cast
from uuid import UUID

from flask import current_app
from flask_login import AnonymousUserMixin, UserMixin, current_user
from sqlalchemy import or_, select, update

from ketens.gebruikers.models import Account, Gemeente, Lidmaatschap, Organisatie, OrganisatieSoort, Sessie
from ketens.kern import klok
from ketens.kern.db import db
from ketens.kern.gemeente import huidige_gemeente
from ketens.kern.verzoek import na_afloop
from ketens.rechten import Recht, Rol, mag


@dataclass(frozen=True, slots=True)
class Plaats:
    """A gemeente as the templates see it."""

    naam: str
    slug: str


@dataclass(frozen=True, slots=True)
class Werkgever:
    """An organisatie as the templates see it."""

    naam: str
    soort: OrganisatieSoort


@dataclass(frozen=True, slots=True)
class Pet:
    """A hat, as the templates and the rules see it."""

    id: UUID
    rol: Rol
    ketens: tuple[str, ...]
    organisatie_id: UUID
    organisatie: Werkgever
    gemeente_id: UUID
    gemeente: Plaats

    @property
    def naam(self) -> str:
        """The words on the screen: hat and organisatie."""
        return f"{self.rol.naam} · {self.organisatie.naam}"


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

    def mag(self, recht: Recht) -> bool:
        """Tell whether the hat carries this right."""
        return self.pet is not None and mag(self.pet.rol, recht)


class Niemand(AnonymousUserMixin):
    """Nobody signed in."""

    pet = None
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


def laad(token: str) -> Wie | None:
    """Return who holds this session, or None when it ended, timed out or the account was blocked."""
    instellingen = current_app.extensions["ketens"]
    nu = klok.nu()
    vraag = (
        select(
            Sessie.id,
            Sessie.gezien_op,
            Sessie.lidmaatschap_id,
            Account.id.label("account_id"),
            Account.naam,
            Account.functie,
        )
        .join(Account, Account.id == Sessie.account_id)
        .where(
            Sessie.token_hash == token_hash(token),
            Sessie.beeindigd_op.is_(None),
            Sessie.begonnen_op > nu - instellingen.af_na,
            Sessie.gezien_op > nu - instellingen.stil_na,
            Account.geblokkeerd_op.is_(None),
        )
    )
    rij = db.session.execute(vraag).one_or_none()
    if rij is None:
        return None
    if (nu - rij.gezien_op).total_seconds() > 60:
        na_afloop(lambda: _gezien(rij.id, nu))
    petten = petten_van(rij.account_id)
    return Wie(rij.account_id, rij.naam, rij.functie, rij.id, token, _kies(petten, rij.lidmaatschap_id), petten)


def petten_van(account_id: UUID) -> tuple[Pet, ...]:
    """Return the hats that hold today, in a fixed order."""
    dag = klok.vandaag()
    vraag = (
        select(
            Lidmaatschap.id,
            Lidmaatschap.rol,
            Lidmaatschap.ketens,
            Lidmaatschap.organisatie_id,
            Organisatie.naam.label("organisatie"),
            Organisatie.soort,
            Lidmaatschap.gemeente_id,
            Gemeente.naam.label("gemeente"),
            Gemeente.slug,
        )
        .join(Organisatie, Organisatie.id == Lidmaatschap.organisatie_id)
        .join(Gemeente, Gemeente.id == Lidmaatschap.gemeente_id)
        .where(Lidmaatschap.account_id == account_id, Lidmaatschap.vanaf <= dag)
        .where(or_(Lidmaatschap.tot.is_(None), Lidmaatschap.tot >= dag))
        .order_by(Lidmaatschap.id)
    )
    return tuple(
        Pet(
            id=r.id,
            rol=Rol(r.rol),
            ketens=tuple(r.ketens),
            organisatie_id=r.organisatie_id,
            organisatie=Werkgever(r.organisatie, OrganisatieSoort(r.soort)),
            gemeente_id=r.gemeente_id,
            gemeente=Plaats(r.gemeente, r.slug),
        )
        for r in db.session.execute(vraag)
    )


def _kies(petten: tuple[Pet, ...], gekozen: UUID | None) -> Pet | None:
    hier = huidige_gemeente()
    passend = [pet for pet in petten if hier in (None, pet.gemeente_id)]
    return next((pet for pet in passend if pet.id == gekozen), passend[0] if passend else None)


def _gezien(sessie_id: UUID, op: datetime) -> None:
    db.session.execute(update(Sessie).where(Sessie.id == sessie_id).values(gezien_op=op))
