"""A look at who may what: open until it is signed, and then the list as it was."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ColumnElement, ForeignKey, String, UniqueConstraint, false, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ketens.gebruikers.models import Account, Lidmaatschap
from ketens.kern.db import Model
from ketens.kern.gemeente import VanGemeente
from ketens.kern.klok import nu
from ketens.rechten import Rol


class Controlesoort(StrEnum):
    """Everyone, once a year; special rights, each quarter (BIO2 5.18.02 and 8.02.01)."""

    ALLE = "alle"
    BIJZONDER = "bijzonder"

    @property
    def naam(self) -> str:
        """The words on the screen."""
        return {"alle": "Alle rollen", "bijzonder": "Bijzondere rechten"}[self]


class Rechtencontrole(Model, VanGemeente):
    """One look. `open_soort` is its kind while it is open, and then nothing: one of each kind is open at a time."""

    __table_args__ = (UniqueConstraint("gemeente_id", "open_soort"),)

    soort: Mapped[str] = mapped_column(String(10))
    open_soort: Mapped[str | None] = mapped_column(String(10))
    begonnen_op: Mapped[datetime] = mapped_column(default=nu)
    begonnen_door_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    afgetekend_op: Mapped[datetime | None]
    afgetekend_door_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    # As it was signed: one list a hat, in words. The fingerprint is of these very words.
    lijst: Mapped[list[Any] | None] = mapped_column(JSON(none_as_null=True))
    vingerafdruk: Mapped[str | None] = mapped_column(String(64))

    afgetekend_door: Mapped[Account | None] = relationship(foreign_keys=[afgetekend_door_id])

    @classmethod
    def zichtbaar_voor(cls, wie: Any) -> ColumnElement[bool]:
        """A beheerder looks, and the fg looks along; the gemeente is the sluice's."""
        return true() if wie.rol in (Rol.BEHEERDER, Rol.FG) else false()


class Rechtenoordeel(Model, VanGemeente):
    """What was said of one hat in one look. `gezien`: the fingerprint of what was there to judge."""

    __table_args__ = (UniqueConstraint("controle_id", "lidmaatschap_id"),)

    controle_id: Mapped[UUID] = mapped_column(ForeignKey("rechtencontrole.id"))
    lidmaatschap_id: Mapped[UUID] = mapped_column(ForeignKey("lidmaatschap.id"))
    oordeel: Mapped[str] = mapped_column(String(10))
    gezien: Mapped[str] = mapped_column(String(64))
    op: Mapped[datetime] = mapped_column(default=nu)
    door_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))

    lidmaatschap: Mapped[Lidmaatschap] = relationship(lazy="joined")

    @property
    def is_zelf(self) -> bool:
        """Whether somebody judged what they may do themselves."""
        return self.lidmaatschap.account_id == self.door_id

    @classmethod
    def zichtbaar_voor(cls, wie: Any) -> ColumnElement[bool]:
        """As the look that it belongs to."""
        return true() if wie.rol in (Rol.BEHEERDER, Rol.FG) else false()
