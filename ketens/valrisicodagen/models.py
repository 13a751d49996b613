"""The day and its code. The tests themselves are counts (Afname without a resident), named after the day."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, ForeignKey, Index, LargeBinary, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ketens.gebruikers.models import Account
from ketens.kern.db import Model
from ketens.kern.gemeente import VanGemeente
from ketens.kern.klok import moment, nu, vandaag
from ketens.kern.versleuteling import Verzegeld
from ketens.kern.zicht import via
from ketens.rechten import Rol

KETEN = "valpreventie"
# What a test of a day says of where it was taken (`Afname.setting`).
OP_DE_DAG, OP_PAPIER = "valrisicodag", "valrisicodag_papier"
# Digits: read out over a noisy hall, and typed on a tablet without changing keyboards.
CIJFERS = 8
# How long after closing a tablet may still send what it kept: it lay in a cupboard, and comes back the week after.
NAZENDEN = timedelta(days=7)


class Valrisicodag(Model, VanGemeente):
    """Who has the code may add tests to this day until it is closed, and see nothing."""

    __table_args__ = (
        UniqueConstraint("gemeente_id", "code_hash"),
        Index("ix_valrisicodag_datum", "gemeente_id", "keten_code", "datum"),
    )

    formulier_id: Mapped[UUID] = mapped_column(unique=True)
    keten_code: Mapped[str] = mapped_column(String(40))
    organisatie_id: Mapped[UUID] = mapped_column(ForeignKey("organisatie.id"))
    locatie: Mapped[str] = mapped_column(String(100))
    datum: Mapped[date]
    code = Verzegeld[str]()
    # The code is no resident's.
    betrokkene = None
    # How the code is found (`zoekhash`).
    code_hash: Mapped[bytes] = mapped_column(LargeBinary)
    # The half of a key pair that opens what a tablet sealed while it had no connection.
    sleutel = Verzegeld[str]()
    gemaakt_op: Mapped[datetime] = mapped_column(default=nu)
    door_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    gesloten_op: Mapped[datetime | None]
    versie: Mapped[int] = mapped_column(default=1)

    __mapper_args__: dict[str, Any] = {"version_id_col": versie}

    door: Mapped[Account] = relationship()

    @property
    def is_open(self) -> bool:
        """Whether its code opens the test."""
        return self.gesloten_op is None

    @property
    def ontvangt(self) -> bool:
        """Whether what a tablet kept may still come in."""
        return self.tot is None or nu() < self.tot

    @property
    def tot(self) -> datetime | None:
        """Until when a closed day takes in what tablets kept."""
        return self.gesloten_op + NAZENDEN if self.gesloten_op else None

    @property
    def moment(self) -> datetime:
        """When a test of this day was taken: now, or noon of the day itself. The clock of a tablet is not asked."""
        return nu() if vandaag() == self.datum else moment(self.datum)

    @classmethod
    def zichtbaar_voor(cls, wie: Any) -> ColumnElement[bool]:
        """Seen by who coordinates the keten in the organisatie that holds the day."""
        if wie.rol != Rol.COORDINATOR:
            return false()
        return cls.keten_code.in_(wie.ketens) & (cls.organisatie_id == wie.organisatie_id)


class Papierturf(Model, VanGemeente):
    """A tally that was kept on paper and typed in afterwards; a correction is a row of its own."""

    formulier_id: Mapped[UUID] = mapped_column(unique=True)
    valrisicodag_id: Mapped[UUID] = mapped_column(ForeignKey("valrisicodag.id"), index=True)
    # How often each result: {"laag": 31, "matig": 20, "hoog": 9}.
    aantallen: Mapped[dict[str, Any]]
    ingevoerd_op: Mapped[datetime] = mapped_column(default=nu)
    door_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    vervallen_op: Mapped[datetime | None]

    door: Mapped[Account] = relationship()

    @classmethod
    def zichtbaar_voor(cls, wie: Any) -> ColumnElement[bool]:
        """Seen with the day."""
        return via(cls.valrisicodag_id, Valrisicodag, wie)
