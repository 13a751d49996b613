"""The forms of keeping: a term with its reason, and why something is held back."""

from wtforms.validators import Length

from ketens.catalogus import catalogus
from ketens.catalogus.bewaartermijn import Bewaarsoort
from ketens.kern.forms import EenmaligFormulier, Formulier
from ketens.kern.keuzevelden import KeuzeVeld
from ketens.kern.velden import GetalVeld, TekstvakVeld, Verplicht


class TermijnForm(EenmaligFormulier):
    """How long, in which keten, and why."""

    keten = KeuzeVeld("Keten")
    aantal = GetalVeld("Hoe lang", [Verplicht("Vul een getal in.")])
    reden = TekstvakVeld(
        "Waarom",
        [Verplicht("Schrijf waarom."), Length(max=400)],
        description="Noem het besluit. Geen namen van inwoners.",
    )

    def bied_aan(self, soort: Bewaarsoort | None) -> None:
        """Offer the ketens where that can be chosen, and say in what the number counts."""
        if soort is None or not soort.per_keten:
            del self.keten
        else:
            ketens = [(keten.code, keten.naam) for keten in catalogus().ketens]
            self.keten.choices = ketens if soort.aangewezen else [("", "Alle ketens"), *ketens]
            self.keten.validators = [Verplicht("Kies een keten.")] if soort.aangewezen else []
        eenheid = soort.eenheid if soort else "dagen"
        self.aantal.label.text = f"Hoeveel {eenheid}"

    @property
    def keten_code(self) -> str:
        """The keten that was chosen; empty for all."""
        return (self.keten.data or "") if "keten" in self else ""


class VasthoudForm(Formulier):
    """Why this resident is held back."""

    reden = TekstvakVeld(
        "Waarom moet dit blijven?",
        [Verplicht("Schrijf waarom."), Length(max=400)],
        description="Bijvoorbeeld: er loopt een klacht. Geen namen.",
    )
