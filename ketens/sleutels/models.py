"""One round: everything that was made with an older key, made anew under this one."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ketens.kern.db import Model
from ketens.kern.klok import nu


class Sleutelronde(Model):
    """How far a new key is. Not behind the sluice: one round goes past all gemeenten, each step within one of them."""

    __table_args__ = (UniqueConstraint("soort", "sleutel"),)

    # gegevens, zoek or log
    soort: Mapped[str] = mapped_column(String(12))
    # The key that writes.
    sleutel: Mapped[str] = mapped_column(String(32))
    begonnen_op: Mapped[datetime] = mapped_column(default=nu)
    klaar_op: Mapped[datetime | None]
    # The next time to look, when others keep writing under an older key.
    niet_voor: Mapped[datetime] = mapped_column(default=nu)
    # Where this walk is (`ronde.Stand`). No more than a place to go on: what is left is told by what is left.
    stand: Mapped[dict[str, Any]] = mapped_column(default=dict)
    # Counts the steps, so that of two workers one takes the next.
    stap: Mapped[int] = mapped_column(default=0)
    overgezet: Mapped[int] = mapped_column(BigInteger, default=0)
    # Cells that did not open in the last walk: they stay as they are.
    onleesbaar: Mapped[int] = mapped_column(default=0)
