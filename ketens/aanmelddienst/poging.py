"""A sign-in that is under way: kept in the signed cookie of the browser that began it, for ten minutes, used once."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import session

from ketens.aanmelddienst.gesprek import Vraag
from ketens.kern import klok

MERK = "aanmelden"
DUUR = 600
# In so many tabs at once, with addresses no longer than this: a browser drops a cookie of more than 4 kB.
TEGELIJK, MEEST_VERDER, MEEST_EMAIL = 3, 400, 120


@dataclass(frozen=True, slots=True)
class Poging:
    """What was asked, why, and where to go on."""

    dienst_id: UUID
    vraag: Vraag
    verder: str
    email: str
    # What it is for: inloggen, bevestigen, koppelen, or an invitation.
    doel: str
    # When it began, in seconds.
    begin: int


def bewaar(dienst_id: UUID, vraag: Vraag, *, verder: str, email: str, doel: str) -> None:
    """Keep a try; the oldest of too many goes."""
    lopend = {state: velden for state, velden in _lopend().items() if _loopt(velden)}
    while len(lopend) >= TEGELIJK:
        lopend.pop(min(lopend, key=lambda state: lopend[state][-1]))
    tot = int(klok.nu().timestamp()) + DUUR
    lopend[vraag.state] = [
        str(dienst_id),
        vraag.nonce,
        vraag.controle,
        verder if len(verder) <= MEEST_VERDER else "",
        email[:MEEST_EMAIL],
        doel,
        tot,
    ]
    session[MERK] = lopend


def neem(dienst_id: UUID, state: str) -> Poging | None:
    """Return the try that this answers and forget it, or None: begun elsewhere, too long ago, or answered before."""
    lopend = _lopend()
    velden = lopend.pop(state, None)
    session[MERK] = lopend
    if velden is None or not _loopt(velden) or velden[0] != str(dienst_id):
        return None
    _, nonce, controle, verder, email, doel, tot = velden
    return Poging(dienst_id, Vraag(state, nonce, controle), verder, email, doel, tot - DUUR)


def _lopend() -> dict[str, list[Any]]:
    return dict(session.get(MERK) or {})


def _loopt(velden: list[Any]) -> bool:
    return bool(velden[-1] > klok.nu().timestamp())
