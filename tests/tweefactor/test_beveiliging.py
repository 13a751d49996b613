"""Beveiliging: what one has, changing it, and a beheerder who takes it away when it was lost."""

import re
from datetime import timedelta

from sqlalchemy import func, select

from ketens.audit.models import LOGREGEL
from ketens.gebruikers.models import Sessie
from ketens.kern import klok
from ketens.kern.db import db
from ketens.kern.gemeente import in_gemeente
from ketens.post.models import Mail
from ketens.rechten import Rol
from ketens.tweefactor.models import Codeapp, Herstelcode, Toegangssleutel
from tests import wereld
from tests.tweefactor.conftest import GEHEIM, binnen, code, met_code, met_token, met_wachtwoord
from tests.tweefactor.sleutelhanger import Sleutelhanger
from tests.tweefactor.test_instellen import geheim_op
from tests.tweefactor.test_toegangssleutels import vraag

NIEUW = "tweefactor.nieuwe_codeapp"


def voeg_app_toe(klant, naam="Tablet"):
    pagina = klant.get(NIEUW)
    velden = {"zegel": pagina.waarde("zegel"), "code": code(geheim=geheim_op(pagina)), "naam": naam}
    return klant.post(NIEUW, velden)


def methode_id(in_borne, model=Codeapp):
    with in_borne():
        return db.session.scalars(select(model.id).order_by(model.id)).first()


def test_wie_geen_tweede_stap_heeft_mag_er_een_kiezen(als):
    klant = als(Rol.COORDINATOR)
    assert "U logt nu in met alleen een wachtwoord." in klant.get("tweefactor.beveiliging").tekst
    assert voeg_app_toe(klant).kop == "Uw herstelcodes"
    pagina = klant.get("tweefactor.beveiliging")
    assert "Tablet" in pagina.tekst
    assert "U hebt nog 10 herstelcodes." in pagina.tekst


def test_een_tweede_app_laat_de_herstelcodes_zoals_ze_zijn(als, met_app):
    papier = met_app()
    klant, later = als(Rol.COORDINATOR), als(None)
    assert voeg_app_toe(klant).naar == "/account/beveiliging"
    met_wachtwoord(later)
    assert met_code(later, papier[0]).status == 303


def test_een_andere_naam(als, met_app, in_borne):
    met_app()
    klant = als(Rol.COORDINATOR)
    klant.post("tweefactor.naam", {"naam": "Oude telefoon"}, methode_id=methode_id(in_borne))
    assert "Oude telefoon" in klant.get("tweefactor.beveiliging").tekst


def test_de_laatste_gaat_niet_weg_waar_het_verplicht_is(als, met_app, in_borne, verplicht):
    met_app()
    klant = als(Rol.COORDINATOR)
    welke = methode_id(in_borne)
    assert "Haal weg" not in klant.get("tweefactor.beveiliging").tekst
    pagina = klant.post("tweefactor.einde", methode_id=welke)
    assert pagina.fouten == ["Dit is uw laatste tweede stap. Stel eerst een andere in, en haal deze daarna weg."]
    voeg_app_toe(klant)
    assert klant.post("tweefactor.einde", methode_id=welke).status == 303


def test_met_de_laatste_gaan_ook_de_herstelcodes(als, met_app, in_borne):
    met_app()
    assert als(Rol.COORDINATOR).post("tweefactor.einde", methode_id=methode_id(in_borne)).status == 303
    with in_borne():
        assert db.session.scalar(select(func.count()).select_from(Herstelcode)) == 0


def test_een_weggehaalde_sleutel_opent_niets_meer(als, in_borne):
    klant, hanger = als(Rol.COORDINATOR), Sleutelhanger()
    opties = vraag(klant, "tweefactor.eigen_sleutelvraag", "maken")
    klant.post("tweefactor.nieuwe_sleutel", {"antwoord": hanger.maak(opties), "naam": "Laptop"})
    klant.post("tweefactor.einde", methode_id=methode_id(in_borne, Toegangssleutel))
    ander = als(None)
    assert ander.post("tweefactor.sleutel", {"antwoord": hanger.teken(vraag(ander))}).status == 422


def test_nieuwe_herstelcodes_nemen_de_plaats_van_de_oude(als, met_app):
    oud = met_app()
    pagina = als(Rol.COORDINATOR).post("tweefactor.codes")
    nieuw = re.findall(r"<li><code>([a-z2-9-]{19})</code>", pagina.html)
    assert len(nieuw) == 10
    klant = als(None)
    met_wachtwoord(klant)
    assert met_code(klant, oud[0]).status == 422
    assert met_code(klant, nieuw[0]).status == 303


