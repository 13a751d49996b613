"""What the pages say of the money, and what it costs to say it."""

from datetime import date
from itertools import zip_longest

import pytest
from sqlalchemy import select

from ketens.budgetten import handelingen
from ketens.budgetten.models import Regelwaarde
from ketens.budgetten.overzichten import geldstand
from ketens.budgetten.regels import Cijfers, geldend, heeft_schotten, werk_uit
from ketens.budgetten.sisa import sisa
from ketens.budgetten.stand import Bedragen
from ketens.catalogus import catalogus
from ketens.groepen.models import Bijeenkomst
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import moment, zet_klok
from ketens.opdrachten.handelingen import WERK
from ketens.rechten import Rol
from tests import wereld
from tests.merken import OP_SQLITE

pytestmark = OP_SQLITE
SPUK = catalogus().regelingen[0]
VAL, MANTEL = "valpreventie", "mantelzorg"


@pytest.fixture
def hier(in_borne):
    with zet_klok(moment(date(2026, 10, 1))), in_borne():
        yield


def ken_toe(bedrag: int, onderdeel: str = VAL, jaar: int = 2026) -> None:
    handelingen.ken_toe(
        jaar=jaar, onderdeel=onderdeel, bron="spuk_gala", bedrag=bedrag, datum=date(jaar, 1, 2), door=None
    )


def begroot(bedrag: int, onderdeel: str = VAL, jaar: int = 2026) -> None:
    handelingen.leg_begroting_vast(jaar=jaar, onderdeel=onderdeel, bron="spuk_gala", bedrag=bedrag, door=None)


def boek(bedrag: int, onderdeel: str = VAL, dag: date = date(2026, 3, 2), bron: str = "spuk_gala"):
    kost = handelingen.boek(
        onderdeel=onderdeel, bron=bron, kostensoort="personeel", bedrag=bedrag, datum=dag, door=None
    )
    db.session.flush()
    return kost


def zinnen(jaar: int = 2026, keten: str | None = None) -> str:
    return " ".join(geldstand(keten, jaar).waarschuwingen)


def test_zonder_begroting_staat_dat_er(hier):
    boek(100)
    assert "Valpreventie: voor 2026 is geen begroting ingevuld." in zinnen()
    assert "Niet ingevuld is wat voor 2026 aan SPUK GALA is toegekend voor Valpreventie." in zinnen()


@pytest.mark.parametrize(
    ("uit", "zin"),
    [(100_100, "geeft u € 1,00 meer uit dan begroot"), (94_900, "blijft € 51,00 van de begroting over"), (95_000, "")],
)
def test_te_veel_en_te_weinig_worden_gezegd_met_het_bedrag(hier, uit, zin):
    begroot(100_000)
    ken_toe(200_000)
    boek(uit)
    gezegd = zinnen(keten=VAL)
    assert zin in gezegd
    assert bool(gezegd) == bool(zin)


def test_een_onderdeel_boven_zijn_deel_is_let_op_en_het_plafond_is_een_fout(hier):
    ken_toe(100_000)
    ken_toe(100_000, MANTEL)
    boek(150_000)
    stand = geldstand(None, 2026)
    assert not [m for m in stand.meldingen if m.ernst == "fout"]
    assert "Valpreventie: volgens de prognose geeft u € 500,00 meer SPUK GALA uit dan is toegekend" in zinnen()
    boek(60_000, MANTEL)
    eerste = geldstand(None, 2026).meldingen[0]
    assert eerste.ernst == "fout"
    assert eerste.zin.startswith(
        "Boven het plafond: volgens de prognose geeft u over alle onderdelen samen € 100,00 meer"
    )


def test_wat_is_meegenomen_telt_mee_voor_het_plafond(hier):
    ken_toe(100_000, jaar=2025)
    ken_toe(100_000)
    boek(105_000)
    assert "Boven het plafond" in zinnen()
    db.session.add(Regelwaarde(regel_code="meenemen_2025", waarde=1_000, bron="brief"))
    db.session.flush()
    assert "Boven het plafond" not in zinnen()


def test_spuk_na_de_spuk_is_een_fout(hier):
    boek(100, dag=date(2027, 1, 4))
    assert "€ 1,00 staat op SPUK GALA, maar die betaalt niet voor wat na 31-12-2026 is geleverd." in zinnen(2027)


def test_een_open_verplichting_van_vorig_jaar_en_een_groep_zonder_kosten_worden_genoemd(hier, maak):
    handelingen.verplicht(
        jaar=2025,
        onderdeel=VAL,
        bron="spuk_gala",
        kostensoort="personeel",
        bedrag=100,
        datum=date(2025, 1, 2),
        door=None,
    )
    db.session.flush()
    assert "Van 2025 staat nog € 1,00 aan verplichtingen open." in zinnen(2025)


def test_welke_regels_gelden_hangt_van_de_dag_af(hier):
    assert "schuiven_2023" in {regel.code for regel in geldend(SPUK, 2024)}
    assert heeft_schotten(SPUK, 2024)
    assert not heeft_schotten(SPUK, 2025)
    assert {regel.code for regel in geldend(SPUK, 2026)} == {
        "schotten_weg", "meenemen_2025", "korting_2026", "extra_2026", "beweeginterventies", "terugvordering",
    }  # fmt: skip


