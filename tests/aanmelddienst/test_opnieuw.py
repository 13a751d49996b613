"""Who came in by the service shows there anew who they are; who is in links their own account."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import select, update

from ketens.aanmelddienst.models import Aanmelddienst, Koppeling, TweedeStap
from ketens.gebruikers import halverwege
from ketens.gebruikers.models import Sessie
from ketens.kern import klok
from ketens.kern.db import db
from ketens.rechten import Rol
from tests import wereld
from tests.aanmelddienst.conftest import DIENST
from tests.aanmelddienst.test_inloggen import binnen, koppel, nodig_uit
from tests.merken import OP_SQLITE

pytestmark = OP_SQLITE


def oud(in_borne, naam: str) -> None:
    """Let it be half an hour since this person showed who they are."""
    with in_borne():
        toen = klok.nu() - timedelta(minutes=30)
        db.session.execute(update(Sessie).where(Sessie.account_id == wereld.id_van(naam)).values(bevestigd_op=toen))
        db.session.commit()


def ga(klant, pagina) -> str:
    """Press the button of a page that asks to sign in again, and return where it leads."""
    velden = {"csrf_token": pagina.waarde("csrf_token"), "next": pagina.waarde("next")}
    return klant.post("aanmelddienst.bevestigen", velden).antwoord.headers["Refresh"].partition("url=")[2]


@pytest.fixture
def beheerder(als, dienst, provider, in_borne):
    """The beheerder, in by the service."""
    koppel(in_borne, "bas", "beheerder", provider.url)
    provider.mens("bas")
    klant = als(None)
    dienst.log_in(klant, "bas")
    return klant


def test_wie_zo_binnenkwam_bevestigt_bij_de_dienst(beheerder, dienst, provider, in_borne):
    adres = {"account_id": wereld.id_van("coordinator")}
    oud(in_borne, "beheerder")
    vraag = beheerder.get("aanmelddienst.eigen").volg()
    assert "opnieuw in te loggen met Werkaccount Borne" in vraag.tekst
    url = ga(beheerder, vraag)
    assert parse_qs(urlsplit(url).query)["prompt"] == ["login"]
    assert dienst.kom_terug(beheerder, provider.log_in(url, "bas")).naar == "/account/aanmelddienst"
    assert beheerder.get("aanmelddienst.eigen").status == 200
    assert beheerder.get("beheer.account", **adres).status == 200


def test_een_ander_bevestigt_niet_voor_mij(beheerder, dienst, provider, in_borne):
    koppel(in_borne, "cora", "coordinator", provider.url)
    provider.mens("cora")
    oud(in_borne, "beheerder")
    url = ga(beheerder, beheerder.get("aanmelddienst.eigen").volg())
    antwoord = dienst.kom_terug(beheerder, provider.log_in(url, "cora"))
    assert "iemand anders" in antwoord.volg().volg().tekst
    assert beheerder.get("aanmelddienst.eigen").status == 303


def test_zonder_tweede_stap_bij_de_dienst_vraagt_ketens_de_eigen(beheerder, dienst, provider, in_borne, monkeypatch):
    """A sign-in of one step shows no more than a password would."""
    with in_borne():
        db.session.get_one(Aanmelddienst, DIENST).tweede_stap = TweedeStap.NEE
        db.session.commit()
    oud(in_borne, "beheerder")
    url = ga(beheerder, beheerder.get("aanmelddienst.eigen").volg())
    monkeypatch.setattr(halverwege, "VRAAGT", [lambda _account: "tweefactor.code"])
    antwoord = dienst.kom_terug(beheerder, provider.log_in(url, "bas"))
    assert "tweede stap van ketens" in antwoord.volg().volg().tekst
    assert beheerder.get("aanmelddienst.eigen").status == 303


def test_wie_binnen_is_koppelt_het_eigen_account(als, dienst, provider, in_borne):
    klant = als(Rol.COORDINATOR)
    provider.mens("cora")
    dienst.log_in(als(None), "cora")  # gives consent: Canaille can't ask for that and for a fresh sign-in at once
    pagina = klant.get("aanmelddienst.eigen")
    velden = {"csrf_token": pagina.waarde("csrf_token")}
    url = klant.post("aanmelddienst.eigen", velden).antwoord.headers["Refresh"].partition("url=")[2]
    assert "is gekoppeld" in dienst.kom_terug(klant, provider.log_in(url, "cora")).volg().tekst
    ander = als(None)
    dienst.log_in(ander, "cora")
    assert ander.get("gebruikers.begin").volg().kop == "Welkom, Cora Coordinator"


def test_wie_daar_al_een_ander_is_koppelt_niet(als, dienst, provider, in_borne):
    koppel(in_borne, "cora", "coordinator2", provider.url)
    klant = als(Rol.COORDINATOR)
    provider.mens("cora")
    dienst.log_in(als(None), "cora")
    velden = {"csrf_token": klant.get("aanmelddienst.eigen").waarde("csrf_token")}
    url = klant.post("aanmelddienst.eigen", velden).antwoord.headers["Refresh"].partition("url=")[2]
    assert "al gekoppeld aan een ander account" in dienst.kom_terug(klant, provider.log_in(url, "cora")).volg().tekst


def test_een_dienst_zonder_tweede_stap_laat_ketens_vragen(als, dienst, provider, in_borne, monkeypatch):
    with in_borne():
        db.session.get_one(Aanmelddienst, DIENST).tweede_stap = TweedeStap.ZEGT
        db.session.get_one(Aanmelddienst, DIENST).tweede_waarden = "mfa"
        db.session.commit()
    koppel(in_borne, "cora", "coordinator", provider.url)
    provider.mens("cora")
    monkeypatch.setattr(halverwege, "VRAAGT", [lambda _account: "tweefactor.code"])
    klant = als(None)
    assert dienst.log_in(klant, "cora").naar.startswith("/inloggen/code")
    assert not binnen(klant)


def test_een_uitnodiging_koppelt_en_wordt_maar_een_keer_gebruikt(als, dienst, provider, in_borne):
    token = nodig_uit(in_borne, "coordinator")
    klant = als(None)
    pagina = klant.get("uitnodigingen.uitnodiging", token=token)
    assert "Of log in met Werkaccount Borne" in pagina.tekst
    assert pagina.waarde("uitnodiging") == token
    provider.mens("cora")
    dienst.log_in(klant, "cora", uitnodiging=token)
    assert klant.get("gebruikers.begin").volg().kop == "Welkom, Cora Coordinator"
    provider.mens("dief")
    ander = als(None)
    assert "al gebruikt of verlopen" in dienst.log_in(ander, "dief", uitnodiging=token).volg().tekst
    assert not binnen(ander)
    with in_borne():
        assert db.session.scalars(select(Koppeling.subject)).all() == ["cora"]


def test_een_uitnodiging_die_niet_past_blijft_te_gebruiken(als, dienst, provider, in_borne):
    """Who is somebody already at the service can't become another, and does not use up the link of a colleague."""
    koppel(in_borne, "cora", "coordinator2", provider.url)
    provider.mens("cora")
    token = nodig_uit(in_borne, "coordinator")
    pagina = dienst.log_in(als(None), "cora", uitnodiging=token).volg()
    assert "al gekoppeld aan een ander account" in pagina.tekst
    assert als(None).get("uitnodigingen.uitnodiging", token=token).status == 200


def test_een_uitnodiging_van_elders_past_niet_bij_deze_dienst(als, dienst, provider, in_borne):
    token = nodig_uit(in_borne, "coordinator_tubbergen")
    assert "Werkaccount Borne" not in als(None).get("uitnodigingen.uitnodiging", token=token).tekst
    provider.mens("cora")
    klant = als(None)
    assert "andere gemeente" in dienst.log_in(klant, "cora", uitnodiging=token).volg().tekst
    assert not binnen(klant)


def test_wie_wil_koppelen_vindt_dat_bij_beveiliging_zodra_er_een_dienst_is(als, request):
    assert "Koppel het account van uw werk" not in als("coordinator").get("tweefactor.beveiliging").tekst
    request.getfixturevalue("dienst")
    assert "Koppel het account van uw werk" in als("coordinator").get("tweefactor.beveiliging").tekst
