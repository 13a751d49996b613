"""What asks for a reason before someone gets a place; it never blocks."""

from collections.abc import Sequence

from ketens.groepen.beurt import gaan_voor
from ketens.groepen.bezetting import Stand, stand
from ketens.groepen.feiten import Feiten
from ketens.groepen.geschiktheid import passen_niet
from ketens.groepen.models import Groep
from ketens.groepen.plaatsen import Wachtplek
from ketens.groepen.wachtlijst import eerder_aan_de_beurt, staat_stil_tot, wachtlijst
from ketens.trajecten.models import Traject
from ketens.trajecten.overzichten import intake_antwoorden


def waarschuwingen(traject: Traject, groep: Groep) -> tuple[str, ...]:
    """Return what asks for a reason: the interventie may fit badly, or someone who waits comes first."""
    rij = wachtlijst(groep.interventie.code, groep.keten_code, groep.organisatie_id)
    past_niet = passen_niet(traject, groep, intake_antwoorden(traject))
    return staat_stil(traject) + past_niet + voorrang(traject, groep, stand(groep), rij)


def staat_stil(traject: Traject) -> tuple[str, ...]:
    """Return in a sentence that this traject stands still for a while, or nothing."""
    return (staat_stil_tot(traject.pauze.tot),) if traject.pauze else ()


def voorrang(
    traject: Traject, groep: Groep, hoe_vol: Stand, rij: Sequence[Wachtplek], weet: Feiten | None = None
) -> tuple[str, ...]:
    """Return in a sentence that people on the waiting list `rij` are passed over, or nothing."""
    aantal = gaan_voor(traject, groep, hoe_vol, rij, weet)
    return (f"Op de wachtlijst: {eerder_aan_de_beurt(aantal)}.",) if aantal else ()
