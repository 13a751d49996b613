"""The pages of a teller, and what others see of the counts."""

import re
from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy import select

from ketens.catalogus import catalogus
from ketens.kern.db import db
from ketens.kern.klok import vandaag
from ketens.kern.pagina import datum
from ketens.rechten import Rol
from ketens.tellingen.handelingen import tel
from ketens.tellingen.models import Telling
from tests import wereld
from tests.merken import EERST_OP_SQLITE

pytestmark = [pytest.mark.usefixtures("kansrijk"), EERST_OP_SQLITE]
CAFE = "ouder_kindcafe"


def verstuur(klant, code: str = CAFE, **velden):
    velden = {"formulier_id": uuid4(), "datum": datum(vandaag()), "volwassenen": "8", "kinderen": "9", **velden}
    return klant.post("tellingen.nieuw", velden, activiteit_code=code)


def rijen(in_borne) -> list[Telling]:
    with in_borne():
        gevonden = list(db.session.scalars(select(Telling).order_by(Telling.id)))
        db.session.expunge_all()
    return gevonden


def test_de_teller_begint_op_het_formulier_met_vandaag_erin(als):
    start = als(Rol.TELLER).get("rapportage.start")
    assert start.kop == "Welkom, Teun Teller"
    assert start.waarde("datum") == datum(vandaag())
    assert [start.waarde(veld) for veld in ("volwassenen", "kinderen", "nieuw")] == ["", "", ""]


def test_een_keer_invullen_en_het_staat_er(als, in_borne):
    klaar = verstuur(als(Rol.TELLER)).volg()
    assert "Geteld: Ouder-kindcafé" in klaar.tekst
    assert "8 volwassenen, 9 kinderen" in klaar.tekst
    [rij] = rijen(in_borne)
    assert rij.aantallen == {"volwassenen": 8, "kinderen": 9, "nieuw": 0}
    assert als(Rol.TELLER).get("rapportage.start").waarde("volwassenen") == ""


def test_een_tweede_telling_op_dezelfde_dag_vraagt_het_eerst(als, in_borne):
    klant = als(Rol.TELLER)
    verstuur(klant).volg()
    vraag = verstuur(klant, volwassenen="3")
    assert vraag.status == 422
    assert "al geteld: 8 volwassenen, 9 kinderen" in " ".join(vraag.fouten)
    assert "Tel er nog een keer bij" in vraag.tekst
    assert "Corrigeer de eerste telling" in vraag.tekst
    assert vraag.waarde("volwassenen") == "3"
    verstuur(klant, volwassenen="3", toch="ja").volg()
    assert [rij.aantallen["volwassenen"] for rij in rijen(in_borne)] == [8, 3]


def test_een_tikfout_staat_bij_het_veld(als, in_borne):
    pagina = verstuur(als(Rol.TELLER), nieuw="50")
    assert pagina.fouten == ["Nieuw: Er kunnen niet meer nieuwe mensen zijn dan volwassenen en kinderen samen."]
    assert verstuur(als(Rol.TELLER), kinderen="veel").fouten == ["Kinderen: Vul een heel getal in."]
    assert rijen(in_borne) == []


def test_een_kwartaal_dat_niet_in_de_lijst_staat_wordt_geweigerd(als):
    for onzin in ("2025-01-02", "gisteren"):
        pagina = verstuur(als(Rol.TELLER), "sociaal_hus_kwartaal", datum=onzin, inwoners="3")
        assert pagina.fouten == ["Kwartaal: Kies iets uit de lijst."]


def test_corrigeren_laat_zien_wie_wanneer_en_waarom(als, in_borne):
    klant = als(Rol.TELLER)
    verstuur(klant).volg()
    [rij] = rijen(in_borne)
    formulier = klant.get("tellingen.correctie", telling_id=rij.id)
    assert [formulier.waarde(veld) for veld in ("volwassenen", "kinderen")] == ["8", "9"]
    velden = {"formulier_id": uuid4(), "datum": datum(vandaag()), "volwassenen": "7", "kinderen": "9"}
    assert klant.post("tellingen.correctie", velden, telling_id=rij.id).fouten == [
        "Waarom corrigeert u? Vul in waarom u corrigeert."
    ]
    pagina = klant.post("tellingen.correctie", {**velden, "reden": "Verteld"}, telling_id=rij.id).volg()
    for tekst in ("Gecorrigeerd of teruggenomen (1)", "Verteld", "Teun Teller", "7 volwassenen", "8 volwassenen"):
        assert tekst in pagina.tekst


