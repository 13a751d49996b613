"""What a hostile sender puts in a field, and the forms of the pages to put it in."""

import re
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urlsplit
from uuid import UUID
from xml.etree import ElementTree as ET

import html5lib
from flask import Flask
from werkzeug.exceptions import HTTPException

from ketens.rechten import Recht, Rol
from tests.bouwkunde.bedrijvig import waarden
from tests.bouwkunde.routes import Weg, wegen
from tests.klant import Klant, X

# One word that occurs nowhere else: found raw, it was not encoded.
MERK = "xq7zv"
KWAAD: dict[str, str | bytes] = {
    "script": f"<script>alert('{MERK}')</script>",
    "attribuut": f"\"'><img src=x onerror={MERK}>",
    "adres": f"javascript:alert('{MERK}')",
    "sql": f"{MERK}' OR '1'='1'; DROP TABLE inwoner; --",
    "sql_like": "%_\\%' ESCAPE '",
    "sjabloon": "{{ 7919*7919 }}${7919*7919}#{7919*7919}{% raise %}",
    "opmaak": "%s%n%x{0.__class__}{MERK!r}",
    "pad": "../../../../../../etc/passwd",
    "regeleinde": f"{MERK}\r\nSet-Cookie: {MERK}=1\r\n\r\n<html>",
    "nul": f"{MERK}\0na de nul",
    "formule": f'=HYPERLINK("http://{MERK}.example")',
    "richting": "\u202egnidnuj\u2066\ufeff\u200d" * 5,
    "stapel": "Z\u0335\u0321\u0362" * 400,
    "getal": "9" * 400,
    "breuk": "-1e309",
    "datum": "31-02-0000",
    "leeg": " \t\r\n\u00a0",
    "kapot": b"\xed\xa0\x80\xff\xfe kapot",
    "lang": "L" * 200_000,
    "megabyte": "M" * 1_048_577,
}
# What a browser would run, if it came back as it was sent.
RAUW = re.compile(rf"<script>alert\('{MERK}|<img src=x onerror={MERK}|(?:href|action|src)=\"javascript:", re.IGNORECASE)
UITGEVOERD = ("62710561", "root:x:0:0", "<class 'str'>", "<class &#39;str&#39;>")


@dataclass
class Formulier:
    """A form as a page shows it: where it goes, who was shown it, and what it holds."""

    endpoint: str
    pad: str
    wie: str | None
    velden: dict[str, str] = field(default_factory=dict)
    keuzes: dict[str, list[str]] = field(default_factory=dict)

    @property
    def invulbaar(self) -> list[str]:
        """The fields that a sender can fill: all but the token."""
        return [naam for naam in self.velden if naam != "csrf_token"]


# Who walks: every hat, a stranger, and somebody who can change hats.
WANDELAARS = (None, *Rol, "alleskunner", "verzoeken")
# Of each page this many are opened: another traject may stand at another step, with another form.
PER_PAGINA = 4
# The same page with something chosen on it (`?bewerk=`): of each a few.
GEKOZEN = 2


def formulieren(app: Flask, *ids: dict[str, UUID]) -> dict[tuple[str, str], Formulier]:
    """Walk the pages of everyone, along their links; return the fullest form per unsafe endpoint and walker."""
    gevonden: dict[tuple[str, str], Formulier] = {}
    adressen = _adressen(app, *ids)
    for wie in WANDELAARS:
        for pad, html in paginas(app, Klant(app, wie), [pad for weg, pad in adressen if _mag(wie, weg)]):
            for form in _op_pagina(app, pad, wie, html):
                eerder = gevonden.get((form.endpoint, str(wie)))
                if eerder is None or len(form.velden) > len(eerder.velden):
                    gevonden[form.endpoint, str(wie)] = form
    return gevonden


def _adressen(app: Flask, *ids: dict[str, UUID]) -> list[tuple[Weg, str]]:
    """Return the address of every page of these ids."""
    bouw = app.url_map.bind("localhost").build
    return [
        (weg, bouw(weg.endpoint, plaats | dict.fromkeys({"gemeente"} & weg.regel.arguments, "borne"), "GET"))
        for stel in ids
        for weg in wegen(app)
        if "GET" in weg.methoden and (plaats := waarden(weg, stel)) is not None
    ]


def _mag(wie: str | None, weg: Weg) -> bool:
    """Tell whether the gate opens: what it is shut to, the walk of test_wegen.py and the matrix ask."""
    pet = Rol.VERWIJZER if wie == "alleskunner" else wie
    # Who was given the requests of residents walks those and nothing else: the rest is a beheerder's.
    gegeven = wie == "verzoeken" and weg.recht is Recht.VERZOEKEN
    return not isinstance(weg.recht, Recht) or pet in weg.rollen or gegeven


def paginas(app: Flask, klant: Klant, adressen: list[str]) -> Iterator[tuple[str, str]]:
    """Yield address and text of the pages that someone can open: these, and what they link to."""
    rij, gezien, keren = deque(adressen), set[str](), Counter[tuple[str | None, bool]]()
    while rij:
        pad = rij.popleft()
        soort = endpoint_van(app, urlsplit(pad).path, "GET"), "?" in pad
        if pad in gezien or soort[0] is None or keren[soort] >= (GEKOZEN if soort[1] else PER_PAGINA):
            continue
        gezien.add(pad)
        antwoord = klant.browser.get(pad)
        if antwoord.status_code == 200 and antwoord.mimetype == "text/html":
            keren[soort] += 1
            html = antwoord.get_data(as_text=True)
            rij += [unescape(link) for link in re.findall(r'<a [^>]*href="(/[^"#]*)', html)]
            yield pad, html


def _op_pagina(app: Flask, pad: str, wie: str | None, html: str) -> Iterator[Formulier]:
    # A form holds no other form; to parse the rest of the page takes most of the time.
    boom = html5lib.parseFragment("".join(re.findall(r"<form\b.*?</form>", html, re.DOTALL)), treebuilder="etree")
    for el in boom.iter(f"{X}form"):
        if (el.get("method") or "get").lower() != "post":
            continue
        doelen = {urlsplit(el.get("action") or pad).path or pad}
        doelen |= {urlsplit(actie).path for knop in el.iter(f"{X}button") if (actie := knop.get("formaction"))}
        for doel in doelen:
            if endpoint := endpoint_van(app, doel):
                yield _lees(Formulier(endpoint, doel, wie), el)


def endpoint_van(app: Flask, pad: str, methode: str = "POST") -> str | None:
    """Return the endpoint that this path reaches."""
    try:
        endpoint, _ = app.url_map.bind("localhost").match(pad, method=methode)
    except HTTPException:
        return None
    return str(endpoint)


def _lees(form: Formulier, el: ET.Element) -> Formulier:
    for veld in el.iter():
        naam, soort = veld.get("name"), veld.tag.removeprefix(X)
        if not naam or soort not in ("input", "select", "textarea", "button"):
            continue
        if soort == "select":
            opties = [optie.get("value") or "" for optie in veld.iter(f"{X}option")]
            form.keuzes[naam] = opties
            form.velden[naam] = next((waarde for waarde in opties if waarde), "")
        elif veld.get("type") in ("radio", "checkbox"):
            form.keuzes.setdefault(naam, []).append(veld.get("value") or "")
            form.velden[naam] = form.keuzes[naam][0]
        else:
            form.velden[naam] = veld.text or "" if soort == "textarea" else veld.get("value") or ""
    return form
