"""The calendar: what must be handed in, what is late, and what was done."""

from datetime import UTC, date, datetime

import pytest

from ketens.kern.db import db
from ketens.kern.klok import zet_klok
from ketens.rechten import Rol
from ketens.verantwoording import handelingen
from ketens.verantwoording.aandacht import kalender as aandachtspunten
from ketens.verantwoording.aandacht import komende
from ketens.verantwoording.kalender import OPENT, indiening, van
from tests import wereld
from tests.merken import OP_SQLITE

DAG = datetime(2026, 11, 22, 9, tzinfo=UTC)
pytestmark = OP_SQLITE


@pytest.fixture(autouse=True)
def op_22_november_2026():
    with zet_klok(DAG):
        yield


def kalender() -> dict[tuple[str, int], bool]:
    return {(regel.plicht.code, regel.jaar): regel.te_laat for regel in van(wereld.wie("projectleider"))}


def test_elke_termijn_staat_er_een_jaar_van_tevoren_en_een_jaar_erna(in_borne):
    with in_borne():
        assert kalender() == {
            ("azwa_werkagenda", 2026): True,
            ("azwa_werkagenda", 2027): False,
            ("jaarrekening", 2025): True,
            ("jaarrekening", 2026): False,
            ("monitor", 2025): True,
            ("monitor", 2026): False,
            ("rivm_valpreventie", 2025): True,
            ("rivm_valpreventie", 2026): False,
            ("sisa", 2025): True,
            ("sisa", 2026): False,
        }


def test_sisa_moet_op_15_juli_van_het_jaar_erna_en_dat_is_zeker(in_borne):
    with in_borne():
        sisa = next(r for r in van(wereld.wie("projectleider")) if (r.plicht.code, r.jaar) == ("sisa", 2026))
        assert (sisa.termijn, sisa.onzeker) == (date(2027, 7, 15), False)
        assert all(regel.onzeker for regel in van(wereld.wie("projectleider")) if regel.plicht.code != "sisa")


def test_te_laat_staat_bovenaan(als):
    pagina = als(Rol.PROJECTLEIDER).get("verantwoording.kalender")
    assert "5 termijnen zijn voorbij." in pagina.tekst
    assert pagina.tekst.index("over 2025") < pagina.tekst.index("over 2026")
    assert "Niet nagekeken." in pagina.tekst


def test_ingediend_is_een_druk_en_terug_ook(als, in_borne):
    klant = als(Rol.PROJECTLEIDER)
    sisa = {"soort": "sisa", "jaar": 2025}
    assert "SiSa-bijlage over 2025 is ingediend." in klant.post("verantwoording.indiening", **sisa).volg().tekst
    pagina = klant.get("verantwoording.kalender")
    assert "ingediend op 22-11-2026 door Petra Projectleider" in pagina.tekst
    klant.post("verantwoording.intrekking", **sisa)
    with in_borne():
        assert kalender()["sisa", 2025]


def test_twee_keer_drukken_houdt_de_eerste_dag(in_borne):
    with in_borne():
        wie = wereld.wie("projectleider")
        handelingen.dien_in("sisa", 2025, door=wie, op=date(2026, 7, 1))
        handelingen.dien_in("sisa", 2025, door=wie)
        db.session.flush()
        assert indiening("sisa", 2025).ingediend_op == date(2026, 7, 1)


def test_een_gemeente_kiest_haar_eigen_dag(als):
    klant = als(Rol.PROJECTLEIDER)
    monitor = {"soort": "monitor", "jaar": 2026}
    klant.post("verantwoording.termijn", {"termijn": "1-3-2027", "versie": "0"}, **monitor).volg()
    pagina = klant.get("verantwoording.kalender")
    assert "01-03-2027" in pagina.tekst
    assert "Door uw gemeente gekozen." in pagina.tekst


def test_een_dag_in_een_ver_jaar_wordt_geweigerd(als):
    pagina = als(Rol.PROJECTLEIDER).post(
        "verantwoording.termijn", {"termijn": "1-3-2036", "versie": "0"}, soort="monitor", jaar=2026
    )
    assert pagina.status == 422
    assert "Kies een dag in 2026, 2027 of 2028." in pagina.tekst


def test_wie_een_oude_dag_zag_hoort_wie_hem_wijzigde(als):
    klant = als(Rol.PROJECTLEIDER)
    monitor = {"soort": "monitor", "jaar": 2026}
    klant.post("verantwoording.termijn", {"termijn": "1-3-2027", "versie": "0"}, **monitor)
    klant.post("verantwoording.termijn", {"termijn": "2-3-2027", "versie": "1"}, **monitor)
    pagina = klant.post("verantwoording.termijn", {"termijn": "3-3-2027", "versie": "1"}, **monitor)
    assert pagina.status == 422
    assert "Petra Projectleider (22-11-2026 10:00) heeft dit intussen gewijzigd." in pagina.tekst


def test_wat_er_niet_is_of_niet_meer_wordt_gevraagd_is_er_niet(als):
    klant = als(Rol.PROJECTLEIDER)
    for soort, jaar in (("rivm_kansrijke_start", 2025), ("sisa", 2020), ("verzonnen", 2025), ("sisa", 9999)):
        assert klant.get("verantwoording.termijn", soort=soort, jaar=jaar).status == 404


def test_wat_binnen_zestig_dagen_moet_komt_op_de_startpagina(als, in_borne):
    with zet_klok(datetime(2026, 5, 20, 9, tzinfo=UTC)):
        with in_borne():
            wie = wereld.wie("projectleider")
            open_ = {(regel.plicht.code, regel.jaar) for regel in komende(wie) if regel.jaar == 2025}
            assert open_ == {("rivm_valpreventie", 2025), ("monitor", 2025), ("jaarrekening", 2025), ("sisa", 2025)}
            assert komende(wie, dagen=20)[-1].naam == "Monitor Sociaal Domein over 2025"
        als(Rol.PROJECTLEIDER).post("verantwoording.indiening", soort="monitor", jaar=2025)
        with in_borne():
            assert ("monitor", 2025) not in {(regel.plicht.code, regel.jaar) for regel in komende(wie)}


def test_een_regel_voor_de_startpagina_zegt_hoe_lang_nog(in_borne):
    with in_borne(), zet_klok(datetime(2026, 5, 20, 9, tzinfo=UTC)):
        zinnen = [punt.zin for punt in aandachtspunten(wereld.wie("projectleider"))]
        assert "Monitor Sociaal Domein over 2025: over 12 dagen." in zinnen
        assert "RIVM Monitor Valpreventie over 2025: 49 dagen te laat." in zinnen
        assert list(aandachtspunten(wereld.wie("coordinator"))) == []


def test_elke_plicht_heeft_een_pagina_die_er_is(app):
    assert {endpoint for endpoint, _ in OPENT.values()} <= set(app.view_functions)
