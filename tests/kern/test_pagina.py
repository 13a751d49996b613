"""Answers: a page or the block that htmx targets, and where to go next."""

import json

import phonenumbers
import pytest

from ketens.kern.pagina import datum, euro, telefoon, tijdstip
from ketens.rechten import Rol


@pytest.fixture
def klant(bezoek):
    return bezoek(Rol.COORDINATOR)


def test_zonder_htmx_komt_de_hele_pagina(klant):
    assert klant.get("proef.naam").html.startswith("<!doctype html>")


def test_htmx_krijgt_het_blok_met_de_naam_van_het_doel(klant):
    pagina = klant.get("proef.naam", htmx="regio")
    assert pagina.html.startswith('<section id="regio">')
    assert "<!doctype" not in pagina.html


def test_een_doel_dat_de_pagina_niet_kent_geeft_de_hele_pagina(klant):
    assert klant.get("proef.naam", htmx="elders").html.startswith("<!doctype html>")


def test_een_fout_formulier_is_422_als_pagina_en_als_fragment(klant):
    for htmx in (None, "regio"):
        pagina = klant.post("proef.naam", {"naam": " "}, htmx=htmx)
        assert pagina.status == 422
        assert "Vul de naam in." in pagina.html


def test_na_een_wijziging_volgt_303_en_de_melding_op_de_pagina(klant):
    pagina = klant.post("proef.naam", {"naam": "Sportclub"})
    assert pagina.status == 303
    assert "Het is bewaard." in pagina.volg().tekst
    assert "Het is bewaard." not in klant.get("proef.naam").tekst, "een melding komt een keer"


def test_htmx_op_dezelfde_pagina_volgt_de_303_en_krijgt_de_melding_in_een_kop(klant):
    assert klant.post("proef.naam", {"naam": "Sportclub"}, htmx="regio").status == 303
    fragment = klant.get("proef.naam", htmx="regio")
    assert json.loads(fragment.antwoord.headers["HX-Trigger"]) == {"melding": "Het is bewaard."}
    assert "Het is bewaard." not in fragment.html


def test_htmx_naar_een_andere_pagina_is_een_echte_sprong(klant):
    """A followed 303 would put a block of the same name from another page here."""
    pagina = klant.post("proef.elders", {"naam": "Sportclub"}, htmx="regio")
    assert pagina.status == 204
    assert pagina.antwoord.headers["HX-Redirect"] == "/borne/"
    assert pagina.html == ""


def test_een_oud_of_vreemd_token_houdt_wat_werd_getypt(klant):
    for token in ("", "onzin", klant.token[:-3] + "abc"):
        pagina = klant.post("proef.naam", {"naam": "Lang getypt", "csrf_token": token}, token=False)
        assert pagina.status == 422
        assert "stond te lang open" in pagina.tekst
        assert pagina.waarde("naam") == "Lang getypt"
        assert pagina.waarde("csrf_token") not in (None, "", token)


@pytest.mark.parametrize(
    ("centen", "tekst"),
    [(0, "€ 0,00"), (123456, "€ 1.234,56"), (-5, "-€ 0,05"), (100000000, "€ 1.000.000,00"), (None, "")],
)
def test_geld_staat_er_op_zijn_nederlands(centen, tekst):
    assert euro(centen) == tekst


@pytest.mark.parametrize(
    ("nummer", "tekst"),
    [
        ("+31742658600", "074 265 8600"),
        ("+31612345678", "06 12345678"),
        ("+4959211234", "+49 5921 1234"),
        ("", ""),
        (None, ""),
    ],
)
def test_een_telefoonnummer_staat_er_zoals_mensen_het_schrijven(nummer, tekst):
    assert telefoon(nummer) == tekst


def test_de_korte_weg_voor_nederlandse_nummers_schrijft_zoals_de_bibliotheek():
    for begin in range(100, 1000):
        gelezen = phonenumbers.parse(f"+31{begin}123456")
        national = phonenumbers.format_number(gelezen, phonenumbers.PhoneNumberFormat.NATIONAL)
        assert telefoon(f"+31{begin}123456") == national


def test_een_tijdstip_staat_er_in_amsterdamse_tijd():
    from datetime import UTC, date, datetime

    assert tijdstip(datetime(2026, 7, 1, 22, 30, tzinfo=UTC)) == "02-07-2026 00:30"
    assert datum(datetime(2026, 7, 1, 22, 30, tzinfo=UTC)) == "02-07-2026"
    assert datum(date(2026, 11, 4)) == "04-11-2026"
    assert datum(None) == tijdstip(None) == ""
