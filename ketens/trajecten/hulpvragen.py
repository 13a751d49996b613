"""What someone asks for: one main question, and others beside it, in the codes of the keten and in their own words."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from ketens.kern.db import Model
from ketens.kern.klok import nu
from ketens.kern.versleuteling import Verzegeld
from ketens.trajecten.models import VanTraject

GELDT = text("tot IS NULL")


class Hulpvraag(Model, VanTraject):
    """A question of the resident, from a moment on; changed means ended and begun anew."""

    __table_args__ = (
        Index("uq_hulpvraag_geldt", "traject_id", "code", unique=True, sqlite_where=GELDT, postgresql_where=GELDT),
    )

    code: Mapped[str] = mapped_column(String(40))
    hoofd: Mapped[bool]
    # As the resident said it; only where the keten asks for it.
    woorden = Verzegeld[str]()
    sinds: Mapped[datetime] = mapped_column(default=nu)
    tot: Mapped[datetime | None]
    door_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
