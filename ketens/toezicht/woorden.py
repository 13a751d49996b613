"""Words for what stands in the log as a code: for the fg, and for the resident who gets an overview."""

from ketens.rechten import Recht

ONBEKEND = "Iets anders in ketens"
VANZELF = "Werk dat het programma vanzelf doet, zoals opruimen en herinneren"
# What a purpose means for the resident themselves, in plain words (B1).
VOOR_DE_INWONER: dict[str, str] = {
    Recht.VERZOEKEN: "Een verzoek van u over uw gegevens behandelen",
    Recht.START: "Kijken welk werk er die dag is",
    Recht.EIGEN_ACCOUNT: "Het eigen account bekijken",
    Recht.VERWIJZING_MAKEN: "U verwijzen",
    Recht.VERWIJZING_VOLGEN: "Kijken hoe het met uw verwijzing gaat",
    Recht.VERWIJZING_BEOORDELEN: "Uw verwijzing lezen en beslissen wat nodig is",
    Recht.WERKVOORRAAD: "Kijken wat er voor u moet gebeuren",
    Recht.TRAJECT_INZIEN: "Lezen wat er met u is afgesproken",
    Recht.TRAJECT_BEWERKEN: "Opschrijven wat er met u is afgesproken",
    Recht.BEOORDELING_VRAGEN: "Een praktijk vragen om uw valrisico te beoordelen",
    Recht.BEOORDELING_DOEN: "Uw valrisico beoordelen",
    Recht.INWONER_INZIEN: "Uw gegevens opzoeken en lezen",
    Recht.INWONER_BEWERKEN: "Uw gegevens bijwerken",
    Recht.BSN_INZIEN: "Uw burgerservicenummer bekijken",
    Recht.GROEP_INZIEN: "De deelnemers van uw groep bekijken",
    Recht.GROEP_BEHEREN: "De groep regelen waar u aan meedoet",
    Recht.PLAATSEN: "U een plaats in een groep geven",
    Recht.AANWEZIGHEID: "Bijhouden of u bij de groep was",
    Recht.METEN: "Opschrijven wat in de groep is gemeten",
    Recht.PLANNING: "Kijken welke groepen nodig zijn",
    Recht.NAZORG: "U vragen of u in beweging blijft, en de bijdrage bijhouden",
    Recht.BEREIKEN: "U bellen, mailen of schrijven",
    Recht.LEVENSLOOP: "Opschrijven dat iemand is verhuisd of overleden",
    Recht.LEVENSLOOP_HERSTELLEN: "Terugdraaien dat iemand is verhuisd of overleden",
    Recht.SAMENVOEGEN: "Twee inschrijvingen van u samenvoegen, of weer uit elkaar halen",
    Recht.OVERDRAGEN: "U overdragen aan andere hulp",
    Recht.AANBOD_INZIEN: "Zoeken wat er in de buurt voor u is",
    Recht.AANBOD_BEHEREN: "Bijhouden wat er in de buurt is",
    Recht.TELLEN: "Aantallen invoeren",
    Recht.TELLINGEN_INZIEN: "Aantallen bekijken, zonder namen",
    Recht.VALRISICODAG: "Een dag houden met de valrisicotest",
    Recht.OVERNEMEN: "Gegevens overnemen uit een bestand",
    Recht.CIJFERS_INZIEN: "Cijfers bekijken",
    Recht.UITVOER_OPHALEN: "Een bestand met cijfers of met een lijst ophalen",
    Recht.RAPPORTAGE_BEHEREN: "Doelen en verslagen bijhouden, zonder namen",
    Recht.VASTSTELLEN: "Cijfers van een jaar vastleggen, zonder namen",
    Recht.PUBLICEREN: "Cijfers openbaar maken, zonder namen",
    Recht.BUDGET_INZIEN: "Bekijken wat er is uitgegeven, zonder namen",
    Recht.BUDGET_BEHEREN: "Bijhouden wat er is uitgegeven, zonder namen",
    Recht.REGIO_INZIEN: "Cijfers van gemeenten naast elkaar bekijken, zonder namen",
    Recht.BEHEER: "Het beheer van ketens",
    Recht.NOODTOEGANG: "Uw gegevens bekijken omdat het dringend was",
    Recht.VERWERKINGEN_INZIEN: "Nakijken waarvoor gegevens worden gebruikt",
    Recht.BEWAREN_INZIEN: "Nakijken hoe lang gegevens worden bewaard",
    Recht.BEWAREN: "Beslissen wat langer bewaard blijft",
    Recht.LOGBOEK_INZIEN: "Controleren wie uw gegevens heeft bekeken",
    Recht.RECHTEN_NAKIJKEN: "Nakijken welke medewerker wat mag",
}
# The same for what was done without an account: at the public door, on a valrisicodag, with a statuslink.
ZONDER_ACCOUNT = "U aanmelden, of kijken hoe het met uw verwijzing staat"
# What a job or command does; all else in the log is a right.
ZONDER_MENS = {"demo": "Demo", "onbekend": "Onbekende pagina"}
DADEN = {"C": "aangemaakt", "R": "bekeken", "U": "gewijzigd", "D": "verwijderd", "E": "uitgevoerd"}
GEWEIGERD = {403: "geweigerd: geen recht", 404: "geweigerd: niet zichtbaar", 429: "geweigerd: te vaak"}
# What was decided while a page was asked for.
MET_NAMEN, ZONDER_NAMEN, UITVOER = "overzicht: met namen", "overzicht: zonder namen", "uitvoer"


def waarvoor(doel: str) -> str:
    """Return a purpose as the fg reads it."""
    return ZONDER_MENS.get(doel, doel[:1].upper() + doel[1:])


def daad(actie: str, uitkomst: int) -> str:
    """Return what was done, in a word or three. What a form with errors changed is nothing: it was looked at."""
    if uitkomst >= 400 and uitkomst != 422:
        return GEWEIGERD.get(uitkomst, "geweigerd")
    return DADEN.get(actie, actie)


def is_geweigerd(uitkomst: int) -> bool:
    """Tell whether nothing was shown: a form that came back with errors did show what it was about."""
    return uitkomst >= 400 and uitkomst != 422
