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

NALOOP = "samenvoegen.naloop"


@elke(timedelta(hours=1), NALOOP)
def loop_na(_gegevens: Mapping[str, Any]) -> None:
    """Move rows that stand with a merged record still, as the merge itself did, so that an undo knows them."""
    verhuisd: set[UUID] = set()
    for rij in db.session.scalars(select(Samenvoeging).where(Samenvoeging.ongedaan_op.is_(None))).all():
        gaat = db.session.get_one(Inwoner, rij.gaat_id)
        vergrendel(gaat)
        if (blijft_id := gaat.zelfde_als_id) and verplaats(rij, rij.gaat_id, blijft_id):
            verhuisd |= {rij.gaat_id, blijft_id}
    if verhuisd:
        schrijf_opdracht(Recht.SAMENVOEGEN, NALOOP, verhuisd)
