"""The address of a calendar feed: of a trainer, or of a group."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ketens.gebruikers.models import Account
from ketens.groepen.models import Groep
from ketens.kern.db import Model
from ketens.kern.gemeente import VanGemeente
from ketens.kern.klok import nu
from ketens.kern.zicht import via


class Agendaadres(Model, VanGemeente):
    """Who may read a feed without signing in: whoever holds the signed address of this row and this `nr`.

    Another `nr` makes the address that was given out before open nothing.
    """

    __table_args__ = (
        UniqueConstraint("gemeente_id", "account_id"),
        UniqueConstraint("groep_id"),
    )

    account_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    groep_id: Mapped[UUID | None] = mapped_column(ForeignKey("groep.id"))
    nr: Mapped[int] = mapped_column(default=1)
    gemaakt_op: Mapped[datetime] = mapped_column(default=nu)
    ingetrokken_op: Mapped[datetime | None]

    account: Mapped[Account | None] = relationship()
    groep: Mapped[Groep | None] = relationship()

    @classmethod
    def zichtbaar_voor(cls, wie: Any) -> ColumnElement[bool]:
        """A trainer sees their own; that of a group is seen with the group."""
        return (cls.account_id == wie.account_id) | via(cls.groep_id, Groep, wie)
