"""The sociale kaart: what is kept, found, stale and stopped."""

from datetime import timedelta

import pytest

from ketens.aanbod.handelingen import controleer, hervat, maak_aanbod, stop, wijzig
from ketens.aanbod.keuzes import hulpvragen
from ketens.aanbod.models import Aanbod
from ketens.aanbod.overzichten import Vraag, is_oud, kaart, passend, te_controleren, wijken
from ketens.catalogus import catalogus
from ketens.kern.db import db, nieuw_id
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import vandaag
from tests import wereld


@pytest.fixture
def borne(in_borne):
    """The database of Borne, open."""
    with in_borne():
        yield wereld.wie("coordinator")


def zet(titel: str = "Koffie", **velden: object) -> Aanbod:
    velden = {"soort": "ontmoeting", "aanbieder": "Wijkhuis (proef)", "door": None, **velden}
    aanbod = maak_aanbod(titel=titel, **velden)  # type: ignore[arg-type]
    db.session.flush()
    return aanbod


def titels(rijen: list[Aanbod]) -> list[str]:
    return [aanbod.titel for aanbod in rijen]


def test_twee_keer_verstuurd_staat_er_een_keer(borne):
    formulier = nieuw_id()
    assert zet(formulier_id=formulier) is zet("Thee", formulier_id=formulier)


def test_zelfde_naam_en_aanbieder_kan_niet_twee_keer(borne):
    zet("Koffie ochtend")
    with pytest.raises(Domeinfout, match="al aanbod"):
        zet(" koffie  OCHTEND ")
    zet("Koffie ochtend", aanbieder="Kerk (proef)")


def test_een_onbekende_code_komt_er_niet_in(borne):
    with pytest.raises(Domeinfout, match="lijst"):
        zet(hulpvragen=["vliegen"])
    with pytest.raises(Domeinfout, match="soort"):
        zet(soort="vliegen")


def test_de_hulpvragen_zijn_die_van_alle_ketens_en_de_algemene(app):
    van_ketens = {vraag.code for keten in catalogus().ketens for vraag in keten.hulpvragen}
    assert van_ketens | {"eenzaamheid_sociaal", "financien", "vervoer"} <= set(hulpvragen())


def test_zoeken_op_hulpvraag_wijk_soort_taal_en_woorden(borne):
    zet("Taalcafé", soort="taal", hulpvragen=["taal_digitaal"], talen=["ar"], wijken=["Hertme"])
    zet("Rouwgroep", soort="rouw", hulpvragen=["rouw_verlies"], omschrijving="Samen praten over verlies")
    assert titels(kaart(Vraag())) == ["Rouwgroep", "Taalcafé"]
    assert titels(kaart(Vraag(hulpvraag="taal_digitaal"))) == ["Taalcafé"]
    assert titels(kaart(Vraag(wijk="zenderen"))) == ["Rouwgroep"]
    assert titels(kaart(Vraag(wijk="HERTME"))) == ["Rouwgroep", "Taalcafé"]
    assert titels(kaart(Vraag(soort="taal"))) == ["Taalcafé"]
    assert titels(kaart(Vraag(taal="ar"))) == ["Taalcafé"]
    assert titels(kaart(Vraag(woorden="verlies PRATEN"))) == ["Rouwgroep"]
    assert titels(kaart(Vraag(woorden="rouw wijkhuis"))) == ["Rouwgroep"]
    assert kaart(Vraag(woorden="zwemmen")) == []


def test_wat_een_jaar_geleden_is_gecontroleerd_kan_nog_en_een_dag_later_niet_meer(borne):
    koffie = zet()
    assert is_oud(koffie)
    controleer(koffie, door=borne)
    assert not is_oud(koffie)
    assert not is_oud(koffie, vandaag() + timedelta(days=365))
    assert is_oud(koffie, vandaag() + timedelta(days=366))


def test_te_controleren_telt_en_vindt_hetzelfde(borne):
    zet("Oud")
    controleer(zet("Vers"), door=borne)
    assert titels(kaart(Vraag(te_controleren=True))) == ["Oud"]
    assert te_controleren() == 1


def test_gestopt_staat_niet_op_de_kaart_en_komt_ongecontroleerd_terug(borne):
    koffie = zet()
    controleer(koffie, door=borne)
    stop(koffie, door=borne)
    assert (titels(kaart(Vraag())), titels(kaart(Vraag(gestopt=True)))) == ([], ["Koffie"])
    hervat(koffie, door=borne)
    assert (titels(kaart(Vraag())), is_oud(koffie)) == (["Koffie"], True)


def test_hervatten_kan_niet_als_er_intussen_een_ander_is(borne):
    koffie = zet()
    stop(koffie, door=borne)
    zet()
    with pytest.raises(Domeinfout, match="al aanbod"):
        hervat(koffie, door=borne)


def test_wijzigen_zonder_verschil_wijzigt_niets(borne):
    koffie = zet(wijken=["Hertme"])
    gewijzigd_op = koffie.gewijzigd_op
    assert not wijzig(koffie, door=borne, titel="Koffie", wijken=["Hertme"])
    assert koffie.gewijzigd_op == gewijzigd_op
    assert wijzig(koffie, door=borne, kosten=0)


def test_de_wijken_van_de_kaart_staan_er_een_keer(borne):
    zet("A", wijken=["Hertme", "Zenderen"])
    zet("B", wijken=["hertme"])
    assert [wijk.casefold() for wijk in wijken()] == ["hertme", "zenderen"]


def test_passend_aanbod_begint_met_de_hoofdvraag_en_blijft_in_de_wijk(borne):
    zet("Lotgenoten", hulpvragen=["rouw_verlies"])
    zet("Buurtkamer", hulpvragen=["eenzaamheid_sociaal"], wijken=["Hertme"])
    zet("Soos", hulpvragen=["eenzaamheid_sociaal"], wijken=["Zenderen"])
    zet("Bridge", hulpvragen=["daginvulling"])
    gevonden = passend(["eenzaamheid_sociaal", "rouw_verlies"], "Hertme")
    assert titels(gevonden) == ["Buurtkamer", "Lotgenoten"]


def test_passend_noemt_geen_gestopt_aanbod_en_niets_zonder_vraag(borne):
    stop(zet("Weg", hulpvragen=["rouw_verlies"]), door=borne)
    zet("Wandelen", soort="bewegen")
    assert passend(["rouw_verlies"], None) == []
    assert passend([], None) == []
    assert titels(passend([], None, soorten=["bewegen"])) == ["Wandelen"]
