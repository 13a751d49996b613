"""Handing over, confirming, coming back, another road."""

from uuid import uuid4

import pytest
from sqlalchemy import select

from ketens.beoordelingen.handelingen import beantwoord
from ketens.beoordelingen.models import Beoordeling
from ketens.inwoners import doorgeven
from ketens.inwoners.handelingen import trek_toestemming_in
from ketens.inwoners.levensloop import Verhuizing
from ketens.inwoners.models import Betrokkenheid, Inwoner, Toestemming, ToestemmingSoort
from ketens.inwoners.overlijden import leg_overlijden_vast
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import vandaag, werkdagen_erbij
from ketens.overdrachten.handelingen import bevestig, draag_over, geef_terug, kies_andere_route, trek_in
from ketens.overdrachten.models import Overdracht
from ketens.trajecten.instellingen import Keteninstelling
from ketens.trajecten.models import Traject
from ketens.trajecten.taken import Taak
from ketens.verwijzingen.models import Verwijzing
from tests import wereld


@pytest.fixture
def wacht_op_zorg(app, maak):
    """A traject whose beoordeling came back with the road of insured care."""
    gevraagd = maak.beoordeling()
    with wereld.binnen(app):
        beoordeling = db.session.get_one(Beoordeling, gevraagd.id)
        velden = {"beoordeeld_op": vandaag(), "route": "zvw", "advies": "Eerst oefenen bij de fysiotherapeut."}
        beantwoord(beoordeling, **velden, door=wereld.wie("beoordelaar"))
        db.session.commit()
        db.session.expunge_all()
    return gevraagd.traject_id


def draag(traject_id, **anders):
    velden = {
        "formulier_id": uuid4(),
        "bestemming": "zvw",
        "wijze": "warm",
        "toestemming": True,
        "ontvanger_anders": "Oefentherapie De Brug",
        "eigen_risico_besproken": True,
        **anders,
    }
    if velden["bestemming"] != "zvw":
        velden["eigen_risico_besproken"] = None
    gedaan = draag_over(db.session.get_one(Traject, traject_id), **velden, door=wereld.wie("coordinator"))
    db.session.flush()
    return gedaan


def welzijn_loopt():
    return Keteninstelling(
        keten_code="welzijn_op_recept",
        organisatie_id=wereld.id_van("wijkracht"),
        actief_vanaf=vandaag(),
        telefoon="+31740000100",
        termijnen={},
    )


def open_soorten(traject_id):
    vraag = select(Taak).where(Taak.traject_id == traject_id, Taak.afgehandeld_op.is_(None))
    return sorted(taak.soort for taak in db.session.scalars(vraag))


def test_de_route_zvw_opent_de_stap_overdragen_en_sluit_nog_niets(wacht_op_zorg, in_borne):
    with in_borne():
        traject = db.session.get_one(Traject, wacht_op_zorg)
        assert [stap.code for stap in traject.open_stappen] == ["overdracht"]
        assert not traject.is_afgesloten


def test_een_overdracht_wacht_tien_werkdagen_op_bevestiging(wacht_op_zorg, in_borne):
    with in_borne():
        overdracht = draag(wacht_op_zorg)
        assert overdracht.taak.termijn_op == werkdagen_erbij(vandaag(), 10)
        assert open_soorten(wacht_op_zorg) == ["overdracht", "overdracht_bevestigen"]
        assert overdracht.eigen_risico == 38500
        toestemming = db.session.get_one(Toestemming, overdracht.toestemming_id)
        assert toestemming.soort == ToestemmingSoort.OVERDRAGEN
        assert "Oefentherapie De Brug" in toestemming.formulering


def test_bevestigd_sluit_het_traject_als_doorverwezen(wacht_op_zorg, in_borne):
    with in_borne():
        bevestig(draag(wacht_op_zorg), door=wereld.wie("coordinator"))
        traject = db.session.get_one(Traject, wacht_op_zorg)
        assert traject.afsluitingen[-1].reden == "doorverwezen_zvw"
        assert open_soorten(wacht_op_zorg) == []


def test_wie_ergens_anders_ook_wacht_wacht_niet_meer_als_het_traject_sluit(wacht_op_zorg, in_borne):
    with in_borne():
        naar_hulp = [draag(wacht_op_zorg, bestemming=waar) for waar in ("sociaal_hus", "schuldhulp")]
        bevestig(draag(wacht_op_zorg), door=wereld.wie("coordinator"))
        assert all(overdracht.ingetrokken_op for overdracht in naar_hulp)
        assert open_soorten(wacht_op_zorg) == []


