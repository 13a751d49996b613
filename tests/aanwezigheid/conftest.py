"""A group In Balans that began, with people in it."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from ketens.aanwezigheid.handelingen import Uitkomst, noteer
from ketens.groepen.handelingen import plaats
from ketens.groepen.models import Bijeenkomst, Groep
from ketens.groepen.plaatsen import Aanwezigheid, AanwezigheidStand, Plaatsing
from ketens.inwoners.handelingen import maak_inwoner
from ketens.inwoners.models import Inwoner
from ketens.kern import klok
from ketens.kern.db import db
from ketens.kern.kenmerk import nieuw_kenmerk
from ketens.trajecten.models import Traject
from tests import wereld

# A Tuesday, with no holiday near.
BEGIN = date(2026, 9, 1)


class Proefgroep:
    """A group that meets on Tuesdays from 1 September 2026, led by Tom Trainer."""

    def __init__(self, app: Flask, groep: Groep, plaatsingen: list[Plaatsing]) -> None:
        self.app, self.groep, self.plaatsingen = app, groep, plaatsingen
        with wereld.binnen(app):
            vraag = select(Bijeenkomst).where(Bijeenkomst.groep_id == groep.id).order_by(Bijeenkomst.begint_op)
            self.sessies = list(db.session.scalars(vraag))
            db.session.expunge_all()

    def sessie(self, nr: int) -> Bijeenkomst:
        """Return the session with this number, from 1."""
        return self.sessies[nr - 1]

    def moment(self, nr: int, uren: float = 0.25) -> datetime:
        """Return a moment during the session with this number."""
        return self.sessie(nr).begint_op + timedelta(hours=uren)

    def noteer(
        self,
        nr: int,
        wie: int,
        stand: str,
        *,
        gezien: int | None = None,
        door: str = "trainer",
        op: datetime | None = None,
    ) -> Uitkomst:
        """Mark participant number `wie` (from 0) at a session, on its day; by default having seen what stands."""
        with klok.zet_klok(op or self.moment(nr)), wereld.binnen(self.app):
            sessie = db.session.get_one(Bijeenkomst, self.sessie(nr).id)
            plaatsing = db.session.get_one(Plaatsing, self.plaatsingen[wie].id)
            if gezien is None:
                rij = self.mark(nr, wie)
                gezien = rij.versie if rij else 0
            uitkomst = noteer(sessie, plaatsing, AanwezigheidStand(stand), gezien_versie=gezien, door=wereld.wie(door))
            db.session.commit()
        return uitkomst

    def mark(self, nr: int, wie: int) -> Aanwezigheid | None:
        """Return the mark; inside an app context."""
        waar = (
            Aanwezigheid.bijeenkomst_id == self.sessie(nr).id,
            Aanwezigheid.plaatsing_id == self.plaatsingen[wie].id,
        )
        return db.session.scalars(select(Aanwezigheid).where(*waar)).one_or_none()

    def vers(self, wie: int = 0) -> Plaatsing:
        """Return the place as the database has it now; inside an app context."""
        return db.session.get_one(Plaatsing, self.plaatsingen[wie].id)


@pytest.fixture
def proefgroep(app: Flask, maak: Any) -> Callable[..., Proefgroep]:
    """`proefgroep(3)`: three people in it, placed before it began."""

    def doe(aantal: int = 2, **velden: Any) -> Proefgroep:
        velden = {"begint_op": BEGIN, "dagdelen": ["di_ochtend"], "trainers": ["trainer"], **velden}
        with klok.zet_klok(klok.moment(BEGIN - timedelta(days=14), 9)):
            groep = maak.groep("Proefgroep", **velden)
            eerste = maak.klaar_voor_plaats("Aalders")
            with wereld.binnen(app):
                voorbeeld = db.session.get_one(Traject, eerste.id)
                trajecten = [voorbeeld, *(_nog_een(voorbeeld, nr) for nr in range(1, aantal))]
                groep_hier = db.session.get_one(Groep, groep.id)
                reden = {"reden_afwijking": "Proef"}
                plaatsingen = [plaats(t, groep_hier, door=wereld.wie("coordinator"), **reden) for t in trajecten]
                db.session.commit()
                db.session.expunge_all()
        return Proefgroep(app, groep, plaatsingen)

    return doe


def _nog_een(voorbeeld: Traject, nr: int) -> Traject:
    from ketens.inwoners.handelingen import leg_toestemming_vast
    from ketens.inwoners.models import ToestemmingSoort

    inwoner: Inwoner = maak_inwoner(
        voornaam=f"Bets{nr}", achternaam=f"Proef{nr:02}", geboortedatum=date(1945, 1, 1), telefoon="+31742658699"
    )
    db.session.flush()
    leg_toestemming_vast(
        inwoner,
        soort=ToestemmingSoort.DOORGEVEN,
        keten_code=voorbeeld.keten_code,
        ontvangers="de coördinator valpreventie",
        formulering="De inwoner vindt het goed.",
        formulering_versie="proef",
        kanaal="mondeling",
        door=wereld.wie("coordinator"),
    )
    traject = Traject(
        inwoner=inwoner,
        inwoner_id=inwoner.id,
        kenmerk=nieuw_kenmerk(),
        keten_code=voorbeeld.keten_code,
        keten_versie=voorbeeld.keten_versie,
        organisatie_id=voorbeeld.organisatie_id,
        herkomst="verwijzer",
        uitslag="matig",
        begonnen_op=voorbeeld.begonnen_op,
    )
    db.session.add(traject)
    traject.open_stap("plaatsing", door=None)
    db.session.flush()
    return traject
