"""Keeping the sociale kaart: making, changing, checking, stopping. Nothing here is about a resident."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from ketens.aanbod.keuzes import SOORTEN, TALEN, TOEGANKELIJKHEID, hulpvragen
from ketens.aanbod.models import Aanbod
from ketens.aanbod.toeleiden import leid_toe, neem_terug, zet_moment
from ketens.gebruikers.wie import Wie
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import nu, vandaag

__all__ = ["controleer", "hervat", "leid_toe", "maak_aanbod", "neem_terug", "stop", "wijzig", "zet_moment"]

TEKSTEN = (
    "omschrijving",
    "contact_telefoon",
    "contact_email",
    "website",
    "locatie",
    "wanneer",
    "kosten_toelichting",
)
LIJSTEN = ("wijken", "hulpvragen", "toegankelijkheid", "talen")
VELDEN = ("titel", "soort", "aanbieder", *TEKSTEN, "kosten", *LIJSTEN)


def maak_aanbod(
    *, titel: str, soort: str, aanbieder: str, door: Wie | None, formulier_id: UUID | None = None, **velden: Any
) -> Aanbod:
    """Put something on the kaart. `velden`: see `VELDEN`; `kosten` in cents, lists of codes. Sent twice, it is one.

    It is not checked by being typed in: see `controleer`.
    """
    al = select(Aanbod).where(Aanbod.formulier_id == formulier_id)
    if formulier_id and (bestaand := db.session.scalars(al).one_or_none()):
        return bestaand
    leeg: dict[str, Any] = {**dict.fromkeys(TEKSTEN, ""), **{naam: [] for naam in LIJSTEN}, "kosten": None}
    aanbod = Aanbod(formulier_id=formulier_id, **leeg)
    _zet(aanbod, {"titel": titel, "soort": soort, "aanbieder": aanbieder, **velden})
    aanbod.gewijzigd_op, aanbod.gewijzigd_door_id = nu(), door.account_id if door else None
    _moet_enig_zijn(aanbod)
    db.session.add(aanbod)
    return aanbod


def wijzig(aanbod: Aanbod, *, door: Wie | None, **velden: Any) -> bool:
    """Change what differs, and tell whether anything did."""
    if all(getattr(aanbod, naam) == waarde for naam, waarde in _geldig(velden).items()):
        return False
    _zet(aanbod, velden)
    aanbod.gewijzigd_op, aanbod.gewijzigd_door_id = nu(), door.account_id if door else None
    if {"titel", "aanbieder"} & set(velden):
        _moet_enig_zijn(aanbod)
    return True


def controleer(aanbod: Aanbod, *, door: Wie) -> None:
    """Note that someone called or looked today, and that it is right as it stands here."""
    aanbod.gecontroleerd_op, aanbod.gecontroleerd_door_id = vandaag(), door.account_id


def stop(aanbod: Aanbod, *, door: Wie | None) -> None:
    """Take it off the kaart; who was led to it keeps that in their traject."""
    if aanbod.gestopt_op:
        raise Domeinfout("Dit aanbod is al gestopt.")
    aanbod.gestopt_op = aanbod.gewijzigd_op = nu()
    aanbod.gewijzigd_door_id = door.account_id if door else None


def hervat(aanbod: Aanbod, *, door: Wie | None) -> None:
    """Put it back on the kaart; whether it is still right is to be checked."""
    if not aanbod.gestopt_op:
        raise Domeinfout("Dit aanbod staat al op de kaart.")
    _moet_enig_zijn(aanbod)
    aanbod.gestopt_op, aanbod.gecontroleerd_op = None, None
    aanbod.gewijzigd_op, aanbod.gewijzigd_door_id = nu(), door.account_id if door else None


def _zet(aanbod: Aanbod, velden: dict[str, Any]) -> None:
    for naam, waarde in _geldig(velden).items():
        setattr(aanbod, naam, waarde)


def _geldig(velden: dict[str, Any]) -> dict[str, Any]:
    """Return the fields as they are stored. Raises `Domeinfout` for a code that the kaart does not know."""
    if vreemd := set(velden) - set(VELDEN):
        raise TypeError(f"Aanbod kent geen veld {', '.join(sorted(vreemd))}.")
    bekend = {"hulpvragen": hulpvragen(), "toegankelijkheid": TOEGANKELIJKHEID, "talen": TALEN}
    for naam, codes in bekend.items():
        if set(velden.get(naam) or ()) - set(codes):
            raise Domeinfout("Kies iets uit de lijst.", veld=naam)
    if "soort" in velden and velden["soort"] not in SOORTEN:
        raise Domeinfout("Kies een soort uit de lijst.", veld="soort")
    schoon = {naam: (waarde or "") if naam in TEKSTEN else waarde for naam, waarde in velden.items()}
    return {naam: list(waarde or ()) if naam in LIJSTEN else waarde for naam, waarde in schoon.items()}


def _moet_enig_zijn(aanbod: Aanbod) -> None:
    # A kaart is a few hundred rows; capitals and spaces are no difference, in any database.
    op_de_kaart = db.session.execute(
        select(Aanbod.id, Aanbod.titel, Aanbod.aanbieder).where(Aanbod.gestopt_op.is_(None))
    ).all()
    eigen = sleutel(aanbod.titel, aanbod.aanbieder)
    if any(rij.id != aanbod.id and sleutel(rij.titel, rij.aanbieder) == eigen for rij in op_de_kaart):
        raise Domeinfout("Deze aanbieder heeft al aanbod met deze naam op de kaart.", veld="titel")


def sleutel(titel: str, aanbieder: str) -> tuple[str, str]:
    """Return by what two lines of the kaart are known as the same."""
    return " ".join(titel.casefold().split()), " ".join(aanbieder.casefold().split())
