"""A trainer's phone that stays signed in: for attendance of own groups, and for nothing else (besluit 0031)."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from ketens.audit.models import Logregel
from ketens.gebruikers import beheren
from ketens.gebruikers.models import Account, Lidmaatschap, Sessie
from ketens.groepen.models import Groep, GroepTrainer
from ketens.kern import klok
from ketens.kern.db import db
from ketens.rechten import Rol
from ketens.rooster.inrichten import gelast_af
from ketens.uitnodigingen import links
from ketens.uitnodigingen.models import Linksoort
from tests import wereld
from tests.gebruikers.test_inloggen import inloggen
from tests.klant import Klant
from tests.merken import OP_SQLITE

pytestmark = OP_SQLITE
COOKIE = "ketens-telefoon"
WEKEN_LATER = timedelta(weeks=3)


@pytest.fixture
def groep(proefgroep):
    return proefgroep(2)


def cookie_van(klant, pad="/borne"):
    return klant.browser.get_cookie(COOKIE, path=pad)


def sessies(groep):
    with wereld.binnen(groep.app):
        rijen = db.session.scalars(select(Sessie).where(Sessie.doel == "aanwezigheid")).all()
        db.session.expunge_all()
        return rijen


@pytest.fixture
def telefoon(als, app, groep):
    """Tom's phone, three weeks after he pressed the button: his ordinary session is long over."""
    with klok.zet_klok(groep.moment(1)):
        wereld.nu_gezien(app)
        tom = als("trainer")
        hier = {"bijeenkomst_id": groep.sessie(1).id}
        assert "Blijf aangemeld op deze telefoon" in tom.get("aanwezigheid.sessie", **hier).tekst
        pagina = tom.post("aanwezigheid.blijf_aangemeld", **hier)
        assert pagina.status == 303
        assert "blijft aangemeld tot en met" in pagina.volg().tekst
    with klok.zet_klok(groep.moment(1) + WEKEN_LATER):
        yield tom


def opent(klant, groep, nr=4):
    return klant.get("aanwezigheid.sessie", bijeenkomst_id=groep.sessie(nr).id).status == 200


def test_de_cookie_is_van_een_gemeente_en_van_niemand_anders_te_lezen(telefoon, groep):
    cookie = cookie_van(telefoon)
    assert (cookie.path, cookie.http_only, cookie.same_site) == ("/borne", True, "Lax")
    [rij] = sessies(groep)
    assert rij.tot == groep.groep.eindigt_op + timedelta(days=1)
    assert cookie.value.encode() not in rij.token_hash


def test_na_weken_gaat_de_aanwezigheid_nog_open_zonder_wachtwoord(telefoon, groep):
    assert opent(telefoon, groep)
    assert "Proefgroep" in telefoon.get("aanwezigheid.mijn").tekst
    velden = {f"gezien_{groep.plaatsingen[0].id.hex}": "0:", f"stand_{groep.plaatsingen[0].id.hex}": "aanwezig"}
    antwoord = telefoon.post("aanwezigheid.sessie", velden, bijeenkomst_id=groep.sessie(4).id)
    assert antwoord.status == 303
    with wereld.binnen(groep.app):
        assert groep.mark(4, 0).door_id == wereld.id_van("trainer")
        laatste = db.session.scalars(select(Logregel).order_by(Logregel.nr.desc()).limit(1)).one()
        assert (laatste.account_id, laatste.reden) == (wereld.id_van("trainer"), "telefoon bleef aangemeld")


ANDERE = [
    "rapportage.start",
    "rooster.lijst",
    "rooster.detail",
    "aanwezigheid.deelnemers",
    "aanwezigheid.blijf_aangemeld",
    "aanwezigheid.groep",
    "metingen.overzicht",
    "aanbod.lijst",
    "gebruikers.wachtwoord",
    "gebruikers.aangemeld",
]


def test_elke_andere_pagina_stuurt_naar_inloggen(telefoon, groep):
    nodig = {"groep_id": groep.groep.id, "bijeenkomst_id": groep.sessie(4).id}
    for endpoint in ANDERE:
        argumenten = next(regel.arguments for regel in groep.app.url_map.iter_rules(endpoint))
        pagina = telefoon.get(endpoint, **{naam: waarde for naam, waarde in nodig.items() if naam in argumenten})
        assert (pagina.status, pagina.naar.split("?")[0]) == (303, "/inloggen"), endpoint


