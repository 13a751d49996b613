"""The forms of money: what is planned, granted, ordered, spent; and withdrawing one of these."""

from typing import Any
from uuid import UUID

from wtforms.validators import StopValidation

from ketens.budgetten import keuzes
from ketens.gebruikers.wie import Wie
from ketens.kern.forms import EenmaligFormulier, Formulier, VersieFormulier
from ketens.kern.keuzevelden import KeuzeVeld, VinkVeld
from ketens.kern.leesvelden import GeldVeld
from ketens.kern.velden import DatumVeld, GetalVeld, TekstVeld, Verplicht

KIES = ("", "Kies uit de lijst")
BEDRAG = [Verplicht("Vul een bedrag in.")]
# Fields of which the empty choice is a real one: none.
LEGE = {"groep_id": "Geen groep", "verplichting_id": "Geen verplichting"}


class _Velden:
    """What every form of money shares: its choices, and what was filled in by the names of the handelingen."""

    # In the order of the screen.
    NAMEN: tuple[str, ...] = ()

    def bied_aan(self, wie: Wie, rij: Any = None) -> None:
        """Offer the choices of this hat; `rij` is what is being changed."""
        bron = {
            "onderdeel": keuzes.onderdeel_keuzes(wie),
            "bron": keuzes.bron_keuzes(),
            "kostensoort": keuzes.soort_keuzes(),
        }
        if "groep_id" in self.NAMEN:
            bron["groep_id"] = keuzes.groep_keuzes(wie, getattr(rij, "groep_id", None))
        if "verplichting_id" in self.NAMEN:
            bron["verplichting_id"] = keuzes.verplichting_keuzes(wie, getattr(rij, "verplichting_id", None))
        for naam, paren in bron.items():
            if naam in self.NAMEN:
                self[naam].choices = [("", LEGE[naam]) if naam in LEGE else KIES, *paren]  # type: ignore[index]

    @property
    def velden(self) -> dict[str, Any]:
        """What was filled in."""
        return {naam: _waarde(naam, self[naam].data) for naam in self.NAMEN}  # type: ignore[index]

    @property
    def in_volgorde(self) -> list[Any]:
        """The fields in the order of the screen."""
        return [self[naam] for naam in self.NAMEN]  # type: ignore[index]


def _waarde(naam: str, waarde: Any) -> Any:
    if naam in LEGE:
        return UUID(waarde) if waarde else None
    if naam in ("omschrijving", "kenmerk", "leverancier", "factuurnummer"):
        return waarde or ""
    if naam in ("bedrag", "btw_compensabel"):
        return waarde or 0
    return waarde


class _Plek:
    jaar = GetalVeld("Jaar", [Verplicht("Vul het jaar in.")])
    onderdeel = KeuzeVeld("Onderdeel", [Verplicht("Kies een onderdeel.")])
    bron = KeuzeVeld("Bron", [Verplicht("Kies waar het geld vandaan komt.")], description="Wie betaalt dit geld?")
    omschrijving = TekstVeld("Omschrijving", lengte=200, description="Noem geen inwoners.")


class _Begroting(_Plek, _Velden):
    NAMEN = ("jaar", "onderdeel", "bron", "bedrag", "plaatsen", "omschrijving")
    bedrag = GeldVeld("Begroot bedrag", BEDRAG)
    plaatsen = GetalVeld("Aantal plaatsen", description="Als dat is afgesproken.")


class BegrotingForm(_Begroting, EenmaligFormulier):
    """A new post of the budget."""


class BegrotingWijzigForm(_Begroting, VersieFormulier):
    """A post that changes."""


class ToekenningForm(_Plek, _Velden, EenmaligFormulier):
    """What was granted, by which decision."""

    NAMEN = ("jaar", "onderdeel", "bron", "bedrag", "datum", "kenmerk", "omschrijving")
    bedrag = GeldVeld(
        "Toegekend bedrag",
        BEDRAG,
        onder_nul=True,
        description="Een later besluit: vul alleen het verschil in, met een min als het minder wordt.",
    )
    datum = DatumVeld("Datum van het besluit", [Verplicht("Vul de datum van het besluit in.")])
    kenmerk = TekstVeld("Kenmerk van het besluit", lengte=60)


