"""The gate: who may not, gets nothing; who forgot the decorator, shows nothing."""

from urllib.parse import parse_qs, urlsplit

import pytest

from ketens.rechten import Rol
from tests.merken import EERST_OP_SQLITE

pytestmark = EERST_OP_SQLITE


def test_wie_niet_is_aangemeld_gaat_naar_inloggen_en_daarna_terug(bezoek):
    pagina = bezoek().get("proef.naam", vraag="1")
    assert pagina.status == 303
    delen = urlsplit(pagina.naar)
    assert delen.path == "/inloggen"
    assert parse_qs(delen.query) == {"next": ["/borne/proef/naam?vraag=1"]}


def test_een_fragment_krijgt_401_en_geen_doorverwijzing(bezoek):
    """A redirect would put the sign-in page into the middle of the page that stands there, with what was typed."""
    pagina = bezoek().post("proef.naam", {"naam": "x"}, htmx="regio")
    assert pagina.status == 401
    assert pagina.naar is None


def test_na_een_post_zonder_aanmelding_is_er_geen_weg_terug(bezoek):
    assert urlsplit(bezoek().post("proef.naam", {"naam": "x"}).naar).query == ""


@pytest.mark.parametrize("rol", list(Rol))
def test_een_route_zonder_recht_is_voor_niemand(bezoek, rol):
    pagina = bezoek(rol).get("proef.vergeten")
    assert pagina.status == 403
    assert "niemand mogen zien" not in pagina.html


def test_zonder_het_recht_is_het_403(bezoek):
    assert bezoek(Rol.TRAINER).get("proef.naam").status == 403
    assert bezoek(Rol.COORDINATOR).get("proef.naam").status == 200


def test_een_andere_gemeente_en_een_gemeente_die_er_niet_is_zijn_hetzelfde(bezoek):
    daar, nergens = (
        bezoek(Rol.COORDINATOR, "tubbergen").get("proef.naam"),
        bezoek(Rol.COORDINATOR, "atlantis").get("proef.naam"),
    )
    assert daar.status == nergens.status == 404


@pytest.mark.parametrize("gekke", ["' or 1=1", "borne%00", "../borne", "BORNE", "börne"])
def test_een_rare_gemeente_is_er_niet(bezoek, gekke):
    assert bezoek(Rol.COORDINATOR).browser.get(f"/{gekke}/proef/naam").status_code == 404


def test_een_get_die_iets_wil_wijzigen_lukt_niet(bezoek, logboek):
    assert bezoek(Rol.COORDINATOR).get("proef.stiekem").status == 500


def test_een_zoekvraag_die_iets_wil_wijzigen_lukt_niet(bezoek):
    assert bezoek(Rol.COORDINATOR).post("proef.zoeken").status == 500