@pytest.mark.parametrize("eerst_bevestigd", [False, True])
def test_teruggegeven_staat_de_stap_weer_open(wacht_op_zorg, in_borne, eerst_bevestigd):
    with in_borne():
        overdracht = draag(wacht_op_zorg)
        if eerst_bevestigd:
            bevestig(overdracht, door=wereld.wie("coordinator"))
        geef_terug(overdracht, reden="wachttijd", toelichting="Drie maanden", door=wereld.wie("coordinator"))
        db.session.flush()
        traject = db.session.get_one(Traject, wacht_op_zorg)
        assert not traject.is_afgesloten
        assert [stap.code for stap in traject.open_stappen] == ["overdracht"]
        assert open_soorten(wacht_op_zorg) == ["overdracht"]
        assert draag(wacht_op_zorg, ontvanger_anders="Fysiotherapie De Bocht").is_open


def test_wat_terugkwam_kan_langs_een_andere_weg(wacht_op_zorg, in_borne):
    with in_borne():
        geef_terug(draag(wacht_op_zorg), reden="geen_contract", door=wereld.wie("coordinator"))
        kies_andere_route(db.session.get_one(Traject, wacht_op_zorg), route="gemeente", door=wereld.wie("coordinator"))
        traject = db.session.get_one(Traject, wacht_op_zorg)
        assert [stap.code for stap in traject.open_stappen] == ["intake"]


def test_de_weg_die_hierheen_leidt_is_geen_andere_weg(wacht_op_zorg, in_borne):
    with in_borne(), pytest.raises(Domeinfout, match="andere weg"):
        kies_andere_route(db.session.get_one(Traject, wacht_op_zorg), route="zvw", door=wereld.wie("coordinator"))


@pytest.mark.parametrize(
    ("anders", "zin"),
    [
        ({"toestemming": False}, "Zonder toestemming"),
        ({"eigen_risico_besproken": None}, "eigen risico"),
        ({"ontvanger_anders": None}, "wie de inwoner ontvangt"),
        ({"sluit_met": "afgerond"}, "sluit vanzelf"),
        ({"wijze": "duif"}, "hoe u overdraagt"),
        ({"bestemming": "maan"}, "waar de inwoner verder gaat"),
        ({"ontvanger_id": uuid4(), "ontvanger_anders": None}, "uit de lijst"),
        ({"bestemming": "keten", "naar_keten": "valpreventie"}, "die hier loopt"),
    ],
)
def test_wat_niet_klopt_draagt_niets_over(wacht_op_zorg, in_borne, anders, zin):
    with in_borne():
        with pytest.raises(Domeinfout, match=zin):
            draag(wacht_op_zorg, **anders)
        db.session.rollback()
        assert db.session.scalars(select(Overdracht)).all() == []


def test_twee_keer_versturen_is_een_overdracht(wacht_op_zorg, in_borne):
    with in_borne():
        formulier_id = uuid4()
        assert draag(wacht_op_zorg, formulier_id=formulier_id).id == draag(wacht_op_zorg, formulier_id=formulier_id).id


def test_er_loopt_een_overdracht_tegelijk_naar_een_plek(wacht_op_zorg, in_borne):
    with in_borne():
        draag(wacht_op_zorg)
        with pytest.raises(Domeinfout, match="loopt al"):
            draag(wacht_op_zorg)


def test_naar_het_sociaal_hus_kan_het_traject_in_dezelfde_daad_sluiten(maak, in_borne):
    traject = maak.traject()
    with in_borne():
        overdracht = draag(traject.id, bestemming="sociaal_hus", ontvanger_anders=None, sluit_met="andere_hulp")
        assert db.session.get_one(Traject, traject.id).is_afgesloten
        assert overdracht.is_open
        assert open_soorten(traject.id) == ["overdracht_bevestigen"]
        bevestig(overdracht, door=wereld.wie("coordinator"))
        assert open_soorten(traject.id) == []


def test_naar_een_andere_keten_wacht_daar_een_verwijzing_van_dezelfde_inwoner(maak, in_borne):
    traject = maak.traject()
    with in_borne():
        db.session.add(welzijn_loopt())
        db.session.flush()
        overdracht = draag(
            traject.id, bestemming="keten", naar_keten="welzijn_op_recept", boodschap="Voelt zich alleen."
        )
        verwijzing = db.session.get_one(Verwijzing, overdracht.verwijzing_id)
        assert (verwijzing.inwoner_id, verwijzing.keten_code) == (traject.inwoner_id, "welzijn_op_recept")
        assert verwijzing.wacht
        assert overdracht.bevestigd_op
        betrokken = select(Betrokkenheid.organisatie_id).where(Betrokkenheid.keten_code == "welzijn_op_recept")
        assert set(db.session.scalars(betrokken)) == {wereld.id_van("wijkracht")}
        assert not db.session.get_one(Traject, traject.id).is_afgesloten


