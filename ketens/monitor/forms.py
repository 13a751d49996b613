"""The form of a remark."""

from wtforms import HiddenField

from ketens.kern.forms import EenmaligFormulier, VersieFormulier
from ketens.kern.velden import TekstvakVeld

LENGTE = 3000


class OpmerkingForm(VersieFormulier):
    """What someone adds to a paragraph. `project` and `paragraaf` say to which."""

    project = HiddenField()
    paragraaf = HiddenField()
    tekst = TekstvakVeld(
        "Uw opmerking",
        lengte=LENGTE,
        description="Komt ook in de openbare versie. Schrijf geen namen op, en geen aantallen onder de 10.",
        render_kw={"rows": 4},
    )


class PubliceerForm(EenmaligFormulier):
    """Make the chapter public: once, however often it is sent, and only as it was seen (`gezien`)."""

    gezien = HiddenField()
