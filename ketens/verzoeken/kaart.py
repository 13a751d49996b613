"""What is given of each table and column, and why not: `inzage.toml`, read once and held against all models.

A table that is not there, or a column that is neither given nor left out with a reason, is an error: of the tests when
a table or column is new, and of the app before it makes a file that leaves something out without saying so.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import inspect

from ketens.kern.db import REGISTER

BESTAND = Path(__file__).with_name("inzage.toml")
VELDEN = frozenset({"hoofdstuk", "kop", "via", "geeft", "weg", "zelf", "teksten", "schuil", "niet"})
# Why a representative does not get where a resident with a safe contact is to be found.
SCHUIL = "veilig"


@dataclass(frozen=True, slots=True)
class Tabelplan:
    """One table: under which heading, and per column the words or the reason why not. `niet`: all of it, and why."""

    naam: str
    niet: str = ""
    hoofdstuk: str = ""
    kop: str = ""
    via: str = "inwoner_id"
    geeft: Mapping[str, str] = field(default_factory=dict)
    weg: Mapping[str, str] = field(default_factory=dict)
    zelf: tuple[str, ...] = ()
    teksten: tuple[str, ...] = ()
    schuil: tuple[str, ...] = ()

    def kolommen(self, *, alleen_zelf: bool, schuilt: bool) -> tuple[str, ...]:
        """Return what is given: all, or what the resident told us; of who hides from whoever asks less."""
        gegeven = self.zelf if alleen_zelf else tuple(self.geeft)
        return tuple(kolom for kolom in gegeven if not (schuilt and kolom in self.schuil))


@dataclass(frozen=True, slots=True)
class Kaart:
    """All of it."""

    hoofdstukken: Mapping[str, str]
    redenen: Mapping[str, str]
    tabellen: Mapping[str, Tabelplan]
    overal: Mapping[str, str]

    def weg(self, tabel: str, *, schuilt: bool = False) -> dict[str, str]:
        """Return the columns of this table that are not given, with the code of the reason."""
        plan = self.tabellen[tabel]
        kolommen = kolommen_van(tabel)
        gewoon = {kolom: reden for kolom, reden in self.overal.items() if kolom in kolommen and kolom not in plan.geeft}
        return gewoon | dict(plan.weg) | (dict.fromkeys(plan.schuil, SCHUIL) if schuilt else {})

    def gegeven(self) -> Iterator[Tabelplan]:
        """Return the tables that are given, in the order of the chapters."""
        volgorde = list(self.hoofdstukken)
        gegeven = [plan for plan in self.tabellen.values() if not plan.niet]
        yield from sorted(gegeven, key=lambda plan: volgorde.index(plan.hoofdstuk))


@cache
def kaart() -> Kaart:
    """Return what stands in the file."""
    ruw = tomllib.loads(BESTAND.read_text(encoding="utf-8"))
    tabellen = {naam: _plan(naam, velden) for naam, velden in ruw["tabellen"].items()}
    hoofdstukken = {een["code"]: een["kop"] for een in ruw["hoofdstukken"]}
    return Kaart(hoofdstukken, ruw["redenen"], tabellen, ruw["overal"])


def _plan(naam: str, velden: Mapping[str, Any]) -> Tabelplan:
    if onbekend := velden.keys() - VELDEN:
        raise ValueError(f"inzage.toml, {naam}: {', '.join(sorted(onbekend))} kennen wij niet.")
    rijen = {veld: tuple(velden[veld]) for veld in ("zelf", "teksten", "schuil") if veld in velden}
    return Tabelplan(naam, **{**velden, **rijen})


def klasse_van(tabel: str) -> Any:
    """Return the model of a table."""
    return next(klasse for naam, klasse in _modellen() if naam == tabel)


def _modellen() -> Iterator[tuple[str, Any]]:
    for mapper in REGISTER.mappers:
        yield mapper.class_.__tablename__, mapper.class_


def kolommen_van(tabel: str) -> set[str]:
    """Return the names of its columns, as the database has them."""
    return {kolom.name for kolom in inspect(klasse_van(tabel)).local_table.columns}


def gaten() -> list[str]:
    """Return what nobody decided on, or decided on twice, or what is not there any more: "tabel", or "tabel.kolom"."""
    stand, namen = kaart(), {naam for naam, _ in _modellen()}
    fout = [f"{tabel}: staat niet in inzage.toml" for tabel in namen - stand.tabellen.keys()]
    fout += [f"{tabel}: is er niet" for tabel in stand.tabellen.keys() - namen]
    for tabel in namen & stand.tabellen.keys():
        fout += _gaten_in(tabel, stand)
    return sorted(fout)


def _gaten_in(tabel: str, stand: Kaart) -> list[str]:
    plan, kolommen = stand.tabellen[tabel], kolommen_van(tabel)
    if plan.niet:
        return [] if plan.niet in stand.redenen else [f"{tabel}: de reden {plan.niet} is er niet"]
    weg = stand.weg(tabel)
    fout = [f"{tabel}.{kolom}: niet gegeven en geen reden" for kolom in kolommen - plan.geeft.keys() - weg.keys()]
    fout += [f"{tabel}.{kolom}: is er niet" for kolom in (plan.geeft.keys() | plan.weg.keys()) - kolommen]
    fout += [f"{tabel}.{kolom}: gegeven en weggelaten" for kolom in plan.geeft.keys() & plan.weg.keys()]
    fout += [
        f"{tabel}.{kolom}: geen kolom die gegeven wordt"
        for kolom in {*plan.zelf, *plan.teksten, *plan.schuil} - set(plan.geeft)
    ]
    fout += [
        f"{tabel}.{kolom}: de reden {reden} is er niet" for kolom, reden in weg.items() if reden not in stand.redenen
    ]
    return fout
