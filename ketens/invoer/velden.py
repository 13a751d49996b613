"""What can be taken over, and which of our fields a file holds; a column is recognised by the names people give it."""

from collections.abc import Mapping
from typing import Any

from ketens.catalogus import catalogus
from ketens.inwoners.models import Geslacht
from ketens.kern import cellen
from ketens.kern.kolommen import Veld, raad_kolommen

WACHTLIJST, GROEPEN, DEELNAMES, TELLINGEN = "wachtlijst", "groepen", "deelnames", "tellingen"
SOORTEN: Mapping[str, str] = {
    WACHTLIJST: "Mensen op de wachtlijst",
    GROEPEN: "Groepen",
    DEELNAMES: "Wie in welke groep zit of zat",
    TELLINGEN: "Aantallen van eerdere jaren",
}
GESLACHTEN = {
    "vrouw": Geslacht.VROUW, "v": Geslacht.VROUW, "mw": Geslacht.VROUW, "mevrouw": Geslacht.VROUW,
    "man": Geslacht.MAN, "m": Geslacht.MAN, "dhr": Geslacht.MAN, "meneer": Geslacht.MAN,
    "anders": Geslacht.ANDERS, "x": Geslacht.ANDERS, "onbekend": Geslacht.ONBEKEND,
}  # fmt: skip
EINDEN = {
    "afgerond": "afgerond", "klaar": "afgerond", "voltooid": "afgerond",
    "uitgevallen": "uitgevallen", "gestopt": "uitgevallen", "uitval": "uitgevallen",
    "niet gestart": "niet_gestart", "niet begonnen": "niet_gestart",
}  # fmt: skip


def _uitslag(cel: str) -> Any:
    return cellen.keuze({code: code for code in ("laag", "matig", "hoog")}, "Vul laag, matig of hoog in.")(cel)


def _interventie(cel: str) -> Any:
    bekend: dict[str, str] = {deel.naam.casefold(): deel.code for deel in catalogus().interventies}
    bekend |= {deel.code.casefold(): deel.code for deel in catalogus().interventies} | {"vvt": "vvt"}
    return cellen.keuze(bekend, "Deze cursus is niet bekend. Schrijf de naam zoals bij Groepen.")(cel)


def _activiteit(cel: str) -> Any:
    bekend = {deel.naam.casefold(): deel.code for deel in catalogus().activiteiten}
    bekend |= {deel.code.casefold(): deel.code for deel in catalogus().activiteiten}
    return cellen.keuze(bekend, "Deze activiteit is niet bekend. Schrijf de naam zoals bij Tellen.")(cel)


_geslacht = cellen.keuze(GESLACHTEN, "Vul vrouw, man, anders of onbekend in.")
_einde = cellen.keuze(EINDEN, "Vul afgerond, uitgevallen of niet gestart in.")

