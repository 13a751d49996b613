"""What becomes of a handover that waits when its traject ends, someone dies, or the consent is taken back."""

from sqlalchemy import select

from ketens.gebruikers.wie import Wie
from ketens.inwoners.handelingen import Stopwens, bij_intrekking
from ketens.inwoners.levensloop import Overlijden, bij_overlijden
from ketens.inwoners.models import Toestemming, ToestemmingSoort
from ketens.kern.db import db
from ketens.kern.klok import vandaag, werkdagen_erbij
from ketens.overdrachten.handelingen import trek_in, zet_op_werkvoorraad
from ketens.overdrachten.models import Overdracht
from ketens.overdrachten.stand import overdrachten_van
from ketens.trajecten.handelingen import bij_afsluiting, maak_taak
from ketens.trajecten.models import Traject
from ketens.trajecten.taken import Taak
from ketens.verwijzingen.handelingen import trek_in as trek_verwijzing_in

# An open handover must be called off.
AFZEGGEN, WERKDAGEN_OM_AF_TE_ZEGGEN = "overdracht_afzeggen", 1


@bij_afsluiting
def trek_wat_openstaat_in(traject: Traject, door: Wie | None) -> None:
    """A traject that ends waits for no receiver any more; whoever was to receive someone is called."""
    for overdracht in [rij for rij in overdrachten_van(traject.id) if rij.is_open]:
        trek_in(overdracht, door=door)
        _laat_bellen(overdracht)


@bij_overlijden
def zeg_af(overlijden: Overlijden, door: Wie) -> None:
    """Whoever still has to receive someone who died is told by phone; nothing goes out any more."""
    vraag = select(Overdracht).where(Overdracht.inwoner_id == overlijden.inwoner_id)
    for overdracht in db.session.scalars(vraag).all():
        if overdracht.is_open:
            trek_in(overdracht, door=door)
        # Most often it went with its traject, a moment ago.
        if overdracht.ingetrokken_op and overdracht.ingetrokken_op >= overlijden.vastgelegd_op:
            overlijden.onthoud("gemeld", [_laat_bellen(overdracht).id])


@bij_intrekking
def haal_terug(toestemming: Toestemming, door: Wie, _stopt: Stopwens) -> None:
    """Who takes back the consent to a handover takes back the handover that waits, and the receiver is called."""
    if toestemming.soort != ToestemmingSoort.OVERDRAGEN:
        return
    vraag = select(Overdracht).where(Overdracht.toestemming_id == toestemming.id)
    for overdracht in db.session.scalars(vraag).all():
        if overdracht.is_open:
            trek_in(overdracht, door=door)
            zet_op_werkvoorraad(overdracht, AFZEGGEN, WERKDAGEN_OM_AF_TE_ZEGGEN)
        elif overdracht.verwijzing and overdracht.verwijzing.wacht:
            # Nobody there accepted it yet: then it never was.
            trek_verwijzing_in(overdracht.verwijzing, reden="wil_niet", door=door)


def _laat_bellen(overdracht: Overdracht) -> Taak:
    """Have the receiver called, once. It is no work of the traject: that ended, and its work with it."""
    al = select(Taak).where(Taak.object_id == overdracht.id, Taak.soort == AFZEGGEN, Taak.afgehandeld_op.is_(None))
    if bestaand := db.session.scalars(al).first():
        return bestaand
    traject = overdracht.traject
    return maak_taak(
        soort=AFZEGGEN,
        keten_code=traject.keten_code,
        organisatie_id=traject.organisatie_id,
        endpoint="overdrachten.detail",
        object_id=overdracht.id,
        inwoner_id=traject.inwoner_id,
        account_id=traject.behandelaar_id,
        kenmerk=traject.kenmerk,
        termijn_op=werkdagen_erbij(vandaag(), WERKDAGEN_OM_AF_TE_ZEGGEN),
    )
