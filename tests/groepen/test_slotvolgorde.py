"""Consents, groups, trajecten: whoever locks more than one kind does so in this order (besluit 0030)."""

import re
from uuid import uuid4

import pytest

from ketens.gebruikers.models import Account
from ketens.groepen.aanbieden import vul
from ketens.groepen.wachten import zet_op_wachtlijst
from ketens.inwoners.models import Inwoner
from ketens.inwoners.overlijden import leg_overlijden_vast, maak_overlijden_ongedaan
from ketens.kern.db import db
from ketens.kern.klok import vandaag
from ketens.rooster.inrichten import wijzig_groep
from ketens.rooster.vervangen import zet_vervanger
from tests import wereld
from tests.groepen.conftest import haal
from tests.merken import OP_POSTGRESQL

pytestmark = OP_POSTGRESQL

SLOT = re.compile(
    r"FROM (toestemming|groep|traject)\b.* FOR (?:NO KEY UPDATE|UPDATE|SHARE)|^UPDATE (traject)\b", re.DOTALL
)


def op_volgorde(vragen: list[str]) -> list[str]:
    """Return what was locked, each kind where it was locked first."""
    return list(dict.fromkeys(m[1] or m[2] for vraag in vragen if (m := SLOT.search(vraag))))


@pytest.mark.parametrize("hoe", ["trainer", "vervanger"])
def test_wie_een_groep_gaat_geven_wacht_eerst_op_de_toestemmingen(maak, in_borne, plaats, tel_vragen, hoe):
    groep = maak.groep(trainers=["trainer"])
    plaats(maak.klaar_voor_plaats("Zit"), groep)
    with in_borne():
        rij, nieuw = haal(groep), db.session.get_one(Account, wereld.id_van("trainer2"))
        with tel_vragen() as vragen:
            if hoe == "trainer":
                wijzig_groep(rij, trainer_ids=[nieuw.id], door=wereld.wie("coordinator"))
            else:
                zet_vervanger(rij.bijeenkomsten[1], nieuw, door=wereld.wie("coordinator"))
        assert op_volgorde(vragen)[:2] == ["toestemming", "groep"]


def test_wie_weer_wacht_na_een_vergissing_vergrendelt_de_groepen_voor_het_traject(maak, in_borne, tel_vragen):
    traject, ander = maak.klaar_voor_plaats("Leeft"), maak.klaar_voor_plaats("Ander")
    groep = maak.groep()
    with in_borne():
        cora = wereld.wie("coordinator")
        zet_op_wachtlijst(haal(ander), interventie_code="in_balans", door=cora)
        vul(haal(groep), door=cora)
        zet_op_wachtlijst(haal(traject), interventie_code="in_balans", door=cora)
        inwoner = db.session.get_one(Inwoner, traject.inwoner_id)
        overlijden = leg_overlijden_vast(inwoner, formulier_id=uuid4(), datum=vandaag(), bron="naaste", door=cora)
        db.session.commit()
        with tel_vragen() as vragen:
            maak_overlijden_ongedaan(overlijden, reden="Vergissing", door=cora)
            db.session.flush()
        volgorde = op_volgorde(vragen)
        assert volgorde.index("groep") < volgorde.index("traject")
