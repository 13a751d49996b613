"""The forms for someone who died, or who moves out of the gemeente, and for taking that back."""

from typing import Any

from ketens.gebruikers.wie import Wie
from ketens.inwoners.keuzes import BRONNEN
from ketens.inwoners.levensloop import Overlijden, Verhuizing
from ketens.inwoners.models import Inwoner
from ketens.inwoners.overlijden import leg_overlijden_vast, maak_overlijden_ongedaan
from ketens.inwoners.verhuizing import leg_verhuizing_vast, maak_verhuizing_ongedaan
from ketens.kern.forms import EenmaligFormulier, Formulier
from ketens.kern.keuzevelden import JaNeeVeld, RondjesVeld, VinkVeld
from ketens.kern.velden import DatumVeld, TekstvakVeld, TekstVeld, Verplicht

REDEN = 500


class OverlijdenForm(EenmaligFormulier):
    """When someone died and who told it; the tick says that what stops was read."""

    datum = DatumVeld("Datum van overlijden", [Verplicht("Vul de datum in.")], toekomst=False)
    bron = RondjesVeld(
        "Van wie hoorde u het?", [Verplicht("Kies van wie u het hoorde.")], choices=list(BRONNEN.items())
    )
    akkoord = VinkVeld("Ja, dit klopt. Alles voor deze inwoner stopt.", [Verplicht("Zet het vinkje als het klopt.")])

    def bewaar(self, inwoner: Inwoner, *, door: Wie) -> None:
        """Record it."""
        velden: dict[str, Any] = {naam: self[naam].data for naam in ("formulier_id", "datum", "bron")}
        leg_overlijden_vast(inwoner, door=door, **velden)


class VerhuizingForm(EenmaligFormulier):
    """Where to and when; what runs may be finished, and the new gemeente may hear of it, if the resident says so."""

    naar_gemeente = TekstVeld("Naar welke gemeente?", [Verplicht("Vul de nieuwe gemeente in.")], lengte=60)
    per = DatumVeld("Vanaf welke dag?", [Verplicht("Vul de dag in.")])
    maakt_af = JaNeeVeld(
        "Maakt de inwoner af wat al loopt?",
        [Verplicht("Kies ja of nee.")],
        description="Bijvoorbeeld een groep die al is begonnen. Een nieuwe plaats kan niet meer",
    )
    mag_overdragen = JaNeeVeld(
        "Mag de nieuwe gemeente van ons horen?",
        [Verplicht("Vraag dit aan de inwoner.")],
        description="Alleen als de inwoner dat goed vindt, dragen wij over aan de nieuwe gemeente",
    )

    def bewaar(self, inwoner: Inwoner, *, door: Wie) -> None:
        """Record it."""
        velden: dict[str, Any] = {naam: self[naam].data for naam in ("formulier_id", "naar_gemeente", "per")}
        antwoorden = {naam: self[naam].ja_nee for naam in ("maakt_af", "mag_overdragen")}
        leg_verhuizing_vast(inwoner, door=door, **velden, **antwoorden)


class OverlijdenHerstelForm(Formulier):
    """Why it was a mistake."""

    reden = TekstvakVeld(
        "Waarom maakt u dit ongedaan?", [Verplicht("Vul de reden in.")], lengte=REDEN, description="Wat ging er mis?"
    )

    def bewaar(self, overlijden: Overlijden, *, door: Wie) -> None:
        """Take it back."""
        maak_overlijden_ongedaan(overlijden, reden=self.reden.data or "", door=door)


class VerhuizingHerstelForm(OverlijdenHerstelForm):
    """Someone stays after all, or comes back: then what stopped need not begin again."""

    herstelt = JaNeeVeld(
        "Pakken wij weer op wat was gestopt?",
        [Verplicht("Kies ja of nee.")],
        description="Kies nee als de inwoner na een tijd terugkomt. Dan begint u met een nieuwe verwijzing",
    )

    def bewaar(self, verhuizing: Verhuizing, *, door: Wie) -> None:  # type: ignore[override]
        """Take it back."""
        herstelt = bool(self.herstelt.ja_nee)
        maak_verhuizing_ongedaan(verhuizing, reden=self.reden.data or "", herstelt=herstelt, door=door)
