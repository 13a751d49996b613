"""Safe contact stands wherever a number, an address or an e-mail does: every page, every role, every moment.

A resident with a known phone, address and e-mail gets a safe contact; then the story of `verhaal.py` is told, and at
each moment every address of the app is opened by everyone. What shows a way to reach the resident must say, in the same
row or card, how that is done without danger.
"""

import csv
import io
import re
from collections.abc import Iterator
from html import unescape
from itertools import product
from typing import Any
from xml.etree import ElementTree as ET

import html5lib
import pytest

from ketens.inwoners.models import Inwoner
from ketens.inwoners.veilig import KOP, VeiligContact
from ketens.inwoners.veiligafspraak import leg_veilig_contact_vast
from ketens.kern.db import db
from tests import wereld
from tests.bouwkunde.broncode import sjablonen
from tests.bouwkunde.routes import wegen
from tests.bouwkunde.test_velden import KIJKERS
from tests.bouwkunde.verhaal import vertel
from tests.klant import Klant, X
from tests.merken import OP_SQLITE

# How the story reaches the resident, and whoever stands near them.
GEWOON = re.compile(r"13579246|24681357|merk@inwoner|Merkstraat|7622 ?ZX|Merkdorp", re.IGNORECASE)
NAASTE = re.compile(r"97531864|merk@naaste", re.IGNORECASE)
VOLLEDIG = VeiligContact(
    telefoon="+31680224466",
    wanneer="overdag",
    geen_brief=True,
    geen_voicemail=True,
    geen_email=True,
    let_op="Merkletop",
)
ALLEEN_AFSPRAKEN = VeiligContact(geen_voicemail=True, wanneer="overdag")
# What is one row or one card: nobody looks further for how to call.
KAARTEN = {f"{X}{naam}" for naam in ("tr", "li", "p", "dl", "form")}
KLASSEN = {"call", "groep", "alert"}
# Where the ordinary number is corrected it stands, in a field; the safe contact stands beside it.
CORRECTIE = "inwoners.gegevens"


def stukken(html: str) -> Iterator[tuple[str, str]]:
    """Yield each text and each value of a page, with all that stands in the same row or card."""
    boom = html5lib.parse(html)
    ouders = {kind: ouder for ouder in boom.iter() for kind in ouder}
    for element in boom.iter():
        if not isinstance(element.tag, str) or element.tag in (f"{X}script", f"{X}style"):
            continue
        eigen = [element.text, *(kind.tail for kind in element), *element.attrib.values()]
        for tekst in filter(None, eigen):
            yield tekst, _tekst(_kaart(element, ouders))


def _kaart(element: ET.Element, ouders: dict[ET.Element, ET.Element]) -> ET.Element:
    omheen = [element]
    while omheen[-1] in ouders:
        omheen.append(ouders[omheen[-1]])
    # A paragraph of a card is part of it; in a table the row is the card.
    kaarten = [deel for deel in omheen if KLASSEN & set(str(deel.get("class", "")).split())]
    return next(iter(kaarten), None) or next((deel for deel in omheen if deel.tag in KAARTEN), element)


def _tekst(element: ET.Element) -> str:
    return " ".join(deel for deel in element.itertext())


def regels(antwoord: Any) -> Iterator[tuple[str, str]]:
    """Yield what a file that is no page shows, per line with that line."""
    if antwoord.mimetype == "text/csv":
        rijen = csv.reader(io.StringIO(antwoord.get_data(as_text=True)), delimiter=";")
        yield from ((cel, " ".join(rij)) for rij in rijen for cel in rij)
    elif antwoord.mimetype.startswith(("text/", "application/json")):
        yield from ((regel, regel) for regel in antwoord.get_data(as_text=True).splitlines())


def onveilig(antwoord: Any, *, gewoon_mag: bool) -> list[str]:
    """Return what shows a way to reach the resident without the safe contact beside it, or that is not to be shown."""
    inhoud = unescape(antwoord.get_data().decode(errors="replace"))
    if not GEWOON.search(inhoud) and not NAASTE.search(inhoud):
        return []  # taking a page apart takes longer than making it
    delen = stukken(antwoord.get_data(as_text=True)) if antwoord.mimetype == "text/html" else regels(antwoord)
    fout = []
    for tekst, kaart in delen:
        mag = KOP in kaart and (gewoon_mag or not GEWOON.search(tekst))
        if (GEWOON.search(tekst) or NAASTE.search(tekst)) and not mag:
            fout.append(tekst)
    return fout


