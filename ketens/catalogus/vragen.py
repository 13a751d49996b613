"""Questions of instruments and steps, and the reading of their answers."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Literal

from ketens.catalogus.fouten import Antwoordfout
from ketens.catalogus.lezen import Code, Plek, bedoelt_u
from ketens.catalogus.regels.voorwaarden import TONEN

Antwoord = bool | Decimal | str | tuple[str, ...]
GETAL = re.compile(r"[+-]?[0-9]+([.,][0-9]+)?")
LANGSTE_GETAL = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Keuze:
    """A code with the words shown for it."""

    code: Code
    naam: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Vraag:
    """One question. `kort` is its label in a tick list, `tonen_als` names a rule in `TONEN`.

    An answer of soort datum is an ISO date (2027-03-01); `hoogstens` is how many of the keuzes may be ticked.
    """

    sleutel: Code
    vraag: str
    soort: Literal["ja_nee", "getal", "tekst", "tekstvak", "datum", "keuze", "keuzes"]
    kort: str | None = None
    hint: str | None = None
    verplicht: bool = False
    tonen_als: Code | None = None
    vinklijst: Code | None = None
    keuzes: tuple[Keuze, ...] = ()
    hoogstens: int | None = None
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    eenheid: str | None = None
    max_lengte: int = 1000

    def na_lezen(self, plek: Plek) -> None:
        if self.tonen_als is not None and self.tonen_als not in TONEN:
            raise plek.bij("tonen_als").fout(f"deze regel is niet bekend. Mogelijk zijn: {', '.join(TONEN)}.")
        if bool(self.keuzes) != (self.soort in ("keuze", "keuzes")):
            raise plek.bij("keuzes").fout("verwacht keuzes bij soort keuze of keuzes, en alleen daar.")
        uniek(self.keuzes, "code", plek.bij("keuzes"))
        if self.hoogstens is not None and not (self.soort == "keuzes" and 1 <= self.hoogstens < len(self.keuzes)):
            raise plek.bij("hoogstens").fout("hoort bij soort keuzes: van 1 tot minder dan het aantal keuzes.")
        if self.soort != "getal":
            if any(waarde is not None for waarde in (self.minimum, self.maximum, self.eenheid)):
                raise plek.fout("minimum, maximum en eenheid horen alleen bij soort getal.")
        elif self.minimum is None or self.maximum is None or self.minimum > self.maximum:
            raise plek.fout("verwacht bij soort getal een minimum en een maximum, het minimum niet boven het maximum.")

    def is_zichtbaar(self, antwoorden: Mapping[str, object]) -> bool:
        """Is this question asked, given the answers so far?"""
        return self.tonen_als is None or TONEN[self.tonen_als].geldt(antwoorden)

    def lees(self, ruw: object) -> Antwoord | None:
        """The answer in its own type; None and blank text are "not answered". Raises Antwoordfout."""
        return None if ruw is None else LEZERS[self.soort](self, ruw)


def uniek(dingen: Iterable[object], sleutel: str, plek: Plek) -> None:
    """Raise Catalogusfout when two things carry the same code."""
    gezien = set()
    for nummer, ding in enumerate(dingen):
        waarde = getattr(ding, sleutel)
        if waarde in gezien:
            raise plek.op(nummer).bij(sleutel).fout(f"'{waarde}' staat er al; verwacht een eigen {sleutel}.")
        gezien.add(waarde)


def controleer_vragen(vragen: tuple[Vraag, ...], plek: Plek, *, bekend: Iterable[str] = ()) -> None:
    """Keys are unique, and each show rule reads keys that exist here or in `bekend`. Raises Catalogusfout."""
    uniek(vragen, "sleutel", plek)
    sleutels = {*(vraag.sleutel for vraag in vragen), *bekend}
    for nummer, vraag in enumerate(vragen):
        nodig = set(TONEN[vraag.tonen_als].sleutels) if vraag.tonen_als else set()
        if mist := sorted(nodig - sleutels):
            raise plek.op(nummer).bij("tonen_als").fout(f"deze regel leest {', '.join(mist)}; die vraag is er niet.")


def lees_antwoorden(vragen: Iterable[Vraag], ruw: Mapping[str, object], waarvan: str) -> dict[str, Antwoord]:
    """Validated answers by key; unanswered questions are left out. Required is the form's business, not checked here.

    `ruw` may come from a form, from JSON or from an earlier call. Raises Antwoordfout on an unknown key or bad value.
    """
    op_sleutel = {vraag.sleutel: vraag for vraag in vragen}
    gelezen: dict[str, Antwoord] = {}
    for sleutel, waarde in ruw.items():
        vraag = op_sleutel.get(Code(sleutel))
        if vraag is None:
            raise Antwoordfout(sleutel, f"Deze vraag hoort niet bij {waarvan}.{bedoelt_u(sleutel, list(op_sleutel))}")
        antwoord = vraag.lees(waarde)
        if antwoord is not None:
            gelezen[sleutel] = antwoord
    return gelezen


def _ja_nee(vraag: Vraag, ruw: object) -> bool:
    if not isinstance(ruw, bool):
        raise Antwoordfout(vraag.sleutel, "Kies ja of nee (true of false).")
    return ruw


def _getal(vraag: Vraag, ruw: object) -> Decimal:
    voorbeeld = Antwoordfout(vraag.sleutel, "Vul een getal in, bijvoorbeeld 4,2.")
    if isinstance(ruw, str):
        if len(ruw) > LANGSTE_GETAL or not GETAL.fullmatch(ruw.strip()):
            raise voorbeeld
        ruw = ruw.strip().replace(",", ".")
    elif isinstance(ruw, bool) or not isinstance(ruw, (int, float, Decimal)):
        raise voorbeeld
    getal = Decimal(str(ruw)) if isinstance(ruw, float) else Decimal(ruw)
    if not getal.is_finite():
        raise voorbeeld
    if vraag.minimum is None or vraag.maximum is None or not vraag.minimum <= getal <= vraag.maximum:
        eenheid = f" {vraag.eenheid}" if vraag.eenheid else ""
        zin = f"Vul een getal in van {_nl(vraag.minimum)} tot en met {_nl(vraag.maximum)}{eenheid}."
        raise Antwoordfout(vraag.sleutel, zin)
    return getal


def _nl(getal: Decimal | None) -> str:
    return str(getal).replace(".", ",")


def _tekst(vraag: Vraag, ruw: object) -> str | None:
    if not isinstance(ruw, str):
        raise Antwoordfout(vraag.sleutel, "Vul een tekst in.")
    if len(ruw) > vraag.max_lengte:
        zin = f"Deze tekst is te lang: {len(ruw)} tekens. Gebruik niet meer dan {vraag.max_lengte} tekens."
        raise Antwoordfout(vraag.sleutel, zin)
    return ruw.strip() or None


def _datum(vraag: Vraag, ruw: object) -> str | None:
    if isinstance(ruw, str) and not ruw.strip():
        return None
    try:
        dag = ruw if isinstance(ruw, date) else date.fromisoformat(ruw.strip() if isinstance(ruw, str) else "")
    except ValueError as fout:
        raise Antwoordfout(vraag.sleutel, "Vul een datum in, bijvoorbeeld 2026-11-14.") from fout
    return f"{dag:%Y-%m-%d}"


def _keuze(vraag: Vraag, ruw: object) -> str:
    codes = [keuze.code for keuze in vraag.keuzes]
    if not isinstance(ruw, str) or ruw not in codes:
        raise Antwoordfout(vraag.sleutel, f"Kies een van deze: {', '.join(codes)}.")
    return ruw


def _keuzes(vraag: Vraag, ruw: object) -> tuple[str, ...] | None:
    if not isinstance(ruw, (list, tuple)):
        raise Antwoordfout(vraag.sleutel, "Kies een of meer antwoorden uit de lijst.")
    gekozen = {_keuze(vraag, deel) for deel in ruw}
    if vraag.hoogstens is not None and len(gekozen) > vraag.hoogstens:
        raise Antwoordfout(vraag.sleutel, f"Kies er hoogstens {vraag.hoogstens}. U koos er {len(gekozen)}.")
    return tuple(keuze.code for keuze in vraag.keuzes if keuze.code in gekozen) or None


LEZERS: Mapping[str, Callable[[Vraag, object], Antwoord | None]] = MappingProxyType(
    {
        "ja_nee": _ja_nee,
        "getal": _getal,
        "tekst": _tekst,
        "tekstvak": _tekst,
        "datum": _datum,
        "keuze": _keuze,
        "keuzes": _keuzes,
    }
)
