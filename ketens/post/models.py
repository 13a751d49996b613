"""The outbox: what must be mailed, and how that goes."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, ForeignKey, Index, String, Text, false, text
from sqlalchemy.orm import Mapped, mapped_column

from ketens.kern.db import Model
from ketens.kern.gemeente import VanGemeente
from ketens.kern.klok import nu
from ketens.kern.versleuteling import Verzegeld
from ketens.rechten import Rol

# Where in the words of a mail its `geheim` comes, as it goes out.
GEHEIM = "{link}"
OPEN = text("verzonden_op IS NULL AND mislukt_op IS NULL AND geannuleerd_op IS NULL")


class Mail(Model, VanGemeente):
    """A mail to go out, at least once, always under one Message-ID. Its words name no resident: a kenmerk, a link."""

    __table_args__ = (Index("ix_mail_open", "niet_voor", "id", sqlite_where=OPEN, postgresql_where=OPEN),)

    aan = Verzegeld[str]()
    # The resident to whom it goes, if it goes to one: then it stops with them.
    inwoner_id: Mapped[UUID | None] = mapped_column(ForeignKey("inwoner.id"), index=True)
    # One mail for one fact: asked for twice, it is one.
    sleutel: Mapped[str] = mapped_column(String(120), unique=True)
    onderwerp: Mapped[str] = mapped_column(String(150))
    inhoud: Mapped[str] = mapped_column(Text)
    # What stands where the text says `GEHEIM`: a link that opens something. Sealed, and gone once the mail went.
    geheim = Verzegeld[str]()
    gemaakt_op: Mapped[datetime] = mapped_column(default=nu)
    niet_voor: Mapped[datetime] = mapped_column(default=nu)
    pogingen: Mapped[int] = mapped_column(default=0)
    verzonden_op: Mapped[datetime | None]
    mislukt_op: Mapped[datetime | None]
    # The answer of the mail server, without addresses.
    fout: Mapped[str | None] = mapped_column(String(200))
    geannuleerd_op: Mapped[datetime | None]
    geannuleerd_reden: Mapped[str | None] = mapped_column(String(40))

    @property
    def betrokkene(self) -> UUID | None:
        """Whose data this is, for the access log."""
        return self.inwoner_id

    @classmethod
    def zichtbaar_voor(cls, wie: Any) -> ColumnElement[bool]:
        """A beheerder sees how the mail of the gemeente goes that is to nobody in care."""
        return cls.inwoner_id.is_(None) if wie.rol == Rol.BEHEERDER else false()


def is_open() -> tuple[ColumnElement[bool], ...]:
    """Return the conditions that a mail still has to go."""
    return Mail.verzonden_op.is_(None), Mail.mislukt_op.is_(None), Mail.geannuleerd_op.is_(None)