def test_wie_de_toestemming_intrekt_haalt_de_overdracht_terug(wacht_op_zorg, in_borne):
    with in_borne():
        overdracht = draag(wacht_op_zorg)
        toestemming = db.session.get_one(Toestemming, overdracht.toestemming_id)
        trek_toestemming_in(toestemming, door=wereld.wie("coordinator"))
        db.session.flush()
        assert overdracht.ingetrokken_op
        assert open_soorten(wacht_op_zorg) == ["overdracht", "overdracht_afzeggen"]


def test_een_traject_dat_sluit_trekt_wat_openstaat_in(wacht_op_zorg, in_borne):
    with in_borne():
        overdracht = draag(wacht_op_zorg)
        db.session.get_one(Traject, wacht_op_zorg).sluit_af(door=wereld.wie("coordinator"), reden="geen_interesse")
        db.session.flush()
        assert overdracht.ingetrokken_op
        te_doen = select(Taak.soort).where(Taak.object_id == overdracht.id, Taak.afgehandeld_op.is_(None))
        assert list(db.session.scalars(te_doen)) == ["overdracht_afzeggen"]


def test_ingetrokken_is_ingetrokken(wacht_op_zorg, in_borne):
    with in_borne():
        overdracht = draag(wacht_op_zorg)
        trek_in(overdracht, door=wereld.wie("coordinator"))
        with pytest.raises(Domeinfout, match="al afgehandeld"):
            bevestig(overdracht, door=wereld.wie("coordinator"))


def test_overdragen_zegt_niets_over_doorgeven_binnen_de_keten(maak, in_borne):
    """Consent to one receiver is not the consent to pass data on in this keten: each is asked for itself."""
    traject = maak.traject()
    with in_borne():
        draag(traject.id, bestemming="sociaal_hus", ontvanger_anders=None)
        inwoner = db.session.get_one(Inwoner, traject.inwoner_id)
        assert not doorgeven.geldt(inwoner, traject.keten_code)


def test_naar_een_andere_gemeente_kan_alleen_wie_verhuist(maak, in_borne):
    traject = maak.traject()
    with in_borne(), pytest.raises(Domeinfout, match="verhuist"):
        draag(traject.id, bestemming="gemeente", ontvanger_anders="Gemeente Verweg")


def test_bij_overlijden_belt_iemand_de_ontvanger_af(wacht_op_zorg, in_borne):
    with in_borne():
        overdracht = draag(wacht_op_zorg)
        inwoner = overdracht.traject.inwoner
        velden = {"formulier_id": uuid4(), "datum": vandaag(), "bron": "naaste"}
        leg_overlijden_vast(inwoner, door=wereld.wie("coordinator"), **velden)
        db.session.flush()
        assert overdracht.ingetrokken_op
        te_doen = select(Taak.soort).where(Taak.object_id == overdracht.id, Taak.afgehandeld_op.is_(None))
        assert list(db.session.scalars(te_doen)) == ["overdracht_afzeggen"]


def test_wie_niet_wil_dat_de_nieuwe_gemeente_iets_hoort_wordt_daar_niet_overgedragen(maak, in_borne):
    traject = maak.traject()
    with in_borne():
        inwoner = db.session.get_one(Inwoner, traject.inwoner_id)
        db.session.add(
            Verhuizing(
                formulier_id=uuid4(),
                inwoner=inwoner,
                inwoner_id=inwoner.id,
                per=vandaag(),
                naar_gemeente="Verweg",
                mag_overdragen=False,
                maakt_af=True,
                gestopt={},
                door_id=wereld.id_van("coordinator"),
            )
        )
        db.session.flush()
        with pytest.raises(Domeinfout, match="wil niet"):
            draag(traject.id, bestemming="gemeente", ontvanger_anders="Gemeente Verweg")


def test_ingetrokken_voordat_de_andere_keten_haar_aannam_komt_de_verwijzing_ook_terug(maak, in_borne):
    traject = maak.traject()
    with in_borne():
        db.session.add(welzijn_loopt())
        db.session.flush()
        overdracht = draag(
            traject.id, bestemming="keten", naar_keten="welzijn_op_recept", boodschap="Voelt zich alleen."
        )
        toestemming = db.session.get_one(Toestemming, overdracht.toestemming_id)
        trek_toestemming_in(toestemming, door=wereld.wie("coordinator"))
        db.session.flush()
        assert overdracht.verwijzing.ingetrokken_op
