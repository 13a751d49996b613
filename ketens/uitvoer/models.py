"""A file that someone asked for."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, ForeignKey, String, and_, or_
from sqlalchemy.orm import Mapped, mapped_column

from ketens.kern.db import Model
from ketens.kern.gemeente import VanGemeente
from ketens.kern.klok import nu


class Uitvoer(Model, VanGemeente):
    """One export: what, in which form, for whom, how far it is, and where the file is until it is removed."""

    formulier_id: Mapped[UUID] = mapped_column(unique=True)
    # What it is, by a code of `soorten`, and its parameters: codes, ids and years, never a name.
    soort: Mapped[str] = mapped_column(String(40))
    gegevens: Mapped[dict[str, Any]]
    formaat: Mapped[str] = mapped_column(String(10))
    bestandsnaam: Mapped[str] = mapped_column(String(120))
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), index=True)
    # The hat under which it was asked: the worker sees what that hat sees, and no more.
    lidmaatschap_id: Mapped[UUID] = mapped_column(ForeignKey("lidmaatschap.id"))
    met_namen: Mapped[bool] = mapped_column(default=False)
    gevraagd_op: Mapped[datetime] = mapped_column(default=nu)
    # Rows to write and rows written; 0 as long as nobody knows.
    totaal: Mapped[int] = mapped_column(default=0)
    gedaan: Mapped[int] = mapped_column(default=0)
    # When the worker was last seen at it; who finds it long ago takes over. Three tries, then it failed.
    bezig_op: Mapped[datetime | None]
    pogingen: Mapped[int] = mapped_column(default=0)
    klaar_op: Mapped[datetime | None]
    mislukt_op: Mapped[datetime | None]
    # Why, as a code of `overzichten.REDENEN`.
    mislukt_reden: Mapped[str] = mapped_column(String(20), default="")
    omvang: Mapped[int | None]
    # The file is removed after this moment; the row stays.
    bewaren_tot: Mapped[datetime | None]
    verwijderd_op: Mapped[datetime | None]

    @property
    def is_bezig(self) -> bool:
        """Whether it is still to be made."""
        return self.klaar_op is None and self.mislukt_op is None

    @classmethod
    def bezig(cls) -> ColumnElement[bool]:
        """The same as a condition."""
        return and_(cls.klaar_op.is_(None), cls.mislukt_op.is_(None))

    @classmethod
    def zichtbaar_voor(cls, wie: Any) -> ColumnElement[bool]:
        """Seen by who asked for it, under the hat of then, as long as that has the keten that it is about."""
        keten = cls.gegevens["keten"].as_string()
        return and_(
            cls.account_id == wie.account_id,
            cls.lidmaatschap_id == wie.pet.id,
            or_(keten.is_(None), keten.in_(wie.ketens)),
        )
