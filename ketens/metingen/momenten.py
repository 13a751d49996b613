"""When is measured: which session is the one of the measurement at the begin and at the end."""

from dataclasses import dataclass
from typing import Any

from ketens.groepen.models import Bijeenkomst, Groep
from ketens.kern.klok import AMSTERDAM, vandaag
from ketens.rechten import Recht

T0, T1 = "t0", "t1"
MOMENTEN = {T0: "Beginmeting", T1: "Eindmeting"}


@dataclass(frozen=True, slots=True)
class Meetdag:
    """A measurement of a group, and its session; none when every session that could be it was called off."""

    moment: str
    sessie: Bijeenkomst | None

    @property
    def naam(self) -> str:
        """Beginmeting or eindmeting."""
        return MOMENTEN[self.moment]

    @property
    def is_vandaag(self) -> bool:
        """Whether the session is today."""
        return self.sessie is not None and dag(self.sessie) == vandaag()

    @property
    def is_voorbij(self) -> bool:
        """Whether the day of the session lies behind us."""
        return self.sessie is not None and dag(self.sessie) < vandaag()


def meetdagen(groep: Groep) -> list[Meetdag]:
    """Return the measurements that the interventie of this group asks for, with their sessions."""
    meten = groep.interventie.meten
    if meten is None:
        return []
    gaan_door = [sessie for sessie in groep.bijeenkomsten if sessie.afgelast_op is None and not sessie.extra]
    return [Meetdag(T0, _sessie(gaan_door, meten.t0_bij)), Meetdag(T1, _sessie(gaan_door, meten.t1_bij))]


def _sessie(gaan_door: list[Bijeenkomst], nr: int) -> Bijeenkomst | None:
    """The session with this number; was it called off, then the next one, or else the last one before."""
    op_nummer = sorted(gaan_door, key=lambda sessie: sessie.nr)
    later = [sessie for sessie in op_nummer if sessie.nr >= nr]
    return later[0] if later else op_nummer[-1] if op_nummer else None


def dag(sessie: Bijeenkomst) -> Any:
    """Return the date of a session, in Amsterdam."""
    return sessie.begint_op.astimezone(AMSTERDAM).date()


def te_meten(groep: Groep, wie: Any, sessie: Bijeenkomst | None = None) -> list[Meetdag]:
    """Return what is to be measured at this session, or today; for who may measure here.

    Who stands in for a trainer measures nothing (besluit 0032).
    """
    if not wie.mag(Recht.METEN) or groep.afgelast_op is not None:
        return []
    eigen = any(rij.account_id == wie.account_id and rij.tot is None for rij in groep.trainers)
    if not eigen and not wie.mag(Recht.GROEP_BEHEREN):
        return []
    if sessie is None:
        return [meting for meting in meetdagen(groep) if meting.is_vandaag]
    return [meting for meting in meetdagen(groep) if meting.sessie is not None and meting.sessie.id == sessie.id]
