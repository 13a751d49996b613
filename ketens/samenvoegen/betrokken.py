"""After two records came apart: who follows something of either since then, sees that one, and the other no more."""

from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select

from ketens.beoordelingen.handelingen import GROND
from ketens.beoordelingen.models import Beoordeling
from ketens.groepen.loslaten import trainers_van
from ketens.groepen.plaatsen import Plaatsing
from ketens.inwoners.handelingen import betrek
from ketens.inwoners.models import Betrokkenheid, Inwoner
from ketens.kern.db import db
from ketens.samenvoegen.models import Samenvoeging
from ketens.samenvoegen.verplaatsen import geef
from ketens.samenvoegen.wijzers import geef_wijzer
from ketens.trajecten.models import Traject
from ketens.verwijzingen.models import Verwijzing


class Reden(NamedTuple):
    """Why an organisatie, or one trainer, sees a resident in a keten."""

    organisatie_id: UUID
    keten_code: str
    account_id: UUID | None


def herverdeel(samenvoeging: Samenvoeging, gaat: Inwoner, wortel: Inwoner) -> None:
    """Give each record the involvement of what began since the merge and is now theirs."""
    hunne, eigen = _nodig(gaat.id, samenvoeging.id), _nodig(wortel.id, samenvoeging.id)
    erbij = select(Betrokkenheid).where(
        Betrokkenheid.inwoner_id == wortel.id, Betrokkenheid.id > samenvoeging.id, Betrokkenheid.tot.is_(None)
    )
    mee = [
        rij.id
        for rij in db.session.scalars(erbij)
        if (reden := Reden(rij.organisatie_id, rij.keten_code, rij.account_id)) in hunne and reden not in eigen
    ]
    geef(geef_wijzer("betrokkenheid"), mee, gaat.id)
    db.session.expire_all()
    for inwoner, redenen in ((gaat, hunne), (wortel, eigen)):
        for reden, grond in sorted(redenen.items(), key=str):
            organisatie_id, keten_code, account_id = reden
            betrek(inwoner, organisatie_id=organisatie_id, keten_code=keten_code, grond=grond, account_id=account_id)
    db.session.flush()


def _nodig(inwoner_id: UUID, sinds: UUID) -> dict[Reden, str]:
    """Return what asks for involvement of the rows made after `sinds`: ids are in order of time."""
    redenen: dict[Reden, str] = {}
    for traject in db.session.scalars(select(Traject).where(Traject.inwoner_id == inwoner_id, Traject.id > sinds)):
        redenen[Reden(traject.organisatie_id, traject.keten_code, None)] = "traject"
    verwijzingen = select(Verwijzing).where(Verwijzing.inwoner_id == inwoner_id, Verwijzing.id > sinds)
    for verwijzing in db.session.scalars(verwijzingen):
        if not (verwijzing.geweigerd_op or verwijzing.ingetrokken_op):
            redenen.setdefault(Reden(verwijzing.ontvanger_id, verwijzing.keten_code, None), "verwijzing")
        if verwijzing.organisatie_id:
            redenen.setdefault(Reden(verwijzing.organisatie_id, verwijzing.keten_code, None), "verwijzer")
    vragen = select(Beoordeling).where(Beoordeling.inwoner_id == inwoner_id, Beoordeling.id > sinds)
    for vraag in db.session.scalars(vragen.where(Beoordeling.ingetrokken_op.is_(None))):
        redenen.setdefault(Reden(vraag.praktijk_id, vraag.keten_code, None), GROND)
    plaatsen = select(Plaatsing).where(Plaatsing.inwoner_id == inwoner_id, Plaatsing.id > sinds)
    for plaats in db.session.scalars(plaatsen.where(Plaatsing.geeindigd_op.is_(None))):
        for trainer in trainers_van(plaats.groep):
            redenen[Reden(trainer.organisatie_id, plaats.groep.keten_code, trainer.id)] = "groep"
    return redenen
