"""Welzijn op Recept in Borne: 94 inwoners with a gesprek in 2024 and 166 in 2025 (domein 7.1), on fixed days.

Some who came late in a year are seen once more in the next one; they count in both.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from ketens.demo.gesprekken import HULPVRAGEN, Gesprekken
from ketens.demo.kalender import Agenda, overdag
from ketens.demo.mensen import Persoon, persoon
from ketens.demo.organisaties import WELZIJN
from ketens.demo.ploeg import Ploeg
from ketens.demo.verhalen import Rolverdeling, Verhaal, formulier, later
from ketens.kern.klok import nu
from ketens.rechten import Rol
from ketens.trajecten.handelingen import noteer_contactpoging
from ketens.triage.handelingen import neem_aan, weiger
from ketens.verwijzingen.handelingen import verwijs
from ketens.verwijzingen.models import Verwijzing

# Who is new in a year, and how many of them are seen once more in the next: 94, and 10 + 156 = 166.
NIEUWEN, DOORLOPERS = {2024: 94, 2025: 156, 2026: 125}, {2024: 10, 2025: 14, 2026: 14}
EERSTE_JAAR, EERSTE_NUMMER, ZONDER_GESPREK = 2024, 500, 700
# These people are as old as they were on this day.
NU_JAAR, NU_NUMMER, NU_PEILDAG = 2000, 900, date(2026, 11, 22)
VERWIJZERS = {
    "huisarts": 30,
    "poh": 14,
    "huisarts.fleminghof": 26,
    "huisarts.poort": 22,
    "wijkverpleging": 4,
    "fysio": 4,
}
UIT_DE_AGENDA = 0.35


@dataclass(frozen=True, slots=True)
class Loop:
    """On which days someone is signed up and spoken to."""

    aangemeld: date
    gesprekken: list[date]


def welzijn(ploeg: Ploeg, jaar: int) -> list[Verhaal]:
    """Return the stories of who came in this year."""
    if ploeg.slug != "borne" or jaar < EERSTE_JAAR:
        return []
    laatste = min(jaar, max(NIEUWEN))
    verhalen = [_gesproken(ploeg, jaar, volg, DOORLOPERS[laatste]) for volg in range(NIEUWEN[laatste])]
    return [*verhalen, *(_niet_gesproken(ploeg, jaar, volg) for volg in range(8))]


def rol_van(ploeg: Ploeg, wie: Persoon) -> Rolverdeling:
    """Return the cast of a story of Welzijn op Recept: the POH Welzijn acts in it."""
    kans = Random(f"welzijn-{wie.sleutel}")  # noqa: S311  # invented people, no secret
    return Rolverdeling(ploeg, wie, kans, ploeg.wie("welzijn", Rol.WELZIJNSCOACH))


def verwijs_naar_welzijn(
    rol: Rolverdeling, hulpvraag: str | None, *, naam: str | None = None, **meer: str
) -> Verwijzing:
    """Send a verwijzing to the POH Welzijn, by this account or by one of the practices."""
    naam = naam or rol.kans.choices(list(VERWIJZERS), list(VERWIJZERS.values()))[0]
    return verwijs(
        formulier_id=formulier(f"welzijn-{rol.persoon.sleutel}"),
        keten_code=WELZIJN,
        door=rol.ploeg.wie(naam, Rol.VERWIJZER),
        antwoorden={},
        eigen={"hulpvraag": hulpvraag} if hulpvraag else {},
        toestemming_doorgeven=True,
        toestemming_terugkoppelen=rol.kans.random() < 0.85,
        **meer,  # type: ignore[arg-type]
        **rol.persoon.gegevens(rol.kans),
    )


def _loop(kans: Random, jaar: int, doorloper: bool) -> Loop:
    if doorloper:
        eerste = date(jaar, 10, 12) + timedelta(days=kans.randint(0, 55))
        gesprekken = [eerste, date(jaar + 1, 1, 11) + timedelta(days=kans.randint(0, 40))]
    else:
        eerste = date(jaar, 1, 22) + timedelta(days=kans.randint(0, 310))
        gesprekken = [eerste]
        for _ in range(kans.choices((0, 1, 2, 3), (44, 30, 17, 9))[0]):
            gesprekken.append(gesprekken[-1] + timedelta(days=kans.randint(14, 42)))
    einde = date(jaar, 12, 18)
    return Loop(
        eerste - timedelta(days=kans.randint(3, 13)),
        [dag for dag in gesprekken if doorloper or dag <= einde],
    )


def _gesproken(ploeg: Ploeg, jaar: int, volg: int, doorlopers: int) -> Verhaal:
    """From the practice to one gesprek or more, to something on the kaart, to the end."""
    kans = Random(f"loop-{jaar}-{volg}")  # noqa: S311  # invented people, no secret
    loop = _loop(kans, jaar, volg < doorlopers)
    wie = persoon(ploeg.slug, jaar, EERSTE_NUMMER + volg, leeftijd=(23, 88), op=date(jaar, 1, 1))
    rol = rol_van(ploeg, wie)
    hoofd = rol.kans.choices(list(HULPVRAGEN), list(HULPVRAGEN.values()))[0]
    verhaal = Gesprekken(rol, hoofd, loop.gesprekken)
    if rol.kans.random() < UIT_DE_AGENDA:
        yield overdag(rol.kans, loop.gesprekken[0])
        traject = verhaal.uit_de_agenda()
    else:
        yield overdag(rol.kans, loop.aangemeld)
        verwijzing = verwijs_naar_welzijn(rol, hoofd if rol.kans.random() < 0.6 else None)
        yield later(rol, 0, 1)
        traject = neem_aan(verwijzing, door=rol.regie)
        yield max(overdag(rol.kans, loop.gesprekken[0]), nu() + timedelta(minutes=20))
        verhaal.spreek(traject, 0)
    for nr in range(1, len(loop.gesprekken)):
        yield max(overdag(rol.kans, loop.gesprekken[nr]), nu() + timedelta(minutes=20))
        verhaal.spreek(traject, nr)


def _niet_gesproken(ploeg: Ploeg, jaar: int, volg: int) -> Verhaal:
    """Never reached, or not for this keten."""
    dag = date(jaar, 1, 15) + timedelta(days=40 * volg + 3)
    wie = persoon(ploeg.slug, jaar, ZONDER_GESPREK + volg, leeftijd=(23, 88), op=date(jaar, 1, 1))
    rol = rol_van(ploeg, wie)
    yield overdag(rol.kans, dag)
    verwijzing = verwijs_naar_welzijn(rol, None)
    yield later(rol, 0, 2)
    if volg % 4 == 3:
        weiger(verwijzing, reden="andere_hulp", door=rol.regie)
        return
    traject = neem_aan(verwijzing, door=rol.regie)
    for uitkomst in ("geen_gehoor", "voicemail", "geen_gehoor"):
        yield later(rol, 1, 3)
        noteer_contactpoging(traject, uitkomst=uitkomst, door=rol.regie)
    yield later(rol, 1, 3)
    traject.sluit_af(door=rol.regie, reden="niet_bereikbaar")


# What people ask for today, and on which working days ago they were signed up, accepted and spoken to.
NU: tuple[tuple[str, tuple[float, ...]], ...] = (
    ("eenzaamheid_sociaal", (0.2,)),
    ("stress_spanning", (2,)),
    ("eenzaamheid_sociaal", (6, 5)),
    ("rouw_verlies", (12, 11)),
    ("daginvulling", (9, 8, 3)),
    ("mantelzorg", (14, 13, 8, 1)),
)


def welzijn_van_nu(ploeg: Ploeg, agenda: Agenda) -> list[Verhaal]:
    """Return what is open today: two at triage, two to be called (one too late), two in conversation."""
    verhalen = []
    for volg, (hoofd, werkdagen) in enumerate(NU):
        wie = persoon(ploeg.slug, NU_JAAR, NU_NUMMER + volg, leeftijd=(31, 86), op=NU_PEILDAG)
        verhalen.append(_van_nu(rol_van(ploeg, wie), agenda, hoofd, werkdagen))
    return verhalen


def _van_nu(rol: Rolverdeling, agenda: Agenda, hoofd: str, werkdagen: tuple[float, ...]) -> Verhaal:
    yield agenda.geleden(werkdagen[0])
    verwijzing = verwijs_naar_welzijn(rol, hoofd)
    if len(werkdagen) == 1:
        return
    yield agenda.geleden(werkdagen[1], 11)
    traject = neem_aan(verwijzing, door=rol.regie)
    if len(werkdagen) == 2:
        yield agenda.geleden(werkdagen[1] - 2, 15)
        terug = agenda.vandaag if werkdagen[1] < 10 else None
        uitkomst = "terugbellen" if terug else "geen_gehoor"
        noteer_contactpoging(traject, uitkomst=uitkomst, terugbellen_op=terug, door=rol.regie)
    momenten = [agenda.geleden(dagen, 14) for dagen in werkdagen[2:]]
    gepland = [*(moment.date() for moment in momenten), agenda.vandaag + timedelta(days=9)]
    verhaal = Gesprekken(rol, hoofd, gepland)
    for nr, moment in enumerate(momenten):
        yield moment
        verhaal.spreek(traject, nr)
