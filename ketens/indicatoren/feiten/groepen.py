"""Taking part: groups, deelnames that began and ended, and what was measured of them."""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Select,
    Subquery,
    bindparam,
    case,
    exists,
    func,
    literal,
    or_,
    select,
    union_all,
)  # fmt: skip
from sqlalchemy.orm import aliased

from ketens.catalogus import Keten, catalogus
from ketens.groepen.models import Bijeenkomst, Groep
from ketens.groepen.plaatsen import Aanwezigheid, AanwezigheidStand, Plaatsing
from ketens.indicatoren.bron import Bron, Kolom, Van, feit, mens
from ketens.indicatoren.feiten.wegen import over_traject, van_inwoner, verwezen
from ketens.indicatoren.tijd import binnen, dag_van, dagen_tussen
from ketens.instrumenten.models import Afname
from ketens.inwoners.models import Inwoner
from ketens.trajecten.models import Traject

PINS = frozenset({"interventie"})


def was_er() -> Select[Any]:
    """Return the marks that a place was taken at a session that went on."""
    return (
        select(Aanwezigheid.id)
        .join(Bijeenkomst, Bijeenkomst.id == Aanwezigheid.bijeenkomst_id)
        .where(
            Aanwezigheid.plaatsing_id == Plaatsing.id,
            Bijeenkomst.groep_id == Plaatsing.groep_id,
            Aanwezigheid.stand == AanwezigheidStand.AANWEZIG,
            Bijeenkomst.afgelast_op.is_(None),
        )
        .correlate_except(Aanwezigheid, Bijeenkomst)
    )


def is_gestart() -> ColumnElement[bool]:
    """Return the condition that a deelname began (domein 1.5): present at one of the first sessions.

    Of what was taken over from a list nobody noted who was there: then the day that it gives is what is known.
    """
    volgens_lijst = Plaatsing.gestart_op.is_not(None) & ~was_er().exists()
    return or_(was_er().where(Bijeenkomst.nr <= _uiterlijk()).exists(), volgens_lijst)


def eerste_dagen() -> Subquery:
    """Return of each deelname that began in the two years on which day: a row per place."""
    eerste = func.min(Bijeenkomst.begint_op)
    volgens_marks = (
        select(Aanwezigheid.plaatsing_id, dag_van(eerste).label("dag"))
        .join(Bijeenkomst, Bijeenkomst.id == Aanwezigheid.bijeenkomst_id)
        .join(Groep, Groep.id == Bijeenkomst.groep_id)
        .where(
            # A list, so that an index on the number finds the few sessions that matter.
            Bijeenkomst.nr.in_(range(1, max(_per_nr()) + 1)),
            Bijeenkomst.nr <= _uiterlijk(),
            Bijeenkomst.afgelast_op.is_(None),
            Aanwezigheid.stand == AanwezigheidStand.AANWEZIG,
        )
        .group_by(Aanwezigheid.plaatsing_id)
        .having(binnen(eerste, dag=False))
    )
    volgens_lijst = select(Plaatsing.id, Plaatsing.gestart_op).where(
        binnen(Plaatsing.gestart_op, dag=True), ~was_er().exists()
    )
    return union_all(volgens_marks, volgens_lijst).subquery("begin")


def _per_nr() -> dict[int, list[str]]:
    """The interventies by the session at which a deelname counts as started at the latest."""
    per_nr: dict[int, list[str]] = {}
    for pin, interventie in catalogus().alle_interventies.items():
        per_nr.setdefault(interventie.deelname.gestart_bij_bijeenkomst, []).append(pin)
    return per_nr


def _uiterlijk() -> Kolom:
    """The session at which a deelname of this group counts as started at the latest."""
    per_nr = _per_nr()
    if len(per_nr) == 1:
        return literal(next(iter(per_nr)))
    return case(*[(Groep.interventie_pin.in_(pins), nr) for nr, pins in per_nr.items()], else_=0)


