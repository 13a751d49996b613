"""The screens of the beheerder and the fg: what is missing on top, the form, the register."""

import csv
import io
from uuid import uuid4

import pytest
from sqlalchemy import select

from ketens.audit.models import Logregel
from ketens.catalogus import catalogus
from ketens.kern.db import db
from ketens.kern.klok import vandaag
from ketens.rechten import Rol
from ketens.verwerkingen.models import Verwerking
from ketens.verwerkingen.register import KOP
from tests import wereld
from tests.klant import X
from tests.merken import EERST_OP_SQLITE

pytestmark = EERST_OP_SQLITE

PLEK = {"keten_code": wereld.KETEN, "stroom": "groep"}


def velden(**anders):
    return {
        "formulier_id": str(uuid4()),
        "vanaf": f"{vandaag():%d-%m-%Y}",
        "grondslag": "publieke_taak",
        "wet": "Wmo 2015, artikel 2.1.2",
        "uitzondering": "zorg_en_ondersteuning",
        "verantwoordelijke": "Gemeente Borne",
        "ontvangers": "De trainer",
        "bewaartermijn": "2 jaar",
    } | anders


def regels(in_borne, code="groep"):
    with in_borne():
        vraag = select(Verwerking).where(Verwerking.stroom == code).order_by(Verwerking.id)
        gevonden = list(db.session.scalars(vraag))
        db.session.expunge_all()
    return gevonden


def test_de_lijst_noemt_elke_stroom_met_zijn_grondslag(beheerder):
    pagina = beheerder.get("verwerkingen.lijst")
    for stroom in catalogus().verwerkingen(wereld.KETEN).stromen:
        assert stroom.naam in pagina.tekst
    # Of ketens that do not run here nothing has to be laid down yet.
    assert "de keten loopt, maar er ontbreken" not in pagina.tekst


def test_wat_ontbreekt_staat_bovenaan_met_een_link(beheerder, wis):
    wis("logboek")
    pagina = beheerder.get("verwerkingen.lijst")
    kop, mist, lijst = (pagina.tekst.index(deel) for deel in ("Verwerkingen", "ontbreken grondslagen", "Van en naar"))
    assert kop < mist < lijst
    links = [link.get("href") for link in pagina.boom.iter(f"{X}a")]
    assert f"/borne/verwerkingen/{wereld.KETEN}/logboek" in links


def test_een_beheerder_legt_een_grondslag_vast(beheerder, in_borne):
    pagina = beheerder.post("verwerkingen.vastlegging", velden(wet="Wpg, artikel 5"), **PLEK)
    assert pagina.volg().kop == "Verwerkingen"
    assert regels(in_borne)[-1].wet == "Wpg, artikel 5"
    detail = beheerder.get("verwerkingen.detail", **PLEK)
    assert "geldt nu" in detail.tekst
    assert "Wpg, artikel 5" in detail.tekst
    assert "Bas Beheerder" in detail.tekst


def test_twee_keer_versturen_maakt_een_regel(beheerder, in_borne):
    eenmaal = velden()
    for _ in range(2):
        assert beheerder.post("verwerkingen.vastlegging", eenmaal, **PLEK).status == 303
    assert len(regels(in_borne)) == 2


def test_een_regel_voor_later_staat_erbij_als_wijziging(beheerder):
    beheerder.post("verwerkingen.vastlegging", velden(vanaf="01-01-2090"), **PLEK)
    assert "wijzigt 01-01-2090" in beheerder.get("verwerkingen.lijst").tekst
    assert "komt nog" in beheerder.get("verwerkingen.detail", **PLEK).tekst


