"""An instrument: questions, a named scoring rule with its settings, and worked examples."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Literal

from ketens.catalogus.fouten import Antwoordfout, Onbekend
from ketens.catalogus.lezen import Code, Pin, Plek, lees_tabel
from ketens.catalogus.regels.score import SCORE
from ketens.catalogus.regels.uitslag import PERSOON, Uitslag
from ketens.catalogus.vragen import Antwoord, Keuze, Vraag, controleer_vragen, lees_antwoorden, uniek

GEEN_VAN_DEZE = "geen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Vinklijst:
    """Yes/no questions asked as one list of ticks, with one tick for none of them."""

    code: Code
    vraag: str
    geen_van_deze: str
    hint: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Onderdeel:
    """One of several subjects that are all asked the same questions."""

    code: Code
    naam: str
    hint: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Klasse(Keuze):
    """A result; `te_controleren` says that nobody has verified yet where it begins, and the screen says so too."""

    te_controleren: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Voorbeeld:
    """A worked example, run as a test; of the person where the rule asks for that."""

    naam: str
    antwoorden: Mapping[str, object]
    leeftijd: int | None = None
    geslacht: Literal["man", "vrouw"] | None = None
    uitslag: Code
    feiten: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """One version of one instrument; `alle_vragen` has a question for each answer key, in order.

    What is measured more than once says in which direction its score gets better, and in which unit.
    """

    code: Code
    versie: int
    naam: str
    kort: str | None = None
    uitleg: str
    bron: str
    beter: Literal["hoger", "lager"] | None = None
    eenheid: str | None = None
    eenheid_een: str | None = None
    regel: Code
    instellingen: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    uitslagen: tuple[Klasse, ...]
    vragen: tuple[Vraag, ...] = ()
    vinklijsten: tuple[Vinklijst, ...] = ()
    onderdelen: tuple[Onderdeel, ...] = ()
    vragen_per_onderdeel: tuple[Vraag, ...] = ()
    te_controleren: tuple[str, ...] = ()
    voorbeelden: tuple[Voorbeeld, ...] = ()
    alle_vragen: tuple[Vraag, ...] = field(init=False, repr=False, compare=False, default=())
    _ingesteld: object = field(init=False, repr=False, compare=False, default=None)

    @property
    def pin(self) -> Pin:
        """Code and version, as rows and files name it."""
        return Pin(f"{self.code}@{self.versie}")

    def na_lezen(self, plek: Plek) -> None:
        per_onderdeel = tuple(
            replace(vraag, sleutel=Code(f"{onderdeel.code}_{vraag.sleutel}"))
            for onderdeel in self.onderdelen
            for vraag in self.vragen_per_onderdeel
        )
        object.__setattr__(self, "alle_vragen", self.vragen + per_onderdeel)  # derived once; frozen for all others
        controleer_vragen(self.alle_vragen, plek.bij("vragen"))
        if any(vraag.sleutel in PERSOON for vraag in self.alle_vragen):
            raise plek.bij("vragen").fout(f"{' en '.join(PERSOON)} weet de app al; geef de vraag een andere sleutel.")
        if (self.beter is None) != (self.eenheid is None):
            raise plek.bij("eenheid").fout("beter en eenheid horen bij elkaar: geef ze allebei, of geen van beide.")
        for lijst in ("uitslagen", "vinklijsten", "onderdelen"):
            uniek(getattr(self, lijst), "code", plek.bij(lijst))
        self._controleer_vinklijsten(plek)
        self._controleer_regel(plek)
        self._controleer_voorbeelden(plek)

    def _controleer_vinklijsten(self, plek: Plek) -> None:
        lijsten = {lijst.code for lijst in self.vinklijsten}
        for nummer, vraag in enumerate(self.alle_vragen):
            if vraag.vinklijst is not None and (vraag.vinklijst not in lijsten or vraag.soort != "ja_nee"):
                waar = plek.bij("vragen").op(nummer).bij("vinklijst")
                raise waar.fout("verwacht een code uit vinklijsten, bij een vraag van soort ja_nee.")

    def _controleer_regel(self, plek: Plek) -> None:
        regel = SCORE.get(self.regel)
        if regel is None:
            raise plek.bij("regel").fout(f"deze regel is niet bekend. Mogelijk zijn: {', '.join(SCORE)}.")
        ingesteld = lees_tabel(regel.instellingen, dict(self.instellingen), plek.bij("instellingen"))
        object.__setattr__(self, "_ingesteld", ingesteld)
        soorten = {vraag.sleutel: vraag.soort for vraag in self.alle_vragen}
        for sleutel, soort in regel.vragen.items():
            if soorten.get(Code(sleutel)) != soort:
                raise plek.bij("vragen").fout(f"regel {self.regel} verwacht de vraag '{sleutel}' van soort {soort}.")
        mogelijk = regel.uitslagen_bij(ingesteld)
        if sorted(keuze.code for keuze in self.uitslagen) != sorted(mogelijk):
            raise plek.bij("uitslagen").fout(f"verwacht precies: {', '.join(mogelijk)}.")

    def _controleer_voorbeelden(self, plek: Plek) -> None:
        for nummer, voorbeeld in enumerate(self.voorbeelden):
            waar = plek.bij("voorbeelden").op(nummer)
            try:
                gevonden = self.bepaal(voorbeeld.antwoorden, leeftijd=voorbeeld.leeftijd, geslacht=voorbeeld.geslacht)
            except Antwoordfout as fout:
                raise waar.bij("antwoorden").fout(str(fout)) from fout
            if gevonden.uitslag != voorbeeld.uitslag:
                raise waar.bij("uitslag").fout(f"'{voorbeeld.naam}' geeft {gevonden.uitslag}.")
            for sleutel, waarde in voorbeeld.feiten.items():
                if gevonden.feiten.get(sleutel) != waarde:
                    raise waar.bij("feiten").bij(sleutel).fout(f"'{voorbeeld.naam}' geeft een ander feit.")

    def met_eenheid(self, getal: str) -> str:
        """Return a number of the score with its unit: `1 punt`, `12,4 seconden`."""
        eenheid = self.eenheid_een if getal == "1" and self.eenheid_een else self.eenheid
        return f"{getal} {eenheid}" if eenheid else getal

    def lees(self, ruw: Mapping[str, object]) -> dict[str, Antwoord]:
        """Validated answers, unanswered ones left out. Raises Antwoordfout on an unknown key or a bad value."""
        return lees_antwoorden(self.alle_vragen, ruw, self.naam)

    def bepaal(
        self, antwoorden: Mapping[str, object], *, leeftijd: int | None = None, geslacht: str | None = None
    ) -> Uitslag:
        """The result of these answers, raw or read, of a person of this age and sex. Raises Antwoordfout."""
        persoon = dict(zip(PERSOON, (leeftijd, geslacht), strict=True))
        return SCORE[self.regel].bepaal(self._ingesteld, {**self.lees(antwoorden), **persoon})

    def uitslag(self, code: str) -> Klasse:
        """The result class with this code. Raises Onbekend."""
        for keuze in self.uitslagen:
            if keuze.code == code:
                return keuze
        raise Onbekend(f"{self.naam} kent geen uitslag '{code}'.")

    def uit_vinklijst(self, code: str, aangevinkt: Collection[str]) -> dict[str, bool]:
        """Answers from one tick list: nothing ticked answers nothing, `GEEN_VAN_DEZE` says no to all.

        Raises Antwoordfout (with the code of the list) on "none of these" beside another tick, or an unknown tick.
        """
        sleutels = [vraag.sleutel for vraag in self.alle_vragen if vraag.vinklijst == code]
        if not sleutels:
            raise Onbekend(f"{self.naam} kent geen vinklijst '{code}'.")
        gekozen = set(aangevinkt)
        if not gekozen <= {*sleutels, GEEN_VAN_DEZE}:
            raise Antwoordfout(code, "Kies alleen antwoorden uit de lijst.")
        if GEEN_VAN_DEZE in gekozen and len(gekozen) > 1:
            raise Antwoordfout(code, "U koos 'geen van deze' en ook iets anders. Kies een van de twee.")
        return {sleutel: sleutel in gekozen for sleutel in sleutels} if gekozen else {}
