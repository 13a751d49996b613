"""Visibility by way of a parent: a row is seen by whoever sees what it hangs on."""

from typing import Any

from sqlalchemy import ColumnElement, select


def via(kolom: Any, ouder: Any, wie: Any) -> ColumnElement[bool]:
    """Return the condition that the parent that `kolom` points to is visible for `wie`."""
    vraag: ColumnElement[bool] = kolom.in_(select(ouder.id).where(ouder.zichtbaar_voor(wie)))
    return vraag
