"""Scores in bands that the file itself names: one measured value, or the sum of a list of items."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from ketens.catalogus.fouten import Antwoordfout
from ketens.catalogus.lezen import Code, Plek
from ketens.catalogus.regels.uitslag import (
    NIET_UITVOERBAAR,
    ONVOLLEDIG,
    Antwoorden,
    Scoreregel,
    Uitslag,
    heel,
    of_niet_uitvoerbaar,
    onvolledig,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Drempel:
    """Where something begins: `vanaf` a value, or only `boven` it. The first of a row has neither."""

    vanaf: Decimal | None = None
    boven: Decimal | None = None

    @property
    def grens(self) -> Decimal | None:
        """The value at which it begins, itself included or not."""
        return self.boven if self.vanaf is None else self.vanaf

    def is_bereikt(self, waarde: Decimal) -> bool:
        """Does this value lie in here, or further on?"""
        if self.vanaf is not None:
            return waarde >= self.vanaf
        return self.boven is None or waarde > self.boven


@dataclass(frozen=True, slots=True, kw_only=True)
class Band(Drempel):
    """A result, and where it begins."""

    uitslag: Code


def controleer_rij(rij: Sequence[Drempel], plek: Plek) -> None:
    """Raise Catalogusfout unless the first begins everywhere and each next one further on."""
    if len(rij) < 2 or rij[0].grens is not None:
        raise plek.fout("verwacht twee of meer delen; het eerste zonder vanaf of boven.")
    vorige: Decimal | None = None
    for nummer, drempel in enumerate(rij[1:], start=1):
        if (drempel.vanaf is None) == (drempel.boven is None):
            raise plek.op(nummer).fout("verwacht vanaf of boven, niet allebei.")
        if vorige is not None and drempel.grens is not None and drempel.grens <= vorige:
            raise plek.op(nummer).fout("verwacht een grens boven die ervoor.")
        vorige = drempel.grens


def band(banden: Sequence[Band], waarde: Decimal) -> str:
    """Return the result of the last band that this value reaches."""
    return next(deel.uitslag for deel in reversed(banden) if deel.is_bereikt(waarde))


def codes(instellingen: Any) -> tuple[str, ...]:
    """Return every result of settings with `banden`: those, and the two that have no score."""
    return (*(deel.uitslag for deel in instellingen.banden), ONVOLLEDIG, NIET_UITVOERBAAR)


@dataclass(frozen=True, slots=True, kw_only=True)
class Meetwaarde:
    """Settings of one measured value: its bands, and over how many metres it was when that gives a speed."""

    banden: tuple[Band, ...]
    afstand_m: Decimal | None = None

    def na_lezen(self, plek: Plek) -> None:
        controleer_rij(self.banden, plek.bij("banden"))


def meetwaarde(instellingen: Meetwaarde, antwoorden: Antwoorden) -> Uitslag:
    """The value is the score. Facts: the speed in metres per second, for a walk."""
    waarde = antwoorden.get("waarde")
    if not isinstance(waarde, Decimal):
        return onvolledig(["waarde"])
    feiten: dict[str, object] = {"ontbreekt": []}
    if instellingen.afstand_m is not None:
        feiten["meter_per_seconde"] = (instellingen.afstand_m / waarde).quantize(Decimal("0.01"))
    return Uitslag(band(instellingen.banden, waarde), float(waarde), MappingProxyType(feiten))


@dataclass(frozen=True, slots=True, kw_only=True)
class Somscore:
    """Settings of a sum: how many items, what an item may be, how many may be open, and the bands of the sum."""

    aantal: int
    laagste: int
    hoogste: int
    hoogstens_open: int
    banden: tuple[Band, ...]

    def na_lezen(self, plek: Plek) -> None:
        controleer_rij(self.banden, plek.bij("banden"))
        if not 1 <= self.laagste < self.hoogste <= 9 or not 0 <= self.hoogstens_open < self.aantal:
            raise plek.fout("verwacht items van een cijfer, laagste onder hoogste, en minder open items dan er zijn.")


def somscore(instellingen: Somscore, antwoorden: Antwoorden) -> Uitslag:
    """The sum, typed or counted from the items (one digit each, 0 is open; no wording is kept).

    With a few items open it is the mean of the others times all, rounded up; with more there is no score.
    """
    som, items = antwoorden.get("som"), antwoorden.get("items")
    heel("som", som)
    score = int(som) if isinstance(som, Decimal) else None
    if isinstance(items, str):
        score = _tel(instellingen, items)
    if score is None:
        return onvolledig(["som" if items is None else "items"])
    if som is not None and som != score:
        raise Antwoordfout("som", f"De losse cijfers samen geven {score}. Verbeter een van de twee.")
    return Uitslag(band(instellingen.banden, Decimal(score)), score, MappingProxyType({"ontbreekt": []}))


def _tel(instellingen: Somscore, items: str) -> int | None:
    cijfers = [int(teken) for teken in items.replace("-", "0") if teken in "0123456789"]
    onbekend = set(items) - set("0123456789-,; ")
    mag = {0, *range(instellingen.laagste, instellingen.hoogste + 1)}
    if onbekend or len(cijfers) != instellingen.aantal or not set(cijfers) <= mag:
        zin = f"Vul {instellingen.aantal} cijfers in van {instellingen.laagste} tot en met {instellingen.hoogste}."
        raise Antwoordfout("items", f"{zin} Een vraag zonder antwoord is 0.")
    gegeven = [cijfer for cijfer in cijfers if cijfer]
    if len(cijfers) - len(gegeven) > instellingen.hoogstens_open:
        return None
    return -(-sum(gegeven) * instellingen.aantal // len(gegeven))


REGELS: Mapping[str, Scoreregel] = MappingProxyType(
    {
        "meetwaarde": Scoreregel(
            Meetwaarde,
            MappingProxyType({"waarde": "getal", NIET_UITVOERBAAR: "ja_nee"}),
            codes,
            of_niet_uitvoerbaar(meetwaarde),
        ),
        "somscore": Scoreregel(
            Somscore,
            MappingProxyType({"som": "getal", "items": "tekst", NIET_UITVOERBAAR: "ja_nee"}),
            codes,
            of_niet_uitvoerbaar(somscore),
        ),
    }
)
