"""A file that someone asks for: who gets it, when, and what stays of it."""

import io
from datetime import timedelta

import openpyxl
import pytest
from sqlalchemy import delete, select, update

from ketens.audit.models import LOGREGEL, LOGREGEL_INWONER
from ketens.gebruikers.models import Account, Lidmaatschap
from ketens.inwoners.models import Betrokkenheid
from ketens.kern import klok
from ketens.kern.db import db, nieuw_id
from ketens.opdrachten.handelingen import WERK
from ketens.opdrachten.werker import ronde
from ketens.rechten import Recht, Rol
from ketens.uitvoer import bewaarplaats, bouwen, soorten
from ketens.uitvoer.models import Uitvoer
from tests import wereld
from tests.merken import OP_SQLITE

LANG = {"aantal": "1500"}


def rij(in_borne) -> Uitvoer:
    with in_borne():
        gevonden = db.session.scalars(select(Uitvoer)).one()
        db.session.expunge_all()
        return gevonden


def bestand_van(uitvoer: Uitvoer):
    return bewaarplaats.map_van(uitvoer.gemeente_id) / uitvoer.id.hex


def getoond(in_borne, route: str) -> list[set]:
    """Whom each row of the log about this route shows."""
    with in_borne():
        regels = db.session.execute(select(LOGREGEL).where(LOGREGEL.c.route == route).order_by(LOGREGEL.c.nr)).all()
        vraag = select(LOGREGEL_INWONER.c.inwoner_id)
        return [set(db.session.scalars(vraag.where(LOGREGEL_INWONER.c.logregel_id == een.id))) for een in regels]


@OP_SQLITE
def test_een_kort_bestand_komt_meteen(als, vraag, in_borne):
    antwoord = vraag(als(Rol.PROJECTLEIDER)).antwoord
    assert antwoord.status_code == 200
    assert antwoord.headers["Content-Disposition"] == "attachment; filename=proef-intern.csv"
    assert (
        antwoord.data.decode("utf-8-sig")
        == "Naam;Aantal\r\nvalpreventie 0;0\r\nvalpreventie 1;1\r\nvalpreventie 2;2\r\n"
    )
    with in_borne():
        assert db.session.scalars(select(Uitvoer)).all() == []


def test_een_lang_bestand_wordt_gemaakt_terwijl_men_kijkt_en_dan_opgehaald(als, vraag, werk, in_borne):
    petra = als(Rol.PROJECTLEIDER)
    pagina = vraag(petra, formaat="xlsx", **LANG).volg()
    assert "Het wacht op zijn beurt" in pagina.tekst
    assert 'hx-trigger="every 2s"' in pagina.html
    assert werk() == 1
    uitvoer = rij(in_borne)
    stuk = petra.get("uitvoer.detail", htmx="voortgang", uitvoer_id=uitvoer.id)
    assert "Uw bestand staat klaar" in stuk.tekst
    assert "hx-trigger" not in stuk.html
    assert "HX-Trigger" in stuk.antwoord.headers
    antwoord = petra.browser.get(petra.url("uitvoer.ophalen", uitvoer_id=uitvoer.id))
    assert antwoord.headers["Content-Disposition"] == "attachment; filename=proef-intern.xlsx"
    blad = openpyxl.load_workbook(io.BytesIO(antwoord.data)).worksheets[1]
    assert blad.max_row == 4 + 1500
    uitvoer = rij(in_borne)
    assert (uitvoer.gedaan, uitvoer.totaal) == (1500, 1500)
    assert uitvoer.omvang == len(antwoord.data)
    assert abs(uitvoer.bewaren_tot - uitvoer.klaar_op - timedelta(days=7)) < timedelta(seconds=1)
    assert "proef-intern.xlsx" in petra.get("uitvoer.lijst").tekst


@OP_SQLITE
def test_een_formulier_dat_twee_keer_komt_geeft_een_bestand(als, vraag, in_borne):
    petra, formulier_id = als(Rol.PROJECTLEIDER), str(nieuw_id())
    eerste, tweede = (vraag(petra, formulier_id=formulier_id, **LANG).naar for _ in range(2))
    assert eerste == tweede == petra.url("uitvoer.detail", uitvoer_id=rij(in_borne).id)


