"""A visitor without an account, who fills in the test page by page as a browser would: with what the page holds."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from ketens.kern import klok
from tests.klant import Klant, Pagina, X

GEEN_VAL = {"q1_gevallen": "nee", "q2_bezorgd": "ja", "q3_moeite_bewegen": "nee"}
VAL = {"q1_gevallen": "ja", "q2_bezorgd": "nee", "q3_moeite_bewegen": "nee"}
NIETS = {"q1_gevallen": "nee", "q2_bezorgd": "nee", "q3_moeite_bewegen": "nee"}
NA_VAL = {
    "e1_letsel": "nee",
    "e2_meer_dan_een_val": "nee",
    "e3_bewustzijnsverlies": "nee",
    "e4_niet_zelf_opstaan": "nee",
}
ANNIE = {
    "voornaam": "Annie",
    "achternaam": "van der Berg",
    "geboortedatum": "14-11-1941",
    "telefoon": "06 12345678",
    "postcode": "7621 AB",
    "bereik": "bellen",
    "bereik_wanneer": "in de ochtend",
    "toestemming_doorgeven": "y",
}
DORA = {
    "naaste_naam": "Dora Visser",
    "naaste_telefoon": "06 87654321",
    "naaste_relatie": "dochter",
    "wie_bellen": "naaste",
    "naaste_weet": "y",
}


class Bezoek:
    """One visit. `pagina` is what is on the screen; the hidden fields of its form go along by themselves."""

    def __init__(self, klant: Klant) -> None:
        self.klant = klant
        # A person reads for a while; the form knows when it was begun.
        with klok.zet_klok(klok.nu() - timedelta(minutes=1)):
            self.pagina: Pagina = klant.get("openbaar.aanmelden")

    def verstuur(self, endpoint: str = "openbaar.advies", **velden: str) -> Pagina:
        """Send the form of this page, with these fields besides."""
        self.pagina = self.klant.post(endpoint, {**self.verborgen, **velden})
        return self.pagina

    def beantwoord(self, eerste: dict[str, str], tweede: dict[str, str] | None = None) -> Pagina:
        """Fill in the test to its end."""
        self.verstuur(oud_genoeg="ja", **eerste)
        return self.verstuur(**tweede) if tweede is not None else self.pagina

    def meld_aan(self, **velden: str) -> Pagina:
        """Sign up, from the page that asks for it."""
        return self.verstuur("openbaar.aanmelden", **{**ANNIE, **velden})

    @property
    def verborgen(self) -> dict[str, str]:
        """The hidden fields of the form on this page."""
        assert self.pagina.boom is not None
        invoer = [el for form in self.pagina.boom.iter(f"{X}form") for el in form.iter(f"{X}input")]
        return {el.get("name", ""): el.get("value", "") for el in invoer if el.get("type") == "hidden"}


@pytest.fixture
def bezoek(als: Callable[..., Klant]) -> Callable[..., Bezoek]:
    """`bezoek()` is a visitor at the first page; `bezoek(aan="zelf")` one who is about to type their name."""

    def maak(aan: str | None = None, **waar: Any) -> Bezoek:
        nieuw = Bezoek(als(None, **waar))
        if aan:
            nieuw.beantwoord(GEEN_VAL, {"e5_kwetsbaar": "nee", "looptest_s": "4,2"})
            nieuw.verstuur(voor=aan)
        return nieuw

    return maak
