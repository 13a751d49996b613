"""Hostile input in every field of every form of every hat: no failure, no echo that runs, no change by what is refused.

The forms are those of the pages, found by walking them; so a new form is in this test at once.
"""

import io
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote_from_bytes

import pytest
from flask import Flask
from sqlalchemy import event, select
from werkzeug.test import TestResponse

from ketens.gebruikers.models import Account, Organisatie
from ketens.groepen.models import Groep
from ketens.kern.db import db
from tests import wereld
from tests.bouwkunde.bedrijvig import alles_erbij, vul, waarden
from tests.bouwkunde.routes import onveilige, wegen
from tests.bouwkunde.vijand import KWAAD, MERK, RAUW, UITGEVOERD, Formulier, formulieren
from tests.bouwkunde.vulling import VERZEGELD, modellen, verzegelde_velden
from tests.klant import Klant
from tests.merken import BEPROEVING, EERST_OP_SQLITE

# In how many parts the forms are divided, for the workers of the suite; on PostgreSQL they are not.
DELEN = 2
PER_VELD = 3
# Written whatever comes of a request (besluit 0004).
BIJHOUDEN = ("logregel", "logregel_inwoner", "logkop", "sessie", "aanmeldpoging", "beurten", "uitdaging")
# A password is typed, not shown by a page that is walked with it; these end the session that walks.
SLUIT_ZICHZELF = {"gebruikers.uitloggen", "gebruikers.inloggen", "gebruikers.wachtwoord"}
# Shown halfway through signing in, to who came in by a service, and asked by a script: tests/tweefactor and
# tests/aanmelddienst try them.
HALVERWEGE = {
    "tweefactor.code", "tweefactor.instellen_codeapp", "tweefactor.instellen_sleutel",
    "tweefactor.sleutelvraag", "tweefactor.eigen_sleutelvraag", "aanmelddienst.bevestigen",
}  # fmt: skip
# Shown to who has a link, or where mail can go: tests/uitnodigingen/test_vijandig.py tries them.
MET_LINK = {"uitnodigingen.uitnodiging", "uitnodigingen.herstellink", "uitnodigingen.wachtwoord_vergeten"}
# The heaviest values, one field each is enough: the bound is on the body, not on the field.
ZWAAR = {"lang", "megabyte"}


class Opname:
    """Whether a transaction that was committed changed a table that is no bookkeeping."""

    def __init__(self) -> None:
        self.open, self.gewijzigd = set[str](), set[str]()

    def opdracht(self, _verbinding: object, _cursor: object, tekst: str, *_: object) -> None:
        woorden = tekst.split(None, 3)
        if woorden and woorden[0].upper() in ("INSERT", "UPDATE", "DELETE"):
            tabel = woorden[1 if woorden[0].upper() == "UPDATE" else 2].split("(")[0].strip('"')
            if tabel not in BIJHOUDEN:
                self.open.add(tabel)

    def bewaard(self, _verbinding: object) -> None:
        self.gewijzigd |= self.open
        self.open = set()

    def teruggedraaid(self, _verbinding: object) -> None:
        self.open = set()


@contextmanager
def opname(app: Flask) -> Iterator[Opname]:
    """Listen to the database while the block runs."""
    bandje = Opname()
    with app.app_context():
        motor = db.engine
    haken = (("before_cursor_execute", bandje.opdracht), ("commit", bandje.bewaard), ("rollback", bandje.teruggedraaid))
    for naam, haak in haken:
        event.listen(motor, naam, haak)
    try:
        yield bandje
    finally:
        for naam, haak in haken:
            event.remove(motor, naam, haak)


class Kluis:
    """Puts a SQLite database back as it was, so that each post meets the same world; elsewhere it does nothing."""

    def __init__(self, app: Flask) -> None:
        with app.app_context():
            bestand = db.engine.url.database if db.engine.dialect.name == "sqlite" else None
        self.pad = Path(bestand) if bestand else None
        self.kopie = sqlite3.connect(":memory:")
        self._over(self.kopie, heen=True)

    def zet_terug(self) -> None:
        self._over(self.kopie, heen=False)

    def _over(self, kopie: sqlite3.Connection, *, heen: bool) -> None:
        if self.pad:
            with sqlite3.connect(self.pad) as echt:
                (echt.backup(kopie) if heen else kopie.backup(echt))
            echt.close()


def lading(form: Formulier, velden: dict[str, str | bytes | list[str]]) -> bytes:
    """Return the body of a form, byte by byte, so that broken text can be sent too."""
    klaar = io.BytesIO()
    for naam, waarde in {**form.velden, **velden}.items():
        for deel in waarde if isinstance(waarde, list) else [waarde]:
            ruw = deel if isinstance(deel, bytes) else deel.encode("utf-8", "surrogatepass")
            klaar.write((b"&" if klaar.tell() else b"") + naam.encode() + b"=" + quote_from_bytes(ruw).encode())
    return klaar.getvalue()


def aanvallen(form: Formulier) -> Iterator[tuple[str, dict[str, str | bytes | list[str]]]]:
    """Yield what is sent: each value in all fields, some (in a campaign all) in each field alone, and fields twice."""
    licht = [naam for naam in KWAAD if naam not in ZWAAR]
    for naam in licht:
        yield f"{naam} overal", dict.fromkeys(form.invulbaar, KWAAD[naam])
    for nr, veld in enumerate(form.invulbaar):
        # Other values for each next field: together the fields of a form see them all.
        for stap in range(len(licht) if BEPROEVING else PER_VELD):
            naam = licht[(nr * PER_VELD + stap) % len(licht)]
            yield f"{naam} in {veld}", {veld: KWAAD[naam]}
    for naam in ZWAAR & set(KWAAD):
        yield f"{naam} in een veld", dict.fromkeys(form.invulbaar[:1], KWAAD[naam])
    yield "dubbel", {veld: [waarde, f"<b>{MERK}</b>"] for veld, waarde in form.velden.items() if veld != "csrf_token"}
    yield "als lijst", {f"{veld}{haken}": MERK for veld in form.invulbaar for haken in ("[]", "[0]", ".x")}


