"""Sending forms: with the token of this session, on a database that is laid back when something was changed."""

from collections.abc import Iterator
from typing import Any, Self
from urllib.parse import urlsplit

from ketens.rechten import Rol
from tests.bouwkunde.matrix import formulieren
from tests.bouwkunde.matrix.formulieren import Formulier, Velden
from tests.bouwkunde.matrix.lopen import Stap, Wandelaar, Wandeling
from tests.bouwkunde.matrix.opstelling import Kijker, Opstelling
from tests.bouwkunde.matrix.ploeg import Relatie
from tests.bouwkunde.routes import Weg


class Post:
    """One person who sends forms, and an eye on what they change."""

    def __init__(self, opstelling: Opstelling, rol: Wandelaar) -> None:
        self.opstelling, self.rol = opstelling, rol

    def __enter__(self) -> Self:
        self.formulieren = van_iedereen(self.opstelling)
        self._open()
        self.wandeling = Wandeling(self.opstelling, self.rol, self.kijker)
        self.voor = self.kijker.stand()
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
        self, weg: Weg, relatie: Relatie, velden: dict[str, Any], *, koppen: dict[str, str] | None = None
    ) -> Stap:
        """Send these fields with the token of this session, unless they bear one of their own; a change is undone."""
        data = {"csrf_token": self.wandeling.klant.token, **velden}
        stap = self.wandeling.vraag(weg, relatie, methode="POST", data=data, koppen=koppen)
        if stap.status < 400:
            self.na = self.kijker
            if self.kijker.stand() != self.voor:
                self.herstel()
        return stap

    def velden(self, weg: Weg) -> Velden:
        """Return the fields of this route's own page, filled in; none where no page has a form for it."""
        formulier = self.formulieren.get(weg.endpoint)
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


def van_iedereen(opstelling: Opstelling) -> dict[str, Formulier]:
    """Return the form of every unsafe route, from the pages of whoever may open them; read once."""
    if opstelling.formulieren is None:
        gevonden: dict[str, Formulier] = {}
        for rol in Rol:
            with opstelling.kijk() as kijker:
                gevonden = _van(Wandeling(opstelling, rol, kijker)) | gevonden
        opstelling.formulieren = gevonden
    return opstelling.formulieren


def _van(wandeling: Wandeling) -> dict[str, Formulier]:
    gevonden = {}
    for weg in wandeling.wegen("GET"):
        if wandeling.rol not in weg.rollen:
            continue
        stap = wandeling.vraag(weg, Relatie.EIGEN)
        if stap.status == 200 and stap.antwoord.mimetype == "text/html":
            for formulier in formulieren.lees(stap.antwoord.get_data(as_text=True), stap.pad):
                endpoint, _ = wandeling.adressen.match(urlsplit(formulier.naar).path, method="POST")
                gevonden.setdefault(endpoint, formulier)
    return gevonden
