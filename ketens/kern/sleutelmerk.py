"""A mark of each key that this database knows: a wrong key refuses to start, and shows no damage (besluit 0019).

A mark also remembers whether anything may stand under its key, so that a start need not look for it (besluit 0046).
"""

import hashlib
import hmac
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import LargeBinary, String, UniqueConstraint, inspect, select
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Mapped, mapped_column

from ketens.kern.db import Model, alleen_lezen, db
from ketens.kern.fouten import Instelfout
from ketens.kern.klok import nu
from ketens.kern.sleutelproef import gemeenten, past_niet, vreemde_sleutel
from ketens.kern.sleutels import SOORTEN, Sleutelbos

INSTELLING = {"gegevens": "KETENS_SLEUTELS", "zoek": "KETENS_ZOEKSLEUTEL", "log": "KETENS_LOGSLEUTEL"}
ANDERS = "De sleutel {} in {} is een andere dan die van deze database. Zet de sleutel terug die erbij hoort."
KWIJT = "De sleutel {} ontbreekt in {}, en deze database heeft hem nodig. Zet hem terug."

# By kind and id.
Welke = tuple[str, str]


class Sleutelmerk(Model):
    """An HMAC of a fixed text under one key. It tells whether a key is the same, and nothing about the key."""

    __table_args__ = (UniqueConstraint("soort", "sleutel"),)

    # gegevens, zoek or log
    soort: Mapped[str] = mapped_column(String(12))
    sleutel: Mapped[str] = mapped_column(String(32))
    merk: Mapped[bytes] = mapped_column(LargeBinary)
    gezien_op: Mapped[datetime]
    # Something may stand under it: it lies or lay here, and no whole walk has found since that nothing does.
    gebruikt: Mapped[bool] = mapped_column(default=True)
    # When a whole walk last looked what stands under it; nothing: the worker will.
    nagekeken_op: Mapped[datetime | None]
    # It is gone and nothing was left that needed it. The mark stays: no other key may ever bear this id.
    verwijderd_op: Mapped[datetime | None]


def controleer(bos: Sleutelbos, *, alles: bool = False) -> None:
    """Raise `Instelfout` when these are not the keys of this database; remember what is seen for the first time.

    In an application context, with every model imported. A database without tables has nothing to compare with.
    With `alles` the cells themselves tell what is needed, every one of them, and not the marks.
    """
    try:
        if _vergelijk(bos, alles=alles):
            _leg_vast(bos)
    except IntegrityError:  # another process was first: these must be the same keys
        db.session.rollback()
        _vergelijk(bos)
    except OperationalError as fout:
        raise Instelfout("De database is niet te bereiken. Controleer KETENS_DATABASE_URL.") from fout
    finally:
        db.session.remove()
        db.engine.dispose()


def _vergelijk(bos: Sleutelbos, *, alles: bool = False) -> bool:
    """Compare without writing anything; return whether there is something to remember."""
    merk = alleen_lezen.set(True)
    try:
        inzicht, tabel = inspect(db.engine), Sleutelmerk.__tablename__
        if not inzicht.has_table(tabel):
            return False
        # Who brings an older database up to date starts with it as it is: compared then, written down afterwards.
        oud = {kolom["name"] for kolom in inzicht.get_columns(tabel)}.isdisjoint({"gebruikt"})
        bekend = _van_voor_de_rondes() if oud else _bekend()
        _keur(bos, bekend, alles=alles)
        return not oud and _is_nieuws(bos, bekend)
    finally:
        db.session.remove()
        alleen_lezen.reset(merk)


def _bekend() -> dict[Welke, Sleutelmerk]:
    return {(rij.soort, rij.sleutel): rij for rij in db.session.scalars(select(Sleutelmerk))}


def _van_voor_de_rondes() -> dict[Welke, Sleutelmerk]:
    vraag = select(Sleutelmerk.soort, Sleutelmerk.sleutel, Sleutelmerk.merk)
    return {
        (soort, naam): Sleutelmerk(soort=soort, sleutel=naam, merk=waarde, gebruikt=False)
        for soort, naam, waarde in db.session.execute(vraag)
    }


