"""A mark of each key that this database knows: a wrong key refuses to start, and shows no damage (besluit 0019)."""

import hashlib
import hmac
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import LargeBinary, String, UniqueConstraint, func, inspect, null, select
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Mapped, mapped_column

from ketens.kern.db import REGISTER, Model, alleen_lezen, db
from ketens.kern.fouten import Instelfout
from ketens.kern.gemeente import VanGemeente, in_gemeente
from ketens.kern.klok import nu
from ketens.kern.sleutels import SOORTEN, Sleutelbos
from ketens.kern.versleuteling import Onleesbaar, Verzegeld, celkop, open_cel

INSTELLING = {"gegevens": "KETENS_SLEUTELS", "zoek": "KETENS_ZOEKSLEUTEL", "log": "KETENS_LOGSLEUTEL"}
ANDERS = "De sleutel {} in {} is een andere dan die van deze database. Zet de sleutel terug die erbij hoort."
KWIJT = "De sleutel {} ontbreekt in {}, en deze database heeft hem nodig. Zet hem terug."

Merken = dict[tuple[str, str], bytes]


class Sleutelmerk(Model):
    """An HMAC of a fixed text under one key. It tells whether a key is the same, and nothing about the key."""

    __table_args__ = (UniqueConstraint("soort", "sleutel"),)

    # gegevens, zoek or log
    soort: Mapped[str] = mapped_column(String(12))
    sleutel: Mapped[str] = mapped_column(String(32))
    merk: Mapped[bytes] = mapped_column(LargeBinary)
    gezien_op: Mapped[datetime]
    # Nothing was left that needed it. The mark stays: no other key may ever bear this id.
    verwijderd_op: Mapped[datetime | None]


def controleer(bos: Sleutelbos) -> None:
    """Raise `Instelfout` when these are not the keys of this database; mark the ones that it sees for the first time.

    In an application context, with every model imported. A database without tables has nothing to compare with.
    """
    try:
        _leg_vast(_lees(bos))
    except IntegrityError:  # another process was first: these must be the same keys
        db.session.rollback()
        _lees(bos)
    except OperationalError as fout:
        raise Instelfout("De database is niet te bereiken. Controleer KETENS_DATABASE_URL.") from fout
    finally:
        db.session.remove()
        db.engine.dispose()


def _lees(bos: Sleutelbos) -> Merken:
    merk = alleen_lezen.set(True)
    try:
        inzicht, tabel = inspect(db.engine), Sleutelmerk.__tablename__
        if not inzicht.has_table(tabel):
            return {}
        # Who brings an older database up to date starts with it as it is: compared then, written down afterwards.
        bij = {kolom["name"] for kolom in inzicht.get_columns(tabel)} >= {"verwijderd_op"}
        nieuw = _vergelijk(bos, Sleutelmerk.verwijderd_op if bij else null())
        return nieuw if bij else {}
    finally:
        db.session.remove()
        alleen_lezen.reset(merk)


def _leg_vast(nieuw: Merken) -> None:
    for (soort, naam), waarde in nieuw.items():
        db.session.add(Sleutelmerk(soort=soort, sleutel=naam, merk=waarde, gezien_op=nu()))
    db.session.commit()


def _vergelijk(bos: Sleutelbos, verwijderd_op: Any) -> Merken:
    """Return the marks that this database does not have yet."""
    vraag = select(Sleutelmerk.soort, Sleutelmerk.sleutel, Sleutelmerk.merk, verwijderd_op.label("verwijderd_op"))
    rijen = db.session.execute(vraag).all()
    bekend = {(rij.soort, rij.sleutel): rij.merk for rij in rijen}
    eigen = _merken(bos)
    for (soort, naam), merk in eigen.items():
        if not hmac.compare_digest(merk, bekend.get((soort, naam), merk)):
            raise Instelfout(ANDERS.format(naam, INSTELLING[soort]))
    kwijt = sorted({(rij.soort, rij.sleutel) for rij in rijen if rij.verwijderd_op is None} - eigen.keys())
    for soort, naam in kwijt:
        if soort != "gegevens" and _in_gebruik(soort, naam):
            raise Instelfout(KWIJT.format(naam, INSTELLING[soort]))
    nieuw = {sleutel: merk for sleutel, merk in eigen.items() if sleutel not in bekend}
    if any(soort == "gegevens" for soort, _ in (*nieuw, *kwijt)):
        _keur_cellen(bos, {naam for soort, naam in nieuw if soort == "gegevens"})
    return nieuw


