"""In which state a group is. It follows from dates, places and the minimum; nobody sets it."""

from enum import StrEnum

from ketens.groepen.bezetting import Stand
from ketens.groepen.models import Groep


class Toestand(StrEnum):
    """Not enough people yet; enough and places left; full; meeting; behind us; called off."""

    GEPLAND = "gepland"
    OPEN = "open"
    VOL = "vol"
    LOOPT = "loopt"
    AFGEROND = "afgerond"
    AFGELAST = "afgelast"

    @property
    def woord(self) -> str:
        """What a screen calls it."""
        return self.value.capitalize()


SOORTEN = {
    Toestand.GEPLAND: "neutraal",
    Toestand.OPEN: "info",
    Toestand.VOL: "waarschuwing",
    Toestand.LOOPT: "goed",
    Toestand.AFGEROND: "neutraal",
    Toestand.AFGELAST: "fout",
}


def toestand(groep: Groep, stand: Stand) -> Toestand:
    """Return the state of a group that is this full."""
    if groep.afgelast_op:
        return Toestand.AFGELAST
    if groep.is_voorbij:
        return Toestand.AFGEROND
    if groep.is_begonnen:
        return Toestand.LOOPT
    if not stand.vrij:
        return Toestand.VOL
    return Toestand.OPEN if stand.geplaatst >= groep.minimum else Toestand.GEPLAND


def badge(groep: Groep, stand: Stand) -> tuple[str, str]:
    """Return word and kind of badge; a planned group says how many people it lacks, one behind us who is not ended."""
    nu = toestand(groep, stand)
    if nu is Toestand.AFGEROND and stand.geplaatst:
        return "Afgelopen, nog afronden", "waarschuwing"
    nodig = f", nog {groep.minimum - stand.geplaatst} nodig" if nu is Toestand.GEPLAND else ""
    return nu.woord + nodig, SOORTEN[nu]


def te_weinig(groep: Groep, stand: Stand) -> int:
    """Return how many people a group lacks that meets already: 0 when it has enough, or has not begun."""
    loopt = not groep.is_voorbij and groep.is_begonnen
    return max(0, groep.minimum - stand.geplaatst) if loopt else 0
