"""What is counted and what is not, each choice of besluit 0037 by an example; on both databases, the SQL is ours."""

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import uuid4

import pytest

from ketens.catalogus import Onbekend
from ketens.groepen.plaatsen import AanwezigheidStand
from ketens.indicatoren.models import Doelgroepcijfer, Gebied
from ketens.indicatoren.rijen import rijen as alle_rijen
from ketens.indicatoren.tellen import tel
from ketens.kern.db import db
from ketens.kern.gemeente import in_gemeente
from ketens.kern.klok import moment, zet_klok
from ketens.metingen.models import Meting
from ketens.verwijzingen.models import Verwijzing
from tests import wereld

pytestmark = pytest.mark.usefixtures("borne")
KETEN = "valpreventie"
NU = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _klok():
    with zet_klok(NU):
        yield


def test_tests_zonder_naam_tellen_in_het_bereik_als_zij_zeiden_nog_niet_getest_te_zijn(rijen):
    jansen = rijen.inwoner()
    rijen.test(date(2026, 3, 1), inwoner=jansen)
    rijen.test(date(2026, 5, 1), inwoner=jansen)
    rijen.test(date(2026, 3, 2), al_getest=False)
    rijen.test(date(2026, 3, 2), al_getest=True)
    rijen.test(date(2026, 3, 2), al_getest=None)
    rijen.test(date(2026, 3, 2), al_getest=False, leeftijd=60)
    rijen.test(date(2026, 3, 2), al_getest=False, leeftijd=None)
    rijen.test(date(2026, 3, 2), al_getest=False, uitslag="onvolledig")
    stand = tel(KETEN, 2026)
    assert (stand.waarde("aantal_vrt"), stand.waarde("vrt_uitslag")) == (7, 8)
    assert (stand.waarde("bereik_vrt"), stand.waarde("bereik_vrt_zonder_naam")) == (2, 1)
    assert stand.waarde("pct_bereik_zonder_naam") == Decimal("50.0")
    assert stand.waarde("pct_vrt_zonder_naam") == Decimal("71.4")


def test_een_ontbrekende_doelgroep_is_niet_ingevuld_en_nooit_nul(rijen):
    rijen.test(date(2026, 3, 1), inwoner=rijen.inwoner())
    stand = tel(KETEN, 2026)
    assert stand.waarde("pct_bereik_vrt") is None
    assert stand.noemer("pct_bereik_vrt").aantal is None
    db.session.add(
        Doelgroepcijfer(jaar=2026, groep_code="thuiswonende_65plus", aantal=8, peildatum=date(2026, 1, 1), bron="CBS")
    )
    db.session.flush()
    stand = tel(KETEN, 2026)
    assert stand.waarde("pct_bereik_vrt") == Decimal("12.5")
    assert (stand.noemer("pct_bereik_vrt").bron, stand.vorig("pct_bereik_vrt")) == ("CBS", None)
    assert stand.doel("pct_bereik_vrt") == 14


def test_van_een_jaar_dat_nog_komt_is_alleen_bekend_wat_is_gepland(rijen):
    rijen.groep(date(2027, 2, 1))
    stand = tel(KETEN, 2027)
    assert (stand.waarde("aantal_groepen"), stand.waarde("aantal_plaatsen")) == (1, 11)
    assert (stand.waarde("aantal_vrt"), stand.waarde("aantal_gestart")) == (None, None)
    assert tel(KETEN, 2028).waarde("aantal_groepen") is None


def test_samengevoegde_inwoners_tellen_als_een(rijen):
    echt = rijen.inwoner()
    dubbel = rijen.inwoner(zelfde_als_id=echt.id)
    rijen.test(date(2026, 3, 1), inwoner=echt)
    rijen.test(date(2026, 4, 1), inwoner=dubbel)
    groep = rijen.groep(date(2026, 5, 5))
    rijen.plaatsing(groep, rijen.traject(echt, date(2026, 3, 1)), 1)
    rijen.plaatsing(groep, rijen.traject(dubbel, date(2026, 4, 1)), 2)
    stand = tel(KETEN, 2026)
    assert (stand.waarde("vrt_inwoners"), stand.waarde("aantal_vrt")) == (1, 2)
    assert (stand.waarde("unieke_deelnemers"), stand.waarde("aantal_gestart")) == (1, 2)


