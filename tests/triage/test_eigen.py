"""A traject that the welzijnscoach opens herself: one page, from name to gesprek."""

from datetime import date

import pytest
from sqlalchemy import func, select

from ketens.inwoners.models import Inwoner, Toestemming
from ketens.kern.db import db
from ketens.kern.klok import vandaag
from ketens.rechten import Rol
from ketens.trajecten.delen import Gebeurtenis
from ketens.trajecten.hulpvragen import Hulpvraag
from ketens.trajecten.models import Traject
from ketens.trajecten.taken import Taak
from ketens.verwijzingen.models import Verwijzing
from tests import wereld

NIEUW = "triage.nieuw_traject"


@pytest.fixture
def coach(als, maak):
    maak.welzijn()
    return als(Rol.WELZIJNSCOACH)


def ingevuld(pagina, **anders):
    return {
        "formulier_id": pagina.waarde("formulier_id"),
        "praktijk": str(wereld.id_van("dijkhuis")),
        "geboortedatum": "12-3-1941",
        "achternaam": "van der Berg",
        "voornaam": "Annie",
        "telefoon": "074 000 1234",
        "toestemming_doorgeven": "y",
        "toestemming_terugkoppelen": "y",
        "op": f"{vandaag():%d-%m-%Y}",
        "hoe": "praktijk",
        "minuten": "30",
        "hoofd": "eenzaamheid_sociaal",
        "verslag": "Wil graag biljarten.",
        "daad": "bewaar",
        **anders,
    }


def tel(in_borne, model):
    with in_borne():
        return db.session.scalar(select(func.count()).select_from(model))


def test_een_bladzijde_maakt_verwijzing_traject_en_gesprek(coach, in_borne):
    antwoord = coach.post(NIEUW, ingevuld(coach.get(NIEUW)))
    assert antwoord.status == 303
    assert "1 gesprek, samen 30 minuten" in antwoord.volg().tekst
    with in_borne():
        (verwijzing,) = db.session.scalars(select(Verwijzing))
        assert verwijzing.organisatie_id == wereld.id_van("dijkhuis")
        assert verwijzing.herkomst == "praktijkagenda"
        assert verwijzing.aangenomen_op is not None
        assert verwijzing.traject.behandelaar_id == wereld.id_van("welzijnscoach")
        assert verwijzing.traject.herkomst == "praktijkagenda"
        assert verwijzing.inwoner.achternaam == "Berg"
        open_ = select(Taak.soort).where(Taak.afgehandeld_op.is_(None))
        assert list(db.session.scalars(open_)) == ["opvolgen"]
        soorten = select(Toestemming.soort).order_by(Toestemming.soort)
        assert list(db.session.scalars(soorten)) == ["doorgeven", "terugkoppelen"]


def test_de_praktijk_ziet_het_in_haar_lijst_en_hoort_van_het_gesprek(coach, als):
    coach.post(NIEUW, ingevuld(coach.get(NIEUW)))
    tekst = als("verwijzer").get("verwijzingen.lijst").tekst
    assert "Annie van der Berg" in tekst
    assert "In gesprek" in tekst
    assert "Annie" not in als("verwijzer2").get("verwijzingen.lijst").tekst


def test_openen_en_meteen_afsluiten(coach, in_borne):
    assert coach.post(NIEUW, ingevuld(coach.get(NIEUW), daad="sluit", reden="direct_geholpen")).status == 303
    with in_borne():
        (traject,) = db.session.scalars(select(Traject))
        assert traject.afsluitingen[-1].reden == "direct_geholpen"


@pytest.mark.parametrize("einde", [{}, {"daad": "sluit", "reden": "direct_geholpen"}])
def test_twee_keer_versturen_is_een_traject(coach, in_borne, einde):
    velden = ingevuld(coach.get(NIEUW), **einde)
    assert coach.post(NIEUW, velden).naar == coach.post(NIEUW, velden).naar
    assert [tel(in_borne, model) for model in (Verwijzing, Traject, Inwoner)] == [1, 1, 1]
    with in_borne():
        assert db.session.scalar(select(func.count()).where(Gebeurtenis.soort == "gesprek")) == 1


def test_de_praktijk_van_de_vorige_keer_staat_er_al(coach):
    coach.post(NIEUW, ingevuld(coach.get(NIEUW), praktijk=str(wereld.id_van("fleming"))))
    assert f'<option selected value="{wereld.id_van("fleming")}">' in coach.get(NIEUW).html


def bekende(maak):
    return maak.inwoner(
        "Berg",
        tussenvoegsel="van der",
        voornaam="Anna",
        geboortedatum=date(1941, 3, 12),
        keten=wereld.WELZIJN,
        betrokken="wijkracht",
    )


