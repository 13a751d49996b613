"""What happens to people in the demo: letters, handovers, a pause, a death with all that it stopped."""

from collections import Counter

import pytest
from flask import g
from sqlalchemy import func, select

from ketens.berichten.belllijst import lees
from ketens.berichten.belregels import Filter
from ketens.berichten.brieven import aantal_wachtend
from ketens.berichten.models import Bericht, Stapel
from ketens.instrumenten.models import Afname
from ketens.inwoners.levensloop import Overlijden, Verhuizing
from ketens.kern.db import db
from ketens.overdrachten.models import Overdracht
from ketens.post.models import Mail
from ketens.trajecten.models import Traject
from ketens.trajecten.pauzes import Pauze
from ketens.valrisicodagen.models import Papierturf, Valrisicodag
from ketens.verwijzingen.models import Verwijzing


@pytest.fixture
def in_borne(demo):
    with demo.binnen():
        yield


def test_brieven_wachten_op_de_drukker_en_er_is_een_stapel_gepost(in_borne, demo):
    assert aantal_wachtend(demo.wie("coordinator")) >= 2
    gepost = db.session.scalars(select(Stapel).where(Stapel.gepost_op.is_not(None))).all()
    assert gepost
    assert all(brief.bereikt_op for stapel in gepost for brief in stapel.brieven)


def test_een_overlijden_stopte_alles_en_de_trainer_hoorde_het(in_borne):
    (overlijden,) = db.session.scalars(select(Overlijden)).all()
    assert overlijden.onthouden("plaatsingen")
    assert overlijden.onthouden("berichten")
    open_ = select(func.count()).where(Traject.inwoner_id == overlijden.inwoner_id, Traject.afgesloten_op.is_(None))
    assert db.session.scalar(open_) == 0
    assert "Er is iets veranderd in een groep" in db.session.scalars(select(Mail.onderwerp)).all()
    wacht = Bericht.bereikt_op.is_(None) & Bericht.gestaakt_op.is_(None)
    assert db.session.scalar(select(func.count()).where(Bericht.inwoner_id == overlijden.inwoner_id, wacht)) == 0


def test_er_is_een_pauze_en_een_verhuizing(in_borne):
    (stil,) = db.session.scalars(select(Pauze)).all()
    assert stil.loopt
    (verhuizing,) = db.session.scalars(select(Verhuizing)).all()
    assert verhuizing.mag_overdragen


def test_een_overdracht_staat_open_een_is_bevestigd_en_een_kwam_terug(in_borne, demo):
    dit_jaar = [o for o in db.session.scalars(select(Overdracht)) if (demo.op - o.gedaan_op).days < 21]
    assert sum(overdracht.is_open for overdracht in dit_jaar) == 1
    assert any(overdracht.bevestigd_op for overdracht in dit_jaar)
    terug = [overdracht for overdracht in dit_jaar if overdracht.teruggeefreden]
    assert [overdracht.traject.is_afgesloten for overdracht in terug] == [False]


def test_aan_de_openbare_deur_en_op_de_dag_van_vandaag_meldden_mensen_zich(in_borne, demo):
    wacht = Counter(v.herkomst for v in db.session.scalars(select(Verwijzing)) if v.wacht)
    assert {"zelf", "naaste", "valrisicodag", "mantelzorg"} <= set(wacht)
    (vandaag,) = db.session.scalars(select(Valrisicodag).where(Valrisicodag.gesloten_op.is_(None))).all()
    assert vandaag.datum == demo.op.date()
    assert db.session.scalar(select(func.count(Papierturf.id)).where(Papierturf.vervallen_op.is_(None))) >= 1


@pytest.mark.parametrize("jaar", [2025, 2026])
def test_er_zijn_ongeveer_740_tests_in_een_jaar(in_borne, jaar):
    tests = select(Afname.op).where(Afname.instrument.startswith("valrisicotest@"))
    assert sum(op.year == jaar for op in db.session.scalars(tests)) == pytest.approx(740, rel=0.08)


def test_op_de_belllijst_staan_mensen_die_al_gebeld_zijn(in_borne, demo):
    coordinator = demo.wie("coordinator")
    with demo.app.test_request_context():
        g.gemeente_slug = "borne"  # each line has an address
        regels = lees(Filter("iedereen"), coordinator, [coordinator.account_id]).regels
    assert len(regels) >= 10
    assert any(regel.pogingen for regel in regels)
    assert any(regel.te_beslissen for regel in regels)


def test_bij_twee_ouders_staat_veilig_contact_en_bij_een_een_tolk(in_borne):
    ouders = db.session.scalars(select(Verwijzing).where(Verwijzing.keten_code == "kansrijke_start")).all()
    assert 6 <= len(ouders) <= 12
    assert sum(verwijzing.inwoner.veilig_contact is not None for verwijzing in ouders) == 2
    assert sum(bool((verwijzing.antwoorden or {}).get("tolk_nodig")) for verwijzing in ouders) == 1
