"""A teller and a coördinator who work for Kansrijke Start."""

import pytest
from flask import Flask

from ketens.gebruikers.models import Lidmaatschap
from ketens.kern.db import db
from ketens.rechten import Rol
from tests import wereld


@pytest.fixture
def kansrijk(app: Flask) -> None:
    """Let the teller, the coördinator and the projectleider work for Kansrijke Start too."""
    with wereld.binnen(app):
        for rol in (Rol.TELLER, Rol.COORDINATOR, Rol.PROJECTLEIDER):
            pet = db.session.get_one(Lidmaatschap, wereld.id_van(f"{rol}-{rol}"))
            pet.ketens = [wereld.KETEN, "kansrijke_start"]
        db.session.commit()
