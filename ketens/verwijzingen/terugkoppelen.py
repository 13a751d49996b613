"""What goes back to who referred, as far as the resident agreed to that."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select

from ketens.gebruikers.wie import Wie
from ketens.inwoners.models import Toestemming, ToestemmingSoort
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import nu
from ketens.verwijzingen.models import Terugkoppeling, Verwijzing

BERICHT = "bericht"


def hoort(verwijzing_ids: Iterable[UUID]) -> set[UUID]:
    """Return the verwijzingen whose verwijzer may hear more than accepted or refused: the consent stands."""
    vraag = select(Toestemming.verwijzing_id).where(
        Toestemming.verwijzing_id.in_(list(verwijzing_ids)),
        Toestemming.soort == ToestemmingSoort.TERUGKOPPELEN,
        Toestemming.ingetrokken_op.is_(None),
    )
    return {verwijzing_id for verwijzing_id in db.session.scalars(vraag) if verwijzing_id}


def stuur_bericht(verwijzing: Verwijzing, *, tekst: str, door: Wie) -> Terugkoppeling:
    """Tell the verwijzer something, as far as the resident agreed to that."""
    if verwijzing.id not in hoort([verwijzing.id]):
        raise Domeinfout("De inwoner gaf geen toestemming om de verwijzer iets te laten weten.", veld="verwijzing")
    eerder = verwijzing.terugkoppelingen[-1] if verwijzing.terugkoppelingen else None
    if eerder and eerder.tekst == tekst:
        raise Domeinfout("Dit bericht is al verstuurd.", veld="tekst")
    bericht = Terugkoppeling(
        inwoner_id=verwijzing.inwoner_id,
        verwijzing_id=verwijzing.id,
        moment=BERICHT,
        gegevens={},
        op=nu(),
        door_id=door.account_id,
    )
    bericht.tekst = tekst
    verwijzing.terugkoppelingen.append(bericht)
    if verwijzing.traject:
        verwijzing.traject.noteer("bericht_verwijzer", door=door, tekst=tekst, verwijzing_id=str(verwijzing.id))
    return bericht


def lees_berichten(verwijzing: Verwijzing, *, door: Wie) -> None:
    """Note that the verwijzer read what came back; someone else reading it changes nothing."""
    if door.organisatie_id != verwijzing.organisatie_id:
        raise Domeinfout("Alleen de organisatie die verwees kan dit doen.")
    for bericht in verwijzing.terugkoppelingen:
        bericht.gelezen_op = bericht.gelezen_op or nu()
