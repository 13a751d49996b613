"""Figures of a period as they were fixed, and why they differ now."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, ForeignKey, Index, String, UniqueConstraint, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ketens.gebruikers.models import Account
from ketens.kern.db import Model
from ketens.kern.gemeente import VanGemeente
from ketens.kern.klok import nu
from ketens.kern.versleuteling import Verzegeld


class Vaststelling(Model, VanGemeente):
    """One keten in one period: figures, definitions, versions and their hash. Never changed; a newer one replaces it.

    `cijfers` holds numbers only, in the shape of `verslagen.als_json`, with the denominators and all splits.
    """

    __table_args__ = (
        UniqueConstraint("gemeente_id", "keten_code", "van", "tot", "nr"),
        Index("ix_vaststelling_jaar", "jaar", "keten_code"),
    )

    formulier_id: Mapped[UUID] = mapped_column(unique=True)
    keten_code: Mapped[str] = mapped_column(String(40))
    jaar: Mapped[int]
    van: Mapped[date]
    # Up to and including.
    tot: Mapped[date]
    # 1, and one more each time the same period is fixed again.
    nr: Mapped[int] = mapped_column(default=1)
    cijfers: Mapped[dict[str, Any]]
    # The versions of the catalogue under which it was counted, by kind.
    catalogus: Mapped[dict[str, Any]]
    # SHA-256 of the canonical JSON of all of the above.
    vingerafdruk: Mapped[str] = mapped_column(String(64))
    toelichting = Verzegeld[str]()
    # Whose data that is: nobody's in particular, but people write names.
    betrokkene = None
    op: Mapped[datetime] = mapped_column(default=nu)
    door_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    # The earlier one of the same period.
    vervangt_id: Mapped[UUID | None] = mapped_column(ForeignKey("vaststelling.id"), index=True)

    door: Mapped[Account | None] = relationship()

    @classmethod
    def zichtbaar_voor(cls, wie: Any) -> ColumnElement[bool]:
        """No persons here: seen by who reports on this keten."""
        return cls.keten_code.in_(wie.ketens)


class Verschilreden(Model, VanGemeente):
    """Why a figure that was fixed is another now."""

    formulier_id: Mapped[UUID] = mapped_column(unique=True)
    vaststelling_id: Mapped[UUID] = mapped_column(ForeignKey("vaststelling.id"), index=True)
    # Which figure, and the value that it had when the reason was given.
    figuur: Mapped[str] = mapped_column(String(120))
    waarde: Mapped[str] = mapped_column(String(40))
    reden = Verzegeld[str]()
    betrokkene = None
    op: Mapped[datetime] = mapped_column(default=nu)
    door_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))

    door: Mapped[Account | None] = relationship()

    @classmethod
    def zichtbaar_voor(cls, wie: Any) -> ColumnElement[bool]:  # noqa: ARG003
        """Seen with the figures."""
        return true()
