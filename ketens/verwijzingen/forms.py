"""The small forms that come after sending."""

from typing import Any

from ketens.kern.forms import EenmaligFormulier, Formulier
from ketens.kern.keuzevelden import KeuzeVeld, RondjesVeld
from ketens.kern.velden import TekstvakVeld, Verplicht
from ketens.verwijzingen.models import INTREKREDENEN, Verwijzing
from ketens.verwijzingen.overzichten import Wisseling

LENGTE = 1000


class AanvulForm(EenmaligFormulier):
    """What a verwijzer adds."""

    tekst = TekstvakVeld(
        "Wat wilt u toevoegen?",
        [Verplicht("Schrijf op wat u wilt toevoegen.")],
        lengte=LENGTE,
        description="Alleen wat de coördinator nodig heeft. Geen diagnoses of medicijnen.",
    )

    @property
    def aanvulling(self) -> dict[str, Any]:
        """What `vul_aan` takes."""
        return {"formulier_id": self.formulier_id.data, "tekst": self.tekst.data}


class IntrekForm(Formulier):
    """Why it is withdrawn."""

    reden = RondjesVeld(
        "Waarom trekt u de verwijzing in?", [Verplicht("Kies een reden.")], choices=[*INTREKREDENEN.items()]
    )


class BerichtForm(Formulier):
    """A message to who referred; where several did, to which of them."""

    verwijzing = KeuzeVeld("Aan", [Verplicht("Kies aan wie u schrijft.")])
    tekst = TekstvakVeld(
        "Bericht aan de verwijzer",
        [Verplicht("Schrijf eerst een bericht.")],
        lengte=LENGTE,
        description="Alleen wat de verwijzer mag weten: hoe het gaat met deze verwijzing.",
    )

    def __init__(self, wisselingen: list[Wisseling]) -> None:
        super().__init__()
        self.mogelijk = {str(w.verwijzing.id): w.verwijzing for w in wisselingen if w.mag}
        self.verwijzing.choices = [(code, f"{v.afzender} ({v.kenmerk})") for code, v in self.mogelijk.items()]
        if not self.is_submitted() and self.mogelijk:
            self.verwijzing.data = next(iter(self.mogelijk))

    @property
    def aan(self) -> Verwijzing:
        """The verwijzing whose verwijzer gets it."""
        return self.mogelijk[self.verwijzing.data]
