"""A request under the privacy law, and what happened to it."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, ForeignKey, Index, String, UniqueConstraint, false, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ketens.gebruikers.models import Account
from ketens.inwoners.models import Inwoner, VanInwoner
from ketens.kern.db import Model
from ketens.kern.gemeente import van_gemeente
from ketens.kern.klok import nu, vandaag
from ketens.kern.versleuteling import Verzegeld
from ketens.rechten import Recht


class Soort(StrEnum):
    """What a resident can ask for (AVG 15 to 21)."""

    INZAGE = "inzage"
    CORRECTIE = "correctie"
    BEPERKING = "beperking"
    WISSING = "wissing"
    BEZWAAR = "bezwaar"
    OVERDRAAGBAARHEID = "overdraagbaarheid"


class Besluit(StrEnum):
    """What was decided."""

    TOEGEWEZEN = "toegewezen"
    DEELS = "deels"
    AFGEWEZEN = "afgewezen"
    INGETROKKEN = "ingetrokken"


class VanVerzoek(VanInwoner):
    """Seen by who handles requests, and by nobody else."""

    # What was asked is answered, also when the answer was to let go of all.
    ook_na_wissen = True

    @classmethod
    def zichtbaar_voor(cls, wie: Any) -> ColumnElement[bool]:
        """All of the gemeente, for who was given this."""
        return true() if wie.mag(Recht.VERZOEKEN) else false()


class Verzoek(Model, VanVerzoek):
    """One request: who asks, what, how we know that it is them, by when it must be answered, and what was decided."""

    __table_args__ = (
        Index("ix_verzoek_lijst", "gemeente_id", "termijn_op"),
        UniqueConstraint("gemeente_id", "kenmerk"),
    )

    gemeente_id: Mapped[UUID] = van_gemeente(index=False)
    formulier_id: Mapped[UUID] = mapped_column(unique=True)
    kenmerk: Mapped[str] = mapped_column(String(12))
    soort: Mapped[Soort]
    # inwoner or vertegenwoordiger
    vrager: Mapped[str] = mapped_column(String(20), default="inwoner")
    vertegenwoordiger = Verzegeld[str]()
    vertegenwoordiger_grond: Mapped[str | None] = mapped_column(String(40))
    wijze: Mapped[str] = mapped_column(String(20))
    # In the words of who asks.
    vraag = Verzegeld[str]()
    ontvangen_op: Mapped[date]
    # How we know that it is them: a code of woorden.IDENTITEIT.
    identiteit: Mapped[str | None] = mapped_column(String(40))
    identiteit_op: Mapped[datetime | None]
    identiteit_door_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    termijn_op: Mapped[date]
    verlengd_op: Mapped[date | None]
    verlengreden = Verzegeld[str]()
    behandelaar_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    organisatie_id: Mapped[UUID] = mapped_column(ForeignKey("organisatie.id"))
    taak_id: Mapped[UUID | None] = mapped_column(ForeignKey("taak.id"))
    besluit: Mapped[Besluit | None]
    # A code of woorden.GRONDEN.
    grond: Mapped[str | None] = mapped_column(String(40))
    motivering = Verzegeld[str]()
    besloten_op: Mapped[datetime | None]
    besloten_door_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    # The resident has the answer.
    afgesloten_op: Mapped[datetime | None]
    afgesloten_hoe: Mapped[str | None] = mapped_column(String(20))
    gemaakt_op: Mapped[datetime] = mapped_column(default=nu)
    door_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    versie: Mapped[int] = mapped_column(default=1)

    __mapper_args__: dict[str, Any] = {"version_id_col": versie}

    inwoner: Mapped[Inwoner] = relationship()
    behandelaar: Mapped[Account] = relationship(foreign_keys=[behandelaar_id])

    @property
    def is_besloten(self) -> bool:
        """Whether it was decided on."""
        return self.besloten_op is not None

    @property
    def is_afgesloten(self) -> bool:
        """Whether the resident has the answer."""
        return self.afgesloten_op is not None

    @property
    def is_te_laat(self) -> bool:
        """Whether the legal day passed without an answer."""
        return not self.is_afgesloten and self.termijn_op < vandaag()


class Verzoekgebeurtenis(Model, VanVerzoek):
    """Something that happened to a request: received, identity seen, extended, decided, carried out, answered."""

    verzoek_id: Mapped[UUID] = mapped_column(ForeignKey("verzoek.id"), index=True)
    soort: Mapped[str] = mapped_column(String(40))
    op: Mapped[datetime] = mapped_column(default=nu)
    door_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    tekst = Verzegeld[str]()

    door: Mapped[Account] = relationship()
