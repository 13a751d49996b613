"""The finder: a row that this person may see, or 404 as if it did not exist."""

from collections.abc import Callable
from typing import Any, Protocol, TypeVar
from uuid import UUID

from flask import abort
from flask_login import current_user
from sqlalchemy import ColumnElement, select

from ketens.kern.db import db
from ketens.kern.versleuteling import onthoud


class Zichtbaar(Protocol):
    """What `vind` asks of a model."""

    id: Any

    @classmethod
    def zichtbaar_voor(cls, wie: Any) -> ColumnElement[bool]:
        """Return the condition under which `wie` sees a row."""
        ...


M = TypeVar("M", bound=Zichtbaar)
# What may turn back who found a row of a resident (besluit 0049).
BIJ_VONDST: list[Callable[[UUID], None]] = []


def bij_vondst(keer: Callable[[UUID], None]) -> None:
    """Register what looks at whose row was found, and may raise."""
    BIJ_VONDST.append(keer)


def merk_op(rij: Any) -> None:
    """Note whose row was found, and let what was registered turn the finder back."""
    betrokkene: UUID | None = getattr(rij, "betrokkene", None)
    onthoud(betrokkene)
    if betrokkene is not None:
        for keer in BIJ_VONDST:
            keer(betrokkene)


def vind(model: type[M], rij_id: UUID) -> M:
    """Return the row if the signed-in person may see it, and note whose it is; else answer 404."""
    rij = db.session.scalars(select(model).where(model.id == rij_id, model.zichtbaar_voor(current_user))).one_or_none()
    if rij is None:
        abort(404)
    merk_op(rij)
    return rij
