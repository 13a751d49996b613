"""A handover: to whom, how, and whether it was received or came back."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ketens.catalogus import catalogus
from ketens.gebruikers.models import Organisatie
from ketens.inwoners.models import Inwoner, Toestemming
from ketens.kern.db import Model
from ketens.kern.klok import nu
from ketens.kern.versleuteling import Verzegeld
from ketens.overdrachten.keuzes import BESTEMMINGEN
from ketens.trajecten.delen import VanTraject
from ketens.trajecten.models import Traject
from ketens.trajecten.taken import Taak
from ketens.verwijzingen.models import Verwijzing


class Overdracht(Model, VanTraject):
    """Someone goes on elsewhere. Open until it is confirmed, comes back, or is withdrawn."""

    formulier_id: Mapped[UUID] = mapped_column(unique=True)
    keten_code: Mapped[str] = mapped_column(String(40))
    # zvw, sociaal_hus, schuldhulp, keten, gemeente
    bestemming: Mapped[str] = mapped_column(String(20))
    # The step that waits for it, if it is one.
    stap_code: Mapped[str | None] = mapped_column(String(40))
    ontvanger_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisatie.id"))
    # In words, when the receiver is not among the organisaties here.
    ontvanger_anders: Mapped[str] = mapped_column(String(120), default="")
    # warm, schriftelijk
    wijze: Mapped[str] = mapped_column(String(20))
    boodschap = Verzegeld[str]()
    eigen_risico_besproken: Mapped[bool | None]
    # Cents, as it was that year.
    eigen_risico: Mapped[int | None]
    toestemming_id: Mapped[UUID | None] = mapped_column(ForeignKey("toestemming.id"))
    # The keten that goes on, and what was sent there.
    naar_keten: Mapped[str | None] = mapped_column(String(40))
    verwijzing_id: Mapped[UUID | None] = mapped_column(ForeignKey("verwijzing.id"))
    taak_id: Mapped[UUID | None] = mapped_column(ForeignKey("taak.id"))
    gedaan_op: Mapped[datetime] = mapped_column(default=nu)
    door_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    bevestigd_op: Mapped[datetime | None]
    teruggegeven_op: Mapped[datetime | None]
    # geen_contract, wachttijd, kosten, geen_indicatie
    teruggeefreden: Mapped[str | None] = mapped_column(String(40))
    ingetrokken_op: Mapped[datetime | None]
    versie: Mapped[int] = mapped_column(default=1)

    __mapper_args__: dict[str, Any] = {"version_id_col": versie}

    inwoner: Mapped[Inwoner] = relationship()
    traject: Mapped[Traject] = relationship()
    ontvanger: Mapped[Organisatie | None] = relationship()
    taak: Mapped[Taak | None] = relationship()
    toestemming: Mapped[Toestemming | None] = relationship()
    verwijzing: Mapped[Verwijzing | None] = relationship()

    @property
    def ontvanger_naam(self) -> str:
        """Who receives it, as the screen says it."""
        if self.naar_keten and self.ontvanger:
            return f"{self.ontvanger.naam}, {catalogus().keten(self.naar_keten).naam}"
        return self.ontvanger.naam if self.ontvanger else self.ontvanger_anders or BESTEMMINGEN[self.bestemming]

    @property
    def is_open(self) -> bool:
        """Whether nobody answered yet."""
        return not (self.bevestigd_op or self.teruggegeven_op or self.ingetrokken_op)
