"""Questions of the catalogue as a form: one field per question, named by its key, for steps and instruments alike."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from wtforms import Field

from ketens.catalogus import Antwoordfout, Vraag
from ketens.catalogus.regels.voorwaarden import TONEN
from ketens.kern.forms import Formulier, VersieFormulier
from ketens.kern.keuzevelden import JaNeeVeld, KeuzeVeld, RondjesVeld, VinkjesVeld
from ketens.kern.velden import DatumVeld, TekstvakVeld, TekstVeld

# More than these in sight is more to scroll than to read.
MEESTE_RONDJES = 7
LEEG: tuple[Any, ...] = (None, "", [], ())


class Vragenformulier(Formulier):
    """Reads answers as the catalogue knows them. `vragen` are those asked, `bekend` what was answered before."""

    vragen: tuple[Vraag, ...] = ()
    bekend: Mapping[str, object] = {}

    @property
    def velden(self) -> list[tuple[Field, str | None]]:
        """The fields in order, each with the condition under which the page shows it (`data-toon-als`)."""
        return [(self[vraag.sleutel], toon_als(vraag, self.vragen)) for vraag in self.vragen]

    @property
    def antwoorden(self) -> dict[str, object]:
        """What was answered, by key: raw as the catalogue reads it, without what stayed open or was not asked."""
        ruw: dict[str, object] = {vraag.sleutel: _ruw(vraag, self[vraag.sleutel]) for vraag in self.vragen}
        gegeven: dict[str, object] = {sleutel: waarde for sleutel, waarde in ruw.items() if waarde not in LEEG}
        samen = {**self.bekend, **gegeven}
        return {
            vraag.sleutel: gegeven[vraag.sleutel]
            for vraag in self.vragen
            if vraag.sleutel in gegeven and vraag.is_zichtbaar(samen)
        }

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Check each answer by the rules of its question, and ask for those that are required and shown."""
        goed = super().validate(extra_validators)
        antwoorden = self.antwoorden
        samen = {**self.bekend, **antwoorden}
        for vraag in self.vragen:
            veld = self[vraag.sleutel]
            try:
                vraag.lees(antwoorden.get(vraag.sleutel))
            except Antwoordfout as fout:
                veld.errors = veld.errors or [fout.zin]
                goed = False
            if vraag.verplicht and vraag.is_zichtbaar(samen) and vraag.sleutel not in antwoorden and not veld.errors:
                veld.errors = ["Kies ja of nee." if vraag.soort == "ja_nee" else "Vul hier een antwoord in."]
                goed = False
        return goed


class StapFormulier(Vragenformulier, VersieFormulier):
    """Questions over a traject that a colleague may have open too."""


@cache
def vragenformulier(vragen: tuple[Vraag, ...], basis: type[Vragenformulier] = Vragenformulier) -> type[Vragenformulier]:
    """Return the form class of these questions, over a class that may add fields of its own."""
    velden: dict[str, Any] = {vraag.sleutel: _veld(vraag) for vraag in vragen}
    return type(f"{basis.__name__}Vragen", (basis,), {**velden, "vragen": vragen})


def toon_als(vraag: Vraag, vragen: tuple[Vraag, ...]) -> str | None:
    """Return `sleutel=waarde|waarde` when the page can decide by one other question of the form, else None: shown."""
    regel = TONEN[vraag.tonen_als] if vraag.tonen_als else None
    bron = next((ander for ander in vragen if regel and (ander.sleutel,) == regel.sleutels), None)
    if regel is None or bron is None:
        return None
    ja_nee: dict[str, object] = {"ja": True, "nee": False}
    keuzes = ja_nee if bron.soort == "ja_nee" else {keuze.code: keuze.code for keuze in bron.keuzes}
    waarden = [code for code, antwoord in keuzes.items() if regel.geldt({bron.sleutel: antwoord})]
    return f"{bron.sleutel}={'|'.join(waarden)}" if waarden else None


def nog_open(vragen: tuple[Vraag, ...], bekend: Mapping[str, object]) -> tuple[Vraag, ...]:
    """Return the questions that have no answer yet and may still be asked, given what is known."""
    return tuple(
        vraag
        for vraag in vragen
        if vraag.sleutel not in bekend and (vraag.is_zichtbaar(bekend) or any(s not in bekend for s in _leest(vraag)))
    )


def _leest(vraag: Vraag) -> tuple[str, ...]:
    return TONEN[vraag.tonen_als].sleutels if vraag.tonen_als else ()


def in_woorden(vragen: tuple[Vraag, ...], antwoorden: Mapping[str, object]) -> list[tuple[str, str]]:
    """Return question and answer in words, for what was answered."""
    return [
        (vraag.kort or vraag.vraag, _woorden(vraag, antwoorden[vraag.sleutel]))
        for vraag in vragen
        if vraag.sleutel in antwoorden
    ]


def _woorden(vraag: Vraag, antwoord: object) -> str:
    namen: dict[str, str] = {keuze.code: keuze.naam for keuze in vraag.keuzes}
    if isinstance(antwoord, bool):
        return "Ja" if antwoord else "Nee"
    if isinstance(antwoord, list | tuple):
        return ", ".join(namen.get(code, str(code)) for code in antwoord)
    if vraag.soort == "datum":
        return f"{date.fromisoformat(str(antwoord)):%d-%m-%Y}"
    if vraag.soort == "getal":
        return f"{str(antwoord).replace('.', ',')} {vraag.eenheid or ''}".strip()
    return namen.get(str(antwoord), str(antwoord))


def _veld(vraag: Vraag) -> Any:
    hint = vraag.hint or ""
    keuzes = [(keuze.code, keuze.naam) for keuze in vraag.keuzes]
    if vraag.soort == "ja_nee":
        return JaNeeVeld(vraag.vraag, description=hint)
    if vraag.soort == "keuze":
        veel = len(keuzes) > MEESTE_RONDJES
        keuzeveld: Any = KeuzeVeld if veel else RondjesVeld
        return keuzeveld(vraag.vraag, choices=[*([("", "Kies")] if veel else ()), *keuzes], description=hint)
    if vraag.soort == "keuzes":
        return VinkjesVeld(vraag.vraag, choices=keuzes, description=hint)
    if vraag.soort == "datum":
        return DatumVeld(vraag.vraag, description=hint or "Bijvoorbeeld 14-11-2026")
    if vraag.soort == "getal":
        return TekstVeld(vraag.vraag, description=hint, render_kw={"inputmode": "decimal", "class": "input input--s"})
    soort = TekstvakVeld if vraag.soort == "tekstvak" else TekstVeld
    return soort(vraag.vraag, lengte=vraag.max_lengte, description=hint)


def _ruw(vraag: Vraag, veld: Any) -> object:
    if isinstance(veld, JaNeeVeld):
        return veld.ja_nee
    if vraag.soort == "keuzes":
        return list(veld.data or [])
    if isinstance(veld.data, date):
        return veld.data.isoformat()
    return str(veld.data) if isinstance(veld.data, Decimal) else veld.data
