"""What no honest provider says: nobody comes in, never a 5xx, and a sentence in Dutch."""

import time
from urllib.parse import parse_qs, urlsplit

import pytest
from werkzeug.wrappers import Response

from ketens.aanmelddienst import buiten
from ketens.rechten import Rol
from tests.aanmelddienst import kwaad as slecht
from tests.aanmelddienst.conftest import DIENST, Voordeur, maak_dienst
from tests.merken import OP_SQLITE

pytestmark = OP_SQLITE


@pytest.fixture
def kwaad(app, in_borne, geef_groep):
    with slecht.luister() as luisterend:
        maak_dienst(in_borne, luisterend.url)
        geef_groep("coordinatie", Rol.COORDINATOR)
        yield luisterend


def probeer(kwaad, klant, *, per_code=False, **antwoord):
    """Walk through the front door with what this provider says; `per_code`: the code tells it the nonce."""
    vraag = parse_qs(urlsplit(Voordeur(None).url(klant)).query)
    kwaad.nonce = kwaad.nonce or vraag["nonce"][0]
    velden = {"state": vraag["state"][0], "code": vraag["nonce"][0] if per_code else "c", **antwoord}
    pad = klant.url("aanmelddienst.inloggen", dienst_id=DIENST)
    return klant.browser.get(pad, query_string=velden)


def binnen(klant) -> bool:
    return klant.get("rapportage.start").status == 200


def test_zo_eerlijk_als_het_begint_laat_het_binnen(kwaad, als):
    """Or the tests below would prove nothing."""
    klant = als(None)
    assert probeer(kwaad, klant).status_code == 303
    assert binnen(klant)
    assert "/wie" not in kwaad.gevraagd, "alles stond al in het token"


CLAIMS = {
    "andere issuer": {"iss": "https://elders.example"},
    "geen issuer": {"iss": None},
    "ander publiek": {"aud": "een-andere-client"},
    "geen publiek": {"aud": None},
    "te veel publiek": {"aud": ["ketens", "een-andere-client"]},
    "voor een ander uitgegeven": {"azp": "een-andere-client"},
    "geen nonce": {"nonce": None},
    "andere nonce": {"nonce": "een-andere"},
    "nonce is een lijst": {"nonce": ["x"]},
    "verlopen": {"exp": int(time.time()) - 600},
    "geen einde": {"exp": None},
    "einde is tekst": {"exp": "morgen"},
    "in de toekomst": {"iat": int(time.time()) + 3600},
    "nog niet geldig": {"nbf": int(time.time()) + 3600},
    "geen sub": {"sub": None},
    "lege sub": {"sub": " "},
    "sub is een getal": {"sub": 7},
    "te lange sub": {"sub": "x" * 256},
    "sub met een regeleinde": {"sub": "a\nb"},
    "ander toegangstoken": {"at_hash": "onzin"},
    "amr is tekst": {"amr": "mfa"},
}


@pytest.mark.parametrize("anders", CLAIMS.values(), ids=CLAIMS)
def test_een_token_met_een_verkeerde_bewering_opent_niets(kwaad, als, anders):
    kwaad.claims = anders
    klant = als(None)
    assert probeer(kwaad, klant).status_code == 303
    assert not binnen(klant)
    assert klant.get("gebruikers.inloggen").tekst.count("Werkaccount Borne") >= 2


@pytest.mark.parametrize(
    "wijze",
    [
        slecht.zonder_handtekening,
        slecht.met_de_openbare_sleutel,
        slecht.met_een_andere_sleutel,
        slecht.vervalst,
        lambda _claims: "geen.token.dit",
        lambda _claims: "x" * 70_000,
        lambda _claims: {"geen": "tekst"},
        lambda _claims: None,
        lambda _claims: "é.é.é",
    ],
)
def test_een_token_met_een_verkeerde_handtekening_opent_niets(kwaad, als, wijze):
    kwaad.onderteken = wijze
    klant = als(None)
    assert probeer(kwaad, klant).status_code == 303
    assert not binnen(klant)


@pytest.mark.parametrize("iss", ["https://elders.example", ""])
def test_een_antwoord_van_een_andere_dienst_opent_niets(kwaad, als, iss):
    klant = als(None)
    assert probeer(kwaad, klant, iss=iss).status_code == 303
    assert not binnen(klant)
    assert "/token" not in kwaad.gevraagd, "de code gaat niet naar wie hem niet gaf"


def test_wie_zegt_zich_te_noemen_moet_dat_ook_doen(kwaad, als):
    kwaad.zelf = {"authorization_response_iss_parameter_supported": True}
    klant = als(None)
    assert probeer(kwaad, klant).status_code == 303
    assert not binnen(klant)


