"""A link goes by mail to the address of the account; who asks hears the same, also when there is no such account."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from ketens.gebruikers.models import Account
from ketens.kern import klok
from ketens.kern.db import db
from ketens.opdrachten.models import Opdracht
from ketens.post.models import Mail
from ketens.rechten import Rol
from ketens.uitnodigingen.models import Herstelvraag, Uitnodiging
from tests import wereld
from tests.gebruikers.test_inloggen import inloggen
from tests.merken import OP_SQLITE
from tests.uitnodigingen.conftest import GOED, link_in
from tests.uitnodigingen.test_links import OVER, kies

EMAIL, COORDINATOR = "coordinator@proef.example", wereld.id_van("coordinator")


def tekst(bericht):
    return bericht.get_payload(decode=True).decode()


def vraag(als, email=EMAIL):
    return als(None).post("uitnodigingen.wachtwoord_vergeten", {"email": email})


def test_een_nieuw_account_krijgt_een_uitnodiging_per_mail_en_de_beheerder_ziet_haar_niet(als, bus, werk, in_borne):
    velden = {"naam": "Nina Nieuw", "email": "nina@proef.example", "organisatie": str(wereld.id_van("fysio"))}
    pagina = als(Rol.BEHEERDER).post("beheer.nieuw_account", velden)
    assert pagina.status == 303
    assert "/uitnodiging/" not in pagina.volg().html
    werk()
    (bericht,) = bus.ontvangen
    assert bericht["To"] == "nina@proef.example"
    assert "Nina" not in tekst(bericht), "een adres kan van een ander zijn"
    assert kies(als(None), link_in(tekst(bericht))).status == 303
    with in_borne():
        mail = db.session.scalars(select(Mail).where(Mail.sleutel.startswith("accountlink/"))).one()
        assert mail.geheim is None, "wat verzonden is, ligt hier niet meer"
        assert "{link}" in mail.inhoud


def test_een_mail_die_wacht_heeft_haar_link_verzegeld(als, bus, in_borne):
    als(Rol.BEHEERDER).post("beheer.link", account_id=COORDINATOR)
    with in_borne():
        mail = db.session.scalars(select(Mail)).one()
        token = link_in(mail.geheim).rsplit("/", 1)[1]
        assert token not in mail.inhoud
        assert token.encode() not in mail.geheim_cel


def test_wachtwoord_vergeten_stuurt_een_link_waarmee_u_een_ander_kiest(als, bus, werk):
    assert vraag(als, " Coordinator@Proef.example ").kop == "Kijk in uw e-mail"
    werk()
    assert kies(als(None), link_in(tekst(bus.ontvangen[0]))).status == 303
    assert inloggen(als(None), wachtwoord=GOED).status == 303
    werk()
    assert [bericht["Subject"] for bericht in bus.ontvangen] == [
        "Kies een nieuw wachtwoord voor ketens",
        "Er is een nieuw wachtwoord gekozen voor ketens",
    ]


def sporen(app):
    with app.app_context():
        aantal = [
            db.session.scalar(select(func.count()).select_from(model))
            for model in (Herstelvraag, Opdracht, Uitnodiging)
        ]
        db.session.rollback()
    return aantal


def test_een_onbekend_adres_krijgt_hetzelfde_antwoord_en_hetzelfde_werk(als, app, bus, werk, tel_vragen):
    vraag(als, "eerste@proef.example")  # begins the chain of the log
    antwoorden, gesteld, gedaan = [], [], []
    for email in (EMAIL, "niemand@proef.example"):
        voor = sporen(app)
        with tel_vragen() as vragen:
            antwoorden.append(vraag(als, email))
        gesteld.append(list(vragen))
        gedaan.append([na - was for na, was in zip(sporen(app), voor, strict=True)])
    bekend, onbekend = antwoorden
    assert (bekend.status, bekend.html) == (onbekend.status, onbekend.html)
    assert gesteld[0] == gesteld[1]
    assert gedaan[0] == gedaan[1] == [1, 1, 0], "het verzoek zelf zoekt niemand op"
    werk()
    assert [bericht["To"] for bericht in bus.ontvangen] == [EMAIL]
    assert sporen(app)[0] == 0, "wat er is getypt, blijft niet liggen"


def test_van_een_account_gaan_er_hoogstens_drie_links_per_uur_en_de_laatste_werkt(als, bus, werk):
    for _ in range(6):
        vraag(als)
        werk()
    assert len(bus.ontvangen) == 3
    assert kies(als(None), link_in(tekst(bus.ontvangen[0]))).kop == OVER
    assert kies(als(None), link_in(tekst(bus.ontvangen[2]))).status == 303


def test_wie_geblokkeerd_is_krijgt_geen_link(als, bus, werk):
    als(Rol.BEHEERDER).post("beheer.blokkade", account_id=COORDINATOR)
    assert vraag(als).kop == "Kijk in uw e-mail"
    werk()
    assert bus.ontvangen == []
    assert als(Rol.BEHEERDER).post("beheer.link", account_id=COORDINATOR).status == 422


def test_een_mail_waarvan_de_link_voorbij_is_gaat_niet_meer_weg(als, bus, werk):
    als(Rol.BEHEERDER).post("beheer.link", account_id=COORDINATOR)
    als(Rol.BEHEERDER).post("beheer.link", account_id=COORDINATOR)
    with klok.zet_klok(klok.nu() + timedelta(minutes=2)):
        werk()
    assert len(bus.ontvangen) == 1
    als(Rol.BEHEERDER).post("beheer.link", account_id=COORDINATOR)
    with klok.zet_klok(klok.nu() + timedelta(hours=2)):
        werk()
    assert len(bus.ontvangen) == 1


@OP_SQLITE
def test_zonder_mailserver_zegt_de_pagina_wie_helpt(als):
    pagina = als(None).get("uitnodigingen.wachtwoord_vergeten")
    assert "Bel de beheerder van uw gemeente" in pagina.tekst
    assert pagina.waarde("email") is None
    assert vraag(als).kop == "Wachtwoord vergeten?"


@OP_SQLITE
@pytest.mark.parametrize("email", ["", "geen adres", "a@b", "x\r\nBcc: y@z.example", "a@b.example, c@d.example"])
def test_wat_geen_adres_is_vraagt_niets(als, app, bus, email):
    assert vraag(als, email).status == 422
    assert sporen(app) == [0, 0, 0]


def test_een_ander_e_mailadres_hoort_iedereen_en_sluit_alles(als, app, bus, werk, geef):
    pad = geef("coordinator")
    coordinator = als(Rol.COORDINATOR)
    velden = {"naam": "Cora Coordinator", "email": "Cora@Nieuw.example", "functie": "regisseur"}
    assert als(Rol.BEHEERDER).post("beheer.gegevens", velden, account_id=COORDINATOR).status == 303
    assert coordinator.get("rapportage.start").naar.startswith("/inloggen")
    assert kies(als(None), pad).kop == OVER
    werk()
    assert sorted(bericht["To"] for bericht in bus.ontvangen) == [EMAIL, "cora@nieuw.example"]
    assert inloggen(als(None)).status == 422
    assert inloggen(als(None), email="cora@nieuw.example").status == 303
    with app.app_context():
        assert db.session.get_one(Account, COORDINATOR).functie == "regisseur"
        db.session.rollback()


def test_een_naam_wijzigen_sluit_niemand_uit_en_een_adres_dat_bezet_is_kan_niet(als, bus, werk):
    coordinator, beheerder = als(Rol.COORDINATOR), als(Rol.BEHEERDER)
    velden = {"naam": "Cora Nieuwnaam", "email": EMAIL, "functie": ""}
    assert beheerder.post("beheer.gegevens", velden, account_id=COORDINATOR).status == 303
    assert coordinator.get("rapportage.start").kop == "Welkom, Cora Nieuwnaam"
    bezet = beheerder.post("beheer.gegevens", velden | {"email": "TRAINER@proef.example"}, account_id=COORDINATOR)
    assert bezet.fouten == ["E-mailadres: Er is al een account met dit e-mailadres."]
    werk()
    assert bus.ontvangen == []
