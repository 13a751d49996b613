"""The rows behind a number: without a person, or with a resident for who may see them. As many as the number says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Integer, Select, func, literal_column, select

from ketens.catalogus import Indicator, Indicatoren, Onbekend, catalogus
from ketens.catalogus.feiten import SPLITSINGEN
from ketens.catalogus.indicator import Leeftijden
from ketens.gebruikers.models import Organisatie
from ketens.gebruikers.wie import Wie
from ketens.indicatoren.bron import Bron
from ketens.indicatoren.models import Gebied
from ketens.indicatoren.namen import MAANDEN, Namen
from ketens.indicatoren.opzet import MAAND, PC4, WIJK, basis, bron_van, met_code, opgeteld, telt_mee
from ketens.indicatoren.stand import DELING
from ketens.indicatoren.tijd import JAAR, grenzen
from ketens.inwoners.models import Inwoner
from ketens.kern.bladeren import bladzijden
from ketens.kern.db import db
from ketens.trajecten.models import Traject
from ketens.trajecten.zicht import BEGELEIDERS

PER_BLAD = 50
KLASSE, VERWIJZER = "leeftijdsklasse", "verwijzer_soort"


@dataclass(frozen=True, slots=True)
class Rij:
    """One row. `aantal` is what it adds to the number; `inwoner` and `traject_id` only for who may see them."""

    maand: str
    kenmerk: str | None = None
    leeftijdsklasse: str | None = None
    groep: str | None = None
    verwijzer_soort: str | None = None
    aantal: int | float = 1
    traject_id: UUID | None = None
    inwoner: Inwoner | None = None
    groep_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Rijen:
    """A page of rows. `totaal` counts them all, `som` adds them up: one of the two is the number that was shown.

    `heeft` says which columns there is anything to say in; `deel` is the name of the part, of a split.
    """

    indicator: Indicator
    jaar: int
    rijen: tuple[Rij, ...]
    totaal: int
    som: int | float
    blad: int
    heeft: frozenset[str]
    deel: str = ""

    @property
    def bladen(self) -> int:
        """How many pages there are."""
        return bladzijden(self.totaal, PER_BLAD)


def rijen(
    keten_code: str,
    jaar: int,
    code: str,
    *,
    splitsing: str | None = None,
    waarde: str | None = None,
    wie: Wie,
    blad: int = 1,
    per: int | None = PER_BLAD,
) -> Rijen:
    """Return the rows behind an indicator in `jaar`, or behind one part of a split (`waarde` is its key).

    Behind a share lie the rows of its teller. `per=None` gives them all, for an export. Raises Onbekend for what is not
    there, and for a keten that is not of this hat.
    """
    if keten_code not in wie.ketens:
        raise Onbekend(f"De keten {keten_code} hoort niet bij deze rol.")
    bestand = catalogus().indicatoren(keten_code)
    geteld = _geteld(bestand, code)
    bron = bron_van(bestand, str(geteld.feit))
    organisatie = waarde if splitsing == "organisatie" and waarde else None
    namen = Namen(catalogus().keten(bestand.code), bestand, _organisatie(organisatie), _gebieden())
    gekozen = _gekozen(bron, geteld, splitsing, waarde, namen)
    stippen = dict(grenzen(jaar))
    alle = gekozen.subquery()
    totaal, som = db.session.execute(select(func.count(), func.sum(alle.c.aantal)).select_from(alle), stippen).one()
    deel = namen.naam(geteld, splitsing, waarde or "") if splitsing else ""
    if not totaal and not _bestaat(namen, splitsing, waarde, deel):
        raise Onbekend("Dit deel is er niet.")
    volgorde = (gekozen.selected_columns.op.desc(), gekozen.selected_columns.id)
    vraag = gekozen.order_by(*volgorde)
    blad = min(max(blad, 1), bladzijden(totaal, PER_BLAD))
    if per is not None:
        vraag = vraag.limit(per).offset((blad - 1) * per)
    gelezen = db.session.execute(vraag, stippen).mappings().all()
    return Rijen(
        bestand.indicator(code),
        jaar,
        _met_mensen(gelezen, jaar, namen, wie),
        totaal,
        som or 0,
        blad,
        _heeft(bron, geteld),
        deel,
    )


def _bestaat(namen: Namen, splitsing: str | None, waarde: str | None, naam: str) -> bool:
    """Tell whether a part without rows is a part at all: it has a name of its own. Classes were looked at already."""
    return not waarde or naam != waarde or splitsing == KLASSE or waarde in namen.gebieden.values()


def _geteld(bestand: Indicatoren, code: str) -> Indicator:
    indicator = bestand.indicator(code)
    if indicator.soort not in DELING:
        return indicator
    onder = indicator.teller or indicator.noemer or ""
    return bestand.indicator(onder)


def _organisatie(sleutel: str | None) -> dict[str, str]:
    """Return the name of the organisatie whose part is asked."""
    if sleutel is None:
        return {}
    try:
        gezocht = db.session.get(Organisatie, UUID(sleutel))
    except ValueError as fout:
        raise Onbekend(f"Er is geen deel '{sleutel}'.") from fout
    return {sleutel: gezocht.naam} if gezocht else {}


def _gebieden() -> dict[str, str]:
    return {rij.pc4: rij.wijk for rij in db.session.execute(select(Gebied.pc4, Gebied.wijk))}


def _heeft(bron: Bron, indicator: Indicator) -> frozenset[str]:
    """Return which columns say something: a group says no age, a count of tests no group."""
    kent = {naam for naam in (KLASSE, VERWIJZER) if naam in bron.kolommen}
    kent |= {naam for naam in ("kenmerk", "groep") if naam in bron.over}
    return frozenset(kent | ({"aantal"} if indicator.maten else set()))


def _gekozen(bron: Bron, indicator: Indicator, splitsing: str | None, waarde: str | None, namen: Namen) -> Select[Any]:
    """Return the statement of these rows, the number they add beside them."""
    if splitsing is not None and splitsing not in (MAAND, *indicator.splitsingen):
        raise Onbekend(f"{indicator.naam} is niet verdeeld naar {SPLITSINGEN.get(splitsing, splitsing).lower()}.")
    kolom = {None: None, MAAND: None, WIJK: PC4}.get(splitsing, splitsing)
    eigen = {eis.kolom for eis in indicator.voorwaarden} | ({kolom} if kolom else set())
    toont = [naam for naam in (KLASSE, VERWIJZER) if naam in bron.kolommen]
    alle = basis(bron, sorted(eigen | set(toont)), indicator.maten, bron.over)
    velden = [alle.c.op, alle.c.id, alle.c.periode]
    velden += [alle.c[f"k_{naam}"].label(naam) for naam in toont]
    velden += [alle.c[f"o_{naam}"].label(naam) for naam in bron.over]
    if bron.persoon is not None:
        velden.append(alle.c.persoon)
    aantal = opgeteld(alle, indicator) if indicator.maten else literal_column("1")
    gemerkt = select(*velden, aantal.label("aantal"), telt_mee(bron, alle, indicator).label("telt"))
    if kolom:
        gemerkt = gemerkt.add_columns(alle.c[f"k_{kolom}"].label("deel"))
    rij = gemerkt.cte("gemerkt")
    vraag = select(*[veld for veld in rij.c if veld.name not in ("telt", "deel")])
    vraag = vraag.where(rij.c.telt, rij.c.periode >= JAAR)
    if splitsing is None:
        return vraag
    return vraag.where(_deel(rij, bron, splitsing, waarde or "", namen))


def _deel(rij: Any, bron: Bron, splitsing: str, waarde: str, namen: Namen) -> Any:
    """Return the condition that a row is in one part of a split."""
    try:
        if splitsing == MAAND:
            return rij.c.periode == JAAR + _maandnummer(waarde) - 1
        if not waarde:
            return rij.c.deel.is_(None)
        if splitsing == WIJK:
            # An area without a wijk goes by its digits.
            eigen = [pc4 for pc4, wijk in namen.gebieden.items() if wijk == waarde]
            return rij.c.deel.in_(eigen if waarde in namen.gebieden else [*eigen, waarde])
        if splitsing == "organisatie":
            return rij.c.deel == UUID(waarde)
        if splitsing == KLASSE and isinstance(rij.c.deel.type, Integer):
            return rij.c.deel.between(*grenzen_van(waarde, namen.bestand.leeftijden))
    except ValueError as fout:
        raise Onbekend(f"Er is geen deel '{waarde}'.") from fout
    return rij.c.deel.in_(met_code(waarde)) if splitsing in bron.pins else rij.c.deel == waarde


def _maandnummer(waarde: str) -> int:
    """Return 1 to 12. Raises ValueError for what is no month."""
    if len(waarde) > 2 or not 1 <= (nummer := int(waarde)) <= JAAR:
        raise ValueError(waarde)
    return nummer


def grenzen_van(klasse: str, leeftijden: Leeftijden) -> tuple[int, int]:
    """Return the youngest and the oldest age of a class. Raises ValueError when it is no class."""
    jongste, _, oudste = klasse.rstrip("+").partition("-")
    van = int(jongste)
    if leeftijden.klasse(van) != klasse:
        raise ValueError(klasse)
    return van, int(oudste) if oudste else 150


def _met_mensen(gelezen: Sequence[Mapping[Any, Any]], jaar: int, namen: Namen, wie: Wie) -> tuple[Rij, ...]:
    mag = wie.rol in BEGELEIDERS
    trajecten = _zichtbaar(Traject, {rij.get("traject_id") for rij in gelezen}, wie) if mag else {}
    inwoners = _zichtbaar(Inwoner, {rij.get("persoon") for rij in gelezen}, wie) if mag else {}
    return tuple(
        Rij(
            maand=f"{MAANDEN[rij['periode'] % JAAR]} {jaar}",
            kenmerk=rij.get("kenmerk"),
            leeftijdsklasse=_klasse(rij.get(KLASSE), namen),
            groep=rij.get("groep"),
            verwijzer_soort=namen.vast(VERWIJZER, rij.get(VERWIJZER)),
            aantal=rij["aantal"] if rij["aantal"] is not None else 0,
            traject_id=traject.id if (traject := trajecten.get(rij.get("traject_id"))) else None,
            inwoner=inwoners.get(rij.get("persoon")),
            groep_id=rij.get("groep_id"),
        )
        for rij in gelezen
    )


def _klasse(ruw: object, namen: Namen) -> str | None:
    return None if ruw is None else namen.sleutel(KLASSE, str(ruw))


def _zichtbaar(model: Any, ids: set[Any], wie: Wie) -> dict[Any, Any]:
    vraag = select(model).where(model.id.in_(ids - {None}), model.zichtbaar_voor(wie))
    return {rij.id: rij for rij in db.session.scalars(vraag)}
