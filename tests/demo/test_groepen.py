"""What goes on in the groups of demo Borne: before, during and after."""

from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from ketens.berichten.models import Bericht
from ketens.demo.kalender import ACHT, groepen_van_borne
from ketens.groepen.models import Groep, Vervanging
from ketens.groepen.plaatsen import Aanwezigheid, AanwezigheidStand, Plaatsaanbod, Plaatsing
from ketens.inwoners.models import Bereik
from ketens.kern.db import db
from ketens.kern.klok import nu, vandaag
from ketens.metingen.models import Meting
from ketens.nazorg.models import Doorstroomvraag, Nota
from ketens.trajecten.taken import AFRONDEN, AFWEZIG, Taak


@pytest.fixture
def in_borne(demo):
    with demo.binnen():
        yield


@pytest.fixture
def lopend(in_borne):
    """The In Balans that runs today."""
    vraag = select(Groep).where(Groep.begint_op < vandaag(), Groep.eindigt_op > vandaag())
    return db.session.scalars(vraag.order_by(Groep.begint_op)).first()


def open_taken(soort):
    return db.session.scalars(select(Taak).where(Taak.soort == soort, Taak.afgehandeld_op.is_(None))).all()


def test_de_groep_die_loopt_slaat_de_herfstvakantie_over(lopend):
    assert len(lopend.overgeslagen) == 5
    dagen = {sessie.begint_op.date().isoformat() for sessie in lopend.bijeenkomsten}
    assert not dagen & set(lopend.overgeslagen)


def test_van_elke_bijeenkomst_die_geweest_is_staat_wie_er_was(lopend):
    geweest = [sessie for sessie in lopend.bijeenkomsten if sessie.begint_op < nu()]
    assert 12 <= len(geweest) < 24
    for sessie in geweest:
        standen = set(db.session.scalars(select(Aanwezigheid.stand).where(Aanwezigheid.bijeenkomst_id == sessie.id)))
        assert AanwezigheidStand.AANWEZIG in standen


def test_wie_twee_keer_wegbleef_zonder_bericht_moet_worden_gebeld(lopend):
    (taak,) = open_taken(AFWEZIG)
    assert taak.termijn_op >= vandaag()
    assert taak.traject_id in {plaatsing.traject_id for plaatsing in lopend.plaatsingen}


def test_de_trainer_weet_van_sommigen_wat_nodig_is(lopend):
    assert sum(bool(plaatsing.voor_trainer) for plaatsing in lopend.plaatsingen) == 2


def test_een_collega_valt_in_bij_de_volgende_bijeenkomst(lopend, demo):
    (vervanging,) = db.session.scalars(select(Vervanging)).all()
    komend = [sessie for sessie in lopend.bijeenkomsten if sessie.begint_op > nu()]
    assert vervanging.bijeenkomst_id == komend[0].id
    assert vervanging.account_id == demo.wie("trainer2").account_id


def test_drie_mensen_kregen_een_plaats_aangeboden_en_een_van_hen_weet_het(in_borne):
    open_ = db.session.scalars(select(Plaatsaanbod).where(Plaatsaanbod.beantwoord_op.is_(None))).all()
    assert len(open_) == 3
    (bereikt,) = [aanbod for aanbod in open_ if aanbod.bereikt_op]
    assert bereikt.vervalt_op > vandaag()
    sleutels = [f"aanbod:{aanbod.id}" for aanbod in open_]
    wegen = Counter(db.session.scalars(select(Bericht.kanaal).where(Bericht.sleutel.in_(sleutels))))
    assert wegen[Bereik.BRIEF] == 1


def test_een_groep_is_klaar_en_moet_nog_worden_afgerond(in_borne):
    (taak,) = open_taken(AFRONDEN)
    groep = db.session.get_one(Groep, taak.object_id)
    assert vandaag() - timedelta(days=7) <= groep.eindigt_op < vandaag()
    assert any(plaatsing.geeindigd_op is None for plaatsing in groep.plaatsingen)


def test_er_is_gemeten_in_groepen_die_lopen_en_klaar_zijn(in_borne, lopend):
    gemeten = select(Meting.moment, func.count(Meting.plaatsing_id.distinct())).join(
        Plaatsing, Plaatsing.id == Meting.plaatsing_id
    )
    hier = dict(map(tuple, db.session.execute(gemeten.where(Plaatsing.groep_id == lopend.id).group_by(Meting.moment))))
    assert hier == {"t0": hier["t0"]}
    assert hier["t0"] >= 8
    overal = dict(map(tuple, db.session.execute(gemeten.group_by(Meting.moment))))
    assert overal["t1"] >= 30, "dan staat er een verandering met genoeg paren"


def test_de_belronde_heeft_vragen_en_antwoorden(in_borne):
    vragen = db.session.scalars(select(Doorstroomvraag).where(Doorstroomvraag.maanden == 3)).all()
    staat = Counter(vraag.beeindigd_reden or vraag.uitkomst or "open" for vraag in vragen)
    assert {"ja", "nee", "open", "niet_bereikt", "niet_meer_bellen"} <= staat.keys()
    te_vragen = [vraag for vraag in vragen if not vraag.uitkomst and not vraag.beeindigd_op]
    assert 2 <= len(te_vragen) <= 12
    assert all(vraag.vraag_op <= vandaag() for vraag in te_vragen)


def test_de_eigen_bijdrage_is_betaald_open_of_kwijtgescholden(in_borne):
    standen = Counter(db.session.scalars(select(Plaatsing.bijdrage).where(Plaatsing.eigen_bijdrage > 0)))
    assert standen.keys() == {"betaald", "open", "kwijtgescholden"}
    assert db.session.scalars(select(Nota)).first()


def test_in_elk_later_jaar_valt_de_vakantie_binnen_de_groep():
    for jaar in (2026, 2027, 2031, 2036):
        plannen = groepen_van_borne(jaar)
        assert len(plannen) == len(ACHT)
        for plan in plannen:
            assert all(dag > plan.begint_op for dag in plan.overgeslagen)
