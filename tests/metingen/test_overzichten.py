"""What changed: on the page of a group, and over the groups of a year; against figures worked out by hand."""

import pytest

from ketens.groepen.afloop import met_nameting
from ketens.groepen.plaatsen import Plaatsing
from ketens.kern.db import db
from ketens.kern.klok import nu
from ketens.metingen.overzichten import heeft_nameting, metingen_van, verandering
from tests import wereld
from tests.merken import OP_SQLITE


def tijden(moment, *seconden):
    """One TUG per participant; None is not able, a missing one is left out."""
    return [
        (nr, "tug", {"niet_uitvoerbaar": True} if tijd is None else {"waarde": str(tijd)})
        for nr, tijd in enumerate(seconden)
        if tijd != "-"
    ]


def gemeten(meetgroep, begin, eind, **velden):
    """A group that was measured twice."""
    groep = meetgroep(len(begin), **velden)
    groep.meet("t0", *tijden("t0", *begin))
    groep.schuif(24)
    groep.meet("t1", *tijden("t1", *eind))
    return groep


@OP_SQLITE
def test_de_metingen_van_plaatsen_in_een_vraag(meetgroep, in_borne, tel_vragen):
    groep = gemeten(meetgroep, [12, 14], [11, "-"])
    ids = [rij.id for rij in groep.plaatsingen]
    with in_borne(), tel_vragen() as vragen:
        alle = metingen_van(ids)
        assert {sleutel: rij.afname.score for sleutel, rij in alle[ids[0]].items()} == {
            ("t0", "tug"): 12,
            ("t1", "tug"): 11,
        }
        assert list(alle[ids[1]]) == [("t0", "tug")]
        assert len(vragen) == 1
    with in_borne():
        (een,) = verandering(ids)[ids[0]]
        assert (een.verschil, een.woorden) == (-1, "1 seconde minder: beter")
        assert (metingen_van([]), heeft_nameting([])) == ({}, set())


@OP_SQLITE
def test_een_nameting_die_niet_lukte_is_ook_gedaan(meetgroep, in_borne):
    groep = gemeten(meetgroep, [12, 14, 13], [None, "-", 12])
    eerste, tweede, derde = (rij.id for rij in groep.plaatsingen)
    with in_borne():
        assert heeft_nameting([eerste, tweede, derde]) == {eerste, derde}
        assert met_nameting([eerste, tweede]) == {eerste}


@OP_SQLITE
def test_de_pagina_noemt_het_aantal_paren_en_waarschuwt_bij_weinig(meetgroep, als):
    groep = gemeten(meetgroep, [12.5, 14.0, None], [10.0, "-", 15.0])
    pagina = als("coordinator").get("metingen.overzicht", groep_id=groep.id)
    assert "Let op: weinig deelnemers." in pagina.tekst
    assert "2,5 seconden minder: beter" in pagina.tekst
    assert "12,5 seconden (misschien verhoogd valrisico; nog te controleren)" in pagina.tekst
    assert "10 seconden (geen verhoogd valrisico)" in pagina.tekst
    assert "Niet te vergelijken: niet uitvoerbaar" in pagina.tekst
    assert "3 van 3 deelnemers gemeten" in pagina.tekst
    assert "2 van 3 deelnemers gemeten" in pagina.tekst


@OP_SQLITE
def test_bij_tien_paren_staat_er_geen_waarschuwing(meetgroep, als):
    groep = meetgroep(10, interventie="zoe", plaatsen=10)
    for moment, punten in (("t0", 30), ("t1", 24)):
        groep.meet(moment, *((nr, "fesi", {"som": punten}) for nr in range(10)))
        groep.schuif(8)
    pagina = als("trainer").get("metingen.overzicht", groep_id=groep.id)
    assert "Let op" not in pagina.tekst
    assert "6 punten minder: beter" in pagina.tekst


@OP_SQLITE
@pytest.mark.parametrize(("wie", "ziet"), [("coordinator", True), ("trainer", False)])
def test_wie_stopte_telt_mee_en_alleen_de_coordinator_ziet_de_naam(meetgroep, als, wie, ziet):
    groep = gemeten(meetgroep, [12, 20], [11, 16])
    with wereld.binnen(groep.app):
        weg = db.session.get_one(Plaatsing, groep.plaatsingen[1].id)
        weg.geeindigd_op, weg.einde = nu(), "uitgevallen"
        db.session.commit()
    pagina = als(wie).get("metingen.overzicht", groep_id=groep.id)
    assert ("Proef01" in pagina.tekst) is ziet
    assert "2,5 seconden minder: beter" in pagina.tekst  # (-1 - 4) / 2
