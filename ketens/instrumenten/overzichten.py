"""A filled-in instrument as people read it."""

from ketens.catalogus import Vraag, catalogus
from ketens.instrumenten.models import Afname


def in_woorden(afname: Afname) -> list[tuple[str, str]]:
    """Return (question, answer) of all that was answered, in the order of the instrument. Opens the sealed answers."""
    gegeven = afname.antwoorden or {}
    vragen = catalogus().instrument(afname.instrument).alle_vragen
    return [
        (vraag.kort or vraag.vraag, _antwoord(vraag, gegeven[vraag.sleutel]))
        for vraag in vragen
        if vraag.sleutel in gegeven
    ]


def _antwoord(vraag: Vraag, waarde: object) -> str:
    if isinstance(waarde, bool):
        return "Ja" if waarde else "Nee"
    if isinstance(waarde, list):
        return ", ".join(_keuze(vraag, str(deel)) for deel in waarde)
    tekst = str(waarde)
    if vraag.soort == "getal":
        return f"{tekst.replace('.', ',')} {vraag.eenheid or ''}".strip()
    return _keuze(vraag, tekst)


def _keuze(vraag: Vraag, code: str) -> str:
    return next((keuze.naam for keuze in vraag.keuzes if keuze.code == code), code)