def test_elke_regel_rekent_voor_wat_hij_betekent(hier):
    val = Bedragen(toegekend=5_221_201, gerealiseerd=4_000_000, is_toegekend=True)
    per_jaar = {2023: {VAL: val}, 2024: {VAL: val}, 2025: {VAL: val}, 2026: {VAL: val}}
    soorten = {(VAL, "inkoop_interventie"): 2_000_000}
    per = {
        jaar: {u.regel.code: u for u in werk_uit(SPUK, Cijfers(jaar, per_jaar, soorten), {})} for jaar in (2024, 2026)
    }
    # Cut off: at most 15%, and 20% of what was left.
    assert per[2024]["schuiven_2023"].bedragen == ((VAL, 783_180),)
    assert per[2024]["meenemen_2023"].bedragen == ((VAL, 244_240),)
    assert per[2026]["meenemen_2025"].vraagt_waarde
    assert "€ 46.990,81" in per[2026]["korting_2026"].zinnen[0]
    assert "Dat is niet meer dan 50%." in per[2026]["beweeginterventies"].zinnen[0]
    assert "€ 12.212,01" in per[2026]["terugvordering"].zinnen[0]
    assert "€ 52.212,01" in per[2026]["schotten_weg"].zinnen[0]
    leeg = {u.regel.code: u for u in werk_uit(SPUK, Cijfers(2024, {}, {}), {})}
    assert all(
        "niets ingevuld" in leeg[code].zinnen[0] for code in ("schuiven_2023", "meenemen_2023", "terugvordering")
    )


def test_sisa_laat_een_correctie_na_het_inleveren_zien(in_borne):
    dag = date(2024, 5, 6)
    with in_borne():
        with zet_klok(moment(date(2024, 6, 1))):
            kost = boek(10_000, dag=dag)
            boek(5_000, MANTEL, dag=dag)
        with zet_klok(moment(date(2025, 8, 1))):
            # Corrected after 15 July 2025, when 2024 was handed in.
            handelingen.corrigeer(kost, bedrag=9_000, door=None)
            boek(700, dag=dag)
            boek(1_234, dag=date(2025, 3, 3))
            db.session.flush()
        with zet_klok(moment(date(2026, 2, 1))):
            (mantel, val) = sorted(sisa(SPUK, 2025), key=lambda regel: regel.onderdeel)
            assert (val.verantwoord, val.correctie, val.besteed, val.cumulatief) == (10_000, -300, 1_234, 10_934)
            assert (mantel.verantwoord, mantel.correctie, mantel.besteed, mantel.cumulatief) == (5_000, 0, 0, 5_000)
            # A year earlier nothing was answered for before.
            assert [(r.verantwoord, r.correctie) for r in sisa(SPUK, 2024)] == [(0, 0), (0, 0)]


def test_een_bijeenkomst_die_na_de_verantwoording_verhuist_is_een_correctie(in_borne, maak):
    with zet_klok(moment(date(2024, 10, 1))):
        groep = maak.groep()
        with in_borne():
            _leg_op(groep.id, [date(2024, 11, dag) for dag in (4, 5, 6, 7)])
            handelingen.boek(
                onderdeel=VAL, bron="spuk_gala", kostensoort="personeel", bedrag=10_000, datum=date(2024, 10, 1),
                groep_id=groep.id, door=None,
            )  # fmt: skip
            db.session.commit()
    # Moved before the year was handed in: then that is what was answered for.
    _verhuis_en_onthoud(in_borne, groep.id, date(2024, 12, 2), [date(2024, 11, dag) for dag in (4, 5, 6)])
    _verhuis_en_onthoud(in_borne, groep.id, date(2025, 9, 1), [date(2024, 11, 4), date(2024, 11, 5)])
    with zet_klok(moment(date(2026, 2, 1))), in_borne():
        (regel,) = sisa(SPUK, 2025)
        assert (regel.verantwoord, regel.correctie, regel.besteed, regel.cumulatief) == (7_500, -2_500, 5_000, 10_000)


def _verhuis_en_onthoud(in_borne, groep_id, op, dagen) -> None:
    """Let these days stay in their year and the others go to the next, and let the night pass."""
    with zet_klok(moment(op)), in_borne():
        _leg_op(groep_id, [*dagen, *(date(2025, 10, dag) for dag in range(6, 10 - len(dagen)))])
        db.session.commit()
        WERK["budgetten.onthoud_verdeling"]({})
        db.session.commit()


def _leg_op(groep_id, dagen) -> None:
    """Let the group meet on these days only."""
    rijen = list(db.session.scalars(select(Bijeenkomst).where(Bijeenkomst.groep_id == groep_id)))
    for rij, dag in zip_longest(rijen, dagen):
        rij.afgelast_op, rij.begint_op = (None, moment(dag, 10)) if dag else (moment(date(2024, 10, 1)), rij.begint_op)
    db.session.flush()


