"""What invented people answer: the fall-risk test by the result it must give, and the telephone intake."""

from decimal import Decimal
from random import Random

ERNST = ("e1_letsel", "e2_meer_dan_een_val", "e3_bewustzijnsverlies", "e4_niet_zelf_opstaan")
DAGDELEN = [f"{dag}_{deel}" for dag in ("ma", "di", "wo", "do", "vr") for deel in ("ochtend", "middag")]

Antwoorden = dict[str, object]


def valrisicotest(uitslag: str, kans: Random) -> Antwoorden:
    """Return answers that give this result under the rules of the instrument."""
    return {"laag": _laag, "matig": _matig, "hoog": _hoog, "onvolledig": _onvolledig}[uitslag](kans)


def _vragen(gevallen: bool, bezorgd: bool, moeite: bool) -> Antwoorden:
    return {"q1_gevallen": gevallen, "q2_bezorgd": bezorgd, "q3_moeite_bewegen": moeite}


def _zonder_ernst(gevallen: bool) -> Antwoorden:
    return {"e5_kwetsbaar": False, **(dict.fromkeys(ERNST, False) if gevallen else {})}


def _looptest(kans: Random, van: int, tot: int) -> Antwoorden:
    """A walking test in tenths of seconds."""
    return {"looptest_s": Decimal(kans.randint(van, tot)) / 10}


def _laag(kans: Random) -> Antwoorden:
    if kans.random() < 0.7:
        return _vragen(False, False, False)
    return {**_vragen(False, True, False), **_zonder_ernst(False), **_looptest(kans, 26, 39)}


def _matig(kans: Random) -> Antwoorden:
    gevallen, bezorgd = kans.random() < 0.45, kans.random() < 0.55
    moeite = not (gevallen or bezorgd) or kans.random() < 0.5
    looptest = _looptest(kans, 40, 72) if kans.random() < 0.8 else {}
    return {**_vragen(gevallen, bezorgd, moeite), **_zonder_ernst(gevallen), **looptest}


def _hoog(kans: Random) -> Antwoorden:
    gevallen = kans.random() < 0.8
    antwoorden = {**_vragen(gevallen, kans.random() < 0.7, True), **_zonder_ernst(gevallen)}
    return antwoorden | {kans.choice(ERNST) if gevallen else "e5_kwetsbaar": True}


def _onvolledig(kans: Random) -> Antwoorden:
    antwoorden = _vragen(True, kans.random() < 0.5, kans.random() < 0.5)
    return antwoorden | {"e1_letsel": False, "e5_kwetsbaar": False}


def rest_van_de_test(uitslag: str, kans: Random) -> Antwoorden:
    """Return what completes an incomplete test so that it gives this result: laag, matig or hoog."""
    rest: Antwoorden = dict.fromkeys(ERNST[1:], False)
    if uitslag == "hoog":
        return rest | {"e2_meer_dan_een_val": True}
    return rest | (_looptest(kans, 28, 39) if uitslag == "laag" else _looptest(kans, 41, 65))


def intake(kans: Random, dagdelen: list[str], *, uitslag: str = "matig", samen_met: str | None = None) -> Antwoorden:
    """Return answers of someone who can come on `dagdelen` and perhaps on more."""
    hulpmiddel = kans.choices(("geen", "stok", "rollator"), (60, 30, 10) if uitslag == "matig" else (20, 40, 40))[0]
    antwoorden: Antwoorden = {
        "loophulpmiddel": hulpmiddel,
        "loopt_100_meter": True,
        "loopt_15_minuten": hulpmiddel != "rollator",
        "vervoer": kans.choices(("zelf", "met_iemand", "hulp_nodig"), (78, 18, 4))[0],
        "dagdelen": sorted({*dagdelen, *kans.sample(DAGDELEN, kans.randint(0, 4))}),
        "taal": "nederlands",
        "horen": "slecht" if kans.random() < 0.05 else "goed",
        "zien": "slecht" if kans.random() < 0.04 else "goed",
        "komt_samen": samen_met is not None,
    }
    return antwoorden | ({"samen_met": samen_met} if samen_met else {})
