"""Many people who wait for a place at once: no intake, no phone call, nothing but what placing them asks."""

from datetime import date
from uuid import UUID

from flask import Flask

from ketens.inwoners import handelingen as inwoners
from ketens.kern.db import db
from ketens.trajecten.models import Traject
from tests import wereld
from tests.maak import Maker


def maak_kandidaten(app: Flask, aantal: int) -> list[UUID]:
    """Return trajecten in Borne that are ready for a place in a group, as the coördinator sees them."""
    eerste = Maker(app).klaar_voor_plaats()
    with wereld.binnen(app):
        voorbeeld = db.session.get_one(Traject, eerste.id)
        ids = [_maak_kandidaat(voorbeeld, nr).id for nr in range(aantal)]
        db.session.commit()
    return ids


def _maak_kandidaat(voorbeeld: Traject, nr: int) -> Traject:
    inwoner = inwoners.maak_inwoner(voornaam="Proef", achternaam=f"Persoon{nr}", geboortedatum=date(1945, 1, 1))
    inwoners.betrek(
        inwoner, organisatie_id=voorbeeld.organisatie_id, keten_code=voorbeeld.keten_code, grond="verwijzing"
    )
    traject = Traject(
        inwoner=inwoner,
        inwoner_id=inwoner.id,
        kenmerk=f"P-{inwoner.id.hex[-10:]}",
        keten_code=voorbeeld.keten_code,
        keten_versie=voorbeeld.keten_versie,
        organisatie_id=voorbeeld.organisatie_id,
        herkomst="verwijzer",
        uitslag="matig",
        begonnen_op=voorbeeld.begonnen_op,
    )
    db.session.add(traject)
    traject.open_stap("plaatsing", door=None)
    return traject
