"""A link is random, works once, for one thing, for a while; opening it changes nothing; it skips no second step."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from ketens.gebruikers.models import Account, Sessie
from ketens.kern import klok
from ketens.kern.db import db
from ketens.rechten import Rol
from ketens.uitnodigingen import links
from ketens.uitnodigingen.models import Linksoort, Uitnodiging
from tests import wereld
from tests.gebruikers.test_inloggen import inloggen
from tests.merken import OP_SQLITE
from tests.uitnodigingen.conftest import GOED

EMAIL = "coordinator@proef.example"
OVER = "Deze link werkt niet meer"


def kies(klant, pad, wachtwoord=GOED):
    return post(klant, pad, {"nieuw": wachtwoord})


def post(klant, pad, velden):
    from tests.klant import Pagina

    return Pagina(klant, klant.browser.post(pad, data={"csrf_token": klant.token, **velden}))


def test_met_een_link_kiest_u_een_wachtwoord_en_bent_u_binnen(als, geef):
    klant, pad = als(None), geef("coordinator")
    pagina = klant.haal(pad)
    assert pagina.kop == "Kies een nieuw wachtwoord"
    assert kies(klant, pad).volg().volg().kop == "Welkom, Cora Coordinator"
    assert inloggen(als(None), wachtwoord=GOED).status == 303
    assert inloggen(als(None)).status == 422


def test_een_gestolen_link_werkt_geen_tweede_keer(als, geef):
    pad = geef("coordinator")
    assert kies(als(None), pad).status == 303
    dief = als(None)
    pagina = kies(dief, pad, "een heel ander dief wachtwoord")
    assert (pagina.status, pagina.kop) == (404, OVER)
    assert inloggen(als(None), wachtwoord=GOED).status == 303
    assert dief.get("rapportage.start").status == 303


def test_van_twee_tegelijk_krijgt_er_een_de_link(app, geef):
    geef("coordinator")
    with app.app_context():
        link = db.session.scalars(select(Uitnodiging)).one()
        assert [links.gebruik(link.id) for _ in range(3)] == [True, False, False]
        db.session.rollback()


@pytest.mark.parametrize("soort", list(Linksoort))
def test_een_link_opent_niet_op_het_adres_van_de_andere_soort(als, geef, soort):
    pad = geef("coordinator", soort)
    ander = (
        pad.replace("/uitnodiging/", "/X/").replace("/herstellink/", "/uitnodiging/").replace("/X/", "/herstellink/")
    )
    assert kies(als(None), ander).kop == OVER
    assert kies(als(None), pad).status == 303


@pytest.mark.parametrize(
    ("soort", "nog", "over"),
    [
        (Linksoort.UITNODIGING, timedelta(days=6, hours=23), timedelta(days=7, seconds=1)),
        (Linksoort.HERSTEL, timedelta(minutes=59), timedelta(hours=1, seconds=1)),
    ],
)
def test_na_haar_tijd_werkt_een_link_niet_meer(als, geef, soort, nog, over):
    pad, begin = geef("coordinator", soort), klok.nu()
    with klok.zet_klok(begin + over):
        assert kies(als(None), pad).kop == OVER
    with klok.zet_klok(begin + nog):
        assert kies(als(None), pad).status == 303


def test_een_nieuwe_link_maakt_de_vorige_van_haar_soort_waardeloos(als, geef):
    eerste, uitnodiging, tweede = geef("coordinator"), geef("coordinator", Linksoort.UITNODIGING), geef("coordinator")
    assert kies(als(None), eerste).kop == OVER
    assert als(None).haal(uitnodiging).status == 200
    assert kies(als(None), tweede).status == 303
    assert als(None).haal(uitnodiging).kop == OVER, "wie een wachtwoord koos, heeft geen andere link meer nodig"


def stand(app):
    with app.app_context():
        rijen = db.session.execute(select(Uitnodiging.gebruikt_op, Uitnodiging.vervallen_op)).all()
        sessies = db.session.scalars(select(Sessie.beeindigd_op)).all()
        wachtwoord = db.session.get_one(Account, wereld.id_van("coordinator")).wachtwoord
        db.session.rollback()
    return rijen, sessies, wachtwoord


def test_wie_een_link_alleen_opent_verandert_niets(als, app, geef):
    """Mail scanners open every link, some of them ten times, some by HEAD."""
    pad, voor = geef("coordinator"), stand(app)
    for _ in range(3):
        scanner = als(None)
        assert scanner.haal(pad).status == 200
        assert scanner.browser.head(pad).status_code == 200
    assert stand(app) == voor
    assert kies(als(None), pad).status == 303


def test_een_nieuw_wachtwoord_sluit_elke_oude_sessie(als, geef):
    oud = als(Rol.COORDINATOR)
    assert oud.get("rapportage.start").status == 200
    kies(als(None), geef("coordinator"))
    assert oud.get("rapportage.start").naar.startswith("/inloggen")


def test_een_link_slaat_de_tweede_stap_niet_over(als, app, geef):
    from ketens.gebruikers import halverwege

    pad = geef("coordinator")
    halverwege.VRAAGT.insert(0, lambda _account: "tweefactor.code")
    try:
        klant = als(None)
        assert kies(klant, pad).naar == "/inloggen/code"
        assert klant.get("rapportage.start").naar.startswith("/inloggen")
    finally:
        halverwege.VRAAGT.pop(0)


@pytest.mark.parametrize("wat", ["wachtwoord", "elders", "blokkade"])
def test_met_de_sessies_vervallen_ook_de_open_links(als, geef, wat):
    """Who read the mailbox once, is out as soon as the owner or a beheerder does something about it."""
    pad, klant, wie = geef("coordinator"), als(Rol.COORDINATOR), wereld.id_van("coordinator")
    if wat == "wachtwoord":
        nieuw = {"huidig": wereld.WACHTWOORD, "nieuw": GOED}
        assert klant.post("gebruikers.wachtwoord", nieuw).status == 303
    elif wat == "elders":
        assert klant.post("gebruikers.elders_einde").status == 303
    else:
        for stap in ("beheer.blokkade", "beheer.opheffing"):
            als(Rol.BEHEERDER).post(stap, account_id=wie)
    assert kies(als(None), pad).kop == OVER


def test_van_wie_geblokkeerd_is_werkt_geen_link(als, app, geef):
    pad = geef("coordinator")
    als(Rol.BEHEERDER).post("beheer.blokkade", account_id=wereld.id_van("coordinator"))
    assert kies(als(None), pad).kop == OVER


def test_in_de_database_staat_geen_link(app, geef):
    token = geef("coordinator").rsplit("/", 1)[1]
    with app.app_context():
        rij = db.session.scalars(select(Uitnodiging)).one()
        assert len(rij.token_hash) == 32
        assert token.encode() not in rij.token_hash
        assert len(token) >= 43, "256 bits"
        db.session.rollback()


def test_het_adres_van_een_link_gaat_nergens_heen(als, geef):
    kop = als(None).haal(geef("coordinator")).antwoord.headers
    assert kop["Referrer-Policy"] == "no-referrer"
    assert kop["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("wachtwoord", "zin"),
    [
        ("", "Vul een nieuw wachtwoord in."),
        ("te kort", "Gebruik minstens 12 tekens"),
        ("Cora-Coordinator-1", "te gemakkelijk te raden"),
        ("coordinatorproef2026", "te gemakkelijk te raden"),
        ("WelkomBijBorne2026", "te gemakkelijk te raden"),
        ("x" * 201, "hoogstens 200 tekens"),
    ],
)
def test_een_slecht_wachtwoord_gebruikt_de_link_niet_op(als, geef, wachtwoord, zin):
    klant, pad = als(None), geef("coordinator")
    pagina = kies(klant, pad, wachtwoord)
    assert pagina.status == 422
    assert any(zin in fout for fout in pagina.fouten)
    assert kies(klant, pad).status == 303


@OP_SQLITE
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    token=st.one_of(st.text(alphabet=st.characters(codec="utf-8"), max_size=60), st.binary(max_size=40).map(bytes.hex)),
    soort=st.sampled_from(Linksoort),
)
def test_wat_niemand_gaf_opent_niets(app, geef, token, soort):
    with app.app_context():
        assert links.vind(soort, token) is None
        db.session.rollback()
