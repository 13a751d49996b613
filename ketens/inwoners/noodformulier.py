"""The form that breaks the glass."""

from typing import Any

from ketens.catalogus import catalogus
from ketens.inwoners.noodtoegang import KORTSTE_TOELICHTING, REDENEN
from ketens.kern.forms import EenmaligFormulier
from ketens.kern.keuzevelden import KeuzeVeld, RondjesVeld, VinkVeld
from ketens.kern.velden import DatumVeld, TekstvakVeld, TekstVeld, Verplicht


class NoodtoegangForm(EenmaligFormulier):
    """Whom, in which keten, and why."""

    geboortedatum = DatumVeld(
        "Geboortedatum",
        [Verplicht("Vul de geboortedatum in.")],
        toekomst=False,
        description="Bijvoorbeeld 12-3-1941",
    )
    achternaam = TekstVeld(
        "Achternaam",
        [Verplicht("Vul de achternaam in.")],
        description="De hele achternaam. Bij een dubbele naam beide delen.",
        render_kw={"autocomplete": "off"},
    )
    voornaam = TekstVeld(
        "Voornaam", description="Alleen nodig bij naamgenoten, zoals een tweeling.", render_kw={"autocomplete": "off"}
    )
    keten = KeuzeVeld("Keten", [Verplicht("Kies een keten.")])
    reden = RondjesVeld(
        "Waarom hebt u nu toegang nodig?",
        [Verplicht("Kies waarom u toegang nodig hebt.")],
        choices=list(REDENEN.items()),
    )
    toelichting = TekstvakVeld(
        "Toelichting",
        [Verplicht("Leg uit wat er aan de hand is.")],
        lengte=1000,
        description=f"Ten minste {KORTSTE_TOELICHTING} tekens. De functionaris gegevensbescherming leest dit.",
    )
    akkoord = VinkVeld(
        "Ik weet dat de functionaris gegevensbescherming dit ziet en beoordeelt",
        [Verplicht("Zet een vinkje als u dit weet.")],
    )

    def kies_uit(self, ketens: tuple[str, ...]) -> "NoodtoegangForm":
        """Offer these ketens; of one only there is nothing to choose."""
        te_kiezen = [(str(keten.code), keten.naam) for keten in catalogus().ketens if keten.code in ketens]
        self.keten.choices = te_kiezen
        if len(te_kiezen) == 1:
            self.keten.data = te_kiezen[0][0]
        return self

    @property
    def aanvraag(self) -> dict[str, Any]:
        """What was asked, by the names of `neem_noodtoegang`."""
        namen = ("formulier_id", "geboortedatum", "achternaam", "voornaam", "reden", "toelichting")
        return {naam: self[naam].data for naam in namen} | {"keten_code": self.keten.data}
