"""Sending someone who is known here on into another keten: the same resident, a verwijzing of its own."""

from uuid import UUID

from ketens.gebruikers.wie import Wie
from ketens.inwoners.handelingen import betrek
from ketens.inwoners.models import Inwoner, ToestemmingSoort
from ketens.kern.db import db
from ketens.kern.kenmerk import nieuw_kenmerk
from ketens.kern.klok import nu
from ketens.trajecten.handelingen import maak_taak
from ketens.trajecten.taken import termijn_bij
from ketens.verwijzingen.models import Verwijzing
from ketens.verwijzingen.persoon import Gegeven, leg_vast
from ketens.verwijzingen.wegen import Weg


def zend_door(
    inwoner: Inwoner, *, formulier_id: UUID, langs: Weg, gegeven: Gegeven, toelichting: str | None, door: Wie
) -> Verwijzing:
    """Send a resident on into the keten of `langs`, who agreed to that; it waits there as any verwijzing does.

    The receiver sees the resident from now on, within that keten, and nothing of the one it came from.
    """
    betrek(inwoner, organisatie_id=langs.ontvanger.id, keten_code=langs.keten.code, grond="verwijzing")
    verwijzing = Verwijzing(
        inwoner_id=inwoner.id,
        inwoner=inwoner,
        persoon_naam=inwoner.naam,
        persoon_geboortedatum=inwoner.geboortedatum,
        formulier_id=formulier_id,
        kenmerk=nieuw_kenmerk(),
        keten_code=langs.keten.code,
        keten_versie=langs.keten.versie,
        organisatie_id=langs.eigen.id,
        organisatie=langs.eigen,
        verwijzer_soort=str(langs.eigen.soort),
        ingevoerd_door_id=door.account_id,
        ingevoerd_door_organisatie_id=langs.eigen.id,
        team=door.team,
        herkomst=langs.keten.verwijzen.herkomst[0].code,
        ontvanger_id=langs.ontvanger.id,
        ontvanger=langs.ontvanger,
        toelichting=toelichting,
        ingediend_op=nu(),
        is_demo=inwoner.is_demo,
    )
    verwijzing.taak = maak_taak(
        soort="triage",
        keten_code=verwijzing.keten_code,
        organisatie_id=verwijzing.ontvanger_id,
        endpoint="triage.detail",
        object_id=verwijzing.id,
        inwoner_id=inwoner.id,
        kenmerk=verwijzing.kenmerk,
        termijn_op=termijn_bij(langs.instelling, "triage", langs.keten.triage.termijn_werkdagen),
    )
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
