"""The form of a group: its sessions in sight before it is made, days struck out, an earlier group as an example."""

from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from ketens.groepen.models import Groep
from ketens.groepen.plaatsen import Plaatsing
from ketens.kern.db import db
from ketens.kern.klok import moment, zet_klok
from ketens.rechten import Rol
from tests import wereld
from tests.groepen.conftest import haal
from tests.merken import OP_SQLITE

pytestmark = OP_SQLITE


@pytest.fixture(autouse=True)
def op_1_september():
    with zet_klok(moment(date(2026, 9, 1))):
        yield


def invoer(**anders):
    """Vallen Verleden Tijd on Tuesdays and Thursdays, from Tuesday 1 December 2026."""
    return {
        "formulier_id": str(uuid4()),
        "interventie_code": "valpreventie/vvt",
        "naam": "Winter",
        "locatie": "Kulturhus",
        "wijk": "Oost",
        "taal": "Turks",
        "dagdelen": ["di_ochtend", "do_ochtend"],
        "tijd": "10.30 uur",
        "plaatsen": "10",
        "minimum": "5",
        "eigen_bijdrage": "45",
        "kosten": "€ 1.850,50",
        "overgeslagen": "22-12-2026, 24-12-2026",
        "begint_op": "01-12-2026",
        "trainer_ids": [str(wereld.id_van("trainer"))],
        **anders,
    }


def aantal(in_borne):
    with in_borne():
        return db.session.scalar(select(func.count(Groep.id)))


def test_een_groep_met_geld_taal_en_dagen_die_worden_overgeslagen(als, in_borne):
    pagina = als(Rol.COORDINATOR).post("rooster.nieuw", invoer()).volg()
    assert "€ 45,00" in pagina.tekst
    assert "€ 1.850,50" in pagina.tekst
    with in_borne():
        groep = db.session.scalars(select(Groep)).one()
        assert (groep.eigen_bijdrage, groep.kosten, groep.taal, groep.wijk) == (4500, 185050, "Turks", "Oost")
        assert groep.overgeslagen == ["2026-12-22", "2026-12-24"]
        dagen = [b.begint_op.date() for b in groep.bijeenkomsten]
        assert dagen[6:8] == [date(2026, 12, 29), date(2026, 12, 31)]
        assert groep.eindigt_op == dagen[-1] == date(2027, 1, 7)


def test_wie_een_plaats_krijgt_houdt_de_bijdrage_die_toen_gold(als, maak, plaats, in_borne):
    groep, gratis = maak.groep(eigen_bijdrage=4500), maak.groep("Gratis")
    plaats(maak.klaar_voor_plaats("Een"), groep)
    plaats(maak.klaar_voor_plaats("Twee"), gratis)
    with in_borne():
        rijen = db.session.execute(select(Plaatsing.eigen_bijdrage, Plaatsing.bijdrage).order_by(Plaatsing.bijdrage))
        assert [tuple(rij) for rij in rijen] == [(0, "geen"), (4500, "open")]


def test_de_bijeenkomsten_staan_er_voordat_de_groep_er_is(als, in_borne):
    cora = als(Rol.COORDINATOR)
    assert "Kies de cursus, de dagdelen en de eerste dag." in cora.get("rooster.nieuw").tekst
    regio = cora.post("rooster.nieuw", invoer(overgeslagen="", bekijk="ja", naam=""), htmx="rooster")
    assert (regio.status, regio.fouten) == (200, [])
    assert "10 bijeenkomsten, tot en met 31-12-2026." in regio.tekst
    assert "1. di 01-12-2026" in regio.tekst
    assert aantal(in_borne) == 0


def test_een_dag_overslaan_en_weer_terugzetten(als, in_borne):
    cora = als(Rol.COORDINATOR)
    pagina = cora.post("rooster.nieuw", invoer(overgeslagen="22-12-2026", sla_over="2026-12-08"))
    assert pagina.waarde("overgeslagen") == "08-12-2026, 22-12-2026"
    assert "10 bijeenkomsten, tot en met 07-01-2027." in pagina.tekst
    assert pagina.waarde("naam") == "Winter"
    terug = cora.post("rooster.nieuw", invoer(overgeslagen="08-12-2026, 22-12-2026", zet_terug="2026-12-08"))
    assert terug.waarde("overgeslagen") == "22-12-2026"
    assert "Dagen die u overslaat" in cora.post("rooster.nieuw", invoer(sla_over="2026-12-08"), htmx="dagen").tekst
    assert cora.post("rooster.nieuw", invoer(overgeslagen="", sla_over="rommel")).waarde("overgeslagen") == ""
    assert aantal(in_borne) == 0


def test_feestdagen_staan_bij_de_bijeenkomsten(als):
    velden = invoer(begint_op="20-04-2027", overgeslagen="", bekijk="ja")
    tekst = als(Rol.COORDINATOR).post("rooster.nieuw", velden).tekst
    assert "Vrij door een feestdag: 27-04-2027 , 06-05-2027" in tekst


def test_zonder_vast_ritme_staan_de_dagen_er_met_een_laatste_dag(als):
    cora = als(Rol.COORDINATOR)
    velden = invoer(interventie_code="valpreventie/tom", bekijk="ja", overgeslagen="")
    assert "Bij deze cursus staat niet vast hoe vaak" in cora.post("rooster.nieuw", velden).tekst
    assert (
        "4 bijeenkomsten, tot en met 10-12-2026."
        in cora.post("rooster.nieuw", {**velden, "eindigt_op": "10-12-2026"}).tekst
    )


