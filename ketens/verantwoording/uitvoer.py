"""The answers to a questionnaire as a file."""

from ketens.gebruikers.wie import Wie
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import vandaag
from ketens.rechten import Recht
from ketens.stukken.stuk import Stuk
from ketens.uitvoer.soorten import soort
from ketens.verantwoording.antwoorden import als_stuk, antwoorden
from ketens.verantwoording.kalender import indiening, plichten


@soort("vragenlijst", recht=Recht.RAPPORTAGE_BEHEREN)
def vragenlijst(wie: Wie, *, lijst: str, jaar: int) -> Stuk:
    """Return the answers of a year, in the order of the questions."""
    plicht = next((plicht for plicht in plichten(wie) if plicht.code == lijst and plicht.vragen), None)
    if plicht is None or wie.pet is None or not plicht.geldt(jaar):
        raise Domeinfout("Deze vragenlijst is er niet.")
    rij = indiening(lijst, jaar)
    gegeven = antwoorden(plicht, jaar, wie, (rij.antwoorden or {}) if rij else {})
    return als_stuk(plicht, jaar, gegeven, gemeente=wie.pet.gemeente.naam, gemaakt_op=vandaag())
