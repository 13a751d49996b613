"""What happened since a merge and hangs on a row that goes back, goes back with it. All else stays where it is."""

from collections import defaultdict
from typing import Any
from uuid import UUID

from sqlalchemy import select

from ketens.instrumenten.models import Afname
from ketens.kern.db import db
from ketens.samenvoegen.models import Samenvoeging
from ketens.samenvoegen.wijzers import OUDERS, ZELFSTANDIG, Wijzer, geef_wijzer, naar_metgezel, van_inwoners
from ketens.trajecten.delen import Gebeurtenis
from ketens.trajecten.models import Traject
from ketens.trajecten.taken import Taak
from ketens.verwijzingen.models import Verwijzing

Rijen = dict[str, set[UUID]]


def gaat_mee(samenvoeging: Samenvoeging, terug: Rijen, wortel: UUID) -> dict[Wijzer, set[UUID]]:
    """Return the rows at `wortel` that hang on what went back; loosen first what joined over the seam."""
    al = {tabel: set(ids) for tabel, ids in terug.items()}
    _trajecten_van_eigen_verwijzingen(samenvoeging, terug, wortel)
    for verwijzing in _over_de_naad(terug):
        maak_los(verwijzing)
    db.session.flush()
    while _breid_uit(terug, wortel):
        pass
    erbij = {tabel: ids - al.get(tabel, set()) for tabel, ids in terug.items()}
    return {geef_wijzer(tabel): _nog_hier(geef_wijzer(tabel), ids, wortel) for tabel, ids in erbij.items() if ids}


def _nog_hier(wijzer: Wijzer, ids: set[UUID], wortel: UUID) -> set[UUID]:
    model = wijzer.model
    return set(db.session.scalars(select(model.id).where(model.id.in_(ids), model.inwoner_id == wortel)))


def _trajecten_van_eigen_verwijzingen(samenvoeging: Samenvoeging, terug: Rijen, wortel: UUID) -> None:
    """A traject that began since, with a verwijzing that goes back, was about that person."""
    vraag = (
        select(Verwijzing.id, Traject.id)
        .join(Traject, Traject.id == Verwijzing.traject_id)
        .where(Verwijzing.id.in_(terug.get("verwijzing", ())), Traject.inwoner_id == wortel)
        .where(Traject.begonnen_op >= samenvoeging.op)
    )
    for verwijzing_id, traject_id in db.session.execute(vraag).all():
        begon = select(Gebeurtenis).where(
            Gebeurtenis.traject_id == traject_id, Gebeurtenis.soort == "verwijzing_aangenomen"
        )
        eerste = db.session.scalars(begon.order_by(Gebeurtenis.id).limit(1)).one_or_none()
        if eerste and eerste.gegevens.get("verwijzing_id") == str(verwijzing_id):
            terug.setdefault("traject", set()).add(traject_id)


def _over_de_naad(terug: Rijen) -> list[Verwijzing]:
    """Return the verwijzingen of one of the two that joined a traject of the other."""
    hier, daar = terug.get("verwijzing", set()), terug.get("traject", set())
    van_hier = Verwijzing.id.in_(hier) & Verwijzing.traject_id.is_not(None) & Verwijzing.traject_id.not_in(daar)
    van_daar = Verwijzing.id.not_in(hier) & Verwijzing.traject_id.in_(daar)
    return list(db.session.scalars(select(Verwijzing).where(van_hier | van_daar).order_by(Verwijzing.id)))


def maak_los(verwijzing: Verwijzing) -> None:
    """Take a verwijzing off a traject of somebody else: it waits for triage again, as before."""
    traject = verwijzing.traject
    if traject is not None:
        traject.noteer("verwijzing_los", door=None, verwijzing_id=str(verwijzing.id), kenmerk=verwijzing.kenmerk)
    if verwijzing.afname_id and (afname := db.session.get(Afname, verwijzing.afname_id)):
        afname.traject_id = None
    verwijzing.traject, verwijzing.traject_id = None, None
    verwijzing.aangenomen_op, verwijzing.beslist_door, verwijzing.beslist_door_id = None, None, None
    if verwijzing.taak:
        verwijzing.taak.afgehandeld_op = None


def _breid_uit(terug: Rijen, wortel: UUID) -> bool:
    gevonden: Rijen = defaultdict(set)
    for wijzer in van_inwoners():
        for kolom, ouder in OUDERS.items():
            if wijzer.tabel not in ZELFSTANDIG and hasattr(wijzer.model, kolom) and terug.get(ouder):
                gevonden[wijzer.tabel] |= _ids(wijzer.model, getattr(wijzer.model, kolom).in_(terug[ouder]), wortel)
    alles = set().union(*terug.values()) if terug else set()
    gevonden["taak"] |= _ids(Taak, Taak.object_id.in_(alles), wortel)
    for wijzer, naar in naar_metgezel():
        kolom_ = getattr(wijzer.model, wijzer.kolom)
        if ids := terug.get(wijzer.tabel):
            gewezen = select(kolom_).where(wijzer.model.id.in_(ids), kolom_.is_not(None))
            gevonden[naar] |= _ids(geef_wijzer(naar).model, geef_wijzer(naar).model.id.in_(gewezen), wortel)
    nieuw = {tabel: ids - terug.get(tabel, set()) for tabel, ids in gevonden.items()}
    for tabel, ids in nieuw.items():
        terug.setdefault(tabel, set()).update(ids)
    return any(nieuw.values())


def _ids(model: Any, eis: Any, wortel: UUID) -> set[UUID]:
    return set(db.session.scalars(select(model.id).where(eis, model.inwoner_id == wortel)))
