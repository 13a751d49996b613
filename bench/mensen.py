# ruff: noqa: SIM905 (names read better as words than as a list of strings)
"""Invented residents and the fourteen gemeenten of Twente: one stream of chance for the app and for the floor."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from random import Random


@dataclass(frozen=True, slots=True)
class Plaats:
    """A gemeente: CBS code, first postcode (4 digits) and residents in thousands, which is its share of the rows."""

    slug: str
    naam: str
    cbs_code: str
    pc4: int
    duizend: int


# Codes: domein 8.4. The largest comes first: that is where is measured.
TWENTE = (
    Plaats("enschede", "Enschede", "0153", 7511, 161),
    Plaats("hengelo", "Hengelo", "0164", 7551, 82),
    Plaats("almelo", "Almelo", "0141", 7601, 74),
    Plaats("rijssen-holten", "Rijssen-Holten", "1742", 7461, 39),
    Plaats("hellendoorn", "Hellendoorn", "0163", 7441, 36),
    Plaats("hof-van-twente", "Hof van Twente", "1735", 7471, 35),
    Plaats("twenterand", "Twenterand", "1700", 7671, 34),
    Plaats("oldenzaal", "Oldenzaal", "0173", 7571, 32),
    Plaats("dinkelland", "Dinkelland", "1774", 7591, 27),
    Plaats("wierden", "Wierden", "0189", 7641, 25),
    Plaats("haaksbergen", "Haaksbergen", "0158", 7481, 24),
    Plaats("borne", "Borne", "0147", 7621, 24),
    Plaats("losser", "Losser", "0168", 7581, 23),
    Plaats("tubbergen", "Tubbergen", "0183", 7651, 21),
)

VROUWEN = (
    "Annie Bep Berta Corrie Dinie Diny Elly Fenna Geertje Gerda Gerrie Grada Greet Hanna Hennie Hermien Ineke Jannie "
    "Johanna Leida Lies Marie Marietje Mina Nel Rie Riek Sientje Tonny Trees Truus Wilhelmina Willy Wil"
).split()
MANNEN = (
    "Albert Anton Arend Ben Bernard Bertus Cor Derk Dick Egbert Frans Gerard Gerrit Hans Harm Hendrik Herman Jan "
    "Johan Johannes Joop Jos Klaas Lambert Piet Theo Tonnie Wim Willem Zwier"
).split()
BEGIN = (
    "Aar Ass Bek Ber Boer Bol Bos Bruggen Brug Dam Dijk Eek Els Eng Es Groen Haar Hag Ham Has Heer Hei Hem Hof Holt "
    "Huis Kamp Kerk Kol Koop Kui Lam Land Leer Leus Loo Lut Meen Mei Mid Moer Mool Nij Olde Olt Oos Pas Peez Pol Raa "
    "Rei Rik Roe Schep Schol Schui Slot Smit Ster Stok Tel Tim Vaar Veld Veen Vos Wal Weer Wes Wol Zand Zwi"
).split()
EIND = "aar beek bos dam den ga huis ink ing kamp ker man mans mors rink stra tel ter veld werth wijk zen".split()
TUSSEN = ("", "", "", "", "", "", "", "van", "van de", "te", "ter", "Oude", "Klein", "Groot")
STRATEN = (
    "Dorpsstraat Kerkstraat Molenweg Esweg Haarweg Stationsstraat Parallelweg Bolkshoek Beukenlaan Eikenlaan "
    "Grotestraat Marktplein Wilhelminastraat Julianastraat Hoofdstraat Schoolstraat Veldweg Zuiderstraat"
).split()
LETTERS = "ABCDEGHJKLMNPRTVWXZ"
# A few surnames are common and many are rare: rank r weighs 1 / (r + 10).
ACHTERNAMEN = sorted({begin + eind for begin in BEGIN for eind in EIND}, key=lambda naam: Random(naam).random())
_GEWICHTEN = list(accumulate(1 / (rang + 10) for rang in range(len(ACHTERNAMEN))))


@dataclass(frozen=True, slots=True)
class Mens:
    """An invented resident, as they would be typed in."""

    voornaam: str
    tussenvoegsel: str
    achternaam: str
    vrouw: bool
    geboren: date
    telefoon: str
    postcode: str
    huisnummer: str
    straat: str


def stroom(plaats: Plaats) -> Iterator[Mens]:
    """Yield the residents of a gemeente, the same at every call: those of the app are those of the floor."""
    kans = Random(plaats.slug)
    while True:
        yield verzin(kans, plaats)


def verzin(kans: Random, plaats: Plaats) -> Mens:
    """Return one resident of `plaats`, aged 65 to 95."""
    vrouw = kans.random() < 0.62
    return Mens(
        voornaam=kans.choice(VROUWEN if vrouw else MANNEN),
        tussenvoegsel=kans.choice(TUSSEN),
        achternaam=kans.choices(ACHTERNAMEN, cum_weights=_GEWICHTEN)[0],
        vrouw=vrouw,
        geboren=date(1930, 1, 1) + timedelta(days=kans.randrange(365 * 30)),
        telefoon=f"+31{kans.choice(('6', '74'))}{kans.randrange(10**7, 10**8)}"[:12],
        postcode=f"{plaats.pc4 + kans.randrange(6)}{kans.choice(LETTERS)}{kans.choice(LETTERS)}",
        huisnummer=str(kans.randrange(1, 180)),
        straat=kans.choice(STRATEN),
    )


def verdeel(aantal: int, gemeenten: int) -> list[tuple[Plaats, int]]:
    """Divide `aantal` rows over the first `gemeenten` gemeenten by size; what is left goes to the largest."""
    plaatsen = TWENTE[:gemeenten]
    samen = sum(plaats.duizend for plaats in plaatsen)
    delen = [aantal * plaats.duizend // samen for plaats in plaatsen]
    delen[0] += aantal - sum(delen)
    return list(zip(plaatsen, delen, strict=True))
