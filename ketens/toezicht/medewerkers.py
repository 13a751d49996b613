"""Who works here, as far as it tells whether they look at someone close: names and a postcode, as keyed hashes.

Compared with the search keys of residents, so that no cell of a resident is opened to find out.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import LargeBinary, Uuid, column, select, values
from sqlalchemy.orm import aliased

from ketens.gebruikers.models import Account, Lidmaatschap
from ketens.inwoners.zoeksleutels import LANGST_VOORNAAM, TUSSENVOEGSELS, Zoeksleutel, delen_van, klank, vouw, woorden
from ketens.kern.db import db
from ketens.kern.gemeente import huidige_gemeente
from ketens.kern.versleuteling import open_cel, sleutelbos, zoekhash, zoekhashes

MEESTE, MEESTE_NAAMGENOTEN = 3000, 2000


@dataclass(frozen=True, slots=True)
class Medewerker:
    """Someone with a hat in this gemeente; `organisaties` are the employer and those of the hats."""

    id: UUID
    naam: str
    functie: str
    organisaties: frozenset[UUID]
    # Each under every search key that lies there; first name and surname under the same one.
    achternaam: frozenset[bytes]
    namen: frozenset[tuple[bytes, bytes]]
    postcode: tuple[bytes, ...]

    @property
    def wie(self) -> str:
        """Name and function."""
        return ", ".join(filter(None, (self.naam, self.functie)))


def medewerkers() -> dict[UUID, Medewerker]:
    """Return who has or had a hat in this gemeente, at most 3000. Two statements."""
    petten = defaultdict(set)
    hier = Lidmaatschap.gemeente_id == huidige_gemeente()
    for account_id, organisatie_id in db.session.execute(
        select(Lidmaatschap.account_id, Lidmaatschap.organisatie_id).where(hier)
    ):
        petten[account_id].add(organisatie_id)
    vraag = (
        select(Account.id, Account.naam, Account.functie, Account.organisatie_id, Account.postcode_cel)  # type: ignore[attr-defined]
        .where(Account.id.in_(select(Lidmaatschap.account_id).where(hier)))
        .order_by(Account.id)
        .limit(MEESTE)
    )
    gevonden = {}
    for id_, naam, functie, werkgever, cel in db.session.execute(vraag):
        namen = _namen(naam)
        gevonden[id_] = Medewerker(
            id=id_,
            naam=naam,
            functie=functie,
            organisaties=frozenset(petten[id_] | {werkgever}),
            achternaam=frozenset(achternaam for achternaam, _ in namen),
            namen=namen,
            postcode=tuple(zoekhashes("postcode", open_cel(cel, "account", "postcode", id_))) if cel else (),
        )
    return gevonden


def _namen(naam: str) -> frozenset[tuple[bytes, bytes]]:
    """Return (part of the surname, first name) as hashes, under each search key."""
    voornaam = klank((woorden(naam) or [""])[0])[:LANGST_VOORNAAM]
    return frozenset(
        (zoekhash("achternaam", klank(deel), zoek), zoekhash("voornaam", voornaam, zoek))
        for zoek in sleutelbos().van("zoek").values()
        for deel in delen_van(achternaam_van(naam))
    )


def achternaam_van(naam: str) -> str:
    """Return the surname within a whole name: from the first «van» or double name on, else the last word."""
    delen = naam.split()
    begin = (nr for nr, deel in enumerate(delen) if nr and ("-" in deel or vouw(deel).rstrip(".") in TUSSENVOEGSELS))
    return " ".join(delen[next(begin, max(len(delen) - 1, 0)) :])


def als_tabel(rijen: list[Any], **kolommen: Any) -> Any:
    """Return rows as a table to join: the search keys lead to the log through their index (as `IN` it took minutes)."""
    return values(*(column(naam, soort) for naam, soort in kolommen.items()), name="gezocht").data(rijen).cte()


def naamgenoten(mensen: Iterable[Medewerker]) -> dict[tuple[UUID, UUID], set[UUID]]:
    """Return who (accounts) of which organisatie a resident is called after, by resident and organisatie.

    By itself, before the log: as one statement the database chose a way through it that took half a minute.
    """
    genoemd = [
        (huis, achternaam, voornaam, mens.id)
        for mens in mensen
        for huis in mens.organisaties
        for achternaam, voornaam in mens.namen
    ]
    if not genoemd:
        return {}
    collega = als_tabel(genoemd, huis=Uuid(), naam=LargeBinary(), voornaam=LargeBinary(), account_id=Uuid())
    voor = aliased(Zoeksleutel)
    vraag = (
        select(Zoeksleutel.inwoner_id, collega.c.huis, collega.c.account_id)
        .join(collega, collega.c.naam == Zoeksleutel.hash)
        .join(voor, (voor.inwoner_id == Zoeksleutel.inwoner_id) & (voor.hash == collega.c.voornaam))
        .limit(MEESTE_NAAMGENOTEN)
    )
    gevonden: dict[tuple[UUID, UUID], set[UUID]] = defaultdict(set)
    for inwoner_id, huis, account_id in db.session.execute(vraag):
        gevonden[inwoner_id, huis].add(account_id)
    return gevonden
