"""One life, and how its resident comes in: rows for bulk inserts, not handelingen.

Cells are sealed and search keys are made by the app's own code, so that every page reads them as if they were typed in.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from random import Random
from typing import Any
from uuid import UUID

from bench.bezetting import Bezetting, Rijen
from bench.mensen import Mens, Plaats
from ketens.inwoners.models import Bereik, Geslacht, Inwoner
from ketens.inwoners.zoeksleutels import Zoeksleutel, waarden_van
from ketens.kern.db import nieuw_id
from ketens.kern.versleuteling import sleutelbos, verzegel, zoekhash


@dataclass(slots=True)
class Leven:
    """What one life is made with, and the rows it gave."""

    kans: Random
    hier: Bezetting
    plaats: Plaats
    nu: datetime
    rijen: Rijen = field(default_factory=lambda: defaultdict(list))

    def rij(self, model: Any, **velden: Any) -> UUID:
        """Add a row of this gemeente; sealed fields are given in plain text under `zegel`."""
        id_: UUID = velden.pop("id", None) or nieuw_id()
        zegel = velden.pop("zegel", {})
        tabel = model.__tablename__
        cellen = {naam: verzegel(tekst, tabel, naam, id_) if tekst else None for naam, tekst in zegel.items()}
        self.rijen[model].append({"id": id_, "gemeente_id": self.hier.gemeente_id, **velden, **cellen})
        return id_

    def inwoner(self, mens: Mens) -> UUID:
        """Add a resident with their search keys."""
        id_ = self.rij(
            Inwoner,
            zegel={
                "voornaam": mens.voornaam,
                "tussenvoegsel": mens.tussenvoegsel,
                "achternaam": mens.achternaam,
                "geboortedatum": mens.geboren.isoformat(),
                "straat": mens.straat,
                "huisnummer": mens.huisnummer,
                "postcode": mens.postcode,
                "plaats": self.plaats.naam,
                "telefoon": mens.telefoon,
            },
            geboortejaar=mens.geboren.year,
            geslacht=Geslacht.VROUW if mens.vrouw else Geslacht.MAN,
            pc4=mens.postcode[:4],
            bereik=Bereik.BELLEN,
            is_demo=True,
            gemaakt_op=self.nu,
            versie=1,
        )
        sleutel = sleutelbos().zoek_id
        for soort, hash_ in _hashes(mens, self.hier.gemeente_id):
            self.rij(Zoeksleutel, inwoner_id=id_, soort=soort, hash=hash_, sleutel=sleutel)
        return id_

    def kies(self, gewogen: dict[str, int]) -> str:
        """Return one of the keys, by weight."""
        return self.kans.choices(list(gewogen), list(gewogen.values()))[0]


@dataclass(frozen=True, slots=True)
class Bekend:
    """The fields that search keys are made of, in plain text; `waarden_van` reads them as it reads a resident."""

    voornaam: str = ""
    achternaam: str = ""
    geboortedatum: date | None = None
    postcode: str = ""
    huisnummer: str = ""
    telefoon: str = ""
    telefoon2: str = ""
    email: str = ""
    bsn: str = ""


def _hashes(mens: Mens, gemeente_id: UUID) -> set[tuple[str, bytes]]:
    eigen = Bekend(
        geboortedatum=mens.geboren, postcode=mens.postcode, huisnummer=mens.huisnummer, telefoon=mens.telefoon
    )
    return (
        _van_naam(Bekend(voornaam=mens.voornaam), gemeente_id)
        | _van_naam(Bekend(achternaam=mens.achternaam), gemeente_id)
        | {(soort, zoekhash(soort, waarde)) for soort, waarde in waarden_van(eigen)}  # type: ignore[arg-type]
    )


@cache
def _van_naam(naam: Bekend, _gemeente_id: UUID) -> frozenset[tuple[str, bytes]]:
    # Names come back, and each gemeente has hashes of its own.
    return frozenset((soort, zoekhash(soort, waarde)) for soort, waarde in waarden_van(naam))  # type: ignore[arg-type]
