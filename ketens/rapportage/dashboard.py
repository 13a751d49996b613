"""What the page of a keten and year shows: tiles, what is open at once, and what is folded away."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import abort

from ketens.catalogus import Onbekend, catalogus
from ketens.gebruikers.wie import Wie
from ketens.inwoners.overzichten import ketennaam
from ketens.kern.klok import vandaag
from ketens.rapportage.adressen import Adres, adres
from ketens.rapportage.jaren import jaren_van
from ketens.rechten import Recht
from ketens.stukken.cel import Soort, in_woorden
from ketens.verslagen.cellen import woord
from ketens.verslagen.deel import GELD as GELDBOEK
from ketens.verslagen.deel import Deel, Opent
from ketens.verslagen.delen import delen
from ketens.verslagen.stuk import GELD
from ketens.verslagen.uitkomsten import opener
from ketens.verslagen.verslag import Verslag, verslag

# What stands open, in this order; the rest is folded, the figures one by one come last.
OPEN = ("trechter", "doelen", "geld")
CIJFERS = "cijfers_"
MEESTE_TEGELS, OP_DE_KAART = 8, 5
UITGEGEVEN = "Uitgegeven"


@dataclass(frozen=True, slots=True)
class Tegel:
    """One figure on top: this year, the year before, what it counts and what it opens."""

    naam: str
    waarde: str
    vorig: str
    definitie: str
    # The year of `vorig`.
    toen: int
    opent: Opent | None = None

    @property
    def getal(self) -> str:
        """What stands large: a dash for what is said in words below."""
        return self.waarde if self.waarde[-1:].isdigit() or self.waarde[:1].isdigit() else "–"

    @property
    def onder(self) -> str:
        """What stands below it."""
        vorig = f"{self.toen}: {self.vorig}"
        return vorig if self.getal != "–" else f"{self.waarde} · {vorig}" if self.vorig != self.waarde else self.waarde


@dataclass(frozen=True, slots=True)
class Dashboard:
    """One keten in one year."""

    verslag: Verslag
    tegels: tuple[Tegel, ...]
    open: tuple[Deel, ...]
    gevouwen: tuple[Deel, ...]
    cijfers: tuple[Deel, ...]

    @property
    def onderdeel(self) -> str:
        """From which part of the grant the keten is paid."""
        return catalogus().keten(self.verslag.keten).spuk_onderdeel

    @property
    def is_lopend(self) -> bool:
        """Whether the year is running."""
        return self.verslag.jaar == vandaag().year

    @property
    def komt_nog(self) -> bool:
        """Whether the year did not begin."""
        return self.verslag.jaar > vandaag().year


def lees(wie: Wie, keten: str, jaar: int) -> Verslag:
    """Return the report of one's own keten; 404 for another, and for one of which nothing is counted."""
    if keten not in wie.ketens or not 2000 <= jaar < 2100:
        abort(404)
    try:
        return verslag(keten, jaar)
    except Onbekend:
        abort(404)


def dashboard(gelezen: Verslag, wie: Wie) -> Dashboard:
    """Return the page. Money is for who may see the budgets."""
    met_geld = wie.mag(Recht.BUDGET_INZIEN)
    alles = [deel for deel in delen(gelezen) if met_geld or deel.code not in GELD]
    per_code = {deel.code: deel for deel in alles}
    rest = [deel for deel in alles if deel.code not in OPEN]
    return Dashboard(
        verslag=gelezen,
        tegels=tuple(tegels(gelezen, met_geld=met_geld)),
        open=tuple(per_code[code] for code in OPEN if code in per_code),
        gevouwen=tuple(deel for deel in rest if not deel.code.startswith(CIJFERS)),
        cijfers=tuple(deel for deel in rest if deel.code.startswith(CIJFERS)),
    )


def tegels(gelezen: Verslag, *, met_geld: bool) -> Iterator[Tegel]:
    """Yield the figures on top: those that the file names, else the first; and what was spent."""
    stand, toen = gelezen.stand, gelezen.jaar - 1
    for code in stand.bestand.tegels or stand.codes[:MEESTE_TEGELS]:
        wat = stand.indicator(code)
        yield Tegel(wat.naam, woord(stand, code), woord(stand, code, toen), wat.definitie, toen, opener(stand, code))
    if met_geld and gelezen.geld.cellen:
        yield _uitgegeven(gelezen)


def _uitgegeven(gelezen: Verslag) -> Tegel:
    geld, vorig = gelezen.geld, gelezen.geld_vorig
    begroot = f" De begroting is {in_woorden(geld.begroot, Soort.GELD)}." if geld.is_begroot else ""
    return Tegel(
        UITGEGEVEN,
        in_woorden(geld.gerealiseerd, Soort.GELD),
        in_woorden(vorig.gerealiseerd, Soort.GELD) if vorig.is_begroot or vorig.gerealiseerd else "niet ingevuld",
        f"Wat in dit jaar is geboekt op het onderdeel van deze keten.{begroot}",
        gelezen.jaar - 1,
        Opent(GELDBOEK),
    )


@dataclass(frozen=True, slots=True)
class Ketenkaart:
    """A keten on the first page: its name, a few figures, and where those lead."""

    code: str
    naam: str
    tegels: tuple[Tegel, ...]
    adres: Adres
    # What to look at in the money.
    waarschuwingen: tuple[str, ...]


def kort(wie: Wie, jaar: int) -> list[Ketenkaart]:
    """Return the first figures of each of one's ketens."""
    mijn = [code for code in wie.ketens if code in geteld()]
    return [_kaart(verslag(code, jaar), met_geld=wie.mag(Recht.BUDGET_INZIEN)) for code in mijn]


def _kaart(gelezen: Verslag, *, met_geld: bool) -> Ketenkaart:
    alle = list(tegels(gelezen, met_geld=met_geld))
    geld = [tegel for tegel in alle if tegel.opent == Opent(GELDBOEK)]
    cijfers = [tegel for tegel in alle if tegel not in geld][: OP_DE_KAART - len(geld)]
    maak = adres(gelezen.keten, gelezen.jaar)
    let_op = gelezen.geld.waarschuwingen if met_geld else ()
    return Ketenkaart(gelezen.keten, gelezen.ketennaam, (*cijfers, *geld), maak, let_op)


def kiezer(wie: Wie, keten: str, jaar: int) -> dict[str, Any]:
    """Return the other ketens and the other years, for the switches on top."""
    jaren = jaren_van(keten)
    mijn = [code for code in wie.ketens if code in geteld()]
    return {
        "ketens": [(code, ketennaam(code)) for code in mijn],
        "jaren": sorted({*jaren, jaar}),
        "nu": vandaag().year,
    }


def geteld() -> frozenset[str]:
    """Return the ketens of which something is counted."""
    return frozenset(bestand.code for bestand in catalogus().alle_indicatoren.values())
