"""Filling in what counts are measured against, and which wijk a postcode area is. None of it commits."""

from datetime import date
from decimal import Decimal
from typing import TypeVar

from ketens.gebruikers.wie import Wie
from ketens.indicatoren.maatstaf import doel_van, doelgroepcijfer, gebied
from ketens.indicatoren.models import Doel, Doelgroepcijfer, Gebied
from ketens.indicatoren.namen import ONBEKEND
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import nu

MEESTE = 20_000_000
R = TypeVar("R", Doelgroepcijfer, Doel, Gebied)


def zet_doelgroep(
    *, jaar: int, groep_code: str, aantal: int, peildatum: date, bron: str, door: Wie | None
) -> Doelgroepcijfer:
    """Say how many people a group counts in a year, and who says so; a second time changes it. Raises `Domeinfout`."""
    if not 1 <= aantal <= MEESTE:
        raise Domeinfout("Vul een aantal van 1 of meer in. Weet u het niet, laat het dan weg.", veld="aantal")
    if not date(jaar - 1, 12, 31) <= peildatum <= date(jaar, 12, 31):
        raise Domeinfout(f"Kies een dag in {jaar}, of de laatste dag van {jaar - 1}.", veld="peildatum")
    rij = doelgroepcijfer(jaar, groep_code)
    if rij is None:
        rij = Doelgroepcijfer(jaar=jaar, groep_code=groep_code)
        db.session.add(rij)
    rij.aantal, rij.peildatum, rij.bron = aantal, peildatum, bron
    return _getekend(rij, door)


def wis_doelgroep(*, jaar: int, groep_code: str) -> None:
    """Take it back: from then on it is not filled in."""
    if rij := doelgroepcijfer(jaar, groep_code):
        db.session.delete(rij)


def zet_doel(
    *, jaar: int, keten_code: str, indicator_code: str, waarde: Decimal | None, door: Wie | None
) -> Doel | None:
    """Choose another aim than that of the catalogue; None takes the choice back. Raises `Domeinfout`."""
    rij = doel_van(jaar, keten_code, indicator_code)
    if waarde is None:
        if rij is not None:
            db.session.delete(rij)
        return None
    if not 0 < waarde < MEESTE:
        raise Domeinfout("Vul een doel in dat meer is dan 0.", veld="waarde")
    if rij is None:
        rij = Doel(jaar=jaar, keten_code=keten_code, indicator_code=indicator_code)
        db.session.add(rij)
    rij.waarde = int(waarde * 100)
    return _getekend(rij, door)


def zet_gebied(*, pc4: str, wijk: str, door: Wie | None) -> Gebied:
    """Give a postcode area its wijk or village; a second time changes it. Raises `Domeinfout`."""
    if not (len(pc4) == 4 and pc4.isascii() and pc4.isdigit() and pc4[0] != "0"):
        raise Domeinfout("Vul de vier cijfers van het postcodegebied in, bijvoorbeeld 7621.", veld="pc4")
    if wijk.strip().casefold() == ONBEKEND.casefold():
        raise Domeinfout(f"“{wijk}” heet al wie geen postcode heeft. Kies een andere naam.", veld="wijk")
    rij = gebied(pc4)
    if rij is None:
        rij = Gebied(pc4=pc4)
        db.session.add(rij)
    rij.wijk = wijk
    return _getekend(rij, door)


def wis_gebied(*, pc4: str) -> None:
    """Let a postcode area go by its digits again."""
    if rij := gebied(pc4):
        db.session.delete(rij)


def _getekend(rij: R, door: Wie | None) -> R:
    rij.gewijzigd_op, rij.gewijzigd_door_id = nu(), door.account_id if door else None
    return rij
