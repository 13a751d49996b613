"""One request, one transaction, and its row in the log: together or not at all."""

from uuid import uuid4

import pytest
from sqlalchemy import func, select

from ketens.audit import handelingen as audit
from ketens.gebruikers.models import Organisatie
from ketens.kern.db import db
from ketens.rechten import Rol
from tests import wereld


@pytest.fixture
def namen(huis):
    """How many organisaties bear this name."""

    def tel(naam):
        with huis.app_context():
            aantal = db.session.scalar(select(func.count()).select_from(Organisatie).where(Organisatie.naam == naam))
            db.session.rollback()
            return aantal

    return tel


def test_een_wijziging_en_haar_logregel_komen_samen(bezoek, namen, logboek):
    assert bezoek(Rol.COORDINATOR).post("proef.naam", {"naam": "Sportclub"}).status == 303
    assert namen("Sportclub") == 1
    regel, inwoners = logboek()[-1]
    assert (regel.actie, regel.doel, regel.route, regel.uitkomst) == ("U", "traject bewerken", "proef.naam", 303)
    assert regel.account_id == wereld.id_van("coordinator")
    assert regel.organisatie_id == wereld.id_van("gemeente-borne")
    assert regel.rol == "coordinator"
    assert regel.lidmaatschap_id == wereld.id_van("coordinator-coordinator")
    assert regel.adres == "127.0.0.1"
    assert inwoners == set()


def test_een_geweigerd_verzoek_bewaart_niets(bezoek, namen):
    assert bezoek(Rol.COORDINATOR).post("proef.na_de_fout").status == 422
    assert namen("wordt teruggedraaid") == 0


def test_een_regel_van_het_domein_draait_alleen_zijn_eigen_handeling_terug(bezoek, namen):
    pagina = bezoek(Rol.COORDINATOR).post("proef.naam", {"naam": "fout"})
    assert pagina.status == 422
    assert pagina.fouten == ["Naam: Deze naam mag niet."]
    assert pagina.waarde("naam") == "fout"
    assert namen("fout") == 0


def test_een_fout_bij_een_veld_dat_er_niet_is_staat_bovenaan(bezoek):
    assert bezoek(Rol.COORDINATOR).post("proef.naam", {"naam": "vreemd veld"}).fouten == ["Dit gaat over iets anders."]


def test_wie_een_inwoner_ziet_staat_in_het_logboek(bezoek, logboek, inwoner_id):
    assert bezoek(Rol.COORDINATOR).get("proef.inwoner", inwoner_id=inwoner_id).kop == "Proef Persoon"
    regel, inwoners = logboek()[-1]
    assert (regel.actie, regel.doel, regel.object_id) == ("R", "inwoner inzien", str(inwoner_id))
    assert inwoners == {inwoner_id}


def test_ook_een_geweigerd_formulier_dat_iemand_toonde_staat_in_het_logboek(bezoek, logboek, inwoner_id):
    """The form is refused and rolled back, but the name stood on the screen."""
    assert bezoek(Rol.COORDINATOR).post("proef.weigering", {"naam": ""}, inwoner_id=inwoner_id).status == 422
    regel, inwoners = logboek()[-1]
    assert (regel.uitkomst, inwoners) == (422, {inwoner_id})


@pytest.mark.parametrize(("wie", "status"), [(Rol.TRAINER, 403), ("andere_keten", 404)])
def test_wie_wordt_geweigerd_staat_in_het_logboek_zonder_de_inwoner(bezoek, logboek, inwoner_id, wie, status):
    assert bezoek(wie).get("proef.inwoner", inwoner_id=inwoner_id).status == status
    regel, inwoners = logboek()[-1]
    assert (regel.uitkomst, regel.object_id, inwoners) == (status, str(inwoner_id), set())


def test_een_onbekend_id_is_404(bezoek, inwoner_id):
    assert bezoek(Rol.COORDINATOR).get("proef.inwoner", inwoner_id=uuid4()).status == 404


def test_een_pagina_zonder_inwoner_laat_geen_regel_achter(bezoek, logboek):
    bezoek(Rol.COORDINATOR).get("proef.naam")
    assert logboek() == []


@pytest.fixture
def kapot_logboek(huis, bron):
    """A log that can't be written: its head is gone from under it."""
    from ketens.kern import migreren

    url = bron.omgeving.get("KETENS_EIGENAAR_URL", bron.omgeving["KETENS_DATABASE_URL"])
    with migreren.engine(url).begin() as verbinding:
        verbinding.exec_driver_sql("alter table logkop rename to logkop_weg")


def test_zonder_logregel_geen_wijziging(bezoek, namen, kapot_logboek):
    assert bezoek(Rol.COORDINATOR).post("proef.naam", {"naam": "Sportclub"}).status == 500
    assert namen("Sportclub") == 0


def test_zonder_logregel_geen_inwoner_op_het_scherm(bezoek, inwoner_id, kapot_logboek):
    pagina = bezoek(Rol.COORDINATOR).get("proef.inwoner", inwoner_id=inwoner_id)
    assert pagina.status == 500
    assert "Persoon" not in pagina.html


def test_het_logboek_bevat_geen_gegevens_van_een_inwoner(bezoek, logboek, inwoner_id):
    bezoek(Rol.COORDINATOR).get("proef.inwoner", inwoner_id=inwoner_id)
    for regel, _ in logboek():
        tekst = " ".join(str(getattr(regel, kolom.name)) for kolom in type(regel).__table__.columns)
        assert "Persoon" not in tekst


def test_een_opdracht_staat_in_het_logboek_met_haar_reden(huis, logboek, in_borne):
    with in_borne():
        audit.schrijf_opdracht("proef", "ketens proef", [], reden="omdat het moet")
        db.session.commit()
    assert logboek()[-1][0].reden == "omdat het moet"
