"""Which group each person who waits could have: the first one that fits and has a place after those before them."""

from collections.abc import Sequence
from functools import cached_property
from uuid import UUID

from ketens.groepen.beurt import Verdeling
from ketens.groepen.models import Groep
from ketens.groepen.plaatsen import Wachtplek
from ketens.groepen.wachtlijst import waarom_niet
from ketens.inwoners import doorgeven
from ketens.planning.lezen import Ketenstand


class Verdeeld:
    """The waiting list of one interventie, laid beside the groups that come."""

    def __init__(self, stand: Ketenstand, interventie_code: str) -> None:
        self.stand = stand
        self.code = interventie_code
        self.rij = [w for w in stand.wachtplekken if w.interventie_code == interventie_code]
        self.komend = stand.komend(interventie_code)

    @cached_property
    def groep_van(self) -> dict[UUID, Groep]:
        """The group that each person (by traject) could have, or holds an offer for.

        Group by group in the order in which they begin, each in the order of the list: that comes to the same as
        asking person by person, for everyone would rather begin sooner.
        """
        per_id = {groep.id: groep for groep in self.stand.groepen}
        aanbod = {w.traject_id: self.stand.weet.open_aanbod(w.traject_id) for w in self.rij}
        gekregen = {id_: per_id[feit.groep_id] for id_, feit in aanbod.items() if feit and feit.groep_id in per_id}
        wensen = [(wachtplek, _wens(wachtplek)) for wachtplek in self.rij]
        een_per_wens = {wens: wachtplek for wachtplek, wens in wensen}
        for groep in self.komend:
            # Two thousand people have some fifty different wishes: each is held against the group once.
            past = {wens: waarom_niet(wachtplek, groep) is None for wens, wachtplek in een_per_wens.items()}
            rij = [w for w, wens in wensen if w.traject_id not in gekregen and past[wens]]
            for wachtplek in self._aan_de_beurt(groep, rij):
                gekregen[wachtplek.traject_id] = groep
        return gekregen

    def waarom_geen(self, wachtplek: Wachtplek) -> str:
        """Return in words why someone could have no place in any group that comes."""
        redenen = [zin for verdeling in self._gevraagd if (zin := verdeling.past_niet(wachtplek))]
        if wachtplek.traject.pauze:
            return redenen[0] if redenen else "Dit traject staat stil."
        if not self.komend:
            return "Er komt nog geen groep."
        if past := len(self.komend) - len(redenen):
            return "De groep die past is vol." if past == 1 else f"De {past} groepen die passen zijn vol."
        if len(self.komend) == 1:
            return redenen[0]
        return f"Geen van de {len(self.komend)} groepen past. {self.komend[0].naam}: {_klein(redenen[0])}"

    @cached_property
    def _gevraagd(self) -> list[Verdeling]:
        return [self._verdeling(groep) for groep in self.komend]

    @cached_property
    def _bij_traject(self) -> dict[UUID, Wachtplek]:
        return {wachtplek.traject_id: wachtplek for wachtplek in self.rij}

    def _aan_de_beurt(self, groep: Groep, rij: Sequence[Wachtplek]) -> list[Wachtplek]:
        verdeling = self._verdeling(groep)
        uitkomst = []
        for nr, wachtplek in enumerate(rij, start=1):
            # Whoever comes along with someone before them has a place already, though none is left.
            if not verdeling.vrij and verdeling.komt_mee <= verdeling.gekozen:
                break
            if verdeling.beoordeel(nr, wachtplek).aan_de_beurt:
                uitkomst.append(wachtplek)
        return uitkomst

    def _verdeling(self, groep: Groep) -> Verdeling:
        return Verdeling(groep, self.stand.standen[groep.id], self._bij_traject, self.stand.weet, {})


def _wens(wachtplek: Wachtplek) -> tuple[object, ...]:
    """Return all that `waarom_niet` looks at: who wish for the same, fit the same groups."""
    mag_doorgeven = doorgeven.geldt(wachtplek.inwoner, wachtplek.keten_code)
    pauze = wachtplek.traject.pauze
    wens = (wachtplek.groep_id, wachtplek.wijk, wachtplek.taal, tuple(wachtplek.dagdelen))
    return (*wens, mag_doorgeven, pauze.tot if pauze else None)


def _klein(zin: str) -> str:
    return zin[:1].lower() + zin[1:]
