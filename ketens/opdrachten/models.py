"""Work that no request waits for. Not behind the sluice: one worker serves all gemeenten, each job within its own."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from ketens.kern.db import Model
from ketens.kern.klok import nu

OPEN = text("klaar_op IS NULL AND opgegeven_op IS NULL")


class Opdracht(Model):
    """A job: what, for which gemeente, when at the earliest, and how it went. `gegevens` holds ids, no persons."""

    __table_args__ = (Index("ix_opdracht_open", "niet_voor", "id", sqlite_where=OPEN, postgresql_where=OPEN),)

    soort: Mapped[str] = mapped_column(String(60))
    gemeente_id: Mapped[UUID | None] = mapped_column(ForeignKey("gemeente.id"))
    gegevens: Mapped[dict[str, Any]]
    gemaakt_op: Mapped[datetime] = mapped_column(default=nu)
    niet_voor: Mapped[datetime] = mapped_column(default=nu)
    pogingen: Mapped[int] = mapped_column(default=0)
    klaar_op: Mapped[datetime | None]
    opgegeven_op: Mapped[datetime | None]
    fout: Mapped[str | None] = mapped_column(Text)
    # At most one open job with this key, for work that may be asked for twice.
    sleutel: Mapped[str | None] = mapped_column(String(100), unique=True)


class Klokwerk(Model):
    """When a clock job ran last, so that two workers do not run it twice."""

    naam: Mapped[str] = mapped_column(String(60), unique=True)
    laatst_op: Mapped[datetime]
