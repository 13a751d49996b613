"""Whoever begins something with a resident at the very moment that the clock lets go of them."""

import threading

import pytest
from sqlalchemy import select

from ketens.bewaren import termijnen, voorstellen, wissen
from ketens.inwoners.models import Inwoner
from ketens.kern.db import db
from tests import wereld
from tests.merken import OP_POSTGRESQL


def is_vrij(in_borne, inwoner_id):
    """Tell whether somebody else could begin something with this resident now, as the database sees it."""
    gezien = []

    def kijk():
        with in_borne():
            vrij = select(Inwoner.id).where(Inwoner.id == inwoner_id)
            vrij = vrij.with_for_update(read=True, key_share=True, skip_locked=True)
            gezien.append(db.session.scalar(vrij) is not None)

    draad = threading.Thread(target=kijk)
    draad.start()
    draad.join()
    return gezien[0]


@OP_POSTGRESQL
@pytest.mark.parametrize("waar", ["voorstel", "verzoek"])
def test_er_wordt_gekeken_als_niemand_meer_iets_kan_beginnen(vroeger, in_borne, voorstel_en_uit, monkeypatch, waar):
    inwoner_id = vroeger.traject(jaar=2022).inwoner_id
    assert is_vrij(in_borne, inwoner_id)
    vrij = []

    def stand(inwoner):
        vrij.append(is_vrij(in_borne, inwoner.id))
        return termijnen.stand(inwoner)

    monkeypatch.setattr(voorstellen, "stand", stand)
    monkeypatch.setattr(wissen, "stand", stand)
    if waar == "voorstel":
        voorstel_en_uit()
    else:
        with in_borne():
            wissen.wis(db.session.get_one(Inwoner, inwoner_id), reden="gevraagd", door=wereld.wie("beheerder"))
            db.session.commit()
    assert vrij == [False]
