"""What was written about a record at the very moment that it was merged follows it, within the hour."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from ketens.audit.handelingen import schrijf_opdracht
from ketens.inwoners.models import Inwoner
from ketens.kern.db import db
from ketens.opdrachten.klok import elke
from ketens.rechten import Recht
from ketens.samenvoegen.handelingen import vergrendel
from ketens.samenvoegen.models import Samenvoeging
from ketens.samenvoegen.verplaatsen import verplaats
from ketens.samenvoegen.wijzers import wijzers

NALOOP = "samenvoegen.naloop"


@elke(timedelta(hours=1), NALOOP)
def loop_na(_gegevens: Mapping[str, Any]) -> None:
    """Move rows that stand with a merged record still, as the merge itself did, so that an undo knows them."""
    verhuisd: set[UUID] = set()
    staan = select(Samenvoeging).where(Samenvoeging.ongedaan_op.is_(None), Samenvoeging.gaat_id.in_(_achterblijvers()))
    for rij in db.session.scalars(staan.order_by(Samenvoeging.id)).all():
        gaat = db.session.get_one(Inwoner, rij.gaat_id)
        vergrendel(gaat)
        if (blijft_id := gaat.zelfde_als_id) and verplaats(rij, rij.gaat_id, blijft_id):
            verhuisd |= {rij.gaat_id, blijft_id}
    if verhuisd:
        schrijf_opdracht(Recht.SAMENVOEGEN, NALOOP, verhuisd)


def _achterblijvers() -> set[UUID]:
    """Return the merged records with which something stands. As many statements as tables, however many merges."""
    opgegaan = select(Samenvoeging.gaat_id).where(Samenvoeging.ongedaan_op.is_(None))
    kolommen = (getattr(wijzer.model, wijzer.kolom) for wijzer in wijzers())
    return {
        id_ for kolom in kolommen for id_ in db.session.scalars(select(kolom).where(kolom.in_(opgegaan)).distinct())
    }
