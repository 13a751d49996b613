"""Who works in a gemeente of the benchmark: organisaties, accounts, hats and the settings of the keten."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from bench.mensen import Plaats
from ketens.gebruikers.models import Account, Gemeente, Lidmaatschap, Organisatie, OrganisatieSoort
from ketens.kern.db import nieuw_id
from ketens.kern.klok import nu
from ketens.rechten import Rol
from ketens.trajecten.instellingen import Keteninstelling, Ketenpartner

KETEN, KETEN_VERSIE = "valpreventie", 2
WACHTWOORD = "Bench-ketens-2026"
TELEFOON = "+31742658600"
S = OrganisatieSoort

Rijen = dict[Any, list[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Persoon:
    """An account with one hat."""

    id: UUID
    naam: str
    rol: Rol
    organisatie_id: UUID


@dataclass(slots=True)
class Bezetting:
    """A gemeente with its people; `rijen` are the rows that make it, by model."""

    gemeente_id: UUID
    eigenaar_id: UUID
    coordinatoren: list[Persoon]
    verwijzers: list[tuple[Persoon, OrganisatieSoort]]
    trainers: list[Persoon]
    rijen: Rijen = field(default_factory=lambda: defaultdict(list))


def bezet(plaats: Plaats, aantal: int, hash_: str) -> Bezetting:
    """Make the people of a gemeente with `aantal` trajecten: a coördinator for every 2,000, a practice for every 8,000
    residents. The first of each is `coordinator.<slug>@bench.example` and `verwijzer.<slug>@bench.example`."""
    gemeente_id = nieuw_id()
    hier = Bezetting(gemeente_id, nieuw_id(), [], [], [])
    hier.rijen[Gemeente].append(
        {"id": gemeente_id, "slug": plaats.slug, "naam": plaats.naam, "cbs_code": plaats.cbs_code, "telefoon": TELEFOON}
        | {"bsn_aan": False, "is_demo": False}
    )
    _organisatie(hier, hier.eigenaar_id, f"Gemeente {plaats.naam}", S.GEMEENTE, plaats)
    for nr in range(1 + aantal // 2000):
        hier.coordinatoren.append(
            _account(
                hier,
                f"coordinator{nr or ''}.{plaats.slug}",
                "Cora",
                nr=nr,
                werkgever=hier.eigenaar_id,
                rol=Rol.COORDINATOR,
                hash_=hash_,
            )
        )
    soorten = [S.HUISARTSENPRAKTIJK] * max(3, plaats.duizend // 8) + [S.FYSIOTHERAPIE, S.APOTHEEK, S.SPORT, S.WELZIJN]
    for nr, soort in enumerate(soorten):
        organisatie_id = nieuw_id()
        _organisatie(hier, organisatie_id, f"{soort.naam.capitalize()} {plaats.naam} {nr + 1}", soort, plaats)
        wie = _account(
            hier,
            f"verwijzer{nr or ''}.{plaats.slug}",
            "Hanna",
            nr=nr,
            werkgever=organisatie_id,
            rol=Rol.VERWIJZER,
            hash_=hash_,
        )
        hier.verwijzers.append((wie, soort))
    for nr in range(2):
        werkgever = hier.verwijzers[-4][0].organisatie_id
        hier.trainers.append(
            _account(
                hier,
                f"trainer{nr or ''}.{plaats.slug}",
                "Tom",
                nr=nr,
                werkgever=werkgever,
                rol=Rol.TRAINER,
                hash_=hash_,
            )
        )
    hier.rijen[Keteninstelling].append(
        {"id": nieuw_id(), "gemeente_id": gemeente_id, "keten_code": KETEN, "organisatie_id": hier.eigenaar_id}
        | {"actief_vanaf": date(2023, 1, 1), "actief_tot": None, "telefoon": TELEFOON, "termijnen": {}}
    )
    return hier


def _organisatie(hier: Bezetting, id_: UUID, naam: str, soort: OrganisatieSoort, plaats: Plaats) -> None:
    hier.rijen[Organisatie].append(
        {"id": id_, "naam": naam, "soort": soort, "telefoon": TELEFOON, "plaats": plaats.naam}
        | {"agb": None, "gemeente_id": hier.gemeente_id}
    )
    hier.rijen[Ketenpartner].append(
        {"id": nieuw_id(), "gemeente_id": hier.gemeente_id, "keten_code": KETEN, "organisatie_id": id_}
        | {"beoordeelt": soort == S.HUISARTSENPRAKTIJK}
    )


def _account(hier: Bezetting, adres: str, naam: str, *, nr: int, werkgever: UUID, rol: Rol, hash_: str) -> Persoon:
    wie = Persoon(nieuw_id(), f"{naam} Bench {nr + 1}", rol, werkgever)
    hier.rijen[Account].append(
        {"id": wie.id, "email": f"{adres}@bench.example", "naam": wie.naam, "functie": "", "wachtwoord": hash_}
        | {"organisatie_id": werkgever, "geblokkeerd_op": None, "gemaakt_op": nu()}
    )
    hier.rijen[Lidmaatschap].append(
        {"id": nieuw_id(), "account_id": wie.id, "organisatie_id": werkgever, "gemeente_id": hier.gemeente_id}
        | {"rol": rol, "ketens": [KETEN], "vanaf": date(2020, 1, 1), "tot": None}
    )
    return wie
