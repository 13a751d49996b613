import json

import pytest
from click.testing import CliRunner

from ketens.catalogus.cli import catalogus_groep, instrument_groep

BEZORGD = {"q1_gevallen": False, "q2_bezorgd": True, "q3_moeite_bewegen": False, "e5_kwetsbaar": False}


def uitslag(antwoorden, *, instrument="valrisicotest@1", stdin=None, **omgeving):
    roep = ["uitslag", instrument, "--antwoorden", antwoorden]
    return CliRunner().invoke(instrument_groep, roep, input=stdin, env=omgeving)


def met_looptest(waarde):
    return json.dumps(BEZORGD)[:-1] + f', "looptest_s": {waarde}}}'


@pytest.mark.parametrize(
    ("looptest", "verwacht"),
    [("3.9999999999999999999", "laag"), ("4.0", "matig"), ('"3,9"', "laag"), ("5", "matig"), ("null", "matig")],
)
def test_de_uitslag_is_een_regel_json(looptest, verwacht):
    klaar = uitslag(met_looptest(looptest))
    assert klaar.exit_code == 0
    assert klaar.stdout == f'{{"uitslag": "{verwacht}", "score": null}}\n'


@pytest.mark.parametrize(
    ("antwoorden", "zin"),
    [
        ('{"q1_gevalen": true}', "q1_gevalen: Deze vraag hoort niet bij Valrisicotest. Bedoelt u 'q1_gevallen'?"),
        ('{"q1_gevallen": "ja"}', "q1_gevallen: Kies ja of nee (true of false)."),
        ('{"q1_gevallen": 1}', "q1_gevallen: Kies ja of nee (true of false)."),
        ('{"looptest_s": -3}', "looptest_s: Vul een getal in van 1 tot en met 60 seconden."),
        ('{"looptest_s": true}', "looptest_s: Vul een getal in, bijvoorbeeld 4,2."),
        ('{"looptest_s": "NaN"}', "looptest_s: Vul een getal in, bijvoorbeeld 4,2."),
        ('{"looptest_s": NaN}', "NaN is geen getal dat een antwoord kan zijn."),
        ('{"looptest_s": -Infinity}', "-Infinity is geen getal dat een antwoord kan zijn."),
        ('{"looptest_s": 1e99999999999999999999}', "Een van de getallen is te groot of te klein."),
        ('{"looptest_s": ' + "9" * 5000 + "}", "looptest_s: Vul een getal in van 1 tot en met 60 seconden."),
        ('{"q1_gevallen": true, "q1_gevallen": false}', "q1_gevallen: Dit antwoord staat er twee keer."),
        ("[]", "De antwoorden moeten een JSON-object zijn, tussen { en }."),
        ("{", "De antwoorden zijn geen goede JSON."),
        ("[" * 100_000, "De antwoorden zijn geen goede JSON."),
    ],
)
def test_een_fout_antwoord_stopt_met_een_zin_en_code_2(antwoorden, zin):
    klaar = uitslag(antwoorden)
    assert (klaar.exit_code, klaar.stdout, klaar.stderr) == (2, "", zin + "\n")


def test_een_onbekend_instrument_stopt_met_een_zin_en_code_2():
    klaar = uitslag("{}", instrument="valrisicotest@2")
    assert klaar.exit_code == 2
    assert klaar.stderr.startswith("De catalogus kent geen instrument 'valrisicotest@2'.")


def test_van_de_invoer_komt_een_uitslag_per_regel():
    invoer = met_looptest("3.5") + "\n\n" + met_looptest("4.0") + "\n{}"
    klaar = uitslag("-", stdin=invoer)
    assert klaar.exit_code == 0
    assert [json.loads(regel)["uitslag"] for regel in klaar.stdout.splitlines()] == ["laag", "matig", "onvolledig"]


@pytest.mark.parametrize(
    ("fout", "zin"),
    [
        (b'{"q9": 1}', "Regel 3: q9: Deze vraag hoort niet bij Valrisicotest."),
        (b"\xff\xfe", "Regel 3: De antwoorden zijn geen UTF-8."),
    ],
)
def test_een_fout_in_de_invoer_noemt_het_nummer_van_de_regel(fout, zin):
    klaar = uitslag("-", stdin=b"{}\n\n" + fout + b"\n{}\n")
    assert klaar.exit_code == 2
    assert len(klaar.stdout.splitlines()) == 1
    assert klaar.stderr == zin + "\n"


def test_controleer_is_tevreden_over_onze_bestanden():
    klaar = CliRunner().invoke(catalogus_groep, ["controleer"])
    assert (klaar.exit_code, klaar.stderr) == (0, "")
    assert klaar.stdout.startswith("De catalogus is in orde. Ketens: ")


def test_controleer_noemt_elk_bestand_met_een_fout(tmp_path):
    (tmp_path / "ketens").mkdir()
    (tmp_path / "ketens" / "een-1.toml").write_text('code = "een"\nversi = 1\n')
    (tmp_path / "ketens" / "twee-1.toml").write_text("code = 2\n")
    klaar = CliRunner().invoke(catalogus_groep, ["controleer"], env={"KETENS_CATALOGUS": str(tmp_path)})
    assert klaar.exit_code == 1
    assert klaar.stderr.splitlines() == [
        "een-1.toml: versi: deze sleutel is niet bekend. Bedoelt u 'versie'?",
        "twee-1.toml: code: verwacht een code in kleine letters, cijfers en lage streepjes, gevonden: 2.",
    ]


def test_een_kapotte_map_stopt_ook_de_uitslag(tmp_path):
    klaar = uitslag("{}", KETENS_CATALOGUS=str(tmp_path / "weg"))
    assert klaar.exit_code == 2
    assert "deze map bestaat niet" in klaar.stderr