def _merken(bos: Sleutelbos) -> Merken:
    return {
        (soort, naam): hmac.digest(sleutel, f"ketens:sleutelmerk:{soort}".encode(), hashlib.sha256)
        for soort in SOORTEN
        for naam, sleutel in bos.van(soort).items()
    }


def merk(bos: Sleutelbos) -> None:
    """Write the mark of each key that has none yet, in the transaction that is open. Raises `Instelfout`."""
    bekend = {(rij.soort, rij.sleutel): rij.merk for rij in db.session.scalars(select(Sleutelmerk))}
    for (soort, naam), waarde in _merken(bos).items():
        if not hmac.compare_digest(waarde, bekend.get((soort, naam), waarde)):
            raise Instelfout(ANDERS.format(naam, INSTELLING[soort]))
        if (soort, naam) not in bekend:
            db.session.add(Sleutelmerk(soort=soort, sleutel=naam, merk=waarde, gezien_op=nu()))
    db.session.flush()


def _keur_cellen(bos: Sleutelbos, nieuw: set[str]) -> None:
    """Look through the cells, only when a key is new or left out: one under each new key opens, none lacks its key.

    A database from before the marks is found out here too.
    """
    gevonden = velden()
    for gemeente_id in gemeenten():
        with in_gemeente(gemeente_id):
            for klasse, naam in gevonden:
                _keur_veld(klasse, naam, bos, nieuw)
        db.session.rollback()


def _keur_veld(klasse: Any, naam: str, bos: Sleutelbos, nieuw: set[str]) -> None:
    kolom = getattr(klasse, f"{naam}_cel")
    zonder = select(kolom).where(kolom.is_not(None), *(~begint_met(kolom, eigen) for eigen in bos.gegevens)).limit(1)
    if cel := db.session.scalar(zonder):
        raise Instelfout(KWIJT.format(cel[2 : 2 + cel[1]].decode(errors="replace"), INSTELLING["gegevens"]))
    for sleutel in nieuw:
        rij = db.session.execute(select(klasse.id, kolom).where(begint_met(kolom, sleutel)).limit(1)).first()
        if rij and not _gaat_open(klasse.__tablename__, naam, *rij):
            raise Instelfout(ANDERS.format(sleutel, INSTELLING["gegevens"]))


def begint_met(kolom: Any, sleutel: str) -> Any:
    """Tell, as a condition, whether a cell names this key."""
    kop = celkop(sleutel)
    return func.substr(kolom, 1, len(kop), type_=LargeBinary) == kop


def _gaat_open(tabel: str, kolom: str, rij: UUID, cel: bytes) -> bool:
    try:
        open_cel(cel, tabel, kolom, rij)
    except Onleesbaar:
        return False
    return True


def velden() -> list[tuple[Any, str]]:
    """Return every sealed field that the database has, as model and name; an older one has fewer than the models."""
    inzicht = inspect(db.engine)
    gevonden = []
    for klasse in sorted((mapper.class_ for mapper in REGISTER.mappers), key=lambda klasse: klasse.__name__):
        namen = verzegelde_velden(klasse)
        if namen and inzicht.has_table(klasse.__tablename__):
            kolommen = {kolom["name"] for kolom in inzicht.get_columns(klasse.__tablename__)}
            gevonden += [(klasse, naam) for naam in sorted(namen & kolommen)]
    return gevonden


def verzegelde_velden(klasse: type) -> set[str]:
    """Return the names of the sealed fields of a model."""
    return {naam for deel in klasse.__mro__ for naam, veld in vars(deel).items() if isinstance(veld, Verzegeld)}


def gemeenten() -> list[UUID]:
    """Return the ids of all gemeenten."""
    # Whoever owns the gemeenten stands above this package; the foreign key says where they are.
    (naar,) = VanGemeente.gemeente_id.foreign_keys
    tabel = db.metadata.tables[naar.target_fullname.partition(".")[0]]
    gevonden = list(db.session.scalars(select(tabel.c.id)))
    db.session.rollback()
    return gevonden


def _in_gebruik(soort: str, naam: str) -> bool:
    """Tell whether anything was made with this search key or log key."""
    tabel = db.metadata.tables["zoeksleutel" if soort == "zoek" else "logregel"]
    for gemeente_id in (None, *gemeenten()):
        with in_gemeente(gemeente_id):
            gevonden = db.session.execute(select(tabel).where(tabel.c.sleutel == naam).limit(1)).first()
        db.session.rollback()
        if gevonden:
            return True
    return False
