"""Which group for whom: what the traject page shows about a place."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from ketens.groepen.bezetting import Stand, open_aanbiedingen, standen
from ketens.groepen.feiten import feiten
from ketens.groepen.geschiktheid import passen_niet
from ketens.groepen.loslaten import zoekt_plaats
from ketens.groepen.models import Groep
from ketens.groepen.plaatsen import Plaatsaanbod, Plaatsing, Wachtplek
from ketens.groepen.samen import kenmerk_van
from ketens.groepen.waarschuwen import staat_stil, voorrang
from ketens.groepen.wachtlijst import dagdeel_naam, wachtlijst, wachtlijsten, wachtplekken_van
from ketens.inwoners import doorgeven
from ketens.kern.db import db
from ketens.kern.klok import vandaag
from ketens.trajecten.models import Traject
from ketens.trajecten.overzichten import intake_antwoorden


@dataclass(frozen=True, slots=True)
class Mogelijk:
    """A group that could take this resident: how full, what warns, and what does not match their week or wijk."""

    groep: Groep
    stand: Stand
    waarschuwingen: tuple[str, ...]
    let_op: tuple[str, ...]

    @property
    def past(self) -> bool:
        """Whether nothing speaks against it."""
        return not self.waarschuwingen and not self.let_op

    @property
    def volgorde(self) -> tuple[object, ...]:
        """Free before full, what fits before what warns, then the first to begin."""
        return not self.stand.vrij, len(self.waarschuwingen), len(self.let_op), self.groep.begint_op, self.groep.id


@dataclass(frozen=True, slots=True)
class Wacht:
    """What someone waits for, and their number on that list."""

    wachtplek: Wachtplek
    nr: int
    van: int
    samen_met: str | None


@dataclass(frozen=True, slots=True)
class Plaatskeuze:
    """All that the region shows: the place there is, what is waited for, and the groups to choose from."""

    plaatsing: Plaatsing | None
    aanbod: Plaatsaanbod | None
    wacht: list[Wacht]
    zoekt: bool
    mogelijk: list[Mogelijk]
    dagdelen: list[str]


def plaatskeuze(traject: Traject) -> Plaatskeuze:
    """Return where this traject stands: a place, the waiting list, or a choice of groups."""
    plaatsing = lopende_plaats(traject)
    zoekt = not traject.is_afgesloten and plaatsing is None and zoekt_plaats(traject) is not None
    antwoorden = intake_antwoorden(traject) if zoekt else {}
    dagdelen = [str(deel) for deel in antwoorden.get("dagdelen") or ()]
    return Plaatskeuze(
        plaatsing=plaatsing,
        aanbod=next(iter(open_aanbiedingen(Plaatsaanbod.traject_id == traject.id)), None) if zoekt else None,
        wacht=[_wacht(wachtplek, traject) for wachtplek in wachtplekken_van(traject)],
        zoekt=zoekt,
        mogelijk=_mogelijk(traject, antwoorden, dagdelen) if zoekt else [],
        dagdelen=dagdelen,
    )


def lopende_plaats(traject: Traject) -> Plaatsing | None:
    """Return the place that this traject has now."""
    vraag = select(Plaatsing).where(Plaatsing.traject_id == traject.id, Plaatsing.geeindigd_op.is_(None))
    return db.session.scalars(vraag.options(joinedload(Plaatsing.groep)).limit(1)).one_or_none()


def _mogelijk(traject: Traject, antwoorden: dict[str, object], dagdelen: list[str]) -> list[Mogelijk]:
    vraag = select(Groep).where(
        Groep.keten_code == traject.keten_code,
        Groep.organisatie_id == traject.organisatie_id,
        Groep.afgelast_op.is_(None),
        Groep.eindigt_op >= vandaag(),
    )
    vraag = vraag.options(selectinload(Groep.bijeenkomsten), *Groep.met_trainers())
    groepen = [groep for groep in db.session.scalars(vraag) if groep.kan_instromen]
    mag_doorgeven = doorgeven.geldt(traject.inwoner, traject.keten_code)
    per_groep = standen(groepen)
    codes = sorted({groep.interventie.code for groep in groepen})
    rijen = wachtlijsten(codes, traject.keten_code, traject.organisatie_id)
    weet = feiten(codes, traject.keten_code) if any(rijen.values()) else None
    stil = staat_stil(traject)
    mogelijk = [
        Mogelijk(
            groep,
            per_groep[groep.id],
            stil
            + passen_niet(traject, groep, antwoorden)
            + voorrang(traject, groep, per_groep[groep.id], rijen[groep.interventie.code], weet),
            _let_op(groep, dagdelen, traject.inwoner.wijk, mag_doorgeven=mag_doorgeven),
        )
        for groep in groepen
    ]
    return sorted(mogelijk, key=lambda rij: rij.volgorde)


def _let_op(groep: Groep, dagdelen: list[str], wijk: str | None, *, mag_doorgeven: bool) -> tuple[str, ...]:
    kan_niet = [dagdeel_naam(deel) for deel in groep.dagdelen if dagdelen and deel not in dagdelen]
    zinnen = [f"De inwoner kan niet op {' en '.join(kan_niet)}."] if kan_niet else []
    if wijk and groep.wijk and wijk.casefold() != groep.wijk.casefold():
        zinnen.append(f"De inwoner woont in {wijk}.")
    if groep.deelt_buiten and not mag_doorgeven:
        zinnen.insert(0, "De inwoner gaf geen toestemming om gegevens door te geven aan deze trainer.")
    if groep.is_begonnen:
        zinnen.append("De groep is al begonnen.")
    return tuple(zinnen)


def _wacht(wachtplek: Wachtplek, traject: Traject) -> Wacht:
    rij = wachtlijst(wachtplek.interventie_code, traject.keten_code, traject.organisatie_id)
    nr = 1 + next(i for i, ander in enumerate(rij) if ander.id == wachtplek.id)
    return Wacht(wachtplek, nr, len(rij), kenmerk_van(wachtplek))
