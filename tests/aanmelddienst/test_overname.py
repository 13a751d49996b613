"""A beheerder points the service at their own and says who somebody is: it opens no account of a colleague."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select, update

from ketens.aanmelddienst.models import Aanmelddienst, Koppeling, TweedeStap
from ketens.gebruikers import halverwege, vertrek
from ketens.gebruikers.models import Account, Lidmaatschap
from ketens.kern import klok
from ketens.kern.db import db
from ketens.rechten import Rol
from tests import wereld
from tests.aanmelddienst.conftest import DIENST
from tests.aanmelddienst.test_inloggen import binnen, koppel, nodig_uit, petten
from tests.uitnodigingen.conftest import bus, link_in, werk
from tests.uitnodigingen.test_post import tekst

__all__ = ["bus", "werk"]


def koppeling_van(in_borne, subject: str):
    with in_borne():
        return db.session.execute(select(Koppeling.id, Koppeling.account_id).where(Koppeling.subject == subject)).one()


def einde(in_borne) -> date | None:
    with in_borne():
        van_groep = Lidmaatschap.aanmelddienst_id == DIENST
        return db.session.scalars(select(Lidmaatschap.tot).where(van_groep)).one()


def stel_voor(als, in_borne, subject: str, wie: str = "coordinator"):
    welke = koppeling_van(in_borne, subject).id
    velden = {"account": str(wereld.id_van(wie))}
    return als(Rol.BEHEERDER).post("aanmelddienst.koppeling", velden, koppeling_id=welke)


@pytest.fixture
def met_eigen_stap(monkeypatch):
    """Everyone has a second step of ketens."""
    monkeypatch.setattr(halverwege, "VRAAGT", [lambda _account: "tweefactor.code"])
    monkeypatch.setattr(halverwege, "HEEFT", [lambda _account: True])


@pytest.fixture(params=["geen", "uit"])
def geen_wachtwoord(request, dienst, in_borne):
    """The coordinator has no password, or those of the gemeente open nothing."""
    zonder = update(Account).where(Account.id == wereld.id_van("coordinator")).values(wachtwoord="")
    uit = update(Aanmelddienst).values(alleen=True, noodaccount_id=wereld.id_van("beheerder"))
    with in_borne():
        db.session.execute(zonder if request.param == "geen" else uit)
        db.session.commit()


def test_een_verzonnen_aanmelding_opent_het_account_van_een_collega_niet(als, dienst, provider, in_borne):
    provider.mens("verzonnen")
    dief = als(None)
    dienst.log_in(dief, "verzonnen")
    assert stel_voor(als, in_borne, "verzonnen").status == 303
    for _ in range(2):
        assert "dat dat account van u is" in dienst.log_in(dief, "verzonnen").volg().tekst
        assert not binnen(dief)


def test_de_eigenaar_bevestigt_een_keer_met_het_eigen_wachtwoord(als, dienst, in_borne, bus, werk):
    dienst.provider.mens("cora")
    klant = als(None)
    dienst.log_in(klant, "cora")
    assert "bevestigt de koppeling bij het inloggen" in stel_voor(als, in_borne, "cora").volg().tekst
    werk()
    (brief,) = bus.ontvangen
    assert brief["To"] == "coordinator@proef.example"
    assert "Bel dan meteen de beheerder" in tekst(brief)
    assert "/uitnodiging/" not in tekst(brief)
    deur = dienst.log_in(klant, "cora").volg()
    velden = {"email": "coordinator@proef.example", "wachtwoord": wereld.WACHTWOORD, "next": deur.waarde("next")}
    eigen = klant.post("gebruikers.inloggen", {**velden, "csrf_token": deur.waarde("csrf_token")})
    assert eigen.naar == "/account/aanmelddienst"
    url = klant.post("aanmelddienst.eigen", {"csrf_token": eigen.volg().waarde("csrf_token")})
    dienst.kom_terug(klant, dienst.provider.log_in(url.antwoord.headers["Refresh"].partition("url=")[2], "cora"))
    klant = als(None)
    dienst.log_in(klant, "cora")
    assert klant.get("gebruikers.begin").volg().kop == "Welkom, Cora Coordinator"
    werk()
    assert "is gekoppeld" in bus.ontvangen[-1]["Subject"]


def test_een_ander_die_met_een_eigen_wachtwoord_inlogt_bevestigt_niets(als, dienst, provider, in_borne):
    provider.mens("verzonnen")
    dief = als(None)
    dienst.log_in(dief, "verzonnen")
    stel_voor(als, in_borne, "verzonnen")
    deur = dienst.log_in(dief, "verzonnen").volg()
    velden = {"email": "beheerder@proef.example", "wachtwoord": wereld.WACHTWOORD, "next": deur.waarde("next")}
    eigen = dief.post("gebruikers.inloggen", {**velden, "csrf_token": deur.waarde("csrf_token")}).volg()
    url = dief.post("aanmelddienst.eigen", {"csrf_token": eigen.waarde("csrf_token")}).antwoord.headers["Refresh"]
    dienst.kom_terug(dief, provider.log_in(url.partition("url=")[2], "verzonnen"))
    assert koppeling_van(in_borne, "verzonnen").account_id == wereld.id_van("beheerder"), "zichzelf, niemand anders"
    nieuw = als(None)
    dienst.log_in(nieuw, "verzonnen")
    assert "Cora" not in nieuw.get("gebruikers.begin").volg().kop


@pytest.mark.usefixtures("geen_wachtwoord")
def test_wie_geen_wachtwoord_kan_gebruiken_bevestigt_met_een_link(als, dienst, in_borne, bus, werk):
    dienst.provider.mens("cora")
    klant = als(None)
    dienst.log_in(klant, "cora")
    assert "krijgt een e-mail met een link" in stel_voor(als, in_borne, "cora").volg().tekst
    werk()
    (brief,) = bus.ontvangen
    assert brief["To"] == "coordinator@proef.example"
    assert "bel de beheerder" in tekst(brief)
    token = link_in(tekst(brief)).rpartition("/")[2]
    dienst.log_in(klant, "cora", uitnodiging=token)
    assert klant.get("gebruikers.begin").volg().kop == "Welkom, Cora Coordinator"
    werk()
    assert "is gekoppeld" in bus.ontvangen[-1]["Subject"]


def test_wie_zelf_koppelt_haalt_een_voorstel_van_een_ander_weg(als, dienst, provider, in_borne):
    provider.mens("verzonnen")
    dief = als(None)
    dienst.log_in(dief, "verzonnen")
    stel_voor(als, in_borne, "verzonnen")
    provider.mens("cora")
    dienst.log_in(als(None), "cora", uitnodiging=nodig_uit(in_borne, "coordinator"))
    assert koppeling_van(in_borne, "cora").account_id == wereld.id_van("coordinator")
    assert "nog niet gekoppeld" in dienst.log_in(dief, "verzonnen").volg().tekst


@pytest.mark.usefixtures("met_eigen_stap")
def test_een_link_telt_niet_als_de_eigen_tweede_stap(als, dienst, provider, in_borne):
    """A colleague who got hold of the link is somebody at the service; the second step of the account is not theirs."""
    provider.mens("collega")
    klant = als(None)
    antwoord = dienst.log_in(klant, "collega", uitnodiging=nodig_uit(in_borne, "coordinator"))
    assert antwoord.naar.startswith("/inloggen/code")
    assert not binnen(klant)
    assert dienst.log_in(als(None), "collega").naar.startswith("/inloggen/code"), "ook de volgende keer"


@pytest.mark.usefixtures("met_eigen_stap")
def test_wie_binnen_was_en_zelf_koppelt_hoeft_er_geen_tweede_bij(als, dienst, provider, in_borne):
    provider.mens("cora")
    hier = als(Rol.COORDINATOR)
    dienst.log_in(als(None), "cora")  # gives consent: Canaille can't ask for that and for a fresh sign-in at once
    velden = {"csrf_token": hier.get("aanmelddienst.eigen").waarde("csrf_token")}
    url = hier.post("aanmelddienst.eigen", velden).antwoord.headers["Refresh"].partition("url=")[2]
    dienst.kom_terug(hier, provider.log_in(url, "cora"))
    klant = als(None)
    dienst.log_in(klant, "cora")
    assert binnen(klant)


@pytest.mark.usefixtures("met_eigen_stap")
def test_met_een_pet_in_een_andere_gemeente_vraagt_ketens_de_tweede_stap_zelf(als, dienst, provider, in_borne):
    koppel(in_borne, "cora", "coordinator", provider.url)
    provider.mens("cora")
    klant = als(None)
    dienst.log_in(klant, "cora")
    assert binnen(klant)
    with in_borne():
        erbij = Lidmaatschap(
            account_id=wereld.id_van("coordinator"),
            organisatie_id=wereld.id_van("gemeente-tubbergen"),
            gemeente_id=wereld.id_van("tubbergen"),
            rol=Rol.COORDINATOR,
            ketens=[wereld.KETEN],
            vanaf=klok.vandaag(),
        )
        db.session.add(erbij)
        db.session.commit()
    assert dienst.log_in(als(None), "cora").naar.startswith("/inloggen/code")


def test_een_rol_van_een_groep_eindigt_een_maand_na_de_laatste_keer(als, dienst, provider, geef_groep, in_borne):
    geef_groep("coordinatie", Rol.COORDINATOR)
    provider.mens("weg", "coordinatie")
    klant = als(None)
    dienst.log_in(klant, "weg")
    assert einde(in_borne) == klok.vandaag() + timedelta(days=30)
    with in_borne():
        tien = klok.vandaag() + timedelta(days=10)  # as if that was twenty days ago
        db.session.execute(update(Lidmaatschap).where(Lidmaatschap.aanmelddienst_id == DIENST).values(tot=tien))
        db.session.commit()
    dienst.log_in(als(None), "weg")
    assert einde(in_borne) == klok.vandaag() + timedelta(days=30)
    with klok.zet_klok(klok.nu() + timedelta(days=31)):
        assert petten(in_borne, "weg@borne.example") == {}


def test_zonder_bericht_over_groepen_eindigt_de_rol_ook(als, dienst, provider, geef_groep, in_borne):
    geef_groep("coordinatie", Rol.COORDINATOR)
    provider.mens("weg", "coordinatie")
    dienst.log_in(als(None), "weg")
    with in_borne():
        tien = klok.vandaag() + timedelta(days=10)
        db.session.execute(update(Lidmaatschap).where(Lidmaatschap.aanmelddienst_id == DIENST).values(tot=tien))
        db.session.execute(update(Aanmelddienst).values(groepen_claim="bestaat_niet"))
        db.session.commit()
    klant = als(None)
    dienst.log_in(klant, "weg")
    assert binnen(klant)
    assert einde(in_borne) == klok.vandaag() + timedelta(days=10)


def test_een_vertrek_dat_niet_doorgaat_geeft_een_rol_van_een_groep_geen_langer_leven(
    als, dienst, provider, geef_groep, in_borne
):
    geef_groep("coordinatie", Rol.COORDINATOR)
    provider.mens("weg", "coordinatie")
    dienst.log_in(als(None), "weg")
    vertrekt = klok.vandaag() + timedelta(days=5)
    with in_borne():
        account = db.session.scalars(select(Account).where(Account.email == "weg@borne.example")).one()
        vertrek.zet(account, vertrekt, door=wereld.wie("beheerder"))
        db.session.commit()
    dienst.log_in(als(None), "weg")
    assert einde(in_borne) == vertrekt - timedelta(days=1), "niet langer dan iemand hier werkt"
    with in_borne():
        account = db.session.scalars(select(Account).where(Account.email == "weg@borne.example")).one()
        vertrek.zet(account, None, door=wereld.wie("beheerder"))
        db.session.commit()
    assert einde(in_borne) == vertrekt - timedelta(days=1)
    dienst.log_in(als(None), "weg")
    assert einde(in_borne) == klok.vandaag() + timedelta(days=30)


def test_een_dienst_zonder_tweede_stap_is_niet_genoeg_zodra_die_verplicht_is(als, app, dienst, provider, in_borne):
    koppel(in_borne, "cora", "coordinator", provider.url)
    provider.mens("cora")
    with in_borne():
        db.session.execute(update(Aanmelddienst).values(tweede_stap=TweedeStap.NEE))
        db.session.commit()
    klant = als(None)
    dienst.log_in(klant, "cora")
    assert binnen(klant)
    was = app.extensions["ketens"]
    try:
        app.extensions["ketens"] = replace(was, tweefactor_verplicht=True)
        assert not binnen(klant)
    finally:
        app.extensions["ketens"] = was


def test_met_de_knop_en_met_de_groep_eindigt_wat_zij_gaven(als, dienst, provider, geef_groep, in_borne):
    geef_groep("coordinatie", Rol.COORDINATOR)
    trainers = geef_groep("trainers", Rol.TRAINER, "fysio")
    provider.mens("weg", "coordinatie", "trainers")
    dienst.log_in(als(None), "weg")
    beheerder = als(Rol.BEHEERDER)
    assert "1 medewerker verliest" in beheerder.get("aanmelddienst.groep_weg", aanmeldgroep_id=trainers).tekst
    beheerder.post("aanmelddienst.groep_weg", aanmeldgroep_id=trainers)
    assert set(petten(in_borne, "weg@borne.example")) == {Rol.COORDINATOR}
    pagina = beheerder.get("aanmelddienst.instellen").tekst
    assert "Groepen gaven nu 1 rol. Zet u de knop uit, dan eindigt die meteen." in pagina
    beheerder.post("aanmelddienst.stand")
    assert petten(in_borne, "weg@borne.example") == {}


def test_wat_nog_een_groep_geeft_blijft_tot_de_volgende_keer(als, dienst, provider, geef_groep, in_borne):
    een, _ander = geef_groep("a-groep", Rol.COORDINATOR), geef_groep("b-groep", Rol.COORDINATOR)
    provider.mens("twee", "a-groep", "b-groep")
    dienst.log_in(als(None), "twee")
    beheerder = als(Rol.BEHEERDER)
    assert "Niemand verliest de rol nu" in beheerder.get("aanmelddienst.groep_weg", aanmeldgroep_id=een).tekst
    beheerder.post("aanmelddienst.groep_weg", aanmeldgroep_id=een)
    assert set(petten(in_borne, "twee@borne.example")) == {Rol.COORDINATOR}
