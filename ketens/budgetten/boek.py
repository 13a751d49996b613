"""All rows of the money, read in a constant number of queries and laid out by year, onderdeel and bron."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select

from ketens.budgetten.levering import jaren, sessiedagen
from ketens.budgetten.models import Begrotingspost, Kost, Toekenning, Verplichting
from ketens.budgetten.regime import bron_op, onderdeel_van
from ketens.budgetten.stand import NIETS, Bedragen
from ketens.budgetten.verdelen import verdeel
from ketens.groepen.models import Groep
from ketens.kern.db import db
from ketens.kern.klok import vandaag

# Year, onderdeel, bron.
Plek = tuple[int, str, str]
# What covers the cost of a group, by year and bron; None: nothing more is expected.
Dekking = Mapping[tuple[int, str], int] | None


@dataclass(frozen=True, slots=True)
class Deel:
    """The part of a row that falls in one year."""

    rij: Any
    jaar: int
    bedrag: int
    btw: int = 0


@dataclass(frozen=True, slots=True)
class Boek:
    """What falls in these years: each row in its parts."""

    posten: tuple[Any, ...] = ()
    toekenningen: tuple[Any, ...] = ()
    kosten: tuple[Deel, ...] = ()
    # What is still to be paid on each commitment.
    resten: tuple[Deel, ...] = ()
    # What groups will cost beyond what was ordered and booked for them.
    gepland: tuple["Gepland", ...] = ()
    # Groups that run or must come, of which nobody filled in what they cost: not in any amount.
    zonder_kosten: tuple[Any, ...] = ()
    dagen: Mapping[UUID, list[date]] = field(default_factory=dict)

    def van_jaar(self, jaar: int) -> "Boek":
        """Return what falls in one of these years."""
        eerste, laatste = date(jaar, 1, 1), date(jaar, 12, 31)
        return Boek(
            tuple(rij for rij in self.posten if rij.jaar == jaar),
            tuple(rij for rij in self.toekenningen if rij.jaar == jaar),
            tuple(deel for deel in self.kosten if deel.jaar == jaar),
            tuple(deel for deel in self.resten if deel.jaar == jaar),
            tuple(plan for plan in self.gepland if plan.jaar == jaar),
            tuple(g for g in self.zonder_kosten if g.begint_op <= laatste and g.eindigt_op >= eerste),
            self.dagen,
        )

    def cellen(self) -> dict[Plek, Bedragen]:
        """Add it all up by year, onderdeel and bron."""
        uit: dict[Plek, Bedragen] = defaultdict(lambda: NIETS)
        for rij in self.toekenningen:
            uit[rij.jaar, rij.onderdeel, rij.bron] += Bedragen(toegekend=rij.bedrag, is_toegekend=True)
        for rij in self.posten:
            uit[rij.jaar, rij.onderdeel, rij.bron] += Bedragen(begroot=rij.bedrag, is_begroot=True)
        for deel in self.kosten:
            plek = deel.jaar, deel.rij.onderdeel, deel.rij.bron
            uit[plek] += Bedragen(gerealiseerd=deel.bedrag, btw_compensabel=deel.btw)
        for deel in self.resten:
            uit[deel.jaar, deel.rij.onderdeel, deel.rij.bron] += Bedragen(verplicht=deel.bedrag)
        for plan in self.gepland:
            uit[plan.jaar, plan.onderdeel, plan.bron] += Bedragen(gepland=plan.bedrag)
        return dict(uit)


@dataclass(frozen=True, slots=True)
class Gepland:
    """What a group will cost in a year from a bron, beyond what was ordered and booked for it."""

    groep: Any
    jaar: int
    onderdeel: str
    bron: str
    bedrag: int
    bijeenkomsten: int


def lees(van: int, tot: int, onderdelen: Collection[str] | None = None) -> Boek:
    """Read what falls in the years `van` to `tot`, of these onderdelen or of all: five queries, whatever there is."""
    posten = db.session.execute(_van_jaar(Begrotingspost, van, tot, onderdelen)).all()
    toekenningen = db.session.execute(_van_jaar(Toekenning, van, tot, onderdelen)).all()
    verplichtingen = db.session.execute(_verplichtingen(onderdelen)).all()
    kosten = db.session.execute(_kosten(van, tot, onderdelen)).all()
    groepen = db.session.execute(_groepen(van, tot)).all()
    namen = {rij.groep_id for rij in (*kosten, *verplichtingen) if rij.groep_id} | {rij.id for rij in groepen}
    dagen = sessiedagen(namen)
    delen = [deel for rij in kosten for deel in kost_delen(rij, dagen)]
    resten = _resten([rij for rij in verplichtingen if rij.afgesloten_op is None], delen, dagen)
    dekking = _dekking(verplichtingen, delen, resten)
    groepen = [rij for rij in groepen if rij.kosten or rij.id not in dekking]
    return Boek(
        posten=tuple(posten),
        toekenningen=tuple(toekenningen),
        kosten=tuple(deel for deel in delen if van <= deel.jaar <= tot),
        resten=tuple(deel for deel in resten if van <= deel.jaar <= tot),
        gepland=tuple(p for p in _gepland(groepen, dagen, onderdelen, dekking) if van <= p.jaar <= tot),
        zonder_kosten=tuple(rij for rij in groepen if rij.kosten is None and _telt(rij, onderdelen)),
        dagen=dagen,
    )


def _van_jaar(tabel: Any, van: int, tot: int, onderdelen: Collection[str] | None) -> Any:
    kolommen = (tabel.id, tabel.jaar, tabel.onderdeel, tabel.bron, tabel.bedrag)
    eis = [tabel.jaar.between(van, tot), tabel.vervallen_op.is_(None)]
    return select(*kolommen).where(*eis, *_van(tabel, onderdelen))


def _van(tabel: Any, onderdelen: Collection[str] | None) -> tuple[Any, ...]:
    return () if onderdelen is None else (tabel.onderdeel.in_(onderdelen),)


def _verplichtingen(onderdelen: Collection[str] | None) -> Any:
    """What is still open, and what was closed of a group: nothing more is expected of that."""
    v = Verplichting
    kolommen = (v.id, v.jaar, v.datum, v.onderdeel, v.bron, v.bedrag, v.groep_id, v.leverancier, v.afgesloten_op)
    telt = v.afgesloten_op.is_(None) | v.groep_id.is_not(None)
    return select(*kolommen).where(v.vervallen_op.is_(None), telt, *_van(v, onderdelen))


def _kosten(van: int, tot: int, onderdelen: Collection[str] | None) -> Any:
    """What may fall in these years; what names a group or a commitment is looked at always."""
    k, eerste, laatste = Kost, date(van, 1, 1), date(tot, 12, 31)
    kolommen = (k.id, k.datum, k.geleverd_van, k.geleverd_tot, k.onderdeel, k.bron, k.kostensoort, k.bedrag)
    binnen = or_(
        k.datum.between(eerste, laatste),
        func.coalesce(k.geleverd_van, k.geleverd_tot).is_not(None),
        k.groep_id.is_not(None),
        k.verplichting_id.is_not(None),
    )
    vraag = select(*kolommen).add_columns(k.btw_compensabel, k.groep_id, k.verplichting_id, k.invoer_id, k.leverancier)
    return vraag.where(k.vervallen_op.is_(None), binnen, *_van(k, onderdelen))


def _groepen(van: int, tot: int) -> Any:
    """Groups in these years; without a known cost only what is not over yet."""
    return select(Groep.id, Groep.naam, Groep.keten_code, Groep.kosten, Groep.begint_op, Groep.eindigt_op).where(
        Groep.afgelast_op.is_(None),
        or_(Groep.kosten > 0, Groep.kosten.is_(None) & (Groep.eindigt_op >= vandaag())),
        Groep.begint_op <= date(tot, 12, 31),
        Groep.eindigt_op >= date(van, 1, 1),
    )


def kost_delen(rij: Any, dagen: Mapping[UUID, list[date]]) -> list[Deel]:
    """Return the parts of a cost by year of delivery: together the whole, to the cent."""
    gewichten = jaren(rij.datum, rij.geleverd_van, rij.geleverd_tot, dagen.get(rij.groep_id, ()))
    btw = verdeel(rij.btw_compensabel, gewichten)
    return [Deel(rij, jaar, bedrag, btw[jaar]) for jaar, bedrag in verdeel(rij.bedrag, gewichten).items()]


def _resten(verplichtingen: Iterable[Any], kosten: Iterable[Deel], dagen: Mapping[UUID, list[date]]) -> list[Deel]:
    """Return what is still to be paid on each commitment, in the years in which that will be delivered."""
    betaald: dict[UUID, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for deel in kosten:
        if deel.rij.verplichting_id:
            betaald[deel.rij.verplichting_id][deel.jaar] += deel.bedrag
    uit = []
    for rij in verplichtingen:
        al = betaald[rij.id]
        rest = rij.bedrag - sum(al.values())
        if rest <= 0:
            continue
        per_jaar = verdeel(rij.bedrag, jaren(date(rij.jaar, 12, 31), None, None, dagen.get(rij.groep_id, ())))
        open_ = {jaar: max(0, deel - al.get(jaar, 0)) for jaar, deel in per_jaar.items()}
        uit += [
            Deel(rij, jaar, deel)
            for jaar, deel in verdeel(rest, open_ if any(open_.values()) else per_jaar).items()
            if deel
        ]
    return uit


def _dekking(verplichtingen: Iterable[Any], kosten: Iterable[Deel], resten: Iterable[Deel]) -> dict[UUID, Dekking]:
    """Return what was booked and is still to be paid for each group; None: its order was closed, nothing more comes."""
    van_order = {rij.id: rij.groep_id for rij in verplichtingen if rij.groep_id}
    uit: dict[UUID, dict[tuple[int, str], int]] = {groep_id: defaultdict(int) for groep_id in van_order.values()}
    for deel in (*kosten, *resten):
        groep_id = deel.rij.groep_id or van_order.get(getattr(deel.rij, "verplichting_id", None))
        if groep_id:
            uit.setdefault(groep_id, defaultdict(int))[deel.jaar, deel.rij.bron] += deel.bedrag
    klaar = {rij.groep_id for rij in verplichtingen if rij.afgesloten_op}
    return {groep_id: None if groep_id in klaar else dict(bedragen) for groep_id, bedragen in uit.items()}


def _gepland(
    groepen: Iterable[Any],
    dagen: Mapping[UUID, list[date]],
    onderdelen: Collection[str] | None,
    dekking: Mapping[UUID, Dekking],
) -> list[Gepland]:
    uit: list[Gepland] = []
    for rij in groepen:
        gedekt = dekking.get(rij.id, {})
        if rij.kosten and gedekt is not None and _telt(rij, onderdelen):
            heel = verwacht(rij, dagen.get(rij.id) or [rij.begint_op], onderdeel_van(rij.keten_code), rij.kosten)
            uit += _wat_nog_komt(heel, gedekt, rij.kosten)
    return uit


def _wat_nog_komt(heel: list[Gepland], gedekt: Mapping[tuple[int, str], int], kosten: int) -> list[Gepland]:
    """Take off what was booked and ordered: in its own year and from its own bron first, and never below zero."""
    rest = kosten - sum(gedekt.values())
    if rest <= 0 or not gedekt:
        return heel if not gedekt else []
    open_ = {nr: max(0, plan.bedrag - gedekt.get((plan.jaar, plan.bron), 0)) for nr, plan in enumerate(heel)}
    delen = verdeel(rest, open_ if any(open_.values()) else dict.fromkeys(open_, 1))
    return [replace(plan, bedrag=delen[nr]) for nr, plan in enumerate(heel) if delen[nr]]


def _telt(rij: Any, onderdelen: Collection[str] | None) -> bool:
    return onderdelen is None or onderdeel_van(rij.keten_code) in onderdelen


def verwacht(groep: Any, dagen: Iterable[date], onderdeel: str, kosten: int) -> list[Gepland]:
    """Divide what a group costs over the regimes and years in which it meets."""
    keren: dict[tuple[int, str], int] = defaultdict(int)
    for dag in sorted(dagen):
        keren[dag.year, bron_op(dag)] += 1
    bedragen = verdeel(kosten, keren)
    return [Gepland(groep, jaar, onderdeel, bron, bedragen[jaar, bron], n) for (jaar, bron), n in keren.items()]
