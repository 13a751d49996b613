"""Someone stands there twice. Both beside each other, together by keyboard, and apart again when it was a mistake."""

import re

import pytest
from sqlalchemy import select

from ketens.audit.models import LogregelInwoner
from ketens.inwoners.models import Inwoner
from ketens.kern.db import db
from ketens.trajecten.models import Traject
from ketens.triage.handelingen import neem_aan
from ketens.verwijzingen.models import Verwijzing
from tests import wereld
from tests.merken import EERST_OP_SQLITE

pytestmark = [pytest.mark.reis, EERST_OP_SQLITE]


@pytest.fixture
def tweemaal(maak, in_borne):
    """Someone who is known, and was referred under another number."""
    bekend = maak.inwoner("Dubbelproef", telefoon="+31742651111", postcode="7621AB", huisnummer="12", plaats="Borne")
    verwijzing = maak.verwijzing("Dubbelproef", email="gerda@proef.example")
    with in_borne():
        traject = neem_aan(db.session.get_one(Verwijzing, verwijzing.id), door=wereld.wie("coordinator"))
        db.session.commit()
        return bekend.id, traject.inwoner_id, traject.id


def genoemd_in_de_laatste_regel(in_borne):
    with in_borne():
        laatste = select(LogregelInwoner.logregel_id).order_by(LogregelInwoner.logregel_id.desc()).limit(1)
        rijen = select(LogregelInwoner.inwoner_id).where(LogregelInwoner.logregel_id == laatste.scalar_subquery())
        return set(db.session.scalars(rijen))


@pytest.mark.parametrize("breedte", [1280, 390])
def test_samen_en_weer_los(scherm, in_borne, tweemaal, breedte):
    blijft, gaat, traject_id = tweemaal
    cora = scherm("coordinator", breedte=breedte)
    cora.ga(f"/borne/inwoners/{blijft}")
    cora.kijk("Gerda Dubbelproef")
    cora.druk(re.compile("Vergelijk met Gerda Dubbelproef"))
    cora.kijk("Is dit dezelfde persoon?")
    assert genoemd_in_de_laatste_regel(in_borne) == {blijft, gaat}
    cora.zie("Komt erbij")
    cora.druk("Voeg inschrijvingen samen")
    cora.zie("Zet het vinkje als u het zeker weet.")
    cora.kies("Welk telefoonnummer klopt?", "06 12345678 (de andere)")
    cora.vink("Ja, dit is dezelfde persoon")
    cora.druk("Voeg inschrijvingen samen")
    cora.kijk("Gerda Dubbelproef")
    cora.zie("De inschrijvingen zijn samengevoegd.")
    cora.zie("06 12345678")
    cora.ga(f"/borne/inwoners/{gaat}")
    assert cora.page.url.endswith(str(blijft))
    cora.ga(f"/borne/trajecten/{traject_id}")
    cora.kijk("Gerda Dubbelproef")
    cora.zie("Dit traject kwam van de andere inschrijving van deze inwoner")

    cora.ga(f"/borne/inwoners/{blijft}")
    cora.druk("Maak deze samenvoeging ongedaan")
    cora.kijk("Maak de samenvoeging ongedaan")
    cora.naar_veld(re.compile("Waarom maakt u dit ongedaan"))
    cora.typ("Moeder en dochter")
    cora.druk("Maak samenvoeging ongedaan")
    cora.kijk("Gerda Dubbelproef")
    cora.zie("Er zijn weer twee inschrijvingen.")
    with in_borne():
        assert db.session.get_one(Traject, traject_id).inwoner_id == gaat
        assert db.session.get_one(Inwoner, blijft).telefoon == "+31742651111"
