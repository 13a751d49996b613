"""Forms of attendance: what a phone sends, what the trainer must know, and the end of a group."""

from typing import Any

from wtforms import HiddenField

from ketens.aanwezigheid.afronden import AFGEROND, NIET_GESTART, UITGEVALLEN, Besluit, Voorstel
from ketens.groepen.redenen import EINDEN, EINDREDENEN
from ketens.kern.forms import Formulier
from ketens.kern.keuzevelden import KeuzeVeld, RondjesVeld, VinkVeld
from ketens.kern.velden import TekstVeld, Verplicht

LANGSTE_REGEL = 160


class InzendForm(Formulier):
    """What a phone kept: marks of one session, as JSON."""

    rijen = HiddenField()


class VoorTrainerForm(Formulier):
    """One line that the resident wants the trainer to know; emptied it is gone."""

    tekst = TekstVeld(
        "Wat moet de trainer weten?",
        lengte=LANGSTE_REGEL,
        description="Eén regel, in woorden van de inwoner. Bijvoorbeeld: staat graag aan de kant, stijve linkerknie.",
    )
    akkoord = VinkVeld("De inwoner vindt het goed dat de trainer en een vervanger deze regel lezen")


class AfrondForm(Formulier):
    """The end of a group; `afrondform` adds three fields for each deelname."""

    def besluiten(self, voorstellen: list[Voorstel]) -> dict[Any, Besluit]:
        """Return what was decided of each deelname."""
        return {
            rij.plaatsing.id: Besluit(
                uitkomst=self[f"uitkomst_{rij.plaatsing.id.hex}"].data,
                reden=self[f"reden_{rij.plaatsing.id.hex}"].data or None,
                toelichting=self[f"toelichting_{rij.plaatsing.id.hex}"].data or None,
            )
            for rij in voorstellen
        }


def afrondform(voorstellen: list[Voorstel]) -> AfrondForm:
    """Build the form of these deelnames, with what the rule says filled in."""
    velden: dict[str, Any] = {}
    for rij in voorstellen:
        id_ = rij.plaatsing.id.hex
        mogelijk = (AFGEROND, UITGEVALLEN) if rij.plaatsing.gestart_op else (NIET_GESTART,)
        velden[f"uitkomst_{id_}"] = RondjesVeld(
            "Hoe is het afgelopen?",
            [Verplicht("Kies hoe het is afgelopen.")],
            choices=[(code, EINDEN[code]) for code in mogelijk],
            default=rij.uitkomst,
        )
        velden[f"reden_{id_}"] = KeuzeVeld("Reden van stoppen", choices=[("", "Kies een reden"), *EINDREDENEN.items()])
        velden[f"toelichting_{id_}"] = TekstVeld("Waarom anders dan het voorstel?", lengte=300)
    klasse: type[AfrondForm] = type("AfrondFormVanGroep", (AfrondForm,), velden)
    return klasse()
