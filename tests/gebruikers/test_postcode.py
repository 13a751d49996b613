"""An employee may tell their postcode at home; it is kept sealed, and stands on no other page."""

import re

import pytest

from ketens.gebruikers.models import Account
from ketens.kern.db import db
from ketens.rechten import Rol
from tests import wereld


def bewaard(in_borne):
    with in_borne():
        return db.session.get_one(Account, wereld.id_van("coordinator")).postcode


def test_een_medewerker_vult_de_eigen_postcode_in_en_ziet_hem_terug(als, in_borne):
    klant = als(Rol.COORDINATOR)
    assert klant.post("gebruikers.postcode", {"postcode": "7621 ab"}).volg().waarde("postcode") == "7621AB"
    assert bewaard(in_borne) == "7621AB"


def test_een_leeg_veld_haalt_hem_weg(als, in_borne):
    klant = als(Rol.COORDINATOR)
    klant.post("gebruikers.postcode", {"postcode": "7621AB"})
    assert "niet meer in ketens" in klant.post("gebruikers.postcode", {"postcode": ""}).volg().tekst
    assert bewaard(in_borne) is None


@pytest.mark.parametrize("tekst", ["7621", "0000 AA", "<b>"])
def test_wat_geen_postcode_is_wordt_niet_bewaard(als, in_borne, tekst):
    pagina = als(Rol.COORDINATOR).post("gebruikers.postcode", {"postcode": tekst})
    assert pagina.status == 422
    assert "vier cijfers en twee letters" in pagina.fouten[0]
    assert bewaard(in_borne) is None


def test_de_postcode_van_een_ander_is_er_niet_en_de_beheerder_ziet_hem_niet(als):
    als(Rol.COORDINATOR).post("gebruikers.postcode", {"postcode": "7621AB"})
    assert als(Rol.TRAINER).get("gebruikers.postcode").waarde("postcode") == ""
    wiens = {"account_id": wereld.id_van("coordinator")}
    # Whole: four digits may well stand in an id.
    for rol, endpoint in ((Rol.BEHEERDER, "beheer.account"), (Rol.FG, "toezicht.account")):
        assert not re.search("7621 ?AB", als(rol).get(endpoint, **wiens).html)