class _Verplichting(_Plek, _Velden):
    NAMEN = (
        "jaar", "onderdeel", "bron", "kostensoort", "bedrag", "datum", "leverancier", "kenmerk", "groep_id",
        "omschrijving",
    )  # fmt: skip
    kostensoort = KeuzeVeld("Kostensoort", [Verplicht("Kies waar het geld aan opgaat.")])
    bedrag = GeldVeld("Bedrag zonder btw die u terugkrijgt", BEDRAG)
    datum = DatumVeld("Datum van de opdracht", [Verplicht("Vul de datum van de opdracht in.")])
    leverancier = TekstVeld("Leverancier", lengte=120)
    kenmerk = TekstVeld("Kenmerk", lengte=60, description="Bijvoorbeeld het nummer van de bestelling.")
    groep_id = KeuzeVeld("Groep")


class VerplichtingForm(_Verplichting, EenmaligFormulier):
    """Something that was ordered."""


class VerplichtingWijzigForm(_Verplichting, VersieFormulier):
    """An order that changes."""


def _bedrag_of_btw(form: Any, field: Any) -> None:
    """A correction of nothing but VAT is a row too; what is wrong already is said."""
    if not (field.data or field.process_errors or form.btw_compensabel.data):
        raise StopValidation("Vul een bedrag in.")


class _Kost(_Velden):
    NAMEN = (
        "datum", "bedrag", "btw_compensabel", "onderdeel", "bron", "kostensoort", "leverancier", "factuurnummer",
        "verplichting_id", "groep_id", "geleverd_van", "geleverd_tot", "omschrijving",
    )  # fmt: skip
    datum = DatumVeld("Datum", [Verplicht("Vul de datum in.")])
    bedrag = GeldVeld(
        "Bedrag zonder btw die u terugkrijgt",
        [_bedrag_of_btw],
        onder_nul=True,
        description="Bijvoorbeeld 1.234,56. Btw die u niet terugkrijgt, hoort hierbij.",
    )
    btw_compensabel = GeldVeld(
        "Btw die u terugkrijgt", onder_nul=True, description="Uit het BTW-compensatiefonds. Leeg: geen."
    )
    onderdeel = KeuzeVeld("Onderdeel", [Verplicht("Kies een onderdeel.")])
    bron = KeuzeVeld("Bron", [Verplicht("Kies waar het geld vandaan komt.")], description="Wie betaalt dit geld?")
    kostensoort = KeuzeVeld("Kostensoort", [Verplicht("Kies waar het geld aan opgaat.")])
    leverancier = TekstVeld("Leverancier", lengte=120)
    factuurnummer = TekstVeld("Factuurnummer", lengte=60)
    verplichting_id = KeuzeVeld("Op verplichting", description="Wat u hier betaalt, gaat van die verplichting af.")
    groep_id = KeuzeVeld("Groep", description="De kosten vallen in het jaar van de bijeenkomsten van deze groep.")
    geleverd_van = DatumVeld("Geleverd vanaf", description="Alleen als de levering over meer jaren loopt.")
    geleverd_tot = DatumVeld("Geleverd tot en met")
    omschrijving = TekstVeld("Omschrijving", lengte=200, description="Noem geen inwoners.")
    toch = VinkVeld("Boek deze factuur ook als zij er al staat")


class KostForm(_Kost, EenmaligFormulier):
    """Something that was spent."""


class KostWijzigForm(_Kost, VersieFormulier):
    """A cost that is corrected."""


class IntrekForm(Formulier):
    """Withdrawing a row."""

    reden = TekstVeld(
        "Waarom trekt u dit in?",
        [Verplicht("Schrijf op waarom u dit intrekt.")],
        lengte=200,
        description="Noem geen inwoners. De regel blijft staan, doorgestreept.",
    )