PERSOON = (
    Veld("voornaam", "Voornaam", cellen.tekst(60), ("voornaam", "roepnaam", "voorletters"), verplicht=True),
    Veld("tussenvoegsel", "Tussenvoegsel", cellen.tekst(20), ("tussenvoegsel", "tv", "voorvoegsel")),
    Veld("achternaam", "Achternaam", cellen.tekst(80), ("achternaam", "naam", "familienaam"), verplicht=True),
    Veld("geboortedatum", "Geboortedatum", cellen.dag_geweest, ("geboren", "gebdatum", "geb datum"), verplicht=True),
    Veld("geslacht", "Geslacht", _geslacht, ("geslacht", "m v", "mv", "aanhef")),
    Veld("telefoon", "Telefoonnummer", cellen.telefoon, ("telefoon", "telefoonnummer", "tel", "mobiel", "telnr")),
    Veld("email", "E-mailadres", cellen.email, ("email", "e mail", "mail", "emailadres", "e mailadres")),
    Veld("straat", "Straat", cellen.tekst(80), ("straat", "straatnaam", "adres")),
    Veld("huisnummer", "Huisnummer", cellen.tekst(12), ("huisnummer", "huisnr", "nr", "nummer")),
    Veld("postcode", "Postcode", cellen.postcode, ("postcode", "pc", "postc")),
    Veld("plaats", "Woonplaats", cellen.tekst(60), ("plaats", "woonplaats")),
    Veld("wijk", "Wijk", cellen.tekst(40), ("wijk", "buurt")),
    Veld(
        "toestemming", "Toestemming op papier", cellen.ja_nee, ("toestemming", "akkoord", "avg"),
        uitleg="Ja: de inwoner tekende dat u gegevens mag doorgeven.",
    ),
)  # fmt: skip
VELDEN: Mapping[str, tuple[Veld, ...]] = {
    WACHTLIJST: (
        *PERSOON,
        Veld("uitslag", "Uitslag valrisicotest", _uitslag, ("uitslag", "valrisico", "vrt", "risico")),
        Veld("interventie", "Cursus", _interventie, ("cursus", "interventie", "training", "groep"), verplicht=True),
        Veld("sinds", "Wacht sinds", cellen.dag_geweest, ("aangemeld", "datum aanmelding", "aanmelddatum"), True),
    ),
    GROEPEN: (
        Veld("naam", "Naam van de groep", cellen.tekst(80), ("naam", "groep", "groepsnaam"), verplicht=True),
        Veld("interventie", "Cursus", _interventie, ("cursus", "interventie", "training"), verplicht=True),
        Veld("locatie", "Locatie", cellen.tekst(100), ("locatie", "plaats", "zaal"), verplicht=True),
        Veld("wijk", "Wijk", cellen.tekst(40), ("wijk", "buurt")),
        Veld("tijd", "Dag en tijd", cellen.tekst(60), ("dag en tijd", "tijd", "tijdstip", "wanneer")),
        Veld("begint_op", "Eerste dag", cellen.dag, ("eerste dag", "start", "startdatum", "begin", "begindatum"), True),
        Veld("eindigt_op", "Laatste dag", cellen.dag, ("laatste dag", "eind", "einddatum", "einde")),
        Veld("plaatsen", "Plaatsen", cellen.getal, ("capaciteit", "aantal plaatsen", "max"), verplicht=True),
        Veld("minimum", "Minimum om te beginnen", cellen.getal, ("minimum", "min")),
    ),
    DEELNAMES: (
        *PERSOON,
        Veld("groep", "Naam van de groep", cellen.tekst(80), ("groep", "groepsnaam", "cursus"), verplicht=True),
        Veld("uitslag", "Uitslag valrisicotest", _uitslag, ("uitslag", "valrisico", "vrt", "risico")),
        Veld("gestart_op", "Begonnen op", cellen.dag_geweest, ("begonnen", "gestart", "start", "startdatum")),
        Veld("einde", "Hoe afgelopen", _einde, ("hoe afgelopen", "einde", "resultaat", "status")),
        Veld("geeindigd_op", "Gestopt of klaar op", cellen.dag_geweest, ("klaar", "gestopt", "einddatum", "eind")),
    ),
    TELLINGEN: (
        Veld("activiteit", "Activiteit", _activiteit, ("activiteit", "wat", "onderwerp"), verplicht=True),
        Veld("datum", "Datum, of eerste dag van het jaar", cellen.dag_geweest, ("datum", "dag", "periode"), True),
        Veld("bron", "Waar komt het cijfer vandaan?", cellen.tekst(120), ("bron", "herkomst"), verplicht=True),
    ),
}  # fmt: skip


def velden(soort: str) -> tuple[Veld, ...]:
    """Return our fields for this kind of file; counts have those of every activity besides."""
    if soort != TELLINGEN:
        return VELDEN[soort]
    namen: dict[str, str] = {}
    for activiteit in catalogus().activiteiten:
        for veld in activiteit.velden:
            namen.setdefault(veld.sleutel, veld.naam)
    tel = tuple(Veld(f"aantal_{code}", naam, cellen.getal, (naam.casefold(), code)) for code, naam in namen.items())
    return (*VELDEN[TELLINGEN], *tel)


def raad(soort: str, kop: tuple[str, ...]) -> dict[str, str]:
    """Guess which column (by number, from 0, as text) is which of our fields; each field once."""
    return raad_kolommen(velden(soort), kop)


def bij_code(soort: str) -> dict[str, Veld]:
    """Return our fields by code."""
    return {veld.code: veld for veld in velden(soort)}
