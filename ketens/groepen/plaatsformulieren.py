"""The forms of a place: offered, given, taken back, begun, paid for, ended."""

from collections.abc import Sequence
from typing import Any

from ketens.groepen.afloop import voorgesteld
from ketens.groepen.antwoorden import ANTWOORDEN
from ketens.groepen.bekostiging import BEKOSTIGING
from ketens.groepen.einde import wijkt_af
from ketens.groepen.plaatsen import Plaatsing
from ketens.groepen.redenen import EINDEN, EINDREDENEN
from ketens.kern.forms import Formulier
from ketens.kern.keuzevelden import JaNeeVeld, KeuzeVeld, RondjesVeld
from ketens.kern.velden import DatumVeld, TekstvakVeld, TekstVeld, Verplicht

KIES = ("", "Kies een reden")
REDENEN = [KIES, *EINDREDENEN.items()]
INTREKKEN = "intrekken"


class PlaatsForm(Formulier):
    """Giving a place; a group that may fit badly, or someone who is passed over, asks for a reason."""

    reden_afwijking = TekstvakVeld("Waarom geeft u deze plaats toch?", lengte=500)


class IntrekForm(Formulier):
    """Taking a place back before the start."""

    reden = KeuzeVeld("Reden", [Verplicht("Kies een reden uit de lijst.")], choices=REDENEN)
    wil_wachten = JaNeeVeld(
        "Wil de inwoner op de wachtlijst?",
        [Verplicht("Kies ja of nee.")],
        description="De inwoner houdt de oude datum op de wachtlijst.",
    )


class StartForm(Formulier):
    """The first time that someone came."""

    dag = DatumVeld("Eerste keer aanwezig", [Verplicht("Vul de dag in.")], toekomst=False)


class BekostigingForm(Formulier):
    """Who pays."""

    bekostiging = RondjesVeld("Wie betaalt?", [Verplicht("Kies wie betaalt.")], choices=list(BEKOSTIGING.items()))


class EindeForm(Formulier):
    """The end of a deelname; otherwise than the rule of the interventie says asks for words."""

    regel: str | None = None
    anders: Sequence[str] = ()

    einde = RondjesVeld("Hoe is het afgelopen?", [Verplicht("Kies hoe het is afgelopen.")])
    reden = KeuzeVeld("Reden", choices=REDENEN)
    toelichting = TekstVeld("Waarom anders dan de regel van de cursus?", lengte=300)

    def bied_aan(self, plaatsing: Plaatsing) -> None:
        """Offer the endings that are possible for who started, and for who never did."""
        mogelijk = ("afgerond", "uitgevallen") if plaatsing.gestart_op else ("niet_gestart",)
        self.einde.choices = [(code, EINDEN[code]) for code in mogelijk]
        if len(mogelijk) == 1 and not self.is_submitted():
            self.einde.data = mogelijk[0]
        self.regel = voorgesteld(plaatsing)
        self.anders = [code for code in mogelijk if wijkt_af(plaatsing, code)]

    def besluit(self) -> dict[str, Any]:
        """Return what was decided."""
        velden = (self.einde, self.reden, self.toelichting)
        return {veld.name: veld.data or None for veld in velden}


class AntwoordForm(Formulier):
    """What the resident said, sent by the button that was pressed."""

    antwoord = RondjesVeld(
        "Wat is het antwoord?", [Verplicht("Kies ja, nu niet of nee.")], choices=list(ANTWOORDEN.items())
    )


class AntwoordInDeAppForm(AntwoordForm):
    """The same for the coördinator, who may also take the offer back."""

    antwoord = RondjesVeld(
        "Wat is het antwoord?",
        [Verplicht("Kies ja, nu niet of nee.")],
        choices=[*ANTWOORDEN.items(), (INTREKKEN, "Trek het aanbod in")],
    )
