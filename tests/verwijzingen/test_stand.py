"""What a verwijzer hears, derived from what happened."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from uuid import uuid4

from ketens.verwijzingen.models import Verwijzing
from ketens.verwijzingen.stand import verloop

BEGIN = datetime(2026, 9, 1, 9, tzinfo=UTC)


def na(dagen):
    return BEGIN + timedelta(days=dagen)


def verwijzing(**momenten):
    return Verwijzing(
        inwoner_id=uuid4(), keten_code="valpreventie", keten_versie=1, ingediend_op=BEGIN, kenmerk="BKT-1", **momenten
    )


def gebeurd(soort, dagen, **gegevens):
    return SimpleNamespace(soort=soort, op=na(dagen), gegevens=gegevens)


def codes(rij, *gebeurtenissen, hoort=True):
    return [stand.code for stand in verloop(rij, gebeurtenissen, hoort=hoort)]


def test_wat_wacht_is_ontvangen():
    assert codes(verwijzing()) == ["ontvangen"]


def test_geweigerd_noemt_de_reden_ook_zonder_toestemming():
    laatste = verloop(verwijzing(geweigerd_op=na(1), weigerreden="niet_doelgroep"), [], hoort=False)[-1]
    assert (laatste.code, laatste.tekst) == ("geweigerd", "Hoort niet bij de doelgroep van valpreventie")


def test_van_aanname_tot_einde():
    weg = [
        gebeurd("op_wachtlijst", 3),
        gebeurd("geplaatst", 4, groep="In Balans", begint_op="2026-10-12"),
        gebeurd("afgesloten", 90, reden="afgerond"),
    ]
    assert codes(verwijzing(aangenomen_op=na(2)), *weg) == [
        "ontvangen",
        "aangenomen",
        "wachtlijst",
        "geplaatst",
        "afgerond",
    ]


def test_zonder_toestemming_blijft_het_bij_aangenomen():
    weg = [gebeurd("geplaatst", 4, groep="In Balans", begint_op="2026-10-12"), gebeurd("afgesloten", 9, reden="uitval")]
    assert codes(verwijzing(aangenomen_op=na(2)), *weg, hoort=False) == ["ontvangen", "aangenomen"]


def test_groep_staat_er_met_de_eerste_dag():
    rij = verwijzing(aangenomen_op=na(2))
    laatste = verloop(rij, [gebeurd("geplaatst", 4, groep="In Balans", begint_op="2026-10-12")], hoort=True)[-1]
    assert laatste.tekst == "In Balans, start op 12-10-2026"


def test_een_groep_van_voor_deze_verwijzing_noemt_geen_dag():
    rij = verwijzing(aangenomen_op=na(2))
    laatste = verloop(rij, [gebeurd("geplaatst", -60, groep="In Balans", begint_op="2026-08-01")], hoort=True)[-1]
    assert (laatste.tekst, laatste.moment) == ("In Balans", na(2))


def test_wat_een_ander_eerder_meemaakte_blijft_ongezegd():
    weg = [gebeurd("afgesloten", -30, reden="uitval"), gebeurd("heropend", -20)]
    assert codes(verwijzing(aangenomen_op=na(2)), *weg) == ["ontvangen", "aangenomen"]


def test_elke_reden_om_af_te_sluiten_heeft_een_grof_woord():
    rij = verwijzing(aangenomen_op=na(2))
    woorden = {
        verloop(rij, [gebeurd("afgesloten", 9, reden=reden.code)], hoort=True)[-1].titel
        for reden in rij.keten.afsluitredenen
    }
    assert woorden == {"Afgerond", "Gestopt", "Niet bereikt", "Ander traject"}


def test_na_intrekken_hoort_de_verwijzer_niets_meer():
    rij = verwijzing(aangenomen_op=na(2), ingetrokken_op=na(5))
    assert codes(rij, gebeurd("op_wachtlijst", 3), gebeurd("geplaatst", 8, groep="X", begint_op="2026-12-01")) == [
        "ontvangen",
        "aangenomen",
        "wachtlijst",
        "ingetrokken",
    ]


def test_een_einde_van_een_nieuwere_versie_van_de_keten_is_te_lezen():
    assert codes(verwijzing(aangenomen_op=na(1)), gebeurd("afgesloten", 2, reden="wlz_opname"))[-1] == "gestopt"
