"""A trainer measures a group with the keyboard alone: an error keeps what was typed, one test runs down the list."""

import pytest
from sqlalchemy import select

from ketens.kern.db import db
from ketens.metingen.models import Meting
from tests import wereld
from tests.merken import EERST_OP_SQLITE
from tests.metingen.conftest import meetgroep

pytestmark = [pytest.mark.reis, EERST_OP_SQLITE]
__all__ = ["meetgroep"]


def gemeten(app) -> list[tuple[str, str, float | None]]:
    with wereld.binnen(app):
        rijen = db.session.scalars(select(Meting).order_by(Meting.id))
        return sorted((rij.plaatsing.inwoner.achternaam, rij.instrument_code, rij.afname.score) for rij in rijen)


def test_een_groep_meten_met_alleen_het_toetsenbord(app, scherm, meetgroep):
    groep = meetgroep(2, naam="Kulturhus")
    tom = scherm("trainer")
    tom.ga(f"/borne/groepen/{groep.id}")
    tom.druk("Vul de beginmeting in")
    tom.kijk("Beginmeting")
    tom.naar_veld("Gerda Proef00, TUG: Seconden")
    tom.typ("124")
    tom.vink("Gerda Proef00, TUG: Niet uitvoerbaar")
    tom.toets("Space")  # on second thoughts
    tom.naar_veld("Gerda Proef01, Korte FES-I: Of 7 cijfers")
    tom.typ("1122334")
    tom.druk("Bewaar de metingen")
    tom.kijk("Beginmeting")
    tom.zie("Vul een getal in van 3,0 tot en met 120,0 seconden.")
    assert gemeten(app) == []
    tom.naar_veld("Gerda Proef00, TUG: Seconden")
    tom.toets("Control+a")
    tom.typ("12,4")
    tom.druk("Bewaar de metingen")
    tom.zie("2 van 2 deelnemers gemeten")
    assert gemeten(app) == [("Proef00", "tug", 12.4), ("Proef01", "fesi7", 16)]
    # One test after the other: from one participant to the next is three times Tab: two ticks between.
    tom.druk("30 seconden opstaan")
    tom.kijk("Beginmeting")
    tom.naar_veld("Gerda Proef00, 30 seconden opstaan: Aantal keer")
    tom.typ("9")
    eerder = tom.toetsen
    tom.naar_veld("Gerda Proef01, 30 seconden opstaan: Aantal keer")
    assert tom.toetsen - eerder == 3
    tom.typ("11")
    tom.toets("Enter")
    tom.wacht()
    tom.zie("Beginmeting: 2 metingen bewaard.")
    tom.druk("Bekijk de verandering")
    tom.kijk("Metingen")
    assert len(gemeten(app)) == 4


def test_op_een_smalle_telefoon_past_het_blad(scherm, meetgroep):
    groep = meetgroep(2)
    tom = scherm("trainer", breedte=320, hoogte=640)
    for pad in ("t0", "t0?instrument=fesi7", ""):
        tom.ga(f"/borne/groepen/{groep.id}/metingen/{pad}")
        tom.kijk()
