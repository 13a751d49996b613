"""Signing in and out, and what ends a session."""

import re
from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketens.kern.herkomst import eigen_pad
from ketens.rechten import Rol
from tests import wereld


def inloggen(klant, email="coordinator@proef.example", wachtwoord=wereld.WACHTWOORD, **meer):
    return klant.post("gebruikers.inloggen", {"email": email, "wachtwoord": wachtwoord, **meer})


def test_goed_wachtwoord_brengt_naar_de_startpagina(als):
    pagina = inloggen(als(None))
    assert pagina.status == 303
    assert pagina.volg().volg().kop == "Welkom, Cora Coordinator"


def test_fout_wachtwoord_en_onbekend_account_geven_dezelfde_zin(als):
    fout, onbekend = inloggen(als(None), wachtwoord="verkeerd"), inloggen(als(None), email="niemand@proef.example")
    assert fout.status == onbekend.status == 422
    assert fout.fouten == onbekend.fouten


def test_wie_uitlogt_komt_met_een_oude_cookie_niet_meer_binnen(als):
    klant = als(Rol.COORDINATOR)
    assert klant.get("rapportage.start").status == 200
    with klant.browser.session_transaction() as sessie:
        oud = dict(sessie)
    klant.post("gebruikers.uitloggen")
    with klant.browser.session_transaction() as sessie:
        sessie.update(oud)
    assert klant.get("rapportage.start").naar.startswith("/inloggen")


def test_een_andere_gemeente_bestaat_niet(als):
    assert als(Rol.COORDINATOR, gemeente="tubbergen").get("rapportage.start").status == 404


@pytest.mark.parametrize(
    "doel",
    [
        "https://kwaad.example/", "//kwaad.example/", "/\\kwaad.example", "\\\\kwaad.example", "https:kwaad", "javascript:alert(1)",  # noqa: E501
        "/borne/\r\nSet-Cookie: x=1", "///kwaad.example", "kwaad.example", "/%09/kwaad\t", "\x00/borne/", "http:///kwaad.example",
    ],
)  # fmt: skip
def test_na_inloggen_gaat_niemand_naar_een_andere_site(als, doel):
    pagina = inloggen(als(None), next=doel)
    assert pagina.status == 303
    assert pagina.naar == "/"


@pytest.mark.parametrize(
    "doel",
    [
        "/borne/?x=\r\nLocation: https://kwaad.example", "/\t/kwaad.example", "/\n/kwaad.example", "\t//kwaad.example",
        " //kwaad.example", "/\u2028/kwaad.example", "/\u202e/kwaad.example", "\uff0f\uff0fkwaad.example",
        "//kwaad\uff0eexample", "//localhost@kwaad.example", "HTTPS://kwaad.example", "h\tttps://kwaad.example",
        "data:text/html,kwaad", "vbscript:kwaad", "https:/\\kwaad.example", "/\\/kwaad.example", "//kwaad.example%2f..",
        "///", "//", "\\", "/\x7f/kwaad", "/\ud800",
    ],
)  # fmt: skip
def test_ook_vreemde_tekens_brengen_niemand_naar_een_andere_site(doel):
    assert eigen_pad(doel) is None


@given(st.text(max_size=60), st.sampled_from(["", "/", "//", "/\\", "http:", "https://", "\t", "/\t"]))
def test_waar_u_ook_heen_wilt_het_blijft_op_deze_site(staart, kop):
    doel = eigen_pad(kop + staart)
    if doel is not None:
        assert urlsplit(urljoin("https://ketens.example/inloggen", doel)).netloc == "ketens.example"
        assert doel.isprintable()
        assert not re.match(r"[/\\]{2}", doel)


@pytest.mark.parametrize("doel", ["/", "/borne/", "/borne/groepen/?vraag=1&b=%20", "/borne/x#hier", "/börne/"])
def test_een_eigen_pad_mag(doel):
    assert eigen_pad(doel) == doel


def test_na_inloggen_gaat_u_verder_waar_u_was(als):
    assert inloggen(als(None), next="/borne/groepen/?vraag=1").naar == "/borne/groepen/?vraag=1"


def test_een_e_mailadres_mag_met_hoofdletters(als):
    assert inloggen(als(None), email=" Coordinator@Proef.EXAMPLE ").status == 303


@pytest.mark.parametrize("wachtwoord", ["", " ", "x" * 201, "\x00", "😀"])
def test_een_raar_wachtwoord_is_gewoon_fout(als, wachtwoord):
    assert inloggen(als(None), wachtwoord=wachtwoord).status == 422


def test_kapotte_tekens_in_een_formulier_zijn_gewoon_fout(als):
    """Bytes that are no text at all, as a script may send them."""
    klant = als(None)
    velden = f"csrf_token={klant.token}&email=a%40b.nl&wachtwoord=%ED%A0%80%00%FF".encode()
    antwoord = klant.browser.post("/inloggen", data=velden, content_type="application/x-www-form-urlencoded")
    assert antwoord.status_code == 422


def test_een_verkeerd_wachtwoord_komt_niet_terug_op_het_scherm(als):
    assert "verkeerd-geheim" not in inloggen(als(None), wachtwoord="verkeerd-geheim").html
