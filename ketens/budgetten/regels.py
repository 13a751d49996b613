"""The rules of a regeling at work: which hold in a year, with which percentage, and what that comes to in euros."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select

from ketens.budgetten.models import Regelwaarde
from ketens.budgetten.regime import onderdeelnaam
from ketens.budgetten.stand import Bedragen
from ketens.budgetten.verdelen import aandeel
from ketens.catalogus import catalogus
from ketens.catalogus.regeling import MET_PROCENT, Regel, Regeling
from ketens.kern.db import db
from ketens.kern.klok import vandaag
from ketens.kern.pagina import euro

SISA_CODE = "sisa_code"
NIETS_TOEGEKEND = "Er is niets ingevuld bij toegekend. Daarom is er geen bedrag uit te rekenen."
Waarden = Mapping[str, Regelwaarde]
# What an onderdeel was granted and spent, from the bron of the regeling, in one year.
PerOnderdeel = Mapping[str, Bedragen]


@dataclass(frozen=True, slots=True)
class Uitwerking:
    """A rule as a page shows it: with its percentage, and what it comes to. `bedragen`: onderdeel, cents, in words."""

    regel: Regel
    honderdsten: int | None
    # Filled in by the gemeente itself.
    eigen: Regelwaarde | None = None
    zinnen: tuple[str, ...] = ()
    bedragen: tuple[tuple[str, int], ...] = field(default=())

    @property
    def vraagt_waarde(self) -> bool:
        """Whether the rule can't be worked out before somebody fills in a percentage."""
        return self.regel.soort in MET_PROCENT and self.honderdsten is None

    @property
    def procent(self) -> str:
        """The percentage in words."""
        return "niet ingevuld" if self.honderdsten is None else procent_in_woorden(self.honderdsten)

    @property
    def nagekeken(self) -> bool:
        """Whether a source says so, or the gemeente."""
        return self.regel.nagekeken or self.eigen is not None


def procent_in_woorden(honderdsten: int) -> str:
    """Return 15% or 12,5%."""
    heel, rest = divmod(honderdsten, 100)
    return f"{heel},{rest:02d}".rstrip("0").rstrip(",") + "%"


def waarden() -> dict[str, Regelwaarde]:
    """Return what the gemeente filled in itself, by the code of the rule. One query."""
    return {rij.regel_code: rij for rij in db.session.scalars(select(Regelwaarde))}


def honderdsten(regel: Regel, eigen: Waarden) -> int | None:
    """Return the percentage that counts: that of the gemeente before that of the catalogue."""
    if regel.code in eigen and eigen[regel.code].waarde is not None:
        return eigen[regel.code].waarde
    return regel.honderdsten


def peildag(jaar: int) -> date:
    """Return the day whose rules hold for a year: today, else its last day, or its first when it must still come."""
    return min(max(vandaag(), date(jaar, 1, 1)), date(jaar, 12, 31))


def geldend(regeling: Regeling, jaar: int) -> list[Regel]:
    """Return the rules that hold for a year; one to carry over is shown in both of its years."""
    dag = peildag(jaar)
    uit = []
    for regel in regeling.regels:
        if regel.soort == "meenemen":
            if regel.jaar is not None and jaar in (regel.jaar, regel.jaar + 1):
                uit.append(regel)
        elif regel.geldt(dag) and regel.jaar in (None, jaar):
            uit.append(regel)
    return uit


def heeft_schotten(regeling: Regeling, jaar: int) -> bool:
    """Whether the onderdelen are still apart at the end of a year (today, while it runs)."""
    return not any(regel.soort == "schotten_weg" for regel in geldend(regeling, jaar))


@dataclass(frozen=True, slots=True)
class Cijfers:
    """What the rules of a year are worked out with: amounts per year, and per kind of cost in this year."""

    jaar: int
    per_jaar: Mapping[int, PerOnderdeel]
    per_soort: Mapping[tuple[str, str], int]

    def van(self, regel: Regel, jaar: int | None = None) -> PerOnderdeel:
        """Return the amounts that the rule is about."""
        van_jaar = self.per_jaar.get(self.jaar if jaar is None else jaar, {})
        return {code: bedragen for code, bedragen in van_jaar.items() if regel.gaat_over(code)}


Uitkomst = tuple[tuple[str, ...], tuple[tuple[str, int], ...]]


def werk_uit(regeling: Regeling, cijfers: Cijfers, eigen: Waarden) -> list[Uitwerking]:
    """Work each rule of a year out."""
    return [_uitwerking(regel, cijfers, eigen) for regel in geldend(regeling, cijfers.jaar)]


def _uitwerking(regel: Regel, cijfers: Cijfers, eigen: Waarden) -> Uitwerking:
    deel, zelf = honderdsten(regel, eigen), eigen.get(regel.code)
    if regel.soort in MET_PROCENT and deel is None:
        zin = "Het percentage is niet ingevuld. Vul het in als u het weet; dan rekenen wij het bedrag uit."
        return Uitwerking(regel, None, zelf, (zin,))
    if regel.soort not in _WERK:
        return Uitwerking(regel, deel, zelf)
    return Uitwerking(regel, deel, zelf, *_WERK[regel.soort](regel, cijfers, deel or 0))


