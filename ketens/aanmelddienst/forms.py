"""Forms of the service. Choices that come from the database are laid in by the route."""

from collections.abc import Iterable
from typing import Self

from wtforms import HiddenField, PasswordField
from wtforms.validators import Length

from ketens.aanmelddienst import aanmelden
from ketens.aanmelddienst.models import TweedeStap
from ketens.catalogus import catalogus
from ketens.gebruikers.models import Account, Organisatie
from ketens.kern.forms import Formulier
from ketens.kern.keuzevelden import KeuzeVeld, RondjesVeld, VinkjesVeld
from ketens.kern.velden import TekstVeld, Verplicht
from ketens.rechten import Rol

KIES = ("", "Maak een keuze")
UIT = {"autocomplete": "off", "spellcheck": "false"}


class StartForm(Formulier):
    """The front door, left by the button of the service: the address that was typed, and where to go on."""

    email = TekstVeld(lengte=254)
    next = HiddenField()
    uitnodiging = HiddenField()

    @property
    def doel(self) -> str:
        """What for: to sign in, with an invitation or without."""
        token = (self.uitnodiging.data or "")[:200]
        return f"{aanmelden.UITNODIGING} {token}" if token else aanmelden.INLOGGEN


class DienstForm(Formulier):
    """The service of the gemeente."""

    naam = TekstVeld(
        "Naam op de knop",
        [Verplicht("Vul de naam in die op de knop komt.")],
        lengte=60,
        description="Op het inlogscherm staat: Inloggen met, en dan deze naam. Bijvoorbeeld uw werkaccount.",
    )
    issuer = TekstVeld(
        "Issuer",
        [Verplicht("Vul de issuer in.")],
        lengte=300,
        description="Een https-adres. Neem het precies over uit de instellingen van de dienst.",
        render_kw={**UIT, "inputmode": "url"},
    )
    client_id = TekstVeld("Client-id", [Verplicht("Vul de client-id in.")], lengte=200, render_kw=UIT)
    geheim = PasswordField(
        "Client-geheim",
        [Length(max=500, message="Een client-geheim heeft hoogstens 500 tekens.")],
        description="Het wordt versleuteld bewaard en nooit meer getoond. Leeg laten: het blijft zoals het is.",
        render_kw={"autocomplete": "new-password"},
    )
    scopes = TekstVeld(
        "Scopes",
        [Verplicht("Vul de scopes in.")],
        lengte=200,
        default="openid profile email",
        description="Meestal goed zoals het is. Met spaties ertussen.",
        render_kw=UIT,
    )
    groepen_claim = TekstVeld(
        "Claim met de groepen",
        [Verplicht("Vul de naam van de claim in.")],
        lengte=100,
        default="groups",
        description="Bij Entra ID groups. Bij Keycloak groups, of bijvoorbeeld realm_access.roles.",
        render_kw=UIT,
    )
    tweede_stap = RondjesVeld(
        "Telt inloggen daar ook als de tweede stap?",
        [Verplicht("Kies een van de antwoorden.")],
        choices=[(stap.value, stap.naam) for stap in TweedeStap],
        default=TweedeStap.NEE.value,
    )
    tweede_waarden = TekstVeld(
        "Wat de dienst dan meldt",
        lengte=200,
        default="mfa",
        description="Een of meer waarden van acr of amr, met spaties ertussen. Bijvoorbeeld mfa.",
        render_kw=UIT,
    )


class GroepForm(Formulier):
    """Which hat a group gives."""

    groep = TekstVeld(
        "Groep",
        [Verplicht("Vul de groep in.")],
        lengte=200,
        description="Precies zoals de dienst hem doorgeeft. Bij Entra ID is dat de object-id van de groep.",
        render_kw=UIT,
    )
    rol = KeuzeVeld("Rol", [Verplicht("Kies een rol.")], choices=[KIES, *((rol.value, rol.naam) for rol in Rol)])
    organisatie = KeuzeVeld("Namens welke organisatie", [Verplicht("Kies een organisatie.")])
    ketens = VinkjesVeld("Ketens", description="Bij beheerder en functionaris gegevensbescherming is geen keten nodig.")

    def kies_uit(self, organisaties: Iterable[Organisatie]) -> "GroepForm":
        """Offer these organisaties; a cooperation is nobody's employer."""
        self._organisaties = {str(o.id): o for o in organisaties if o.draagt_betrokkenheid}
        self.organisatie.choices = [KIES, *((sleutel, o.naam) for sleutel, o in self._organisaties.items())]
        self.ketens.choices = [(keten.code, keten.naam) for keten in catalogus().ketens]
        return self

    @property
    def gekozen(self) -> Organisatie | None:
        """The organisatie that was chosen."""
        return self._organisaties.get(self.organisatie.data or "")


class _MetAccount(Formulier):
    """A form with a choice from accounts."""

    veld = "account"

    def kies_uit(self, accounts: Iterable[Account]) -> Self:
        """Offer these; the address tells people with one name apart."""
        self._accounts = {str(a.id): a for a in accounts}
        self[self.veld].choices = [KIES, *((sleutel, f"{a.naam} ({a.email})") for sleutel, a in self._accounts.items())]
        return self

    @property
    def gekozen(self) -> Account | None:
        """The account that was chosen."""
        return self._accounts.get(self[self.veld].data or "")


class AccountForm(_MetAccount):
    """Who this is."""

    account = KeuzeVeld("Account in ketens", [Verplicht("Kies een account.")])


class AlleenForm(_MetAccount):
    """Switch passwords off, but for one account."""

    veld = "noodaccount"
    noodaccount = KeuzeVeld(
        "Wie kan bij nood nog met een wachtwoord inloggen?",
        [Verplicht("Kies een beheerder.")],
        description="Een beheerder met een wachtwoord. Bewaar dat wachtwoord in de kluis van de gemeente.",
    )
