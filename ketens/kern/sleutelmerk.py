"""A mark of each key that this database knows: a wrong key refuses to start instead of showing damage."""

from datetime import datetime

from sqlalchemy import LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ketens.kern.db import Model


class Sleutelmerk(Model):
    """An HMAC of a fixed text under one key. It tells whether a key is the same, and nothing about the key."""

    __table_args__ = (UniqueConstraint("soort", "sleutel"),)

    # gegevens, zoek or log
    soort: Mapped[str] = mapped_column(String(12))
    sleutel: Mapped[str] = mapped_column(String(32))
    merk: Mapped[bytes] = mapped_column(LargeBinary)
    gezien_op: Mapped[datetime]
