"""Counting without persons: once, twice on a day, corrected with a trace, taken back."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from ketens.catalogus import catalogus
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import vandaag
from ketens.tellingen import perioden
from ketens.tellingen.handelingen import AlGeteld, corrigeer, in_woorden, neem_terug, tel
from ketens.tellingen.models import Telling
from ketens.tellingen.overzichten import jaarstaten, laatste_van, regels, uitvoer
from tests import wereld

CAFE = catalogus().activiteit("ouder_kindcafe")
HUS = catalogus().activiteit("sociaal_hus")
KWARTAAL = catalogus().activiteit("sociaal_hus_kwartaal")
OCHTEND = {"volwassenen": 8, "kinderen": 9, "nieuw": 2}


@pytest.fixture
def teun(in_borne):
    """The teller, in Borne."""
    with in_borne():
        yield wereld.wie("teller")


def geteld(teun, dag=None, activiteit=CAFE, aantallen=None, **velden) -> Telling:
    velden = {"formulier_id": uuid4(), "datum": dag or vandaag(), "aantallen": aantallen or OCHTEND, **velden}
    telling = tel(activiteit, door=teun, **velden)
    db.session.flush()
    return telling


def test_een_telling_is_een_rij_ook_als_zij_twee_keer_komt(teun):
    formulier = uuid4()
    assert geteld(teun, formulier_id=formulier) is geteld(teun, formulier_id=formulier)
    assert [rij.aantallen for rij in db.session.scalars(select(Telling))] == [OCHTEND]


def test_wat_leeg_blijft_is_nul_maar_niet_alles(teun):
    assert geteld(teun, aantallen={"volwassenen": 3, "kinderen": None}).aantallen == {
        "volwassenen": 3,
        "kinderen": 0,
        "nieuw": 0,
    }
    with pytest.raises(Domeinfout, match="niemand") as fout:
        geteld(teun, aantallen={"volwassenen": None})
    assert fout.value.veld == "volwassenen"


def test_niemand_is_ook_een_telling(teun):
    assert in_woorden(geteld(teun, aantallen={"volwassenen": 0})) == "niemand"


@pytest.mark.parametrize(
    ("aantallen", "veld"),
    [
        ({"volwassenen": 3, "kinderen": 4, "nieuw": 8}, "nieuw"),
        ({"volwassenen": -1}, "volwassenen"),
        ({"volwassenen": 1000}, "volwassenen"),
    ],
)
def test_wat_niet_kan_wordt_geweigerd_bij_het_goede_veld(teun, aantallen, veld):
    with pytest.raises(Domeinfout) as fout:
        geteld(teun, aantallen=aantallen)
    assert fout.value.veld == veld


def test_morgen_is_nog_niet_te_tellen(teun):
    with pytest.raises(Domeinfout, match="al is geweest"):
        geteld(teun, vandaag() + timedelta(days=1))


def test_dezelfde_dag_vraagt_of_het_een_tweede_keer_was(teun):
    eerste = geteld(teun)
    with pytest.raises(AlGeteld, match="8 volwassenen, 9 kinderen, 2 nieuw") as fout:
        geteld(teun)
    assert fout.value.eerdere is eerste
    geteld(teun, toch=True)
    [staat] = jaarstaten([CAFE], vandaag().year)
    assert (staat.totaal, staat.keer) == ({"volwassenen": 16, "kinderen": 18, "nieuw": 4}, 2)


def test_een_correctie_laat_de_eerste_telling_staan(teun):
    eerste = geteld(teun)
    cora = wereld.wie("coordinator")
    goed = corrigeer(
        eerste,
        formulier_id=uuid4(),
        datum=vandaag(),
        aantallen={**OCHTEND, "kinderen": 11},
        reden="Verteld",
        door=cora,
    )
    db.session.flush()
    geldend, vervallen = regels(CAFE, vandaag().year)
    assert (geldend, vervallen) == ([goed], [eerste])
    assert (goed.vervangt_id, goed.door_id) == (eerste.id, cora.account_id)
    assert (eerste.vervallen_reden, eerste.vervallen_door.naam) == ("Verteld", cora.naam)
    assert eerste.aantallen == OCHTEND


def test_twee_die_tegelijk_corrigeren_maken_er_geen_twee(teun):
    eerste = geteld(teun)
    for nummer in (1, 2):
        velden = {"formulier_id": uuid4(), "datum": vandaag(), "aantallen": OCHTEND, "reden": "x", "door": teun}
        if nummer == 1:
            corrigeer(eerste, **velden)
        else:
            with pytest.raises(Domeinfout, match="was u voor"):
                corrigeer(eerste, **velden)
    db.session.flush()
    assert len(regels(CAFE, vandaag().year)[0]) == 1


def test_een_correctie_mag_naar_een_andere_dag_ook_als_die_al_geteld_is(teun):
    gisteren = vandaag() - timedelta(days=1)
    geteld(teun, gisteren)
    corrigeer(geteld(teun), formulier_id=uuid4(), datum=gisteren, aantallen=OCHTEND, reden="Was gisteren", door=teun)
    db.session.flush()
    vraag = select(Telling).where(Telling.datum == gisteren, Telling.vervallen_op.is_(None))
    assert len(db.session.scalars(vraag).all()) == 2


def test_teruggenomen_telt_niet_mee(teun):
    neem_terug(geteld(teun), reden="Dubbel", door=teun)
    db.session.flush()
    [staat] = jaarstaten([CAFE], vandaag().year)
    assert (staat.totaal, staat.keer) == (None, 0)
    geteld(teun)


def test_de_opmerking_staat_verzegeld_in_de_database(teun):
    geteld(teun, opmerking="Anna was er weer")
    ruw = db.session.connection().exec_driver_sql("SELECT opmerking FROM telling").scalar()
    assert b"Anna" not in bytes(ruw)


def test_een_jaar_en_een_kwartaal_beginnen_op_hun_eerste_dag(teun):
    assert geteld(teun, date(2025, 8, 3), HUS, {"inwoners": 754}, bron="Monitor 2025").datum == date(2025, 1, 1)
    assert geteld(teun, date(2025, 8, 3), KWARTAAL, {"inwoners": 210}).datum == date(2025, 7, 1)


def test_kwartalen_met_dezelfde_mensen_tellen_niet_op(teun):
    for maand, aantal in ((1, 200), (4, 210)):
        geteld(teun, date(2025, maand, 1), KWARTAAL, {"inwoners": aantal})
    [staat] = jaarstaten([KWARTAAL], 2025)
    assert [(deel.naam, deel.aantallen["inwoners"]) for deel in staat.onderdelen] == [
        ("1e kwartaal 2025", 200),
        ("2e kwartaal 2025", 210),
    ]
    assert staat.totaal is None


def test_de_maanden_staan_op_volgorde_met_hun_bron(teun):
    geteld(teun, date(2025, 10, 7))
    geteld(teun, date(2025, 2, 4), bron="Monitor 2025")
    geteld(teun, date(2025, 2, 11))
    [staat] = jaarstaten([CAFE], 2025)
    assert [(deel.naam, deel.keer) for deel in staat.onderdelen] == [("februari", 2), ("oktober", 1)]
    assert (staat.totaal["kinderen"], staat.bronnen) == (27, ["Monitor 2025"])


def test_de_laatste_activiteit_is_die_van_deze_teller(teun):
    assert laatste_van(teun).keten is None
    geteld(teun, activiteit=KWARTAAL, aantallen={"inwoners": 3})
    geteld(wereld.wie("coordinator"), activiteit=HUS, aantallen={"inwoners": 3})
    assert laatste_van(teun) == KWARTAAL


@pytest.mark.parametrize(
    ("per", "dag", "naam"),
    [
        ("dag", date(2026, 11, 22), "22-11-2026"),
        ("kwartaal", date(2026, 11, 22), "4e kwartaal 2026"),
        ("kwartaal", date(2026, 3, 31), "1e kwartaal 2026"),
        ("jaar", date(2026, 11, 22), "2026"),
    ],
)
def test_een_periode_heeft_een_naam(per, dag, naam):
    assert perioden.naam(per, perioden.begin(per, dag)) == naam


def test_voorgesteld_wordt_het_laatste_hele_kwartaal_tot_het_geteld_is():
    dag, derde, vierde = date(2026, 11, 22), date(2026, 7, 1), date(2026, 10, 1)
    assert perioden.voorstel("kwartaal", dag, set()) == derde
    assert perioden.voorstel("kwartaal", dag, {derde}) == vierde
    assert perioden.voorstel("kwartaal", date(2026, 1, 5), set()) == date(2025, 10, 1)
    assert perioden.voorstel("dag", dag, set()) == dag


def test_de_uitvoer_heeft_een_rij_per_telling_en_geen_opmerkingen(teun):
    geteld(teun, date(2025, 2, 4), opmerking="Anna was er", bron="=Monitor")
    neem_terug(geteld(teun, date(2025, 3, 4)), reden="Dubbel", door=teun)
    regels_ = uitvoer(CAFE, 2025).decode("utf-8-sig").split("\r\n")
    assert regels_[0] == "activiteit;dag;Volwassenen;Kinderen;Nieuw;organisatie;bron"
    assert regels_[1] == "Ouder-kindcafé;04-02-2025;8;9;2;Wijkracht (proef);'=Monitor"
    assert regels_[2:] == [""]
