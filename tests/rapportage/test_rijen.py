"""The rows behind a number: without a person for who counts, with names and a line in the log for who treats."""

import csv
import io
from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import select

from ketens.audit.models import Logregel, LogregelInwoner
from ketens.catalogus import catalogus
from ketens.gebruikers.models import Lidmaatschap
from ketens.kern.db import db, nieuw_id
from ketens.rechten import Rol
from ketens.tellingen.handelingen import tel
from tests import wereld
from tests.merken import OP_SQLITE

pytestmark = OP_SQLITE


def rijen(als, jaar, wie, indicator="aantal_gestart", **anders):
    return als(wie).get("rapportage.rijen", keten_code=wereld.KETEN, jaar=jaar.jaar, indicator=indicator, **anders)


def ophalen(klant, jaar, soort, indicator="aantal_gestart", formaat="csv", **anders):
    velden = {"formulier_id": str(nieuw_id()), "keten": wereld.KETEN, "jaar": str(jaar.jaar), "indicator": indicator}
    return klant.post("uitvoer.nieuw", {"soort": soort, "formaat": formaat, **velden, **anders})


def test_een_projectleider_ziet_rijen_en_geen_mensen(als, jaar):
    pagina = rijen(als, jaar, Rol.PROJECTLEIDER)
    assert "4 rijen" in pagina.tekst
    assert "75-79" in pagina.tekst
    assert not [naam for naam in jaar.namen if naam in pagina.html]
    assert "/trajecten/" not in pagina.html


def test_wie_hen_begeleidt_ziet_hun_naam_en_dat_staat_in_het_logboek(als, jaar, in_borne):
    pagina = rijen(als, jaar, Rol.COORDINATOR)
    assert all(naam in pagina.html for naam in jaar.namen)
    assert pagina.html.count("/borne/trajecten/") == 4
    with in_borne():
        vraag = select(LogregelInwoner.inwoner_id).join(Logregel, Logregel.id == LogregelInwoner.logregel_id)
        gelogd = set(db.session.scalars(vraag.where(Logregel.route == "rapportage.rijen")))
    assert gelogd == set(jaar.inwoners)


def test_een_deel_heeft_zijn_eigen_rijen(als, jaar):
    maart = rijen(als, jaar, Rol.PROJECTLEIDER, deel="maand:03").tekst
    assert "3 rijen" in maart
    assert f"Gestarte deelnames {jaar.jaar}: Maart" in maart
    assert "1 rij" in rijen(als, jaar, Rol.PROJECTLEIDER, deel="interventie:vvt").tekst


@pytest.mark.parametrize("deel", ["maand:" + "9" * 30, "maand:13", "maand:0", "leeftijdsklasse:" + "9" * 30])
def test_een_deel_dat_niet_bestaat_is_er_niet(als, jaar, deel):
    assert rijen(als, jaar, Rol.PROJECTLEIDER, deel=deel).status == 404
    assert ophalen(als(Rol.PROJECTLEIDER), jaar, "rijen", deel=deel).status in (404, 422)


@pytest.mark.parametrize("deel", ["pc4:7621", "wijk:7621"])
def test_een_postcodegebied_is_zelf_te_kiezen_en_als_wijk_zonder_naam(als, maak, deel):
    maak.testen(3, jaar=2025)
    adres = {"keten_code": wereld.KETEN, "jaar": 2025, "indicator": "aantal_vrt", "deel": deel}
    assert "3 rijen" in als(Rol.PROJECTLEIDER).get("rapportage.rijen", **adres).tekst


def test_achter_een_percentage_staan_de_rijen_van_wat_het_telt(als, jaar):
    tekst = rijen(als, jaar, Rol.PROJECTLEIDER, indicator="pct_bereik_interventie").tekst
    assert "3 rijen" in tekst
    assert "Dit zijn de rijen van unieke deelnemers" in tekst


@pytest.mark.parametrize(
    "deel",
    [
        "onzin:1",
        "maand:dertien",
        "organisatie:geen",
        "uitslag:\x07",
        f"organisatie:{UUID(int=7)}",
        "geslacht:Pietje Puk",
    ],
)
def test_een_deel_dat_er_niet_is_is_er_niet(als, jaar, deel):
    assert rijen(als, jaar, Rol.PROJECTLEIDER, deel=deel).status == 404


