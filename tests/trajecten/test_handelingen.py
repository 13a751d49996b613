"""What begins a traject, and what is done in it."""

import pytest
from sqlalchemy import select

from ketens.inwoners.models import Betrokkenheid, Inwoner
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.trajecten import handelingen
from ketens.trajecten.models import Traject
from tests import wereld

EEN_VAL_ZONDER_REST = {"q1_gevallen": True, "q2_bezorgd": False, "q3_moeite_bewegen": False}


def gevonden(traject) -> Traject:
    return db.session.get_one(Traject, traject.id)


def open_codes(traject) -> list[str]:
    return [stap.code for stap in traject.open_stappen]


@pytest.mark.parametrize(
    ("uitslag", "stap"),
    [("matig", "intake"), ("hoog", "beoordeling"), ("onvolledig", "vrt_afmaken"), (None, "vrt_afmaken")],
)
def test_een_uitslag_opent_de_stap_van_de_keten(maak, in_borne, uitslag, stap):
    traject = maak.traject(uitslag=uitslag)
    with in_borne():
        assert open_codes(gevonden(traject)) == [stap]
        assert [taak.soort for taak in gevonden(traject).open_taken()] == [stap]


def test_wie_coordineert_ziet_voortaan_de_inwoner(maak, in_borne):
    inwoner = maak.inwoner(betrokken=None)
    maak.traject(inwoner=inwoner)
    with in_borne():
        assert db.session.scalars(select(Betrokkenheid.grond).where(Betrokkenheid.inwoner_id == inwoner.id)).all() == [
            "traject"
        ]


def test_een_inwoner_heeft_een_lopend_traject_per_keten(maak, in_borne):
    traject = maak.traject()
    with in_borne(), pytest.raises(Domeinfout, match=traject.kenmerk):
        handelingen.start(
            db.session.get_one(Inwoner, traject.inwoner_id),
            keten_code=wereld.KETEN,
            organisatie_id=wereld.id_van("gemeente-borne"),
            herkomst="zelf",
            door=wereld.wie("coordinator"),
        )
