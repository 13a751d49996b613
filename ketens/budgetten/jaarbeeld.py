"""What the pages about a year show: every onderdeel and bron, what a deelname costs, the rules at work."""

from collections import defaultdict
from dataclasses import dataclass

from ketens.budgetten.boek import Boek, lees
from ketens.budgetten.overzichten import maak_stand
from ketens.budgetten.regels import Cijfers, Uitwerking, waarden, werk_uit
from ketens.budgetten.regime import (
    bronnaam,
    ketens_van,
    niet_van_gemeente,
    onderdeelnaam,
    onderdelen,
    onderdelen_van_anderen,
    regeling_in,
)
from ketens.budgetten.stand import Bedragen, Deelnames, Geldstand, per_deelname, som
from ketens.catalogus.regeling import Regeling
from ketens.gebruikers.wie import Wie


@dataclass(frozen=True, slots=True)
class Onderdeelrij:
    """An onderdeel with its bronnen; `van_mij`: its rows can be opened with this hat."""

    code: str
    naam: str
    van_mij: bool
    bronnen: tuple[tuple[str, str, Bedragen], ...]

    @property
    def totaal(self) -> Bedragen:
        """All bronnen together."""
        return som(bedragen for _, _, bedragen in self.bronnen)


@dataclass(frozen=True, slots=True)
class PerDeelname:
    """What a deelname of a keten costs the gemeente. Amounts in cents, None when there was none."""

    naam: str
    kosten: int
    deelnames: Deelnames

    @property
    def per_gestart(self) -> int | None:
        """Per deelname that began."""
        return per_deelname(self.kosten, self.deelnames.gestart)

    @property
    def per_afgerond(self) -> int | None:
        """Per deelname that was completed."""
        return per_deelname(self.kosten, self.deelnames.afgerond)


@dataclass(frozen=True, slots=True)
class Jaarbeeld:
    """A year."""

    jaar: int
    regeling: Regeling | None
    boek: Boek
    stand: Geldstand
    rijen: tuple[Onderdeelrij, ...]
    per_deelname: tuple[PerDeelname, ...]
    regels: tuple[Uitwerking, ...]


def jaarbeeld(jaar: int, wie: Wie) -> Jaarbeeld:
    """Read a year: a constant number of queries."""
    boek, eigen = lees(jaar - 1, jaar), waarden()
    stand = maak_stand(boek, None, jaar, eigen)
    regeling = regeling_in(jaar)
    return Jaarbeeld(
        jaar=jaar,
        regeling=regeling,
        boek=boek.van_jaar(jaar),
        stand=stand,
        rijen=tuple(_rijen(stand, jaar, wie)),
        per_deelname=tuple(_per_deelname(stand, jaar, wie)),
        regels=tuple(werk_uit(regeling, _cijfers(boek, regeling, jaar), eigen)) if regeling else (),
    )


def _rijen(stand: Geldstand, jaar: int, wie: Wie) -> list[Onderdeelrij]:
    volgorde = [*onderdelen(jaar), *sorted(stand.per_onderdeel)]
    elders = onderdelen_van_anderen(wie.ketens)
    per: dict[str, list[tuple[str, str, Bedragen]]] = defaultdict(list)
    for (code, bron), bedragen in sorted(stand.cellen.items()):
        per[code].append((bron, bronnaam(bron), bedragen))
    codes = sorted(per, key=volgorde.index)
    return [Onderdeelrij(code, onderdeelnaam(code, jaar), code not in elders, tuple(per[code])) for code in codes]


def _per_deelname(stand: Geldstand, jaar: int, wie: Wie) -> list[PerDeelname]:
    """Only of the ketens of the hat: how many people another keten has is not told."""
    geteld = {keten: aantal for keten, aantal in stand.per_keten.items() if keten in wie.ketens}
    vreemd = niet_van_gemeente()
    uit = []
    for code in stand.per_onderdeel:
        kosten = sum(b.gerealiseerd for (van, bron), b in stand.cellen.items() if van == code and bron not in vreemd)
        eigen = [geteld[keten] for keten in ketens_van(code) if keten in geteld]
        uit += [PerDeelname(onderdeelnaam(code, jaar), kosten, deelnames) for deelnames in eigen]
    return uit


def _cijfers(boek: Boek, regeling: Regeling, jaar: int) -> Cijfers:
    per_jaar: dict[int, dict[str, Bedragen]] = defaultdict(dict)
    for (van, code, bron), bedragen in boek.cellen().items():
        if bron == regeling.bron:
            per_jaar[van][code] = bedragen
    per_soort: dict[tuple[str, str], int] = defaultdict(int)
    for deel in boek.kosten:
        if deel.jaar == jaar and deel.rij.bron == regeling.bron:
            per_soort[deel.rij.onderdeel, deel.rij.kostensoort] += deel.bedrag
    return Cijfers(jaar, per_jaar, per_soort)
