"""What is kept of signing in, and for how long."""

from datetime import timedelta

from sqlalchemy import func, select

from ketens.gebruikers.models import Aanmeldpoging, Sessie
from ketens.gebruikers.opruimen import ruim_op
from ketens.kern.db import db
from ketens.kern.klok import nu
from tests import wereld


def test_na_dertig_dagen_verdwijnen_sessies_en_aanmeldpogingen(app):
    with app.app_context():
        sessies = db.session.scalar(select(func.count()).select_from(Sessie))
        for dagen in (29, 31):
            op = nu() - timedelta(days=dagen)
            db.session.add(Aanmeldpoging(wie_hash=b"x", adres="", op=op, gelukt=True))
            db.session.add(
                Sessie(token_hash=bytes([dagen]), account_id=wereld.id_van("coordinator"), begonnen_op=op, gezien_op=op)
            )
        db.session.flush()
        ruim_op({})
        assert db.session.scalar(select(func.count()).select_from(Sessie)) == sessies + 1
        assert db.session.scalar(select(func.count()).select_from(Aanmeldpoging)) == 1
        db.session.rollback()
