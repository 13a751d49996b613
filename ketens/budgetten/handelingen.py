"""What the projectleider does with money: plan, note a grant, commit, book, correct, withdraw. Nothing is wiped out."""

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import exists, inspect, select

from ketens.budgetten.jaarverdeling import onthoud
from ketens.budgetten.keuring import (
    benoem,
    dubbele,
    keur_bedrag,
    keur_groep,
    keur_jaar,
    keur_periode,
    keur_plek,
    keur_soort,
    keur_verplichting,
    op_zijn_beurt,
)
from ketens.budgetten.models import Begrotingspost, Kost, Toekenning, VanBudget, Verplichting
from ketens.budgetten.regime import onderdelen_van_anderen
from ketens.gebruikers.wie import Wie
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import nu, vandaag

R = TypeVar("R", Begrotingspost, Toekenning, Verplichting, Kost)
WEG = "Dit is intussen gewijzigd of ingetrokken."


def leg_begroting_vast(
    *,
    jaar: int,
    onderdeel: str,
    bron: str,
    bedrag: int,
    door: Wie | None,
    formulier_id: UUID | None = None,
    **meer: Any,
) -> Begrotingspost:
    """Plan an amount for an onderdeel from a bron in a year; `meer`: plaatsen, omschrijving."""
    velden = {"jaar": jaar, "onderdeel": onderdeel, "bron": bron, "bedrag": bedrag, **meer}
    _keur_begroting(velden, door)
    return _maak(Begrotingspost, formulier_id, velden, door)


def wijzig_begroting(post: Begrotingspost, *, door: Wie | None, **velden: Any) -> None:
    """Change what is planned."""
    _staat_nog(post)
    _keur_begroting({**_velden(post), **velden}, door)
    _zet(post, velden)


def ken_toe(
    *, jaar: int, onderdeel: str, bron: str, bedrag: int, datum: date, door: Wie | None,
    formulier_id: UUID | None = None, **meer: Any,
) -> Toekenning:  # fmt: skip
    """Note what was granted, or by how much a later decision changes it; `meer`: kenmerk, omschrijving."""
    velden = {"jaar": jaar, "onderdeel": onderdeel, "bron": bron, "bedrag": bedrag, "datum": datum, **meer}
    keur_jaar(jaar)
    keur_plek(jaar, onderdeel, bron, door)
    keur_bedrag(bedrag, onder_nul=True)
    return _maak(Toekenning, formulier_id, velden, door)


def verplicht(*, door: Wie | None, formulier_id: UUID | None = None, **velden: Any) -> Verplichting:
    """Note what was ordered: jaar, onderdeel, bron, kostensoort, bedrag, datum; also leverancier, kenmerk, groep_id."""
    _keur_verplichting(velden, door)
    return _maak(Verplichting, formulier_id, velden, door)


def wijzig_verplichting(verplichting: Verplichting, *, door: Wie | None, **velden: Any) -> None:
    """Change an order that is not closed. What was paid on it keeps its onderdeel and bron."""
    _staat_nog(verplichting)
    if verplichting.afgesloten_op:
        raise Domeinfout("Deze verplichting is afgesloten en kan niet meer gewijzigd worden.")
    nieuw = {**_velden(verplichting), **velden}
    _keur_verplichting(nieuw, door)
    verhuist = (nieuw["onderdeel"], nieuw["bron"]) != (verplichting.onderdeel, verplichting.bron)
    if verhuist and _is_op_betaald(verplichting):
        raise Domeinfout("Op deze verplichting is al betaald. Onderdeel en bron liggen vast.", veld="onderdeel")
    _zet(verplichting, velden)


def sluit_af(verplichting: Verplichting, *, op: date | None = None, door: Wie | None) -> None:
    """Close an order: what is left of it comes free."""
    _staat_nog(verplichting)
    _mag(verplichting, door)
    if verplichting.afgesloten_op:
        raise Domeinfout("Deze verplichting is al afgesloten.")
    verplichting.afgesloten_op = op or vandaag()


def boek(*, door: Wie | None, formulier_id: UUID | None = None, toch: bool = False, **velden: Any) -> Kost:
    """Book a cost; an invoice that is there already only when `toch`. Amounts in cents, minus for a credit."""
    if formulier_id and (al := _bestaand(Kost, formulier_id)):
        return al
    op_zijn_beurt()
    _keur_kost(velden, door)
    _eenmaal(velden, door, toch=toch)
    kost = _maak(Kost, formulier_id, velden, door)
    onthoud((kost,))
    return kost


def corrigeer(kost: Kost, *, door: Wie | None, toch: bool = False, **velden: Any) -> Kost:
    """Book a cost anew with other values and withdraw the one that was: what stood there stays readable."""
    _staat_nog(kost)
    _mag(kost, door)
    op_zijn_beurt()
    nieuw = {**_velden(kost), **velden}
    _keur_kost(nieuw, door, op=kost.verplichting_id)
    _eenmaal(nieuw, door, toch=toch, behalve=kost.id)
    _trek_in(kost, "Gewijzigd", door)
    # The old row first: of one booking of the ledger only one row may stand.
    db.session.flush()
    anders = _maak(Kost, None, nieuw | {"vervangt_id": kost.id}, door)
    onthoud((anders,))
    return anders


