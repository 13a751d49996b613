"""What the pages about a place and about waiting are filled with."""

from typing import Any

from flask.typing import ResponseReturnValue

from ketens.catalogus import catalogus
from ketens.groepen.bezetting import stand
from ketens.groepen.keuze import plaatskeuze
from ketens.groepen.models import Groep
from ketens.groepen.plaatsen import Plaatsing, Wachtplek
from ketens.groepen.waarschuwen import waarschuwingen
from ketens.groepen.wachtlijst import dagdeel_namen
from ketens.kern.forms import Knop
from ketens.kern.pagina import naar
from ketens.trajecten.models import Traject


def plaats_van(traject: Traject) -> dict[str, Any]:
    """Return what the region `plaats` shows."""
    return {
        "traject": traject,
        "keuze": plaatskeuze(traject),
        "knop": Knop(),
        "dagdeel_namen": dagdeel_namen,
        "interventie_naam": lambda code: catalogus().interventie(code).naam,
    }


def plaatsing(traject: Traject, groep: Groep) -> dict[str, Any]:
    """Return what the page asks before someone is placed."""
    return {
        "traject": traject,
        "groep": groep,
        "stand": stand(groep),
        "waarschuwingen": waarschuwingen(traject, groep),
        "dagdeel_namen": dagdeel_namen,
    }


def na_plaatsing(uitkomst: Plaatsing | Wachtplek, *, terug_naar_groep: bool) -> ResponseReturnValue:
    """Go back to where the place was given from, and say what came of it."""
    if isinstance(uitkomst, Plaatsing):
        melding = "De inwoner heeft een plaats."
        if terug_naar_groep:
            return naar("rooster.detail", groep_id=uitkomst.groep_id, melding=melding)
    else:
        melding = "De groep is vol. De inwoner staat op de wachtlijst."
    return naar("trajecten.detail", traject_id=uitkomst.traject_id, melding=melding)
