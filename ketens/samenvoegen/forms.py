"""Which of both holds, and why a merge was a mistake."""

from typing import Any

from ketens.gebruikers.wie import Wie
from ketens.inwoners.models import Inwoner
from ketens.kern.forms import EenmaligFormulier, Formulier
from ketens.kern.keuzevelden import RondjesVeld, VinkVeld
from ketens.kern.velden import TekstvakVeld, Verplicht
from ketens.samenvoegen.handelingen import maak_ongedaan, voeg_samen
from ketens.samenvoegen.models import Samenvoeging
from ketens.samenvoegen.velden import GROEPEN, Veld

BLIJFT, GAAT = "blijft", "gaat"


class SamenvoegForm(EenmaligFormulier):
    """For each field that differs which one holds; the tick says that it was looked at."""

    naam = RondjesVeld("Welke naam klopt?")
    geboortedatum = RondjesVeld("Welke geboortedatum klopt?")
    geslacht = RondjesVeld("Welk geslacht klopt?")
    telefoon = RondjesVeld("Welk telefoonnummer klopt?")
    telefoon2 = RondjesVeld("Welk tweede telefoonnummer klopt?")
    email = RondjesVeld("Welk e-mailadres klopt?")
    adres = RondjesVeld("Welk adres klopt?")
    bereik = RondjesVeld("Hoe wil de inwoner van ons horen?")
    taal = RondjesVeld("Welke taal klopt?")
    bsn = RondjesVeld("Welk burgerservicenummer klopt?")
    akkoord = VinkVeld("Ja, dit is dezelfde persoon", [Verplicht("Zet het vinkje als u het zeker weet.")])

    @classmethod
    def voor(cls, velden: list[Veld]) -> "SamenvoegForm":
        """Return the form with a question for each field that differs, and no other."""
        form = cls(**dict.fromkeys(GROEPEN, BLIJFT))
        anders = {veld.code: veld for veld in velden if veld.verschilt}
        for code in GROEPEN:
            if veld := anders.get(code):
                form[code].choices = [
                    (BLIJFT, f"{veld.blijft} (deze inschrijving)"),
                    (GAAT, f"{veld.gaat} (de andere)"),
                ]
            else:
                del form[code]
        return form

    @property
    def keuzes(self) -> list[Any]:
        """The questions, in the order of the screen."""
        return [self[code] for code in GROEPEN if code in self]

    def bewaar(self, blijft: Inwoner, gaat: Inwoner, *, door: Wie) -> Samenvoeging:
        """Merge."""
        gekozen = [veld.name for veld in self.keuzes if veld.data == GAAT]
        return voeg_samen(blijft, gaat, door=door, gekozen=gekozen, formulier_id=self.formulier_id.data)


class HerstelForm(Formulier):
    """Why they are two people after all."""

    reden = TekstvakVeld("Waarom maakt u dit ongedaan?", [Verplicht("Vul de reden in.")], lengte=500)

    def bewaar(self, samenvoeging: Samenvoeging, *, door: Wie) -> None:
        """Take them apart."""
        maak_ongedaan(samenvoeging, reden=self.reden.data, door=door)
