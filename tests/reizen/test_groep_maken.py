"""A coördinator makes a group with the keyboard alone: its sessions in sight, a day struck out, a copy, one moved."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from ketens.groepen.models import Bijeenkomst, Groep
from ketens.kern.db import db
from ketens.kern.klok import is_werkdag, vandaag
from ketens.kern.pagina import datum
from tests import wereld
from tests.merken import OP_SQLITE

pytestmark = [pytest.mark.reis, OP_SQLITE]


def eerste_dinsdag():
    """A Tuesday some weeks from now, with three working weeks after it."""
    dag = vandaag() + timedelta(weeks=3)
    while dag.weekday() != 1 or not all(is_werkdag(dag + timedelta(days=n)) for n in (0, 2, 7, 9, 14, 16)):
        dag += timedelta(days=1)
    return dag


def test_een_groep_van_rooster_tot_vervanger(scherm, maak, app):
    dag = eerste_dinsdag()
    week_later = datum(dag + timedelta(weeks=1))
    cora = scherm("coordinator")
    cora.ga("/borne/groepen/nieuw")
    cora.zie("Kies de cursus, de dagdelen en de eerste dag.")
    cora.naar_veld("Cursus")
    cora.typ("Vallen")
    cora.vink("dinsdagochtend")
    cora.vink("donderdagochtend")
    cora.naar_veld("Eerste dag")
    cora.typ(datum(dag))
    cora.toets("Tab")
    cora.zie("10 bijeenkomsten, tot en met")
    assert cora.page.evaluate("document.activeElement.id") == "eindigt_op"
    cora.druk(f"Sla over {week_later}")
    cora.zie("Toch niet overslaan")
    assert cora.page.get_by_label("Dagen die u overslaat").first.input_value() == week_later
    assert cora.page.evaluate("document.activeElement.id") == "rooster-kop"
    cora.kijk("Nieuwe groep")
    cora.naar_veld("Naam van de groep")
    cora.typ("Winter")
    cora.naar_veld("Locatie")
    cora.typ("Kulturhus")
    cora.vink(re.compile("^Tom Trainer"))
    cora.naar_veld("Eigen bijdrage per deelnemer")
    cora.typ("45")
    cora.naar_veld("Kosten van de groep")
    cora.toets("Enter")  # saves: not the first button of the form that the eye meets
    cora.page.wait_for_url(re.compile(r"/groepen/[0-9a-f-]{36}$"))
    cora.kijk("Winter")
    for feit in ("Gepland, nog 6 nodig", "€ 45,00", "Tom Trainer (Fysio Proef)"):
        cora.zie(feit)

    cora.druk("Maak een kopie")
    cora.kijk("Nieuwe groep")
    cora.zie("Alles staat er zoals bij Winter, behalve de data.")
    cora.naar_veld("Eerste dag")
    cora.typ(datum(dag + timedelta(weeks=2)))
    cora.druk("Maak de groep")
    cora.kijk("Winter")

    with wereld.binnen(app):
        groep = db.session.scalars(select(Groep).order_by(Groep.begint_op)).first()
        assert groep.overgeslagen == [(dag + timedelta(weeks=1)).isoformat()]
        tweede = db.session.scalars(select(Bijeenkomst.id).where(Bijeenkomst.groep == groep, Bijeenkomst.nr == 2)).one()
    cora.ga(f"/borne/bijeenkomsten/{tweede}")
    cora.naar_veld("Wie valt in?")
    cora.typ("Tineke")
    cora.druk("Laat invallen")
    cora.zie("Tineke Trainer (Fysio Proef)")
    cora.kijk("Bijeenkomst 2")
    cora.druk("Trek in Tineke Trainer")
    cora.zie("Niemand valt in.")
    cora.kies("Wat gebeurt er?", "Op een ander moment")
    cora.naar_veld("Nieuwe dag")
    cora.typ(week_later)
    cora.naar_veld("Waarom?")
    cora.typ("De zaal is bezet")
    cora.druk("Bewaar en stuur bericht")
    cora.kijk("Winter")
    with wereld.binnen(app):
        assert datum(db.session.get_one(Bijeenkomst, tweede).begint_op) == week_later
