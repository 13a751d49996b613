"""The number of queries of a page has one bound, for every role that may open it and however much there is."""

from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from ketens.groepen.handelingen import plaats, zet_op_wachtlijst
from ketens.groepen.models import Groep, Plaatsing, Wachtplek
from ketens.inwoners.contactpersonen import Contactpersoon
from ketens.inwoners.models import Toestemming
from ketens.kern.db import db
from ketens.trajecten.models import Traject
from tests import wereld
from tests.bouwkunde.routes import wegen
from tests.klant import Klant

# Begin, hat, page, log row and commit included.
GRENS = 26
WOORDEN = {"keten_code": "valpreventie", "code": "intake"}


def vul(app: Flask, maak, aantal: int) -> dict[str, UUID]:
    """Make `aantal` of everything, and return an id of each kind, by the name it has in an address."""
    groep = maak.groep(trainers=["trainer"], plaatsen=3 * aantal)
    for nr in range(aantal):
        verwijzing = maak.verwijzing(f"Verwezen{nr}")
        maak.groep(f"Groep {nr}", trainers=["trainer"])
        beoordeling = maak.beoordeling(f"Beoordeeld{nr}")
        klaar = maak.klaar_voor_plaats(f"Geplaatst{nr}")
        wacht = maak.klaar_voor_plaats(f"Wachtend{nr}")
        contact = maak.contactpersoon(maak.inwoner(f"Naaste{nr}"))
        _plaats(app, klaar.id, wacht.id, groep.id)
    with wereld.binnen(app):
        laatste = {
            "plaatsing": db.session.scalars(select(Plaatsing.id).limit(1)).one(),
            "wachtplek": db.session.scalars(select(Wachtplek.id).limit(1)).one(),
            "toestemming": db.session.scalars(select(Toestemming.id).limit(1)).one(),
            "contactpersoon": db.session.scalars(select(Contactpersoon.id).limit(1)).one(),
        }
    return {
        "verwijzing": verwijzing.id,
        "beoordeling": beoordeling.id,
        "traject": klaar.id,
        "inwoner": klaar.inwoner_id,
        "groep": groep.id,
        "account": wereld.id_van("verwijzer"),
        "organisatie": wereld.id_van("dijkhuis"),
        "contact": contact.id,
        **laatste,
    }


def _plaats(app: Flask, klaar: UUID, wacht: UUID, groep: UUID) -> None:
    with wereld.binnen(app):
        cora = wereld.wie("coordinator")
        plaats(db.session.get_one(Traject, klaar), db.session.get_one(Groep, groep), door=cora)
        zet_op_wachtlijst(db.session.get_one(Traject, wacht), interventie_code="in_balans", door=cora)
        db.session.commit()


def tel(app: Flask, ids: dict[str, UUID], tel_vragen) -> dict[tuple[str, str], int]:
    """Return the number of statements of each page that answers 200, by endpoint and role."""
    aantallen = {}
    for weg in wegen(app):
        if "GET" not in weg.methoden or weg.recht is None:
            continue
        namen = weg.regel.arguments - {"gemeente"}
        waarden = {naam: ids.get(naam.removesuffix("_id"), WOORDEN.get(naam)) for naam in namen}
        if None in waarden.values():
            continue
        for rol in weg.rollen:
            klant = Klant(app, rol)
            with tel_vragen() as gestuurd:
                antwoord = klant.browser.get(klant.url(weg.endpoint, **waarden))
            if antwoord.status_code == 200:
                aantallen[weg.endpoint, str(rol)] = len(gestuurd)
    return aantallen


@pytest.mark.traag
def test_geen_pagina_vraagt_meer_dan_de_grens_ook_niet_als_er_meer_is(app, maak, tel_vragen):
    weinig = tel(app, vul(app, maak, 1), tel_vragen)
    veel = tel(app, vul(app, maak, 6), tel_vragen)
    assert len(veel) > 40
    assert {pagina: aantal for pagina, aantal in veel.items() if aantal > GRENS} == {}
    # A region that appears once there is something to show may cost a query or two; a row may not.
    assert {pagina: (weinig[pagina], aantal) for pagina, aantal in veel.items() if aantal > weinig[pagina] + 2} == {}
