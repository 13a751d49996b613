"""What the pages about a place, an offer and waiting are filled with, and where an answer leads."""

from collections.abc import Sequence
from typing import Any

from flask.typing import ResponseReturnValue

from ketens.catalogus import catalogus
from ketens.gebruikers.wie import Wie
from ketens.groepen.antwoorden import ANTWOORDEN, beantwoord, hoe_het_staat, trek_aanbod_in
from ketens.groepen.beurt import lijst_voor
from ketens.groepen.bezetting import open_aanbiedingen, stand
from ketens.groepen.keuze import plaatskeuze
from ketens.groepen.models import Groep
from ketens.groepen.plaatsen import Plaatsaanbod, Plaatsing, Wachtplek
from ketens.groepen.plaatsformulieren import INTREKKEN
from ketens.groepen.waarschuwen import waarschuwingen
from ketens.groepen.wachtlijst import dagdeel_namen
from ketens.kern.forms import Knop
from ketens.kern.pagina import naar
from ketens.trajecten.models import Traject

MELDINGEN = {
    "ja": "De inwoner heeft een plaats.",
    "nee": "De inwoner staat niet meer op de wachtlijst.",
    "niet_nu": "De inwoner houdt de datum op de wachtlijst.",
    INTREKKEN: "Het aanbod is ingetrokken. De inwoner houdt de datum op de wachtlijst.",
}


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


def te_bieden(groep: Groep) -> dict[str, Any]:
    """Return whose turn it is in this group."""
    nu = stand(groep)
    aan_de_beurt = [rij for rij in lijst_voor(groep, nu) if rij.aan_de_beurt]
    return {"groep": groep, "stand": nu, "aan_de_beurt": aan_de_beurt}


def uitgedeeld(nieuw: Sequence[Plaatsaanbod]) -> str:
    """Return what came of handing out, in a sentence."""
    if not nieuw:
        return "Er is niemand aan wie nu een plaats kan worden aangeboden."
    return "1 plaats is aangeboden." if len(nieuw) == 1 else f"{len(nieuw)} plaatsen zijn aangeboden."


def aanbod(aanbod: Plaatsaanbod) -> dict[str, Any]:
    """Return what the page of one offer shows."""
    return {
        "aanbod": aanbod,
        "groep": aanbod.groep,
        "inwoner": aanbod.inwoner,
        "traject": aanbod.traject,
        "afgelopen": hoe_het_staat(aanbod),
        "antwoorden": list(ANTWOORDEN.items()),
        "dagdeel_namen": dagdeel_namen,
    }


def neem_antwoord(aanbod: Plaatsaanbod, antwoord: str, *, door: Wie) -> None:
    """Do what the button says."""
    if antwoord == INTREKKEN:
        trek_aanbod_in(aanbod, door=door)
    else:
        beantwoord(aanbod, antwoord, via="coordinator", door=door)


def na_antwoord(aanbod: Plaatsaanbod, antwoord: str, *, naar_groep: bool) -> ResponseReturnValue:
    """Go back to where the answer was given, and say what came of it."""
    melding = MELDINGEN[antwoord] + _wie_volgt(aanbod)
    if naar_groep:
        return naar("rooster.detail", groep_id=aanbod.groep_id, melding=melding, _anchor="wachtlijst")
    return naar("trajecten.detail", traject_id=aanbod.traject_id, melding=melding)


def _wie_volgt(aanbod: Plaatsaanbod) -> str:
    """Tell whether the place that came free was offered to someone: not whenever someone else waits."""
    vrij_op = aanbod.vervallen_op or (aanbod.beantwoord_op if aanbod.antwoord != "ja" else None)
    if vrij_op is None:
        return ""
    if open_aanbiedingen(Plaatsaanbod.groep_id == aanbod.groep_id, Plaatsaanbod.aangeboden_op >= vrij_op):
        return " De plaats is aangeboden aan wie volgt."
    return " De plaats is nog vrij: er wacht nu niemand die past."
