"""A restriction begins, and ends: every record of the resident at once (besluit 0049)."""

from datetime import date

from sqlalchemy import select

from ketens.gebruikers.wie import Wie
from ketens.inwoners.beperking import BIJ_BEPERKING, REDENEN, Beperking
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import nu, vandaag
from ketens.trajecten.taken import ALLE_KETENS, ZONDER_TERMIJN, Taak
from ketens.verzoeken.handelingen import noteer
from ketens.verzoeken.mensen import beperkingen_van, records_van
from ketens.verzoeken.models import Verzoek
from ketens.verzoeken.woorden import HOE

BEKIJK = "beperking"


def beperk(verzoek: Verzoek, *, reden: str, tot: date | None, door: Wie) -> list[Beperking]:
    """Shut all that is kept of the resident, and stop what would reach them."""
    if reden not in REDENEN:
        raise Domeinfout("Kies waarom de gegevens op slot gaan.", veld="grond")
    if tot and tot <= vandaag():
        raise Domeinfout("Kies een dag die nog komt.", veld="tot")
    if beperkingen_van(verzoek.inwoner_id):
        raise Domeinfout("De gegevens van deze inwoner staan al op slot.")
    gemaakt = [
        Beperking(inwoner_id=id_, verzoek_id=verzoek.id, reden=reden, tot=tot, door_id=door.account_id)
        for id_ in records_van(verzoek.inwoner_id)
    ]
    db.session.add_all(gemaakt)
    # What stops now looks for who is restricted.
    db.session.flush()
    for beperking in gemaakt:
        for stop in BIJ_BEPERKING:
            stop(beperking, door)
    db.session.add(_kijk_opnieuw(verzoek, tot))
    noteer(verzoek, "beperkt", door=door)
    return gemaakt


def _kijk_opnieuw(verzoek: Verzoek, tot: date | None) -> Taak:
    return Taak(
        soort=BEKIJK,
        keten_code=ALLE_KETENS,
        organisatie_id=verzoek.organisatie_id,
        inwoner_id=verzoek.inwoner_id,
        account_id=verzoek.behandelaar_id,
        termijn_op=tot or ZONDER_TERMIJN,
        kenmerk=verzoek.kenmerk,
        endpoint="verzoeken.detail",
        object_id=verzoek.id,
    )


def hef_op(verzoek: Verzoek, *, gemeld_op: date, gemeld_hoe: str, reden: str, door: Wie) -> None:
    """Open the records again. The resident was told first (AVG 18, third paragraph)."""
    beperkingen = beperkingen_van(verzoek.inwoner_id)
    if not beperkingen:
        raise Domeinfout("De gegevens van deze inwoner staan niet op slot.")
    if gemeld_op > vandaag() or gemeld_op < min(beperking.van for beperking in beperkingen).date():
        raise Domeinfout("Kies de dag waarop u het de inwoner vertelde.", veld="gemeld_op")
    if gemeld_hoe not in HOE:
        raise Domeinfout("Kies hoe u het vertelde.", veld="gemeld_hoe")
    for beperking in beperkingen:
        beperking.gemeld_op, beperking.gemeld_hoe = gemeld_op, gemeld_hoe
        beperking.opgeheven_op, beperking.opgeheven_door_id = nu(), door.account_id
        beperking.opgeheven_reden = reden
    wachtend = select(Taak).where(
        Taak.inwoner_id == verzoek.inwoner_id, Taak.soort == BEKIJK, Taak.afgehandeld_op.is_(None)
    )
    for taak in db.session.scalars(wachtend):
        taak.handel_af()
    noteer(verzoek, "opgeheven", door=door, tekst=reden)
