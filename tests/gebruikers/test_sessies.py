"""What ends a session, and that a new one is really new (invariants 16 and 18)."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from ketens.gebruikers.models import Account, Lidmaatschap, Sessie
from ketens.kern import klok
from ketens.kern.db import db
from ketens.rechten import Rol
from tests import wereld
from tests.gebruikers.test_inloggen import inloggen

NIEUW = "paard batterij nietje correct"


def cookie(klant):
    with klant.browser.session_transaction() as sessie:
        return dict(sessie)


def met_cookie(klant, inhoud):
    with klant.browser.session_transaction() as sessie:
        sessie.clear()
        sessie.update(inhoud)
    return klant


def komt_binnen(klant):
    return klant.get("rapportage.start").status == 200


def test_inloggen_maakt_een_nieuwe_sessie_en_een_nieuwe_cookie(als):
    """Someone who planted a cookie before sign-in holds nothing after it."""
    klant = als(Rol.VERWIJZER)
    oud = cookie(klant)
    inloggen(klant)
    nieuw = cookie(klant)
    assert nieuw["_user_id"] != oud["_user_id"]
    assert nieuw.get("csrf_token") != oud["csrf_token"]
    assert len(nieuw["_user_id"]) >= 43


def test_de_database_kent_alleen_de_hash_van_het_token(als, in_borne):
    klant = als(None)
    inloggen(klant)
    with in_borne():
        hashes = db.session.scalars(select(Sessie.token_hash)).all()
        assert cookie(klant)["_user_id"].encode() not in hashes


@pytest.mark.parametrize(("minuten", "binnen"), [(59, True), (61, False)])
def test_wie_een_uur_niets_doet_is_uitgelogd(als, minuten, binnen):
    klant = als(Rol.COORDINATOR)
    with klok.zet_klok(klok.nu() + timedelta(minutes=minuten)):
        assert komt_binnen(klant) is binnen


def test_wie_bezig_blijft_blijft_binnen_tot_de_dag_om_is(als):
    klant, begin = als(Rol.COORDINATOR), klok.nu()
    for uur in range(24):
        with klok.zet_klok(begin + timedelta(minutes=30 * uur)):
            assert komt_binnen(klant), uur / 2
    with klok.zet_klok(begin + timedelta(hours=12, minutes=1)):
        assert not komt_binnen(klant)


def test_laatst_gezien_wordt_hoogstens_eens_per_minuut_bewaard(als, in_borne):
    klant = als(Rol.COORDINATOR)

    def gezien():
        with in_borne():
            return db.session.scalar(select(Sessie.gezien_op).where(Sessie.id == wereld.id_van("sessie-coordinator")))

    voor = gezien()
    with klok.zet_klok(voor + timedelta(seconds=50)):
        klant.get("rapportage.start")
    assert gezien() == voor
    with klok.zet_klok(voor + timedelta(minutes=5)):
        klant.get("rapportage.start")
    assert gezien() == voor + timedelta(minutes=5)


def test_wie_opnieuw_inlogt_laat_geen_oude_sessie_achter(als):
    klant, kopie = als(None), als(None)
    inloggen(klant)
    met_cookie(kopie, cookie(klant))
    assert komt_binnen(kopie)
    assert inloggen(klant, csrf_token=klant.get("gebruikers.inloggen").waarde("csrf_token")).status == 303
    assert komt_binnen(klant)
    assert not komt_binnen(kopie)


def test_een_nieuw_wachtwoord_sluit_alle_andere_sessies(als):
    hier, elders = als(Rol.COORDINATOR), als(None)
    inloggen(elders)
    assert komt_binnen(elders)
    velden = {"huidig": wereld.WACHTWOORD, "nieuw": NIEUW}
    assert hier.post("gebruikers.wachtwoord", velden).status == 303
    assert komt_binnen(hier)
    assert not komt_binnen(elders)
    assert inloggen(als(None), wachtwoord=NIEUW).status == 303
    assert inloggen(als(None)).status == 422


@pytest.mark.parametrize(
    ("huidig", "nieuw", "zin"),
    [
        ("verkeerd", NIEUW, "Dit is niet uw huidige wachtwoord."),
        (wereld.WACHTWOORD, "kort", "Gebruik minstens 12 tekens"),
        (wereld.WACHTWOORD, "valpreventie1", "te gemakkelijk te raden"),
        (wereld.WACHTWOORD, "aaaaaaaaaaaaaaaa", "te gemakkelijk te raden"),
        (wereld.WACHTWOORD, "x" * 201, "hoogstens 200 tekens"),
    ],
)
def test_een_zwak_wachtwoord_wordt_geweigerd(als, huidig, nieuw, zin):
    pagina = als(Rol.COORDINATOR).post("gebruikers.wachtwoord", {"huidig": huidig, "nieuw": nieuw})
    assert pagina.status == 422
    assert any(zin in fout for fout in pagina.fouten)
    assert nieuw not in pagina.html, "een wachtwoord komt nooit terug op het scherm"


def test_een_geblokkeerd_account_is_meteen_buiten_en_komt_er_niet_meer_in(als, in_borne):
    klant = als(Rol.COORDINATOR)
    assert komt_binnen(klant)
    with in_borne():
        db.session.execute(
            update(Account).where(Account.id == wereld.id_van("coordinator")).values(geblokkeerd_op=klok.nu())
        )
        db.session.commit()
    assert not komt_binnen(klant)
    fout, onbekend = inloggen(als(None)), inloggen(als(None), email="niemand@proef.example")
    assert fout.status == 422
    assert fout.fouten == onbekend.fouten


def test_een_rol_die_eindigt_opent_meteen_niets_meer(als, in_borne):
    klant = als(Rol.COORDINATOR)
    with in_borne():
        gisteren = klok.vandaag() - timedelta(days=1)
        db.session.execute(
            update(Lidmaatschap).where(Lidmaatschap.account_id == wereld.id_van("coordinator")).values(tot=gisteren)
        )
        db.session.commit()
    assert klant.get("rapportage.start").status == 404
    assert klant.get("gebruikers.begin").kop == "U heeft nog geen rol"


def test_een_verzonnen_of_veranderde_cookie_opent_niets(als):
    klant = als(Rol.COORDINATOR)
    for token in ("", "proefsessie-fg-x", "x" * 5000, "\x00"):
        assert not komt_binnen(met_cookie(klant, {"_user_id": token, "_fresh": True}))


def test_wie_uitlogt_zonder_token_blijft_binnen(als):
    klant = als(Rol.COORDINATOR)
    assert klant.post("gebruikers.uitloggen", token=False).status == 422
    assert komt_binnen(klant)
