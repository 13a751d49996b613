"""The page on which the welzijnscoach keeps a gesprek, and the instruments that she may choose."""

import pytest
from sqlalchemy import func, select

from ketens.instrumenten.models import Afname
from ketens.kern.db import db
from ketens.kern.klok import vandaag
from ketens.rechten import Rol
from ketens.trajecten.delen import Gebeurtenis
from ketens.trajecten.models import Traject
from tests import wereld
from tests.merken import EERST_OP_SQLITE

pytestmark = EERST_OP_SQLITE


@pytest.fixture
def traject(maak):
    """A traject of Welzijn op Recept, treated by the welzijnscoach."""
    return maak.traject(
        keten=wereld.WELZIJN, uitslag=None, organisatie="wijkracht", door="welzijnscoach", behandelaar="welzijnscoach"
    )


@pytest.fixture
def coach(als):
    return als(Rol.WELZIJNSCOACH)


def ingevuld(pagina, **anders):
    return {
        "formulier_id": pagina.waarde("formulier_id"),
        "op": f"{vandaag():%d-%m-%Y}",
        "hoe": "telefoon",
        "minuten": "15",
        "hoofd": "eenzaamheid_sociaal",
        "verslag": "Wil graag biljarten.",
        "daad": "bewaar",
        **anders,
    }


def bewaar(coach, traject, **anders):
    pagina = coach.get("trajecten.detail", traject_id=traject.id)
    return coach.post("trajecten.gesprekken", ingevuld(pagina, **anders), traject_id=traject.id)


def test_vandaag_staat_er_al(coach, traject):
    pagina = coach.get("trajecten.detail", traject_id=traject.id)
    assert pagina.waarde("op") == f"{vandaag():%d-%m-%Y}"


def test_een_gesprek_bewaren(coach, traject, in_borne):
    antwoord = bewaar(coach, traject, neven=["wonen"])
    assert antwoord.status == 303
    pagina = coach.get("trajecten.detail", traject_id=traject.id)
    assert "1 gesprek, samen 15 minuten" in pagina.tekst
    assert "Gesprek: telefoon, 15 minuten" in pagina.tekst
    assert "Wil graag biljarten." in pagina.tekst
    assert "Eenzaamheid en contact Vooral dit" in pagina.tekst
    with in_borne():
        (gesprek,) = db.session.scalars(select(Gebeurtenis).where(Gebeurtenis.soort == "gesprek"))
        assert gesprek.gegevens["hoofd"] == "eenzaamheid_sociaal"


def test_de_hulpvragen_van_de_vorige_keer_staan_er_al(coach, traject):
    bewaar(coach, traject, neven=["wonen"])
    pagina = coach.get("trajecten.detail", traject_id=traject.id)
    assert '<option selected value="eenzaamheid_sociaal">' in pagina.html
    assert "Er speelt nog meer (1)" in pagina.tekst


def test_een_gesprek_en_meteen_afsluiten(coach, traject, in_borne):
    antwoord = bewaar(coach, traject, daad="sluit", reden="direct_geholpen")
    assert antwoord.status == 303
    with in_borne():
        assert db.session.get_one(Traject, traject.id).afsluitingen[-1].reden == "direct_geholpen"
    pagina = coach.get("trajecten.detail", traject_id=traject.id)
    assert "Dit traject is afgesloten" in pagina.tekst
    assert "Bewaar gesprek" not in pagina.tekst


@pytest.mark.parametrize(
    ("velden", "zin"),
    [
        ({"daad": "sluit"}, "Kies waarom u afsluit."),
        ({"reden": "afgerond"}, "U koos waarom u afsluit."),
        ({"minuten": ""}, "Kies hoe lang het duurde."),
        ({"hoe": ""}, "Kies hoe u sprak."),
        ({"hoofd": ""}, "Kies waar het vooral om gaat."),
        ({"op": "31-12-2098"}, "Kies een datum die niet in de toekomst ligt."),
        ({"afspraak_op": "1-1-2020"}, "Kies vandaag of een dag die nog komt."),
        ({"reden": "overleden", "daad": "sluit"}, "Kies iets uit de lijst."),
    ],
)
def test_wat_ontbreekt_wordt_gevraagd_en_wat_getypt_is_blijft(coach, traject, velden, zin):
    antwoord = bewaar(coach, traject, **velden)
    assert antwoord.status == 422
    assert zin in antwoord.tekst
    assert antwoord.waarde("verslag") == "Wil graag biljarten."


def test_twee_keer_versturen_is_een_gesprek(coach, traject, in_borne):
    pagina = coach.get("trajecten.detail", traject_id=traject.id)
    velden = ingevuld(pagina, daad="sluit", reden="toegeleid")
    for _ in range(2):
        assert coach.post("trajecten.gesprekken", velden, traject_id=traject.id).status == 303
    with in_borne():
        assert db.session.scalar(select(func.count()).where(Gebeurtenis.soort == "gesprek")) == 1


def test_een_keten_zonder_gesprekken_heeft_dit_adres_niet(als, maak):
    traject = maak.traject()
    assert als(Rol.COORDINATOR).get("trajecten.gesprekken", traject_id=traject.id).status == 404
    assert als(Rol.COORDINATOR).get("trajecten.vragenlijst", traject_id=traject.id, code="x").status == 404


