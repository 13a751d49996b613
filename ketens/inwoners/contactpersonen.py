"""Who stands near a resident: the record, and how it is added, changed, taken off the list. None of it commits."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ketens.gebruikers.wie import Wie
from ketens.inwoners.gevers import Gever, gevers, past_bij, uitleg
from ketens.inwoners.models import Inwoner, VanInwoner
from ketens.inwoners.zoeksleutels import leg_aan
from ketens.kern.db import Model, db
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import nu, vandaag
from ketens.kern.versleuteling import Verzegeld


class Contactpersoon(Model, VanInwoner):
    """Someone near the resident, with what they may do and hear; each of it agreed to by the resident."""

    naam = Verzegeld[str]()
    telefoon = Verzegeld[str]()
    email = Verzegeld[str]()
    relatie: Mapped[str] = mapped_column(String(40))
    eerst_bellen: Mapped[bool] = mapped_column(default=False)
    mag_afspraken_maken: Mapped[bool] = mapped_column(default=False)
    mag_uitslag_horen: Mapped[bool] = mapped_column(default=False)
    bij_nood: Mapped[bool] = mapped_column(default=False)
    # Set for someone who may decide for the resident: mentor, curator, gevolmachtigde, echtgenoot ...
    vertegenwoordiger_grond: Mapped[str | None] = mapped_column(String(40))
    toestemming_op: Mapped[datetime]
    # None: said at the public door, or on a valrisicodag.
    toestemming_door_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    verwijderd_op: Mapped[datetime | None]
    versie: Mapped[int] = mapped_column(default=1)

    __mapper_args__: dict[str, Any] = {"version_id_col": versie}

    inwoner: Mapped[Inwoner] = relationship(back_populates="contactpersonen")


class Aanmeldplek(NamedTuple):
    """Where someone near a resident is referred in their own right: a page with one contactpersoon, and its keten."""

    endpoint: str
    keten: str


NAASTEN: list[Callable[[Wie], Aanmeldplek | None]] = []


def biedt_naasten_aan(plek: Callable[[Wie], Aanmeldplek | None]) -> Callable[[Wie], Aanmeldplek | None]:
    """Register where `wie` may refer someone near a resident. Usable as decorator."""
    NAASTEN.append(plek)
    return plek


def waar_aanmelden(wie: Wie) -> list[Aanmeldplek]:
    """Return where `wie` may refer someone near a resident."""
    return [gevonden for plek in NAASTEN if (gevonden := plek(wie))]


def voeg_contactpersoon_toe(
    inwoner: Inwoner,
    *,
    door: Wie | None,
    naam: str,
    relatie: str,
    telefoon: str | None = None,
    email: str | None = None,
    eerst_bellen: bool = False,
    mag_afspraken_maken: bool = False,
    mag_uitslag_horen: bool = False,
    bij_nood: bool = False,
    vertegenwoordiger_grond: str | None = None,
    contactpersoon_id: UUID | None = None,
) -> Contactpersoon:
    """Add someone near the resident, with what the resident agreed that they may do and hear. Sent twice, it is one."""
    # Asked together with the resident: an id that is another's is not even read.
    al = select(Contactpersoon).where(Contactpersoon.id == contactpersoon_id, Contactpersoon.inwoner_id == inwoner.id)
    if contactpersoon_id and (bestaand := db.session.scalars(al).one_or_none()):
        return bestaand
    contactpersoon = Contactpersoon(id=contactpersoon_id, inwoner=inwoner, inwoner_id=inwoner.id)
    db.session.add(contactpersoon)
    wijzig_contactpersoon(
        contactpersoon,
        door=door,
        naam=naam,
        relatie=relatie,
        telefoon=telefoon,
        email=email,
        eerst_bellen=eerst_bellen,
        mag_afspraken_maken=mag_afspraken_maken,
        mag_uitslag_horen=mag_uitslag_horen,
        bij_nood=bij_nood,
        vertegenwoordiger_grond=vertegenwoordiger_grond,
    )
    return contactpersoon


def wijzig_contactpersoon(contactpersoon: Contactpersoon, *, door: Wie | None, **velden: Any) -> None:
    """Change a contactpersoon. What they may do and hear is agreed to anew: moment and who asked are those of now."""
    if not (velden.get("telefoon") or velden.get("email")):
        raise Domeinfout("Vul een telefoonnummer of een e-mailadres in.", veld="telefoon")
    for naam, waarde in velden.items():
        setattr(contactpersoon, naam, waarde)
    contactpersoon.toestemming_op = nu()
    contactpersoon.toestemming_door_id = door.account_id if door else None
    leg_aan(contactpersoon.inwoner)


def verwijder_contactpersoon(contactpersoon: Contactpersoon) -> None:
    """Take a contactpersoon off the list. Their data go with them; that someone stood here, and since when, stays."""
    if contactpersoon.verwijderd_op is None:
        contactpersoon.verwijderd_op = nu()
        contactpersoon.naam = contactpersoon.telefoon = contactpersoon.email = None
        leg_aan(contactpersoon.inwoner)


def controleer_gever(inwoner: Inwoner, gever: str, ander: Contactpersoon | None) -> None:
    """Raise `Domeinfout` unless this giver may decide at this age today, and `ander` is who decides for them."""
    leeftijd = inwoner.leeftijd(vandaag())
    if gever not in gevers(leeftijd):
        raise Domeinfout(uitleg(leeftijd), veld="gever")
    if gever == Gever.INWONER:
        return
    if ander is None or ander.inwoner_id != inwoner.id or ander.verwijderd_op:
        raise Domeinfout("Leg eerst bij de contactpersonen vast wie voor de inwoner beslist.", veld="gever")
    if not past_bij(gever, ander.vertegenwoordiger_grond):
        raise Domeinfout(f"{uitleg(leeftijd)} Kies iemand die dat mag.", veld="vertegenwoordiger")
