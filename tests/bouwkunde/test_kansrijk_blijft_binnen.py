"""Kansrijke Start is about people in a vulnerable place: who works in another keten learns nothing of it.

One ouder runs through valpreventie too. Everybody of that keten opens every address of the app.
"""

import html
import re
from itertools import product
from typing import Any

import pytest
from sqlalchemy import select

from ketens.inwoners.handelingen import betrek
from ketens.inwoners.models import Inwoner
from ketens.kern.db import db
from ketens.rechten import Rol
from ketens.trajecten.models import Traject
from tests import kansrijk, wereld
from tests.bouwkunde.routes import wegen
from tests.klant import Klant
from tests.merken import OP_SQLITE

# Who works in valpreventie, or nearby; Kaat and Vera work in Kansrijke Start.
ANDEREN = (
    ("verwijzer", Rol.VERWIJZER),
    ("beoordelaar", Rol.BEOORDELAAR),
    ("welzijnscoach", Rol.WELZIJNSCOACH),
    ("coordinator", Rol.COORDINATOR),
    ("andere_keten", Rol.COORDINATOR),
    ("trainer", Rol.TRAINER),
    ("teller", Rol.TELLER),
    ("projectleider", Rol.PROJECTLEIDER),
)
# Pages that say which ketens there are, or what a national regeling or questionnaire names; of no resident.
OVER_KETENS = re.compile(
    r"^(verwerkingen|beheer|openbaar|overdrachten|aanbod|tellingen|invoer|budgetten\.regels|verantwoording\.kalender)\b"
)


@pytest.fixture
def ouder(app, maak):
    """Return the ids of one ouder in both ketens, and the words that only Kansrijke Start may see."""
    verwijzing = kansrijk.verwijzing(app, aannemen=True)
    with wereld.binnen(app):
        inwoner = db.session.get_one(Inwoner, verwijzing.inwoner_id)
        betrek(inwoner, organisatie_id=wereld.id_van("gemeente-borne"), keten_code=wereld.KETEN, grond="verwijzing")
        eigen = db.session.scalars(select(Traject).where(Traject.inwoner_id == inwoner.id)).one()
        geheim = {kansrijk.HULPVRAAG, "03-02-2027", "Kaat Kansrijk", "Verloskundigen Proef", eigen.kenmerk}
        db.session.commit()
        db.session.expunge_all()
    ander = maak.traject(inwoner=inwoner, behandelaar="coordinator")
    ids = {
        "inwoner": [verwijzing.inwoner_id],
        "traject": [eigen.id, ander.id],
        "verwijzing": [verwijzing.id],
        "keten_code": [kansrijk.KETEN],
        "code": ["kennismaken"],
    }
    return ids, geheim | {verwijzing.kenmerk}


def lees(app: Any, weg: Any, wie: str, ids: dict[str, list[Any]]) -> str:
    """Return all that this person reads at one address, with each of the ids it can hold."""
    namen = [naam for naam in weg.regel.arguments if naam != "gemeente"]
    klant, teksten = Klant(app, wie), []
    for waarden in product(*(ids.get(naam.removesuffix("_id"), []) for naam in namen)):
        antwoord = klant.browser.get(klant.url(weg.endpoint, **dict(zip(namen, waarden, strict=True))))
        teksten.append(antwoord.get_data(as_text=True) if antwoord.mimetype.startswith("text/") else "")
    return html.unescape(" ".join(teksten))


@OP_SQLITE
@pytest.mark.parametrize(("wie", "rol"), ANDEREN, ids=[wie for wie, _ in ANDEREN])
def test_wie_in_een_andere_keten_werkt_leest_niets_van_kansrijke_start(app, ouder, wie, rol):
    ids, geheim = ouder
    gezien = []
    for weg in wegen(app):
        if "GET" in weg.methoden and rol in weg.rollen:
            tekst = lees(app, weg, wie, ids)
            gezien += [(weg.endpoint, woord) for woord in geheim if woord in tekst]
            if not OVER_KETENS.match(weg.endpoint) and ("Kansrijke" in tekst or kansrijk.KETEN in tekst):
                gezien.append((weg.endpoint, "de naam van de keten"))
    assert gezien == []


@OP_SQLITE
def test_wie_in_de_keten_werkt_leest_het_wel_en_ziet_de_weg_naar_veilig_thuis(app, ouder):
    """Else the test above would see nothing anywhere."""
    ids, geheim = ouder
    klant = Klant(app, "kansrijk")
    traject = klant.get("trajecten.detail", traject_id=ids["traject"][0])
    deel = klant.get("verwijzingen.berichten_bij_traject", traject_id=ids["traject"][0])
    tekst = f"{traject.tekst} {deel.tekst}"
    assert {woord for woord in geheim if woord not in tekst} == set()
    assert "Bij vermoeden van onveiligheid: Meldcode en Veilig Thuis, niet hier." in traject.tekst


@OP_SQLITE
def test_het_veilige_contact_zien_anderen_wel_zonder_reden(app, ouder):
    ids, _ = ouder
    pagina = Klant(app, "coordinator").get("trajecten.detail", traject_id=ids["traject"][1])
    assert "Veilig contact: bel alleen 06 87654321" in pagina.tekst
    assert "Veilig contact is gewijzigd" not in pagina.tekst


@OP_SQLITE
def test_wie_verwijst_of_begeleidt_leest_wat_zonder_namen_wordt_geteld(app, ouder):
    ids, _ = ouder
    for pagina in (
        Klant(app, "verloskundige").get("verwijzingen.nieuw"),
        Klant(app, "kansrijk").get("trajecten.detail", traject_id=ids["traject"][0]),
    ):
        assert "Bij Tellingen, zonder namen en niet hier:" in pagina.tekst
        assert "Gesprekken Nu Niet Zwanger" in pagina.tekst
