"""Many people who wait for a place at once: no intake, no phone call, nothing but what placing them asks."""

from datetime import date
from uuid import UUID

from bench.bezetting import KETEN
from ketens.catalogus import catalogus
from ketens.inwoners import handelingen as inwoners
from ketens.kern.db import db
from ketens.kern.klok import nu
from ketens.trajecten.models import Traject


def maak_kandidaten(organisatie_id: UUID, aantal: int) -> list[UUID]:
    """Make trajecten, in the gemeente of this moment, that are ready for a place in a group of this organisatie."""
    ids = [_maak_kandidaat(organisatie_id, nr) for nr in range(aantal)]
    db.session.commit()
    return ids


def _maak_kandidaat(organisatie_id: UUID, nr: int) -> UUID:
    inwoner = inwoners.maak_inwoner(voornaam="Proef", achternaam=f"Persoon{nr}", geboortedatum=date(1945, 1, 1))
    inwoners.betrek(inwoner, organisatie_id=organisatie_id, keten_code=KETEN, grond="verwijzing")
    traject = Traject(
        inwoner=inwoner,
        inwoner_id=inwoner.id,
        kenmerk=f"P-{inwoner.id.hex[-10:]}",
        keten_code=KETEN,
        keten_versie=catalogus().keten(KETEN).versie,
        organisatie_id=organisatie_id,
        herkomst="verwijzer",
        uitslag="matig",
        begonnen_op=nu(),
    )
    db.session.add(traject)
    traject.open_stap("plaatsing", door=None)
    return traject.id