def test_wie_een_factuur_op_een_afgesloten_verplichting_corrigeert_houdt_hem_daar(hier):
    besteld = handelingen.verplicht(
        jaar=2026,
        onderdeel=VAL,
        bron="spuk_gala",
        kostensoort="personeel",
        bedrag=500,
        datum=date(2026, 1, 2),
        door=None,
    )
    db.session.flush()
    velden = {"onderdeel": VAL, "bron": "spuk_gala", "kostensoort": "personeel", "datum": date(2026, 2, 2)}
    kost = handelingen.boek(bedrag=300, verplichting_id=besteld.id, door=None, **velden)
    db.session.flush()
    handelingen.sluit_af(besteld, door=None)
    nieuw = handelingen.corrigeer(kost, bedrag=250, door=None)
    assert nieuw.verplichting_id == besteld.id
    with pytest.raises(Domeinfout, match="afgesloten"):
        handelingen.boek(bedrag=1, verplichting_id=besteld.id, door=None, **velden)


def test_een_factuur_van_een_andere_keten_wordt_genoemd_zonder_bedrag_en_datum(hier):
    factuur = {"bron": "spuk_gala", "kostensoort": "personeel", "leverancier": "Fysio", "factuurnummer": "F-1"}
    handelingen.boek(onderdeel="welzijn_op_recept", bedrag=77_700, datum=date(2026, 5, 5), door=None, **factuur)
    db.session.flush()
    with pytest.raises(Domeinfout, match="een boeking van een andere keten"):
        handelingen.boek(onderdeel=VAL, bedrag=100, datum=date(2026, 6, 1), door=wereld.wie("projectleider"), **factuur)
    with pytest.raises(Domeinfout, match="05-05-2026, € 777,00"):
        handelingen.boek(onderdeel=VAL, bedrag=100, datum=date(2026, 6, 1), door=None, **factuur)


@pytest.mark.parametrize(
    ("anders", "zin"),
    [
        ({"onderdeel": "gezinspoli"}, "bestaat niet in 2026"),
        ({"bron": "loterij"}, "waar het geld vandaan komt"),
        ({"kostensoort": "taart"}, "waar het geld aan opgaat"),
        ({"bedrag": 0}, "Vul een bedrag in"),
        ({"btw_compensabel": -5}, "allebei"),
        ({"geleverd_van": date(2026, 2, 1)}, "geen van beide"),
        ({"geleverd_van": date(2026, 2, 2), "geleverd_tot": date(2026, 2, 1)}, "voor de eerste dag"),
        ({"geleverd_van": date(2016, 2, 2), "geleverd_tot": date(2026, 2, 1)}, "te lang"),
        ({"datum": date(1999, 1, 1)}, "Vul een datum in"),
        ({"groep_id": wereld.id_van("geen groep")}, "ander onderdeel"),
        ({"verplichting_id": wereld.id_van("geen order")}, "afgesloten of ingetrokken"),
    ],
)
def test_wat_niet_kan_wordt_in_een_zin_geweigerd(hier, anders, zin):
    velden = {
        "onderdeel": VAL, "bron": "spuk_gala", "kostensoort": "personeel", "datum": date(2026, 2, 2), "bedrag": 100,
    }  # fmt: skip
    with pytest.raises(Domeinfout, match=zin):
        handelingen.boek(door=None, **{**velden, **anders})


def test_het_aantal_vragen_hangt_niet_van_het_aantal_rijen_af(als, in_borne, tel_vragen):
    lead = als(Rol.PROJECTLEIDER)

    def tel(endpoint: str, **waarden: object) -> int:
        with tel_vragen() as gesteld:
            assert lead.get(f"budgetten.{endpoint}", jaar=2026, **waarden).status == 200
        return len(gesteld)

    paginas = [
        ("overzicht", {}),
        ("onderdeel", {"onderdeel": VAL}),
        ("kosten", {}),
        ("sisa", {}),
        ("eindafrekening", {}),
    ]
    _vul(in_borne, 1)
    lead.get("budgetten.overzicht")
    weinig = [tel(endpoint, **waarden) for endpoint, waarden in paginas]
    _vul(in_borne, 12)
    assert [tel(endpoint, **waarden) for endpoint, waarden in paginas] == weinig
    with in_borne():
        with tel_vragen() as gesteld:
            geldstand(None, 2026)
        assert len(gesteld) <= 9


def _vul(in_borne, keer: int) -> None:
    with in_borne():
        for nr in range(keer):
            ken_toe(100 + nr)
            begroot(100 + nr)
            boek(10 + nr)
            handelingen.trek_in(boek(1), reden="weg", door=None)
        db.session.commit()


def test_na_2026_loopt_alles_door_onder_de_naam_van_dan(app, als, in_borne):
    with in_borne():
        boek(500, "welzijn_op_recept", date(2027, 2, 1), bron="azwa")
        db.session.commit()
    with zet_klok(moment(date(2027, 3, 1))):
        wereld.nu_gezien(app)
        tekst = als(Rol.PROJECTLEIDER).get("budgetten.overzicht", jaar=2027).tekst
    assert "Sociaal verwijzen" in tekst
    assert "AZWA" in tekst
    assert "niet ingevuld" in tekst
