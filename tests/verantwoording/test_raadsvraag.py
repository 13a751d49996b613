"""A question of the raad: the answer comes from a table that is protected and published as a whole."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from ketens.indicatoren.models import Gebied
from ketens.kern.db import db
from ketens.kern.klok import zet_klok
from ketens.publicaties.models import Publicatie
from ketens.rechten import Rol
from tests.merken import OP_SQLITE
from tests.monitor.geteld import tel_tests

pytestmark = OP_SQLITE
VRAAG = {"cijfer": "valpreventie:aantal_vrt", "jaar": "2025", "periode": "Kwartaal 2", "wijk": "Zenderen"}


@pytest.fixture(autouse=True)
def op_2_maart_2026():
    with zet_klok(datetime(2026, 3, 2, 9, tzinfo=UTC)):
        yield


@pytest.fixture
def in_drie_wijken(app, in_borne):
    """Thirty tests in Borne and twenty in Zenderen, in each of two quarters; three in Hertme."""
    with in_borne():
        for pc4, wijk in (("7621", "Borne"), ("7625", "Zenderen"), ("7626", "Hertme"), ("7627", "Leegveld")):
            db.session.add(Gebied(pc4=pc4, wijk=wijk))
        db.session.commit()
    for maand in (2, 5):
        tel_tests(app, 30, op=date(2025, maand, 3), pc4="7621")
        tel_tests(app, 20, op=date(2025, maand, 3), pc4="7625")
    tel_tests(app, 3, op=date(2025, 5, 6), pc4="7626")


@pytest.fixture
def vraag(als):
    klant = als(Rol.PROJECTLEIDER)

    def stel(**anders):
        velden = {**VRAAG, **anders, "formulier_id": uuid4()}
        gezien = klant.post("verantwoording.raadsvraag", velden)
        if gezien.status != 200:
            return gezien
        return klant.post("verantwoording.raadsvraag", velden | {"gezien": gezien.waarde("gezien")})

    return stel


def test_het_antwoord_is_klaar_om_te_plakken(in_drie_wijken, vraag):
    tekst = vraag(periode="heel", wijk="heel").volg().tekst
    assert "Valrisicotests in de gemeente Borne, in 2025: 103." in tekst
    assert "Alle valrisicotests die in dit jaar zijn gedaan" in tekst
    assert "Bron: ketens, registratie Valpreventie, geteld op 02-03-2026." in tekst


def test_een_klein_aantal_is_verborgen_en_uit_de_tabel_niet_te_berekenen(in_drie_wijken, vraag):
    antwoord = vraag(wijk="Hertme").volg()
    assert "Valrisicotests in Hertme, in het tweede kwartaal van 2025: verborgen." in antwoord.tekst
    verborgen = [regel for regel in antwoord.html.split("<tr") if "verborgen" in regel]
    assert len(verborgen) >= 2


def test_wat_sinds_het_voorbeeld_veranderde_gaat_niet_naar_buiten(app, in_drie_wijken, als, in_borne):
    klant, velden = als(Rol.PROJECTLEIDER), {**VRAAG, "formulier_id": uuid4()}
    eerst = klant.post("verantwoording.raadsvraag", velden)
    assert "Er is nog niets naar buiten gegaan." in eerst.tekst
    tel_tests(app, 18, op=date(2025, 5, 3), pc4="7625")
    geweigerd = klant.post("verantwoording.raadsvraag", velden | {"gezien": eerst.waarde("gezien")})
    assert geweigerd.status == 422
    assert any("De cijfers zijn veranderd terwijl u keek." in fout for fout in geweigerd.fouten)
    with in_borne():
        assert db.session.scalar(select(func.count()).select_from(Publicatie)) == 0
    goed = klant.post("verantwoording.raadsvraag", velden | {"gezien": geweigerd.waarde("gezien")})
    assert "in het tweede kwartaal van 2025: 38." in goed.volg().tekst


def test_op_dezelfde_tabel_is_een_andere_wijk_en_periode_te_kiezen_zonder_nieuwe_publicatie(
    in_drie_wijken, vraag, als, in_borne
):
    vraag()
    vraag(periode="heel", wijk="Borne")
    with in_borne():
        assert db.session.scalar(select(func.count()).select_from(Publicatie)) == 1
        rij = db.session.scalars(select(Publicatie)).one()
        assert (rij.soort, rij.jaar) == ("raadsvraag", 2025)
        nummer = rij.id
    anders = als(Rol.PROJECTLEIDER).get(
        "verantwoording.raadsantwoord", publicatie_id=nummer, wijk="Leegveld", periode="heel", htmx="antwoord"
    )
    assert "Valrisicotests in Leegveld, in 2025: 0." in anders.tekst


def test_een_kwartaal_dat_nog_loopt_heeft_geen_antwoord(in_drie_wijken, vraag):
    pagina = vraag(jaar="2026", periode="Kwartaal 1")
    assert pagina.status == 422
    assert any("Dit kwartaal is nog niet voorbij." in fout for fout in pagina.fouten)


def test_een_cijfer_van_een_andere_keten_is_er_niet(vraag):
    pagina = vraag(cijfer="welzijn_op_recept:inwoners_ondersteund", wijk="heel")
    assert pagina.status == 422
    assert "Kies iets uit de lijst." in pagina.tekst


def test_zonder_vragen_zegt_de_pagina_dat(als):
    tekst = als(Rol.PROJECTLEIDER).get("verantwoording.raadsvraag").tekst
    assert "U hebt nog geen vraag van de raad beantwoord." in tekst
    assert "Er zijn nog geen wijken ingevuld." in tekst


def test_alleen_wie_publiceert_antwoordt_de_raad(als):
    assert als(Rol.COORDINATOR).get("verantwoording.raadsvraag").status == 403
