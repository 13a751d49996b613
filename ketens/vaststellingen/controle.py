"""Checking what was fixed: its own fingerprint, the one that the access log holds, and that none is missing."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select

from ketens.audit.models import Logregel
from ketens.gebruikers.models import Gemeente
from ketens.kern.db import alleen_lezen, db
from ketens.kern.gemeente import huidige_gemeente, in_gemeente
from ketens.vaststellingen.models import Vaststelling
from ketens.vaststellingen.stand import IN_LOGBOEK, klopt


@dataclass(frozen=True, slots=True)
class Oordeel:
    """What was found in one gemeente; the sentences say what is wrong."""

    gemeente: str
    aantal: int
    fouten: tuple[str, ...]


def controleer() -> Iterator[Oordeel]:
    """Check the gemeenten one by one, without keeping writers waiting."""
    merk = alleen_lezen.set(True)
    try:
        gemeenten = db.session.execute(select(Gemeente.id, Gemeente.naam).order_by(Gemeente.naam)).all()
        db.session.rollback()
        for gemeente_id, naam in gemeenten:
            with in_gemeente(gemeente_id):
                yield _oordeel(naam)
                db.session.rollback()
    finally:
        alleen_lezen.reset(merk)


def _oordeel(naam: str) -> Oordeel:
    rijen = db.session.scalars(select(Vaststelling).order_by(Vaststelling.op, Vaststelling.nr)).all()
    gelogd = _gelogd()
    fouten = [
        f"{_noem(vast)}: de cijfers zijn gewijzigd nadat ze zijn vastgesteld" for vast in rijen if not klopt(vast)
    ]
    bekend = {vast.vingerafdruk for vast in rijen}
    fouten += [
        f"vingerafdruk {weg[:12]} uit het logboek hoort bij niets wat er nu is" for weg in sorted(gelogd - bekend)
    ]
    begin = _begin_van_het_logboek()
    fouten += [
        f"{_noem(vast)}: het logboek weet niet dat dit is vastgesteld"
        for vast in rijen
        if vast.vingerafdruk not in gelogd and vast.op.isoformat() >= begin
    ]
    return Oordeel(naam, len(rijen), tuple(fouten))


def _gelogd() -> set[str]:
    vraag = select(Logregel.reden).where(
        Logregel.keten_id == huidige_gemeente(), Logregel.reden.startswith(IN_LOGBOEK), Logregel.actie != "R"
    )
    return {str(reden).removeprefix(IN_LOGBOEK) for reden in db.session.scalars(vraag)}


def _begin_van_het_logboek() -> str:
    """Return since when the log knows everything: it is cut, year by year."""
    vraag = select(Logregel.nr, Logregel.op).where(Logregel.keten_id == huidige_gemeente()).order_by(Logregel.nr)
    eerste = db.session.execute(vraag.limit(1)).first()
    return eerste.op if eerste and eerste.nr > 1 else ""


def _noem(vast: Vaststelling) -> str:
    return f"{vast.keten_code} {vast.jaar}, keer {vast.nr}"
