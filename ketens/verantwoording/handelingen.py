"""Handing in, and the day on which that must be done. None of it commits."""

from collections.abc import Mapping
from datetime import date

from ketens.gebruikers.wie import Wie
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import nu, vandaag
from ketens.verantwoording.kalender import indiening
from ketens.verantwoording.models import Indiening


def dien_in(soort: str, jaar: int, *, door: Wie, op: date | None = None) -> Indiening:
    """Note that a duty was done, today or on an earlier day. Done already: the first day stays."""
    rij = _rij(soort, jaar)
    if rij.ingediend_op:
        return rij
    dag = op or vandaag()
    if dag > vandaag():
        raise Domeinfout("Kies een dag die niet in de toekomst ligt.", veld="op")
    rij.ingediend_op = dag
    return _gewijzigd(rij, door)


def neem_terug(soort: str, jaar: int, *, door: Wie) -> None:
    """Undo what was noted by mistake: it is to be handed in again."""
    rij = _rij(soort, jaar)
    rij.ingediend_op = None
    _gewijzigd(rij, door)


def zet_termijn(soort: str, jaar: int, termijn: date | None, *, door: Wie) -> None:
    """Set the day that holds in this gemeente; None brings back the national one."""
    if termijn and not jaar <= termijn.year <= jaar + 2:
        raise Domeinfout(f"Kies een dag in {jaar}, {jaar + 1} of {jaar + 2}.", veld="termijn")
    rij = _rij(soort, jaar)
    rij.eigen_termijn = termijn
    _gewijzigd(rij, door)


def bewaar_antwoorden(soort: str, jaar: int, antwoorden: Mapping[str, str], *, door: Wie) -> None:
    """Lay down what was typed at the questions of a questionnaire, by their numbers."""
    rij = _rij(soort, jaar)
    rij.antwoorden = dict(antwoorden)
    _gewijzigd(rij, door)


def _rij(soort: str, jaar: int) -> Indiening:
    rij = indiening(soort, jaar)
    if rij is None:
        rij = Indiening(soort=soort, jaar=jaar)
        db.session.add(rij)
    return rij


def _gewijzigd(rij: Indiening, door: Wie) -> Indiening:
    rij.gewijzigd_op, rij.door_id = nu(), door.account_id
    return rij
