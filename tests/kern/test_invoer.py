"""What a browser never sends: another body, another Host, a line break. Refused in a sentence, and told to nobody."""

from io import BytesIO

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from ketens.kern.db import db
from ketens.rechten import Rol

GEEN_TEKST = [
    {"naam": 5},
    {"naam": ["een", {"twee": 2}]},
    {"naam": None},
    {"naam": "\ud800"},
]


@pytest.mark.parametrize("inhoud", GEEN_TEKST)
def test_json_wordt_niet_als_formulier_gelezen(bezoek, inhoud):
    klant = bezoek(Rol.COORDINATOR)
    antwoord = klant.browser.post(klant.url("proef.naam"), json={"csrf_token": klant.token, **inhoud})
    assert antwoord.status_code == 422
    assert "Vul de naam in." in antwoord.get_data(as_text=True)


@pytest.mark.parametrize("inhoud", ["[]", "[1, 2]", '"naam"', "null", "{"])
def test_json_dat_geen_formulier_is_valt_niet_om(bezoek, inhoud):
    klant = bezoek(Rol.COORDINATOR)
    antwoord = klant.browser.post(klant.url("proef.naam"), data=inhoud, content_type="application/json")
    assert antwoord.status_code == 422


def test_een_bestand_is_geen_tekst(bezoek):
    klant = bezoek(Rol.COORDINATOR)
    velden = {"csrf_token": klant.token, "naam": (BytesIO(b"Jansen"), "naam.txt")}
    antwoord = klant.browser.post(klant.url("proef.naam"), data=velden, content_type="multipart/form-data")
    assert antwoord.status_code == 422
    assert "Vul de naam in." in antwoord.get_data(as_text=True)


def test_een_schuine_streep_erbij_blijft_op_deze_site(bezoek):
    antwoord = bezoek(Rol.COORDINATOR).browser.get("/borne/verwijzingen")
    assert (antwoord.status_code, antwoord.headers["Location"]) == (308, "/borne/verwijzingen/")


def test_dubbele_strepen_vooraan_leiden_nergens_anders_heen(bezoek):
    antwoord = bezoek(Rol.COORDINATOR).browser.get("//kwaad.example/verwijzingen")
    assert not antwoord.headers.get("Location", "/").startswith("//")


def test_een_regeleinde_in_het_adres_maakt_geen_tweede_regel_in_het_logbestand(bezoek, caplog):
    antwoord = bezoek(Rol.COORDINATOR).browser.get("/borne/proef/stuk/a%0astoring%20verzonnen")
    regels = [deel for regel in caplog.records for deel in regel.getMessage().splitlines()]
    assert antwoord.status_code == 500
    assert len([regel for regel in regels if "storing verzonnen" in regel]) == 2
    assert not any(regel.startswith("storing verzonnen") for regel in regels)


def test_een_nul_in_het_adres_valt_op_geen_database_om(als):
    antwoord = als(Rol.COORDINATOR).browser.get("/borne/groepen/?interventie=in_balans%00")
    assert antwoord.status_code == 400


class Afgebroken(BytesIO):
    """What the server hands over when a body ends too soon."""

    def read(self, *_: object) -> bytes:
        """Break off."""
        raise OSError("geen stuk meer")

    readinto = readline = read


def test_een_bericht_dat_halverwege_ophoudt_is_geen_storing(bezoek):
    klant = bezoek(Rol.COORDINATOR)
    soort = "application/x-www-form-urlencoded"
    stuk = {"wsgi.input": Afgebroken(), "wsgi.input_terminated": True}
    antwoord = klant.browser.post(klant.url("proef.naam"), content_type=soort, environ_overrides=stuk)
    assert antwoord.status_code == 400


def test_een_mislukte_opdracht_noemt_haar_waarden_niet(huis):
    with huis.app_context(), pytest.raises(DBAPIError) as gevangen:
        db.session.execute(text("select * from bestaat_niet where naam = :naam"), {"naam": "Jansen"})
    assert "Jansen" not in str(gevangen.value)
