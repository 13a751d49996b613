"""A browser at an app in this process: no server between, so that what is measured is the app and nothing else."""

from http.client import HTTPMessage
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from bench.klant import VORM, Bladzijde, Klant


class InProces(Klant):
    """The same browser as at a server; `open` is where a measurement takes hold."""

    def __init__(self, app: Flask) -> None:
        super().__init__(0)
        self.app = app

    def open(self, browser: FlaskClient, pad: str, **kw: Any) -> Any:
        """Send one request and return the answer."""
        return browser.open(pad, **kw)

    def _vraag(self, methode: str, pad: str, lichaam: str | None = None) -> Bladzijde:
        koek = "; ".join(f"{naam}={waarde}" for naam, waarde in self.koekjes.items())
        browser = self.app.test_client(use_cookies=False)
        antwoord = self.open(browser, pad, method=methode, data=lichaam, content_type=VORM, headers={"Cookie": koek})
        koppen = HTTPMessage()
        for naam, waarde in antwoord.headers:
            koppen[naam] = waarde
        self.neem_koekjes(koppen)
        return Bladzijde(pad, antwoord.status_code, koppen, antwoord.data)
