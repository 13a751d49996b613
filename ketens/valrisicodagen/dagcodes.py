"""The hashes by which the code of a day is found, when the search key changes: made anew from the code itself."""

from collections import Counter
from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import select, update

from ketens.kern.db import db
from ketens.kern.sleutels import sleutelbos
from ketens.kern.versleuteling import Onleesbaar, open_cel, zoekhash
from ketens.sleutels.delen import Deel, Portie, Uitslag, Waar, meld_aan
from ketens.valrisicodagen.models import Valrisicodag

DAGEN = 200


class Dagcodedeel:
    """The days of a gemeente: some dozens a year."""

    naam = "valrisicodag.code_hash"
    waar = Waar.GEMEENTE

    def zoek(self, na: UUID, sleutel: str) -> Portie | None:
        """Return the next days, as (id, old hash, new hash) of those that are found under another key."""
        zoek = sleutelbos().van("zoek")[sleutel]
        dagen = _dagen(na, DAGEN)
        rijen = [(id_, hash_, zoekhash("dagcode", code, zoek)) for id_, hash_, code in dagen if code]
        return Portie(dagen[-1][0], [rij for rij in rijen if rij[1] != rij[2]]) if dagen else None

    def zet_over(self, portie: Portie, sleutel: str) -> Uitslag:
        """Write the new hash where the old one still stands."""
        gedaan = 0
        for id_, oud, nieuw in portie.rijen:
            zet = update(Valrisicodag).where(Valrisicodag.id == id_, Valrisicodag.code_hash == oud)
            zet = zet.values(code_hash=nieuw).execution_options(synchronize_session=False)
            gedaan += db.session.execute(zet).rowcount  # type: ignore[attr-defined]
        return Uitslag(gedaan, len(portie.rijen) - gedaan)

    def tel(self, sleutels: Sequence[str]) -> Counter[str]:
        """Count days by the key under which their code is found."""
        bekend = {naam: zoek for naam, zoek in sleutelbos().van("zoek").items() if naam in sleutels}
        return Counter(
            naam
            for _, hash_, code in _dagen(UUID(int=0), None)
            for naam, zoek in bekend.items()
            if code and zoekhash("dagcode", code, zoek) == hash_
        )


def _dagen(na: UUID, hoogstens: int | None) -> list[tuple[UUID, bytes, str]]:
    """Return id, hash and code; no code when its cell is empty or does not open."""
    vraag = select(Valrisicodag.id, Valrisicodag.code_hash, Valrisicodag.code_cel)  # type: ignore[attr-defined]
    vraag = vraag.where(Valrisicodag.id > na).order_by(Valrisicodag.id).limit(hoogstens)
    return [(rij[0], rij[1], _code(rij[0], rij[2])) for rij in db.session.execute(vraag)]


def _code(id_: UUID, cel: bytes | None) -> str:
    try:
        return open_cel(cel, Valrisicodag.__tablename__, "code", id_) if cel else ""
    except Onleesbaar:
        return ""


def _delen() -> Iterable[Deel]:
    yield Dagcodedeel()


meld_aan("zoek", _delen)
