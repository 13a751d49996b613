"""Marking: versions, differences, and when a deelname began."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from ketens.aanwezigheid.handelingen import noteer
from ketens.groepen.handelingen import beeindig_deelname
from ketens.groepen.models import Bijeenkomst
from ketens.groepen.plaatsen import Aanwezigheid, AanwezigheidStand, Plaatsing
from ketens.kern import klok
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.trajecten.delen import Gebeurtenis
from tests import wereld
from tests.merken import OP_SQLITE


def gebeurtenissen(plaatsing: Plaatsing, *soorten: str) -> list[str]:
    vraag = select(Gebeurtenis).where(Gebeurtenis.traject_id == plaatsing.traject_id, Gebeurtenis.soort.in_(soorten))
    return [rij.soort for rij in db.session.scalars(vraag.order_by(Gebeurtenis.id))]


@OP_SQLITE
def test_aanwezig_zet_het_begin_en_gebeurt_maar_een_keer(proefgroep, in_borne):
    groep = proefgroep()
    groep.noteer(1, 0, "aanwezig")
    groep.noteer(2, 0, "aanwezig")
    with in_borne():
        assert groep.vers().gestart_op == groep.sessie(1).begint_op.date()
        assert gebeurtenissen(groep.vers(), "deelname_gestart") == ["deelname_gestart"]


@OP_SQLITE
def test_een_verbetering_neemt_het_begin_terug(proefgroep, in_borne):
    groep = proefgroep()
    groep.noteer(1, 0, "aanwezig")
    groep.noteer(1, 0, "afwezig")
    with in_borne():
        assert groep.vers().gestart_op is None
        assert gebeurtenissen(groep.vers(), "deelname_gestart", "deelname_start_ingetrokken") == [
            "deelname_gestart",
            "deelname_start_ingetrokken",
        ]


@OP_SQLITE
def test_een_oudere_lijst_op_papier_zet_het_begin_eerder(proefgroep, in_borne):
    groep = proefgroep()
    groep.noteer(3, 0, "aanwezig")
    groep.noteer(1, 0, "aanwezig", door="coordinator", op=groep.moment(4))
    with in_borne():
        assert groep.vers().gestart_op == groep.sessie(1).begint_op.date()


@OP_SQLITE
def test_gelijk_is_geen_verschil_en_wijzigt_niets(proefgroep, in_borne):
    groep = proefgroep()
    groep.noteer(1, 0, "aanwezig", gezien=0)
    uitkomst = groep.noteer(1, 0, "aanwezig", gezien=0, door="trainer2")
    assert (uitkomst.botsing, uitkomst.versie, uitkomst.door) == (False, 1, "Tom Trainer")


@OP_SQLITE
def test_een_verschil_wordt_niet_geschreven_maar_gezegd(proefgroep, in_borne):
    groep = proefgroep()
    groep.noteer(1, 0, "afwezig", gezien=0)
    uitkomst = groep.noteer(1, 0, "aanwezig", gezien=0, door="trainer2")
    assert (uitkomst.botsing, uitkomst.stand, uitkomst.versie) == (True, "afwezig", 1)
    assert (uitkomst.door, uitkomst.van_mij) == ("Tom Trainer", False)
    with in_borne():
        assert groep.mark(1, 0).stand == "afwezig"
    gekozen = groep.noteer(1, 0, "aanwezig", gezien=1, door="trainer2")
    assert (gekozen.botsing, gekozen.versie) == (False, 2)


@OP_SQLITE
def test_teruggenomen_houdt_zijn_versie(proefgroep, in_borne):
    """A row that would vanish could come back with a version that another phone still holds."""
    groep = proefgroep()
    groep.noteer(1, 0, "aanwezig", gezien=0)
    groep.noteer(1, 0, "teruggenomen", gezien=1)
    assert groep.noteer(1, 0, "afgemeld", gezien=1).botsing
    with in_borne():
        assert groep.vers().gestart_op is None


@OP_SQLITE
@pytest.mark.parametrize("stand", ["aanwezig", "afwezig"])
def test_vooraf_is_alleen_afmelden_mogelijk(proefgroep, stand):
    groep = proefgroep()
    vooraf = groep.moment(1) - timedelta(days=3)
    with pytest.raises(Domeinfout, match="alleen afmelden"):
        groep.noteer(1, 0, stand, op=vooraf)
    assert groep.noteer(1, 0, "afgemeld", op=vooraf).versie == 1


@OP_SQLITE
def test_een_andere_groep_en_een_afgelaste_bijeenkomst_worden_geweigerd(proefgroep, maak, in_borne):
    groep = proefgroep()
    with klok.zet_klok(groep.moment(1)), in_borne():
        ander = db.session.get_one(Bijeenkomst, groep.sessie(1).id)
        ander.afgelast_op = klok.nu()
        with pytest.raises(Domeinfout, match="afgelast"):
            noteer(ander, groep.vers(), AanwezigheidStand.AANWEZIG, gezien_versie=0, door=None)
    with klok.zet_klok(klok.moment(groep.groep.begint_op - timedelta(days=10), 9)):
        elders = maak.groep("Elders", begint_op=groep.groep.begint_op, dagdelen=["di_ochtend"])
    with klok.zet_klok(groep.moment(1)), in_borne():
        vraag = select(Bijeenkomst).where(Bijeenkomst.groep_id == elders.id).limit(1)
        with pytest.raises(Domeinfout, match="geen plaats"):
            noteer(
                db.session.scalars(vraag).one(), groep.vers(), AanwezigheidStand.AANWEZIG, gezien_versie=0, door=None
            )


@OP_SQLITE
def test_na_het_einde_van_een_deelname_noteert_niemand_meer_iets(proefgroep, in_borne):
    """The session before the end may still come in on paper; the one after it was never theirs."""
    groep = proefgroep()
    groep.noteer(1, 0, "aanwezig")
    with klok.zet_klok(groep.moment(3, 5)), in_borne():
        beeindig_deelname(groep.vers(), einde="uitgevallen", reden="ziek", door=wereld.wie("coordinator"))
        db.session.commit()
    for door in ("trainer", "coordinator"):
        with pytest.raises(Domeinfout, match="toen al gestopt"):
            groep.noteer(4, 0, "aanwezig", door=door)
    assert groep.noteer(3, 0, "aanwezig", door="coordinator", op=groep.moment(4)).versie == 1


@OP_SQLITE
def test_een_trainer_noteert_tot_veertien_dagen_na_de_laatste_dag_en_de_coordinator_ook_later(proefgroep):
    groep = proefgroep()
    einde = klok.moment(groep.groep.eindigt_op, 20)
    assert groep.noteer(1, 0, "aanwezig", op=einde + timedelta(days=14)).versie == 1
    with pytest.raises(Domeinfout, match="Geef de lijst aan de coördinator"):
        groep.noteer(2, 0, "aanwezig", op=einde + timedelta(days=15))
    assert groep.noteer(2, 0, "aanwezig", door="coordinator", op=einde + timedelta(days=90)).versie == 1


def test_twee_trainers_tegelijk_schrijven_samen_een_rij(app, proefgroep):
    """Two first marks at the same moment, over connections of their own: one is written, the other is a difference."""
    groep, samen = proefgroep(), threading.Barrier(2, timeout=20)

    def een(wie: str, stand: str) -> bool:
        with wereld.binnen(app):
            sessie = db.session.get_one(Bijeenkomst, groep.sessie(1).id)
            plaatsing = groep.vers()
            db.session.rollback()
            samen.wait()
            uitkomst = noteer(sessie, plaatsing, AanwezigheidStand(stand), gezien_versie=0, door=wereld.wie(wie))
            db.session.commit()
            return uitkomst.botsing

    with ThreadPoolExecutor(2) as pool:
        botsingen = list(pool.map(een, ("trainer", "coordinator"), ("aanwezig", "afwezig")))
    assert sorted(botsingen) == [False, True]
    with wereld.binnen(app):
        assert db.session.scalar(select(func.count(Aanwezigheid.id))) == 1
