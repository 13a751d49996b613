"""The chapter for outside: what is small stays hidden, in words and tables, and is written down before it goes out."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from sqlalchemy import event, select

from ketens.kern.db import db, vooraf
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import zet_klok
from ketens.monitor import zinnen
from ketens.monitor.models import Opmerking
from ketens.monitor.openbaar import bereid_voor, gepubliceerd
from ketens.monitor.openbaar import publiceer as publiceer_monitor
from ketens.publicaties.bewaren import beeld_van
from ketens.publicaties.handelingen import publiceer as publiceer_rapport
from ketens.publicaties.models import Publicatie
from ketens.publicaties.overzichten import stuk_van
from ketens.rechten import Rol
from ketens.verslagen.verslag import verslag
from tests import wereld
from tests.merken import OP_SQLITE
from tests.monitor.geteld import tel_tests

pytestmark = OP_SQLITE
DAG = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def op_2_maart_2026():
    with zet_klok(DAG):
        yield


@pytest.fixture
def publiceer(als):
    klant = als(Rol.PROJECTLEIDER)

    def druk():
        gezien = klant.get("monitor.openbaar", jaar=2025).waarde("gezien")
        return klant.post("monitor.publicatie", {"formulier_id": uuid4(), "gezien": gezien}, jaar=2025)

    return druk


def test_een_klein_aantal_staat_nergens_ook_niet_in_woorden(app, als):
    tel_tests(app, 20, op=date(2024, 5, 1))
    tel_tests(app, 7, op=date(2025, 5, 1))
    intern = als(Rol.PROJECTLEIDER).get("monitor.jaar", jaar=2025).tekst
    assert "Dat zijn er 13 minder dan het jaar ervoor (in 2024: 20)" in intern
    buiten = als(Rol.PROJECTLEIDER).get("monitor.openbaar", jaar=2025).tekst
    assert f"Hoeveel valrisicotests die werden afgenomen er in 2025 waren, {zinnen.VERBORGEN}." in buiten
    assert "Valrisicotests niet ingevuld 0 20 verborgen" in buiten
    assert "13 minder" not in buiten
    assert "daling" not in buiten


def test_wat_groot_genoeg_is_staat_er_met_het_verschil(app, als):
    tel_tests(app, 20, op=date(2024, 5, 1))
    tel_tests(app, 32, op=date(2025, 5, 1))
    buiten = als(Rol.PROJECTLEIDER).get("monitor.openbaar", jaar=2025).tekst
    assert "Dat zijn er 12 meer dan het jaar ervoor (in 2024: 20), een stijging van 60,0%." in buiten


def test_openbaar_maken_legt_elk_jaar_vast_dat_erin_staat(app, in_borne, publiceer):
    tel_tests(app, 20, op=date(2024, 5, 1))
    tel_tests(app, 7, op=date(2025, 5, 1))
    assert "De monitor van 2025 is openbaar." in publiceer().volg().tekst
    with in_borne():
        rijen = {rij.jaar: rij for rij in db.session.scalars(select(Publicatie))}
        assert {rij.soort for rij in rijen.values()} == {"monitor"}
        cellen = {jaar: rij.getoond["cellen"] for jaar, rij in rijen.items()}
        assert 20 in cellen[2024].values()
        assert 7 not in cellen[2025].values()
        assert None in cellen[2025].values()
        stuk = stuk_van(gepubliceerd(["valpreventie"], 2025))
        assert (stuk.merk, stuk.titel) == ("openbaar", "Monitor Sociaal Domein 2025: de ketens")


def test_twee_keer_hetzelfde_openbaar_maken_is_een_keer(app, in_borne, publiceer):
    tel_tests(app, 20, op=date(2025, 5, 1))
    publiceer()
    publiceer()
    with in_borne():
        assert len([rij for rij in db.session.scalars(select(Publicatie)) if rij.jaar == 2025]) == 1


def test_wat_sinds_het_voorbeeld_veranderde_gaat_niet_naar_buiten(app, als, in_borne):
    klant = als(Rol.PROJECTLEIDER)
    tel_tests(app, 12, op=date(2025, 5, 1))
    velden = {"formulier_id": uuid4(), "gezien": klant.get("monitor.openbaar", jaar=2025).waarde("gezien")}
    tel_tests(app, 18, op=date(2025, 5, 1))
    geweigerd = klant.post("monitor.publicatie", velden, jaar=2025)
    assert geweigerd.status == 422
    assert any("De cijfers zijn veranderd terwijl u keek." in fout for fout in geweigerd.fouten)
    with in_borne():
        assert not db.session.scalars(select(Publicatie)).all()
    goed = klant.post("monitor.publicatie", velden | {"gezien": geweigerd.waarde("gezien")}, jaar=2025)
    assert goed.status == 303


def test_wie_schrijft_wacht_niet_tot_het_hoofdstuk_is_uitgerekend(app, als, in_borne):
    klant, gezegd = als(Rol.PROJECTLEIDER), []
    tel_tests(app, 20, op=date(2025, 5, 1))
    velden = {"formulier_id": uuid4(), "gezien": klant.get("monitor.openbaar", jaar=2025).waarde("gezien")}

    def luister(_verbinding, _cursor, opdracht, *_rest):
        gezegd.append(opdracht)

    with app.app_context():
        motor = db.engine
    event.listen(motor, "before_cursor_execute", luister)
    try:
        assert klant.post("monitor.publicatie", velden, jaar=2025).status == 303
    finally:
        event.remove(motor, "before_cursor_execute", luister)
    rekent, schrijft = gezegd.index("BEGIN"), len(gezegd) - gezegd[::-1].index("BEGIN IMMEDIATE")
    assert rekent < schrijft
    assert not any("valrisicotest" in opdracht or "kost." in opdracht for opdracht in gezegd[schrijft:])
    assert len(gezegd) - schrijft < 30 < schrijft - rekent


def test_wat_intussen_naar_buiten_ging_telt_mee(app, in_borne):
    tel_tests(app, 20, op=date(2025, 5, 1))
    with in_borne():
        door = wereld.wie("projectleider")
        with vooraf():
            klaar = bereid_voor([wereld.KETEN], 2025, {}, door)
    tel_tests(app, 12, op=date(2025, 6, 1))
    with in_borne():
        publiceer_rapport(verslag(wereld.KETEN, 2025), door=door)
        with pytest.raises(Domeinfout, match="veranderd terwijl u keek"):
            publiceer_monitor(klaar, door=door, gezien=beeld_van(klaar.stuk))
        gepubliceerd_nu = publiceer_monitor(klaar, door=door)
        assert 32 in gepubliceerd_nu.getoond["cellen"].values()


def test_wat_al_gewijzigd_is_gaat_niet_verloren_door_vooraf_te_lezen(in_borne):
    with in_borne():
        db.session.add(Opmerking(jaar=2025, project="valpreventie", paragraaf="kosten", tekst="x"))
        with pytest.raises(RuntimeError), vooraf():
            pass


def test_naar_buiten_gaat_alleen_wat_is_vastgelegd(app, als, publiceer):
    klant = als(Rol.PROJECTLEIDER)
    velden = {"soort": "monitor_openbaar", "formaat": "csv", "jaar": "2025", "formulier_id": uuid4()}
    tel_tests(app, 20, op=date(2025, 5, 1))
    assert "nog niet openbaar gemaakt" in klant.post("uitvoer.nieuw", velden).tekst
    publiceer()
    tel_tests(app, 5, op=date(2025, 6, 1))
    antwoord = klant.post("uitvoer.nieuw", {**velden, "formulier_id": uuid4()})
    assert (antwoord.status, "25" in antwoord.html.split()) == (200, False)


def test_wie_niet_publiceert_ziet_geen_openbare_versie(als):
    assert als(Rol.COORDINATOR).get("monitor.openbaar", jaar=2025).status == 403


def test_van_een_jaar_dat_net_begon_is_er_nog_niets(als):
    pagina = als(Rol.PROJECTLEIDER).get("monitor.openbaar", jaar=2026)
    assert "Er is nog geen kwartaal van 2026 voorbij." in pagina.tekst
    geweigerd = als(Rol.PROJECTLEIDER).post("monitor.publicatie", {"formulier_id": uuid4()}, jaar=2026)
    assert geweigerd.status == 422
