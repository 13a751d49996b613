from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from ketens.groepen.aanbieden import vul
from ketens.groepen.beurt import lijst_voor
from ketens.groepen.bezetting import stand
from ketens.groepen.handelingen import plaats
from ketens.groepen.models import Groep
from ketens.groepen.wachten import zet_op_wachtlijst
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import AMSTERDAM, vandaag, werkdagen_erbij, zet_klok
from ketens.rechten import Rol
from ketens.trajecten.handelingen import leg_intake_vast, noteer_contactpoging
from ketens.trajecten.intrekking import rond_af
from ketens.trajecten.models import Traject
from ketens.trajecten.pauzes import beeindig_pauze, pauze, pauzeer, wijzig_pauze
from ketens.trajecten.taken import Taak
from tests import wereld


def zet_stil(traject, tot, **velden):
    velden = {"reden": "ziekenhuis", "formulier_id": uuid4(), "door": wereld.wie("coordinator"), **velden}
    return pauzeer(traject, tot=tot, **velden)


def op(dag):
    return zet_klok(datetime(dag.year, dag.month, dag.day, 10, tzinfo=AMSTERDAM))


def termijn(traject, code):
    stap = traject.stap(code)
    assert stap.taak.termijn_op == stap.termijn_op
    return stap.termijn_op


@pytest.fixture
def traject(maak):
    return maak.traject(behandelaar="coordinator")


def test_de_werkdagen_die_over_waren_lopen_vanaf_de_terugkomst(in_borne, traject):
    begin, terug = vandaag(), vandaag() + timedelta(days=40)
    with in_borne():
        lopend = db.session.get_one(Traject, traject.id)
        assert termijn(lopend, "intake") == werkdagen_erbij(begin, 10)
        with op(werkdagen_erbij(begin, 3)):
            zet_stil(lopend, terug)
            db.session.commit()
        assert termijn(lopend, "intake") == werkdagen_erbij(terug, 7)


def test_de_pauze_gaat_voorbij_zonder_dat_iemand_iets_doet(in_borne, traject):
    terug = vandaag() + timedelta(days=20)
    with in_borne():
        lopend = db.session.get_one(Traject, traject.id)
        zet_stil(lopend, terug)
        db.session.commit()
        with op(terug - timedelta(days=1)):
            assert pauze(lopend)
        with op(terug):
            assert pauze(lopend) is None
            taken = db.session.scalars(
                select(Taak).where(Taak.traject_id == traject.id, Taak.soort == "terug_van_pauze")
            )
            assert [(taak.termijn_op, taak.afgehandeld_op) for taak in taken] == [(terug, None)]
            zet_stil(lopend, terug + timedelta(days=9))
            db.session.commit()


def test_eerder_terug_geeft_de_dagen_die_over_waren_vanaf_vandaag(in_borne, traject):
    with in_borne():
        lopend = db.session.get_one(Traject, traject.id)
        zet_stil(lopend, vandaag() + timedelta(days=60))
        terug = vandaag() + timedelta(days=14)
        with op(terug):
            beeindig_pauze(lopend, door=wereld.wie("coordinator"))
            db.session.commit()
        assert termijn(lopend, "intake") == werkdagen_erbij(terug, 10)
        assert [taak.soort for taak in lopend.open_taken()] == ["intake"]


def test_een_andere_dag_schuift_de_termijnen_mee(in_borne, traject):
    eerst, later = vandaag() + timedelta(days=10), vandaag() + timedelta(days=50)
    with in_borne():
        lopend = db.session.get_one(Traject, traject.id)
        zet_stil(lopend, eerst)
        wijzig_pauze(lopend, tot=later, reden="mantelzorg", door=wereld.wie("coordinator"))
        db.session.commit()
        assert termijn(lopend, "intake") == werkdagen_erbij(later, 10)
        assert {taak.soort: taak.termijn_op for taak in lopend.open_taken()}["terug_van_pauze"] == later


