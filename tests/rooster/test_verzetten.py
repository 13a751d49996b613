"""A session that is added, and what can't be moved: each refusal is a sentence at its field, and changes nothing."""

from datetime import date

import pytest
from sqlalchemy import select

from ketens.berichten.handelingen import open_berichten
from ketens.berichten.models import Bericht
from ketens.berichten.soorten import SOORTEN
from ketens.groepen.handelingen import plaats
from ketens.groepen.models import Bijeenkomst, Groep
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import moment, zet_klok
from ketens.post.models import Mail
from ketens.rechten import Rol
from ketens.rooster.inrichten import wijzig_groep
from ketens.rooster.verzetten import gelast_bijeenkomst_af, verzet, voeg_bijeenkomst_toe
from ketens.trajecten.models import Traject
from tests import wereld
from tests.groepen.conftest import haal
from tests.merken import OP_SQLITE

pytestmark = OP_SQLITE
EERSTE = date(2026, 10, 6)


@pytest.fixture(autouse=True)
def op_1_september():
    with zet_klok(moment(date(2026, 9, 1))):
        yield


@pytest.fixture
def groep(maak):
    return maak.groep(begint_op=EERSTE, dagdelen=["di_ochtend"], trainers=["trainer"], interventie_code="zoe")


@pytest.fixture
def hier(groep, maak, in_borne) -> Groep:
    """The group with Jansen in it, in an open session."""
    traject = maak.klaar_voor_plaats("Jansen")
    with in_borne():
        plaats(db.session.get_one(Traject, traject.id), haal(groep), door=wereld.wie("coordinator"))
        yield haal(groep)


def voeg_toe(groep, **anders):
    velden = {"dag": date(2026, 10, 8), "uur": "", "minuten": None, "reden": "Een les extra", **anders}
    return voeg_bijeenkomst_toe(groep, door=wereld.wie("coordinator"), **velden)


def zinnen(soort):
    db.session.flush()
    return [SOORTEN[soort].zinnen(bericht.inhoud)[0] for bericht in open_berichten(Bericht.soort == soort)]


def test_een_extra_bijeenkomst_komt_achteraan_in_nummer_en_op_haar_dag_in_de_lijst(hier):
    extra = voeg_toe(hier)
    assert (extra.nr, extra.extra, extra.minuten) == (10, True, 120)
    assert extra.begint_op == moment(date(2026, 10, 8), 10)
    assert [b.nr for b in hier.bijeenkomsten][:3] == [1, 10, 2]
    db.session.flush()
    db.session.expire_all()
    assert [b.nr for b in hier.bijeenkomsten][:3] == [1, 10, 2]


def test_deelnemers_en_trainer_horen_van_een_extra_bijeenkomst(hier):
    voeg_toe(hier, uur="11.15", minuten=60)
    verwacht = "De groep Dinsdagochtend komt een keer extra bij elkaar, op donderdag 8 oktober 2026 om 11.15 uur."
    assert zinnen("verplaatst") == [verwacht]
    assert [rij.aan for rij in db.session.scalars(select(Mail))] == ["trainer@proef.example"]


def test_een_extra_bijeenkomst_na_het_einde_verlengt_de_groep(hier):
    laatste = hier.bijeenkomsten[-1].begint_op
    voeg_toe(hier, dag=date(2027, 3, 4))
    assert (hier.eindigt_op, hier.bijeenkomsten[-1].begint_op > laatste) == (date(2027, 3, 4), True)


@pytest.mark.parametrize(
    ("velden", "zin", "veld"),
    [
        ({"dag": date(2026, 10, 1)}, "De groep begint op 06-10-2026. Kies die dag of een dag erna.", "dag"),
        ({"dag": date(2026, 8, 27)}, "Kies een werkdag die nog komt.", "dag"),
        ({"dag": date(2026, 10, 10)}, "Kies een werkdag die nog komt.", "dag"),
        ({"dag": date(2026, 10, 13)}, "Op deze dag is er al een bijeenkomst van deze groep.", "dag"),
        ({"dag": None}, "Vul de dag in.", "dag"),
        ({"uur": "half elf"}, "Schrijf de tijd als uren en minuten, bijvoorbeeld 10.00.", "uur"),
        ({"uur": "25.00"}, "Schrijf de tijd als uren en minuten, bijvoorbeeld 10.00.", "uur"),
        ({"minuten": 5}, "Vul een getal van 15 tot en met 480 in.", "minuten"),
        ({"reden": " "}, "Schrijf op waarom. De deelnemers horen dit.", "reden"),
    ],
)
def test_wat_niet_kan_is_een_zin_bij_het_veld(hier, velden, zin, veld):
    with pytest.raises(Domeinfout) as fout:
        voeg_toe(hier, **velden)
    assert (fout.value.zin, fout.value.veld) == (zin, veld)
    assert (len(hier.bijeenkomsten), zinnen("verplaatst")) == (9, [])


