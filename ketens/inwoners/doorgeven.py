"""Nothing about a resident leaves the organisatie that coordinates, unless the consent to pass data on stands now.

Source: domein 6.1. Who was involved before it was taken back keeps what they had; nobody new hears anything.
"""

from collections.abc import Collection, Iterable
from uuid import UUID

from sqlalchemy import select

from ketens.inwoners.models import Inwoner, Toestemming, ToestemmingSoort
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout

GEEN_TOESTEMMING = (
    "De inwoner gaf geen toestemming om gegevens door te geven, of trok die in. "
    "Vraag het de inwoner opnieuw en leg de toestemming vast bij de inwoner."
)
_SOORT = Toestemming.soort == ToestemmingSoort.DOORGEVEN


def vergrendel(inwoner_ids: Iterable[UUID], keten_code: str) -> set[UUID]:
    """Return whose consent stands, and let nobody take it back before this transaction ends.

    Ask it before any lock on a group or a traject: a withdrawal takes these rows first.
    """
    vraag = (
        select(Toestemming.inwoner_id)
        .where(Toestemming.inwoner_id.in_(list(inwoner_ids)), Toestemming.keten_code == keten_code, _SOORT)
        .where(Toestemming.ingetrokken_op.is_(None))
        .order_by(Toestemming.id)
        .with_for_update(read=True)
    )
    return set(db.session.scalars(vraag))


def eis(inwoner_id: UUID, keten_code: str) -> None:
    """Raise `Domeinfout` when the consent does not stand."""
    if not vergrendel([inwoner_id], keten_code):
        raise Domeinfout(GEEN_TOESTEMMING)


def geldt(inwoner: Inwoner, keten_code: str) -> bool:
    """Tell the same of a resident whose consents are loaded: for lists, that ask nothing row by row."""
    return any(
        rij.soort == ToestemmingSoort.DOORGEVEN and rij.keten_code == keten_code and not rij.ingetrokken_op
        for rij in inwoner.toestemmingen
    )


def ingetrokken(
    inwoner_ids: Iterable[UUID], keten_code: str, organisaties: Collection[UUID] | None = None
) -> set[UUID]:
    """Return the residents who gave this consent and have none left that stands.

    With `organisaties` only what was asked through these: another verwijzer's consent does not speak for this one.
    """
    vraag = select(Toestemming.inwoner_id, Toestemming.ingetrokken_op).where(
        Toestemming.inwoner_id.in_(list(inwoner_ids)), Toestemming.keten_code == keten_code, _SOORT
    )
    if organisaties is not None:
        vraag = vraag.where(Toestemming.organisatie_id.in_(list(organisaties)))
    rijen = db.session.execute(vraag).all()
    return {inwoner_id for inwoner_id, _ in rijen} - {inwoner_id for inwoner_id, op in rijen if op is None}
