"""What happened, in plain words: an event is a sentence, with the names that the catalogue gives its codes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from ketens.catalogus import Keten, Onbekend, catalogus
from ketens.gebruikers.models import Account
from ketens.inwoners.keuzes import TOESTEMMINGEN
from ketens.kern.db import db
from ketens.kern.pagina import datum
from ketens.trajecten.delen import Gebeurtenis
from ketens.trajecten.gesprekken import gesprek_in_woorden
from ketens.trajecten.handelingen import CONTACT, NIET_BEREIKT
from ketens.trajecten.models import Traject
from ketens.trajecten.woorden import (
    AANBOD_VERVALLEN,
    ANTWOORDEN,
    BERICHTEN,
    BESLUITEN,
    EINDES,
    KANALEN_NAAR_INWONER,
    MOMENTEN,
    OVERGEDRAGEN,
)

STIL = ("stap_begonnen",)  # stands in the list of steps


@dataclass(frozen=True, slots=True)
class Moment:
    """One line of the timeline, as `ui.tijdlijn` shows it."""

    moment: datetime
    titel: str
    door: str
    tekst: str | None
    soort: str
    rij: Gebeurtenis | None = None  # for what the resident says of it


@dataclass(frozen=True, slots=True)
class Woorden:
    """Where a sentence finds its names: the codes and ids of the event, the keten, the accounts."""

    gegevens: Mapping[str, Any]
    keten: Keten
    accounts: Mapping[str, str]

    def dag(self, sleutel: str) -> str:
        """Return a date as people write it."""
        return datum(date.fromisoformat(self.gegevens[sleutel])) if self.gegevens.get(sleutel) else ""

    def naam(self, zoek: Callable[[Keten, str], str], sleutel: str) -> str:
        """Return the name that the keten gives a code, or the code itself when it knows it no more."""
        code = str(self.gegevens.get(sleutel) or "")
        try:
            return zoek(self.keten, code)
        except Onbekend:
            return code.replace("_", " ")


def _contact(w: Woorden) -> str:
    if w.gegevens.get("terugbellen_op"):
        return f"Gebeld: terugbellen op {w.dag('terugbellen_op')}"
    return f"Gebeld: {CONTACT.get(w.gegevens.get('uitkomst', ''), 'gesproken').lower()}"


def _toegewezen(w: Woorden) -> str:
    aan = w.gegevens.get("aan")
    return f"Toegewezen aan {w.accounts.get(aan, 'een collega')}" if aan else "Aan niemand meer toegewezen"


def _geplaatst(w: Woorden) -> str:
    begin = f", begint op {w.dag('begint_op')}" if w.gegevens.get("begint_op") else ""
    return f"Plaats gegeven in {w.gegevens.get('groep', 'een groep')}{begin}"


def _interventie(w: Woorden) -> str:
    code = str(w.gegevens.get("interventie") or "")
    try:
        return catalogus().interventie(code).naam if code else "een groep"
    except Onbekend:
        return code


def _toegeleid(w: Woorden) -> str:
    moment = MOMENTEN.get(w.gegevens.get("moment", ""), "toegeleid naar")
    return f"{moment} {w.gegevens.get('aanbod', 'aanbod')}"


def _instrument(w: Woorden) -> str:
    code = str(w.gegevens.get("instrument") or "")
    try:
        return catalogus().instrument(code).naam
    except Onbekend:
        return code


def _bericht(w: Woorden) -> str:
    return BERICHTEN.get(w.gegevens.get("bericht", ""), "Bericht aan de inwoner")


def _vervallen(w: Woorden) -> str:
    return AANBOD_VERVALLEN.get(w.gegevens.get("reden", ""), "vervallen")


def _stap(keten: Keten, code: str) -> str:
    return keten.stap(code).naam


def _toestemming(w: Woorden) -> str:
    soort = w.gegevens.get("toestemming")
    return next((naam.lower() for code, naam in TOESTEMMINGEN.items() if code == soort), "een van de toestemmingen")


ZINNEN: dict[str, str | Callable[[Woorden], str]] = {
    "gestart": "Traject begonnen",
    "stap_afgerond": lambda w: f"Stap gedaan: {w.naam(_stap, 'stap')}",
    "toegewezen": _toegewezen,
    "afgesloten": lambda w: f"Traject afgesloten: {w.naam(lambda k, c: k.afsluitreden(c).naam, 'reden')}",
    "heropend": "Traject heropend",
    "notitie": "Notitie",
    "contactpoging": _contact,
    "gesprek": lambda w: f"Gesprek: {gesprek_in_woorden(w.gegevens)}",
    "vragenlijst": lambda w: f"Ingevuld: {_instrument(w)}",
    "intake": lambda w: f"{w.naam(_stap, 'stap')} gedaan",
    "vrt_afgenomen": lambda w: f"Test afgemaakt: {w.naam(lambda k, c: k.vervolg(c).kop, 'uitslag').lower()}",
    "beoordeling_gevraagd": "Valrisicobeoordeling gevraagd",
    "beoordeling_herinnerd": "Tijd om de praktijk te herinneren aan de beoordeling",
    "beoordeling_ingetrokken": "Vraag om een valrisicobeoordeling ingetrokken",
    "beoordeling_beantwoord": lambda w: f"Beoordeling terug: {w.naam(lambda k, c: k.route(c).naam, 'route')}",
    "geplaatst": _geplaatst,
    "op_wachtlijst": lambda w: f"Op de wachtlijst voor {w.gegevens.get('groep') or _interventie(w)}",
    "van_wachtlijst": "Van de wachtlijst gehaald",
    "wacht_samen": lambda w: (
        f"Wacht samen met {w.gegevens['met']}" if w.gegevens.get("met") else "Wacht niet meer samen met iemand"
    ),
    "aangeboden": lambda w: f"Plaats aangeboden in {w.gegevens.get('groep', 'een groep')}",
    "aanbod_beantwoord": lambda w: (
        f"{ANTWOORDEN.get(w.gegevens.get('antwoord', ''), 'Geantwoord')} op de plaats in {w.gegevens.get('groep', '')}"
    ),
    "aanbod_vervallen": lambda w: f"Aanbod van een plaats in {w.gegevens.get('groep', 'een groep')} {_vervallen(w)}",
    "plaats_ingetrokken": lambda w: f"Plaats ingetrokken: {w.gegevens.get('groep', 'de groep')}",
    "deelname_gestart": lambda w: f"Begonnen in {w.gegevens.get('groep', 'de groep')}",
    "deelname_start_gewijzigd": lambda w: f"Begonnen in {w.gegevens.get('groep', 'de groep')} op {w.dag('dag')}",
    "deelname_start_ingetrokken": lambda w: f"Toch nog niet begonnen in {w.gegevens.get('groep', 'de groep')}",
    "uitkomst_gewijzigd": lambda w: (
        f"Anders dan de regel van de cursus: {EINDES.get(w.gegevens.get('einde', ''), 'beëindigd')}"
    ),
    "voor_trainer": "Vastgelegd wat de trainer moet weten",
    "voor_trainer_weg": "De trainer krijgt geen extra informatie meer",
    "deelname_beeindigd": lambda w: (
        f"Klaar in {w.gegevens.get('groep', 'de groep')}: {EINDES.get(w.gegevens.get('einde', ''), 'beëindigd')}"
    ),
    "toeleiding": _toegeleid,
    "toeleiding_teruggenomen": lambda w: f"Ongedaan gemaakt: {_toegeleid(w)}",
    "bericht_verwijzer": "Bericht aan de verwijzer",
    "verwijzing_aangenomen": "Verwijzing aangenomen",
    "verwijzing_erbij": "Nog een verwijzing aangenomen",
    "verwijzing_ingetrokken": "De verwijzer trok de verwijzing in",
    "verwijzing_los": "Een verwijzing hoort hier niet meer bij: die is van een andere inwoner",
    "toestemming_gegeven": lambda w: f"Toestemming gegeven: {_toestemming(w)}",
    "toestemming_ingetrokken": lambda w: f"Toestemming ingetrokken: {_toestemming(w)}",
    "wil_doorgaan": "De inwoner gaat door met het traject",
    "aanvulling": "Aanvulling van de verwijzer",
    "bekostiging_gewijzigd": "Gewijzigd wie de cursus betaalt",
    "overgedragen": lambda w: f"Overgedragen: {OVERGEDRAGEN.get(w.gegevens.get('bestemming', ''), 'andere hulp')}",
    "overdracht_bevestigd": "De ontvanger heeft de overdracht bevestigd",
    "overdracht_terug": "De overdracht kwam terug",
    "overdracht_ingetrokken": "Overdracht ingetrokken",
    "pauze": lambda w: f"Staat stil tot {w.dag('tot')}",
    "pauze_voorbij": "Pauze voorbij",
    "veilig_contact": "Veilig contact is gewijzigd: kijk bij Bellen",
    "waarneming": "Waarneming",
    "contactpoging_vergissing": lambda w: f"Vergissing: {CONTACT.get(w.gegevens.get('uitkomst', ''), '')}",
    "bericht": lambda w: f"{_bericht(w)}: {KANALEN_NAAR_INWONER.get(w.gegevens.get('kanaal', ''), 'klaargezet')}",
    "bericht_bereikt": lambda w: f"{_bericht(w)}: aangekomen",
    "bericht_ingetrokken": lambda w: f"{_bericht(w)}: ingetrokken",
    "mail_mislukt": lambda w: f"{_bericht(w)}: de e-mail kwam niet aan, bel de inwoner",
    "niet_bereikt_beslist": lambda w: f"Niet bereikt: {BESLUITEN.get(w.gegevens.get('besluit', ''), 'besloten')}",
}
KLEUREN = {"afgesloten": "goed", "heropend": "info", "gestart": "info", "geplaatst": "goed", "notitie": "neutraal"}
ZEGT_HET_ZELF = ("instrument", "gesprek", "beoordeling", "plaatsing", "deelname")


# What a higher feature has to say on the timeline: see `ook_op_de_tijdlijn`.
ERBIJ: list[Callable[[Traject], list[Moment]]] = []


def ook_op_de_tijdlijn(zeg: Callable[[Traject], list[Moment]]) -> Callable[[Traject], list[Moment]]:
    """Register what stands on the timeline of a traject and is no event of it. Usable as decorator."""
    ERBIJ.append(zeg)
    return zeg


def tijdlijn(traject: Traject) -> list[Moment]:
    """Return what happened, newest first, each in one sentence."""
    keten = traject.keten
    getoond = [g for g in traject.gebeurtenissen if g.soort not in STIL and not _zegt_het_zelf(g, keten)]
    accounts = _namen({g.gegevens["aan"] for g in getoond if g.gegevens.get("aan")})
    momenten = [
        Moment(
            moment=g.op,
            titel=zin(g, keten, accounts),
            door=g.door_naam,
            tekst=g.tekst,
            soort=KLEUREN.get(g.soort, "neutraal"),
            rij=g,
        )
        for g in getoond
    ]
    erbij = [moment for zeg in ERBIJ for moment in zeg(traject)]
    return sorted([*erbij, *momenten], key=lambda moment: moment.moment, reverse=True) if erbij else momenten


def zin(gebeurtenis: Gebeurtenis, keten: Keten, accounts: Mapping[str, str]) -> str:
    """Return the sentence of one event."""
    maak = ZINNEN.get(gebeurtenis.soort)
    if maak is None:
        return gebeurtenis.soort.replace("_", " ").capitalize()
    return maak if isinstance(maak, str) else maak(Woorden(gebeurtenis.gegevens, keten, accounts))


def niet_bereikt(traject: Traject) -> list[datetime]:
    """Return when was called in vain since the resident was last spoken to, newest first."""
    momenten: list[datetime] = []
    for gebeurtenis in traject.gebeurtenissen:
        if gebeurtenis.soort == "contactpoging":
            if gebeurtenis.gegevens.get("uitkomst") not in NIET_BEREIKT:
                break
            momenten.append(gebeurtenis.op)
    return momenten


def _zegt_het_zelf(gebeurtenis: Gebeurtenis, keten: Keten) -> bool:
    if gebeurtenis.soort != "stap_afgerond":
        return False
    return any(s.code == gebeurtenis.gegevens.get("stap") and s.soort in ZEGT_HET_ZELF for s in keten.stappen)


def _namen(ids: set[str]) -> dict[str, str]:
    if not ids:
        return {}
    vraag = select(Account.id, Account.naam).where(Account.id.in_([UUID(id_) for id_ in ids]))
    return {str(rij.id): rij.naam for rij in db.session.execute(vraag)}
