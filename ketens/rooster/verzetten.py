"""One session: moved to another moment, called off, or added. Participants, trainers and vervangers are told."""

from datetime import date, datetime

from ketens.gebruikers.wie import Wie
from ketens.groepen.bezetting import lopende_plaatsingen, vergrendel
from ketens.groepen.melden import meld_bijeenkomst
from ketens.groepen.models import Bijeenkomst, Groep
from ketens.groepen.trainerpost import schrijf_vervanger
from ketens.inwoners.beperking import ondanks_beperking
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import AMSTERDAM, is_werkdag, moment, nu, vandaag
from ketens.kern.pagina import datum
from ketens.rooster import ritme
from ketens.rooster.bijeenkomsten import dag_van
from ketens.rooster.vervangen import vervangers

KLOK = ("%H.%M", "%H:%M", "%H")
# Minutes that a session can last.
KORTSTE, LANGSTE = 15, 480


@ondanks_beperking()
def verzet(bijeenkomst: Bijeenkomst, *, dag: date | None, uur: str, reden: str, door: Wie | None) -> None:
    """Move a session that is still to come to another day and hour; `uur` as people write it (10.00), or empty."""
    groep = _mag_nog(bijeenkomst, reden)
    eerder = bijeenkomst.begint_op
    klok = eerder.astimezone(AMSTERDAM)
    op = _lees(dag or klok.date(), uur, (klok.hour, klok.minute))
    if op == eerder:
        raise Domeinfout("Dit is het moment dat er al stond.", veld="dag")
    # Whoever moves the first session moves the begin of the group; any other one stays behind it.
    if op < eerder and bijeenkomst is not _eerste(groep):
        _niet_voor_het_begin(groep, op)
    _is_vrij(groep, op, bijeenkomst)
    bijeenkomst.begint_op = op
    _werk_dagen_bij(groep)
    _vertel(bijeenkomst, reden=reden, eerder=eerder, door=door)


@ondanks_beperking()
def gelast_bijeenkomst_af(bijeenkomst: Bijeenkomst, *, reden: str, door: Wie | None) -> None:
    """Call off one session that is still to come; the group goes on."""
    groep = _mag_nog(bijeenkomst, reden)
    if all(b is bijeenkomst or b.afgelast_op or b.begint_op < nu() for b in groep.bijeenkomsten):
        raise Domeinfout("Dit is de laatste bijeenkomst. Gelast de hele groep af.")
    bijeenkomst.afgelast_op, bijeenkomst.afgelast_reden = nu(), reden.strip()
    _werk_dagen_bij(groep)
    _vertel(bijeenkomst, reden=reden, eerder=bijeenkomst.begint_op, door=door)


@ondanks_beperking()
def voeg_bijeenkomst_toe(
    groep: Groep, *, dag: date | None, uur: str, minuten: int | None, reden: str, door: Wie | None
) -> Bijeenkomst:
    """Add a session, beside those of the interventie; sent twice it is refused, for that day is taken then.

    Without `uur` it begins when the group usually does, without `minuten` it lasts as long as the last one.
    """
    (groep,) = vergrendel(groep.id)
    if groep.is_voorbij:
        raise Domeinfout("Deze groep is afgelast of afgelopen.")
    if dag is None:
        raise Domeinfout("Vul de dag in.", veld="dag")
    if not reden.strip():
        raise Domeinfout("Schrijf op waarom. De deelnemers horen dit.", veld="reden")
    if minuten is not None and not KORTSTE <= minuten <= LANGSTE:
        raise Domeinfout(f"Vul een getal van {KORTSTE} tot en met {LANGSTE} in.", veld="minuten")
    op = _lees(dag, uur, ritme.begintijd(groep.tijd, groep.dagdelen, dag))
    _niet_voor_het_begin(groep, op)
    _is_vrij(groep, op)
    nr = max((b.nr for b in groep.bijeenkomsten), default=0) + 1
    duur = minuten or next((b.minuten for b in reversed(groep.bijeenkomsten)), groep.interventie.duur_van(nr))
    bijeenkomst = Bijeenkomst(nr=nr, begint_op=op, minuten=duur, extra=True)
    groep.bijeenkomsten.append(bijeenkomst)
    groep.bijeenkomsten.sort(key=lambda b: b.begint_op)
    _werk_dagen_bij(groep)
    _vertel(bijeenkomst, reden=reden, eerder=None, door=door)
    return bijeenkomst


def _vertel(bijeenkomst: Bijeenkomst, *, reden: str, eerder: datetime | None, door: Wie | None) -> None:
    plaatsingen = lopende_plaatsingen(bijeenkomst.groep)
    meld_bijeenkomst(bijeenkomst, plaatsingen, reden=reden.strip(), eerder=eerder, door=door)
    for vervanging in vervangers(bijeenkomst):
        schrijf_vervanger(vervanging, "Een bijeenkomst is gewijzigd")


def _mag_nog(bijeenkomst: Bijeenkomst, reden: str) -> Groep:
    (groep,) = vergrendel(bijeenkomst.groep_id)
    if groep.is_voorbij or bijeenkomst.afgelast_op:
        raise Domeinfout("Deze bijeenkomst is al afgelast of voorbij.")
    if bijeenkomst.begint_op <= nu():
        raise Domeinfout("Deze bijeenkomst is al begonnen.")
    if not reden.strip():
        raise Domeinfout("Schrijf op waarom. De deelnemers horen dit.", veld="reden")
    return groep


def _lees(dag: date, uur: str, anders: tuple[int, int]) -> datetime:
    if dag < vandaag() or not is_werkdag(dag):
        raise Domeinfout("Kies een werkdag die nog komt.", veld="dag")
    op = moment(dag, *(_lees_uur(uur.strip()) if uur.strip() else anders))
    if op <= nu():
        raise Domeinfout("Kies een moment dat nog komt.", veld="dag")
    return op


def _lees_uur(uur: str) -> tuple[int, int]:
    for vorm in KLOK:
        try:
            klok = datetime.strptime(uur, vorm).replace(tzinfo=AMSTERDAM)
        except ValueError:
            continue
        return klok.hour, klok.minute
    raise Domeinfout("Schrijf de tijd als uren en minuten, bijvoorbeeld 10.00.", veld="uur")


def _eerste(groep: Groep) -> Bijeenkomst:
    return min((b for b in groep.bijeenkomsten if b.afgelast_op is None), key=lambda b: b.begint_op)


def _niet_voor_het_begin(groep: Groep, op: datetime) -> None:
    if op < moment(groep.begint_op, 0):
        raise Domeinfout(f"De groep begint op {datum(groep.begint_op)}. Kies die dag of een dag erna.", veld="dag")


def _is_vrij(groep: Groep, op: datetime, zelf: Bijeenkomst | None = None) -> None:
    dag = op.astimezone(AMSTERDAM).date()
    if any(b is not zelf and b.afgelast_op is None and dag_van(b) == dag for b in groep.bijeenkomsten):
        raise Domeinfout("Op deze dag is er al een bijeenkomst van deze groep.", veld="dag")


def _werk_dagen_bij(groep: Groep) -> None:
    """The group begins with its first session that goes on, and ends with its last one at the earliest."""
    dagen = [dag_van(b) for b in groep.bijeenkomsten if b.afgelast_op is None]
    if not groep.is_begonnen and groep.begint_op != min(dagen):
        groep.begint_op = min(dagen)
        for plaatsing in lopende_plaatsingen(groep):
            plaatsing.leeftijd = plaatsing.inwoner.leeftijd(groep.begint_op)
    groep.eindigt_op = max([*dagen, groep.eindigt_op])
