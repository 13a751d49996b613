"""What is counted without names: the Ouder-kindcafé week by week, Kansrijke Start, and the years of the Sociaal Hus.

Every count is made on the day after (or in January), so a closed year is the same on any later day.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random

from ketens.catalogus import catalogus
from ketens.demo.kalender import WOENSDAG
from ketens.demo.ploeg import Ploeg
from ketens.demo.verhalen import formulier
from ketens.gebruikers.wie import Wie
from ketens.kern.klok import is_werkdag, moment
from ketens.rechten import Rol
from ketens.tellingen.handelingen import corrigeer, tel

# Inwoners whom the Sociaal Hus helped in a year (domein 7.1).
SOCIAAL_HUS = {2024: 597, 2025: 754}
# Of a hundred questions there: money goes before everything else.
HULPVRAGEN = {
    "financien": 38,
    "wonen": 16,
    "taal_digitaal": 10,
    "mantelzorg": 8,
    "eenzaamheid_sociaal": 8,
    "relatie_gezin": 6,
    "stress_spanning": 5,
    "daginvulling": 4,
    "anders": 5,
}
# Questions in a quarter of these years; from then on as in the last of them.
PER_KWARTAAL = {2024: 165, 2025: 210, 2026: 225}
EERSTE_CAFE, EERSTE_HUS = 2025, 2024
# In 2025 three people of Borne became Infant Family Associate (domein 3); the other trainings are small.
GESCHOOLD = {2025: (date(2025, 6, 26), 3), 2026: (date(2026, 5, 21), 2)}
Verhaal = Iterator[datetime]


def tellingen(ploeg: Ploeg, jaar: int) -> list[Verhaal]:
    """Return the counts of this year."""
    if ploeg.slug != "borne":
        return []
    verhalen = [_hus(ploeg, jaar), *(_kwartaal(ploeg, jaar, maand) for maand in (1, 4, 7, 10))]
    if jaar in GESCHOOLD:
        dag, aantal = GESCHOOLD[jaar]
        verhalen.append(_tel(ploeg, "geschoolde_professionals", dag, {"professionals": aantal}))
    if jaar >= EERSTE_CAFE:
        verhalen += [_netwerk(ploeg, dag) for dag in (date(jaar, 3, 12), date(jaar, 6, 18), date(jaar, 10, 8))]
        # Last: what someone counted last is proposed first, and that is the café of every week.
        verhalen += [_cafe(ploeg, dag) for dag in _woensdagen(jaar)]
    return verhalen


def _woensdagen(jaar: int) -> list[date]:
    """Every week, but for a feast and the weeks around Christmas."""
    eerste = date(jaar, 1, 7)
    eerste += timedelta(days=(WOENSDAG - eerste.weekday()) % 7)
    dagen = [eerste + timedelta(weeks=week) for week in range(51)]
    return [dag for dag in dagen if dag <= date(jaar, 12, 21) and is_werkdag(dag)]


def _cafe(ploeg: Ploeg, dag: date) -> Verhaal:
    """A morning of the Ouder-kindcafé: quieter in summer, and a little fuller every year."""
    kans = Random(f"cafe-{dag}")  # noqa: S311  # invented people, no secret
    druk = (4 if dag.month in (7, 8) else 7) + min(dag.year - EERSTE_CAFE, 3)
    volwassenen = kans.randint(druk - 2, druk + 4)
    kinderen = volwassenen + kans.randint(-1, 3)
    nieuw = min(kans.choices((0, 1, 2, 3, 4), (30, 30, 22, 12, 6))[0], volwassenen)
    # Now and then someone finds a figure wrong, and says why.
    goed = {"volwassenen": volwassenen, "kinderen": kinderen, "nieuw": nieuw}
    if kans.random() >= 0.03:
        yield from _tel(ploeg, "ouder_kindcafe", dag, goed)
        return
    yield moment(dag, 12, 30)
    wat = catalogus().activiteit("ouder_kindcafe@1")
    eerst = tel(
        wat, formulier_id=formulier(f"cafe-{dag}"), datum=dag, aantallen={**goed, "kinderen": 0}, door=_teller(ploeg)
    )
    yield moment(dag, 15, 10)
    reden = "De kinderen waren vergeten."
    nieuw_formulier = formulier(f"cafe-{dag}-goed")
    corrigeer(eerst, formulier_id=nieuw_formulier, datum=dag, aantallen=goed, reden=reden, door=_teller(ploeg))


def _netwerk(ploeg: Ploeg, dag: date) -> Verhaal:
    kans = Random(f"netwerk-{dag}")  # noqa: S311  # invented people, no secret
    return _tel(ploeg, "netwerkbijeenkomst", dag, {"bijeenkomsten": 1, "deelnemers": kans.randint(11, 22)})


def _kwartaal(ploeg: Ploeg, jaar: int, maand: int) -> Verhaal:
    """In the month after a quarter: conversations Nu Niet Zwanger, and the questions at the Sociaal Hus."""
    if jaar < EERSTE_HUS:
        return
    kans, eerste = Random(f"kwartaal-{jaar}-{maand}"), date(jaar, maand, 1)  # noqa: S311  # no secret
    yield moment(date(jaar + (maand == 10), (maand + 2) % 12 + 1, 9), 11)
    if jaar >= EERSTE_CAFE:
        _leg_vast(ploeg, "nnz_gesprekken", eerste, {"gesprekken": kans.randint(4, 9)})
    vragen = kans.choices(list(HULPVRAGEN), list(HULPVRAGEN.values()), k=PER_KWARTAAL[min(jaar, 2026)])
    aantallen = {code: vragen.count(code) for code in HULPVRAGEN}
    _leg_vast(ploeg, "sociaal_hus_hulpvragen", eerste, aantallen, bron="Registratie Sociaal Hus (demo)")


def _hus(ploeg: Ploeg, jaar: int) -> Verhaal:
    if jaar not in SOCIAAL_HUS:
        return
    yield moment(date(jaar + 1, 1, 20), 10)
    bron = f"Jaarcijfers Sociaal Hus {jaar} (demo)"
    _leg_vast(ploeg, "sociaal_hus", date(jaar, 1, 1), {"inwoners": SOCIAAL_HUS[jaar]}, bron=bron)


def _tel(ploeg: Ploeg, code: str, dag: date, aantallen: dict[str, int]) -> Verhaal:
    yield moment(dag, 12, 30)
    _leg_vast(ploeg, code, dag, aantallen)


def _leg_vast(ploeg: Ploeg, code: str, dag: date, aantallen: dict[str, int], bron: str | None = None) -> None:
    tel(
        catalogus().activiteit(f"{code}@1"),
        formulier_id=formulier(f"{code}-{dag}"),
        datum=dag,
        aantallen=aantallen,
        door=_teller(ploeg),
        organisatie_id=ploeg.organisatie_ids["sociaal_hus"] if code.startswith("sociaal_hus") else None,
        bron=bron,
    )


def _teller(ploeg: Ploeg) -> Wie:
    return ploeg.wie("teller", Rol.TELLER)
