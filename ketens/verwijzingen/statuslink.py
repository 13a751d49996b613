"""A link that says how a verwijzing stands, for a verwijzer who doesn't sign in (besluit 0022).

Signed, for a while, and never more than the coarse state. Whether the resident agrees is asked when it is opened: who
takes the consent back makes every link say nothing more.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask import current_app, url_for
from sqlalchemy import select

from ketens.catalogus import Keten
from ketens.gebruikers.wie import Wie
from ketens.inwoners.models import herkenbaar
from ketens.kern.db import db
from ketens.kern.klok import vandaag
from ketens.kern.versleuteling import onthoud
from ketens.kern.zegel import lees_zegel, verzegel
from ketens.rechten import Recht
from ketens.trajecten.instellingen import Keteninstelling, instelling
from ketens.verwijzingen.models import Verwijzing
from ketens.verwijzingen.stand import Stand
from ketens.verwijzingen.terugkoppelen import Gehoor, hoort
from ketens.verwijzingen.verlopen import standen
from ketens.verwijzingen.wijze import PER_STAP, wijzen_van, zoals_gewenst

DOEL = "status"
# What each state means to who referred, without group, reason or day.
UITLEG = {
    "ontvangen": "Wij bekijken de verwijzing.",
    "aangenomen": "Wij zoeken met de inwoner naar wat past.",
    "gesproken": "Er is een gesprek geweest met de inwoner.",
    "geweigerd": "De verwijzing is niet aangenomen.",
    "wachtlijst": "De inwoner staat op de wachtlijst.",
    "geplaatst": "De inwoner heeft een plek.",
    "gestart": "De inwoner doet mee.",
    "afgerond": "De inwoner is klaar.",
    "gestopt": "De inwoner doet niet meer mee.",
    "niet_bereikt": "Het lukte niet om de inwoner te bereiken.",
    "ander_traject": "De inwoner krijgt andere hulp.",
    "ingetrokken": "De verwijzing is ingetrokken.",
}


@dataclass(frozen=True, slots=True)
class Link:
    """What a link says: which verwijzing, and the last day on which it opens."""

    gemeente_id: UUID
    verwijzing_id: UUID
    tot: date


@dataclass(frozen=True, slots=True)
class Beeld:
    """What the page shows."""

    kenmerk: str
    keten: Keten
    stand: Stand
    uitleg: str
    instelling: Keteninstelling | None
    tot: date


@dataclass(frozen=True, slots=True)
class Statuslink:
    """A link to give away, and until when it opens."""

    adres: str
    tot: date


def mag_geven(verwijzing: Verwijzing, wie: Wie) -> bool:
    """Tell whether this hat may give the verwijzer a link: who typed it for another, or who coordinates."""
    if verwijzing.organisatie_id is None or verwijzing.id not in hoort([verwijzing.id]):
        return False
    typte = wie.organisatie_id == verwijzing.ingevoerd_door_organisatie_id
    voor_ander = verwijzing.organisatie_id != verwijzing.ingevoerd_door_organisatie_id or bool(verwijzing.namens)
    return wie.mag(Recht.VERWIJZING_BEOORDELEN) or (typte and voor_ander)


def maak(verwijzing: Verwijzing) -> Statuslink:
    """Return a link for who referred; ask `mag_geven` first."""
    instellingen = current_app.extensions["ketens"]
    tot = vandaag() + instellingen.statuslink_geldt
    token = verzegel(DOEL, [verwijzing.gemeente_id.hex, verwijzing.id.hex, tot.isoformat()])
    if instellingen.adres:
        return Statuslink(instellingen.adres + url_for("openbaar.status", token=token), tot)
    return Statuslink(url_for("openbaar.status", token=token, _external=True), tot)


def lees(token: str | None) -> Link | None:
    """Return what a link says, or None when it was not made here or has expired."""
    inhoud = lees_zegel(DOEL, token, 3)
    if inhoud is None:
        return None
    link = Link(UUID(inhoud[0]), UUID(inhoud[1]), date.fromisoformat(inhoud[2]))
    return link if vandaag() <= link.tot else None


def beeld(link: Link) -> Beeld | None:
    """Return how it stands, as the practice wishes to hear, or None: the resident doesn't agree (any more).

    Notes whose it is, for the log.
    """
    bekend = select(Verwijzing).where(Verwijzing.id == link.verwijzing_id, herkenbaar(Verwijzing.inwoner_id))
    verwijzing = db.session.scalars(bekend).one_or_none()
    if verwijzing is None or verwijzing.id not in hoort([verwijzing.id]):
        return None
    onthoud(verwijzing.inwoner_id)
    wijze = wijzen_van(verwijzing.organisatie_id).get(verwijzing.keten_code, PER_STAP)
    gehoord = standen([verwijzing], {verwijzing.id: Gehoor(hoort=True)})[verwijzing.id]
    stand = zoals_gewenst(gehoord, wijze, vandaag())[-1]
    uitleg = UITLEG.get(stand.code, "")
    return Beeld(verwijzing.kenmerk, verwijzing.keten, stand, uitleg, instelling(verwijzing.keten_code), link.tot)