@pytest.mark.parametrize(
    ("anders", "zin"),
    [
        ({"vanaf": ""}, "Vul de dag in waarop dit begint."),
        ({"vanaf": "31-02-2026"}, "Deze datum bestaat niet."),
        ({"grondslag": ""}, "Kies een grondslag."),
        ({"grondslag": "zomaar"}, "Kies een van de antwoorden."),
        ({"wet": ""}, "Noem de wet."),
        ({"uitzondering": ""}, "Kies een uitzondering"),
        ({"uitzondering": "geen"}, "In deze stroom zitten gegevens over gezondheid."),
        ({"verantwoordelijke": ""}, "Vul in wie verantwoordelijk is."),
        ({"ontvangers": " "}, "Vul in wie de gegevens krijgt."),
        ({"bewaartermijn": ""}, "Vul de bewaartermijn in."),
        ({"wet": "w" * 301}, "Gebruik niet meer dan 300 tekens."),
    ],
)
def test_wat_niet_kan_wordt_in_een_zin_gezegd_en_blijft_staan(beheerder, in_borne, anders, zin):
    pagina = beheerder.post("verwerkingen.vastlegging", velden(opmerking="Mijn tekst", **anders), **PLEK)
    assert pagina.status == 422
    assert any(zin in fout for fout in pagina.fouten)
    assert pagina.waarde("opmerking") == "Mijn tekst"
    assert len(regels(in_borne)) == 1


def test_toestemming_bij_een_eigen_taak_vraagt_een_vinkje(beheerder, in_borne):
    keuze = velden(grondslag="toestemming", uitzondering="uitdrukkelijke_toestemming", wet="")
    assert beheerder.get("verwerkingen.detail", **PLEK).waarde("toch") is None
    pagina = beheerder.post("verwerkingen.vastlegging", keuze, **PLEK)
    assert any("Toestemming vervangt geen wet." in fout for fout in pagina.fouten)
    assert pagina.waarde("toch") is not None
    assert len(regels(in_borne)) == 1
    assert beheerder.post("verwerkingen.vastlegging", keuze | {"toch": "y"}, **PLEK).status == 303
    assert "let op" in beheerder.get("verwerkingen.lijst").tekst
    assert "Toestemming vervangt geen wet." in beheerder.get("verwerkingen.detail", **PLEK).tekst


def test_de_eerste_keer_vult_de_app_woorden_in_en_geen_keuzes_van_de_wet(beheerder, wis):
    wis("groep")
    pagina = beheerder.get("verwerkingen.detail", **PLEK)
    assert pagina.waarde("verantwoordelijke") == "Gemeente Borne"
    assert pagina.waarde("bewaartermijn") == "2 jaar na het afsluiten van het traject"
    assert pagina.waarde("wet") == ""
    gekozen = [el for el in pagina.boom.iter(f"{X}input") if el.get("type") == "radio" and "checked" in el.attrib]
    assert gekozen == []


def test_de_fg_leest_en_wijzigt_niets(als):
    fg = als(Rol.FG)
    assert fg.get("verwerkingen.lijst").status == 200
    pagina = fg.get("verwerkingen.detail", **PLEK)
    assert "Leg grondslag vast" not in pagina.tekst
    assert pagina.boom.find(f".//{X}form[@class='form']") is None
    assert fg.post("verwerkingen.vastlegging", velden(), **PLEK).status == 403


@pytest.mark.parametrize("endpoint", ["verwerkingen.lijst", "verwerkingen.papier", "verwerkingen.uitvoer"])
def test_wie_geen_beheerder_of_fg_is_komt_hier_niet(als, endpoint):
    assert {rol: als(rol).get(endpoint).status for rol in Rol} == {
        rol: 200 if rol in (Rol.BEHEERDER, Rol.FG) else 403 for rol in Rol
    }


@pytest.mark.parametrize("plek", [{"keten_code": "weg", "stroom": "groep"}, PLEK | {"stroom": "weg"}])
def test_een_stroom_die_er_niet_is(beheerder, plek):
    assert beheerder.get("verwerkingen.detail", **plek).status == 404
    assert beheerder.post("verwerkingen.vastlegging", velden(), **plek).status == 404


def lees_csv(klant):
    antwoord = klant.get("verwerkingen.uitvoer").antwoord
    assert antwoord.mimetype == "text/csv"
    assert f"verwerkingsregister-borne-{vandaag():%Y}" in antwoord.headers["Content-Disposition"]
    rijen = list(csv.reader(io.StringIO(antwoord.get_data().decode("utf-8-sig")), delimiter=";"))
    return rijen[0], [dict(zip(rijen[0], rij, strict=True)) for rij in rijen[1:]]


