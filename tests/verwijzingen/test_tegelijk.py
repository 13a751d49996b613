"""Two equal requests at the same moment make one verwijzing."""

import threading

from sqlalchemy import func, select

from ketens.inwoners.models import Inwoner
from ketens.kern.db import db
from ketens.rechten import Rol
from ketens.verwijzingen.models import Verwijzing


def test_twee_keer_tegelijk_versturen_is_een_verwijzing(als, ingevuld, in_borne):
    velden, samen, paden = ingevuld(), threading.Barrier(2), []
    klanten = [als(Rol.VERWIJZER), als(Rol.VERWIJZER)]

    def verstuur(klant):
        samen.wait()
        paden.append(klant.post("verwijzingen.nieuw", velden).naar)

    draden = [threading.Thread(target=verstuur, args=[klant]) for klant in klanten]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    assert len(paden) == 2
    assert None not in paden
    assert len(set(paden)) == 1
    with in_borne():
        assert db.session.scalar(select(func.count(Verwijzing.id))) == 1
        assert db.session.scalar(select(func.count(Inwoner.id))) == 1
