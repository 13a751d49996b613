"""A deelname that was finished: what was answered, what is still to be asked, what was paid, and its nota."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from ketens.gebruikers.wie import Wie
from ketens.groepen.models import Groep
from ketens.groepen.plaatsen import Plaatsing
from ketens.kern.db import db, nieuw_id
from ketens.kern.klok import nu, vandaag
from ketens.nazorg.bijdragen import zet_bijdrage
from ketens.nazorg.handelingen import noteer
from ketens.nazorg.models import Doorstroomvraag
from ketens.nazorg.momenten import KAART
from ketens.nazorg.notas import maak_nota
from ketens.nazorg.vragen import leg_vragen
from ketens.trajecten.models import Traject


def afgelopen(traject: Traject, groep: Groep, *, door: Wie, tekst: str) -> dict[str, UUID]:
    """Let someone have finished this group twice: of the first time the nota was made, of the second a card is due.

    Ids of the question that is due, the answer noted today, the nota, and the place without one.
    """
    plaats, (eerst, later) = _klaar(traject, groep)
    noteer(eerst, "ja", woorden=tekst, formulier_id=(gebeurtenis := nieuw_id()), door=door)
    later.vraag_op = vandaag()
    zet_bijdrage(plaats, "betaald", door=door)
    nota = maak_nota(plaats, door=door)
    nog_eens, (_, kaart) = _klaar(traject, groep)
    kaart.vraag_op, kaart.wijze = vandaag(), KAART
    zet_bijdrage(nog_eens, "betaald", door=door)
    db.session.flush()
    return {"vraag": later.id, "nota": nota.id, "antwoord": gebeurtenis, "afgerond": nog_eens.id}


def _klaar(traject: Traject, groep: Groep) -> tuple[Plaatsing, list[Doorstroomvraag]]:
    plaats = Plaatsing(
        inwoner_id=traject.inwoner_id,
        inwoner=traject.inwoner,
        traject=traject,
        groep=groep,
        geplaatst_op=nu() - timedelta(days=100),
        gestart_op=vandaag() - timedelta(days=90),
        geeindigd_op=nu(),
        einde="afgerond",
        eigen_bijdrage=4500,
        bijdrage="open",
    )
    db.session.add(plaats)
    db.session.flush()
    leg_vragen(plaats)
    db.session.flush()
    rijen = select(Doorstroomvraag).where(Doorstroomvraag.plaatsing_id == plaats.id)
    return plaats, list(db.session.scalars(rijen.order_by(Doorstroomvraag.maanden)))
