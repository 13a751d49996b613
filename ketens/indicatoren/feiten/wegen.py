"""The road of a traject: sent, begun, assessed, waiting, closed; and what the verwijzer heard of it."""

from typing import Any

from sqlalchemy import ColumnElement, Subquery, case, func, literal, or_, select
from sqlalchemy.orm import aliased

from ketens.beoordelingen.models import Beoordeling
from ketens.catalogus import Keten
from ketens.groepen.plaatsen import Wachtplek
from ketens.indicatoren.bron import Bron, Kolom, Van, feit, mens, tekst
from ketens.indicatoren.tijd import peilmomenten
from ketens.inwoners.models import Inwoner
from ketens.trajecten.delen import Afsluiting, Gebeurtenis, Stap
from ketens.trajecten.models import Traject
from ketens.verwijzingen.models import VERGISSING, Terugkoppeling, Verwijzing

OVERGENOMEN = "overgenomen"


def van_inwoner() -> dict[str, Kolom]:
    """What is in the clear of a resident, to count by."""
    return {"pc4": Inwoner.pc4, "geslacht": tekst(Inwoner.geslacht)}


def verwezen(van: Van, traject_id: Any) -> tuple[Van, dict[str, Kolom]]:
    """Join the first verwijzing of a traject: who sent it, the kind and the organisatie; None when nobody did."""
    eerste: Any = aliased(Verwijzing, name="eerste")
    vraag = select(Verwijzing.id).where(Verwijzing.traject_id == traject_id)
    vraag = vraag.order_by(Verwijzing.ingediend_op, Verwijzing.id).limit(1)
    met = van.met(eerste, eerste.id == vraag.scalar_subquery(), of_niets=True)
    return met, {"verwijzer_soort": eerste.verwijzer_soort, "organisatie": eerste.organisatie_id}


def over_traject() -> dict[str, Kolom]:
    """What a row says of the traject behind it."""
    return {"traject_id": Traject.id, "kenmerk": Traject.kenmerk, "inwoner_id": Traject.inwoner_id}


def met_inwoner(rij: Any) -> Van:
    """Join the resident of a row."""
    return Van(rij).met(Inwoner, Inwoner.id == rij.inwoner_id)


def met_traject(rij: Any) -> Van:
    """Join the traject of a row, and its resident."""
    return Van(rij).met(Traject, Traject.id == rij.traject_id).met(Inwoner, Inwoner.id == Traject.inwoner_id)


def eersten(rij: Any, moment: Any, *per: Any, waar: ColumnElement[bool]) -> Subquery:
    """Return the ids of the first rows of each kind, over all years.

    In one pass over the rows of the gemeente: asked of each row apart, a database that does not know yet how much there
    is looks through all of them every time.
    """
    plaats = func.row_number().over(partition_by=per, order_by=[moment, rij.id])
    genummerd = select(rij.id, plaats.label("plaats")).where(waar).subquery()
    return select(genummerd.c.id).where(genummerd.c.plaats == 1).subquery("eersten")


@feit("verwijzing")
def verwijzing(keten: Keten) -> Bron:
    """What was sent, and how it stands now."""
    stand = case(
        (Verwijzing.aangenomen_op.is_not(None), literal("aangenomen")),
        (Verwijzing.geweigerd_op.is_not(None), literal("geweigerd")),
        (Verwijzing.ingetrokken_op.is_not(None), literal("ingetrokken")),
        else_=literal("wacht"),
    )
    reden = case(
        (Verwijzing.aangenomen_op.is_not(None), None),
        else_=func.coalesce(Verwijzing.weigerreden, Verwijzing.intrekreden),
    )
    return Bron(
        van=met_inwoner(Verwijzing),
        sleutel=Verwijzing.id,
        moment=Verwijzing.ingediend_op,
        waar=(
            Verwijzing.keten_code == keten.code,
            func.coalesce(Verwijzing.intrekreden, literal("")) != VERGISSING,
        ),
        persoon=mens(Inwoner),
        kolommen={
            "stand": stand,
            "reden": reden,
            "herkomst": Verwijzing.herkomst,
            "verwijzer_soort": Verwijzing.verwijzer_soort,
            "organisatie": Verwijzing.organisatie_id,
            **van_inwoner(),
        },
        over={
            "kenmerk": Verwijzing.kenmerk,
            "traject_id": Verwijzing.traject_id,
            "inwoner_id": Verwijzing.inwoner_id,
        },
    )


@feit("traject")
def traject(keten: Keten) -> Bron:
    """A traject that began."""
    begin = select(func.min(Gebeurtenis.leeftijd)).where(
        Gebeurtenis.traject_id == Traject.id, Gebeurtenis.soort == "gestart"
    )
    van, door = verwezen(met_inwoner(Traject), Traject.id)
    return Bron(
        van=van,
        sleutel=Traject.id,
        moment=Traject.begonnen_op,
        waar=(Traject.keten_code == keten.code,),
        persoon=mens(Inwoner),
        kolommen={
            "herkomst": Traject.herkomst,
            "uitslag": Traject.uitslag,
            "leeftijdsklasse": begin.scalar_subquery(),
            **door,
            **van_inwoner(),
        },
        over=over_traject(),
    )