def test_gestart_is_aanwezig_bij_bijeenkomst_1_of_2_die_doorging(rijen):
    groep = rijen.groep(date(2026, 5, 5))
    trajecten = [rijen.traject(rijen.inwoner(), date(2026, 3, 1)) for _ in range(6)]
    rijen.plaatsing(groep, trajecten[0], 1, 2, 3)
    rijen.plaatsing(groep, trajecten[1], 2)
    rijen.plaatsing(groep, trajecten[2], 3)
    rijen.mark(rijen.plaatsing(groep, trajecten[3]), groep.bijeenkomsten[0], AanwezigheidStand.AFGEMELD)
    rijen.plaatsing(groep, trajecten[4], gestart_op=date(2026, 5, 12))
    afgelast = rijen.groep(date(2026, 6, 2))
    afgelast.bijeenkomsten[0].afgelast_op = moment(date(2026, 6, 1))
    rijen.plaatsing(afgelast, trajecten[5], 1)
    stand = tel(KETEN, 2026)
    # Of the fifth nobody noted who was there: it was taken over from a list.
    assert stand.waarde("aantal_gestart") == 3
    assert stand.splitsing("aantal_gestart", "interventie") == (("in_balans", "In Balans", 3),)


def test_oudjaarsavond_is_van_amsterdam_en_een_deelname_telt_in_het_jaar_van_de_eerste_keer(rijen):
    groep = rijen.groep(date(2025, 12, 29))
    eerste, tweede = groep.bijeenkomsten[:2]
    eerste.begint_op = datetime(2025, 12, 31, 22, 30, tzinfo=UTC)
    tweede.begint_op = datetime(2025, 12, 31, 23, 30, tzinfo=UTC)
    db.session.flush()
    beide = rijen.inwoner()
    rijen.plaatsing(groep, rijen.traject(beide, date(2025, 11, 1)), 1, 2)
    rijen.plaatsing(groep, rijen.traject(rijen.inwoner(), date(2025, 11, 1)), 2)
    later = rijen.groep(date(2026, 2, 3))
    rijen.plaatsing(later, rijen.traject(beide, date(2026, 1, 5)), 1)
    rijen.test(datetime(2025, 12, 31, 22, 59, 59, tzinfo=UTC))
    rijen.test(datetime(2025, 12, 31, 23, 0, tzinfo=UTC))
    stand = tel(KETEN, 2026)
    assert (stand.vorig("aantal_gestart"), stand.waarde("aantal_gestart")) == (1, 2)
    assert (stand.vorig("unieke_deelnemers"), stand.waarde("unieke_deelnemers")) == (1, 2)
    assert (stand.vorig("aantal_vrt"), stand.waarde("aantal_vrt")) == (1, 1)
    assert [aantal for _, _, aantal in stand.splitsing("aantal_gestart", "maand")][:3] == [1, 1, 0]


def test_wie_twee_keer_meedoet_telt_een_keer_bij_de_eerste_groep_van_het_jaar(rijen):
    inwoner = rijen.inwoner()
    rijen.plaatsing(rijen.groep(date(2026, 9, 1), interventie_pin="vvt@2"), rijen.traject(inwoner, date(2026, 8, 1)), 1)
    rijen.plaatsing(rijen.groep(date(2026, 2, 3)), rijen.traject(inwoner, date(2026, 1, 5)), 1)
    stand = tel(KETEN, 2026)
    assert (stand.waarde("aantal_gestart"), stand.waarde("unieke_deelnemers")) == (2, 1)
    assert [sleutel for sleutel, _, _ in stand.splitsing("unieke_deelnemers", "interventie")] == ["in_balans"]


