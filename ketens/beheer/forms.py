"""Forms of beheer. Choices that come from the database are laid in by the route."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from wtforms import Field, ValidationError

from ketens.aanbod.toeleiden import OPVOLGEN, WERKDAGEN
from ketens.beheer.stand import KetenStand
from ketens.catalogus import ORGANISATIESOORTEN, Keten, catalogus
from ketens.gebruikers.models import Organisatie, Zicht
from ketens.kern.forms import Formulier
from ketens.kern.keuzevelden import JaNeeVeld, KeuzeVeld, VinkjesVeld, VinkVeld
from ketens.kern.mailadres import is_mailadres
from ketens.kern.velden import DatumVeld, GetalVeld, TekstVeld, TelefoonVeld, Verplicht
from ketens.rechten import Rol

KIES = ("", "Maak een keuze")


class MetOrganisatie(Formulier):
    """A form with a choice from the organisaties of the gemeente."""

    def kies_uit(self, organisaties: Iterable[Organisatie]) -> Any:
        """Offer these; a cooperation is nobody's employer."""
        self._organisaties = {str(o.id): o for o in organisaties if o.draagt_betrokkenheid}
        self.organisatie.choices = [KIES, *((sleutel, o.naam) for sleutel, o in self._organisaties.items())]
        return self

    @property
    def gekozen(self) -> Organisatie | None:
        """The organisatie that was chosen."""
        return self._organisaties.get(self.organisatie.data or "")


class GegevensForm(Formulier):
    """Who an account is of."""

    naam = TekstVeld("Naam", [Verplicht("Vul de naam in.")])
    email = TekstVeld(
        "E-mailadres",
        [Verplicht("Vul het e-mailadres in.")],
        lengte=254,
        description="Hiermee logt de medewerker in. Gebruik geen adres dat mensen delen.",
        render_kw={"type": "email", "autocomplete": "off"},
    )
    functie = TekstVeld("Functie", lengte=60, description="Bijvoorbeeld praktijkondersteuner")

    def validate_email(self, veld: Field) -> None:
        """Refuse what can't be an address."""
        if not is_mailadres(veld.data or ""):
            raise ValidationError("Vul een e-mailadres in zoals naam@praktijk.nl.")


class AccountForm(MetOrganisatie, GegevensForm):
    """A new account."""

    organisatie = KeuzeVeld("Werkgever", [Verplicht("Kies de werkgever.")])


class UitdienstForm(Formulier):
    """The first day on which somebody no longer works here; empty: they stay."""

    per = DatumVeld("Uit dienst per", description="De eerste dag waarop deze medewerker er niet meer werkt.")


class RolForm(MetOrganisatie):
    """A hat for an account."""

    rol = KeuzeVeld("Rol", [Verplicht("Kies een rol.")], choices=[KIES, *((rol.value, rol.naam) for rol in Rol)])
    organisatie = KeuzeVeld("Namens welke organisatie", [Verplicht("Kies een organisatie.")])
    ketens = VinkjesVeld("Ketens", description="Bij beheerder en functionaris gegevensbescherming is geen keten nodig.")
    team = TekstVeld(
        "Team",
        lengte=40,
        description="Alleen nodig als verwijzers van deze organisatie de verwijzingen van hun eigen team zien.",
        render_kw={"autocomplete": "off"},
    )
    regio = VinkVeld(
        "Mag deze gemeente naast andere zien, op de regiopagina",
        description="Alleen voor een projectleider. Op de regiopagina staan vastgestelde aantallen, nooit personen.",
    )

    verzoeken = VinkVeld(
        "Behandelt verzoeken van inwoners om hun gegevens",
        description="Alleen voor een coördinator of beheerder van de gemeente zelf. Wie dit mag, ziet alle ketens.",
    )

    def kies_uit(self, organisaties: Iterable[Organisatie]) -> "RolForm":
        """Offer these organisaties, and the ketens of the catalogue."""
        self.ketens.choices = [(keten.code, keten.naam) for keten in catalogus().ketens]
        super().kies_uit(organisaties)
        return self


class OrganisatieForm(Formulier):
    """An organisatie."""

    naam = TekstVeld("Naam", [Verplicht("Vul de naam in.")])
    soort = KeuzeVeld("Soort", [Verplicht("Kies een soort.")], choices=[KIES, *ORGANISATIESOORTEN.items()])
    agb = TekstVeld("AGB-code", lengte=20, description="8 cijfers. Alleen zorgverleners hebben een AGB-code.")
    telefoon = TelefoonVeld("Telefoonnummer")
    plaats = TekstVeld("Plaats", lengte=60)
    zicht = KeuzeVeld(
        "Wat verwijzers van deze organisatie zien",
        choices=[("", "Wat bij de soort past"), *((zicht.value, zicht.naam) for zicht in Zicht)],
        description="Wat bij de soort past: een praktijk werkt samen en ziet alles, wijkverpleging en welzijn zien "
        "alleen wat zij zelf verstuurden. Gaat iemand uit dienst, dan zien de collega's wat die persoon verstuurde. "
        "De coördinator ziet altijd wat binnenkomt.",
    )


