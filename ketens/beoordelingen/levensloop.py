"""A request to a practice when a life takes a turn: it went with its traject, and is asked again after a mistake."""

from sqlalchemy import select

from ketens.beoordelingen.handelingen import AFZEGGEN, GROND, HERINNERING, WERKDAGEN_OM_AF_TE_ZEGGEN
from ketens.beoordelingen.models import Beoordeling
from ketens.beoordelingen.stand import mag_doorgeven, open_verzoek
from ketens.gebruikers.wie import Wie
from ketens.inwoners.handelingen import betrek
from ketens.inwoners.levensloop import Overlijden, Verhuizing, bij_herstel, bij_overlijden, bij_verhuizing
from ketens.kern.db import db
from ketens.kern.klok import vandaag, werkdagen_erbij
from ketens.trajecten.levensloop import heropende, meld, namens
from ketens.trajecten.taken import Taak


@bij_overlijden
@bij_verhuizing
def zeg_verzoeken_af(wending: Overlijden | Verhuizing, _door: Wie) -> None:
    """Remember the requests that went with the trajecten; a practice without the app is told by phone."""
    vraag = select(Beoordeling).where(
        Beoordeling.traject_id.in_(wending.onthouden("trajecten")), Beoordeling.ingetrokken_op >= wending.vastgelegd_op
    )
    beoordelingen = db.session.scalars(vraag.order_by(Beoordeling.id)).all()
    wending.onthoud("beoordelingen", [beoordeling.id for beoordeling in beoordelingen])
    for beoordeling in beoordelingen:
        if beoordeling.per_brief:
            uiterlijk = werkdagen_erbij(vandaag(), WERKDAGEN_OM_AF_TE_ZEGGEN)
            meld(wending, Taak.over(beoordeling.traject, soort=AFZEGGEN, termijn_op=uiterlijk))


@bij_herstel
def vraag_weer(wending: Overlijden | Verhuizing, door: Wie) -> None:
    """Ask the practice again, if the resident still agrees; one without the app is called about it."""
    lopend = {traject.id: traject for traject in heropende(wending)}
    vraag = select(Beoordeling).where(Beoordeling.id.in_(wending.onthouden("beoordelingen")))
    for beoordeling in db.session.scalars(vraag.order_by(Beoordeling.id)).all():
        traject = lopend.get(beoordeling.traject_id)
        if traject is None or open_verzoek(traject.id) or not mag_doorgeven(traject):
            continue
        beoordeling.ingetrokken_op = None
        betrek(traject.inwoner, organisatie_id=beoordeling.praktijk_id, keten_code=traject.keten_code, grond=GROND)
        traject.noteer(
            "beoordeling_gevraagd",
            door=namens(traject, door),
            beoordeling_id=str(beoordeling.id),
            praktijk_id=str(beoordeling.praktijk_id),
            per_brief=beoordeling.per_brief,
        )
        if beoordeling.per_brief:
            db.session.add(Taak.over(traject, soort=HERINNERING, termijn_op=vandaag()))
