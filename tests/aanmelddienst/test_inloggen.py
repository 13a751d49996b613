"""Signing in at a real provider, and all that may come back from it."""

import secrets
from datetime import timedelta

import pytest
from sqlalchemy import select

from ketens.aanmelddienst.models import Aanmelddienst, Koppeling, TweedeStap
from ketens.audit.models import Logregel
from ketens.gebruikers import halverwege
from ketens.gebruikers.models import Account, Lidmaatschap, Sessie
from ketens.kern import klok
from ketens.kern.db import db
from ketens.rechten import Rol
from ketens.uitnodigingen import links
from ketens.uitnodigingen.models import Linksoort
from tests import wereld
from tests.aanmelddienst.conftest import DIENST, TERUG, maak_dienst


def binnen(klant) -> bool:
    return klant.get("rapportage.start").status == 200


def koppel(in_borne, naam: str, account: str, url: str) -> None:
    with in_borne():
        db.session.add(
            Koppeling(
                aanmelddienst_id=DIENST,
                issuer=url,
                subject=naam,
                account_id=wereld.id_van(account),
                gekoppeld_op=klok.nu(),
                bevestigd_op=klok.nu(),
                met_tweede_stap=True,
            )
        )
        db.session.commit()


def nodig_uit(in_borne, wie: str) -> str:
    with in_borne():
        account = db.session.get_one(Account, wereld.id_van(wie))
        _, token = links.maak(account, Linksoort.UITNODIGING, door_id=None)
        db.session.commit()
        return token


def petten(in_borne, email: str) -> dict[Rol, Lidmaatschap]:
    with in_borne():
        account = db.session.scalars(select(Account).where(Account.email == email)).one()
        return {pet.rol: pet for pet in account.lidmaatschappen if pet.is_geldig}


def test_wie_in_een_groep_zit_krijgt_een_account_en_een_rol(als, dienst, provider, geef_groep, in_borne):
    geef_groep("coordinatie", Rol.COORDINATOR)
    provider.mens("nieuw1", "coordinatie", voluit="Nina Nieuw")
    klant = als(None)
    assert dienst.log_in(klant, "nieuw1").status == 303
    assert klant.get("gebruikers.begin").volg().kop == "Welkom, Nina Nieuw"
    assert set(petten(in_borne, "nieuw1@borne.example")) == {Rol.COORDINATOR}
    with in_borne():
        koppeling = db.session.scalars(select(Koppeling)).one()
        assert (koppeling.issuer, koppeling.subject) == (provider.url, "nieuw1")
        sessie = db.session.scalars(select(Sessie).where(Sessie.account_id == koppeling.account_id)).one()
        assert sessie.middel == "aanmelddienst"
        assert db.session.get_one(Aanmelddienst, DIENST).gelukt_op is not None
        assert db.session.get_one(Account, koppeling.account_id).wachtwoord == ""


def test_een_groep_die_wegvalt_neemt_de_rol_mee_en_de_sessie_verliest_hem_meteen(
    als, dienst, provider, geef_groep, in_borne
):
    geef_groep("coordinatie", Rol.COORDINATOR)
    geef_groep("trainers", Rol.TRAINER, "fysio")
    provider.mens("wissel", "coordinatie")
    hier, elders = als(None), als(None)
    dienst.log_in(hier, "wissel")
    assert binnen(hier)
    assert hier.get("trajecten.werkvoorraad").status == 200
    provider.mens("wissel", "trainers")
    dienst.log_in(elders, "wissel")
    assert set(petten(in_borne, "wissel@borne.example")) == {Rol.TRAINER}
    assert hier.get("trajecten.werkvoorraad").status == 403, "de andere sessie is de rol meteen kwijt"
    provider.mens("wissel", "coordinatie", "trainers")
    dienst.log_in(elders, "wissel")
    assert set(petten(in_borne, "wissel@borne.example")) == {Rol.TRAINER, Rol.COORDINATOR}


def test_een_rol_van_hand_blijft_staan(als, dienst, provider, geef_groep, in_borne):
    geef_groep("trainers", Rol.TRAINER, "fysio")
    koppel(in_borne, "vast", "coordinator", provider.url)
    provider.mens("vast", "trainers")
    dienst.log_in(als(None), "vast")
    assert set(petten(in_borne, "coordinator@proef.example")) == {Rol.COORDINATOR, Rol.TRAINER}
    provider.mens("vast", "iets-anders")
    dienst.log_in(als(None), "vast")
    assert set(petten(in_borne, "coordinator@proef.example")) == {Rol.COORDINATOR}


