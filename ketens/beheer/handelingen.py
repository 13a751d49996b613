"""What a gemeente decides about a keten: on or off, who coordinates, the terms, and who takes part."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from uuid import UUID

from ketens.beheer.stand import KetenStand
from ketens.gebruikers.models import Organisatie
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import vandaag
from ketens.trajecten.instellingen import Keteninstelling, Ketenpartner
from ketens.verwerkingen.handelingen import eis_grondslagen


def stel_in(
    stand: KetenStand,
    *,
    aan: bool,
    organisatie: Organisatie | None,
    telefoon: str | None,
    termijnen: Mapping[str, int | None],
) -> None:
    """Turn a keten on or off and set what differs from the catalogue. Terms in working days; None: the catalogue's.

    Off means that nothing new comes in; what runs goes on. On again needs a ground for every flow on that day; a keten
    that is on stays on (besluit 0014).
    """
    if not aan:
        if stand.instelling is not None and stand.is_aan:
            stand.instelling.actief_tot = vandaag() - timedelta(days=1)
        return
    if organisatie is None or not organisatie.draagt_betrokkenheid:
        raise Domeinfout("Kies de organisatie die coördineert. Een samenwerking kan dat niet zijn.", veld="organisatie")
    if not telefoon:
        raise Domeinfout("Vul het telefoonnummer in waarmee inwoners worden gebeld.", veld="telefoon")
    eigen = stand.instelling or Keteninstelling(keten_code=stand.keten.code, actief_vanaf=vandaag())
    if not stand.is_aan:
        eis_grondslagen(stand.keten.code, stand.keten.naam, max(eigen.actief_vanaf, vandaag()))
    eigen.organisatie, eigen.telefoon, eigen.actief_tot = organisatie, telefoon, None
    eigen.termijnen = {stap: dagen for stap, dagen in termijnen.items() if dagen is not None}
    db.session.add(eigen)


def stel_partners_in(
    stand: KetenStand,
    *,
    partners: Iterable[UUID],
    beoordelaars: Iterable[UUID],
    wijzen: Mapping[UUID, str] | None = None,
) -> None:
    """Say who takes part, who of them assesses, and how each hears (`wijzen`; who is not there: of every step).

    Who leaves keeps what was sent before.
    """
    meedoen, beoordelen, hoe = set(partners), set(beoordelaars), wijzen or {}
    if set(hoe) - meedoen:
        raise Domeinfout("Wie iets terughoort, moet ook meedoen. Zet bij deze organisatie beide vinkjes.")
    if beoordelen - meedoen:
        raise Domeinfout(
            "Wie beoordeelt, moet ook meedoen. Zet bij deze organisatie beide vinkjes.", veld="beoordelaars"
        )
    for partner in stand.partners:
        if partner.organisatie_id not in meedoen:
            db.session.delete(partner)
        else:
            partner.beoordeelt = partner.organisatie_id in beoordelen
            partner.terugkoppelwijze = hoe.get(partner.organisatie_id, "per_stap")
    for organisatie_id in meedoen - {partner.organisatie_id for partner in stand.partners}:
        db.session.add(
            Ketenpartner(
                keten_code=stand.keten.code,
                organisatie_id=organisatie_id,
                beoordeelt=organisatie_id in beoordelen,
                terugkoppelwijze=hoe.get(organisatie_id, "per_stap"),
            )
        )
