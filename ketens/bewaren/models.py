"""What a gemeente decided about keeping, what is about to go, what is held back, and what went."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, ForeignKey, Index, String, UniqueConstraint, false, text, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ketens.gebruikers.models import Account
from ketens.inwoners.models import Inwoner
from ketens.kern.db import Model
from ketens.kern.gemeente import VanGemeente, van_gemeente
from ketens.kern.klok import nu
from ketens.kern.versleuteling import Verzegeld
from ketens.rechten import Rol

GELDT, STAAT = text("vervallen_op IS NULL"), text("opgeheven_op IS NULL")
WACHT = text("uitgevoerd_op IS NULL")


class VoorBeheer(VanGemeente):
    """Seen by the beheerder and the fg."""

    @classmethod
    def zichtbaar_voor(cls, wie: Any) -> ColumnElement[bool]:
        """Both see all of the gemeente; who may change something is the right of the route."""
        return true() if wie.rol in (Rol.BEHEERDER, Rol.FG) else false()


class Bewaartermijn(Model, VoorBeheer):
    """A term that a gemeente chose, from a day on, with its reason. Changed is: this one lapses, a new one comes."""

    __table_args__ = (
        Index(
            "uq_bewaartermijn_geldt", "gemeente_id", "soort", "keten_code", unique=True, sqlite_where=GELDT,
            postgresql_where=GELDT,
        ),
    )  # fmt: skip

    formulier_id: Mapped[UUID] = mapped_column(unique=True)
    # A kind of the catalogue, or `inzage`: how many days a proposal lies open.
    soort: Mapped[str] = mapped_column(String(40))
    # Empty: for all ketens.
    keten_code: Mapped[str] = mapped_column(String(40), default="")
    # In the unit of the kind.
    aantal: Mapped[int]
    reden: Mapped[str] = mapped_column(String(400))
    gemaakt_op: Mapped[datetime] = mapped_column(default=nu)
    door_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    vervallen_op: Mapped[datetime | None]
    vervallen_door_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))

    door: Mapped[Account] = relationship(foreign_keys=[door_id])


class Vasthouding(Model, VoorBeheer):
    """Of this resident nothing goes, whatever the term says, until someone lifts it."""

    __table_args__ = (
        Index("uq_vasthouding_staat", "inwoner_id", unique=True, sqlite_where=STAAT, postgresql_where=STAAT),
    )

    inwoner_id: Mapped[UUID] = mapped_column(ForeignKey("inwoner.id"))
    # By which the beheerder knows whom it is about, without a name.
    kenmerk: Mapped[str] = mapped_column(String(12))
    reden = Verzegeld[str]()
    op: Mapped[datetime] = mapped_column(default=nu)
    door_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    opgeheven_op: Mapped[datetime | None]
    opgeheven_door_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))

    door: Mapped[Account] = relationship(foreign_keys=[door_id])
    inwoner: Mapped[Inwoner] = relationship()

    @property
    def betrokkene(self) -> UUID:
        """Whose data this is, for the access log."""
        return self.inwoner_id


class Voorstel(Model, VoorBeheer):
    """What is about to go: laid down, seen for a while, carried out. One waits at a time."""

    __table_args__ = (
        Index("uq_voorstel_wacht", "gemeente_id", unique=True, sqlite_where=WACHT, postgresql_where=WACHT),
    )

    catalogus_pin: Mapped[str] = mapped_column(String(60))
    gemaakt_op: Mapped[datetime] = mapped_column(default=nu)
    uitvoeren_vanaf: Mapped[date]
    # None: the clock.
    door_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    begonnen_op: Mapped[datetime | None]
    uitgevoerd_op: Mapped[datetime | None]
    # How many residents stayed after all: held back, or something began meanwhile.
    gebleven: Mapped[int] = mapped_column(default=0)

    regels: Mapped[list["Voorstelregel"]] = relationship(back_populates="voorstel", order_by="Voorstelregel.id")
    vernietigingen: Mapped[list["Vernietiging"]] = relationship(back_populates="voorstel", order_by="Vernietiging.id")


class Voorstelregel(Model, VoorBeheer):
    """One resident, or all rows of a kind up to a day. What was carried out is gone from here, in one transaction."""

    __table_args__ = (UniqueConstraint("voorstel_id", "soort", "inwoner_id"),)

    gemeente_id: Mapped[UUID] = van_gemeente(index=False)
    voorstel_id: Mapped[UUID] = mapped_column(ForeignKey("voorstel.id"))
    soort: Mapped[str] = mapped_column(String(40))
    inwoner_id: Mapped[UUID | None] = mapped_column(ForeignKey("inwoner.id"), index=True)
    kenmerk: Mapped[str] = mapped_column(String(12), default="")
    keten_code: Mapped[str] = mapped_column(String(40), default="")
    aantal: Mapped[int] = mapped_column(default=1)
    # From when the term ran, and the first day on which it is over; of rows of a kind: before which day they end.
    sinds: Mapped[date | None]
    grens: Mapped[date]

    voorstel: Mapped[Voorstel] = relationship(back_populates="regels")


class Vernietiging(Model, VoorBeheer):
    """The record of a destruction: what, how many, by which rule, when and who decided. No person stands in it."""

    __table_args__ = (UniqueConstraint("voorstel_id", "soort", "keten_code"),)

    voorstel_id: Mapped[UUID | None] = mapped_column(ForeignKey("voorstel.id"))
    soort: Mapped[str] = mapped_column(String(40))
    keten_code: Mapped[str] = mapped_column(String(40), default="")
    titel: Mapped[str] = mapped_column(String(80))
    wat: Mapped[str] = mapped_column(String(400))
    daad: Mapped[str] = mapped_column(String(20))
    aantal: Mapped[int] = mapped_column(default=0)
    termijn: Mapped[str] = mapped_column(String(40))
    bron: Mapped[str] = mapped_column(String(300))
    merk: Mapped[str] = mapped_column(String(20))
    # Who decided on the term: the catalogue, or the gemeente with its reason.
    besluit: Mapped[str] = mapped_column(String(600))
    # Before which day; None when it was asked for and no term was over.
    grens: Mapped[date | None]
    begonnen_op: Mapped[datetime] = mapped_column(default=nu)
    laatst_op: Mapped[datetime] = mapped_column(default=nu)
    door_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))

    voorstel: Mapped[Voorstel | None] = relationship(back_populates="vernietigingen")
    door: Mapped[Account | None] = relationship()
