"""Forms: fix a year, and say why a figure differs."""

from collections.abc import Iterable

from wtforms import HiddenField

from ketens.kern.forms import EenmaligFormulier
from ketens.kern.fouten import Domeinfout
from ketens.kern.keuzevelden import VinkjesVeld, VinkVeld
from ketens.kern.velden import TekstvakVeld, Verplicht
from ketens.vaststellingen.cijfers import vingerafdruk
from ketens.vaststellingen.stand import Verschil

VERANDERD = "De cijfers zijn veranderd terwijl u keek. Bekijk de verschillen hieronder en kies opnieuw."


class VaststelForm(EenmaligFormulier):
    """Fix the figures as they are shown: `gezien` is the fingerprint of what the page held."""

    gezien = HiddenField()
    toelichting = TekstvakVeld(
        "Toelichting",
        lengte=1000,
        description="Wat moet iemand weten die deze cijfers later leest? Noem geen inwoners.",
    )


class RedenForm(EenmaligFormulier):
    """One reason for one or more figures, as they were on the page: `stand` is the fingerprint of all differences."""

    stand = HiddenField()
    alle = VinkVeld("Deze reden geldt voor alle cijfers hieronder")
    figuren = VinkjesVeld("Of voor welke cijfers geldt deze reden?")
    reden = TekstvakVeld(
        "Reden",
        [Verplicht("Vul in waarom dit cijfer anders is.")],
        lengte=500,
        description="Bijvoorbeeld: een huisarts stuurde drie tests later in. Noem geen inwoners.",
    )

    def kies_uit(self, verschillen: Iterable[Verschil]) -> "RedenForm":
        """Offer the differences that nobody has explained."""
        self._verschillen = {verschil.sleutel: verschil for verschil in verschillen if verschil.reden is None}
        self._van = vingerafdruk(verschillen=[(v.sleutel, v.waarde_nu) for v in self._verschillen.values()])
        self.figuren.choices = [
            (verschil.sleutel, f"{verschil.naam}: {verschil.was} werd {verschil.werd}")
            for verschil in self._verschillen.values()
        ]
        return self

    def toon_stand(self) -> None:
        """Say of which differences this form is, before it is shown."""
        self.stand.data = self._van

    @property
    def gekozen(self) -> list[Verschil]:
        """The differences that were ticked. Raises Domeinfout when one of them all moved since the page was shown."""
        if self.stand.data != self._van:
            self.alle.data, self.figuren.data = False, []
            raise Domeinfout(VERANDERD)
        sleutels = list(self._verschillen) if self.alle.data else self.figuren.data or []
        return [self._verschillen[sleutel] for sleutel in sleutels if sleutel in self._verschillen]
