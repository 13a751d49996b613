"""Who may give a verwijzer a link that opens without signing in, and what is in it."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from ketens.inwoners.handelingen import trek_toestemming_in
from ketens.inwoners.models import Toestemming, ToestemmingSoort
from ketens.kern.db import db
from ketens.kern.klok import vandaag
from ketens.rechten import Rol
from ketens.verwijzingen import statuslink
from tests import wereld
from tests.bron import maak_app, sluit
from tests.klant import Klant


def toont_link(klant, verwijzing):
    op_pagina = "Statuslink voor de verwijzer" in klant.get("verwijzingen.detail", verwijzing_id=verwijzing.id).tekst
    eigen = klant.get("verwijzingen.link", verwijzing_id=verwijzing.id)
    assert (eigen.status == 200) == op_pagina
    return op_pagina


def test_wie_coordineert_geeft_de_link(als, maak):
    klant, verwijzing = als(Rol.COORDINATOR), maak.verwijzing()
    assert toont_link(klant, verwijzing)
    pagina = klant.get("verwijzingen.link", verwijzing_id=verwijzing.id)
    assert "http://localhost/status/" in pagina.tekst
    assert f"tot en met {vandaag() + timedelta(days=30):%d-%m-%Y}" in pagina.tekst
    assert "Jansen" not in pagina.html


def test_wie_het_voor_een_ander_invoerde_geeft_de_link(als, maak):
    assert toont_link(als(Rol.VERWIJZER), maak.verwijzing(namens="huisarts, mondeling"))


def test_wie_zelf_verwees_heeft_geen_link_nodig(als, maak):
    assert not toont_link(als(Rol.VERWIJZER), maak.verwijzing())


def test_zonder_toestemming_om_terug_te_koppelen_is_er_geen_link(als, maak, in_borne):
    assert not toont_link(als(Rol.COORDINATOR), maak.verwijzing(terugkoppelen=False))
    ingetrokken = maak.verwijzing("Ingetrokken")
    with in_borne():
        trek_in(ingetrokken)
    assert not toont_link(als(Rol.COORDINATOR), ingetrokken)


def test_wie_zich_zelf_aanmeldde_heeft_geen_verwijzer_om_een_link_aan_te_geven(als, aangemeld):
    assert not toont_link(als(Rol.COORDINATOR), aangemeld())


def trek_in(verwijzing):
    """Take the consent to report back back."""
    gegeven = db.session.scalars(
        select(Toestemming).where(
            Toestemming.verwijzing_id == verwijzing.id, Toestemming.soort == ToestemmingSoort.TERUGKOPPELEN
        )
    ).one()
    trek_toestemming_in(gegeven, door=wereld.wie("coordinator"))
    db.session.commit()


@pytest.mark.parametrize("tekst", [None, "", "onzin", "IjEi.x", "a" * 500])
def test_wat_hier_niet_is_gemaakt_zegt_niets(app, tekst):
    with app.test_request_context():
        assert statuslink.lees(tekst) is None


def test_een_link_begint_met_het_adres_van_de_installatie(bron, maak):
    huis = maak_app({**bron.omgeving, "KETENS_ADRES": "https://ketens.example"})
    verwijzing = maak.verwijzing()
    try:
        klant = Klant(huis, Rol.COORDINATOR)
        klant.browser.environ_base["HTTP_HOST"] = "ketens.example"
        pagina = klant.get("verwijzingen.link", verwijzing_id=verwijzing.id)
        assert "https://ketens.example/status/" in pagina.tekst
    finally:
        sluit(huis)
