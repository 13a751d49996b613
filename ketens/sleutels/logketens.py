"""The chains of the access log: what was written stays under its key, and each chain goes over once."""

from collections import Counter
from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import func, select

from ketens.audit.models import SYSTEEM, Logkop, Logregel
from ketens.audit.sleutelwissel import wissel
from ketens.kern.db import db
from ketens.kern.gemeente import huidige_gemeente
from ketens.sleutels.delen import BEGIN, Deel, Portie, Uitslag, Waar, meld_aan

KETEN = UUID(int=1)


class Logdeel:
    """One chain: that of a gemeente, or that of the system."""

    naam = "logregel"
    waar = Waar.OVERAL

    def zoek(self, na: UUID, sleutel: str) -> Portie | None:
        """Return the chain of this moment when it is written with another key."""
        vraag = select(Logkop.sleutel, Logkop.nr).where(Logkop.id == _keten_id())
        kop = db.session.execute(vraag).one_or_none()
        if na != BEGIN or kop is None or kop.nr == 0 or kop.sleutel == sleutel:
            return None
        return Portie(KETEN, [KETEN])

    def zet_over(self, portie: Portie, sleutel: str) -> Uitslag:
        """Write the row in which it goes over."""
        return Uitslag(int(wissel()))

    def tel(self, sleutels: Sequence[str]) -> Counter[str]:
        """Count rows by the key that they name: to check them it must stay."""
        vraag = select(Logregel.sleutel, func.count()).where(
            Logregel.keten_id == _keten_id(), Logregel.sleutel.in_(sleutels)
        )
        return Counter({rij[0]: rij[1] for rij in db.session.execute(vraag.group_by(Logregel.sleutel))})


def _keten_id() -> UUID:
    return huidige_gemeente() or SYSTEEM


def _delen() -> Iterable[Deel]:
    yield Logdeel()


meld_aan("log", _delen)
