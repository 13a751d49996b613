"""The instruments of Welzijn op Recept: for some, at the first conversation, and once more at the last."""

from dataclasses import dataclass
from random import Random

from ketens.demo.verhalen import Rolverdeling, formulier
from ketens.trajecten.keuze_instrumenten import neem_keuze_af, te_kiezen
from ketens.trajecten.models import Traject

EENZAAM, GEZOND = "dejong_gierveld6", "positieve_gezondheid"
MET_EENZAAMHEID, MET_GEZONDHEID = 0.17, 0.3
NOG_EENS = 0.65
# Of a hundred answers the lonely one, at first and later.
EERST, LATER = 62, 45
POSITIEF = ("terugvallen", "vertrouwen", "verbonden")


@dataclass(frozen=True, slots=True)
class Metingen:
    """What is measured with one person; whoever was measured once is the same on any day."""

    rol: Rolverdeling
    traject: Traject

    def eerste(self) -> None:
        """Take what this person wants to fill in."""
        self._neem(1)

    def opnieuw(self) -> None:
        """Take it again: most feel a little better."""
        self._neem(2)

    def _neem(self, keer: int) -> None:
        eigen = Random(f"meting-{self.rol.persoon.sleutel}")  # noqa: S311  # invented people, no secret
        kiest = eigen.random()
        code = EENZAAM if kiest < MET_EENZAAMHEID else GEZOND if kiest < MET_GEZONDHEID else ""
        instrument = te_kiezen(self.traject, code)
        if instrument is None or (keer == 2 and eigen.random() > NOG_EENS):
            return
        sleutels = [vraag.sleutel for vraag in instrument.alle_vragen]
        antwoorden: dict[str, object] = {str(sleutel): _antwoord(eigen, code, sleutel, keer) for sleutel in sleutels}
        neem_keuze_af(
            self.traject,
            instrument,
            antwoorden=antwoorden,
            formulier_id=formulier(f"{code}-{keer}-{self.rol.persoon.sleutel}"),
            door=self.rol.regie,
        )


def _antwoord(kans: Random, code: str, sleutel: str, keer: int) -> object:
    """Return the answer at the first or the second time; both are drawn, so that the second goes with the first."""
    if code == GEZOND:
        eerst = kans.randint(3, 7)
        return min(10, eerst + (kans.randint(-1, 3) if keer == 2 else 0))
    eenzaam = kans.randint(1, 100) <= (EERST if keer == 1 else LATER)
    if eenzaam:
        return kans.choice(("min_of_meer", "nee" if sleutel in POSITIEF else "ja"))
    return "ja" if sleutel in POSITIEF else "nee"