def test_het_register_als_csv_zegt_wat_er_is_vastgelegd(beheerder):
    beheerder.post("verwerkingen.vastlegging", velden(wet='=1+1; "wet"', opmerking="Regel 1\nRegel 2"), **PLEK)
    kop, rijen = lees_csv(beheerder)
    assert tuple(kop) == KOP
    hier = [rij for rij in rijen if rij["Keten"] == "Valpreventie"]
    assert len(hier) == len(catalogus().verwerkingen(wereld.KETEN).stromen)
    (groep,) = [rij for rij in rijen if rij["Stroom"] == "De groep en de trainer"]
    assert groep["Verwerkingsverantwoordelijke"] == "Gemeente Borne"
    assert groep["Grondslag"] == "Taak van algemeen belang (AVG, artikel 6, lid 1, onder e)"
    assert groep["Wet of regeling"] == '\'=1+1; "wet"'
    assert groep["Uitzondering AVG 9"].startswith("Zorg en maatschappelijke dienstverlening")
    assert groep["Bewaartermijn"] == "2 jaar"
    assert groep["Opmerking"].splitlines() == ["Regel 1", "Regel 2"]
    assert groep["Doorgifte buiten de EU"].startswith("Nee.")
    assert groep["Contact gemeente"] == "Gemeente Borne 074 265 8686"
    assert "UAVG, artikel 30" in groep["Te controleren"]
    assert all(rij["Doel"] and rij["Betrokkenen"] and rij["Gegevens"] and rij["Beveiliging"] for rij in rijen)


def test_het_register_zegt_eerlijk_wat_er_nog_niet_is(beheerder, wis):
    wis("groep")
    _, rijen = lees_csv(beheerder)
    (groep,) = [rij for rij in rijen if rij["Stroom"] == "De groep en de trainer"]
    assert {groep[naam] for naam in ("Grondslag", "Bewaartermijn", "Geldt vanaf")} == {"Nog niet vastgelegd"}
    assert "Nog niet vastgelegd" in beheerder.get("verwerkingen.papier").tekst


def test_het_register_op_papier_heeft_alle_kolommen_van_artikel_30(beheerder):
    tekst = beheerder.get("verwerkingen.papier").tekst
    for woord in (
        "Verwerkingsverantwoordelijke",
        "Functionaris gegevensbescherming",
        "Doel",
        "Over wie",
        "Gegevens",
        "Ontvangers",
        "Doorgifte buiten de EU",
        "Bewaartermijn",
        "Beveiliging",
    ):
        assert woord in tekst


@pytest.mark.parametrize("endpoint", ["verwerkingen.papier", "verwerkingen.uitvoer"])
def test_wie_het_register_meeneemt_staat_in_het_logboek(als, app, endpoint):
    als(Rol.FG).get(endpoint)
    with wereld.binnen(app):
        rij = db.session.scalars(select(Logregel).order_by(Logregel.id.desc())).first()
        assert (rij.route, rij.actie, rij.uitkomst, rij.rol) == (endpoint, "R", 200, "fg")


def test_de_lijst_vraagt_even_veel_bij_veel_geschiedenis(beheerder, tel_vragen):
    paginas = [("verwerkingen.lijst", {}), ("verwerkingen.detail", PLEK), ("verwerkingen.papier", {})]

    def tel():
        aantallen = []
        for endpoint, plek in paginas:
            with tel_vragen() as vragen:
                beheerder.get(endpoint, **plek)
            aantallen.append(len(vragen))
        return aantallen

    tel()  # the first of all looks up the gemeente and begins the chain of the log
    weinig = tel()
    for nr in range(8):
        beheerder.post("verwerkingen.vastlegging", velden(bewaartermijn=f"{nr} jaar"), **PLEK)
    assert tel() == weinig
    assert max(weinig) <= 9
