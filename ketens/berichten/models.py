"""A message to a resident, and the stack of letters that is printed in one go."""

import base64
import json
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ketens.inwoners.models import Bereik, Inwoner
from ketens.kern.db import Model
from ketens.kern.gemeente import VanGemeente
from ketens.kern.klok import nu
from ketens.kern.versleuteling import Verzegeld
from ketens.post.models import Mail
from ketens.trajecten.delen import VanTraject
from ketens.trajecten.models import Traject
from ketens.trajecten.taken import Taak
from ketens.trajecten.zicht import van_begeleiders

OPEN = text("bereikt_op IS NULL AND gestaakt_op IS NULL")


class Stapel(Model, VanGemeente):
    """Letters that are printed together: one PDF, made by the worker, gone when they were posted."""

    formulier_id: Mapped[UUID] = mapped_column(unique=True)
    organisatie_id: Mapped[UUID] = mapped_column(ForeignKey("organisatie.id"))
    keten_code: Mapped[str] = mapped_column(String(40))
    gemaakt_op: Mapped[datetime] = mapped_column(default=nu)
    door_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    pdf = Verzegeld[bytes](lambda ruw: base64.b64encode(ruw).decode(), base64.b64decode)
    # Of several residents: the log names those of its letters.
    betrokkene = None
    klaar_op: Mapped[datetime | None]
    gepost_op: Mapped[datetime | None]

    brieven: Mapped[list["Bericht"]] = relationship(back_populates="stapel", order_by="Bericht.id")

    @classmethod
    def zichtbaar_voor(cls, wie: Any) -> ColumnElement[bool]:
        """Seen by who coordinates the keten in the organisatie that posts it."""
        return van_begeleiders(cls, wie)


class Bericht(Model, VanTraject):
    """One message. A term runs from `bereikt_op`; who was not reached loses nothing by it."""

    __table_args__ = (
        Index("ix_bericht_open", "gemeente_id", "organisatie_id", "kanaal", sqlite_where=OPEN, postgresql_where=OPEN),
    )

    # One message for one fact, such as "uitnodiging:<plaatsing>": asked for twice, it is one.
    sleutel: Mapped[str] = mapped_column(String(120), unique=True)
    soort: Mapped[str] = mapped_column(String(40))
    keten_code: Mapped[str] = mapped_column(String(40))
    organisatie_id: Mapped[UUID] = mapped_column(ForeignKey("organisatie.id"))
    kanaal: Mapped[Bereik]
    # What the letter or the caller says: codes, dates and names of groups, and the coördinator's own words.
    inhoud = Verzegeld[dict[str, Any]](json.dumps, json.loads)
    gemaakt_op: Mapped[datetime] = mapped_column(default=nu)
    door_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    # The call on the belllijst.
    taak_id: Mapped[UUID | None] = mapped_column(ForeignKey("taak.id"))
    stapel_id: Mapped[UUID | None] = mapped_column(ForeignKey("stapel.id"), index=True)
    mail_id: Mapped[UUID | None] = mapped_column(ForeignKey("mail.id"))
    bereikt_op: Mapped[datetime | None]
    gestaakt_op: Mapped[datetime | None]
    # overleden, pauze, traject_afgesloten, achterhaald, ander_kanaal
    gestaakt_reden: Mapped[str | None] = mapped_column(String(40))

    inwoner: Mapped[Inwoner] = relationship()
    traject: Mapped[Traject] = relationship()
    taak: Mapped[Taak | None] = relationship()
    stapel: Mapped[Stapel | None] = relationship(back_populates="brieven")
    mail: Mapped[Mail | None] = relationship()
