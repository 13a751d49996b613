"""What a resident says about a text that stays: a note beside it, for whoever reads that text (AVG 16)."""

from collections import defaultdict
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import g
from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ketens.inwoners.models import Inwoner, VanInwoner
from ketens.kern.db import Model, db
from ketens.kern.klok import nu
from ketens.kern.versleuteling import Verzegeld

# What became of it, in words.
AARDEN = {
    "gecorrigeerd": "Gecorrigeerd op verzoek van de inwoner",
    "betwist": "De inwoner is het hier niet mee eens",
}


class Correctienotitie(Model, VanInwoner):
    """A note beside one text: which row and field, what the resident says of it, and what became of it."""

    # Of the request that it came from, in a feature above this one.
    verzoek_id: Mapped[UUID] = mapped_column(index=True)
    # The row that holds the text: its table, its id, and the field.
    tabel: Mapped[str] = mapped_column(String(40))
    object_id: Mapped[UUID]
    veld: Mapped[str] = mapped_column(String(40))
    aard: Mapped[str] = mapped_column(String(20))
    tekst = Verzegeld[str]()
    op: Mapped[datetime] = mapped_column(default=nu)
    door_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))

    inwoner: Mapped[Inwoner] = relationship()

    @property
    def kop(self) -> str:
        """What became of it, in words."""
        return AARDEN.get(self.aard, self.aard)


def correcties_bij(rij: Any) -> list[Correctienotitie]:
    """Return the notes beside this row, oldest first. One statement a request and resident."""
    if rij is None or rij.betrokkene is None:
        return []
    gelezen: dict[UUID, dict[UUID, list[Correctienotitie]]] = g.setdefault("correcties", {})
    if rij.betrokkene not in gelezen:
        vraag = select(Correctienotitie).where(Correctienotitie.inwoner_id == rij.betrokkene)
        per_rij: dict[UUID, list[Correctienotitie]] = defaultdict(list)
        for notitie in db.session.scalars(vraag.order_by(Correctienotitie.id)):
            per_rij[notitie.object_id].append(notitie)
        gelezen[rij.betrokkene] = per_rij
    return gelezen[rij.betrokkene].get(rij.id, [])
