"""Tables as reports have them, with chance in every number: flat, trees, two-way, funnels, several with one total."""

from dataclasses import dataclass, field
from itertools import pairwise, product
from random import Random

from ketens.publicaties.verbergen import Eerder, Figuren, Grens, Relatie, Verborgen


@dataclass
class Tabellen:
    """Cells and relations that grow; the numbers come from the smallest cells upwards."""

    kans: Random
    cellen: dict[str, int] = field(default_factory=dict)
    relaties: list[Relatie] = field(default_factory=list)
    grenzen: list[Grens] = field(default_factory=list)

    def figuren(self) -> Figuren:
        return Figuren(dict(self.cellen), tuple(self.relaties), tuple(self.grenzen))

    def verdeel(self, totaal: int, n: int, *, leeg: float = 0.2) -> list[int]:
        """Spread persons over n classes, some of them empty."""
        gewicht = [0.0 if self.kans.random() < leeg else self.kans.random() ** 2 + 0.02 for _ in range(n)]
        if not any(gewicht):
            gewicht[self.kans.randrange(n)] = 1.0
        delen = [0] * n
        for i in self.kans.choices(range(n), gewicht, k=totaal):
            delen[i] += 1
        return delen

    def plat(self, geheel: str, soort: str, n: int) -> list[str]:
        """A classification of a cell that is there."""
        sleutels = [f"{geheel}|{soort}={i}" for i in range(n)]
        self.cellen |= zip(sleutels, self.verdeel(self.cellen[geheel], n), strict=True)
        self.relaties.append(Relatie(geheel, tuple(sleutels)))
        return sleutels

    def boom(self, geheel: str, soort: str, diep: int) -> None:
        """A classification with subtotals."""
        for sleutel in self.plat(geheel, soort, self.kans.randint(2, 4)):
            if diep and self.kans.random() < 0.5:
                self.boom(sleutel, soort + "_", diep - 1)

    def kruis(self, geheel: str, rij: str, kolom: str, n: int, m: int) -> None:
        """Two classifications and their crossing; a classification that is there already is crossed as it is."""
        rijen, kolommen = ([f"{geheel}|{naam}={i}" for i in range(maal)] for naam, maal in ((rij, n), (kolom, m)))
        if rijen[0] not in self.cellen:
            self.plat(geheel, rij, n)
        over = self.verdeel_volgens([self.cellen[k] for k in rijen], kolommen, geheel)
        for i, sleutel in enumerate(rijen):
            binnen = [f"{sleutel}|{kolom}={j}" for j in range(m)]
            self.cellen |= zip(binnen, over[i], strict=True)
            self.relaties.append(Relatie(sleutel, tuple(binnen)))
        for j, sleutel in enumerate(kolommen):
            self.relaties.append(Relatie(sleutel, tuple(f"{k}|{kolom}={j}" for k in rijen)))

    def verdeel_volgens(self, sommen: list[int], kolommen: list[str], geheel: str) -> list[list[int]]:
        """Cells with these row sums; column sums are kept when they are there (drawn from a shuffled pile)."""
        if kolommen[0] in self.cellen:
            stapel = [j for j, k in enumerate(kolommen) for _ in range(self.cellen[k])]
        else:
            delen = self.verdeel(self.cellen[geheel], len(kolommen))
            self.cellen |= zip(kolommen, delen, strict=True)
            self.relaties.append(Relatie(geheel, tuple(kolommen)))
            stapel = [j for j, deel in enumerate(delen) for _ in range(deel)]
        self.kans.shuffle(stapel)
        rijen, begin = [], 0
        for som in sommen:
            greep = stapel[begin : begin + som]
            rijen.append([greep.count(j) for j in range(len(kolommen))])
            begin += som
        return rijen

    def trechter(self, naam: str, totaal: int, stappen: int) -> list[str]:
        """Each step is the next one and who was lost on the way."""
        sleutels = [f"{naam}|stap={i}" for i in range(stappen)]
        self.cellen[sleutels[0]] = totaal
        for boven, onder in pairwise(sleutels):
            self.cellen[onder] = round(self.cellen[boven] * self.kans.uniform(0.3, 1))
            self.cellen[f"{onder}|verlies"] = self.cellen[boven] - self.cellen[onder]
            self.relaties.append(Relatie(boven, (onder, f"{onder}|verlies")))
        return sleutels


def plat(kans: Random) -> Figuren:
    t = Tabellen(kans, {"a": kans.randint(0, 120)})
    for soort in range(kans.randint(1, 4)):
        t.plat("a", f"s{soort}", kans.randint(1, 7))
    return t.figuren()


def boom(kans: Random) -> Figuren:
    t = Tabellen(kans, {"a": kans.randint(0, 200)})
    for soort in range(kans.randint(1, 3)):
        t.boom("a", f"s{soort}", 2)
    return t.figuren()


def kruis(kans: Random) -> Figuren:
    t = Tabellen(kans, {"a": kans.randint(0, 400)})
    t.kruis("a", "wijk", "kwartaal", kans.randint(2, 8), 4)
    if kans.random() < 0.5:
        t.plat("a", "leeftijd", kans.randint(2, 5))
    if kans.random() < 0.4:  # hangs on to the same margin
        n = sum(k.startswith("a|wijk=") and k.count("|") == 1 for k in t.cellen)
        t.kruis("a", "wijk", "geslacht", n, 3)
    return t.figuren()


