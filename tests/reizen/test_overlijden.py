"""Someone died. It is recorded once; all that ran, waited or lay ready stops, and a mistake is undone whole."""

import re

import pytest
from sqlalchemy import select

from ketens.berichten.models import Bericht
from ketens.groepen.handelingen import plaats
from ketens.groepen.models import Groep
from ketens.groepen.wachten import zet_op_wachtlijst
from ketens.inwoners.handelingen import wijzig_inwoner
from ketens.inwoners.models import Bereik
from ketens.kern.db import db
from ketens.kern.klok import vandaag
from ketens.post.models import Mail
from ketens.trajecten.models import Traject
from ketens.triage.handelingen import neem_aan
from ketens.verwijzingen.models import Verwijzing
from tests import wereld
from tests.merken import EERST_OP_SQLITE

pytestmark = [pytest.mark.reis, EERST_OP_SQLITE]


@pytest.fixture
def geplaatst(maak, in_borne):
    """Someone who was referred, reads mail and has the only place of a group, for which another waits."""
    groep = maak.groep(trainers=["trainer"], plaatsen=1)
    verwijzing, wachtend = maak.verwijzing("Valproef"), maak.klaar_voor_plaats("Wachtend")
    with in_borne():
        cora = wereld.wie("coordinator")
        traject = neem_aan(db.session.get_one(Verwijzing, verwijzing.id), door=cora)
        wijzig_inwoner(traject.inwoner, door=cora, email="gerda@proef.example", bereik=Bereik.EMAIL)
        traject.rond_stap_af("intake", door=cora)
        db.session.flush()
        groep = db.session.get_one(Groep, groep.id)
        plaats(traject, groep, door=cora, reden_afwijking="De enige groep in de buurt")
        zet_op_wachtlijst(db.session.get_one(Traject, wachtend.id), interventie_code="in_balans", door=cora)
        db.session.commit()
        return traject.id, traject.inwoner_id, groep.id


def wat_er_nog_uitgaat(in_borne, inwoner_id):
    with in_borne():
        mail = select(Mail).where(Mail.inwoner_id == inwoner_id, Mail.geannuleerd_op.is_(None))
        bericht = select(Bericht).where(Bericht.inwoner_id == inwoner_id, Bericht.gestaakt_op.is_(None))
        return len(db.session.scalars(mail).all()), len(db.session.scalars(bericht).all())


def test_alles_stopt_en_na_een_vergissing_staat_alles_er_weer(scherm, in_borne, geplaatst):
    traject_id, inwoner_id, groep_id = geplaatst
    assert wat_er_nog_uitgaat(in_borne, inwoner_id) == (1, 1)
    coordinator = scherm("coordinator")
    coordinator.ga(f"/borne/inwoners/{inwoner_id}")
    coordinator.druk("Leg overlijden vast")
    coordinator.kijk("Leg overlijden vast")
    coordinator.zie("De plaats in Dinsdagochtend komt vrij.")
    coordinator.naar_veld("Datum van overlijden")
    coordinator.typ(f"{vandaag():%d-%m-%Y}")
    coordinator.kies("Van wie hoorde u het?", "Een naaste")
    coordinator.vink(re.compile("Ja, dit klopt"))
    coordinator.druk("Leg overlijden vast")
    coordinator.kijk("Gerda Valproef")
    coordinator.zie(f"Overleden op {vandaag():%d-%m-%Y}")
    assert wat_er_nog_uitgaat(in_borne, inwoner_id) == (0, 0)

    coordinator.ga(f"/borne/groepen/{groep_id}")
    coordinator.kijk("Dinsdagochtend")
    coordinator.zie("Overleden: Gerda Valproef")
    coordinator.zie("Heeft een aanbod voor deze groep.")
    coordinator.ga("/borne/werkvoorraad/?wie=iedereen")
    coordinator.kijk("Werkvoorraad")
    coordinator.zie("Bellen: er is een bericht voor de inwoner")
    coordinator.zie_niet("Valproef")

    trainer = scherm("trainer", breedte=390, hoogte=844)
    trainer.ga(f"/borne/groepen/{groep_id}")
    trainer.kijk("Dinsdagochtend")
    trainer.zie("Overleden: Gerda Valproef")

    huisarts = scherm("verwijzer")
    huisarts.ga("/borne/verwijzingen/")
    huisarts.druk(re.compile(r"^[A-Z]{3}-\d{5}$"))
    huisarts.kijk()
    huisarts.zie("Gestopt")
    huisarts.zie_niet("verleden")

    coordinator.ga(f"/borne/inwoners/{inwoner_id}")
    coordinator.druk("Maak het overlijden ongedaan")
    coordinator.kijk("Maak het overlijden ongedaan")
    coordinator.naar_veld(re.compile("Waarom maakt u dit ongedaan"))
    coordinator.typ("Een ander met dezelfde naam")
    coordinator.druk("Maak ongedaan")
    coordinator.kijk("Gerda Valproef")
    coordinator.zie_niet("Overleden op")
    coordinator.ga(f"/borne/trajecten/{traject_id}")
    coordinator.kijk("Gerda Valproef")
    coordinator.zie("Meedoen")
    coordinator.zie("Een ander met dezelfde naam")
    assert wat_er_nog_uitgaat(in_borne, inwoner_id) == (0, 1)
