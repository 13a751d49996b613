"""A spreadsheet as a gemeente has it: brought, mended by hand, taken over while one watches, and taken back.

The short edition has 1,000 rows with 30 mistakes; `make beproeving` has 10,000 with 300.
"""

import random
import threading
import time

import pytest
from sqlalchemy import func, select

from ketens.groepen.plaatsen import Wachtplek
from ketens.inwoners.models import Inwoner
from ketens.kern.db import db
from ketens.opdrachten.werker import ronde
from tests import wereld
from tests.merken import BEPROEVING, EERST_OP_SQLITE

pytestmark = [pytest.mark.reis, pytest.mark.traag, EERST_OP_SQLITE]
REGELS, FOUTEN = (10_000, 300) if BEPROEVING else (1_000, 30)
KOP = "Voornaam;Achternaam;Geboortedatum;Telefoon;Postcode;Huisnummer;Training;Aangemeld;Akkoord;BSN"
KAPOT = ("31-2-1941", "12-3-1841", "onbekend")


def bestand() -> bytes:
    """Return the file: invented people, FOUTEN of them with a date that can't be."""
    kans, letters = random.Random(7), "bdfgklmnprstvw"
    regels, kapot = [KOP], set(range(5, REGELS, REGELS // FOUTEN)[:FOUTEN])
    for nr in range(REGELS):
        naam = "".join(letters[nr // len(letters) ** macht % len(letters)] + "aeiou"[macht] for macht in range(4))
        geboren = f"{kans.randint(1, 28)}-{kans.randint(1, 12)}-{kans.randint(1930, 1958)}"
        if nr in kapot:
            geboren = KAPOT[nr % len(KAPOT)]
        cursus = kans.choice(("In Balans", "Vallen Verleden Tijd"))
        telefoon = f"06{kans.randint(10_000_000, 99_999_999)}"
        vast = f"{naam.capitalize()};Proef{naam};{geboren};{telefoon};7621 AB;{nr % 300 + 1}"
        regels.append(f"{vast};{cursus};{kans.randint(1, 28)}-9-2026;ja;111222333")
    return "\n".join(regels).encode()


@pytest.fixture
def werker(app):
    """The worker that `make run` starts, beside the web server."""
    stop = threading.Event()

    def werk() -> None:
        with app.app_context():
            while not stop.is_set():
                if not ronde(stop):
                    stop.wait(0.2)

    draad = threading.Thread(target=werk, daemon=True)
    draad.start()
    yield
    stop.set()
    draad.join(timeout=30)


def aantal(app, model) -> int:
    with wereld.binnen(app):
        return db.session.scalar(select(func.count(model.id)))


def test_een_wachtlijst_overnemen_en_terug(app, scherm, werker):
    cora = scherm("coordinator")
    cora.ga("/borne/groepen/")
    cora.page.get_by_role("link", name="Neem over uit een bestand").click()
    cora.kijk("Overnemen uit een bestand")
    cora.page.get_by_label("Mensen op de wachtlijst").check()
    cora.page.get_by_label("Bestand", exact=True).set_input_files(
        {"name": "wachtlijst.csv", "mimeType": "text/csv", "buffer": bestand()}
    )
    begin = time.perf_counter()
    cora.page.get_by_role("button", name="Lees het bestand").click()
    cora.page.get_by_role("heading", name="Mensen op de wachtlijst").wait_for(timeout=120_000)
    gelezen = time.perf_counter() - begin
    cora.kijk("Mensen op de wachtlijst")
    cora.zie(f"{REGELS - FOUTEN} regels kunnen worden overgenomen")
    cora.zie(f"{FOUTEN} regels hebben een fout")
    cora.zie_niet("111222333")
    assert aantal(app, Inwoner) == 0

    cora.druk("Neem over")
    cora.zie("Zonder grond mogen wij deze gegevens niet bewaren.")
    cora.page.get_by_label("De gemeente mag deze gegevens bewaren").check()
    cora.page.get_by_label("Sla de foute regels over").check()
    begin = time.perf_counter()
    cora.page.get_by_role("button", name="Neem over").click()
    cora.page.get_by_text("U kunt gewoon verder werken").or_(cora.page.get_by_text("Terugdraaien kan")).first.wait_for()
    cora.page.get_by_text("Terugdraaien kan").wait_for(timeout=600_000)
    overgenomen = time.perf_counter() - begin
    cora.kijk("Mensen op de wachtlijst")
    assert aantal(app, Wachtplek) == REGELS - FOUTEN

    cora.page.get_by_role("link", name="Draai terug").click()
    cora.kijk("Overnemen terugdraaien")
    begin = time.perf_counter()
    cora.page.get_by_role("button", name="Draai terug").click()
    cora.page.get_by_text("Alles wat dit bestand maakte, is weg.").wait_for(timeout=600_000)
    terug = time.perf_counter() - begin
    assert aantal(app, Inwoner) == 0
    print(f"\n{REGELS} regels: gelezen {gelezen:.0f} s, overgenomen {overgenomen:.0f} s, terug {terug:.0f} s")
