"""The whole database of a gemeente as values, and what must hold of it whatever was merged."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from ketens.instrumenten.models import Afname
from ketens.inwoners.models import Inwoner
from ketens.kern.db import REGISTER, db
from ketens.kern.versleuteling import Verzegeld
from ketens.samenvoegen.wijzers import BLIJFT, OUDERS, van_inwoners, wijzers
from ketens.verwijzingen.models import Verwijzing

# The records of merging itself; the counter of changes, which only counts up; keys, told by what they find.
ZONDER, TELLER = {"samenvoeging", "verplaatsing"}, "versie"
Stand = dict[str, dict[Any, tuple[Any, ...]]]


def stand() -> Stand:
    """Return every row of every table of this gemeente."""
    db.session.expire_all()
    return {
        klasse.__tablename__: _rijen(klasse)
        for klasse in (mapper.class_ for mapper in REGISTER.mappers)
        if hasattr(klasse, "gemeente_id") and klasse.__tablename__ not in ZONDER
    }


def _rijen(klasse: Any) -> dict[Any, tuple[Any, ...]]:
    if klasse.__tablename__ == "zoeksleutel":
        return {(rij.inwoner_id, rij.hash): (rij.soort,) for rij in db.session.scalars(select(klasse))}
    velden = {n for deel in klasse.__mro__ for n, veld in vars(deel).items() if isinstance(veld, Verzegeld)}
    kolommen = sorted({kolom.key for kolom in klasse.__table__.columns} - velden - {TELLER, "id"})
    return {
        rij.id: tuple((naam, getattr(rij, naam)) for naam in (*kolommen, *sorted(velden)))
        for rij in db.session.scalars(select(klasse))
    }


def verschil(was: Stand, werd: Stand) -> list[str]:
    """Return in words what is not the same."""
    gevonden = []
    for tabel, rijen in was.items():
        for id_ in rijen.keys() | werd[tabel].keys():
            oud, nieuw = rijen.get(id_), werd[tabel].get(id_)
            if oud != nieuw:
                anders = [(a, b) for a, b in zip(oud or (), nieuw or (), strict=False) if a != b]
                gevonden.append(f"{tabel} {id_}: {anders or ('weg' if nieuw is None else 'erbij')}")
    return gevonden


def wat_niet_klopt() -> list[str]:
    """Return in words each row that stands with another resident than what it hangs on, or with one who went."""
    db.session.expire_all()
    opgegaan = set(db.session.scalars(select(Inwoner.id).where(Inwoner.zelfde_als_id.is_not(None))))
    gevonden = [
        f"{wijzer.tabel}.{wijzer.kolom} wijst naar wie opging"
        for wijzer in wijzers()
        if wijzer.tabel not in BLIJFT
        for id_ in db.session.scalars(select(getattr(wijzer.model, wijzer.kolom)))
        if id_ in opgegaan
    ]
    van = {
        ouder: dict(db.session.execute(select(_model(ouder).id, _model(ouder).inwoner_id)).all())
        for ouder in OUDERS.values()
    }
    for wijzer in van_inwoners():
        for kolom, ouder in OUDERS.items():
            if hasattr(wijzer.model, kolom):
                gevonden += _los(wijzer.model, kolom, van[ouder])
    tests = dict(db.session.execute(select(Afname.id, Afname.inwoner_id)).all())
    for rij in db.session.scalars(select(Verwijzing).where(Verwijzing.afname_id.is_not(None))):
        if tests[rij.afname_id] != rij.inwoner_id:
            gevonden.append(f"verwijzing {rij.id}: de test is van een ander")
    return gevonden


def _los(model: Any, kolom: str, van: dict[UUID, UUID]) -> list[str]:
    rijen = select(model.id, model.inwoner_id, getattr(model, kolom)).where(getattr(model, kolom).is_not(None))
    return [
        f"{model.__tablename__} {id_}: {kolom} is van een ander"
        for id_, inwoner_id, ouder_id in db.session.execute(rijen)
        if ouder_id in van and van[ouder_id] != inwoner_id
    ]


def _model(tabel: str) -> Any:
    return next(wijzer.model for wijzer in van_inwoners() if wijzer.tabel == tabel)