class PartnersForm(Formulier):
    """Who takes part in a keten, and who assesses."""

    partners = VinkjesVeld("Wie doet mee?", description="Een organisatie die meedoet kan verwijzen of groepen geven.")
    beoordelaars = VinkjesVeld(
        "Wie doet valrisicobeoordelingen?", description="Een praktijk zonder accounts krijgt het verzoek per brief."
    )

    begin_einde = VinkjesVeld("Wie hoort alleen hoe het begint en hoe het afloopt?")
    maandlijst = VinkjesVeld(
        "Wie krijgt een lijst per maand?",
        description="Wie u hier en hierboven niet aankruist, ziet elke stap zodra die er is.",
    )

    def kies_uit(self, organisaties: Iterable[Organisatie]) -> "PartnersForm":
        """Offer these organisaties."""
        namen = [(str(organisatie.id), organisatie.naam) for organisatie in organisaties]
        for veld in (self.partners, self.beoordelaars, self.begin_einde, self.maandlijst):
            veld.choices = namen
        return self

    @property
    def wijzen(self) -> dict[UUID, str]:
        """How each organisatie hears that does not hear of every step; named twice, the list per month."""
        return {id_: wijze for wijze in ("begin_einde", "maandlijst") for id_ in self.ids(wijze)}

    def validate(self, extra_validators: Any = None) -> bool:
        """Refuse an organisatie that would hear in two ways."""
        goed = super().validate(extra_validators)
        if set(self.begin_einde.data or []) & set(self.maandlijst.data or []):
            self.meld("Kies voor elke organisatie één manier.", "maandlijst")
            return False
        return goed

    def ids(self, veld: str) -> list[UUID]:
        """The ids that were ticked in a field."""
        return [UUID(sleutel) for sleutel in self[veld].data or []]


class BsnForm(Formulier):
    """Whether the gemeente keeps the burgerservicenummer."""

    aan = JaNeeVeld("Mag het burgerservicenummer worden vastgelegd?", [Verplicht("Kies ja of nee.")])


class FgForm(Formulier):
    """How a resident reaches the functionaris gegevensbescherming."""

    fg_contact = TekstVeld(
        "E-mailadres of telefoonnummer",
        [Verplicht("Vul in hoe een inwoner de functionaris bereikt.")],
        lengte=200,
        description="Dit staat op de privacypagina. Kies een adres van de gemeente, zonder naam van een medewerker.",
        render_kw={"autocomplete": "off"},
    )

    def validate_fg_contact(self, veld: Field) -> None:
        """Refuse what nobody can write to or call."""
        tekst = veld.data or ""
        if not any(map(is_mailadres, tekst.split())) and sum(teken.isdigit() for teken in tekst) < 5:
            raise ValidationError("Vul een e-mailadres of een telefoonnummer in, bijvoorbeeld fg@gemeente.nl.")


class KetenForm(MetOrganisatie):
    """The settings of a keten; `voor` adds a field for the term of each step."""

    aan = JaNeeVeld("Werkt uw gemeente met deze keten?", [Verplicht("Kies ja of nee.")])
    organisatie = KeuzeVeld(
        "Wie coördineert?", description="De medewerkers van deze organisatie krijgen de verwijzingen."
    )
    telefoon = TelefoonVeld(
        "Telefoonnummer van de coördinator", description="Dit nummer staat op het briefje voor de inwoner."
    )

    @property
    def termijnvelden(self) -> list[Field]:
        """The fields for the terms."""
        return [veld for veld in self if veld.short_name.startswith("termijn_")]

    @property
    def termijnen(self) -> dict[str, int | None]:
        """The terms that were typed, by step."""
        return {veld.short_name.removeprefix("termijn_"): veld.data for veld in self.termijnvelden}


def keten_form(stand: KetenStand, organisaties: Iterable[Organisatie]) -> KetenForm:
    """Return the form of a keten as it stands, with a field for each step that has a term."""
    eigen = stand.instelling
    velden = {
        f"termijn_{code}": GetalVeld(naam, [_dagen], description=f"In de catalogus: {dagen} werkdagen")
        for code, naam, dagen in met_termijn(stand.keten)
    }
    klasse = type("EigenKetenForm", (KetenForm,), velden)
    gegevens = {f"termijn_{stap}": dagen for stap, dagen in (eigen.termijnen if eigen else {}).items()}
    form = klasse(
        aan="ja" if stand.is_aan else "nee",
        organisatie=str(eigen.organisatie_id) if eigen else "",
        telefoon=eigen.telefoon if eigen else None,
        **gegevens,
    )
    gevuld: KetenForm = form.kies_uit(organisaties)
    return gevuld


def met_termijn(keten: Keten) -> list[tuple[str, str, int]]:
    """Return (code, name, working days) of the steps whose term a gemeente can change."""
    stappen = [(stap.code, stap.naam, stap.termijn_werkdagen) for stap in keten.stappen if stap.termijn_werkdagen]
    opvolgen = (OPVOLGEN, "Vragen of de inwoner bij het aanbod bleef", WERKDAGEN)
    return [("triage", "Verwijzing beoordelen", keten.triage.termijn_werkdagen), *stappen, opvolgen]


def _dagen(_form: Formulier, veld: Field) -> None:
    if veld.data is not None and not 1 <= veld.data <= 260:
        raise ValidationError("Kies een aantal werkdagen van 1 tot en met 260.")
