"""The money of Borne: granted, planned, ordered and spent. What domein 7.1 does not say is invented, and says "(demo)".

Every amount falls on a fixed day, and nothing of a year is booked after it, so that a closed year is the same on any
later day.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from ketens.budgetten.boek import verwacht
from ketens.budgetten.handelingen import boek, ken_toe, leg_begroting_vast, sluit_af, verplicht
from ketens.budgetten.levering import sessiedagen
from ketens.budgetten.models import Verplichting
from ketens.budgetten.verdelen import verdeel
from ketens.demo.kalender import KOSTEN, Groepsplan, groepen_van_borne, werkdag
from ketens.demo.ploeg import Ploeg
from ketens.demo.verhalen import formulier
from ketens.gebruikers.wie import Wie
from ketens.groepen.models import Groep
from ketens.kern.db import db
from ketens.kern.klok import moment
from ketens.rechten import Rol

Verhaal = Iterator[datetime]
SPUK, EIGEN = "spuk_gala", "gemeente_eigen"
VAL, WOR, KS = "valpreventie", "welzijn_op_recept", "kansrijke_start"
DEMO = "(demo)"
# Granted per year. Of 2026: valpreventie by domein 7.1, the others 10% less than in 2025.
TOEGEKEND: dict[int, dict[str, int]] = {
    2023: {VAL: 5_000_000, WOR: 3_000_000},
    2024: {VAL: 5_400_000, WOR: 3_200_000},
    2025: {VAL: 5_801_333, WOR: 3_400_000, KS: 2_100_000},
    2026: {VAL: 5_221_200, WOR: 3_060_000, KS: 1_890_000},
}
# All projects together, 1,3 million in three years (domein 7.1); what the three ketens leave goes to these.
ALLES = {2024: 44_000_000, 2025: 45_263_158, 2026: 40_736_842}
ANDERE = {"brc": 40, "sociale_basis": 25, "overgewicht": 20, "mentaal": 15}
# Spent in years when groups were not booked one by one, in cents per quarter.
VALPREVENTIE = {2023: 1_100_000, 2024: 1_320_000, 2025: 1_385_000}
POH_WELZIJN = {2023: 662_500, 2024: 797_500, 2025: 902_500, 2026: 750_000}
# Kansrijke Start: month, day, cents, bron, kind, what. 2025 is 22.208,72, of which 20.054,31 SPUK (domein 7.1).
Kansrijk = tuple[int, int, int, str, str, str]
KANSRIJK: tuple[Kansrijk, ...] = (
    (3, 28, 360_000, SPUK, "personeel", "Coördinator Nu Niet Zwanger, kwartaal 1"),
    (6, 27, 360_000, SPUK, "personeel", "Coördinator Nu Niet Zwanger, kwartaal 2"),
    (9, 26, 360_000, SPUK, "personeel", "Coördinator Nu Niet Zwanger, kwartaal 3"),
    (12, 19, 360_000, SPUK, "personeel", "Coördinator Nu Niet Zwanger, kwartaal 4"),
    (6, 30, 245_000, SPUK, "structureel_aanbod", "Ouder-kindcafé, januari tot en met juni"),
    (12, 22, 237_431, SPUK, "structureel_aanbod", "Ouder-kindcafé, juli tot en met december"),
    (10, 15, 83_000, SPUK, "scholing", "Netwerkbijeenkomsten"),
    (5, 14, 115_441, "overig", "locatie_materiaal", "Materiaal Ouder-kindcafé"),
    (7, 2, 100_000, "overig", "scholing", "Opleiding Infant Family Associate"),
)
# In the first year of groups that are booked one by one, one was cheaper than ordered.
GOEDKOPER = {"vvt-2": 21_650}


def geld(ploeg: Ploeg, jaar: int) -> list[Verhaal]:
    """Return what happens with the money of this year, in the order in which it happens."""
    if ploeg.slug != "borne":
        return []
    door = ploeg.wie("projectleider", Rol.PROJECTLEIDER)
    verhalen = [_plan(door, jaar, code, bedrag) for code, bedrag in toegekend(jaar).items()]
    verhalen += [_kwartaal(door, jaar, VAL, "inkoop_interventie", deel) for deel in _kwartalen(VALPREVENTIE, jaar)]
    verhalen += [_kwartaal(door, jaar, WOR, "personeel", deel) for deel in _kwartalen(POH_WELZIJN, jaar)]
    if jaar in (2025, 2026):
        verhalen += [_kansrijk(door, jaar, regel) for regel in KANSRIJK]
    for code, bedrag in _andere(jaar).items():
        verhalen += [_kwartaal(door, jaar, code, "personeel", (nr, bedrag * 245 // 1000)) for nr in range(1, 5)]
    if jaar >= 2026:
        verhalen += [_groep(door, plan, nr) for nr, plan in enumerate(groepen_van_borne(jaar), start=1)]
    if jaar == 2026:
        verhalen.append(_folders(door))
    return verhalen


def toegekend(jaar: int) -> dict[str, int]:
    """Return what was granted in a year, by onderdeel."""
    return {**TOEGEKEND.get(jaar, {}), **_andere(jaar)}


def _andere(jaar: int) -> dict[str, int]:
    if jaar not in ALLES:
        return {}
    return verdeel(ALLES[jaar] - sum(TOEGEKEND[jaar].values()), ANDERE)


def _kwartalen(per_kwartaal: dict[int, int], jaar: int) -> list[tuple[int, int]]:
    return [(nr, per_kwartaal[jaar]) for nr in range(1, 5)] if jaar in per_kwartaal else []


def _plan(door: Wie, jaar: int, code: str, bedrag: int) -> Verhaal:
    """The decision of the Rijk, and the budget of the gemeente, in the first days of the year."""
    yield moment(date(jaar, 1, 9), 10)
    echt = (jaar, code) == (2026, VAL)
    velden: dict[str, Any] = {"jaar": jaar, "onderdeel": code, "bron": SPUK, "bedrag": bedrag, "door": door}
    velden["omschrijving"] = "" if echt else f"Bedrag {DEMO}"
    sleutel = f"geld-{jaar}-{code}"
    ken_toe(formulier_id=formulier(f"{sleutel}-t"), datum=date(jaar, 1, 8), kenmerk=f"SPUK-{jaar} {DEMO}", **velden)
    plaatsen = 88 if echt else None
    leg_begroting_vast(formulier_id=formulier(f"{sleutel}-b"), plaatsen=plaatsen, **velden)


def _kwartaal(door: Wie, jaar: int, code: str, soort: str, deel: tuple[int, int]) -> Verhaal:
    """A bill per quarter, on its last days; what was ordered for the year is noted with the first."""
    nr, bedrag = deel
    wie = {VAL: "Borne Sport", WOR: "Wijkracht"}.get(code, "Uitvoerder")
    velden: dict[str, Any] = {"onderdeel": code, "bron": SPUK, "kostensoort": soort, "door": door}
    velden["leverancier"] = f"{wie} {DEMO}"
    sleutel = formulier(f"geld-{jaar}-{code}-order")
    if nr == 1:
        yield moment(date(jaar, 1, 14), 10)
        verplicht(
            formulier_id=sleutel, jaar=jaar, bedrag=4 * bedrag, datum=date(jaar, 1, 14),
            omschrijving=f"Opdracht {jaar} {DEMO}", **velden,
        )  # fmt: skip
    dag = werkdag(date(jaar, 3 * nr, 28))
    yield moment(dag, 10)
    begin = date(jaar, 3 * nr - 2, 1)
    boek(
        formulier_id=formulier(f"geld-{jaar}-{code}-{nr}"), datum=dag, bedrag=bedrag, geleverd_van=begin,
        geleverd_tot=dag, factuurnummer=f"{jaar}-{code[:3].upper()}-{nr}",
        omschrijving=f"Kwartaal {nr} {DEMO}", verplichting_id=_verplichting(sleutel), **velden,
    )  # fmt: skip


def _verplichting(sleutel: Any) -> Any:
    return db.session.scalar(select(Verplichting.id).where(Verplichting.formulier_id == sleutel))


def _kansrijk(door: Wie, jaar: int, regel: Kansrijk) -> Verhaal:
    maand, dag, bedrag, bron, soort, wat = regel
    op = werkdag(date(jaar, maand, dag))
    yield moment(op, 11)
    boek(
        formulier_id=formulier(f"geld-{jaar}-ks-{maand}-{dag}"), datum=op, onderdeel=KS, bron=bron, kostensoort=soort,
        bedrag=bedrag if jaar == 2025 else bedrag * 85 // 100, omschrijving=f"{wat} {DEMO}", door=door,
    )  # fmt: skip


def _folders(door: Wie) -> Verhaal:
    """The gemeente itself pays for the flyers; the VAT comes back."""
    yield moment(date(2026, 2, 20), 10)
    boek(
        formulier_id=formulier("geld-2026-folders"), datum=date(2026, 2, 20), onderdeel=VAL, bron=EIGEN,
        kostensoort="communicatie_werving", bedrag=115_000, btw_compensabel=24_150, leverancier=f"Drukkerij {DEMO}",
        factuurnummer="26-0113", omschrijving=f"Folders valpreventie {DEMO}", door=door,
    )  # fmt: skip


def _groep(door: Wie, plan: Groepsplan, nr: int) -> Verhaal:
    """Ordered a month before, billed after the last session; over the border of a year each part in its own year.

    What lies in two years is not ordered as one: each regeling pays for its own sessions.
    """
    besteld = werkdag(plan.begint_op - timedelta(days=30))
    yield moment(besteld, 13)
    groep = db.session.scalars(select(Groep).where(Groep.formulier_id == formulier(plan.sleutel))).one()
    dagen = sorted(sessiedagen([groep.id])[groep.id])
    wie = "Borne Sport" if plan.interventie == "in_balans" else "Fysiotherapie De Bleek"
    velden: dict[str, Any] = {"onderdeel": VAL, "kostensoort": "inkoop_interventie", "groep_id": groep.id, "door": door}
    velden |= {"omschrijving": f"Uitvoering {DEMO}", "leverancier": f"{wie} {DEMO}"}
    delen = verwacht(groep, dagen, VAL, KOSTEN)
    if len(delen) == 1:
        order = verplicht(
            formulier_id=formulier(f"{plan.sleutel}-order"), jaar=delen[0].jaar, bron=delen[0].bron, bedrag=KOSTEN,
            datum=besteld, **velden,
        )  # fmt: skip
        velden["verplichting_id"] = order.id
    korting = GOEDKOPER.get(f"{plan.interventie}-{nr}", 0) if plan.begint_op.year == 2026 else 0
    for volg, deel in enumerate(delen, start=1):
        eigen = [dag for dag in dagen if dag.year == deel.jaar]
        op = min(max(eigen) + timedelta(days=3), date(deel.jaar, 12, 30))
        op = max(werkdag(op), *eigen)
        yield moment(op, 16)
        boek(
            formulier_id=formulier(f"{plan.sleutel}-{volg}"), datum=op, bedrag=deel.bedrag - korting, bron=deel.bron,
            geleverd_van=min(eigen), geleverd_tot=max(eigen), factuurnummer=f"{deel.jaar}-{nr:02d}{volg}", **velden,
        )  # fmt: skip
    if len(delen) == 1 and korting:
        sluit_af(order, op=op, door=door)
