"""Signing in with a code: once, within one step, and never half (ASVS 6.5.1, invariant 18)."""

import threading
from datetime import timedelta

import pytest

from ketens.kern import klok
from ketens.kern.db import db
from ketens.tweefactor import codes, herstelcodes
from tests import wereld
from tests.tweefactor.conftest import binnen, code, met_code, met_token, met_wachtwoord


def test_na_het_wachtwoord_komt_de_code_en_dan_pas_de_pagina(als, met_app):
    met_app()
    klant = als(None)
    pagina = met_wachtwoord(klant, next="/borne/groepen/")
    assert pagina.status == 303
    assert pagina.naar == "/inloggen/code?next=/borne/groepen/"
    assert not binnen(klant)
    assert pagina.volg().waarde("next") == "/borne/groepen/"
    pagina = met_code(klant, next="/borne/groepen/")
    assert pagina.naar == "/borne/groepen/"
    assert binnen(klant)


@pytest.mark.parametrize(("stap", "goed"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_een_code_van_een_stap_ervoor_of_erna_mag_en_verder_niet(als, met_app, stap, goed):
    met_app()
    klant = als(None)
    met_wachtwoord(klant)
    assert (met_code(klant, code(stap)).status == 303) is goed
    assert binnen(klant) is goed


def test_een_code_werkt_een_keer(als, met_app):
    met_app()
    gebruikt = code()
    for klant, status in ((als(None), 303), (als(None), 422)):
        met_wachtwoord(klant)
        assert met_code(klant, gebruikt).status == status
        assert binnen(klant) is (status == 303)


def test_na_een_code_is_ook_die_van_daarvoor_niets_meer_waard(als, met_app):
    met_app()
    klant, ander = als(None), als(None)
    met_wachtwoord(klant)
    assert met_code(klant, code(0)).status == 303
    met_wachtwoord(ander)
    assert met_code(ander, code(-1)).status == 422


def test_twee_tegelijk_met_dezelfde_code_een_komt_binnen(app, met_app):
    """The database decides, whatever worker asks."""
    met_app()
    waarde, uitkomsten, start = code(), [], threading.Barrier(2)

    def neem():
        with app.app_context():
            start.wait()
            uitkomsten.append(codes.neem(wereld.id_van("coordinator"), waarde))
            db.session.commit()
            db.session.remove()

    draden = [threading.Thread(target=neem) for _ in range(2)]
    [draad.start() for draad in draden]
    [draad.join() for draad in draden]
    assert sorted(uitkomsten) == [False, True]


def test_twee_tegelijk_met_dezelfde_herstelcode_een_komt_binnen(app, met_app):
    papier = met_app()[0]
    uitkomsten, start = [], threading.Barrier(2)

    def neem():
        with app.app_context():
            start.wait()
            uitkomsten.append(herstelcodes.neem(wereld.id_van("coordinator"), papier))
            db.session.commit()
            db.session.remove()

    draden = [threading.Thread(target=neem) for _ in range(2)]
    [draad.start() for draad in draden]
    [draad.join() for draad in draden]
    assert sorted(uitkomsten) == [False, True]


def test_een_herstelcode_werkt_een_keer_en_zegt_hoeveel_er_over_zijn(als, met_app):
    papier = met_app()
    klant, ander = als(None), als(None)
    met_wachtwoord(klant)
    pagina = met_code(klant, f" {papier[0].upper().replace('-', ' ')} ")
    assert pagina.status == 303
    assert "U hebt nog 9 herstelcodes." in pagina.volg().volg().tekst
    met_wachtwoord(ander)
    assert met_code(ander, papier[0]).status == 422
    assert met_code(ander, papier[1]).status == 303


def test_een_herstelcode_van_een_ander_werkt_niet(als, met_app):
    met_app()
    van_een_ander = met_app("trainer")
    klant = als(None)
    met_wachtwoord(klant)
    assert met_code(klant, van_een_ander[0]).status == 422


@pytest.mark.parametrize(
    "waarde", ["", " ", "12345", "1234567", "abcdef", "１２３４５６", "\x00" * 6, "😀", "a" * 41, "0" * 16]
)
def test_een_rare_code_is_gewoon_fout(als, met_app, waarde):
    met_app()
    klant = als(None)
    met_wachtwoord(klant)
    assert met_code(klant, waarde or " ").status == 422
    assert not binnen(klant)


def test_na_tien_minuten_begint_het_opnieuw(als, met_app):
    met_app()
    klant = als(None)
    met_wachtwoord(klant)
    with klok.zet_klok(klok.nu() + timedelta(minutes=11)):
        assert met_code(klant).kop == "Log opnieuw in"
        assert not binnen(klant)


def test_een_wachtwoord_alleen_geeft_geen_ander_een_tweede_stap(als, met_app, verplicht):
    """Halfway in, nobody adds a method of their own to an account that has one."""
    met_app()
    klant = als(None)
    met_wachtwoord(klant)
    for endpoint in ("tweefactor.instellen", "tweefactor.instellen_codeapp"):
        assert klant.get(endpoint).naar == "/inloggen/code"
    assert klant.post("tweefactor.instellen_codeapp", {"code": "123456"}).status == 422
    assert met_token(klant).post("tweefactor.sleutelvraag", {"doel": "maken"}).status == 403


def test_wie_vreemd_is_begint_bij_het_wachtwoord(als):
    vreemde = als(None)
    for endpoint in ("tweefactor.code", "tweefactor.instellen", "tweefactor.instellen_codeapp"):
        assert vreemde.get(endpoint).naar == "/inloggen"
    assert vreemde.post("tweefactor.code", {"code": code()}).status == 422
