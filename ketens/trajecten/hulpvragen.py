"""What someone asks for: one main question, and others beside it, in the codes of the keten and in their own words."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, select, text
from sqlalchemy.orm import Mapped, mapped_column

from ketens.catalogus import Onbekend
from ketens.gebruikers.wie import Wie
from ketens.kern.db import Model, db
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import nu
from ketens.kern.versleuteling import Verzegeld
from ketens.trajecten.delen import VanTraject
from ketens.trajecten.models import Traject

GELDT = text("tot IS NULL")


class Hulpvraag(Model, VanTraject):
    """A question of the resident, from a moment on; changed means ended and begun anew."""

    __table_args__ = (
        Index("uq_hulpvraag_geldt", "traject_id", "code", unique=True, sqlite_where=GELDT, postgresql_where=GELDT),
    )

    code: Mapped[str] = mapped_column(String(40))
    hoofd: Mapped[bool]
    # As the resident said it; only where the keten asks for it.
    woorden = Verzegeld[str]()
    sinds: Mapped[datetime] = mapped_column(default=nu)
    tot: Mapped[datetime | None]
    door_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))


def hulpvragen(traject: Traject) -> list[Hulpvraag]:
    """Return what holds now: the main question first, the others in the order of the keten."""
    volgorde: list[str] = [keuze.code for keuze in traject.keten.hulpvragen]
    vraag = select(Hulpvraag).where(Hulpvraag.traject_id == traject.id, Hulpvraag.tot.is_(None))
    return sorted(
        db.session.scalars(vraag),
        key=lambda rij: (not rij.hoofd, volgorde.index(rij.code) if rij.code in volgorde else len(volgorde)),
    )


def leg_hulpvragen_vast(
    traject: Traject, *, hoofd: str, neven: Iterable[str] = (), woorden: str | None = None, door: Wie | None
) -> list[Hulpvraag]:
    """Keep the main question and those beside it; what changed ends now and begins anew, what stayed is left alone.

    `woorden` are the resident's own, with the main question; None leaves what was said before. Raises `Domeinfout`.
    """
    traject.moet_lopen()
    gevraagd = dict.fromkeys(neven, False) | {hoofd: True}
    for code in gevraagd:
        _bestaat(traject, code)
    moment = nu()
    staat = {rij.code: rij for rij in hulpvragen(traject)}
    eerder = next((rij.woorden for rij in staat.values() if rij.hoofd and woorden is None), None)
    for code, rij in staat.items():
        anders = gevraagd.get(code) is not rij.hoofd or (rij.hoofd and woorden not in (None, rij.woorden))
        if anders:
            rij.tot = moment
    db.session.flush()  # the end before the new beginning: a question holds once at a time
    for code, is_hoofd in gevraagd.items():
        if code not in staat or staat[code].tot is not None:
            rij = Hulpvraag(
                inwoner_id=traject.inwoner_id,
                traject_id=traject.id,
                code=code,
                hoofd=is_hoofd,
                sinds=moment,
                door_id=door.account_id if door else None,
            )
            rij.woorden = (woorden or eerder) if is_hoofd else None
            db.session.add(rij)
    db.session.flush()
    return hulpvragen(traject)


def _bestaat(traject: Traject, code: str) -> None:
    try:
        traject.keten.hulpvraag(code)
    except Onbekend as fout:
        raise Domeinfout("Kies een hulpvraag uit de lijst.", veld="hoofd") from fout
