"""Someone who handles requests, and residents who ask."""

from collections.abc import Callable
from datetime import date
from uuid import UUID, uuid4

import pytest
from flask import Flask

from ketens.gebruikers.models import Lidmaatschap
from ketens.kern.db import db
from ketens.kern.klok import vandaag
from ketens.verzoeken.besluiten import besluit
from ketens.verzoeken.handelingen import ontvang
from ketens.verzoeken.models import Besluit, Soort, Verzoek
from tests import wereld


@pytest.fixture(autouse=True)
def behandelaar(app: Flask) -> str:
    """Carel coordinates and handles requests; Bas, the beheerder, does too."""
    with wereld.binnen(app):
        for pet in ("coordinator2-coordinator", "beheerder-beheerder"):
            db.session.get_one(Lidmaatschap, wereld.id_van(pet)).verzoeken = True
        db.session.commit()
    return "coordinator2"


@pytest.fixture
def vraag(app: Flask) -> Callable[..., UUID]:
    """`vraag(inwoner, Soort.INZAGE)` writes a request down, of someone who is known, and returns its id."""

    def maak(inwoner_id: UUID, soort: Soort = Soort.INZAGE, *, ontvangen_op: date | None = None, **velden) -> UUID:
        velden = {"wijze": "balie", "vraag": "Ik wil dit graag.", "identiteit": "legitimatie", **velden}
        with wereld.binnen(app):
            verzoek = ontvang(
                inwoner_id,
                formulier_id=uuid4(),
                soort=soort,
                ontvangen_op=ontvangen_op or vandaag(),
                door=wereld.wie("coordinator2"),
                **velden,
            )
            db.session.commit()
            return verzoek.id

    return maak


@pytest.fixture
def beslis(app: Flask) -> Callable[..., None]:
    """`beslis(verzoek_id, "toegewezen", "betwist")` decides on it."""

    def doe(verzoek_id: UUID, wat: str, grond: str | None, **velden) -> None:
        with wereld.binnen(app):
            verzoek = db.session.get_one(Verzoek, verzoek_id)
            velden.setdefault("motivering", "Zo is het gewogen.")
            besluit(verzoek, besluit=Besluit(wat), grond=grond, door=wereld.wie("coordinator2"), **velden)
            db.session.commit()

    return doe
