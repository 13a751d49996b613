"""What others may ask about messages: which there are, and how they stand."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from ketens.berichten.models import Bericht
from ketens.inwoners.models import Bereik
from ketens.kern.db import db
from ketens.kern.klok import nu
from ketens.kern.pagina import datum
from ketens.trajecten.models import Traject

# How many messages of one traject a page shows.
LAATSTE = 20
GESTAAKT = {
    "overleden": "gestopt: de inwoner is overleden",
    "traject_afgesloten": "gestopt: het traject is afgesloten",
    "beperkt": "gestopt: het gebruik van de gegevens is beperkt",
    "achterhaald": "vervallen: er kwam nieuwer bericht",
    "ingetrokken": "ingetrokken",
}


def van_traject(traject: Traject) -> list[Bericht]:
    """Return the messages of a traject, newest first."""
    vraag = select(Bericht).where(Bericht.traject_id == traject.id).order_by(Bericht.id.desc()).limit(LAATSTE)
    samen = (
        joinedload(Bericht.taak),
        joinedload(Bericht.mail),
        joinedload(Bericht.inwoner),
    )
    return list(db.session.scalars(vraag.options(*samen)))


def hoe_staat_het(bericht: Bericht) -> str:
    """Return in words where a message is."""
    if bericht.gestaakt_op:
        return GESTAAKT.get(bericht.gestaakt_reden or "", "gestopt")
    if bericht.bereikt_op:
        dag = datum(bericht.bereikt_op)
        return f"aangekomen op {dag}" if bericht.bereikt_op <= nu() else f"gepost, telt als aangekomen op {dag}"
    if bericht.kanaal is Bereik.BRIEF:
        return "de brief is gemaakt en nog niet gepost" if bericht.stapel_id else "wacht op het maken van brieven"
    if bericht.mail and bericht.mail.mislukt_op:
        return "de e-mail kwam niet aan: bel de inwoner"
    if bericht.kanaal is Bereik.EMAIL and bericht.mail and not bericht.mail.geannuleerd_op:
        return f"e-mail {'verstuurd' if bericht.mail.verzonden_op else 'klaargezet'}, de inwoner belt of wordt gebeld"
    return "staat op de belllijst"
