"""Counting by hand, for ever: every indicator of a file, in one year, by every split. Written from the sentences."""

import tomllib
from collections import Counter, defaultdict
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import ketens.catalogus
from tests.indicatoren.naief import meedoen, ondersteund, onderweg
from tests.indicatoren.naief.feit import FEITEN, Feit, klasse_van
from tests.indicatoren.naief.rijen import Rijen, dag

assert all((meedoen, ondersteund, onderweg))
MEET = ("gemiddelde", "mediaan", "percentiel")
MAP = Path(ketens.catalogus.__file__).parent / "indicatoren"


def bestand_van(keten: str) -> dict[str, Any]:
    """Return the newest file of a keten, as it is written."""
    nieuwste = max(MAP.glob(f"{keten}-*.toml"), key=lambda pad: int(pad.stem.rpartition("-")[2]))
    return tomllib.loads(nieuwste.read_text())


def afgerond(breuk: Fraction) -> Decimal:
    """Return a number to one decimal, a half up."""
    return (Decimal(breuk.numerator) / Decimal(breuk.denominator)).quantize(Decimal("0.1"), ROUND_HALF_UP)


class Naief:
    """What a keten did in a gemeente, as seen at the moment `nu`."""

    def __init__(self, keten: str, nu: datetime) -> None:
        self.bestand = bestand_van(keten)
        self.rijen = Rijen()
        self.indicatoren = {indicator["code"]: indicator for indicator in self.bestand["indicatoren"]}
        soorten = {indicator["feit"] for indicator in self.indicatoren.values() if "feit" in indicator}
        self.feiten = {soort: list(FEITEN[soort](self.rijen, keten, nu)) for soort in sorted(soorten)}

    def voldoen(self, code: str, jaar: int) -> list[Feit]:
        """Return what meets the conditions of an indicator in a year."""
        indicator = self.indicatoren[code]
        van_soort = self.feiten[indicator["feit"]]
        return [feit for feit in van_soort if feit.in_jaar == jaar and voldoet(feit, indicator)]

    def telt(self, code: str, jaar: int) -> list[Feit]:
        """Return what counts for an indicator in a year; of each resident the first."""
        indicator, gevonden = self.indicatoren[code], self.voldoen(code, jaar)
        if indicator.get("telt") != "inwoners":
            return gevonden
        eerste: dict[object, Feit] = {}
        for feit in sorted(gevonden, key=lambda feit: (str(feit.op), feit.id)):
            eerste.setdefault(feit.wie, feit)
        return list(eerste.values())

    def waarde(self, code: str, jaar: int) -> Any:
        """Return the figure; None when there is none."""
        indicator = self.indicatoren[code]
        soort = indicator.get("soort", "aantal")
        if soort == "bedrag":
            return None
        if soort == "aandeel":
            return self.aandeel(indicator, jaar)
        telt = self.telt(code, jaar)
        if soort in MEET:
            waarden = sorted(Fraction(str(feit.maten[indicator["maten"][0]])) for feit in telt)
            return samengevat(waarden, soort, indicator) if len(waarden) >= indicator.get("minimum", 1) else None
        # Nobody wrote a number down: then it is not known, and not nought.
        niet_geteld = indicator["feit"] == "telling" and not telt
        return None if niet_geteld else sum(gewicht(feit, indicator) for feit in telt)

    def aandeel(self, indicator: dict[str, Any], jaar: int) -> Decimal | None:
        """Return how many of every hundred."""
        teller = self.waarde(indicator["teller"], jaar)
        noemer = (
            self.waarde(indicator["noemer"], jaar)
            if indicator["noemer"] in self.indicatoren
            else self.rijen.doelgroepen.get((jaar, indicator["noemer"]))
        )
        if teller is None or not noemer or noemer < indicator.get("minimum", 1):
            return None
        return afgerond(Fraction(100 * teller, noemer))

    def splitsing(self, code: str, naam: str, jaar: int) -> dict[str, int]:
        """Return the parts by key, without those of nought."""
        delen: Counter[str] = Counter()
        for feit in self.telt(code, jaar):
            delen[self.sleutel(feit, naam)] += gewicht(feit, self.indicatoren[code])
        return {sleutel: aantal for sleutel, aantal in delen.items() if aantal}

    def sleutel(self, feit: Feit, naam: str) -> str:
        """Return under which part of a split something counts; nothing known is an empty key."""
        if naam == "maand":
            return f"{dag(feit.op).month:02}"
        if naam == "wijk":
            pc4 = feit.wat["pc4"]
            return self.rijen.wijken.get(pc4, pc4) or ""
        if naam == "leeftijdsklasse" and "leeftijd" in feit.wat:
            return self.klasse(feit.wat["leeftijd"])
        waarde = feit.wat[naam]
        return waarde.hex if naam == "organisatie" and waarde else waarde or ""

    def klasse(self, jaren: int | None) -> str:
        """Return the class of an age as this file lays them out."""
        van = self.bestand.get("leeftijden", {}).get("van", 20)
        if jaren is None:
            return ""
        if van == 65:
            return klasse_van(jaren) or ""
        tot = self.bestand.get("leeftijden", {}).get("tot", 95)
        if jaren < van:
            return f"0-{van - 1}"
        begin = jaren - jaren % 5
        return f"{tot}+" if jaren >= tot else f"{begin}-{begin + 4}"

    def mensen(self, code: str, jaar: int) -> int:
        """Return how many different persons stand behind a figure."""
        return len({feit.wie for feit in self.telt(code, jaar)})

    def per_jaar(self) -> dict[int, int]:
        """Return how many facts there are of each year: to see that a history is about something."""
        geteld: dict[int, int] = defaultdict(int)
        for feiten in self.feiten.values():
            for feit in feiten:
                geteld[feit.in_jaar] += 1
        return dict(geteld)


def samengevat(waarden: list[Fraction], soort: str, indicator: dict[str, Any]) -> Any:
    """Return the mean, the one in the middle, or the smallest that so many of every hundred do not exceed."""
    if soort == "gemiddelde":
        return afgerond(sum(waarden, Fraction()) / len(waarden))
    if soort == "mediaan":
        return (waarden[(len(waarden) - 1) // 2] + waarden[len(waarden) // 2]) / 2
    procent = indicator["procent"]
    return next(x for x in waarden if 100 * sum(y <= x for y in waarden) >= procent * len(waarden))


def voldoet(feit: Feit, indicator: dict[str, Any]) -> bool:
    """Tell whether it meets every condition; and what is measured must be known."""
    if indicator.get("soort", "aantal") in MEET and feit.maten[indicator["maten"][0]] is None:
        return False
    for eis in indicator.get("voorwaarden", ()):
        waarde = feit.wat[eis["kolom"]]
        if "een_van" in eis and waarde not in eis["een_van"]:
            return False
        if "niet" in eis and waarde in eis["niet"]:
            return False
    return True


def gewicht(feit: Feit, indicator: dict[str, Any]) -> int:
    """Return what it adds: one, or its own numbers."""
    if indicator.get("soort", "aantal") != "som":
        return 1
    return sum(feit.maten.get(maat) or 0 for maat in indicator["maten"])
