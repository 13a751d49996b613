"""Asking for a file: at once where that is quick, in the background where it is not."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import Response
from sqlalchemy import func, select

from ketens.gebruikers.wie import Wie
from ketens.kern.db import db, nieuw_id
from ketens.kern.fouten import Domeinfout
from ketens.kern.pagina import bestand
from ketens.opdrachten.handelingen import geef_op
from ketens.stukken.formaten import FORMATEN, bestandsnaam
from ketens.stukken.stuk import Stuk
from ketens.uitvoer.models import Uitvoer
from ketens.uitvoer.soorten import NIET_VOOR_U, ONBEKEND, SOORTEN, Soort, TeGroot

# The bell of the worker (bouwen.py).
OPDRACHT = "uitvoer.bouw"
BEWAAR = timedelta(days=7)
MEESTE_TEGELIJK = 5
TE_VEEL = "Er worden al vijf bestanden voor u gemaakt. Wacht tot er een klaar is."


def antwoord(stuk: Stuk, formaat: str) -> Response:
    """Answer with a report as a file. Raises Domeinfout when we have no such form."""
    if formaat not in FORMATEN:
        raise Domeinfout(ONBEKEND)
    vorm = FORMATEN[formaat]
    return bestand(vorm.schrijf(stuk), naam=bestandsnaam(stuk, formaat), soort=vorm.mimetype)


def keur(wat: str, formaat: str, gegevens: Mapping[str, Any], *, door: Wie) -> Soort:
    """Return the kind of export that is asked for. Raises Domeinfout when it is none, or not for this hat."""
    if wat not in SOORTEN or formaat not in FORMATEN:
        raise Domeinfout(ONBEKEND)
    if not SOORTEN[wat].mag(door, gegevens):
        raise Domeinfout(NIET_VOOR_U)
    return SOORTEN[wat]


def vraag(wat: str, formaat: str, *, door: Wie, formulier_id: UUID | None = None, **gegevens: Any) -> Uitvoer:
    """Have a file made in the background, as this hat may see it; asked twice by one form it is made once."""
    soort = keur(wat, formaat, gegevens, door=door)
    formulier_id = formulier_id or nieuw_id()
    if bestaand := db.session.scalars(select(Uitvoer).where(Uitvoer.formulier_id == formulier_id)).one_or_none():
        return bestaand
    if soort.cellen and soort.cellen(door, **gegevens) > FORMATEN[formaat].meeste:
        raise TeGroot
    if door.pet is None or _bezig(door) >= MEESTE_TEGELIJK:
        raise Domeinfout(TE_VEEL if door.pet else NIET_VOOR_U)
    uitvoer = Uitvoer(
        formulier_id=formulier_id, soort=wat, formaat=formaat, gegevens=gegevens, account_id=door.account_id,
        lidmaatschap_id=door.pet.id, met_namen=soort.met_namen,
        bestandsnaam=f"{wat.replace('.', '-').replace('_', '-')}.{formaat}",
    )  # fmt: skip
    db.session.add(uitvoer)
    geef_op(OPDRACHT, gegevens={}, sleutel=OPDRACHT)
    return uitvoer


def opnieuw(uitvoer: Uitvoer, *, door: Wie) -> None:
    """Try again what failed, or make again what was removed."""
    keur(uitvoer.soort, uitvoer.formaat, uitvoer.gegevens, door=door)
    if uitvoer.is_bezig:
        return
    if _bezig(door) >= MEESTE_TEGELIJK:
        raise Domeinfout(TE_VEEL)
    uitvoer.klaar_op = uitvoer.mislukt_op = uitvoer.bezig_op = uitvoer.bewaren_tot = uitvoer.verwijderd_op = None
    uitvoer.pogingen = uitvoer.totaal = uitvoer.gedaan = 0
    uitvoer.mislukt_reden = ""
    geef_op(OPDRACHT, gegevens={}, sleutel=OPDRACHT)


def _bezig(door: Wie) -> int:
    vraag_ = select(func.count(Uitvoer.id)).where(Uitvoer.account_id == door.account_id, Uitvoer.bezig())
    return db.session.scalar(vraag_) or 0
