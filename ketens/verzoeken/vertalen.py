"""A value of a row in words: codes by their names, answers with their questions, days as people write them."""

import enum
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from ketens.catalogus import Instrument, Keten, Onbekend, Vraag, catalogus
from ketens.inwoners import keuzes
from ketens.inwoners.beperking import REDENEN
from ketens.inwoners.correcties import AARDEN
from ketens.inwoners.veilig import VeiligContact
from ketens.kern.db import db
from ketens.kern.pagina import datum, euro, telefoon, tijdstip
from ketens.rechten import ROLNAMEN, Rol
from ketens.trajecten.models import Traject
from ketens.trajecten.verloop import zin
from ketens.trajecten.vragenformulier import in_woorden
from ketens.verzoeken import woorden
from ketens.verzoeken.kaart import kaart
from ketens.verzoeken.lezen import Rij

# Of what an event holds beside its sentence: someone else, or what the sentence says.
NIET_UIT_GEGEVENS = frozenset({"met", "aan", "namens"})
_NAMEN: dict[tuple[str, str], Mapping[Any, str]] = {
    ("inwoner", "bereik"): keuzes.BEREIK,
    ("inwoner", "geslacht"): keuzes.GESLACHTEN,
    ("contactpersoon", "relatie"): keuzes.RELATIES,
    ("contactpersoon", "vertegenwoordiger_grond"): keuzes.GRONDEN,
    ("toestemming", "soort"): keuzes.TOESTEMMINGEN,
    ("toestemming", "kanaal"): keuzes.KANALEN,
    ("toestemming", "gever"): keuzes.GEVERS,
    ("gebeurtenis", "rol"): {rol.value: naam for rol, naam in ROLNAMEN.items() if rol in set(Rol)},
    ("verzoek", "soort"): woorden.SOORTEN,
    ("verzoek", "identiteit"): woorden.IDENTITEIT,
    ("verzoek", "besluit"): woorden.BESLUITNAMEN,
    ("verzoek", "grond"): {code: grond.zin for code, grond in woorden.GRONDEN.items()},
    ("verzoekgebeurtenis", "soort"): woorden.GEBEURTENISSEN,
    ("beperking", "reden"): REDENEN,
    ("correctienotitie", "aard"): AARDEN,
    ("correctienotitie", "tabel"): {naam: plan.kop for naam, plan in kaart().tabellen.items()},
}

# Columns that hold a code; every other text stands as it was written.
CODES = frozenset(
    {
        "herkomst", "uitslag", "uitkomst", "reden", "einde", "eindreden", "antwoord", "antwoord_via",
        "vervallen_reden", "gestaakt_reden", "weigerreden", "intrekreden", "kanaal", "wijze", "bron", "moment",
        "stand", "bijdrage", "route", "bekostiging", "setting", "verwijzer_soort", "instrument",
        "instrument_code", "interventie_code", "code", "grond", "bestemming", "naar_keten", "soort",
        "stap_code", "leeftijdsklasse", "vrager", "gemeld_hoe", "afgesloten_hoe", "beeindigd_reden",
        "intrek_kanaal", "intrek_gever", "oordeel", "teruggeefreden", "geannuleerd_reden", "geslacht",
    }
)  # fmt: skip


def in_tekst(tabel: str, kolom: str, rij: Rij) -> str:
    """Return the value of this column as the resident reads it; nothing where there is nothing."""
    waarde = rij.waarden[kolom]
    return "" if waarde is None or waarde in ("", [], {}) else _in_tekst(tabel, kolom, waarde, rij)


# How a value reads that is no code: cents as euros, a number as people dial it.
BEDRAGEN = frozenset({("plaatsing", "eigen_bijdrage"), ("nota", "bedrag")})


def _in_tekst(tabel: str, kolom: str, waarde: Any, rij: Rij) -> str:
    if (tabel, kolom) in BEDRAGEN:
        return euro(waarde)
    if (tabel, kolom) in {("inwoner", "telefoon"), ("inwoner", "telefoon2")}:
        return telefoon(waarde)
    return _met_naam(tabel, kolom, waarde, rij) or _anders(tabel, kolom, waarde, rij)


def _keten(rij: Rij) -> Keten:
    return db.session.get_one(Traject, rij.record.traject_id).keten


