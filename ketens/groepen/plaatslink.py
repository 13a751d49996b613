"""A link with which a resident answers an offer, without an account. It names the offer and nothing else.

It goes in the letter and in the mail. What it opens says a group, a day and a place, and nobody's name.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from flask import current_app

from ketens.groepen.plaatsen import Plaatsaanbod
from ketens.kern.gemeente import huidige_gemeente
from ketens.kern.klok import vandaag
from ketens.kern.zegel import lees_zegel, verzegel

DOEL = "plaats"
# An offer has an end of its own, that runs from when it was heard of; this is when the paper in a drawer stops opening.
LINK_GELDT = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Plaatslink:
    """What a link says."""

    gemeente_id: UUID
    aanbod_id: UUID


def token_van(aanbod: Plaatsaanbod) -> str:
    """Return the signed word that stands in the address."""
    gemeente_id = huidige_gemeente()
    if gemeente_id is None:
        raise LookupError("Een aanbod is van een gemeente.")
    return verzegel(DOEL, [_kort(gemeente_id), _kort(aanbod.id), (vandaag() + LINK_GELDT).toordinal()])


def link_naar(aanbod: Plaatsaanbod) -> str | None:
    """Return the whole address, or None where this installation does not know its own: then there is no link."""
    adres = current_app.extensions["ketens"].adres
    return f"{adres}/plaats/{token_van(aanbod)}" if adres else None


def lees(token: str | None) -> Plaatslink | None:
    """Return what a link says, or None when it was not made here or is too old."""
    inhoud = lees_zegel(DOEL, token, 3)
    if inhoud is None or vandaag().toordinal() > inhoud[2]:
        return None
    return Plaatslink(_lang(inhoud[0]), _lang(inhoud[1]))


def _kort(id_: UUID) -> str:
    """Return an id as short as a QR code likes it."""
    return urlsafe_b64encode(id_.bytes).rstrip(b"=").decode()


def _lang(tekst: str) -> UUID:
    return UUID(bytes=urlsafe_b64decode(tekst + "=="))
