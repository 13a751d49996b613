"""`/plaats/<token>`: a resident answers an offered place without an account; nobody's name stands there."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from ketens.audit.models import LogregelInwoner
from ketens.berichten.handelingen import bereikt, open_berichten
from ketens.berichten.models import Bericht
from ketens.gebruikers.models import Beurten
from ketens.groepen import handelingen as groepen
from ketens.groepen.aanbieden import vul
from ketens.groepen.antwoorden import trek_aanbod_in
from ketens.groepen.plaatsen import Plaatsaanbod, Plaatsing
from ketens.groepen.plaatslink import LINK_GELDT, token_van
from ketens.groepen.wachten import zet_op_wachtlijst
from ketens.inwoners.models import Bereik
from ketens.kern.db import db
from ketens.kern.klok import moment, nu, vandaag, zet_klok
from ketens.kern.zegel import verzegel
from ketens.rechten import Rol
from tests import wereld
from tests.groepen.conftest import haal
from tests.merken import OP_SQLITE

pytestmark = OP_SQLITE


@pytest.fixture
def link(maak, in_borne):
    """`link()`: the word in the address of Geheimzinnig's offer, sent by letter; and the offer."""

    groep = maak.groep(eigen_bijdrage=2500, plaatsen=2, minimum=1)

    def doe(kanaal: Bereik = Bereik.BRIEF, naam: str = "Geheimzinnig") -> tuple[str, Plaatsaanbod]:
        traject = maak.klaar_voor_plaats(naam)
        with in_borne():
            zet_op_wachtlijst(haal(traject), interventie_code="in_balans", door=None)
            vul(haal(groep))
            vraag = select(Plaatsaanbod).where(Plaatsaanbod.traject_id == traject.id)
            aanbod = db.session.scalars(vraag).one()
            (bericht,) = open_berichten(Bericht.sleutel == f"aanbod:{aanbod.id}")
            bericht.kanaal = kanaal
            token = token_van(aanbod)
            db.session.commit()
            db.session.expunge_all()
        return token, aanbod

    return doe


def antwoord(klant, token, wat):
    klant.get("openbaar.plaats", link=token)
    return klant.post("openbaar.plaats_antwoord", {"antwoord": wat}, link=token)


def aantal(in_borne, model, *eisen) -> int:
    with in_borne():
        return db.session.scalar(select(func.count(model.id)).where(*eisen))


def test_de_pagina_zegt_groep_dag_en_plek_en_geen_naam(als, link):
    token, _ = link()
    pagina = als(None).get("openbaar.plaats", link=token)
    assert pagina.status == 200
    assert all(deel in pagina.tekst for deel in ("Dinsdagochtend", "De Proefzaal", "€ 25,00", "Ja, ik kom"))
    assert not [deel for deel in ("Geheimzinnig", "Gerda", "1941") if deel in pagina.html]
    assert pagina.antwoord.headers["Cache-Control"] == "no-store"
    assert "noindex" in pagina.antwoord.headers["X-Robots-Tag"]
    assert pagina.antwoord.headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize(
    ("wat", "kop"), [("ja", "U doet mee"), ("niet_nu", "Nu niet, later wel"), ("nee", "U doet niet mee")]
)
def test_een_antwoord_is_een_tik_en_zegt_wat_volgt(als, link, in_borne, wat, kop):
    token, aanbod = link()
    klant = als(None)
    pagina = antwoord(klant, token, wat).volg()
    assert kop in pagina.tekst
    assert "Bedankt voor uw antwoord" in pagina.tekst
    assert aantal(in_borne, Plaatsing) == (wat == "ja")
    with in_borne():
        assert (haal(aanbod).antwoord, haal(aanbod).antwoord_via, haal(aanbod).antwoord_door_id) == (wat, "link", None)


def test_twee_keer_antwoorden_verandert_niets(als, link, in_borne):
    token, _ = link()
    klant = als(None)
    antwoord(klant, token, "niet_nu")
    pagina = klant.post("openbaar.plaats_antwoord", {"antwoord": "ja"}, link=token)
    assert pagina.status == 422
    assert "Op dit aanbod is al geantwoord: nu niet" in pagina.tekst
    assert aantal(in_borne, Plaatsing) == 0