def test_zonder_groepen_in_het_antwoord_verandert_er_niets_en_dat_wordt_gezegd(
    als, dienst, provider, geef_groep, in_borne
):
    geef_groep("trainers", Rol.TRAINER, "fysio")
    provider.mens("stil", "trainers")
    klant = als(None)
    dienst.log_in(klant, "stil")
    provider.mens("stil")  # Canaille then leaves the claim out
    dienst.log_in(klant, "stil")
    assert "gaf niet door in welke groepen u zit" in klant.get("gebruikers.begin").volg().tekst
    assert set(petten(in_borne, "stil@borne.example")) == {Rol.TRAINER}


def test_wie_nog_niet_gekoppeld_is_wacht_op_de_beheerder(als, dienst, provider, in_borne):
    provider.mens("onbekend", voluit="Olaf Onbekend")
    klant = als(None)
    assert dienst.log_in(klant, "onbekend").volg().kop == "Inloggen"
    assert not binnen(klant)
    beheerder = als(Rol.BEHEERDER)
    lijst = beheerder.get("aanmelddienst.koppelingen")
    assert "Olaf Onbekend" in lijst.tekst
    with in_borne():
        koppeling_id = db.session.scalars(select(Koppeling.id)).one()
    velden = {"account": str(wereld.id_van("coordinator"))}
    assert beheerder.post("aanmelddienst.koppeling", velden, koppeling_id=koppeling_id).status == 303
    lijst = beheerder.get("aanmelddienst.koppelingen").tekst
    assert "Olaf Onbekend" not in lijst
    assert "wacht op bevestiging" in lijst
    assert "dat dat account van u is" in dienst.log_in(klant, "onbekend").volg().tekst
    dienst.log_in(klant, "onbekend", uitnodiging=nodig_uit(in_borne, "coordinator"))
    assert klant.get("gebruikers.begin").volg().kop == "Welkom, Cora Coordinator"
    assert "wacht op bevestiging" not in beheerder.get("aanmelddienst.koppelingen").tekst
    assert beheerder.post("aanmelddienst.koppeling_einde", koppeling_id=koppeling_id).status == 303
    assert not binnen(klant), "wie wordt losgemaakt is meteen buiten"


def test_een_gelijk_e_mailadres_opent_geen_account(als, dienst, provider, geef_groep, in_borne):
    """Not even for who has a hat by a group: that this is the same person is for a beheerder to say."""
    geef_groep("coordinatie", Rol.COORDINATOR)
    provider.mens("kopie", "coordinatie", email="coordinator@proef.example")
    klant = als(None)
    assert "nog niet gekoppeld" in dienst.log_in(klant, "kopie").volg().tekst
    assert not binnen(klant)
    with in_borne():
        assert db.session.scalars(select(Koppeling.account_id)).one() is None


def test_een_geblokkeerd_account_blijft_buiten_en_krijgt_geen_rol(als, dienst, provider, geef_groep, in_borne):
    geef_groep("trainers", Rol.TRAINER, "fysio")
    koppel(in_borne, "dicht", "coordinator", provider.url)
    with in_borne():
        db.session.get_one(Account, wereld.id_van("coordinator")).geblokkeerd_op = klok.nu()
        db.session.commit()
    provider.mens("dicht", "trainers")
    klant = als(None)
    assert "Vraag de beheerder" in dienst.log_in(klant, "dicht").volg().tekst
    assert not binnen(klant)
    assert Rol.TRAINER not in petten(in_borne, "coordinator@proef.example")


def test_wie_bij_de_dienst_weigert_komt_niet_binnen(als, dienst, provider):
    provider.mens("weigert")
    klant = als(None)
    url = dienst.url(klant)
    pagina = dienst.kom_terug(klant, provider.log_in(url, "weigert", toestemming=False))
    assert "niet toegestaan" in pagina.volg().tekst
    assert not binnen(klant)


def test_een_verkeerd_geheim_wordt_in_het_nederlands_gezegd(als, app, provider, dienst, in_borne):
    provider.zeg("client", client_id="ketens", geheim="een-ander", terug=[TERUG])
    provider.mens("geheim")
    klant = als(None)
    assert "herkent ketens niet" in dienst.log_in(klant, "geheim").volg().tekst
    assert not binnen(klant)


