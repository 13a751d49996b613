"""No keten goes live with an empty register; one that runs already is not stopped, but nobody can overlook it."""

from datetime import timedelta

import pytest

from ketens.catalogus import catalogus
from ketens.kern.db import db
from ketens.kern.klok import vandaag
from ketens.rechten import Rol
from ketens.trajecten.instellingen import Keteninstelling, instelling
from ketens.verwijzingen.wegen import wegen
from tests import wereld
from tests.verwerkingen.test_handelingen import leg

AAN = {"aan": "ja", "organisatie": str(wereld.id_van("gemeente-borne")), "telefoon": "074 265 8600"}


@pytest.fixture
def zet_aan(beheerder):
    return lambda **anders: beheerder.post("beheer.keten", AAN | anders, keten_code=wereld.KETEN)


def loopt(in_borne):
    with in_borne():
        return bool(wegen(wereld.wie("verwijzer")))


def test_een_keten_die_uit_stond_gaat_niet_aan_zolang_een_grondslag_ontbreekt(zet_aan, wis, in_borne, stroom):
    zet_aan(aan="nee")
    wis("groep", "cijfers")
    pagina = zet_aan()
    assert pagina.status == 422
    (fout,) = pagina.fouten
    assert "Valpreventie kan nog niet aan." in fout
    assert fout.endswith("van: De groep en de trainer, Cijfers zonder personen.")
    assert f'href="/borne/verwerkingen/{wereld.KETEN}/groep"' in pagina.html
    assert not loopt(in_borne)
    with in_borne():
        for code in ("groep", "cijfers"):
            leg(stroom(code), uitzondering="zorg_en_ondersteuning")
        db.session.commit()
    assert zet_aan().status == 303
    assert loopt(in_borne)


def test_een_grondslag_die_morgen_begint_is_vandaag_te_laat(zet_aan, wis, in_borne, stroom):
    zet_aan(aan="nee")
    wis("groep")
    with in_borne():
        leg(stroom("groep"), vanaf=vandaag() + timedelta(days=1))
        db.session.commit()
    assert any("De groep en de trainer" in fout for fout in zet_aan().fouten)
    assert not loopt(in_borne)


def test_een_keten_die_nog_nooit_aan_stond_gaat_ook_niet_aan(zet_aan, wis, in_borne):
    wis()
    with in_borne():
        db.session.delete(instelling(wereld.KETEN))
        db.session.commit()
    assert zet_aan().status == 422
    with in_borne():
        assert instelling(wereld.KETEN) is None


def test_een_keten_die_liep_voor_dit_werd_bijgehouden_blijft_lopen_en_is_in_te_stellen(zet_aan, wis, in_borne):
    wis()
    assert zet_aan(termijn_intake="3").status == 303
    with in_borne():
        assert instelling(wereld.KETEN).termijnen == {"intake": 3}
    assert loopt(in_borne)


@pytest.mark.parametrize(
    ("rol", "endpoint"),
    [(Rol.BEHEERDER, "rapportage.start"), (Rol.FG, "rapportage.start"), (Rol.BEHEERDER, "beheer.ketens")],
)
def test_beheerder_en_fg_zien_meteen_dat_een_keten_zonder_grond_loopt(als, wis, rol, endpoint):
    zin = "Valpreventie: de keten loopt, maar er ontbreken grondslagen"
    assert zin not in als(rol).get(endpoint).tekst
    wis("verwijzing")
    assert zin in als(rol).get(endpoint).tekst


def test_een_keten_die_uit_staat_maakt_geen_lawaai(als, zet_aan, wis):
    zet_aan(aan="nee")
    wis()
    assert "ontbreken grondslagen" not in als(Rol.FG).get("rapportage.start").tekst
    assert "er ontbreken grondslagen" in als(Rol.FG).get("verwerkingen.lijst").tekst


def test_elke_keten_van_de_demo_en_de_proef_heeft_stromen():
    assert all(catalogus().verwerkingen(keten.code) for keten in catalogus().ketens)


def test_de_instelling_verandert_niet_door_een_weigering(zet_aan, wis, in_borne):
    zet_aan(aan="nee")
    wis("groep")
    zet_aan(telefoon="074 111 1111")
    with in_borne():
        rij = db.session.get(Keteninstelling, instelling(wereld.KETEN).id)
        assert rij.telefoon == "+31742658600"
        assert rij.actief_tot == vandaag() - timedelta(days=1)


def test_de_beheerder_zegt_hoe_een_inwoner_de_functionaris_bereikt(beheerder):
    assert beheerder.post("beheer.functionaris", {"fg_contact": "fg@borne.example"}).status == 303
    assert "fg@borne.example" in beheerder.get("verwerkingen.privacyverklaring").tekst
    for onzin in ("", "de functionaris"):
        pagina = beheerder.post("beheer.functionaris", {"fg_contact": onzin})
        assert pagina.status == 422
        assert pagina.fouten
