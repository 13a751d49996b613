"""What the pages need around their forms."""

from flask import Response, abort

from ketens.catalogus.verantwoording import Verantwoording
from ketens.gebruikers.wie import wie
from ketens.kern.klok import vandaag
from ketens.kern.pagina import tijdstip, toon
from ketens.verantwoording.antwoorden import antwoorden, waarschuwing
from ketens.verantwoording.forms import AntwoordForm
from ketens.verantwoording.kalender import indiening, plichten
from ketens.verantwoording.models import Indiening


def plicht_of_404(soort: str, jaar: int, wat: str | None = None) -> Verantwoording:
    """Return the duty (a `wat`) when this hat has to do with it and it is asked about that year, else 404."""
    gevonden = next((plicht for plicht in plichten(wie()) if plicht.code == soort and plicht.geldt(jaar)), None)
    if gevonden is None or jaar > vandaag().year + 1 or (wat and gevonden.wat != wat):
        abort(404)
    return gevonden


def wie_en_wanneer(rij: Indiening) -> str:
    """Say who changed it last, and when."""
    return f"{rij.door.naam if rij.door else 'Iemand anders'} ({tijdstip(rij.gewijzigd_op)})"


def toon_vragenlijst(plicht: Verantwoording, jaar: int, *, form: AntwoordForm | None = None) -> Response:
    """Show a questionnaire with its answers, and the form for what the figures don't answer."""
    rij = indiening(plicht.code, jaar)
    getypt = (rij.antwoorden or {}) if rij else {}
    return toon(
        "verantwoording/vragenlijst.html",
        plicht=plicht,
        jaar=jaar,
        rij=rij,
        antwoorden=antwoorden(plicht, jaar, wie(), getypt),
        waarschuwing=waarschuwing(plicht),
        form=form or AntwoordForm.voor(plicht, getypt, rij.versie if rij else 0),
    )