def pagina(antwoord: TestResponse) -> str:
    """Return the text of a page; a download is no page, a browser runs nothing in it."""
    return antwoord.get_data(as_text=True) if antwoord.mimetype == "text/html" else ""


def keur(klant: Klant, form: Formulier, wat: str, antwoord: TestResponse, bandje: Opname) -> list[str]:
    """Return what is wrong with an answer."""
    waar = f"{form.endpoint} ({form.wie}): {wat}"
    tekst = pagina(antwoord)
    fout = []
    if antwoord.status_code >= 500:
        fout.append(f"{waar}: {antwoord.status_code}")
    if RAUW.search(tekst) or any(teken in tekst for teken in UITGEVOERD):
        fout.append(f"{waar}: komt ongecodeerd terug of wordt uitgevoerd")
    if MERK in str(antwoord.headers):
        fout.append(f"{waar}: staat in een kop: {antwoord.headers.get('Location')}")
    if antwoord.status_code >= 400 and bandje.gewijzigd:
        fout.append(f"{waar}: {antwoord.status_code} en toch gewijzigd: {bandje.gewijzigd}")
    return fout


def val_aan(app: Flask, form: Formulier, kluis: Kluis, welke: Iterator) -> list[str]:
    klant, fout = Klant(app, form.wie), []
    form.velden["csrf_token"] = klant.token
    with opname(app) as bandje:
        for wat, velden in welke:
            bandje.gewijzigd.clear()
            antwoord = klant.browser.post(
                form.pad, data=lading(form, velden), content_type="application/x-www-form-urlencoded"
            )
            fout += keur(klant, form, wat, antwoord, bandje)
            if antwoord.status_code in (302, 303) and (doel := antwoord.headers.get("Location", "")).startswith("/"):
                fout += keur(klant, form, f"{wat}, en daarna {doel}", klant.browser.get(doel), bandje)
            if bandje.gewijzigd or form.endpoint in SLUIT_ZICHZELF:
                kluis.zet_terug()
    return fout


def doelwitten(alle: dict[tuple[str, str], Formulier]) -> list[Formulier]:
    """Return the forms to attack: of each endpoint the fullest, in a campaign those of every hat."""
    op_omvang = sorted(alle.values(), key=lambda form: (form.endpoint, len(form.velden), str(form.wie)))
    return op_omvang if BEPROEVING else list({form.endpoint: form for form in op_omvang}.values())


@pytest.mark.traag
@pytest.mark.parametrize(
    ("bron", "deel"),
    [*(("sqlite", deel) for deel in range(DELEN)), pytest.param("postgresql", None, marks=pytest.mark.postgres)],
    indirect=["bron"],
)
def test_geen_veld_van_geen_formulier_laat_iets_omvallen(app, maak, deel):
    alle = formulieren(app, vul(app, maak, 1), *alles_erbij(app, maak))
    nergens = {weg.endpoint for weg in onveilige(app)} - {endpoint for endpoint, _ in alle} - HALVERWEGE - MET_LINK
    assert not nergens, f"deze formulieren toont geen pagina: {sorted(nergens)}"
    kluis = Kluis(app)
    # On PostgreSQL the world is not put back: there each form meets, once, what its driver may refuse.
    overal = None if kluis.pad else {f"{naam} overal" for naam in ("nul", "kapot", "getal", "sql")}
    fout = []
    for form in doelwitten(alle) if deel is None else doelwitten(alle)[deel::DELEN]:
        fout += val_aan(app, form, kluis, (poging for poging in aanvallen(form) if not overal or poging[0] in overal))
    assert not fout, "\n".join(fout)


@EERST_OP_SQLITE
@pytest.mark.traag
def test_wat_vijandig_is_bewaard_staat_overal_als_tekst(app, maak):
    """Names, notes and messages that are scripts, shown on every page to everyone who may see them.

    What a page makes of a text is the same over both databases: on PostgreSQL in the long edition alone.
    """
    ids = vul(app, maak, 1)
    with wereld.binnen(app):
        vergiftig()
    fout, gezien = [], 0
    for weg in wegen(app):
        plaats = waarden(weg, ids)
        if "GET" not in weg.methoden or plaats is None:
            continue
        for rol in weg.rollen:
            klant = Klant(app, rol)
            antwoord = klant.browser.get(klant.url(weg.endpoint, **plaats))
            tekst = pagina(antwoord)
            gezien += MERK in tekst
            if antwoord.status_code >= 500 or RAUW.search(tekst) or MERK in str(antwoord.headers):
                fout.append((weg.endpoint, str(rol), antwoord.status_code))
    assert fout == []
    assert gezien > 20


def vergiftig() -> None:
    """Put a script into every sealed text of every row, and into the names that the people who work here bear."""
    kwaad = f"{KWAAD['attribuut']!s}{KWAAD['script']!s}"
    for model in modellen():
        for rij in db.session.scalars(select(model)):
            for naam in set(verzegelde_velden(model)) - VERZEGELD.keys():
                setattr(rij, naam, kwaad)
    for rij in db.session.scalars(select(Groep)):
        rij.naam = kwaad[:80]
    for model in (Organisatie, Account):
        for rij in db.session.scalars(select(model)):
            rij.naam = f"{kwaad[:90]}"
    db.session.commit()
