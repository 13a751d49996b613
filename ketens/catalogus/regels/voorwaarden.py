"""Conditions over answers: when a question is shown (`TONEN`), when an interventie fits badly (`GESCHIKTHEID`).

Answers are as `lees_antwoorden` returns them: an unanswered question is absent. A condition holds only on what was
said; something unknown never hides, warns or blocks.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

Antwoorden = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Voorwaarde:
    """One condition and the answer keys it reads; the loader checks that the file has questions with these keys."""

    sleutels: tuple[str, ...]
    geldt: Callable[[Antwoorden], bool]


def _is(sleutel: str, waarde: object) -> Voorwaarde:
    return Voorwaarde((sleutel,), lambda antwoorden: antwoorden.get(sleutel) == waarde)


def _een_ja(*sleutels: str) -> Voorwaarde:
    return Voorwaarde(sleutels, lambda antwoorden: any(antwoorden.get(sleutel) is True for sleutel in sleutels))


def _loopt_goed(antwoorden: Antwoorden) -> bool:
    return antwoorden.get("loophulpmiddel") == "geen" and antwoorden.get("loopt_15_minuten") is True


TONEN: Mapping[str, Voorwaarde] = MappingProxyType(
    {
        "na_val": _een_ja("q1_gevallen"),
        "bij_een_ja": _een_ja("q1_gevallen", "q2_bezorgd", "q3_moeite_bewegen"),
        "andere_taal": _is("taal", "anders"),
        "komt_samen": _is("komt_samen", True),
    }
)

GESCHIKTHEID: Mapping[str, Voorwaarde] = MappingProxyType(
    {
        "loopt_geen_100_meter": _is("loopt_100_meter", False),
        "loopt_geen_15_minuten": _is("loopt_15_minuten", False),
        "loopt_met_rollator": _is("loophulpmiddel", "rollator"),
        "loopt_goed": Voorwaarde(("loophulpmiddel", "loopt_15_minuten"), _loopt_goed),
        "heeft_tolk_nodig": _is("tolk_nodig", True),
        "hoort_slecht": _is("horen", "slecht"),
        "ziet_slecht": _is("zien", "slecht"),
        "deed_valcursus": _is("valcursus_gedaan", True),
        "geen_eigen_vervoer": _is("vervoer", "hulp_nodig"),
    }
)
