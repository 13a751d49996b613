"""Making the demo: only into an empty database, with a log that holds, and the same on any day."""

import gc
from contextlib import contextmanager
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, select

from ketens.audit.controle import controleer
from ketens.audit.models import SYSTEEM
from ketens.demo import DemoFout, _vul, maak_demo
from ketens.demo.kalender import Agenda, groepen_van_borne
from ketens.demo.ploeg import maak_ploegen
from ketens.gebruikers.models import Gemeente
from ketens.groepen.plaatsen import Wachtplek
from ketens.indicatoren.tellen import tel
from ketens.kern.db import db
from ketens.kern.gemeente import in_gemeente
from ketens.kern.klok import moment, vandaag, zet_klok
from ketens.kern.migreren import migreer
from ketens.trajecten.taken import Taak
from tests.bron import WERKER
from tests.demo.cijfers import cijfers, mensen
from tests.demo.conftest import lege_app, met_app, omgeving_in
from tests.merken import BEPROEVING

# Half past twelve in the night of 1 January 2027, in Amsterdam.
NIEUWJAAR, SCHRIKKELDAG = datetime(2026, 12, 31, 23, 30, tzinfo=UTC), datetime(2028, 2, 29, 9, tzinfo=UTC)


def test_een_database_die_niet_leeg_is_wordt_geweigerd(demo):
    with pytest.raises(DemoFout, match="niet leeg"):
        maak_demo(lambda _: None)


def test_ook_een_enkele_gemeente_is_te_veel(tmp_path):
    with lege_app(tmp_path):
        db.session.add(Gemeente(slug="elders", naam="Elders", cbs_code="9999"))
        db.session.commit()
        with pytest.raises(DemoFout, match="niet leeg"):
            maak_demo(lambda _: None)
        assert db.session.scalar(select(func.count(Gemeente.id))) == 1


def test_het_logboek_van_de_demo_klopt(demo):
    ketens = [SYSTEEM, *db.session.scalars(select(Gemeente.id))]
    db.session.rollback()
    for keten in ketens:
        with in_gemeente(None if keten == SYSTEEM else keten):
            oordeel = controleer(keten)
            db.session.rollback()
        assert oordeel.fout_bij is None
        assert oordeel.aantal > 0


@contextmanager
def gemaakt(gemeente, op):
    """One gemeente of the demo, made on this day into the empty database of this application, and looked at."""
    with zet_klok(op):
        ploeg = maak_ploegen()[gemeente]
        gc.freeze()  # it sweeps after each part: past all that the tests before left
        with in_gemeente(ploeg.gemeente_id):
            _vul(ploeg, op, lambda _: None)
            assert controleer(ploeg.gemeente_id).fout_bij is None
            yield
            db.session.rollback()


# The large one makes the same things, more of them: in the long edition alone.
@pytest.mark.traag
@pytest.mark.postgres
@pytest.mark.parametrize("gemeente", ["tubbergen", *["borne"] * BEPROEVING])
def test_een_afgesloten_jaar_is_op_elke_dag_en_in_elke_database_hetzelfde(gemeente, cluster, tmp_path):
    with lege_app(tmp_path / "nieuwjaar"), gemaakt(gemeente, NIEUWJAAR):
        eerste = cijfers(2027), mensen(2027)
    assert eerste[0].total() > 400
    with op_postgres(cluster, tmp_path), gemaakt(gemeente, SCHRIKKELDAG):
        assert (cijfers(2027), mensen(2027)) == eerste
        open_taken = db.session.scalars(select(Taak).where(Taak.afgehandeld_op.is_(None))).all()
        assert {"triage", "intake", *["plaatsing"] * (gemeente == "borne")} <= {taak.soort for taak in open_taken}
        assert any(taak.termijn_op == vandaag() for taak in open_taken)
        assert any(taak.termijn_op < vandaag() for taak in open_taken)
        assert db.session.scalar(select(func.count(Wachtplek.id)).where(Wachtplek.vervallen_op.is_(None)))
        if gemeente == "borne":
            standen = {jaar: tel("valpreventie", jaar) for jaar in range(2023, 2029)}
            assert sum(standen[jaar].waarde("aantal_gestart") for jaar in (2023, 2024, 2025)) == 121
            for jaar in (2026, 2027, 2028):
                assert [standen[jaar].waarde(code) for code in ("aantal_groepen", "aantal_plaatsen")] == [8, 88]


def test_werk_van_nu_valt_nooit_in_een_vorig_jaar():
    for uur, minuut in ((0, 5), (9, 0), (23, 0)):
        for dag in (1, 2, 4, 15, 31):
            vandaag_ = date(2027, 1, dag)
            nu = moment(vandaag_, uur, minuut)
            momenten = [Agenda(nu, vandaag_).geleden(werkdagen) for werkdagen in (31, 13, 8, 3, 1, 0.1)]
            assert momenten == sorted(momenten)
            assert moment(date(2027, 1, 1), 0) <= momenten[0]
            assert momenten[-1] < nu


@pytest.mark.parametrize("jaar", range(2026, 2046))
def test_elk_jaar_heeft_acht_groepen_op_tijd(jaar):
    begin = [plan.begint_op for plan in groepen_van_borne(jaar)]
    assert len(begin) == 8
    assert begin == sorted(begin)
    assert {dag.year for dag in begin} == {jaar}


@contextmanager
def op_postgres(cluster, pad):
    """An application over an empty database of the cluster."""
    naam = f"demo_{WERKER}"
    cluster.maak_sjabloon("leeg_demo", lambda url: migreer(url, url.replace("ketens_eigenaar", "ketens_app")))
    app_url, eigenaar_url = cluster.kloon("leeg_demo", naam)
    with met_app(omgeving_in(pad, KETENS_DATABASE_URL=app_url, KETENS_EIGENAAR_URL=eigenaar_url)):
        yield
    cluster.gooi_weg(naam)
