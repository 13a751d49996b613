"""A group of which the last session is behind us, with someone who still takes part; a second browser, a passkey."""

from datetime import timedelta
from uuid import UUID

from flask import Flask
from sqlalchemy import select

from ketens.gebruikers.models import Sessie
from ketens.gebruikers.telefoon import DOEL
from ketens.groepen.handelingen import plaats
from ketens.groepen.models import Bijeenkomst, Groep
from ketens.kern.db import db
from ketens.kern.klok import is_werkdag, nu, vandaag, zet_klok
from ketens.trajecten.models import Traject
from ketens.tweefactor.models import Toegangssleutel
from tests import wereld
from tests.maak import Maker


def uitgelopen(app: Flask, maak: Maker) -> dict[str, UUID]:
    """Return the ids of such a group: its page asks to be rounded off."""
    begin = vandaag() - timedelta(weeks=20)
    while not is_werkdag(begin):
        begin += timedelta(days=1)
    traject = maak.klaar_voor_plaats("Uitgelopen")
    with zet_klok(nu() - timedelta(weeks=22)):
        groep = maak.groep("Uitgelopen groep", trainers=["trainer"], begint_op=begin)
        with wereld.binnen(app):
            cora, hier = wereld.wie("coordinator"), db.session.get_one(Groep, groep.id)
            plaatsing = plaats(db.session.get_one(Traject, traject.id), hier, door=cora, reden_afwijking="Proef")
            sessie = db.session.scalars(select(Bijeenkomst.id).where(Bijeenkomst.groep_id == groep.id).limit(1)).one()
            db.session.commit()
            return {"groep": groep.id, "bijeenkomst": sessie, "plaatsing": plaatsing.id}


def tweede_browser(wie: str) -> dict[str, UUID]:
    """Let this person keep a phone signed in too; inside an app context."""
    sessie = Sessie(
        token_hash=f"telefoon-{wie}".encode(),
        account_id=wereld.id_van(wie),
        begonnen_op=nu(),
        gezien_op=nu(),
        doel=DOEL,
        tot=vandaag() + timedelta(days=30),
    )
    db.session.add(sessie)
    return {"sessie": sessie.id}


def tweede_stap(wie: str) -> dict[str, UUID]:
    """Let this person have a passkey; inside an app context."""
    sleutel = Toegangssleutel(
        account_id=wereld.id_van(wie), naam="Sleutel", kenmerk=b"proef", publieke_sleutel=b"proef"
    )
    db.session.add(sleutel)
    return {"methode": sleutel.id}
