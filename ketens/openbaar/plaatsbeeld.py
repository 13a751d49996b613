"""What opens behind the link of an offered place: a group, a day and a place, and nobody's name."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from ketens.berichten.models import Bericht
from ketens.groepen.antwoorden import hoe_het_staat
from ketens.groepen.bedenktijd import vervalt_op
from ketens.groepen.models import Groep
from ketens.groepen.plaatsen import Plaatsaanbod, Plaatsing
from ketens.groepen.plaatslink import Plaatslink
from ketens.groepen.wachtlijst import dagdeel_namen
from ketens.inwoners.models import Bereik
from ketens.kern.db import db
from ketens.kern.klok import nu, vandaag
from ketens.kern.versleuteling import onthoud
from ketens.trajecten.instellingen import Keteninstelling, instelling


def aanbod_van(link: Plaatslink) -> Plaatsaanbod | None:
    """Return the offer, or None: it is not here, or who had the link is called instead (a letter or mail not safe).

    Notes whose it is, for the log.
    """
    aanbod = db.session.get(Plaatsaanbod, link.aanbod_id)
    if aanbod is None or aanbod.inwoner.geanonimiseerd_op:
        return None
    kanaal = db.session.scalars(select(Bericht.kanaal).where(Bericht.sleutel == f"aanbod:{aanbod.id}")).one_or_none()
    veilig = aanbod.inwoner.veilig_contact
    if kanaal is None or kanaal is Bereik.BELLEN or (veilig and veilig.verbiedt(kanaal)):
        return None
    onthoud(aanbod.inwoner_id)
    return aanbod


@dataclass(frozen=True, slots=True)
class Beeld:
    """What the page shows: a group, and what became of the offer; nobody's name."""

    groep: Groep
    wanneer: str
    eerste_keer: datetime | None
    uiterlijk: date | None
    antwoord: str | None
    # Why it can't be answered any more, where nobody answered.
    voorbij: str | None
    # Whether they still stand on the waiting list.
    wacht: bool
    kenmerk: str
    instelling: Keteninstelling | None


def beeld(aanbod: Plaatsaanbod) -> Beeld:
    """Return what who has the link may see."""
    groep = aanbod.groep
    komt = [b.begint_op for b in groep.bijeenkomsten if b.afgelast_op is None and b.begint_op > nu()]
    return Beeld(
        groep=groep,
        wanneer=", ".join(deel for deel in (dagdeel_namen(groep.dagdelen).capitalize(), groep.tijd) if deel),
        eerste_keer=min(komt, default=None),
        uiterlijk=aanbod.vervalt_op or vervalt_op(groep, vandaag()),
        antwoord=None if aanbod.antwoord == "ja" and not _zit_er(aanbod) else aanbod.antwoord,
        voorbij=_voorbij(aanbod),
        wacht=aanbod.wachtplek is not None and aanbod.wachtplek.vervallen_op is None,
        kenmerk=aanbod.traject.kenmerk,
        instelling=instelling(groep.keten_code),
    )


def _zit_er(aanbod: Plaatsaanbod) -> bool:
    van_wie = (Plaatsing.groep_id == aanbod.groep_id, Plaatsing.inwoner_id == aanbod.inwoner_id)
    vraag = select(Plaatsing.id).where(*van_wie, Plaatsing.geeindigd_op.is_(None))
    return db.session.scalars(vraag).first() is not None


def _voorbij(aanbod: Plaatsaanbod) -> str | None:
    """Who said yes and has that place no more is not told of a yes, but to call."""
    if aanbod.antwoord == "ja":
        return None if _zit_er(aanbod) else "U had een plaats in deze groep. Die is er niet meer."
    return hoe_het_staat(aanbod)
