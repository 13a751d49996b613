"""What the resident takes home, and the line that the practice keeps."""

from dataclasses import dataclass
from datetime import date

from ketens.catalogus.ketendelen import Vervolg
from ketens.inwoners.models import Bereik
from ketens.kern.klok import AMSTERDAM
from ketens.kern.pagina import datum, telefoon
from ketens.trajecten.instellingen import instelling
from ketens.trajecten.taken import termijn
from ketens.verwijzingen.models import Verwijzing


@dataclass(frozen=True, slots=True)
class Briefje:
    """The letter, in words: at most a first name of whom it is for."""

    aanhef: str
    keten: str
    uitleg: str
    advies: str
    belt: bool
    begeleider: str
    wie_belt: str
    nummer: str
    uiterlijk: date | None
    # None: they signed up themselves, or someone near them did it for them.
    verwijzer: str | None
    door_naaste: bool
    kenmerk: str
    op: date


def briefje_van(verwijzing: Verwijzing) -> Briefje:
    """Return the letter of a verwijzing. The name is the one that was typed, never that of a record found later."""
    gekozen, vervolg = instelling(verwijzing.keten_code), _vervolg(verwijzing)
    op = verwijzing.ingediend_op.astimezone(AMSTERDAM).date()
    eerste = verwijzing.keten.eerste_stappen
    stap = eerste[0] if eerste else None
    if vervolg and vervolg.volgende_stap:
        stap = verwijzing.keten.stap(vervolg.volgende_stap)
    return Briefje(
        aanhef=(verwijzing.persoon_naam or "").split(" ")[0],
        keten=verwijzing.keten.naam,
        uitleg=verwijzing.keten.uitleg,
        advies=vervolg.advies if vervolg else "",
        # Once decided the record may be another, and how that one wishes to be reached is not for this letter.
        belt=not verwijzing.wacht or verwijzing.inwoner.bereik == Bereik.BELLEN,
        begeleider=verwijzing.keten.begeleider,
        wie_belt=verwijzing.ontvanger.naam,
        nummer=gekozen.telefoon if gekozen else "",
        uiterlijk=termijn(verwijzing.keten_code, stap.code, stap.termijn_werkdagen, op) if stap else None,
        verwijzer=verwijzing.organisatie.naam if verwijzing.organisatie else None,
        door_naaste=verwijzing.herkomst == "naaste",
        kenmerk=verwijzing.kenmerk,
        op=op,
    )


def regel_voor_his(verwijzing: Verwijzing) -> str:
    """Return one line for the record of the practice; it holds no name, because it goes over the clipboard."""
    gekozen, vervolg = instelling(verwijzing.keten_code), _vervolg(verwijzing)
    delen = [
        f"{verwijzing.keten.naam}: verwezen op {datum(verwijzing.ingediend_op)} naar {verwijzing.ontvanger.naam}",
        vervolg.kop.lower() if vervolg else "",
        f"kenmerk {verwijzing.kenmerk}",
        f"telefoon {telefoon(gekozen.telefoon)}" if gekozen and gekozen.telefoon else "",
    ]
    return ", ".join(deel for deel in delen if deel) + "."


def _vervolg(verwijzing: Verwijzing) -> Vervolg | None:
    return verwijzing.keten.vervolg(verwijzing.afname.uitslag) if verwijzing.afname else None
