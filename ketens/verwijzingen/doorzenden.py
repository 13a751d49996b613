"""Sending someone who is known here on into another keten: the same resident, a verwijzing of its own."""

from uuid import UUID

from ketens.gebruikers.wie import Wie
from ketens.inwoners.handelingen import betrek
from ketens.inwoners.models import Inwoner, ToestemmingSoort
from ketens.kern.db import db
from ketens.verwijzingen.inzending import triagetaak, vast
from ketens.verwijzingen.models import Verwijzing
from ketens.verwijzingen.persoon import Gegeven, leg_vast
from ketens.verwijzingen.wegen import Weg

ANDERE_KETEN = "andere_keten"


def zend_door(
    inwoner: Inwoner, *, formulier_id: UUID, langs: Weg, gegeven: Gegeven, toelichting: str | None, door: Wie
) -> Verwijzing:
    """Send a resident on into the keten of `langs`, who agreed to that; it waits there as any verwijzing does.

    The receiver sees the resident from now on, within that keten, and nothing of the one it came from.
    """
    betrek(inwoner, organisatie_id=langs.ontvanger.id, keten_code=langs.keten.code, grond="verwijzing")
    verwijzing = Verwijzing(
        **vast(langs, inwoner, formulier_id),
        organisatie_id=langs.eigen.id,
        organisatie=langs.eigen,
        verwijzer_soort=str(langs.eigen.soort),
        ingevoerd_door_id=door.account_id,
        ingevoerd_door_organisatie_id=langs.eigen.id,
        team=door.team,
        herkomst=_herkomst(langs),
        toelichting=toelichting,
        is_demo=inwoner.is_demo,
    )
    verwijzing.taak = triagetaak(verwijzing, langs)
    db.session.add(verwijzing)
    leg_vast(
        langs,
        inwoner,
        ToestemmingSoort.DOORGEVEN,
        gegeven,
        organisatie_id=langs.eigen.id,
        verwijzing_id=verwijzing.id,
    )
    return verwijzing


def _herkomst(langs: Weg) -> str:
    # A gemeente's own keten file may not name this origin.
    codes = [keuze.code for keuze in langs.keten.verwijzen.herkomst]
    return ANDERE_KETEN if ANDERE_KETEN in codes else codes[0]
