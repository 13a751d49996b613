"""What must hold of a row of money before it is kept. Each raises Domeinfout at the field."""

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from ketens.budgetten.models import Kost, Verplichting
from ketens.budgetten.regime import bronnen, ketens_van, kostensoorten, onderdelen, onderdelen_van_anderen
from ketens.gebruikers.models import Gemeente
from ketens.gebruikers.wie import Wie
from ketens.groepen.models import Groep
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.gemeente import huidige_gemeente
from ketens.kern.klok import vandaag
from ketens.kern.pagina import datum, euro

# The first year that has a page; the last is the next one.
EERSTE_JAAR = 2023
# Longer than this nothing is delivered on one invoice: a typing error.
LANGSTE_JAREN = 5


def buiten_de_jaren(jaar: int, wat: str) -> str:
    """Say that a year has no page: what is kept there, nobody would see again. Empty when it has one."""
    laatste = vandaag().year + 1
    return "" if EERSTE_JAAR <= jaar <= laatste else f"Vul {wat} in van {EERSTE_JAAR} tot en met {laatste}."


def keur_jaar(jaar: int, veld: str = "jaar") -> None:
    """Refuse a year that has no page."""
    if zin := buiten_de_jaren(jaar, "een jaar" if veld == "jaar" else "een datum"):
        raise Domeinfout(zin, veld=veld)


def keur_plek(jaar: int, onderdeel: str, bron: str, door: Wie | None) -> None:
    """Refuse an onderdeel or bron that does not exist, and an onderdeel of somebody else's keten."""
    if onderdeel not in onderdelen(jaar):
        raise Domeinfout(f"Dit onderdeel bestaat niet in {jaar}. Kies een ander onderdeel.", veld="onderdeel")
    if door is not None and onderdeel in onderdelen_van_anderen(door.ketens):
        raise Domeinfout("Dit onderdeel hoort bij een keten van iemand anders.", veld="onderdeel")
    if bron not in bronnen():
        raise Domeinfout("Kies waar het geld vandaan komt.", veld="bron")


def keur_soort(kostensoort: str) -> None:
    """Refuse a kind of cost that does not exist."""
    if kostensoort not in kostensoorten():
        raise Domeinfout("Kies waar het geld aan opgaat.", veld="kostensoort")


def keur_bedrag(bedrag: int | None, *, onder_nul: bool = False) -> int:
    """Refuse nothing and zero."""
    if not bedrag:
        raise Domeinfout("Vul een bedrag in.", veld="bedrag")
    if bedrag < 0 and not onder_nul:
        raise Domeinfout("Een bedrag onder nul kan hier niet.", veld="bedrag")
    return bedrag


def keur_periode(van: date | None, tot: date | None) -> None:
    """A period has two days, in order, and is not endless."""
    if (van is None) != (tot is None):
        raise Domeinfout("Vul de eerste en de laatste dag in, of geen van beide.", veld="geleverd_tot")
    if van and tot and tot < van:
        raise Domeinfout("De laatste dag ligt voor de eerste dag.", veld="geleverd_tot")
    if van and tot and tot.year - van.year > LANGSTE_JAREN:
        raise Domeinfout("Deze periode is te lang. Kijk de dagen na.", veld="geleverd_tot")
    if van:
        keur_jaar(van.year, "geleverd_van")


def keur_groep(groep_id: UUID | None, onderdeel: str) -> None:
    """A group belongs to a keten that is paid from the onderdeel."""
    if groep_id is None:
        return
    keten = db.session.scalar(select(Groep.keten_code).where(Groep.id == groep_id))
    if keten not in ketens_van(onderdeel):
        raise Domeinfout("Deze groep hoort bij een ander onderdeel.", veld="groep_id")


def keur_verplichting(verplichting_id: UUID | None, onderdeel: str, bron: str, *, was: UUID | None = None) -> None:
    """A cost is paid on a commitment of the same onderdeel and bron, that is open; `was`: it was paid on this one."""
    if verplichting_id is None:
        return
    vraag = select(Verplichting).where(Verplichting.id == verplichting_id).with_for_update()
    rij = db.session.scalars(vraag).one_or_none()
    if rij is None or rij.vervallen_op or (rij.afgesloten_op and rij.id != was):
        raise Domeinfout("Deze verplichting is afgesloten of ingetrokken. Kies een andere.", veld="verplichting_id")
    if (rij.onderdeel, rij.bron) != (onderdeel, bron):
        raise Domeinfout("Deze verplichting hoort bij een ander onderdeel of een andere bron.", veld="verplichting_id")


def op_zijn_beurt() -> None:
    """Lock the gemeente until the end of the transaction: two who book the same invoice look one after the other.

    NO KEY: rows that only point to the gemeente, all of them, don't wait. On SQLite the transaction itself is the lock.
    """
    vraag = select(Gemeente.id).where(Gemeente.id == huidige_gemeente())
    db.session.execute(vraag.with_for_update(key_share=True)).all()


def dubbele(leverancier: str, factuurnummer: str, behalve: Collection[UUID | None] = ()) -> list[Any]:
    """Return what was booked already on this invoice of this supplier: spaces and capitals make no difference."""
    nummer, naam = kaal(factuurnummer), kaal(leverancier)
    if not nummer:
        return []
    zelfde = func.replace(func.lower(Kost.factuurnummer), " ", "") == nummer
    vraag = select(Kost).where(Kost.vervallen_op.is_(None), zelfde).order_by(Kost.datum)
    return [rij for rij in db.session.scalars(vraag) if kaal(rij.leverancier) == naam and rij.id not in behalve]


def kaal(tekst: str) -> str:
    """Return a name or number as it is compared: spaces and capitals make no difference."""
    return "".join(tekst.lower().split())


def benoem(kost: Any, elders: Collection[str]) -> str:
    """Name an earlier booking; of another keten only that there is one."""
    return "een boeking van een andere keten" if kost.onderdeel in elders else in_woorden(kost)


def in_woorden(kost: Kost) -> str:
    """Return a cost in a few words: day, amount, supplier."""
    van = f" van {kost.leverancier}" if kost.leverancier else ""
    return f"{datum(kost.datum)}, {euro(kost.bedrag)}{van}"