def test_geen_enkele_route_buiten_de_aanwezigheid_gaat_open(telefoon, groep):
    """Whatever is added: only routes that name the right of attendance know this phone."""
    from ketens.gebruikers.telefoon import laad
    from ketens.rechten import Recht

    token = cookie_van(telefoon).value
    kent = set()
    for regel in groep.app.url_map.iter_rules():
        if "gemeente" not in regel.arguments:
            continue
        waarden = dict.fromkeys(regel.arguments, "00000000-0000-7000-8000-000000000000") | {"gemeente": "borne"}
        with groep.app.test_request_context(method="GET", headers={"Cookie": f"{COOKIE}={token}"}) as verzoek:
            verzoek.request.url_rule, verzoek.request.view_args = regel, waarden
            with wereld.in_gemeente(wereld.id_van("borne")):
                if laad(verzoek.request):
                    kent.add(groep.app.view_functions[regel.endpoint].recht)
    assert kent == {Recht.AANWEZIGHEID}


def test_een_andere_gemeente_kent_de_telefoon_niet(telefoon, groep):
    waarde = cookie_van(telefoon).value
    telefoon.browser.set_cookie(COOKIE, waarde, path="/tubbergen")
    pagina = telefoon.haal("/tubbergen/aanwezigheid/")
    assert (pagina.status, pagina.naar.startswith("/inloggen")) == (303, True)
    assert opent(telefoon, groep)


def test_het_token_van_de_telefoon_opent_niets_als_gewone_sessie(telefoon, als, groep):
    dief = als(None)
    with dief.browser.session_transaction() as sessie:
        sessie["_user_id"] = cookie_van(telefoon).value
    assert dief.get("rapportage.start").status == 303
    gewoon = als(None)
    gewoon.browser.set_cookie(COOKIE, wereld.token_van("trainer"), path="/borne")
    assert gewoon.get("aanwezigheid.mijn").status == 303


def _blokkeer(groep):
    beheren.blokkeer(db.session.get_one(Account, wereld.id_van("trainer")), door=wereld.wie("beheerder"))


def _nieuw_wachtwoord(groep):
    _, token = links.maak(db.session.get_one(Account, wereld.id_van("trainer")), Linksoort.HERSTEL, door_id=None)
    db.session.commit()
    klant = Klant(groep.app, None)
    velden = {"csrf_token": klant.token, "nieuw": "gele fiets drinkt thee"}
    assert klant.browser.post(f"/herstellink/{token}", data=velden).status_code == 303


def _pet_weg_en_terug(groep):
    pet = db.session.get_one(Lidmaatschap, wereld.id_van(f"trainer-{Rol.TRAINER}"))
    beheren.beeindig_lidmaatschap(pet, door=wereld.wie("beheerder"))
    db.session.flush()
    pet.tot = None


def _pet_weg(groep):
    db.session.get_one(Lidmaatschap, wereld.id_van(f"trainer-{Rol.TRAINER}")).tot = klok.vandaag() - timedelta(days=1)


def _andere_rol(groep):
    db.session.get_one(Lidmaatschap, wereld.id_van(f"trainer-{Rol.TRAINER}")).rol = Rol.COORDINATOR


def _groep_afgelast(groep):
    gelast_af(db.session.get_one(Groep, groep.groep.id), reden="Proef", door=wereld.wie("coordinator"))


def _geen_trainer_meer(groep):
    db.session.execute(update(GroepTrainer).values(tot=klok.vandaag()))


EINDES = [_blokkeer, _nieuw_wachtwoord, _pet_weg, _pet_weg_en_terug, _andere_rol, _groep_afgelast, _geen_trainer_meer]


@pytest.mark.parametrize("einde", EINDES)
def test_wat_de_grond_wegneemt_sluit_de_telefoon_meteen(telefoon, groep, einde):
    assert opent(telefoon, groep)
    with wereld.binnen(groep.app):
        einde(groep)
        db.session.commit()
    assert not opent(telefoon, groep)


def test_een_groep_die_voorbij_is_sluit_de_telefoon_ook_als_hij_langer_mocht(telefoon, groep):
    with wereld.binnen(groep.app):
        db.session.get_one(Groep, groep.groep.id).eindigt_op = klok.vandaag() - timedelta(days=2)
        db.session.commit()
    assert not opent(telefoon, groep)
    assert sessies(groep)[0].beeindigd_op is not None


def test_de_dag_na_de_groep_is_de_laatste(telefoon, groep):
    for dagen, status in ((1, 200), (2, 303)):
        with klok.zet_klok(klok.moment(groep.groep.eindigt_op + timedelta(days=dagen), 9)):
            assert telefoon.get("aanwezigheid.mijn").status == status


def test_na_de_dag_in_de_rij_is_het_uit_ook_als_er_een_groep_bij_kwam(telefoon, groep):
    with wereld.binnen(groep.app):
        db.session.get_one(Groep, groep.groep.id).eindigt_op += timedelta(weeks=20)
        db.session.commit()
    with klok.zet_klok(klok.moment(groep.groep.eindigt_op + timedelta(days=2), 9)):
        assert not opent(telefoon, groep)


