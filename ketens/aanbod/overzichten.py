"""The sociale kaart as its pages ask for it: what fits a question, what is to be checked, who was led where."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from ketens.aanbod.keuzes import MOMENTEN, REDENEN, SOORTEN, TALEN, TOEGANKELIJKHEID, hulpvragen
from ketens.aanbod.models import Aanbod
from ketens.gebruikers.models import Account
from ketens.kern.db import db
from ketens.kern.klok import vandaag
from ketens.kern.pagina import telefoon, tijdstip

LANGSTE = 80
# After a year a line may be wrong: who uses it calls first.
HOUDBAAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Vraag:
    """What someone looks for on the kaart."""

    hulpvraag: str = ""
    wijk: str = ""
    soort: str = ""
    woorden: str = ""
    taal: str = ""
    te_controleren: bool = False
    gestopt: bool = False

    @property
    def is_leeg(self) -> bool:
        """Whether all of the kaart is asked for."""
        return self == Vraag()


def vraag_uit(args: Mapping[str, str]) -> Vraag:
    """Read a question from an address; what the kaart does not know asks nothing."""
    return Vraag(
        hulpvraag=args.get("hulpvraag", "") if args.get("hulpvraag") in hulpvragen() else "",
        wijk=args.get("wijk", "")[:LANGSTE],
        soort=args.get("soort", "") if args.get("soort") in SOORTEN else "",
        woorden=args.get("woorden", "")[:LANGSTE],
        taal=args.get("taal", "") if args.get("taal") in TALEN else "",
        te_controleren=bool(args.get("te_controleren")),
        gestopt=bool(args.get("gestopt")),
    )


def woorden() -> dict[str, Any]:
    """Return the words that the pages put for the codes, and what can be chosen."""
    return {
        "SOORTEN": SOORTEN,
        "TALEN": TALEN,
        "TOEGANKELIJKHEID": TOEGANKELIJKHEID,
        "MOMENTEN": MOMENTEN,
        "REDENEN": REDENEN,
        "HULPVRAGEN": hulpvragen(),
        "wijken": wijken(),
        "is_oud": is_oud,
    }


def blad(aanbod: Aanbod) -> dict[str, Any]:
    """Return what the page of one aanbod shows, its codes in words; `regel` is one line for another system."""
    bereik = (telefoon(aanbod.contact_telefoon), aanbod.contact_email, aanbod.website)
    delen = (f"{aanbod.titel} ({aanbod.aanbieder})", aanbod.locatie, aanbod.wanneer, *bereik)
    vragen = hulpvragen()
    return {
        "aanbod": aanbod,
        "past_bij": [vragen.get(code, code) for code in aanbod.hulpvragen],
        "talen": [TALEN.get(code, code) for code in aanbod.talen],
        "toegankelijk": [TOEGANKELIJKHEID.get(code, code) for code in aanbod.toegankelijkheid],
        "regel": ", ".join(deel for deel in delen if deel),
        "is_oud": is_oud(aanbod),
    }


def wie_en_wanneer(aanbod: Aanbod) -> str:
    """Say who changed it last, and when."""
    account = db.session.get(Account, aanbod.gewijzigd_door_id) if aanbod.gewijzigd_door_id else None
    return f"{account.naam if account else 'Iemand anders'} ({tijdstip(aanbod.gewijzigd_op)})"


def is_oud(aanbod: Aanbod, dag: date | None = None) -> bool:
    """Tell whether it was checked more than a year ago, or never."""
    return aanbod.gecontroleerd_op is None or aanbod.gecontroleerd_op < (dag or vandaag()) - HOUDBAAR


def kaart(vraag: Vraag) -> list[Aanbod]:
    """Return what fits all that is asked, by title; sought in Python, for it is a few hundred rows."""
    dag = vandaag()
    return [aanbod for aanbod in _alles(gestopt=vraag.gestopt) if _past(aanbod, vraag, dag)]


def passend(
    hulpvragen: Collection[str], wijk: str | None, *, soorten: Collection[str] = (), behalve: Collection[object] = ()
) -> list[Aanbod]:
    """Return running aanbod for these questions (the main one first) in this wijk, best first.

    `soorten` fit by themselves (the regular exercise after a course). `behalve` are ids that are left out.
    """
    gewicht = {code: 2 if nr == 0 else 1 for nr, code in enumerate(hulpvragen)}
    dag = vandaag()

    def punten(aanbod: Aanbod) -> int:
        return sum(gewicht.get(code, 0) for code in aanbod.hulpvragen) + 2 * (aanbod.soort in soorten)

    gevonden = [a for a in _alles() if a.id not in behalve and punten(a) and in_wijk(a, wijk)]
    return sorted(gevonden, key=lambda a: (-punten(a), not (a.wijken and wijk), is_oud(a, dag), a.titel.casefold()))


def in_wijk(aanbod: Aanbod, wijk: str | None) -> bool:
    """Tell whether it is there for this wijk; aanbod without wijken is for the whole gemeente."""
    return not wijk or not aanbod.wijken or wijk.casefold() in {eigen.casefold() for eigen in aanbod.wijken}


def wijken() -> list[str]:
    """Return the wijken that the kaart names, in order."""
    namen = {wijk.casefold(): wijk for aanbod in _alles() for wijk in aanbod.wijken}
    return sorted(namen.values(), key=str.casefold)


def te_controleren() -> int:
    """Count what was checked too long ago, or never."""
    dag = vandaag()
    return sum(is_oud(aanbod, dag) for aanbod in _alles())


def _alles(*, gestopt: bool = False) -> Iterable[Aanbod]:
    staat = Aanbod.gestopt_op.is_not(None) if gestopt else Aanbod.gestopt_op.is_(None)
    rijen = db.session.scalars(select(Aanbod).where(staat)).all()
    return sorted(rijen, key=lambda aanbod: (aanbod.titel.casefold(), aanbod.id))


def _past(aanbod: Aanbod, vraag: Vraag, dag: date) -> bool:
    return (
        (not vraag.hulpvraag or vraag.hulpvraag in aanbod.hulpvragen)
        and (not vraag.soort or vraag.soort == aanbod.soort)
        and (not vraag.taal or vraag.taal in aanbod.talen)
        and (not vraag.te_controleren or is_oud(aanbod, dag))
        and in_wijk(aanbod, vraag.wijk)
        and _bevat(aanbod, vraag.woorden)
    )


def _bevat(aanbod: Aanbod, woorden: str) -> bool:
    namen = hulpvragen()
    delen = (
        *(aanbod.titel, aanbod.omschrijving, aanbod.aanbieder, aanbod.locatie, aanbod.wanneer),
        *(SOORTEN.get(aanbod.soort, ""), aanbod.kosten_toelichting, *aanbod.wijken),
        *(namen.get(code, "") for code in aanbod.hulpvragen),
    )
    tekst = " ".join(delen).casefold()
    return all(woord in tekst for woord in woorden.casefold().split())
