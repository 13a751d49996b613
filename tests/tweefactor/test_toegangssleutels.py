"""Passkeys: both factors in one, for this site, this browser and once."""

import json
import threading
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from ketens.gebruikers.models import Account, Sessie
from ketens.kern import klok
from ketens.kern.db import db
from ketens.rechten import Rol
from ketens.tweefactor.models import Toegangssleutel, Uitdaging
from tests import wereld
from tests.tweefactor.conftest import binnen, met_token
from tests.tweefactor.sleutelhanger import AANWEZIG, Sleutelhanger

BINNEN, MISLUKT = "tweefactor.sleutel", "Het lukte niet met deze toegangssleutel."


def vraag(klant, endpoint="tweefactor.sleutelvraag", doel=""):
    return json.loads(met_token(klant).post(endpoint, {"doel": doel}).html)


def log_in(klant, hanger):
    return klant.post(BINNEN, {"antwoord": hanger.teken(vraag(klant))})


@pytest.fixture
def hanger(als):
    """The key of the coordinator, made under Beveiliging."""
    klant, nieuw = als(Rol.COORDINATOR), Sleutelhanger()
    antwoord = nieuw.maak(vraag(klant, "tweefactor.eigen_sleutelvraag", "maken"))
    pagina = klant.post("tweefactor.nieuwe_sleutel", {"antwoord": antwoord, "naam": "Laptop"})
    assert pagina.kop == "Uw herstelcodes"
    return nieuw


def test_een_toegangssleutel_logt_in_zonder_wachtwoord(als, hanger):
    klant = als(None)
    assert log_in(klant, hanger).naar == "/"
    assert binnen(klant)


def test_die_sessie_duurt_de_werkdag_en_niet_langer(als, hanger):
    klant, begin = als(None), klok.nu()
    log_in(klant, hanger)
    for uren, goed in ((5, True), (11, True), (12.1, False)):
        with klok.zet_klok(begin + timedelta(hours=uren)):
            assert binnen(klant) is goed, uren


def test_ook_na_een_uur_stilte_staat_het_apparaat_in_de_lijst(als, hanger):
    klant = als(None)
    log_in(klant, hanger)
    with klok.zet_klok(klok.nu() + timedelta(hours=3)):
        assert klant.get("gebruikers.aangemeld").html.count("dit apparaat") == 1


def test_een_antwoord_werkt_een_keer(als, hanger):
    klant = als(None)
    antwoord = hanger.teken(vraag(klant))
    assert klant.post(BINNEN, {"antwoord": antwoord}).status == 303
    for ander in (klant, als(None)):
        pagina = met_token(ander).post(BINNEN, {"antwoord": antwoord})
        assert pagina.status == 422
        assert MISLUKT in pagina.fouten[0]


def test_een_antwoord_dat_mislukte_wordt_ook_niet_nog_eens_gevraagd(als, hanger, in_borne):
    klant = als(None)
    opties = vraag(klant)
    assert klant.post(BINNEN, {"antwoord": Sleutelhanger(hanger.kenmerk).teken(opties)}).status == 422
    with in_borne():
        assert db.session.scalars(select(Uitdaging)).all() == []
    assert klant.post(BINNEN, {"antwoord": hanger.teken(opties)}).status == 422


def test_wat_aan_een_browser_is_gevraagd_beantwoordt_geen_andere(als, hanger):
    """Somebody who has an answer fished for at another browser can't hand it in at their own."""
    klant, dief = als(None), als(None)
    antwoord = hanger.teken(vraag(klant))
    vraag(dief)
    assert dief.post(BINNEN, {"antwoord": antwoord}).status == 422


def test_een_vraag_vervalt_na_vijf_minuten(als, hanger):
    klant = als(None)
    antwoord = hanger.teken(vraag(klant))
    with klok.zet_klok(klok.nu() + timedelta(minutes=6)):
        assert klant.post(BINNEN, {"antwoord": antwoord}).status == 422


ANDERE_SITES = ["https://kwaad.example", "https://localhost", "http://localhost:81", "http://localhost.kwaad.example"]


@pytest.mark.parametrize("site", ANDERE_SITES)
def test_een_andere_site_wordt_geweigerd(als, hanger, site):
    hanger.bron = site
    klant = als(None)
    assert log_in(klant, hanger).status == 422
    assert not binnen(klant)


def test_zonder_vingerafdruk_gezicht_of_pincode_is_het_geen_tweede_stap(als, hanger):
    hanger.vlaggen = AANWEZIG
    assert log_in(als(None), hanger).status == 422


