"""What happens without anyone at the screen: who waits too long goes, and the way back in when the service is away."""

from datetime import timedelta

import pytest
from click.testing import CliRunner
from sqlalchemy import select, update

from ketens.aanmelddienst.models import Aanmelddienst, Koppeling
from ketens.aanmelddienst.opruimen import ruim_op
from ketens.cli import cli
from ketens.kern import klok
from ketens.kern.db import db
from tests import wereld
from tests.aanmelddienst.conftest import DIENST, maak_dienst
from tests.gebruikers.test_inloggen import inloggen
from tests.merken import OP_SQLITE

pytestmark = OP_SQLITE


@pytest.fixture
def ketens(app):
    return lambda *woorden: CliRunner().invoke(cli, list(woorden), obj=lambda: app)


def test_wie_een_maand_wacht_verdwijnt_en_wie_gekoppeld_is_blijft(app, in_borne):
    maak_dienst(in_borne, "https://aanmelden.example")
    lang = klok.nu() - timedelta(days=31)
    with in_borne():
        for subject, gezien, account in (
            ("lang", lang, None),
            ("kort", klok.nu() - timedelta(days=29), None),
            ("gekoppeld", lang, wereld.id_van("coordinator")),
        ):
            db.session.add(
                Koppeling(aanmelddienst_id=DIENST, issuer="x", subject=subject, gezien_op=gezien, account_id=account)
            )
        db.session.commit()
    with in_borne():
        ruim_op({})
        assert set(db.session.scalars(select(Koppeling.subject))) == {"kort", "gekoppeld"}


def test_de_opdrachtregel_laat_wachtwoorden_weer_toe(ketens, als, in_borne):
    maak_dienst(in_borne, "https://aanmelden.example")
    with in_borne():
        db.session.execute(update(Aanmelddienst).values(alleen=True))
        db.session.commit()
    assert inloggen(als(None)).status == 422
    assert ketens("aanmelddienst", "wachtwoorden-aan", "borne").exit_code == 0
    assert inloggen(als(None)).status == 303
    geen = ketens("aanmelddienst", "wachtwoorden-aan", "tubbergen")
    assert (geen.exit_code, "heeft geen aanmelddienst" in geen.output) == (1, True)