def test_van_een_groep_die_niet_meer_loopt_gaat_ook_met_een_andere_groep_niets_open(telefoon, groep, maak):
    with klok.zet_klok(groep.moment(1)):
        maak.groep("Nog een", begint_op=klok.vandaag() + timedelta(weeks=2), trainers=["trainer"])
    with wereld.binnen(groep.app):
        db.session.get_one(Groep, groep.groep.id).eindigt_op = klok.vandaag() - timedelta(days=5)
        db.session.commit()
    assert telefoon.get("aanwezigheid.mijn").status == 200
    assert not opent(telefoon, groep)


def test_wie_op_de_telefoon_uitlogt_is_er_helemaal_uit(als, app, groep):
    with klok.zet_klok(groep.moment(1)):
        wereld.nu_gezien(app)
        tom = als("trainer")
        tom.post("aanwezigheid.blijf_aangemeld", bijeenkomst_id=groep.sessie(1).id)
        tom.post("gebruikers.uitloggen")
        assert tom.get("aanwezigheid.mijn").status == 303
    assert sessies(groep)[0].beeindigd_op is not None


def test_wie_op_dezelfde_telefoon_inlogt_erft_hem_niet(telefoon, groep):
    """A colleague borrows the phone: Tom's session ends, also when the colleague's own times out later."""
    inloggen(telefoon)
    assert sessies(groep)[0].beeindigd_op is not None
    with klok.zet_klok(klok.nu() + timedelta(days=2)):
        assert telefoon.get("aanwezigheid.mijn").status == 303


@pytest.mark.parametrize("wie", ["trainer", "coordinator"])
def test_ook_na_het_sluiten_van_de_browser_is_wie_uitlogt_er_helemaal_uit(telefoon, groep, wie):
    """The ordinary cookie goes when the browser closes; what this phone keeps is found again, whoever signs in."""
    with telefoon.browser.session_transaction() as cookie:
        cookie.clear()
        cookie["csrf_token"] = "0" * 40
    assert inloggen(telefoon, f"{wie}@proef.example").status == 303
    telefoon.get("rooster.lijst")
    assert (sessies(groep)[0].beeindigd_op is None) == (wie == "trainer")
    with telefoon.browser.session_transaction() as cookie:
        cookie["csrf_token"] = "0" * 40
    telefoon.post("gebruikers.uitloggen")
    assert sessies(groep)[0].beeindigd_op is not None
    assert telefoon.get("aanwezigheid.mijn").status == 303


def test_de_knop_meldt_de_telefoon_af(telefoon, groep):
    pagina = telefoon.post("aanwezigheid.telefoon_einde")
    assert pagina.naar.startswith("/inloggen")
    assert cookie_van(telefoon) is None
    assert sessies(groep)[0].beeindigd_op is not None


def test_de_telefoon_staat_bij_de_apparaten_en_is_daar_te_beeindigen(als, app, telefoon, groep):
    wereld.nu_gezien(app)
    tom = als("trainer")
    assert "Telefoon, alleen voor de aanwezigheid" in tom.get("gebruikers.aangemeld").tekst
    [rij] = sessies(groep)
    assert als("trainer2").post("gebruikers.aangemeld_einde", sessie_id=rij.id).status == 404
    assert sessies(groep)[0].beeindigd_op is None
    tom.post("gebruikers.aangemeld_einde", sessie_id=rij.id)
    assert sessies(groep)[0].beeindigd_op is not None


def test_alleen_een_trainer_van_deze_groep_houdt_een_telefoon_aangemeld(als, app, groep):
    with klok.zet_klok(groep.moment(1)):
        wereld.nu_gezien(app)
        hier = {"bijeenkomst_id": groep.sessie(1).id}
        assert "eigen telefoon" in als("coordinator").post("aanwezigheid.blijf_aangemeld", **hier).fouten[0]
        assert als("trainer2").post("aanwezigheid.blijf_aangemeld", **hier).status == 404
    assert sessies(groep) == []


def test_de_wachtende_vinkjes_blijven_staan_als_de_gewone_sessie_voorbij_is(telefoon, groep):
    """`Clear-Site-Data: "storage"` would wipe what the phone has not sent yet."""
    telefoon_pagina = telefoon.get("aanwezigheid.sessie", bijeenkomst_id=groep.sessie(4).id)
    assert "Clear-Site-Data" not in telefoon_pagina.antwoord.headers
    elders = telefoon.get("rapportage.start")
    assert elders.antwoord.headers["Clear-Site-Data"] == '"cache"'


def test_een_telefoon_die_een_maand_stil_lag_wordt_niet_opgeruimd(telefoon, groep):
    from ketens.gebruikers.opruimen import ruim_op

    with klok.zet_klok(groep.moment(1) + timedelta(days=45)), wereld.binnen(groep.app):
        ruim_op({})
        db.session.commit()
    assert len(sessies(groep)) == 1
    with klok.zet_klok(klok.moment(groep.groep.eindigt_op + timedelta(days=60), 9)), wereld.binnen(groep.app):
        ruim_op({})
        db.session.commit()
    assert sessies(groep) == []
