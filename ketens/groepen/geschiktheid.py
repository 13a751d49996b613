"""Whether an interventie may fit someone badly: the coördinator decides, so nobody is offered it by the app."""

from collections.abc import Mapping

from ketens.catalogus import Onbekend
from ketens.groepen.models import Groep
from ketens.trajecten.models import Traject


def passen_niet(traject: Traject, groep: Groep, antwoorden: Mapping[str, object]) -> tuple[str, ...]:
    """Return why this group's interventie may fit badly, by the result and by the answers of the intake."""
    try:
        return traject.keten.waarschuwingen(groep.interventie, traject.uitslag, antwoorden)
    except Onbekend:
        # A running traject keeps the keten it began with, which may not know a newer interventie.
        return groep.interventie.waarschuwingen(antwoorden)
