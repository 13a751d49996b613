"""Who stands near a resident: added, changed, taken off the list. None of it commits."""

from typing import Any
from uuid import UUID

from ketens.gebruikers.wie import Wie
from ketens.inwoners.models import Contactpersoon, Inwoner
from ketens.inwoners.zoeksleutels import leg_aan
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import nu


def voeg_contactpersoon_toe(
    inwoner: Inwoner,
    *,
    door: Wie,
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
    """Add someone near the resident, with what the resident agreed that they may do and hear."""
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


def wijzig_contactpersoon(contactpersoon: Contactpersoon, *, door: Wie, **velden: Any) -> None:
    """Change a contactpersoon. What they may do and hear is agreed to anew: moment and who asked are those of now."""
    if not (velden.get("telefoon") or velden.get("email")):
        raise Domeinfout("Vul een telefoonnummer of een e-mailadres in.", veld="telefoon")
    for naam, waarde in velden.items():
        setattr(contactpersoon, naam, waarde)
    contactpersoon.toestemming_op = nu()
    contactpersoon.toestemming_door_id = door.account_id
    leg_aan(contactpersoon.inwoner)


def verwijder_contactpersoon(contactpersoon: Contactpersoon) -> None:
    """Take a contactpersoon off the list. Their data go with them; that someone stood here, and since when, stays."""
    if contactpersoon.verwijderd_op is None:
        contactpersoon.verwijderd_op = nu()
        contactpersoon.naam = contactpersoon.telefoon = contactpersoon.email = None
        leg_aan(contactpersoon.inwoner)