def opent(klant: Klant, weg: Any, ids: dict[str, list[Any]]) -> Iterator[Any]:
    """Yield the answers at one address for one person, with each of the ids it can hold."""
    namen = [naam for naam in weg.regel.arguments if naam != "gemeente"]
    for waarden in product(*(ids.get(naam.removesuffix("_id"), []) for naam in namen)):
        yield klant.browser.get(klant.url(weg.endpoint, **dict(zip(namen, waarden, strict=True))))


def loop(app: Any, maak: Any, contact: VeiligContact, kijkers: Any) -> tuple[list[str], set[str]]:
    """Return what was not safe on any page, and on which pages a way to reach the resident stood at all."""
    fout: list[str] = []
    toont: set[str] = set()
    klanten = {wie: Klant(app, wie) for _, wie, _ in kijkers}
    for nummer, ids in enumerate(vertel(app, maak)):
        if nummer == 0:
            with wereld.binnen(app):
                inwoner = db.session.get_one(Inwoner, ids["inwoner"][0])
                leg_veilig_contact_vast(inwoner, contact, door=wereld.wie("coordinator"))
                db.session.commit()
        for weg in wegen(app):
            for kop, wie, rol in kijkers:
                if "GET" not in weg.methoden or rol not in weg.rollen:
                    continue
                gewoon_mag = contact is ALLEEN_AFSPRAKEN or weg.endpoint == CORRECTIE
                for antwoord in opent(klanten[wie], weg, ids):
                    tekst = antwoord.get_data(as_text=True) if antwoord.mimetype.startswith("text/") else ""
                    toont |= {weg.endpoint} if KOP in tekst else set()
                    fout += [f"{weg.endpoint} ({kop}): {deel}" for deel in onveilig(antwoord, gewoon_mag=gewoon_mag)]
    return sorted(set(fout)), toont


PAGINAS = {
    "inwoners.detail",
    "inwoners.gegevens",
    "inwoners.contactpersoon",
    "trajecten.detail",
    "triage.detail",
    "rooster.detail",
    "beoordelingen.detail",
    "beoordelingen.brief",
}


@pytest.mark.traag
@OP_SQLITE
def test_met_een_veilig_nummer_staat_het_gewone_nergens_en_het_veilige_bij_elk_ander(app, maak):
    fout, toont = loop(app, maak, VOLLEDIG, KIJKERS)
    assert fout == []
    assert toont >= PAGINAS, "de loop kwam niet langs de bladzijden waar het om gaat"


@pytest.mark.traag
@OP_SQLITE
def test_zonder_veilig_nummer_staat_bij_elk_nummer_en_adres_hoe_het_veilig_kan(app, maak):
    kijkers = [kijker for kijker in KIJKERS if kijker[1] in ("coordinator", "andere_keten", "trainer", "beoordelaar")]
    fout, toont = loop(app, maak, ALLEEN_AFSPRAKEN, kijkers)
    assert fout == []
    assert toont >= PAGINAS


def test_de_loop_ziet_een_nummer_zonder_het_veilige_contact():
    naast = "<p><a href='tel:+31613579246'>bel</a></p><p>Veilig contact: bel alleen 06 80224466</p>"
    samen = "<p><a href='tel:+31613579246'>bel</a> Veilig contact: bel alleen 06 80224466</p>"
    assert [tekst for tekst, kaart in stukken(naast) if GEWOON.search(tekst) and KOP not in kaart]
    assert not [tekst for tekst, kaart in stukken(samen) if GEWOON.search(tekst) and KOP not in kaart]


# Building blocks that print a way to reach someone together with the safe contact.
MACROS = {f"bouwstenen/{naam}.html" for naam in ("bereik", "veilig", "naaste", "belkaart")}
# Whose number, address or e-mail is not a resident's; `form` is typed there, `koppeling` and `wijze` are of signing in
# by a service, `opzet` of a codeapp; the last are of the web.
VAN_ANDEREN = {
    *("instelling", "gemeente", "van", "organisatie", "account", "briefje", "aanbod", "praktijk", "keten", "wijze"),
    *("form", "filter", "link", "koppeling", "opzet", "regel", "bevinding", "gebruikers", "vorige", "volgende"),
}
BEREIK = re.compile(r"(\w+)\)?\.(?:telefoon2?|email|adres|straat|huisnummer|postcode)\b")


def test_geen_sjabloon_toont_een_nummer_of_adres_buiten_de_bouwstenen():
    fout = []
    for naam, tekst in sjablonen().items():
        for uitdrukking in re.findall(r"\{\{.*?\}\}", tekst, re.DOTALL) if naam not in MACROS else ():
            fout += [f"{naam}: {van}" for van in BEREIK.findall(uitdrukking) if van not in VAN_ANDEREN]
    assert fout == []
