"""The forms of one session: moved or called off, added, led by someone else."""

from ketens.gebruikers.models import Account
from ketens.kern.forms import Formulier
from ketens.kern.keuzevelden import KeuzeVeld, RondjesVeld
from ketens.kern.velden import DatumVeld, GetalVeld, TekstVeld, Verplicht


class _Reden:
    """Why; the participants hear it."""

    reden = TekstVeld(
        "Waarom?",
        [Verplicht("Schrijf op waarom. De deelnemers horen dit.")],
        lengte=200,
        description="De deelnemers horen dit. Schrijf geen namen op.",
    )


class BijeenkomstForm(_Reden, Formulier):
    """One session: another moment, or not at all."""

    keuze = RondjesVeld(
        "Wat gebeurt er?",
        [Verplicht("Kies wat er met de bijeenkomst gebeurt.")],
        choices=[("verzetten", "Op een ander moment"), ("afgelasten", "Gaat niet door")],
    )
    dag = DatumVeld("Nieuwe dag")
    uur = TekstVeld("Nieuwe tijd", lengte=5, description="Bijvoorbeeld 10.00. Leeg: dezelfde tijd.")


class ExtraForm(_Reden, Formulier):
    """One more session than the interventie has."""

    dag = DatumVeld("Dag", [Verplicht("Vul de dag in.")])
    uur = TekstVeld("Hoe laat", lengte=5, description="Bijvoorbeeld 10.00. Leeg: dezelfde tijd als anders.")
    minuten = GetalVeld("Minuten", description="Leeg: net zo lang als anders.")


class VervangerForm(Formulier):
    """Who leads this session in place of the group's own trainer."""

    account_id = KeuzeVeld("Wie valt in?", [Verplicht("Kies een trainer.")])

    def bied_aan(self, kandidaten: list[Account]) -> None:
        """Offer these trainers."""
        namen = [(str(account.id), f"{account.naam} ({account.organisatie.naam})") for account in kandidaten]
        self.account_id.choices = [("", "Kies een trainer"), *namen]
