"""Forms around a resident: search, correction, contactpersoon. Those of a consent stand in `toestemformulieren`."""

from typing import Any

from wtforms import HiddenField, ValidationError

from ketens.inwoners.contactpersonen import Contactpersoon, voeg_contactpersoon_toe, wijzig_contactpersoon
from ketens.inwoners.handelingen import wijzig_inwoner
from ketens.inwoners.keuzes import BEREIK, GESLACHTEN, GRONDEN, MAG, RELATIES
from ketens.inwoners.models import Bereik, Geslacht, Inwoner
from ketens.kern.forms import EenmaligFormulier, Formulier, VersieFormulier
from ketens.kern.keuzevelden import KeuzeVeld, RondjesVeld, VinkVeld
from ketens.kern.mailadres import ZIN, is_mailadres
from ketens.kern.velden import BsnVeld, DatumVeld, PostcodeVeld, TekstVeld, TelefoonVeld, Verplicht

EMAIL_KW = {"type": "email", "autocomplete": "off"}


def _keuzes(woorden: dict[Any, str], leeg: str | None = None) -> list[tuple[str, str]]:
    return [*([("", leeg)] if leeg else []), *((str(code), tekst) for code, tekst in woorden.items())]


class EmailAdres:
    """Refuse what can't be an e-mail address."""

    def __call__(self, form: Any, field: Any) -> None:
        """Look for a name, an @ and a domain."""
        if field.data and not is_mailadres(field.data):
            raise ValidationError(ZIN)


class ZoekForm(Formulier):
    """The one search box."""

    zoek = TekstVeld(
        "Zoek een inwoner",
        [Verplicht("Typ een naam, geboortedatum, postcode of telefoonnummer.")],
        description="Naam, geboortedatum, postcode of telefoonnummer. Samen mag ook: jansen 12-3-1941",
        render_kw={"type": "search", "autocomplete": "off"},
    )


class GegevensForm(VersieFormulier):
    """Correct who a resident is and how to reach them."""

    voornaam = TekstVeld("Voornaam")
    tussenvoegsel = TekstVeld("Tussenvoegsel", lengte=20)
    achternaam = TekstVeld("Achternaam", [Verplicht("Vul de achternaam in.")])
    geboortedatum = DatumVeld("Geboortedatum", toekomst=False)
    geslacht = KeuzeVeld("Geslacht", choices=_keuzes(GESLACHTEN))
    straat = TekstVeld("Straat")
    huisnummer = TekstVeld("Huisnummer", lengte=20)
    postcode = PostcodeVeld("Postcode")
    plaats = TekstVeld("Plaats", lengte=60)
    wijk = TekstVeld("Wijk of dorp", lengte=40)
    telefoon = TelefoonVeld("Telefoonnummer")
    telefoon2 = TelefoonVeld("Tweede telefoonnummer")
    email = TekstVeld("E-mailadres", [EmailAdres()], lengte=254, render_kw=EMAIL_KW)
    bereik = RondjesVeld("Hoe wil de inwoner iets horen?", [Verplicht("Kies een manier.")], choices=_keuzes(BEREIK))
    bereik_wanneer = TekstVeld("Wanneer bellen?", description="Bijvoorbeeld: na 10 uur, niet op dinsdag")
    taal = TekstVeld("Taal", lengte=40, description="Alleen als het geen Nederlands is")

    def bewaar(self, inwoner: Inwoner, *, door: Any, laatst: str) -> None:
        """Change the resident, unless someone else did meanwhile (`laatst`: who and when)."""
        self.controleer_versie(inwoner, laatst)
        velden: dict[str, Any] = {veld.short_name: veld.data or None for veld in self.zichtbaar}
        velden["geslacht"] = Geslacht(velden["geslacht"] or Geslacht.ONBEKEND)
        velden["bereik"] = Bereik(velden["bereik"])
        wijzig_inwoner(inwoner, door=door, **velden)

    @property
    def zichtbaar(self) -> list[Any]:
        """The fields that a person fills in."""
        return [veld for veld in self if veld.short_name not in ("csrf_token", "versie")]

    def verschillen(self, nu: "GegevensForm") -> list[tuple[str, str]]:
        """Return (label, what is stored now) of each field in which what was typed differs from `nu`."""
        return [
            (veld.label.text, _tekst(nu[veld.short_name]) or "leeg")
            for veld in self.zichtbaar
            if _tekst(veld) != _tekst(nu[veld.short_name])
        ]


