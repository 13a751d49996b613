"""Who has a place hears of it, and of what changes; the trainer gets a mail; an offer waits until it was heard."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from ketens.berichten.handelingen import bereikt, open_berichten
from ketens.berichten.models import Bericht
from ketens.berichten.soorten import SOORTEN
from ketens.groepen.aanbieden import vul
from ketens.groepen.antwoorden import beantwoord
from ketens.groepen.handelingen import plaats, start_deelname, trek_plaats_in
from ketens.groepen.models import Bijeenkomst, Groep
from ketens.groepen.plaatsen import Plaatsing
from ketens.groepen.wachten import zet_op_wachtlijst
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import AMSTERDAM, is_werkdag, werkdagen_erbij, zet_klok
from ketens.kern.pagina import datum
from ketens.post.models import Mail
from ketens.rechten import Rol
from ketens.rooster.inrichten import gelast_af, wijzig_groep
from ketens.rooster.verzetten import gelast_bijeenkomst_af, verzet
from ketens.trajecten.models import Traject
from tests import wereld


@pytest.fixture
def geplaatst(maak, in_borne):
    """Someone with a place in a group of Tom, in an open session."""
    groep, traject = maak.groep(trainers=["trainer"]), maak.klaar_voor_plaats("Jansen")
    with in_borne():
        cora = wereld.wie("coordinator")
        yield plaats(db.session.get_one(Traject, traject.id), db.session.get_one(Groep, groep.id), door=cora)


def wachtend(soort: str) -> list[Bericht]:
    db.session.flush()
    return open_berichten(Bericht.soort == soort)


def test_een_plaats_is_een_uitnodiging_met_dag_en_plek(geplaatst):
    (bericht,) = wachtend("uitnodiging")
    assert bericht.inhoud["groep"] == "Dinsdagochtend"
    assert bericht.inhoud["locatie"] == "De Proefzaal"
    assert bericht.inhoud["dag"] == geplaatst.groep.begint_op.isoformat()


def test_een_bericht_zegt_op_welke_dagen_en_wat_het_kost(geplaatst):
    groep = geplaatst.groep
    groep.eigen_bijdrage, groep.tijd, groep.dagdelen = 4500, "10.00 uur", ["di_ochtend", "do_ochtend"]
    wijzig_groep(groep, locatie="Het Dorpshuis", door=wereld.wie("coordinator"))
    (bericht,) = wachtend("uitnodiging")
    zinnen = SOORTEN[bericht.soort].zinnen(bericht.inhoud)
    assert "De groep komt bij elkaar op dinsdagochtend, donderdagochtend, 10.00 uur." in zinnen
    assert "Meedoen kost € 45,00 voor de hele cursus." in zinnen


def test_in_een_groep_die_loopt_gaat_het_over_de_volgende_keer(geplaatst):
    eerste, tweede = geplaatst.groep.bijeenkomsten[:2]
    with zet_klok(eerste.begint_op + timedelta(hours=2)):
        wijzig_groep(geplaatst.groep, locatie="Het Dorpshuis", door=wereld.wie("coordinator"))
        (bericht,) = [*wachtend("uitnodiging"), *wachtend("verplaatst")]
    assert bericht.inhoud["dag"] == tweede.begint_op.astimezone(AMSTERDAM).date().isoformat()
    assert any(zin.startswith("De volgende keer is op ") for zin in SOORTEN[bericht.soort].zinnen(bericht.inhoud))


def test_wie_de_plaats_verliest_krijgt_geen_uitnodiging_meer(geplaatst):
    (bericht,) = wachtend("uitnodiging")
    trek_plaats_in(geplaatst, reden="geen_tijd", door=wereld.wie("coordinator"))
    assert bericht.gestaakt_reden == "achterhaald"


def test_wie_begonnen_is_heeft_de_uitnodiging_gehoord(geplaatst):
    (bericht,) = wachtend("uitnodiging")
    begin = geplaatst.groep.bijeenkomsten[0].begint_op
    with zet_klok(begin + timedelta(hours=2)):
        start_deelname(geplaatst, begin.astimezone(AMSTERDAM).date(), door=wereld.wie("coordinator"))
    assert bericht.bereikt_op


def test_een_nieuwe_plek_vervangt_de_uitnodiging_die_niemand_hoorde(geplaatst):
    (eerst,) = wachtend("uitnodiging")
    wijzig_groep(geplaatst.groep, door=wereld.wie("coordinator"), locatie="De Nieuwe Zaal")
    (nieuw,) = wachtend("uitnodiging")
    assert (eerst.gestaakt_reden, nieuw.inhoud["locatie"]) == ("achterhaald", "De Nieuwe Zaal")
    assert wachtend("verplaatst") == []


def test_wie_al_uitgenodigd_was_hoort_wat_er_verandert_en_de_trainer_krijgt_een_mail(geplaatst):
    bereikt(wachtend("uitnodiging")[0], door=wereld.wie("coordinator"), hoe="gesproken")
    wijzig_groep(geplaatst.groep, door=wereld.wie("coordinator"), locatie="De Nieuwe Zaal")
    assert [bericht.inhoud["locatie"] for bericht in wachtend("verplaatst")] == ["De Nieuwe Zaal"]
    (brief,) = db.session.scalars(select(Mail)).all()
    assert brief.aan == "trainer@proef.example"
    assert f"/borne/groepen/{geplaatst.groep_id}" in brief.inhoud
    assert "Jansen" not in brief.inhoud + brief.onderwerp


def test_een_andere_naam_van_de_groep_is_geen_bericht_waard(geplaatst):
    wijzig_groep(geplaatst.groep, door=wereld.wie("coordinator"), naam="Nieuwe naam")
    assert len(wachtend("uitnodiging")) == 1
    assert db.session.scalars(select(Mail)).all() == []


def test_een_afgelaste_groep_wordt_verteld(geplaatst):
    gelast_af(geplaatst.groep, reden="Te weinig deelnemers", door=wereld.wie("coordinator"))
    assert wachtend("uitnodiging") == []
    assert [bericht.inhoud for bericht in wachtend("afgelast")] == [{"groep": "Dinsdagochtend"}]


def test_een_bijeenkomst_verzetten_en_afgelasten(geplaatst):
    groep, cora = geplaatst.groep, wereld.wie("coordinator")
    tweede = groep.bijeenkomsten[1]
    dag = tweede.begint_op.astimezone(AMSTERDAM).date() + timedelta(days=1)
    while not is_werkdag(dag):
        dag += timedelta(days=1)
    verzet(tweede, dag=dag, uur="11.30", reden="De zaal is bezet", door=cora)
    (bericht,) = wachtend("verplaatst")
    assert (bericht.inhoud["dag"], bericht.inhoud["uur"]) == (dag.isoformat(), "11.30")
    assert bericht.inhoud["reden"] == "De zaal is bezet"
    gelast_bijeenkomst_af(tweede, reden="De trainer is ziek", door=cora)
    assert tweede.afgelast_op
    assert len(wachtend("afgelast")) == 1
    with pytest.raises(Domeinfout, match="al afgelast"):
        verzet(tweede, dag=dag, uur="", reden="Toch", door=cora)


def test_de_eerste_dag_schuift_mee_met_de_eerste_bijeenkomst(geplaatst):
    groep = geplaatst.groep
    dag = werkdagen_erbij(groep.begint_op, 1)
    verzet(groep.bijeenkomsten[0], dag=dag, uur="", reden="Feest", door=wereld.wie("coordinator"))
    assert groep.begint_op == dag


def test_een_bijeenkomst_in_het_weekend_of_op_een_dag_die_er_al_is_kan_niet(geplaatst):
    groep, cora = geplaatst.groep, wereld.wie("coordinator")
    eerste, tweede = groep.bijeenkomsten[:2]
    zondag = groep.begint_op + timedelta(days=6 - groep.begint_op.weekday())
    with pytest.raises(Domeinfout, match="werkdag"):
        verzet(eerste, dag=zondag, uur="", reden="Feest", door=cora)
    with pytest.raises(Domeinfout, match="al een bijeenkomst"):
        verzet(eerste, dag=tweede.begint_op.astimezone(AMSTERDAM).date(), uur="", reden="Feest", door=cora)
    with pytest.raises(Domeinfout, match="uren en minuten"):
        verzet(eerste, dag=None, uur="tien uur", reden="Feest", door=cora)


def test_op_de_groepspagina_verzet_je_een_bijeenkomst(als, maak, in_borne):
    groep = maak.groep()
    with in_borne():
        sessie = db.session.scalars(select(Bijeenkomst).where(Bijeenkomst.nr == 1)).one()
        dag, sessie_id = werkdagen_erbij(sessie.begint_op.astimezone(AMSTERDAM).date(), 1), sessie.id
    klant = als(Rol.COORDINATOR)
    assert "om die te verzetten of af te gelasten" in klant.get("rooster.detail", groep_id=groep.id).tekst
    velden = {"keuze": "verzetten", "dag": datum(dag), "reden": "De zaal is bezet"}
    klant.get("rooster.bijeenkomst", bijeenkomst_id=sessie_id)
    klant.post("rooster.bijeenkomst", velden, bijeenkomst_id=sessie_id).volg()
    with in_borne():
        assert db.session.get_one(Groep, groep.id).begint_op == dag
        assert db.session.scalars(select(Plaatsing)).all() == []


@pytest.fixture
def aangeboden(maak, in_borne):
    """An open offer to Tom in a group that begins in more than two weeks, in an open session."""
    groep, traject = maak.groep(trainers=["trainer"]), maak.klaar_voor_plaats("Jansen")
    with in_borne():
        cora = wereld.wie("coordinator")
        zet_op_wachtlijst(db.session.get_one(Traject, traject.id), interventie_code="in_balans", door=cora)
        (aanbod,) = vul(db.session.get_one(Groep, groep.id), door=cora)
        yield aanbod


def schuif_op(groep: Groep) -> str:
    """Move the first session to the next working day, and return that day."""
    dag = werkdagen_erbij(groep.begint_op, 1)
    verzet(groep.bijeenkomsten[0], dag=dag, uur="", reden="Feest", door=wereld.wie("coordinator"))
    return dag.isoformat()


def test_een_aanbod_dat_niemand_hoorde_zegt_de_nieuwe_dag(aangeboden):
    (bericht,) = wachtend("aanbod")
    link = bericht.inhoud.get("link")
    dag = schuif_op(aangeboden.groep)
    (nog,) = wachtend("aanbod")
    assert (nog.id, nog.inhoud["dag"], nog.inhoud.get("link")) == (bericht.id, dag, link)
    wijzig_groep(aangeboden.groep, door=wereld.wie("coordinator"), locatie="De Nieuwe Zaal")
    assert wachtend("aanbod")[0].inhoud["locatie"] == "De Nieuwe Zaal"
    assert wachtend("verplaatst") == []


def test_wie_het_aanbod_hoorde_hoort_ook_dat_de_eerste_dag_verandert(aangeboden):
    cora = wereld.wie("coordinator")
    bereikt(wachtend("aanbod")[0], door=cora, hoe="gesproken")
    verzet(aangeboden.groep.bijeenkomsten[2], dag=None, uur="15.00", reden="Druk", door=cora)
    assert wachtend("verplaatst") == []  # the offer named the first session only
    dag = schuif_op(aangeboden.groep)
    assert [bericht.inhoud["dag"] for bericht in wachtend("verplaatst")] == [dag]


def test_wie_antwoordt_hoeft_over_het_aanbod_niets_meer_te_horen(aangeboden):
    cora = wereld.wie("coordinator")
    bereikt(wachtend("aanbod")[0], door=cora, hoe="gesproken")
    schuif_op(aangeboden.groep)
    beantwoord(aangeboden, "niet_nu", via="coordinator", door=cora)
    assert wachtend("verplaatst") == []