@pytest.mark.parametrize(
    ("veld", "waarde", "zin"),
    [
        ("begint_op", "31-08-2026", "Deze dag is al geweest. Kies vandaag of een dag die nog komt."),
        ("overgeslagen", "22-12-2026, kerst", "Schrijf de datum als dag-maand-jaar, bijvoorbeeld 14-11-2026."),
        ("overgeslagen", "31-02-2027", "Deze datum bestaat niet."),
        ("overgeslagen", "01-12-2026", "Dit is de eerste dag. Kies een andere eerste dag."),
        ("overgeslagen", ", ".join(["22-12-2026"] * 101), "Vul niet meer dan 100 dagen in."),
        ("eigen_bijdrage", "veel", "Vul een bedrag in, bijvoorbeeld 2,50, of het woord gratis."),
        ("kosten", "-5", "Vul een bedrag in, bijvoorbeeld 2,50, of het woord gratis."),
        ("eindigt_op", "10-12-2026", "De laatste bijeenkomst is op 07-01-2027. Kies die dag, of laat het veld leeg."),
        ("eindigt_op", "02-12-2028", "Een groep duurt niet langer dan een jaar. Kijk de laatste dag na."),
        ("taal", "x" * 41, "Gebruik niet meer dan 40 tekens."),
    ],
)
def test_een_groep_die_niet_kan_is_een_zin_bij_het_veld(als, in_borne, veld, waarde, zin):
    dag = {"dagdelen": ["ma_ochtend", "di_ochtend"]} if veld == "begint_op" else {}
    pagina = als(Rol.COORDINATOR).post("rooster.nieuw", invoer(**{veld: waarde}, **dag))
    assert pagina.status == 422
    assert any(fout.endswith(zin) for fout in pagina.fouten), pagina.fouten
    assert aantal(in_borne) == 0


def test_een_kopie_neemt_alles_over_behalve_de_data(als, maak, in_borne):
    cora = als(Rol.COORDINATOR)
    cora.post("rooster.nieuw", invoer())
    with in_borne():
        groep_id = db.session.scalars(select(Groep.id)).one()
    assert "Maak een kopie" in cora.get("rooster.detail", groep_id=groep_id).tekst
    pagina = cora.get("rooster.nieuw", kopie=groep_id)
    velden = ("naam", "locatie", "wijk", "taal", "tijd", "plaatsen", "minimum", "eigen_bijdrage", "kosten")
    assert {veld: pagina.waarde(veld) for veld in velden} == {
        "naam": "Winter",
        "locatie": "Kulturhus",
        "wijk": "Oost",
        "taal": "Turks",
        "tijd": "10.30 uur",
        "plaatsen": "10",
        "minimum": "5",
        "eigen_bijdrage": "45,00",
        "kosten": "1850,50",
    }
    assert '<option selected value="valpreventie/vvt">' in pagina.html
    assert [pagina.waarde(veld) for veld in ("begint_op", "eindigt_op", "overgeslagen")] == ["", "", ""]
    cora.post("rooster.nieuw", invoer(naam="Lente", begint_op="02-03-2027")).volg()
    assert aantal(in_borne) == 2


def test_een_groep_die_je_niet_ziet_kopieer_je_niet(als, maak):
    elders = maak.groep(gemeente="tubbergen", organisatie="gemeente-tubbergen")
    cora = als(Rol.COORDINATOR)
    assert cora.get("rooster.nieuw", kopie=elders.id).status == 404
    assert cora.get("rooster.nieuw", kopie="rommel").status == 200


def test_dagen_overslaan_kan_tot_de_groep_begint(als, maak, in_borne):
    groep = maak.groep(interventie_code="vvt", begint_op=date(2026, 12, 1), dagdelen=["di_ochtend", "do_ochtend"])
    cora, velden = als(Rol.COORDINATOR), invoer(versie="1", eindigt_op="", overgeslagen="22-12-2026")
    assert "10 bijeenkomsten" in cora.get("rooster.bewerken", groep_id=groep.id).tekst
    pagina = cora.post("rooster.bewerken", velden, groep_id=groep.id)
    pagina.volg()
    with in_borne():
        gewijzigd = haal(groep)
        assert gewijzigd.overgeslagen == ["2026-12-22"]
        assert gewijzigd.eindigt_op == date(2027, 1, 5)


def test_van_een_begonnen_groep_liggen_de_bijeenkomsten_vast(als, maak):
    with zet_klok(moment(date(2026, 8, 1))):
        groep = maak.groep(interventie_code="vvt", begint_op=date(2026, 8, 25), dagdelen=["di_ochtend", "do_ochtend"])
    cora = als(Rol.COORDINATOR)
    assert "de bijeenkomsten liggen vast" in cora.get("rooster.bewerken", groep_id=groep.id).tekst
    velden = invoer(versie="1", begint_op="25-08-2026", overgeslagen="22-09-2026")
    pagina = cora.post("rooster.bewerken", velden, groep_id=groep.id)
    assert any("De groep is al begonnen." in fout for fout in pagina.fouten)


def test_de_lijst_laat_zich_op_stand_zeven(als, maak, in_borne):
    maak.groep("Komt nog", plaatsen=2, minimum=1)
    cora = als(Rol.COORDINATOR)
    assert "Komt nog" in cora.get("rooster.lijst", staat="gepland").tekst
    for staat in ("open", "vol", "loopt", "afgerond", "afgelast"):
        assert "Er zijn geen groepen met deze keuze." in cora.get("rooster.lijst", staat=staat).tekst
    assert "Komt nog" in cora.get("rooster.lijst", staat="rommel").tekst
