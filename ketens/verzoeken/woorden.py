"""The codes of requests, in the words of the screen and the letters. The articles are to be verified (besluit 0049)."""

from typing import NamedTuple

from ketens.verzoeken.models import Besluit, Soort

SOORTEN = {
    Soort.INZAGE: "Inzage",
    Soort.CORRECTIE: "Correctie",
    Soort.BEPERKING: "Beperking",
    Soort.WISSING: "Wissing",
    Soort.BEZWAAR: "Bezwaar",
    Soort.OVERDRAAGBAARHEID: "Overdraagbaarheid",
}
# What the resident wants, to finish "U vroeg ons ...".
VRAAGT = {
    Soort.INZAGE: "welke gegevens wij van u hebben",
    Soort.CORRECTIE: "om iets in uw gegevens te verbeteren",
    Soort.BEPERKING: "om uw gegevens een tijd niet te gebruiken",
    Soort.WISSING: "om uw gegevens te wissen",
    Soort.BEZWAAR: "om te stoppen met het gebruiken van uw gegevens",
    Soort.OVERDRAAGBAARHEID: "om de gegevens die u zelf gaf in een bestand",
}
VRAGERS = {"inwoner": "De inwoner zelf", "vertegenwoordiger": "Een vertegenwoordiger"}
WIJZEN = {"balie": "Aan de balie", "brief": "Per brief", "email": "Per e-mail", "telefoon": "Per telefoon"}
IDENTITEIT = {
    "legitimatie": "Paspoort, ID-kaart of rijbewijs gezien",
    "digid": "Ingelogd met DigiD bij de gemeente",
    "teruggebeld": "Teruggebeld op het nummer dat wij al hadden, en gegevens nagevraagd",
    "bekend": "De medewerker kent de inwoner",
    "machtiging": "Legitimatie en machtiging of uitspraak van de vertegenwoordiger gezien",
}
BESLUITEN = {
    Besluit.TOEGEWEZEN: "Wij doen wat u vraagt",
    Besluit.DEELS: "Wij doen een deel van wat u vraagt",
    Besluit.AFGEWEZEN: "Wij doen niet wat u vraagt",
    Besluit.INGETROKKEN: "De inwoner trekt het verzoek in",
}
BESLUITNAMEN = {
    Besluit.TOEGEWEZEN: "toegewezen",
    Besluit.DEELS: "deels toegewezen",
    Besluit.AFGEWEZEN: "afgewezen",
    Besluit.INGETROKKEN: "ingetrokken",
}
GEVOLGEN = {
    "beperken": "De gegevens gaan op slot: niemand gebruikt ze meer",
    "stoppen": "Alle trajecten van de inwoner stoppen",
}
HOE = {"brief": "Per brief", "email": "Per e-mail", "telefoon": "Per telefoon", "gesprek": "In een gesprek"}
GEBEURTENISSEN = {
    "ontvangen": "Verzoek ontvangen",
    "identiteit": "Vastgesteld wie het vraagt",
    "overgedragen": "Andere behandelaar",
    "verlengd": "Termijn met twee maanden verlengd",
    "besloten": "Besluit genomen",
    "beperkt": "Gegevens op slot gezet",
    "opgeheven": "Beperking opgeheven",
    "notitie_geplaatst": "Notitie bij een tekst gezet",
    "gewist": "Gegevens gewist",
    "gestopt": "Trajecten gestopt",
    "bestand": "Bestand met de gegevens gemaakt",
    "afgesloten": "Antwoord gegeven aan de inwoner",
}


class Grond(NamedTuple):
    """Why it was decided so: what the resident reads, the article, and for which kinds and decisions it can be."""

    zin: str
    artikel: str
    soorten: frozenset[Soort]
    besluiten: frozenset[Besluit]


_JA, _NEE = frozenset({Besluit.TOEGEWEZEN, Besluit.DEELS}), frozenset({Besluit.DEELS, Besluit.AFGEWEZEN})
_ALLE = frozenset(Soort)


def _voor(*soorten: Soort) -> frozenset[Soort]:
    return frozenset(soorten)


