"""How many groups would have to start so that everyone who waits could begin within the term of the keten."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from math import ceil

from ketens.catalogus import Interventie, Keten
from ketens.groepen.plaatsen import Wachtplek
from ketens.groepen.wachtlijst import dagdeel_naam
from ketens.kern.klok import vandaag, werkdagen_erbij
from ketens.planning.lezen import sinds
from ketens.planning.verdelen import Verdeeld
from ketens.trajecten.instellingen import Keteninstelling

# The parts of the week and the wijken that are asked for most are named, so many of them.
MEESTE = 3
ONBEKEND = "wijk onbekend"


@dataclass(frozen=True, slots=True)
class Norm:
    """The term of the step plaatsing, in working days after the need; None when the keten has none."""

    werkdagen: int | None

    @classmethod
    def van(cls, keten: Keten, eigen: Keteninstelling | None) -> "Norm":
        """Return the term that the gemeente set, else that of the catalogue."""
        stap = next((stap for stap in keten.stappen if stap.soort == "plaatsing"), None)
        if stap is None:
            return cls(None)
        return cls((eigen.termijnen.get(stap.code) if eigen else None) or stap.termijn_werkdagen)

    def uiterlijk(self, wachtplek: Wachtplek) -> date:
        """Return the last day on which a group begins in time for someone."""
        return werkdagen_erbij(sinds(wachtplek), self.werkdagen) if self.werkdagen else date.max


class Tekort:
    """Of one interventie: who could not begin within the term, and what that asks."""

    def __init__(self, verdeeld: Verdeeld, interventie: Interventie, norm: Norm) -> None:
        self.verdeeld, self.interventie, self.norm = verdeeld, interventie, norm

    @cached_property
    def zonder_plek(self) -> list[Wachtplek]:
        """Who could have no place in any group that comes. Whose traject stands still is not counted."""
        groep_van = self.verdeeld.groep_van
        return [w for w in self.verdeeld.rij if w.traject_id not in groep_van and not w.traject.pauze]

    @cached_property
    def te_laat(self) -> list[Wachtplek]:
        """Who could have a place, in a group that begins after their term."""
        groep_van = self.verdeeld.groep_van
        met = [(w, groep_van.get(w.traject_id)) for w in self.verdeeld.rij]
        return [w for w, groep in met if groep and groep.begint_op > self.norm.uiterlijk(w)]

    @property
    def aantal(self) -> int:
        """How many persons are not served within the term."""
        return len(self.zonder_plek) + len(self.te_laat)

    @property
    def groepen(self) -> int:
        """How many groups would have to start."""
        return ceil(self.aantal / self.capaciteit)

    @property
    def capaciteit(self) -> int:
        """Places in a group of this interventie."""
        return self.interventie.groepsgrootte.capaciteit

    @property
    def al_over(self) -> int:
        """How many wait longer than the term already."""
        return sum(self.norm.uiterlijk(w) < vandaag() for w in self.verdeeld.rij)

    @property
    def rekensom(self) -> str:
        """The reckoning in one sentence."""
        tijd = f"begint binnen {self.norm.werkdagen} werkdagen" if self.norm.werkdagen else "nog komt"
        if not self.aantal:
            return f"Voor iedereen die wacht is er een plek in een groep die {tijd}: er is geen groep extra nodig."
        wie = "1 inwoner heeft" if self.aantal == 1 else f"{self.aantal} inwoners hebben"
        groepen = "1 groep" if self.groepen == 1 else f"{self.groepen} groepen"
        som = f"{self.aantal} gedeeld door {self.capaciteit} plaatsen, naar boven afgerond: {groepen} extra"
        return f"{wie} geen plek in een groep die {tijd} nadat zij een plek nodig hadden; {som}."

    @property
    def verdeling(self) -> str:
        """Which parts of the week and wijken those people ask for most, in one sentence; empty when nobody."""
        wie = [*self.zonder_plek, *self.te_laat]
        if not wie:
            return ""
        delen = _meeste(dagdeel_naam(deel) for w in wie for deel in w.dagdelen)
        alles = sum(not w.dagdelen for w in wie)
        delen += [f"het maakt niet uit ({alles})"] if alles else []
        return f"Wanneer: {', '.join(delen)}. Waar: {', '.join(_meeste(map(wijk_van, wie)))}."

    @property
    def let_op(self) -> str:
        """What to know before that many groups are started; empty when nothing."""
        rest = self.aantal % self.capaciteit
        minimum = self.interventie.groepsgrootte.minimum_start
        if not 0 < rest < minimum:
            return ""
        welke = "Die groep" if self.groepen == 1 else "De laatste groep"
        return f"{welke} heeft er dan {rest}. Om te beginnen zijn er {minimum} nodig."


def wijk_van(wachtplek: Wachtplek) -> str:
    """Return where someone wants a group, or else where they live."""
    return wachtplek.wijk or wachtplek.inwoner.wijk or ONBEKEND


def _meeste(woorden: Iterable[str]) -> list[str]:
    volgorde = sorted(Counter(woorden).items(), key=lambda paar: (-paar[1], paar[0]))
    return [f"{woord} ({aantal})" for woord, aantal in volgorde[:MEESTE]]
