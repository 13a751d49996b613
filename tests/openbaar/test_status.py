"""`/status/<token>`: the coarse state for a verwijzer who doesn't sign in, and nothing for anyone else."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from ketens.audit.models import Logregel, LogregelInwoner
from ketens.gebruikers.models import Beurten
from ketens.kern import klok
from ketens.kern.db import db
from ketens.kern.zegel import verzegel
from ketens.rechten import Rol
from ketens.trajecten.instellingen import Ketenpartner
from ketens.triage.handelingen import neem_aan, weiger
from ketens.verwijzingen import statuslink
from ketens.verwijzingen.models import Verwijzing
from tests import wereld
from tests.verwijzingen.test_statuslink import trek_in


@pytest.fixture
def token(app, in_borne):
    """`token(verwijzing)` is what stands in the link."""

    def maak(verwijzing) -> str:
        with app.test_request_context(), in_borne():
            return statuslink.maak(db.session.get_one(Verwijzing, verwijzing.id)).adres.rpartition("/")[2]

    return maak


def doe(in_borne, verwijzing, handeling, **velden):
    with in_borne():
        handeling(db.session.get_one(Verwijzing, verwijzing.id), door=wereld.wie("coordinator"), **velden)
        db.session.commit()


def test_de_verwijzer_ziet_de_stand_en_geen_naam(als, maak, token, in_borne):
    verwijzing = maak.verwijzing("Geheimzinnig")
    pagina = als(None).get("openbaar.status", token=token(verwijzing))
    assert pagina.status == 200
    assert "Ontvangen" in pagina.tekst
    assert verwijzing.kenmerk in pagina.tekst
    doe(in_borne, verwijzing, neem_aan)
    pagina = als(None).get("openbaar.status", token=token(verwijzing))
    assert "Aangenomen" in pagina.tekst
    assert not [deel for deel in ("Geheimzinnig", "Gerda", "12-03-1941", "06 12345678") if deel in pagina.html]


def test_van_een_weigering_hoort_zij_niet_de_reden(als, maak, token, in_borne):
    verwijzing = maak.verwijzing()
    doe(in_borne, verwijzing, weiger, reden="wil_niet")
    pagina = als(None).get("openbaar.status", token=token(verwijzing))
    assert "Niet aangenomen" in pagina.tekst
    assert "wil niet" not in pagina.tekst


def test_de_groep_staat_er_niet_bij(als, maak, token, in_borne):
    verwijzing = maak.verwijzing()
    doe(in_borne, verwijzing, neem_aan)
    with in_borne():
        traject = db.session.get_one(Verwijzing, verwijzing.id).traject
        traject.noteer("geplaatst", door=wereld.wie("coordinator"), groep="In Balans woensdag", begint_op="2030-01-02")
        db.session.commit()
    pagina = als(None).get("openbaar.status", token=token(verwijzing))
    assert "Plek in een groep" in pagina.tekst
    assert "woensdag" not in pagina.tekst


def test_een_ingetrokken_toestemming_sluit_elke_link(als, maak, token, in_borne):
    verwijzing = maak.verwijzing()
    link = token(verwijzing)
    assert als(None).get("openbaar.status", token=link).status == 200
    with in_borne():
        trek_in(verwijzing)
    dicht, vals = als(None).get("openbaar.status", token=link), als(None).get("openbaar.status", token="onzin")
    assert dicht.status == vals.status == 404
    assert dicht.tekst == vals.tekst


def test_een_link_die_verlopen_of_veranderd_is_gaat_niet_open(als, maak, token):
    link = token(maak.verwijzing())
    with klok.zet_klok(klok.nu() + timedelta(days=29)):
        assert als(None).get("openbaar.status", token=link).status == 200
    with klok.zet_klok(klok.nu() + timedelta(days=31)):
        oud = als(None).get("openbaar.status", token=link)
    anders = als(None).get("openbaar.status", token=link[:-1] + ("A" if link[-1] != "A" else "B"))
    for pagina in (oud, anders):
        assert (pagina.status, pagina.kop) == (404, "Deze link gaat niet open")


def test_een_zegel_voor_iets_anders_opent_geen_status(app, als, maak):
    verwijzing = maak.verwijzing()
    with app.test_request_context():
        vreemd = verzegel("ontvangen", [wereld.id_van("borne").hex, verwijzing.id.hex, "2099-01-01"])
    assert als(None).get("openbaar.status", token=vreemd).status == 404


def test_een_link_noemt_zijn_eigen_gemeente(app, als, maak):
    """Signed here, but for another gemeente: there this verwijzing does not exist."""
    verwijzing = maak.verwijzing()
    with app.test_request_context():
        elders = verzegel("status", [wereld.id_van("tubbergen").hex, verwijzing.id.hex, "2099-01-01"])
    assert als(None).get("openbaar.status", token=elders).status == 404


def test_wie_is_ingelogd_in_een_andere_gemeente_leest_hetzelfde(als, maak, token):
    link = token(maak.verwijzing())
    assert als("coordinator_tubbergen", gemeente="tubbergen").get("openbaar.status", token=link).status == 200


def test_de_bladzijde_wordt_niet_bewaard_niet_gevonden_en_niet_doorgegeven(als, maak, token):
    for link in (token(maak.verwijzing()), "onzin"):
        koppen = als(None).get("openbaar.status", token=link).antwoord.headers
        assert koppen["Cache-Control"] == "no-store"
        assert koppen["Referrer-Policy"] == "no-referrer"
        assert koppen["X-Robots-Tag"].startswith("noindex")
        assert "Set-Cookie" not in koppen


def test_openen_staat_in_het_log_van_de_gemeente_zonder_pet(als, maak, token, in_borne):
    verwijzing = maak.verwijzing()
    als(None).get("openbaar.status", token=token(verwijzing))
    with in_borne():
        regel = db.session.scalars(select(Logregel).where(Logregel.route == "openbaar.status")).one()
        assert (regel.keten_id, regel.rol, regel.account_id) == (wereld.id_van("borne"), None, None)
        assert (regel.actie, regel.doel, regel.uitkomst) == ("R", "openbaar", 200)
        genoemd = db.session.scalars(select(LogregelInwoner).where(LogregelInwoner.logregel_id == regel.id)).one()
        assert genoemd.inwoner_id == verwijzing.inwoner_id
    als(None).get("openbaar.status", token="onzin")
    with in_borne():
        assert len(db.session.scalars(select(Logregel)).all()) == 1


def test_fg_leest_dat_het_iemand_zonder_account_was(als, maak, token):
    als(None).get("openbaar.status", token=token(maak.verwijzing()))
    assert "iemand zonder account" in als(Rol.FG).get("toezicht.lijst").tekst


def test_elke_poging_telt_ook_een_die_niets_opent(als, in_borne):
    als(None).get("openbaar.status", token="onzin")
    with in_borne():
        soorten = set(db.session.scalars(select(Beurten.soort)))
    assert soorten == {"status/minuut", "status/uur"}


def test_een_praktijk_die_alleen_begin_en_einde_wil_leest_dat_ook_hier(als, maak, token, in_borne):
    verwijzing = maak.verwijzing()
    doe(in_borne, verwijzing, neem_aan)
    with in_borne():
        traject = db.session.get_one(Verwijzing, verwijzing.id).traject
        traject.noteer("op_wachtlijst", door=wereld.wie("coordinator"))
        partner = db.session.scalars(
            select(Ketenpartner).where(Ketenpartner.organisatie_id == wereld.id_van("dijkhuis"))
        ).first()
        partner.terugkoppelwijze = "begin_einde"
        db.session.commit()
    assert "Aangenomen" in als(None).get("openbaar.status", token=token(verwijzing)).tekst
