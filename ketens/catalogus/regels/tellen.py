"""What counts of one activity must hold together (`TELCONTROLES`). Counts are whole numbers; what is absent is 0."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

Aantallen = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Telcontrole:
    """One rule: the keys it reads, the key that is at fault, and the sentence when it does not hold."""

    sleutels: tuple[str, ...]
    bij: str
    zin: str
    klopt: Callable[[Aantallen], bool]


def _nieuw(aantallen: Aantallen) -> bool:
    return aantallen.get("nieuw", 0) <= aantallen.get("volwassenen", 0) + aantallen.get("kinderen", 0)


def _bijeenkomst(aantallen: Aantallen) -> bool:
    return aantallen.get("bijeenkomsten", 0) > 0 or not aantallen.get("deelnemers", 0)


TELCONTROLES: Mapping[str, Telcontrole] = MappingProxyType(
    {
        "nieuw_hoogstens_bezoekers": Telcontrole(
            ("volwassenen", "kinderen", "nieuw"),
            "nieuw",
            "Er kunnen niet meer nieuwe mensen zijn dan volwassenen en kinderen samen.",
            _nieuw,
        ),
        "deelnemers_bij_bijeenkomst": Telcontrole(
            ("bijeenkomsten", "deelnemers"),
            "bijeenkomsten",
            "Er waren deelnemers. Vul dan ook in hoeveel bijeenkomsten er waren.",
            _bijeenkomst,
        ),
    }
)
