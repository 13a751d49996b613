"""Absent without a word, so often in a row that somebody calls."""

import pytest
from sqlalchemy import select

from ketens.groepen.models import Bijeenkomst
from ketens.kern import klok
from ketens.kern.db import db
from ketens.trajecten.contact import neem_poging_terug, noteer_contactpoging
from ketens.trajecten.models import Traject
from ketens.trajecten.taken import Taak
from tests import wereld
from tests.merken import OP_SQLITE

pytestmark = OP_SQLITE


@pytest.fixture
def groep(proefgroep):
    return proefgroep(2)


def open_taken(groep, wie=0):
    with wereld.binnen(groep.app):
        vraag = select(Taak).where(Taak.traject_id == groep.plaatsingen[wie].traject_id, Taak.soort == "afwezig")
        return [taak.afgehandeld_op is None for taak in db.session.scalars(vraag.order_by(Taak.id))]


def bel(groep, nr):
    with klok.zet_klok(groep.moment(nr, 3)), wereld.binnen(groep.app):
        traject = db.session.get_one(Traject, groep.plaatsingen[0].traject_id)
        poging = noteer_contactpoging(traject, uitkomst="geen_gehoor", door=wereld.wie("coordinator"))
        db.session.commit()
        db.session.expunge_all()
    return poging


def noteer(groep, *standen, vanaf=1):
    for nr, stand in enumerate(standen, start=vanaf):
        groep.noteer(nr, 0, stand)


STANDEN = [
    (["afwezig"], False),
    (["afwezig", "afwezig"], True),
    (["aanwezig", "afwezig", "afwezig"], True),
    (["afwezig", "aanwezig", "afwezig"], False),
    (["afwezig", "afgemeld", "afwezig"], False),
    (["afgemeld", "afgemeld", "afgemeld"], False),
    (["afwezig", "teruggenomen", "afwezig"], True),
]


def test_twee_keer_achter_elkaar_zonder_bericht_vraagt_een_telefoontje(proefgroep):
    groep = proefgroep(len(STANDEN))
    for wie, (standen, belt) in enumerate(STANDEN):
        for nr, stand in enumerate(standen, start=1):
            groep.noteer(nr, wie, stand)
        assert open_taken(groep, wie) == [True] * belt, standen


def test_een_derde_keer_vraagt_het_niet_nog_eens(groep):
    noteer(groep, "afwezig", "afwezig", "afwezig")
    assert open_taken(groep) == [True]


def test_wie_weer_komt_of_zich_afmeldt_hoeft_niet_gebeld(groep):
    noteer(groep, "afwezig", "afwezig", "afgemeld")
    assert open_taken(groep) == [False]


def test_na_een_belpoging_is_het_gedaan_ook_als_iemand_weer_niet_komt(groep):
    noteer(groep, "afwezig", "afwezig")
    bel(groep, 2)
    assert open_taken(groep) == [False]
    noteer(groep, "afwezig", vanaf=3)
    assert open_taken(groep) == [False]


def test_een_nieuwe_rij_vraagt_het_opnieuw(groep):
    noteer(groep, "afwezig", "afwezig")
    bel(groep, 2)
    noteer(groep, "aanwezig", "afwezig", "afwezig", vanaf=3)
    assert open_taken(groep) == [False, True]


def test_een_belpoging_die_een_vergissing_was_zet_de_taak_terug(groep):
    noteer(groep, "afwezig", "afwezig")
    poging = bel(groep, 2)
    with klok.zet_klok(groep.moment(2, 4)), wereld.binnen(groep.app):
        neem_poging_terug(db.session.get_one(type(poging), poging.id), door=wereld.wie("coordinator"))
        db.session.commit()
    assert open_taken(groep) == [False, True]


def test_een_afgelaste_bijeenkomst_breekt_de_rij_niet(groep):
    noteer(groep, "afwezig", "aanwezig", "afwezig")
    assert open_taken(groep) == []
    with klok.zet_klok(groep.moment(3, 1)), wereld.binnen(groep.app):
        db.session.get_one(Bijeenkomst, groep.sessie(2).id).afgelast_op = klok.nu()
        db.session.commit()
    groep.noteer(4, 0, "afwezig")
    assert open_taken(groep) == [True]
