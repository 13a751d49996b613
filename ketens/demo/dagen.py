"""Valrisicodagen of a year: volunteers with tablets, and one day on which some of it was kept on paper."""

from datetime import date
from random import Random
from uuid import UUID

from sqlalchemy import select

from ketens.demo.antwoorden import valrisicotest
from ketens.demo.kalender import Agenda, werkdag
from ketens.demo.namen import BUURTEN
from ketens.demo.ploeg import Ploeg
from ketens.demo.verhalen import Verhaal, formulier
from ketens.inwoners.models import Geslacht
from ketens.kern.db import db
from ketens.kern.klok import moment
from ketens.valrisicodagen.handelingen import open_dag, sluit, turf
from ketens.valrisicodagen.innemen import meld_gebelde_aan, tel
from ketens.valrisicodagen.rijen import KLASSEN, Rij
from ketens.verwijzingen.models import Verwijzing

# Month, day and place of each day in Borne; with the practices it comes to some 740 tests a year, 14 % of the 65+.
DAGEN = ((3, 12, "Kulturhus"), (5, 21, "Sporthal"), (9, 24, "Dorpshuis Hertme"), (10, 15, "Dorpshuis Zenderen"))
EERSTE_JAAR, TESTS = 2024, {2024: 70, 2025: 72, 2026: 52}
GETURFD = {"laag": 31, "matig": 20, "hoog": 9}
OP_PAPIER = 2
# What the tablet sends along when someone said yes.
JA = {"toestemming": True}
UITSLAGEN = ("laag", "matig", "hoog", "onvolledig")
HOE_VAAK, HOE_OUD = (52, 30, 16, 2), (3, 14, 24, 26, 18, 10, 4, 1)


def dagen(ploeg: Ploeg, jaar: int) -> list[Verhaal]:
    """Return the valrisicodagen of this year in Borne."""
    if ploeg.slug != "borne" or jaar < EERSTE_JAAR:
        return []
    return [_dag(ploeg, jaar, volg) for volg in range(len(DAGEN))]


def dag_van_nu(ploeg: Ploeg, agenda: Agenda) -> Verhaal:
    """The day of today is still open: some were tested, and one of them wants to be called."""
    kans, sleutel = Random("valrisicodag-nu"), f"valrisicodag-{agenda.vandaag}"  # noqa: S311  # no secret
    yield agenda.geleden(0.15)
    gehouden = open_dag(
        formulier_id=formulier(sleutel), datum=agenda.vandaag, locatie="Bibliotheek (demo)", door=ploeg.regie
    )
    db.session.flush()
    for nummer in range(7):
        tel(gehouden, _rij(kans, formulier(f"{sleutel}-{nummer}")))
    persoon = {"voornaam": "Dinie", "achternaam": "Oude Voshaar", "geboortedatum": "3-8-1947", "telefoon": "0740009905"}
    rij_id, antwoorden = formulier(f"{sleutel}-naam"), valrisicotest("matig", kans)
    meld_gebelde_aan(gehouden, Rij(rij_id, antwoorden, "75-79", Geslacht.VROUW, "7622", False, persoon=persoon | JA))
    db.session.flush()
    # A tablet does not know that this is a demo.
    aanmelding = db.session.scalars(select(Verwijzing).where(Verwijzing.formulier_id == rij_id)).one()
    aanmelding.is_demo = aanmelding.inwoner.is_demo = True


def _dag(ploeg: Ploeg, jaar: int, volg: int) -> Verhaal:
    maand, dag, plek = DAGEN[volg]
    sleutel = f"valrisicodag-{jaar}-{volg}"
    kans = Random(sleutel)  # noqa: S311  # invented people, no secret
    datum = werkdag(date(jaar, maand, dag))
    yield moment(datum, 9)
    gehouden = open_dag(formulier_id=formulier(sleutel), datum=datum, locatie=f"{plek} (demo)", door=ploeg.regie)
    db.session.flush()
    yield moment(datum, 15)
    for nummer in range(TESTS[min(jaar, max(TESTS))]):
        tel(gehouden, _rij(kans, formulier(f"{sleutel}-{nummer}")))
    yield moment(datum, 17)
    sluit(gehouden)
    if volg == OP_PAPIER:
        turf(gehouden, aantallen=GETURFD, formulier_id=formulier(f"{sleutel}-turf"), door=ploeg.regie)


def _rij(kans: Random, rij_id: UUID) -> Rij:
    return Rij(
        rij_id,
        valrisicotest(kans.choices(UITSLAGEN, HOE_VAAK)[0], kans),
        leeftijdsklasse=kans.choices(list(KLASSEN), HOE_OUD)[0],
        geslacht=Geslacht.VROUW if kans.random() < 0.6 else Geslacht.MAN,
        pc4=kans.choice(BUURTEN["borne"]).pc4,
        al_getest=kans.random() < 0.07,
    )