def test_een_teller_die_teruggaat_is_een_kopie(als, hanger, in_borne):
    hanger.teller = 50
    assert log_in(als(None), hanger).status == 303
    hanger.teller = 20
    assert log_in(als(None), hanger).status == 422
    with in_borne():
        assert db.session.scalar(select(Toegangssleutel.teller)) == 51


def test_een_sleutel_die_niet_telt_mag(als, hanger, in_borne):
    with in_borne():
        db.session.execute(update(Toegangssleutel).values(teller=0))
        db.session.commit()
    hanger.teller = 0
    for _ in range(2):
        assert log_in(als(None), hanger).status == 303


def test_een_sleutel_van_een_ander_bevestigt_mij_niet(als, hanger):
    klant = als(Rol.FG)
    opties = vraag(klant, "tweefactor.eigen_sleutelvraag", "bevestigen")
    assert klant.post("tweefactor.bevestigen_sleutel", {"antwoord": hanger.teken(opties)}).status == 422


def test_een_eigen_sleutel_bevestigt_wel(als, hanger):
    klant = als(None)
    log_in(klant, hanger)
    with klok.zet_klok(klok.nu() + timedelta(minutes=20)):
        assert klant.get("gebruikers.wachtwoord").status == 303
        opties = vraag(klant, "tweefactor.eigen_sleutelvraag", "bevestigen")
        assert opties["userVerification"] == "required"
        assert klant.post("tweefactor.bevestigen_sleutel", {"antwoord": hanger.teken(opties)}).status == 303
        assert klant.get("gebruikers.wachtwoord").status == 200


def test_wat_voor_bevestigen_is_gevraagd_logt_niet_in(als, hanger):
    klant = als(None)
    log_in(klant, hanger)
    opties = vraag(klant, "tweefactor.eigen_sleutelvraag", "bevestigen")
    assert klant.post(BINNEN, {"antwoord": hanger.teken(opties)}).status == 422


def test_een_geblokkeerd_account_komt_er_ook_zo_niet_in(als, hanger, in_borne):
    with in_borne():
        mij = Account.id == wereld.id_van("coordinator")
        db.session.execute(update(Account).where(mij).values(geblokkeerd_op=klok.nu()))
        db.session.commit()
    assert log_in(als(None), hanger).status == 422


def test_dezelfde_sleutel_komt_er_niet_nog_een_keer_bij(als, hanger):
    klant = als(Rol.FG)
    antwoord = hanger.maak(vraag(klant, "tweefactor.eigen_sleutelvraag", "maken"))
    pagina = klant.post("tweefactor.nieuwe_sleutel", {"antwoord": antwoord, "naam": "Van een ander"})
    assert pagina.fouten == ["Deze toegangssleutel is al in gebruik."]


ONZIN = [
    "", "{", "[]", "null", "1", '{"id":1}', "[" * 9000, "x" * 20_000,
    '{"id":"a","rawId":"a","type":"public-key","response":{}}',
]  # fmt: skip


@pytest.mark.parametrize("onzin", ONZIN)
def test_onzin_is_gewoon_fout(als, hanger, onzin):
    klant = als(None)
    vraag(klant)
    assert klant.post(BINNEN, {"antwoord": onzin}).status == 422
    eigen = als(Rol.COORDINATOR)
    vraag(eigen, "tweefactor.eigen_sleutelvraag", "maken")
    assert eigen.post("tweefactor.nieuwe_sleutel", {"antwoord": onzin, "naam": "x"}).status == 422


def test_twee_antwoorden_tegelijk_een_komt_binnen(app, als, hanger):
    klant = als(None)
    antwoord = hanger.teken(vraag(klant))
    kopie = als(None)
    with klant.browser.session_transaction() as van, kopie.browser.session_transaction() as naar:
        naar.update(van)
    uitkomsten, start = [], threading.Barrier(2)

    def probeer(wie):
        start.wait()
        uitkomsten.append(wie.post(BINNEN, {"antwoord": antwoord}).status)

    draden = [threading.Thread(target=probeer, args=(wie,)) for wie in (klant, kopie)]
    [draad.start() for draad in draden]
    [draad.join() for draad in draden]
    assert sorted(uitkomsten) == [303, 422]


def test_met_welk_middel_iemand_binnenkwam_staat_bij_de_sessie(als, hanger, in_borne):
    log_in(als(None), hanger)
    with in_borne():
        assert "toegangssleutel" in db.session.scalars(select(Sessie.middel)).all()
