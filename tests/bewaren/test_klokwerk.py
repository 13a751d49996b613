"""At night: a proposal, and two weeks later the work, laid out once."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from ketens.bewaren import klokwerk, voorstellen
from ketens.inwoners.models import Inwoner
from ketens.kern.db import db
from ketens.kern.klok import zet_klok
from ketens.opdrachten.models import Opdracht
from ketens.opdrachten.werker import Kandidaat, doe
from tests.merken import OP_SQLITE

NACHT = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)


def liggen(in_borne):
    with in_borne():
        open_ = select(Opdracht.id, Opdracht.gemeente_id).where(Opdracht.klaar_op.is_(None))
        return [Kandidaat(rij.id, rij.gemeente_id) for rij in db.session.execute(open_)]


@OP_SQLITE
def test_elke_nacht_een_voorstel_en_na_twee_weken_het_werk(vroeger, in_borne, app):
    traject = vroeger.traject(jaar=2022)
    for nacht in range(14):
        with zet_klok(NACHT + timedelta(days=nacht)), in_borne():
            klokwerk.leg_voor({})
            klokwerk.begin({})
            db.session.commit()
            assert voorstellen.wachtend().uitvoeren_vanaf.isoformat() == "2026-03-16"
    assert liggen(in_borne) == []
    with zet_klok(NACHT + timedelta(days=14)):
        with in_borne():
            klokwerk.begin({})
            db.session.commit()
        with app.app_context():
            while werk := liggen(in_borne):
                assert all(doe(kandidaat) for kandidaat in werk)
    with in_borne():
        assert db.session.get_one(Inwoner, traject.inwoner_id).geanonimiseerd_op is not None
        assert voorstellen.wachtend() is None
        assert [rij.fout for rij in db.session.scalars(select(Opdracht))] == [None] * 3
