"""A link that works once. Only its hash is here: who reads the table opens nothing."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from ketens.kern.db import Model
from ketens.kern.klok import nu
from ketens.kern.versleuteling import Verzegeld


class Linksoort(StrEnum):
    """What a link is for. It stands in its address and in its hash: one kind never passes for the other."""

    UITNODIGING = "uitnodiging"
    HERSTEL = "herstel"


class Uitnodiging(Model):
    """A link that was given away. A person works for all their hats with one account: it belongs to no gemeente."""

    __table_args__ = (Index("ix_uitnodiging_account_id", "account_id", "soort"),)

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    soort: Mapped[str] = mapped_column(String(12))
    token_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    gemaakt_op: Mapped[datetime] = mapped_column(default=nu)
    # The beheerder who sent it; None: the person asked, or the command line.
    door_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    tot: Mapped[datetime]
    gebruikt_op: Mapped[datetime | None]
    # A newer one came in its place, or the account changed.
    vervallen_op: Mapped[datetime | None]


class Herstelvraag(Model):
    """Somebody typed an address at "wachtwoord vergeten". The worker looks whose it is, and then this row goes."""

    gevraagd_op: Mapped[datetime] = mapped_column(default=nu)
    email = Verzegeld[str]()

    @property
    def betrokkene(self) -> None:
        """Who works here is no resident: opening the cell leaves no row."""
