"""Keeping what was measured: each an afname of its instrument, and a correction a newer one (besluit 0032)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid5

from sqlalchemy import select

from ketens.catalogus import Instrument
from ketens.gebruikers.wie import Wie
from ketens.groepen.models import Groep
from ketens.groepen.plaatsen import Plaatsing
from ketens.instrumenten.handelingen import neem_af
from ketens.instrumenten.models import Afname
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import nu, vandaag
from ketens.kern.pagina import datum
from ketens.metingen.models import Meting
from ketens.metingen.momenten import MOMENTEN, T1, dag, meetdagen
from ketens.metingen.staat import antwoorden_van, huidige
from ketens.metingen.taak import handel_taak_af

SETTING = "groep"
Staat = Mapping[tuple[UUID, str], Meting]


@dataclass(frozen=True, slots=True)
class Cel:
    """What was typed for one person and one instrument, over the afname that was in sight (None: nothing yet)."""

    plaatsing: Plaatsing
    instrument: Instrument
    antwoorden: Mapping[str, object]
    gezien: UUID | None

    @property
    def sleutel(self) -> tuple[UUID, str]:
        """Of whom, and with what."""
        return self.plaatsing.id, str(self.instrument.code)


class Ingehaald(Domeinfout):
    """Someone else kept another value meanwhile; `cellen` says where, with what stands there now."""

    def __init__(self, cellen: Sequence[tuple[Cel, Meting | None]]) -> None:
        super().__init__(
            "Iemand anders heeft intussen iets anders bewaard. Wat u typte staat er nog; kijk bij de vakken met een "
            "rode rand en verstuur nog een keer om uw waarde te bewaren."
        )
        self.cellen = cellen


def leg_vast(groep: Groep, moment: str, cellen: Sequence[Cel], *, formulier_id: UUID, door: Wie) -> int:
    """Keep what was typed and return how many measurements that changed; what stands there already changes nothing.

    Nothing is kept when one of them was changed by someone else since it was in sight: then it raises `Ingehaald`.
    """
    controleer(groep, moment)
    staat = huidige(moment, {cel.plaatsing.id for cel in cellen})
    anders = [cel for cel in cellen if cel.antwoorden != antwoorden_van(cel.instrument, _afname(staat, cel))]
    mijne = _wat_ik_veranderde(anders, staat)
    ingehaald = [cel for cel in mijne if cel.gezien != _afname_id(staat, cel)]
    if ingehaald:
        raise Ingehaald([(cel, staat.get(cel.sleutel)) for cel in ingehaald])
    gedaan: dict[tuple[Plaatsing, str], list[str]] = defaultdict(list)
    for cel in mijne:
        afname = _neem_af(cel, groep, formulier_id, door) if cel.antwoorden else None
        soort = _bewaar(cel, staat.get(cel.sleutel), afname, moment, door)
        gedaan[cel.plaatsing, soort].append(str(cel.instrument.pin))
    for (plaatsing, soort), pins in gedaan.items():
        plaatsing.traject.noteer(soort, door=door, moment=moment, instrumenten=pins, **groep.genoemd)
    if moment == T1 and mijne:
        handel_taak_af(groep)
    return len(mijne)


def controleer(groep: Groep, moment: str) -> None:
    """Raise `Domeinfout` when there is nothing to measure yet, or not any more."""
    if groep.afgelast_op is not None:
        raise Domeinfout("Deze groep gaat niet door. Er is niets te meten.")
    if not groep.is_begonnen:
        raise Domeinfout(f"De groep begint pas op {datum(groep.begint_op)}. Meten kan vanaf die dag.")
    begin = meetdagen(groep)[0]
    if moment == T1 and begin.sessie is not None and dag(begin.sessie) >= vandaag():
        raise Domeinfout(f"De {MOMENTEN[T1].lower()} kan pas na de beginmeting van {datum(begin.sessie.begint_op)}.")


def _wat_ik_veranderde(cellen: Sequence[Cel], staat: Staat) -> list[Cel]:
    """Leave out what only looks changed: it stands as it was in sight, and someone else changed it meanwhile."""
    oud = [cel for cel in cellen if cel.gezien not in (None, _afname_id(staat, cel))]
    vraag = select(Afname).where(
        Afname.id.in_([cel.gezien for cel in oud]), Afname.traject_id.in_([cel.plaatsing.traject_id for cel in oud])
    )
    zag = {afname.id: afname for afname in db.session.scalars(vraag)} if oud else {}

    def onveranderd(cel: Cel) -> bool:
        if cel.gezien == _afname_id(staat, cel):
            return False
        gezien = zag.get(cel.gezien) if cel.gezien else None
        if gezien is not None and gezien.instrument != cel.instrument.pin:
            return False
        return cel.antwoorden == antwoorden_van(cel.instrument, gezien)

    return [cel for cel in cellen if not onveranderd(cel)]


def _neem_af(cel: Cel, groep: Groep, formulier_id: UUID, door: Wie) -> Afname:
    return neem_af(
        str(cel.instrument.pin),
        cel.antwoorden,
        keten_code=groep.keten_code,
        door=door,
        inwoner=cel.plaatsing.inwoner,
        traject_id=cel.plaatsing.traject_id,
        setting=SETTING,
        # Once for what was in sight: the same form, sent again after a change by someone else, keeps another one.
        formulier_id=uuid5(formulier_id, f"{cel.plaatsing.id}:{cel.instrument.code}:{cel.gezien}"),
    )


def _bewaar(cel: Cel, staat: Meting | None, afname: Afname | None, moment: str, door: Wie) -> str:
    """Let the measurement be this afname, or none any more, and return the kind of event that it is."""
    if afname is None:
        db.session.delete(staat)
        return "meting_vervallen"
    if staat is not None:
        staat.afname, staat.op, staat.door_id = afname, nu(), door.account_id
        return "meting_gecorrigeerd"
    db.session.add(
        Meting(
            inwoner_id=cel.plaatsing.inwoner_id,
            plaatsing_id=cel.plaatsing.id,
            moment=moment,
            instrument_code=str(cel.instrument.code),
            afname=afname,
            door_id=door.account_id,
        )
    )
    return "meting"


def _afname(staat: Staat, cel: Cel) -> Afname | None:
    meting = staat.get(cel.sleutel)
    return meting.afname if meting else None


def _afname_id(staat: Staat, cel: Cel) -> UUID | None:
    meting = staat.get(cel.sleutel)
    return meting.afname_id if meting else None
