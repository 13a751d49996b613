"""What a story is: whose it is, and every word, id and number in it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from tests.bouwkunde.matrix.ploeg import Bezetting

GEWICHTEN = (9, 8, 7, 6, 5, 4, 3, 2, -1)


def nummers() -> Iterator[str]:
    """Return numbers that pass the test of a burgerservicenummer, in the range that is kept for tests (domein 6.2)."""
    for nummer in map(str, range(999_900_001, 1_000_000_000)):
        if sum(int(cijfer) * gewicht for cijfer, gewicht in zip(nummer, GEWICHTEN, strict=True)) % 11 == 0:
            yield nummer


@dataclass
class Verhaal:
    """What was made: ids by the name they have in an address, and every number with whose it is."""

    bezetting: Bezetting
    ids: dict[str, Any] = field(default_factory=dict)
    # Where a page asks for something at another point of its road than most do.
    bij: dict[str, dict[str, UUID]] = field(default_factory=dict)
    inwoners: dict[str, UUID] = field(default_factory=dict)
    # What is no word but betrays all the same: kenmerken, telephone numbers, BSN.
    nummers: dict[str, str] = field(default_factory=dict)

    def merk(self, soort: str, letter: str = "") -> str:
        """Return the marker of a kind of text, of one resident or (without letter) of the group."""
        return f"{soort}qaf{self.bezetting.woord}" + (f"x{letter}" if letter else "")

    def waarden(self, endpoint: str, namen: set[str]) -> dict[str, Any]:
        """Return what stands in the address of `endpoint`."""
        eigen = self.ids | self.bij.get(endpoint, {})
        if onbekend := namen - eigen.keys():
            raise LookupError(
                f"Het adres van {endpoint} vraagt om {', '.join(sorted(onbekend))}. Maak dat voor elk verhaal en zet "
                "het bij `ids` in tests/bouwkunde/matrix/verhalen.py (Verteller)."
            )
        return {naam: eigen[naam] for naam in namen}