def _keur(bos: Sleutelbos, bekend: dict[Welke, Sleutelmerk], *, alles: bool) -> None:
    """Refuse a key that is another, and one that is needed and not there."""
    nieuw = {naam for soort, naam in _nieuw(bos, bekend) if soort == "gegevens"}
    kwijt = _kwijt(bos, bekend)
    for rij in kwijt:
        if rij.gebruikt and not (alles and rij.soort == "gegevens"):
            raise Instelfout(KWIJT.format(rij.sleutel, INSTELLING[rij.soort]))
    if not (alles or nieuw or any(rij.soort == "gegevens" for rij in kwijt)):
        return
    if naam := vreemde_sleutel(bos, alles=alles):
        raise Instelfout(KWIJT.format(naam, INSTELLING["gegevens"]))
    if naam := past_niet(set(bos.gegevens) if alles else nieuw, alles=alles):
        raise Instelfout(ANDERS.format(naam, INSTELLING["gegevens"]))


def _nieuw(bos: Sleutelbos, bekend: dict[Welke, Sleutelmerk]) -> dict[Welke, bytes]:
    """Return the marks of the keys that the database does not know; raise when one that it knows is another."""
    nieuw = {}
    for (soort, naam), waarde in _merken(bos).items():
        rij = bekend.get((soort, naam))
        if rij is None:
            nieuw[soort, naam] = waarde
        elif not hmac.compare_digest(waarde, rij.merk):
            raise Instelfout(ANDERS.format(naam, INSTELLING[soort]))
    return nieuw


def _merken(bos: Sleutelbos) -> dict[Welke, bytes]:
    return {
        (soort, naam): hmac.digest(sleutel, f"ketens:sleutelmerk:{soort}".encode(), hashlib.sha256)
        for soort in SOORTEN
        for naam, sleutel in bos.van(soort).items()
    }


def _kwijt(bos: Sleutelbos, bekend: dict[Welke, Sleutelmerk]) -> list[Sleutelmerk]:
    """Return what the database knows, does not know to be gone, and is not there."""
    return [
        rij for (soort, naam), rij in sorted(bekend.items()) if not rij.verwijderd_op and naam not in bos.van(soort)
    ]


def _weer_nodig(bos: Sleutelbos, bekend: dict[Welke, Sleutelmerk]) -> list[Sleutelmerk]:
    """Return the marks that deny a key that is back or that writes, and of keys here that nobody looked for."""
    return [
        rij
        for (soort, naam), rij in bekend.items()
        if naam in bos.van(soort)
        and (rij.verwijderd_op or (not rij.gebruikt and (naam == bos.schrijft(soort) or not rij.nagekeken_op)))
    ]


def _is_nieuws(bos: Sleutelbos, bekend: dict[Welke, Sleutelmerk]) -> bool:
    return bool(_nieuw(bos, bekend) or _kwijt(bos, bekend) or _weer_nodig(bos, bekend))


def _leg_vast(bos: Sleutelbos) -> None:
    """Remember what `_keur` let pass: no start looks again for a key that is missing and that nothing needs."""
    merk(bos)
    for rij in _kwijt(bos, _bekend()):
        rij.verwijderd_op, rij.gebruikt = nu(), False
    db.session.commit()


def is_gemerkt(bos: Sleutelbos) -> bool:
    """Tell whether the marks say of every key that lies here that something may stand under it. Raises `Instelfout`."""
    bekend = _bekend()
    return not (_nieuw(bos, bekend) or _weer_nodig(bos, bekend))


def merk(bos: Sleutelbos) -> None:
    """See to it that every key here has its mark, in the transaction that is open. Raises `Instelfout`."""
    bekend = _bekend()
    # Where nobody lives nothing stands under any key.
    leeg = None if gemeenten(1) else nu()
    for (soort, naam), waarde in _nieuw(bos, bekend).items():
        db.session.add(Sleutelmerk(soort=soort, sleutel=naam, merk=waarde, gezien_op=nu(), nagekeken_op=leeg))
    for rij in _weer_nodig(bos, bekend):
        rij.gebruikt, rij.nagekeken_op, rij.verwijderd_op = True, None, None
    db.session.flush()


def nagekeken(soort: str, gebruikt: Iterable[str], niet: Iterable[str]) -> list[str]:
    """Remember, in the open transaction, what a whole walk found; return what was gone and is needed after all."""
    terug = []
    for naam, nodig in {**dict.fromkeys(niet, False), **dict.fromkeys(gebruikt, True)}.items():
        rij = db.session.scalars(select(Sleutelmerk).filter_by(soort=soort, sleutel=naam)).one_or_none()
        if rij is None:
            continue
        if nodig and rij.verwijderd_op:
            terug.append(naam)
            rij.verwijderd_op = None
        rij.gebruikt, rij.nagekeken_op = nodig, nu()
    return terug
