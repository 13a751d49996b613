"""A browser for tests. It judges every page it is shown: title, labels, ids, security headers, and HTML that parses."""

from __future__ import annotations

import re
from typing import Any
from xml.etree import ElementTree as ET

import html5lib
from flask import Flask, url_for
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from werkzeug.test import TestResponse

from ketens.rechten import Rol
from tests import wereld

X = "{http://www.w3.org/1999/xhtml}"


class Pagina:
    """An answer, judged."""

    def __init__(self, klant: Klant, antwoord: TestResponse) -> None:
        self.klant, self.antwoord = klant, antwoord
        self.status = antwoord.status_code
        # A file for a spreadsheet is no text.
        self.html = antwoord.get_data().decode(errors="strict" if antwoord.mimetype.startswith("text/") else "replace")
        self.boom: ET.Element | None = None
        if antwoord.mimetype == "text/html" and self.html and self.status not in (301, 302, 303, 308):
            self.boom = keur(self.html, heel="<!doctype" in self.html[:20].lower())
            assert "script-src 'self'" in antwoord.headers["Content-Security-Policy"]

    @property
    def tekst(self) -> str:
        """What a person reads, on one line."""
        assert self.boom is not None
        return " ".join(" ".join(self.boom.itertext()).split())

    @property
    def titel(self) -> str:
        """The title of the page."""
        assert self.boom is not None
        return (self.boom.findtext(f".//{X}title") or "").strip()

    @property
    def kop(self) -> str:
        """The first heading."""
        kop = self.boom.find(f".//{X}h1") if self.boom is not None else None
        return " ".join("".join(kop.itertext()).split()) if kop is not None else ""

    @property
    def naar(self) -> str | None:
        """Where the answer sends the browser."""
        return self.antwoord.headers.get("Location") or self.antwoord.headers.get("HX-Redirect")

    @property
    def fouten(self) -> list[str]:
        """The sentences of the error summary."""
        if self.boom is None:
            return []
        blokken = [el for el in self.boom.iter() if el.get("role") == "alert"]
        return [" ".join("".join(li.itertext()).split()) for blok in blokken for li in blok.iter(f"{X}li")]

    def waarde(self, veld: str) -> str | None:
        """Return the value that a field of the page holds."""
        assert self.boom is not None
        for el in self.boom.iter():
            if el.get("name") == veld:
                return el.text or "" if el.tag == f"{X}textarea" else el.get("value")
        return None

    def volg(self) -> Pagina:
        """Go where the answer sends the browser."""
        assert self.naar, f"geen doorverwijzing maar {self.status}: {self.html[:600]}"
        return self.klant.haal(self.naar)


class Klant:
    """A browser of one person in one gemeente."""

    def __init__(self, app: Flask, wie: Rol | str | None, gemeente: str = "borne") -> None:
        self.app, self.gemeente = app, gemeente
        self.naam = str(wie) if wie else None
        self.browser: FlaskClient = app.test_client()
        with self.browser.session_transaction() as sessie:
            sessie["csrf_token"] = "0" * 40
            if self.naam:
                sessie["_user_id"] = wereld.token_van(self.naam)
                sessie["_fresh"] = True

    @property
    def koekje(self) -> dict[str, str]:
        """The cookie with which this person is signed in, for a browser outside this process."""
        naam = self.app.config["SESSION_COOKIE_NAME"]
        koekje = self.browser.get_cookie(naam)
        assert koekje is not None
        return {"name": naam, "value": koekje.value}

    def url(self, endpoint: str, **waarden: Any) -> str:
        """Return the path of an endpoint in this gemeente."""
        if self.app.url_map.is_endpoint_expecting(endpoint, "gemeente"):
            waarden.setdefault("gemeente", self.gemeente)
        with self.app.test_request_context():
            return url_for(endpoint, **waarden)

    def haal(self, pad: str, **kop: Any) -> Pagina:
        """GET a path."""
        return Pagina(self, self.browser.get(pad, headers=kop))

    def get(self, endpoint: str, *, htmx: str | None = None, **waarden: Any) -> Pagina:
        """GET an endpoint; `htmx` is the id of the region that asks."""
        pad = self.url(endpoint, **waarden)
        return Pagina(self, self.browser.get(pad, headers=_htmx(htmx, pad)))

    def post(
        self,
        endpoint: str,
        data: dict[str, Any] | None = None,
        *,
        htmx: str | None = None,
        token: bool = True,
        **waarden: Any,
    ) -> Pagina:
        """POST fields to an endpoint, with this session's token."""
        pad = self.url(endpoint, **waarden)
        velden = {**({"csrf_token": self.token} if token else {}), **(data or {})}
        return Pagina(self, self.browser.post(pad, data=velden, headers=_htmx(htmx, pad)))

    @property
    def token(self) -> str:
        """The CSRF token of this session, as a page would hold it."""
        return str(URLSafeTimedSerializer(self.app.secret_key, salt="wtf-csrf-token").dumps("0" * 40))


def _htmx(doel: str | None, pad: str) -> dict[str, str]:
    return (
        {"HX-Request": "true", "HX-Target": f"section#{doel}", "HX-Current-URL": f"http://localhost{pad}"}
        if doel
        else {}
    )


def keur(html: str, *, heel: bool) -> ET.Element:
    """Parse strictly and judge: one title, one h1, no double ids, a label for every field, nothing inline."""
    lezer = html5lib.HTMLParser(strict=heel, tree=html5lib.getTreeBuilder("etree"))
    boom: ET.Element = lezer.parse(html)
    if heel:
        assert (boom.findtext(f".//{X}title") or "").strip(), "een pagina zonder titel"
        assert len(list(boom.iter(f"{X}h1"))) == 1, "een pagina heeft precies een h1"
    ids = [el.get("id") for el in boom.iter() if el.get("id")]
    dubbel = {id_ for id_ in ids if ids.count(id_) > 1}
    assert not dubbel, f"dubbele ids: {dubbel}"
    labels = {el.get("for") for el in boom.iter(f"{X}label")}
    for el in boom.iter():
        assert not any(naam.startswith("on") or naam in ("style", "hx-on") for naam in el.attrib), (
            f"inline gedrag of stijl in {el.tag}"
        )
        if el.tag in (f"{X}input", f"{X}select", f"{X}textarea") and el.get("type") not in (
            "hidden",
            "submit",
            "button",
        ):
            benoemd = el.get("id") in labels or el.get("aria-label") or el.get("aria-labelledby")
            assert benoemd, f"veld zonder label: {el.attrib}"
    assert not re.search(r"<script(?![^>]*\bsrc=)[^>]*>", html), "inline script"
    return boom
