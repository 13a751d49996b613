"""The fall-risk test, page by page: a few questions, those that follow from them, the advice."""

from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import HiddenField

from ketens.catalogus import Vraag
from ketens.kern.keuzevelden import RondjesVeld, VinkVeld
from ketens.openbaar.bewijs import begin_zegel, lees_begin
from ketens.openbaar.testvelden import JA_NEE, Testvelden, leesfout, testvelden
from ketens.verwijzingen.wegen import Weg

# The pages, and the words by which a form says which of the two with questions it is.
BEGIN, VERVOLG = "openbaar/begin.html", "openbaar/vervolg.html"
ADVIES, TE_JONG = "openbaar/advies.html", "openbaar/te_jong.html"
BLAD_BEGIN, BLAD_VERVOLG = "begin", "vervolg"
KIES = "Kies ja of nee."
KIES_OF_WEET_NIET = "Kies ja, nee of ‘weet ik niet’."


class Zelftest(Testvelden):
    """What was filled in so far. `blad` is the page that was sent, `bladzijde` the page to show."""

    blad = HiddenField(default=BLAD_BEGIN)
    terug = VinkVeld("Terug")
    oud_genoeg = RondjesVeld("Bent u 65 jaar of ouder?", choices=JA_NEE)

    def __init__(self, langs: Weg) -> None:
        super().__init__()
        self.langs = langs
        self.oud_genoeg.label.text = f"Bent u {langs.keten.doelgroep.leeftijd_vanaf} jaar of ouder?"
        if lees_begin(self.zegel.data) is None:
            self.zegel.data = begin_zegel()

    @property
    def eerste(self) -> list[Vraag]:
        """The questions for everyone."""
        return [vraag for vraag in self.instrument.alle_vragen if vraag.verplicht]

    @property
    def tweede(self) -> list[Vraag]:
        """The questions that follow from the answers."""
        rest = [vraag for vraag in self.instrument.alle_vragen if not vraag.verplicht]
        return [vraag for vraag in rest if vraag.is_zichtbaar(self.antwoorden)]

    @property
    def bladzijde(self) -> str:
        """The page that comes now."""
        if self.terug.data or any(self[naam].errors for naam in ("csrf_token", "oud_genoeg", *_namen(self.eerste))):
            return BEGIN
        if self.oud_genoeg.data == "nee":
            return TE_JONG
        if not self.tweede:
            return ADVIES
        return VERVOLG if self.blad.data != BLAD_VERVOLG or self.errors else ADVIES

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Check the page that was sent; what is on the other is not asked yet, or was checked before."""
        super().validate(extra_validators)
        for veld in (self.oud_genoeg, *(self[vraag.sleutel] for vraag in self.eerste)):
            if not veld.data and not veld.errors:
                veld.errors = [KIES]
        tweede = _namen(self.tweede) if self.blad.data == BLAD_VERVOLG else set()
        for vraag in self.instrument.alle_vragen:
            if vraag.sleutel in tweede:
                self._controleer(vraag)
            elif not vraag.verplicht:
                self[vraag.sleutel].errors = []
        if self.terug.data:
            self._vergeef()
        return not self.errors

    def _controleer(self, vraag: Vraag) -> None:
        veld = self[vraag.sleutel]
        if vraag.soort == "ja_nee" and not veld.data and not veld.errors:
            veld.errors = [KIES_OF_WEET_NIET]
        elif vraag.soort != "ja_nee" and veld.data and (zin := leesfout(vraag, veld.data)):
            veld.errors = [zin]

    def _vergeef(self) -> None:
        for naam, veld in self._fields.items():
            if naam != "csrf_token":
                veld.errors = []


def _namen(vragen: list[Vraag]) -> set[str]:
    return {vraag.sleutel for vraag in vragen}


def zelftest(langs: Weg) -> Zelftest:
    """Return the test of this keten, filled with what was sent."""
    return testvelden(langs, Zelftest)(langs)
