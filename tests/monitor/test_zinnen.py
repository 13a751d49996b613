"""The text of the monitor says what the figures say: no other number, no other direction, nothing hidden."""

import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ketens.monitor import geldzinnen, zinnen
from ketens.monitor.paragrafen import paragrafen, stand_van_zaken
from ketens.monitor.project import Bereik, Fixatie, Geld, Planning, Project, Reeks, Regime
from ketens.stukken.cel import Soort, Teken, in_woorden
from ketens.stukken.stuk import Alinea
from tests.merken import BEPROEVING

KEREN = 2000 if BEPROEVING else 60
GETAL = re.compile(r"-?€ [\d.]+,\d\d|\d\d-\d\d-\d{4}|\d+(?:\.\d{3})*(?:,\d+)?%?")
JAAR = 2025
JAREN = range(2022, 2026)
CENTEN = st.integers(-50_000, 3_000_000)
AANTALLEN = st.one_of(st.integers(0, 30), st.integers(0, 3000), st.sampled_from(tuple(Teken)))


def reeks(*waarden: object, **anders: object) -> Reeks:
    velden = {"naam": "Deelnames", "enkel": "deelname die begon", "meer": "deelnames die begonnen", **anders}
    return Reeks("gestart", definitie="", waarden=dict(zip(JAREN, waarden, strict=True)), **velden)


def vertel(*waarden: object, tot: date | None = None, **anders: object) -> str:
    project = Project("valpreventie", "Valpreventie", JAAR, ("Tekst.",), (reeks(*waarden, **anders),), tot=tot)
    return alineas(project)[1]


def alineas(project: Project) -> list[str]:
    delen = paragrafen(project)
    return [blok.tekst for deel in delen for blok in deel.blokken if isinstance(blok, Alinea)]


@pytest.mark.parametrize(
    ("toen", "nu", "zin"),
    [
        (94, 166, "Dat zijn er 72 meer dan het jaar ervoor (in 2024: 94), een stijging van 76,6%."),
        (166, 94, "Dat zijn er 72 minder dan het jaar ervoor (in 2024: 166), een daling van 43,4%."),
        (1, 2, "Dat is er 1 meer dan het jaar ervoor (in 2024: 1), een stijging van 100,0%."),
        (0, 3, "Dat zijn er 3 meer dan het jaar ervoor (in 2024: 0)."),
        (7, 7, "Dat is evenveel als in 2024."),
        (5, 0, "Dat zijn er 5 minder dan het jaar ervoor (in 2024: 5), een daling van 100,0%."),
        (3000, 3001, "Dat is er 1 meer dan het jaar ervoor (in 2024: 3.000)."),
    ],
)
def test_de_tekst_zegt_wat_er_veranderde(toen, nu, zin):
    assert vertel(Teken.NIET_INGEVULD, Teken.NIET_INGEVULD, toen, nu).endswith(zin)


@pytest.mark.parametrize(
    ("nu", "zin"),
    [
        (0, "In 2025 waren er geen deelnames die begonnen."),
        (1, "In 2025 was er 1 deelname die begon."),
        (1234, "In 2025 waren er 1.234 deelnames die begonnen."),
        (Teken.NIET_INGEVULD, "Over 2025 is niet ingevuld hoeveel deelnames die begonnen er waren."),
        (Teken.VERBORGEN, f"Hoeveel deelnames die begonnen er in 2025 waren, {zinnen.VERBORGEN}."),
    ],
)
def test_enkelvoud_en_meervoud_kloppen(nu, zin):
    assert vertel(0, 0, 0, nu).startswith(zin)


def test_een_eerste_jaar_wordt_nergens_mee_vergeleken():
    tekst = vertel(*[Teken.NIET_INGEVULD] * 3, 12)
    assert tekst.endswith("Over 2022 tot en met 2024 is dit niet ingevuld.")


def test_wat_verborgen_is_klinkt_altijd_hetzelfde_en_geeft_geen_richting():
    for toen, nu in ((Teken.VERBORGEN, 50), (50, Teken.VERBORGEN), (Teken.VERBORGEN, Teken.VERBORGEN)):
        tekst = vertel(0, 0, toen, nu, samen=True)
        assert zinnen.VERBORGEN in tekst
        assert not re.search(r"meer|minder|stijging|daling|samen|te weinig|klein", tekst.replace("meer te", ""))


def test_jaren_tellen_alleen_op_als_dat_mag_en_alles_er_staat():
    assert "In 2023 tot en met 2025 samen waren het er 121." in vertel(Teken.NIET_INGEVULD, 30, 40, 51, samen=True)
    assert "samen" not in vertel(Teken.NIET_INGEVULD, 30, 40, 51)
    assert "samen" not in vertel(10, Teken.NIET_INGEVULD, 40, 51, samen=True)