def test_wie_al_bekend_is_wordt_aangeboden_en_er_wordt_niets_bewaard(coach, maak, in_borne):
    bekende(maak)
    antwoord = coach.post(NIEUW, ingevuld(coach.get(NIEUW)))
    assert antwoord.status == 422
    assert "Dit is dezelfde als Anna van der Berg, geboren 12-03-1941" in antwoord.tekst
    assert antwoord.waarde("verslag") == "Wil graag biljarten."
    assert [tel(in_borne, model) for model in (Verwijzing, Traject, Inwoner)] == [0, 0, 1]


def test_dezelfde_krijgt_het_traject(coach, maak, in_borne):
    ander = bekende(maak)
    velden = ingevuld(coach.get(NIEUW), wie_is_het=str(ander.id))
    assert coach.post(NIEUW, velden).status == 303
    assert coach.post(NIEUW, velden).status == 303
    with in_borne():
        (traject,) = db.session.scalars(select(Traject))
        assert traject.inwoner_id == ander.id


def test_wie_al_een_traject_heeft_krijgt_het_gesprek_daar(coach, maak, in_borne):
    loopt = maak.traject(
        inwoner=bekende(maak), keten=wereld.WELZIJN, uitslag=None, organisatie="wijkracht", door="welzijnscoach"
    )
    velden = ingevuld(coach.get(NIEUW), wie_is_het=str(loopt.inwoner_id))
    assert coach.post(NIEUW, velden).naar.endswith(str(loopt.id))
    assert tel(in_borne, Traject) == 1


def test_iemand_anders_met_dezelfde_naam_is_nieuw(coach, maak, in_borne):
    bekende(maak)
    assert coach.post(NIEUW, ingevuld(coach.get(NIEUW), wie_is_het="nieuw")).status == 303
    assert tel(in_borne, Inwoner) == 2


def test_wie_er_niet_op_lijkt_kan_niet_gekozen_worden(coach, maak, in_borne):
    bekende(maak)
    vreemde = maak.inwoner("Pietersen", keten=wereld.WELZIJN, betrokken="wijkracht", geboortedatum=date(1950, 1, 1))
    antwoord = coach.post(NIEUW, ingevuld(coach.get(NIEUW), wie_is_het=str(vreemde.id)))
    assert antwoord.status == 422
    assert "Pietersen" not in antwoord.tekst
    assert tel(in_borne, Traject) == 0


@pytest.mark.parametrize(
    ("velden", "zin"),
    [
        ({"praktijk": ""}, "Kies de praktijk."),
        ({"praktijk": "onzin"}, "Kies iets uit de lijst."),
        ({"geboortedatum": ""}, "Vul de geboortedatum in."),
        ({"achternaam": ""}, "Vul de achternaam in."),
        ({"telefoon": ""}, "Vul een telefoonnummer in."),
        ({"toestemming_doorgeven": ""}, "Zonder toestemming van de inwoner kunt u niets bewaren."),
        ({"minuten": ""}, "Kies hoe lang het duurde."),
        ({"daad": "sluit"}, "Kies waarom u afsluit."),
    ],
)
def test_wat_ontbreekt_wordt_gevraagd(coach, in_borne, velden, zin):
    antwoord = coach.post(NIEUW, ingevuld(coach.get(NIEUW), **velden))
    assert antwoord.status == 422
    assert any(zin in fout for fout in antwoord.fouten)
    assert tel(in_borne, Traject) == 0


def test_zonder_telefoon_mag_het_adres(coach, in_borne):
    velden = ingevuld(coach.get(NIEUW), telefoon="", postcode="7621 AB", huisnummer="3")
    assert coach.post(NIEUW, velden).status == 303
    with in_borne():
        assert db.session.scalars(select(Inwoner)).one().bereik == "brief"


def test_wie_een_andere_keten_begeleidt_opent_hier_niets(als, maak):
    maak.welzijn()
    assert als(Rol.COORDINATOR).get(NIEUW).status == 404
    assert als("andere_keten").get(NIEUW).status == 404
    assert als(Rol.VERWIJZER).get(NIEUW).status == 403


def test_waar_de_keten_niet_loopt_bestaat_de_bladzijde_niet(als):
    assert als(Rol.WELZIJNSCOACH).get(NIEUW).status == 404


def test_wat_de_verwijzer_ziet_is_de_eerste_hulpvraag(coach, maak, in_borne):
    verwijzing = maak.verwijzing(keten=wereld.WELZIJN, eigen={"hulpvraag": "rouw_verlies"})
    antwoord = coach.post("triage.aanname", {"wie_is_het": "nieuw"}, verwijzing_id=verwijzing.id)
    assert '<option selected value="rouw_verlies">' in antwoord.volg().html
    with in_borne():
        (rij,) = db.session.scalars(select(Hulpvraag))
        assert (rij.code, rij.hoofd) == ("rouw_verlies", True)


def test_zonder_hulpvraag_van_de_verwijzer_begint_het_leeg(coach, maak, in_borne):
    verwijzing = maak.verwijzing(keten=wereld.WELZIJN)
    coach.post("triage.aanname", {"wie_is_het": "nieuw"}, verwijzing_id=verwijzing.id)
    assert tel(in_borne, Hulpvraag) == 0