def van_plaatsing() -> Van:
    """Join the group, the traject and the resident of a place."""
    met_groep = Van(Plaatsing).met(Groep, Groep.id == Plaatsing.groep_id)
    met_traject = met_groep.met(Traject, Traject.id == Plaatsing.traject_id)
    return met_traject.met(Inwoner, Inwoner.id == Plaatsing.inwoner_id)


def over_plaatsing() -> dict[str, Kolom]:
    """What a row says of the traject and the group behind it."""
    return over_traject() | {"groep": Groep.naam, "groep_id": Groep.id}


@feit("deelname")
def deelname(keten: Keten) -> Bron:
    """A deelname that began, on the day of its first session."""
    begin = eerste_dagen()
    alle = van_plaatsing().met(begin, begin.c.plaatsing_id == Plaatsing.id)
    van, door = verwezen(alle, Plaatsing.traject_id)
    return Bron(
        van=van,
        sleutel=Plaatsing.id,
        moment=begin.c.dag,
        dag=True,
        waar=(Groep.keten_code == keten.code,),
        persoon=mens(Inwoner),
        kolommen={
            "interventie": Groep.interventie_pin,
            "bekostiging": Plaatsing.bekostiging,
            "uitslag": Traject.uitslag,
            "leeftijdsklasse": Plaatsing.leeftijd,
            **door,
            **van_inwoner(),
        },
        pins=PINS,
        ja_nee={"eerste_in_traject": ~_deed_al_mee(begin.c.dag)},
        maten={"dagen": _gewacht(keten, begin.c.dag)},
        over=over_plaatsing(),
    )


def _deed_al_mee(dag: Kolom) -> ColumnElement[bool]:
    """Return the condition that the resident took part before that day, by another place of the same traject."""
    ander: Any = aliased(Plaatsing)
    was_daar = (
        select(Aanwezigheid.id)
        .join(Bijeenkomst, Bijeenkomst.id == Aanwezigheid.bijeenkomst_id)
        .where(
            Aanwezigheid.plaatsing_id == ander.id,
            Aanwezigheid.stand == AanwezigheidStand.AANWEZIG,
            Bijeenkomst.afgelast_op.is_(None),
            dag_van(Bijeenkomst.begint_op) < dag,
        )
        # The day is that of the outermost query: left to itself, this one would look for any day of anybody.
        .correlate_except(Aanwezigheid, Bijeenkomst)
    )
    begon = or_(ander.gestart_op < dag, was_daar.exists())
    return exists().where(ander.traject_id == Plaatsing.traject_id, ander.id != Plaatsing.id, begon)


def _gewacht(keten: Keten, dag: Kolom) -> Kolom:
    """Days from the first test of the traject that asked for help until the first session; None without one."""
    code = str(keten.instrument_bij_verwijzing or "").partition("@")[0]
    hulp = [vervolg.uitslag for vervolg in keten.uitslagen if vervolg.uitslag in ("matig", "hoog")]
    vraag = select(func.min(dag_van(Afname.op))).where(
        Afname.traject_id == Plaatsing.traject_id,
        Afname.instrument.startswith(f"{code}@", autoescape=True),
        Afname.uitslag.in_(hulp),
    )
    return dagen_tussen(dag, vraag.correlate(Plaatsing).scalar_subquery())


@feit("groep")
def groep(keten: Keten) -> Bron:
    """A group, in the year of its first day; with how many began in it, whenever that was."""
    vandaag = bindparam("vandaag", type_=Date())
    begonnen = select(func.count(Plaatsing.id)).where(Plaatsing.groep_id == Groep.id, is_gestart()).correlate(Groep)
    return Bron(
        van=Van(Groep),
        sleutel=Groep.id,
        moment=Groep.begint_op,
        dag=True,
        waar=(Groep.keten_code == keten.code,),
        kolommen={"interventie": Groep.interventie_pin},
        pins=PINS,
        ja_nee={"afgelast": Groep.afgelast_op.is_not(None), "begonnen": Groep.begint_op <= vandaag},
        maten={"plaatsen": Groep.plaatsen, "gestart": begonnen.scalar_subquery()},
        over={"groep": Groep.naam, "groep_id": Groep.id},
    )
