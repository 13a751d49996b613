"""The sociale kaart: what there is to do and who offers it; and the road of one resident to one of these."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, ForeignKey, Index, String, Text, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ketens.kern.db import Model
from ketens.kern.gemeente import VanGemeente
from ketens.kern.klok import nu
from ketens.trajecten.delen import VanTraject
from ketens.trajecten.models import Traject


class Aanbod(Model, VanGemeente):
    """Something on offer in the gemeente. No persons: the contact is that of an organisation."""

    __table_args__ = (Index("ix_aanbod_kaart", "gemeente_id", "gestopt_op", "soort"),)

    formulier_id: Mapped[UUID | None] = mapped_column(unique=True)
    titel: Mapped[str] = mapped_column(String(120))
    # Codes of aanbod/keuzes.py: ontmoeting, bewegen, geldhulp, minimaregeling, vervoer ...
    soort: Mapped[str] = mapped_column(String(40))
    omschrijving: Mapped[str] = mapped_column(Text, default="")
    aanbieder: Mapped[str] = mapped_column(String(120))
    contact_telefoon: Mapped[str] = mapped_column(String(20), default="")
    contact_email: Mapped[str] = mapped_column(String(254), default="")
    website: Mapped[str] = mapped_column(String(300), default="")
    locatie: Mapped[str] = mapped_column(String(160), default="")
    wanneer: Mapped[str] = mapped_column(String(160), default="")
    # Cents; None when it is not known, 0 when it is free.
    kosten: Mapped[int | None]
    kosten_toelichting: Mapped[str] = mapped_column(String(160), default="")
    # Lists of codes; no wijken means everywhere in the gemeente.
    wijken: Mapped[list[str]]
    hulpvragen: Mapped[list[str]]
    toegankelijkheid: Mapped[list[str]]
    talen: Mapped[list[str]]
    gecontroleerd_op: Mapped[date | None]
    gecontroleerd_door_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    gestopt_op: Mapped[datetime | None]
    gewijzigd_op: Mapped[datetime | None]
    gewijzigd_door_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    versie: Mapped[int] = mapped_column(default=1)

    __mapper_args__: dict[str, Any] = {"version_id_col": versie}

    @classmethod
    def zichtbaar_voor(cls, wie: Any) -> ColumnElement[bool]:  # noqa: ARG003
        """Seen by all who work in the gemeente: no persons here."""
        return true()


class Toeleiding(Model, VanTraject):
    """One resident led to one aanbod; each moment is a fact (domein 2)."""

    __table_args__ = (Index("uq_toeleiding", "traject_id", "aanbod_id", unique=True),)

    formulier_id: Mapped[UUID | None] = mapped_column(unique=True)
    aanbod_id: Mapped[UUID] = mapped_column(ForeignKey("aanbod.id"), index=True)
    genoemd_op: Mapped[date]
    samen_gegaan_op: Mapped[date | None]
    gestart_op: Mapped[date | None]
    gebleven_op: Mapped[date | None]
    niet_passend_op: Mapped[date | None]
    reden: Mapped[str | None] = mapped_column(String(40))
    gemaakt_op: Mapped[datetime] = mapped_column(default=nu)
    door_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    versie: Mapped[int] = mapped_column(default=1)

    __mapper_args__: dict[str, Any] = {"version_id_col": versie}

    aanbod: Mapped[Aanbod] = relationship()
    traject: Mapped[Traject] = relationship()
