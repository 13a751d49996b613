"""The first sign-in: nothing opens before there is a second step (ASVS 6.3.3)."""

import json
import re

import pytest
from sqlalchemy import func, select, update

from ketens.gebruikers.models import Sessie
from ketens.kern.db import db
from ketens.opdrachten.werker import ronde
from ketens.post.models import Mail
from ketens.rechten import Rol
from ketens.tweefactor.models import Codeapp, Herstelcode, Toegangssleutel
from tests import wereld
from tests.bouwkunde.routes import wegen
from tests.bouwkunde.vijand import KWAAD
from tests.tweefactor.conftest import binnen, code, met_code, met_token, met_wachtwoord
from tests.tweefactor.sleutelhanger import Sleutelhanger

pytestmark = pytest.mark.usefixtures("verplicht")
STEL_IN = "tweefactor.instellen_codeapp"


def geheim_op(pagina):
    return re.search(r'id="sleuteltekst">([A-Z2-7 ]+)<', pagina.html)[1].replace(" ", "")


def stel_app_in(klant, **meer):
    pagina = klant.get(STEL_IN)
    velden = {naam: pagina.waarde(naam) for naam in ("csrf_token", "zegel")}
    return klant.post(STEL_IN, {**velden, "code": code(geheim=geheim_op(pagina)), **meer})


@pytest.mark.parametrize("vreemd", ["é23456", "１２３４５６", "١٢٣٤٥٦"])
def test_een_code_met_andere_tekens_klopt_gewoon_niet(als, vreemd):
    klant = als(None)
    met_wachtwoord(klant)
    pagina = stel_app_in(klant, code=vreemd)
    assert pagina.status == 422
    assert "Deze code klopt niet" in pagina.tekst
    assert not binnen(klant)


def test_wie_niets_heeft_stelt_eerst_een_codeapp_in(als, in_borne):
    klant = als(None)
    pagina = met_wachtwoord(klant, next="/borne/groepen/")
    assert pagina.naar == "/inloggen/tweede-stap?next=/borne/groepen/"
    keuze = pagina.volg()
    assert keuze.kop == "Stel een tweede stap in"
    assert not binnen(klant)
    codes = stel_app_in(klant, next="/borne/groepen/")
    assert codes.kop == "Gelukt. Bewaar nu uw herstelcodes"
    papier = re.findall(r"<li><code>([a-z2-9-]{19})</code>", codes.html)
    assert len(set(papier)) == 10
    assert 'href="/borne/groepen/"' in codes.html
    assert binnen(klant)
    with in_borne():
        assert db.session.scalar(select(func.count()).select_from(Herstelcode)) == 10
        assert not any(p in r for r in db.session.scalars(select(Herstelcode.code_hash)) for p in papier)


def test_de_volgende_keer_vraagt_ketens_die_code(als):
    klant, later = als(None), als(None)
    met_wachtwoord(klant)
    pagina = klant.get(STEL_IN)
    geheim = geheim_op(pagina)
    velden = {naam: pagina.waarde(naam) for naam in ("csrf_token", "zegel")}
    assert klant.post(STEL_IN, {**velden, "code": code(geheim=geheim)}).status == 200
    assert met_wachtwoord(later).naar == "/inloggen/code"
    assert met_code(later, code(geheim=geheim)).status == 422, "de code van het instellen is al gebruikt"
    assert met_code(later, code(1, geheim)).status == 303


def test_wie_het_instellen_nog_eens_verstuurt_hoort_dat_het_gedaan_is_en_waar_nieuwe_codes_zijn(als):
    klant = als(None)
    met_wachtwoord(klant)
    pagina = klant.get(STEL_IN)
    velden = {naam: pagina.waarde(naam) for naam in ("csrf_token", "zegel")} | {"code": code(geheim=geheim_op(pagina))}
    assert klant.post(STEL_IN, velden).kop == "Gelukt. Bewaar nu uw herstelcodes"
    nogmaals = klant.post(STEL_IN, velden)
    assert nogmaals.kop == "U bent al ingelogd"
    assert 'href="/account/beveiliging/herstelcodes"' in nogmaals.html


def test_een_verkeerde_code_houdt_dezelfde_qr_code(als, in_borne):
    klant = als(None)
    met_wachtwoord(klant)
    eerst = klant.get(STEL_IN)
    velden = {naam: eerst.waarde(naam) for naam in ("csrf_token", "zegel")}
    fout = klant.post(STEL_IN, {**velden, "code": "000000"})
    assert fout.status == 422
    assert geheim_op(fout) == geheim_op(eerst)
    assert not binnen(klant)
    with in_borne():
        assert db.session.scalar(select(func.count()).select_from(Codeapp)) == 0


def test_een_geheim_van_een_andere_sessie_wordt_niet_genomen(als):
    """Nobody has somebody else set up a secret that they know."""
    aanvaller, klant = als(None), als(None)
    met_wachtwoord(aanvaller, "trainer")
    gegeven = aanvaller.get(STEL_IN)
    met_wachtwoord(klant)
    eigen = klant.get(STEL_IN)
    velden = {"csrf_token": eigen.waarde("csrf_token"), "zegel": gegeven.waarde("zegel")}
    assert klant.post(STEL_IN, {**velden, "code": code(geheim=geheim_op(gegeven))}).status == 422
    assert not binnen(klant)


