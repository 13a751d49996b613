"""A beheerder points the service at their own and says who somebody is: it opens no account of a colleague."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select, update

from ketens.aanmelddienst.models import Koppeling
from ketens.gebruikers import halverwege
from ketens.gebruikers.models import Lidmaatschap
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


def test_een_verzonnen_aanmelding_opent_het_account_van_een_collega_niet(als, dienst, provider, in_borne):
    provider.mens("verzonnen")
    dief = als(None)
    dienst.log_in(dief, "verzonnen")
    assert stel_voor(als, in_borne, "verzonnen").status == 303
    for _ in range(2):
        assert "nog niet bevestigd" in dienst.log_in(dief, "verzonnen").volg().tekst
        assert not binnen(dief)


def test_de_eigenaar_bevestigt_met_de_link_uit_de_mail(als, dienst, in_borne, bus, werk):
    dienst.provider.mens("cora")
    klant = als(None)
    dienst.log_in(klant, "cora")
    assert "krijgt een e-mail" in stel_voor(als, in_borne, "cora").volg().tekst
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


def test_met_de_knop_en_met_de_groep_eindigt_wat_zij_gaven(als, dienst, provider, geef_groep, in_borne):
    geef_groep("coordinatie", Rol.COORDINATOR)
    trainers = geef_groep("trainers", Rol.TRAINER, "fysio")
    provider.mens("weg", "coordinatie", "trainers")
    dienst.log_in(als(None), "weg")
    beheerder = als(Rol.BEHEERDER)
    assert "1 medewerker verliest" in beheerder.get("aanmelddienst.groep_weg", aanmeldgroep_id=trainers).tekst
    beheerder.post("aanmelddienst.groep_weg", aanmeldgroep_id=trainers)
    assert set(petten(in_borne, "weg@borne.example")) == {Rol.COORDINATOR}
    assert "eindigt meteen wat groepen gaven (1)" in beheerder.get("aanmelddienst.instellen").tekst
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
