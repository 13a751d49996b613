"""What comes of asking someone, and taking a slip back. None of it commits.

Every outcome is an event of the traject, also when that was closed long ago: from it a slip is undone.
"""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from ketens.aanbod.models import Aanbod
from ketens.gebruikers.wie import Wie
from ketens.inwoners.levensloop import moet_leven
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import AMSTERDAM, moment, nu, vandaag
from ketens.nazorg.models import Doorstroomvraag
from ketens.nazorg.momenten import EERDER_NIET_MEER, KAART, NIET_BEREIKT, NIET_MEER
from ketens.nazorg.toegeleid import leid_toe, neem_toeleiding_terug
from ketens.nazorg.vragen import beeindig, open_vragen
from ketens.trajecten.delen import Gebeurtenis

# What came of it, as the screen says it.
UITKOMSTEN = {"ja": "Ja", "nee": "Nee", NIET_BEREIKT: "Niet bereikt", NIET_MEER: "Niet meer bellen"}
ANTWOORDEN = ("ja", "nee")
# The same as for any other call (besluit 0020): three times on three days.
DAGEN = 3
SOORT, VERGISSING = "doorstroom", "doorstroom_vergissing"


def noteer(
    vraag: Doorstroomvraag,
    uitkomst: str,
    *,
    door: Wie,
    aanbod: Aanbod | None = None,
    woorden: str | None = None,
    formulier_id: UUID | None = None,
) -> None:
    """Note what came of asking: `UITKOMSTEN`. Sent twice, it is once."""
    if formulier_id and _al_genoteerd(vraag, formulier_id):
        return
    _vergrendel(vraag)
    moet_leven(vraag.inwoner)
    if uitkomst in ANTWOORDEN:
        _antwoord(vraag, uitkomst, aanbod, woorden)
    elif uitkomst == NIET_BEREIKT:
        _niet_bereikt(vraag)
    elif uitkomst == NIET_MEER:
        beeindig(open_vragen(vraag.inwoner_id, Doorstroomvraag.id != vraag.id), EERDER_NIET_MEER)
        beeindig([vraag], NIET_MEER)
    else:
        raise Domeinfout("Kies wat ervan kwam.")
    vraag.door_id = door.account_id
    gegevens: dict[str, Any] = {"uitkomst": uitkomst, "vraag_id": str(vraag.id), "maanden": vraag.maanden}
    if vraag.aanbod:
        gegevens |= {"aanbod": vraag.aanbod.titel, "toegeleid": leid_toe(vraag.traject, vraag.aanbod, door=door)}
    vraag.traject.noteer(SOORT, door=door, id=formulier_id, **gegevens)


def neem_terug(gebeurtenis: Gebeurtenis, *, door: Wie) -> None:
    """Undo what was tapped by mistake, by whoever tapped it, on the day itself. The event stays, as a mistake."""
    if gebeurtenis.soort != SOORT:
        return
    if gebeurtenis.door_id != door.account_id or gebeurtenis.op.astimezone(AMSTERDAM).date() != vandaag():
        raise Domeinfout("Alleen wie het zelf noteerde kan het terugnemen, op dezelfde dag.")
    vraag = db.session.get_one(Doorstroomvraag, UUID(gebeurtenis.gegevens["vraag_id"]), with_for_update=True)
    if _gebeurtenissen(vraag)[-1] is not gebeurtenis:
        raise Domeinfout("Er is daarna nog iets genoteerd. Neem eerst dat terug.")
    if gebeurtenis.gegevens["uitkomst"] == NIET_MEER:
        _vraag_de_rest_weer(vraag)
    if vraag.aanbod_id:
        neem_toeleiding_terug(vraag.traject, vraag.aanbod_id, gebeurtenis.gegevens.get("toegeleid", 0), door=door)
    gebeurtenis.soort = VERGISSING
    vraag.beantwoord_op = vraag.uitkomst = vraag.aanbod = vraag.aanbod_id = vraag.woorden = None
    vraag.beeindigd_op = vraag.beeindigd_reden = vraag.door_id = None
    _tel_pogingen(vraag)


def _antwoord(vraag: Doorstroomvraag, uitkomst: str, aanbod: Aanbod | None, woorden: str | None) -> None:
    if uitkomst == "ja" and not (aanbod or woorden) and vraag.wijze != KAART:
        raise Domeinfout("Kies of typ wat de inwoner doet.", veld="wat")
    vraag.beantwoord_op, vraag.uitkomst = nu(), uitkomst
    vraag.woorden = woorden
    if uitkomst == "ja" and aanbod:
        vraag.aanbod, vraag.aanbod_id = aanbod, aanbod.id


def _niet_bereikt(vraag: Doorstroomvraag) -> None:
    """A day in vain; the third is the last. A card that did not come back was asked once."""
    if vraag.wijze == KAART and vraag.pogingen:
        beeindig([vraag], NIET_BEREIKT)
        return
    if vraag.laatste_poging_op and vraag.laatste_poging_op.astimezone(AMSTERDAM).date() == vandaag():
        raise Domeinfout("Vandaag is al genoteerd dat u deze inwoner niet bereikte. Probeer het op een andere dag.")
    vraag.pogingen, vraag.laatste_poging_op = vraag.pogingen + 1, nu()
    if vraag.pogingen >= DAGEN:
        beeindig([vraag], NIET_BEREIKT)


def _vergrendel(vraag: Doorstroomvraag) -> None:
    """Lock the question: of two who call at once the second hears that it was done."""
    db.session.refresh(vraag, with_for_update=True)
    if vraag.beantwoord_op or vraag.beeindigd_op:
        raise Domeinfout("Bij deze inwoner is al iets genoteerd. Laad de pagina opnieuw.")


def _al_genoteerd(vraag: Doorstroomvraag, formulier_id: UUID) -> bool:
    eigen = (Gebeurtenis.id == formulier_id) & (Gebeurtenis.traject_id == vraag.traject_id)
    return db.session.scalars(select(Gebeurtenis.id).where(eigen)).one_or_none() is not None


def _gebeurtenissen(vraag: Doorstroomvraag) -> list[Gebeurtenis]:
    db.session.flush()
    zoek = select(Gebeurtenis).where(Gebeurtenis.traject_id == vraag.traject_id, Gebeurtenis.soort == SOORT)
    rijen = db.session.scalars(zoek.order_by(Gebeurtenis.op, Gebeurtenis.id))
    return [rij for rij in rijen if rij.gegevens.get("vraag_id") == str(vraag.id)]


def _vraag_de_rest_weer(vraag: Doorstroomvraag) -> None:
    samen = select(Doorstroomvraag).where(
        Doorstroomvraag.inwoner_id == vraag.inwoner_id,
        Doorstroomvraag.beeindigd_reden == EERDER_NIET_MEER,
        Doorstroomvraag.beeindigd_op >= moment(vandaag(), 0),
    )
    for rij in db.session.scalars(samen):
        rij.beeindigd_op = rij.beeindigd_reden = None


def _tel_pogingen(vraag: Doorstroomvraag) -> None:
    """Count the days in vain again, from what stands."""
    if vraag.wijze == KAART:
        return
    rest = [rij for rij in _gebeurtenissen(vraag) if rij.gegevens.get("uitkomst") == NIET_BEREIKT]
    vraag.pogingen = len(rest)
    vraag.laatste_poging_op = rest[-1].op if rest else None
