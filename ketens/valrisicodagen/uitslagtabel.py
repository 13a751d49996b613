"""Every outcome of the test, worked out beforehand by the catalogue's own rule: the page looks up and decides nothing.

After the first questions (which everybody answers) stands, per combination of their answers, which questions follow and
a text with one letter per combination of *their* answers: the first question is the slowest digit. So what begins the
same way lies together, and a page sees that the result is certain when a whole stretch holds one letter.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import product
from typing import Any

from ketens.catalogus import Instrument, Vraag, catalogus

# Per kind of answer its digits, in order, and what each says to the rule.
JA_NEE: tuple[tuple[str, bool | None], ...] = (("j", True), ("n", False), ("?", None))
TIENDE = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Uitslagtabel:
    """`eerste`: the first questions; `vervolg`: per word of their answers (`jnn`) what follows and the letters."""

    eerste: tuple[str, ...]
    vervolg: Mapping[str, tuple[tuple[str, ...], str]]
    letters: Mapping[str, str]
    grens: Decimal

    @property
    def als_json(self) -> dict[str, Any]:
        """Return it as the page reads it."""
        return {
            "eerste": self.eerste,
            "vervolg": {woord: {"vragen": vragen, "tabel": tabel} for woord, (vragen, tabel) in self.vervolg.items()},
            "letters": dict(self.letters),
            "cijfers": {"ja_nee": "jn?", "getal": "<=>?"},
            "grens": float(self.grens),
        }


@cache
def uitslagtabel(pin: str) -> Uitslagtabel:
    """Work out all outcomes of an instrument of yes/no questions and at most a number with one boundary."""
    instrument = catalogus().instrument(pin)
    grens = Decimal(str(instrument.instellingen["grens_seconden"]))
    letters = {str(uitslag.code): uitslag.code[0] for uitslag in instrument.uitslagen}
    eerste = [vraag for vraag in instrument.alle_vragen if vraag.verplicht]
    vervolg = {}
    for gegeven in product(JA_NEE[:2], repeat=len(eerste)):
        antwoorden: dict[str, object] = {
            vraag.sleutel: waarde for vraag, (_, waarde) in zip(eerste, gegeven, strict=True)
        }
        vragen = [v for v in instrument.alle_vragen if not v.verplicht and v.is_zichtbaar(antwoorden)]
        tabel = "".join(letters[uitslag] for uitslag in _uitslagen(instrument, antwoorden, vragen, grens))
        vervolg["".join(letter for letter, _ in gegeven)] = tuple(vraag.sleutel for vraag in vragen), tabel
    omgekeerd = {letter: code for code, letter in letters.items()}
    return Uitslagtabel(tuple(vraag.sleutel for vraag in eerste), vervolg, omgekeerd, grens)


def _uitslagen(
    instrument: Instrument, antwoorden: Mapping[str, object], vragen: list[Vraag], grens: Decimal
) -> Iterator[str]:
    for rest in product(*(_waarden(vraag, grens) for vraag in vragen)):
        gegeven: dict[str, object] = {
            vraag.sleutel: waarde for vraag, waarde in zip(vragen, rest, strict=True) if waarde is not None
        }
        yield instrument.bepaal({**antwoorden, **gegeven}).uitslag


def _waarden(vraag: Vraag, grens: Decimal) -> list[object]:
    if vraag.soort == "ja_nee":
        return [waarde for _, waarde in JA_NEE]
    return [grens - TIENDE, grens, grens + TIENDE, None]
