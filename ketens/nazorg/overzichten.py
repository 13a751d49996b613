"""The figure that national monitors do not have: of who finished, how many keep moving after 0, 3, 6 and 12 months.

With the response beside it, per interventie and year of the end. Two queries, whatever the amount. Never a person.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import select

from ketens.catalogus import catalogus
from ketens.groepen.models import Groep
from ketens.groepen.plaatsen import Plaatsing
from ketens.kern.db import db
from ketens.kern.klok import AMSTERDAM, moment, vandaag
from ketens.nazorg.models import Doorstroomvraag
from ketens.nazorg.momenten import BIJ_EINDE, NA, NAMEN, NIET_BEREIKT, NIET_MEER

# Below this many answers a share says more about persons than about the group (domein 6.6).
MINSTENS = 10
ALLE = "Alle groepen samen"


@dataclass(frozen=True, slots=True)
class Doorstroom:
    """One interventie, one year, one moment. `ja` and `nee` are None where too few answered to show them."""

    interventie: str
    jaar: int
    maanden: int
    afgerond: int = 0
    gevraagd: int = 0
    bereikt: int = 0
    beantwoord: int = 0
    ja: int | None = 0
    nee: int | None = 0

    @property
    def wanneer(self) -> str:
        """The moment in words."""
        return NAMEN[self.maanden]

    @property
    def getoond(self) -> bool:
        """Whether the answers are shown."""
        return self.ja is not None

    @property
    def onbekend(self) -> int:
        """Of who finished, of whom nobody knows: not asked (yet), not reached, or no answer."""
        return self.afgerond - self.beantwoord

    @property
    def procent(self) -> int | None:
        """Of who answered, how many of every hundred keep moving."""
        return None if self.ja is None or not self.beantwoord else round(100 * self.ja / self.beantwoord)

    @property
    def respons(self) -> int | None:
        """Of who was asked, how many of every hundred answered."""
        return round(100 * self.beantwoord / self.gevraagd) if self.gevraagd else None


@dataclass(slots=True)
class _Telling:
    gevraagd: int = 0
    bereikt: int = 0
    ja: int = 0
    nee: int = 0

    def tel(self, rij: Any) -> None:
        zei_iets = rij.uitkomst is not None or rij.beeindigd_reden == NIET_MEER
        self.gevraagd += zei_iets or rij.pogingen > 0 or rij.beeindigd_reden == NIET_BEREIKT
        self.bereikt += zei_iets
        self.ja += rij.uitkomst == "ja"
        self.nee += rij.uitkomst == "nee"


def doorstroom(keten_code: str, jaren: Iterable[int]) -> list[Doorstroom]:
    """Return the figures of these years, newest first, with the whole keten before its interventies.

    A moment of which nothing was asked and nothing will be known yet is left out.
    """
    jaren = sorted(jaren)
    grens = moment(date(jaren[0], 1, 1), 0), moment(date(jaren[-1] + 1, 1, 1), 0)
    eisen = (
        Groep.keten_code == keten_code,
        Plaatsing.einde == "afgerond",
        Plaatsing.geeindigd_op >= grens[0],
        Plaatsing.geeindigd_op < grens[1],
    )
    afgerond: dict[tuple[str, int], int] = {}
    for pin, op in db.session.execute(
        select(Groep.interventie_pin, Plaatsing.geeindigd_op).join(Plaatsing.groep).where(*eisen)
    ):
        sleutel = _sleutel(pin, op)
        afgerond[sleutel] = afgerond.get(sleutel, 0) + 1
    geteld: dict[tuple[str, int, int], _Telling] = {}
    for rij in db.session.execute(_vragen().where(*eisen)):
        geteld.setdefault((*_sleutel(rij.interventie_pin, rij.geeindigd_op), rij.maanden), _Telling()).tel(rij)
    regels = [
        _regel(sleutel, maanden, aantal, geteld.get((*sleutel, maanden), _Telling()))
        for sleutel, aantal in afgerond.items()
        for maanden in (BIJ_EINDE, *NA)
    ]
    return _op_volgorde(_scherm_af([*_samen(regels), *regels]))


def _vragen() -> Any:
    return (
        select(
            Groep.interventie_pin,
            Plaatsing.geeindigd_op,
            Doorstroomvraag.maanden,
            Doorstroomvraag.pogingen,
            Doorstroomvraag.uitkomst,
            Doorstroomvraag.beeindigd_reden,
        )
        .join(Doorstroomvraag.plaatsing)
        .join(Plaatsing.groep)
        .where(Doorstroomvraag.vraag_op <= vandaag())
    )


def _sleutel(pin: str, op: Any) -> tuple[str, int]:
    return pin.partition("@")[0], op.astimezone(AMSTERDAM).year


def _regel(sleutel: tuple[str, int], maanden: int, afgerond: int, geteld: _Telling) -> Doorstroom:
    code, jaar = sleutel
    return Doorstroom(
        interventie=catalogus().interventie(code).naam,
        jaar=jaar,
        maanden=maanden,
        afgerond=afgerond,
        gevraagd=geteld.gevraagd,
        bereikt=geteld.bereikt,
        beantwoord=geteld.ja + geteld.nee,
        ja=geteld.ja,
        nee=geteld.nee,
    )


def _samen(regels: list[Doorstroom]) -> list[Doorstroom]:
    """Add the interventies up per year and moment, where there is more than one."""
    per: dict[tuple[int, int], list[Doorstroom]] = {}
    for regel in regels:
        per.setdefault((regel.jaar, regel.maanden), []).append(regel)

    def som(rijen: list[Doorstroom], veld: str) -> int:
        return sum(getattr(rij, veld) for rij in rijen)

    velden = ("afgerond", "gevraagd", "bereikt", "beantwoord", "ja", "nee")
    return [
        Doorstroom(ALLE, jaar, maanden, *(som(rijen, veld) for veld in velden))
        for (jaar, maanden), rijen in per.items()
        if len(rijen) > 1
    ]


def _scherm_af(regels: list[Doorstroom]) -> list[Doorstroom]:
    """Hide the answers of fewer than ten, and a second row where the total would give the first one away."""
    verborgen: set[Doorstroom] = {regel for regel in regels if 0 < regel.beantwoord < MINSTENS}
    for totaal in (regel for regel in regels if regel.interventie == ALLE and regel not in verborgen):
        delen = [rij for rij in regels if (rij.jaar, rij.maanden) == (totaal.jaar, totaal.maanden) and rij != totaal]
        dicht, open_ = [r for r in delen if r in verborgen], [r for r in delen if r not in verborgen and r.beantwoord]
        if len(dicht) == 1 and open_:
            verborgen.add(min(open_, key=lambda rij: (rij.beantwoord, rij.interventie)))
        elif len(dicht) == 1:
            verborgen.add(totaal)
    return [replace(regel, ja=None, nee=None) if regel in verborgen else regel for regel in regels]


def _op_volgorde(regels: list[Doorstroom]) -> list[Doorstroom]:
    zinvol = [regel for regel in regels if regel.gevraagd or regel.maanden == BIJ_EINDE]
    return sorted(zinvol, key=lambda r: (-r.jaar, r.interventie != ALLE, r.interventie, r.maanden))