def test_de_wachttijd_loopt_van_de_eerste_test_met_verhoogd_risico_tot_de_eerste_keer(rijen):
    for dagen in (10, 20, 30, 40, 51):
        inwoner = rijen.inwoner()
        traject = rijen.traject(inwoner, date(2026, 3, 1))
        rijen.test(datetime(2026, 2, 28, 23, 30, tzinfo=UTC), inwoner=inwoner, traject_id=traject.id)
        rijen.test(date(2026, 3, 5), inwoner=inwoner, traject_id=traject.id, uitslag="hoog")
        rijen.test(date(2026, 1, 5), inwoner=inwoner, traject_id=traject.id, uitslag="laag")
        groep = rijen.groep(date.fromordinal(date(2026, 3, 1).toordinal() + dagen))
        rijen.plaatsing(groep, traject, 1, gestart_op=groep.begint_op)
    weer = rijen.groep(date(2026, 9, 1))
    rijen.plaatsing(weer, traject, 1)
    stand = tel(KETEN, 2026)
    assert (stand.waarde("wachttijd_mediaan"), stand.n("wachttijd_mediaan")) == (30, 5)
    assert stand.waarde("wachttijd_p90") is None
    assert stand.te_weinig("wachttijd_p90")


def test_wat_per_vergissing_is_verstuurd_telt_niet_en_zijn_test_ook_niet(rijen):
    for reden in ("vergissing", "wil_niet"):
        inwoner = rijen.inwoner()
        test = rijen.test(date(2026, 3, 1), inwoner=inwoner)
        verwijzing = Verwijzing(
            inwoner_id=inwoner.id, formulier_id=uuid4(), kenmerk=reden[:8], keten_code=KETEN, keten_versie=2,
            verwijzer_soort="huisartsenpraktijk", herkomst="verwijzer", ontvanger_id=wereld.id_van("gemeente-borne"),
            afname_id=test.id, ingediend_op=moment(date(2026, 3, 1)), ingetrokken_op=moment(date(2026, 3, 2)),
            intrekreden=reden,
        )  # fmt: skip
        db.session.add(verwijzing)
    db.session.flush()
    stand = tel(KETEN, 2026)
    assert (stand.waarde("aantal_verwijzingen"), stand.waarde("aantal_ingetrokken")) == (1, 1)
    assert stand.waarde("aantal_vrt") == 1


def test_de_wijk_is_die_van_het_postcodegebied_en_delen_tellen_op(rijen):
    db.session.add_all([Gebied(pc4="7621", wijk="Dorp"), Gebied(pc4="7622", wijk="Dorp")])
    for pc4 in ("7621", "7622", "7626", None):
        rijen.test(date(2026, 3, 1), pc4=pc4)
    stand = tel(KETEN, 2026)
    assert [(naam, aantal) for _, naam, aantal in stand.splitsing("aantal_vrt", "wijk")] == [
        ("Dorp", 2), ("7626", 1), ("Onbekend", 1),
    ]  # fmt: skip
    assert sum(aantal for _, _, aantal in stand.splitsing("aantal_vrt", "pc4")) == 4


def test_het_effect_neemt_de_laatste_afname_van_wie_twee_keer_is_gemeten(rijen):
    groep = rijen.groep(date(2026, 3, 3))
    for nr in range(10):
        inwoner = rijen.inwoner()
        plaatsing = rijen.plaatsing(groep, rijen.traject(inwoner, date(2026, 2, 1)), 1)
        for tijd, score in (("t0", 12.0), ("t1", 11.5 if nr else 7.0)):
            afname = rijen.test(date(2026, 3, 5), inwoner=inwoner, instrument="tug@1", uitslag="goed", score=score)
            meting = Meting(
                inwoner_id=inwoner.id, plaatsing_id=plaatsing.id, moment=tijd, instrument_code="tug",
                afname_id=afname.id,
            )  # fmt: skip
            db.session.add(meting)
    db.session.flush()
    stand = tel(KETEN, 2026)
    assert (stand.waarde("effect_tug"), stand.n("effect_tug")) == (Decimal("-1.0"), 10)
    assert stand.waarde("effect_cst30") is None
    # Measured is not tested.
    assert stand.waarde("aantal_vrt") == 0


