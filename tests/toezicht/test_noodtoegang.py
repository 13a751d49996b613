"""Emergency access: the fg sees why, sees what was looked at meanwhile, and judges."""

import pytest

from ketens.inwoners.models import Noodtoegang
from ketens.kern.db import db
from ketens.rechten import Rol
from tests import wereld
from tests.toezicht.test_logboek import laatste


def lees(in_borne, toegang):
    with in_borne():
        rij = db.session.get_one(Noodtoegang, toegang.id)
        db.session.expunge_all()
        return rij


def test_wat_wacht_staat_bovenaan_met_reden_en_hoe_vaak_er_is_gekeken(fg, maak, kijkt, noodtoegang):
    ik, ander = maak.inwoner("Geheimpje"), maak.inwoner("Pieters")
    noodtoegang(ik)
    kijkt("coordinator", [ik], "2026-11-17 10:05")
    kijkt("coordinator", [ik, ander], "2026-11-17 10:06")
    kijkt("coordinator", [ander], "2026-11-17 10:07")
    kijkt("coordinator", [ik], "2026-11-19 10:00")
    kijkt("coordinator2", [ik], "2026-11-17 10:08")
    pagina = fg.get("toezicht.noodtoegangen")
    assert "Nog te beoordelen (1)" in pagina.tekst
    assert "acute situatie" in pagina.tekst
    assert "2 keer" in pagina.tekst
    assert "Geheimpje" not in pagina.html


def test_een_noodtoegang_opent_met_toelichting_en_de_regels_van_dat_moment(fg, maak, kijkt, noodtoegang, in_borne):
    ik = maak.inwoner()
    toegang = noodtoegang(ik)
    kijkt("coordinator", [ik], "2026-11-17 10:05")
    kijkt("coordinator", [ik], "2026-11-19 11:00")
    pagina = fg.get("toezicht.noodtoegang", noodtoegang_id=toegang.id)
    assert "De inwoner lag op de grond." in pagina.tekst
    assert "17-11-2026 10:05" in pagina.tekst
    assert "19-11-2026 11:00" not in pagina.tekst
    assert laatste(in_borne)[1] == {ik.id}


@pytest.mark.parametrize("oordeel", ["terecht", "onterecht"])
def test_een_oordeel_blijft_staan_met_wie_en_wanneer(fg, maak, noodtoegang, in_borne, oordeel):
    toegang = noodtoegang(maak.inwoner())
    antwoord = fg.post("toezicht.noodtoegang", {"oordeel": oordeel}, noodtoegang_id=toegang.id)
    assert "Nog te beoordelen (0)" in antwoord.volg().tekst
    rij = lees(in_borne, toegang)
    assert (rij.oordeel, rij.beoordeeld_door_id) == (oordeel, wereld.id_van("fg"))
    assert rij.beoordeeld_op is not None


def test_een_oordeel_wordt_niet_overgedaan(fg, maak, noodtoegang, in_borne):
    toegang = noodtoegang(maak.inwoner())
    fg.post("toezicht.noodtoegang", {"oordeel": "terecht"}, noodtoegang_id=toegang.id)
    pagina = fg.post("toezicht.noodtoegang", {"oordeel": "onterecht"}, noodtoegang_id=toegang.id)
    assert pagina.status == 422
    assert "al beoordeeld" in pagina.fouten[0]
    assert lees(in_borne, toegang).oordeel == "terecht"


def test_niemand_beoordeelt_de_eigen_noodtoegang(fg, maak, noodtoegang, in_borne):
    toegang = noodtoegang(maak.inwoner(), wie="fg")
    pagina = fg.post("toezicht.noodtoegang", {"oordeel": "terecht"}, noodtoegang_id=toegang.id)
    assert "uw eigen noodtoegang" in pagina.fouten[0]
    assert lees(in_borne, toegang).oordeel is None


def test_een_oordeel_dat_niet_bestaat_wordt_geweigerd(fg, maak, noodtoegang, in_borne):
    toegang = noodtoegang(maak.inwoner())
    for velden in ({}, {"oordeel": "misschien"}):
        assert fg.post("toezicht.noodtoegang", velden, noodtoegang_id=toegang.id).status == 422
    assert lees(in_borne, toegang).oordeel is None


def test_zonder_noodtoegang_wacht_er_niets(fg):
    assert "Er wacht niets op uw oordeel." in fg.get("toezicht.noodtoegangen").tekst


def test_de_startpagina_telt_wat_op_een_oordeel_wacht_en_leidt_erheen(fg, maak, noodtoegang):
    noodtoegang(maak.inwoner())
    pagina = fg.get("rapportage.start")
    assert "Noodtoegang te beoordelen 1" in pagina.tekst
    assert fg.url("toezicht.noodtoegangen") in pagina.html


@pytest.mark.parametrize("rol", [rol for rol in Rol if rol != Rol.FG])
def test_alleen_de_fg_beoordeelt(als, maak, noodtoegang, rol):
    toegang = noodtoegang(maak.inwoner())
    assert als(rol).post("toezicht.noodtoegang", {"oordeel": "terecht"}, noodtoegang_id=toegang.id).status == 403
