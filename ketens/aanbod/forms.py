"""The forms of the sociale kaart and of leading someone to what is on it."""

from typing import Any, cast
from uuid import UUID

from wtforms import FileField, HiddenField

from ketens.aanbod import lezen
from ketens.aanbod.invoeren import Voorbeeld, lees, tekst_van
from ketens.aanbod.keuzes import MOMENTEN, REDENEN, SOORTEN, TALEN, TOEGANKELIJKHEID, hulpvragen
from ketens.aanbod.models import Aanbod
from ketens.kern import cellen
from ketens.kern.forms import EenmaligFormulier, Formulier, VersieFormulier
from ketens.kern.fouten import Domeinfout
from ketens.kern.keuzevelden import KeuzeVeld, VinkjesVeld, VinkVeld
from ketens.kern.leesvelden import BedragVeld, GelezenVeld
from ketens.kern.velden import TekstvakVeld, TekstVeld, TelefoonVeld, UuidVeld, Verplicht

TERUG = "terug"
KIES = ("", "Kies een reden")


class EmailVeld(GelezenVeld):
    """An e-mail address."""

    def lees(self, tekst: str) -> Any:
        """Read it."""
        return cellen.email(tekst) or ""


class WebVeld(GelezenVeld):
    """A web address."""

    def lees(self, tekst: str) -> Any:
        """Read it."""
        return lezen.website(tekst)


class NamenVeld(GelezenVeld):
    """Names between commas."""

    def lees(self, tekst: str) -> Any:
        """Read it."""
        return lezen.namen(tekst)

    def schrijf(self, waarde: Any) -> str:
        """Write it as it is read."""
        return ", ".join(waarde or ())


class _Aanbodvelden:
    """What is asked of an aanbod, when it is made and when it changes."""

    titel = TekstVeld("Naam van het aanbod", [Verplicht("Vul een naam in.")], lengte=120)
    soort = KeuzeVeld("Soort", [Verplicht("Kies een soort.")])
    aanbieder = TekstVeld("Aanbieder", [Verplicht("Vul in wie dit aanbiedt.")], lengte=120)
    omschrijving = TekstvakVeld(
        "Wat is het?", description="In gewone taal: de inwoner leest dit ook.", render_kw={"rows": 4}
    )
    hulpvragen = VinkjesVeld("Past bij deze hulpvragen")
    wijken = NamenVeld("Wijken", lengte=500, description="Met een komma ertussen. Leeg: voor de hele gemeente.")
    locatie = TekstVeld("Waar", lengte=160)
    wanneer = TekstVeld("Wanneer", lengte=160, description="Bijvoorbeeld: elke dinsdag van 10 tot 12 uur")
    kosten = BedragVeld("Kosten in euro's", description="Bijvoorbeeld 2,50 of gratis. Leeg: niet bekend.")
    kosten_toelichting = TekstVeld("Toelichting bij de kosten", lengte=160, description="Bijvoorbeeld: per keer")
    contact_telefoon = TelefoonVeld("Telefoon")
    contact_email = EmailVeld("E-mail", lengte=254)
    website = WebVeld("Website", lengte=300)
    toegankelijkheid = VinkjesVeld("Toegankelijk", choices=TOEGANKELIJKHEID.items())
    talen = VinkjesVeld("Talen", choices=TALEN.items())


class _AanbodForm(Formulier):
    """What both forms do with the fields."""

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self["soort"].choices = [("", "Kies een soort"), *SOORTEN.items()]
        self["hulpvragen"].choices = hulpvragen().items()

    @property
    def ingevuld(self) -> dict[str, Any]:
        """The fields as `maak_aanbod` and `wijzig` take them."""
        return {naam: self[naam].data for naam in vars(_Aanbodvelden) if not naam.startswith("_")}


class NieuwForm(_Aanbodvelden, _AanbodForm, EenmaligFormulier):
    """Put something on the kaart."""

    klopt = VinkVeld("Ik heb dit vandaag nagevraagd: het klopt")


class WijzigForm(_Aanbodvelden, _AanbodForm, VersieFormulier):
    """Change what is on the kaart."""

    klopt = VinkVeld("Ik heb dit vandaag nagevraagd: het klopt")

    @classmethod
    def voor(cls, aanbod: Aanbod) -> "WijzigForm":
        """Return the form as the kaart has it now."""
        namen = (naam for naam in vars(_Aanbodvelden) if not naam.startswith("_"))
        return cls(versie=str(aanbod.versie), **{naam: getattr(aanbod, naam) for naam in namen})


class ControleForm(Formulier):
    """Checked today; `terug` says from which page."""

    terug = TekstVeld()


class ToeleidForm(EenmaligFormulier):
    """Name one of the aanbod that is shown, to the resident."""

    aanbod = UuidVeld()

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for a choice."""
        goed = super().validate(extra_validators)
        if self.aanbod.data is None:
            self.meld("Kies aanbod uit de lijst.")
        return goed and self.aanbod.data is not None

    @property
    def gekozen(self) -> UUID:
        """What was chosen; only in a form that is valid."""
        return cast("UUID", self.aanbod.data)


class MomentForm(VersieFormulier):
    """The next moment of a toeleiding, or the last one undone: each a button."""

    moment = KeuzeVeld("Wat gebeurde er", [Verplicht("Kies wat er gebeurde.")])
    reden = KeuzeVeld("Waarom past het niet?", choices=[KIES, *REDENEN.items()])

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.moment.choices = [*MOMENTEN.items(), (TERUG, "Maak de laatste stap ongedaan")]


class BestandForm(Formulier):
    """A file to look into, and then its text to take over."""

    bestand = FileField("CSV-bestand", description="Uit Excel: bewaar als CSV. Met puntkomma of komma.")
    inhoud = HiddenField()
    neem_over = HiddenField()

    def lees(self, gestuurd: bytes) -> Voorbeeld | None:
        """Return what the file would do, or None with a sentence at the field."""
        try:
            tekst = tekst_van(gestuurd or (self.inhoud.data or "").encode(errors="replace"))
            if not tekst.strip():
                raise Domeinfout("Kies een bestand met regels erin.", veld="bestand")
            return lees(tekst)
        except Domeinfout as fout:
            self.meld(fout.zin, fout.veld)
            return None
