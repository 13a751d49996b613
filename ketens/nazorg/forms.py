"""The forms of what comes after a group."""

from typing import Any
from uuid import UUID

from wtforms import HiddenField

from ketens.kern.forms import EenmaligFormulier, Formulier
from ketens.kern.velden import DatumVeld, TekstVeld, Verplicht
from ketens.nazorg.bijdragen import STANDEN
from ketens.nazorg.handelingen import UITKOMSTEN

WAT = 200


class UitkomstForm(EenmaligFormulier):
    """What came of asking, tapped on a button, and in one line what someone does or why not."""

    uitkomst = HiddenField(validators=[Verplicht("Kies wat ervan kwam.")])
    wat = TekstVeld("Wat doet de inwoner, of waarom niet?", lengte=WAT)

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for an outcome that there is."""
        goed = super().validate(extra_validators)
        if goed and self.uitkomst.data not in UITKOMSTEN:
            self.meld("Kies wat ervan kwam.")
        return goed and not self.errors


class PostForm(Formulier):
    """The cards that were printed, by their ids."""

    kaarten = HiddenField()

    @property
    def ids(self) -> list[UUID]:
        """Which cards; rubbish names none."""
        gevonden = []
        for deel in (self.kaarten.data or "").split(","):
            try:
                gevonden.append(UUID(deel))
            except ValueError:
                continue
        return gevonden


class BijdrageForm(Formulier):
    """How the eigen bijdrage of one deelname stands, tapped; and the day on which it was paid."""

    stand = HiddenField(validators=[Verplicht("Kies hoe het staat.")])
    betaald_op = DatumVeld("Betaald op", toekomst=False)

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for a state that there is."""
        goed = super().validate(extra_validators)
        if goed and self.stand.data not in STANDEN:
            self.meld("Kies hoe het staat.")
        return goed and not self.errors
