"""What can be done to a chain behind the application's back, and what of it shows: said without any key."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from ketens.audit import keten
from ketens.audit.controle import _portie
from ketens.kern import versleuteling
from tests.audit.conftest import Knoeier

# Every column of a row but its key; a value that the column can hold, other than what stands there.
KOLOMMEN = (*(naam for naam in keten.VELDEN if naam != "nr"), "mac")
UUIDS = {"account_id", "lidmaatschap_id", "organisatie_id", "keten_id"}
VER = 1_000_000
Momentopname = dict[int, tuple[Any, ...]]


@dataclass(frozen=True)
class Daad:
    """One thing done: its name, and numbers that choose where and what."""

    naam: str
    waar: int
    waarheen: int
    wat: int


class Keten:
    """One chain in the hands of someone who may do anything in the database."""

    def __init__(self, knoeier: Knoeier, keten_id: UUID, elders: UUID) -> None:
        self.knoeier, self.id, self.elders = knoeier, keten_id, elders

    def nummers(self) -> list[int]:
        """The numbers that are there, in order."""
        return [nr for (nr,) in self.knoeier.lees("select nr from logregel where keten_id = :k order by nr", k=self.id)]

    def opname(self) -> Momentopname:
        """All that the chain says: number -> content, MAC and residents."""
        mensen = defaultdict(list)
        for logregel_id, waar, inwoner in self.knoeier.lees(
            "select i.logregel_id, i.keten_id, i.inwoner_id from logregel_inwoner i "
            "join logregel r on r.id = i.logregel_id where r.keten_id = :k", k=self.id,
        ):  # fmt: skip
            mensen[logregel_id].append((str(waar), str(inwoner)))
        rijen = self.knoeier.lees(f"select id, nr, {', '.join(KOLOMMEN)} from logregel where keten_id = :k", k=self.id)
        return {nr: (*map(_plat, rest), tuple(sorted(mensen[id_]))) for id_, nr, *rest in rijen}

    def kop(self) -> tuple[Any, ...]:
        """The head."""
        (rij,) = self.knoeier.lees("select nr, mac from logkop where id = :k", k=self.id)
        return tuple(map(_plat, rij))

    def doe(self, daad: Daad) -> None:
        """Do it to the row that its numbers choose among those that are there."""
        if nummers := self.nummers():
            DADEN[daad.naam](self, nummers[daad.waar % len(nummers)], nummers[daad.waarheen % len(nummers)], daad.wat)

    def _id(self, nr: int) -> int:
        ((id_,),) = self.knoeier.lees("select id from logregel where keten_id = :k and nr = :nr", k=self.id, nr=nr)
        return int(id_)

    def _zet_nr(self, van: int, naar: int) -> None:
        self.knoeier.doe(
            "update logregel set nr = :naar where keten_id = :k and nr = :van", k=self.id, van=van, naar=naar
        )

    def wijzig(self, nr: int, _waarheen: int, wat: int) -> None:
        """Another value in one column. In another chain it would be moved: that is `verhuis`."""
        kolom = KOLOMMEN[wat % len(KOLOMMEN)]
        if kolom == "keten_id":
            return self.verhuis(nr, 0, wat)
        waarde: Any = f"x{wat % 997}"[:1] if kolom == "actie" else f"x{wat % 997}"
        waarde = UUID(int=wat) if kolom in UUIDS else wat.to_bytes(32) if kolom == "mac" else waarde
        waarde = 200 + wat % 300 if kolom == "uitkomst" else waarde
        self.knoeier.doe(
            f"update logregel set {kolom} = :w where keten_id = :k and nr = :nr", w=waarde, k=self.id, nr=nr
        )
        return None

    def wis(self, nr: int, _waarheen: int = 0, _wat: int = 0) -> None:
        """Gone, with its residents."""
        self.knoeier.doe("delete from logregel_inwoner where logregel_id = :id", id=self._id(nr))
        self.knoeier.doe("delete from logregel where keten_id = :k and nr = :nr", k=self.id, nr=nr)

    def verwissel(self, nr: int, ander: int, _wat: int) -> None:
        """Two rows in each other's place."""
        if nr != ander:
            self._zet_nr(nr, VER)
            self._zet_nr(ander, nr)
            self._zet_nr(VER, ander)

    def voeg_in(self, nr: int, na: int, wat: int) -> None:
        """A copy of a row: in between (what follows moves on), at the end, or before the beginning."""
        bron = self._id(nr)
        plek = (na + 1, self.nummers()[-1] + 1, min(0, self.nummers()[0] - 1 - wat % 3))[wat % 3]
        self.knoeier.doe("update logregel set nr = nr + :v where keten_id = :k and nr >= :p", v=VER, k=self.id, p=plek)
        self.knoeier.doe(
            "update logregel set nr = nr - :v where keten_id = :k and nr >= :p", v=VER - 1, k=self.id, p=VER
        )
        kolommen = ", ".join(KOLOMMEN)
        self.knoeier.doe(
            f"insert into logregel (nr, {kolommen}) select :p, {kolommen} from logregel where id = :id",
            p=plek, id=bron,
        )  # fmt: skip
        self._leg_inwoners_bij(plek, bron)

    def _leg_inwoners_bij(self, plek: int, bron: int) -> None:
        self.knoeier.doe(
            "insert into logregel_inwoner (logregel_id, keten_id, inwoner_id) "
            "select :nieuw, keten_id, inwoner_id from logregel_inwoner where logregel_id = :id",
            nieuw=self._id(plek), id=bron,
        )  # fmt: skip

    def kap_af(self, nr: int, _waarheen: int, wat: int) -> None:
        """The end, from a row on; half of the time the head is made to agree."""
        for weg in [ander for ander in self.nummers() if ander >= nr]:
            self.wis(weg)
        over = self.nummers()
        if wat % 2 and over:
            self.zet_kop(over[-1])

    def zet_kop(self, nr: int) -> None:
        """Let the head agree with a row."""
        mac = "(select mac from logregel where keten_id = :k and nr = :nr)"
        self.knoeier.doe(f"update logkop set nr = :nr, mac = {mac} where id = :k", k=self.id, nr=nr)

    def leg_inwoner_bij(self, nr: int, _waarheen: int, wat: int) -> None:
        """Someone who was not there."""
        self.knoeier.doe(
            "insert into logregel_inwoner (logregel_id, keten_id, inwoner_id) values (:id, :k, :w)",
            id=self._id(nr), k=self.id, w=UUID(int=wat),
        )  # fmt: skip

    def haal_inwoners_weg(self, nr: int, _waarheen: int, _wat: int) -> None:
        """Nobody any more."""
        self.knoeier.doe("delete from logregel_inwoner where logregel_id = :id", id=self._id(nr))

    def verplaats_inwoners(self, nr: int, ander: int, _wat: int) -> None:
        """The residents of one row beside another."""
        self.knoeier.doe(
            "update logregel_inwoner set logregel_id = :naar where logregel_id = :id",
            id=self._id(nr), naar=self._id(ander),
        )  # fmt: skip

    def verhuis(self, nr: int, _waarheen: int, _wat: int) -> None:
        """A row, with its residents, at the end of the chain of another gemeente."""
        ((eind,),) = self.knoeier.lees("select coalesce(max(nr), 0) from logregel where keten_id = :k", k=self.elders)
        id_ = self._id(nr)
        self.knoeier.doe("update logregel_inwoner set keten_id = :e where logregel_id = :id", e=self.elders, id=id_)
        self.knoeier.doe(
            "update logregel set keten_id = :e, nr = :nr where id = :id", e=self.elders, nr=eind + 1, id=id_
        )

    def reken_na(self, sleutel: bytes) -> None:
        """With the key of the log: number what is left from 1, chain it anew, and let the head agree.

        Who has the key writes its name at each row: under a name that nobody knows no row would hold.
        """
        naam = versleuteling.sleutelbos().log_id
        self.knoeier.doe("update logregel set sleutel = :s where keten_id = :k", s=naam, k=self.id)
        for plek, nr in enumerate(self.nummers(), start=1):
            self._zet_nr(nr, VER + plek)
        self.knoeier.doe("update logregel set nr = nr - :v where keten_id = :k", v=VER, k=self.id)
        vorige = keten.BEGIN
        for rij, inwoners in _portie(self.id, None, VER):
            vorige = keten.mac(sleutel, vorige, rij, inwoners)
            self.knoeier.doe("update logregel set mac = :mac where id = :id", mac=vorige, id=rij["id"])
        if over := self.nummers():
            self.zet_kop(over[-1])


DADEN: dict[str, Callable[[Keten, int, int, int], None]] = {
    "wijzig": Keten.wijzig,
    "wis": Keten.wis,
    "verwissel": Keten.verwissel,
    "voeg in": Keten.voeg_in,
    "kap af": Keten.kap_af,
    "leg inwoner bij": Keten.leg_inwoner_bij,
    "haal inwoners weg": Keten.haal_inwoners_weg,
    "verplaats inwoners": Keten.verplaats_inwoners,
    "verhuis": Keten.verhuis,
}


def eerste_verschil(was: Momentopname, is_nu: Momentopname) -> int | None:
    """Return the lowest number at which the two differ, or that was passed over; None when there is none."""
    anders = {nr for nr in was.keys() | is_nu.keys() if was.get(nr) != is_nu.get(nr)}
    overgeslagen = set(range(1, max(is_nu, default=0))) - is_nu.keys()
    return min(anders | overgeslagen, default=None)


def _plat(waarde: Any) -> Any:
    return bytes(waarde) if isinstance(waarde, memoryview) else waarde
