"""The questions of the fall-risk test in words for the resident themselves, and the fields that ask them.

The catalogue has them in the words of a professional; a question without words here is asked in those.
"""

from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, ClassVar, TypeVar, cast

from wtforms import Field, HiddenField

from ketens.catalogus import Antwoordfout, Instrument, Vraag, catalogus
from ketens.catalogus.ketendelen import Vervolg
from ketens.kern.forms import Formulier
from ketens.kern.pagina import telefoon
from ketens.kern.velden import RondjesVeld, TekstVeld
from ketens.verwijzingen.wegen import Weg

F = TypeVar("F", bound="Testvelden")
JA_NEE = (("ja", "Ja"), ("nee", "Nee"))
WEET_NIET = ("weet_niet", "Weet ik niet")


@dataclass(frozen=True, slots=True)
class Woorden:
    """A question as a resident reads it."""

    vraag: str
    hint: str = ""


# In words of our own, after the questions of the catalogue (valrisicotest). Yes means the same there and here.
WOORDEN = {
    "q1_gevallen": Woorden("Bent u de afgelopen 12 maanden gevallen?", "Ook als u zich geen pijn deed."),
    "q2_bezorgd": Woorden("Bent u bang om te vallen?", "Maakt u zich zorgen over vallen? Kies dan ja."),
    "q3_moeite_bewegen": Woorden(
        "Hebt u moeite met bewegen, met lopen of met uw evenwicht?", "Loopt u met een stok of rollator? Kies dan ja."
    ),
    "e1_letsel": Woorden("Had u letsel door een val?", "Bijvoorbeeld een wond, een kneuzing of iets gebroken."),
    "e2_meer_dan_een_val": Woorden("Bent u in de afgelopen 12 maanden 2 keer of vaker gevallen?"),
    "e3_bewustzijnsverlies": Woorden("Was u bij een val even buiten bewustzijn?", "Flauwvallen telt ook."),
    "e4_niet_zelf_opstaan": Woorden("Had u na een val hulp nodig om op te staan?"),
    "e5_kwetsbaar": Woorden(
        "Past een van deze zinnen bij u?",
        "Ik ben snel moe. Ik heb duidelijk minder kracht. Ik ben afgevallen zonder dat ik dat wilde. "
        "Ik heb hulp nodig in het dagelijks leven.",
    ),
    "looptest_s": Woorden("Hoeveel seconden duurde het?", "Bijvoorbeeld 5 of 4,2. Niet gedaan? Laat dit vak leeg."),
}


# The advice of the catalogue promises a call; here nobody has signed up yet.
ADVIES = {
    "matig": "U hebt meer kans om te vallen dan een ander. Daar is iets aan te doen. Met een cursus wordt u sterker "
    "en staat u steviger.",
    "hoog": "U hebt een grote kans om te vallen. Het is goed dat eerst een zorgverlener met u kijkt waar dat door "
    "komt. Daarna hoort u welke hulp bij u past.",
    "onvolledig": "Wij weten nog niet genoeg voor een advies. Wij kunnen de test samen met u afmaken.",
}


class Testvelden(Formulier):
    """Reads the answers of a resident. Nothing of what was typed is kept by reading it."""

    instrument: ClassVar[Instrument]
    langs: Weg

    zegel = HiddenField()

    @property
    def nummer(self) -> str:
        """The number to call, as people write it."""
        return telefoon(self.langs.instelling.telefoon)

    @cached_property
    def antwoorden(self) -> dict[str, object]:
        """The answers that can be read, by key, without what was not asked."""
        gegeven: dict[str, object] = {}
        for vraag in self.instrument.alle_vragen:
            waarde = _ruw(vraag, self[vraag.sleutel])
            if waarde is not None and leesfout(vraag, waarde) is None:
                gegeven[vraag.sleutel] = waarde
        gevraagd = {vraag.sleutel for vraag in self.instrument.alle_vragen if vraag.is_zichtbaar(gegeven)}
        return {sleutel: waarde for sleutel, waarde in gegeven.items() if sleutel in gevraagd}

    @property
    def vervolg(self) -> Vervolg:
        """What the answers lead to; with none it is a test to be finished on the phone."""
        return self.langs.keten.vervolg(self.instrument.bepaal(self.antwoorden).uitslag)

    @property
    def advies(self) -> str:
        """What we advise, in words that hold whether they sign up or not."""
        return ADVIES.get(self.vervolg.uitslag, self.vervolg.advies)

    @property
    def meegenomen(self) -> list[tuple[str, str]]:
        """The answers as hidden fields hold them: they are in no address and in no cookie."""
        namen = [vraag.sleutel for vraag in self.instrument.alle_vragen]
        return [(naam, self[naam].data) for naam in namen if self[naam].data and not self[naam].errors]


def leesfout(vraag: Vraag, waarde: object) -> str | None:
    """Return what is wrong with an answer, in a sentence, or None."""
    try:
        vraag.lees(waarde)
    except Antwoordfout as fout:
        return fout.zin
    return None


def testvelden(langs: Weg, basis: type[F]) -> type[F]:
    """Return the form class over `basis` that asks the instrument of this keten."""
    return cast("type[F]", _klasse(str(langs.keten.instrument_bij_verwijzing), cast("Any", basis)))


@cache
def _klasse(pin: str, basis: type[Testvelden]) -> type[Testvelden]:
    instrument = catalogus().instrument(pin)
    velden: dict[str, Any] = {vraag.sleutel: _veld(vraag) for vraag in instrument.alle_vragen}
    return type(f"{basis.__name__}Velden", (basis,), {**velden, "instrument": instrument})


def _veld(vraag: Vraag) -> Any:
    woorden = WOORDEN.get(vraag.sleutel, Woorden(vraag.vraag, vraag.hint or ""))
    if vraag.soort == "ja_nee":
        keuzes = JA_NEE if vraag.verplicht else (*JA_NEE, WEET_NIET)
        return RondjesVeld(woorden.vraag, choices=keuzes, description=woorden.hint)
    kort = {"inputmode": "decimal", "class": "input input--s", "autocomplete": "off"}
    return TekstVeld(woorden.vraag, description=woorden.hint, render_kw=kort)


def _ruw(vraag: Vraag, veld: Field) -> object:
    if vraag.soort == "ja_nee":
        return {"ja": True, "nee": False}.get(str(veld.data))
    return veld.data or None
