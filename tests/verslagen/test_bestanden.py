"""Money in the files themselves: whatever was booked, read back from each form the parts are the whole, to the cent."""

import csv
import io
import json
from collections import Counter
from datetime import date
from decimal import Decimal

import odfdo
import openpyxl
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from ketens.budgetten.budgetstuk import kosten_stuk, overzicht_stuk
from ketens.budgetten.models import Begrotingspost, Kost, Verplichting
from ketens.kern.db import db
from ketens.stukken.cel import Soort
from ketens.stukken.formaten import FORMATEN
from ketens.verslagen.stuk import als_stuk
from ketens.verslagen.verslag import verslag
from tests import wereld
from tests.merken import BEPROEVING, OP_SQLITE

BRON = st.sampled_from(["spuk_gala", "gemeente_eigen", "menzis_leefkracht", "zonmw"])
# A credit is a negative amount; and the cents are what goes wrong.
CENTEN = st.one_of(st.integers(-9_999_999, -1), st.integers(1, 9_999_999), st.sampled_from([1, -1, 10, 29, 101]))
KOSTEN = st.lists(st.tuples(st.dates(date(2025, 1, 1), date(2025, 12, 31)), BRON, CENTEN), min_size=1, max_size=9)
PLANNEN = st.lists(st.tuples(BRON, st.integers(1, 9_999_999)), max_size=4)


def leg_vast(kosten, begroot, besteld):
    for dag, bron, centen in kosten:
        kost = Kost(datum=dag, onderdeel="valpreventie", bron=bron, kostensoort="personeel", bedrag=centen)
        kost.leverancier = "=1+1"
        db.session.add(kost)
    for bron, centen in begroot:
        db.session.add(Begrotingspost(jaar=2025, onderdeel="valpreventie", bron=bron, bedrag=centen))
    for bron, centen in besteld:
        rij = Verplichting(jaar=2025, onderdeel="valpreventie", bron=bron, bedrag=centen, datum=date(2025, 3, 1))
        rij.kostensoort = "personeel"
        db.session.add(rij)
    db.session.flush()


def getal(cel):
    """Return the cents of a cell; text and what is not filled in are no amount."""
    if isinstance(cel, str):
        kaal = cel.replace(",", ".", 1)
        if not kaal.lstrip("-").replace(".", "", 1).isdigit():
            return None
        cel = kaal
    if cel is None or isinstance(cel, bool | date):
        return None
    centen = Decimal(str(cel)) * 100
    assert centen == int(centen), f"{cel} is geen bedrag in hele centen"
    return int(centen)


def rijen_uit(formaat, inhoud):
    """Return every row of a file, whatever it is in."""
    if formaat == "xlsx":
        boek = openpyxl.load_workbook(io.BytesIO(inhoud), data_only=True)
        return [list(rij) for blad in boek for rij in blad.iter_rows(values_only=True)]
    if formaat == "ods":
        bladen = odfdo.Document(io.BytesIO(inhoud)).body.tables
        return [[cel.value for cel in rij.cells] for blad in bladen for rij in blad.rows]
    return list(csv.reader(io.StringIO(inhoud.decode("utf-8-sig")), delimiter=";"))


def tabel_uit(rijen, tabel):
    """Return the parts and the total of a table, found by the words over its columns."""
    kop = [kolom.naam for kolom in tabel.kolommen]
    begin = next(nr for nr, rij in enumerate(rijen) if list(rij[: len(kop)]) == kop) + 1
    gevonden = rijen[begin : begin + len(tabel.rijen) + 1]
    return gevonden[:-1], gevonden[-1]


def tel_na(stuk, formaat):
    """Add up every column of money of every table in a file, and return the totals by table and column."""
    rijen = rijen_uit(formaat, FORMATEN[formaat].schrijf(stuk))
    totalen = {}
    for tabel in stuk.tabellen:
        if tabel.totaal is None:
            continue
        delen, totaal = tabel_uit(rijen, tabel)
        for nr, kolom in enumerate(tabel.kolommen):
            bedragen = [getal(rij[nr]) for rij in delen]
            # Not every column has a total; and of a part that is not filled in nobody knows what is left.
            if kolom.soort is Soort.GELD and isinstance(tabel.totaal[nr], int) and None not in bedragen:
                assert sum(bedragen) == getal(totaal[nr]), (formaat, tabel.code, kolom.naam)
                totalen[tabel.code, kolom.naam] = getal(totaal[nr])
    return totalen


@OP_SQLITE
@settings(
    max_examples=100 if BEPROEVING else 5,
    deadline=None,
    derandomize=not BEPROEVING,
    phases=list(Phase) if BEPROEVING else [Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(kosten=KOSTEN, begroot=PLANNEN, besteld=PLANNEN)
def test_in_elk_bestand_zijn_de_delen_samen_het_geheel(in_borne, kosten, begroot, besteld):
    uitgegeven = sum(centen for _, _, centen in kosten)
    with in_borne():
        leg_vast(kosten, begroot, besteld)
        rapport, wie = als_stuk(verslag(wereld.KETEN, 2025)), wereld.wie("projectleider")
        boeken = overzicht_stuk(wie, jaar=2025), kosten_stuk(wie, jaar=2025)
    for formaat in ("xlsx", "ods", "csv"):
        assert tel_na(rapport, formaat)["geld", "Gerealiseerd"] == uitgegeven
        for boek in boeken:
            assert uitgegeven in tel_na(boek, formaat).values(), formaat
    klopt_als_json(rapport, kosten, begroot)
    for boek in boeken:
        klopt_als_data(json.loads(FORMATEN["json"].schrijf(boek)))


def klopt_als_json(rapport, kosten, begroot):
    """The documented JSON: each bron by hand, and together the whole."""
    geld = json.loads(FORMATEN["json"].schrijf(rapport))["geld"]
    per_bron = Counter()
    for _, bron, centen in kosten:
        per_bron[bron] += centen
    assert {
        bron: getal(deel["gerealiseerd"]) for bron, deel in geld["per_bron"].items() if bron in per_bron
    } == per_bron
    for naam in ("verplicht", "gerealiseerd", "prognose"):
        assert sum(getal(deel[naam]) for deel in geld["per_bron"].values()) == getal(geld[naam])
    assert sum(getal(deel["begroot"]) or 0 for deel in geld["per_bron"].values()) == (getal(geld["begroot"]) or 0)
    assert (getal(geld["begroot"]) or 0) == sum(centen for _, centen in begroot)


def klopt_als_data(gegevens):
    """Any report as data: every table with a total."""
    tabellen = [blok for hoofdstuk in gegevens["hoofdstukken"] for blok in hoofdstuk["blokken"] if blok.get("totaal")]
    for tabel in tabellen:
        for nr, kolom in enumerate(tabel["kolommen"]):
            bedragen = [getal(rij[nr]) for rij in tabel["rijen"]]
            if kolom["soort"] == "geld" and getal(tabel["totaal"][nr]) is not None and None not in bedragen:
                assert sum(bedragen) == getal(tabel["totaal"][nr]), kolom["naam"]
    assert tabellen
