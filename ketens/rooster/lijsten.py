"""What pages and figures show of groups. A fixed number of queries, whatever the amount."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import defaultload, joinedload

from ketens.catalogus import catalogus
from ketens.groepen.bezetting import Stand, lopende_plaatsingen, standen
from ketens.groepen.models import Groep
from ketens.groepen.overzichten import Groepscijfers, per_groep
from ketens.groepen.plaatsen import Plaatsing, Wachtplek
from ketens.inwoners.models import Inwoner
from ketens.kern.db import db
from ketens.kern.klok import vandaag
from ketens.rooster.toestand import Toestand, badge, toestand
from ketens.trajecten.models import Traject


@dataclass(frozen=True, slots=True)
class GroepRij:
    """A group on the list: how full, and in which state."""

    groep: Groep
    stand: Stand
    cijfers: Groepscijfers | None = None

    @property
    def trainers(self) -> list[str]:
        """Who leads it now, by name."""
        return [rij.account.naam for rij in self.groep.trainers if rij.tot is None]

    @property
    def afloop(self) -> str:
        """What became of a group that is behind us: its places are free again, so counting those says nothing."""
        if not (self.cijfers and self.cijfers.gestart):
            return "Niemand begonnen"
        return f"{self.cijfers.gestart} begonnen, {self.cijfers.afgerond} afgerond"

    @property
    def badge(self) -> tuple[str, str]:
        """Word and kind of badge of its state."""
        return badge(self.groep, self.stand)

    @property
    def toestand(self) -> Toestand:
        """In which state it is."""
        return toestand(self.groep, self.stand)


@dataclass(frozen=True, slots=True)
class Groepenlijst:
    """The groups that someone may see: coming, running, and behind us."""

    komend: list[GroepRij]
    lopend: list[GroepRij]
    voorbij: list[GroepRij]

    @property
    def delen(self) -> list[tuple[str, list[GroepRij]]]:
        """What to show, with its heading, without empty parts."""
        alle = [("Nog te beginnen", self.komend), ("Nu bezig", self.lopend), ("Afgerond en afgelast", self.voorbij)]
        return [deel for deel in alle if deel[1]]


def lijst(
    wie: Any, *, interventie: str | None = None, jaar: int | None = None, staat: Toestand | None = None
) -> Groepenlijst:
    """Return the groups that `wie` may see; without a year what is coming and running, and this year's others."""
    vraag = select(Groep).where(Groep.zichtbaar_voor(wie)).order_by(Groep.begint_op, Groep.naam, Groep.id)
    if interventie:
        vraag = vraag.where(Groep.interventie_pin.startswith(f"{interventie}@", autoescape=True))
    begin = date(jaar or vandaag().year, 1, 1)
    in_jaar = Groep.begint_op.between(begin, date(begin.year, 12, 31)) if jaar else Groep.eindigt_op >= begin
    vraag = vraag.where(in_jaar)
    groepen = list(db.session.scalars(vraag.options(*Groep.met_trainers())))
    hoe_vol = standen(groepen)
    afloop = per_groep([groep.id for groep in groepen if groep.is_voorbij])
    rijen = [GroepRij(groep, hoe_vol[groep.id], afloop.get(groep.id)) for groep in groepen]
    rijen = [rij for rij in rijen if staat in (None, rij.toestand)]
    return Groepenlijst(
        komend=[rij for rij in rijen if not rij.groep.is_voorbij and not rij.groep.is_begonnen],
        lopend=[rij for rij in rijen if not rij.groep.is_voorbij and rij.groep.is_begonnen],
        voorbij=[rij for rij in reversed(rijen) if rij.groep.is_voorbij],
    )


def lees_jaar(tekst: str | None) -> int | None:
    """Return the year that a filter asks for; rubbish asks for none."""
    return int(tekst) if tekst and re.fullmatch(r"(19|20)\d\d", tekst) else None


def lees_staat(tekst: str | None) -> Toestand | None:
    """Return the state that a filter asks for; rubbish asks for none."""
    return Toestand(tekst) if tekst in list(Toestand) else None


def jaren(wie: Any) -> list[int]:
    """Return the years in which a group that `wie` may see begins, the last one first."""
    eerste, laatste = db.session.execute(
        select(func.min(Groep.begint_op), func.max(Groep.begint_op)).where(Groep.zichtbaar_voor(wie))
    ).one()
    return list(range(laatste.year, eerste.year - 1, -1)) if eerste else []


def wachtend_per_interventie(wie: Any) -> list[tuple[str, int, date]]:
    """Return (name, how many wait, since when the first) for each interventie that someone waits for."""
    vraag = (
        select(Wachtplek.interventie_code, func.count(Wachtplek.id), func.min(Wachtplek.sinds))
        .where(Wachtplek.vervallen_op.is_(None), Wachtplek.zichtbaar_voor(wie))
        .group_by(Wachtplek.interventie_code)
        .order_by(Wachtplek.interventie_code)
    )
    return [
        (catalogus().interventie(code).naam, aantal, sinds.date()) for code, aantal, sinds in db.session.execute(vraag)
    ]


def deelnemers(groep: Groep, *opties: Any) -> list[Plaatsing]:
    """Return who has a place now, in the order in which they were placed, with their resident and traject."""
    met_wie = (joinedload(Plaatsing.inwoner, innerjoin=True), joinedload(Plaatsing.traject, innerjoin=True))
    return lopende_plaatsingen(groep, *met_wie, *opties)


def voor_trainer() -> tuple[Any, ...]:
    """Return the options that load what a trainer may know beside the name: emergency contact and walking aid."""
    return (
        defaultload(Plaatsing.inwoner).selectinload(Inwoner.contactpersonen),
        defaultload(Plaatsing.traject).selectinload(Traject.stappen),
    )


def overleden(groep: Groep) -> list[str]:
    """Return the names of who had a place in this group, as long as it runs, and died."""
    if groep.is_voorbij:
        return []
    vraag = select(Plaatsing).where(Plaatsing.groep_id == groep.id, Plaatsing.eindreden == "overleden")
    rijen = db.session.scalars(vraag.options(joinedload(Plaatsing.inwoner)).order_by(Plaatsing.id))
    return [plaatsing.inwoner.naam for plaatsing in rijen]


def geeindigd(groep: Groep) -> dict[str, int]:
    """Return how many places of this group ended in which way."""
    vraag = select(Plaatsing.einde, func.count(Plaatsing.id)).where(
        Plaatsing.groep_id == groep.id, Plaatsing.geeindigd_op.is_not(None)
    )
    return {einde: aantal for einde, aantal in db.session.execute(vraag.group_by(Plaatsing.einde)) if einde}