def test_een_stap_die_in_de_pauze_begint_heeft_zijn_termijn_vanaf_de_terugkomst(in_borne, traject):
    eerst, later = vandaag() + timedelta(days=10), vandaag() + timedelta(days=50)
    with in_borne():
        lopend = db.session.get_one(Traject, traject.id)
        zet_stil(lopend, eerst)
        leg_intake_vast(lopend, {"loophulpmiddel": "geen"}, door=wereld.wie("coordinator"))
        assert termijn(lopend, "plaatsing") == werkdagen_erbij(eerst, 40)
        wijzig_pauze(lopend, tot=later, reden="ziekenhuis", door=wereld.wie("coordinator"))
        assert termijn(lopend, "plaatsing") == werkdagen_erbij(later, 40)


def test_een_afgesproken_dag_na_de_pauze_blijft_staan(in_borne, traject):
    afspraak = vandaag() + timedelta(days=30)
    with in_borne():
        lopend, wie = db.session.get_one(Traject, traject.id), wereld.wie("coordinator")
        noteer_contactpoging(lopend, uitkomst="terugbellen", terugbellen_op=afspraak, door=wie)
        db.session.flush()
        zet_stil(lopend, afspraak - timedelta(days=5))
        taken = {taak.soort: taak for taak in lopend.open_taken()}
        assert taken["terugbellen"].termijn_op == afspraak
        wijzig_pauze(lopend, tot=afspraak + timedelta(days=5), reden="anders", door=wie)
        assert taken["terugbellen"].termijn_op == afspraak + timedelta(days=5)
        beeindig_pauze(lopend, door=wie)
        assert taken["terugbellen"].termijn_op == afspraak


def wie_is_aan_de_beurt(groep):
    rijen = lijst_voor(groep, stand(groep))
    return [rij.wachtplek.inwoner.achternaam for rij in rijen if rij.aan_de_beurt]


def test_wie_stilstaat_houdt_de_wachtdatum_en_wordt_zonder_verlies_overgeslagen(maak, in_borne):
    groep = maak.groep()
    eerste, tweede = maak.klaar_voor_plaats("Eerste"), maak.klaar_voor_plaats("Tweede")
    with in_borne():
        groep, wie = db.session.get_one(Groep, groep.id), wereld.wie("coordinator")
        een, twee = (db.session.get_one(Traject, traject.id) for traject in (eerste, tweede))
        plekken = [zet_op_wachtlijst(traject, interventie_code="in_balans", door=wie) for traject in (een, twee)]
        db.session.flush()
        sinds = plekken[0].sinds
        assert wie_is_aan_de_beurt(groep) == ["Eerste", "Tweede"]
        zet_stil(een, vandaag() + timedelta(days=20))
        db.session.flush()
        assert wie_is_aan_de_beurt(groep) == ["Tweede"]
        assert (plekken[0].sinds, plekken[0].vervallen_op) == (sinds, None)
        with pytest.raises(Domeinfout, match="Dit traject staat stil tot"):
            plaats(een, groep, door=wie)
        assert plaats(een, groep, door=wie, reden_afwijking="Belde zelf: is eerder thuis").groep is groep


def test_een_pauze_laat_het_aanbod_los_en_wie_terugkomt_is_weer_aan_de_beurt(maak, in_borne):
    groep, traject = maak.groep(), maak.klaar_voor_plaats()
    with in_borne():
        groep, wie = db.session.get_one(Groep, groep.id), wereld.wie("coordinator")
        lopend = db.session.get_one(Traject, traject.id)
        zet_op_wachtlijst(lopend, interventie_code="in_balans", door=wie)
        (aanbod,) = vul(groep, door=wie)
        zet_stil(lopend, vandaag() + timedelta(days=20))
        db.session.flush()
        assert (aanbod.vervallen_reden, stand(groep).bezet) == ("pauze", 0)
        beeindig_pauze(lopend, door=wie)
        db.session.flush()
        assert stand(groep).aangeboden == 1


def test_de_terugkeer_afvinken_beeindigt_de_pauze(in_borne, traject):
    with in_borne():
        lopend, wie = db.session.get_one(Traject, traject.id), wereld.wie("coordinator")
        zet_stil(lopend, vandaag() + timedelta(days=20))
        terug = next(taak for taak in lopend.open_taken() if taak.soort == "terug_van_pauze")
        rond_af(lopend, terug, door=wie)
        db.session.commit()
        assert pauze(lopend) is None
        assert termijn(lopend, "intake") == werkdagen_erbij(vandaag(), 10)


