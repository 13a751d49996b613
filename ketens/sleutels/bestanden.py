"""Files that lie sealed on disk until they are fetched (uitvoer)."""

from collections import Counter
from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import select

from ketens.kern.db import db
from ketens.kern.gemeente import huidige_gemeente
from ketens.kern.versleuteling import Onleesbaar
from ketens.sleutels.delen import Deel, Portie, Uitslag, Waar, meld_aan
from ketens.uitvoer import bewaarplaats
from ketens.uitvoer.models import Uitvoer

# Each is read and written whole while its row is locked.
BESTANDEN = 3


class Bestanddeel:
    """The finished files of a gemeente. What is still being made is sealed with the newest key when it is laid down."""

    naam = "uitvoer/bestand"
    waar = Waar.GEMEENTE

    def zoek(self, na: UUID, sleutel: str) -> Portie | None:
        """Return the next files under another key."""
        ids = [id_ for id_, naam in _bestanden() if id_ > na and naam != sleutel][:BESTANDEN]
        return Portie(max(ids), ids) if ids else None

    def zet_over(self, portie: Portie, sleutel: str) -> Uitslag:
        """Seal each anew, under the lock of its row: it is not removed or made again meanwhile."""
        gemeente_id, gedaan = huidige_gemeente(), 0
        vraag = select(Uitvoer).where(Uitvoer.id.in_(portie.rijen), Uitvoer.klaar_op.is_not(None))
        rijen = {rij.id: rij for rij in db.session.scalars(vraag.with_for_update(skip_locked=True, key_share=True))}
        for id_ in portie.rijen:
            rij = rijen.get(id_)
            if gemeente_id is None or rij is None or rij.verwijderd_op is not None:
                continue  # who removes files, or makes this one, is not done with it
            try:
                gedaan += bewaarplaats.verzegel_opnieuw(gemeente_id, id_)
            except Onleesbaar:
                continue
        return Uitslag(gedaan)

    def tel(self, sleutels: Sequence[str]) -> Counter[str]:
        """Count every file that lies there by the key that it names."""
        return Counter(naam for _, naam in _bestanden() if naam in sleutels)


def _bestanden() -> list[tuple[UUID, str]]:
    gemeente_id = huidige_gemeente()
    return sorted(bewaarplaats.sleutels(gemeente_id)) if gemeente_id else []


def _delen() -> Iterable[Deel]:
    yield Bestanddeel()


meld_aan("gegevens", _delen)
