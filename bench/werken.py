"""What people do, as requests at the app and at the floor. A page that was not meant stops it all."""

from collections.abc import Callable
from itertools import cycle, islice
from random import Random
from uuid import uuid4

from bench.bezetting import WACHTWOORD
from bench.klant import Bladzijde, Formulier, Klant
from bench.mensen import TWENTE, Mens, Plaats, stroom, verzin
from bench.meten import Daad, Werk
from bench.webserver import Webserver

# Where is measured: the largest.
HIER: Plaats = TWENTE[0]
# What is typed: the beginnings of surnames that occur, common and rare as they come.
BEGINNEN = tuple(mens.achternaam[:3] for mens in islice(stroom(HIER), 20))
# Work: its floor, the ratio that is allowed and the one that is aimed at.
GRENZEN: dict[str, tuple[str, float | None, float | None]] = {
    "werkvoorraad": ("list", 4, 2.5),
    "versturen": ("insert", 5, 2.5),
    "zoeken": ("search", 4, 2.5),
    "traject": ("list", None, None),
    "inloggen": ("", None, None),
}
NAMEN = tuple(GRENZEN)


def maak(naam: str, app: Webserver, vloer: Webserver) -> Werk:
    """Return one kind of work at both servers, signed in and ready, with the ratio that is allowed and aimed at."""
    vloernaam, hoogstens, streven = GRENZEN[naam]
    vloerdaad = bij_vloer(vloernaam, Klant(vloer.poort)) if vloernaam else None
    return Werk(naam, bij_app(naam, lambda: Klant(app.poort)), vloerdaad, vloernaam, hoogstens, streven)


def bij_vloer(vloernaam: str, klant: Klant) -> Daad:
    """Return the bare work that stands beside it."""
    bodem = Bodem(klant)
    return {"list": bodem.lijst, "insert": bodem.insert, "search": bodem.search}[vloernaam]()


def bij_app(naam: str, klant: Callable[[], Klant]) -> Daad:
    """Return one kind of work at the app, by somebody who has just signed in."""
    match naam:
        case "werkvoorraad":
            return werkvoorraad(aangemeld(klant(), "coordinator"))
        case "versturen":
            return versturen(aangemeld(klant(), "verwijzer"))
        case "zoeken":
            return zoeken(aangemeld(klant(), "coordinator"))
        case "traject":
            return traject(aangemeld(klant(), "coordinator"))
    return inloggen(klant)


def aangemeld(klant: Klant, rol: str) -> Klant:
    """Sign in as the first of this role."""
    klant.log_in(f"{rol}.{HIER.slug}@bench.example", WACHTWOORD)
    return klant


def werkvoorraad(klant: Klant) -> Daad:
    """The first page of the worklist."""
    return Daad(lambda: None, lambda _: bovenaan(klant))


def bovenaan(klant: Klant) -> Bladzijde:
    """Fetch the worklist."""
    return vol(klant.haal(f"/{HIER.slug}/werkvoorraad/").moet_zijn(200, kop="Werkvoorraad"))


def versturen(klant: Klant) -> Daad:
    """Sending the form that was filled in: a resident at moderate risk, who agrees to both. Its GET is not counted."""
    kans = Random(uuid4().int)

    def bereid() -> Formulier:
        bladzijde = klant.haal(f"/{HIER.slug}/verwijzingen/nieuw").moet_zijn(200, kop="verwijzing")
        formulier = bladzijde.formulier("formulier_id")
        formulier.velden |= antwoorden(verzin(kans, HIER))
        formulier.velden["van_toepassing"] = formulier.keuzes["van_toepassing"][-1]  # none of these
        return formulier

    return Daad(bereid, lambda formulier: klant.post(formulier.naar, formulier.velden).moet_zijn(303))


def zoeken(klant: Klant) -> Daad:
    """Typing the beginning of a surname."""
    formulier = klant.haal(f"/{HIER.slug}/inwoners/").moet_zijn(200).formulier("zoek")
    beginnen = cycle(BEGINNEN)

    def doe(begin: str) -> Bladzijde:
        return gevonden(klant.post(formulier.naar, {**formulier.velden, "zoek": begin}).moet_zijn(200, bevat=begin))

    return Daad(lambda: next(beginnen), doe)


