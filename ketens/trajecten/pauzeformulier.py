"""The form of a pause: until which day, and why."""

from datetime import date
from typing import Any

from ketens.gebruikers.wie import Wie
from ketens.kern.forms import EenmaligFormulier
from ketens.kern.keuzevelden import RondjesVeld
from ketens.kern.velden import DatumVeld, TekstvakVeld, Verplicht
from ketens.trajecten.models import Traject
from ketens.trajecten.pauzes import REDENEN, pauzeer, wijzig_pauze


class PauzeForm(EenmaligFormulier):
    """Until which day and why; of a traject that stands still already, another day."""

    tot = DatumVeld(
        "Op welke dag gaat het traject verder?",
        [Verplicht("Vul de dag in.")],
        description="Bijvoorbeeld 14-11-2026. Weet u het niet zeker? Kies de dag waarop u weer belt",
    )
    reden = RondjesVeld("Waarom?", [Verplicht("Kies een reden.")], choices=list(REDENEN.items()))
    toelichting = TekstvakVeld("Toelichting", lengte=500)

    @classmethod
    def van(cls, traject: Traject) -> "PauzeForm":
        """Return the form with the pause that runs now filled in; its own id is a fresh one."""
        stil = traject.pauze
        return cls(tot=stil.tot, reden=stil.reden, toelichting=stil.toelichting) if stil else cls()

    def bewaar(self, traject: Traject, *, door: Wie) -> date:
        """Pause, or change the pause; return the day on which the traject goes on."""
        wat: dict[str, Any] = {"tot": self.tot.data, "reden": self.reden.data, "toelichting": self.toelichting.data}
        eenmalig: dict[str, Any] = {"formulier_id": self.formulier_id.data}
        if traject.pauze is None or traject.pauze.formulier_id == self.formulier_id.data:
            return pauzeer(traject, door=door, **eenmalig, **wat).tot
        wijzig_pauze(traject, door=door, **wat)
        return traject.pauze.tot