@OP_SQLITE
def test_een_ander_ziet_het_niet_en_haalt_het_niet_op_ook_niet_met_dezelfde_rol(als, vraag, werk, in_borne):
    vraag(als(Rol.COORDINATOR), **LANG)
    werk()
    uitvoer = rij(in_borne)
    for wie in ("coordinator2", Rol.PROJECTLEIDER):
        ander = als(wie)
        assert ander.get("uitvoer.detail", uitvoer_id=uitvoer.id).status == 404
        assert ander.get("uitvoer.ophalen", uitvoer_id=uitvoer.id).status == 404
        assert ander.post("uitvoer.herkansing", uitvoer_id=uitvoer.id).status == 404
        assert "U hebt nog geen bestand laten maken" in ander.get("uitvoer.lijst").tekst
    assert als(Rol.TRAINER).get("uitvoer.lijst").status == 403


@OP_SQLITE
def test_het_bestand_ligt_verzegeld_en_van_niemand_anders_op_de_schijf(als, vraag, werk, in_borne, maak):
    maak.inwoner("Geheimenis")
    vraag(als(Rol.COORDINATOR), "mensen")
    werk()
    uitvoer = rij(in_borne)
    with in_borne():
        pad = bestand_van(uitvoer)
        assert pad.stat().st_mode & 0o777 == 0o600
        assert pad.parent.stat().st_mode & 0o777 == 0o700
        assert b"Geheimenis" not in pad.read_bytes()
        assert b"Geheimenis" in bewaarplaats.haal(uitvoer.gemeente_id, uitvoer.id).bytes
        assert [een.name for een in pad.parent.iterdir() if een.suffix] == []
        pad.rename(pad.with_name(nieuw_id().hex))
    antwoord = als(Rol.COORDINATOR).get("uitvoer.ophalen", uitvoer_id=uitvoer.id)
    assert antwoord.status == 410
    assert "niet meer te openen" in antwoord.tekst
    assert "Maak het opnieuw" in antwoord.tekst


def test_wie_er_met_naam_in_staat_komt_in_het_logboek_bij_maken_en_bij_ophalen(als, vraag, werk, in_borne, maak):
    mensen = {maak.inwoner(naam).id for naam in ("Een", "Twee")}
    maak.inwoner("Drie", betrokken=None)
    cora = als(Rol.COORDINATOR)
    vraag(cora, "mensen")
    werk()
    assert getoond(in_borne, bouwen.ROUTE) == [mensen]
    uitvoer = rij(in_borne)
    assert "Er staan namen van inwoners in" in cora.get("uitvoer.detail", uitvoer_id=uitvoer.id).tekst
    assert b"Drie" not in cora.get("uitvoer.ophalen", uitvoer_id=uitvoer.id).antwoord.data
    assert getoond(in_borne, "uitvoer.ophalen") == [mensen]
    with in_borne():
        regel = db.session.execute(select(LOGREGEL).where(LOGREGEL.c.route == bouwen.ROUTE)).one()
    assert (regel.account_id, regel.rol) == (wereld.id_van("coordinator"), "coordinator")
    assert (regel.doel, regel.object_id) == (Recht.UITVOER_OPHALEN, str(uitvoer.id))


@OP_SQLITE
def test_een_kort_bestand_met_namen_staat_ook_in_het_logboek(als, vraag, in_borne, maak):
    inwoner = maak.inwoner("Een")
    assert b"Een" in vraag(als(Rol.COORDINATOR), "kort").antwoord.data
    assert getoond(in_borne, "uitvoer.nieuw") == [{inwoner.id}]


@OP_SQLITE
@pytest.mark.parametrize(
    ("velden", "zin"),
    [
        ({"soort": "bestaat-niet"}, soorten.ONBEKEND),
        ({"formaat": "exe"}, soorten.ONBEKEND),
        ({"aantal": "veel"}, soorten.ONBEKEND),
        ({"aantal": "1" * 101}, soorten.ONBEKEND),
        ({"keten": "welzijn_op_recept"}, soorten.NIET_VOOR_U),
        ({"soort": "mensen"}, soorten.NIET_VOOR_U),
        ({"aantal": "-1"}, "Zo weinig rijen bestaan niet."),
        ({"formaat": "pdf", "aantal": "20000"}, soorten.TE_GROOT),
    ],
)
def test_wat_niet_kan_of_niet_mag_wordt_gezegd_en_niet_gemaakt(als, vraag, in_borne, velden, zin):
    pagina = vraag(als(Rol.PROJECTLEIDER), **velden)
    assert pagina.status == 422
    assert pagina.fouten == [zin]
    with in_borne():
        assert db.session.scalars(select(Uitvoer)).all() == []