def test_het_geheim_staat_versleuteld_en_nergens_anders(als, in_borne):
    klant = als(None)
    met_wachtwoord(klant)
    pagina = klant.get(STEL_IN)
    geheim = geheim_op(pagina)
    with klant.browser.session_transaction() as sessie:
        assert geheim not in json.dumps(dict(sessie), default=str)
    velden = {naam: pagina.waarde(naam) for naam in ("csrf_token", "zegel")}
    klant.post(STEL_IN, {**velden, "code": code(geheim=geheim)})
    with in_borne():
        app = db.session.scalars(select(Codeapp)).one()
        assert app.geheim == geheim
        assert geheim.encode() not in app.geheim_cel


def test_wie_niets_heeft_stelt_een_toegangssleutel_in(als, in_borne):
    klant, hanger = als(None), Sleutelhanger()
    met_wachtwoord(klant)
    opties = json.loads(met_token(klant).post("tweefactor.sleutelvraag", {"doel": "maken"}).html)
    assert opties["authenticatorSelection"]["residentKey"] == "required"
    pagina = klant.post("tweefactor.instellen_sleutel", {"antwoord": hanger.maak(opties)})
    assert pagina.kop == "Gelukt. Bewaar nu uw herstelcodes"
    assert binnen(klant)
    with in_borne():
        assert db.session.scalar(select(Toegangssleutel.naam)) == "Toegangssleutel"


def test_van_een_nieuwe_codeapp_hoort_de_eigenaar(als, app, in_borne):
    klant = als(None)
    met_wachtwoord(klant)
    stel_app_in(klant)
    with app.app_context():
        while ronde():
            pass
    with in_borne():
        brief = db.session.scalars(select(Mail)).one()
        assert (brief.aan, brief.onderwerp) == ("coordinator@proef.example", "Er is een codeapp ingesteld voor ketens")
        assert "Bel dan meteen de beheerder" in brief.inhoud


def test_twee_die_tegelijk_instellen_een_komt_binnen(als):
    """Whoever else knows the password adds nothing once there is a second step."""
    eerste, tweede = als(None), als(None)
    met_wachtwoord(eerste)
    met_wachtwoord(tweede)
    pagina = tweede.get(STEL_IN)
    assert stel_app_in(eerste).status == 200
    velden = {naam: pagina.waarde(naam) for naam in ("csrf_token", "zegel")}
    antwoord = tweede.post(STEL_IN, {**velden, "code": code(geheim=geheim_op(pagina))})
    assert antwoord.kop == "Log opnieuw in"
    assert not binnen(tweede)


def test_wie_alleen_met_een_wachtwoord_binnen_was_moet_opnieuw_zodra_het_verplicht_is(als, in_borne):
    klant = als(Rol.COORDINATOR)
    with in_borne():
        db.session.execute(update(Sessie).values(middel="wachtwoord"))
        db.session.commit()
    assert not binnen(klant)


def test_wie_halverwege_is_opent_geen_enkele_pagina(als, app):
    """A walk over all routes: without the second step the answer is that of a stranger."""
    half, vreemde = als(None), als(None)
    met_wachtwoord(half)
    for weg in wegen(app):
        if weg.endpoint.startswith("tweefactor.") or str(weg.recht) == "openbaar":
            continue
        pad = half.url(weg.endpoint, **{naam: _waarde(weg, naam) for naam in weg.regel.arguments - {"gemeente"}})
        for methode in set(weg.methoden) & {"GET", "POST"}:
            van_half = half.browser.open(pad, method=methode)
            van_vreemde = vreemde.browser.open(pad, method=methode)
            assert van_half.status_code == van_vreemde.status_code, weg.endpoint
            assert van_half.status_code in (303, 401, 404, 429), (weg.endpoint, van_half.status_code)
            assert van_half.headers.get("Location", "/inloggen").startswith("/inloggen"), weg.endpoint


def _waarde(weg, naam):
    soort = type(weg.regel._converters[naam]).__name__
    return {"UUIDConverter": wereld.id_van("niets"), "IntegerConverter": 2026}.get(soort, "niets")


def test_de_halve_sessie_houdt_op_waar_de_hele_begint(als, in_borne):
    klant = als(None)
    met_wachtwoord(klant)
    with klant.browser.session_transaction() as sessie:
        half = dict(sessie)
    stel_app_in(klant)
    kopie = als(None)
    with kopie.browser.session_transaction() as sessie:
        sessie.update(half)
    assert kopie.get("tweefactor.code").naar == "/inloggen"
    with in_borne():
        assert db.session.scalar(select(Sessie.beeindigd_op).where(Sessie.doel == "code")) is not None


def test_een_sleutel_voor_een_halve_sessie_is_geen_sleutel_voor_een_hele(als):
    klant = als(None)
    met_wachtwoord(klant)
    with klant.browser.session_transaction() as sessie:
        sessie["_user_id"] = sessie["halverwege"]
        sessie["_fresh"] = True
    assert not binnen(klant)


@pytest.mark.parametrize("waarde", KWAAD.values(), ids=KWAAD)
def test_wat_vijandig_is_komt_halverwege_niet_verder(als, waarde):
    klant = als(None)
    met_wachtwoord(klant)
    velden = dict.fromkeys(("code", "zegel", "next", "antwoord", "doel"), waarde)
    for endpoint in (STEL_IN, "tweefactor.instellen_sleutel", "tweefactor.code", "tweefactor.sleutelvraag"):
        assert (
            met_token(klant).browser.post(klant.url(endpoint), data={"csrf_token": klant.token, **velden}).status_code
            < 500
        )
    assert not binnen(klant)


def test_wie_al_ingelogd_was_en_een_wachtwoord_geeft_is_er_eerst_uit(als):
    klant = als(Rol.TRAINER)
    met_wachtwoord(klant)
    assert not binnen(klant)
