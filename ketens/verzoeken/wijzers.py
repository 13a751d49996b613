"""What an id points to, for someone to whom an id says nothing: an organisatie by name, an employee by what they do.

Names of employees are not given: function and organisatie say who it was about, and the fg can be asked (AVG 15 lid 4).
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import inspect, select

from ketens.aanbod.models import Aanbod
from ketens.gebruikers.models import Account, Organisatie
from ketens.groepen.models import Bijeenkomst, Groep
from ketens.kern.db import db
from ketens.kern.pagina import tijdstip
from ketens.verzoeken.kaart import klasse_van

ONBEKEND = "niet meer bekend"
# What each says of itself; an id of anything else is left out as a number that tells nothing.
NOEMT: dict[str, tuple[Any, Callable[[Any], str]]] = {
    "account": (Account, lambda rij: f"{rij.functie or 'medewerker'}, {rij.organisatie.naam}"),
    "organisatie": (Organisatie, lambda rij: str(rij.naam)),
    "groep": (Groep, lambda rij: str(rij.naam)),
    "bijeenkomst": (Bijeenkomst, lambda rij: tijdstip(rij.begint_op)),
    "aanbod": (Aanbod, lambda rij: str(rij.titel)),
}


class Wijzers:
    """Collects ids while the tables are read, and asks for each kind once."""

    def __init__(self) -> None:
        self._ids: dict[str, set[UUID]] = defaultdict(set)
        self._namen: dict[UUID, str] = {}

    def zoek_op(self, tabel: str, kolommen: Iterable[str], records: Sequence[Any]) -> None:
        """Remember what these rows point to."""
        for kolom in kolommen:
            if (doel := wijst_naar(tabel, kolom)) in NOEMT:
                self._ids[doel or ""] |= {id_ for record in records if (id_ := getattr(record, kolom)) is not None}

    def lees(self) -> None:
        """Ask for all of it."""
        for doel, ids in self._ids.items():
            klasse, noem = NOEMT[doel]
            for rij in db.session.scalars(select(klasse).where(klasse.id.in_(ids))).unique():
                self._namen[rij.id] = noem(rij)

    def in_plaats_van(self, tabel: str, kolom: str, waarde: Any) -> Any:
        """Return the words for an id, or the value itself."""
        if waarde is None or wijst_naar(tabel, kolom) is None:
            return waarde
        return self._namen.get(waarde, ONBEKEND)


@cache
def wijst_naar(tabel: str, kolom: str) -> str | None:
    """Return the table that this column points to, or None."""
    sleutels = inspect(klasse_van(tabel)).local_table.columns[kolom].foreign_keys
    return next((sleutel.target_fullname.partition(".")[0] for sleutel in sleutels), None)
