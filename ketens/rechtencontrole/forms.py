"""Forms of a look: which kind, and a hat as it was on the screen."""

from wtforms import HiddenField

from ketens.kern.forms import Formulier
from ketens.kern.keuzevelden import KeuzeVeld
from ketens.kern.velden import Verplicht
from ketens.rechtencontrole.models import Controlesoort


class SoortForm(Formulier):
    """Which look."""

    soort = KeuzeVeld(
        "Wat", [Verplicht("Kies wat u nakijkt.")], choices=[(soort.value, soort.naam) for soort in Controlesoort]
    )


class OordeelForm(Formulier):
    """A button at one hat; `gezien` is the fingerprint of what stood there."""

    gezien = HiddenField()
