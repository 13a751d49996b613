"""Whatever is booked: parts are together the whole, and a file that comes in again books nothing."""

from datetime import date, timedelta
from uuid import uuid4

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from ketens.budgetten import inboeken
from ketens.budgetten.boek import lees
from ketens.budgetten.budgetstuk import eind_stuk, kosten_stuk, overzicht_stuk, sisa_stuk
from ketens.budgetten.grootboek import KOSTENPLAATS, Lot, beproef
from ketens.budgetten.grootboekvelden import lees_regels
from ketens.budgetten.models import Begrotingspost, Grootboekinvoer, Kost, Toekenning, Verplichting
from ketens.budgetten.overzichten import geldstand
from ketens.budgetten.rijen import Filter, kostenlijst, onderdeelbeeld
from ketens.budgetten.stand import som
from ketens.kern.db import db
from ketens.kern.geld import als_tekst
from ketens.kern.rekenblad import Blad
from tests import wereld
from tests.merken import BEPROEVING, OP_SQLITE

KEREN = settings(
    max_examples=200 if BEPROEVING else 6,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
DAG = st.dates(date(2024, 1, 1), date(2027, 12, 31))
DEEL = st.sampled_from(["valpreventie", "mantelzorg", "mentaal"])
BRON = st.sampled_from(["spuk_gala", "gemeente_eigen", "zvw"])
BEDRAG = st.integers(-5_000_00, 90_000_00).filter(bool)
KOST = st.builds(
    lambda d, duur, deel, bron, bedrag, btw: Kost(
        datum=d, geleverd_van=d if duur else None, geleverd_tot=d + timedelta(days=duur) if duur else None,
        onderdeel=deel, bron=bron, kostensoort="personeel", bedrag=bedrag, btw_compensabel=btw if bedrag > 0 else -btw,
    ),
    DAG, st.integers(0, 500), DEEL, BRON, BEDRAG, st.integers(0, 1000),
)  # fmt: skip
PLAN = st.tuples(
    st.sampled_from([Begrotingspost, Toekenning, Verplichting]), DAG, DEEL, BRON, st.integers(1, 9_000_000)
)
JAREN = range(2024, 2030)
PAPIER = (2025, 2027)


@OP_SQLITE
@KEREN
@given(kosten=st.lists(KOST, max_size=8), plannen=st.lists(PLAN, max_size=6))
def test_de_delen_zijn_samen_het_totaal_wat_er_ook_geboekt_is(in_borne, kosten, plannen):
    with in_borne():
        wie = wereld.wie("projectleider")
        bedrag, btw = sum(k.bedrag for k in kosten), sum(k.btw_compensabel for k in kosten)
        db.session.add_all([*kosten, *(_plan(*plan) for plan in plannen)])
        db.session.flush()
        standen = {jaar: geldstand(None, jaar) for jaar in JAREN}
        assert sum(stand.gerealiseerd for stand in standen.values()) == bedrag
        assert sum(stand.totaal.btw_compensabel for stand in standen.values()) == btw
        for jaar, stand in standen.items():
            assert stand.totaal == som(stand.per_bron.values()) == som(stand.per_onderdeel.values())
            assert stand.totaal.vrij == stand.begroot - stand.gerealiseerd - stand.verplicht
            assert kostenlijst(wie, Filter(jaar)).bedrag == stand.gerealiseerd
            assert sum(kostenlijst(wie, Filter(jaar)).per_kostensoort.values()) == stand.gerealiseerd
            beelden = {deel: onderdeelbeeld(wie, deel, jaar) for deel in stand.per_onderdeel}
            assert {deel: beeld.totaal for deel, beeld in beelden.items()} == stand.per_onderdeel
            for beeld in beelden.values():
                assert sum(rij.bedrag for rij in beeld.kosten) == beeld.totaal.gerealiseerd
                assert sum(rij.rest for rij in beeld.verplichtingen) == beeld.totaal.verplicht
            for stuk in (overzicht_stuk, kosten_stuk, sisa_stuk) if jaar in PAPIER else ():
                _tel_na(stuk(wie, jaar=jaar))
        _tel_na(eind_stuk(wie, regeling="brede_spuk"))
        assert len(lees(2024, 2029).cellen()) == sum(len(stand.cellen) for stand in standen.values())


def _plan(soort, dag, onderdeel, bron, bedrag):
    meer = {} if soort is Begrotingspost else {"datum": dag}
    meer |= {"kostensoort": "personeel"} if soort is Verplichting else {}
    return soort(jaar=dag.year, onderdeel=onderdeel, bron=bron, bedrag=bedrag, **meer)


def _tel_na(stuk):
    """Every column of money in every table adds up to its total."""
    for tabel in stuk.tabellen:
        if tabel.totaal is None:
            continue
        for nr, kolom in enumerate(tabel.kolommen):
            if kolom.soort == "geld" and isinstance(tabel.totaal[nr], int):
                assert sum(rij[nr] for rij in tabel.rijen if isinstance(rij[nr], int)) == tabel.totaal[nr], kolom.naam


REGEL = st.tuples(
    DAG.filter(lambda dag: dag.year < 2027), st.integers(-999_999, 999_999).filter(bool),
    st.sampled_from(["", "S1", "S2"]), st.sampled_from(["", "1", "2"]), st.sampled_from(["zaal", "folder"]),
)  # fmt: skip
KOP = ("datum", "bedrag", "boekstuk", "regelnummer", "omschrijving", "kostenplaats")
KOLOMMEN = {"0": "datum", "1": "bedrag", "2": "boekstuk", "3": "regel", "4": "omschrijving", "5": "kostenplaats"}


def _cellen(regels):
    return [[nr, [f"{r[0]:%d-%m-%Y}", als_tekst(r[1]), *r[2:], "K"]] for nr, r in enumerate(regels, start=2)]


@given(st.lists(REGEL, max_size=12), st.lists(REGEL, max_size=6))
@settings(deadline=None)
def test_een_regel_heeft_in_elk_bestand_dezelfde_sleutel(eerder, later):
    eerst = [regel.boeking for regel in lees_regels(_cellen(eerder), KOLOMMEN)]
    samen = [regel.boeking for regel in lees_regels(_cellen([*eerder, *later]), KOLOMMEN)]
    assert samen[: len(eerst)] == eerst
    genummerd = {tuple(r) for r in eerder if r[2] and r[3]}
    los = [r for r in eerder if not (r[2] and r[3])]
    assert len(set(eerst)) == len({(r[0].year, *r[2:4]) for r in genummerd}) + len(los)


@OP_SQLITE
@KEREN
@given(eerder=st.lists(REGEL, min_size=1, max_size=6), later=st.lists(REGEL, max_size=4))
def test_twee_keer_inlezen_is_een_keer_boeken(in_borne, eerder, later):
    with in_borne():
        door = wereld.wie("projectleider")
        db.session.execute(delete(Kost))
        naar = {"onderdeel": "valpreventie", "bron": "spuk_gala", "kostensoort": "personeel"}
        inboeken.koppel(KOSTENPLAATS, {"K": naar}, door=door)
        _boek(eerder, door)
        geboekt = sum(stand.gerealiseerd for stand in map(_stand, JAREN))
        for bestand in (eerder, list(eerder), eerder[:1]):
            assert beproef(_breng(bestand, door), door).van(Lot.NIEUW) == []
        nieuw = _boek([*eerder, *later], door)
        _boek([*eerder, *later], door)
        assert sum(stand.gerealiseerd for stand in map(_stand, JAREN)) == geboekt + nieuw


def _stand(jaar):
    return geldstand("valpreventie", jaar)


def _breng(regels, door):
    rijen = tuple((nr, tuple(cellen)) for nr, cellen in _cellen(regels))
    invoer = inboeken.breng(formulier_id=uuid4(), bestandsnaam="x.csv", blad=Blad(KOP, rijen), door=door)
    assert invoer.koppeling["kolommen"] == KOLOMMEN
    return invoer


def _boek(regels, door) -> int:
    """Book a file where there is anything new in it; return what that came to."""
    invoer: Grootboekinvoer = _breng(regels, door)
    nieuw = beproef(invoer, door).van(Lot.NIEUW)
    if nieuw:
        inboeken.boek(invoer, zonder_fouten=False, ook_twijfel=False, door=door)
    return sum(rij.regel.bedrag for rij in nieuw)
