"""What became of a verwijzing, in the coarse words that who sent it may hear. Read from what happened, never written.

Accepted or refused is about the request itself, and always told. Group and end are about the resident, and told only
while the consent to report back stands. What happened before the acceptance (someone else referred first) stays untold,
but for the group that the resident is in. A consent that is taken back freezes it all: what was told stays told, and
nothing new comes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from ketens.catalogus import catalogus
from ketens.kern.pagina import datum
from ketens.trajecten.gesprekken import GESPREK
from ketens.verwijzingen.models import Verwijzing

EINDE = {
    "afgerond": ("Afgerond", "goed"),
    "gestopt": ("Gestopt", "neutraal"),
    "niet_bereikt": ("Niet bereikt", "waarschuwing"),
    "ander_traject": ("Ander traject", "info"),
}
# The events of a traject that change what a verwijzer hears, besides its end: code, word, kind of badge, explanation.
GEBEURD: Mapping[str, tuple[str, str, str, str | None]] = {
    GESPREK: ("gesproken", "In gesprek", "goed", "Er is een gesprek geweest met de inwoner."),
    "op_wachtlijst": ("wachtlijst", "Wacht op een groep", "waarschuwing", None),
    "van_wachtlijst": ("aangenomen", "Aangenomen", "info", "De coördinator zoekt een passende plek."),
    "geplaatst": ("geplaatst", "Plek in een groep", "goed", None),
    "plaats_ingetrokken": ("aangenomen", "Aangenomen", "info", "De coördinator zoekt een passende plek."),
    "deelname_gestart": ("gestart", "Doet mee in een groep", "goed", None),
    "deelname_start_ingetrokken": ("geplaatst", "Plek in een groep", "goed", "Toch nog niet begonnen."),
    "heropend": ("aangenomen", "Weer opgepakt", "info", None),
}
TELT = (*GEBEURD, "afgesloten")
STIL = ("stil", "Geen berichten meer", "neutraal")
STILTE = "De inwoner wil niet dat wij u op de hoogte houden. Wat u al zag, blijft hier staan."
MET_PLEK = ("op_wachtlijst", "geplaatst", "deelname_gestart", "deelname_start_ingetrokken")


@dataclass(frozen=True, slots=True)
class Stand:
    """One state on the way: its word, the kind of badge, since when, and what it means."""

    code: str
    titel: str
    soort: str
    moment: datetime
    tekst: str | None = None


class Gebeurd(Protocol):
    """What is read of an event."""

    soort: str
    op: datetime
    gegevens: dict[str, Any]


def verloop(
    verwijzing: Verwijzing, gebeurd: Iterable[Gebeurd], *, hoort: bool, tot: datetime | None = None
) -> list[Stand]:
    """Return the states of a verwijzing, oldest first; the last one holds now. Nothing is told of after `tot`."""
    begeleider = verwijzing.keten.begeleider
    standen = [
        Stand("ontvangen", "Ontvangen", "info", verwijzing.ingediend_op, f"De {begeleider} bekijkt de verwijzing.")
    ]
    if verwijzing.geweigerd_op:
        redenen = {str(keuze.code): keuze.naam for keuze in verwijzing.keten.triage.weigerredenen}
        reden = redenen.get(str(verwijzing.weigerreden))
        standen.append(Stand("geweigerd", "Niet aangenomen", "fout", verwijzing.geweigerd_op, reden))
    if verwijzing.aangenomen_op:
        wat = f"De {begeleider} neemt contact op met de inwoner."
        standen.append(Stand("aangenomen", "Aangenomen", "info", verwijzing.aangenomen_op, wat))
        if hoort:
            standen += _na_aanname(verwijzing, verwijzing.aangenomen_op, gebeurd)
    if tot:
        standen = [*(stand for stand in standen if stand.moment <= tot), Stand(*STIL, tot, STILTE)]
    if verwijzing.ingetrokken_op:
        op = verwijzing.ingetrokken_op
        standen = [stand for stand in standen if stand.moment <= op]
        standen.append(Stand("ingetrokken", "Ingetrokken", "neutraal", op, "Ingetrokken door wie verwees."))
    return standen


def _na_aanname(verwijzing: Verwijzing, aanname: datetime, gebeurd: Iterable[Gebeurd]) -> list[Stand]:
    op_volgorde = sorted(gebeurd, key=_moment)
    eerder = [gebeurtenis for gebeurtenis in op_volgorde if _moment(gebeurtenis) < aanname][-1:]
    later = [gebeurtenis for gebeurtenis in op_volgorde if _moment(gebeurtenis) >= aanname]
    # That they talk is told once; how often is between the two of them.
    stil = [gebeurtenis for gebeurtenis in later if gebeurtenis.soort == GESPREK][1:]
    bestaand = [gebeurtenis for gebeurtenis in eerder if gebeurtenis.soort in MET_PLEK]
    verteld = (*bestaand, *(gebeurtenis for gebeurtenis in later if gebeurtenis not in stil))
    return [_na(gebeurtenis, max(_moment(gebeurtenis), aanname), verwijzing) for gebeurtenis in verteld]


def _moment(gebeurtenis: Gebeurd) -> datetime:
    """Return when it became known here: a gesprek may be kept on a later day than it was held."""
    genoteerd = gebeurtenis.gegevens.get("genoteerd_op") if gebeurtenis.soort == GESPREK else None
    return datetime.fromisoformat(genoteerd) if genoteerd else gebeurtenis.op


def _na(gebeurtenis: Gebeurd, op: datetime, verwijzing: Verwijzing) -> Stand:
    if gebeurtenis.soort == "afgesloten":
        einde = _einde(verwijzing, str(gebeurtenis.gegevens.get("reden")))
        return Stand(einde, *EINDE[einde], op)
    code, titel, soort, tekst = GEBEURD[gebeurtenis.soort]
    if gebeurtenis.soort == "geplaatst":
        tekst = _groep(gebeurtenis.gegevens, verwijzing)
    return Stand(code, titel, soort, op, tekst)


def _einde(verwijzing: Verwijzing, reden: str) -> str:
    # It may have begun a traject under newer rules than those it was sent under, with a reason of their own.
    for keten in (verwijzing.keten, catalogus().keten(verwijzing.keten_code)):
        for bekend in keten.afsluitredenen:
            if bekend.code == reden:
                return bekend.voor_verwijzer
    return "gestopt"


def _groep(gegevens: Mapping[str, Any], verwijzing: Verwijzing) -> str | None:
    """Name the group and its first day; not a day before this verwijzing: that would tell of an earlier one."""
    naam, begint = gegevens.get("groep"), gegevens.get("begint_op")
    dag = date.fromisoformat(begint) if begint else None
    if dag and dag >= verwijzing.ingediend_op.date():
        return f"{naam or 'De groep'}, start op {datum(dag)}"
    return naam
