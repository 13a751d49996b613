"""Two counts of one keten beside each other: that of the house, and the one by hand."""

from datetime import datetime
from typing import Any

from ketens.indicatoren.tellen import Stand, tel
from tests.indicatoren.naief.tellen import Naief

JAREN = (2024, 2025, 2026)


def verschillen(keten: str, nu: datetime, naief: Naief | None = None) -> list[str]:
    """Return in words all that is not the same: each figure and each split of each year and of the year before."""
    naief = naief or Naief(keten, nu)
    gevonden: list[str] = []
    for jaar in JAREN:
        stand = tel(keten, jaar)
        assert set(stand.codes) == set(naief.indicatoren)
        for code in stand.codes:
            wat = f"{keten} {code} {jaar}"
            gevonden += _zelfde(wat, stand.waarde(code), naief.waarde(code, jaar))
            gevonden += _zelfde(f"{wat}, jaar ervoor", stand.vorig(code), naief.waarde(code, jaar - 1))
            if "feit" in naief.indicatoren[code]:
                # What a mean or a median rests on says more than the figure: one more is soon the same.
                gevonden += _zelfde(f"{wat}, rijen", stand.n(code) or 0, len(naief.telt(code, jaar)))
            gevonden += _splitsingen(wat, stand, naief, code, jaar)
        trechter = [
            (stap["indicator"], naief.waarde(stap["indicator"], jaar)) for stap in naief.bestand.get("trechter", ())
        ]
        gevonden += _zelfde(
            f"{keten} trechter {jaar}", [(trap.code, trap.aantal) for trap in stand.trechter()], trechter
        )
    return gevonden


def _splitsingen(wat: str, stand: Stand, naief: Naief, code: str, jaar: int) -> list[str]:
    gevonden: list[str] = []
    indicator = naief.indicatoren[code]
    if indicator.get("soort", "aantal") not in ("aantal", "som"):
        return []
    # A state is of one day: it has no months.
    altijd = [] if indicator["feit"] == "wachtend" else ["maand"]
    for naam in dict.fromkeys([*altijd, *indicator.get("splitsingen", ())]):
        for welk, delen in ((jaar, stand.splitsing(code, naam)), (jaar - 1, stand.vorige_splitsing(code, naam))):
            echt = {sleutel: aantal for sleutel, _, aantal in delen if aantal}
            gevonden += _zelfde(f"{wat} naar {naam} in {welk}", echt, naief.splitsing(code, naam, welk))
            gevonden += _zelfde(f"{wat} delen van {naam} in {welk}", sum(echt.values()), stand.waarde(code, welk) or 0)
    return gevonden


def _zelfde(wat: str, huis: Any, hand: Any) -> list[str]:
    return [] if huis == hand else [f"{wat}: het huis telt {huis}, met de hand is het {hand}"]
