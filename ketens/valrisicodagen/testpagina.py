"""What the page of the test shows: questions, outcomes, words; and what its script needs to know, as JSON."""

from dataclasses import dataclass
from typing import Any

from flask import json, url_for

from ketens.catalogus import Vraag
from ketens.instrumenten.bewonerswoorden import ADVIES
from ketens.kern.pagina import telefoon
from ketens.valrisicodagen.forms import GESLACHTEN, KLASSEKEUZES, Testform
from ketens.valrisicodagen.innemen import MET_NAAM
from ketens.valrisicodagen.models import Valrisicodag
from ketens.valrisicodagen.rijen import KLASSEN, MEESTE_RIJEN
from ketens.valrisicodagen.sleutelpaar import publiek
from ketens.valrisicodagen.uitslagtabel import uitslagtabel
from ketens.verwijzingen.wegen import Weg

SOORTEN = {"laag": "goed", "matig": "waarschuwing", "hoog": "fout"}


@dataclass(frozen=True, slots=True)
class Uitkomst:
    """A result as it fills the screen."""

    code: str
    kop: str
    advies: str
    soort: str


@dataclass(frozen=True, slots=True)
class Testpagina:
    """The page of one day."""

    dag: Valrisicodag
    langs: Weg
    bewijs: str
    form: Testform

    @property
    def vragen(self) -> list[Vraag]:
        """The questions, in order; their words stand in the form."""
        return list(self.form.instrument.alle_vragen)

    @property
    def uitkomsten(self) -> list[Uitkomst]:
        """Every result, with its advice in words for the resident."""
        return [self._uitkomst(vervolg.uitslag) for vervolg in self.langs.keten.uitslagen]

    @property
    def uitkomst(self) -> Uitkomst | None:
        """The result of what was sent, or None while the test is not filled in."""
        return self._uitkomst(self.form.uitslag) if self.form.is_submitted() and not self._fout else None

    @property
    def vraagt_naam(self) -> bool:
        """Whether a name may be asked at this result."""
        return self.uitkomst is not None and self.uitkomst.code in MET_NAAM

    @property
    def vanaf(self) -> int:
        """The age from which the keten is for someone."""
        return self.langs.keten.doelgroep.leeftijd_vanaf or 0

    @property
    def klassen(self) -> tuple[tuple[str, str], ...]:
        """The age classes."""
        return KLASSEKEUZES

    @property
    def geslachten(self) -> tuple[tuple[str, str], ...]:
        """The sexes."""
        return GESLACHTEN

    @property
    def nummer(self) -> str:
        """The number to call."""
        return telefoon(self.langs.instelling.telefoon)

    @property
    def toestemming(self) -> str:
        """What is read out, and kept with the yes."""
        return self.langs.formulering("doorgeven")

    @property
    def script(self) -> str:
        """What the script needs: all outcomes, the public key, and where to send."""
        weten: dict[str, Any] = {
            "tabel": uitslagtabel(self.form.instrument.pin).als_json,
            "soorten": {vraag.sleutel: vraag.soort for vraag in self.vragen},
            "metNaam": MET_NAAM,
            "teJong": [klasse for klasse, leeftijd in KLASSEN.items() if leeftijd < self.vanaf],
            "sleutel": publiek(self.dag.sleutel) if self.dag.sleutel else None,
            "inzending": url_for("valrisicodagen.inzending", bewijs=self.bewijs),
            "bewaker": url_for("valrisicodagen.bewaker"),
            "meeste": MEESTE_RIJEN,
            "open": self.dag.is_open,
        }
        return json.dumps(weten, separators=(",", ":"))

    @property
    def _fout(self) -> bool:
        return any(self.form[vraag.sleutel].errors for vraag in self.vragen)

    def _uitkomst(self, code: str) -> Uitkomst:
        vervolg = self.langs.keten.vervolg(code)
        return Uitkomst(code, vervolg.kop, ADVIES.get(code, vervolg.advies), SOORTEN.get(code, "neutraal"))
