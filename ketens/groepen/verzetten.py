"""One session: moved to another moment, or called off. Participants and trainers are told."""

from datetime import date, datetime

from ketens.gebruikers.wie import Wie
from ketens.groepen.bezetting import vergrendel
from ketens.groepen.melden import meld_bijeenkomst
from ketens.groepen.models import Bijeenkomst, Groep
from ketens.groepen.trainers import lopende_plaatsingen
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import AMSTERDAM, is_werkdag, moment, nu, vandaag

KLOK = ("%H.%M", "%H:%M", "%H")


def verzet(bijeenkomst: Bijeenkomst, *, dag: date | None, uur: str, reden: str, door: Wie | None) -> None:
    """Move a session that is still to come to another day and hour; `uur` as people write it (10.00), or empty."""
    groep = _mag_nog(bijeenkomst, reden)
    eerder = bijeenkomst.begint_op
    op = _lees(dag, uur, eerder)
    if op == eerder:
        raise Domeinfout("Dit is het moment dat er al stond.", veld="dag")
    if any(b is not bijeenkomst and b.afgelast_op is None and _dag(b) == op.date() for b in groep.bijeenkomsten):
        raise Domeinfout("Op deze dag is er al een bijeenkomst van deze groep.", veld="dag")
    bijeenkomst.begint_op = op
    _werk_dagen_bij(groep)
    meld_bijeenkomst(bijeenkomst, lopende_plaatsingen(groep), reden=reden.strip(), eerder=eerder, door=door)


def gelast_bijeenkomst_af(bijeenkomst: Bijeenkomst, *, reden: str, door: Wie | None) -> None:
    """Call off one session that is still to come; the group goes on."""
    groep = _mag_nog(bijeenkomst, reden)
    if all(b is bijeenkomst or b.afgelast_op or b.begint_op < nu() for b in groep.bijeenkomsten):
        raise Domeinfout("Dit is de laatste bijeenkomst. Gelast de hele groep af.")
    bijeenkomst.afgelast_op, bijeenkomst.afgelast_reden = nu(), reden.strip()
    meld_bijeenkomst(
        bijeenkomst, lopende_plaatsingen(groep), reden=reden.strip(), eerder=bijeenkomst.begint_op, door=door
    )


def _mag_nog(bijeenkomst: Bijeenkomst, reden: str) -> Groep:
    (groep,) = vergrendel(bijeenkomst.groep_id)
    if groep.is_voorbij or bijeenkomst.afgelast_op:
        raise Domeinfout("Deze bijeenkomst is al afgelast of voorbij.")
    if bijeenkomst.begint_op <= nu():
        raise Domeinfout("Deze bijeenkomst is al begonnen.")
    if not reden.strip():
        raise Domeinfout("Schrijf op waarom. De deelnemers horen dit.", veld="reden")
    return groep


def _lees(dag: date | None, uur: str, eerder: datetime) -> datetime:
    dag = dag or eerder.astimezone(AMSTERDAM).date()
    if dag < vandaag() or not is_werkdag(dag):
        raise Domeinfout("Kies een werkdag die nog komt.", veld="dag")
    klok = eerder.astimezone(AMSTERDAM)
    for vorm in KLOK if uur.strip() else ():
        try:
            klok = datetime.strptime(uur.strip(), vorm).replace(tzinfo=AMSTERDAM)
            break
        except ValueError:
            continue
    else:
        if uur.strip():
            raise Domeinfout("Schrijf de tijd als uren en minuten, bijvoorbeeld 10.00.", veld="uur")
    op = moment(dag, klok.hour, klok.minute)
    if op <= nu():
        raise Domeinfout("Kies een moment dat nog komt.", veld="dag")
    return op


def _dag(bijeenkomst: Bijeenkomst) -> date:
    return bijeenkomst.begint_op.astimezone(AMSTERDAM).date()


def _werk_dagen_bij(groep: Groep) -> None:
    """The group begins with its first session, and ends with its last one at the earliest."""
    dagen = [_dag(b) for b in groep.bijeenkomsten if b.afgelast_op is None]
    if not groep.is_begonnen:
        groep.begint_op = min(dagen)
    groep.eindigt_op = max([*dagen, groep.eindigt_op])