def test_een_oud_antwoord_opent_niets(als, dienst, provider, geef_groep):
    """The clock of ketens runs an hour ahead: the ID token has expired, and so has the try."""
    geef_groep("coordinatie", Rol.COORDINATOR)
    provider.mens("laat", "coordinatie")
    klant = als(None)
    with klok.zet_klok(klok.nu() + timedelta(hours=5)):
        pagina = dienst.log_in(klant, "laat")
        assert "verlopen" in pagina.volg().tekst
    url = provider.log_in(dienst.url(klant), "laat")
    with klok.zet_klok(klok.nu() + timedelta(minutes=11)):
        assert "verlopen of al gebruikt" in dienst.kom_terug(klant, url).volg().tekst
    assert not binnen(klant)


def test_een_antwoord_werkt_een_keer(als, dienst, provider, geef_groep):
    geef_groep("coordinatie", Rol.COORDINATOR)
    provider.mens("dubbel", "coordinatie")
    klant = als(None)
    url = provider.log_in(dienst.url(klant), "dubbel")
    with klant.browser.session_transaction() as sessie:
        voor = dict(sessie)
    dienst.kom_terug(klant, url)
    assert binnen(klant)
    klant.post("gebruikers.uitloggen", {"csrf_token": klant.get("gebruikers.wachtwoord").waarde("csrf_token")})
    assert not binnen(klant)
    assert "verlopen of al gebruikt" in dienst.kom_terug(klant, url).volg().tekst
    with klant.browser.session_transaction() as sessie:
        sessie.clear()
        sessie.update(voor)
    assert "al gebruikt" in dienst.kom_terug(klant, url).volg().tekst, "ook met de cookie van toen"
    assert not binnen(klant)


def test_een_antwoord_in_een_andere_browser_opent_niets(als, dienst, provider, geef_groep):
    """Whoever lures somebody to their own answer would have them work in the wrong account."""
    geef_groep("coordinatie", Rol.COORDINATOR)
    provider.mens("lokaas", "coordinatie")
    url = provider.log_in(dienst.url(als(None)), "lokaas")
    slachtoffer = als(None)
    dienst.url(slachtoffer)
    assert dienst.kom_terug(slachtoffer, url).volg().kop == "Inloggen"
    assert not binnen(slachtoffer)


def test_een_nieuwe_sleutel_van_de_dienst_wordt_vanzelf_opgehaald(als, dienst, provider, geef_groep):
    geef_groep("coordinatie", Rol.COORDINATOR)
    provider.mens("sleutel", "coordinatie")
    assert dienst.log_in(als(None), "sleutel").volg().status == 303
    provider.zeg("sleutels")
    klant = als(None)
    dienst.log_in(klant, "sleutel")
    assert binnen(klant)


def test_na_inloggen_gaat_u_verder_waar_u_was(als, dienst, provider, geef_groep):
    geef_groep("coordinatie", Rol.COORDINATOR)
    provider.mens("verder", "coordinatie")
    assert dienst.log_in(als(None), "verder", next="/borne/groepen/?vraag=1").naar == "/borne/groepen/?vraag=1"
    assert dienst.log_in(als(None), "verder", next="https://kwaad.example/").naar == "/"


def test_een_dienst_die_weg_is_laat_het_wachtwoord_over(als, app, in_borne):
    maak_dienst(in_borne, "http://127.0.0.1:1")
    klant = als(None)
    assert "Inloggen met Werkaccount Borne" in klant.get("gebruikers.inloggen").tekst
    velden = {"email": "mia@borne.example", "next": "/borne/groepen/"}
    pagina = klant.post("aanmelddienst.start", velden, dienst_id=DIENST)
    assert pagina.status == 422
    assert pagina.fouten == [
        "Werkaccount Borne is nu niet bereikbaar. Probeer het straks nog een keer, of log in met uw wachtwoord."
    ]
    assert pagina.waarde("email") == "mia@borne.example"
    assert pagina.waarde("next") == "/borne/groepen/"


