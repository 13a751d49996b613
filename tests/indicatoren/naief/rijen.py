"""Every row of one gemeente, read with nothing but the models: no query that counts, no condition, no order."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select

from ketens.aanbod.models import Aanbod, Toeleiding
from ketens.beoordelingen.models import Beoordeling
from ketens.groepen.models import Bijeenkomst, Groep
from ketens.groepen.plaatsen import Aanwezigheid, Plaatsing, Wachtplek
from ketens.indicatoren.models import Doelgroepcijfer, Gebied
from ketens.instrumenten.models import Afname
from ketens.inwoners.models import Inwoner
from ketens.kern.db import db
from ketens.metingen.models import Meting
from ketens.nazorg.models import Doorstroomvraag
from ketens.tellingen.models import Telling
from ketens.trajecten.delen import Afsluiting, Gebeurtenis, Stap
from ketens.trajecten.hulpvragen import Hulpvraag
from ketens.trajecten.models import Traject
from ketens.verwijzingen.models import Terugkoppeling, Verwijzing, Weigering

R = TypeVar("R")
S = TypeVar("S")
AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def dag(moment: datetime | date) -> date:
    """Return the day on which it happened, by the clock on the wall here."""
    return moment.astimezone(AMSTERDAM).date() if isinstance(moment, datetime) else moment


def leeftijd(geboren: date | None, op: date) -> int | None:
    """Return how many birthdays there were; of 29 February that is 1 March in a year without such a day."""
    if geboren is None:
        return None
    jarig = [1 for jaar in range(geboren.year + 1, op.year + 1) if _verjaardag(geboren, jaar) <= op]
    return len(jarig)


def _verjaardag(geboren: date, jaar: int) -> date:
    try:
        return geboren.replace(year=jaar)
    except ValueError:
        return date(jaar, 3, 1)


def per(rijen: Iterable[R], van: Callable[[R], S]) -> dict[S, list[R]]:
    """Lay rows on heaps."""
    hopen: dict[S, list[R]] = defaultdict(list)
    for rij in rijen:
        hopen[van(rij)].append(rij)
    return hopen


class Rijen:
    """All of it, in lists and dicts."""

    def __init__(self) -> None:
        self.inwoners: dict[UUID, Inwoner] = {rij.id: rij for rij in _alle(Inwoner)}
        self.trajecten: dict[UUID, Traject] = {rij.id: rij for rij in _alle(Traject)}
        self.groepen: dict[UUID, Groep] = {rij.id: rij for rij in _alle(Groep)}
        self.afnamen: dict[UUID, Afname] = {rij.id: rij for rij in _alle(Afname)}
        self.verwijzingen: dict[UUID, Verwijzing] = {rij.id: rij for rij in _alle(Verwijzing)}
        self.aanbod: dict[UUID, Aanbod] = {rij.id: rij for rij in _alle(Aanbod)}
        self.plaatsingen: dict[UUID, Plaatsing] = {rij.id: rij for rij in _alle(Plaatsing)}
        self.bijeenkomsten: dict[UUID, Bijeenkomst] = {rij.id: rij for rij in _alle(Bijeenkomst)}
        self.weigeringen: list[Weigering] = _alle(Weigering)
        self.stappen: list[Stap] = _alle(Stap)
        self.gebeurtenissen: list[Gebeurtenis] = _alle(Gebeurtenis)
        self.afsluitingen: list[Afsluiting] = _alle(Afsluiting)
        self.beoordelingen: list[Beoordeling] = _alle(Beoordeling)
        self.wachtplekken: list[Wachtplek] = _alle(Wachtplek)
        self.aanwezigheid: list[Aanwezigheid] = _alle(Aanwezigheid)
        self.metingen: list[Meting] = _alle(Meting)
        self.vragen: list[Doorstroomvraag] = _alle(Doorstroomvraag)
        self.tellingen: list[Telling] = _alle(Telling)
        self.hulpvragen: list[Hulpvraag] = _alle(Hulpvraag)
        self.toeleidingen: list[Toeleiding] = _alle(Toeleiding)
        self.terugkoppelingen: list[Terugkoppeling] = _alle(Terugkoppeling)
        self.marks_van = per(self.aanwezigheid, lambda rij: rij.plaatsing_id)
        self.afnamen_van = per(self.afnamen.values(), lambda rij: rij.traject_id)
        self.verwijzingen_van = per(self.verwijzingen.values(), lambda rij: rij.traject_id)
        self.plaatsingen_van = per(self.plaatsingen.values(), lambda rij: rij.traject_id)
        self.plaatsingen_in = per(self.plaatsingen.values(), lambda rij: rij.groep_id)
        self.doelgroepen = {(rij.jaar, rij.groep_code): rij.aantal for rij in _alle(Doelgroepcijfer)}
        self.wijken = {rij.pc4: rij.wijk for rij in _alle(Gebied)}

    def mens(self, inwoner_id: UUID) -> UUID:
        """Return who this really is."""
        return self.inwoners[inwoner_id].zelfde_als_id or inwoner_id

    def verwijzer(self, traject_id: UUID) -> tuple[str | None, UUID | None]:
        """Return by whom the first verwijzing of a traject was sent."""
        van = self.verwijzingen_van[traject_id]
        if not van:
            return None, None
        eerste = min(van, key=lambda rij: (rij.ingediend_op, rij.id))
        return eerste.verwijzer_soort, eerste.organisatie_id


def _alle(model: type[R]) -> list[R]:
    rijen: list[Any] = list(db.session.scalars(select(model)))
    assert len({rij.gemeente_id for rij in rijen}) <= 1, f"{model.__name__}: van twee gemeenten tegelijk"
    return rijen
