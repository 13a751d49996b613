"""What must follow in a traject when a resident gives a consent later, or takes it back (domein 6.1)."""

from sqlalchemy import select

from ketens.gebruikers.wie import Wie
from ketens.inwoners.handelingen import bij_intrekking
from ketens.inwoners.models import Toestemming, ToestemmingSoort
from ketens.inwoners.toestemmingen import bij_toestemming
from ketens.kern.db import db
from ketens.kern.klok import vandaag, werkdagen_erbij
from ketens.trajecten.models import Traject, lopend
from ketens.trajecten.taken import Taak

WIL_STOPPEN = "wil_stoppen"
WERKDAGEN_OM_TE_VRAGEN = 2


@bij_toestemming
def schrijf_op(toestemming: Toestemming, door: Wie) -> None:
    """Write it on the timeline, where its withdrawal stands too."""
    if traject := lopend(toestemming.inwoner_id, toestemming.keten_code):
        traject.noteer("toestemming_gegeven", door=door, toestemming=str(toestemming.soort))


@bij_intrekking
def volg_op(toestemming: Toestemming, door: Wie) -> None:
    """Write it on the timeline, ask whether the resident wants to stop too, and call nobody who takes that back.

    A traject goes on without the consent to pass data on: only the resident says whether it must end.
    """
    traject = lopend(toestemming.inwoner_id, toestemming.keten_code)
    if traject:
        traject.noteer("toestemming_ingetrokken", door=door, toestemming=str(toestemming.soort))
    if traject and toestemming.soort == ToestemmingSoort.DOORGEVEN:
        _vraag_of_inwoner_stopt(traject)
    if toestemming.soort == ToestemmingSoort.OPNIEUW_BELLEN:
        _bel_niet_opnieuw(toestemming)


def _vraag_of_inwoner_stopt(traject: Traject) -> None:
    if all(taak.soort != WIL_STOPPEN for taak in traject.open_taken()):
        uiterlijk = werkdagen_erbij(vandaag(), WERKDAGEN_OM_TE_VRAGEN)
        db.session.add(Taak.over(traject, soort=WIL_STOPPEN, termijn_op=uiterlijk))


def _bel_niet_opnieuw(toestemming: Toestemming) -> None:
    vraag = select(Taak).where(
        Taak.inwoner_id == toestemming.inwoner_id,
        Taak.keten_code == toestemming.keten_code,
        Taak.soort == str(ToestemmingSoort.OPNIEUW_BELLEN),
        Taak.afgehandeld_op.is_(None),
    )
    for taak in db.session.scalars(vraag):
        taak.handel_af()
