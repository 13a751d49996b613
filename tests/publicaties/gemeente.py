"""A small gemeente with chance in it: people, tests, groups and how they ended, so that many counts are small."""

from datetime import date, timedelta
from random import Random

from ketens.budgetten.models import Kost
from ketens.indicatoren.models import Doelgroepcijfer
from ketens.kern.db import db
from ketens.kern.klok import moment
from tests.indicatoren.conftest import Rijen

SOORTEN = ("huisartsenpraktijk", "fysiotherapie", "welzijn", "apotheek")


def vul(zaad: int, jaar: int) -> None:
    """Lay down a year in the gemeente of the moment."""
    kans, rijen = Random(zaad), Rijen()
    wijken = kans.sample(["7621", "7622", "7623", "7625", "7626"], kans.randint(2, 5))
    mensen = [
        rijen.inwoner(
            pc4=kans.choice(wijken), geboortejaar=jaar - kans.randint(66, 93), geslacht=kans.choice(["man", "vrouw"])
        )
        for _ in range(kans.choice((8, 25, 60)))
    ]
    _zonder_naam(kans, rijen, jaar, wijken)
    for mens in mensen:
        uitslag = kans.choice(("laag", "matig", "matig", "hoog", "onvolledig"))
        soort, dag = kans.choice(SOORTEN), _dag(kans, jaar)
        leeftijd = jaar - mens.geboortejaar
        rijen.test(dag, inwoner=mens, uitslag=uitslag, leeftijd=leeftijd, verwijzer_soort=soort, geslacht=mens.geslacht)
    _groepen(kans, rijen, jaar, mensen)
    velden = {"jaar": jaar, "peildatum": date(jaar, 1, 1), "bron": "CBS", "aantal": kans.choice((180, 2400, 5300))}
    db.session.add(Doelgroepcijfer(groep_code="thuiswonende_65plus", **velden))
    bedrag = {"bron": "spuk_gala", "onderdeel": "valpreventie", "kostensoort": "inkoop_interventie"}
    db.session.add(Kost(datum=date(jaar, 6, 1), bedrag=kans.randint(100_000, 9_000_000), **bedrag))
    db.session.commit()


def _zonder_naam(kans: Random, rijen: Rijen, jaar: int, wijken: list[str]) -> None:
    for _ in range(kans.choice((0, 6, 40))):
        uitslag, soort = kans.choice(("laag", "laag", "matig", "hoog")), kans.choice(SOORTEN)
        velden = {"pc4": kans.choice(wijken), "leeftijdsklasse": kans.choice(("65-69", "70-74", "80-84", None))}
        velden |= {"al_getest": kans.choice((True, False, None)), "verwijzer_soort": soort, "uitslag": uitslag}
        rijen.test(_dag(kans, jaar), leeftijd=None, **velden)


def _groepen(kans: Random, rijen: Rijen, jaar: int, mensen: list) -> None:
    for begin in (date(jaar, 2, 3), date(jaar, 5, 6), date(jaar, 9, 8)):
        groep = rijen.groep(begin, plaatsen=kans.choice((10, 14)))
        for mens in kans.sample(mensen, min(len(mensen), kans.randint(2, 10))):
            traject = rijen.traject(mens, begin - timedelta(days=40))
            einde = kans.choice(("afgerond", "afgerond", "afgerond", "uitgevallen", None))
            velden = {"gestart_op": begin, "bekostiging": kans.choice(("spuk_gala", "spuk_gala", "zvw", "zelf"))}
            if einde:
                velden |= {"einde": einde, "geeindigd_op": moment(begin + timedelta(days=50))}
            rijen.plaatsing(groep, traject, **velden)


def _dag(kans: Random, jaar: int) -> date:
    return date(jaar, 1, 1) + timedelta(days=kans.randrange(365))