@OP_SQLITE
def test_zonder_keten_wordt_niets_gemaakt(als):
    velden = {"soort": "rijen", "formaat": "csv", "formulier_id": str(nieuw_id())}
    assert als(Rol.PROJECTLEIDER).post("uitvoer.nieuw", velden).fouten == [soorten.ONBEKEND]


@OP_SQLITE
def test_een_storing_zegt_dat_het_niet_lukte_en_laat_het_opnieuw_proberen(als, vraag, werk, in_borne, caplog):
    petra = als(Rol.PROJECTLEIDER)
    pagina = vraag(petra, stuk="ja").volg()
    assert werk() == 1
    assert "Jansen" not in caplog.text
    uitvoer = rij(in_borne)
    assert (
        "Er ging iets mis bij het maken" in petra.haal(pagina.klant.url("uitvoer.detail", uitvoer_id=uitvoer.id)).tekst
    )
    with in_borne():
        db.session.execute(update(Uitvoer).values(gegevens={"keten": wereld.KETEN, "aantal": 4}))
        db.session.commit()
    assert "Het wacht op zijn beurt" in petra.post("uitvoer.herkansing", uitvoer_id=uitvoer.id).volg().tekst
    werk()
    assert petra.get("uitvoer.ophalen", uitvoer_id=uitvoer.id).antwoord.data.count(b"valpreventie") == 4


@OP_SQLITE
@pytest.mark.parametrize("verlies", ["pet", "account", "keten", "recht"])
def test_wie_de_pet_kwijt_is_krijgt_niets_niet_bij_maken_en_niet_bij_ophalen(als, vraag, werk, in_borne, verlies):
    cora = als(Rol.COORDINATOR)
    for _ in range(2):
        vraag(cora, "mensen")
    with in_borne():
        eerste = db.session.scalars(select(Uitvoer.id).order_by(Uitvoer.id)).first()
        db.session.execute(update(Uitvoer).where(Uitvoer.id != eerste).values(bezig_op=klok.nu()))
        db.session.commit()
    assert werk() == 1
    with in_borne():
        lid = db.session.get_one(Lidmaatschap, wereld.id_van("coordinator-coordinator"))
        if verlies == "pet":
            lid.tot = klok.vandaag() - timedelta(days=1)
        elif verlies == "keten":
            lid.ketens = ["welzijn_op_recept"]
        elif verlies == "recht":
            lid.rol = Rol.PROJECTLEIDER
        else:
            db.session.get_one(Account, wereld.id_van("coordinator")).geblokkeerd_op = klok.nu()
        db.session.execute(update(Uitvoer).values(bezig_op=None))
        db.session.commit()
    werk()
    with in_borne():
        assert db.session.scalars(select(Uitvoer.mislukt_reden).order_by(Uitvoer.id)).all() == ["", "mag_niet"]
    assert cora.get("uitvoer.ophalen", uitvoer_id=eerste).status in {303, 403, 404}


@OP_SQLITE
@pytest.mark.parametrize("verlies", ["betrokkenheid", "een andere keten"])
def test_wie_na_het_maken_minder_ziet_haalt_het_bestand_niet_meer_op(als, vraag, werk, in_borne, maak, *, verlies):
    van_ons = maak.inwoner("Weg")
    cora = als(Rol.COORDINATOR)
    with in_borne():
        # The file is about one keten; the hat carries another as well.
        lid = db.session.get_one(Lidmaatschap, wereld.id_van("coordinator-coordinator"))
        lid.ketens = [wereld.KETEN, "welzijn_op_recept"]
        db.session.commit()
    vraag(cora, "mensen")
    werk()
    uitvoer = rij(in_borne)
    assert cora.get("uitvoer.ophalen", uitvoer_id=uitvoer.id).status == 200
    with in_borne():
        lid = db.session.get_one(Lidmaatschap, wereld.id_van("coordinator-coordinator"))
        if verlies == "betrokkenheid":
            db.session.execute(delete(Betrokkenheid).where(Betrokkenheid.inwoner_id == van_ons.id))
        else:
            lid.ketens = [wereld.KETEN]
        db.session.commit()
    assert cora.get("uitvoer.ophalen", uitvoer_id=uitvoer.id).status == 404