def test_wie_uitlogt_kan_dat_ook_bij_de_dienst(als, dienst, provider, geef_groep):
    geef_groep("coordinatie", Rol.COORDINATOR)
    provider.mens("weg", "coordinatie")
    klant = als(None)
    dienst.log_in(klant, "weg")
    pagina = klant.post("gebruikers.uitloggen", {"csrf_token": klant.get("gebruikers.wachtwoord").waarde("csrf_token")})
    na = pagina.volg()
    assert na.kop == "U bent uitgelogd bij ketens"
    assert f'href="{provider.url}/oauth/end_session?client_id=ketens' in na.html
    assert not binnen(klant)


def test_wie_uitlogt_als_de_dienst_uit_staat_komt_gewoon_bij_de_deur(als, dienst, geef_groep, in_borne):
    geef_groep("coordinatie", Rol.COORDINATOR)
    dienst.provider.mens("weg", "coordinatie")
    klant = als(None)
    dienst.log_in(klant, "weg")
    token = klant.get("gebruikers.wachtwoord").waarde("csrf_token")
    with in_borne():
        db.session.get_one(Aanmelddienst, DIENST).is_aan = False
        db.session.commit()
    assert klant.post("gebruikers.uitloggen", {"csrf_token": token}).naar == "/inloggen"


def test_drie_tabbladen_passen_in_een_cookie(als, dienst):
    """A browser drops a cookie of more than 4 kB, and then nobody gets in."""
    klant, lang = als(None), "/borne/groepen/?vraag=" + secrets.token_hex(180)
    for _ in range(5):
        dienst.url(
            klant, next=lang, email=secrets.token_hex(100) + "@borne.example", uitnodiging=secrets.token_urlsafe()
        )
    koekje = klant.browser.get_cookie(klant.app.config["SESSION_COOKIE_NAME"])
    assert len(koekje.value) < 4000


@pytest.mark.parametrize(
    "vraag", ["", "?state=x&code=y", "?error=access_denied", "?state=&code=", "?code=%FF&state=%00"]
)
def test_een_verzonnen_antwoord_opent_niets(als, dienst, vraag):
    klant = als(None)
    antwoord = klant.browser.get(f"/inloggen/aanmelddienst/{DIENST}/terugkeer{vraag}")
    assert antwoord.status_code in (303, 400)
    assert not binnen(klant)


def test_het_logboek_zegt_wie_waar_en_waarom_en_noemt_niemand(als, app, dienst, provider, geef_groep):
    geef_groep("coordinatie", Rol.COORDINATOR)
    provider.mens("nina", "coordinatie", voluit="Nina Nieuw", email="nina@borne.example")
    provider.mens("olaf", voluit="Olaf Onbekend", email="olaf@borne.example")
    dienst.log_in(als(None), "nina")
    dienst.log_in(als(None), "olaf", email="olaf@borne.example")
    with app.app_context():  # of nobody's gemeente: the chain of the house
        regels = [rij for rij in db.session.scalars(select(Logregel)) if rij.route == "aanmelddienst.inloggen"]
        gelukt, geweigerd = regels
        account = db.session.scalars(select(Account).where(Account.email == "nina@borne.example")).one()
        assert (gelukt.actie, gelukt.account_id, gelukt.reden) == (
            "E",
            account.id,
            "rollen door groepen: 1 erbij, 0 eraf",
        )
        assert (geweigerd.account_id, geweigerd.reden) == (None, "nog niet gekoppeld")
        assert gelukt.object_id == str(DIENST)
        alles = " ".join(str(vars(rij)) for rij in regels)
    assert not {"nina", "olaf", "Nina", "Olaf"} & set(alles.replace("@", " ").split())


@pytest.mark.parametrize("waarde", ["mfa", "pwd mfa"])
def test_wat_de_dienst_meldt_telt_als_tweede_stap(als, dienst, in_borne, monkeypatch, waarde):
    """Canaille says `pwd`: that counts only where the gemeente says that it does."""
    with in_borne():
        rij = db.session.get_one(Aanmelddienst, DIENST)
        rij.tweede_stap, rij.tweede_waarden = TweedeStap.ZEGT, waarde
        db.session.commit()
    koppel(in_borne, "cora", "coordinator", dienst.provider.url)
    dienst.provider.mens("cora")
    monkeypatch.setattr(halverwege, "VRAAGT", [lambda _account: "tweefactor.code"])
    klant = als(None)
    dienst.log_in(klant, "cora")
    assert binnen(klant) is ("pwd" in waarde)
