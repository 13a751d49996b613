"""A measurement at the end that nobody made comes on the worklist, once."""

from datetime import timedelta

from sqlalchemy import select

from ketens.groepen.afloop import BIJ_EINDE
from ketens.groepen.models import Groep
from ketens.groepen.plaatsen import Plaatsing
from ketens.kern.db import db
from ketens.kern.klok import nu, zet_klok
from ketens.metingen.taak import NAMETING, vraag_nameting
from ketens.trajecten.taken import Taak
from tests import wereld
from tests.merken import OP_SQLITE

pytestmark = OP_SQLITE
MORGEN = timedelta(days=1)


def ronde(app, over=MORGEN):
    """Run the job at this time from now, and return the open tasks."""
    with wereld.binnen(app):
        with zet_klok(nu() + over):
            vraag_nameting({})
        db.session.commit()
        vraag = select(Taak).where(Taak.soort == NAMETING, Taak.afgehandeld_op.is_(None))
        return [(taak.endpoint, taak.object_id) for taak in db.session.scalars(vraag)]


def test_de_dag_na_de_laatste_training_zonder_eindmeting_is_er_een_taak(meetgroep, app, als):
    groep = meetgroep(1, op=24)
    assert ronde(app, timedelta(0)) == []
    assert ronde(app) == [("metingen.overzicht", groep.id)]
    assert len(ronde(app)) == 1
    assert "Eindmeting ontbreekt" in als("coordinator").get("trajecten.werkvoorraad").tekst


def test_wie_meet_haalt_de_taak_weg_en_hij_komt_niet_terug(meetgroep, app):
    groep = meetgroep(1, op=24)
    ronde(app)
    groep.meet("t1", (0, "tug", {"waarde": 12}))
    assert ronde(app) == []


def test_een_groep_die_al_gemeten_is_wordt_niet_gevraagd(meetgroep, app):
    groep = meetgroep(2, op=24)
    groep.meet("t1", (0, "tug", {"waarde": 12}))
    assert ronde(app) == []


def test_een_lege_een_afgelaste_en_een_lang_vergeten_groep_worden_niet_gevraagd(meetgroep, app):
    meetgroep(0, op=24, naam="Leeg")
    afgelast = meetgroep(1, op=24, naam="Afgelast")
    with wereld.binnen(app):
        db.session.get_one(Groep, afgelast.id).afgelast_op = nu()
        db.session.commit()
    assert ronde(app) == []
    meetgroep(1, op=24, naam="Vergeten")
    assert ronde(app, timedelta(weeks=9)) == []


def test_een_cursus_zonder_meting_wordt_niet_gevraagd(meetgroep, app):
    groep = meetgroep(1, interventie="tom")
    with wereld.binnen(app):
        db.session.get_one(Groep, groep.id).begint_op = nu().date() - timedelta(weeks=10)
        db.session.commit()
    assert ronde(app) == []


def test_is_de_laatste_deelname_klaar_dan_valt_er_niets_meer_te_vragen(meetgroep, app):
    groep = meetgroep(2, op=24)
    assert len(ronde(app)) == 1
    with wereld.binnen(app):
        for nr, nog_open in ((0, 1), (1, 0)):
            plaatsing = db.session.get_one(Plaatsing, groep.plaatsingen[nr].id)
            plaatsing.geeindigd_op, plaatsing.einde = nu(), "afgerond"
            db.session.flush()
            for volg in BIJ_EINDE:
                volg(plaatsing, wereld.wie("coordinator"))
            db.session.flush()
            vraag = select(Taak).where(Taak.soort == NAMETING, Taak.afgehandeld_op.is_(None))
            assert len(db.session.scalars(vraag).all()) == nog_open