def test_een_andere_gemeente_en_een_andere_keten_tellen_niet_mee(rijen):
    rijen.test(date(2026, 3, 1), inwoner=rijen.inwoner())
    rijen.plaatsing(rijen.groep(date(2026, 3, 3)), rijen.traject(rijen.inwoner(), date(2026, 2, 1)), 1)
    assert tel("welzijn_op_recept", 2026).waarde("aantal_trajecten") == 0
    with in_gemeente(wereld.id_van("tubbergen")):
        ander = tel(KETEN, 2026)
    assert {ander.waarde(code) for code in ander.codes} <= {0, None}


def test_het_aantal_vragen_is_vast_en_klein(rijen, tel_vragen):
    tel(KETEN, 2026)
    with tel_vragen() as leeg:
        tel(KETEN, 2026)
    for _ in range(5):
        inwoner = rijen.inwoner()
        rijen.test(date(2026, 3, 1), inwoner=inwoner)
        rijen.plaatsing(rijen.groep(date(2026, 3, 3)), rijen.traject(inwoner, date(2026, 2, 1)), 1)
    with tel_vragen() as vol:
        tel(KETEN, 2026)
    assert len(vol) == len(leeg) <= 14


def test_de_verwachting_is_het_tempo_van_het_jaar_tot_nu(rijen):
    for _ in range(5):
        rijen.test(date(2026, 3, 1), inwoner=rijen.inwoner())
    with zet_klok(datetime(2026, 7, 1, 12, tzinfo=UTC)):
        assert tel(KETEN, 2026).verwachting("aantal_vrt") == 10
    assert tel(KETEN, 2025).verwachting("aantal_vrt") is None


def test_achter_een_deel_liggen_net_zoveel_rijen(rijen):
    wie = wereld.wie("projectleider")
    for nr in range(3):
        inwoner = rijen.inwoner(pc4="7622" if nr else "7621")
        traject = rijen.traject(inwoner, date(2026, 2, 1))
        rijen.test(date(2026, 1 + nr, 5), inwoner=inwoner, traject_id=traject.id)
        rijen.plaatsing(rijen.groep(date(2026, 3, 3)), traject, 1)
    stand = tel(KETEN, 2026)
    for code in ("aantal_vrt", "aantal_gestart", "unieke_deelnemers", "aantal_plaatsen", "aantal_trajecten"):
        assert alle_rijen(KETEN, 2026, code, wie=wie).totaal == stand.n(code)
        for splitsing in stand.indicator(code).splitsingen:
            for sleutel, _, aantal in stand.splitsing(code, splitsing):
                deel = alle_rijen(KETEN, 2026, code, splitsing=splitsing, waarde=sleutel, wie=wie)
                assert deel.som == aantal, (code, splitsing, sleutel)
    eerste = alle_rijen(KETEN, 2026, "aantal_gestart", wie=wie).rijen[0]
    assert (eerste.leeftijdsklasse, eerste.groep, eerste.maand) == ("75-79", "Groep", "Maart 2026")
    assert eerste.inwoner is None


@pytest.mark.parametrize(
    "vraag",
    [
        {"code": "bestaat_niet"},
        {"code": "aantal_vrt", "splitsing": "reden", "waarde": "x"},
        {"code": "aantal_vrt", "splitsing": "organisatie", "waarde": "geen-id"},
        {"code": "aantal_vrt", "splitsing": "maand", "waarde": "geen"},
        {"code": "aantal_gestart", "splitsing": "leeftijdsklasse", "waarde": "70-71"},
    ],
)
def test_wat_er_niet_is_wordt_niet_geopend(vraag):
    with pytest.raises(Onbekend):
        alle_rijen(KETEN, 2026, wie=wereld.wie("projectleider"), **vraag)


def test_een_keten_van_een_ander_wordt_niet_geopend():
    with pytest.raises(Onbekend):
        alle_rijen("welzijn_op_recept", 2026, "aantal_trajecten", wie=wereld.wie("projectleider"))
