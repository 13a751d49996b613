"""A report with every kind of block, cell and chart in it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from ketens.stukken.cel import Soort, Teken
from ketens.stukken.stuk import (
    Alinea,
    Feiten,
    Grafiek,
    Hoofdstuk,
    Kolom,
    Lijst,
    Stuk,
    Tabel,
    Verwacht,
    tel_op,
)

MAANDEN = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
VIJANDIG = (
    "=HYPERLINK(\"http://kwaad.example\";\"klik\")", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1+1", "\n=1+1",
    "＝1+1", "＋1", "－1", "＠A1", "<script>alert(1)</script>", "a & b \"c\" 'd'", "http://www.example.nl",
    "  twee spaties  ", "\x00\x07 nul", "een\ud800half", "Ünïcødé ő", "007", "1e5", "&#61;1",
)  # fmt: skip

trechter = Tabel(
    "trechter",
    "Van test tot doorstroom",
    (Kolom("Stap"), Kolom("Inwoners", Soort.AANTAL)),
    (("Getest", 148), ("Verhoogd risico", 72), ("Wachtlijst", 11), ("Gestart", 41), ("Doorgestroomd", 12)),
)
maanden = Tabel(
    "maanden",
    "Starters per maand",
    (Kolom("Maand"), Kolom("In Balans", Soort.AANTAL), Kolom("Otago", Soort.AANTAL)),
    tuple((maand, nr % 5, nr % 3) for nr, maand in enumerate(MAANDEN)),
)
wijken = Tabel(
    "wijken",
    "Deelnemers per wijk",
    (Kolom("Wijk"), Kolom("2026", Soort.AANTAL), Kolom("2025", Soort.AANTAL)),
    (
        ("Borne-West", 24, 18),
        ("De Wooldrik", Teken.VERBORGEN, 12),
        ("Stroom-Esch en Bornsche Maten", 13, Teken.NIET_INGEVULD),
        ("Hertme en Zenderen", 0, 4),
    ),
    ("Totaal", Teken.VERBORGEN, 34),
)
tot_nu = Tabel(
    "tot-nu",
    "Deelnemers tot en met de maand",
    (Kolom("Maand"), Kolom("2026", Soort.AANTAL), Kolom("2025", Soort.AANTAL)),
    tuple((maand, nr * 6 + 3 if nr < 10 else "", nr * 5 + 2) for nr, maand in enumerate(MAANDEN)),
)
_geldkolommen = (
    Kolom("Bron"),
    Kolom("Begroot", Soort.GELD),
    Kolom("Gerealiseerd", Soort.GELD),
    Kolom("Deel", Soort.PROCENT),
    Kolom("Wachttijd", Soort.DAGEN),
    Kolom("Score", Soort.GETAL),
    Kolom("Vanaf", Soort.DATUM),
)
_geldrijen = (
    ("SPUK GALA", 52_212_00, 30_000_05, Decimal("57.46"), 12, Decimal("-0.75"), date(2026, 1, 1)),
    ("Gemeente", 2_154_41, 2_154_41, Decimal(100), Decimal("8.5"), Decimal(3), date(2026, 2, 28)),
    ("Correctie", -1, 33, Teken.NIET_INGEVULD, Teken.VERBORGEN, Decimal("1.25"), ""),
)
geld = Tabel(
    "geld",
    "Geld per bron: [begroot / gerealiseerd]",
    _geldkolommen,
    _geldrijen,
    (*tel_op(_geldkolommen[:3], [rij[:3] for rij in _geldrijen]), "", "", "", ""),
    "Bedragen zonder btw.",
)
vijandig = Tabel(
    "vijandig",
    "=Vijandig & <gek>",
    (Kolom("=Naam"), Kolom("Aantal", Soort.AANTAL)),
    tuple((tekst, nr) for nr, tekst in enumerate(VIJANDIG)),
)

GRAFIEKEN = (
    Grafiek("trechter", "trechter", "Van test tot doorstroom", "Van 148 getesten stromen er 12 door.", trechter),
    Grafiek("maanden", "gestapeld", "Starters per maand", "Per interventie.", maanden, doel=4),
    Grafiek("staand", "staven", "Starters per maand", "In Balans.", maanden, reeksen=(1,), staand=True, doel=3),
    Grafiek("wijken", "staven", "Deelnemers per wijk", "Een wijk is verborgen.", wijken),
    Grafiek("lijn", "lijn", "Op weg", "Het doel is 88.", tot_nu, doel=88, verwacht=Verwacht(72, 66, Decimal("80.5"))),
    Grafiek("geld", "staven", "Begroot en gerealiseerd", "Per bron.", geld, reeksen=(1, 2)),
    Grafiek("stapel wijken", "gestapeld", "Wijken", "Met verborgen.", wijken),
    Grafiek(
        "staand wijken", "staven", "Wijken", "Met verborgen.", replace(wijken, rijen=wijken.rijen[:2]), staand=True
    ),
    Grafiek("lijn wijken", "lijn", "Wijken", "Met een gat.", wijken),
    Grafiek("leeg", "gestapeld", "Leeg", "", replace(maanden, rijen=())),
    Grafiek("vijandig", "staven", "<b>Vijandig</b>", "\"'&<\x00", vijandig),
    Grafiek("nul", "lijn", "Nul", "", Tabel("nul", "Nul", maanden.kolommen, (("jan", Teken.VERBORGEN, 0),))),
)

STUK = Stuk(
    "rapport",
    "Rapportage valpreventie 2026",
    "Voortgang",
    "intern",
    "Borne",
    date(2026, 11, 22),
    (
        Hoofdstuk(
            "Bereik",
            (Alinea("In 2026 zijn er 148 inwoners getest."), Feiten((("Doel", "14,0%"),)), *GRAFIEKEN[:4]),
            code="bereik",
        ),
        Hoofdstuk("Per maand", (Lijst(("Eén punt", "Nog een punt")), *GRAFIEKEN[4:5]), niveau=2),
        Hoofdstuk("Geld", (geld, GRAFIEKEN[5], vijandig)),
        Hoofdstuk("Wat nog", (Alinea("Niets."),)),
    ),
    "rapport-valpreventie-2026",
)


def met_tabel(tabel: Tabel) -> Stuk:
    """Return a report that holds one table and nothing else."""
    return replace(STUK, hoofdstukken=(Hoofdstuk("Rijen", (tabel,)),))