@feit("plaatsvraag")
def plaatsvraag(keten: Keten) -> Bron:
    """The first time that the step opened in which a place is looked for; when a place is lost it opens again."""
    codes = [stap.code for stap in keten.stappen if stap.soort == "plaatsing"]
    eerste = eersten(Stap, Stap.begonnen_op, Stap.traject_id, Stap.code, waar=Stap.code.in_(codes))
    van, door = verwezen(met_traject(Stap).met(eerste, eerste.c.id == Stap.id), Traject.id)
    return Bron(
        van=van,
        sleutel=Stap.id,
        moment=Stap.begonnen_op,
        waar=(Stap.code.in_(codes), Traject.keten_code == keten.code),
        persoon=mens(Inwoner),
        kolommen={"uitslag": Traject.uitslag, **door, **van_inwoner()},
        over=over_traject(),
    )


@feit("beoordeling_gevraagd")
def beoordeling_gevraagd(keten: Keten) -> Bron:
    """A practice was asked; a request that was taken back without an answer is none."""
    telt = Beoordeling.ingetrokken_op.is_(None) | Beoordeling.beantwoord_op.is_not(None)
    return _beoordeling(keten, Beoordeling.gevraagd_op, telt)


@feit("beoordeling_beantwoord")
def beoordeling_beantwoord(keten: Keten) -> Bron:
    """A practice answered."""
    return _beoordeling(keten, Beoordeling.beantwoord_op, Beoordeling.beantwoord_op.is_not(None))


def _beoordeling(keten: Keten, moment: Any, telt: ColumnElement[bool]) -> Bron:
    return Bron(
        van=met_traject(Beoordeling),
        sleutel=Beoordeling.id,
        moment=moment,
        waar=(Beoordeling.keten_code == keten.code, telt),
        persoon=mens(Inwoner),
        kolommen={"organisatie": Beoordeling.praktijk_id, "route": Beoordeling.route, **van_inwoner()},
        over=over_traject(),
    )


@feit("wachtend")
def wachtend(keten: Keten) -> Bron:
    """Who is on the waiting list at the end of a year, or now."""
    peil = peilmomenten()
    # `sinds` is the date of the need, which stands when a place is lost: whoever came (back) on the list after the day
    # that is looked at did not wait on it. Of a list that was taken over that date is all there is.
    pas_later = select(Gebeurtenis.id).where(
        Gebeurtenis.traject_id == Wachtplek.traject_id,
        Gebeurtenis.soort == "op_wachtlijst",
        Gebeurtenis.gegevens["interventie"].as_string() == Wachtplek.interventie_code,
        Gebeurtenis.op >= peil.c.peil,
        or_(Wachtplek.vervallen_op.is_(None), Gebeurtenis.op <= Wachtplek.vervallen_op),
    )
    return Bron(
        van=met_traject(Wachtplek).met(peil, Wachtplek.sinds < peil.c.peil),
        sleutel=Wachtplek.id,
        moment=Wachtplek.sinds,
        periode=peil.c.periode,
        waar=(
            Wachtplek.keten_code == keten.code,
            or_(Wachtplek.vervallen_op.is_(None), Wachtplek.vervallen_op >= peil.c.peil),
            or_(Traject.herkomst == OVERGENOMEN, ~pas_later.exists()),
        ),
        persoon=mens(Inwoner),
        kolommen={"uitslag": Traject.uitslag, **van_inwoner()},
        over=over_traject(),
    )


@feit("afsluiting")
def afsluiting(keten: Keten) -> Bron:
    """An end that stood: a traject that was opened again has not ended then."""
    van, door = verwezen(met_traject(Afsluiting), Traject.id)
    return Bron(
        van=van,
        sleutel=Afsluiting.id,
        moment=Afsluiting.op,
        waar=(Traject.keten_code == keten.code, Afsluiting.heropend_op.is_(None)),
        persoon=mens(Inwoner),
        kolommen={"reden": Afsluiting.reden, "uitslag": Traject.uitslag, **door, **van_inwoner()},
        over=over_traject(),
    )


@feit("terugkoppeling")
def terugkoppeling(keten: Keten) -> Bron:
    """A message to who sent a verwijzing."""
    return Bron(
        van=Van(Terugkoppeling).met(Verwijzing, Verwijzing.id == Terugkoppeling.verwijzing_id),
        sleutel=Terugkoppeling.id,
        moment=Terugkoppeling.op,
        waar=(Verwijzing.keten_code == keten.code,),
        persoon=Verwijzing.inwoner_id,
        kolommen={
            "moment": Terugkoppeling.moment,
            "verwijzer_soort": Verwijzing.verwijzer_soort,
            "organisatie": Verwijzing.organisatie_id,
        },
        over={
            "kenmerk": Verwijzing.kenmerk,
            "traject_id": Verwijzing.traject_id,
            "inwoner_id": Verwijzing.inwoner_id,
        },
    )
