"""What is measured of a deelnemer at the begin and at the end of a group: plausible, and a little better at the end."""

from decimal import Decimal
from random import Random
from typing import Any

from ketens.demo.kalender import Groepsplan
from ketens.demo.verhalen import Rolverdeling, formulier
from ketens.groepen.plaatsen import Plaatsing
from ketens.metingen.handelingen import Cel, leg_vast
from ketens.metingen.momenten import T0, T1
from ketens.metingen.staat import instrumenten
from ketens.rechten import Rol

# Mean, spread and change of each, as it is written down, and the smallest and largest that is believable.
WAARDEN: dict[str, tuple[float, float, float, float, float]] = {
    "tug": (12.4, 2.6, -1.3, 7, 25),
    "cst30": (10.2, 2.4, 1.8, 3, 20),
    "loop4m": (4.5, 0.8, -0.4, 2.6, 9),
    "fesi7": (11.5, 2.8, -1.6, 7, 24),
}
HELE_GETALLEN = ("cst30", "fesi7")
# One in so many could not do a test that day.
NIET_UITVOERBAAR = 0.03


class Meetlat:
    """One deelnemer and what they can do: drawn at the begin, so that it is the same however far the story is told."""

    def __init__(self, rol: Rolverdeling, plan: Groepsplan, plaatsing: Plaatsing) -> None:
        self.rol, self.plan, self.plaatsing = rol, plan, plaatsing
        self.kans = Random(f"meting-{rol.persoon.sleutel}")  # noqa: S311  # invented people, no secret
        self.begin = {code: self.kans.gauss(waarde[0], waarde[1]) for code, waarde in WAARDEN.items()}
        self.komt_nog = self.kans.random() < 0.97

    def meet(self, moment: str) -> None:
        """Measure with all that the interventie names."""
        cellen = [
            Cel(self.plaatsing, instrument, self._antwoorden(str(instrument.code), moment), None)
            for instrument in instrumenten(self.plaatsing.groep)
        ]
        trainer = self.rol.ploeg.wie(self.plan.trainer, Rol.TRAINER)
        id_ = formulier(f"meting-{self.rol.persoon.sleutel}-{moment}")
        leg_vast(self.plaatsing.groep, moment, cellen, formulier_id=id_, door=trainer)

    def sessie(self, moment: str) -> int:
        """Return the place in the row of the session at which this is measured."""
        meten = self.plaatsing.groep.interventie.meten
        if meten is None:
            return -1
        return (meten.t0_bij if moment == T0 else meten.t1_bij) - 1

    def _antwoorden(self, code: str, moment: str) -> dict[str, Any]:
        _, _, verandering, laagst, hoogst = WAARDEN[code]
        waarde = self.begin[code] + (verandering * self.kans.uniform(-0.2, 2.1) if moment == T1 else 0)
        if self.kans.random() < NIET_UITVOERBAAR:
            return {"niet_uitvoerbaar": True}
        waarde = min(max(waarde, laagst), hoogst)
        getal = round(waarde) if code in HELE_GETALLEN else Decimal(str(round(waarde, 1)))
        return {"som" if code == "fesi7" else "waarde": getal}
