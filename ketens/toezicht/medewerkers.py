"""Who works here, as far as it tells whether they look at someone close: names and a postcode, as keyed hashes.

Compared with the search keys of residents, so that no cell of a resident is opened to find out.
"""

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from ketens.gebruikers.models import Account, Lidmaatschap
from ketens.inwoners.zoeksleutels import LANGST_VOORNAAM, TUSSENVOEGSELS, delen_van, klank, vouw, woorden
from ketens.kern.db import db
from ketens.kern.gemeente import huidige_gemeente
from ketens.kern.versleuteling import open_cel, zoekhash

MEESTE = 3000


@dataclass(frozen=True, slots=True)
class Medewerker:
    """Someone with a hat in this gemeente; `organisaties` are the employer and those of the hats."""

    id: UUID
    naam: str
    functie: str
    organisaties: frozenset[UUID]
    achternaam: frozenset[bytes]
    voornaam: bytes
    postcode: bytes | None

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
    return {
        id_: Medewerker(
            id=id_,
            naam=naam,
            functie=functie,
            organisaties=frozenset(petten[id_] | {werkgever}),
            achternaam=frozenset(zoekhash("achternaam", klank(deel)) for deel in delen_van(achternaam_van(naam))),
            voornaam=zoekhash("voornaam", klank((woorden(naam) or [""])[0])[:LANGST_VOORNAAM]),
            postcode=zoekhash("postcode", open_cel(cel, "account", "postcode", id_)) if cel else None,
        )
        for id_, naam, functie, werkgever, cel in db.session.execute(vraag)
    }


def achternaam_van(naam: str) -> str:
    """Return the surname within a whole name: from the first «van» or double name on, else the last word."""
    delen = naam.split()
    begin = (nr for nr, deel in enumerate(delen) if nr and ("-" in deel or vouw(deel).rstrip(".") in TUSSENVOEGSELS))
    return " ".join(delen[next(begin, max(len(delen) - 1, 0)) :])
