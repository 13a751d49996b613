"""The forms of the belllijst, of a message, and of the stacks of letters."""

from datetime import date

from wtforms import HiddenField

from ketens.inwoners.keuzes import BEREIK
from ketens.kern.forms import EenmaligFormulier, Formulier
from ketens.kern.keuzevelden import RondjesVeld
from ketens.kern.velden import DatumVeld, TekstvakVeld, Verplicht
from ketens.trajecten.contact import CONTACT, TERUGBELLEN

TEKST = 1000
BESLUITEN = {
    "verder": "Verder proberen met bellen",
    "brief": "Een brief sturen met de vraag om te bellen",
    "afsluiten": "Het traject afsluiten: niet bereikt",
}


class UitkomstForm(EenmaligFormulier):
    """What came of a call, tapped on a button: so an outcome that is none is a page that is no longer right."""

    uitkomst = HiddenField(validators=[Verplicht("Kies wat er van het bellen kwam.")])
    terugbellen_op = DatumVeld("Terugbellen op")

    def validate(self, extra_validators: object = None) -> bool:
        """Ask for an outcome that there is, and for a day when calling back was agreed."""
        goed = super().validate(extra_validators)
        if goed and self.uitkomst.data not in CONTACT:
            self.meld("Kies wat er van het bellen kwam.")
        if goed and self.uitkomst.data == TERUGBELLEN and not self.terugbellen_op.data:
            self.meld("Vul de dag in waarop u terugbelt.", "terugbellen_op")
        return goed and not self.errors

    @property
    def dag(self) -> date | None:
        """The day that was agreed on, where calling back was."""
        return self.terugbellen_op.data if self.uitkomst.data == TERUGBELLEN else None


class VerzetForm(Formulier):
    """Another day for a call that was agreed on without a traject."""

    terugbellen_op = DatumVeld("Bellen op", [Verplicht("Vul de dag in waarop u belt.")])


class BesluitForm(Formulier):
    """Not reached on three days: what now?"""

    besluit = RondjesVeld("Wat doet u?", [Verplicht("Kies wat u doet.")], choices=list(BESLUITEN.items()))
    toelichting = TekstvakVeld("Toelichting", lengte=TEKST)


class BerichtForm(EenmaligFormulier):
    """A message in the words of the coördinator."""

    tekst = TekstvakVeld("Wat wilt u vertellen?", [Verplicht("Schrijf op wat u wilt vertellen.")], lengte=TEKST)
    kanaal = RondjesVeld(
        "Hoe?",
        [Verplicht("Kies hoe u het vertelt.")],
        choices=[(kanaal.value, woord) for kanaal, woord in BEREIK.items()],
    )


class KanaalForm(Formulier):
    """Another way for a message that reached nobody yet."""

    kanaal = RondjesVeld(
        "Hoe dan?",
        [Verplicht("Kies een andere manier, of trek het bericht in.")],
        choices=[
            *((kanaal.value, woord) for kanaal, woord in BEREIK.items()),
            ("intrekken", "Niet: trek het in"),
        ],
    )


class StapelForm(EenmaligFormulier):
    """Make one PDF of the letters that wait."""
