"""The form of one session."""

from ketens.kern.forms import Formulier
from ketens.kern.keuzevelden import RondjesVeld
from ketens.kern.velden import DatumVeld, TekstVeld, Verplicht


class BijeenkomstForm(Formulier):
    """One session: another moment, or not at all."""

    keuze = RondjesVeld(
        "Wat gebeurt er?",
        [Verplicht("Kies wat er met de bijeenkomst gebeurt.")],
        choices=[("verzetten", "Op een ander moment"), ("afgelasten", "Gaat niet door")],
    )
    dag = DatumVeld("Nieuwe dag")
    uur = TekstVeld("Nieuwe tijd", lengte=5, description="Bijvoorbeeld 10.00. Leeg: dezelfde tijd.")
    reden = TekstVeld(
        "Waarom?",
        [Verplicht("Schrijf op waarom. De deelnemers horen dit.")],
        lengte=200,
        description="De deelnemers horen dit. Schrijf geen namen op.",
    )
