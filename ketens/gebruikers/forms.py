"""Forms for signing in and for one's own account."""

from wtforms import HiddenField, PasswordField
from wtforms.validators import Length

from ketens.kern.forms import Formulier
from ketens.kern.velden import PostcodeVeld, TekstVeld, UuidVeld, Verplicht


class InlogForm(Formulier):
    """Sign in."""

    email = TekstVeld(
        "E-mailadres",
        [Verplicht("Vul uw e-mailadres in.")],
        lengte=254,
        render_kw={"type": "email", "autocomplete": "username", "inputmode": "email", "autofocus": True},
    )
    wachtwoord = PasswordField(
        "Wachtwoord",
        [Verplicht("Vul uw wachtwoord in."), Length(max=200, message="Een wachtwoord heeft hoogstens 200 tekens.")],
        render_kw={"autocomplete": "current-password"},
    )
    next = HiddenField()


class WachtwoordForm(Formulier):
    """A new password."""

    huidig = PasswordField(
        "Huidig wachtwoord",
        [Verplicht("Vul uw huidige wachtwoord in.")],
        render_kw={"autocomplete": "current-password"},
    )
    nieuw = PasswordField(
        "Nieuw wachtwoord",
        [
            Verplicht("Vul een nieuw wachtwoord in."),
            Length(max=200, message="Een wachtwoord heeft hoogstens 200 tekens."),
        ],
        description="Minstens 12 tekens. Een zin van vier woorden is sterk en goed te onthouden.",
        render_kw={"autocomplete": "new-password"},
    )


class PostcodeForm(Formulier):
    """The postcode at home of an employee; empty takes it away."""

    postcode = PostcodeVeld(
        "Uw postcode thuis", description="Bijvoorbeeld 7621 AB", render_kw={"autocomplete": "postal-code"}
    )


class PetForm(Formulier):
    """Choose a hat."""

    lidmaatschap = UuidVeld()
