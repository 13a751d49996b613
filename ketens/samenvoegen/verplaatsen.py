"""Rows change hands: each is written down with what stood there, and can be put back."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, update

from ketens.groepen.plaatsen import Plaatsaanbod, Plaatsing
from ketens.kern.db import db
from ketens.samenvoegen.models import Samenvoeging, Verplaatsing
from ketens.samenvoegen.wijzers import Wijzer, wijzers
from ketens.trajecten.models import Traject

# Of which one per resident (and keten, or group) may run; with the condition that it runs.
EEN_PER_INWONER: tuple[tuple[Any, str, tuple[Any, ...]], ...] = (
    (Traject, "keten_code", (Traject.afgesloten_op.is_(None),)),
    (Plaatsing, "groep_id", (Plaatsing.geeindigd_op.is_(None),)),
    (Plaatsaanbod, "groep_id", (Plaatsaanbod.beantwoord_op.is_(None), Plaatsaanbod.vervallen_op.is_(None))),
)
Oud = dict[str, Any]


def verplaats(samenvoeging: Samenvoeging, van: UUID, naar: UUID) -> int:
    """Move all that points to `van` to `naar`, remember it on the samenvoeging, and return how many rows moved.

    What people have open of it is of an older version afterwards. Rows are written past the session: it forgets all.
    """
    db.session.flush()
    dubbel = _maak_ruimte(van, naar)
    aantal = 0
    for wijzer in wijzers():
        ids = _ids(wijzer, van, naar)
        if not ids:
            continue
        _schrijf(wijzer.model, wijzer.kolom, ids, naar, wijzer.versie)
        for id_ in ids:
            oud = {wijzer.kolom: str(van), **dubbel.get((wijzer.tabel, id_), {})}
            db.session.add(Verplaatsing(samenvoeging_id=samenvoeging.id, tabel=wijzer.tabel, rij_id=id_, oud=oud))
        aantal += len(ids)
    db.session.flush()
    db.session.expire_all()
    return aantal


def _ids(wijzer: Wijzer, van: UUID, naar: UUID) -> list[UUID]:
    model, kolom = wijzer.model, getattr(wijzer.model, wijzer.kolom)
    ids = list(db.session.scalars(select(model.id).where(kolom == van).order_by(model.id)))
    if wijzer.tabel != "vasthouding" or not ids:
        return ids
    # Held back once is held back: the record that stays needs no second word.
    houdt_vast = db.session.scalar(select(model.id).where(kolom == naar, model.opgeheven_op.is_(None)).limit(1))
    return [] if houdt_vast else ids


def _maak_ruimte(van: UUID, naar: UUID) -> dict[tuple[str, UUID], Oud]:
    """Give what would run a second time a number of its own, and return what stood there."""
    vorig: dict[tuple[str, UUID], Oud] = {}
    for model, waarin, loopt in EEN_PER_INWONER:
        kolom = getattr(model, waarin)
        hoogste = select(kolom, func.max(model.dubbel)).where(model.inwoner_id == naar, *loopt).group_by(kolom)
        bezet: dict[Any, int] = {rij[0]: rij[1] for rij in db.session.execute(hoogste)}
        rijen = select(model.id, kolom, model.dubbel).where(model.inwoner_id == van, *loopt).order_by(model.dubbel)
        for id_, plek, nr in db.session.execute(rijen).all():
            if plek in bezet:
                bezet[plek] += 1
                vorig[model.__tablename__, id_] = {"dubbel": nr}
                _schrijf(model, "dubbel", [id_], bezet[plek])
    return vorig


def zet_terug(verplaatsingen: Iterable[Verplaatsing], vanaf: UUID) -> dict[str, set[UUID]]:
    """Put back what still stands with `vanaf`, and return which rows, by table."""
    per_stand: dict[tuple[Wijzer, str], list[Verplaatsing]] = defaultdict(list)
    for rij in verplaatsingen:
        for wijzer in wijzers():
            if wijzer.tabel == rij.tabel and wijzer.kolom in rij.oud:
                per_stand[wijzer, rij.oud[wijzer.kolom]].append(rij)
    terug: dict[str, set[UUID]] = defaultdict(set)
    for (wijzer, oud), rijen in sorted(per_stand.items(), key=lambda paar: wijzers().index(paar[0][0])):
        model, kolom = wijzer.model, getattr(wijzer.model, wijzer.kolom)
        gezocht = select(model.id).where(model.id.in_([rij.rij_id for rij in rijen]), kolom == vanaf)
        ids = set(db.session.scalars(gezocht))
        _schrijf(model, wijzer.kolom, ids, UUID(oud), wijzer.versie)
        for rij in rijen:
            if rij.rij_id in ids and "dubbel" in rij.oud:
                _schrijf(model, "dubbel", [rij.rij_id], rij.oud["dubbel"])
        terug[wijzer.tabel] |= ids
    return terug


def geef(tabel_wijzer: Wijzer, ids: Collection[UUID], aan: UUID) -> None:
    """Give rows to another resident."""
    _schrijf(tabel_wijzer.model, tabel_wijzer.kolom, ids, aan, tabel_wijzer.versie)


def _schrijf(model: Any, kolom: str, ids: Collection[UUID], waarde: Any, versie: str | None = None) -> None:
    if not ids:
        return
    waarden = {kolom: waarde, **({versie: getattr(model, versie) + 1} if versie else {})}
    vraag = update(model).where(model.id.in_(sorted(ids))).values(waarden)
    db.session.execute(vraag.execution_options(synchronize_session=False))
