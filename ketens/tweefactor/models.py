"""What someone has besides a password. None of it belongs to one gemeente: one signs in once for all hats."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ketens.kern.db import Model
from ketens.kern.klok import nu
from ketens.kern.versleuteling import Verzegeld


class Codeapp(Model):
    """An app that shows a code (TOTP). It stands here once it gave a right code."""

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), index=True)
    naam: Mapped[str] = mapped_column(String(40))
    geheim = Verzegeld[str]()
    # The last step of 30 seconds of which a code was taken: that one and those before are worth nothing any more.
    laatste_stap: Mapped[int] = mapped_column(BigInteger, default=0)
    gemaakt_op: Mapped[datetime] = mapped_column(default=nu)
    gebruikt_op: Mapped[datetime | None]

    @property
    def betrokkene(self) -> None:
        """An account is no resident: opening its cell leaves no row."""


class Toegangssleutel(Model):
    """A passkey: what the browser or a key on a cord keeps for this site, of which only the public half is here."""

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), index=True)
    naam: Mapped[str] = mapped_column(String(40))
    kenmerk: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    publieke_sleutel: Mapped[bytes] = mapped_column(LargeBinary)
    # How often it signed, as it says itself. One that goes back was copied; one that stays 0 does not count.
    teller: Mapped[int] = mapped_column(BigInteger, default=0)
    gemaakt_op: Mapped[datetime] = mapped_column(default=nu)
    gebruikt_op: Mapped[datetime | None]


class Herstelcode(Model):
    """A code on paper, for when the phone is gone. `kop` is its first group, by which the one hash is found."""

    __table_args__ = (UniqueConstraint("account_id", "kop"),)

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    kop: Mapped[str] = mapped_column(String(4))
    code_hash: Mapped[str] = mapped_column(String(120))
    gemaakt_op: Mapped[datetime] = mapped_column(default=nu)
    gebruikt_op: Mapped[datetime | None]


class Uitdaging(Model):
    """What a passkey is asked to sign, once: the row goes when the answer comes. Its id stands in one cookie."""

    doel: Mapped[str] = mapped_column(String(20))
    uitdaging: Mapped[bytes] = mapped_column(LargeBinary)
    # Whose key is asked for; None where anyone may sign in.
    account_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"), index=True)
    tot: Mapped[datetime] = mapped_column(index=True)
