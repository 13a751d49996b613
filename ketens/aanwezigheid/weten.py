"""The one line that a trainer must know, as long as the resident agrees that it is told."""

from ketens.gebruikers.wie import Wie
from ketens.groepen.afloop import bij_einde
from ketens.groepen.plaatsen import Plaatsing
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import nu

NIET_AKKOORD = "Leg dit alleen vast als de inwoner het goed vindt. Lees de regel voor en vraag het."
NIET_MEER = "Deze inwoner doet niet meer mee in deze groep."


def leg_vast(plaatsing: Plaatsing, tekst: str | None, *, akkoord: bool, door: Wie) -> None:
    """Keep the line sealed with the moment of the yes; an empty one, or a yes taken back, leaves nothing of it."""
    if plaatsing.geeindigd_op:
        raise Domeinfout(NIET_MEER)
    if tekst and not akkoord:
        if plaatsing.voor_trainer_op is None:
            raise Domeinfout(NIET_AKKOORD, veld="akkoord")
        tekst = None
    if tekst == plaatsing.voor_trainer:
        return
    plaatsing.voor_trainer, plaatsing.voor_trainer_op = tekst or None, nu() if tekst else None
    soort = "voor_trainer" if tekst else "voor_trainer_weg"
    plaatsing.traject.noteer(soort, door=door, **plaatsing.groep.genoemd)


@bij_einde
def hoeft_niet_meer(plaatsing: Plaatsing, _door: Wie | None) -> None:
    """When a deelname is over nobody leads them any more: the line goes."""
    plaatsing.voor_trainer = plaatsing.voor_trainer_op = None