def _schuiven(regel: Regel, cijfers: Cijfers, deel: int) -> Uitkomst:
    bedragen = tuple((c, aandeel(b.toegekend, deel)) for c, b in cijfers.van(regel).items() if b.is_toegekend)
    zin = f"Zo veel mag u van {cijfers.jaar} per onderdeel hoogstens voor een ander onderdeel gebruiken:"
    return ((zin,) if bedragen else (NIETS_TOEGEKEND,)), bedragen


def _meenemen(regel: Regel, cijfers: Cijfers, deel: int) -> Uitkomst:
    jaar = regel.jaar or cijfers.jaar
    van = cijfers.van(regel, jaar)
    bedragen = tuple((c, mee(regel, b.toegekend, over(b), deel)) for c, b in van.items() if b.is_toegekend)
    zin = f"Zo veel mag hoogstens mee naar {jaar + 1}, met wat er nu geboekt is:"
    return ((zin,) if bedragen else (NIETS_TOEGEKEND,)), bedragen


def _terugvordering(regel: Regel, cijfers: Cijfers, _deel: int) -> Uitkomst:
    bekend = [b for b in cijfers.van(regel).values() if b.is_toegekend]
    if not bekend:
        return (NIETS_TOEGEKEND,), ()
    return (f"Van {cijfers.jaar} is nu {euro(sum(map(over, bekend)))} toegekend en nog niet uitgegeven.",), ()


def meegenomen(
    cellen: Mapping[tuple[int, str, str], Bedragen], jaar: int, eigen: Waarden
) -> dict[tuple[str, str], int]:
    """Return what came over from the year before, by onderdeel and bron, where a rule with a percentage says so."""
    uit = {}
    for regeling in catalogus().regelingen:
        for regel in regeling.regels:
            deel = honderdsten(regel, eigen)
            if regel.soort != "meenemen" or regel.jaar != jaar - 1 or deel is None:
                continue
            for (van, code, bron), b in cellen.items():
                if (van, bron) == (regel.jaar, regeling.bron) and b.is_toegekend and regel.gaat_over(code):
                    uit[code, bron] = mee(regel, b.toegekend, over(b), deel)
    return uit


def over(bedragen: Bedragen) -> int:
    """Return what was granted and not spent."""
    return max(0, bedragen.toegekend - bedragen.gerealiseerd)


def mee(regel: Regel, toegekend: int, niet_besteed: int, deel: int) -> int:
    """Return what may be carried over at most: never more than was left, and nothing of less than nothing."""
    basis = niet_besteed if regel.over == "niet_besteed" else toegekend
    return max(0, min(niet_besteed, aandeel(basis, deel)))


def _schotten(regel: Regel, cijfers: Cijfers, _deel: int) -> Uitkomst:
    nu = cijfers.van(regel)
    bekend = [b for b in nu.values() if b.is_toegekend]
    if not bekend:
        return (NIETS_TOEGEKEND,), ()
    totaal, uit = sum(b.toegekend for b in bekend), sum(b.gerealiseerd for b in nu.values())
    zin = f"Het plafond voor alle onderdelen samen is {euro(totaal)}. Daarvan is {euro(uit)} uitgegeven."
    zonder = [onderdeelnaam(code, cijfers.jaar) for code, b in nu.items() if not b.is_toegekend and b.gerealiseerd]
    return (zin, *([f"Niet ingevuld is wat er is toegekend voor {', '.join(zonder)}."] if zonder else [])), ()


def _korting(regel: Regel, cijfers: Cijfers, deel: int) -> Uitkomst:
    vorig = cijfers.van(regel, cijfers.jaar - 1)
    zinnen = [
        f"{onderdeelnaam(code, cijfers.jaar)}: in {cijfers.jaar - 1} was {euro(b.toegekend)} toegekend; "
        f"met de korting is dat {euro(b.toegekend - aandeel(b.toegekend, deel))}."
        for code, b in vorig.items()
        if b.is_toegekend
    ]
    return tuple(zinnen), ()


def _bestemming(regel: Regel, cijfers: Cijfers, deel: int) -> Uitkomst:
    zinnen = []
    for code, b in cijfers.van(regel).items():
        if b.gerealiseerd > 0:
            hieraan = sum(cijfers.per_soort.get((code, soort), 0) for soort in regel.kostensoorten)
            woord = "meer" if hieraan * 10_000 > b.gerealiseerd * deel else "niet meer"
            zinnen.append(
                f"{onderdeelnaam(code, cijfers.jaar)}: {euro(hieraan)} van de {euro(b.gerealiseerd)}. "
                f"Dat is {woord} dan {procent_in_woorden(deel)}."
            )
    return tuple(zinnen), ()


_WERK: Mapping[str, Callable[[Regel, Cijfers, int], Uitkomst]] = {
    "schuiven_binnen_thema": _schuiven,
    "meenemen": _meenemen,
    "terugvordering": _terugvordering,
    "schotten_weg": _schotten,
    "korting": _korting,
    "bestemming": _bestemming,
}
