"""An activity that is counted without persons: what is counted, over what period, and what must hold together."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from ketens.catalogus.lezen import Code, Pin, Plek
from ketens.catalogus.regels.tellen import TELCONTROLES, Aantallen, Telcontrole
from ketens.catalogus.vragen import uniek

# What the form of every count has itself.
GERESERVEERD = {"datum", "bron", "opmerking", "toch", "reden", "formulier_id"}
Periode = Literal["dag", "kwartaal", "jaar"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Telveld:
    """One number. `hoogste` catches a slip of the finger: more than that is refused."""

    sleutel: Code
    naam: str
    hint: str = ""
    hoogste: int = 999


@dataclass(frozen=True, slots=True, kw_only=True)
class Telvoorbeeld:
    """A worked example: these counts are right, or refused at the field `fout`."""

    naam: str
    aantallen: Mapping[str, object]
    fout: Code | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Activiteit:
    """One version of one activity. Without `keten` it belongs to all of them."""

    code: Code
    versie: int
    naam: str
    uitleg: str
    keten: Code | None = None
    per: Periode = "dag"
    # What is counted most goes first on the list, and opens for who never counted before.
    rang: int = 9
    velden: tuple[Telveld, ...]
    controles: tuple[Code, ...] = ()
    # The parts of a year add up to the year; not so where one person may be in several of them.
    telt_op: bool = True
    voorbeelden: tuple[Telvoorbeeld, ...] = ()
    te_controleren: tuple[str, ...] = ()

    @property
    def pin(self) -> Pin:
        """Code and version, as rows name it."""
        return Pin(f"{self.code}@{self.versie}")

    def na_lezen(self, plek: Plek) -> None:
        """Check that the rules read fields that are there, and that each example comes out as it says."""
        if not self.velden:
            raise plek.bij("velden").fout("verwacht ten minste een veld.")
        uniek(self.velden, "sleutel", plek.bij("velden"))
        sleutels = {veld.sleutel for veld in self.velden}
        if bezet := sorted(sleutels & GERESERVEERD):
            raise plek.bij("velden").fout(f"kies een andere sleutel dan {', '.join(bezet)}.")
        for nummer, naam in enumerate(self.controles):
            waar = plek.bij("controles").op(nummer)
            if naam not in TELCONTROLES:
                raise waar.fout(f"deze regel is niet bekend. Mogelijk zijn: {', '.join(TELCONTROLES)}.")
            if mist := sorted(set(TELCONTROLES[naam].sleutels) - sleutels):
                raise waar.fout(f"deze regel leest {', '.join(mist)}; dat veld is er niet.")
        for nummer, voorbeeld in enumerate(self.voorbeelden):
            waar = plek.bij("voorbeelden").op(nummer)
            if vreemd := sorted(set(voorbeeld.aantallen) - sleutels):
                raise waar.fout(f"er is geen veld {', '.join(vreemd)}.")
            if any(not isinstance(aantal, int) or isinstance(aantal, bool) for aantal in voorbeeld.aantallen.values()):
                raise waar.fout("verwacht hele getallen.")
            eerste = next(iter(self.fouten({s: int(str(a)) for s, a in voorbeeld.aantallen.items()})), None)
            if (eerste.bij if eerste else None) != voorbeeld.fout:
                raise waar.fout(f"'{voorbeeld.naam}' komt anders uit.")

    def fouten(self, aantallen: Aantallen) -> list[Telcontrole]:
        """Return the rules that these counts break."""
        return [TELCONTROLES[naam] for naam in self.controles if not TELCONTROLES[naam].klopt(aantallen)]