def _met_naam(tabel: str, kolom: str, waarde: Any, rij: Rij) -> str:
    """Return the name that the catalogue gives a code, or nothing when it knows it no more."""
    try:
        if (tabel, kolom) == ("stap", "code"):
            return _keten(rij).stap(waarde).naam
        if (tabel, kolom) == ("hulpvraag", "code"):
            return _keten(rij).hulpvraag(waarde).naam
        if kolom == "instrument":
            return catalogus().instrument(waarde).naam
        if kolom == "interventie_code":
            return catalogus().interventie(waarde).naam
    except Onbekend:
        return ""
    return ""


def _anders(tabel: str, kolom: str, waarde: Any, rij: Rij) -> str:
    if (namen := _NAMEN.get((tabel, kolom))) is not None:
        return namen.get(waarde, _woord(waarde))
    if kolom == "keten_code":
        return ketennaam(waarde)
    if (tabel, kolom) == ("gebeurtenis", "soort"):
        return zin(rij.record, rij.record.traject.keten, {}) if waarde != "wacht_samen" else "Wacht samen met iemand"
    if isinstance(waarde, Mapping):
        return "; ".join(f"{vraag}: {antwoord}" for vraag, antwoord in _paren(tabel, waarde, rij))
    return _woord(waarde) if _is_code(tabel, kolom) else _gewoon(waarde)


def ketennaam(code: str) -> str:
    """Return the name of a keten."""
    try:
        return catalogus().keten(code).naam
    except Onbekend:
        return code.replace("_", " ")


def _is_code(tabel: str, kolom: str) -> bool:
    return kolom not in kaart().tabellen[tabel].teksten and kolom in CODES


def _woord(waarde: Any) -> str:
    """Return a code as a word: no underscores, no version."""
    if isinstance(waarde, bool | date | int | list):
        return _gewoon(waarde)
    tekst = str(waarde.value if isinstance(waarde, enum.Enum) else waarde)
    return tekst.partition("@")[0].replace("_", " ")


def _gewoon(waarde: Any) -> str:
    match waarde:
        case bool():
            tekst = "ja" if waarde else "nee"
        case datetime():
            tekst = tijdstip(waarde)
        case date():
            tekst = datum(waarde)
        case VeiligContact():
            tekst = waarde.in_een_regel
        case enum.Enum():
            tekst = _woord(waarde)
        case list() | tuple():
            tekst = ", ".join(_woord(een) for een in waarde)
        case _:
            tekst = str(waarde)
    return tekst


def _paren(tabel: str, waarde: Mapping[str, Any], rij: Rij) -> Iterator[tuple[str, str]]:
    gesteld = {vraag.sleutel: vraag for vraag in _vragen(tabel, rij)}
    bekend = {code: antwoord for code, antwoord in waarde.items() if code in gesteld}
    yield from in_woorden(tuple(gesteld.values()), bekend)
    for code, antwoord in waarde.items():
        if code not in gesteld and code not in NIET_UIT_GEGEVENS and not _is_id(antwoord) and _zegt_iets(antwoord):
            yield _woord(code), _gewoon(_dag(antwoord)) if not isinstance(antwoord, Mapping) else _plat(antwoord)


def _zegt_iets(waarde: Any) -> bool:
    return waarde is not None and waarde not in ("", [], {})


def _dag(waarde: Any) -> Any:
    """Return the day that an ISO text names, or the value itself."""
    try:
        return date.fromisoformat(waarde) if isinstance(waarde, str) and len(waarde) == 10 else waarde
    except ValueError:
        return waarde


def _plat(waarde: Mapping[str, Any]) -> str:
    return ", ".join(f"{_woord(code)} {_gewoon(een)}" for code, een in waarde.items() if not _is_id(een))


def _is_id(waarde: Any) -> bool:
    try:
        return isinstance(waarde, UUID) or (isinstance(waarde, str) and bool(UUID(waarde)))
    except ValueError:
        return False


def _vragen(tabel: str, rij: Rij) -> Sequence[Vraag]:
    """Return the questions that these answers belong to, as far as the catalogue still knows them."""
    try:
        if tabel == "afname":
            instrument: Instrument = catalogus().instrument(rij.record.instrument)
            return instrument.alle_vragen or instrument.vragen
        if tabel == "stap":
            return _keten(rij).stap(rij.record.code).vragen
        if tabel == "verwijzing":
            return catalogus().keten(rij.record.keten_code, rij.record.keten_versie).verwijzen.vragen
    except (Onbekend, AttributeError):
        return ()
    return ()
