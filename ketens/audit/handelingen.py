"""Writing the access log: one row per answer, chained, in the transaction that is open."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC
from typing import Any
from uuid import UUID

from flask import current_app, g, request
from flask_login import current_user
from sqlalchemy import Connection, bindparam, insert, select, update
from sqlalchemy.exc import IntegrityError

from ketens.audit import anker, keten
from ketens.audit.models import LOGKOP, LOGREGEL, LOGREGEL_INWONER, SYSTEEM
from ketens.kern import klok, poort, sleutels, versleuteling
from ketens.kern.db import db
from ketens.kern.gemeente import huidige_gemeente
from ketens.rechten import Recht

# What the last word of an address does when it is no plain change (NEN 7513: C, R, U, D, E).
ACTIES = {"aanmelden": "C", "verwijdering": "D", "inloggen": "E", "uitloggen": "E", "petwissel": "E"}
NIEUW = "nieuw"

# Core statements on the connection, built once: this is done on every page, and the sluice does not look at these
# tables. Through the session, and built each time, they cost three times as much.
_LEES_KOP = (
    select(LOGKOP.c.nr, LOGKOP.c.mac, LOGKOP.c.sleutel).where(LOGKOP.c.id == bindparam("keten")).with_for_update()
)
_NIEUWE_KOP: dict[str, Any] = {"nr": bindparam("hoog"), "mac": bindparam("nieuw"), "sleutel": bindparam("naam")}
_ZET_KOP = update(LOGKOP).where(LOGKOP.c.id == bindparam("keten")).values(_NIEUWE_KOP)
_LAATSTE_SLEUTEL = select(LOGREGEL.c.sleutel).where(
    LOGREGEL.c.keten_id == bindparam("keten"), LOGREGEL.c.nr == bindparam("hoog")
)
_VOEG_REGEL_TOE, _VOEG_INWONER_TOE, _BEGIN_KOP = insert(LOGREGEL), insert(LOGREGEL_INWONER), insert(LOGKOP)


def schrijf(velden: dict[str, Any], inwoners: Iterable[UUID] = (), *, sleutel: str | None = None) -> anker.Punt:
    """Append a row to the chain of the gemeente of this moment, and return the new head.

    Locks the head: let this be the last lock you take. The anchor gets it when the transaction commits. The key is that
    of the chain, whatever this process thinks is the newest; `sleutel` changes it (besluit 0046).
    """
    keten_id = huidige_gemeente() or SYSTEEM
    inwoners = sorted(set(inwoners))
    sessie = db.session()
    verbinding = sessie.connection()
    nr, vorige, huidig = _kop(verbinding, keten_id)
    sleutel = sleutel or huidig or versleuteling.sleutelbos().log_id
    rij = {
        **dict.fromkeys(keten.VELDEN),
        **velden,
        "keten_id": keten_id,
        "nr": nr + 1,
        "op": klok.nu().astimezone(UTC).isoformat(timespec="microseconds"),
        "sleutel": sleutel,
    }
    mac = keten.mac(_logsleutel(sleutel), vorige, rij, inwoners)
    nieuwe = verbinding.execute(_VOEG_REGEL_TOE, {**rij, "mac": mac}).inserted_primary_key
    if inwoners:
        (logregel_id,) = nieuwe or (None,)
        regels = [{"logregel_id": logregel_id, "keten_id": keten_id, "inwoner_id": inwoner} for inwoner in inwoners]
        verbinding.execute(_VOEG_INWONER_TOE, regels)
    verbinding.execute(_ZET_KOP, {"keten": keten_id, "hoog": nr + 1, "nieuw": mac, "naam": sleutel})
    punt = anker.Punt(keten_id, nr + 1, mac, sleutel, str(rij["op"]))
    anker.onthoud(sessie, current_app.extensions["ketens"].anker, punt)
    return punt


def kopsleutel() -> str | None:
    """Lock the head of the chain of this moment and return the id of the key that writes it; None when it is empty."""
    return _kop(db.session.connection(), huidige_gemeente() or SYSTEEM)[2]


def _logsleutel(naam: str) -> bytes:
    if naam not in versleuteling.sleutelbos().van("log"):
        sleutels.ververs()
    if naam not in versleuteling.sleutelbos().van("log"):
        raise RuntimeError(f"Het logboek gaat verder onder sleutel {naam}, en die is er niet.")
    return versleuteling.sleutelbos().van("log")[naam]


def _kop(verbinding: Connection, keten_id: UUID) -> tuple[int, bytes, str | None]:
    kop = verbinding.execute(_LEES_KOP, {"keten": keten_id}).one_or_none()
    if kop is None:
        # Whoever else begins this chain at this moment is waited for, and is then found.
        with suppress(IntegrityError), verbinding.begin_nested():
            verbinding.execute(_BEGIN_KOP, {"id": keten_id, "nr": 0, "mac": keten.BEGIN})
        kop = verbinding.execute(_LEES_KOP, {"keten": keten_id}).one()
    sleutel = kop.sleutel
    if sleutel is None and kop.nr:  # written last before keys could change
        sleutel = verbinding.scalar(_LAATSTE_SLEUTEL, {"keten": keten_id, "hoog": kop.nr})
    return kop.nr, kop.mac, sleutel


def schrijf_verzoek(status: int) -> None:
    """Write the row of this request: who, with which hat, why, with what outcome, and whose cells were opened."""
    recht = poort.recht_van_verzoek()
    pet = getattr(current_user, "pet", None)
    object_id = next((str(waarde) for waarde in (request.view_args or {}).values() if isinstance(waarde, UUID)), None)
    schrijf(
        {
            "actie": _actie(status),
            "doel": str(recht or "onbekend"),
            "route": request.endpoint or "onbekend",
            "object_id": object_id,
            "uitkomst": status,
            "account_id": getattr(current_user, "account_id", None) or g.get("logaccount"),
            "lidmaatschap_id": pet.id if pet else None,
            "organisatie_id": pet.organisatie_id if pet else None,
            "rol": str(pet.rol) if pet else None,
            "adres": request.remote_addr,
            "reden": g.get("logreden"),
        },
        versleuteling.geopend.get() or (),
    )


def _actie(status: int) -> str:
    woord = (request.endpoint or "").rpartition(".")[2]
    if poort.leest_alleen() or (status >= 400 and ACTIES.get(woord) != "E"):
        return "R"
    return "C" if woord.startswith(NIEUW) else ACTIES.get(woord, "U")


def noteer_reden(code: str, account_id: UUID | None = None) -> None:
    """Say in the row of this request what was decided on the way: a code, never a name.

    `account_id` tells at whose account a stranger tried.
    """
    g.logreden = code
    g.logaccount = account_id


def reden_genoteerd() -> bool:
    """Tell whether the row of this request already says what was decided."""
    return "logreden" in g


def vergt_logregel(status: int) -> bool:
    """Tell whether an answer that changed nothing must be logged: it showed a resident or the log, or refused."""
    if status >= 500:
        return False
    recht = poort.recht_van_verzoek()
    if status < 400 and (recht is Recht.LOGBOEK_INZIEN or (recht is Recht.INWONER_INZIEN and request.method == "POST")):
        return True  # looking at the log, and looking for a resident: also when nobody was found
    # What was decided on the way is told, also when nobody was shown (a try for emergency access that found nobody).
    if reden_genoteerd() or versleuteling.geopend.get():
        return True
    return status in (403, 404, 429) and bool(current_user.is_authenticated)


def schrijf_opdracht(doel: str, route: str, inwoners: Iterable[UUID] = (), *, reden: str | None = None) -> anker.Punt:
    """Write the row of work that no request does: a command or a job."""
    return schrijf({"actie": "E", "doel": doel, "route": route, "uitkomst": 200, "reden": reden}, inwoners)
