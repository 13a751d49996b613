"""Every unsafe route has a form, and reading changes nothing: walked over the live routes, on filled tables."""

from uuid import uuid4

import pytest
from sqlalchemy import event

from ketens.inwoners.models import Inwoner
from ketens.kern.db import db
from ketens.kern.gemeente import in_gemeente
from ketens.kern.poort import OPENBAAR
from ketens.rechten import Rol
from tests import wereld
from tests.bouwkunde.routes import onveilige, wegen
from tests.bouwkunde.vulling import stand, vul
from tests.klant import Klant

BORNE = wereld.id_van("borne")
# Words in an address that are no id.
WOORDEN = {
    "keten_code": "valpreventie",
    "code": "intake",
    "keten": "valpreventie",
    "jaar": 2026,
    "stap": "intake",
    "stroom": "uitvoering",
    "nr": 1,
}
# Where nobody comes in the keten of this coördinator, which opens no traject without a verwijzing.
ANDERE_KETEN = {"triage.nieuw_traject"}


@pytest.fixture
def ids(app):
    """The ids of one row of every model in Borne, by table."""
    with app.app_context(), in_gemeente(BORNE):
        gemaakt = vul()
        db.session.commit()
        db.session.remove()
    return gemaakt


def alles(app):
    with app.app_context(), in_gemeente(BORNE):
        return stand()


def waarden(weg, ids, *, echt):
    gevuld = {}
    for naam, soort in weg.regel._converters.items():
        if naam == "gemeente":
            continue
        bestaand = ids.get(naam.removesuffix("_id"))
        uuid = type(soort).__name__ == "UUIDConverter"
        gevuld[naam] = (bestaand if echt and bestaand else uuid4()) if uuid else WOORDEN.get(naam, "proef")
    return gevuld


def bezoek(app, weg):
    return Klant(app, None if weg.recht is OPENBAAR else weg.bezoeker)


@pytest.mark.parametrize("echt", [True, False], ids=["bestaand", "onbekend"])
def test_zonder_token_verandert_er_niets(app, ids, echt):
    """Every unsafe route has a form, a lone button too: without its token 422, or 404 for what is not there."""
    voor = alles(app)
    fout = {}
    for weg in onveilige(app):
        klant = bezoek(app, weg)
        for methode in set(weg.methoden) - {"GET"}:
            antwoord = klant.browser.open(
                klant.url(weg.endpoint, **waarden(weg, ids, echt=echt)), method=methode, data={}
            )
            if antwoord.status_code not in (404, 422):
                fout[weg.endpoint] = antwoord.status_code
    assert fout == {}
    assert alles(app) == voor


def test_een_formulier_zonder_id_in_het_adres_antwoordt_422(app, ids):
    """No 404 to hide behind: here the token alone decides."""
    for weg in onveilige(app):
        if not waarden(weg, ids, echt=True):
            klant, verwacht = bezoek(app, weg), 404 if weg.endpoint in ANDERE_KETEN else 422
            assert klant.browser.post(klant.url(weg.endpoint), data={}).status_code == verwacht, weg.endpoint


def test_met_het_token_van_een_ander_verandert_er_niets(app, ids):
    voor = alles(app)
    for weg in onveilige(app):
        klant = bezoek(app, weg)
        met_een_oud_token = {"csrf_token": "IjEyMyI.onzin.token"}
        antwoord = klant.browser.post(klant.url(weg.endpoint, **waarden(weg, ids, echt=True)), data=met_een_oud_token)
        assert antwoord.status_code in (404, 422), weg.endpoint
    assert alles(app) == voor


def test_lezen_verandert_niets(app, ids):
    """Every page, for someone who may see it: it answers, and everything stands as it stood."""
    voor = alles(app)
    fout = {}
    for weg in wegen(app):
        if "GET" in weg.methoden:
            klant = bezoek(app, weg)
            antwoord = klant.browser.get(klant.url(weg.endpoint, **waarden(weg, ids, echt=True)))
            if antwoord.status_code not in (200, 303, 404):
                fout[weg.endpoint] = antwoord.status_code
    assert fout == {}
    assert alles(app) == voor


