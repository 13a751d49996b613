"""How taking part ended: finished or not, how often someone came, and what was measured."""

from typing import Any

from sqlalchemy import Date, Integer, bindparam, case, cast, distinct, func, literal, select
from sqlalchemy.orm import aliased

from ketens.catalogus import Keten, catalogus
from ketens.groepen.models import Bijeenkomst, Groep
from ketens.groepen.plaatsen import Aanwezigheid, AanwezigheidStand, Plaatsing
from ketens.indicatoren.bron import Bron, Kolom, feit, mens
from ketens.indicatoren.feiten.groepen import PINS, over_plaatsing, van_plaatsing
from ketens.indicatoren.feiten.wegen import van_inwoner
from ketens.indicatoren.tijd import binnen
from ketens.instrumenten.models import Afname
from ketens.inwoners.models import Inwoner
from ketens.metingen.models import Meting
from ketens.metingen.momenten import T0, T1
from ketens.nazorg.models import Doorstroomvraag
from ketens.nazorg.momenten import NA

GESTOPT = "uitgevallen"
GENOTEERD = (AanwezigheidStand.AANWEZIG, AanwezigheidStand.AFWEZIG)


def hoe_geeindigd() -> Kolom:
    """How a deelname ended: whoever had begun when the traject closed, or the group was called off, stopped halfway."""
    teruggenomen = Plaatsing.einde == "ingetrokken"
    return case((teruggenomen & Plaatsing.gestart_op.is_not(None), literal(GESTOPT)), else_=Plaatsing.einde)


@feit("einde")
def einde(keten: Keten) -> Bron:
    """A deelname that ended, and what the resident said afterwards about going on."""
    van, na = van_plaatsing(), {}
    for maanden in NA:
        vraag: Any = aliased(Doorstroomvraag, name=f"na_{maanden}")
        deze = (vraag.plaatsing_id == Plaatsing.id) & (vraag.maanden == maanden)
        van = van.met(vraag, deze, of_niets=True)
        na[f"na_{maanden}"] = case((vraag.uitkomst.in_(("ja", "nee")), vraag.uitkomst), else_=literal("onbekend"))
    return Bron(
        van=van,
        sleutel=Plaatsing.id,
        moment=Plaatsing.geeindigd_op,
        waar=(Groep.keten_code == keten.code, Plaatsing.einde.is_not(None)),
        persoon=mens(Inwoner),
        kolommen={
            "einde": hoe_geeindigd(),
            "reden": Plaatsing.eindreden,
            "interventie": Groep.interventie_pin,
            "bekostiging": Plaatsing.bekostiging,
            "leeftijdsklasse": Plaatsing.leeftijd,
            **na,
            **van_inwoner(),
        },
        pins=PINS,
        over=over_plaatsing(),
    )


@feit("gevolgd")
def gevolgd(keten: Keten) -> Bron:
    """A deelname of a group that is over, with how often someone came of the times that something was noted."""
    hier = (Groep.keten_code == keten.code, binnen(Groep.eindigt_op, dag=True), Bijeenkomst.afgelast_op.is_(None))
    keren = select(Bijeenkomst.groep_id, func.count(distinct(Bijeenkomst.id)).label("keer"))
    keren = _marks(keren).where(*hier, Aanwezigheid.stand.in_(GENOTEERD)).group_by(Bijeenkomst.groep_id)
    eigen = select(Aanwezigheid.plaatsing_id, func.count().label("keer"))
    eigen = _marks(eigen).where(*hier, Aanwezigheid.stand == AanwezigheidStand.AANWEZIG)
    # Each laid down once: a database that does not know yet how much there is would count anew for every place.
    gehouden = keren.cte("gehouden").prefix_with("MATERIALIZED")
    was_er = eigen.group_by(Aanwezigheid.plaatsing_id).cte("was_er").prefix_with("MATERIALIZED")
    van = van_plaatsing().met(gehouden, gehouden.c.groep_id == Plaatsing.groep_id)
    keer = func.coalesce(was_er.c.keer, 0)
    return Bron(
        van=van.met(was_er, was_er.c.plaatsing_id == Plaatsing.id, of_niets=True),
        sleutel=Plaatsing.id,
        moment=Groep.eindigt_op,
        dag=True,
        waar=(
            Groep.keten_code == keten.code,
            Groep.eindigt_op < bindparam("vandaag", type_=Date()),
            # Also of whom nobody wrote down yet how it ended.
            Plaatsing.gestart_op.is_not(None),
        ),
        persoon=mens(Inwoner),
        kolommen={"interventie": Groep.interventie_pin},
        pins=PINS,
        ja_nee={"voldoende": 100 * keer >= _genoeg() * gehouden.c.keer},
        maten={"aanwezig": keer, "gehouden": gehouden.c.keer},
        over=over_plaatsing(),
    )


def _marks(vraag: Any) -> Any:
    """Let a statement read the marks, with their session and its group."""
    vraag = vraag.select_from(Groep).join(Bijeenkomst, Bijeenkomst.groep_id == Groep.id)
    return vraag.join(Aanwezigheid, Aanwezigheid.bijeenkomst_id == Bijeenkomst.id)


def _genoeg() -> Kolom:
    """The part of the sessions that is enough, of every hundred, as each interventie says."""
    per_deel: dict[int, list[str]] = {}
    for pin, interventie in catalogus().alle_interventies.items():
        per_deel.setdefault(interventie.deelname.voldoende_vanaf_procent, []).append(pin)
    if len(per_deel) == 1:
        return cast(literal(next(iter(per_deel))), Integer())
    return case(*[(Groep.interventie_pin.in_(pins), deel) for deel, pins in per_deel.items()], else_=100)


@feit("effect")
def effect(keten: Keten) -> Bron:
    """A measurement at the begin and one at the end, by the same version of the instrument, both with a score."""
    begin: Any = aliased(Meting, name="begin")
    eind: Any = aliased(Meting, name="eind")
    toen: Any = aliased(Afname, name="toen")
    nu: Any = aliased(Afname, name="nu")
    van = van_plaatsing().met(begin, (begin.plaatsing_id == Plaatsing.id) & (begin.moment == T0))
    paar = (eind.plaatsing_id == Plaatsing.id) & (eind.instrument_code == begin.instrument_code) & (eind.moment == T1)
    van = van.met(eind, paar).met(toen, toen.id == begin.afname_id)
    van = van.met(nu, (nu.id == eind.afname_id) & (nu.instrument == toen.instrument))
    return Bron(
        van=van,
        sleutel=eind.id,
        moment=Groep.eindigt_op,
        dag=True,
        waar=(
            Groep.keten_code == keten.code,
            Groep.afgelast_op.is_(None),
            nu.score.is_not(None),
            toen.score.is_not(None),
        ),
        persoon=mens(Inwoner),
        kolommen={"instrument": begin.instrument_code, "interventie": Groep.interventie_pin},
        pins=PINS,
        maten={"verschil": nu.score - toen.score},
        over=over_plaatsing(),
    )
