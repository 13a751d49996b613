"""The sessions of a group: laid out from the interventie's rhythm."""

from datetime import date

from ketens.groepen.models import Bijeenkomst, Groep
from ketens.kern.db import db
from ketens.kern.klok import AMSTERDAM, moment, nu
from ketens.rooster import ritme
from ketens.rooster.ritme import Rooster


def leg(groep: Groep, eerste_dag: date) -> list[Bijeenkomst]:
    """Lay the sessions of a group from `eerste_dag` on; none when the rhythm is not known.

    Laid anew, a session keeps its number and with it its row: a calendar, a vervanger and a measurement point to it.
    One that was added stays, unless the group begins after it. The group must not have met yet.
    """
    gelegd = {bijeenkomst.nr: bijeenkomst for bijeenkomst in groep.bijeenkomsten if not bijeenkomst.extra}
    for gepland in (sessies := rooster(groep, eerste_dag).sessies):
        op = moment(gepland.dag, *ritme.begintijd(groep.tijd, groep.dagdelen, gepland.dag))
        bijeenkomst = gelegd.pop(gepland.nr, None) or _nieuw(groep, gepland.nr)
        bijeenkomst.begint_op, bijeenkomst.minuten = op, gepland.minuten
        bijeenkomst.afgelast_op = bijeenkomst.afgelast_reden = None
    te_vroeg = [b for b in groep.bijeenkomsten if b.extra and b.begint_op < moment(eerste_dag, 0)]
    for over in [*(gelegd.values() if sessies else ()), *te_vroeg]:
        haal_weg(over)
    groep.bijeenkomsten.sort(key=lambda b: b.begint_op)
    return groep.bijeenkomsten


def zet_tijd(groep: Groep, tijd: str) -> None:
    """Move the sessions to come to the time of the group, but for those that had a moment of their own."""
    for bijeenkomst in groep.bijeenkomsten:
        dag = dag_van(bijeenkomst)
        gewoon = bijeenkomst.begint_op == moment(dag, *ritme.begintijd(tijd, groep.dagdelen, dag))
        if gewoon and not bijeenkomst.extra and bijeenkomst.begint_op > nu():
            bijeenkomst.begint_op = moment(dag, *ritme.begintijd(groep.tijd, groep.dagdelen, dag))


def rooster(groep: Groep, eerste_dag: date) -> Rooster:
    """Return when this group would meet, were it to begin on `eerste_dag`."""
    gestreept = [date.fromisoformat(dag) for dag in groep.overgeslagen or ()]
    return ritme.rooster(groep.interventie, eerste_dag, groep.dagdelen, gestreept, groep.eindigt_op)


def haal_weg(bijeenkomst: Bijeenkomst) -> None:
    """Take away a session that nobody was at, with who would have led it."""
    for vervanging in bijeenkomst.vervangingen:
        db.session.delete(vervanging)
    bijeenkomst.groep.bijeenkomsten.remove(bijeenkomst)
    db.session.delete(bijeenkomst)


def dag_van(bijeenkomst: Bijeenkomst) -> date:
    """Return the day of a session, in Amsterdam."""
    return bijeenkomst.begint_op.astimezone(AMSTERDAM).date()


def _nieuw(groep: Groep, nr: int) -> Bijeenkomst:
    bijeenkomst = Bijeenkomst(nr=nr)
    groep.bijeenkomsten.append(bijeenkomst)
    return bijeenkomst
