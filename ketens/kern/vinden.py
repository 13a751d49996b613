"""The finder: a row that this person may see, or 404 as if it did not exist."""

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


def vind(model: type[M], rij_id: UUID) -> M:
    """Return the row if the signed-in person may see it, and note whose it is; else answer 404."""
    rij = db.session.scalars(select(model).where(model.id == rij_id, model.zichtbaar_voor(current_user))).one_or_none()
    if rij is None:
        abort(404)
    onthoud(getattr(rij, "betrokkene", None))
    return rij
