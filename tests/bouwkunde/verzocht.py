"""What a resident asked under the privacy law, with a mark in every word of it; the record is open again after it."""

from uuid import UUID, uuid4

from flask import Flask
from sqlalchemy import select

from ketens.gebruikers.wie import Wie
from ketens.kern.db import db
from ketens.kern.klok import vandaag
from ketens.verwijzingen.models import Verwijzing
from ketens.verzoeken.beperken import hef_op
from ketens.verzoeken.besluiten import besluit
from ketens.verzoeken.handelingen import ontvang, sluit, verleng
from ketens.verzoeken.models import Besluit, Soort, Verzoek
from ketens.verzoeken.notities import plaats
from tests import wereld
from tests.maak import Maker


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


def ontvangen(inwoner_id: UUID, soort: Soort, *, door: Wie, identiteit: str | None = "legitimatie") -> UUID:
    """Write a request down, and return its id."""
    return ontvang(
        inwoner_id,
        formulier_id=uuid4(),
        soort=soort,
        vraag="Graag.",
        wijze="balie",
        ontvangen_op=vandaag(),
        identiteit=identiteit,
        door=door,
    ).id


def allerlei_verzoeken(app: Flask, maak: Maker) -> list[dict[str, UUID]]:
    """One at each point of its road: of whom it is not known who asks, decided on, a note to write, a record shut."""
    vragers = [maak.inwoner(f"Vrager{nr}") for nr in range(4)]
    with wereld.binnen(app):
        vera = wereld.wie("verzoeken")
        open_ = ontvangen(vragers[0].id, Soort.INZAGE, door=vera, identiteit=None)
        bekend = ontvangen(vragers[0].id, Soort.INZAGE, door=vera)
        correctie = ontvangen(vragers[1].id, Soort.CORRECTIE, door=vera)
        bezwaar = ontvangen(vragers[2].id, Soort.BEZWAAR, door=vera)
        slot = ontvangen(vragers[3].id, Soort.BEPERKING, door=vera)
        wissing = ontvangen(vragers[1].id, Soort.WISSING, door=vera)
        rij = db.session.get_one(Verzoek, slot)
        besluit(rij, besluit=Besluit.TOEGEWEZEN, grond="betwist", motivering="Ja.", door=vera)
        db.session.commit()
    return [{"verzoek": id_} for id_ in (open_, slot, bekend, correctie, bezwaar, wissing)]
