from datetime import date

import pytest

from ketens.kern.db import db
from ketens.rechten import Rol
from ketens.trajecten.instellingen import Keteninstelling
from tests import wereld

COACH = "welzijnscoach"


@pytest.fixture
def loopt_hier(in_borne):
    """Welzijn op Recept, run by Wijkracht."""
    with in_borne():
        instelling = Keteninstelling(keten_code=wereld.WELZIJN, actief_vanaf=date(2024, 1, 1), telefoon="+31742658600")
        instelling.organisatie_id, instelling.termijnen = wereld.id_van("wijkracht"), {}
        db.session.add(instelling)
        db.session.commit()


@pytest.mark.usefixtures("loopt_hier")
def test_een_mantelzorger_wordt_zelf_aangemeld_zonder_iets_van_de_inwoner(als, maak):
    traject = maak.traject("Bakker", organisatie="wijkracht", keten=wereld.WELZIJN, uitslag=None, door=COACH)
    contact = maak.contactpersoon(traject.inwoner, "Dora van Dijk")
    klant = als(COACH)
    assert "Meld aan: Welzijn op Recept" in klant.get("inwoners.detail", inwoner_id=traject.inwoner_id).tekst
    pagina = klant.post("verwijzingen.naaste", {}, contactpersoon_id=contact.id)
    assert (pagina.waarde("voornaam"), pagina.waarde("achternaam")) == ("Dora", "van Dijk")
    assert pagina.waarde("telefoon") == "06 12345678"
    assert pagina.waarde("keten") == wereld.WELZIJN
    assert "Bakker" not in pagina.html
    assert str(traject.inwoner_id) not in pagina.html


@pytest.mark.usefixtures("loopt_hier")
def test_wie_niet_naar_welzijn_op_recept_verwijst_ziet_geen_knop(als, maak):
    inwoner = maak.inwoner("Bakker")
    contact = maak.contactpersoon(inwoner, "Dora van Dijk")
    klant = als(Rol.COORDINATOR)
    assert "Meld aan:" not in klant.get("inwoners.detail", inwoner_id=inwoner.id).tekst
    assert klant.post("verwijzingen.naaste", {}, contactpersoon_id=contact.id).status == 404


def test_zonder_de_keten_is_er_geen_knop(als, maak):
    traject = maak.traject("Bakker", organisatie="wijkracht", keten=wereld.WELZIJN, uitslag=None, door=COACH)
    maak.contactpersoon(traject.inwoner, "Dora van Dijk")
    assert "Meld aan:" not in als(COACH).get("inwoners.detail", inwoner_id=traject.inwoner_id).tekst


@pytest.mark.usefixtures("loopt_hier")
def test_een_vreemde_contactpersoon_is_er_niet(als, maak):
    contact = maak.contactpersoon(maak.inwoner("Bakker"), "Dora van Dijk")
    assert als(COACH).post("verwijzingen.naaste", {}, contactpersoon_id=contact.id).status == 404
