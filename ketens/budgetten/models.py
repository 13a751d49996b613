"""Money in whole cents: granted, planned, committed, spent. A correction is a row of its own; nothing is wiped out."""

import json
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, ColumnElement, ForeignKey, Index, String, Text, UniqueConstraint, text, true
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from ketens.budgetten.regime import onderdelen_van_anderen
from ketens.gebruikers.models import Account
from ketens.groepen.models import Groep
from ketens.kern.db import Model
from ketens.kern.gemeente import VanGemeente
from ketens.kern.klok import nu
from ketens.kern.versleuteling import Verzegeld


class VanBudget(VanGemeente):
    """A row about money of the gemeente: no persons, seen by who holds the budget. Who typed it, and when."""

    # The part of the grant, and where the money comes from: codes of the catalogue (regelingen).
    onderdeel: Mapped[str] = mapped_column(String(40))
    bron: Mapped[str] = mapped_column(String(40))
    omschrijving: Mapped[str] = mapped_column(String(200), default="")
    gemaakt_op: Mapped[datetime] = mapped_column(default=nu)
    gemaakt_door_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    # Withdrawn, with the reason; the row stays.
    vervallen_op: Mapped[datetime | None]
    vervallen_reden: Mapped[str] = mapped_column(String(200), default="")
    vervallen_door_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))

    @declared_attr
    def gemaakt_door(cls) -> Mapped[Account | None]:  # noqa: N805
        """Who typed it."""
        return relationship(foreign_keys=[cls.gemaakt_door_id])  # type: ignore[list-item]

    @classmethod
    def zichtbaar_voor(cls, wie: Any) -> ColumnElement[bool]:
        """Seen by who holds the budgets of the ketens of the hat, and of what belongs to no keten (besluit 0039)."""
        elders = onderdelen_van_anderen(wie.ketens)
        return cls.onderdeel.not_in(elders) if elders else true()


class Begrotingspost(Model, VanBudget):
    """What is planned for one onderdeel from one bron in one year."""

    __table_args__ = (Index("ix_begrotingspost_jaar", "gemeente_id", "jaar", "onderdeel"),)

    formulier_id: Mapped[UUID | None] = mapped_column(unique=True)
    jaar: Mapped[int]
    bedrag: Mapped[int] = mapped_column(BigInteger)
    # For how many deelnames, where that is agreed.
    plaatsen: Mapped[int | None]
    versie: Mapped[int] = mapped_column(default=1)

    __mapper_args__: dict[str, Any] = {"version_id_col": versie}


class Toekenning(Model, VanBudget):
    """What was granted for an onderdeel in a year, by which decision; a later one changes it (plus or minus)."""

    __table_args__ = (Index("ix_toekenning_jaar", "gemeente_id", "jaar", "onderdeel"),)

    formulier_id: Mapped[UUID | None] = mapped_column(unique=True)
    jaar: Mapped[int]
    bedrag: Mapped[int] = mapped_column(BigInteger)
    datum: Mapped[date]
    kenmerk: Mapped[str] = mapped_column(String(60), default="")


class Verplichting(Model, VanBudget):
    """What was ordered and is not all paid yet: costs that name it are what was paid, the rest is still to come."""

    __table_args__ = (Index("ix_verplichting_jaar", "gemeente_id", "jaar", "onderdeel"),)

    formulier_id: Mapped[UUID | None] = mapped_column(unique=True)
    jaar: Mapped[int]
    kostensoort: Mapped[str] = mapped_column(String(40))
    leverancier: Mapped[str] = mapped_column(String(120), default="")
    kenmerk: Mapped[str] = mapped_column(String(60), default="")
    bedrag: Mapped[int] = mapped_column(BigInteger)
    datum: Mapped[date]
    # Done: what is left of it comes free.
    afgesloten_op: Mapped[date | None]
    groep_id: Mapped[UUID | None] = mapped_column(ForeignKey("groep.id"), index=True)
    versie: Mapped[int] = mapped_column(default=1)

    __mapper_args__: dict[str, Any] = {"version_id_col": versie}

    groep: Mapped[Groep | None] = relationship()


class Grootboekinvoer(Model, VanGemeente):
    """One file of the ledger: what it was, and what came of its lines."""

    formulier_id: Mapped[UUID] = mapped_column(unique=True)
    bestandsnaam: Mapped[str] = mapped_column(String(120))
    # SHA-256 of the bytes: the same file again is told apart from a newer one.
    vingerafdruk: Mapped[str] = mapped_column(String(64), index=True)
    # As read: the head, and one list of cells per line. Of no resident in particular, but people write names.
    regels = Verzegeld[dict[str, Any]](json.dumps, json.loads)
    betrokkene = None
    koppeling: Mapped[dict[str, Any]] = mapped_column(default=dict)
    gelezen_op: Mapped[datetime] = mapped_column(default=nu)
    door_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    geboekt_op: Mapped[datetime | None]
    vervallen_op: Mapped[datetime | None]

    door: Mapped[Account | None] = relationship()

    @property
    def kop(self) -> list[str]:
        """The names of the columns."""
        return list((self.regels or {}).get("kop", ()))

    @property
    def rijen(self) -> list[Any]:
        """The lines: their number in the file and their cells; none any more after booking."""
        return list((self.regels or {}).get("rijen", ()))

    @property
    def kolommen(self) -> dict[str, str]:
        """Our field by the number of the column."""
        return dict(self.koppeling.get("kolommen", {}))

    def wis(self) -> None:
        """Let go of the lines: what was booked stands in the rows, and what was not is not ours to keep."""
        self.regels = {"kop": self.kop, "rijen": []}

    @classmethod
    def zichtbaar_voor(cls, wie: Any) -> ColumnElement[bool]:
        """Seen by who brought it, for its lines may be of any keten; once booked by all who hold budgets."""
        return (cls.door_id == wie.account_id) | cls.geboekt_op.is_not(None)


