"""A beheerder sets the service up, looks whether it works, and decides who gets what by it."""

import pytest
from sqlalchemy import select, update

from ketens.aanmelddienst.models import Aanmelddienst, Aanmeldgroep, Koppeling
from ketens.audit.models import Logregel
from ketens.gebruikers.models import Account, Lidmaatschap
from ketens.kern import klok
from ketens.kern.db import db
from ketens.rechten import Rol
from tests import wereld
from tests.aanmelddienst import kwaad as slecht
from tests.aanmelddienst.conftest import DIENST, GEHEIM, TERUG, maak_dienst
from tests.aanmelddienst.test_inloggen import koppel
from tests.gebruikers.test_inloggen import inloggen
from tests.merken import OP_SQLITE

VELDEN = {
    "naam": "Werkaccount Borne",
    "client_id": "ketens",
    "geheim": GEHEIM,
    "scopes": "openid profile email groups",
    "groepen_claim": "groups",
    "tweede_stap": "nee",
    "tweede_waarden": "mfa",
}


def test_van_niets_naar_inloggen(als, app, provider, in_borne):
    """The whole road of a beheerder, at a real provider."""
    klant = als(Rol.BEHEERDER)
    assert klant.get("aanmelddienst.groepen").status == 404
    assert klant.post("aanmelddienst.instellen", {**VELDEN, "issuer": provider.url}).status == 303
    pagina = klant.get("aanmelddienst.instellen")
    assert GEHEIM not in pagina.html, "het geheim komt nooit terug op het scherm"
    assert pagina.waarde("geheim") in (None, "")
    with in_borne():
        rij = db.session.scalars(select(Aanmelddienst)).one()
        assert GEHEIM.encode() not in rij.geheim_cel
        terug = TERUG.replace(str(DIENST), str(rij.id))
    assert terug in pagina.tekst
    assert "Werkaccount" not in als(None).get("gebruikers.inloggen").tekst, "nog niet aan"
    provider.zeg("client", client_id="ketens", geheim=GEHEIM, terug=[terug])
    assert "De dienst antwoordt" in klant.post("aanmelddienst.controleren").tekst
    assert klant.post("aanmelddienst.stand").status == 303
    assert "Inloggen met Werkaccount Borne" in als(None).get("gebruikers.inloggen").tekst
    velden = {"groep": "trainers", "rol": "trainer", "organisatie": str(wereld.id_van("fysio")), "ketens": wereld.KETEN}
    assert klant.post("aanmelddienst.groepen", velden).status == 303
    assert "trainers" in klant.get("aanmelddienst.groepen").tekst
    with in_borne():
        groep_id = db.session.scalars(select(Aanmeldgroep.id)).one()
    assert klant.post("aanmelddienst.groep_weg", aanmeldgroep_id=groep_id).status == 303
    with in_borne():
        assert db.session.scalars(select(Aanmeldgroep)).all() == []
        redenen = set(db.session.scalars(select(Logregel.reden).where(Logregel.reden.is_not(None))))
    assert {"aanmelddienst aan", "groep geeft rol trainer", "groep geeft rol trainer niet meer: 0 eraf"} <= redenen


@OP_SQLITE
def test_een_geheim_gaat_niet_mee_naar_een_andere_dienst(als, app, provider, in_borne):
    """Or a beheerder could have it sent to an address of their own."""
    klant = als(Rol.BEHEERDER)
    klant.post("aanmelddienst.instellen", {**VELDEN, "issuer": provider.url})
    for anders in ({"issuer": "https://elders.example"}, {"client_id": "een-ander", "issuer": provider.url}):
        pagina = klant.post("aanmelddienst.instellen", {**VELDEN, "geheim": "", **anders})
        assert pagina.status == 422
        assert any("client-geheim opnieuw" in fout for fout in pagina.fouten)
    zelfde = {**VELDEN, "geheim": "", "issuer": provider.url, "naam": "Werkaccount"}
    assert klant.post("aanmelddienst.instellen", zelfde).status == 303
    with in_borne():
        rij = db.session.scalars(select(Aanmelddienst)).one()
        assert (rij.naam, rij.geheim) == ("Werkaccount", GEHEIM)


@OP_SQLITE
def test_een_andere_issuer_kent_niemand_meer(als, dienst, in_borne, provider):
    koppel(in_borne, "cora", "coordinator", provider.url)
    elders = {**VELDEN, "issuer": "https://elders.example"}
    assert als(Rol.BEHEERDER).post("aanmelddienst.instellen", elders).status == 303
    with in_borne():
        assert db.session.scalars(select(Koppeling)).all() == []


