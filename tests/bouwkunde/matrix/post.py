"""Sending forms: with the token of this session, on a database that is laid back when something was changed."""

import re
from collections.abc import Iterator
from typing import Any, Self
from urllib.parse import urlsplit
from uuid import UUID

from ketens.rechten import Rol
from tests.bouwkunde.matrix.formulieren import Formulieren, Velden, lees
from tests.bouwkunde.matrix.lopen import Stap, Wandelaar, Wandeling
from tests.bouwkunde.matrix.opstelling import Kijker, Opstelling
from tests.bouwkunde.matrix.ploeg import Relatie
from tests.bouwkunde.matrix.verhaal import Verhaal
from tests.bouwkunde.routes import Weg
from tests.klant import Klant

# What a page holds anew each time: the token and the id of a form.
EENMALIG = re.compile(r'<input[^>]*name="(?:csrf_token|formulier_id)"[^>]*>')
# Ends the session that walks: who sends on is signed in anew.
UITLOGGEN = "gebruikers.uitloggen"


class Post:
    """One person who sends forms, and an eye on what they change."""

    def __init__(self, opstelling: Opstelling, rol: Wandelaar) -> None:
        self.opstelling, self.rol = opstelling, rol

    def __enter__(self) -> Self:
        self.formulieren = van_iedereen(self.opstelling)
        self._open()
        self.wandeling = Wandeling(self.opstelling, self.rol, self.kijker)
        self.voor = self.kijker.stand()
        self._rijen = {tabel: self.kijker.rijen(tabel) for tabel in self.voor}
        # The rows that the last form made or changed.
        self.nieuw: list[str] = []
        return self

    def __exit__(self, *_: object) -> None:
        self._kijk.__exit__(None, None, None)

    def _open(self) -> None:
        self._kijk = self.opstelling.kijk()
        self.kijker: Kijker = self._kijk.__enter__()

    def herstel(self) -> None:
        """Lay the database back as the stories left it."""
        self._kijk.__exit__(None, None, None)
        self.opstelling.ververs()
        self._open()
        self.wandeling.kijker = self.kijker

    def wegen(self) -> Iterator[Weg]:
        """Every route that takes a POST."""
        return self.wandeling.wegen("POST")

    def verstuur(
        self,
        weg: Weg,
        relatie: Relatie,
        velden: dict[str, Any],
        *,
        koppen: dict[str, str] | None = None,
        methode: str = "POST",
        pad: str | None = None,
    ) -> Stap:
        """Send these fields with the token of this session, unless they bear one of their own; a change is undone."""
        data = {"csrf_token": self.wandeling.klant.token, **velden} if methode == "POST" else None
        stap = self.wandeling.vraag(weg, relatie, methode=methode, data=data, koppen=koppen, pad=pad)
        self.nieuw = []
        if stap.status < 400 and self.rol:
            na = self.kijker.stand()
            if anders := [tabel for tabel in na if na[tabel] != self.voor[tabel]]:
                self.nieuw = [rij for tabel in anders for rij in self.kijker.rijen(tabel) - self._rijen[tabel]]
                self.herstel()
            if weg.endpoint == UITLOGGEN:
                self.herstel()
                self.wandeling.klant = Klant(self.opstelling.app, self.rol)
        return stap

    def aangeboden(self, weg: Weg, naam: str) -> list[str]:
        """Return what the form of this hat offers in a field."""
        formulier = self.formulieren.get((self.rol, weg.endpoint))
        return [*formulier.gegeven.get(naam, ()), *formulier.keuzes.get(naam, ())] if formulier and self.rol else []

    def ids(self, tabel: str, verhaal: Verhaal) -> UUID:
        """Return the id of a row of somebody in this story; of the form that made it, where the row keeps that."""
        kolom = "formulier_id" if tabel in ("verwijzing", "aanvulling") else "id"
        return next(id_ for wie in verhaal.inwoners.values() for id_ in self.kijker.ids(tabel, kolom, wie))

    def velden(self, weg: Weg) -> Velden:
        """Return the fields of this route's own page, filled in; none where no page has a form for it."""
        anderen = (self.formulieren[rol, weg.endpoint] for rol in Rol if (rol, weg.endpoint) in self.formulieren)
        formulier = self.formulieren.get((self.rol, weg.endpoint)) or next(anderen, None)
        velden = formulier.ingevuld() if formulier else {}
        velden.pop("csrf_token", None)
        return velden

    def ongewild(self) -> list[str]:
        """Return what changed in the tables although nothing may have, and lay it back."""
        na = self.kijker.stand()
        anders = [tabel for tabel in na if na[tabel] != self.voor[tabel]]
        if anders:
            self.herstel()
        return [f"de tabel {tabel} is gewijzigd door wat geweigerd is" for tabel in anders]


def van_iedereen(opstelling: Opstelling) -> Formulieren:
    """Return the form of every unsafe route, from the pages of each hat that may open them; read once."""
    if not opstelling.formulieren:
        for rol in Rol:
            with opstelling.kijk() as kijker:
                opstelling.formulieren |= _van(Wandeling(opstelling, rol, kijker), rol)
    return opstelling.formulieren


def _van(wandeling: Wandeling, rol: Rol) -> Formulieren:
    gevonden: Formulieren = {}
    for weg in wandeling.wegen("GET"):
        if rol not in weg.rollen:
            continue
        stap = wandeling.vraag(weg, Relatie.EIGEN)
        if stap.status == 200 and stap.antwoord.mimetype == "text/html":
            for formulier in lees(stap.antwoord.get_data(as_text=True), stap.pad):
                endpoint, _ = wandeling.adressen.match(urlsplit(formulier.naar).path, method="POST")
                gevonden.setdefault((rol, str(endpoint)), formulier)
    return gevonden
