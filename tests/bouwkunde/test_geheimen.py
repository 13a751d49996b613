"""The project itself holds no key, no database and no person, and the app has two ways out: outbox and sign-on."""

import ast
import re
import subprocess
from pathlib import PurePath

import pytest
from stdnum.exceptions import ValidationError
from stdnum.nl import bsn

from tests.bouwkunde.broncode import WORTEL

BEELD = {".png", ".ttf", ".woff2", ".svg"}
# Invented or published as examples; they pass the test of eleven, which is what they are here for.
# Never given to a person (domein 6.2).
PROEFREEKS = "9999"
VOORBEELD_BSN = {"999990019", "111222333", "123456782", "999990007"}
# Where an address may stand that is not ours: whose work we use.
LICENTIES = {"LICENSE", "htmx.min.js"}
SLEUTELVORM = re.compile(r"(?<![A-Za-z0-9+/=])[A-Za-z0-9+/]{43}=(?![A-Za-z0-9+/=])")
PRIVESLEUTEL = re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{36}\b")
POST = re.compile(r"[\w.+-]+@((?:[\w-]+\.)+[a-z]{2,})", re.IGNORECASE)
# A phone number as people type it into a spreadsheet: without its first zero it passes the test as well.
TELEFOON = {"741234567"}
# In a sentence that shows what an address looks like.
VOORBEELDADRES = {"praktijk.nl", "gemeente.nl", "voorbeeld.nl"}
# What talks to another machine.
NAAR_BUITEN = {"smtplib", "ftplib", "telnetlib", "socket", "http.client", "urllib.request", "requests", "httpx"}


def bestanden() -> list[PurePath]:
    uit = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=WORTEL,
        capture_output=True,
        text=True,
        check=True,
    )
    return [PurePath(regel) for regel in uit.stdout.splitlines() if (WORTEL / regel).is_file()]


def teksten() -> list[tuple[str, str]]:
    return [
        (str(pad), (WORTEL / pad).read_text(encoding="utf-8")) for pad in bestanden() if pad.suffix not in BEELD
    ]  # fmt: skip


def test_er_staat_geen_database_sleutel_of_logboek_in_het_project():
    verboden = {".db", ".sqlite", ".sqlite3", ".log", ".pem", ".key", ".env", ".dump", ".bak", ".csv", ".xlsx"}
    fout = [pad for pad in bestanden() if pad.suffix in verboden or "instance" in pad.parts or pad.name == "sleutels"]
    assert fout == []


def test_er_staat_geen_geheim_in_het_project():
    gevonden = [(naam, vorm.findall(tekst)) for naam, tekst in teksten() for vorm in (SLEUTELVORM, PRIVESLEUTEL)]
    assert [(naam, delen) for naam, delen in gevonden if delen] == []


def test_elk_mailadres_is_verzonnen():
    fout = [
        (naam, gevonden[0])
        for naam, tekst in teksten()
        if PurePath(naam).name not in LICENTIES
        for gevonden in POST.finditer(tekst)
        if not gevonden[1].lower().endswith((".example", ".test", ".invalid"))
        and gevonden[1].lower() not in VOORBEELDADRES
    ]
    assert fout == []


def test_elk_bsn_is_een_voorbeeld():
    gevonden = {
        getal
        for _, tekst in teksten()
        for getal in re.findall(r"(?<![\w.+-])\d{9}(?![\w.-])", tekst)
        if is_bsn(getal) and not getal.startswith(PROEFREEKS)
    }
    assert gevonden <= VOORBEELD_BSN | TELEFOON


def is_bsn(getal: str) -> bool:
    try:
        bsn.validate(getal)
    except ValidationError:
        return False
    return True


def test_de_app_heeft_twee_wegen_naar_buiten(code):
    """Mail, from the outbox, by the worker; and the aanmelddienst of a gemeente, along a way that judges where it goes.

    All else that leaves is the answer to whoever asked.
    """
    fout = []
    for bestand in code:
        for knoop in ast.walk(ast.parse(bestand.tekst)):
            if isinstance(knoop, ast.Import):
                namen = {naam.name for naam in knoop.names}
            elif isinstance(knoop, ast.ImportFrom):
                namen = {knoop.module or "", *(f"{knoop.module}.{naam.name}" for naam in knoop.names)}
            else:
                continue
            fout += [(bestand.naam, naam) for naam in namen & NAAR_BUITEN]
    assert fout == [
        ("ketens/aanmelddienst/buiten.py", "socket"),
        ("ketens/aanmelddienst/buiten.py", "requests"),
        ("ketens/post/bezorgen.py", "smtplib"),
    ]


@pytest.mark.parametrize(
    "tekst",
    ["KETENS_SLEUTELS=g1:" + "q" * 43 + "=", "-----BEGIN RSA " + "PRIVATE KEY-----"],
)
def test_wat_hier_gezocht_wordt_zou_gevonden_worden(tekst):
    assert SLEUTELVORM.search(tekst) or PRIVESLEUTEL.search(tekst)
