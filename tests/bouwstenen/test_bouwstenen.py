"""What every building block promises in its HTML."""

import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import html5lib
import pytest
from flask import Flask
from flask.testing import FlaskClient
from wtforms import Form, IntegerField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from tests.bouwstenen import voorbeeld

PAGINAS = ["/borne/", "/borne/?melding=1", "/borne/leeg", "/borne/traject", "/borne/verwijzing", "/inloggen", "/kaal"]
CODES = [400, 401, 403, 404, 405, 413, 422, 429, 500]
BOUWSTENEN = voorbeeld.WORTEL / "templates" / "bouwstenen"


def _boom(html: str) -> Any:
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(html)


def _controleer(html: str) -> None:
    boom = _boom(html)
    ids = Counter(el.get("id") for el in boom.iter() if el.get("id"))
    assert {naam for naam, keer in ids.items() if keer > 1} == set()
    labels = {el.get("for") for el in boom.iter("label")}
    for el in boom.iter():
        if el.tag in ("input", "select", "textarea") and el.get("type") != "hidden":
            assert el.get("id") in labels or el.get("aria-label"), html5lib.serialize(el)
        for verwijzing in (el.get("aria-describedby", "") + " " + el.get("aria-labelledby", "")).split():
            assert verwijzing in ids
        assert el.get("style") is None
        assert not [naam for naam in el.attrib if naam.startswith(("on", "hx-on"))]
    assert all(el.get("src") for el in boom.iter("script"))
    assert boom.find("head/title").text.strip().startswith("-") is False


@pytest.fixture
def app() -> Flask:
    return voorbeeld.maak_app()


@pytest.fixture
def ui(app: Flask) -> Any:
    with app.test_request_context("/borne/"):
        yield app.jinja_env.globals["ui"]


@pytest.mark.parametrize("adres", PAGINAS)
def test_pagina_is_streng_goede_html(voorbeeld_client: FlaskClient, adres: str) -> None:
    antwoord = voorbeeld_client.get(adres)
    assert antwoord.status_code == 200
    _controleer(antwoord.text)


@pytest.mark.parametrize("code", CODES)
def test_foutpagina_is_streng_goede_html_en_noemt_geen_techniek(voorbeeld_client: FlaskClient, code: int) -> None:
    antwoord = voorbeeld_client.get(f"/borne/fout/{code}")
    assert antwoord.status_code == code
    _controleer(antwoord.text)
    hoofd = re.sub(r"<[^>]+>", " ", antwoord.text.split("<main")[1])
    assert not re.search(r"error|server|not found|\b[45]\d\d\b", hoofd, re.IGNORECASE)


def test_storingspagina_vraagt_niets_van_de_app(voorbeeld_client: FlaskClient) -> None:
    html = voorbeeld_client.get("/borne/fout/500").text
    assert "8F3K-22" in html
    assert "Jansen" not in html
    assert "csrf_token" not in html


def test_formulier_met_fouten_blijft_streng_goede_html(voorbeeld_client: FlaskClient) -> None:
    antwoord = voorbeeld_client.post("/borne/verwijzing", data={"naam": "<b>Jansen</b>"})
    assert antwoord.status_code == 422
    _controleer(antwoord.text)
    assert "&lt;b&gt;Jansen&lt;/b&gt;" in antwoord.text


def test_foutsamenvatting_telt_en_verwijst_naar_elk_veld(voorbeeld_client: FlaskClient) -> None:
    boom = _boom(voorbeeld_client.post("/borne/verwijzing", data={"q2_bezorgd": "ja"}).text)
    (samenvatting,) = [el for el in boom.iter("div") if el.get("role") == "alert" and el.get("tabindex") == "-1"]
    ids = {el.get("id") for el in boom.iter()}
    regels = ["".join(li.itertext()) for li in samenvatting.iter("li")]
    assert f"Er zijn {len(regels)} fouten gevonden" in "".join(samenvatting.itertext())
    assert "Deze verwijzing is al verstuurd." in regels
    assert all(a.get("href")[1:] in ids for a in samenvatting.iter("a"))
    assert samenvatting.get("autofocus") is not None


