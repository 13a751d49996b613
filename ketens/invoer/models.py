"""A spreadsheet that is taken over: the file, its rows, and which column is what."""

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ketens.inwoners.models import Inwoner
from ketens.kern.db import Model
from ketens.kern.gemeente import VanGemeente
from ketens.kern.klok import nu
from ketens.kern.versleuteling import Verzegeld
from ketens.kern.zicht import via
from ketens.trajecten.zicht import van_begeleiders


class Invoer(Model, VanGemeente):
    """One file: read, checked, decided, taken over, perhaps undone. Each of these is a moment."""

    formulier_id: Mapped[UUID] = mapped_column(unique=True)
    # wachtlijst, groepen, deelnames, tellingen
    soort: Mapped[str] = mapped_column(String(20))
    keten_code: Mapped[str] = mapped_column(String(40))
    organisatie_id: Mapped[UUID] = mapped_column(ForeignKey("organisatie.id"))
    bestandsnaam = Verzegeld[str]()
    # A file name may name someone; of whom is not known yet.
    betrokkene = None
    # Our field by the number of their column.
    kolommen: Mapped[dict[str, Any]]
    rijen: Mapped[int] = mapped_column(default=0)
    gedaan: Mapped[int] = mapped_column(default=0)
    fouten: Mapped[int] = mapped_column(default=0)
    gelezen_op: Mapped[datetime] = mapped_column(default=nu)
    door_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    nagekeken_op: Mapped[datetime | None]
    begonnen_op: Mapped[datetime | None]
    klaar_op: Mapped[datetime | None]
    terugdraaien_op: Mapped[datetime | None]
    teruggedraaid_op: Mapped[datetime | None]
    versie: Mapped[int] = mapped_column(default=1)

    __mapper_args__: dict[str, Any] = {"version_id_col": versie}

    @classmethod
    def zichtbaar_voor(cls, wie: Any) -> ColumnElement[bool]:
        """Seen by who coordinates the keten in the organisatie that takes it over."""
        return van_begeleiders(cls, wie)


class Invoerregel(Model, VanGemeente):
    """One row of the file, what is wrong with it, what was decided, and what was made of it."""

    __table_args__ = (UniqueConstraint("invoer_id", "nr"),)

    invoer_id: Mapped[UUID] = mapped_column(ForeignKey("invoer.id"))
    # The line of the file, as a spreadsheet numbers it.
    nr: Mapped[int]
    cellen = Verzegeld[list[str]](json.dumps, json.loads)
    # What is wrong: [[column, sentence], ...]; a sentence never repeats what was typed.
    fouten: Mapped[list[Any]]
    # Someone who is known already, and whether this is them: nieuw, zelfde, overslaan.
    lijkt_op_id: Mapped[UUID | None] = mapped_column(ForeignKey("inwoner.id"))
    besluit: Mapped[str | None] = mapped_column(String(20))
    gedaan_op: Mapped[datetime | None]
    # Table and id of each row that was made, in the order of making.
    gemaakt: Mapped[list[Any]]

    invoer: Mapped[Invoer] = relationship()
    lijkt_op: Mapped[Inwoner | None] = relationship()

    # A row of a file that somebody brought, that resembles a resident: not their record yet.
    is_eigen_werk = True

    @property
    def betrokkene(self) -> UUID | None:
        """Whose data this is, for the access log; of somebody new that is not known yet."""
        return self.lijkt_op_id

    @classmethod
    def zichtbaar_voor(cls, wie: Any) -> ColumnElement[bool]:
        """Seen with the file."""
        return via(cls.invoer_id, Invoer, wie)


class Kolomkeuze(Model, VanGemeente):
    """Which column was what, the last time a file with this heading came by."""

    __table_args__ = (UniqueConstraint("gemeente_id", "organisatie_id", "soort", "kop_som"),)

    organisatie_id: Mapped[UUID] = mapped_column(ForeignKey("organisatie.id"))
    keten_code: Mapped[str] = mapped_column(String(40))
    soort: Mapped[str] = mapped_column(String(20))
    # SHA-256 of the heading.
    kop_som: Mapped[str] = mapped_column(String(64))
    kolommen: Mapped[dict[str, Any]]
    gebruikt_op: Mapped[datetime] = mapped_column(default=nu)

    @classmethod
    def zichtbaar_voor(cls, wie: Any) -> ColumnElement[bool]:
        """Seen by who coordinates the keten in this organisatie."""
        return van_begeleiders(cls, wie)
