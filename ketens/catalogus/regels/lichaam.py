"""Tests of the body that need more than one number: chair stand by age and sex, stances, and three parts in points."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from ketens.catalogus.fouten import Antwoordfout
from ketens.catalogus.lezen import Plek
from ketens.catalogus.regels.banden import Band, Drempel, band, codes, controleer_rij
from ketens.catalogus.regels.uitslag import (
    GESLACHT,
    LEEFTIJD,
    NIET_UITVOERBAAR,
    ONVOLLEDIG,
    Antwoorden,
    Scoreregel,
    Uitslag,
    heel,
    of_niet_uitvoerbaar,
    onvolledig,
)

STANDEN = ("stand_naast", "stand_half", "stand_tandem", "stand_een_been")


@dataclass(frozen=True, slots=True, kw_only=True)
class Leeftijdsgrens:
    """Of these ages (inclusive): a count below this is below average."""

    van: int
    tot_en_met: int
    man: int
    vrouw: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Opstaan:
    """Settings of a count with a boundary per age and sex."""

    grenzen: tuple[Leeftijdsgrens, ...]

    def na_lezen(self, plek: Plek) -> None:
        vorige = -1
        for nummer, grens in enumerate(self.grenzen):
            if not vorige < grens.van <= grens.tot_en_met:
                raise plek.bij("grenzen").op(nummer).fout("verwacht leeftijden na die ervoor, van tot tot_en_met.")
            vorige = grens.tot_en_met


def opstaan(instellingen: Opstaan, antwoorden: Antwoorden) -> Uitslag:
    """How often someone stood up; with the arms it is 0. An age or sex without a boundary has only the count."""
    aantal = Decimal(0) if antwoorden.get("armen_gebruikt") is True else antwoorden.get("waarde")
    heel("waarde", aantal)
    if not isinstance(aantal, Decimal):
        return onvolledig(["waarde"])
    grens = _grens(instellingen, antwoorden.get(LEEFTIJD), antwoorden.get(GESLACHT))
    feiten: Mapping[str, object] = MappingProxyType({"ontbreekt": [], "grens": grens})
    if grens is None:
        return Uitslag("geen_grens", int(aantal), feiten)
    uitslag = "onder_gemiddelde" if aantal < grens else "gemiddeld_of_meer"
    return Uitslag(uitslag, int(aantal), feiten)


def _grens(instellingen: Opstaan, leeftijd: object, geslacht: object) -> int | None:
    if not isinstance(leeftijd, int) or geslacht not in ("man", "vrouw"):
        return None
    past = next((deel for deel in instellingen.grenzen if deel.van <= leeftijd <= deel.tot_en_met), None)
    return None if past is None else past.man if geslacht == "man" else past.vrouw


@dataclass(frozen=True, slots=True, kw_only=True)
class Balans:
    """Settings of the four stances: how long a stance is held in full."""

    vol_seconden: Decimal


def balans(instellingen: Balans, antwoorden: Antwoorden) -> Uitslag:
    """Seconds over all stances; who does not hold the third in full has a raised risk."""
    seconden = _standen(STANDEN, instellingen.vol_seconden, antwoorden)
    if len(seconden) < len(STANDEN):
        return onvolledig([STANDEN[len(seconden)]])
    uitslag = "verhoogd" if seconden[2] < instellingen.vol_seconden else "niet_verhoogd"
    return Uitslag(uitslag, float(sum(seconden)), MappingProxyType({"ontbreekt": []}))


def _standen(sleutels: Sequence[str], vol: Decimal, antwoorden: Antwoorden) -> list[Decimal]:
    """Return the seconds of each stance, up to the first that is open; after one not held in full comes 0."""
    seconden: list[Decimal] = []
    for sleutel in sleutels:
        waarde = antwoorden.get(sleutel)
        if seconden and seconden[-1] < vol:
            if waarde:
                zin = "De stand hiervoor lukte niet helemaal. Dan stopt de test: laat dit vak leeg."
                raise Antwoordfout(sleutel, zin)
            waarde = Decimal(0)
        if not isinstance(waarde, Decimal):
            break
        seconden.append(waarde)
    return seconden


@dataclass(frozen=True, slots=True, kw_only=True)
class Trede(Drempel):
    """Points, and from how many seconds on one gets them."""

    punten: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sppb:
    """Settings of the three parts, each 0-4 points, and the bands of the sum."""

    vol_seconden: Decimal
    tandem_kort_onder: Decimal
    lopen: tuple[Trede, ...]
    opstaan: tuple[Trede, ...]
    banden: tuple[Band, ...]

    def na_lezen(self, plek: Plek) -> None:
        for rij in ("lopen", "opstaan", "banden"):
            controleer_rij(getattr(self, rij), plek.bij(rij))


def sppb(instellingen: Sppb, antwoorden: Antwoorden) -> Uitslag:
    """Points over stances, walking and standing up; who is not able to do a part has 0 there.

    Facts: the points of each part, and which answers are still open.
    """
    standen = _standen(STANDEN[:3], instellingen.vol_seconden, antwoorden)
    punten = {
        "balans": _balanspunten(instellingen, standen),
        "lopen": _tijdpunten("lopen", instellingen.lopen, antwoorden),
        "opstaan": _tijdpunten("opstaan", instellingen.opstaan, antwoorden),
    }
    open_ = [STANDEN[len(standen)]] if punten["balans"] is None else []
    open_ += [deel for deel in ("lopen", "opstaan") if punten[deel] is None]
    if open_:
        return Uitslag(ONVOLLEDIG, None, MappingProxyType({**punten, "ontbreekt": open_}))
    score = sum(deel for deel in punten.values() if deel is not None)
    return Uitslag(band(instellingen.banden, Decimal(score)), score, MappingProxyType({**punten, "ontbreekt": []}))


def _balanspunten(instellingen: Sppb, seconden: list[Decimal]) -> int | None:
    if len(seconden) < 3:
        return None
    vol = instellingen.vol_seconden
    if (lukte := sum(deel >= vol for deel in seconden)) != 2:
        return 4 if lukte == 3 else lukte
    return 2 if seconden[2] < instellingen.tandem_kort_onder else 3


def _tijdpunten(deel: str, treden: Sequence[Trede], antwoorden: Antwoorden) -> int | None:
    waarde = antwoorden.get(deel)
    if antwoorden.get(f"{deel}_niet") is True:
        if waarde is not None:
            raise Antwoordfout(deel, "U vulde een tijd in en koos ook 'lukt niet'. Kies een van de twee.")
        return 0
    if not isinstance(waarde, Decimal):
        return None
    return next(trede.punten for trede in reversed(treden) if trede.is_bereikt(waarde))


_ANDERS = {NIET_UITVOERBAAR: "ja_nee"}

REGELS: Mapping[str, Scoreregel] = MappingProxyType(
    {
        "opstaan": Scoreregel(
            Opstaan,
            MappingProxyType({"waarde": "getal", "armen_gebruikt": "ja_nee", **_ANDERS}),
            ("onder_gemiddelde", "gemiddeld_of_meer", "geen_grens", ONVOLLEDIG, NIET_UITVOERBAAR),
            of_niet_uitvoerbaar(opstaan),
        ),
        "balans": Scoreregel(
            Balans,
            MappingProxyType({**dict.fromkeys(STANDEN, "getal"), **_ANDERS}),
            ("verhoogd", "niet_verhoogd", ONVOLLEDIG, NIET_UITVOERBAAR),
            of_niet_uitvoerbaar(balans),
        ),
        "sppb": Scoreregel(
            Sppb,
            MappingProxyType(
                {
                    **dict.fromkeys((*STANDEN[:3], "lopen", "opstaan"), "getal"),
                    **dict.fromkeys(("lopen_niet", "opstaan_niet"), "ja_nee"),
                    **_ANDERS,
                }
            ),
            codes,
            of_niet_uitvoerbaar(sppb),
        ),
    }
)
