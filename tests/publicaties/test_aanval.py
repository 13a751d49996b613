"""What we publish, attacked by linear programming: some hundreds of tables, thousands in the long edition."""

import time
from collections.abc import Callable, Iterator
from random import Random

import pytest

from ketens.publicaties.figuren import DREMPEL, Eerder, Figuren, Verborgen
from ketens.publicaties.verbergen import verberg
from tests.merken import BEPROEVING
from tests.publicaties.aanvaller import onthuld
from tests.publicaties.tabellen import SOORTEN, Tabellen, gedeelte, jaar, publiceer, verbeter

AANTAL = 1_000 if BEPROEVING else 30
REEKSEN = 500 if BEPROEVING else 10
OP_ELKE_SOORT = pytest.mark.parametrize("soort", SOORTEN, ids=lambda soort: soort.__name__)
Maak = Callable[[Random], Figuren]


def klein(figuren: Figuren) -> set[str]:
    return {sleutel for sleutel, waarde in figuren.cellen.items() if 0 < waarde < DREMPEL}


def reeks(soort: Maak, nummer: int) -> Iterator[tuple[Figuren, list[Eerder], Verborgen]]:
    """Publications of the same figures, of part of them, and corrected: each with what went before."""
    kans = Random(nummer)
    figuren, eerder = soort(kans), []
    for _ in range(kans.randint(2, 4)):
        nu = gedeelte(figuren, kans) if kans.random() < 0.3 else figuren
        verborgen = verberg(nu, eerder)
        yield nu, list(eerder), verborgen
        eerder.append(publiceer(nu, verborgen))
        figuren = verbeter(figuren, kans)


@OP_ELKE_SOORT
def test_uit_een_openbare_versie_volgt_geen_klein_aantal(soort: Maak) -> None:
    for nummer in range(AANTAL):
        figuren = soort(Random(nummer))
        verborgen = verberg(figuren)
        assert klein(figuren) <= verborgen.sleutels
        assert verborgen.onmogelijk == ()
        assert onthuld(figuren, verborgen) == [], f"{soort.__name__} {nummer}"


@OP_ELKE_SOORT
def test_ook_met_eerdere_publicaties_erbij_volgt_er_geen(soort: Maak) -> None:
    """Or it says so; and then nothing would have helped: the same would follow with every figure of now hidden."""
    for nummer in range(REEKSEN):
        for figuren, eerder, verborgen in reeks(soort, nummer):
            assert klein(figuren) <= verborgen.sleutels
            bekend = onthuld(figuren, verborgen, eerder)
            if bekend:
                deuren = {grens.door for grens in figuren.grenzen}
                alles = Verborgen(frozenset(figuren.cellen.keys() | deuren))
                assert set(bekend) <= set(onthuld(figuren, alles, eerder)), f"{soort.__name__} {nummer}"
                assert "Verbergen helpt niet meer" in " ".join(verborgen.onmogelijk), f"{soort.__name__} {nummer}"


@OP_ELKE_SOORT
def test_wat_eerder_verborgen_was_en_niet_veranderde_blijft_verborgen(soort: Maak) -> None:
    for nummer in range(REEKSEN):
        for figuren, eerder, verborgen in reeks(soort, nummer):
            gezien = {(k, v) for publicatie in eerder for k, v in publicatie.waarden.items() if v is not None}
            was = {k for p in eerder for k, v in p.echt.items() if p.waarden[k] is None and figuren.cellen.get(k) == v}
            assert {k for k in was if (k, figuren.cellen[k]) not in gezien} <= verborgen.sleutels


def test_wie_alleen_het_kleine_verbergt_valt_door_de_mand() -> None:
    """A known mistake, planted: no covers."""
    kans = Random(1)
    door = sum(
        bool(onthuld(figuren, Verborgen(frozenset(klein(figuren)))))
        for figuren in (soort(kans) for soort in SOORTEN for _ in range(6))
        if klein(figuren)
    )
    assert door >= 20


def test_wie_een_dekking_te_weinig_kiest_valt_door_de_mand() -> None:
    """A known mistake, planted: one cover is shown after all."""
    gepakt = 0
    for nummer in range(20):
        figuren = SOORTEN[nummer % len(SOORTEN)](Random(nummer))
        verborgen = verberg(figuren)
        for sleutel in sorted((verborgen.sleutels & figuren.cellen.keys()) - klein(figuren))[:1]:
            gepakt += bool(onthuld(figuren, Verborgen(verborgen.sleutels - {sleutel})))
    assert gepakt >= 10


def test_wie_vergeet_wat_eerder_openbaar_was_valt_door_de_mand() -> None:
    """A known mistake, planted: each publication on its own."""
    gepakt = 0
    for nummer in range(60):
        kans = Random(nummer)
        figuren = SOORTEN[nummer % 4](kans)
        eerder = [publiceer(figuren, verberg(figuren))]
        beter = verbeter(figuren, kans)
        if not verberg(beter, eerder).onmogelijk:
            gepakt += bool(onthuld(beter, verberg(beter), eerder))
    assert gepakt >= 10


def test_er_gaat_niet_veel_meer_weg_dan_nodig() -> None:
    """Wijk by quarter, 40 to 400 persons: 2 or 3 covers a table, and never the total."""
    erbij, tabellen = 0, 0
    for nummer in range(60):
        kans = Random(nummer)
        tabel = Tabellen(kans, {"a": kans.randint(40, 400)})
        tabel.kruis("a", "wijk", "kwartaal", kans.randint(3, 8), 4)
        verborgen = verberg(tabel.figuren()).sleutels
        assert "a" not in verborgen
        erbij, tabellen = erbij + len(verborgen - klein(tabel.figuren())), tabellen + 1
    assert erbij / tabellen < 4


def test_het_verslag_van_een_jaar_is_zo_gedaan_en_houdt_stand() -> None:
    figuren = jaar(Random(0))
    begin = time.process_time()
    verborgen = verberg(figuren)
    duur = time.process_time() - begin
    assert len(figuren.cellen) > 450
    assert onthuld(figuren, verborgen) == []
    assert duur < 2  # 0.2 s was measured
