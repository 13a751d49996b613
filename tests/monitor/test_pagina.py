"""The chapter on the screen: what it says, and what people add to it."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from ketens.kern.klok import zet_klok
from ketens.rechten import Rol
from tests.merken import OP_SQLITE

pytestmark = OP_SQLITE
DAG = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def op_2_maart_2026():
    with zet_klok(DAG):
        yield


def opmerking(tekst: str, versie: int = 0, **anders: object) -> dict[str, object]:
    return {"project": "valpreventie", "paragraaf": "kosten", "tekst": tekst, "versie": versie, **anders}


def test_het_overzicht_noemt_elk_jaar_waarin_een_keten_liep(als):
    pagina = als(Rol.PROJECTLEIDER).get("monitor.overzicht")
    assert [jaar for jaar in range(2020, 2028) if f"Monitor {jaar}" in pagina.tekst] == [2023, 2024, 2025, 2026]
    assert "loopt nog" in pagina.tekst


def test_een_jaar_zonder_cijfers_zegt_dat_in_woorden(als):
    pagina = als(Rol.PROJECTLEIDER).get("monitor.jaar", jaar=2025)
    for zin in (
        "Dit hoofdstuk gaat over 1 keten in gemeente Borne in 2025: Valpreventie.",
        "De cijfers van Valpreventie over 2025 zijn nog niet vastgesteld.",
        "Over 2025 zijn geen kosten ingevuld.",
        "Op de kalender van 2026 staan nog geen groepen.",
    ):
        assert zin in pagina.tekst


def test_een_jaar_waarin_niets_liep_is_er_niet(als):
    assert als(Rol.PROJECTLEIDER).get("monitor.jaar", jaar=2019).status == 404
    assert als(Rol.PROJECTLEIDER).get("monitor.jaar", jaar=2031).status == 404


def test_wie_rapporteert_schrijft_er_iets_bij_ook_zonder_script(als):
    klant = als(Rol.PROJECTLEIDER)
    pagina = klant.get("monitor.jaar", jaar=2025, bewerk="valpreventie.kosten")
    assert "Bewaar de opmerking" in pagina.tekst
    bewaard = klant.post("monitor.opmerking", opmerking("De zaal werd duurder."), jaar=2025)
    assert bewaard.naar.endswith("/monitor/2025#valpreventie_kosten")
    tekst = bewaard.volg().tekst
    assert "De zaal werd duurder." in tekst
    assert "Opmerking van Petra Projectleider, 02-03-2026 10:00." in tekst


def test_met_script_komt_alleen_het_hoofdstuk_terug(als):
    klant = als(Rol.PROJECTLEIDER)
    stuk = klant.get("monitor.jaar", jaar=2025, bewerk="valpreventie.kosten", htmx="hoofdstuk")
    assert "Bewaar de opmerking" in stuk.tekst
    assert "<title>" not in stuk.html


def test_wie_een_oude_opmerking_zag_leest_wie_hem_wijzigde_en_wat_er_staat(als):
    klant = als(Rol.PROJECTLEIDER)
    klant.post("monitor.opmerking", opmerking("Eerst."), jaar=2025)
    pagina = klant.post("monitor.opmerking", opmerking("Later."), jaar=2025)
    assert pagina.status == 422
    assert "Petra Projectleider (02-03-2026 10:00) heeft dit intussen gewijzigd." in pagina.tekst
    assert "Dit staat er nu:" in pagina.tekst
    assert "Eerst." in pagina.tekst
    assert "Later." in pagina.html


def test_een_lege_opmerking_haalt_hem_weg(als):
    klant = als(Rol.PROJECTLEIDER)
    klant.post("monitor.opmerking", opmerking("Weg ermee."), jaar=2025)
    klant.post("monitor.opmerking", opmerking("", 1), jaar=2025)
    assert "Weg ermee." not in klant.get("monitor.jaar", jaar=2025).tekst


@pytest.mark.parametrize("anders", [{"project": "welzijn_op_recept"}, {"paragraaf": "verzonnen"}])
def test_bij_een_alinea_die_er_niet_is_staat_niets(als, anders):
    pagina = als(Rol.PROJECTLEIDER).post("monitor.opmerking", opmerking("Hallo.", **anders), jaar=2025)
    assert pagina.status == 422
    assert "Bij deze alinea kunt u geen opmerking schrijven." in pagina.tekst


@pytest.mark.parametrize("rol", [Rol.COORDINATOR, Rol.WELZIJNSCOACH])
def test_wie_het_geld_niet_ziet_leest_de_monitor_niet(als, rol):
    klant = als(rol)
    assert klant.get("monitor.overzicht").status == 403
    assert klant.get("monitor.jaar", jaar=2025).status == 403
    assert klant.post("monitor.opmerking", opmerking("Hallo."), jaar=2025).status == 403
    bestand = {"soort": "monitor", "formaat": "csv", "jaar": "2025", "formulier_id": uuid4()}
    assert klant.post("uitvoer.nieuw", bestand).status == 422


@pytest.mark.parametrize("jaar", [0, 2010, 10**30])
def test_een_jaar_waarin_geen_keten_liep_is_er_niet(als, jaar):
    klant = als(Rol.PROJECTLEIDER)
    assert klant.get("monitor.jaar", jaar=jaar, bewerk="valpreventie.kosten").status == 404
    assert klant.post("monitor.opmerking", opmerking("Hallo."), jaar=jaar).status == 404
