"""A free place, offered with one button; the resident answers on a phone, without an account; who is next is asked."""

import re

from sqlalchemy import select

from ketens.berichten.models import Bericht
from ketens.groepen.plaatsen import Plaatsaanbod
from ketens.groepen.plaatslink import token_van
from ketens.groepen.wachten import zet_op_wachtlijst
from ketens.inwoners.models import Bereik
from ketens.kern.db import db
from ketens.trajecten.models import Traject
from tests import wereld
from tests.merken import EERST_OP_SQLITE


def wachten(in_borne, *trajecten) -> None:
    with in_borne():
        for traject in trajecten:
            rij = db.session.get_one(Traject, traject.id)
            zet_op_wachtlijst(rij, interventie_code="in_balans", door=wereld.wie("coordinator"))
        db.session.commit()


def per_brief(in_borne, groep) -> str:
    """The address in the letter that was posted."""
    with in_borne():
        aanbod = db.session.scalars(select(Plaatsaanbod).where(Plaatsaanbod.groep_id == groep.id)).one()
        brief = db.session.scalars(select(Bericht).where(Bericht.sleutel == f"aanbod:{aanbod.id}")).one()
        brief.kanaal = Bereik.BRIEF
        db.session.commit()
        return f"/plaats/{token_van(aanbod)}"


@EERST_OP_SQLITE
def test_van_vrije_plaats_tot_antwoord(scherm, maak, in_borne):
    mensen = [maak.klaar_voor_plaats(naam) for naam in ("Eerst", "Daarna", "Laatst")]
    groep = maak.groep(plaatsen=1, minimum=1, trainers=["trainer"])
    wachten(in_borne, *mensen)
    cora = scherm("coordinator")
    cora.ga(f"/borne/groepen/{groep.id}")
    cora.kijk("Dinsdagochtend")
    cora.zie("Er is plaats: geef deze inwoner een plaats.")
    cora.zie("Er is 1 plaats vrij; 1 inwoner is eerder aan de beurt.")
    cora.druk("Bied de vrije plaats aan")
    cora.kijk("Vrije plaatsen aanbieden")
    cora.druk("Bied de plaats aan")
    cora.kijk("Dinsdagochtend")
    cora.zie("Heeft een aanbod voor deze groep. Het bericht heeft de inwoner nog niet bereikt.")
    cora.zie("De groep is vol. Deze inwoner is als eerste aan de beurt.")

    inwoner = scherm(None, breedte=390, hoogte=844)
    inwoner.ga(per_brief(in_borne, groep))
    inwoner.kijk("Er is een plaats voor u")
    inwoner.zie_niet("Eerst")
    inwoner.druk("Nu niet, later wel")
    inwoner.kijk("Nu niet, later wel")
    inwoner.zie("U blijft op de wachtlijst en houdt uw plek in de rij.")

    cora.ga(f"/borne/groepen/{groep.id}")
    cora.zie(re.compile(r"Zei op .* ‘nu niet’ tegen deze groep"))
    cora.druk(re.compile("^Ja zegt .*Daarna"))
    cora.kijk("Dinsdagochtend")
    cora.zie("De inwoner heeft een plaats.")
    cora.ga(f"/borne/trajecten/{mensen[2].id}/wachtlijst")
    cora.kijk("Op de wachtlijst")
    cora.ga(f"/borne/trajecten/{mensen[0].id}/plaats")
    cora.kijk("Plaats in een groep")
