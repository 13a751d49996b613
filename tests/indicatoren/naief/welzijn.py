"""A life in Welzijn op Recept: sent, conversations, something to do, the same list filled in twice, an end."""

from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from ketens.aanbod.models import Aanbod
from ketens.aanbod.toeleiden import leid_toe, zet_moment
from ketens.catalogus import catalogus
from ketens.instrumenten.handelingen import neem_af
from ketens.kern.db import db
from ketens.kern.klok import AMSTERDAM, moment
from ketens.trajecten.gesprekken import HOE, leg_gesprek_vast
from tests import wereld
from tests.indicatoren.naief.leven import Leven

if TYPE_CHECKING:
    from tests.indicatoren.naief.plaats import Plaats

EENZAAM = catalogus().instrument("dejong_gierveld6@1")


class Welzijnsleven(Leven):
    """From a verwijzing on."""

    keten = wereld.WELZIJN
    behandelt = "welzijnscoach"

    def __init__(self, plaats: "Plaats", getal: int) -> None:
        super().__init__(plaats, getal)
        # Many in one year, or there would be no middle to find.
        if self.soms(70):
            self.op = moment(date(2025, self.kans.randrange(1, 10), self.kans.randrange(1, 29)), 10)

    def leef(self) -> None:
        while self.verwezen():
            self.begeleid()
            if not self.soms(30):
                break
            self.wacht(90)

    def begeleid(self) -> None:
        if self.soms(60):
            self.doe(self.meet)
        for _ in range(self.kans.randrange(4)):
            self.wacht(25)
            self.doe(self.spreek)
        if self.soms(60):
            self.doe(self.leid_toe)
        if self.soms(70):
            self.doe(self.meet)
        self.wacht(60)
        if self.soms(75):
            reden = self.kies(["afgerond", "geen_interesse", "niet_bereikbaar", "toegeleid"])
            self.doe(lambda: self.van().sluit_af(door=self.cora, reden=reden))
            if self.soms(20):
                self.wacht(30)
                self.doe(lambda: self.van().heropen(door=self.cora, reden="Toch"))
                self.doe(self.spreek)

    def spreek(self) -> None:
        """Today, or some days ago: that is when it counts."""
        dag = self.op.astimezone(AMSTERDAM).date() - timedelta(days=self.kies([0, 0, 1, 5]))
        vraag = self.kies(["eenzaamheid_sociaal", "financien", None])
        leg_gesprek_vast(
            self.van(), formulier_id=uuid4(), op=dag, hoe=self.kies(list(HOE)), minuten=30, hoofd=vraag, door=self.cora
        )

    def meet(self) -> None:
        antwoorden = dict(self.kies(list(EENZAAM.voorbeelden)).antwoorden)
        neem_af(
            EENZAAM.pin, antwoorden, keten_code=self.keten, door=self.cora, inwoner=self.van().inwoner,
            traject_id=self.traject_id,
        )  # fmt: skip

    def leid_toe(self) -> None:
        aanbod = db.session.get_one(Aanbod, self.kies(self.plaats.aanbod))
        rij = leid_toe(self.van(), aanbod, door=self.cora, moment=self.kies(["genoemd", "gestart", "gestart"]))
        if rij.gestart_op and self.soms(50):
            zet_moment(rij, "gebleven", door=self.cora)
