"""Kansrijke Start: a light handover around the ouder, without a score, and nothing that belongs elsewhere."""

import re
from pathlib import Path

import pytest

from ketens.catalogus import Antwoordfout, laad
from ketens.catalogus.laden import EIGEN

KETEN = laad().keten("kansrijke_start")
VRAGEN = {vraag.sleutel: vraag for vraag in KETEN.verwijzen.vragen}
# Counted per quarter, without persons; nothing else in the catalogue may know of it (domein 3).
NNZ = re.compile(r"nnz|nu[ _-]?niet[ _-]?zwanger", re.IGNORECASE)
# Violence and the like go by the Meldcode, never as a signal here.
MELDCODE = re.compile(r"geweld|mishandel|misbruik|verwaarlo|uithuis|onveilig", re.IGNORECASE)


def test_de_zeven_soorten_verwijzers_staan_erin():
    assert KETEN.verwijzen.organisatiesoorten == (
        "verloskunde",
        "ziekenhuis",
        "kraamzorg",
        "jeugdgezondheidszorg",
        "huisartsenpraktijk",
        "gemeente",
        "welzijn",
    )


def test_er_is_geen_score_geen_instrument_en_geen_groep():
    assert (KETEN.instrumenten, KETEN.keuze_instrumenten, KETEN.uitslagen, KETEN.interventies) == ((), (), (), ())


def test_de_stappen_zijn_klein_en_volgen_elkaar():
    rij = [stap.code for stap in KETEN.eerste_stappen]
    while volgende := KETEN.stappen_na(rij[-1]):
        rij += [stap.code for stap in volgende]
    assert rij == ["kennismaken", "plan", "volgen", "afronden"]


def test_van_het_kind_is_er_alleen_een_datum():
    datums = [vraag.sleutel for vraag in KETEN.verwijzen.vragen if vraag.soort == "datum"]
    assert datums == ["datum_kind"]
    assert not VRAGEN["datum_kind"].verplicht


def test_hoogstens_drie_signalen():
    signalen = VRAGEN["signalen"]
    codes = [keuze.code for keuze in signalen.keuzes]
    assert signalen.lees(codes[:3]) == tuple(codes[:3])
    with pytest.raises(Antwoordfout, match=r"Kies er hoogstens 3\. U koos er 4\."):
        signalen.lees(codes[:4])
    assert len(codes) <= 8


def test_geweld_is_nooit_een_signaal_of_een_reden():
    codes = [
        *VRAGEN["signalen"].keuzes,
        *KETEN.afsluitredenen,
        *KETEN.triage.weigerredenen,
        *KETEN.verwijzen.wil_nu_niet,
    ]
    assert [keuze.naam for keuze in codes if MELDCODE.search(f"{keuze.code} {keuze.naam}")] == []


def test_bij_onveiligheid_wijst_de_keten_naar_veilig_thuis():
    assert KETEN.let_op.startswith("Bij vermoeden van onveiligheid: Meldcode en Veilig Thuis, niet hier.")
    assert "0800-2000" in KETEN.let_op
    assert any("0800-2000" in zin for zin in KETEN.te_controleren)


def test_nnz_staat_in_geen_keten_instrument_interventie_of_verwerking():
    """Not per person: only the tellingen know it, and what reports on them."""
    telt = {"activiteiten", "indicatoren", "regelingen", "hoofdstukken", "verantwoordingen", "__pycache__"}
    mappen = [map_ for map_ in EIGEN.iterdir() if map_.is_dir() and map_.name not in telt]
    weten_ervan = [
        bestand.relative_to(EIGEN)
        for map_ in mappen
        for bestand in sorted(Path(map_).rglob("*.toml"))
        if NNZ.search(bestand.read_text(encoding="utf-8"))
    ]
    assert len(mappen) >= 4
    assert weten_ervan == []


def test_wie_wat_krijgt_staat_in_de_stromen_en_moet_worden_nagekeken():
    stromen = laad().verwerkingen("kansrijke_start").stromen
    assert {stroom.code for stroom in KETEN.stromen} <= {stroom.code for stroom in stromen}
    assert all(stroom.te_controleren for stroom in KETEN.stromen)
    veilig = next(stroom for stroom in stromen if stroom.code == "veilig_contact")
    assert not veilig.gezondheid
