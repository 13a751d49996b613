"""The groups of each year, on fixed dates: a closed year looks the same from any later day."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from ketens.kern.klok import is_werkdag, moment

DINSDAG, WOENSDAG = 1, 2
TWEEDE_DAG = {DINSDAG: "do", WOENSDAG: "vr"}
NAMEN = {"in_balans": "In Balans", "vvt": "Vallen Verleden Tijd"}
MAANDEN = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)
PLAATSEN = 11
# From this year on, in cents; and the week that is skipped, by the month in which the group begins.
NIEUWE_STIJL = 2026
BIJDRAGEN = {"in_balans": 4500, "vvt": 2500}
# What a group costs the gemeente: 52.212 euro over 8 groups (domein 7.1).
KOSTEN = 652_650
VAKANTIES = {1: (2, 19), 3: (4, 30), 8: (10, 15), 9: (10, 15)}
# A group can be seen this long before it begins; those of a year are planned before that year begins.
ZICHTBAAR = timedelta(days=75)


@dataclass(frozen=True, slots=True)
class Groepsplan:
    """A group: when it begins, who leads it, how many were given a place and how many of them came."""

    gemeente: str
    interventie: str
    begint_op: date
    geplaatst: int
    gestart: int
    locatie: str
    wijk: str
    trainer: str
    deel: str = "ochtend"

    @property
    def sleutel(self) -> str:
        """Return what seeds the stories of this group."""
        return f"{self.gemeente}-{self.interventie}-{self.begint_op.isoformat()}"

    @property
    def naam(self) -> str:
        """Return the name on the screen, such as `In Balans september 2026, Zenderen`."""
        maand = MAANDEN[self.begint_op.month - 1]
        return f"{NAMEN[self.interventie]} {maand} {self.begint_op.year}, {self.wijk}"

    @property
    def dagdelen(self) -> list[str]:
        """Return the parts of the week as the catalogue codes them."""
        eerste = {DINSDAG: "di", WOENSDAG: "wo"}[self.begint_op.weekday()]
        return [f"{eerste}_{self.deel}", f"{TWEEDE_DAG[self.begint_op.weekday()]}_{self.deel}"]

    @property
    def tijd(self) -> str:
        """Return the hour in the words of the coördinator; the parts of the week say which days."""
        return "10.00 uur" if self.deel == "ochtend" else "14.00 uur"

    @property
    def meet(self) -> bool:
        """Whether it is of the time in which attendance, measurements and contributions are kept here."""
        return self.begint_op.year >= NIEUWE_STIJL

    @property
    def eigen_bijdrage(self) -> int:
        """Return in cents what a deelnemer is asked."""
        return BIJDRAGEN[self.interventie] if self.meet and self.gemeente == "borne" else 0

    @property
    def kosten(self) -> int | None:
        """Return in cents what the gemeente pays for it; before it was kept per group nobody knows."""
        return KOSTEN if self.meet and self.gemeente == "borne" else None

    @property
    def overgeslagen(self) -> list[date]:
        """Return the days of a school holiday on which an In Balans of Borne does not meet."""
        week = VAKANTIES.get(self.begint_op.month)
        if not (week and self.eigen_bijdrage and self.interventie == "in_balans"):
            return []
        maandag = date(self.begint_op.year, *week)
        maandag -= timedelta(days=maandag.weekday())
        return [maandag + timedelta(days=dag) for dag in range(5)]

    @property
    def peildag(self) -> date:
        """Return the day on which ages are drawn: who is 66 to 85 then, is 65 to 85 at the first two sessions."""
        return self.begint_op + timedelta(days=8)

    @property
    def gemaakt_op(self) -> datetime:
        """Return the moment on which the coördinator makes the group."""
        jaarplan = date(self.begint_op.year - 1, 12, 20)
        return moment(werkdag(min(self.begint_op - ZICHTBAAR, jaarplan)), 9)


# Older than this, in seconds, no open work is.
LANG = 100 * 24 * 3600
PLEKKEN = {
    "kulturhus": ("Zaal 3, Kulturhus (demo)", "Centrum"),
    "sporthal": ("Sporthal 't Wooldrik (demo)", "Stroom Esch"),
    "zenderen": ("Dorpshuis Zenderen (demo)", "Zenderen"),
    "fysio": ("Oefenzaal De Bleek (demo)", "Letterveld"),
    "tubbergen": ("Dorpshuis De Vlasberg (demo)", "Tubbergen"),
}

# Borne, 2023 to 2025: interventie, first day, placed, started. The starts are 24 + 41 + 56 = 121 (domein 7.1).
Rij = tuple[str, date, int, int, str, str]
EERSTE_JAREN: tuple[Rij, ...] = (
    ("in_balans", date(2023, 4, 4), 10, 9, "kulturhus", "trainer"),
    ("vvt", date(2023, 6, 6), 8, 7, "fysio", "fysio"),
    ("in_balans", date(2023, 9, 5), 9, 8, "kulturhus", "trainer"),
    ("in_balans", date(2024, 1, 16), 10, 9, "kulturhus", "trainer"),
    ("vvt", date(2024, 3, 5), 8, 8, "fysio", "fysio"),
    ("in_balans", date(2024, 4, 9), 9, 8, "sporthal", "trainer2"),
    ("in_balans", date(2024, 9, 3), 10, 9, "kulturhus", "trainer"),
    ("vvt", date(2024, 10, 29), 8, 7, "fysio", "fysio"),
    ("in_balans", date(2025, 1, 14), 11, 10, "kulturhus", "trainer"),
    ("vvt", date(2025, 2, 18), 9, 9, "fysio", "fysio"),
    ("in_balans", date(2025, 4, 1), 10, 9, "sporthal", "trainer2"),
    ("vvt", date(2025, 5, 13), 10, 9, "fysio", "fysio"),
    ("in_balans", date(2025, 9, 2), 11, 10, "zenderen", "trainer"),
    ("vvt", date(2025, 10, 28), 9, 9, "fysio", "trainer2"),
)
# From 2026 on, each year the same eight: on the last such weekday up to and including this day. Only the last one runs
# into the next year: an In Balans takes 14 weeks, a Vallen Verleden Tijd 5.
ACHT: tuple[tuple[str, int, int, int, int, int, str, str], ...] = (
    ("in_balans", 1, 14, DINSDAG, 11, 10, "kulturhus", "trainer"),
    ("vvt", 2, 18, WOENSDAG, 10, 10, "fysio", "fysio"),
    ("in_balans", 3, 31, DINSDAG, 11, 10, "sporthal", "trainer2"),
    ("vvt", 5, 17, DINSDAG, 10, 9, "fysio", "fysio"),
    ("in_balans", 9, 2, DINSDAG, 11, 11, "zenderen", "trainer"),
    ("vvt", 10, 21, WOENSDAG, 11, 10, "fysio", "fysio"),
    ("vvt", 11, 24, DINSDAG, 11, 10, "sporthal", "trainer2"),
    ("in_balans", 12, 3, DINSDAG, 6, 6, "kulturhus", "trainer"),
)
TUBBERGEN: tuple[tuple[int, int], ...] = ((3, 12), (10, 8))


def groepen_van_borne(jaar: int) -> list[Groepsplan]:
    """Return the groups that begin in `jaar`."""
    if jaar < 2026:
        return [_plan("borne", rij) for rij in EERSTE_JAREN if rij[1].year == jaar]
    return [
        _plan("borne", (interventie, _laatste(date(jaar, maand, dag), weekdag), geplaatst, gestart, plek, trainer))
        for interventie, maand, dag, weekdag, geplaatst, gestart, plek, trainer in ACHT
    ]


def groepen_van_tubbergen(jaar: int) -> list[Groepsplan]:
    """Return the groups that begin in `jaar`: small ones, from 2025 on."""
    if jaar < 2025:
        return []
    dagen = [_laatste(date(jaar, maand, dag), WOENSDAG) for maand, dag in TUBBERGEN]
    return [_plan("tubbergen", ("in_balans", dag, 6, 6, "tubbergen", "trainer.tubbergen")) for dag in dagen]


def _plan(gemeente: str, rij: Rij) -> Groepsplan:
    interventie, begint_op, geplaatst, gestart, plek, trainer = rij
    locatie, wijk = PLEKKEN[plek]
    deel = "middag" if plek in ("sporthal", "tubbergen") else "ochtend"
    return Groepsplan(gemeente, interventie, begint_op, geplaatst, gestart, locatie, wijk, trainer, deel)


def _laatste(dag: date, weekdag: int) -> date:
    """Return the last working day with this weekday on or before `dag`."""
    dag -= timedelta(days=(dag.weekday() - weekdag) % 7)
    return dag if is_werkdag(dag) else _laatste(dag - timedelta(days=1), weekdag)


def werkdag(dag: date) -> date:
    """Return `dag`, or the working day before it."""
    while not is_werkdag(dag):
        dag -= timedelta(days=1)
    return dag


def overdag(kans: Random, dag: date) -> datetime:
    """Return a moment in office hours on `dag`, or on the working day before it."""
    return moment(werkdag(dag), kans.randint(8, 16), kans.randint(0, 59))


class Agenda:
    """Moments relative to today that never fall before this year: what a closed year holds must not depend on today.

    Early in the year, what should lie in the year before is pressed together after 1 January, in the same order.
    """

    def __init__(self, nu: datetime, vandaag: date) -> None:
        self.nu, self.vandaag = nu, vandaag
        jaar = date(vandaag.year, 1, 1)
        # An hour into the year, so that it is this year in UTC too.
        self.begin = moment(jaar, 1) if nu > moment(jaar, 2) else moment(jaar, 0)

    def geleden(self, werkdagen: float, uur: int = 10) -> datetime:
        """Return an office hour so many working days ago; with less than 1 it is that part of a day ago."""
        if werkdagen < 1:
            return self._in_dit_jaar(self.nu - timedelta(days=werkdagen))
        dag = self.vandaag
        for _ in range(int(werkdagen)):
            dag = werkdag(dag - timedelta(days=1))
        return self._in_dit_jaar(moment(dag, uur))

    def _in_dit_jaar(self, gewenst: datetime) -> datetime:
        jong, oud = (self.nu - self.begin).total_seconds(), (self.nu - gewenst).total_seconds()
        if oud <= jong / 2 or jong > LANG:
            return gewenst
        return self.nu - timedelta(seconds=jong - jong * jong / 4 / oud)
