"""An afternoon of calling who finished a group, with the keyboard alone; and what is paid, on the page of the group."""

import re

import pytest
from playwright.sync_api import expect

from ketens.aanbod.handelingen import maak_aanbod
from ketens.groepen.models import Groep
from ketens.kern.db import db
from ketens.trajecten.models import Traject
from tests import wereld
from tests.bouwkunde.afgelopen import afgelopen
from tests.merken import EERST_OP_SQLITE

pytestmark = [pytest.mark.reis, EERST_OP_SQLITE]


@pytest.fixture
def klaar(app, maak):
    """Two people who finished a group of 45 euro, and a kaart with a walking club."""
    groep = maak.groep("Kulturhus", eigen_bijdrage=4500)
    trajecten = [maak.traject(inwoner=maak.inwoner(naam, telefoon="+31612345678")) for naam in ("Eerste", "Tweede")]
    with wereld.binnen(app):
        cora = wereld.wie("coordinator")
        maak_aanbod(titel="Wandelclub", soort="bewegen", aanbieder="Proef", door=cora)
        for rij in trajecten:
            afgelopen(
                db.session.get_one(Traject, rij.id), db.session.get_one(Groep, groep.id), door=cora, tekst="Fietst"
            )
        db.session.commit()
    return groep, trajecten


def test_een_belronde_met_alleen_het_toetsenbord(scherm, klaar):
    groep, (eerste, tweede) = klaar
    cora = scherm("coordinator")
    cora.druk("Doorstroom")
    cora.kijk("Doorstroom")
    cora.zie("2 inwoners te vragen")
    cora.zie("Zei bij het einde: ja, Fietst")
    # Nothing typed: the answer asks what, in the same place.
    cora.druk(f"Ja {eerste.kenmerk}")
    cora.zie("Kies of typ wat de inwoner doet.")
    cora.kijk()
    # A club of the sociale kaart, by the first letters.
    cora.naar_veld(re.compile(f"Wat doet de inwoner.*{eerste.kenmerk}"))
    cora.typ("Wandelclub (Proef)")
    cora.druk(f"Ja {eerste.kenmerk}")
    cora.zie("1 inwoner te vragen")
    assert cora.page.evaluate("document.activeElement.id") == "lijst-kop"
    # Never again, asked first; a slip is taken back.
    cora.naar_knop(f"Niet meer bellen {tweede.kenmerk}")
    cora.toets("Enter")
    expect(cora.page.get_by_role("dialog")).to_contain_text("Deze inwoner hierover nooit meer bellen?")
    cora.druk(re.compile("^Niet meer bellen$"))
    cora.zie("Niemand te vragen")
    cora.druk(re.compile(f"Neem terug.*{tweede.kenmerk}"))
    cora.zie("1 inwoner te vragen")

    cora.ga(f"/borne/groepen/{groep.id}/nazorg")
    cora.kijk("Na afloop: Kulturhus")
    cora.zie("Na 3 maanden: ja, Wandelclub")
    cora.zie("€ 180,00")
    cora.zie(re.compile(r"Nota 20\d\d-0001"))
