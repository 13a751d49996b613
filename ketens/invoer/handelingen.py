"""What a coördinator does with a file: bring it, say which column is what, decide, take it over, take it back."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import time
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select

from ketens.gebruikers.wie import Wie
from ketens.invoer.models import Invoer, Invoerregel, Kolomkeuze
from ketens.invoer.nakijken import KOP, NIEUW, OVERSLAAN, ZELFDE, kijk_na
from ketens.invoer.overnemen import BEWAAR, zet_klaar
from ketens.invoer.regels import kop_van, onbeslist
from ketens.invoer.terugdraaien import OPDRACHT as DRAAI_TERUG
from ketens.invoer.velden import SOORTEN, bij_code, raad
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import nu
from ketens.kern.kolommen import NOOIT
from ketens.kern.rekenblad import Blad
from ketens.opdrachten.klok import elke

VERLOPEN = "Deze gegevens zijn opgeruimd: terugdraaien kan tot 30 dagen na het overnemen."
_NACHT = time(3, 30)


def breng(
    *, formulier_id: UUID | None, soort: str, keten_code: str, bestandsnaam: str, blad: Blad, door: Wie
) -> Invoer:
    """Keep the rows of a file sealed, and look at it with the columns of last time, or those that can be guessed.

    A column that we have no ground for is not kept at all. Brought twice, it is one.
    """
    if al := db.session.scalars(select(Invoer).where(Invoer.formulier_id == formulier_id)).one_or_none():
        return al
    if soort not in SOORTEN:
        raise Domeinfout("Kies wat er in het bestand staat.", veld="soort")
    if keten_code not in door.ketens:
        raise Domeinfout("Kies een keten.", veld="keten_code")
    invoer = Invoer(
        formulier_id=formulier_id,
        soort=soort,
        keten_code=keten_code,
        organisatie_id=door.organisatie_id,
        door_id=door.account_id,
        rijen=len(blad.rijen),
        kolommen=_onthouden(soort, blad.kop, door) or raad(soort, blad.kop),
    )
    invoer.bestandsnaam = bestandsnaam[:200]
    db.session.add(invoer)
    db.session.flush()
    _bewaar(invoer, KOP, blad.kop)
    nooit = {nummer for nummer, naam in enumerate(blad.kop) if NOOIT.search(naam)}
    for nr, cellen in blad.rijen:
        _bewaar(invoer, nr, ["" if nummer in nooit else cel for nummer, cel in enumerate(cellen)])
    db.session.flush()
    kijk_na(invoer, door)
    return invoer


def _bewaar(invoer: Invoer, nr: int, cellen: Sequence[str]) -> None:
    regel = Invoerregel(invoer_id=invoer.id, nr=nr, fouten=[], gemaakt=[])
    regel.cellen = list(cellen)
    if nr == KOP:
        regel.besluit = OVERSLAAN
    db.session.add(regel)


def kies_kolommen(invoer: Invoer, kolommen: Mapping[str, str], *, door: Wie) -> None:
    """Say which column (by number) is which field, remember it for the next file with this heading, and look again."""
    _moet_nog_niet(invoer)
    kop, velden = kop_van(invoer), bij_code(invoer.soort)
    gekozen = {nummer: code for nummer, code in kolommen.items() if code}
    for nummer, code in gekozen.items():
        if code not in velden or not nummer.isdecimal() or int(nummer) >= len(kop):
            raise Domeinfout("Kies per kolom iets uit de lijst.")
        if NOOIT.search(kop[int(nummer)]):
            raise Domeinfout("Een kolom met burgerservicenummers of diagnoses nemen wij niet over.")
    dubbel = [code for code in gekozen.values() if list(gekozen.values()).count(code) > 1]
    if dubbel:
        raise Domeinfout(f"U koos {velden[dubbel[0]].naam.lower()} twee keer. Kies per veld één kolom.")
    invoer.kolommen = gekozen
    _onthoud(invoer, tuple(kop), door)
    kijk_na(invoer, door)


def besluit(invoer: Invoer, regel_ids: Sequence[UUID], wat: str) -> None:
    """Decide about people who may be known here: someone new, the same person, or leave the row out."""
    _moet_nog_niet(invoer)
    if wat not in (NIEUW, ZELFDE, OVERSLAAN):
        raise Domeinfout("Kies wat u met deze regel doet.", veld="besluit")
    vraag = select(Invoerregel).where(Invoerregel.invoer_id == invoer.id, Invoerregel.id.in_(list(regel_ids)))
    for regel in db.session.scalars(vraag):
        if regel.lijkt_op_id and not regel.fouten:
            regel.besluit = wat


def neem_over(invoer: Invoer, *, zonder_fouten: bool, grond: bool, door: Wie) -> None:
    """Have the worker take it over. `zonder_fouten`: leave wrong rows out; `grond`: we may keep these people's data."""
    _moet_nog_niet(invoer)
    if invoer.door_id != door.account_id:
        raise Domeinfout("Alleen wie het bestand bracht, neemt het over.")
    if not grond:
        raise Domeinfout("Zonder grond mogen wij deze gegevens niet bewaren.", veld="grond")
    if invoer.fouten and not zonder_fouten:
        raise Domeinfout("Kies eerst wat er met de foute regels gebeurt.", veld="zonder_fouten")
    if any(regel.besluit is None for regel in onbeslist(invoer)):
        raise Domeinfout("Beslis eerst over de mensen die u misschien al kent.")
    invoer.begonnen_op = nu()
    zet_klaar(invoer)


