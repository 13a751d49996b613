"""Finding residents by their search keys; only those whom the asker may see, and nothing that hints at others."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from ketens.gebruikers.wie import Wie
from ketens.inwoners.models import Inwoner, Zoeksleutel
from ketens.inwoners.overzichten import toont_bsn
from ketens.inwoners.zoeksleutels import vouw, waarden_van
from ketens.inwoners.zoekvraag import Eis, Onduidelijk, lees
from ketens.kern.db import db
from ketens.kern.versleuteling import zoekhash

MEESTE = 50
# Of these, one resident has at most a few in common with another by chance.
KENMERKEND = ("geboren", "achternaam", "telefoon", "postcode", "voorletter")


@dataclass(frozen=True)
class Treffers:
    """What a search found, by name. `zin` says what to type when it could not be searched for."""

    inwoners: tuple[Inwoner, ...] = ()
    meer: bool = False
    zin: str | None = None

    @property
    def telling(self) -> str:
        """How many, in a sentence."""
        if self.meer:
            return f"Meer dan {MEESTE} inwoners gevonden. U ziet er {MEESTE}. Typ ook een voornaam of geboortedatum."
        return {0: "Geen inwoners gevonden.", 1: "1 inwoner gevonden."}.get(
            len(self.inwoners), f"{len(self.inwoners)} inwoners gevonden."
        )


def zoek(tekst: str, wie: Wie) -> Treffers:
    """Return the residents that meet everything typed: at most 50, sorted by name. Two queries at most."""
    try:
        eisen = lees(tekst, met_bsn=toont_bsn(wie))
    except Onduidelijk as fout:
        return Treffers(zin=fout.zin)
    ander = aliased(Inwoner)
    # Who turned out to be someone else leads there.
    gevonden = select(func.coalesce(ander.zelfde_als_id, ander.id)).where(*(_voldoet(ander.id, eis) for eis in eisen))
    vraag = select(Inwoner).where(Inwoner.id.in_(gevonden), Inwoner.zichtbaar_voor(wie)).limit(MEESTE + 1)
    inwoners = db.session.scalars(vraag).all()
    return Treffers(tuple(op_naam(inwoners[:MEESTE])), meer=len(inwoners) > MEESTE)


def _voldoet(inwoner_id: InstrumentedAttribute[UUID], eis: Eis) -> ColumnElement[bool]:
    hashes = [zoekhash(soort, waarde) for soort, waarde in sorted(eis)]
    return inwoner_id.in_(select(Zoeksleutel.inwoner_id).where(Zoeksleutel.hash.in_(hashes)))


def op_naam(inwoners: Iterable[Inwoner]) -> list[Inwoner]:
    """Return residents sorted by surname, first name and date of birth. Opens their cells: only for who is shown."""
    return sorted(
        inwoners, key=lambda wie: (vouw(wie.achternaam or ""), vouw(wie.voornaam or ""), str(wie.geboortedatum))
    )


def mogelijk_dezelfde(inwoner: Inwoner, wie: Wie) -> list[Inwoner]:
    """Return who may be the same person, of those that `wie` may see, likeliest first; found without opening a cell.

    Same date of birth and one of surname (by sound), phone or postcode; or same surname, initial and phone or postcode.
    """
    eigen = [(soort, zoekhash(soort, waarde)) for soort, waarde in waarden_van(inwoner) if soort in KENMERKEND]
    naamgenoten = select(Zoeksleutel.inwoner_id).where(
        Zoeksleutel.hash.in_([hash_ for soort, hash_ in eigen if soort == "achternaam"])
    )
    gelijk = db.session.execute(
        select(Zoeksleutel.inwoner_id, Zoeksleutel.soort)
        .join(Inwoner, Inwoner.id == Zoeksleutel.inwoner_id)
        .where(Zoeksleutel.hash.in_([hash_ for _, hash_ in eigen]), Inwoner.id != inwoner.id)
        # An initial tells something next to a surname only; by itself it is one in ten.
        .where(or_(Zoeksleutel.soort != "voorletter", Zoeksleutel.inwoner_id.in_(naamgenoten)))
        .where(Inwoner.zelfde_als_id.is_(None), Inwoner.zichtbaar_voor(wie))
    )
    soorten: dict[UUID, set[str]] = defaultdict(set)
    for inwoner_id, soort in gelijk:
        soorten[inwoner_id].add(soort)
    lijken = {id_: len(gedeeld) for id_, gedeeld in soorten.items() if lijkt(gedeeld)}
    kandidaten = db.session.scalars(select(Inwoner).where(Inwoner.id.in_(lijken)))
    return sorted(kandidaten, key=lambda ander: (-lijken[ander.id], ander.id))[:MEESTE]


def lijkt(gedeeld: set[str]) -> bool:
    """Tell whether sharing these makes it likely that two records are one person."""
    bereik = bool(gedeeld & {"telefoon", "postcode"})
    if "geboren" in gedeeld:
        return bereik or "achternaam" in gedeeld
    return bereik and {"achternaam", "voorletter"} <= gedeeld
