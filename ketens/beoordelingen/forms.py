"""Asking for an assessment, and answering one."""

from collections.abc import Mapping
from typing import Any, cast
from uuid import UUID

from markupsafe import Markup

from ketens.beoordelingen.handelingen import LANGSTE_REGEL
from ketens.catalogus import Instrument, Keten
from ketens.kern.forms import EenmaligFormulier
from ketens.kern.keuzevelden import RondjesVeld
from ketens.kern.velden import DatumVeld, TekstVeld, Verplicht
from ketens.trajecten.instellingen import Ketenpartner
from ketens.trajecten.vragenformulier import Vragenformulier, vragenformulier


class VraagForm(EenmaligFormulier):
    """Ask a practice."""

    praktijk = RondjesVeld("Welke praktijk vraagt u?", [Verplicht("Kies een praktijk.")])
    vraag = TekstVeld(
        "Uw vraag in één regel",
        lengte=LANGSTE_REGEL,
        description="Bijvoorbeeld: mevrouw viel twee keer op de trap. Geen diagnoses of medicijnen.",
    )

    def kies_uit(self, praktijken: list[Ketenpartner], met_app: set[UUID]) -> None:
        """Offer these practices, each with the way in which it hears of the request."""
        self.praktijk.choices = [
            (
                str(partner.organisatie_id),
                _keuze(
                    partner.organisatie.naam,
                    "Ziet het verzoek in de app." if partner.organisatie_id in met_app else "Krijgt een brief van u.",
                ),
            )
            for partner in praktijken
        ]


class AntwoordForm(Vragenformulier):
    """The three things that go back. A class over it adds the factors, which do not."""

    beoordeeld_op = DatumVeld("Datum van de beoordeling", [Verplicht("Vul de datum in.")], toekomst=False)
    route = RondjesVeld("Wat past nu?", [Verplicht("Kies wat nu past.")])
    advies = TekstVeld(
        "Advies in één regel",
        [Verplicht("Vul uw advies in één regel in.")],
        lengte=LANGSTE_REGEL,
        description=f"Hoogstens {LANGSTE_REGEL} tekens. De coördinator leest dit. Zet er geen diagnose in.",
    )

    @classmethod
    def voor(cls, keten: Keten, instrument: Instrument | None) -> "AntwoordForm":
        """Return the form of this keten, with the factors of `instrument` for who may record them."""
        vragen = instrument.alle_vragen if instrument else ()
        form = cast("AntwoordForm", vragenformulier(vragen, cls)())  # type: ignore[arg-type]
        form.route.choices = [(weg.code, _keuze(weg.naam, weg.uitleg)) for weg in keten.routes]
        for onderdeel in instrument.onderdelen if instrument else ():
            for vraag in instrument.vragen_per_onderdeel if instrument else ():
                veld = form[f"{onderdeel.code}_{vraag.sleutel}"]
                veld.label.text = onderdeel.naam if vraag.soort == "keuze" else f"{vraag.vraag} ({onderdeel.naam})"
        return form

    @property
    def raakt_factoren(self) -> bool:
        """Whether a factor was filled in or refused, so that the page shows them at once."""
        return any(self[vraag.sleutel].data or self[vraag.sleutel].errors for vraag in self.vragen)

    @property
    def antwoord(self) -> Mapping[str, Any]:
        """What `beantwoord` asks for."""
        return {
            "beoordeeld_op": self.beoordeeld_op.data,
            "route": self.route.data,
            "advies": self.advies.data,
            "factoren": self.antwoorden,
        }


def _keuze(naam: str, uitleg: str) -> Markup:
    return Markup('{}<br><span class="subtle">{}</span>').format(naam, uitleg)