@OP_SQLITE
@pytest.mark.parametrize(
    ("velden", "zin"),
    [
        ({"issuer": "http://aanmelden.example"}, "begint"),
        ({"issuer": "ftp://aanmelden.example"}, "begint"),
        ({"issuer": "https://gebruiker@aanmelden.example"}, "begint"),
        ({"issuer": "https://"}, "begint"),
        ({"issuer": "http://localhost:1"}, "begint"),
        ({"issuer": "https://x:99999"}, "begint"),
        ({"scopes": "profile"}, "openid"),
        ({"tweede_stap": "zegt", "tweede_waarden": " "}, "tweede stap"),
        ({"geheim": ""}, "client-geheim"),
        ({"tweede_stap": "misschien"}, "Kies een van de antwoorden"),
    ],
)
def test_wat_niet_kan_wordt_gezegd(als, app, velden, zin):
    pagina = als(Rol.BEHEERDER).post(
        "aanmelddienst.instellen", {**VELDEN, "issuer": "https://aanmelden.example", **velden}
    )
    assert pagina.status == 422
    assert any(zin in fout for fout in pagina.fouten), pagina.fouten


@OP_SQLITE
def test_de_controle_zegt_wat_er_niet_klopt(als, app, in_borne, provider):
    maak_dienst(in_borne, provider.url, client_id="bestaat-niet")
    klant = als(Rol.BEHEERDER)
    assert "kent deze client-id niet" in klant.post("aanmelddienst.controleren").tekst


@OP_SQLITE
@pytest.mark.parametrize(
    ("zelf", "zin"),
    [
        ({"issuer": "https://elders.example"}, "noemt zichzelf anders"),
        ({"jwks_uri": None}, "zegt niet waar jwks_uri is"),
        ({"token_endpoint": "http://elders.example/token"}, "token_endpoint is geen https-adres"),
        ({"code_challenge_methods_supported": ["plain"]}, "PKCE"),
        ({"scopes_supported": ["openid"]}, "noemt deze scopes niet: profile, email, groups"),
        ({"claims_supported": ["sub"]}, "noemt de claim groups niet"),
        ({"end_session_endpoint": None}, "geen adres om uit te loggen"),
    ],
)
def test_de_controle_leest_wat_de_dienst_zelf_zegt(als, app, in_borne, zelf, zin):
    with slecht.luister() as kwaad:
        kwaad.zelf = zelf
        maak_dienst(in_borne, kwaad.url)
        assert zin in als(Rol.BEHEERDER).post("aanmelddienst.controleren").tekst


@OP_SQLITE
def test_een_dienst_die_weg_is_wordt_in_het_nederlands_gezegd(als, app, in_borne):
    maak_dienst(in_borne, "http://127.0.0.1:1")
    assert "geen verbinding met de dienst" in als(Rol.BEHEERDER).post("aanmelddienst.controleren").tekst


@OP_SQLITE
def test_wie_een_groep_aanwijst_krijgt_er_zelf_niets_van(als, dienst, provider, geef_groep, in_borne):
    geef_groep("trainers", Rol.TRAINER, "fysio")  # laid down by this very beheerder
    koppel(in_borne, "bas", "beheerder", provider.url)
    provider.mens("bas", "trainers")
    dienst.log_in(als(None), "bas")
    with in_borne():
        rollen = select(Lidmaatschap.rol).where(Lidmaatschap.account_id == wereld.id_van("beheerder"))
        assert db.session.scalars(rollen).all() == [Rol.BEHEERDER]


@OP_SQLITE
def test_een_beheerder_koppelt_niemand_aan_zichzelf(als, dienst, in_borne):
    with in_borne():
        wacht = Koppeling(aanmelddienst_id=DIENST, issuer="x", subject="y")
        wacht.naam = "Wiebe Wacht"
        db.session.add(wacht)
        db.session.commit()
    velden = {"account": str(wereld.id_van("beheerder"))}
    pagina = als(Rol.BEHEERDER).post("aanmelddienst.koppeling", velden, koppeling_id=wacht.id)
    assert any("uw eigen rollen" in fout for fout in pagina.fouten)
    ander = {"account": str(wereld.id_van("coordinator_tubbergen"))}
    assert als(Rol.BEHEERDER).post("aanmelddienst.koppeling", ander, koppeling_id=wacht.id).status == 422


@OP_SQLITE
def test_een_rol_die_van_hand_wordt_gegeven_is_niet_meer_van_de_groep(als, dienst, provider, geef_groep, in_borne):
    geef_groep("trainers", Rol.TRAINER, "fysio")
    koppel(in_borne, "cora", "coordinator", provider.url)
    provider.mens("cora", "trainers")
    dienst.log_in(als(None), "cora")
    provider.mens("cora", "anders")
    dienst.log_in(als(None), "cora")
    velden = {"rol": "trainer", "organisatie": str(wereld.id_van("fysio")), "ketens": wereld.KETEN}
    adres = {"account_id": wereld.id_van("coordinator")}
    assert als(Rol.BEHEERDER).post("beheer.lidmaatschap", velden, **adres).status == 303
    dienst.log_in(als(None), "cora")
    with in_borne():
        vraag = select(Lidmaatschap).where(Lidmaatschap.account_id == adres["account_id"])
        assert {pet.rol for pet in db.session.scalars(vraag) if pet.is_geldig} == {Rol.COORDINATOR, Rol.TRAINER}


