"""Writing the access log: one row per answer, chained, in the transaction that is open."""

from collections.abc import Iterable
from datetime import UTC
from typing import Any, cast
from uuid import UUID

from flask import request
from flask_login import current_user
from sqlalchemy import CursorResult, insert, select, update

from ketens.audit import keten
from ketens.audit.models import LOGKOP, LOGREGEL, LOGREGEL_INWONER, SYSTEEM
from ketens.kern import klok, poort, versleuteling
from ketens.kern.db import db
from ketens.kern.gemeente import huidige_gemeente

ACTIES = {"POST": "U", "PUT": "U", "PATCH": "U", "DELETE": "D"}


def schrijf(velden: dict[str, Any], inwoners: Iterable[UUID] = ()) -> None:
    """Append a row to the chain of the gemeente of this moment. Locks the head: let this be the last lock you take."""
    bos = versleuteling.sleutelbos()
    keten_id = huidige_gemeente() or SYSTEEM
    inwoners = sorted(set(inwoners))
    nr, vorige = _kop(keten_id)
    rij = {
        **dict.fromkeys(keten.VELDEN),
        **velden,
        "keten_id": keten_id,
        "nr": nr + 1,
        "op": klok.nu().astimezone(UTC).isoformat(timespec="microseconds"),
        "sleutel": bos.log_id,
    }
    mac = keten.mac(bos.log, vorige, rij, inwoners)
    uitkomst = cast("CursorResult[Any]", db.session.execute(insert(LOGREGEL).values(**rij, mac=mac)))
    if inwoners:
        (logregel_id,) = uitkomst.inserted_primary_key or (None,)
        regels = [{"logregel_id": logregel_id, "keten_id": keten_id, "inwoner_id": inwoner} for inwoner in inwoners]
        db.session.execute(insert(LOGREGEL_INWONER), regels)
    db.session.execute(update(LOGKOP).where(LOGKOP.c.id == keten_id).values(nr=nr + 1, mac=mac))


def _kop(keten_id: UUID) -> tuple[int, bytes]:
    vraag = select(LOGKOP.c.nr, LOGKOP.c.mac).where(LOGKOP.c.id == keten_id).with_for_update()
    kop = db.session.execute(vraag).one_or_none()
    if kop is None:
        db.session.execute(insert(LOGKOP).values(id=keten_id, nr=0, mac=keten.BEGIN))
        return 0, keten.BEGIN
    return kop.nr, kop.mac


def schrijf_verzoek(status: int) -> None:
    """Write the row of this request: who, with which hat, why, with what outcome, and whose cells were opened."""
    recht = poort.recht_van_verzoek()
    pet = getattr(current_user, "pet", None)
    object_id = next((str(waarde) for waarde in (request.view_args or {}).values() if isinstance(waarde, UUID)), None)
    schrijf(
        {
            "actie": "R" if poort.leest_alleen() or status >= 400 else ACTIES[request.method],
            "doel": str(recht or "onbekend"),
            "route": request.endpoint or "onbekend",
            "object_id": object_id,
            "uitkomst": status,
            "account_id": getattr(current_user, "account_id", None),
            "lidmaatschap_id": pet.id if pet else None,
            "organisatie_id": pet.organisatie_id if pet else None,
            "rol": str(pet.rol) if pet else None,
            "adres": request.remote_addr,
        },
        versleuteling.geopend.get() or (),
    )


def vergt_logregel(status: int) -> bool:
    """Tell whether an answer that changed nothing must be logged: it showed a resident, or refused someone."""
    if status >= 500:
        return False
    return bool(versleuteling.geopend.get()) or (status in (403, 404) and current_user.is_authenticated)


def schrijf_opdracht(doel: str, route: str, inwoners: Iterable[UUID] = (), *, reden: str | None = None) -> None:
    """Write the row of work that no request does: a command or a job."""
    schrijf({"actie": "E", "doel": doel, "route": route, "uitkomst": 200, "reden": reden}, inwoners)
