"""Forms for a link, and for asking one."""

from wtforms import Field, PasswordField, ValidationError
from wtforms.validators import Length

from ketens.kern.forms import Formulier
from ketens.kern.mailadres import ZIN, is_mailadres
from ketens.kern.velden import TekstVeld, Verplicht


class KiesForm(Formulier):
    """Choose a password."""

    nieuw = PasswordField(
        "Nieuw wachtwoord",
        [
            Verplicht("Vul een nieuw wachtwoord in."),
            Length(max=200, message="Een wachtwoord heeft hoogstens 200 tekens."),
        ],
        description="Minstens 12 tekens. Een zin van vier woorden is sterk en goed te onthouden. Plakken mag.",
        render_kw={"autocomplete": "new-password"},
    )


class VergetenForm(Formulier):
    """Ask for a link."""

    email = TekstVeld(
        "E-mailadres",
        [Verplicht("Vul uw e-mailadres in.")],
        lengte=254,
        description="Het adres waarmee u inlogt.",
        render_kw={"type": "email", "autocomplete": "username", "inputmode": "email"},
    )

    def validate_email(self, veld: Field) -> None:
        """Refuse what can't be an address."""
        if not is_mailadres((veld.data or "").strip()):
            raise ValidationError(ZIN)