def test_een_fout_is_enkelvoud(ui: Any) -> None:
    class F(Form):
        naam = StringField("Naam", [InputRequired("Vul een naam in.")])

    form = F()
    form.validate()
    assert "Er is 1 fout gevonden" in ui.foutsamenvatting(form)
    assert ui.foutsamenvatting(F()).strip() == ""


def test_veld_zegt_niet_verplicht_waar_dat_zo_is(ui: Any) -> None:
    class F(Form):
        naam = StringField("Naam", [InputRequired("Vul een naam in.")])
        bij = StringField("Bijnaam", description="Zoals mensen u noemen")

    assert "niet verplicht" not in ui.veld(F().naam)
    html = str(ui.veld(F().bij, hx_get="/x", autocomplete="nickname"))
    assert "(niet verplicht)" in html
    assert 'aria-describedby="bij-hint"' in html
    assert 'hx-get="/x"' in html
    assert 'autocomplete="nickname"' in html


def test_veld_laat_de_browser_niets_afkappen_of_weggooien(ui: Any) -> None:
    class F(Form):
        notitie = TextAreaField("Notitie", [Length(max=10)])
        aantal = IntegerField("Aantal")

    assert "maxlength" not in ui.veld(F().notitie)
    assert 'type="text"' in ui.veld(F().aantal)
    assert 'inputmode="numeric"' in ui.veld(F().aantal)


@pytest.mark.parametrize(
    ("dag", "woorden"),
    [
        (date(2026, 11, 11), "3 dagen te laat"),
        (date(2026, 11, 13), "1 dag te laat"),
        (date(2026, 11, 14), "vandaag"),
        (date(2026, 11, 15), "morgen"),
        (date(2026, 11, 18), "over 4 dagen"),
        (date(2027, 3, 1), "01-03-2027"),
    ],
)
def test_termijn_staat_in_woorden(ui: Any, dag: date, woorden: str) -> None:
    html = str(ui.termijn(dag, date(2026, 11, 14)))
    assert f">{woorden}<" in html
    assert ("late" in html) == (dag < date(2026, 11, 14))


def test_geen_termijn_is_leeg(ui: Any) -> None:
    assert str(ui.termijn(None, date(2026, 11, 14))) == ""


def test_tabel_houdt_haar_rollen_als_kaartjes(voorbeeld_client: FlaskClient) -> None:
    boom = _boom(voorbeeld_client.get("/borne/").text)
    (tabel,) = list(boom.iter("table"))
    assert {rij.get("role") for rij in tabel.iter("tr")} == {"row"}
    assert {cel.get("role") for cel in tabel.iter("td")} == {"cell"}
    assert {kop.get("role") for kop in tabel.iter("th")} == {"columnheader", "rowheader"}


def test_niemand_aangemeld_geeft_kop_zonder_menu_en_zonder_zoeken(voorbeeld_client: FlaskClient) -> None:
    html = voorbeeld_client.get("/inloggen").text
    assert "<title>Inloggen - ketens</title>" in html
    assert "Uitloggen" not in html
    assert 'role="search"' not in html
    assert "Hoofdmenu" not in html


def test_titel_noemt_de_gemeente_en_pet_staat_in_de_kop(voorbeeld_client: FlaskClient) -> None:
    html = voorbeeld_client.get("/borne/").text
    assert "<title>Werkvoorraad - ketens Borne</title>" in html
    assert "coördinator · Wijkracht Borne" in html


@pytest.mark.parametrize("bestand", sorted(BOUWSTENEN.glob("*.html")), ids=lambda pad: pad.stem)
def test_bouwsteen_is_een_macro_met_uitleg(bestand: Path) -> None:
    tekst = bestand.read_text()
    assert tekst.startswith("{#-")
    assert re.findall(r"^\{% macro (\w+)\(", tekst, re.MULTILINE) == [bestand.stem]
    assert len(tekst.splitlines()) <= 100


def test_huis_houdt_zich_aan_zijn_maten() -> None:
    assert len((voorbeeld.WORTEL / "static/app.js").read_text().splitlines()) <= 100
    assert len((voorbeeld.WORTEL / "templates/basis.html").read_text().splitlines()) <= 100


def test_stijl_haalt_niets_van_buiten() -> None:
    for css in (voorbeeld.WORTEL / "static").glob("*.css"):
        for bron in re.findall(r"url\(([^)]+)\)", css.read_text()):
            assert (css.parent / bron).is_file()