def trek_in(rij: VanBudget, *, reden: str, door: Wie | None) -> None:
    """Withdraw a row, with the reason; it stays, and counts no more."""
    _staat_nog(rij)
    _mag(rij, door)
    if not reden.strip():
        raise Domeinfout("Schrijf op waarom u dit intrekt.", veld="reden")
    if isinstance(rij, Verplichting) and _is_op_betaald(rij):
        raise Domeinfout("Op deze verplichting is al betaald. Sluit haar af: dan komt vrij wat over is.", veld="reden")
    _trek_in(rij, reden, door)


def _trek_in(rij: VanBudget, reden: str, door: Wie | None) -> None:
    rij.vervallen_op, rij.vervallen_reden = nu(), reden.strip()
    rij.vervallen_door_id = door.account_id if door else None


def _keur_begroting(velden: Mapping[str, Any], door: Wie | None) -> None:
    keur_jaar(velden["jaar"])
    keur_plek(velden["jaar"], velden["onderdeel"], velden["bron"], door)
    keur_bedrag(velden["bedrag"])
    if velden.get("plaatsen") is not None and not 1 <= velden["plaatsen"] <= 10_000:
        raise Domeinfout("Vul een getal van 1 tot en met 10.000 in.", veld="plaatsen")


def _keur_verplichting(velden: Mapping[str, Any], door: Wie | None) -> None:
    keur_jaar(velden["jaar"])
    keur_plek(velden["jaar"], velden["onderdeel"], velden["bron"], door)
    keur_soort(velden["kostensoort"])
    keur_bedrag(velden["bedrag"])
    keur_groep(velden.get("groep_id"), velden["onderdeel"])


def _keur_kost(velden: Mapping[str, Any], door: Wie | None, *, op: UUID | None = None) -> None:
    keur_jaar(velden["datum"].year, "datum")
    keur_plek(velden["datum"].year, velden["onderdeel"], velden["bron"], door)
    keur_soort(velden["kostensoort"])
    bedrag, btw = velden["bedrag"], velden.get("btw_compensabel") or 0
    # A correction of nothing but VAT is a row too.
    keur_bedrag(bedrag or btw, onder_nul=True)
    if bedrag * btw < 0:
        raise Domeinfout("Het bedrag en de btw zijn allebei erbij, of allebei eraf.", veld="btw_compensabel")
    keur_periode(velden.get("geleverd_van"), velden.get("geleverd_tot"))
    keur_groep(velden.get("groep_id"), velden["onderdeel"])
    keur_verplichting(velden.get("verplichting_id"), velden["onderdeel"], velden["bron"], was=op)


def _eenmaal(velden: Mapping[str, Any], door: Wie | None, *, toch: bool, behalve: UUID | None = None) -> None:
    al = dubbele(velden.get("leverancier") or "", velden.get("factuurnummer") or "", (behalve,))
    if al and not toch:
        elders = onderdelen_van_anderen(door.ketens) if door else frozenset()
        eerste = min(al, key=lambda kost: kost.onderdeel in elders)
        zin = f"Deze factuur staat er al: {benoem(eerste, elders)}. Toch boeken? Zet dan het vinkje onderaan."
        raise Domeinfout(zin, veld="factuurnummer")


def _is_op_betaald(verplichting: Verplichting) -> bool:
    vraag = select(exists().where(Kost.verplichting_id == verplichting.id, Kost.vervallen_op.is_(None)))
    return bool(db.session.scalar(vraag))


def _staat_nog(rij: VanBudget) -> None:
    if rij.vervallen_op is not None:
        raise Domeinfout(WEG)


def _mag(rij: VanBudget, door: Wie | None) -> None:
    keur_plek(rij.datum.year if isinstance(rij, Kost) else rij.jaar, rij.onderdeel, rij.bron, door)  # type: ignore[attr-defined]


def _bestaand(tabel: type[R], formulier_id: UUID) -> R | None:
    return db.session.scalars(select(tabel).where(tabel.formulier_id == formulier_id)).one_or_none()


def _maak(tabel: type[R], formulier_id: UUID | None, velden: Mapping[str, Any], door: Wie | None) -> R:
    if formulier_id and (al := _bestaand(tabel, formulier_id)):
        return al
    rij = tabel(formulier_id=formulier_id, gemaakt_op=nu(), gemaakt_door_id=door.account_id if door else None)
    _zet(rij, velden)
    db.session.add(rij)
    return rij


def _zet(rij: VanBudget, velden: Mapping[str, Any]) -> None:
    for naam, waarde in velden.items():
        setattr(rij, naam, waarde)


# What no handeling copies: who made a row and when, and what became of it.
_EIGEN = frozenset(
    {"id", "gemeente_id", "formulier_id", "gemaakt_op", "gemaakt_door_id", "versie", "vervangt_id", "verdeling"}
)


def _velden(rij: VanBudget) -> dict[str, Any]:
    namen = [kolom.key for kolom in inspect(type(rij)).column_attrs]
    return {naam: getattr(rij, naam) for naam in namen if naam not in _EIGEN and not naam.startswith("vervallen")}
