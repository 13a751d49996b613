"""What a year holds beside its groups: roads that do not lead to a place, and tests that end at the practice."""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from sqlalchemy import select

from ketens.demo.antwoorden import valrisicotest
from ketens.demo.kalender import overdag
from ketens.demo.mensen import persoon
from ketens.demo.namen import BUURTEN
from ketens.demo.organisaties import KETEN
from ketens.demo.overdragen import verzekerd
from ketens.demo.ploeg import Ploeg
from ketens.demo.verhalen import (
    Rolverdeling,
    Verhaal,
    formulier,
    gestopt,
    geweigerd,
    hoog,
    ingetrokken,
    niet_bereikt,
    toch_laag,
    verdeel,
)
from ketens.inwoners.models import Geslacht
from ketens.kern.db import db
from ketens.kern.klok import nu
from ketens.trajecten.taken import Taak
from ketens.verwijzingen.handelingen import bewaar_test, leg_weigering_vast, tel_test

Verteller = Callable[[Rolverdeling, date, str], Verhaal]

# In this order, as many as the year holds.
ELDERS: tuple[tuple[Verteller, str], ...] = (
    (verzekerd, ""),
    (geweigerd, "niet_doelgroep"),
    (niet_bereikt, ""),
    (gestopt, "geen_interesse"),
    (hoog, "anders"),
    (toch_laag, ""),
    (ingetrokken, "wil_niet"),
    (verzekerd, "terug"),
    (niet_bereikt, ""),
    (gestopt, "geen_interesse"),
    (geweigerd, "buiten_gemeente"),
    (hoog, "inwoner_wil_niet"),
    (verzekerd, ""),
    (gestopt, "verhuisd"),
    (niet_bereikt, ""),
    (geweigerd, "woont_in_instelling"),
    (gestopt, "geen_interesse"),
    (toch_laag, ""),
    (gestopt, "doorverwezen_wmo"),
    (ingetrokken, "vergissing"),
    (gestopt, "overleden"),
)
# Per year: such stories, tests counted, tests kept, "wil nu niet". What is not named is as in the last of them.
AANTALLEN = {2023: (15, 90, 4, 12), 2024: (22, 160, 6, 18), 2025: (30, 240, 8, 26), 2026: (34, 300, 8, 30)}
TUBBERGEN = (3, 24, 0, 4)
REDENEN = ("geen_behoefte", "beweegt_al", "geen_tijd", "te_ziek", "geen_groep", "wil_nadenken", "geen_reden")
EERSTE_NUMMER = {"elders": 300, "bewaard": 400}


def aantallen(gemeente: str, jaar: int) -> tuple[int, int, int, int]:
    """Return how much of each happens in this gemeente in this year."""
    if gemeente == "tubbergen":
        return TUBBERGEN if jaar >= 2025 else (0, 0, 0, 0)
    return AANTALLEN[min(jaar, 2026)]


def elders(ploeg: Ploeg, jaar: int) -> list[Verhaal]:
    """Return the stories of this year that do not lead to a group; over-85s are among them."""
    verhalen = []
    for volg in range(aantallen(ploeg.slug, jaar)[0]):
        vertel, reden = ELDERS[volg % len(ELDERS)]
        dag = _dag(f"elders-{ploeg.slug}-{volg}", jaar)
        wie = persoon(ploeg.slug, jaar, EERSTE_NUMMER["elders"] + volg, leeftijd=(67, 92), op=dag)
        verhalen.append(vertel(verdeel(ploeg, wie), dag, reden))
    return verhalen


def tests(ploeg: Ploeg, jaar: int) -> list[Verhaal]:
    """Return the low risks of this year, and who did not want it now."""
    _, geteld, bewaard, geweigerd_ = aantallen(ploeg.slug, jaar)
    verhalen = [_geteld(ploeg, jaar, volg) for volg in range(geteld)]
    verhalen += [_wil_niet(ploeg, jaar, volg) for volg in range(geweigerd_)]
    for volg in range(bewaard):
        dag = _dag(f"bewaard-{ploeg.slug}-{volg}", jaar)
        wie = persoon(ploeg.slug, jaar, EERSTE_NUMMER["bewaard"] + volg, leeftijd=(65, 80), op=dag)
        verhalen.append(_bewaard(verdeel(ploeg, wie), dag))
    return verhalen


def _dag(sleutel: str, jaar: int) -> date:
    kans = Random(f"dag-{sleutel}-{jaar}")  # noqa: S311  # invented people, no secret
    return date(jaar, 1, 5) + timedelta(days=kans.randint(0, 350))


def _geteld(ploeg: Ploeg, jaar: int, volg: int) -> Verhaal:
    sleutel = f"geteld-{ploeg.slug}-{jaar}-{volg}"
    kans = Random(sleutel)  # noqa: S311  # invented people, no secret
    yield overdag(kans, _dag(sleutel, jaar))
    tel_test(
        formulier_id=formulier(sleutel),
        keten_code=KETEN,
        door=ploeg.verwijzer(kans),
        antwoorden=valrisicotest("laag", kans),
        leeftijd=round(kans.triangular(65, 92, 71)),
        geslacht=Geslacht.VROUW if kans.random() < 0.6 else Geslacht.MAN,
        pc4=kans.choice(BUURTEN[ploeg.slug]).pc4,
        setting=kans.choices(("praktijk", "thuis", "telefoon"), (70, 20, 10))[0],
    )


def _wil_niet(ploeg: Ploeg, jaar: int, volg: int) -> Verhaal:
    sleutel = f"wil-niet-{ploeg.slug}-{jaar}-{volg}"
    kans = Random(sleutel)  # noqa: S311  # invented people, no secret
    yield overdag(kans, _dag(sleutel, jaar))
    leg_weigering_vast(
        formulier_id=formulier(sleutel),
        keten_code=KETEN,
        door=ploeg.verwijzer(kans),
        antwoorden=valrisicotest(kans.choice(("matig", "matig", "hoog")), kans),
        reden=kans.choice(REDENEN),
    )


def _bewaard(rol: Rolverdeling, dag: date) -> Verhaal:
    """A low risk, kept because the resident wants a call after a year; then the test is low again, and only counted."""
    yield overdag(rol.kans, dag)
    afname = bewaar_test(
        formulier_id=formulier(rol.persoon.sleutel),
        keten_code=KETEN,
        door=rol.ploeg.verwijzer(rol.kans),
        antwoorden=valrisicotest("laag", rol.kans),
        toestemming_opnieuw_bellen=True,
        **rol.persoon.gegevens(rol.kans),
    )
    db.session.flush()
    yield nu() + timedelta(days=366)
    taak = db.session.scalars(select(Taak).where(Taak.object_id == afname.inwoner_id)).one()
    taak.handel_af()
    tel_test(
        formulier_id=formulier(f"{rol.persoon.sleutel}-opnieuw"),
        keten_code=KETEN,
        door=rol.regie,
        antwoorden=valrisicotest("laag", rol.kans),
        geboortedatum=rol.persoon.geboortedatum,
        geslacht=rol.persoon.geslacht,
        setting="telefoon",
    )
