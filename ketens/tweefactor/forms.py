"""Forms of the second step."""

from wtforms import HiddenField, PasswordField
from wtforms.validators import Length

from ketens.kern.forms import Formulier
from ketens.kern.velden import TekstVeld, Verplicht
from ketens.tweefactor.toegangssleutels import LANGSTE_ANTWOORD

CODE_KW = {"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false"}


class CodeForm(Formulier):
    """A code of the app, or one on paper. `next`: where to go afterwards; `meegenomen`: what was sent before."""

    code = TekstVeld(
        "Code",
        [Verplicht("Vul de code in.")],
        lengte=40,
        description="De 6 cijfers die nu in uw codeapp staan. Telefoon kwijt? Vul een herstelcode in.",
        render_kw={**CODE_KW, "autofocus": True},
    )
    next = HiddenField()
    meegenomen = HiddenField()


class SleutelForm(Formulier):
    """What a browser answered with a passkey."""

    antwoord = HiddenField(validators=[Length(max=LANGSTE_ANTWOORD)])
    next = HiddenField()
    meegenomen = HiddenField()


class BevestigWachtwoordForm(Formulier):
    """The password, where nothing more was ever asked."""

    wachtwoord = PasswordField(
        "Wachtwoord",
        [Verplicht("Vul uw wachtwoord in."), Length(max=200, message="Een wachtwoord heeft hoogstens 200 tekens.")],
        render_kw={"autocomplete": "current-password", "autofocus": True},
    )
    next = HiddenField()
    meegenomen = HiddenField()


class InstelForm(Formulier):
    """The first code of an app that is being set up. `zegel` holds the secret that the page shows, signed."""

    code = TekstVeld(
        "Code uit de app",
        [Verplicht("Vul de code in die nu in uw app staat.")],
        lengte=12,
        description="De 6 cijfers die nu in uw app staan.",
        render_kw={**CODE_KW, "inputmode": "numeric"},
    )
    zegel = HiddenField()
    next = HiddenField()


class NaamForm(Formulier):
    """What an app or key is called."""

    naam = TekstVeld(
        "Naam",
        [Verplicht("Vul een naam in.")],
        lengte=40,
        description="Zodat u hem later herkent, bijvoorbeeld: mijn telefoon.",
    )


class CodeappForm(NaamForm):
    """Another app."""

    code = TekstVeld(
        "Code uit de app",
        [Verplicht("Vul de code in die nu in uw app staat.")],
        lengte=12,
        description="De 6 cijfers die nu in uw app staan.",
        render_kw={**CODE_KW, "inputmode": "numeric"},
    )
    zegel = HiddenField()


class NieuweSleutelForm(NaamForm):
    """Another passkey."""

    antwoord = HiddenField(validators=[Length(max=LANGSTE_ANTWOORD)])
