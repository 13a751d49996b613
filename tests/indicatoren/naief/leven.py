"""One resident whose life follows from one number, with a clock of their own.

All that happens goes through the handelingen of the house, each at its own moment. What they refuse did not happen: so
a life may try anything.
"""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID, uuid4

from ketens.inwoners.models import Geslacht, Inwoner
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import moment, zet_klok
from ketens.trajecten.models import Traject
from ketens.triage.handelingen import neem_aan, weiger
from ketens.verwijzingen import handelingen as verwijzingen
from ketens.verwijzingen.models import INTREKREDENEN, Verwijzing
from tests import wereld

if TYPE_CHECKING:
    from tests.indicatoren.naief.plaats import Plaats

K = TypeVar("K")
NU = moment(date(2026, 11, 22), 15)
BEGIN = moment(date(2023, 11, 1), 9)
# New Year at midnight: in UTC still the year before. And the same for a month in summer, two hours off.
OP_DE_GRENS = [
    moment(date(2024, 12, 31), 23, 59),
    moment(date(2025, 1, 1), 0, 0),
    moment(date(2025, 1, 1), 0, 40),
    moment(date(2025, 12, 31), 23, 30),
    moment(date(2026, 1, 1), 0, 5),
    moment(date(2025, 6, 30), 23, 50),
    moment(date(2025, 7, 1), 1, 30),
    moment(date(2024, 2, 29), 12),
    moment(date(2025, 2, 28), 12),
    moment(date(2025, 3, 1), 0, 20),
]
# Turning 65 or 70 on New Year's Day, on the last day of the year, and on a day that is not there every year.
GEBOREN = [
    date(1960, 1, 1),
    date(1959, 12, 31),
    date(1960, 2, 29),
    date(1960, 3, 1),
    date(1955, 1, 1),
    date(1956, 2, 29),
    date(1955, 7, 1),
    date(1930, 2, 28),
    date(1941, 3, 12),
    date(1966, 6, 6),
]
POSTCODES = ["7621AB", "7622XY", "7623KL", "7625DE", None]


class Leven:
    """What all lives have: a clock, chance, and a way into a keten."""

    keten = wereld.KETEN
    behandelt = "coordinator"

    def __init__(self, plaats: "Plaats", getal: int) -> None:
        self.plaats, self.kans = plaats, Random(getal)
        self.cora, self.hanna, self.bea = (plaats.wie[naam] for naam in (self.behandelt, "verwijzer", "beoordelaar"))
        self.op = self.kies(OP_DE_GRENS) if self.soms(50) else BEGIN + timedelta(hours=self.kans.randrange(24 * 1050))
        self.postcode, self.geboren = self.kies(POSTCODES), self.kies(GEBOREN)
        self.geslacht = self.kies(list(Geslacht))
        self.traject_id: UUID | None = None
        self.inwoner_id: UUID | None = None

    def kies(self, uit: list[K]) -> K:
        return self.kans.choice(uit)

    def soms(self, procent: int) -> bool:
        return self.kans.randrange(100) < procent

    def wacht(self, dagen: int) -> None:
        """Let up to so many days go by; often it comes out just around New Year."""
        self.op += timedelta(days=self.kans.randrange(dagen + 1), minutes=self.kans.randrange(90))

    def doe(self, daad: Callable[..., Any], *wat: Any, **hoe: Any) -> Any:
        """Do it now, if it may be done; what lies after today did not happen."""
        if self.op > NU:
            return None
        with zet_klok(self.op):
            try:
                uitkomst = daad(*wat, **hoe)
                db.session.commit()
            except Domeinfout:
                db.session.rollback()
                return None
        return uitkomst or True

    # --- the way in ---------------------------------------------------------------------------------------------------

    def antwoorden(self) -> dict[str, Any]:
        """Return what is answered to the test of the keten, if it has one."""
        return {}

    def verwezen(self) -> bool:
        """A verwijzing is sent; return whether it led to a traject."""
        verwijzing = self.doe(
            lambda: verwijzingen.verwijs(
                formulier_id=uuid4(), keten_code=self.keten, door=self.hanna, antwoorden=self.antwoorden(),
                toestemming_doorgeven=True, toestemming_terugkoppelen=self.soms(50),
                herkomst=self.kies(["verwijzer", "zelf"]), **self.persoon,
            )
        )  # fmt: skip
        if not isinstance(verwijzing, Verwijzing):
            return False
        self.wacht(12)
        lot = self.kans.randrange(100)
        if lot < 10:
            self.doe(lambda: self.trek_in(verwijzing))
        elif lot < 18:
            self.doe(lambda: weiger(verwijzing, reden=self.kies(["niet_doelgroep", "wil_niet"]), door=self.cora))
        elif lot > 22:
            self.neem_aan(verwijzing)
            return self.traject_id is not None
        return False

    def trek_in(self, verwijzing: Verwijzing) -> None:
        verwijzingen.trek_in(verwijzing, reden=self.kies(list(INTREKREDENEN)), door=self.hanna)

    def neem_aan(self, verwijzing: Verwijzing) -> None:
        """Accept: as somebody new, as who came before in this life, or as who turns out to be the same."""
        # Whoever is the same was born on the same day, and of that life nothing is told any more.
        kan = [id_ for id_ in self.plaats.bekend[self.geboren] if self.plaats.verteld_tot.get(id_, NU) <= self.op]
        zelfde = None
        if self.traject_id:
            zelfde = self.van().inwoner_id
        elif kan and self.soms(50):
            zelfde = self.kies(kan)
        inwoner = db.session.get_one(Inwoner, zelfde) if zelfde else None
        traject = self.doe(lambda: neem_aan(verwijzing, door=self.cora, zelfde_als=inwoner))
        if isinstance(traject, Traject):
            self.traject_id = traject.id
            self.is_bekend(traject.inwoner_id)
            if self.soms(5):
                self.doe(lambda: self.trek_in(verwijzing))

    def is_bekend(self, inwoner_id: UUID) -> None:
        """Keep who this is: a later life may be theirs."""
        self.inwoner_id = inwoner_id
        if inwoner_id not in self.plaats.bekend[self.geboren]:
            self.plaats.bekend[self.geboren].append(inwoner_id)

    def is_verteld(self) -> None:
        """Keep until when this life was told."""
        if self.inwoner_id:
            self.plaats.verteld_tot[self.inwoner_id] = self.op

    def van(self) -> Traject:
        assert self.traject_id
        return db.session.get_one(Traject, self.traject_id)

    # --- who it is ---------------------------------------------------------------------------------------------------

    @property
    def pc4(self) -> str | None:
        return self.postcode[:4] if self.postcode else None

    @property
    def persoon(self) -> dict[str, Any]:
        return {
            "voornaam": "Proef",
            "achternaam": "Persoon",
            "geboortedatum": self.geboren,
            "telefoon": "+31612345678",
            "geslacht": self.geslacht,
            **({"postcode": self.postcode, "huisnummer": "1"} if self.postcode else {}),
        }
