"""Forms: a day, a code, a tally, and the test on one page for who has no script."""

from functools import cache
from typing import Any, ClassVar, cast

from wtforms import HiddenField
from wtforms.validators import NumberRange, Optional

from ketens.catalogus import Antwoordfout, Instrument, Vraag, catalogus
from ketens.instrumenten.bewonerswoorden import WOORDEN, Woorden
from ketens.inwoners.models import Geslacht
from ketens.kern.forms import EenmaligFormulier, Formulier
from ketens.kern.keuzevelden import JaNeeVeld, RondjesVeld, VinkVeld
from ketens.kern.klok import vandaag
from ketens.kern.velden import DatumVeld, GetalVeld, TekstVeld, Verplicht
from ketens.valrisicodagen.rijen import KLASSEN

JA_NEE = (("ja", "Ja"), ("nee", "Nee"))
WEET_NIET = ("weet_niet", "Weet ik niet")
GESLACHTEN = (
    (Geslacht.VROUW.value, "Vrouw"),
    (Geslacht.MAN.value, "Man"),
    (Geslacht.ANDERS.value, "Anders"),
    (Geslacht.ONBEKEND.value, "Zegt het liever niet"),
)
KORT = {"class": "input input--s", "autocomplete": "off"}
KLASSENAMEN = {"0-64": "Jonger dan 65", "95+": "95 of ouder"}
KLASSEKEUZES = tuple((klasse, KLASSENAMEN.get(klasse, klasse.replace("-", " tot en met "))) for klasse in KLASSEN)


class DagForm(EenmaligFormulier):
    """A day to be opened."""

    datum = DatumVeld("Datum", [Verplicht("Vul de datum in.")], default=vandaag)
    locatie = TekstVeld("Locatie", [Verplicht("Vul de locatie in.")], description="Bijvoorbeeld: Kulturhus, grote zaal")

    @property
    def dag(self) -> dict[str, Any]:
        """What `open_dag` takes."""
        return {naam: self[naam].data for naam in ("formulier_id", "datum", "locatie")}


class CodeForm(Formulier):
    """The code of a day, as it was read out."""

    code = TekstVeld(
        "Code van vandaag",
        [Verplicht("Vul de code in.")],
        lengte=20,
        description="8 cijfers. Vraag ze aan de coördinator.",
        render_kw={"inputmode": "numeric", "autocomplete": "off", "class": "input input--s"},
    )


def _getal(uitslag: str) -> GetalVeld:
    regels = [Optional(), NumberRange(min=0, max=500, message="Vul een getal in van 0 tot en met 500.")]
    return GetalVeld(f"{uitslag.capitalize()} valrisico", regels, default=0)


class TurfForm(EenmaligFormulier):
    """How often each result stands on the paper."""

    laag, matig, hoog = _getal("laag"), _getal("matig"), _getal("hoog")

    @property
    def geteld(self) -> dict[str, Any]:
        """The tally as `turf` takes it; what was left empty is none."""
        aantallen = {naam: self[naam].data or 0 for naam in ("laag", "matig", "hoog")}
        return {"aantallen": aantallen, "formulier_id": self.formulier_id.data}


class InzendForm(Formulier):
    """What a tablet kept, as JSON. It is looked at by `rijen`."""

    rijen = HiddenField()


