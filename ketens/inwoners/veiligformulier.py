"""How to be reached without danger, as a form asks it: on the page of the resident, and folded away at a verwijzing."""

from typing import Any

from ketens.gebruikers.wie import Wie
from ketens.inwoners.models import Inwoner
from ketens.inwoners.veilig import VeiligContact
from ketens.inwoners.veiligafspraak import leg_veilig_contact_vast
from ketens.kern.forms import Formulier, VersieFormulier
from ketens.kern.keuzevelden import VinkVeld
from ketens.kern.velden import TekstVeld, TelefoonVeld

UIT: dict[str, Any] = {"autocomplete": "off"}
# Each field of the form, by what it is of the VeiligContact.
VEILIG = {
    "telefoon": "veilig_telefoon",
    "wanneer": "veilig_wanneer",
    "geen_voicemail": "geen_voicemail",
    "geen_brief": "geen_brief",
    "geen_email": "geen_email",
    "let_op": "veilig_let_op",
}


class VeiligVelden(Formulier):
    """Number, times, what never to do, and one line of warning; never why."""

    veilig_telefoon = TelefoonVeld(
        "Veilig telefoonnummer",
        description="Alleen dit nummer bellen wij dan",
        render_kw={"inputmode": "tel", "class": "input input--s", **UIT},
    )
    veilig_wanneer = TekstVeld("Wanneer kan bellen veilig?", description="Bijvoorbeeld: dinsdag 9 tot 12 uur")
    geen_voicemail = VinkVeld("Geen voicemail inspreken")
    geen_brief = VinkVeld("Geen brief sturen")
    geen_email = VinkVeld("Geen e-mail sturen")
    veilig_let_op = TekstVeld(
        "Let op", lengte=200, description="Wat de beller moet weten. Schrijf niet waarom", render_kw=UIT
    )

    @property
    def veilig_contact(self) -> VeiligContact | None:
        """What was agreed, or None when nothing was filled in."""
        contact = VeiligContact(
            telefoon=self.veilig_telefoon.data or None,
            wanneer=self.veilig_wanneer.data or "",
            geen_voicemail=self.geen_voicemail.data,
            geen_brief=self.geen_brief.data,
            geen_email=self.geen_email.data,
            let_op=self.veilig_let_op.data or "",
        )
        return contact or None

    @property
    def veilig_open(self) -> bool:
        """Whether something was filled in, or is wrong: then it is not folded away."""
        return any(self[veld].data or self[veld].errors for veld in VEILIG.values())


class VeiligForm(VeiligVelden, VersieFormulier):
    """The same of one resident, to be changed or ended."""

    niet_meer_nodig = VinkVeld("De inwoner zegt dat dit niet meer nodig is")

    def __init__(self, inwoner: Inwoner) -> None:
        contact = inwoner.veilig_contact
        staat = {veld: getattr(contact, naam) for naam, veld in VEILIG.items()} if contact else {}
        super().__init__(versie=str(inwoner.versie), **staat)
        self.staat_er = contact is not None

    def bewaar(self, inwoner: Inwoner, *, door: Wie, laatst: str) -> None:
        """Keep it, unless someone else changed the resident meanwhile (`laatst`: who and when)."""
        self.controleer_versie(inwoner, laatst)
        leg_veilig_contact_vast(inwoner, None if self.niet_meer_nodig.data else self.veilig_contact, door=door)

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for something to agree on; nobody ends what keeps someone safe by emptying a field."""
        super().validate(extra_validators)
        if not self.veilig_contact and not self.niet_meer_nodig.data:
            zin = "Vul in hoe wij veilig contact opnemen."
            self.meld(f"{zin} Is het niet meer nodig? Zet dan het vinkje." if self.staat_er else zin, "veilig_telefoon")
        return not self.errors
