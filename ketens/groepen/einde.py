"""The end of one deelname as the coördinator decides it: when it was, and why it is otherwise than the rule says."""

from datetime import datetime, timedelta

from ketens.gebruikers.wie import Wie
from ketens.groepen.afloop import voorgesteld
from ketens.groepen.handelingen import beeindig_deelname
from ketens.groepen.models import Groep
from ketens.groepen.plaatsen import Plaatsing
from ketens.groepen.redenen import EINDEN
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import AMSTERDAM, moment, nu, vandaag

WAAROM_ANDERS = "Schrijf op waarom u iets anders kiest dan de regel van de cursus."


def voorbij_sinds(groep: Groep) -> datetime | None:
    """Return when the last session ended, once its day has come; None before, and of a group that was called off."""
    sessies = [b.begint_op + timedelta(minutes=b.minuten) for b in groep.bijeenkomsten if b.afgelast_op is None]
    einde = max(sessies, default=moment(groep.eindigt_op, 0))
    is_voorbij = groep.afgelast_op is None and einde.astimezone(AMSTERDAM).date() <= vandaag()
    return min(einde, nu()) if is_voorbij else None


def geeindigd_op(plaatsing: Plaatsing) -> datetime | None:
    """Return the moment that a deelname of a group that is over ended, whenever that is written down."""
    sinds = voorbij_sinds(plaatsing.groep)
    return max(sinds, plaatsing.geplaatst_op) if sinds else None


def wijkt_af(plaatsing: Plaatsing, einde: str) -> str | None:
    """Return what the rule says where `einde` is otherwise and that asks for words.

    Who stops on the way has a reason from the list: that says enough as long as the group runs.
    """
    regel = voorgesteld(plaatsing)
    loopt = voorbij_sinds(plaatsing.groep) is None
    return None if regel in (None, einde) or (loopt and einde != "afgerond") else regel


def beeindig(plaatsing: Plaatsing, *, einde: str, reden: str | None, toelichting: str | None, door: Wie) -> None:
    """End one deelname; otherwise than the rule of the interventie says it asks for words, that are kept sealed."""
    regel = wijkt_af(plaatsing, einde) if einde in EINDEN else None
    op = geeindigd_op(plaatsing)
    if regel and not toelichting:
        raise Domeinfout(WAAROM_ANDERS, veld="toelichting")
    beeindig_deelname(plaatsing, einde=einde, reden=reden, door=door, op=op)
    if regel and toelichting:
        noteer_afwijking(plaatsing, regel, toelichting, door=door)


def noteer_afwijking(plaatsing: Plaatsing, regel: str, toelichting: str, *, door: Wie) -> None:
    """Keep why a deelname that ended did so otherwise than the rule says."""
    plaatsing.einde_toelichting = toelichting
    plaatsing.traject.noteer(
        "uitkomst_gewijzigd",
        door=door,
        tekst=toelichting,
        voorstel=regel,
        einde=plaatsing.einde,
        **plaatsing.groep.genoemd,
    )