def test_terugnemen(als, in_borne):
    klant = als(Rol.TELLER)
    verstuur(klant).volg()
    [rij] = rijen(in_borne)
    pagina = klant.post("tellingen.intrekking", {"reden": "Dubbel"}, telling_id=rij.id).volg()
    assert "is hier nog niets geteld" in pagina.tekst
    assert "Dubbel" in pagina.tekst


def test_de_projectleider_leest_en_telt_niet(als, in_borne):
    verstuur(als(Rol.TELLER), opmerking="Anna was er weer").volg()
    assert "Anna" in als(Rol.TELLER).get("tellingen.detail", activiteit_code=CAFE).tekst
    klant = als(Rol.PROJECTLEIDER)
    assert "8 volwassenen, 9 kinderen" in klant.get("tellingen.lijst").tekst
    assert klant.get("tellingen.nieuw", activiteit_code=CAFE).status == 403
    [rij] = rijen(in_borne)
    assert klant.get("tellingen.correctie", telling_id=rij.id).status == 403
    gelezen = klant.get("tellingen.detail", activiteit_code=CAFE).tekst
    assert [woord for woord in ("Corrigeer", "Anna") if woord in gelezen] == []
    assert klant.get("tellingen.uitvoer", activiteit_code=CAFE).antwoord.mimetype == "text/csv"


def test_wie_niet_in_de_keten_werkt_ziet_de_tellingen_ervan_niet(als, in_borne):
    verstuur(als(Rol.TELLER)).volg()
    [rij] = rijen(in_borne)
    ander = als("andere_keten")
    assert "Ouder-kindcafé" not in ander.get("tellingen.lijst").tekst
    assert ander.get("tellingen.detail", activiteit_code=CAFE).status == 404
    assert ander.get("tellingen.correctie", telling_id=rij.id).status == 404
    assert ander.get("tellingen.detail", activiteit_code="sociaal_hus").status == 200


def test_een_andere_gemeente_telt_voor_zichzelf(als, in_borne):
    verstuur(als(Rol.COORDINATOR), "sociaal_hus", datum="2025-01-01", inwoners="754").volg()
    [rij] = rijen(in_borne)
    ander = als("coordinator_tubbergen", "tubbergen")
    assert "754" not in ander.get("tellingen.lijst", jaar=2025).tekst
    assert ander.get("tellingen.correctie", telling_id=rij.id).status == 404


def test_bij_kansrijke_start_staan_de_tellingen_boven_de_trajecten(als):
    verstuur(als(Rol.TELLER)).volg()
    start = als(Rol.COORDINATOR).get("rapportage.start").tekst
    assert start.index("Ouder-kindcafé") < start.index("Te laat")
    assert re.search(r"Ouder-kindcafé 8 volwassenen, 1 keer geteld", start)
    assert "Tellingen in" not in als("coordinator2").get("rapportage.start").tekst


def test_de_cijfers_zetten_tellingen_naast_de_trajecten(als, in_borne):
    with in_borne():
        velden = {"formulier_id": uuid4(), "datum": date(2025, 3, 1), "bron": "Monitor 2025"}
        tel(catalogus().activiteit("sociaal_hus"), aantallen={"inwoners": 754}, door=wereld.wie("teller"), **velden)
        db.session.commit()
    verstuur(als(Rol.TELLER)).volg()
    pagina = als(Rol.PROJECTLEIDER).get("rapportage.jaren", keten_code="kansrijke_start").tekst
    assert "Geteld zonder personen: Ouder-kindcafé" in pagina
    assert "Bron van oude cijfers: Monitor 2025." in pagina
    assert "754" in pagina
    anders = als(Rol.PROJECTLEIDER).get("rapportage.jaren", keten_code=wereld.KETEN).tekst
    assert "Geteld zonder personen: Ouder-kindcafé" not in anders


def test_een_teller_zonder_keten_telt_het_sociaal_hus(als):
    assert "Sociaal Hus" in als("teller").get("tellingen.lijst").tekst
