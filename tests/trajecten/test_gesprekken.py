"""Conversations of Welzijn op Recept: what is kept of them, what they take from the worklist, and how they end."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import vandaag, werkdagen_erbij
from ketens.trajecten.gesprekken import gesprekken, leg_gesprek_vast
from ketens.trajecten.hulpvragen import Hulpvraag, hulpvragen, leg_hulpvragen_vast
from ketens.trajecten.models import Traject
from ketens.trajecten.overzichten import stand
from tests import wereld

WELZIJN = "welzijn_op_recept"


@pytest.fixture
def welzijn(maak):
    """A traject of Welzijn op Recept, treated by the welzijnscoach."""
    return maak.traject(
        keten=WELZIJN, uitslag=None, organisatie="wijkracht", door="welzijnscoach", behandelaar="welzijnscoach"
    )


@pytest.fixture
def traject(welzijn, in_borne):
    with in_borne():
        yield db.session.get_one(Traject, welzijn.id)


def spreek(traject, **anders):
    velden = {"op": vandaag(), "hoe": "praktijk", "minuten": 30, "hoofd": "daginvulling", **anders}
    formulier_id = velden.pop("formulier_id", None) or uuid4()
    return leg_gesprek_vast(traject, formulier_id=formulier_id, door=wereld.wie("welzijnscoach"), **velden)


def op_de_lijst(traject):
    db.session.flush()
    return {taak.soort: taak.termijn_op for taak in traject.open_taken()}


def test_de_stap_gesprekken_opent_bij_aanname_met_tien_werkdagen(traject):
    assert op_de_lijst(traject) == {"gesprekken": werkdagen_erbij(vandaag(), 10)}


def test_eerste_gesprek_haalt_de_termijn_en_de_stap_blijft_open(traject):
    spreek(traject)
    assert set(op_de_lijst(traject)) == {"opvolgen"}
    assert traject.stap("gesprekken") is not None
    (staat,) = stand(traject)
    assert (staat.status, staat.termijn) == ("nu", None)


def test_kort_traject_is_een_gesprek_en_afsluiten_in_een_keer(traject):
    spreek(traject, sluit_met="direct_geholpen")
    assert traject.is_afgesloten
    assert traject.afsluitingen[-1].reden == "direct_geholpen"
    assert op_de_lijst(traject) == {}
    assert [staat.status for staat in stand(traject)] == ["gedaan"]


def test_twee_keer_versturen_is_een_gesprek(traject):
    formulier_id = uuid4()
    eerste = spreek(traject, formulier_id=formulier_id, sluit_met="direct_geholpen")
    assert spreek(traject, formulier_id=formulier_id, sluit_met="direct_geholpen") is eerste
    assert len(gesprekken(traject)) == 1


def test_afspraak_komt_op_de_werkvoorraad_en_gaat_eraf_bij_het_volgende_gesprek(traject):
    dag = vandaag() + timedelta(days=14)
    spreek(traject, afspraak_op=dag)
    assert op_de_lijst(traject) == {"afspraak": dag}
    spreek(traject)
    assert set(op_de_lijst(traject)) == {"opvolgen"}


def test_zonder_afspraak_vraagt_de_lijst_na_drie_maanden_hoe_het_gaat(traject):
    spreek(traject)
    assert op_de_lijst(traject) == {"opvolgen": werkdagen_erbij(vandaag(), 65)}


def test_gesprek_van_vorige_maand_telt_op_de_dag_van_het_gesprek(traject):
    dag = vandaag() - timedelta(days=30)
    assert spreek(traject, op=dag).op.date() == dag


def test_de_notitie_staat_nergens_leesbaar(traject):
    gebeurtenis = spreek(traject, tekst="Mist haar man, wil biljarten")
    db.session.flush()
    assert "biljarten" not in str(gebeurtenis.gegevens)
    assert gebeurtenis.tekst == "Mist haar man, wil biljarten"


@pytest.mark.parametrize(
    ("velden", "zin"),
    [
        ({"op": date(2999, 1, 1)}, "Kies vandaag of een dag die geweest is"),
        ({"hoe": "skype"}, "Kies hoe u sprak"),
        ({"minuten": 0}, "Kies een aantal minuten"),
        ({"minuten": 481}, "Kies een aantal minuten"),
        ({"afspraak_op": date(2020, 1, 1)}, "Kies vandaag of een dag die nog komt"),
        ({"hoofd": "onbekend"}, "Kies een hulpvraag uit de lijst"),
        ({"sluit_met": "overleden"}, "past niet bij een gesprek"),
        ({"sluit_met": "afgerond", "afspraak_op": date(2999, 1, 1)}, "Kies een van de twee"),
    ],
)
def test_wat_niet_kan_wordt_gezegd(traject, velden, zin):
    with pytest.raises(Domeinfout, match=zin):
        spreek(traject, **velden)


def test_na_het_afsluiten_is_er_geen_gesprek_meer(traject):
    spreek(traject, sluit_met="toegeleid")
    with pytest.raises(Domeinfout, match="al afgesloten"):
        spreek(traject)


def test_gewijzigde_hulpvraag_eindigt_en_begint_opnieuw(traject):
    coach = wereld.wie("welzijnscoach")
    leg_hulpvragen_vast(traject, hoofd="daginvulling", neven=["wonen", "zingeving"], door=coach)
    leg_hulpvragen_vast(traject, hoofd="eenzaamheid_sociaal", neven=["daginvulling", "zingeving"], door=coach)
    nu = [(rij.code, rij.hoofd) for rij in hulpvragen(traject)]
    assert nu == [("eenzaamheid_sociaal", True), ("zingeving", False), ("daginvulling", False)]
    vroeger = select(Hulpvraag.code, Hulpvraag.hoofd).where(Hulpvraag.tot.is_not(None)).order_by(Hulpvraag.code)
    assert [tuple(rij) for rij in db.session.execute(vroeger)] == [("daginvulling", True), ("wonen", False)]


def test_dezelfde_hulpvraag_blijft_dezelfde_rij(traject):
    coach = wereld.wie("welzijnscoach")
    (eerst,) = leg_hulpvragen_vast(traject, hoofd="wonen", woorden="Ik wil hier weg", door=coach)
    (nog_eens,) = leg_hulpvragen_vast(traject, hoofd="wonen", neven=["wonen"], door=coach)
    assert nog_eens.id == eerst.id
    assert nog_eens.woorden == "Ik wil hier weg"


def test_eigen_woorden_gaan_mee_naar_een_andere_hoofdvraag(traject):
    coach = wereld.wie("welzijnscoach")
    leg_hulpvragen_vast(traject, hoofd="wonen", woorden="Ik wil hier weg", door=coach)
    (rij,) = leg_hulpvragen_vast(traject, hoofd="financien", door=coach)
    assert (rij.code, rij.woorden) == ("financien", "Ik wil hier weg")
