"""What a chart is drawn on: shapes as SVG with presentation attributes only, so that the CSP has nothing to forbid.

Colours are those of the theme; each series also has a pattern of its own, for colour never speaks alone. The classes
let a theme recolour charts on the page; documents show what stands here.
"""

from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from ketens.stukken.tekst import leesbaar

# Drawn narrow: as wide as a phone the letters are still 11 pixels, in a column of a page 16.
BREED = 400.0
TEKST, KLEIN = 13.0, 11.5
LETTERS = "'Source Sans 3', 'Ketens Sans', Arial, sans-serif"
INKT, ZACHT, LIJN, PAPIER = "#1b242c", "#45525e", "#d5dbe1", "#ffffff"
DOEL = "#8c1d18"
# How wide a letter is, in ems; a little wide, so that what fits here fits everywhere.
SMAL, RUIM = "iljtfrI.,:;'|!()- ", "mwMWGOQ@%€"


@dataclass(frozen=True, slots=True)
class Vulling:
    """The look of a series: its colour, its ground, and the pattern on it ("" is solid)."""

    naam: str
    kleur: str
    grond: str
    patroon: str = ""


REEKSEN = (
    Vulling("r1", "#0b5c8a", "#0b5c8a"),
    Vulling("r2", "#0b5c8a", "#e3eef5", "schuin"),
    Vulling("r3", "#9a6700", "#9a6700"),
    Vulling("r4", "#2e7d4f", "#e2f3e6", "stip"),
    Vulling("r5", "#45525e", "#d5dbe1", "dwars"),
    Vulling("r6", "#8c1d18", "#fdeceb", "terug"),
)
VERBORGEN = Vulling("rx", "#66717c", "#ffffff", "terug")
_PATRONEN = {
    "schuin": '<path d="M-1 7 7 -1M-1 1 1 -1M5 7 7 5" stroke="{kleur}" stroke-width="1.1"/>',
    "terug": '<path d="M-1 -1 7 7M5 -1 7 1M-1 5 1 7" stroke="{kleur}" stroke-width="1.2"/>',
    "stip": '<circle cx="3" cy="3" r="1.5" fill="{kleur}"/>',
    "dwars": '<path d="M0 3H6" stroke="{kleur}" stroke-width="1.4"/>',
}


def reeks(nr: int) -> Vulling:
    """Return the look of a series; more than six begin again."""
    return REEKSEN[nr % len(REEKSEN)]


def breedte(woorden: str, maat: float = TEKST) -> float:
    """Return how wide a text is, about."""
    return maat * sum(0.31 if letter in SMAL else 0.82 if letter in RUIM else 0.54 for letter in woorden)


def kort_af(woorden: str, ruimte: float, maat: float = TEKST) -> str:
    """Return a text that fits, cut off with an ellipsis where it does not."""
    if breedte(woorden, maat) <= ruimte:
        return woorden
    while woorden and breedte(f"{woorden}…", maat) > ruimte:
        woorden = woorden[:-1]
    return f"{woorden.rstrip()}…"


def _n(getal: float) -> str:
    return f"{getal:.1f}".removesuffix(".0")


