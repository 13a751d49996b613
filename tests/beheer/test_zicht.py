"""What a beheerder says of the sight of verwijzers: per organisatie, and in which team someone works."""

import pytest
from sqlalchemy import select

from ketens.audit.models import Logregel
from ketens.gebruikers.models import Lidmaatschap, Organisatie, Zicht
from ketens.kern.db import db
from ketens.rechten import Rol
from tests import wereld

NIEUW = {"naam": "Zorg Nieuw", "soort": "wijkverpleging"}


@pytest.fixture
def beheerder(als):
    return als(Rol.BEHEERDER)


def zicht_van(in_borne, naam):
    with in_borne():
        return db.session.scalars(select(Organisatie.zicht).where(Organisatie.naam == naam)).one()


@pytest.mark.parametrize(
    ("velden", "zicht"),
    [
        ({}, Zicht.EIGEN),
        ({"soort": "huisartsenpraktijk"}, Zicht.ALLES),
        ({"zicht": "team"}, Zicht.TEAM),
        ({"soort": "huisartsenpraktijk", "zicht": "eigen"}, Zicht.EIGEN),
    ],
)
def test_een_nieuwe_organisatie_krijgt_het_gekozen_zicht_of_wat_bij_de_soort_past(beheerder, in_borne, velden, zicht):
    assert beheerder.post("beheer.nieuwe_organisatie", NIEUW | velden).status == 303
    assert zicht_van(in_borne, "Zorg Nieuw") == zicht


def test_een_ander_zicht_geldt_meteen_en_staat_in_het_logboek(beheerder, als, maak, in_borne):
    verwijzing = maak.verwijzing(door="wijk")
    collega = als("wijk2")
    assert collega.get("verwijzingen.detail", verwijzing_id=verwijzing.id).status == 404
    welke = {"organisatie_id": wereld.id_van("wijkteam")}
    formulier = beheerder.get("beheer.organisatie", **welke)
    assert "Wat verwijzers van deze organisatie zien" in formulier.tekst
    velden = {"naam": "Wijkverpleging Proef", "soort": "wijkverpleging", "zicht": "alles"}
    assert beheerder.post("beheer.organisatie", velden, **welke).status == 303
    assert collega.get("verwijzingen.detail", verwijzing_id=verwijzing.id).status == 200
    with in_borne():
        regel = db.session.scalars(select(Logregel).where(Logregel.route == "beheer.organisatie")).one()
        assert (regel.actie, regel.object_id) == ("U", str(wereld.id_van("wijkteam")))


def test_een_zicht_dat_niet_bestaat_wordt_geweigerd(beheerder):
    assert beheerder.post("beheer.nieuwe_organisatie", NIEUW | {"zicht": "iedereen"}).status == 422


def geef(beheerder, team):
    velden = {"rol": "verwijzer", "organisatie": str(wereld.id_van("thuiszorg")), "ketens": wereld.KETEN, "team": team}
    return beheerder.post("beheer.lidmaatschap", velden, account_id=wereld.id_van("wijk"))


@pytest.mark.parametrize(("getypt", "team"), [("Noord", "Noord"), (" noord ", "Noord"), ("West", "West"), ("", None)])
def test_een_rol_hoort_bij_een_team_in_de_spelling_van_de_collegas(beheerder, in_borne, getypt, team):
    assert geef(beheerder, getypt).status == 303
    with in_borne():
        van_wijk = select(Lidmaatschap.team).where(
            Lidmaatschap.account_id == wereld.id_van("wijk"), Lidmaatschap.organisatie_id == wereld.id_van("thuiszorg")
        )
        assert db.session.scalars(van_wijk).one() == team


def test_een_teamnaam_is_hoogstens_veertig_tekens(beheerder):
    assert geef(beheerder, "T" * 41).status == 422


def test_de_teams_staan_klaar_om_te_kiezen_en_bij_de_rol(beheerder):
    pagina = beheerder.get("beheer.account", account_id=wereld.id_van("noord"))
    assert '<option value="Zuid">' in pagina.html
    assert "Noord" in pagina.tekst
