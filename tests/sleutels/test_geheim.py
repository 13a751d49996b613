"""Another KETENS_GEHEIM: with that of before beside it, whoever is signed in goes on working."""

from pathlib import Path

import pytest
from flask_wtf.csrf import validate_csrf
from wtforms.validators import ValidationError

from ketens.config import lees_geheimen
from ketens.rechten import Rol
from tests.bron import maak_app, sluit
from tests.merken import OP_SQLITE

pytestmark = OP_SQLITE
NIEUW = "nieuw" * 10


@pytest.fixture
def ander_huis(bron):
    """`ander_huis(KETENS_GEHEIM=…)` is the same house after it was started again with other settings."""
    open_ = []

    def doe(**anders):
        open_.append(maak_app({**bron.omgeving, **anders}))
        return open_[-1]

    yield doe
    for app in open_:
        sluit(app)


def test_wie_is_ingelogd_werkt_door_en_een_open_formulier_blijft_geldig(als, bron, ander_huis):
    klant = als(Rol.COORDINATOR)
    pad, token, koekje = klant.url("rapportage.start"), klant.token, klant.koekje
    oud = lees_geheimen(bron.omgeving, Path(bron.omgeving["KETENS_DATA"]))["KETENS_GEHEIM"]
    for anders, mag in (({"KETENS_GEHEIM_OUD": oud}, True), ({}, False)):
        app = ander_huis(KETENS_GEHEIM=NIEUW, **anders)
        browser = app.test_client()
        browser.set_cookie(koekje["name"], koekje["value"])
        assert (browser.get(pad).status_code == 200) is mag
        with app.test_request_context(headers={"Cookie": f"{koekje['name']}={koekje['value']}"}):
            assert _geldt(token) is mag


def _geldt(token):
    try:
        validate_csrf(token)
    except ValidationError:
        return False
    return True
