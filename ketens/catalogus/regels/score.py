"""From answers to a result: the scoring rules an instrument file can name (`SCORE`)."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Literal

from ketens.catalogus.regels import banden, lichaam
from ketens.catalogus.regels.uitslag import Antwoorden, Scoreregel, Uitslag, heel, onbeantwoord, onvolledig

DRIE_VRAGEN = ("q1_gevallen", "q2_bezorgd", "q3_moeite_bewegen")
ERNST_NA_VAL = ("e1_letsel", "e2_meer_dan_een_val", "e3_bewustzijnsverlies", "e4_niet_zelf_opstaan")


@dataclass(frozen=True, slots=True, kw_only=True)
class Valrisico:
    """Settings of the fall-risk test: its boundary and the points on which published versions differ."""

    grens_seconden: Decimal
    uitslag_op_grens: Literal["laag", "matig"]
    looptest_bij_enkele_val: bool
    enkele_val_zonder_looptest: Literal["matig", "onvolledig"]


def valrisicotest(instellingen: Valrisico, antwoorden: Antwoorden) -> Uitslag:
    """Fall risk laag, matig, hoog or onvolledig (domein 1.2).

    Answers are True, False or absent; `looptest_s` is seconds over 4 m as Decimal, or absent. The severity questions
    about a fall count only when there was one. Facts: was the walking test done, which answers are still needed.
    """
    looptest_afgenomen = antwoorden.get("looptest_s") is not None

    def klaar(uitslag: str, ontbreekt: list[str]) -> Uitslag:
        feiten = {"looptest_afgenomen": looptest_afgenomen, "ontbreekt": ontbreekt}
        return Uitslag(uitslag, None, MappingProxyType(feiten))

    if open_vragen := onbeantwoord(DRIE_VRAGEN, antwoorden):
        return klaar("onvolledig", open_vragen)
    if not any(antwoorden[sleutel] for sleutel in DRIE_VRAGEN):
        return klaar("laag", [])
    ernst = (*(ERNST_NA_VAL if antwoorden["q1_gevallen"] else ()), "e5_kwetsbaar")
    if any(antwoorden.get(sleutel) is True for sleutel in ernst):
        return klaar("hoog", [])
    if open_vragen := onbeantwoord(ernst, antwoorden):
        return klaar("onvolledig", open_vragen)
    uitslag = _na_looptest(instellingen, antwoorden)
    return klaar(uitslag, ["looptest_s"] if uitslag == "onvolledig" else [])


def _na_looptest(instellingen: Valrisico, antwoorden: Antwoorden) -> str:
    gevallen = antwoorden["q1_gevallen"] is True
    if gevallen and not instellingen.looptest_bij_enkele_val:
        return "matig"
    seconden = antwoorden.get("looptest_s")
    if not isinstance(seconden, Decimal):
        return instellingen.enkele_val_zonder_looptest if gevallen else "matig"
    if seconden == instellingen.grens_seconden:
        return instellingen.uitslag_op_grens
    return "laag" if seconden < instellingen.grens_seconden else "matig"


@dataclass(frozen=True, slots=True, kw_only=True)
class Geen:
    """No settings."""


def zonder_uitslag(_: Geen, _antwoorden: Antwoorden) -> Uitslag:
    """An instrument that only records: no score, no class."""
    return Uitslag("vastgelegd")


def hele_cijfers(_: Geen, antwoorden: Antwoorden) -> Uitslag:
    """Whole numbers that are kept as they are: no score, no class. Raises Antwoordfout on a fraction."""
    for sleutel, waarde in antwoorden.items():
        heel(sleutel, waarde)
    return Uitslag("vastgelegd")


EENZAAM = ("leegte", "terugvallen", "vertrouwen", "missen", "verbonden", "in_de_steek")


@dataclass(frozen=True, slots=True, kw_only=True)
class Eenzaamheid:
    """Settings of the six-item loneliness scale: which item counts where, and from how many points a band begins."""

    emotioneel: tuple[str, ...]
    sociaal: tuple[str, ...]
    enigszins_vanaf: int
    sterk_vanaf: int
    deel_enigszins_vanaf: int
    deel_sterk_vanaf: int


def eenzaamheid(instellingen: Eenzaamheid, antwoorden: Antwoorden) -> Uitslag:
    """Loneliness niet, enigszins or sterk, or onvolledig: an item without an answer gives no score (domein 2).

    Answers are ja, min_of_meer, nee or absent. An emotional item counts unless nee, a social one unless ja. Facts:
    total 0-6, sub-scales 0-3 with their bands, or which items are still open.
    """
    if ontbreekt := onbeantwoord(EENZAAM, antwoorden):
        return onvolledig(ontbreekt)
    emotioneel = sum(antwoorden[sleutel] != "nee" for sleutel in instellingen.emotioneel)
    sociaal = sum(antwoorden[sleutel] != "ja" for sleutel in instellingen.sociaal)
    deelgrenzen = (instellingen.deel_enigszins_vanaf, instellingen.deel_sterk_vanaf)
    totaal = emotioneel + sociaal
    feiten: dict[str, object] = {
        "totaal": totaal,
        "emotioneel": emotioneel,
        "sociaal": sociaal,
        "emotioneel_uitslag": _band(emotioneel, *deelgrenzen),
        "sociaal_uitslag": _band(sociaal, *deelgrenzen),
        "ontbreekt": [],
    }
    return Uitslag(
        _band(totaal, instellingen.enigszins_vanaf, instellingen.sterk_vanaf), totaal, MappingProxyType(feiten)
    )


def _band(punten: int, enigszins_vanaf: int, sterk_vanaf: int) -> str:
    if punten >= sterk_vanaf:
        return "sterk"
    return "enigszins" if punten >= enigszins_vanaf else "niet"


_JA_NEE = dict.fromkeys((*DRIE_VRAGEN, *ERNST_NA_VAL, "e5_kwetsbaar"), "ja_nee")

SCORE: Mapping[str, Scoreregel] = MappingProxyType(
    {
        "valrisicotest": Scoreregel(
            Valrisico,
            MappingProxyType({**_JA_NEE, "looptest_s": "getal"}),
            ("laag", "matig", "hoog", "onvolledig"),
            valrisicotest,
        ),
        "eenzaamheid": Scoreregel(
            Eenzaamheid,
            MappingProxyType(dict.fromkeys(EENZAAM, "keuze")),
            ("niet", "enigszins", "sterk", "onvolledig"),
            eenzaamheid,
        ),
        "hele_cijfers": Scoreregel(Geen, MappingProxyType({}), ("vastgelegd",), hele_cijfers),
        "zonder_uitslag": Scoreregel(Geen, MappingProxyType({}), ("vastgelegd",), zonder_uitslag),
        **banden.REGELS,
        **lichaam.REGELS,
    }
)
