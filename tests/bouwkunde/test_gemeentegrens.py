"""Nothing of one gemeente is found, counted, joined, opened, changed or removed from another (invariants 14 and 15)."""

import pytest
from sqlalchemy import delete, exists, func, select, update
from sqlalchemy.orm import aliased, defer

from ketens.gebruikers.models import Gemeente
from ketens.inwoners.models import Inwoner
from ketens.kern.db import db
from ketens.kern.gemeente import in_gemeente
from tests import wereld
from tests.bouwkunde.vulling import modellen, vul

BORNE, TUBBERGEN = wereld.id_van("borne"), wereld.id_van("tubbergen")


@pytest.fixture
def tubbergen(app):
    """The ids of one row of every model in Tubbergen, by table; Borne has none of them."""
    with app.app_context(), in_gemeente(TUBBERGEN):
        ids = vul("tubbergen")
        db.session.commit()
        db.session.remove()
        yield ids


def elk(ids):
    return [(model, ids[model.__tablename__]) for model in modellen()]


def test_de_rijen_van_tubbergen_zijn_er_wel(tubbergen):
    for model, id_ in elk(tubbergen):
        assert db.session.get(model, id_) is not None, model


def test_niets_van_tubbergen_is_in_borne_te_vinden(tubbergen):
    with in_gemeente(BORNE):
        for model, id_ in elk(tubbergen):
            assert db.session.get(model, id_) is None, model
            assert db.session.scalars(select(model).where(model.id == id_)).first() is None, model
            assert db.session.scalar(select(model.id).where(model.id == id_)) is None, model
        db.session.rollback()


def test_een_vraag_die_een_keer_gebouwd_is_volgt_de_gemeente_van_het_moment(tubbergen):
    for model, id_ in elk(tubbergen):
        vraag = select(model.id).where(model.id == id_)
        for gemeente, gevonden in ((TUBBERGEN, id_), (BORNE, None), (None, None), (TUBBERGEN, id_)):
            with in_gemeente(gemeente):
                assert db.session.scalar(vraag) == gevonden, model
                assert db.session.scalar(vraag.limit(1)) == gevonden, model
        db.session.rollback()


def test_niets_van_tubbergen_telt_in_borne_mee(tubbergen):
    with in_gemeente(BORNE):
        for model, id_ in elk(tubbergen):
            assert db.session.scalar(select(func.count()).select_from(model).where(model.id == id_)) == 0, model
            assert db.session.scalar(select(func.count(model.id)).where(model.gemeente_id == TUBBERGEN)) == 0, model
            ander = aliased(model)
            assert db.session.scalar(select(func.count(ander.id)).where(ander.id == id_)) == 0, model
        db.session.rollback()


def test_niets_van_tubbergen_komt_mee_in_een_samenvoeging_of_deelvraag(tubbergen):
    with in_gemeente(BORNE):
        for model, id_ in elk(tubbergen):
            samen = select(Gemeente.id, model.id).join(model, model.gemeente_id == Gemeente.id).where(model.id == id_)
            assert db.session.execute(samen).first() is None, model
            deel = select(Gemeente.id).where(Gemeente.id.in_(select(model.gemeente_id).where(model.id == id_)))
            assert db.session.scalar(deel) is None, model
            bestaat = select(Gemeente.id).where(exists().where(model.id == id_, model.gemeente_id == Gemeente.id))
            assert db.session.scalar(bestaat) is None, model
            assert (
                db.session.scalar(select(Gemeente.id).where(select(model.id).where(model.id == id_).exists())) is None
            )
        db.session.rollback()


def test_een_relatie_loopt_niet_over_de_grens(tubbergen):
    """A row of Borne that points to a resident of Tubbergen (made behind the back of the house) opens nothing."""
    for model in modellen():
        for relatie in model.__mapper__.relationships:
            if relatie.mapper.class_ is not Inwoner or relatie.uselist:
                continue
            with in_gemeente(TUBBERGEN):
                kind = db.session.scalars(select(model)).first()
                db.session.expunge_all()
            with in_gemeente(BORNE):
                db.session.add(kind)
                assert getattr(kind, relatie.key) is None, model
                db.session.rollback()
                db.session.expunge_all()


def test_niets_van_tubbergen_is_vanuit_borne_te_wijzigen_of_te_wissen(tubbergen):
    for model, id_ in elk(tubbergen):
        with in_gemeente(BORNE):
            gewijzigd = db.session.execute(update(model).where(model.id == id_).values(gemeente_id=TUBBERGEN))
            assert gewijzigd.rowcount == 0, model
            assert db.session.execute(delete(model).where(model.id == id_)).rowcount == 0, model
            db.session.rollback()
    for model, id_ in elk(tubbergen):
        assert db.session.get(model, id_) is not None, model


def test_een_rij_van_tubbergen_wordt_in_borne_niet_bewaard(tubbergen):
    for model, id_ in elk(tubbergen):
        rij = db.session.scalars(select(model).where(model.id == id_)).one()
        with in_gemeente(BORNE):
            with pytest.raises(RuntimeError, match="hoort niet bij de gemeente"):  # noqa: PT012 - either may refuse
                db.session.delete(rij)
                db.session.flush()
            db.session.rollback()


def test_zonder_gemeente_is_er_niets(tubbergen):
    with in_gemeente(None):
        for model, _ in elk(tubbergen):
            assert db.session.scalars(select(model)).all() == [], model
            assert db.session.scalar(select(func.count()).select_from(model)) == 0, model
        db.session.rollback()


def test_zonder_gemeente_wordt_niets_bewaard(tubbergen):
    with in_gemeente(None):
        inwoner = Inwoner(is_demo=True)
        db.session.add(inwoner)
        with pytest.raises(RuntimeError, match="hoort niet bij de gemeente"):
            db.session.flush()
        db.session.rollback()


def test_een_latere_kolom_komt_ook_uit_de_eigen_gemeente(tubbergen):
    """A column that is loaded later goes around the sluice on purpose: the row itself was let through already."""
    inwoner = db.session.scalars(select(Inwoner).options(defer(Inwoner.pc4))).one()
    assert inwoner.pc4 is None
    assert inwoner.gemeente_id == TUBBERGEN