def draai_terug(invoer: Invoer, *, door: Wie) -> None:
    """Take back what was taken over, also while it is being taken over: that stops it."""
    if invoer.door_id != door.account_id:
        raise Domeinfout("Alleen wie het bestand bracht, draait het terug.")
    if invoer.begonnen_op is None:
        raise Domeinfout("Dit bestand is nog niet overgenomen.")
    if invoer.terugdraaien_op:
        raise Domeinfout("Dit bestand wordt al teruggedraaid.")
    if invoer.klaar_op and invoer.klaar_op + BEWAAR < nu():
        raise Domeinfout(VERLOPEN)
    invoer.terugdraaien_op = nu()
    zet_klaar(invoer, DRAAI_TERUG)


def _moet_nog_niet(invoer: Invoer) -> None:
    if invoer.begonnen_op:
        raise Domeinfout("Dit bestand wordt al overgenomen. Er is niets gewijzigd.")


def _som(kop: tuple[str, ...]) -> str:
    return hashlib.sha256("\x1f".join(kop).casefold().encode()).hexdigest()


def _keuze(soort: str, kop: tuple[str, ...], door: Wie) -> Kolomkeuze | None:
    vraag = select(Kolomkeuze).where(
        Kolomkeuze.organisatie_id == door.organisatie_id, Kolomkeuze.soort == soort, Kolomkeuze.kop_som == _som(kop)
    )
    return db.session.scalars(vraag).one_or_none()


def _onthouden(soort: str, kop: tuple[str, ...], door: Wie) -> dict[str, Any] | None:
    keuze = _keuze(soort, kop, door)
    velden = bij_code(soort)
    return {nr: code for nr, code in keuze.kolommen.items() if code in velden} if keuze else None


def _onthoud(invoer: Invoer, kop: tuple[str, ...], door: Wie) -> None:
    keuze = _keuze(invoer.soort, kop, door)
    if keuze is None:
        keuze = Kolomkeuze(
            organisatie_id=invoer.organisatie_id, keten_code=invoer.keten_code, soort=invoer.soort, kop_som=_som(kop)
        )
        db.session.add(keuze)
    keuze.kolommen, keuze.gebruikt_op = dict(invoer.kolommen), nu()


@elke(_NACHT, "invoer.ruim_op")
def ruim_op(_gegevens: Mapping[str, Any]) -> None:
    """Let go of the rows of files that can't be taken back any more: 30 days after they were brought or taken over."""
    grens = nu() - BEWAAR
    oud = select(Invoer.id).where(Invoer.gelezen_op < grens, Invoer.klaar_op.is_(None) | (Invoer.klaar_op < grens))
    ids = list(db.session.scalars(oud))
    if ids:
        weg = delete(Invoerregel).where(Invoerregel.invoer_id.in_(ids))
        db.session.execute(weg.execution_options(synchronize_session=False))