def test_een_jaar_dat_loopt_stijgt_of_daalt_nog_niet():
    tekst = vertel(0, 0, 40, 30, tot=date(2025, 9, 1))
    assert tekst.startswith("Tot en met 01-09-2025 waren er 30 deelnames die begonnen. In heel 2024 waren het er 40.")
    assert "minder" not in tekst


def bereik(waarde: object, aantal: int | None = 5000, doel: Decimal | None = Decimal(14)) -> Bereik:
    deel = reeks(0, 0, 0, waarde, naam="Bereik van de test", soort=Soort.PROCENT)
    return Bereik(deel, "de thuiswonende 65-plussers", aantal, "CBS", date(2025, 1, 1), doel)


def test_een_doel_is_gehaald_als_dat_er_ook_staat():
    assert zinnen.bereiken([bereik(Decimal("13.96"))], JAAR)[0] == (
        "Bereik van de test: 14,0% van de thuiswonende 65-plussers (5.000 op 01-01-2025, bron: CBS). "
        "Het doel van 14,0% is daarmee gehaald."
    )
    assert zinnen.bereiken([bereik(Decimal("12.3"))], JAAR)[0].endswith("niet gehaald: het scheelt 1,7 procentpunt.")


def test_zonder_noemer_staat_er_geen_percentage_en_waarom_niet():
    assert zinnen.bereiken([bereik(Teken.NIET_INGEVULD, None)], JAAR)[0] == (
        "Hoe groot de groep thuiswonende 65-plussers is, is voor 2025 niet ingevuld. Daarom staat hier geen percentage "
        "en is niet te zeggen of het doel van 14,0% is gehaald."
    )


def test_twee_doelen_zonder_noemer_worden_een_zin():
    zin = zinnen.bereiken([bereik(Teken.NIET_INGEVULD, None), bereik(Teken.NIET_INGEVULD, None, Decimal(3))], JAAR)
    assert len(zin) == 1
    assert zin[0].endswith("of de doelen van 14,0% en 3,0% zijn gehaald.")


def test_kansrijke_start_2025_noemt_het_geld_en_waar_het_vandaan_kwam():
    geld = Geld(gerealiseerd=2_220_872, per_bron={"SPUK GALA": 2_005_431, "Overig": 215_441})
    project = Project("kansrijke_start", "Kansrijke Start", JAAR, ("Tekst.",), geld={JAAR: geld})
    tekst = " ".join(geldzinnen.kosten(project))
    assert tekst.startswith("In 2025 is € 22.208,72 uitgegeven. ")
    assert "€ 20.054,31 uit SPUK GALA (90,3%) en € 2.154,41 uit overige bronnen (9,7%)" in tekst
    assert "Een begroting is voor 2025 niet ingevuld." in tekst


def test_de_planning_noemt_groepen_en_het_einde_van_de_regeling():
    regime = Regime("brede SPUK", date(2026, 12, 31), "AZWA")
    project = Project("v", "V", JAAR, ("T.",), regime=regime, planning=Planning(2026, 1, 11))
    assert geldzinnen.planning(project) == [
        "Op de kalender van 2026 staat 1 groep, met 11 plaatsen.",
        "De regeling brede SPUK loopt tot en met 31-12-2026.",
        "Daarna geldt: AZWA.",
        "Welke bedragen daarbij horen, is nog niet ingevuld.",
    ]


def test_of_de_cijfers_zijn_vastgesteld_staat_erbij():
    project = Project("v", "Valpreventie", JAAR, ("T.",))
    assert stand_van_zaken(project).endswith("over 2025 zijn nog niet vastgesteld.")
    vast = Project("v", "Valpreventie", JAAR, ("T.",), vastgesteld=Fixatie(date(2026, 2, 3), 1))
    assert stand_van_zaken(vast).endswith("vastgesteld op 03-02-2026. Sindsdien is 1 cijfer anders geworden.")


@st.composite
def reeksen(draw: st.DrawFn, code: str) -> Reeks:
    waarden = dict(zip(JAREN, draw(st.lists(AANTALLEN, min_size=4, max_size=4)), strict=True))
    return Reeks(code, "Deelnames", "", waarden, enkel="deelname", meer="deelnames", samen=draw(st.booleans()))


