"""Two publications at the same moment: the second waits, and then knows the first."""

import threading

from sqlalchemy import func, select

from ketens.kern.db import db
from ketens.kern.gemeente import in_gemeente
from ketens.kern.klok import vandaag
from ketens.publicaties.handelingen import publiceer
from ketens.publicaties.models import Publicatie
from ketens.verslagen.verslag import verslag
from tests import wereld
from tests.merken import OP_POSTGRESQL

KETEN, JAAR = wereld.KETEN, vandaag().year - 1


@OP_POSTGRESQL
def test_de_tweede_wacht_en_ziet_de_eerste(app, maak):
    maak.testen(40, jaar=JAAR)
    ids, tweede_klaar = [], threading.Event()

    def tweede():
        with app.app_context(), in_gemeente(wereld.id_van("borne")):
            ids.append(publiceer(verslag(KETEN, JAAR), door=None).id)
            tweede_klaar.set()
            db.session.commit()

    draad = threading.Thread(target=tweede)
    with app.app_context(), in_gemeente(wereld.id_van("borne")):
        ids.append(publiceer(verslag(KETEN, JAAR), door=None).id)
        draad.start()
        assert not tweede_klaar.wait(1.5), "de tweede wachtte niet"
        db.session.commit()
        draad.join(20)
        assert db.session.scalar(select(func.count(Publicatie.id))) == 1
        db.session.rollback()
    assert ids[0] == ids[1]
