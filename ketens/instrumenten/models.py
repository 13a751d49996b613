"""A filled-in instrument. Without a resident it is a count: age class, sex, PC4 and setting, and no more."""

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, ForeignKey, Index, String, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ketens.inwoners.models import Geslacht, Inwoner, herkenbaar
from ketens.kern.db import Model
from ketens.kern.gemeente import VanGemeente, van_gemeente
from ketens.kern.versleuteling import Verzegeld
from ketens.kern.zicht import via
from ketens.rechten import Rol


class Afname(Model, VanGemeente):
    """Answers (sealed) and result of `instrument` (code@versie), taken at a moment by someone."""

    __table_args__ = (Index("ix_afname_telling", "gemeente_id", "keten_code", "op"),)

    gemeente_id: Mapped[UUID] = van_gemeente(index=False)
    antwoorden = Verzegeld[dict[str, Any]](json.dumps, json.loads)
    inwoner_id: Mapped[UUID | None] = mapped_column(ForeignKey("inwoner.id"), index=True)
    traject_id: Mapped[UUID | None] = mapped_column(index=True)
    keten_code: Mapped[str] = mapped_column(String(40))
    instrument: Mapped[str] = mapped_column(String(60))
    uitslag: Mapped[str] = mapped_column(String(30))
    score: Mapped[float | None]
    op: Mapped[datetime]
    # None: by the resident themselves, or by a volunteer without an account.
    door_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    organisatie_id: Mapped[UUID] = mapped_column(ForeignKey("organisatie.id"))
    verwijzer_soort: Mapped[str] = mapped_column(String(30))
    # Where it was taken: praktijk, thuis, telefoon, valrisicodag ...
    setting: Mapped[str] = mapped_column(String(30))
    leeftijd: Mapped[int | None]
    # Five years wide, such as 75-79; all that is kept of the age when there is no resident.
    leeftijdsklasse: Mapped[str | None] = mapped_column(String(10))
    geslacht: Mapped[Geslacht] = mapped_column(default=Geslacht.ONBEKEND)
    pc4: Mapped[str | None] = mapped_column(String(4))
    # The answers are for the organisatie that took it, and for nobody else (valrisicobeoordeling).
    alleen_eigen: Mapped[bool] = mapped_column(default=False)
    # A resident at low risk who agreed to be called again, one year on.
    opnieuw_op: Mapped[datetime | None]
    formulier_id: Mapped[UUID | None] = mapped_column(unique=True)
    valrisicodag_id: Mapped[UUID | None] = mapped_column(ForeignKey("valrisicodag.id"), index=True)
    # Whether this person says to have been tested this year already: who is counted twice can be told apart.
    al_getest: Mapped[bool | None]

    # So that one flush writes the resident before what hangs on them.
    inwoner: Mapped[Inwoner | None] = relationship()

    @property
    def betrokkene(self) -> UUID | None:
        """Whose data this is, for the access log."""
        return self.inwoner_id

    @classmethod
    def zichtbaar_voor(cls, wie: Any) -> ColumnElement[bool]:
        """Seen with the resident by who follows the traject; a closed one by the organisatie that took it."""
        if wie.rol == Rol.BEOORDELAAR:
            return cls.alleen_eigen & (cls.organisatie_id == wie.organisatie_id) & herkenbaar(cls.inwoner_id)
        if wie.rol not in (Rol.COORDINATOR, Rol.WELZIJNSCOACH):
            return false()
        return ~cls.alleen_eigen & cls.keten_code.in_(wie.ketens) & via(cls.inwoner_id, Inwoner, wie)