GRONDEN = {
    "recht_inzage": Grond("U mag weten welke gegevens wij van u hebben.", "AVG 15", _voor(Soort.INZAGE), _JA),
    "recht_correctie": Grond("Wat er stond klopte niet.", "AVG 16", _voor(Soort.CORRECTIE), _JA),
    "betwist": Grond(
        "U zegt dat er iets niet klopt. Zolang wij dat uitzoeken, gebruiken wij de gegevens niet.",
        "AVG 18 lid 1 a", _voor(Soort.BEPERKING), _JA,
    ),
    "onrechtmatig": Grond(
        "Wij mogen de gegevens niet gebruiken, en u wilt niet dat wij ze wissen.",
        "AVG 18 lid 1 b", _voor(Soort.BEPERKING), _JA,
    ),
    "rechtszaak": Grond(
        "U hebt de gegevens nodig voor een rechtszaak of klacht.", "AVG 18 lid 1 c", _voor(Soort.BEPERKING), _JA
    ),
    "bezwaar": Grond(
        "U maakte bezwaar. Zolang wij dat uitzoeken, gebruiken wij de gegevens niet.",
        "AVG 18 lid 1 d", _voor(Soort.BEPERKING), _JA,
    ),
    "niet_nodig": Grond("Wij hebben de gegevens niet meer nodig.", "AVG 17 lid 1 a", _voor(Soort.WISSING), _JA),
    "toestemming_weg": Grond(
        "U trok uw toestemming in, en er is geen andere reden om de gegevens te bewaren.",
        "AVG 17 lid 1 b", _voor(Soort.WISSING), _JA,
    ),
    "niet_toegestaan": Grond(
        "Wij hadden deze gegevens niet mogen bewaren.", "AVG 17 lid 1 d", _voor(Soort.WISSING), _JA
    ),
    "belang_inwoner": Grond(
        "Uw belang weegt zwaarder dan het onze.", "AVG 21 lid 1", _voor(Soort.BEZWAAR), _JA
    ),
    "recht_bestand": Grond(
        "U mag de gegevens die u zelf gaf meenemen.", "AVG 20", _voor(Soort.OVERDRAAGBAARHEID), _JA
    ),
    "ook_zonder_plicht": Grond(
        "De wet verplicht ons niet, want dit is een taak van de gemeente. Wij geven het bestand toch.",
        "AVG 20 lid 3", _voor(Soort.OVERDRAAGBAARHEID), _JA,
    ),
    "anderen": Grond(
        "In een deel van de gegevens staat iets over een ander. Dat deel geven wij niet.",
        "AVG 15 lid 4, UAVG 41", _voor(Soort.INZAGE, Soort.OVERDRAAGBAARHEID), frozenset({Besluit.DEELS}),
    ),
    "klopt": Grond("Wij zochten het uit. Wat er staat, klopt.", "AVG 16", _voor(Soort.CORRECTIE), _NEE),
    "oordeel": Grond(
        "Wat er staat is het oordeel van een medewerker. Dat veranderen wij niet. Uw mening zetten wij erbij.",
        "AVG 16", _voor(Soort.CORRECTIE), _NEE,
    ),
    "geen_reden": Grond(
        "Geen van de redenen uit de wet past bij uw situatie.",
        "AVG 18", _voor(Soort.BEPERKING), frozenset({Besluit.AFGEWEZEN}),
    ),
    "bewaarplicht": Grond(
        "Wij moeten de gegevens nog bewaren.", "AVG 17 lid 3 b en d", _voor(Soort.WISSING), _NEE
    ),
    "rechtsvordering": Grond(
        "De gegevens zijn nodig voor een rechtszaak.", "AVG 17 lid 3 e", _voor(Soort.WISSING, Soort.BEZWAAR), _NEE
    ),
    "ons_belang": Grond(
        "Ons belang om de gegevens te gebruiken weegt in dit geval zwaarder.",
        "AVG 21 lid 1", _voor(Soort.BEZWAAR), _NEE,
    ),
    "niet_vast_wie": Grond(
        "Wij konden niet vaststellen dat u het bent.", "AVG 12 lid 2 en 6", _ALLE, frozenset({Besluit.AFGEWEZEN})
    ),
    "kennelijk": Grond(
        "U vraagt dit heel vaak, of het verzoek heeft duidelijk geen reden.",
        "AVG 12 lid 5", _ALLE, frozenset({Besluit.AFGEWEZEN}),
    ),
    "niets_bekend": Grond(
        "Wij hebben geen gegevens van u waar dit over gaat.", "AVG 15", _ALLE, frozenset({Besluit.AFGEWEZEN})
    ),
}  # fmt: skip


def gronden(soort: Soort) -> list[tuple[str, str]]:
    """Return the grounds that fit a kind of request, as the choices of a select."""
    return [(code, f"{een.zin} ({een.artikel})") for code, een in GRONDEN.items() if soort in een.soorten]
