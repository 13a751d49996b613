"""Every page, for every hat, of every relation: who gets what, and what of whom stands in it.

On PostgreSQL three hats walk, and every hat in the long edition (`make beproeving`): see merken.py.
"""

from typing import Any

from flask import Flask, template_rendered

from tests.bouwkunde.matrix import bord, regels
from tests.bouwkunde.matrix.lopen import Stap, Wandelaar, Wandeling
from tests.bouwkunde.matrix.merken import WANDELAARS
from tests.bouwkunde.matrix.opstelling import Opstelling
from tests.bouwkunde.matrix.ploeg import Relatie
from tests.bron import Bron, SqliteBron
from tests.merken import OP_SQLITE


def kijk_naar(bron: Bron) -> set[Relatie]:
    """On PostgreSQL what differs there: what is one's own, and what is of another gemeente."""
    return set(Relatie) if isinstance(bron, SqliteBron) else {Relatie.EIGEN, Relatie.ELDERS, Relatie.DAAR}


class Sjablonen:
    """Notes which template a page came from."""

    def __init__(self, app: Flask) -> None:
        self.app, self.naam = app, ""
        template_rendered.connect(self._noteer, app)

    def _noteer(self, _app: Flask, template: Any, **_: object) -> None:
        self.naam = template.name or ""

    def blokken(self) -> list[str]:
        """Return the blocks that htmx can ask for."""
        return sorted(self.app.jinja_env.get_template(self.naam).blocks) if self.naam else []


@WANDELAARS
def test_elke_pagina_toont_wat_van_deze_pet_is_en_niets_anders(opstelling: Opstelling, rol: Wandelaar, bron: Bron):
    kolom, fouten = {}, []
    relaties = kijk_naar(bron)
    with opstelling.kijk() as kijker:
        voor = kijker.stand()
        wandeling = Wandeling(opstelling, rol, kijker)
        for weg in wandeling.wegen("GET"):
            tekens = {}
            for relatie in wandeling.relaties(weg):
                if relatie in relaties:
                    stap = wandeling.vraag(weg, relatie)
                    fouten += regels.keur(stap, wandeling.speurder)
                    tekens[relatie] = bord.teken(stap)
            kolom["GET", weg.regel.rule] = bord.cel(tekens)
        assert kijker.stand() == voor, "lezen heeft iets gewijzigd"
    assert not fouten, "\n".join(fouten)
    if isinstance(bron, SqliteBron):
        bord.leg_vast("GET", rol, kolom)
    verschil = bord.verschil("GET", rol, kolom, relaties)
    assert not verschil, "\n".join(verschil)


@OP_SQLITE
@WANDELAARS
def test_elk_fragment_toont_niet_meer_dan_zijn_pagina(opstelling: Opstelling, rol: Wandelaar):
    """Every block that htmx can ask for, of every page that opens; of what does not open, none."""
    fouten: list[str] = []
    sjablonen = Sjablonen(opstelling.app)
    with opstelling.kijk() as kijker:
        voor = kijker.stand()
        wandeling = Wandeling(opstelling, rol, kijker)
        for weg in wandeling.wegen("GET"):
            for relatie in wandeling.relaties(weg):
                if relatie not in (Relatie.EIGEN, Relatie.ELDERS):
                    continue
                sjablonen.naam = ""
                heel = wandeling.vraag(weg, relatie)
                if heel.status in (200, 404) or not rol:
                    for blok in sjablonen.blokken() if heel.status == 200 else ["inhoud"]:
                        fouten += _keur_fragment(wandeling.vraag(weg, relatie, htmx=blok), heel, wandeling)
        assert kijker.stand() == voor, "lezen heeft iets gewijzigd"
    assert not fouten, "\n".join(fouten)


def _keur_fragment(deel: Stap, heel: Stap, wandeling: Wandeling) -> list[str]:
    fouten = regels.keur(deel, wandeling.speurder)
    if meer := deel.sporen - heel.sporen:
        fouten.append(f"{deel} toont wat de hele pagina niet toont: {meer}")
    return fouten
