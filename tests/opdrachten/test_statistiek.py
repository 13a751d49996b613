"""SQLite knows what its tables hold, so that it looks in the right order."""

from sqlalchemy import text

from ketens.kern.db import db
from ketens.kern.klok import nu
from ketens.opdrachten.klok import RITMES
from ketens.opdrachten.statistiek import werk_bij
from tests import wereld
from tests.merken import OP_SQLITE

GEVULD = "SELECT count(*) FROM sqlite_stat1 WHERE tbl = 'account'"


@OP_SQLITE
def test_sqlite_telt_elke_nacht_wat_er_in_zijn_indexen_staat(app):
    with wereld.binnen(app):
        werk_bij({})
        db.session.commit()
        assert db.session.scalar(text(GEVULD))


def test_dat_gebeurt_een_keer_per_dag_en_niet_voor_elke_gemeente():
    ritme = RITMES["opdrachten.statistiek"]
    assert not ritme.per_gemeente
    assert not ritme.is_tijd(nu())
