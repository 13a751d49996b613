"""Organisaties and the settings of ketens."""

import pytest
from sqlalchemy import select

from ketens.gebruikers.models import Gemeente, Organisatie
from ketens.kern.db import db
from ketens.rechten import Rol
from ketens.trajecten.instellingen import Ketenpartner, instelling
from ketens.trajecten.taken import termijn
from tests import wereld

GOED = {"naam": "Apotheek Proef", "soort": "apotheek", "agb": "02 001234", "telefoon": "074 2658600", "plaats": "Borne"}
KETEN = {"aan": "ja", "organisatie": str(wereld.id_van("gemeente-borne")), "telefoon": "074 265 8600"}


@pytest.fixture
def beheerder(als):
    return als(Rol.BEHEERDER)


def test_een_organisatie_wordt_netjes_bewaard(beheerder, in_borne):
    pagina = beheerder.post("beheer.nieuwe_organisatie", GOED).volg()
    assert pagina.kop == "Apotheek Proef"
    assert "Klopt de AGB-code?" not in pagina.tekst
    with in_borne():
        rij = db.session.scalars(select(Organisatie).where(Organisatie.naam == "Apotheek Proef")).one()
        assert (rij.agb, rij.telefoon, rij.gemeente_id) == ("02001234", "+31742658600", wereld.id_van("borne"))


def test_een_agb_code_die_niet_past_waarschuwt_maar_houdt_niemand_tegen(beheerder):
    pagina = beheerder.post("beheer.nieuwe_organisatie", GOED | {"agb": "01001234"})
    assert pagina.status == 303
    assert "begint meestal met 02" in pagina.volg().tekst
    assert "controleer" in beheerder.get("beheer.organisaties").tekst


@pytest.mark.parametrize("agb", ["1234567", "123456789", "abcdefgh", "٠١٢٣٤٥٦"])
def test_een_agb_code_heeft_acht_cijfers(beheerder, agb):
    fouten = beheerder.post("beheer.nieuwe_organisatie", GOED | {"agb": agb}).fouten
    assert fouten == ["AGB-code: Een AGB-code heeft 8 cijfers, bijvoorbeeld 01012345."]


def test_waar_mensen_werken_is_geen_samenwerking(beheerder):
    pagina = beheerder.post(
        "beheer.organisatie", GOED | {"soort": "sociaal_hus", "agb": ""}, organisatie_id=wereld.id_van("fysio")
    )
    assert pagina.fouten == ["Soort: Hier werken mensen. Een samenwerking heeft geen eigen medewerkers."]


def test_een_organisatie_van_een_andere_gemeente_bestaat_niet(beheerder):
    daar = wereld.id_van("praktijk-tubbergen")
    assert beheerder.get("beheer.organisatie", organisatie_id=daar).status == 404
    assert beheerder.post("beheer.organisatie", GOED, organisatie_id=daar).status == 404


def test_een_eigen_termijn_geldt_en_een_leeg_vak_volgt_de_catalogus(beheerder, in_borne):
    beheerder.post("beheer.keten", KETEN | {"termijn_intake": "3"}, keten_code=wereld.KETEN)
    with in_borne():
        assert instelling(wereld.KETEN).termijnen == {"intake": 3}
        assert termijn(wereld.KETEN, "intake", 10) < termijn(wereld.KETEN, "afronden", 10)
        db.session.rollback()
    beheerder.post("beheer.keten", KETEN, keten_code=wereld.KETEN)
    with in_borne():
        assert instelling(wereld.KETEN).termijnen == {}


@pytest.mark.parametrize(
    ("anders", "zin"),
    [
        ({"termijn_intake": "0"}, "Kies een aantal werkdagen van 1 tot en met 260."),
        ({"termijn_intake": "tien"}, "Vul een heel getal in."),
        ({"organisatie": ""}, "Kies de organisatie die coördineert."),
        ({"organisatie": str(wereld.id_van("gemeente-tubbergen"))}, "Kies iets uit de lijst."),
        ({"telefoon": ""}, "Vul het telefoonnummer in waarmee inwoners worden gebeld."),
        ({"aan": ""}, "Kies ja of nee."),
    ],
)
def test_een_instelling_die_niet_kan_wordt_niet_bewaard(beheerder, anders, zin):
    pagina = beheerder.post("beheer.keten", KETEN | anders, keten_code=wereld.KETEN)
    assert pagina.status == 422
    assert any(zin in fout for fout in pagina.fouten)


def test_een_keten_gaat_uit_en_weer_aan(beheerder):
    beheerder.post("beheer.keten", KETEN | {"aan": "nee"}, keten_code=wereld.KETEN)
    assert "uit" in beheerder.get("beheer.ketens").tekst.split()
    beheerder.post("beheer.keten", KETEN, keten_code=wereld.KETEN)
    assert "aan" in beheerder.get("beheer.ketens").tekst.split()


def test_een_keten_die_er_niet_is(beheerder):
    assert beheerder.get("beheer.keten", keten_code="bestaat_niet").status == 404


def test_partners_doen_mee_beoordelen_en_gaan_weer_weg(beheerder, in_borne):
    dijkhuis, fysio = str(wereld.id_van("dijkhuis")), str(wereld.id_van("fysio"))
    beheerder.post(
        "beheer.partners", {"partners": [dijkhuis, fysio], "beoordelaars": [dijkhuis]}, keten_code=wereld.KETEN
    )
    with in_borne():
        stand = {str(rij.organisatie_id): rij.beoordeelt for rij in db.session.scalars(select(Ketenpartner))}
        assert stand == {dijkhuis: True, fysio: False}


def test_wie_beoordeelt_doet_ook_mee(beheerder):
    pagina = beheerder.post("beheer.partners", {"beoordelaars": [str(wereld.id_van("fysio"))]}, keten_code=wereld.KETEN)
    assert any("Wie beoordeelt, moet ook meedoen" in fout for fout in pagina.fouten)


def test_een_partner_van_een_andere_gemeente_kan_niet(beheerder):
    daar = str(wereld.id_van("praktijk-tubbergen"))
    assert beheerder.post("beheer.partners", {"partners": [daar]}, keten_code=wereld.KETEN).status == 422


def test_het_burgerservicenummer_staat_uit_tot_de_gemeente_het_aanzet(beheerder, in_borne):
    pagina = beheerder.get("beheer.ketens")
    assert "Wet algemene bepalingen burgerservicenummer, artikel 10" in pagina.tekst
    for antwoord, aan in (("ja", True), ("nee", False)):
        assert beheerder.post("beheer.bsn", {"aan": antwoord}).status == 303
        with in_borne():
            assert db.session.get(Gemeente, wereld.id_van("borne")).bsn_aan is aan
            assert db.session.get(Gemeente, wereld.id_van("tubbergen")).bsn_aan is False
    assert beheerder.post("beheer.bsn", {"aan": "misschien"}).status == 422


@pytest.mark.parametrize(
    "endpoint",
    ["beheer.accounts", "beheer.organisaties", "beheer.ketens", "beheer.nieuw_account", "beheer.nieuwe_organisatie"],
)
def test_alleen_een_beheerder_komt_hier(als, endpoint):
    assert als(Rol.BEHEERDER).get(endpoint).status == 200
    assert all(als(rol).get(endpoint).status == 403 for rol in set(Rol) - {Rol.BEHEERDER})