def test_die_van_een_ander_bestaat_niet(als, met_app, in_borne):
    met_app("trainer")
    klant = als(Rol.COORDINATOR)
    for endpoint in ("tweefactor.naam", "tweefactor.einde"):
        assert klant.get(endpoint, methode_id=methode_id(in_borne)).status == 404


def test_meer_dan_tien_is_te_veel(als, app):
    with app.app_context():
        for _ in range(10):
            db.session.add(Codeapp(account_id=wereld.id_van("coordinator"), naam="App"))
        db.session.commit()
    assert "U hebt al 10" in voeg_app_toe(als(Rol.COORDINATOR)).fouten[0]


def test_overal_elders_uitloggen(als):
    hier, elders = als(Rol.COORDINATOR), als(None)
    met_wachtwoord(elders)
    assert binnen(elders)
    assert hier.post("gebruikers.elders_einde").status == 303
    assert binnen(hier)
    assert not binnen(elders)


def test_een_oude_cookie_opent_niets_na_uitloggen_wachtwoord_en_blokkade(als, met_app):
    met_app()
    for einde in ("gebruikers.uitloggen", "gebruikers.elders_einde"):
        with klok.zet_klok(klok.nu() + timedelta(minutes=2 if "elders" in einde else 0)):
            klant, kopie = als(None), als(None)
            met_wachtwoord(klant)
            assert met_code(klant).status == 303
            with klant.browser.session_transaction() as van, kopie.browser.session_transaction() as naar:
                naar.clear()
                naar.update(van)
            assert binnen(kopie)
            (met_token(klant) if einde == "gebruikers.uitloggen" else als(Rol.COORDINATOR)).post(einde)
            assert not binnen(kopie)


def test_een_beheerder_haalt_weg_wat_kwijt_is(als, met_app, in_borne, verplicht):
    oud = met_app()
    klant = als(None)
    met_wachtwoord(klant)
    assert met_code(klant).status == 303
    wie = wereld.id_van("coordinator")
    beheerder = als(Rol.BEHEERDER)
    assert "10 herstelcodes" in beheerder.get("tweefactor.tweede_stap", account_id=wie).tekst
    assert beheerder.post("tweefactor.tweede_stap", account_id=wie).status == 303
    assert not binnen(klant), "wie ingelogd was is er meteen uit"
    opnieuw = als(None)
    assert met_wachtwoord(opnieuw).naar == "/inloggen/tweede-stap"
    assert met_code(opnieuw, oud[0]).status == 422
    assert not binnen(opnieuw)
    with in_borne():
        brief = db.session.scalars(select(Mail)).one()
        assert brief.aan == "coordinator@proef.example"
        redenen = db.session.scalars(select(LOGREGEL.c.reden).where(LOGREGEL.c.object_id == str(wie))).all()
        assert "tweede stap weggehaald" in redenen


def test_een_beheerder_haalt_niets_weg_van_zichzelf_of_van_een_andere_gemeente(als, met_app, in_borne):
    met_app("beheerder")
    pagina = als(Rol.BEHEERDER).post("tweefactor.tweede_stap", account_id=wereld.id_van("beheerder"))
    assert pagina.fouten == ["U kunt uw eigen rollen en toegang niet wijzigen. Vraag een andere beheerder."]
    ander = als(Rol.BEHEERDER).post("tweefactor.tweede_stap", account_id=wereld.id_van("coordinator_tubbergen"))
    assert ander.status == 404
    with in_borne():
        assert db.session.scalar(select(func.count()).select_from(Codeapp)) == 1


def test_in_het_log_staat_wat_er_gebeurde_en_nooit_waarmee(als, met_app, app):
    papier = met_app()
    klant = als(None)
    met_wachtwoord(klant)
    met_code(klant, "314159")
    gebruikt = code()
    met_code(klant, gebruikt)
    with app.app_context(), in_gemeente(None):
        rijen = [dict(rij) for rij in db.session.connection().execute(select(LOGREGEL)).mappings()]
        redenen = [rij["reden"] for rij in rijen]
        assert {"tweede stap gevraagd", "code onjuist", "ingelogd met code"} <= set(redenen)
        alles = repr(rijen)
        assert not any(geheim in alles for geheim in (GEHEIM, gebruikt, "314159", *papier))
        assert all(rij["account_id"] == wereld.id_van("coordinator") for rij in rijen if rij["reden"])
        assert db.session.scalar(select(Sessie.middel).where(Sessie.middel == "code")) == "code"