@OP_SQLITE
def test_een_werker_die_stierf_laat_het_aan_de_volgende_en_na_drie_keer_is_het_mislukt(als, vraag, werk, in_borne, app):
    vraag(als(Rol.PROJECTLEIDER), **LANG)
    for poging in range(1, 4):
        with app.app_context(), wereld.in_gemeente(wereld.id_van("borne")):
            assert bouwen._neem().soort == "rijen"
        assert werk() == 0
        with in_borne():
            assert db.session.scalars(select(Uitvoer.pogingen)).one() == poging
            db.session.execute(update(Uitvoer).values(bezig_op=klok.nu() - timedelta(minutes=11)))
            db.session.commit()
    assert werk() == 0
    assert rij(in_borne).mislukt_reden == "storing"


@OP_SQLITE
def test_na_zeven_dagen_is_het_bestand_weg_en_blijft_staan_dat_het_er_was(als, vraag, werk, in_borne, app):
    petra = als(Rol.PROJECTLEIDER)
    vraag(petra, **LANG)
    werk()
    uitvoer = rij(in_borne)
    with app.app_context():
        (bewaarplaats.map_van(uitvoer.gemeente_id) / nieuw_id().hex).write_bytes(b"van een werker die stierf")
    for dagen, blijft in ((6, True), (8, False)):
        with klok.zet_klok(klok.nu() + timedelta(days=dagen)), in_borne():
            WERK["uitvoer.ruim_op"]({})
            db.session.commit()
        with app.app_context():
            assert bestand_van(uitvoer).exists() is blijft
            assert len([een for een in bestand_van(uitvoer).parent.iterdir() if een.name != uitvoer.id.hex]) == 0
    pagina = petra.get("uitvoer.detail", uitvoer_id=uitvoer.id)
    assert "Dit bestand is verwijderd" in pagina.tekst
    assert petra.get("uitvoer.ophalen", uitvoer_id=uitvoer.id).status == 404
    petra.post("uitvoer.herkansing", uitvoer_id=uitvoer.id)
    werk()
    assert petra.get("uitvoer.ophalen", uitvoer_id=uitvoer.id).status == 200


@OP_SQLITE
def test_de_werker_kijkt_alleen_waar_gebeld_is_en_af_en_toe_overal(als, vraag, in_borne, tel_vragen, monkeypatch):
    monkeypatch.setattr(bouwen, "BEL", bouwen._Bel())
    petra = als(Rol.PROJECTLEIDER)
    with petra.app.app_context():
        while ronde():
            continue
        with tel_vragen() as vragen:
            ronde()
        assert not [een for een in vragen if "uitvoer" in een]
        vraag(petra, **LANG)
        ronde()
        assert rij(in_borne).klaar_op is not None
        with in_borne():
            db.session.execute(update(Uitvoer).values(klaar_op=None))
            db.session.commit()
        ronde()
        assert rij(in_borne).klaar_op is None
        bouwen.BEL.rondgang = 0.0
        with in_borne():
            db.session.execute(update(Uitvoer).values(bezig_op=None))
            db.session.commit()
        ronde()
        assert rij(in_borne).klaar_op is not None


@OP_SQLITE
def test_meer_dan_vijf_tegelijk_wacht(als, vraag):
    petra = als(Rol.PROJECTLEIDER)
    for _ in range(5):
        assert vraag(petra, **LANG).status == 303
    assert vraag(petra, **LANG).fouten == ["Er worden al vijf bestanden voor u gemaakt. Wacht tot er een klaar is."]
    assert vraag(petra).status == 200


@OP_SQLITE
def test_hoe_ver_het_is_staat_er_terwijl_het_geschreven_wordt(als, vraag, in_borne, app, monkeypatch):
    monkeypatch.setattr(bouwen, "SECONDEN_PER_STAP", 0.0)
    petra, gezien = als(Rol.PROJECTLEIDER), []
    vraag(petra, formaat="json", **LANG)
    uitvoer = rij(in_borne)
    with app.app_context(), wereld.in_gemeente(wereld.id_van("borne")):
        stap = bouwen._Stap(uitvoer.id, 1500)
        for gedaan in (250, 1250):
            stap(gedaan)
            gezien.append(petra.get("uitvoer.detail", htmx="voortgang", uitvoer_id=uitvoer.id).html)
    assert 'value="250" max="1500"' in gezien[0]
    assert "1.250 van 1.500 rijen" in gezien[1]