def test_na_het_einde_of_ingetrokken_zegt_de_pagina_wat_er_is_gebeurd(als, link, in_borne):
    token, aanbod = link()
    klant = als(None)
    klant.get("openbaar.plaats", link=token)
    with in_borne():
        (bericht,) = open_berichten(Bericht.sleutel == f"aanbod:{aanbod.id}")
        bereikt(bericht, door=None, hoe="brief", op=nu())
        db.session.commit()
        einde = haal(aanbod).vervalt_op
    with zet_klok(moment(einde + timedelta(days=1), 9)):
        pagina = klant.post("openbaar.plaats_antwoord", {"antwoord": "ja"}, link=token)
        assert pagina.status == 422
        assert "en is voorbij" in pagina.tekst
    with in_borne():
        trek_aanbod_in(haal(aanbod), door=wereld.wie("coordinator"))
        db.session.commit()
    assert "Dit aanbod is ingetrokken." in klant.get("openbaar.plaats", link=token).tekst
    assert aantal(in_borne, Plaatsing) == 0


def test_een_plaats_die_er_niet_meer_is_staat_er_niet_als_ja(als, link, in_borne):
    token, _ = link()
    klant = als(None)
    antwoord(klant, token, "ja")
    with in_borne():
        (plaatsing,) = db.session.scalars(select(Plaatsing))
        groepen.trek_plaats_in(plaatsing, reden="ziek", wil_wachten=False, door=wereld.wie("coordinator"))
        db.session.commit()
    assert "Die is er niet meer." in klant.get("openbaar.plaats", link=token).tekst


def test_een_veranderde_of_te_oude_link_of_van_iets_anders_gaat_niet_open(app, als, link, in_borne):
    token, _ = link()
    with app.app_context():
        anders = verzegel("status", ["a", "b", vandaag().toordinal()])
    ander_einde = token[:-1] + ("A" if token[-1] != "A" else "B")
    dicht = [als(None).get("openbaar.plaats", link=fout) for fout in (ander_einde, "onzin", anders)]
    assert [pagina.status for pagina in dicht] == [404, 404, 404]
    assert len({pagina.tekst for pagina in dicht}) == 1
    assert "Deze link gaat niet open" in dicht[0].tekst
    assert antwoord(als(None), "onzin", "ja").status == 404
    with zet_klok(nu() + LINK_GELDT + timedelta(days=1)):
        assert als(None).get("openbaar.plaats", link=token).status == 404
    assert aantal(in_borne, Plaatsing) == 0


def test_de_link_van_de_een_antwoordt_niet_voor_de_ander(als, link, in_borne):
    token, een = link()
    _, ander = link(naam="Ander")
    antwoord(als(None), token, "ja")
    with in_borne():
        assert (haal(een).antwoord, haal(ander).antwoord) == ("ja", None)


def test_wie_gebeld_wordt_heeft_geen_link(als, link):
    """A letter or mail that was not safe became a call: then the paper that lies there opens nothing."""
    token, _ = link(Bereik.BELLEN)
    assert als(None).get("openbaar.plaats", link=token).status == 404


def test_zonder_het_teken_van_de_pagina_gebeurt_er_niets(als, link, in_borne):
    token, _ = link()
    pagina = als(None).post("openbaar.plaats_antwoord", {"antwoord": "ja", "csrf_token": "onzin"}, link=token)
    assert pagina.status == 422
    assert aantal(in_borne, Plaatsing) == 0


def test_openen_staat_in_het_logboek_van_de_inwoner(als, link, in_borne):
    token, aanbod = link()
    eerder = aantal(in_borne, LogregelInwoner, LogregelInwoner.inwoner_id == aanbod.inwoner_id)
    als(None).get("openbaar.plaats", link=token)
    assert aantal(in_borne, LogregelInwoner, LogregelInwoner.inwoner_id == aanbod.inwoner_id) == eerder + 1


def test_het_openen_telt_mee_voor_de_grens(als, link, in_borne):
    token, _ = link()
    als(None).get("openbaar.plaats", link=token)
    with in_borne():
        assert set(db.session.scalars(select(Beurten.soort))) == {"plaats/minuut", "plaats/uur"}


def test_de_coordinator_legt_het_antwoord_vast_op_de_groepspagina(als, link, in_borne):
    _, aanbod = link()
    klant = als(Rol.COORDINATOR)
    pagina = klant.get("rooster.detail", groep_id=aanbod.groep_id)
    assert "Heeft een aanbod voor deze groep." in pagina.tekst
    pagina = klant.post("groepen.aanbod", {"antwoord": "ja"}, plaatsaanbod_id=aanbod.id, groep=1).volg()
    assert "De inwoner heeft een plaats." in pagina.tekst
    pagina = klant.post("groepen.aanbod", {"antwoord": "nee"}, plaatsaanbod_id=aanbod.id, groep=1)
    assert (pagina.status, "al geantwoord: ja" in pagina.tekst) == (422, True)
    assert aantal(in_borne, Plaatsing) == 1
