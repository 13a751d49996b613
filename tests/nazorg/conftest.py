"""What the tests of what comes after a group share: people who finished one."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from ketens.aanbod.handelingen import maak_aanbod
from ketens.aanbod.models import Aanbod
from ketens.groepen import handelingen
from ketens.groepen.models import Groep
from ketens.groepen.plaatsen import Plaatsing
from ketens.kern.db import db
from ketens.nazorg.models import Doorstroomvraag
from ketens.trajecten.instellingen import Keteninstelling
from tests import wereld


@pytest.fixture
def afgerond(app: Flask, maak: Any) -> Callable[..., Plaatsing]:
    """`afgerond("Pas")`: someone who finished a group, at this moment of the clock."""

    def doe(
        achternaam: str = "Pas",
        *,
        groep: Groep | None = None,
        einde: str = "afgerond",
        traject: Any = None,
        **velden: Any,
    ) -> Plaatsing:
        traject = traject or maak.klaar_voor_plaats(achternaam, **velden)
        groep = groep or maak.groep()
        with wereld.binnen(app):
            cora = wereld.wie("coordinator")
            plaats = handelingen.plaats(haal(traject), haal(groep), door=cora, reden_afwijking="Past toch.")
            assert isinstance(plaats, Plaatsing)
            plaats.gestart_op = groep.begint_op
            reden = None if einde == "afgerond" else "ziek"
            handelingen.beeindig_deelname(plaats, einde=einde, reden=reden, door=cora)
            db.session.commit()
            db.session.expunge_all()
        return plaats

    return doe


@pytest.fixture
def kaart(app: Flask) -> Callable[..., Aanbod]:
    """`kaart("Wandelclub")` stands on the sociale kaart."""

    def doe(titel: str = "Wandelclub", aanbieder: str = "Wijkhuis (proef)") -> Aanbod:
        with wereld.binnen(app):
            aanbod = maak_aanbod(titel=titel, soort="bewegen", aanbieder=aanbieder, door=wereld.wie("coordinator"))
            db.session.commit()
            db.session.expunge_all()
        return aanbod

    return doe


@pytest.fixture
def kies_momenten(app: Flask) -> Callable[..., None]:
    """`kies_momenten({"6": {"wijze": "kaart", "procent": 100}})` is what Borne chose for valpreventie."""

    def doe(keuze: dict[str, Any]) -> None:
        with wereld.binnen(app):
            vraag = select(Keteninstelling).where(Keteninstelling.keten_code == wereld.KETEN)
            db.session.scalars(vraag).one().doorstroom = keuze
            db.session.commit()

    return doe


def haal(rij: Any) -> Any:
    """Return the row as the database has it now."""
    return db.session.get_one(type(rij), rij.id)


def vragen(plaatsing: Plaatsing) -> dict[int, Doorstroomvraag]:
    """Return the questions of a deelname by their moment."""
    vraag = select(Doorstroomvraag).where(Doorstroomvraag.plaatsing_id == plaatsing.id)
    return {rij.maanden: rij for rij in db.session.scalars(vraag)}