def test_een_get_die_iets_wil_wijzigen_valt_om(app, als):
    with app.test_request_context("/borne/"):
        app.preprocess_request()
        db.session.add(Inwoner(is_demo=True))
        with pytest.raises(RuntimeError, match="alleen leest"):
            db.session.flush()
        db.session.rollback()


def test_wie_niet_is_aangemeld_ziet_alleen_de_voordeur(app, ids):
    for weg in wegen(app):
        if weg.recht is OPENBAAR:
            continue
        klant = Klant(app, None)
        pad = klant.url(weg.endpoint, **waarden(weg, ids, echt=True))
        antwoord = klant.browser.open(pad, method=weg.methoden[0])
        assert antwoord.status_code == 303, weg.endpoint
        assert antwoord.headers["Location"].startswith("/inloggen"), weg.endpoint


def test_wie_het_recht_niet_heeft_komt_nergens(app, ids):
    """Every route for every hat that lacks its right: 403, whatever stands in the address."""
    voor = alles(app)
    for weg in wegen(app):
        if weg.recht is OPENBAAR:
            continue
        for rol in set(Rol) - set(weg.rollen):
            klant = Klant(app, rol)
            pad = klant.url(weg.endpoint, **waarden(weg, ids, echt=True))
            assert klant.browser.open(pad, method=weg.methoden[0]).status_code == 403, (weg.endpoint, rol)
    assert alles(app) == voor


def test_een_andere_gemeente_bestaat_niet(app, ids):
    """With the right, but without a hat in that gemeente: 404, as for a gemeente that does not exist."""
    for weg in wegen(app):
        if "gemeente" not in weg.regel._converters or weg.bezoeker is None:
            continue
        klant = Klant(app, weg.bezoeker, gemeente="tubbergen")
        pad = klant.url(weg.endpoint, **waarden(weg, ids, echt=True))
        assert klant.browser.open(pad, method=weg.methoden[0]).status_code == 404, weg.endpoint
        nergens = klant.url(weg.endpoint, **waarden(weg, ids, echt=True), gemeente="atlantis")
        assert klant.browser.open(nergens, method=weg.methoden[0]).status_code == 404, weg.endpoint


def test_ids_van_een_andere_gemeente_zijn_onbekend(app, ids):
    """The ids of Tubbergen in the addresses of Borne: 404, as if they did not exist, and the log says so."""
    with app.app_context(), in_gemeente(wereld.id_van("tubbergen")):
        daar = vul("tubbergen")
        db.session.commit()
        db.session.remove()
    voor = alles(app)
    fout = {}
    for weg in wegen(app):
        ids_in_adres = {naam for naam in waarden(weg, daar, echt=True) if naam.removesuffix("_id") in daar}
        if weg.bezoeker is None or not ids_in_adres:
            continue
        klant = Klant(app, weg.bezoeker)
        pad = klant.url(weg.endpoint, **waarden(weg, daar, echt=True))
        status = klant.browser.open(pad, method=weg.methoden[0], data={"csrf_token": klant.token}).status_code
        if status != 404:
            fout[weg.endpoint] = status
    assert fout == {}
    assert alles(app) == voor


def test_geen_pagina_vraagt_de_gemeente_telkens_op(app, als):
    """The slug is looked up once a worker, outside the request's own transaction."""
    klant = als(Rol.COORDINATOR)
    klant.get("rapportage.start")
    vragen = []

    def noteer(_verbinding, _cursor, opdracht, *_):
        vragen.append(opdracht)

    with app.app_context():
        motor = db.engine
    event.listen(motor, "before_cursor_execute", noteer)
    try:
        klant.get("rapportage.start")
    finally:
        event.remove(motor, "before_cursor_execute", noteer)
    assert vragen
    assert not [
        vraag
        for vraag in vragen
        if "FROM gemeente" in vraag and "slug" in vraag.partition("FROM")[0] and "JOIN" not in vraag
    ]
