"""What was filled in to measure against, per year, and what was not."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select

from ketens.catalogus import Indicator, catalogus
from ketens.catalogus.indicator import Doelgroep
from ketens.gebruikers.models import Account
from ketens.indicatoren.models import Doel, Doelgroepcijfer, Gebied
from ketens.inwoners.models import Betrokkenheid, Inwoner
from ketens.kern.db import db
from ketens.kern.klok import vandaag

EERSTE_JAAR = 2023


@dataclass(frozen=True, slots=True)
class Groepregel:
    """A group of people in a year, and the year before beside it."""

    groep: Doelgroep
    dit: Doelgroepcijfer | None
    vorig: Doelgroepcijfer | None


@dataclass(frozen=True, slots=True)
class Doelregel:
    """An aim: that of the catalogue, and that of the gemeente where it chose another."""

    keten_code: str
    keten: str
    indicator: Indicator
    eigen: Doel | None

    @property
    def eigen_waarde(self) -> Decimal | None:
        """What the gemeente chose; it is kept in hundredths."""
        return Decimal(self.eigen.waarde) / 100 if self.eigen else None

    @property
    def is_gekozen(self) -> bool:
        """Whether there is an aim."""
        return self.eigen is not None or self.indicator.doel is not None

    @property
    def catalogus_in_woorden(self) -> str:
        """The aim of the catalogue as the page says it."""
        return self._in_woorden(self.indicator.doel)

    @property
    def eigen_in_woorden(self) -> str:
        """The aim of the gemeente as the page says it."""
        return self._in_woorden(self.eigen_waarde)

    def _in_woorden(self, doel: Decimal | None) -> str:
        if doel is None:
            return "geen"
        tekst = f"{doel.normalize():f}".replace(".", ",")
        return f"{tekst}%" if self.indicator.soort == "aandeel" else tekst


@dataclass(frozen=True, slots=True)
class Gebiedregel:
    """A postcode area where residents live, with its wijk if it has one."""

    pc4: str
    wijk: str | None


def jaren() -> tuple[int, ...]:
    """Return the years to fill in: from the first one of the GALA, with the year to come."""
    return tuple(range(EERSTE_JAAR, vandaag().year + 2))


def groepen(ketens: Iterable[str], jaar: int) -> list[Groepregel]:
    """Return the groups of people that these ketens measure against, in one query."""
    bekend: dict[str, Doelgroep] = {}
    for bestand in _bestanden(ketens):
        for groep in bestand.doelgroepen:
            bekend.setdefault(groep.code, groep)
    rijen = db.session.scalars(select(Doelgroepcijfer).where(Doelgroepcijfer.jaar.in_((jaar - 1, jaar))))
    per = {(rij.jaar, rij.groep_code): rij for rij in rijen}
    return [Groepregel(groep, per.get((jaar, code)), per.get((jaar - 1, code))) for code, groep in bekend.items()]


def doelen(ketens: Iterable[str], jaar: int) -> list[Doelregel]:
    """Return what these ketens may aim at: shares of a group of people, and what the funnel counts."""
    rijen = db.session.scalars(select(Doel).where(Doel.jaar == jaar))
    per = {(rij.keten_code, rij.indicator_code): rij for rij in rijen}
    return [
        Doelregel(
            bestand.code, catalogus().keten(bestand.code).naam, indicator, per.get((bestand.code, indicator.code))
        )
        for bestand in _bestanden(ketens)
        for indicator in bestand.indicatoren
        if heeft_doel(bestand, indicator)
    ]


def heeft_doel(bestand: Any, indicator: Indicator) -> bool:
    """Tell whether a gemeente may aim at it."""
    if indicator.soort == "aandeel":
        return bestand.doelgroep(indicator.noemer or "") is not None
    return indicator.doel is not None or indicator.code in {stap.indicator for stap in bestand.trechter}


def gebieden(ketens: Iterable[str]) -> list[Gebiedregel]:
    """Return the postcode areas with a wijk, and those without where residents of these ketens live."""
    wijken = {rij.pc4: rij.wijk for rij in db.session.scalars(select(Gebied))}
    van_keten = select(Betrokkenheid.inwoner_id).where(Betrokkenheid.keten_code.in_(ketens))
    bewoond = db.session.scalars(
        select(Inwoner.pc4).where(Inwoner.pc4.is_not(None), Inwoner.id.in_(van_keten)).distinct()
    )
    alle = sorted({*wijken, *(str(pc4) for pc4 in bewoond)})
    return [Gebiedregel(pc4, wijken.get(pc4)) for pc4 in alle]


def gewijzigd(op: datetime | None, door_id: UUID | None) -> str:
    """Return who changed it last, for who is told that it changed meanwhile."""
    account = db.session.get(Account, door_id) if door_id else None
    naam = account.naam if account else "Iemand anders"
    return f"{naam} ({op:%d-%m-%Y})" if op else naam


def _naam(keten_code: str) -> str:
    return catalogus().keten(keten_code).naam


def _bestanden(ketens: Iterable[str]) -> list[Any]:
    bekend = {bestand.code for bestand in catalogus().alle_indicatoren.values()}
    return [catalogus().indicatoren(code) for code in ketens if code in bekend]
