"""The house with a few pages of its own, and the keys that lie in this process."""

from datetime import date

import pytest
from jinja2 import ChoiceLoader, DictLoader
from sqlalchemy import select

from ketens.audit.models import Logregel, LogregelInwoner
from ketens.inwoners.models import Betrokkenheid, Inwoner
from ketens.kern import sleutels
from ketens.kern.db import db
from ketens.kern.gemeente import in_gemeente
from tests import wereld
from tests.bron import maak_app, sluit
from tests.kern import proefpagina
from tests.klant import Klant


@pytest.fixture
def huis_sleutels():
    """The keys of the moment, or None when no application was made yet."""
    return sleutels._bossen[0] if sleutels._bossen else None


@pytest.fixture
def huis(bron, app):
    """The house over the database of this test, with the pages of `proefpagina` in it."""
    nieuw = maak_app(bron.omgeving)
    nieuw.jinja_env.loader = ChoiceLoader([nieuw.jinja_env.loader, DictLoader(proefpagina.SJABLONEN)])
    nieuw.register_blueprint(proefpagina.bp)
    nieuw.config["PROPAGATE_EXCEPTIONS"] = False
    yield nieuw
    sluit(nieuw)


@pytest.fixture
def bezoek(huis):
    """`bezoek(Rol.COORDINATOR)` is a browser on that house."""
    return lambda wie=None, gemeente="borne": Klant(huis, wie, gemeente)


@pytest.fixture
def inwoner_id(huis):
    """A resident whom gemeente Borne coordinates in valpreventie."""
    with huis.app_context(), in_gemeente(wereld.id_van("borne")):
        inwoner = Inwoner(voornaam="Proef", achternaam="Persoon")
        db.session.add(inwoner)
        db.session.flush()
        db.session.add(
            Betrokkenheid(
                inwoner_id=inwoner.id,
                organisatie_id=wereld.id_van("gemeente-borne"),
                keten_code=wereld.KETEN,
                grond="verwijzing",
                van=date(2026, 1, 1),
            )
        )
        db.session.commit()
        db.session.remove()
    return inwoner.id


@pytest.fixture
def logboek(huis):
    """The rows of the log of Borne, newest last, each with the residents it names."""

    def lees():
        with huis.app_context(), in_gemeente(wereld.id_van("borne")):
            regels = [
                (regel, set(db.session.scalars(select(LogregelInwoner.inwoner_id).filter_by(logregel_id=regel.id))))
                for regel in db.session.scalars(
                    select(Logregel).filter_by(keten_id=wereld.id_van("borne")).order_by(Logregel.nr)
                )
            ]
            db.session.expunge_all()
            db.session.rollback()
            return regels

    return lees