def zet_wachtwoorden_uit(klant):
    return klant.post("aanmelddienst.wachtwoorden", {"noodaccount": str(wereld.id_van("beheerder"))})


@OP_SQLITE
def test_wachtwoorden_gaan_pas_uit_als_het_werkt(als, dienst, in_borne):
    assert any("Dit kan pas" in fout for fout in zet_wachtwoorden_uit(als(Rol.BEHEERDER)).fouten)


@OP_SQLITE
def test_alleen_met_de_dienst_behalve_bij_nood(als, dienst, provider, in_borne):
    with in_borne():
        db.session.execute(update(Aanmelddienst).values(gelukt_op=klok.nu()))
        db.session.commit()
    klant = als(Rol.BEHEERDER)
    assert zet_wachtwoorden_uit(klant).status == 303
    geweigerd = inloggen(als(None))
    assert geweigerd.status == 422
    assert any("knop Inloggen met Werkaccount Borne" in fout for fout in geweigerd.fouten)
    fout, onbekend = inloggen(als(None), wachtwoord="verkeerd"), inloggen(als(None), email="niemand@proef.example")
    assert fout.fouten == onbekend.fouten, "wie het wachtwoord niet kent, hoort niets over het account"
    assert inloggen(als(None), email="beheerder@proef.example").status == 303
    assert inloggen(als(None), email="verwijzer@proef.example").status == 303, "een praktijk houdt haar wachtwoord"
    assert klant.post("aanmelddienst.wachtwoorden_terug").status == 303
    assert inloggen(als(None)).status == 303


@OP_SQLITE
def test_wie_de_knop_uitzet_laat_wachtwoorden_weer_toe(als, dienst, in_borne):
    with in_borne():
        db.session.execute(update(Aanmelddienst).values(gelukt_op=klok.nu()))
        db.session.commit()
    klant = als(Rol.BEHEERDER)
    zet_wachtwoorden_uit(klant)
    klant.post("aanmelddienst.stand")
    assert inloggen(als(None)).status == 303


@OP_SQLITE
@pytest.mark.parametrize("anders", [{"geblokkeerd_op": klok.nu()}, {"wachtwoord": ""}])
def test_wie_niet_binnenkomt_is_geen_nooduitgang(als, dienst, in_borne, anders):
    with in_borne():
        db.session.execute(update(Aanmelddienst).values(gelukt_op=klok.nu()))
        tweede = Lidmaatschap(
            account_id=wereld.id_van("fg"),
            organisatie_id=wereld.id_van("gemeente-borne"),
            gemeente_id=wereld.id_van("borne"),
            rol=Rol.BEHEERDER,
            ketens=[],
            vanaf=klok.vandaag(),
        )
        db.session.add(tweede)
        db.session.execute(update(Account).where(Account.id == wereld.id_van("fg")).values(anders))
        db.session.commit()
    velden = {"noodaccount": str(wereld.id_van("fg"))}
    assert als(Rol.BEHEERDER).post("aanmelddienst.wachtwoorden", velden).status == 422


@OP_SQLITE
def test_een_dienst_van_een_ander_bestaat_niet(als, app, in_borne):
    maak_dienst(in_borne, "https://aanmelden.example", gemeente_id=wereld.id_van("tubbergen"))
    with in_borne():
        wacht = Koppeling(aanmelddienst_id=DIENST, issuer="x", subject="y")
        db.session.add(wacht)
        db.session.commit()
    klant = als(Rol.BEHEERDER)
    assert klant.get("aanmelddienst.koppelingen").status == 404
    assert klant.get("aanmelddienst.koppeling", koppeling_id=wacht.id).status == 404
    assert als(Rol.COORDINATOR).get("aanmelddienst.instellen").status == 403


@OP_SQLITE
def test_wie_de_nooduitgang_verliest_hoort_dat(als, dienst, in_borne):
    with in_borne():
        db.session.execute(update(Aanmelddienst).values(alleen=True, noodaccount_id=wereld.id_van("beheerder")))
        db.session.commit()
    klant = als(Rol.BEHEERDER)
    assert "Niemand kan bij nood naar binnen" not in klant.get("aanmelddienst.instellen").tekst
    with in_borne():
        db.session.execute(update(Aanmelddienst).values(noodaccount_id=wereld.id_van("coordinator")))
        db.session.commit()
    assert "Niemand kan bij nood naar binnen" in klant.get("aanmelddienst.instellen").tekst
