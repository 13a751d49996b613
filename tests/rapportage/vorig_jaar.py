"""A year of which one knows what came of it: last year, in Borne."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask import Flask

from ketens.budgetten.models import Begrotingspost, Kost
from ketens.indicatoren.models import Doelgroepcijfer
from ketens.inwoners.models import Inwoner
from ketens.kern.db import db
from ketens.kern.klok import moment, vandaag
from tests import wereld
from tests.indicatoren.conftest import Rijen
from tests.maak import Maker


@dataclass(frozen=True)
class Jaar:
    """`namen` are those of who took part; `inwoners` their ids."""

    jaar: int
    namen: tuple[str, ...]
    inwoners: tuple[UUID, ...]


def vul_jaar(app: Flask, maak: Maker) -> Jaar:
    """Three who began (one in two groups), one who stopped, 12 tests without a name, 5.300 over 65, and the money."""
    welk, namen = vandaag().year - 1, ("Aanhouder", "Zwaluwstaart", "Ommekeer")
    mensen = [maak.inwoner(naam) for naam in namen]
    maak.testen(12, jaar=welk, setting="huisbezoek")
    with wereld.binnen(app):
        rijen = Rijen()
        eerste, tweede = rijen.groep(date(welk, 3, 2)), rijen.groep(date(welk, 9, 7), interventie_pin="vvt@2")
        for nr, mens in enumerate(mensen):
            traject = rijen.traject(db.session.get_one(Inwoner, mens.id), date(welk, 2, 3))
            anders = {"einde": "uitgevallen", "eindreden": "te_zwaar"} if nr == 0 else {"einde": "afgerond"}
            for groep in (eerste, tweede)[: 2 if nr == 2 else 1]:
                klaar = moment(groep.eindigt_op)
                vast = {"gestart_op": groep.begint_op, "geeindigd_op": klaar, "bekostiging": "spuk_gala"}
                rijen.plaatsing(groep, traject, 1, 2, **vast, **anders)
        db.session.add_all(_geld_en_mensen(welk))
        db.session.commit()
    return Jaar(welk, namen, tuple(mens.id for mens in mensen))


def _geld_en_mensen(welk: int) -> list[object]:
    deel = {"onderdeel": "valpreventie", "kostensoort": "inkoop_interventie", "datum": date(welk, 5, 1)}
    return [
        Doelgroepcijfer(
            jaar=welk, groep_code="thuiswonende_65plus", aantal=5300, peildatum=date(welk, 1, 1), bron="CBS StatLine"
        ),
        Begrotingspost(jaar=welk, bedrag=5_221_200, onderdeel="valpreventie", bron="spuk_gala"),
        Kost(bedrag=1_000_001, bron="spuk_gala", **deel),
        Kost(bedrag=33_333, bron="menzis_leefkracht", **deel),
    ]
