"""The number of queries of a page has one bound, for every role that may open it and however much there is."""

from uuid import UUID

import pytest
from flask import Flask

from tests.bouwkunde.bedrijvig import vul, waarden
from tests.bouwkunde.routes import wegen
from tests.klant import Klant

# Begin, hat, page, log row and commit included.
GRENS = 26
# Pages that count a keten anew: a statement for each fact, two years at once, whatever there is to count. The chapter
# of the monitor tells four years, and outside each of those goes through what hides small counts.
TELT = {
    "rapportage.dashboard": 30,
    "rapportage.overzicht": 30,
    "monitor.jaar": 60,
    "monitor.openbaar": 140,
    "publicaties.openbaar": 60,
    "rapportage.jaren": 60,
}


def tel(app: Flask, ids: dict[str, UUID], tel_vragen) -> dict[tuple[str, str], int]:
    """Return the number of statements of each page that answers 200, by endpoint and role."""
    aantallen = {}
    for weg in wegen(app):
        if "GET" not in weg.methoden or weg.recht is None:
            continue
        if (plaats := waarden(weg, ids)) is None:
            continue
        for rol in weg.rollen:
            klant = Klant(app, rol)
            with tel_vragen() as gestuurd:
                antwoord = klant.browser.get(klant.url(weg.endpoint, **plaats))
            if antwoord.status_code == 200:
                aantallen[weg.endpoint, str(rol)] = len(gestuurd)
    return aantallen


@pytest.mark.traag
def test_geen_pagina_vraagt_meer_dan_de_grens_ook_niet_als_er_meer_is(app, maak, tel_vragen):
    weinig = tel(app, vul(app, maak, 1), tel_vragen)
    veel = tel(app, vul(app, maak, 6), tel_vragen)
    assert len(veel) > 40
    assert {pagina: aantal for pagina, aantal in veel.items() if aantal > TELT.get(pagina[0], GRENS)} == {}
    # A region that appears once there is something to show may cost a query or two; a row may not.
    assert {pagina: (weinig[pagina], aantal) for pagina, aantal in veel.items() if aantal > weinig[pagina] + 2} == {}
