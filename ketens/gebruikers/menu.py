"""The menu: what a hat may open, in the order of a working day."""

from collections.abc import Callable

from flask import request, url_for
from flask_login import current_user

from ketens.catalogus import Keten, catalogus
from ketens.rechten import Recht

MENU: tuple[tuple[str, str, frozenset[Recht]], ...] = (
    ("Start", "rapportage.start", frozenset({Recht.START})),
    ("Rapportage", "rapportage.overzicht", frozenset({Recht.RAPPORTAGE_BEHEREN})),
    ("Budgetten", "budgetten.overzicht", frozenset({Recht.BUDGET_INZIEN})),
    ("Monitor", "monitor.overzicht", frozenset({Recht.RAPPORTAGE_BEHEREN})),
    ("Kalender", "verantwoording.kalender", frozenset({Recht.RAPPORTAGE_BEHEREN})),
    ("Belllijst", "berichten.belllijst", frozenset({Recht.BEREIKEN})),
    ("Werkvoorraad", "trajecten.werkvoorraad", frozenset({Recht.WERKVOORRAAD})),
    ("Nieuwe verwijzing", "verwijzingen.nieuw", frozenset({Recht.VERWIJZING_MAKEN})),
    ("Verwijzingen", "verwijzingen.lijst", frozenset({Recht.VERWIJZING_VOLGEN, Recht.VERWIJZING_BEOORDELEN})),
    ("Beoordelingen", "beoordelingen.lijst", frozenset({Recht.BEOORDELING_DOEN})),
    ("Inwoners", "inwoners.zoek", frozenset({Recht.INWONER_INZIEN})),
    ("Groepen", "rooster.lijst", frozenset({Recht.GROEP_INZIEN})),
    ("Aanwezigheid", "aanwezigheid.mijn", frozenset({Recht.AANWEZIGHEID})),
    ("Doorstroom", "nazorg.doorstroom", frozenset({Recht.NAZORG})),
    ("Planning", "planning.halfjaar", frozenset({Recht.PLANNING})),
    ("Sociale kaart", "aanbod.lijst", frozenset({Recht.AANBOD_INZIEN})),
    ("Tellingen", "tellingen.lijst", frozenset({Recht.TELLINGEN_INZIEN})),
    ("Valrisicodagen", "valrisicodagen.lijst", frozenset({Recht.VALRISICODAG})),
    ("Verzoeken", "verzoeken.lijst", frozenset({Recht.VERZOEKEN})),
    ("Waarneming", "trajecten.waarnemingen", frozenset({Recht.WERKVOORRAAD})),
    # One page under two words: who treats looks their figures up, who leads the project works with them.
    ("Cijfers", "rapportage.overzicht", frozenset({Recht.WERKVOORRAAD})),
    ("Regio", "regio.overzicht", frozenset({Recht.REGIO_INZIEN})),
    ("Accounts", "beheer.accounts", frozenset({Recht.BEHEER})),
    ("Organisaties", "beheer.organisaties", frozenset({Recht.BEHEER})),
    ("Ketens", "beheer.ketens", frozenset({Recht.BEHEER})),
    ("Wie mag wat", "rechtencontrole.overzicht", frozenset({Recht.RECHTEN_NAKIJKEN})),
    ("E-mail", "beheer.post", frozenset({Recht.BEHEER})),
    ("Logboek", "toezicht.lijst", frozenset({Recht.LOGBOEK_INZIEN})),
    ("Opvallend", "toezicht.opvallend", frozenset({Recht.LOGBOEK_INZIEN})),
    ("Noodtoegang", "toezicht.noodtoegangen", frozenset({Recht.LOGBOEK_INZIEN})),
    ("Verwerkingen", "verwerkingen.lijst", frozenset({Recht.VERWERKINGEN_INZIEN})),
    ("Bewaren", "bewaren.voorstel", frozenset({Recht.BEWAREN_INZIEN})),
)

# Lines that lead nowhere unless one of one's own ketens works so: groups, and a test that is taken first.
ALLEEN_WAAR: dict[str, Callable[[Keten], bool]] = {
    "rooster.lijst": lambda keten: bool(keten.interventies),
    "aanwezigheid.mijn": lambda keten: bool(keten.interventies),
    "planning.halfjaar": lambda keten: bool(keten.interventies),
    "nazorg.doorstroom": lambda keten: bool(keten.interventies),
    "valrisicodagen.lijst": lambda keten: keten.instrument_bij_verwijzing is not None,
}


def navigatie() -> list[tuple[str, str, str | None]]:
    """Return (label, address, `page` for this page or `true` for what this page is under) for the hat that is worn."""
    regels = [
        (label, url_for(endpoint))
        for label, endpoint, rechten in MENU
        if any(current_user.mag(recht) for recht in rechten) and _speelt(endpoint)
    ]
    boven = _boven([adres for _, adres in regels])
    return [(label, adres, _waar(adres, boven)) for label, adres in regels]


def _boven(adressen: list[str]) -> str | None:
    """Return the line that the page of this request is, or is under: the longest address that its own begins with."""
    if request.path in adressen:
        return request.path
    start = url_for(MENU[0][1])  # every address begins with that
    passend = [adres for adres in adressen if adres != start and request.path.startswith(f"{adres.rstrip('/')}/")]
    return max(passend, key=len, default=None)


def _waar(adres: str, boven: str | None) -> str | None:
    if adres != boven:
        return None
    return "page" if adres == request.path else "true"


def _speelt(endpoint: str) -> bool:
    if endpoint == "regio.overzicht":
        return any(pet.regio for pet in current_user.lidmaatschappen)
    eis = ALLEEN_WAAR.get(endpoint)
    return eis is None or any(eis(keten) for keten in catalogus().ketens if keten.code in current_user.ketens)
