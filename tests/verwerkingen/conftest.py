import pytest
from sqlalchemy import delete

from ketens.catalogus import catalogus
from ketens.kern.db import db
from ketens.rechten import Rol
from ketens.verwerkingen.models import Verwerking
from tests import wereld


@pytest.fixture
def beheerder(als):
    return als(Rol.BEHEERDER)


@pytest.fixture
def stroom():
    """A flow of the catalogue, by code."""
    bestand = catalogus().verwerkingen(wereld.KETEN)
    return bestand.stroom


@pytest.fixture
def wis(app):
    """`wis("groep")` takes a flow back to before its ground was kept, as after the migration; no name: all of them."""

    def doe(*codes, gemeente="borne"):
        with wereld.binnen(app, gemeente):
            weg = delete(Verwerking)
            db.session.execute(weg.where(Verwerking.stroom.in_(codes)) if codes else weg)
            db.session.commit()

    return doe
