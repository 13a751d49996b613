"""A filled-in page, and what the coördinator does with what was sent."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from ketens.kern.db import db, nieuw_id
from ketens.triage.handelingen import neem_aan, weiger
from ketens.verwijzingen.aanmelding import meld_aan
from ketens.verwijzingen.models import Verwijzing
from tests import wereld

JA_OP_VAL = {"q1_gevallen": "ja", "q2_bezorgd": "nee", "q3_moeite_bewegen": "nee"}
DRIE_KEER_NEE = dict.fromkeys(JA_OP_VAL, "nee")


@pytest.fixture
def ingevuld() -> Callable[..., dict[str, Any]]:
    """The fields of a page that can be sent as it is: matig, with both consents."""

    def velden(**anders: Any) -> dict[str, Any]:
        basis = {
            "formulier_id": str(nieuw_id()),
            "keten": wereld.KETEN,
            "geboortedatum": "14-11-1941",
            "achternaam": "van der Berg",
            "voornaam": "Annie",
            "telefoon": "06 12345678",
            **JA_OP_VAL,
            "van_toepassing": "geen",
            "toestemming_doorgeven": "y",
            "toestemming_terugkoppelen": "y",
        }
        return {naam: waarde for naam, waarde in (basis | anders).items() if waarde is not None}

    return velden


@pytest.fixture
def aangenomen(in_borne) -> Callable[..., UUID]:
    """Accept a verwijzing; return the id of its traject."""

    def neem(verwijzing: Verwijzing, zelfde_als: UUID | None = None) -> UUID:
        with in_borne():
            rij = db.session.get_one(Verwijzing, verwijzing.id)
            ander = db.session.get_one(type(rij.inwoner), zelfde_als) if zelfde_als else None
            traject = neem_aan(rij, door=wereld.wie("coordinator"), zelfde_als=ander)
            db.session.commit()
            return traject.id

    return neem


@pytest.fixture
def geweigerd(in_borne) -> Callable[[Verwijzing], None]:
    """Refuse a verwijzing: not the target group."""

    def weiger_haar(verwijzing: Verwijzing) -> None:
        with in_borne():
            weiger(
                db.session.get_one(Verwijzing, verwijzing.id), reden="niet_doelgroep", door=wereld.wie("coordinator")
            )
            db.session.commit()

    return weiger_haar


@pytest.fixture
def aangemeld(app) -> Callable[..., Verwijzing]:
    """Someone who signed up by themselves, without an account."""

    def maak(**velden: Any) -> Verwijzing:
        with wereld.binnen(app):
            gemaakt = meld_aan(
                formulier_id=nieuw_id(),
                keten_code=wereld.KETEN,
                antwoorden={"q1_gevallen": False, "q2_bezorgd": True, "q3_moeite_bewegen": True, "e5_kwetsbaar": False},
                herkomst="zelf",
                toestemming_doorgeven=True,
                **{
                    "voornaam": "Annie",
                    "achternaam": "Visser",
                    "geboortedatum": date(1944, 5, 6),
                    "telefoon": "+31741234567",
                    **velden,
                },
            )
            db.session.commit()
            db.session.expunge_all()
        return gemaakt

    return maak
