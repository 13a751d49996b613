"""The forms of the worklist, the traject and the waarneming."""

from typing import Any
from uuid import UUID

from wtforms import Field
from wtforms.widgets import HiddenInput

from ketens.kern.forms import EenmaligFormulier, Formulier, VersieFormulier
from ketens.kern.keuzevelden import KeuzeVeld, RondjesVeld
from ketens.kern.velden import DatumVeld, TekstvakVeld, Verplicht
from ketens.trajecten.handelingen import CONTACT

NOTITIE = 4000


class UuidsVeld(Field):
    """The ids of the ticked rows of a list; rubbish is left out."""

    widget = HiddenInput()

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read UUIDs."""
        self.data: list[UUID] = []
        for tekst in valuelist:
            try:
                self.data.append(UUID(tekst))
            except ValueError:
                continue

    def _value(self) -> str:
        return ""


class ToewijsForm(Formulier):
    """Give work to somebody; `aan` has its choices from the colleagues of the moment."""

    aan = KeuzeVeld("Wijs toe aan", [Verplicht("Kies aan wie u het toewijst.")])

    def kies_uit(self, keuzes: list[tuple[str, str]]) -> "ToewijsForm":
        """Offer these people."""
        self.aan.choices = keuzes
        return self


class TakenForm(ToewijsForm):
    """Give several tasks at once."""

    taak = UuidsVeld()

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for at least one row."""
        goed = super().validate(extra_validators)
        if not self.taak.data:
            self.meld("Kies eerst een of meer taken.")
            return False
        return goed


class NotitieForm(EenmaligFormulier):
    """A note on the timeline."""

    # Not `tekst`: the region with messages to the verwijzer, on the same page, has a field of that name.
    notitie = TekstvakVeld("Notitie", [Verplicht("Vul de notitie in.")], lengte=NOTITIE)


class ContactForm(EenmaligFormulier):
    """What came of a call."""

    uitkomst = RondjesVeld("Hoe ging het?", [Verplicht("Kies hoe het gesprek ging.")], choices=list(CONTACT.items()))
    terugbellen_op = DatumVeld("Wanneer belt u terug?")
    bericht = TekstvakVeld("Opmerking", lengte=NOTITIE)


class AfsluitForm(VersieFormulier):
    """Why a traject ends."""

    reden = KeuzeVeld("Waarom sluit u af?", [Verplicht("Kies een reden.")])
    toelichting = TekstvakVeld("Toelichting", description="De verwijzer ziet deze toelichting niet.", lengte=NOTITIE)


class HeropenForm(VersieFormulier):
    """Why a traject is taken up again."""

    reden = TekstvakVeld("Waarom heropent u dit traject?", [Verplicht("Vul de reden in.")], lengte=NOTITIE)


class BehandelaarForm(VersieFormulier, ToewijsForm):
    """Who treats a traject."""


class WaarneemForm(Formulier):
    """Who takes over from whom, and when."""

    account = KeuzeVeld("Wie is er niet?", [Verplicht("Kies wie er niet is.")])
    waarnemer = KeuzeVeld("Wie neemt waar?", [Verplicht("Kies wie waarneemt.")])
    van = DatumVeld("Eerste dag", [Verplicht("Vul de eerste dag in.")])
    tot = DatumVeld("Laatste dag", [Verplicht("Vul de laatste dag in.")])
