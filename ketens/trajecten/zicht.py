"""Who treats the trajecten of a keten, and what they see: what their organisatie holds, in their own ketens."""

from typing import Any

from sqlalchemy import ColumnElement, false

from ketens.rechten import Rol

BEGELEIDERS = (Rol.COORDINATOR, Rol.WELZIJNSCOACH)


def van_begeleiders(model: Any, wie: Any) -> ColumnElement[bool]:
    """Return the condition for a model with `keten_code` and `organisatie_id`."""
    if wie.rol not in BEGELEIDERS:
        return false()
    eigen: ColumnElement[bool] = model.keten_code.in_(wie.ketens) & (model.organisatie_id == wie.organisatie_id)
    return eigen