def blok(kans: Random) -> Figuren:
    """Three ways at once, with every margin: no network any more. Figures that are part of one another come to this."""
    maten = [range(kans.choice((2, 2, 3))) for _ in "xyz"]
    kleinste = list(product(*maten))
    aantallen = Tabellen(kans).verdeel(kans.randint(0, 300), len(kleinste))
    cellen: dict[tuple[int | str, ...], int] = {}
    for plek, aantal in zip(kleinste, aantallen, strict=True):
        for sluit in product((False, True), repeat=3):  # a margin: this direction is added up
            rand = tuple("*" if dicht else i for i, dicht in zip(plek, sluit, strict=True))
            cellen[rand] = cellen.get(rand, 0) + aantal
    namen = {plek: f"a|{plek[0]}|{plek[1]}|{plek[2]}" for plek in cellen}
    relaties = [
        Relatie(namen[plek], tuple(namen[*plek[:k], i, *plek[k + 1 :]] for i in maten[k]))
        for plek in cellen
        for k in range(3)
        if plek[k] == "*"
    ]
    return Figuren({namen[plek]: aantal for plek, aantal in cellen.items()}, tuple(relaties))


def trechter(kans: Random) -> Figuren:
    t = Tabellen(kans)
    for sleutel in t.trechter("a", kans.randint(5, 200), kans.randint(3, 7)):
        if kans.random() < 0.5:
            t.plat(sleutel, "wijk", kans.randint(2, 5))
        if kans.random() < 0.3:
            t.boom(sleutel, "uitslag", 1)
    return t.figuren()


def begrensd(kans: Random) -> Figuren:
    """Groups with places, and unique persons beside deelnames."""
    t = Tabellen(kans, {"a": kans.randint(0, 60)})
    for sleutel in t.plat("a", "groep", kans.randint(1, 5)):
        t.grenzen.append(Grens(sleutel, t.cellen[sleutel] + kans.randint(0, 6), f"plaatsen|{sleutel}"))
    t.cellen["uniek"] = max(0, t.cellen["a"] - kans.randint(0, 5))
    t.grenzen.append(Grens("uniek", t.cellen["a"], "a"))
    t.plat("uniek", "wijk", kans.randint(2, 4))
    return t.figuren()


def jaar(kans: Random, totaal: int = 300) -> Figuren:
    """Everything at once: a funnel of seven steps, each split five ways and crossed. Some 490 cells."""
    t = Tabellen(kans)
    for sleutel in t.trechter("a", totaal, 7):
        t.kruis(sleutel, "wijk", "kwartaal", 8, 4)
        for soort, n in (("leeftijd", 6), ("geslacht", 3), ("verwijzer", 7)):
            t.plat(sleutel, soort, n)
        t.boom(sleutel, "uitslag", 1)
    return t.figuren()


SOORTEN = (plat, boom, kruis, trechter, begrensd, blok)


def gedeelte(figuren: Figuren, kans: Random) -> Figuren:
    """Some of the tables, as when a question of the raad is answered first."""
    relaties = tuple(r for r in figuren.relaties if kans.random() < 0.5)
    sleutels = {k for r in relaties for k in (r.geheel, *r.delen)}
    grenzen = tuple(
        g for g in figuren.grenzen if g.sleutel in sleutels and g.door not in figuren.cellen.keys() - sleutels
    )
    return Figuren({k: v for k, v in figuren.cellen.items() if k in sleutels}, relaties, grenzen)


def verbeter(figuren: Figuren, kans: Random) -> Figuren:
    """Corrections: some smallest cells of one classification change, and what is above them and beside them follows."""
    gehelen = {r.geheel for r in figuren.relaties}
    nieuw = dict(figuren.cellen)
    te_doen, pogingen = kans.randint(0, 3), 15
    while te_doen and pogingen:
        pogingen -= 1
        begin = kans.choice(sorted(k for k in nieuw if k not in gehelen))
        stap = kans.choice([-3, -2, -1, 1, 1, 2, 5, 12])
        poging = nieuw | {begin: nieuw[begin] + stap}
        if _herstel(poging, figuren, kans):
            nieuw, te_doen = poging, te_doen - 1
    return Figuren(nieuw, figuren.relaties, _grenzen(figuren, nieuw))


def _grenzen(figuren: Figuren, nieuw: dict[str, int]) -> tuple[Grens, ...]:
    return tuple(
        Grens(g.sleutel, nieuw.get(g.door, max(g.hoogstens, nieuw[g.sleutel])), g.door) for g in figuren.grenzen
    )


def _herstel(cellen: dict[str, int], figuren: Figuren, kans: Random) -> bool:
    """Walk until every relation holds again; False when a number would fall below zero."""
    for _ in range(200):
        scheef = [r for r in figuren.relaties if cellen[r.geheel] != sum(cellen[k] for k in r.delen)]
        if not scheef:
            return min(cellen.values()) >= 0 and all(
                cellen[g.sleutel] <= cellen.get(g.door, 10**9) for g in figuren.grenzen
            )
        r = kans.choice(scheef)
        mis = sum(cellen[k] for k in r.delen) - cellen[r.geheel]
        if kans.random() < 0.6:
            cellen[r.geheel] += mis
        else:
            cellen[kans.choice(r.delen)] -= mis
    return False


def publiceer(figuren: Figuren, verborgen: Verborgen) -> Eerder:
    """What stands in the archive after this publication."""
    deuren = {g.door: g.hoogstens for g in figuren.grenzen if g.door}
    waarden = {k: None if k in verborgen.sleutels else v for k, v in (deuren | dict(figuren.cellen)).items()}
    return Eerder(waarden, figuren.cellen, figuren.relaties, figuren.grenzen)
