"""What a resident asked under the privacy law, with a mark in every word of it; the record is open again after it."""

from uuid import UUID, uuid4

from flask import Flask
from sqlalchemy import select

from ketens.kern.db import db
from ketens.kern.klok import vandaag
from ketens.verwijzingen.models import Verwijzing
from ketens.verzoeken.beperken import hef_op
from ketens.verzoeken.besluiten import besluit
from ketens.verzoeken.handelingen import ontvang, sluit, verleng
from ketens.verzoeken.models import Besluit, Soort
from ketens.verzoeken.notities import plaats
from tests import wereld


def verzocht(app: Flask, inwoner_id: UUID) -> UUID:
    """Ask for a restriction, extended and lifted, with a note beside a verwijzing; return the request."""
    with wereld.binnen(app):
        cora = wereld.wie("coordinator")
        verzoek = ontvang(
            inwoner_id,
            formulier_id=uuid4(),
            soort=Soort.BEPERKING,
            vraag="Merkverzoek",
            wijze="brief",
            ontvangen_op=vandaag(),
            vrager="vertegenwoordiger",
            vertegenwoordiger="Merkverzoek",
            identiteit="machtiging",
            door=cora,
        )
        verleng(verzoek, reden="Merkverzoek", door=cora)
        besluit(verzoek, besluit=Besluit.TOEGEWEZEN, grond="betwist", motivering="Merkverzoek", door=cora)
        verwijzing = db.session.scalars(select(Verwijzing).where(Verwijzing.inwoner_id == inwoner_id)).first()
        if verwijzing is not None:
            bij = f"verwijzing:{verwijzing.id}:toelichting"
            plaats(verzoek, bij=bij, aard="betwist", tekst="Merkbetwist", door=cora)
        hef_op(verzoek, gemeld_op=vandaag(), gemeld_hoe="telefoon", reden="Merkvanslot", door=cora)
        sluit(verzoek, hoe="brief", door=cora)
        db.session.commit()
        return verzoek.id