def test_sluiten_en_heropenen_in_een_pauze_geeft_gewone_termijnen(in_borne, traject):
    with in_borne():
        lopend, wie = db.session.get_one(Traject, traject.id), wereld.wie("coordinator")
        zet_stil(lopend, vandaag() + timedelta(days=20))
        lopend.sluit_af(door=wie, reden="wlz_opname")
        db.session.commit()
        assert pauze(lopend) is None
        lopend.heropen(door=wie, reden="Toch thuis")
        db.session.commit()
        assert termijn(lopend, "intake") == werkdagen_erbij(vandaag(), 10)
        assert [taak.soort for taak in lopend.open_taken()] == ["intake"]
        zet_stil(lopend, vandaag() + timedelta(days=9))
        db.session.commit()


@pytest.mark.parametrize(
    ("velden", "zin"),
    [
        ({"tot": vandaag()}, "Kies een dag die nog komt."),
        ({"tot": vandaag() + timedelta(days=400)}, "hooguit een jaar"),
        ({"tot": date(2099, 1, 1)}, "hooguit een jaar"),
        ({"tot": vandaag() + timedelta(days=4), "reden": "zomaar"}, "Kies een reden"),
    ],
)
def test_een_fout_zet_niets_stil(in_borne, traject, velden, zin):
    with in_borne():
        lopend = db.session.get_one(Traject, traject.id)
        with pytest.raises(Domeinfout, match=zin):
            zet_stil(lopend, **velden)
        assert pauze(lopend) is None


def test_tweemaal_versturen_is_een_pauze(in_borne, traject):
    with in_borne():
        lopend, formulier_id = db.session.get_one(Traject, traject.id), uuid4()
        eerste = zet_stil(lopend, vandaag() + timedelta(days=4), formulier_id=formulier_id)
        assert zet_stil(lopend, vandaag() + timedelta(days=4), formulier_id=formulier_id) is eerste
        with pytest.raises(Domeinfout, match="staat al stil"):
            zet_stil(lopend, vandaag() + timedelta(days=4))


def test_de_pagina_zet_stil_wijzigt_en_beeindigt(als, traject):
    klant, tot = als(Rol.COORDINATOR), vandaag() + timedelta(days=12)
    pagina = klant.get("trajecten.pauze", traject_id=traject.id)
    velden = {"tot": f"{tot:%d-%m-%Y}", "reden": "vakantie", "formulier_id": pagina.waarde("formulier_id")}
    pagina = klant.post("trajecten.pauze", velden, traject_id=traject.id).volg()
    assert f"Staat stil tot {tot:%d-%m-%Y}: vakantie of weg" in pagina.tekst
    assert f"staat stil tot {tot:%d-%m-%Y}" in klant.get("trajecten.werkvoorraad", wie="iedereen").tekst
    pagina = klant.get("trajecten.pauze", traject_id=traject.id)
    assert pagina.waarde("tot") == f"{tot:%d-%m-%Y}"
    later = f"{tot + timedelta(days=3):%d-%m-%Y}"
    velden = {**velden, "tot": later, "formulier_id": pagina.waarde("formulier_id")}
    assert f"Staat stil tot {later}" in klant.post("trajecten.pauze", velden, traject_id=traject.id).volg().tekst
    pagina = klant.post("trajecten.pauze_einde", {}, traject_id=traject.id).volg()
    assert "Staat stil tot" not in pagina.tekst.split("Wat er gebeurde")[0]


def test_een_formulier_dat_al_bij_een_ander_traject_hoort_zet_dit_niet_stil(als, maak, in_borne):
    klant, velden = als(Rol.COORDINATOR), {"formulier_id": uuid4(), "reden": "ziekenhuis"}
    velden["tot"] = f"{vandaag() + timedelta(days=10):%d-%m-%Y}"
    een, ander = maak.traject("Jansen"), maak.traject("Pietersen")
    assert klant.post("trajecten.pauze", velden, traject_id=een.id).status == 303
    assert klant.post("trajecten.pauze", velden, traject_id=ander.id).status == 422
    with in_borne():
        assert pauze(db.session.get_one(Traject, ander.id)) is None
