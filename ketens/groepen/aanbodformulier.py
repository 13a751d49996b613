"""The form of an answer to an offered place: one tap."""

from ketens.groepen.antwoorden import ANTWOORDEN
from ketens.kern.forms import Formulier
from ketens.kern.keuzevelden import RondjesVeld
from ketens.kern.velden import Verplicht

INTREKKEN = "intrekken"


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
