"""Who leaves on a day has nothing from midnight on: no hat, no session, no way in, also when no worker runs."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from ketens.gebruikers.models import Account, Lidmaatschap, Sessie
from ketens.kern import klok
from ketens.kern.db import db
from ketens.kern.pagina import datum
from ketens.opdrachten.werker import ronde
from ketens.rechten import Rol
from tests import wereld
from tests.gebruikers.test_inloggen import inloggen

COORDINATOR = wereld.id_van("coordinator")


@pytest.fixture
def beheerder(als):
    return als(Rol.BEHEERDER)


def zet(beheerder, over=None):
    per = datum(klok.vandaag() + timedelta(days=over)) if over is not None else ""
    return beheerder.post("beheer.uitdienst", {"per": per}, account_id=COORDINATOR)


def op(app, dagen):
    """The clock, so many days on, at nine; everyone was seen a moment ago."""
    moment = klok.moment(klok.vandaag() + timedelta(days=dagen), 9)
    with app.app_context():
        db.session.execute(update(Sessie).values(begonnen_op=moment, gezien_op=moment, bevestigd_op=moment))
        db.session.commit()
    return klok.zet_klok(moment)


def lees(app):
    with app.app_context():
        account = db.session.get_one(Account, COORDINATOR)
        (pet,) = account.lidmaatschappen
        stand = (account.uit_dienst_per, pet.tot, account.geblokkeerd_op is not None)
        db.session.rollback()
    return stand


def test_tot_en_met_de_laatste_dag_werkt_alles_en_daarna_niets(beheerder, als, app):
    assert zet(beheerder, 3).status == 303
    coordinator = als(Rol.COORDINATOR)
    with op(app, 2):
        assert coordinator.get("rapportage.start").status == 200
    with op(app, 3):
        assert coordinator.get("rapportage.start").naar.startswith("/inloggen"), "ook zonder werker"
        with app.app_context():
            while ronde():
                pass
        assert inloggen(als(None)).status == 422
    assert lees(app)[2]


def test_per_vandaag_gaat_de_deur_meteen_dicht(beheerder, als, app):
    coordinator = als(Rol.COORDINATOR)
    zet(beheerder, 0)
    assert coordinator.get("rapportage.start").status == 303
    assert inloggen(als(None)).status == 422
    assert "al uit dienst" in zet(beheerder, 5).fouten[0]


def test_een_dag_die_nog_komt_is_te_verzetten_en_terug_te_nemen(beheerder, app):
    zet(beheerder, 3)
    zet(beheerder, 10)
    assert lees(app)[1] == klok.vandaag() + timedelta(days=9)
    zet(beheerder)
    assert lees(app) == (None, None, False)


def test_een_rol_die_daarna_wordt_gegeven_houdt_op_dezelfde_dag_op(beheerder, app):
    zet(beheerder, 3)
    velden = {"rol": "trainer", "organisatie": str(wereld.id_van("fysio")), "ketens": wereld.KETEN}
    assert beheerder.post("beheer.lidmaatschap", velden, account_id=COORDINATOR).status == 303
    with app.app_context():
        vraag = select(Lidmaatschap.tot).where(Lidmaatschap.account_id == COORDINATOR).distinct()
        assert db.session.scalars(vraag).all() == [klok.vandaag() + timedelta(days=2)]
        db.session.rollback()


def test_wie_terugkomt_krijgt_de_rollen_opnieuw(beheerder, als, app):
    zet(beheerder, 0)
    velden = {"rol": "coordinator", "organisatie": str(wereld.id_van("gemeente-borne")), "ketens": wereld.KETEN}
    assert "uit dienst" in beheerder.post("beheer.lidmaatschap", velden, account_id=COORDINATOR).fouten[0]
    beheerder.post("beheer.opheffing", account_id=COORDINATOR)
    assert beheerder.post("beheer.lidmaatschap", velden, account_id=COORDINATOR).status == 303
    assert inloggen(als(None)).volg().volg().kop == "Welkom, Cora Coordinator"
    assert lees(app) == (None, None, False)


@pytest.mark.parametrize(("per", "zin"), [("31-02-2027", "Uit dienst per"), ("01-01-2099", "binnen twee jaar")])
def test_een_dag_die_niet_kan_wordt_geweigerd(beheerder, per, zin):
    pagina = beheerder.post("beheer.uitdienst", {"per": per}, account_id=COORDINATOR)
    assert pagina.status == 422
    assert any(zin in fout for fout in pagina.fouten)
