"""A file on the screen."""

import io
from uuid import uuid4

import pytest
from sqlalchemy import select

from ketens.invoer.models import Invoer, Invoerregel
from ketens.kern.db import db
from ketens.opdrachten.werker import ronde
from ketens.rechten import Rol
from tests.invoer.test_overnemen import ANNIE, BERT, KOP, bestand
from tests.merken import EERST_OP_SQLITE

pytestmark = EERST_OP_SQLITE

FOUT = "Cor;Elders;31-2-1941;0612345670;In Balans;3-2-2026;"


@pytest.fixture
def gebracht(als):
    """A coördinator who brought a file with one good row and one wrong one, and the page they see."""
    coordinator = als(Rol.COORDINATOR)
    coordinator.get("invoer.lijst")
    return coordinator, stuur(coordinator, bestand(ANNIE, FOUT)).volg()


def stuur(klant, ruw, **velden):
    velden = {
        "soort": "wachtlijst",
        "keten_code": "valpreventie",
        "formulier_id": str(uuid4()),
        "bestand": (io.BytesIO(ruw), "wachtlijst.csv"),
        **velden,
    }
    return klant.post("invoer.lijst", velden)


def invoer_id():
    return db.session.scalars(select(Invoer.id)).one()


def test_eerst_ziet_men_wat_het_bestand_doet_en_wat_er_mis_is(gebracht):
    _, pagina = gebracht
    assert pagina.kop == "Mensen op de wachtlijst"
    assert "1 regel kan worden overgenomen" in pagina.tekst
    assert "3 Geboortedatum Deze datum bestaat niet." in pagina.tekst


def test_het_overnemen_loopt_op_de_achtergrond_en_de_pagina_zegt_hoe_ver(gebracht, app, in_borne):
    coordinator, _ = gebracht
    with in_borne():
        id_ = invoer_id()
    antwoord = coordinator.post("invoer.overname", {"grond": "y", "zonder_fouten": "y"}, invoer_id=id_).volg()
    assert "0 van 1 regels" in antwoord.tekst
    assert 'hx-trigger="every 2s"' in antwoord.html
    with app.app_context():
        while ronde():
            pass
    klaar = coordinator.get("invoer.detail", invoer_id=id_)
    assert "1 regel is overgenomen" in klaar.tekst
    assert "every 2s" not in klaar.html


def test_zonder_grond_gebeurt_er_niets(gebracht, in_borne):
    coordinator, _ = gebracht
    with in_borne():
        id_ = invoer_id()
    antwoord = coordinator.post("invoer.overname", {"zonder_fouten": "y"}, invoer_id=id_)
    assert antwoord.status == 422
    assert "Zonder grond mogen wij deze gegevens niet bewaren." in antwoord.tekst


def test_de_fouten_komen_mee_als_bestand_zonder_gegevens(gebracht, in_borne):
    coordinator, _ = gebracht
    with in_borne():
        id_ = invoer_id()
    inhoud = coordinator.get("invoer.fouten", invoer_id=id_).html
    assert "3;Geboortedatum;Deze datum bestaat niet." in inhoud
    assert "Elders" not in inhoud


def test_wie_een_kolom_anders_kiest_ziet_het_bestand_opnieuw_nagekeken(als, in_borne):
    coordinator = als(Rol.COORDINATOR)
    stuur(coordinator, bestand(ANNIE, kop=KOP.replace("Cursus", "Iets"))).volg()
    with in_borne():
        id_ = invoer_id()
    pagina = coordinator.get("invoer.kolommen", invoer_id=id_)
    namen = ("voornaam", "achternaam", "geboortedatum", "telefoon", "interventie", "sinds", "toestemming")
    velden = {f"kolom_{nr}": naam for nr, naam in enumerate(namen)}
    gekozen = coordinator.post("invoer.kolommen", {**velden, "versie": pagina.waarde("versie")}, invoer_id=id_)
    assert "1 regel kan worden overgenomen" in gekozen.volg().tekst


@pytest.mark.parametrize(
    ("ruw", "zin"), [(b"", "Dit bestand is leeg."), (b"\x00\x01", "niet te lezen"), (b"PK\x03\x04", "niet te lezen")]
)
def test_een_bestand_dat_niet_deugt_is_een_fout_bij_het_veld(als, in_borne, ruw, zin):
    antwoord = stuur(als(Rol.COORDINATOR), ruw)
    assert antwoord.status == 422
    assert zin in antwoord.tekst
    with in_borne():
        assert db.session.scalars(select(Invoer)).all() == []


def test_twee_keer_sturen_is_een_bestand(als, in_borne):
    coordinator, formulier_id = als(Rol.COORDINATOR), str(uuid4())
    for _ in range(2):
        stuur(coordinator, bestand(ANNIE, BERT), formulier_id=formulier_id).volg()
    with in_borne():
        assert len(db.session.scalars(select(Invoerregel)).all()) == 3


def test_de_inhoud_staat_nergens_leesbaar(gebracht, in_borne):
    with in_borne():
        cellen = [bytes(regel.cellen_cel) for regel in db.session.scalars(select(Invoerregel))]
        assert not any(b"Proefsma" in cel for cel in cellen)


def test_alleen_wie_overneemt_komt_hier(als, gebracht, in_borne):
    with in_borne():
        id_ = invoer_id()
    for rol in (Rol.VERWIJZER, Rol.TRAINER, Rol.TELLER, Rol.PROJECTLEIDER, Rol.BEHEERDER, Rol.FG):
        assert als(rol).get("invoer.detail", invoer_id=id_).status == 403
    assert als("coordinator_tubbergen").get("invoer.detail", invoer_id=id_, gemeente="tubbergen").status == 404


def test_ook_als_de_regels_zijn_opgeruimd_gaan_de_paginas_open(gebracht, in_borne):
    coordinator, _ = gebracht
    with in_borne():
        id_ = invoer_id()
        for regel in db.session.scalars(select(Invoerregel)):
            db.session.delete(regel)
        db.session.commit()
    for pagina in ("detail", "kolommen", "bekenden", "fouten", "terug"):
        assert coordinator.get(f"invoer.{pagina}", invoer_id=id_).status == 200, pagina