class Testform(EenmaligFormulier):
    """The test on one page: first the questions, then with the result the few facts that are counted."""

    instrument: ClassVar[Instrument]

    al_getest = JaNeeVeld("Dit jaar al getest?")
    leeftijd = RondjesVeld("Leeftijd", choices=KLASSEKEUZES)
    geslacht = RondjesVeld("Geslacht", choices=GESLACHTEN)
    pc4 = TekstVeld(
        "Postcode, alleen de cijfers",
        lengte=4,
        description="Bijvoorbeeld 7621",
        render_kw={"inputmode": "numeric", "class": "input input--s", "autocomplete": "off"},
    )
    bellen = RondjesVeld("Wilt u dat wij u bellen?", choices=JA_NEE, default="nee")
    voornaam = TekstVeld("Voornaam")
    achternaam = TekstVeld("Achternaam")
    geboortedatum = TekstVeld(
        "Geboortedatum", description="Bijvoorbeeld 14-11-1941", render_kw={"inputmode": "numeric", **KORT}
    )
    telefoon = TekstVeld("Telefoonnummer", render_kw={"inputmode": "tel", **KORT})
    toestemming = VinkVeld("Ik heb dit voorgelezen en de inwoner zegt ja")
    # Which button: the result first, then keeping it.
    bewaar = VinkVeld("Bewaar")

    @property
    def antwoorden(self) -> dict[str, object]:
        """What was answered, by key."""
        gegeven = {vraag.sleutel: _ruw(vraag, self[vraag.sleutel].data) for vraag in self.instrument.alle_vragen}
        return {sleutel: waarde for sleutel, waarde in gegeven.items() if waarde is not None}

    @property
    def uitslag(self) -> str:
        """The code of the result so far."""
        return self.instrument.bepaal(self.antwoorden).uitslag

    @property
    def rij(self) -> dict[str, Any]:
        """This test as a tablet sends it."""
        rij = {"id": str(self.formulier_id.data), "antwoorden": self.antwoorden, "al_getest": self.al_getest.ja_nee}
        rij |= {"leeftijd": self.leeftijd.data or None, "geslacht": self.geslacht.data or None}
        rij["pc4"] = self.pc4.data or None
        if self.bellen.data == "ja":
            namen = ("voornaam", "achternaam", "geboortedatum", "telefoon")
            rij["persoon"] = {naam: self[naam].data or "" for naam in namen} | {"toestemming": self.toestemming.data}
        return rij

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for the first questions, for a walking time that can be, and for what is counted when it is kept."""
        super().validate(extra_validators)
        for vraag in self.instrument.alle_vragen:
            veld = self[vraag.sleutel]
            if vraag.verplicht and not veld.data and not veld.errors:
                self.meld("Kies ja of nee.", vraag.sleutel)
            elif veld.data and not veld.errors and (zin := _leesfout(vraag, veld.data)):
                self.meld(zin, vraag.sleutel)
        if self.bewaar.data and not self.leeftijd.data:
            self.meld("Kies een leeftijd.", "leeftijd")
        if self.pc4.data and not (len(self.pc4.data) == 4 and self.pc4.data.isascii() and self.pc4.data.isdigit()):
            self.meld("Vul vier cijfers in, of laat dit vak leeg.", "pc4")
        return not self.errors


def testform(pin: str) -> Testform:
    """Return the form that asks this instrument, filled with what was sent."""
    return _klasse(pin)()


@cache
def _klasse(pin: str) -> type[Testform]:
    instrument = catalogus().instrument(pin)
    velden: dict[str, Any] = {vraag.sleutel: _veld(vraag) for vraag in instrument.alle_vragen}
    return cast("type[Testform]", type("Dagtest", (Testform,), {**velden, "instrument": instrument}))


def _veld(vraag: Vraag) -> Any:
    woorden = WOORDEN.get(vraag.sleutel, Woorden(vraag.vraag, vraag.hint or ""))
    if vraag.soort == "ja_nee":
        keuzes = JA_NEE if vraag.verplicht else (*JA_NEE, WEET_NIET)
        return RondjesVeld(woorden.vraag, choices=keuzes, description=woorden.hint)
    kort = {"inputmode": "decimal", "class": "input input--s", "autocomplete": "off"}
    return TekstVeld(woorden.vraag, description=woorden.hint, render_kw=kort)


def _ruw(vraag: Vraag, data: str | None) -> object:
    if vraag.soort == "ja_nee":
        return {"ja": True, "nee": False}.get(data or "")
    return data if data and _leesfout(vraag, data) is None else None


def _leesfout(vraag: Vraag, data: str) -> str | None:
    if vraag.soort == "ja_nee":
        return None
    try:
        vraag.lees(data)
    except Antwoordfout as fout:
        return fout.zin
    return None
