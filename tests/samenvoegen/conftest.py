"""Merging and taking apart, outside any request."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from ketens.inwoners.models import Inwoner
from ketens.kern.db import db
from ketens.samenvoegen.handelingen import maak_ongedaan, voeg_samen
from ketens.samenvoegen.models import Samenvoeging
from tests import wereld


@pytest.fixture
def samen(in_borne: Callable[..., Any]) -> Callable[..., UUID]:
    """`samen(blijft, gaat)` merges and commits; the id of the samenvoeging."""

    def doe(blijft: Any, gaat: Any, door: str = "coordinator", **hoe: Any) -> UUID:
        with in_borne():
            een, ander = (db.session.get_one(Inwoner, rij.id) for rij in (blijft, gaat))
            id_ = voeg_samen(een, ander, door=wereld.wie(door), **hoe).id
            db.session.commit()
        return id_

    return doe


@pytest.fixture
def los(in_borne: Callable[..., Any]) -> Callable[..., None]:
    """`los(samenvoeging_id)` takes them apart and commits."""

    def doe(samenvoeging_id: UUID, door: str = "coordinator") -> None:
        with in_borne():
            maak_ongedaan(db.session.get_one(Samenvoeging, samenvoeging_id), door=wereld.wie(door), reden="Tweeling")
            db.session.commit()

    return doe