def test_een_volgende_bijeenkomst_gaat_niet_voor_het_begin_van_de_groep_liggen(hier):
    tweede = hier.bijeenkomsten[1]
    with pytest.raises(Domeinfout, match="De groep begint op 06-10-2026"):
        verzet(tweede, dag=date(2026, 10, 5), uur="", reden="Zaal bezet", door=None)
    assert tweede.begint_op == moment(date(2026, 10, 13), 10)


def test_met_de_eerste_bijeenkomst_begint_de_groep_eerder(hier):
    verzet(hier.bijeenkomsten[0], dag=date(2026, 10, 1), uur="", reden="Zaal bezet", door=None)
    assert hier.begint_op == date(2026, 10, 1)


def test_zonder_de_eerste_bijeenkomst_begint_de_groep_met_de_tweede(hier):
    gelast_bijeenkomst_af(hier.bijeenkomsten[0], reden="Zaal bezet", door=None)
    assert hier.begint_op == date(2026, 10, 13)
    db.session.flush()
    (bericht,) = open_berichten(Bericht.soort == "uitnodiging")
    assert (bericht.inhoud["dag"], zinnen("afgelast")) == ("2026-10-13", [])


def test_de_leeftijd_is_die_op_de_eerste_bijeenkomst(hier):
    (plaatsing,) = hier.plaatsingen
    plaatsing.inwoner.geboortedatum = date(1946, 10, 7)
    verzet(hier.bijeenkomsten[0], dag=date(2026, 10, 8), uur="", reden="Zaal bezet", door=None)
    assert plaatsing.leeftijd == 80


def test_wie_de_uitnodiging_nog_niet_hoorde_krijgt_een_nieuwe_met_de_goede_dag(hier):
    verzet(hier.bijeenkomsten[0], dag=date(2026, 10, 8), uur="", reden="Zaal bezet", door=None)
    db.session.flush()
    (bericht,) = open_berichten(Bericht.soort == "uitnodiging")
    assert (bericht.inhoud["dag"], zinnen("verplaatst")) == ("2026-10-08", [])


def test_een_verzette_bijeenkomst_houdt_haar_nummer(hier):
    vierde = hier.bijeenkomsten[3]
    verzet(vierde, dag=date(2026, 11, 5), uur="", reden="Zaal bezet", door=None)
    db.session.flush()
    db.session.expire_all()
    assert [b.nr for b in hier.bijeenkomsten] == [1, 2, 3, 5, 4, 6, 7, 8, 9]


def test_een_ander_rooster_legt_dezelfde_rijen_en_laat_wat_erbij_kwam_staan(hier):
    extra = voeg_toe(hier, dag=date(2026, 11, 12))
    eerder = {b.nr: b.id for b in hier.bijeenkomsten}
    wijzig_groep(hier, begint_op=date(2026, 10, 13), door=wereld.wie("coordinator"))
    db.session.flush()
    assert {b.nr: b.id for b in hier.bijeenkomsten} == eerder
    assert extra.begint_op == moment(date(2026, 11, 12), 10)
    wijzig_groep(hier, begint_op=date(2026, 11, 17), door=wereld.wie("coordinator"))
    assert extra not in hier.bijeenkomsten


def test_een_andere_tijd_geldt_voor_alle_bijeenkomsten_behalve_wie_een_eigen_moment_kreeg(hier):
    verzet(hier.bijeenkomsten[1], dag=None, uur="15.00", reden="Zaal bezet", door=None)
    wijzig_groep(hier, tijd="11.00 uur", door=wereld.wie("coordinator"))
    assert [b.begint_op for b in hier.bijeenkomsten][:3] == [
        moment(date(2026, 10, 6), 11),
        moment(date(2026, 10, 13), 15),
        moment(date(2026, 10, 20), 11),
    ]


def test_de_coordinator_voegt_een_bijeenkomst_toe(als, groep, in_borne):
    cora = als(Rol.COORDINATOR)
    fout = cora.post("rooster.extra", {"dag": "01-10-2026", "reden": "Extra"}, groep_id=groep.id)
    assert (fout.status, fout.waarde("reden")) == (422, "Extra")
    assert any("De groep begint op 06-10-2026" in zin for zin in fout.fouten)
    velden = {"dag": "08-10-2026", "uur": "10.30", "minuten": "45", "reden": "Extra"}
    assert "Extra" in cora.post("rooster.extra", velden, groep_id=groep.id).volg().tekst
    assert cora.post("rooster.extra", velden, groep_id=groep.id).status == 422
    with in_borne():
        extra = db.session.scalars(select(Bijeenkomst).where(Bijeenkomst.extra)).one()
        assert (extra.nr, extra.begint_op) == (10, moment(date(2026, 10, 8), 10, 30))
