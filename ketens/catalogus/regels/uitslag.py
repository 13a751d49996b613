"""What a scoring rule takes and gives. The rules themselves: `score`, `banden` and `lichaam`."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from ketens.catalogus.fouten import Antwoordfout

Antwoorden = Mapping[str, object]

LEEFTIJD, GESLACHT = "leeftijd", "geslacht"
# What a rule may read of the person beside the answers: completed years, and man or vrouw. Absent when not known.
PERSOON = (LEEFTIJD, GESLACHT)
ONVOLLEDIG, NIET_UITVOERBAAR = "onvolledig", "niet_uitvoerbaar"


@dataclass(frozen=True, slots=True)
class Uitslag:
    """What an instrument says: the result's code, a score for who counts one, and facts worth keeping with it."""

    uitslag: str
    score: int | float | None = None
    feiten: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))


Bepaal = Callable[[Any, Antwoorden], Uitslag]


@dataclass(frozen=True, slots=True)
class Scoreregel:
    """A rule with the class of its settings, the questions it needs (key: kind) and every result it can give.

    Where those depend on the settings (a file names its own bands), `uitslagen` is asked of them.
    """

    instellingen: type[Any]
    vragen: Mapping[str, str]
    uitslagen: tuple[str, ...] | Callable[[Any], tuple[str, ...]]
    bepaal: Bepaal

    def uitslagen_bij(self, instellingen: object) -> tuple[str, ...]:
        """Every result that can come out with these settings."""
        return self.uitslagen(instellingen) if callable(self.uitslagen) else self.uitslagen


def onbeantwoord(sleutels: Iterable[str], antwoorden: Antwoorden) -> list[str]:
    """Return the questions without an answer."""
    return [sleutel for sleutel in sleutels if antwoorden.get(sleutel) is None]


def onvolledig(ontbreekt: Iterable[str]) -> Uitslag:
    """Return that there is no score, and which answers it needs."""
    return Uitslag(ONVOLLEDIG, None, MappingProxyType({"ontbreekt": list(ontbreekt)}))


def heel(sleutel: str, waarde: object) -> None:
    """Raise Antwoordfout on a number with a fraction."""
    if isinstance(waarde, Decimal) and waarde != waarde.to_integral_value():
        raise Antwoordfout(sleutel, "Vul een heel getal in, zonder komma.")


def of_niet_uitvoerbaar(bepaal: Bepaal) -> Bepaal:
    """Let 'not able' be an answer of its own, with its own result and no score; beside a value it is refused."""

    def regel(instellingen: Any, antwoorden: Antwoorden) -> Uitslag:
        if antwoorden.get(NIET_UITVOERBAAR) is not True:
            return bepaal(instellingen, antwoorden)
        ook = [s for s, waarde in antwoorden.items() if s not in (NIET_UITVOERBAAR, *PERSOON) and waarde is not False]
        if ook:
            raise Antwoordfout(ook[0], "U vulde iets in en koos ook 'niet uitvoerbaar'. Kies een van de twee.")
        return Uitslag(NIET_UITVOERBAAR)

    return regel