def traject(klant: Klant) -> Daad:
    """The pages of the trajecten that stand on top of the worklist."""
    paden = cycle(bovenaan(klant).verwijzingen(f"/{HIER.slug}/trajecten/"))
    return Daad(lambda: next(paden), lambda pad: klant.haal(pad).moet_zijn(200, bevat="<title>Traject TR-"))


def inloggen(klant: Callable[[], Klant]) -> Daad:
    """Signing in by a browser that was not here before, Argon2id and all. Fetching the form is not counted."""

    def bereid() -> tuple[Klant, Formulier]:
        nieuw = klant()
        return nieuw, nieuw.inlogformulier()

    def doe(pakket: tuple[Klant, Formulier]) -> Bladzijde:
        nieuw, formulier = pakket
        return nieuw.stuur_inlog(formulier, f"coordinator.{HIER.slug}@bench.example", WACHTWOORD)

    return Daad(bereid, doe)


class Bodem:
    """The same three requests at the floor."""

    def __init__(self, klant: Klant) -> None:
        self.klant = klant
        self.kans = Random(2)
        self.beginnen = cycle(BEGINNEN)

    def lijst(self) -> Daad:
        """One indexed page of 25 rows."""
        return Daad(
            lambda: None, lambda _: vol(self.klant.haal(f"/{HIER.slug}/lijst").moet_zijn(200, kop="Werkvoorraad"))
        )

    def insert(self) -> Daad:
        """One insert with one commit."""
        kans = Random(2)

        def bereid() -> dict[str, str]:
            mens = verzin(kans, HIER)
            return {"kenmerk": "BKT-00000", "postcode": mens.postcode, **persoon(mens, mens.geboren.isoformat())}

        return Daad(bereid, lambda velden: self.klant.post(f"/{HIER.slug}/nieuw", velden).moet_zijn(303))

    def search(self) -> Daad:
        """One prefix search."""
        beginnen = cycle(BEGINNEN)

        def doe(begin: str) -> Bladzijde:
            return gevonden(self.klant.haal(f"/{HIER.slug}/zoek?q={begin}").moet_zijn(200, kop="Inwoners", bevat=begin))

        return Daad(lambda: next(beginnen), doe)


def antwoorden(mens: Mens) -> dict[str, str]:
    """Return what a huisarts fills in: somebody at moderate risk, who agrees to both."""
    return {
        **persoon(mens, f"{mens.geboren:%d-%m-%Y}"),
        "q1_gevallen": "ja",
        "q2_bezorgd": "ja",
        "q3_moeite_bewegen": "nee",
        "looptest_s": "5,2",
        "toestemming_doorgeven": "y",
        "toestemming_terugkoppelen": "y",
    }


TOELICHTING = "Woont alleen sinds dit voorjaar en loopt buiten met een rollator."


def persoon(mens: Mens, geboren: str) -> dict[str, str]:
    """Return what is typed of a person."""
    return {
        "voornaam": mens.voornaam,
        "tussenvoegsel": mens.tussenvoegsel,
        "achternaam": mens.achternaam,
        "geboortedatum": geboren,
        "telefoon": f"0{mens.telefoon[3:]}",
        "toelichting": TOELICHTING,
    }


def vol(bladzijde: Bladzijde) -> Bladzijde:
    """Return a page that shows 25 rows, or fewer when there are no more; none at all is not the page that was meant."""
    return _met_rijen(bladzijde, 25)


def gevonden(bladzijde: Bladzijde) -> Bladzijde:
    """Return a page with 1 to 50 hits."""
    return _met_rijen(bladzijde, 50)


def _met_rijen(bladzijde: Bladzijde, hoogstens: int) -> Bladzijde:
    if not 0 < bladzijde.rijen <= hoogstens:
        bladzijde.moet_zijn(200, bevat=f"1 tot {hoogstens} rijen en geen {bladzijde.rijen}")
    return bladzijde
