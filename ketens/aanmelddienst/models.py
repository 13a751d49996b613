"""The service of a gemeente, which group gives which hat, and who is who there (besluit 0045).

Shared tables, as those of gebruikers: at the front door there is no gemeente yet.
"""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, ForeignKey, String, UniqueConstraint, false, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ketens.gebruikers.models import Account, Gemeente, Organisatie
from ketens.kern.db import Model
from ketens.kern.klok import nu
from ketens.kern.versleuteling import Verzegeld
from ketens.rechten import Rol


class TweedeStap(StrEnum):
    """Whether a sign-in there counts as the second step too."""

    NEE = "nee"
    ZEGT = "zegt"
    ALTIJD = "altijd"

    @property
    def naam(self) -> str:
        """The words on the screen."""
        return STAPNAMEN[self]


STAPNAMEN = {
    TweedeStap.NEE: "Nee, ketens vraagt zelf om de tweede stap",
    TweedeStap.ZEGT: "Als de dienst meldt dat er een tweede stap was (acr of amr)",
    TweedeStap.ALTIJD: "Ja, deze dienst vraagt altijd zelf om een tweede stap",
}


class Aanmelddienst(Model):
    """Where the employees of a gemeente sign in, and how ketens asks there."""

    gemeente_id: Mapped[UUID] = mapped_column(ForeignKey("gemeente.id"), unique=True)
    naam: Mapped[str] = mapped_column(String(60))
    issuer: Mapped[str] = mapped_column(String(300))
    client_id: Mapped[str] = mapped_column(String(200))
    # Shown to nobody: it goes in and never comes out on a screen.
    geheim = Verzegeld[str]()
    scopes: Mapped[str] = mapped_column(String(200))
    groepen_claim: Mapped[str] = mapped_column(String(100))
    tweede_stap: Mapped[TweedeStap] = mapped_column(default=TweedeStap.NEE)
    # What acr or amr says when there was one, with spaces between.
    tweede_waarden: Mapped[str] = mapped_column(String(200), default="")
    is_aan: Mapped[bool] = mapped_column(default=False)
    # Passwords of who is employed here open nothing, but for the one account that is kept for an emergency.
    alleen: Mapped[bool] = mapped_column(default=False)
    noodaccount_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    # When somebody last came in this way, with these settings.
    gelukt_op: Mapped[datetime | None]

    gemeente: Mapped[Gemeente] = relationship(lazy="joined", innerjoin=True)

    @property
    def betrokkene(self) -> None:
        """No resident: opening the secret leaves no row."""

    @classmethod
    def zichtbaar_voor(cls, wie: Any) -> ColumnElement[bool]:
        """A beheerder manages that of their own gemeente."""
        return cls.gemeente_id == wie.pet.gemeente_id if wie.rol == Rol.BEHEERDER else false()


class _VanDienst(Model):
    """What hangs on a service is managed by who manages the service."""

    __abstract__ = True

    aanmelddienst_id: Mapped[UUID] = mapped_column(ForeignKey("aanmelddienst.id"))

    @classmethod
    def zichtbaar_voor(cls, wie: Any) -> ColumnElement[bool]:
        """A beheerder manages those of the service of their own gemeente."""
        if wie.rol != Rol.BEHEERDER:
            return false()
        return cls.aanmelddienst_id.in_(_van(wie.pet.gemeente_id))


class Aanmeldgroep(_VanDienst):
    """Who is in this group of the service wears this hat."""

    __table_args__ = (UniqueConstraint("aanmelddienst_id", "groep", "organisatie_id", "rol"),)

    # As the claim says it: a name, or the object id of Entra ID.
    groep: Mapped[str] = mapped_column(String(200))
    organisatie_id: Mapped[UUID] = mapped_column(ForeignKey("organisatie.id"))
    rol: Mapped[Rol]
    ketens: Mapped[list[str]]
    # To whoever made this row it gives nothing: nobody gives themselves a hat.
    door_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))

    organisatie: Mapped[Organisatie] = relationship(lazy="joined", innerjoin=True)


class Koppeling(_VanDienst):
    """Who is who: issuer and subject there, account here. Without an account it waits for a beheerder."""

    __table_args__ = (
        UniqueConstraint("aanmelddienst_id", "issuer", "subject"),
        UniqueConstraint("aanmelddienst_id", "account_id"),
    )

    issuer: Mapped[str] = mapped_column(String(300))
    subject: Mapped[str] = mapped_column(String(255))
    account_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"), index=True)
    # As the service calls them; only as long as it waits.
    naam = Verzegeld[str]()
    email = Verzegeld[str]()
    gemaakt_op: Mapped[datetime] = mapped_column(default=nu)
    gezien_op: Mapped[datetime] = mapped_column(default=nu)
    gekoppeld_op: Mapped[datetime | None]
    # When the person of the account said so; before that it opens nothing.
    bevestigd_op: Mapped[datetime | None]
    # Whether it was laid down by who showed all that the account has of its own: then a second step there counts.
    met_tweede_stap: Mapped[bool] = mapped_column(default=False)
    # Who proposed it, or themselves. None: by an invitation, or because a group gave the first hat.
    gekoppeld_door_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))

    account: Mapped[Account | None] = relationship(foreign_keys=[account_id], lazy="joined")

    @property
    def betrokkene(self) -> None:
        """No resident: opening its cells leaves no row."""


def _van(gemeente_id: UUID) -> Any:
    return select(Aanmelddienst.id).where(Aanmelddienst.gemeente_id == gemeente_id)
