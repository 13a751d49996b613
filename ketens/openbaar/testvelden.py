"""The fields that ask the fall-risk test in words for the resident themselves (`bewonerswoorden`)."""

from functools import cache, cached_property
from typing import Any, ClassVar, TypeVar, cast

from wtforms import Field, HiddenField

from ketens.catalogus import Antwoordfout, Instrument, Vraag, catalogus
from ketens.catalogus.ketendelen import Vervolg
from ketens.instrumenten.bewonerswoorden import ADVIES, WOORDEN, Woorden
from ketens.kern.forms import Formulier
from ketens.kern.keuzevelden import RondjesVeld
from ketens.kern.pagina import telefoon
from ketens.kern.velden import TekstVeld
from ketens.verwijzingen.wegen import Weg

F = TypeVar("F", bound="Testvelden")
JA_NEE = (("ja", "Ja"), ("nee", "Nee"))
WEET_NIET = ("weet_niet", "Weet ik niet")


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
