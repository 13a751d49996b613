"""The decision on a request, and what follows from it in the same transaction. None of it commits."""

from datetime import date

from sqlalchemy import select

from ketens.gebruikers.wie import Wie
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import nu
from ketens.trajecten.models import Traject
from ketens.verzoeken import wissing
from ketens.verzoeken.beperken import beperk
from ketens.verzoeken.handelingen import moet_bekend_zijn, moet_open, noteer
from ketens.verzoeken.mensen import beperkingen_van, records_van
from ketens.verzoeken.models import Besluit, Soort, Verzoek
from ketens.verzoeken.woorden import GEVOLGEN, GRONDEN

GEEN_GROND = "Kies een reden die past bij dit verzoek en bij dit besluit."
# How a traject ends when an objection is upheld; every keten has it, in its own words.
STOPREDENEN = ("toestemming_ingetrokken", "geen_interesse")


def besluit(
    verzoek: Verzoek,
    *,
    besluit: Besluit,
    grond: str | None,
    motivering: str,
    door: Wie,
    tot: date | None = None,
    gevolg: str | None = None,
) -> None:
    """Decide, with the ground and the weighing, and do what was decided; for that we must know that it is them."""
    moet_open(verzoek)
    if besluit is not Besluit.INGETROKKEN:
        _controleer_grond(verzoek, besluit, grond)
    verzoek.besluit, verzoek.grond, verzoek.motivering = besluit, grond, motivering
    verzoek.besloten_op, verzoek.besloten_door_id = nu(), door.account_id
    noteer(verzoek, "besloten", door=door)
    if besluit in (Besluit.TOEGEWEZEN, Besluit.DEELS):
        moet_bekend_zijn(verzoek)
        _voer_uit(verzoek, tot=tot, gevolg=gevolg, door=door)


def _controleer_grond(verzoek: Verzoek, besluit: Besluit, grond: str | None) -> None:
    gekozen = GRONDEN.get(grond or "")
    if gekozen is None or verzoek.soort not in gekozen.soorten or besluit not in gekozen.besluiten:
        raise Domeinfout(GEEN_GROND, veld="grond")


def _voer_uit(verzoek: Verzoek, *, tot: date | None, gevolg: str | None, door: Wie) -> None:
    if verzoek.soort is Soort.BEPERKING:
        beperk(verzoek, reden=verzoek.grond or "", tot=tot, door=door)
    elif verzoek.soort is Soort.WISSING:
        wissing.wis(verzoek, deels=verzoek.besluit is Besluit.DEELS, door=door)
    elif verzoek.soort is Soort.BEZWAAR:
        _stop(verzoek, gevolg, tot=tot, door=door)


def _stop(verzoek: Verzoek, gevolg: str | None, *, tot: date | None, door: Wie) -> None:
    """An objection that is upheld ends the processing: the record is shut, or what runs is ended."""
    if gevolg not in GEVOLGEN:
        raise Domeinfout("Kies wat er nu gebeurt.", veld="gevolg")
    if gevolg == "beperken":
        if not beperkingen_van(verzoek.inwoner_id):
            beperk(verzoek, reden="bezwaar_gegrond", tot=tot, door=door)
        return
    vraag = select(Traject).where(
        Traject.inwoner_id.in_(records_van(verzoek.inwoner_id)), Traject.afgesloten_op.is_(None)
    )
    for traject in db.session.scalars(vraag.order_by(Traject.id)).all():
        traject.sluit_af(door=None, reden=_stopreden(traject), toelichting="Bezwaar van de inwoner, toegewezen.")
    noteer(verzoek, "gestopt", door=door)


def _stopreden(traject: Traject) -> str:
    bekend = {reden.code for reden in traject.keten.afsluitredenen}
    return next((code for code in STOPREDENEN if code in bekend), "geen_interesse")