def vul_in(coach, traject, code, **antwoorden):
    pagina = coach.get("trajecten.vragenlijst", traject_id=traject.id, code=code)
    velden = {"formulier_id": pagina.waarde("formulier_id"), **antwoorden}
    return coach.post("trajecten.vragenlijst", velden, traject_id=traject.id, code=code)


EENZAAM = {
    "leegte": "ja",
    "terugvallen": "nee",
    "vertrouwen": "min_of_meer",
    "missen": "ja",
    "verbonden": "nee",
    "in_de_steek": "nee",
}


def test_eenzaamheid_met_het_verschil_met_de_vorige_keer(coach, traject):
    assert vul_in(coach, traject, "dejong_gierveld6", **EENZAAM).status == 303
    pagina = coach.get("trajecten.detail", traject_id=traject.id)
    assert "Sterk eenzaam 5 van 6 punten" in pagina.tekst
    assert "2 van 3: enigszins" in pagina.tekst
    assert "3 van 3: sterk" in pagina.tekst
    vul_in(coach, traject, "dejong_gierveld6", **{**EENZAAM, "leegte": "nee", "terugvallen": "ja"})
    pagina = coach.get("trajecten.detail", traject_id=traject.id)
    assert "Enigszins eenzaam 3 van 6 punten" in pagina.tekst
    assert "2 punten minder dan" in pagina.tekst


def test_zonder_alle_antwoorden_is_er_geen_score(coach, traject, in_borne):
    vul_in(coach, traject, "dejong_gierveld6", **{**EENZAAM, "missen": ""})
    pagina = coach.get("trajecten.detail", traject_id=traject.id)
    assert "Geen score" in pagina.tekst
    assert "Open: gemis." in pagina.tekst
    with in_borne():
        (afname,) = db.session.scalars(select(Afname))
        assert (afname.uitslag, afname.score) == ("onvolledig", None)


CIJFERS = ("lichaamsfuncties", "mentaal_welbevinden", "zingeving", "kwaliteit_van_leven", "meedoen")


def test_positieve_gezondheid_tekent_twee_momenten_met_hun_tabel(coach, traject):
    vul_in(coach, traject, "positieve_gezondheid", **dict.fromkeys(CIJFERS, "4"))
    pagina = coach.get("trajecten.detail", traject_id=traject.id)
    assert "stroke-dasharray" not in pagina.html
    vul_in(coach, traject, "positieve_gezondheid", **{**dict.fromkeys(CIJFERS, "4"), "meedoen": "7", "zingeving": "3"})
    pagina = coach.get("trajecten.detail", traject_id=traject.id)
    assert pagina.html.count("stroke-dasharray") == 1
    assert "Meedoen 4 7 3 hoger" in pagina.tekst
    assert "Zingeving 4 3 1 lager" in pagina.tekst
    assert "Lichaam 4 4 gelijk" in pagina.tekst
    assert "Dagelijks leven niet gevraagd niet gevraagd niet te vergelijken" in pagina.tekst


@pytest.mark.parametrize(
    ("cijfer", "zin"),
    [("11", "van 0 tot en met 10"), ("4,5", "Vul een heel getal in"), ("", "Vul minstens één antwoord in")],
)
def test_een_cijfer_dat_niet_kan(coach, traject, cijfer, zin):
    antwoord = vul_in(coach, traject, "positieve_gezondheid", meedoen=cijfer)
    assert antwoord.status == 422
    assert zin in antwoord.tekst


def test_een_vragenlijst_twee_keer_versturen_is_een_keer(coach, traject, in_borne):
    pagina = coach.get("trajecten.vragenlijst", traject_id=traject.id, code="dejong_gierveld6")
    velden = {"formulier_id": pagina.waarde("formulier_id"), **EENZAAM}
    for _ in range(2):
        coach.post("trajecten.vragenlijst", velden, traject_id=traject.id, code="dejong_gierveld6")
    with in_borne():
        assert db.session.scalar(select(func.count()).select_from(Afname)) == 1


def test_van_een_afgesloten_traject_is_de_uitslag_nog_te_zien_maar_niet_meer_in_te_vullen(coach, traject):
    vul_in(coach, traject, "dejong_gierveld6", **EENZAAM)
    bewaar(coach, traject, daad="sluit", reden="afgerond")
    pagina = coach.get("trajecten.detail", traject_id=traject.id)
    assert "Sterk eenzaam" in pagina.tekst
    antwoord = vul_in(coach, traject, "dejong_gierveld6", **EENZAAM)
    assert antwoord.status == 422


def test_het_aantal_vragen_groeit_niet_met_de_gesprekken(coach, traject, tel_vragen):
    def tel():
        with tel_vragen() as gestuurd:
            coach.get("trajecten.detail", traject_id=traject.id)
        return len(gestuurd)

    bewaar(coach, traject)
    vul_in(coach, traject, "dejong_gierveld6", **EENZAAM)
    weinig = tel()
    for _ in range(3):
        bewaar(coach, traject, neven=["wonen", "financien"])
        vul_in(coach, traject, "dejong_gierveld6", **EENZAAM)
    assert tel() <= weinig <= 27
