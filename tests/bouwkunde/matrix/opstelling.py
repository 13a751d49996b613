"""The stories in a database, laid back in milliseconds; and a look at that database past the house."""

import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b
from importlib import import_module
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg

from ketens.catalogus import laden
from ketens.kern.db import Basis
from ketens.onderdelen import MODELLEN
from tests import wereld
from tests.bouwkunde.matrix import ploeg, verhalen
from tests.bouwkunde.matrix.formulieren import Formulieren
from tests.bron import WERKER, Bron, PostgresBron, SqliteBron
from tests.terugleggen import Kopie

# What an answer may leave behind though nothing was changed: that it was given, that someone was here, that they tried.
SPOREN = {"logregel", "logregel_inwoner", "logkop", "sessie", "aanmeldpoging", "beurten", "uitdaging"}
for _naam in MODELLEN:  # a table knows the tables that it leads to once all of them are there
    import_module(f"ketens.{_naam}.models")
TABELLEN = [tabel.name for tabel in Basis.metadata.sorted_tables]

EIGEN_VAN_WELZIJN = """
zelf_openen = true
keuze_instrumenten = ["dejong_gierveld6@1", "positieve_gezondheid@1"]
hulpvragen = [{ code = "wonen", naam = "Wonen" }, { code = "financien", naam = "Geld" }]
"""
GESPREKKEN = """
[[stappen]]
code = "gesprekken"
naam = "Gesprekken"
uitleg = "Praat met de inwoner."
soort = "gesprekken"
rol = "welzijnscoach"
opent_na = ["intake"]
"""


@contextmanager
def met_twee_ketens(map_: Path) -> Iterator[None]:
    """Let the catalogue know a second keten, for as long as this lasts: the first one under another name.

    It is the newest version of that other keten, with what only that one has: gesprekken and instruments to choose.
    """
    doel = map_ / "ketens" / f"{ploeg.WELZIJN}-2.toml"
    if not doel.exists():
        doel.parent.mkdir(parents=True, exist_ok=True)
        tekst = (laden.EIGEN / "ketens" / f"{ploeg.VALPREVENTIE}-1.toml").read_text(encoding="utf-8")
        wissels = (
            ('code = "valpreventie"', f'code = "{ploeg.WELZIJN}"'),
            ("versie = 1", f"versie = 2\n{EIGEN_VAN_WELZIJN}"),
            ("Valpreventie", "Welzijnsketen"),
            ('spuk_onderdeel = "valpreventie"', f'spuk_onderdeel = "{ploeg.WELZIJN}"'),
            ("herkomst = [", 'herkomst = [{ code = "praktijkagenda", naam = "Agenda" },'),
            ("# --- Instrumenten", f"{GESPREKKEN}\n# --- Instrumenten"),
        )
        for oud, nieuw in wissels:
            tekst = tekst.replace(oud, nieuw, 1)
        # The flows of data of that keten stand in a file of its own, that knows no groups and no beoordelingen.
        andere = r'\[\[stromen]]\ncode = "(?:verzoek_beoordeling|antwoord_beoordeling|groep)".*?(?=\[\[)'
        tekst = re.sub(andere, "", tekst, flags=re.DOTALL)
        doel.write_text(tekst, encoding="utf-8")
    was = list(laden._gekozen)
    laden._gekozen[:] = [map_]
    laden.catalogus.cache_clear()
    try:
        yield
    finally:
        laden._gekozen[:] = was
        laden.catalogus.cache_clear()


