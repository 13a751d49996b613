"""A house with a key file of its own over the database of the test, and a look at everything that is sealed in it."""

import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import select

from ketens.cli import cli
from ketens.kern import sleutels
from ketens.kern.db import REGISTER, db
from ketens.kern.gemeente import VanGemeente, in_gemeente
from ketens.kern.sleutelproef import verzegelde_velden
from ketens.kern.versleuteling import open_bytes, sleutel_van
from ketens.sleutels import nakijken, ronde
from ketens.sleutels.werken import werk
from tests import wereld
from tests.bron import Bron, maak_app, sluit

GEMEENTEN = (None, wereld.id_van("borne"), wereld.id_van("tubbergen"))
Cellen = dict[tuple[str, str, UUID], bytes]


@dataclass
class Huis:
    """The application with its keys; `cellen` and `inhoud` look past everything at all gemeenten."""

    app: Flask
    omgeving: dict[str, str]

    @property
    def bestand(self) -> Path:
        """The key file."""
        return Path(self.omgeving["KETENS_DATA"]) / "sleutels"

    @contextmanager
    def binnen(self, gemeente: str | None = "borne") -> Iterator[None]:
        """Look at one gemeente; what is changed must be committed here."""
        with self.app.app_context(), in_gemeente(wereld.id_van(gemeente) if gemeente else None):
            try:
                yield
            finally:
                db.session.rollback()
                db.session.remove()

    def opdracht(self, *woorden: str) -> Result:
        """Give a command."""
        return CliRunner().invoke(cli, woorden, obj=lambda: self.app)

    def roteer(self, soort: str | None = None) -> None:
        """Make a new key of this kind, or of each."""
        uitkomst = self.opdracht("sleutels", "roteer", *(["--soort", soort] if soort else []))
        assert uitkomst.exit_code == 0, uitkomst.output + uitkomst.stderr

    def een_stap(self) -> bool:
        """Do one handful."""
        with self.app.app_context():
            return ronde.een_stap()

    def maak_af(self) -> None:
        """Work until nothing is left."""
        with self.app.app_context():
            while werk():
                pass

    def werk_na(self) -> None:
        """Let the worker walk past everything that no start looks at."""
        with self.app.app_context():
            while nakijken.kijk_na():
                pass

    def cellen(self) -> Cellen:
        """Return every sealed cell as it is stored."""
        gevonden: Cellen = {}
        with self.app.app_context():
            for mapper in REGISTER.mappers:
                waar = GEMEENTEN[1:] if issubclass(mapper.class_, VanGemeente) else GEMEENTEN[:1]
                for gemeente_id in waar if verzegelde_velden(mapper.class_) else ():
                    with in_gemeente(gemeente_id):
                        gevonden |= _cellen(mapper.class_)
                        db.session.rollback()
        return gevonden

    def inhoud(self) -> Cellen:
        """Return what stands in every cell; each must open."""
        return {
            (tabel, veld, id_): open_bytes(cel, tabel, veld, id_) for (tabel, veld, id_), cel in self.cellen().items()
        }

    def onder(self) -> Counter[str]:
        """Count cells by key."""
        return Counter(sleutel_van(cel) for cel in self.cellen().values())


def _cellen(klasse: type) -> Cellen:
    velden = sorted(verzegelde_velden(klasse))
    vraag = select(klasse.id, *(getattr(klasse, f"{veld}_cel") for veld in velden))
    return {
        (klasse.__tablename__, veld, id_): cel
        for id_, *cellen in db.session.execute(vraag)
        for veld, cel in zip(velden, cellen, strict=True)
        if cel is not None
    }


@pytest.fixture
def huis(app: Flask, bron: Bron, tmp_path: Path) -> Iterator[Huis]:
    """The house; afterwards the keys of before lie there again."""
    eerder = sleutels._bossen[:1]
    omgeving = {**bron.omgeving, "KETENS_DATA": str(tmp_path / "instance")}
    Path(omgeving["KETENS_DATA"]).mkdir()
    shutil.copy(Path(bron.omgeving["KETENS_DATA"]) / "sleutels", Path(omgeving["KETENS_DATA"]) / "sleutels")
    eigen = maak_app(omgeving)
    yield Huis(eigen, omgeving)
    sluit(eigen)
    for bos in eerder:
        sleutels.neem_sleutels(bos)


@pytest.fixture
def mensen(huis: Huis, maak) -> Callable[..., list[UUID]]:
    """`mensen(30)` makes so many residents of Borne, each to be found by a name and a number of their own."""

    def doe(aantal: int, gemeente: str = "borne") -> list[UUID]:
        from datetime import date

        from ketens.inwoners import handelingen as inwoners

        with huis.binnen(gemeente):
            ids = []
            for nr in range(aantal):
                inwoner = inwoners.maak_inwoner(
                    voornaam=f"Voor{LETTERS[nr % 26]}{LETTERS[nr // 26 % 26]}",
                    achternaam=f"Ach{LETTERS[nr % 26]}o{LETTERS[nr // 26 % 26]}aman",
                    geboortedatum=date(1930 + nr % 40, 1 + nr % 12, 1 + nr % 28),
                    telefoon=f"+3161{nr:07d}",
                    postcode=f"7621{LETTERS[nr % 26].upper()}{LETTERS[nr // 26 % 26].upper()}",
                    huisnummer=str(nr + 1),
                )
                inwoners.betrek(
                    inwoner,
                    organisatie_id=wereld.id_van(f"gemeente-{gemeente}"),
                    keten_code=wereld.KETEN,
                    grond="verwijzing",
                )
                ids.append(inwoner.id)
            db.session.commit()
        return ids

    return doe


LETTERS = "abcdefghijklmnopqrstuvwxyz"