class Doek:
    """The drawing while it is made. Lengths in units of which the whole is 400 wide."""

    def __init__(self, merk: str) -> None:
        # Ids must differ over all charts of a page.
        self.merk = merk
        self._delen: list[str] = []
        self._vullingen: dict[str, Vulling] = {}

    def vlak(self, x: float, y: float, breed: float, hoog: float, vulling: Vulling) -> None:
        """Draw a bar."""
        if breed <= 0 or hoog <= 0:
            return
        self._delen.append(
            f'<rect class="{vulling.naam}" x="{_n(x)}" y="{_n(y)}" width="{_n(breed)}" height="{_n(hoog)}" '
            f'fill="{self._verf(vulling)}"{self._rand(vulling)}/>'
        )

    def onbekend(self, x: float, y: float, breed: float, hoog: float) -> None:
        """Draw what may not be seen: hatched, with a broken edge, always of one size."""
        self._delen.append(
            f'<rect class="rx" x="{_n(x)}" y="{_n(y)}" width="{_n(breed)}" height="{_n(hoog)}" '
            f'fill="{self._verf(VERBORGEN)}" stroke="{VERBORGEN.kleur}" stroke-dasharray="3 2"/>'
        )

    def lijn(
        self, van: tuple[float, float], naar: tuple[float, float], kleur: str = LIJN, dik: float = 1, streep: str = ""
    ) -> None:
        """Draw a line."""
        self.pad([van, naar], kleur, dik, streep)

    def pad(self, punten: list[tuple[float, float]], kleur: str, dik: float, streep: str = "") -> None:
        """Draw a line through points."""
        langs = "L".join(f"{_n(x)} {_n(y)}" for x, y in punten)
        gestreept = f' stroke-dasharray="{streep}"' if streep else ""
        self._delen.append(
            f'<path d="M{langs}" fill="none" stroke="{kleur}" stroke-width="{_n(dik)}" '
            f'stroke-linejoin="round"{gestreept}/>'
        )

    def vorm(self, punten: list[tuple[float, float]], kleur: str) -> None:
        """Fill what lies between points."""
        langs = "L".join(f"{_n(x)} {_n(y)}" for x, y in punten)
        self._delen.append(f'<path d="M{langs}Z" fill="{kleur}"/>')

    def punt(self, x: float, y: float, kleur: str, straal: float = 3.5) -> None:
        """Draw a dot."""
        self._delen.append(
            f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(straal)}" fill="{kleur}" stroke="{PAPIER}" stroke-width="1"/>'
        )

    def tekst(
        self, x: float, y: float, woorden: str, *, anker: str = "start", maat: float = TEKST, kleur: str = INKT,
        vet: bool = False,
    ) -> None:  # fmt: skip
        """Write words, `y` is the line they stand on; `anker`: start, middle or end."""
        waar = "" if anker == "start" else f' text-anchor="{anker}"'
        dik = ' font-weight="700"' if vet else ""
        self._delen.append(
            f'<text x="{_n(x)}" y="{_n(y)}" font-size="{_n(maat)}" fill="{kleur}"{waar}{dik}>'
            f"{escape(leesbaar(woorden))}</text>"
        )

    def legenda(self, namen: list[str], y: float) -> float:
        """Name the series above the chart, as many on a line as fit, and return where the chart may begin."""
        if len(namen) < 2:
            return y
        x = 0.0
        for nr, naam in enumerate(kort_af(naam, BREED - 24, KLEIN) for naam in namen):
            breed = 16 + breedte(naam, KLEIN) + 14
            if x and x + breed > BREED + 14:
                x, y = 0.0, y + 18
            self.vlak(x + 0.5, y + 1, 11, 11, reeks(nr))
            self.tekst(x + 16, y + 11, naam, maat=KLEIN)
            x += breed
        return y + 24

    def _verf(self, vulling: Vulling) -> str:
        if not vulling.patroon:
            return vulling.kleur
        self._vullingen[vulling.naam] = vulling
        return f"url(#{self.merk}-{vulling.naam})"

    @staticmethod
    def _rand(vulling: Vulling) -> str:
        return f' stroke="{vulling.kleur}" stroke-width="1"' if vulling.patroon else ""

    def klaar(self, hoog: float, titel: str, beschrijving: str) -> str:
        """Return the SVG: an image with a name and a description for who does not see it."""
        patronen = "".join(
            f'<pattern id="{self.merk}-{een.naam}" width="6" height="6" patternUnits="userSpaceOnUse">'
            f'<rect width="6" height="6" fill="{een.grond}"/>{_PATRONEN[een.patroon].format(kleur=een.kleur)}</pattern>'
            for een in self._vullingen.values()
        )
        wie = quoteattr(f"{self.merk}-titel {self.merk}-tekst")
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_n(BREED)} {_n(hoog)}" width="{_n(BREED)}" '
            f'height="{_n(hoog)}" role="img" aria-labelledby={wie} font-family="{LETTERS}">'
            f'<title id="{self.merk}-titel">{escape(leesbaar(titel))}</title>'
            f'<desc id="{self.merk}-tekst">{escape(leesbaar(beschrijving))}</desc>'
            f"{f'<defs>{patronen}</defs>' if patronen else ''}{''.join(self._delen)}</svg>"
        )
