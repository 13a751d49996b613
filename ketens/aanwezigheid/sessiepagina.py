"""What the page of one session shows, and what it answers to a phone."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import joinedload

from ketens.aanwezigheid.handelingen import Uitkomst, te_laat
from ketens.aanwezigheid.marks import Mark, Verwerkt
from ketens.gebruikers.models import Account
from ketens.gebruikers.wie import Wie
from ketens.groepen.models import Bijeenkomst, Groep
from ketens.groepen.plaatsen import Aanwezigheid, AanwezigheidStand, Plaatsing
from ketens.inwoners.models import herkenbaar
from ketens.kern.db import db
from ketens.kern.klok import AMSTERDAM, moment, vandaag
from ketens.rechten import Recht

DAG = timedelta(days=1)
STANDEN = {
    AanwezigheidStand.AANWEZIG: "Aanwezig",
    AanwezigheidStand.AFWEZIG: "Afwezig",
    AanwezigheidStand.AFGEMELD: "Afgemeld",
}
IN_ZIN = {**{stand: naam.lower() for stand, naam in STANDEN.items()}, AanwezigheidStand.TERUGGENOMEN: "nog niets"}


@dataclass(frozen=True, slots=True)
class Regel:
    """One participant at one session."""

    plaatsing: Plaatsing
    stand: AanwezigheidStand | None
    versie: int
    door: str | None
    op: datetime | None

    @property
    def wanneer(self) -> str:
        """When it was marked: the time today, else the day too."""
        return tijd_in_woorden(self.op) if self.op else ""


def tijd_in_woorden(op: datetime) -> str:
    """Return `10.03 uur`, with the day when that is not today."""
    hier = op.astimezone(AMSTERDAM)
    return f"{hier:%H.%M} uur" if hier.date() == vandaag() else f"{hier:%d-%m-%Y} {hier:%H.%M} uur"


def regels(sessie: Bijeenkomst, wie: Wie) -> list[Regel]:
    """Return who to mark, by name, in one query.

    Who has a place now; to a coördinator also who stopped since, for a list on paper that comes in late.
    """
    morgen = moment(sessie.begint_op.astimezone(AMSTERDAM).date() + DAG, 0)
    doet_mee: ColumnElement[bool] = Plaatsing.geeindigd_op.is_(None)
    if wie.mag(Recht.PLAATSEN):
        doet_mee |= (Plaatsing.geeindigd_op >= sessie.begint_op) & (Plaatsing.geplaatst_op < morgen)
    paar = (Aanwezigheid.plaatsing_id == Plaatsing.id) & (Aanwezigheid.bijeenkomst_id == sessie.id)
    vraag = (
        select(Plaatsing, Aanwezigheid, Account.naam)
        .outerjoin(Aanwezigheid, paar)
        .outerjoin(Account, Account.id == Aanwezigheid.door_id)
        .where(Plaatsing.groep_id == sessie.groep_id, doet_mee, herkenbaar(Plaatsing.inwoner_id))
        .options(joinedload(Plaatsing.inwoner, innerjoin=True))
    )
    rijen = [
        Regel(plaatsing, mark.stand, mark.versie, naam or "ketens", mark.op)
        if mark
        else Regel(plaatsing, None, 0, None, None)
        for plaatsing, mark, naam in db.session.execute(vraag)
    ]
    return sorted(rijen, key=lambda rij: (rij.plaatsing.inwoner.naam.casefold(), rij.plaatsing.id))


def sessie(bijeenkomst: Bijeenkomst, wie: Wie, klaar: Verwerkt | None = None) -> dict[str, Any]:
    """Return what the page shows."""
    rijen = regels(bijeenkomst, wie)
    op_dag = bijeenkomst.begint_op.astimezone(AMSTERDAM).date()
    return {
        "sessie": bijeenkomst,
        "groep": bijeenkomst.groep,
        "regels": rijen,
        "standen": [(stand, naam) for stand, naam in STANDEN.items() if op_dag <= vandaag() or naam == "Afgemeld"],
        "ziet_groep": ziet_groep(bijeenkomst.groep_id, wie),
        "te_laat": te_laat(bijeenkomst, wie),
        "komt_nog": op_dag > vandaag(),
        "gaat_niet_door": bool(bijeenkomst.afgelast_op or bijeenkomst.groep.afgelast_op),
        "in_zin": IN_ZIN,
        "tijd": tijd_in_woorden,
        "botsingen": klaar.botsingen if klaar else {},
        "geweigerd": klaar.geweigerd if klaar else {},
        "aantal": sum(1 for rij in rijen if rij.stand == AanwezigheidStand.AANWEZIG),
    }


def ziet_groep(groep_id: UUID, wie: Wie) -> bool:
    """Tell whether `wie` may open the group too: a vervanger may not."""
    vraag = select(Groep.id).where(Groep.id == groep_id, Groep.zichtbaar_voor(wie))
    return db.session.scalar(vraag) is not None


def als_json(klaar: Verwerkt) -> list[dict[str, Any]]:
    """Return what became of each mark, for the phone that sent it."""
    rijen = [_json(id_, "bewaard", uitkomst) for id_, uitkomst in klaar.bewaard.items()]
    rijen += [_json(id_, "botsing", uitkomst, mark) for id_, (mark, uitkomst) in klaar.botsingen.items()]
    rijen += [{"plaatsing": str(id_), "wat": "geweigerd", "zin": zin} for id_, zin in klaar.geweigerd.items()]
    return rijen


def _json(plaatsing_id: UUID, wat: str, uitkomst: Uitkomst, mark: Mark | None = None) -> dict[str, Any]:
    return {
        "plaatsing": str(plaatsing_id),
        "wat": wat,
        "stand": uitkomst.stand.value,
        "versie": uitkomst.versie,
        "door": uitkomst.door,
        "tijd": tijd_in_woorden(uitkomst.op),
        "van_mij": uitkomst.van_mij,
        **({"mijn": mark.stand.value} if mark else {}),
    }
