"""Factories: functions that build only what matters, through the handelingen of the house."""

from datetime import date
from typing import Any

from flask import Flask

from ketens.inwoners import handelingen as inwoners
from ketens.inwoners.models import Contactpersoon, Inwoner
from ketens.kern.db import db
from tests import wereld


class Maker:
    """`maak.inwoner()` and its kin; each works in Borne unless told otherwise."""

    def __init__(self, app: Flask) -> None:
        self.app = app

    def inwoner(
        self,
        achternaam: str = "Jansen",
        *,
        gemeente: str = "borne",
        betrokken: str | None = "gemeente-borne",
        keten: str = wereld.KETEN,
        **velden: Any,
    ) -> Inwoner:
        """A resident, with `betrokken` (an organisatie of the world, or None) involved in `keten`."""
        velden = {"voornaam": "Gerda", "geboortedatum": date(1941, 3, 12), **velden}
        with wereld.binnen(self.app, gemeente):
            inwoner = inwoners.maak_inwoner(achternaam=achternaam, **velden)
            if betrokken:
                inwoners.betrek(inwoner, organisatie_id=wereld.id_van(betrokken), keten_code=keten, grond="verwijzing")
            db.session.commit()
            db.session.expunge_all()
        return inwoner

    def contactpersoon(self, inwoner: Inwoner, naam: str = "Dochter Dora", **velden: Any) -> Contactpersoon:
        """Someone near a resident."""
        velden = {"relatie": "dochter", "telefoon": "+31612345678", **velden}
        with wereld.binnen(self.app):
            inwoner = db.session.get_one(Inwoner, inwoner.id)
            contact = inwoners.voeg_contactpersoon_toe(inwoner, door=wereld.wie("coordinator"), naam=naam, **velden)
            db.session.commit()
            db.session.expunge_all()
        return contact
