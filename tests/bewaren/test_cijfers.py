"""No figure of any year changes when people go, over histories that nobody thought up; nor a word of what was printed.

Also where small counts are hidden: what is hidden follows from the figures, so it must be hidden as it was.
"""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from ketens.bewaren import voorstellen
from ketens.indicatoren.rijen import rijen
from ketens.indicatoren.tellen import tel
from ketens.inwoners.models import Inwoner
from ketens.kern.db import db
from ketens.kern.klok import zet_klok
from ketens.monitor.lezen import projecten
from ketens.monitor.openbaar import hoofdstuk, openbare
from ketens.monitor.stuk import maak
from ketens.publicaties.openbaar import vertoning
from ketens.publicaties.stukbouw import maak_stuk
from ketens.stukken import json_
from ketens.vaststellingen.handelingen import stel_vast
from ketens.vaststellingen.stand import vaststelling, verschillen
from ketens.verslagen.stuk import als_stuk
from ketens.verslagen.verslag import als_json, verslag
from tests import wereld
from tests.indicatoren.naief.leven import NU
from tests.indicatoren.test_naief import GETAL, KETENS, vertel
from tests.merken import BEPROEVING, EERST_OP_SQLITE, OP_POSTGRESQL

JAREN = (2023, 2024, 2025, 2026)
DICHT = (2024, 2025)
# Late enough for every term, so that all who have nothing running go.
LATER = NU + timedelta(days=365 * 6)
GEGAAN: list[int] = []


def cijfers(app):
    with wereld.binnen(app), zet_klok(NU):
        return {
            (keten, jaar): (als_json(verslag(keten, jaar)), delen(keten, jaar)) for keten in KETENS for jaar in JAREN
        }


def stukken(app):
    """What is printed of the closed years: the report, the monitor, and both as the public sees them."""
    uit = {}
    with wereld.binnen(app), zet_klok(NU):
        for jaar in DICHT:
            wie = wereld.wie("projectleider")
            intern = projecten(KETENS, jaar)
            uit["monitor", jaar] = maak(intern, {}, gemeente="Borne", jaar=jaar, merk="intern", gemaakt_op=NU.date())
            uit["monitor openbaar", jaar] = hoofdstuk(openbare(KETENS, jaar), {}, wie, jaar)
            for keten in KETENS:
                gelezen = verslag(keten, jaar)
                uit[keten, jaar] = als_stuk(gelezen)
                uit[f"{keten} openbaar", jaar] = maak_stuk(vertoning(gelezen))
        return {welk: json_.schrijf(stuk).decode() for welk, stuk in uit.items()}


def delen(keten, jaar):
    stand = tel(keten, jaar)
    return {
        (code, deel): stand.splitsing(code, deel) for code in stand.codes for deel in stand.indicator(code).splitsingen
    }


def laat_gaan(app):
    with wereld.binnen(app), zet_klok(LATER):
        voorstel = voorstellen.leg_voor()
        db.session.commit()
    with wereld.binnen(app), zet_klok(LATER + timedelta(days=14)):
        while voorstel and voorstellen.voer_uit(voorstellen.wachtend()):
            db.session.commit()
        db.session.commit()
        gegaan = select(func.count(Inwoner.id)).where(Inwoner.geanonimiseerd_op.is_not(None))
        GEGAAN.append(db.session.scalar(gegaan))


def keur(app):
    with wereld.binnen(app), zet_klok(NU):
        stel_vast(verslag("valpreventie", 2025), door=wereld.wie("projectleider"), toelichting="")
        db.session.commit()
    voor, gedrukt = cijfers(app), stukken(app)
    verborgen = {welk for welk, tekst in gedrukt.items() if "openbaar" in welk[0] and "verborgen" in tekst}
    assert {"monitor openbaar", "valpreventie openbaar"} <= {welk for welk, _ in verborgen}
    laat_gaan(app)
    assert cijfers(app) == voor
    assert stukken(app) == gedrukt
    with wereld.binnen(app), zet_klok(NU):
        vast = vaststelling("valpreventie", 2025)
        assert list(verschillen(vast, verslag("valpreventie", 2025))) == []
        achter = rijen("valpreventie", 2025, "unieke_deelnemers", wie=wereld.wie("coordinator"), per=None)
        assert achter.totaal == tel("valpreventie", 2025).waarde("unieke_deelnemers")


@settings(
    max_examples=100 if BEPROEVING else 1,
    deadline=None,
    derandomize=not BEPROEVING,
    database=None,
    phases=list(Phase) if BEPROEVING else [Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(
    levens=st.lists(GETAL, unique=True, min_size=15, max_size=25),
    welzijn=st.lists(GETAL, unique=True, min_size=8, max_size=14),
    klassen=st.lists(GETAL, unique=True, min_size=1, max_size=2),
)
def in_elke_geschiedenis(bron, levens, welzijn, klassen):
    bron.ververs()
    vertel(bron.app, "borne", levens, welzijn, klassen)
    keur(bron.app)


@EERST_OP_SQLITE
def test_geen_cijfer_van_enig_jaar_verandert(bron):
    in_elke_geschiedenis(bron)
    assert min(GEGAAN) > 5


@OP_POSTGRESQL
def test_ook_op_postgresql_verandert_er_niets(app):
    vertel(app, "borne", range(9), range(5), range(9, 11))
    keur(app)


pytestmark = pytest.mark.filterwarnings("ignore::hypothesis.errors.NonInteractiveExampleWarning")
