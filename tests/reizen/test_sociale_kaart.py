"""A coördinator finds something to do for a resident, names it, and notes what came of it: each step one tap."""

import re

import pytest
from sqlalchemy import select

from ketens.aanbod.handelingen import maak_aanbod
from ketens.aanbod.models import Toeleiding
from ketens.kern.db import db
from tests import wereld
from tests.merken import EERST_OP_SQLITE

pytestmark = [pytest.mark.reis, EERST_OP_SQLITE]


@pytest.fixture
def traject(app, maak):
    """A running traject, and a kaart with three lines."""
    gemaakt = maak.klaar_voor_plaats("Wandelaar", behandelaar="coordinator")
    with wereld.binnen(app):
        for titel, soort in (("Wandelgroep", "bewegen"), ("Taalcafé", "taal"), ("Rouwgroep", "rouw")):
            maak_aanbod(titel=titel, soort=soort, aanbieder="Wijkhuis (proef)", door=wereld.wie("coordinator"))
        db.session.commit()
    return gemaakt


def test_vinden_noemen_en_gestart(app, scherm, traject):
    cora = scherm("coordinator")
    cora.ga("/borne/aanbod/")
    cora.kijk("Sociale kaart")
    cora.naar_veld("Zoekwoorden")
    cora.typ("taal")
    cora.toets("Enter")
    cora.page.wait_for_url(re.compile("woorden=taal"))
    cora.zie("Taalcafé")
    cora.page.get_by_role("link", name="Taalcafé").click()
    cora.kijk("Taalcafé")
    cora.druk("Gecontroleerd vandaag")
    cora.zie("Laatst gecontroleerd op")
    cora.zie_niet("bel eerst")

    cora.ga(f"/borne/trajecten/{traject.id}")
    cora.zie("Past misschien")
    cora.druk(re.compile("^Genoemd Wandelgroep"))
    cora.zie("Maak 'genoemd' ongedaan")
    cora.druk(re.compile("^Gestart Wandelgroep"))
    cora.zie("Maak 'gestart' ongedaan")
    cora.kijk()
    assert cora.page.url.endswith(f"/trajecten/{traject.id}")
    cora.ga(f"/borne/trajecten/{traject.id}")
    cora.zie("Begonnen bij Wandelgroep")
    with wereld.binnen(app):
        [rij] = db.session.scalars(select(Toeleiding))
        assert (rij.genoemd_op, rij.samen_gegaan_op) == (rij.gestart_op, None)


def test_op_de_telefoon_past_alles(scherm, traject):
    cora = scherm("coordinator", breedte=390, hoogte=844)
    for pad in ("aanbod/", "aanbod/nieuw", "aanbod/invoer", f"trajecten/{traject.id}/toeleiding?woorden=groep"):
        cora.ga(f"/borne/{pad}")
        cora.kijk()