def _tekst(veld: Any) -> str:
    if isinstance(veld, KeuzeVeld | RondjesVeld):
        return next((str(label) for waarde, label, *_ in veld.iter_choices() if waarde == veld.data), "")
    if veld.data and not isinstance(veld.data, str):
        return f"{veld.data:%d-%m-%Y}"
    return str(veld.data or "")


class GegevensMetBsnForm(GegevensForm):
    """The same, in a gemeente that keeps the burgerservicenummer."""

    bsn = BsnVeld("Burgerservicenummer (BSN)", description="9 cijfers", render_kw={"inputmode": "numeric"})


class _ContactVelden(Formulier):
    naam = TekstVeld("Naam", [Verplicht("Vul de naam in.")])
    relatie = KeuzeVeld(
        "Wie is dit van de inwoner?", [Verplicht("Kies wie dit is.")], choices=_keuzes(RELATIES, "Kies")
    )
    telefoon = TelefoonVeld("Telefoonnummer")
    email = TekstVeld("E-mailadres", [EmailAdres()], lengte=254, render_kw=EMAIL_KW)
    eerst_bellen = VinkVeld(MAG["eerst_bellen"])
    mag_afspraken_maken = VinkVeld(MAG["mag_afspraken_maken"])
    mag_uitslag_horen = VinkVeld(MAG["mag_uitslag_horen"])
    bij_nood = VinkVeld(MAG["bij_nood"])
    vertegenwoordiger_grond = KeuzeVeld(
        "Beslist deze persoon voor de inwoner?", choices=_keuzes(GRONDEN, "Nee, de inwoner beslist zelf")
    )
    toestemming = VinkVeld(
        "De inwoner, of wie voor de inwoner beslist, vindt goed wat hier staat",
        [Verplicht("Vraag eerst of de inwoner dit goed vindt.")],
        description="Vraag het bij elke wijziging opnieuw. Wij bewaren wanneer u het vroeg.",
    )

    @property
    def velden(self) -> dict[str, Any]:
        """What was filled in, by the names of the model."""
        namen = ("naam", "relatie", "telefoon", "email", *MAG, "vertegenwoordiger_grond")
        return {naam: self[naam].data if naam in MAG else self[naam].data or None for naam in namen}


class NieuweContactpersoonForm(_ContactVelden, EenmaligFormulier):
    """Someone near the resident."""

    def bewaar(self, inwoner: Inwoner, *, door: Any) -> Contactpersoon:
        """Add them; the id of the form is the id of the row, so that sending twice makes one."""
        return voeg_contactpersoon_toe(inwoner, door=door, contactpersoon_id=self.formulier_id.data, **self.velden)


class ContactpersoonForm(_ContactVelden, VersieFormulier):
    """Change someone near the resident."""

    def bewaar(self, contactpersoon: Contactpersoon, *, door: Any, laatst: str) -> None:
        """Change them, unless someone else did meanwhile (`laatst`: who and when)."""
        self.controleer_versie(contactpersoon, laatst)
        wijzig_contactpersoon(contactpersoon, door=door, **self.velden)


class Bevestiging(Formulier):
    """A button that asks first: in a dialog, or without JavaScript on a page."""

    bevestigd = HiddenField()

    def is_bevestigd(self) -> bool:
        """Tell whether this is a valid form and the question was answered with yes."""
        return bool(self.validate_on_submit() and self.bevestigd.data == "ja")