JSON = "application/json"
ANTWOORDEN = {
    "fout 500": lambda: Response("stuk", 500),
    "geen json": lambda: Response("<html>", mimetype="text/html"),
    "een lijst": lambda: Response("[]", mimetype=JSON),
    "een getal": lambda: Response("7", mimetype=JSON),
    "leeg": lambda: Response("", mimetype=JSON),
    "te diep": lambda: Response("[" * 100_000, mimetype=JSON),
    "te groot": lambda: Response(b" " * 400_000, mimetype=JSON),
    "kapotte tekens": lambda: Response(b"\xff\xfe\x00", mimetype=JSON),
    "gek ingepakt": lambda: Response(b"x", headers={"Content-Encoding": "gzip", "Content-Type": JSON}),
    "een doorverwijzing": lambda: Response("", 302, headers={"Location": "http://169.254.169.254/"}),
    "een foutmelding": lambda: Response('{"error": "server_error"}', 400, mimetype=JSON),
    "een vreemde foutmelding": lambda: Response('{"error": ["x"]}', 400, mimetype=JSON),
    "een vreemde tijd": lambda: Response('{"access_token": "t", "expires_in": "nooit"}', mimetype=JSON),
    "niets": lambda: Response("{}", mimetype=JSON),
}


@pytest.mark.parametrize("pad", ["/token", "/sleutels", "/.well-known/openid-configuration"])
@pytest.mark.parametrize("antwoord", ANTWOORDEN.values(), ids=ANTWOORDEN)
def test_een_raar_antwoord_is_nooit_een_storing(kwaad, als, app, pad, antwoord):
    klant = als(None)
    kwaad.anders = {pad: antwoord()}
    if pad.startswith("/."):
        assert klant.post("aanmelddienst.start", {}, dienst_id=DIENST).status == 422
    else:
        assert probeer(kwaad, klant).status_code == 303
    assert not binnen(klant)
    assert not any(pad.startswith("/latest") for pad in kwaad.gevraagd)


def test_wat_over_een_ander_gaat_telt_niet(kwaad, als):
    """Userinfo of somebody else, with the groups of somebody else."""
    kwaad.claims = {"groups": None}
    kwaad.anders = {"/wie": Response('{"sub": "een-ander", "groups": ["coordinatie"]}', mimetype=JSON)}
    klant = als(None)
    probeer(kwaad, klant)
    assert "/wie" in kwaad.gevraagd
    assert not binnen(klant)


@pytest.mark.parametrize(
    ("groepen", "lukt"),
    [
        (["coordinatie"], True),
        ("coordinatie", True),
        ([], False),
        (7, False),
        ({"coordinatie": True}, False),
        ([None, 7, ["coordinatie"]], False),
        (["x"] * 3000, False),
    ],
)
def test_groepen_in_elke_vorm(kwaad, als, groepen, lukt):
    kwaad.claims = {"groups": groepen}
    klant = als(None)
    assert probeer(kwaad, klant).status_code == 303
    assert binnen(klant) is lukt


@pytest.mark.parametrize("email", ["geen adres", "", None, ["x"], "a@b\r\nBcc: c@d.example", "x" * 300 + "@b.example"])
def test_zonder_een_goed_adres_komt_er_geen_account(kwaad, als, email):
    kwaad.claims = {"email": email}
    klant = als(None)
    assert probeer(kwaad, klant).status_code == 303
    assert not binnen(klant)


def test_een_adres_dat_de_dienst_zelf_niet_vertrouwt_telt_niet(kwaad, als):
    kwaad.claims = {"email_verified": False}
    klant = als(None)
    probeer(kwaad, klant)
    assert not binnen(klant)


def test_een_trage_dienst_houdt_niemand_lang_op(kwaad, als, monkeypatch):
    def druppel():
        for _ in range(100):
            yield b" "
            time.sleep(0.02)

    monkeypatch.setattr(buiten, "SAMEN", 0.2)
    monkeypatch.setattr(buiten, "LEES", 0.5)
    kwaad.anders = {"/token": Response(druppel(), mimetype=JSON)}
    begin = time.monotonic()
    klant = als(None)
    assert probeer(kwaad, klant).status_code == 303
    assert time.monotonic() - begin < 3
    assert not binnen(klant)


def test_een_onbekende_sleutel_wordt_niet_telkens_opnieuw_gezocht(kwaad, als):
    kwaad.onderteken = lambda claims: slecht.jwt.encode({"alg": "RS256", "kid": "nieuw"}, claims, slecht.SLEUTEL)
    for _ in range(4):
        kwaad.nonce = ""
        probeer(kwaad, als(None))
    assert kwaad.gevraagd.count("/sleutels") == 2
    assert kwaad.gevraagd.count("/.well-known/openid-configuration") == 1
