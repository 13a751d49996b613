"""The sociale kaart of demo Borne: plausible and invented. No number here reaches anyone, no provider is a real one."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from ketens.aanbod.handelingen import controleer, maak_aanbod, stop
from ketens.aanbod.models import Aanbod
from ketens.demo.ploeg import Ploeg
from ketens.demo.verhalen import formulier
from ketens.kern.db import db
from ketens.kern.klok import moment, vandaag, zet_klok
from ketens.rechten import Rol

GEMAAKT, GECONTROLEERD = date(2024, 1, 8), date(2024, 1, 9)
NL = ["nl"]
# Title, kind, provider, what it answers, when, costs in cents (None: unknown), parts of the gemeente (none: all).
Rij = tuple[str, str, str, str, str, int | None, str]
KAART: tuple[Rij, ...] = (
    ("Inloop De Huiskamer", "ontmoeting", "Wijkracht", "eenzaamheid_sociaal daginvulling", "di en do 10-12 uur", 0, ""),
    (
        "Koffieochtend Letterveld",
        "ontmoeting",
        "Buurthuis Letterveld",
        "eenzaamheid_sociaal",
        "wo 10 uur",
        150,
        "Letterveld|Bornsche Maten",
    ),
    (
        "Samen eten in Zenderen",
        "maaltijd",
        "Dorpshuis Zenderen",
        "eenzaamheid_sociaal daginvulling",
        "do 12 uur",
        750,
        "Zenderen|Hertme",
    ),
    (
        "Wandelgroep Stroom Esch",
        "bewegen",
        "Borne Sport",
        "bewegen_leefstijl eenzaamheid_sociaal",
        "ma 9.30 uur",
        0,
        "Stroom Esch",
    ),
    (
        "Wandelgroep Oud Borne, rustig tempo",
        "bewegen",
        "Borne Sport",
        "bewegen_leefstijl stress_spanning",
        "vr 10 uur",
        0,
        "Oud Borne|Centrum",
    ),
    ("Bewegen voor 65-plus", "bewegen", "Borne Sport", "bewegen_leefstijl", "di en vr 9.30 uur", 400, ""),
    ("Gym na de cursus", "bewegen", "Gymvereniging De Esrand", "bewegen_leefstijl", "wo 14 uur", 350, ""),
    ("Maatje voor een jaar", "maatje", "Wijkracht", "eenzaamheid_sociaal somberheid", "in overleg", 0, ""),
    ("Telefooncirkel", "maatje", "Wijkracht", "eenzaamheid_sociaal", "elke ochtend", 0, ""),
    ("Rouwgroep Samen verder", "rouw", "Wijkracht", "rouw_verlies", "8 keer, di 19.30 uur", 0, ""),
    (
        "Gesprekskring levensvragen",
        "zingeving",
        "Huis van Zin",
        "zingeving rouw_verlies",
        "1e ma van de maand",
        250,
        "",
    ),
    ("Cursus Rust in je hoofd", "mentaal", "Wijkracht", "stress_spanning somberheid", "6 keer, do 19 uur", 2500, ""),
    ("Steunpunt mantelzorg", "mantelzorg", "Wijkracht", "mantelzorg", "ma tot en met do", 0, ""),
    ("Even vrij: oppas voor mantelzorgers", "mantelzorg", "Vrijwillige Thuishulp", "mantelzorg", "in overleg", 0, ""),
    ("Vrijwilligerspunt", "vrijwilligerswerk", "Wijkracht", "daginvulling zingeving", "wo 13-16 uur", 0, ""),
    ("Schilderclub Het Palet", "cultuur", "Kulturhus", "daginvulling", "wo 13.30 uur", 600, "Centrum|Oud Borne"),
    ("Taalpunt", "taal", "Bibliotheek", "taal_digitaal", "ma en do 13-16 uur", 0, ""),
    ("Digicafé", "digitaal", "Bibliotheek", "taal_digitaal", "di 10-12 uur", 0, ""),
    ("Inloopspreekuur Sociaal Hus", "geldhulp", "Sociaal Hus", "financien wonen", "werkdagen 9-12 uur", 0, ""),
    ("Schuldhulpmaatje", "geldhulp", "Maatjesproject Schuld", "financien", "in overleg", 0, ""),
    ("Individuele inkomenstoeslag", "minimaregeling", "Gemeente Borne", "financien", "", 0, ""),
    ("Collectieve zorgverzekering voor lage inkomens", "minimaregeling", "Gemeente Borne", "financien", "", None, ""),
    ("Jeugdfonds Sport en Cultuur", "jeugdfonds", "Intermediair Jeugdfonds", "financien opgroeien", "", 0, ""),
    ("Sociaal Fonds", "sociaal_fonds", "Sociaal Fonds Borne", "financien", "", 0, ""),
    ("AutoMaatje", "vervoer", "Wijkracht", "vervoer", "bel 2 dagen vooraf", None, ""),
    ("Ouder-kindcafé", "opgroeien", "Wijkracht", "opgroeien relatie_gezin", "wo 9.30-11.30 uur", 0, ""),
    ("Spreekuur zwanger en jong ouder", "zwangerschap", "Jeugdgezondheidszorg Twente", "opgroeien", "di 13 uur", 0, ""),
    ("Koersbal in het Kulturhus", "ontmoeting", "Kulturhus", "eenzaamheid_sociaal", "ma 14 uur", 200, "Centrum"),
)
TOEGANKELIJK = {
    "ontmoeting": ["rolstoel", "toilet"],
    "maaltijd": ["rolstoel"],
    "maatje": ["aan_huis"],
    "opgroeien": ["kinderen_mee", "geen_trap"],
    "taal": ["bus", "online"],
}
ANDERE_TALEN = {"taal": ["eenvoudig", "ar", "tr"], "opgroeien": ["eenvoudig", "en"], "geldhulp": ["eenvoudig", "tolk"]}
# Nobody looked after these since they were put on the kaart; the last of the kaart has stopped.
VEROUDERD = ("Gesprekskring levensvragen", "Schilderclub Het Palet", "Koffieochtend Letterveld")
NOOIT_NAGEKEKEN = "Sociaal Fonds"


def leg_kaart(ploeg: Ploeg) -> None:
    """Put the kaart of Borne together, as it was when Welzijn op Recept began."""
    if ploeg.slug != "borne":
        return
    for volg, rij in enumerate(KAART):
        with zet_klok(moment(GEMAAKT, 9)):
            aanbod = _maak(ploeg, volg, rij)
        with zet_klok(moment(GECONTROLEERD, 9)):
            if aanbod.titel != NOOIT_NAGEKEKEN:
                controleer(aanbod, door=_welzijn(ploeg))
        for code in aanbod.hulpvragen:
            ploeg.kaart.setdefault(code, []).append(aanbod.id)


def werk_kaart_bij(ploeg: Ploeg) -> None:
    """Look after the kaart as someone does who has 16 hours: most of it this year, some never again."""
    if ploeg.slug != "borne":
        return
    for volg, aanbod in enumerate(db.session.scalars(select(Aanbod).order_by(Aanbod.id))):
        if aanbod.titel not in (*VEROUDERD, NOOIT_NAGEKEKEN):
            with zet_klok(moment(vandaag() - timedelta(days=12 + 9 * volg), 9)):
                controleer(aanbod, door=_welzijn(ploeg))
    stop(aanbod, door=_welzijn(ploeg))


def _maak(ploeg: Ploeg, volg: int, rij: Rij) -> Aanbod:
    titel, soort, aanbieder, hulpvragen, wanneer, kosten, wijken = rij
    velden: dict[str, Any] = {
        "omschrijving": "Verzonnen aanbod, om te laten zien hoe de kaart werkt.",
        # No subscriber number begins with a 0: nobody is called.
        "contact_telefoon": f"+31740000{600 + volg}",
        "contact_email": f"aanbod{volg + 1}@demo.example",
        "wanneer": wanneer,
        "kosten": kosten,
        "kosten_toelichting": "per keer" if kosten else "",
        "wijken": [wijk for wijk in wijken.split("|") if wijk],
        "hulpvragen": hulpvragen.split(),
        "toegankelijkheid": TOEGANKELIJK.get(soort, []),
        "talen": [*NL, *ANDERE_TALEN.get(soort, [])],
    }
    return maak_aanbod(
        titel=titel,
        soort=soort,
        aanbieder=f"{aanbieder} (demo)",
        door=_welzijn(ploeg),
        formulier_id=formulier(f"aanbod-{volg}"),
        **velden,
    )


def _welzijn(ploeg: Ploeg) -> Any:
    return ploeg.wie("welzijn", Rol.WELZIJNSCOACH)
