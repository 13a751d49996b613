"""The form of waiting for a kind of group."""

from ketens.groepen.wachtlijst import DAGDELEN
from ketens.kern.forms import Formulier
from ketens.kern.keuzevelden import KeuzeVeld, VinkjesVeld
from ketens.kern.velden import TekstVeld, Verplicht


class WachtForm(Formulier):
    """Waiting for a kind of group."""

    interventie_code = KeuzeVeld("Cursus", [Verplicht("Kies een cursus.")])
    wijk = TekstVeld("Alleen in deze wijk", lengte=40)
    dagdelen = VinkjesVeld(
        "Dagdelen die passen", choices=list(DAGDELEN.items()), description="Niets gekozen: elk dagdeel past."
    )
