"""A page that stood open too long: what was typed is not lost, and it is done once it was shown who one is."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from ketens.bewaren.models import Bewaartermijn
from ketens.gebruikers.models import Sessie
from ketens.kern import klok
from ketens.kern.db import db
from tests import wereld
from tests.merken import EERST_OP_SQLITE

pytestmark = [pytest.mark.reis, EERST_OP_SQLITE]
REDEN = "De raad besloot dit op 3 november."


@pytest.mark.parametrize("breedte", [1280, 390])
def test_wat_getypt_was_gaat_mee_naar_de_vraag_wie_u_bent(scherm, script, in_borne, breedte):
    iemand = scherm("beheerder", script=script, breedte=breedte)
    iemand.ga("/borne/bewaren/termijnen/mail")
    iemand.naar_veld("Hoeveel")
    iemand.typ("11")
    iemand.naar_veld("Waarom")
    iemand.typ(REDEN)
    with in_borne():
        db.session.execute(update(Sessie).values(bevestigd_op=klok.nu() - timedelta(hours=1)))
        db.session.commit()
    iemand.druk("Bewaar de termijn")
    iemand.kijk("Laat zien dat u het bent")
    iemand.typ(wereld.WACHTWOORD)
    iemand.druk("Ga verder")
    iemand.zie("De bewaartermijn is gewijzigd.")
    with in_borne():
        assert db.session.scalars(select(Bewaartermijn.reden)).one() == REDEN
