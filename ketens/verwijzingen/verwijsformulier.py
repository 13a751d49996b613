"""The page of a verwijzing, built from the keten.

What is needed differs by what someone does (`daad`): send, count, keep for a year, or note a refusal.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, cached_property
from typing import Any
from uuid import UUID

from wtforms import Field, HiddenField
from wtforms.validators import Optional, Regexp

from ketens.catalogus import catalogus
from ketens.catalogus.ketendelen import Vervolg
from ketens.inwoners.forms import EmailAdres
from ketens.inwoners.models import Geslacht
from ketens.inwoners.veiligformulier import VEILIG, VeiligVelden
from ketens.kern.forms import EenmaligFormulier
from ketens.kern.keuzevelden import KeuzeVeld, VinkVeld
from ketens.kern.velden import DatumVeld, PostcodeVeld, TekstVeld, TelefoonVeld
from ketens.verwijzingen.beslisser import BESLIST, BeslisVelden
from ketens.verwijzingen.namen import splits
from ketens.verwijzingen.persoon import NODIG
from ketens.verwijzingen.testformulier import Testformulier, testformulier
from ketens.verwijzingen.wegen import Weg
from ketens.verwijzingen.zonder_traject import GEEN_VERWIJZING, NIET_BEWAREN, SETTINGS

UIT: dict[str, Any] = {"autocomplete": "off"}
LEEFTIJDEN = [("", "Kies"), ("64", "Jonger dan 65"), *[(str(n), f"{n} tot en met {n + 4}") for n in range(65, 95, 5)]]
PERSOON = ("geboortedatum", "achternaam", "voornaam", "telefoon", "email", "postcode", "huisnummer")
TELT = ("leeftijdsklasse", "geslacht", "pc4", "setting")
# The fields that a deed looks at, besides token and answers; a mistake elsewhere does not stop it.
KIJKT: Mapping[str, tuple[str, ...]] = {
    "bereken": (),
    "verstuur": (*PERSOON, *BESLIST, *VEILIG.values(), "herkomst", "organisatie_id", "namens"),
    "tel": ("geboortedatum", *TELT),
    "bewaar": (*PERSOON, *BESLIST, *VEILIG.values(), "setting"),
    "weiger": ("reden",),
}
BEREIKBAAR = "Vul een telefoonnummer in. Geen telefoon? Vul dan een e-mailadres of adres in."


class VerwijsForm(BeslisVelden, VeiligVelden, Testformulier, EenmaligFormulier):
    """Twelve fields for who refers; what only few people need is folded away."""

    daad = "verstuur"
    langs: Weg

    keten = HiddenField()
    geboortedatum = DatumVeld(
        "Geboortedatum",
        toekomst=False,
        description="Zoals 14-11-1941",
        render_kw={"inputmode": "numeric", "class": "input input--s", **UIT},
    )
    achternaam = TekstVeld("Achternaam", render_kw=UIT)
    voornaam = TekstVeld("Voornaam", render_kw=UIT)
    telefoon = TelefoonVeld("Telefoonnummer", render_kw={"inputmode": "tel", "class": "input input--s", **UIT})
    email = TekstVeld("E-mailadres", [EmailAdres()], lengte=254, render_kw={"inputmode": "email", **UIT})
    postcode = PostcodeVeld("Postcode", render_kw={"class": "input input--s", **UIT})
    huisnummer = TekstVeld("Huisnummer", lengte=12, render_kw={"class": "input input--s", **UIT})
    herkomst = KeuzeVeld("De vraag komt van", default="verwijzer")
    organisatie_id = KeuzeVeld("Wie verwijst?")
    namens = TekstVeld("Namens wie?", description="Zoals: huisarts, mondeling", render_kw=UIT)
    toestemming_doorgeven = VinkVeld("Gegevens doorgeven")
    toestemming_terugkoppelen = VinkVeld("Terugkoppelen")
    leeftijdsklasse = KeuzeVeld("Leeftijd", choices=[*LEEFTIJDEN, ("95", "95 of ouder")])
    geslacht = KeuzeVeld("Geslacht", choices=[(g.value, g.value.capitalize()) for g in Geslacht], default="onbekend")
    pc4 = TekstVeld(
        "Postcode (4 cijfers)",
        [Optional(), Regexp(r"[1-9][0-9]{3}$", message="Vul 4 cijfers in, bijvoorbeeld 7621.")],
        render_kw={"inputmode": "numeric", "class": "input input--s", **UIT},
    )
    setting = KeuzeVeld("Waar is de test gedaan?", choices=list(SETTINGS.items()), default="praktijk")
    toestemming_opnieuw_bellen = VinkVeld("Opnieuw bellen")
    reden = KeuzeVeld("Waarom niet?")

    def __init__(self, langs: Weg, daad: str = "verstuur") -> None:
        super().__init__(keten=langs.keten.code)
        self.langs, self.daad = langs, daad
        self.keten.data = langs.keten.code
        wie_verwijst = [(str(organisatie.id), organisatie.naam) for organisatie in langs.verwijzers()]
        self.organisatie_id.choices = [("", langs.eigen.naam), *wie_verwijst]
        self.herkomst.choices = [(keuze.code, keuze.naam) for keuze in langs.keten.verwijzen.herkomst]
        self.reden.choices = [("", "Kies"), *[(keuze.code, keuze.naam) for keuze in langs.keten.verwijzen.wil_nu_niet]]

    def __iter__(self) -> Iterator[Field]:
        """Go through the fields in the order of the page, so that the error summary does too."""
        vooraan = [
            "csrf_token",
            *PERSOON,
            *BESLIST,
            *VEILIG.values(),
            *[vraag.sleutel for vraag in self.vragen],
            *self.lijsten,
        ]
        return iter([self[naam] for naam in sorted(self._fields, key=lambda naam: _plek(vooraan, naam))])

    @cached_property
    def vervolg(self) -> Vervolg | None:
        """What the result leads to, once the questions that must be answered are."""
        uitslag = self.uitslag
        return None if uitslag is None or self.nog_te_vragen else self.langs.keten.vervolg(uitslag.uitslag)

    @property
    def eigen(self) -> dict[str, object]:
        """The answers to the keten's own questions; `toelichting` has a place of its own on the verwijzing."""
        eigen = {vraag.sleutel for vraag in self.langs.keten.verwijzen.vragen} - {"toelichting"}
        return {sleutel: antwoord for sleutel, antwoord in self.antwoorden.items() if sleutel in eigen}

    @property
    def persoon(self) -> dict[str, Any]:
        """Who it is about, as `maak_inwoner` takes it."""
        tussenvoegsel, achternaam = splits(self.achternaam.data or "")
        velden = {naam: self[naam].data or None for naam in PERSOON}
        naam = {"tussenvoegsel": tussenvoegsel, "achternaam": achternaam or None}
        return {**velden, **naam, "veilig_contact": self.veilig_contact}

    @property
    def verwijzing(self) -> dict[str, Any]:
        """What `verwijs` takes."""
        organisatie = self.organisatie_id.data
        return {
            **self._eenmalig,
            **self.persoon,
            "toestemming_doorgeven": self.toestemming_doorgeven.data,
            "toestemming_terugkoppelen": self.toestemming_terugkoppelen.data,
            "toelichting": self.toelichting.data if "toelichting" in self else None,
            "eigen": self.eigen,
            "herkomst": self.herkomst.data or "verwijzer",
            "namens": self.namens.data,
            "organisatie_id": UUID(organisatie) if organisatie else None,
            "vertegenwoordiger": self.vertegenwoordiger,
            "langs": self.langs,
        }

    @property
    def telling(self) -> dict[str, Any]:
        """What `tel_test` takes: no name, no number, and of the birth date only what the class needs."""
        klasse, postcode = self.leeftijdsklasse.data, self.pc4.data
        return {
            **self._eenmalig,
            "geboortedatum": self.geboortedatum.data,
            "leeftijd": int(klasse) if klasse else None,
            "geslacht": Geslacht(self.geslacht.data or "onbekend"),
            "pc4": postcode or _pc4(self.postcode.data),
            "setting": self.setting.data or "praktijk",
        }

    @property
    def bewaring(self) -> dict[str, Any]:
        """What `bewaar_test` takes."""
        return {
            **self._eenmalig,
            **self.persoon,
            "vertegenwoordiger": self.vertegenwoordiger,
            "toestemming_opnieuw_bellen": self.toestemming_opnieuw_bellen.data,
            "setting": self.setting.data or "praktijk",
        }

    @property
    def weigering(self) -> dict[str, Any]:
        """What `leg_weigering_vast` takes."""
        return {**self._eenmalig, "reden": self.reden.data}

    @property
    def _eenmalig(self) -> dict[str, Any]:
        return {
            "formulier_id": self.formulier_id.data,
            "keten_code": self.langs.keten.code,
            "antwoorden": self.testantwoorden,
        }

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Check what this deed looks at, and ask for what it needs."""
        super().validate(extra_validators)
        vragen = {vraag.sleutel for vraag in self.vragen} | set(self.lijsten)
        kijkt = {"csrf_token", *KIJKT[self.daad], *(vragen if self.daad != "weiger" else ())}
        for naam, veld in self._fields.items():
            if naam not in kijkt or (self.daad == "bereken" and naam in vragen and not veld.data):
                veld.errors = []
        if self.daad == "bereken":
            self.form_errors = []
        if self.daad == "verstuur" and self.vervolg and not self.vervolg.opent_traject:
            self.meld(GEEN_VERWIJZING)
        elif self.daad in ("verstuur", "bewaar"):
            self._vraag_persoon()
        return not self.errors

    def _vraag_persoon(self) -> None:
        for naam, zin in NODIG.items():
            if not self[naam].data and not self[naam].errors:
                self.meld(zin, naam)
        adres = self.postcode.data and self.huisnummer.data
        nummer = self.telefoon.data or self.veilig_telefoon.data
        if not (nummer or self.email.data or adres or self.telefoon.errors or self.veilig_telefoon.errors):
            self.meld(BEREIKBAAR, "telefoon")
        self.vraag_beslisser()
        toestemming = self.langs.keten.toestemming("doorgeven")
        if self.daad == "verstuur" and toestemming.nodig_om_te_versturen and not self.toestemming_doorgeven.data:
            self.meld("Zonder toestemming van de inwoner kunt u niets versturen.", "toestemming_doorgeven")
        if self.daad == "bewaar" and not self.toestemming_opnieuw_bellen.data:
            self.meld(NIET_BEWAREN, "toestemming_opnieuw_bellen")


def formulier(langs: Weg, daad: str = "verstuur") -> VerwijsForm:
    """Return the form of this road, filled with what was sent."""
    return _klasse(langs.keten.pin)(langs, daad)


@cache
def _klasse(pin: str) -> type[VerwijsForm]:
    keten = catalogus().keten(pin)
    bij = keten.instrument_bij_verwijzing
    return testformulier(catalogus().instrument(bij) if bij else None, keten.verwijzen.vragen, VerwijsForm)


def _pc4(postcode: str | None) -> str | None:
    # Unchecked where someone only counts: nothing but four digits may end up in the clear.
    return postcode[:4] if postcode and postcode[:4].isdecimal() and len(postcode) >= 4 else None


def _plek(vooraan: Sequence[str], naam: str) -> int:
    return vooraan.index(naam) if naam in vooraan else len(vooraan)