@st.composite
def projecten(draw: st.DrawFn) -> Project:
    rijen = tuple(draw(reeksen(f"c{nr}")) for nr in range(2))
    per_jaar = {}
    for jaar in draw(st.sets(st.sampled_from(JAREN))):
        bronnen = draw(st.dictionaries(st.sampled_from(["SPUK", "ZonMw", "gemeente"]), CENTEN, max_size=3))
        keuze = {"gerealiseerd": sum(bronnen.values()), "per_bron": bronnen} if bronnen else {}
        per_jaar[jaar] = Geld(begroot=draw(st.none() | CENTEN), prognose=draw(st.none() | CENTEN),
                              verplicht=draw(st.integers(0, 9_000)), per_gestart=draw(CENTEN), **keuze)  # fmt: skip
    plan = draw(st.none() | st.builds(Planning, st.just(2026), st.integers(0, 9), st.integers(0, 99)))
    tot = draw(st.none() | st.just(date(2025, 8, 3)))
    verwacht = draw(st.dictionaries(st.just("c0"), st.integers(0, 3000)))
    deel = bereik(draw(st.decimals(0, 100, places=2) | st.sampled_from(tuple(Teken))), draw(st.none() | st.just(5000)))
    return Project("v", "V", JAAR, ("T.",), rijen, (deel,), geld=per_jaar, tot=tot, verwacht=verwacht, planning=plan)


def toegestaan(project: Project) -> set[str]:
    """Count again, by hand: all that a text about these figures may hold."""
    goed = {
        in_woorden(project.tot) if project.tot else "",
        "65",
        *map(str, (*JAREN, 2026)),
        "5.000",
        "14,0%",
        "01-01-2025",
    }
    for rij in project.reeksen:
        getallen = [waarde for waarde in rij.waarden.values() if isinstance(waarde, int)]
        goed |= {in_woorden(n, Soort.AANTAL) for n in (*getallen, sum(getallen))}
        goed |= verschillen([rij.op(jaar) for jaar in JAREN], Soort.AANTAL)
    waarde = project.bereiken[0].reeks.op(JAAR)
    if isinstance(waarde, Decimal):
        goed |= {in_woorden(waarde, Soort.PROCENT), in_woorden(14 - tienden(waarde), Soort.PROCENT)[:-1]}
    for geld in project.geld.values():
        bedragen = [
            geld.begroot,
            geld.gerealiseerd,
            geld.prognose,
            geld.verplicht,
            *geld.per_bron.values(),
            geld.per_gestart,
        ]
        goed |= {in_woorden(bedrag, Soort.GELD) for bedrag in bedragen if isinstance(bedrag, int)}
        for ander in (geld.gerealiseerd, geld.prognose):
            if geld.begroot is not None and ander is not None:
                goed.add(in_woorden(abs(geld.begroot - ander), Soort.GELD))
        if geld.gerealiseerd and geld.gerealiseerd > 0:
            goed |= {
                in_woorden(tienden(Decimal(b) * 100 / geld.gerealiseerd), Soort.PROCENT) for b in geld.per_bron.values()
            }
    goed |= verschillen([project.geld.get(jaar, Geld()).gerealiseerd for jaar in JAREN], Soort.GELD)
    if project.planning:
        goed |= {str(project.planning.groepen), str(project.planning.plaatsen)}
    return goed | {in_woorden(n, Soort.AANTAL) for n in project.verwacht.values()}


def verschillen(waarden: list[object], soort: Soort) -> set[str]:
    goed = set()
    for toen, nu in pairwise(waarden):
        if isinstance(toen, int) and isinstance(nu, int):
            goed.add(in_woorden(abs(nu - toen), soort))
            if toen > 0:
                goed.add(in_woorden(tienden(Decimal(abs(nu - toen)) * 100 / toen), Soort.PROCENT))
    return goed


def tienden(getal: Decimal) -> Decimal:
    return getal.quantize(Decimal("0.1"), ROUND_HALF_UP)


@settings(max_examples=KEREN, deadline=None)
@given(projecten())
def test_elk_getal_in_de_tekst_is_een_van_de_cijfers(project):
    goed = toegestaan(project)
    for tekst in [*alineas(project), stand_van_zaken(project)]:
        assert not set(GETAL.findall(tekst.replace("65-plussers", ""))) - goed, tekst


@settings(max_examples=KEREN, deadline=None)
@given(projecten())
def test_meer_en_minder_kloppen_met_de_cijfers(project):
    for rij, tekst in zip(project.reeksen, alineas(project)[1:], strict=False):
        nu, toen = rij.op(JAAR), rij.op(JAAR - 1)
        bekend = isinstance(nu, int) and isinstance(toen, int) and project.tot is None
        assert (" meer dan " in tekst) == (bekend and nu > toen)
        assert (" minder dan " in tekst) == (bekend and nu < toen)
        assert ("evenveel" in tekst) == (bekend and nu == toen)
        assert ("stijging" in tekst) <= (" meer dan " in tekst)
        assert ("daling" in tekst) <= (" minder dan " in tekst)
        assert ("verwachting" in tekst) == (
            project.tot is not None and isinstance(nu, int) and rij.code in project.verwacht
        )
