"""The belllijst as it is read: one row per person and traject, most urgent first, whatever they must be called about.

A handful of queries whatever the amount: which rows, their tasks, who is near, what was tried, what there is to tell.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select, true
from sqlalchemy.orm import joinedload, selectinload

from ketens.berichten.belregels import BELLEN, PER_BLADZIJDE, PRAKTIJK, Belllijst, Belregel, Filter, Gebeld, Reden
from ketens.berichten.gevolgen import BESLIS, BESLIST
from ketens.berichten.models import Bericht
from ketens.berichten.soorten import SOORTEN
from ketens.catalogus import catalogus
from ketens.gebruikers.wie import Wie
from ketens.inwoners.beperking import onbeperkt
from ketens.inwoners.levensloop import levenden
from ketens.inwoners.models import Inwoner
from ketens.kern.db import db
from ketens.kern.klok import moment, vandaag
from ketens.trajecten.contact import CONTACT, NIET_BEREIKT, POGING, TERUGBELLEN
from ketens.trajecten.delen import Gebeurtenis
from ketens.trajecten.models import Traject
from ketens.trajecten.taken import WIL_STOPPEN, ZONDER_TERMIJN, Taak
from ketens.trajecten.werkfilter import IEDEREEN, MIJ, wat_te_doen
from ketens.trajecten.werklijst import NUL, adres_van

# Calls that are no step of a keten.
LOSSE = (BELLEN, TERUGBELLEN, "opnieuw_bellen", WIL_STOPPEN, BESLIS, PRAKTIJK)
# Steps that are done by calling someone.
PER_TELEFOON = ("gesprek", "instrument")


def lees(filter_: Filter, wie: Wie, mij: Iterable[UUID], *, alleen: UUID | None = None) -> Belllijst:
    """Return the page that the filter asks for; `mij` are the accounts whose work is mine, `alleen` one traject."""
    wat = _te_bellen(wie) & (Taak.traject_id == alleen if alleen else _van_wie(filter_.wie, list(mij)))
    rijen = db.session.execute(_sleutels(wat, (filter_.pagina - 1) * PER_BLADZIJDE)).all()
    per_rij: dict[UUID, list[Taak]] = defaultdict(list)
    for taak in _taken([rij.sleutel for rij in rijen], wat):
        per_rij[_sleutel_van(taak)].append(taak)
    regels = [_regel(rij.sleutel, rij.wanneer, bool(rij.vandaag_al), per_rij[rij.sleutel]) for rij in rijen]
    _leg_redenen(regels)
    _leg_pogingen(regels)
    return Belllijst(regels, rijen[0].totaal if rijen else 0, filter_)


def tel(wie: Wie) -> tuple[int, int]:
    """Return how many people are to be called by this organisatie, and how many of them today or before."""
    nu = func.count(_SLEUTEL.distinct()).filter(Taak.termijn_op <= vandaag())
    alle, dringend = db.session.execute(select(func.count(_SLEUTEL.distinct()), nu).where(_te_bellen(wie))).one()
    return alle, dringend


_SLEUTEL = case((Taak.soort == PRAKTIJK, Taak.id), else_=func.coalesce(Taak.traject_id, Taak.inwoner_id))


def _sleutel_van(taak: Taak) -> UUID:
    return taak.id if taak.soort == PRAKTIJK else taak.traject_id or taak.inwoner_id or taak.id


def _te_bellen(wie: Wie) -> ColumnElement[bool]:
    stappen = [
        and_(Taak.keten_code == keten.code, Taak.soort.in_(codes))
        for keten in catalogus().alle_ketens.values()
        if keten.code in wie.ketens and (codes := [s.code for s in keten.stappen if s.soort in PER_TELEFOON])
    ]
    eigen: ColumnElement[bool] = Taak.zichtbaar_voor(wie) & Taak.afgehandeld_op.is_(None) & Taak.inwoner_id.is_not(None)
    return eigen & or_(Taak.soort.in_(LOSSE), *stappen) & levenden(Taak.inwoner_id) & onbeperkt(Taak.inwoner_id)


def _van_wie(keuze: str, mij: list[UUID]) -> ColumnElement[bool]:
    van_mij = Taak.account_id.in_(mij)
    return {IEDEREEN: true(), MIJ: van_mij}.get(keuze, or_(van_mij, Taak.account_id.is_(None)))


def _sleutels(wat: ColumnElement[bool], vanaf: int) -> Any:
    """Ask for the rows of a page: a day that was agreed on goes before a term; who was tried today comes last."""
    afspraak = func.max(case((Taak.soort == TERUGBELLEN, Taak.termijn_op)))
    per_rij = (
        select(
            _SLEUTEL.label("sleutel"), Taak.traject_id, func.coalesce(afspraak, func.min(Taak.termijn_op)).label("w")
        )
        .where(wat)
        .group_by(_SLEUTEL, Taak.traject_id)
        .subquery()
    )
    vandaag_al = exists().where(
        Gebeurtenis.traject_id == per_rij.c.traject_id,
        Gebeurtenis.soort == POGING,
        Gebeurtenis.op >= moment(vandaag(), 0),
    )
    return (
        select(per_rij.c.sleutel, per_rij.c.w.label("wanneer"), vandaag_al.label("vandaag_al"))
        .add_columns(func.count().over().label("totaal"))
        .order_by("vandaag_al", per_rij.c.w, per_rij.c.sleutel)
        .limit(PER_BLADZIJDE)
        .offset(vanaf)
    )


def _taken(sleutels: list[UUID], wat: ColumnElement[bool]) -> list[Taak]:
    vraag = (
        select(Taak)
        .where(wat, or_(Taak.traject_id.in_(sleutels), Taak.inwoner_id.in_(sleutels), Taak.id.in_(sleutels)))
        .options(
            joinedload(Taak.inwoner).selectinload(Inwoner.contactpersonen),
            joinedload(Taak.traject).selectinload(Traject.pauzes),
            joinedload(Taak.account),
        )
        .order_by(Taak.termijn_op, Taak.id)
    )
    return list(db.session.scalars(vraag)) if sleutels else []


def _regel(sleutel: UUID, wanneer: date, vandaag_al: bool, taken: list[Taak]) -> Belregel:
    inwoner = taken[0].inwoner
    if inwoner is None:
        raise LookupError("Een taak op de belllijst gaat over een inwoner.")
    dag = None if wanneer == ZONDER_TERMIJN else wanneer
    return Belregel(sleutel, dag, inwoner, taken[0].traject, taken, vandaag_al=vandaag_al)


def _leg_redenen(regels: list[Belregel]) -> None:
    ids = [taak.id for regel in regels for taak in regel.taken if taak.soort == BELLEN]
    vraag = select(Bericht).where(Bericht.taak_id.in_(ids)).options(selectinload(Bericht.mail))
    berichten = {bericht.taak_id: bericht for bericht in db.session.scalars(vraag)} if ids else {}
    for regel in regels:
        for taak in regel.taken:
            if taak.soort not in (TERUGBELLEN, BESLIS) or len(regel.taken) == 1:
                regel.redenen.append(_reden(taak, berichten.get(taak.id)))


def _reden(taak: Taak, bericht: Bericht | None) -> Reden:
    if bericht is None:
        return Reden(wat_te_doen(taak.keten_code, taak.soort))
    wat = SOORTEN[bericht.soort]
    gemaild = ("Er is een e-mail gestuurd met het verzoek om te bellen.",) if bericht.mail else ()
    return Reden(wat.naam, (*wat.zinnen(bericht.inhoud or {}), *gemaild), _waar_antwoorden(bericht, wat.antwoord))


def _waar_antwoorden(bericht: Bericht, endpoint: str) -> str | None:
    """Return the page where the answer is noted; the key of the message names what it is about."""
    basis = adres_van(endpoint) if endpoint else None
    return basis.replace(str(NUL), bericht.sleutel.partition(":")[2]) if basis else None


def _leg_pogingen(regels: list[Belregel]) -> None:
    """Lay the calls in vain since the last conversation, or since was decided to go on; newest first."""
    ids = [regel.traject.id for regel in regels if regel.traject]
    vraag = (
        select(Gebeurtenis.traject_id, Gebeurtenis.op, Gebeurtenis.gegevens)
        .where(Gebeurtenis.traject_id.in_(ids), Gebeurtenis.soort.in_((POGING, BESLIST)))
        .order_by(Gebeurtenis.op.desc(), Gebeurtenis.id.desc())
    )
    per_traject: dict[UUID, list[tuple[datetime, str]]] = defaultdict(list)
    klaar: set[UUID] = set()
    for traject_id, op, gegevens in db.session.execute(vraag) if ids else ():
        uitkomst = gegevens.get("uitkomst")
        if uitkomst not in NIET_BEREIKT:
            klaar.add(traject_id)
        elif traject_id not in klaar:
            per_traject[traject_id].append((op, CONTACT[uitkomst]))
    for regel in regels:
        regel.pogingen = per_traject[regel.traject.id] if regel.traject else []


def vandaag_gebeld(wie: Wie) -> list[Gebeld]:
    """Return what I noted today, newest first: the last ten, of residents whom I still see."""
    vraag = (
        select(Gebeurtenis)
        .join(Gebeurtenis.traject)
        .where(Gebeurtenis.door_id == wie.account_id, Gebeurtenis.soort == POGING, Traject.zichtbaar_voor(wie))
        .where(Gebeurtenis.op >= moment(vandaag(), 0), Traject.afgesloten_op.is_(None))
        .options(joinedload(Gebeurtenis.traject).joinedload(Traject.inwoner))
        .order_by(Gebeurtenis.op.desc(), Gebeurtenis.id.desc())
        .limit(10)
    )
    return [
        Gebeld(g.id, g.op, g.traject.inwoner.naam, g.traject.kenmerk, _uitkomst(g.gegevens))
        for g in db.session.scalars(vraag)
    ]


def _uitkomst(gegevens: Mapping[str, Any]) -> str:
    return CONTACT.get(str(gegevens.get("uitkomst")), "")
