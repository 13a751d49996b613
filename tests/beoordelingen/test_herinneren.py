"""The morning round of the worker."""

from datetime import date

from sqlalchemy import select

from ketens.audit.models import Logregel, LogregelInwoner
from ketens.beoordelingen.models import Beoordeling
from ketens.kern.db import db
from ketens.kern.klok import moment, zet_klok
from ketens.opdrachten import werker
from ketens.trajecten.taken import Taak

GEVRAAGD = date(2026, 11, 2)
TIENDE_WERKDAG = date(2026, 11, 16)


def vraag(maak, achternaam="Jansen"):
    with zet_klok(moment(GEVRAAGD, 15)):
        return maak.beoordeling(achternaam)


def werk(app, dag, uur=7):
    with app.app_context(), zet_klok(moment(dag, uur)):
        werker.werk_door(eenmaal=True)


def herinneringen(in_borne):
    with in_borne():
        taken = db.session.scalars(select(Taak).where(Taak.soort == "herinnering_beoordeling")).all()
        db.session.expunge_all()
        return taken


def test_na_tien_werkdagen_staat_er_een_herinnering_op_de_werkvoorraad(app, maak, in_borne):
    gevraagd = vraag(maak)
    werk(app, date(2026, 11, 13))
    assert herinneringen(in_borne) == []
    werk(app, TIENDE_WERKDAG)
    (taak,) = herinneringen(in_borne)
    assert taak.traject_id == gevraagd.traject_id
    with in_borne():
        assert db.session.get_one(Beoordeling, gevraagd.id).herinnerd_op == moment(TIENDE_WERKDAG, 7)


def test_een_verzoek_wordt_een_keer_herinnerd(app, maak, in_borne):
    vraag(maak)
    for dag in (16, 17, 30):
        werk(app, date(2026, 11, dag))
    assert len(herinneringen(in_borne)) == 1


def test_voor_zes_uur_gebeurt_er_nog_niets(app, maak, in_borne):
    vraag(maak)
    werk(app, date(2026, 11, 15))
    werk(app, TIENDE_WERKDAG, uur=5)
    assert herinneringen(in_borne) == []


def test_wie_herinnerd_is_staat_in_het_logboek(app, maak, in_borne):
    gevraagd = vraag(maak)
    werk(app, TIENDE_WERKDAG)
    with in_borne():
        regel = db.session.scalars(select(Logregel).where(Logregel.route == "beoordelingen.herinner")).one()
        wie = db.session.scalars(
            select(LogregelInwoner.inwoner_id).where(LogregelInwoner.logregel_id == regel.id)
        ).all()
        assert (regel.actie, wie) == ("E", [gevraagd.inwoner_id])


def test_zonder_verzoeken_blijft_het_logboek_leeg(app, in_borne):
    werk(app, TIENDE_WERKDAG)
    with in_borne():
        assert db.session.scalars(select(Logregel).where(Logregel.route == "beoordelingen.herinner")).all() == []
