"""What is hidden is not told by another sign, and what counts professionals counts people."""

from dataclasses import replace

from ketens.catalogus import catalogus
from ketens.monitor.openbaar import openbare, sleutels
from ketens.publicaties.figuren import Verborgen
from ketens.publicaties.openbaar import vertoning
from ketens.publicaties.samenhang import KOSTEN, vrij
from ketens.stukken.cel import Teken
from ketens.verslagen.verslag import verslag
from tests.merken import OP_SQLITE
from tests.publicaties.gemeente import vul
from tests.publicaties.test_openbaar import JAAR, KETEN


@OP_SQLITE
def test_niet_ingevuld_verraadt_geen_verborgen_nul(in_borne, maak):
    maak.testen(30, jaar=JAAR)
    with in_borne():
        open_ = vertoning(verslag(KETEN, JAAR))
        codes = open_.beeld.codes
        stand = open_.verslag.stand
        leeg = [c for c in stand.codes if stand.indicator(c).noemer in codes and stand.waarde(c) is None]
        assert leeg
        dicht = replace(open_, verborgen=Verborgen(frozenset(open_.beeld.cellen)))
        assert {open_.waarde(code) for code in leeg} == {Teken.NIET_INGEVULD}
        assert {dicht.waarde(code) for code in leeg} == {Teken.VERBORGEN}
        for wat in KOSTEN:
            assert (open_.kosten(wat), dicht.kosten(wat)) == (Teken.NIET_INGEVULD, Teken.VERBORGEN)


@OP_SQLITE
def test_de_monitor_legt_ook_de_plaatsen_vast_waarvan_een_aandeel_is(in_borne):
    with in_borne():
        vul(2, JAAR)
        (deel,) = openbare([KETEN], JAAR)
        plekken = {vrij(code, JAAR) for code in ("plaatsen_begonnen", "aantal_plaatsen", "aantal_groepen")}
        assert plekken & sleutels(deel, JAAR) & deel.vertoningen[JAAR].getoond.keys()


def test_wie_professionals_telt_telt_mensen():
    (bestand,) = [deel for deel in catalogus().alle_indicatoren.values() if deel.code == "kansrijke_start"]
    mensen = {een.code: een.personen for een in bestand.indicatoren if een.eenheid in ("professionals", "deelnemers")}
    assert mensen["geschoolde_professionals"]
    assert all(mensen.values()), mensen
