"""The form of a gesprek: one minute, with the end of the traject in it for whoever is helped by one conversation."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import request

from ketens.catalogus import Keten
from ketens.kern.forms import EenmaligFormulier, Formulier
from ketens.kern.keuzevelden import KeuzeVeld, RondjesVeld, VinkjesVeld
from ketens.kern.klok import vandaag
from ketens.kern.velden import DatumVeld, TekstvakVeld, Verplicht
from ketens.trajecten.forms import NOTITIE
from ketens.trajecten.gesprekken import HOE, MINUTEN, NIET_IN_GESPREK
from ketens.trajecten.hulpvragen import hulpvragen
from ketens.trajecten.models import Traject

SLUIT = "sluit"


class GespreksVelden(Formulier):
    """The questions of a gesprek; `daad` is the button that was pressed."""

    op = DatumVeld("Wanneer?", [Verplicht("Vul de datum van het gesprek in.")], toekomst=False)
    hoe = RondjesVeld("Hoe?", [Verplicht("Kies hoe u sprak.")], choices=list(HOE.items()))
    minuten = RondjesVeld(
        "Hoeveel minuten?", [Verplicht("Kies hoe lang het duurde.")], choices=[(str(n), str(n)) for n in MINUTEN]
    )
    hoofd = KeuzeVeld("Waar gaat het vooral om?", [Verplicht("Kies waar het vooral om gaat.")])
    neven = VinkjesVeld("Speelt er nog meer?")
    # Not `notitie`: that is the field of another form on the same page.
    verslag = TekstvakVeld("Kort verslag", lengte=NOTITIE, description="Alleen wat nodig is. Geen medische details.")
    afspraak_op = DatumVeld("Volgende afspraak")
    reden = KeuzeVeld("Klaar? Kies waarom u afsluit")

    def kies_uit(self, keten: Keten) -> None:
        """Offer the hulpvragen and the reasons of this keten."""
        vragen = [(keuze.code, keuze.naam) for keuze in keten.hulpvragen]
        redenen = [(reden.code, reden.naam) for reden in keten.afsluitredenen if reden.code not in NIET_IN_GESPREK]
        self.hoofd.choices = [("", "Kies"), *vragen]
        self.neven.choices = vragen
        self.reden.choices = [("", "Nee, het gaat verder"), *redenen]
        if not vragen:
            del self.hoofd, self.neven

    @property
    def sluit(self) -> bool:
        """Whether the button was pressed that also ends the traject."""
        return request.form.get("daad") == SLUIT

    @property
    def gesprek(self) -> dict[str, Any]:
        """What `leg_gesprek_vast` takes, but for the id and who did it."""
        return {
            "op": self.op.data,
            "hoe": self.hoe.data,
            "minuten": int(self.minuten.data),
            "tekst": self.verslag.data,
            "hoofd": self.hoofd.data or None if "hoofd" in self else None,
            "neven": (self.neven.data or []) if "neven" in self else (),
            "afspraak_op": self.afspraak_op.data,
            "sluit_met": self.reden.data if self.sluit else None,
        }

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Ask for a reason where the traject ends, and refuse one where it goes on."""
        super().validate(extra_validators)
        if self.sluit and not self.reden.data:
            self.meld("Kies waarom u afsluit.", "reden")
        elif self.reden.data and not self.sluit:
            self.meld("U koos waarom u afsluit. Druk op de knop die afsluit, of kies 'Nee, het gaat verder'.", "reden")
        return not self.errors


class GesprekForm(GespreksVelden, EenmaligFormulier):
    """A gesprek of a traject that runs."""

    @property
    def gesprek(self) -> dict[str, Any]:
        """What `leg_gesprek_vast` takes, but for who did it."""
        return {**super().gesprek, "formulier_id": self.formulier_id.data}


def gesprekformulier(traject: Traject, *, verstuurd: bool = False) -> GesprekForm:
    """Return the form; a fresh one knows today and the hulpvragen that hold."""
    if verstuurd:
        form = GesprekForm()
    else:
        nu = hulpvragen(traject)
        form = GesprekForm(
            formdata=None,
            op=vandaag(),
            hoofd=next((rij.code for rij in nu if rij.hoofd), ""),
            neven=[rij.code for rij in nu if not rij.hoofd],
        )
    form.kies_uit(traject.keten)
    return form
