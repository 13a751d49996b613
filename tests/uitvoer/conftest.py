"""Two kinds of export that no feature has: many rows, and residents by name."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from ketens.gebruikers.wie import Wie
from ketens.inwoners.models import Inwoner
from ketens.inwoners.overzichten import ziet_allen
from ketens.kern.db import db, nieuw_id
from ketens.kern.fouten import Domeinfout
from ketens.rechten import Recht
from ketens.stukken.cel import Soort
from ketens.stukken.stuk import Hoofdstuk, Kolom, Rij, Stuk, Tabel
from ketens.uitvoer import soorten
from ketens.uitvoer.bouwen import bouw_in
from tests import wereld
from tests.klant import Klant, Pagina


def stuk_van(rijen: list[Rij]) -> Stuk:
    """Return a report of these rows."""
    tabel = Tabel("proef", "Proef", (Kolom("Naam"), Kolom("Aantal", Soort.AANTAL)), rijen)
    return Stuk("proef", "Proef", "", "intern", "Borne", date(2026, 1, 5), (Hoofdstuk("Proef", (tabel,)),), "proef")


def rijen(_wie: Wie, *, keten: str, aantal: int = 3, stuk: bool = False) -> Stuk:
    """As many rows as are asked for."""
    if stuk:
        raise ZeroDivisionError("hier staat de naam Jansen")
    if aantal < 0:
        raise Domeinfout("Zo weinig rijen bestaan niet.")
    return stuk_van([(f"{keten} {nr}", nr) for nr in range(aantal)])


def mensen(wie: Wie, *, keten: str) -> Stuk:
    """Everyone that this hat sees, by name."""
    gezien = db.session.scalars(select(Inwoner).where(Inwoner.zichtbaar_voor(wie)).order_by(Inwoner.id))
    return stuk_van([(f"{een.achternaam} ({keten})", 1) for een in gezien])


def cellen(_wie: Wie, *, keten: str, aantal: int = 3, stuk: bool = False) -> int:
    """What `rijen` would hold: two cells a row."""
    return aantal * 2 if keten and not stuk else 5000


@pytest.fixture(autouse=True)
def proefsoorten(monkeypatch: pytest.MonkeyPatch) -> None:
    """Register both for the length of a test."""
    monkeypatch.setattr(soorten, "SOORTEN", soorten.SOORTEN)
    for code, maker, anders in (
        ("rijen", rijen, {"cellen": cellen}),
        (
            "mensen",
            mensen,
            {"recht": Recht.INWONER_INZIEN, "met_namen": True, "cellen": lambda *_, **__: 5000, "ziet": ziet_allen},
        ),
        ("kort", mensen, {"recht": Recht.INWONER_INZIEN, "met_namen": True}),
    ):
        monkeypatch.setitem(soorten.SOORTEN, code, None)
        del soorten.SOORTEN[code]
        soorten.soort(code, **anders)(maker)


@pytest.fixture
def vraag() -> Callable[..., Pagina]:
    """Ask for a file as the form of a page does."""

    def doe(klant: Klant, soort: str = "rijen", formaat: str = "csv", **velden: Any) -> Pagina:
        velden = {"formulier_id": str(nieuw_id()), "keten": wereld.KETEN, **velden}
        return klant.post("uitvoer.nieuw", {"soort": soort, "formaat": formaat, **velden})

    return doe


@pytest.fixture
def werk(app: Flask) -> Callable[[], int]:
    """Let the worker make what was asked for."""

    def doe() -> int:
        with app.app_context():
            return bouw_in([wereld.id_van("borne")])

    return doe