class Grootboekkoppeling(Model, VanGemeente):
    """What a column, a ledger account or a cost centre of this gemeente means here: remembered for the next file."""

    __table_args__ = (UniqueConstraint("gemeente_id", "soort", "van"),)

    # kolom, grootboekrekening, kostenplaats
    soort: Mapped[str] = mapped_column(String(20))
    van: Mapped[str] = mapped_column(String(120))
    naar: Mapped[dict[str, Any]]
    gewijzigd_op: Mapped[datetime] = mapped_column(default=nu)
    gewijzigd_door_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))

    @classmethod
    def zichtbaar_voor(cls, wie: Any) -> ColumnElement[bool]:  # noqa: ARG003
        """Seen by who holds the budgets of the gemeente."""
        return true()


class Kost(Model, VanBudget):
    """What was spent: the amount without VAT, and the VAT that the compensatiefonds pays back, apart."""

    __table_args__ = (
        Index("ix_kost_datum", "gemeente_id", "datum"),
        # One booking of the ledger is here once, however often its file comes in; who withdrew it may book it anew.
        Index(
            "uq_kost_boeking",
            "gemeente_id",
            "boeking",
            unique=True,
            sqlite_where=text("boeking IS NOT NULL AND vervallen_op IS NULL"),
            postgresql_where=text("boeking IS NOT NULL AND vervallen_op IS NULL"),
        ),
    )

    formulier_id: Mapped[UUID | None] = mapped_column(unique=True)
    datum: Mapped[date]
    # The period in which it was delivered, where that is another than the date: costs fall by delivery.
    geleverd_van: Mapped[date | None]
    geleverd_tot: Mapped[date | None]
    kostensoort: Mapped[str] = mapped_column(String(40))
    # Cents, minus for a credit.
    bedrag: Mapped[int] = mapped_column(BigInteger)
    btw_compensabel: Mapped[int] = mapped_column(BigInteger, default=0)
    leverancier: Mapped[str] = mapped_column(String(120), default="")
    factuurnummer: Mapped[str] = mapped_column(String(60), default="")
    groep_id: Mapped[UUID | None] = mapped_column(ForeignKey("groep.id"), index=True)
    verplichting_id: Mapped[UUID | None] = mapped_column(ForeignKey("verplichting.id"), index=True)
    invoer_id: Mapped[UUID | None] = mapped_column(ForeignKey("grootboekinvoer.id"), index=True)
    invoerregel: Mapped[int | None]
    # A correction is a row of its own; the one before it was withdrawn.
    vervangt_id: Mapped[UUID | None] = mapped_column(ForeignKey("kost.id"), index=True)
    # What makes a line of the ledger that one line: its document and line number, else a hash of the line.
    boeking: Mapped[str | None] = mapped_column(String(64))
    # Of a cost of a group: how it lay over the years, by the moment since when (besluit 0039). Cents by year.
    verdeling: Mapped[dict[str, Any]] = mapped_column(default=dict)
    versie: Mapped[int] = mapped_column(default=1)

    __mapper_args__: dict[str, Any] = {"version_id_col": versie}

    groep: Mapped[Groep | None] = relationship()
    verplichting: Mapped[Verplichting | None] = relationship()


class Regelwaarde(Model, VanGemeente):
    """A number of the regeling that the catalogue does not know, or that is otherwise here: with who says so."""

    __table_args__ = (UniqueConstraint("gemeente_id", "regel_code"),)

    regel_code: Mapped[str] = mapped_column(String(60))
    # In hundredths: 15 % is 1500, € 1,00 is 100. A setting that is no number (the code of SiSa) stands in `code`.
    waarde: Mapped[int | None] = mapped_column(BigInteger)
    code: Mapped[str] = mapped_column(String(60), default="")
    bron: Mapped[str] = mapped_column(Text, default="")
    gewijzigd_op: Mapped[datetime] = mapped_column(default=nu)
    gewijzigd_door_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    versie: Mapped[int] = mapped_column(default=1)

    __mapper_args__: dict[str, Any] = {"version_id_col": versie}

    @classmethod
    def zichtbaar_voor(cls, wie: Any) -> ColumnElement[bool]:  # noqa: ARG003
        """Seen by who holds the budgets of the gemeente."""
        return true()