def test_wat_zonder_personen_is_geteld_opent_de_tellingen(als, in_borne):
    with in_borne():
        velden = {"formulier_id": nieuw_id(), "datum": date(2025, 3, 1), "door": wereld.wie("teller")}
        aantallen = {"volwassenen": 8, "kinderen": 9, "nieuw": 1}
        tel(catalogus().activiteit("ouder_kindcafe"), aantallen=aantallen, **velden)
        pet = db.session.get_one(Lidmaatschap, wereld.id_van(f"projectleider-{Rol.PROJECTLEIDER}"))
        pet.ketens = [*pet.ketens, "kansrijke_start"]
        db.session.commit()
    adres = {"keten_code": "kansrijke_start", "jaar": 2025}
    klant = als(Rol.PROJECTLEIDER)
    assert "/2025/bezoeken_ouder_kindcafe" in klant.get("rapportage.dashboard", **adres).html
    assert "1 rij, samen 17" in klant.get("rapportage.rijen", indicator="bezoeken_ouder_kindcafe", **adres).tekst


def test_veel_rijen_staan_op_bladzijden(als, jaar, maak):
    maak.testen(60, jaar=jaar.jaar)
    eerste = rijen(als, jaar, Rol.PROJECTLEIDER, indicator="aantal_vrt")
    assert "72 rijen" in eerste.tekst
    assert "1 t/m 50 van 72" in eerste.tekst
    assert "51 t/m 72 van 72" in rijen(als, jaar, Rol.PROJECTLEIDER, indicator="aantal_vrt", blad=2).tekst


def test_het_bestand_heeft_dezelfde_rijen_zonder_namen(als, jaar):
    antwoord = ophalen(als(Rol.PROJECTLEIDER), jaar, "rijen").antwoord
    assert antwoord.mimetype == "text/csv"
    tekst = antwoord.get_data(as_text=True)
    assert tekst.count(f"Maart {jaar.jaar}") == 3
    assert not [naam for naam in jaar.namen if naam in tekst]


def test_een_bestand_met_namen_is_voor_wie_hen_begeleidt_en_staat_in_het_logboek(als, jaar, in_borne):
    geweigerd = ophalen(als(Rol.PROJECTLEIDER), jaar, "rijen_op_naam")
    assert geweigerd.status == 422
    assert not [naam for naam in jaar.namen if naam in geweigerd.html]
    tekst = ophalen(als(Rol.COORDINATOR), jaar, "rijen_op_naam").antwoord.get_data(as_text=True)
    assert all(naam in tekst for naam in jaar.namen)
    with in_borne():
        vraag = select(LogregelInwoner.inwoner_id).join(Logregel, Logregel.id == LogregelInwoner.logregel_id)
        assert set(db.session.scalars(vraag.where(Logregel.route == "uitvoer.nieuw"))) == set(jaar.inwoners)


def test_een_lange_lijst_wordt_op_de_achtergrond_gemaakt(als, jaar, maak):
    maak.testen(400, jaar=jaar.jaar)
    antwoord = ophalen(als(Rol.PROJECTLEIDER), jaar, "rijen", indicator="aantal_vrt")
    assert antwoord.status == 303
    assert "/borne/uitvoer/" in antwoord.naar


def test_een_deel_van_het_rapport_is_een_bestand_en_geld_is_voor_wie_dat_mag_zien(als, jaar):
    def deel(wie, code):
        velden = {"formulier_id": str(nieuw_id()), "keten": wereld.KETEN, "jaar": str(jaar.jaar), "deel": code}
        return als(wie).post("uitvoer.nieuw", {"soort": "rapportdeel", "formaat": "csv", **velden})

    assert "Uitgevallen deelnames" in deel(Rol.COORDINATOR, "redenen").html
    assert "Per bron" in deel(Rol.PROJECTLEIDER, "geld").html
    assert deel(Rol.COORDINATOR, "geld").status == 422
    assert deel(Rol.PROJECTLEIDER, "onzin").status == 422


def test_elke_tabel_van_het_rapport_is_een_bestand(als, jaar):
    velden = {"formulier_id": str(nieuw_id()), "keten": wereld.KETEN, "jaar": str(jaar.jaar)}
    antwoord = als(Rol.PROJECTLEIDER).post("uitvoer.nieuw", {"soort": "rapport", "formaat": "csv", **velden}).antwoord
    tekst = antwoord.get_data(as_text=True)
    assert "intern" in tekst
    assert "Geld" in tekst
    assert list(csv.reader(io.StringIO(tekst), delimiter=";"))
