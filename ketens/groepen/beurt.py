"""Who is next for a free place, and in one sentence why the others are not yet (besluit 0030)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from ketens.groepen.bezetting import Stand
from ketens.groepen.feiten import Aanbodfeit, Feiten, feiten
from ketens.groepen.geschiktheid import passen_niet
from ketens.groepen.models import Groep
from ketens.groepen.plaatsen import Wachtplek
from ketens.groepen.wachtlijst import datum_van_behoefte, eerder_aan_de_beurt, waarom_niet, wachtlijst
from ketens.kern.db import db
from ketens.trajecten.models import Traject
from ketens.trajecten.overzichten import intake_antwoorden

# How many more are looked at beyond those whose turn it is, when one of those may not fit.
VOORUIT = 10


@dataclass(frozen=True, slots=True)
class Wachtende:
    """Someone on the list as a page shows them: their number and one sentence."""

    wachtplek: Wachtplek
    nr: int
    waarom: str
    aan_de_beurt: bool
    # What they may still answer, of this group.
    aanbod: Aanbodfeit | None = None
    # Their turn came, but whether the group fits is for the coördinator to say.
    te_bekijken: bool = False


def lijst_voor(groep: Groep, stand: Stand) -> list[Wachtende]:
    """Return who waits for the interventie of this group, with why they have no place in it yet."""
    rij = wachtlijst(groep.interventie.code, groep.keten_code, groep.organisatie_id)
    return beurten(groep, stand, rij) if rij else []


def beurten(groep: Groep, stand: Stand, rij: Sequence[Wachtplek], weet: Feiten | None = None) -> list[Wachtende]:
    """Return the same of the list `rij`, that is in order. Who may not fit is looked at when their turn comes."""
    weet = weet or feiten([groep.interventie.code], groep.keten_code)
    gekeurd: dict[UUID, str] = {}
    while True:
        verdeling = Verdeling(groep, stand, {w.traject_id: w for w in rij}, weet, gekeurd)
        uitkomst = [verdeling.beoordeel(nr, wachtplek) for nr, wachtplek in enumerate(rij, start=1)]
        nieuw = [wachtende.wachtplek for wachtende in uitkomst if wachtende.aan_de_beurt]
        nieuw = [wachtplek for wachtplek in nieuw if wachtplek.traject_id not in gekeurd]
        if not nieuw:
            return uitkomst
        gekeurd |= _keur(groep, [*nieuw, *_vooruit(rij, gekeurd, nieuw)])


def gaan_voor(
    traject: Traject, groep: Groep, stand: Stand, rij: Sequence[Wachtplek], weet: Feiten | None = None
) -> int:
    """Return how many of the list `rij` are passed over when this traject gets a place in the group: 0 is nobody.

    Who comes first and does not fit the group is not passed over, nor who has an offer of their own, nor who still has
    a place left after this one. Whoever holds an offer for this group passes over nobody: that place is theirs.
    """
    if not rij:
        return 0
    weet = weet or feiten([groep.interventie.code], groep.keten_code)
    mijn = weet.open_aanbod(traject.id)
    if mijn and mijn.groep_id == groep.id:
        return 0
    eigen = next((wachtplek for wachtplek in rij if wachtplek.traject_id == traject.id), None)
    # Who is not on the list has the need since the step began, and stands behind who has it just as long.
    rang = (
        eigen.rang
        if eigen
        else (traject.keten.rang(traject.uitslag), datum_van_behoefte(traject), UUID(int=2**128 - 1))
    )
    verdeling = Verdeling(groep, stand, {w.traject_id: w for w in rij}, weet, {})
    voor = [wachtplek for wachtplek in rij if wachtplek.rang < rang and verdeling.past_niet(wachtplek) is None]
    return len(voor) if len(voor) >= stand.vrij else 0


@dataclass(slots=True)
class Verdeling:
    """The free places of a group, handed out in order."""

    groep: Groep
    stand: Stand
    rij: Mapping[UUID, Wachtplek]
    weet: Feiten
    gekeurd: Mapping[UUID, str]
    vrij: int = 0
    voor: int = 0
    # Whose turn it is, and who comes along with one of them.
    gekozen: set[UUID] = field(default_factory=set)
    komt_mee: set[UUID] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Nobody can begin in a group that went too far."""
        self.vrij = self.stand.vrij if self.groep.kan_instromen else 0

    def beoordeel(self, nr: int, wachtplek: Wachtplek) -> Wachtende:
        """Say of the next on the list whether it is their turn."""
        aanbod = self.weet.open_aanbod(wachtplek.traject_id)
        hier = aanbod if aanbod and aanbod.groep_id == self.groep.id else None
        if reden := self.past_niet(wachtplek):
            return Wachtende(wachtplek, nr, reden, aan_de_beurt=False, aanbod=hier)
        if zin := self.gekeurd.get(wachtplek.traject_id):
            te_bekijken = bool(self.vrij)
            return Wachtende(wachtplek, nr, zin, aan_de_beurt=False, te_bekijken=te_bekijken)
        mee = [ander] if (ander := self._moet_mee(wachtplek)) else []
        if wachtplek.traject_id in self.komt_mee:
            past = True
        elif mee and self.vrij == 1:  # who needs two places does not hold up the one that is free
            zin = f"Wacht samen met {mee[0].traject.kenmerk}: daarvoor zijn 2 plaatsen nodig, en er is er nog 1."
            return Wachtende(wachtplek, nr, zin, aan_de_beurt=False)
        elif past := self.vrij > len(mee):
            self.vrij -= 1 + len(mee)
            self.komt_mee |= {ander.traject_id for ander in mee}
        zin = self._zin(wachtplek) if past else self._nog_niet()
        self.gekozen |= {wachtplek.traject_id} if past else set()
        self.voor += 1
        return Wachtende(wachtplek, nr, zin, aan_de_beurt=past)

    def past_niet(self, wachtplek: Wachtplek, *, alleen: bool = False) -> str | None:
        """Return why this group is not for them, or None; `alleen`: whoever they come with is looked at elsewhere."""
        traject_id, code = wachtplek.traject_id, self.groep.interventie.code
        if aanbod := self.weet.open_aanbod(traject_id):
            return aanbod.hier if aanbod.groep_id == self.groep.id else f"Heeft een aanbod voor {aanbod.groep}."
        if plaats := self.weet.plaats_van(wachtplek.inwoner_id, code):
            return f"Heeft een plaats in {plaats.groep}."
        if zin := self.weet.eerder(traject_id, self.groep) or waarom_niet(wachtplek, self.groep):
            return zin
        return None if alleen or not wachtplek.samen_met_id else self._samen_niet(wachtplek)

    def _samen_niet(self, wachtplek: Wachtplek) -> str | None:
        ander = self._ander(wachtplek)
        if self._zit_hier(wachtplek):
            return None
        if ander is None:
            return "Wil samen met iemand die nu niet wacht. Vraag of de inwoner alleen komt."
        zin = self.past_niet(ander, alleen=True) or self.gekeurd.get(ander.traject_id)
        return f"Wacht samen met {ander.traject.kenmerk}. Daar staat: ‘{zin}’" if zin else None

    def _moet_mee(self, wachtplek: Wachtplek) -> Wachtplek | None:
        """Return who must be given a place at the same time, or None."""
        ander = self._ander(wachtplek)
        return None if ander is None or ander.traject_id in self.gekozen or self._zit_hier(wachtplek) else ander

    def _ander(self, wachtplek: Wachtplek) -> Wachtplek | None:
        return self.rij.get(wachtplek.samen_met_id) if wachtplek.samen_met_id else None

    def _zit_hier(self, wachtplek: Wachtplek) -> bool:
        """Whether who they come with has a place in this group, or is offered one."""
        if wachtplek.samen_met_id is None:
            return False
        plaats = self.weet.plaats_van(wachtplek.samen_met_id, self.groep.interventie.code)
        aanbod = self.weet.open_aanbod(wachtplek.samen_met_id)
        return any(feit is not None and feit.groep_id == self.groep.id for feit in (plaats, aanbod))

    def _zin(self, wachtplek: Wachtplek) -> str:
        ander = self._ander(wachtplek)
        if ander is not None:
            return f"Er is plaats: geef deze inwoner een plaats, samen met {ander.traject.kenmerk}."
        return "Er is plaats: geef deze inwoner een plaats."

    def _nog_niet(self) -> str:
        groep, vrij = self.groep, self.stand.vrij
        if groep.afgelast_op:
            return "Deze groep is afgelast."
        if groep.is_voorbij:
            return "Deze groep is afgelopen."
        if not groep.kan_instromen:
            return "Deze groep is al te ver om nog te beginnen."
        vol = f"Er zijn {vrij} plaatsen vrij" if vrij > 1 else "Er is 1 plaats vrij" if vrij else "De groep is vol"
        if not self.voor:
            return f"{vol}. Deze inwoner is als eerste aan de beurt."
        return f"{vol}; {eerder_aan_de_beurt(self.voor)}."


def _vooruit(rij: Iterable[Wachtplek], gekeurd: Mapping[UUID, str], al: Iterable[Wachtplek]) -> list[Wachtplek]:
    bekend = {*gekeurd, *(wachtplek.traject_id for wachtplek in al)}
    return [wachtplek for wachtplek in rij if wachtplek.traject_id not in bekend][:VOORUIT]


def _keur(groep: Groep, wachtplekken: Sequence[Wachtplek]) -> dict[UUID, str]:
    """Return of each what asks the coördinator to look first, "" when nothing does; in one query."""
    ids = [wachtplek.traject_id for wachtplek in wachtplekken]
    met_stappen = select(Traject).where(Traject.id.in_(ids)).options(selectinload(Traject.stappen))
    uitkomst = {}
    for traject in db.session.scalars(met_stappen):
        zinnen = passen_niet(traject, groep, intake_antwoorden(traject))
        uitkomst[traject.id] = f"Kijk eerst of dit past. {' '.join(zinnen)}" if zinnen else ""
    return uitkomst
