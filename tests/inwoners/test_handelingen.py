"""What is done with a resident."""

from datetime import date

from sqlalchemy import select

from ketens.inwoners.models import Betrokkenheid, Inwoner
from ketens.kern.db import db
from tests import wereld


def test_een_nieuwe_inwoner_telt_mee_zonder_wie_het_is(maak, in_borne):
    inwoner = maak.inwoner(postcode="7622AB", geboortedatum=date(1941, 3, 12))
    with in_borne():
        rij = db.session.get_one(Inwoner, inwoner.id)
        assert (rij.geboortejaar, rij.pc4) == (1941, "7622")
        assert db.session.scalars(select(Betrokkenheid.inwoner_id)).all() == [inwoner.id]


def test_een_contactpersoon_draagt_moment_en_vastlegger_van_de_toestemming(maak, in_borne):
    contact = maak.contactpersoon(maak.inwoner())
    assert contact.toestemming_op is not None
    assert contact.toestemming_door_id == wereld.id_van("coordinator")