class Opstelling:
    """Every story, told once in this database; `ververs` lays them back, `momenten` are the database along the way."""

    def __init__(self, bron: Bron) -> None:
        self.bron, self.app = bron, bron.app
        self.formulieren: Formulieren = {}
        bron.ververs()
        with self.app.app_context():
            ploeg.maak_ploeg()
            self.bewaar("begin")
            self.verhalen = verhalen.vertel(list(ploeg.BEZETTINGEN), daarna=self.bewaar)

    def bewaar(self, moment: str) -> None:
        """Keep the database as it stands now."""
        self.bron.sluit()
        if isinstance(self.bron, SqliteBron):
            with sqlite3.connect(self.bron.pad / "ketens.db") as verbinding:
                verbinding.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            verbinding.close()
            shutil.copy(self.bron.pad / "ketens.db", self.bron.pad / f"{moment}.db")
        elif moment == LAATSTE:
            self.bron.cluster.gooi_weg(f"verhalen_{WERKER}")
            self.bron.cluster.kloon(self.bron.naam, f"verhalen_{WERKER}")
            self.kopie = Kopie(self.bron.cluster, f"verhalen_{WERKER}", self.bron.naam)

    def ververs(self, moment: str = "") -> None:
        """Lay the database back as it stood behind the last story, or behind that of `moment`."""
        if isinstance(self.bron, SqliteBron):
            self.bron.sluit()
            for rest in ("-wal", "-shm"):
                (self.bron.pad / f"ketens.db{rest}").unlink(missing_ok=True)
            shutil.copy(self.bron.pad / f"{moment or LAATSTE}.db", self.bron.pad / "ketens.db")
        else:
            self.kopie.ververs()
        wereld.nu_gezien(self.app)

    def sluit(self) -> None:
        """Let go of the database."""
        if isinstance(self.bron, PostgresBron):
            self.kopie.sluit()

    @contextmanager
    def kijk(self) -> "Iterator[Kijker]":
        """Look at the database past the house, its sluice and its locks."""
        if isinstance(self.bron, PostgresBron):
            with self.bron.cluster.als_superuser(self.bron.naam) as verbinding:
                yield Kijker(verbinding)
            return
        rauw = sqlite3.connect(self.bron.pad / "ketens.db", isolation_level=None)
        try:
            yield Kijker(rauw)
        finally:
            rauw.close()


LAATSTE = list(ploeg.BEZETTINGEN)[-1]


class Kijker:
    """What stands in the tables."""

    def __init__(self, verbinding: "sqlite3.Connection | psycopg.Connection[Any]") -> None:
        self._verbinding = verbinding
        self._gelezen = self._hoogste()

    def stand(self) -> dict[str, tuple[int, str]]:
        """Return the number of rows of each table and a digest of all that stands in it."""
        return {tabel: self._tabel(tabel) for tabel in TABELLEN if tabel not in SPOREN}

    def rijen(self, tabel: str) -> set[str]:
        """Return every row of a table, as text with the names of its columns."""
        antwoord = self._verbinding.execute(f'select * from "{tabel}"')
        kolommen = [kolom[0] for kolom in antwoord.description or ()]
        return {repr(dict(zip(kolommen, rij, strict=True))) for rij in antwoord}

    def ids(self, tabel: str, kolom: str, inwoner_id: UUID) -> list[UUID]:
        """Return what stands in a column of the rows about one resident."""
        waar = f"replace(cast(inwoner_id as varchar(40)), '-', '') = '{inwoner_id.hex}'"
        return [UUID(str(rij[0])) for rij in self._verbinding.execute(f'select {kolom} from "{tabel}" where {waar}')]

    def nieuw_in_het_log(self) -> list[tuple[int, set[UUID]]]:
        """Return what the log got since the last time: the outcome of each row, and the residents it names."""
        vraag = "select id, uitkomst from logregel where id > {} order by id"
        gevonden = [tuple(rij) for rij in self._verbinding.execute(vraag.format(self._gelezen))]
        mensen = "select inwoner_id from logregel_inwoner where logregel_id = {}"
        regels = []
        for logregel_id, uitkomst in gevonden:
            ids = {UUID(str(rij[0])) for rij in self._verbinding.execute(mensen.format(logregel_id))}
            regels.append((uitkomst, ids))
            self._gelezen = logregel_id
        return regels

    def _hoogste(self) -> int:
        return next(iter(self._verbinding.execute("select coalesce(max(id), 0) from logregel")))[0]

    def _tabel(self, tabel: str) -> tuple[int, str]:
        rijen = sorted(repr(rij) for rij in self._verbinding.execute(f'select * from "{tabel}"'))
        return len(rijen), blake2b("\n".join(rijen).encode(), digest_size=8).hexdigest()
