"""What the fg looks at: rows in the log, made as they are made, by people who open pages."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from ketens.audit.handelingen import schrijf
from ketens.inwoners.models import Noodtoegang
from ketens.kern.db import db
from ketens.kern.klok import AMSTERDAM, zet_klok
from tests import wereld


@pytest.fixture
def fg(als):
    """The browser of the fg."""
    return als("fg")


@pytest.fixture
def kijkt(app):
    """`kijkt("coordinator", [inwoner], "2026-11-17 10:00")` writes a row as a page at that moment would."""

    def doe(wie, inwoners=(), wanneer=None, *, doel="inwoner inzien", uitkomst=200, actie="R", gemeente="borne"):
        moment = datetime.fromisoformat(wanneer).replace(tzinfo=AMSTERDAM) if wanneer else None
        with wereld.binnen(app, gemeente):
            pet = wereld.wie(wie).pet
            velden = {
                "actie": actie, "doel": doel, "route": "inwoners.detail", "uitkomst": uitkomst,
                "account_id": wereld.id_van(wie), "lidmaatschap_id": pet.id, "organisatie_id": pet.organisatie_id,
                "rol": str(pet.rol), "adres": "10.0.0.7",
            }  # fmt: skip
            ids = [inwoner.id for inwoner in inwoners]
            if moment:
                with zet_klok(moment):
                    schrijf(velden, ids)
            else:
                schrijf(velden, ids)
            db.session.commit()

    return doe


@pytest.fixture
def noodtoegang(app):
    """`noodtoegang(inwoner)` is an emergency access of the coördinator to them, for a day."""

    def doe(inwoner, wie="coordinator", van="2026-11-17 10:00", uren=24):
        begin = datetime.fromisoformat(van).replace(tzinfo=AMSTERDAM)
        with wereld.binnen(app):
            toegang = Noodtoegang(
                inwoner_id=inwoner.id,
                formulier_id=uuid4(),
                account_id=wereld.id_van(wie),
                organisatie_id=wereld.id_van("gemeente-borne"),
                keten_code=wereld.KETEN,
                reden="acuut",
                van=begin,
                tot=begin + timedelta(hours=uren),
            )
            toegang.toelichting = "De inwoner lag op de grond."
            db.session.add(toegang)
            db.session.commit()
            db.session.expunge_all()
        return toegang

    return doe
