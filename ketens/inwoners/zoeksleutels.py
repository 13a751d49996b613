"""The blind index: from a value to the words by which it is found, and from a word to its keyed hash.

A name is folded to how it sounds over the phone: Meijer and Meyer, Dekker and Decker, Jansen and Janssen are one. What
is stored is the hash of each beginning of three letters and more, so that somebody is found while the name is typed.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any, cast
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Connection,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Table,
    delete,
    event,
    insert,
    inspect,
    select,
)
from sqlalchemy.orm import Mapped, mapped_column

from ketens.inwoners.models import Inwoner
from ketens.kern.db import Model, db, nieuw_id
from ketens.kern.gemeente import VanGemeente, van_gemeente
from ketens.kern.versleuteling import sleutelbos, zoekhash
from ketens.kern.zicht import via

# Where a resident without a row of their own yet keeps the keys that are to come.
WACHT = "_wachtende_zoeksleutels"
KORTST, LANGST = 3, 12
# First names tell people with one surname apart; few letters are enough for that.
LANGST_VOORNAAM = 6
# Words that stand before a surname; nobody needs them to be found.
_STAAN_ERVOOR = (
    "van de der den het t te ten ter tot op in aan bij onder over uit voor d s la le du des von zu zur el al"
)
TUSSENVOEGSELS = frozenset(_STAAN_ERVOOR.split())
# Letters that Unicode does not take apart into a base and an accent.
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
_KLANK = (("ij", "y"), ("ph", "f"), ("ck", "k"))
# Jansen or Janssen is not to be heard. Doubled vowels are: Bom is not Boom.
_DUBBEL = re.compile(r"([bcdfghjklmnpqrstvwxz])\1+")
# What ties the parts of one word: O'Brien, and the middle dot of Paral·lel, which Unicode folds Ŀ to.
_APOSTROF = re.compile("['’‘`´ʼ·]")
_GRENS = re.compile(r"[\W_]+")


class Zoeksleutel(Model, VanGemeente):
    """A keyed hash by which a sealed value is found: date of birth, beginnings of the surname, phone, postcode, BSN."""

    __table_args__ = (Index("ix_zoeksleutel_hash", "hash", "inwoner_id"),)

    gemeente_id: Mapped[UUID] = van_gemeente(index=False)
    inwoner_id: Mapped[UUID] = mapped_column(ForeignKey("inwoner.id"), index=True)
    soort: Mapped[str] = mapped_column(String(12))
    hash: Mapped[bytes] = mapped_column(LargeBinary)
    sleutel: Mapped[str] = mapped_column(String(32))

    @classmethod
    def zichtbaar_voor(cls, wie: Any) -> ColumnElement[bool]:
        """Seen with the resident."""
        return via(cls.inwoner_id, Inwoner, wie)


# Some fifteen a resident, and nothing else hangs on them: plain rows, as objects they were a sixth of sending.
_VOEG_TOE = insert(cast("Table", Zoeksleutel.__table__))


def vouw(tekst: str) -> str:
    """Return `tekst` in small letters without accents; punctuation stays."""
    if tekst.isascii():
        return tekst.lower()
    los = unicodedata.normalize("NFKD", tekst.casefold())
    return "".join(teken for teken in los if not unicodedata.combining(teken)).casefold().translate(_LETTERS)


def klank(woord: str) -> str:
    """Return a folded word as it sounds: ij as y, ph as f, ck as k, doubled consonants once."""
    for schrift, klinkt in _KLANK:
        woord = woord.replace(schrift, klinkt)
    return _DUBBEL.sub(r"\1", woord)


def woorden(tekst: str) -> list[str]:
    """Return the folded words of a name; a hyphen parts them, an apostrophe does not (O'Brien is obrien)."""
    return [woord for woord in _GRENS.split(_APOSTROF.sub("", vouw(tekst))) if woord]


def zonder_tussenvoegsels(delen: list[str]) -> list[str]:
    """Leave out van, de, der ...; when there is nothing else they are the name."""
    return [deel for deel in delen if deel not in TUSSENVOEGSELS] or delen


def delen_van(naam: str) -> list[str]:
    """Return the parts by which a surname is found: each of a double name, and what an apostrophe ties also loose."""
    heel = woorden(naam)
    los = [woord for woord in _GRENS.split(vouw(naam)) if len(woord) >= KORTST]
    return list(dict.fromkeys(zonder_tussenvoegsels(heel) + zonder_tussenvoegsels(los)))


def beginnen(deel: str, langst: int = LANGST) -> set[str]:
    """Return every beginning of three typed letters and more, as it sounds.

    Both of the typed beginning and of the sound of the whole: `dic` and `dik` lead to Dick.
    """
    heel = klank(deel)
    getypt = {klank(deel[:eind])[:langst] for eind in range(KORTST, len(deel) + 1)}
    return getypt | {heel[:eind] for eind in range(KORTST, min(len(heel), langst) + 1)}


def telefoonsleutel(nummer: str) -> str:
    """Return the last nine digits: the same for 0612345678, +31612345678 and 0031612345678."""
    return re.sub(r"\D", "", nummer)[-9:]


def _namen(inwoner: Inwoner) -> Iterator[tuple[str, str]]:
    for deel in delen_van(inwoner.achternaam or ""):
        yield "achternaam", klank(deel)
        yield from (("begin", begin) for begin in beginnen(deel))
    namen = woorden(inwoner.voornaam or "")
    for naam in namen:
        yield "voornaam", klank(naam)[:LANGST_VOORNAAM]
        yield from (("voornaam", begin) for begin in beginnen(naam, LANGST_VOORNAAM))
    if namen:
        yield "voorletter", namen[0][0]


def waarden_van(inwoner: Inwoner) -> set[tuple[str, str]]:
    """Return (soort, waarde) of all by which this resident is found."""
    gevonden = set(_namen(inwoner))
    if inwoner.geboortedatum:
        gevonden.add(("geboren", inwoner.geboortedatum.isoformat()))
    if inwoner.postcode:
        gevonden.add(("postcode", inwoner.postcode))
        if inwoner.huisnummer:
            gevonden.add(("adres", adressleutel(inwoner.postcode, inwoner.huisnummer)))
    gevonden |= {("telefoon", telefoonsleutel(nummer)) for nummer in (inwoner.telefoon, inwoner.telefoon2) if nummer}
    if inwoner.email:
        gevonden.add(("email", vouw(inwoner.email)))
    if inwoner.bsn:
        gevonden.add(("bsn", inwoner.bsn))
    return gevonden


def adressleutel(postcode: str, huisnummer: str) -> str:
    """Return postcode and the digits of the house number: 12, 12a and 12-1 are one front door to look at."""
    cijfers = re.match(r"\d*", huisnummer.strip())
    return f"{postcode} {cijfers[0] if cijfers else ''}"


def leg_aan(inwoner: Inwoner) -> None:
    """Bring the search keys of a resident up to date. Of a new one they are written with the row itself."""
    # A daughter calls back too, but her number does not make two residents one: a kind of its own. So is a safe number,
    # which may be a neighbour's.
    nummers = [naaste.telefoon for naaste in inwoner.contactpersonen]
    nummers += [inwoner.veilig_contact.telefoon] if inwoner.veilig_contact else []
    naasten = {("naaste", telefoonsleutel(nummer)) for nummer in nummers if nummer}
    bos = sleutelbos()
    nodig = {zoekhash(soort, waarde, bos.zoek): soort for soort, waarde in waarden_van(inwoner) | naasten}
    if not inspect(inwoner).persistent:
        inwoner.__dict__[WACHT] = (bos.zoek_id, nodig)
        return
    # Whoever brings these keys up to date does so alone: two would each leave theirs. Who only points here passes.
    db.session.execute(select(Inwoner.id).where(Inwoner.id == inwoner.id).with_for_update(key_share=True))
    staat = set(db.session.scalars(select(Zoeksleutel.hash).where(Zoeksleutel.inwoner_id == inwoner.id)))
    if over := staat - nodig.keys():
        _haal_weg(Zoeksleutel.inwoner_id == inwoner.id, Zoeksleutel.hash.in_(over))
    _schrijf(db.session.connection(), inwoner, bos.zoek_id, {hash_: nodig[hash_] for hash_ in nodig.keys() - staat})


def haal_weg(inwoner: Inwoner) -> None:
    """Let nobody find this resident any more."""
    inwoner.__dict__.pop(WACHT, None)
    _haal_weg(Zoeksleutel.inwoner_id == inwoner.id)


def _haal_weg(*welke: ColumnElement[bool]) -> None:
    db.session.execute(delete(Zoeksleutel).where(*welke).execution_options(synchronize_session=False))


@event.listens_for(Inwoner, "after_insert")
def _bij_een_nieuwe(_mapper: object, verbinding: Connection, inwoner: Inwoner) -> None:
    _schrijf(verbinding, inwoner, *inwoner.__dict__.pop(WACHT, ("", {})))


def _schrijf(verbinding: Connection, inwoner: Inwoner, zoek_id: str, hashes: Mapping[bytes, str]) -> None:
    vast = {"gemeente_id": inwoner.gemeente_id, "inwoner_id": inwoner.id, "sleutel": zoek_id}
    rijen = [{**vast, "id": nieuw_id(), "soort": soort, "hash": hash_} for hash_, soort in hashes.items()]
    if rijen:
        verbinding.execute(_VOEG_TOE, rijen)
