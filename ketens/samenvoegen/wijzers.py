"""What points to a resident, found in the models: a table that comes later moves along by itself."""

from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import inspect

from ketens.kern.db import REGISTER, Basis

INWONER = "inwoner"
# What stays with the record it was made for. Search keys: they lead on by `zelfde_als_id`. Emergency access was asked
# for one record and must not open another. A restriction shuts the record that it was laid on: each has one of its own.
# A proposal to destroy is laid down anew. Samenvoegingen tell of records.
BLIJFT = frozenset({"zoeksleutel", "noodtoegang", "beperking", "voorstelregel", "samenvoeging"})
# What decides whose a row is, of the columns that point elsewhere: it hangs on this.
OUDERS = {"traject_id": "traject", "plaatsing_id": "plaatsing", "verwijzing_id": "verwijzing", "verzoek_id": "verzoek"}
# A verwijzing belongs to who was referred, also when it joined the traject of somebody else.
ZELFSTANDIG = frozenset({"verwijzing", "traject"})
# What goes along with the row that points to it.
METGEZELLEN = frozenset({"afname", "taak", "mail", "toestemming"})


class Wijzer(NamedTuple):
    """A column of a model that holds the id of a resident."""

    model: Any
    kolom: str

    @property
    def tabel(self) -> str:
        """The name of the table."""
        naam: str = self.model.__tablename__
        return naam

    @property
    def versie(self) -> str | None:
        """The column that counts changes: who has an older one open is told, and writes nothing over a move."""
        teller = inspect(self.model).version_id_col
        return teller.key if teller is not None else None


@cache
def wijzers() -> tuple[Wijzer, ...]:
    """Return all columns that point to a resident and move with them, what others hang on first."""
    rang = {tabel.name: nr for nr, tabel in enumerate(Basis.metadata.sorted_tables)}
    gevonden = [
        Wijzer(mapper.class_, kolom.key)
        for mapper in REGISTER.mappers
        if mapper.class_.__tablename__ not in BLIJFT
        for kolom in mapper.local_table.columns
        if any(sleutel.column.table.name == INWONER for sleutel in kolom.foreign_keys)
    ]
    return tuple(sorted(gevonden, key=lambda wijzer: (rang[wijzer.tabel], wijzer.kolom)))


def van_inwoners() -> tuple[Wijzer, ...]:
    """Return the columns that say whose a row is."""
    return tuple(wijzer for wijzer in wijzers() if wijzer.kolom == "inwoner_id")


def geef_wijzer(tabel: str) -> Wijzer:
    """Return the column that says whose a row of this table is."""
    return next(wijzer for wijzer in van_inwoners() if wijzer.tabel == tabel)


@cache
def naar_metgezel() -> tuple[tuple[Wijzer, str], ...]:
    """Return the columns by which a row takes another along, with the table of that other."""
    return tuple(
        (Wijzer(wijzer.model, kolom.key), sleutel.column.table.name)
        for wijzer in van_inwoners()
        for kolom in inspect(wijzer.model).local_table.columns
        for sleutel in kolom.foreign_keys
        if sleutel.column.table.name in METGEZELLEN
    )
