"""What puts a mail in the outbox, and what takes it out again. None of it commits, and none of it sends."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import nu
from ketens.kern.mailadres import is_mailadres
from ketens.post.models import Mail, is_open

# One line, of a length that a mail client shows.
MEESTE_TEKENS = 150

# What must follow when a mail was given up: see `bij_mislukken`.
BIJ_MISLUKKEN: list[Callable[[Mail], None]] = []


def bij_mislukken(volg: Callable[[Mail], None]) -> Callable[[Mail], None]:
    """Register what a higher feature does when a mail could not be delivered, in that transaction. A decorator too."""
    BIJ_MISLUKKEN.append(volg)
    return volg


def mail(
    *,
    aan: str,
    sleutel: str,
    onderwerp: str,
    inhoud: str,
    inwoner_id: UUID | None = None,
    niet_voor: datetime | None = None,
    nieuw: bool = False,
    geheim: str | None = None,
) -> Mail:
    """Put a mail in the outbox; it goes out when the transaction of the caller has committed, and not before.

    `sleutel` names the fact that it tells: asked for twice it is one mail (`nieuw`: it was made up just now, so nobody
    looks for it). Neither `onderwerp` nor `inhoud` holds personal data of a resident. `geheim` comes where `inhoud`
    says `GEHEIM`: kept sealed, and no longer than needed. Raises `Domeinfout` when the address is none, or a header
    would hold a line break.
    """
    bestaand = select(Mail).where(Mail.sleutel == sleutel)
    if not nieuw and (al := db.session.scalars(bestaand).one_or_none()):
        return al
    if not is_mailadres(aan):
        raise Domeinfout("Dit e-mailadres klopt niet.", veld="email")
    if not onderwerp.isprintable() or len(onderwerp) > MEESTE_TEKENS:
        raise Domeinfout("Een onderwerp is één regel.", veld="onderwerp")
    rij = Mail(sleutel=sleutel, onderwerp=onderwerp, inhoud=inhoud, inwoner_id=inwoner_id, niet_voor=niet_voor or nu())
    rij.aan, rij.geheim = aan, geheim
    db.session.add(rij)
    return rij


def annuleer(inwoner_id: UUID, reden: str) -> int:
    """Take what waits for this resident out of the outbox, and return how much that was."""
    wachtend = list(db.session.scalars(select(Mail).where(Mail.inwoner_id == inwoner_id, *is_open()).with_for_update()))
    for rij in wachtend:
        annuleer_mail(rij, reden)
    return len(wachtend)


def annuleer_mail(rij: Mail, reden: str) -> None:
    """Take one mail out of the outbox; one that went out already stays as it is."""
    if rij.verzonden_op is None and rij.mislukt_op is None:
        rij.geannuleerd_op, rij.geannuleerd_reden, rij.geheim = rij.geannuleerd_op or nu(), reden, None


def probeer_opnieuw(rij: Mail) -> None:
    """Put a mail that was given up in the outbox again, with all its tries."""
    if rij.mislukt_op is None:
        raise Domeinfout("Deze e-mail is niet mislukt.")
    rij.mislukt_op, rij.fout, rij.pogingen, rij.niet_voor = None, None, 0, nu()
