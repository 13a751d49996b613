"""A practice is asked at the very moment that the resident takes the consent back: no request stays open."""

import threading

from sqlalchemy import select

from ketens.beoordelingen.models import Beoordeling
from ketens.inwoners.models import Toestemming
from ketens.kern.db import db, nieuw_id
from ketens.rechten import Rol
from tests import wereld

RONDES = 4
INTREKKEN = {"gever": "inwoner", "kanaal": "telefonisch", "stopt": "nee"}


def test_vragen_en_intrekken_tegelijk_laat_geen_verzoek_open(als, maak, in_borne):
    trajecten = [maak.traject(f"Tegelijk {nr}", uitslag="hoog") for nr in range(RONDES)]
    for traject in trajecten:
        maak.doorgeven(traject.inwoner_id)
    with in_borne():
        gegeven = {rij.inwoner_id: rij.id for rij in db.session.scalars(select(Toestemming))}
    for traject in trajecten:
        samen, antwoorden = threading.Barrier(2), {}

        def vraag(traject=traject, samen=samen, antwoorden=antwoorden):
            velden = {"formulier_id": str(nieuw_id()), "praktijk": str(wereld.id_van("dijkhuis")), "vraag": ""}
            klant = als(Rol.COORDINATOR)
            samen.wait()
            antwoorden["vraag"] = klant.post("beoordelingen.bij_traject", velden, traject_id=traject.id).status

        def trek_in(traject=traject, samen=samen, antwoorden=antwoorden):
            klant = als("coordinator2")
            samen.wait()
            pagina = klant.post("inwoners.intrekking", INTREKKEN, toestemming_id=gegeven[traject.inwoner_id])
            antwoorden["intrekking"] = pagina.status

        draden = [threading.Thread(target=vraag), threading.Thread(target=trek_in)]
        for draad in draden:
            draad.start()
        for draad in draden:
            draad.join()
        assert antwoorden["intrekking"] == 303
        assert antwoorden["vraag"] in (200, 204, 303, 422)
    with in_borne():
        open_ = (Beoordeling.beantwoord_op.is_(None), Beoordeling.ingetrokken_op.is_(None))
        assert db.session.scalars(select(Beoordeling).where(*open_)).all() == []
        assert all(rij.ingetrokken_op for rij in db.session.scalars(select(Toestemming)))
