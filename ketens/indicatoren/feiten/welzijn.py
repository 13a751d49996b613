"""Gesprekken, hulpvragen and what they led to; and what is counted without persons."""

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from ketens.aanbod.models import Aanbod, Toeleiding
from ketens.catalogus import Keten, catalogus
from ketens.indicatoren.bron import Bron, Van, feit, mens
from ketens.indicatoren.feiten.wegen import eersten, met_traject, over_traject, van_inwoner, verwezen
from ketens.indicatoren.tijd import dag_van, dagen_tussen
from ketens.instrumenten.models import Afname
from ketens.inwoners.models import Inwoner
from ketens.tellingen.models import Telling
from ketens.trajecten.delen import Gebeurtenis, Stap
from ketens.trajecten.gesprekken import GESPREK
from ketens.trajecten.hulpvragen import Hulpvraag
from ketens.trajecten.models import Traject
from ketens.verwijzingen.models import Verwijzing


@feit("gesprek")
def gesprek(keten: Keten) -> Bron:
    """A conversation; of the first one of a traject also how long after the verwijzing it was, and whether on time."""
    is_gesprek = Gebeurtenis.soort == GESPREK
    eerste = eersten(Gebeurtenis, Gebeurtenis.op, Gebeurtenis.traject_id, waar=is_gesprek)
    verwezen_op = select(func.min(dag_van(Verwijzing.ingediend_op))).where(
        Verwijzing.traject_id == Gebeurtenis.traject_id
    )
    codes = [stap.code for stap in keten.stappen if stap.soort == "gesprekken"]
    termijn = select(func.min(Stap.termijn_op)).where(Stap.traject_id == Gebeurtenis.traject_id, Stap.code.in_(codes))
    dagen = dagen_tussen(dag_van(Gebeurtenis.op), verwezen_op.correlate(Gebeurtenis).scalar_subquery())
    alle = met_traject(Gebeurtenis).met(eerste, eerste.c.id == Gebeurtenis.id, of_niets=True)
    van, door = verwezen(alle, Gebeurtenis.traject_id)
    return Bron(
        van=van,
        sleutel=Gebeurtenis.id,
        moment=Gebeurtenis.op,
        waar=(is_gesprek, Traject.keten_code == keten.code),
        persoon=mens(Inwoner),
        kolommen={
            "hoe": Gebeurtenis.gegevens["hoe"].as_string(),
            "leeftijdsklasse": Gebeurtenis.leeftijd,
            **door,
            **van_inwoner(),
        },
        ja_nee={
            "eerste_in_traject": eerste.c.id.is_not(None),
            "op_tijd": dag_van(Gebeurtenis.op) <= termijn.correlate(Gebeurtenis).scalar_subquery(),
        },
        maten={"dagen": dagen, "minuten": Gebeurtenis.gegevens["minuten"].as_integer()},
        over=over_traject(),
    )


@feit("hulpvraag")
def hulpvraag(keten: Keten) -> Bron:
    """A main question, the first time that it stood in a traject: put in other words it is the same question."""
    per = Hulpvraag.traject_id, Hulpvraag.code
    eerste = eersten(Hulpvraag, Hulpvraag.sinds, *per, waar=Hulpvraag.hoofd.is_(True))
    return Bron(
        van=met_traject(Hulpvraag).met(eerste, eerste.c.id == Hulpvraag.id),
        sleutel=Hulpvraag.id,
        moment=Hulpvraag.sinds,
        waar=(
            Hulpvraag.hoofd.is_(True),
            Traject.keten_code == keten.code,
        ),
        persoon=mens(Inwoner),
        kolommen={"hulpvraag": Hulpvraag.code, **van_inwoner()},
        over=over_traject(),
    )


@feit("toeleiding")
def toeleiding(keten: Keten) -> Bron:
    """A resident who began with something on the sociale kaart."""
    return Bron(
        van=met_traject(Toeleiding).met(Aanbod, Aanbod.id == Toeleiding.aanbod_id),
        sleutel=Toeleiding.id,
        moment=Toeleiding.gestart_op,
        dag=True,
        waar=(Traject.keten_code == keten.code,),
        persoon=mens(Inwoner),
        kolommen={"soort_aanbod": Aanbod.soort, **van_inwoner()},
        ja_nee={"gebleven": Toeleiding.gebleven_op.is_not(None)},
        over=over_traject(),
    )


@feit("verandering")
def verandering(keten: Keten) -> Bron:
    """The last time that an instrument was taken in a traject, beside the first; both with a score."""
    eerste: Any = aliased(Afname, name="eerste")
    later: Any = aliased(Afname, name="later")
    telt = (Afname.score.is_not(None), Afname.traject_id.is_not(None))
    is_laatste = ~_volgorde(later, Afname).exists()
    begin = (
        select(eerste.score)
        .where(*_paar(eerste, Afname))
        .order_by(eerste.op, eerste.id)
        .limit(1)
        .correlate(Afname)
        .scalar_subquery()
    )
    niet_de_eerste = _volgorde(Afname, aliased(Afname, name="vroeger"), omgekeerd=True).exists()
    return Bron(
        van=met_traject(Afname),
        sleutel=Afname.id,
        moment=Afname.op,
        waar=(Afname.keten_code == keten.code, *telt, is_laatste, niet_de_eerste),
        persoon=mens(Inwoner),
        kolommen={"instrument": Afname.instrument, **van_inwoner()},
        pins=frozenset({"instrument"}),
        maten={"verschil": Afname.score - begin},
        over=over_traject(),
    )


def _paar(een: Any, ander: Any) -> tuple[Any, ...]:
    return (
        een.traject_id == ander.traject_id,
        een.instrument == ander.instrument,
        een.score.is_not(None),
    )


def _volgorde(laat: Any, vroeg: Any, *, omgekeerd: bool = False) -> Any:
    """Return the rows `laat` after `vroeg` (or, turned round, `vroeg` before `laat`) of the same traject."""
    zoekt, vast = (vroeg, laat) if omgekeerd else (laat, vroeg)
    na = (laat.op > vroeg.op) | ((laat.op == vroeg.op) & (laat.id > vroeg.id))
    return select(zoekt.id).where(*_paar(zoekt, vast), na).correlate(vast)


@feit("telling")
def telling(keten: Keten) -> Bron:
    """A count that holds: one that was corrected or taken back is none."""
    eigen = [wat for wat in catalogus().alle_activiteiten.values() if wat.keten == keten.code and wat.telt_op]
    velden = sorted({veld.sleutel for wat in eigen for veld in wat.velden})
    return Bron(
        van=Van(Telling),
        sleutel=Telling.id,
        moment=Telling.datum,
        dag=True,
        waar=(Telling.activiteit_code.in_(sorted({wat.code for wat in eigen})), Telling.vervallen_op.is_(None)),
        kolommen={"activiteit": Telling.activiteit_code},
        maten={veld: func.coalesce(Telling.aantallen[veld].as_integer(), 0) for veld in velden},
    )
