"""A browser without a screen: it holds its cookies, follows where it is sent, and posts the forms it was shown."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from http.client import HTTPConnection, HTTPMessage
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode, urlsplit

VORM = "application/x-www-form-urlencoded"


class AnderePagina(AssertionError):
    """The answer is not the page that was meant: nothing was measured."""


@dataclass(slots=True)
class Formulier:
    """A form as it stands on the page: where it goes, and what its fields hold."""

    naar: str
    velden: dict[str, str] = field(default_factory=dict)
    keuzes: dict[str, list[str]] = field(default_factory=dict)


class _Lezer(HTMLParser):
    """Reads headings, links and forms."""

    def __init__(self) -> None:
        super().__init__()
        self.koppen: list[str] = []
        self.verwijzingen: list[str] = []
        self.formulieren: list[Formulier] = []
        self.rijen = 0
        self._in: list[str] = []
        self._lijst: tuple[str, bool] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what begins here."""
        kenmerken = {naam: waarde or "" for naam, waarde in attrs}
        if tag == "h1":
            self.koppen.append("")
            self._in.append(tag)
        elif tag == "tbody":
            self._in.append(tag)
        elif tag == "tr" and "tbody" in self._in:
            self.rijen += 1
        elif tag == "a":
            self.verwijzingen.append(kenmerken.get("href", ""))
        elif tag == "form":
            self.formulieren.append(Formulier(kenmerken.get("action", "")))
        elif self.formulieren:
            self._veld(tag, kenmerken)

    def _veld(self, tag: str, kenmerken: dict[str, str]) -> None:
        formulier, naam = self.formulieren[-1], kenmerken.get("name", "")
        soort = kenmerken.get("type", "text")
        if tag == "option" and self._lijst:
            naam, waarde = self._lijst[0], kenmerken.get("value", "")
            formulier.keuzes.setdefault(naam, []).append(waarde)
            if "selected" in kenmerken or naam not in formulier.velden:
                formulier.velden[naam] = waarde
        elif tag == "select":
            self._lijst = (naam, True)
        elif tag == "textarea" and naam:
            formulier.velden[naam] = ""
        elif tag == "input" and naam and soort in ("radio", "checkbox"):
            formulier.keuzes.setdefault(naam, []).append(kenmerken.get("value", "on"))
            if "checked" in kenmerken:
                formulier.velden[naam] = kenmerken.get("value", "on")
        elif tag == "input" and naam and soort not in ("submit", "button"):
            formulier.velden[naam] = kenmerken.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        """Note what ends here."""
        if tag in self._in:
            self._in.remove(tag)
        elif tag == "select":
            self._lijst = None

    def handle_data(self, data: str) -> None:
        """Keep the words of a heading."""
        if "h1" in self._in:
            self.koppen[-1] += data


@dataclass
class Bladzijde:
    """An answer."""

    pad: str
    status: int
    koppen: HTTPMessage
    inhoud: bytes

    @cached_property
    def _gelezen(self) -> _Lezer:
        lezer = _Lezer()
        lezer.feed(self.inhoud.decode())
        return lezer

    @property
    def kop(self) -> str:
        """The first heading."""
        return " ".join(self._gelezen.koppen[0].split()) if self._gelezen.koppen else ""

    @property
    def rijen(self) -> int:
        """The number of rows in the bodies of its tables."""
        return self._gelezen.rijen

    def verwijzingen(self, deel: str) -> list[str]:
        """Return the links that hold `deel`, each once."""
        return list(dict.fromkeys(link for link in self._gelezen.verwijzingen if deel in link))

    def formulier(self, met: str, naar: str = "") -> Formulier:
        """Return the first form that has a field `met`, of those that go to `naar` if that is given."""
        for formulier in self._gelezen.formulieren:
            if naar in ("", formulier.naar) and (met in formulier.velden or met in formulier.keuzes):
                return Formulier(formulier.naar or self.pad, dict(formulier.velden), formulier.keuzes)
        raise AnderePagina(f"{self.pad}: geen formulier met {met!r} ({self.status}, {self.kop!r})")

    def moet_zijn(self, status: int, *, kop: str | None = None, bevat: str = "") -> "Bladzijde":
        """Return this answer if it is the one that was meant; else say what came."""
        goed = self.status == status and (kop is None or kop in self.kop) and bevat.encode() in self.inhoud
        if not goed:
            raise AnderePagina(
                f"{self.pad}: {self.status} {self.kop!r}, en niet {status} {kop or ''!r} {bevat!r}\n"
                f"{self.inhoud.decode()[:3000]}"
            )
        return self


class Klant:
    """One person at one server."""

    def __init__(self, poort: int) -> None:
        self.poort = poort
        self.koekjes: dict[str, str] = {}

    def haal(self, pad: str) -> Bladzijde:
        """GET a path."""
        return self._vraag("GET", pad)

    def post(self, pad: str, velden: Mapping[str, Any]) -> Bladzijde:
        """POST fields; a list is a field that is sent several times."""
        return self._vraag("POST", pad, urlencode(velden, doseq=True))

    def venster(self) -> "Klant":
        """Return another window of the same browser: signed in as this one is, and free to ask at the same time."""
        ander = Klant(self.poort)
        ander.koekjes = dict(self.koekjes)
        return ander

    def volg(self, antwoord: Bladzijde) -> Bladzijde:
        """Go where the answer sends the browser."""
        return self.haal(antwoord.moet_zijn(303).koppen["Location"])

    def log_in(self, email: str, wachtwoord: str) -> None:
        """Sign in as a person does: fetch the form, fill it in, send it with its token."""
        self.stuur_inlog(self.inlogformulier(), email, wachtwoord)

    def inlogformulier(self) -> Formulier:
        """Fetch the form to sign in with."""
        return self.haal("/inloggen").moet_zijn(200).formulier("wachtwoord")

    def stuur_inlog(self, formulier: Formulier, email: str, wachtwoord: str) -> Bladzijde:
        """Send the form to sign in with."""
        velden = {**formulier.velden, "email": email, "wachtwoord": wachtwoord}
        return self.post(formulier.naar, velden).moet_zijn(303)

    def _vraag(self, methode: str, pad: str, lichaam: str | None = None) -> Bladzijde:
        delen = urlsplit(pad)
        pad = delen.path + (f"?{delen.query}" if delen.query else "")
        koppen = {"Content-Type": VORM} if lichaam is not None else {}
        if self.koekjes:
            koppen["Cookie"] = "; ".join(f"{naam}={waarde}" for naam, waarde in self.koekjes.items())
        # A sync worker closes after each answer, so every request is a connection of its own, for the floor too.
        lijn = HTTPConnection("127.0.0.1", self.poort, timeout=120)
        try:
            lijn.request(methode, pad, lichaam, koppen)
            antwoord = lijn.getresponse()
            bladzijde = Bladzijde(pad, antwoord.status, antwoord.headers, antwoord.read())
        finally:
            lijn.close()
        self.neem_koekjes(antwoord.headers)
        return bladzijde

    def neem_koekjes(self, koppen: HTTPMessage) -> None:
        """Keep the cookies of an answer."""
        for koek in koppen.get_all("Set-Cookie") or ():
            self.koekjes |= {naam: deel.value for naam, deel in SimpleCookie(koek).items()}
