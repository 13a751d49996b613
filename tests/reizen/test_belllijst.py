"""A coördinator's Monday: the belllijst with the keyboard alone, from the start page to the letters."""

import re
from uuid import uuid4

import pytest

from ketens.berichten.handelingen import stuur
from ketens.inwoners.models import Bereik, Inwoner
from ketens.inwoners.veilig import VeiligContact
from ketens.kern.db import db
from ketens.kern.klok import vandaag, werkdagen_erbij
from ketens.kern.pagina import datum
from ketens.opdrachten.werker import ronde
from ketens.trajecten.models import Traject
from tests import wereld
from tests.merken import EERST_OP_SQLITE

pytestmark = [pytest.mark.reis, EERST_OP_SQLITE]

ADRES = {"straat": "Proefstraat", "huisnummer": "1", "postcode": "7621AB", "plaats": "Borne"}


def bericht(app, traject, kanaal, tekst="De zaal is verbouwd."):
    """Have the coördinator tell someone something."""
    with wereld.binnen(app):
        rij, door = db.session.get_one(Traject, traject.id), wereld.wie("coordinator")
        stuur(rij, soort="vrij", sleutel=f"vrij:{uuid4()}", kanaal=kanaal, tekst=tekst, door=door)
        db.session.commit()


def test_maandag_met_alleen_het_toetsenbord(scherm, maak, app):
    eerste = maak.klaar_voor_plaats(inwoner=maak.inwoner("Eerste", telefoon="+31612345678"))
    tweede = maak.traject(inwoner=maak.inwoner("Tweede", telefoon="+31687654321"))
    derde = maak.klaar_voor_plaats(inwoner=maak.inwoner("Derde", **ADRES))
    bericht(app, eerste, Bereik.BELLEN)
    bericht(app, derde, Bereik.BRIEF)
    cora = scherm("coordinator")
    cora.kijk(re.compile("^Welkom"))
    cora.druk("Naar de belllijst")
    cora.kijk("Belllijst")
    cora.zie("2 inwoners bellen")
    cora.zie("De zaal is verbouwd.")

    # No answer: the row stays, the focus goes to the heading of the list, and she never left the page.
    cora.druk(f"Voicemail {eerste.kenmerk}")
    cora.zie("1 keer geprobeerd")
    assert cora.page.evaluate("document.activeElement.id") == "lijst-kop"
    assert cora.page.url.endswith("/belllijst/")
    cora.kijk()
    # A wrong button, taken back.
    cora.druk(f"Gesproken {eerste.kenmerk}")
    cora.zie("1 inwoner bellen")
    cora.druk(re.compile(f"Neem terug.*{eerste.kenmerk}"))
    cora.zie("2 inwoners bellen")
    cora.zie("De zaal is verbouwd.")
    # Another day was agreed on.
    cora.naar_veld(re.compile(f"Terugbellen op.*{eerste.kenmerk}"))
    cora.typ(datum(werkdagen_erbij(vandaag(), 2)))
    cora.druk(re.compile(f"Terugbellen op deze dag, {eerste.kenmerk}"))
    cora.zie("Terugbellen: ")
    # An intake leads to its form.
    cora.druk(f"Gesproken {tweede.kenmerk}")
    cora.kijk("Gerda Tweede")
    cora.zie("Loopt u met een hulpmiddel?")

    cora.ga("/borne/brieven/")
    cora.kijk("Brieven")
    cora.druk("Maak 1 brief")
    cora.kijk("Stapel brieven")
    cora.zie("De brieven worden gemaakt")
    with app.app_context():
        ronde()
    cora.zie("Download de brieven (PDF)")
    cora.kijk()
    cora.naar_knop("De brieven zijn gepost")
    cora.toets("Enter")
    cora.page.get_by_role("dialog").get_by_role("button", name="De brieven zijn gepost").press("Enter")
    cora.page.wait_for_url(re.compile("/brieven/$"))
    cora.zie("gepost op")


def test_de_belllijst_op_een_telefoon(scherm, maak, app):
    lang = maak.inwoner("Wolfeschlegelsteinhausenbergerdorff", telefoon="+31612345678")
    traject = maak.traject(inwoner=lang)
    with wereld.binnen(app):
        veilig = VeiligContact(
            telefoon="+31622222222", wanneer="op dinsdag", geen_voicemail=True, let_op="Luistert mee."
        )
        db.session.get_one(Inwoner, lang.id).veilig_contact = veilig
        db.session.commit()
    cora = scherm("coordinator", breedte=390, hoogte=760)
    cora.ga("/borne/belllijst/")
    cora.kijk("Belllijst")
    assert cora.page.locator("main a[href^='tel:']").all_inner_texts() == ["06 22222222"]
    assert cora.page.get_by_role("button", name=re.compile("Voicemail")).count() == 0
    cora.page.get_by_role("button", name=f"Geen gehoor {traject.kenmerk}").click()
    cora.zie("1 keer geprobeerd")
    cora.kijk()


def test_zonder_script_werkt_de_lijst_ook(scherm, maak, app):
    traject = maak.klaar_voor_plaats(inwoner=maak.inwoner("Eerste", telefoon="+31612345678"))
    bericht(app, traject, Bereik.BELLEN)
    cora = scherm("coordinator", script=False)
    cora.ga("/borne/belllijst/")
    cora.druk(f"Gesproken {traject.kenmerk}")
    cora.zie("0 inwoners bellen")
    cora.zie("Er is niemand te bellen.")
