"""On PostgreSQL a transaction may last: what it sealed before the change nobody can count until it ends."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from ketens.inwoners.models import Inwoner
from ketens.kern.db import db
from ketens.sleutels import roteren
from tests.merken import OP_POSTGRESQL

pytestmark = OP_POSTGRESQL


def test_wie_weghaalt_wordt_geweigerd_zolang_werk_van_voor_het_vervangen_loopt(huis, mensen, monkeypatch):
    monkeypatch.setattr(roteren, "ADEM", timedelta())
    (id_,) = mensen(1)
    oud = huis.cellen()["inwoner", "achternaam", id_]
    with huis.binnen():
        db.session.execute(update(Inwoner).where(Inwoner.id == id_).values(gewijzigd_op=Inwoner.gewijzigd_op))
        huis.roteer("gegevens")
        db.session.execute(update(Inwoner).where(Inwoner.id == id_).values(achternaam_cel=oud))
        bezig = huis.opdracht("sleutels", "verwijder", "g1")
        assert (bezig.exit_code, bezig.stdout) == (2, "")
        assert bezig.stderr.startswith("Sleutel g1 mag nog niet weg: er loopt nog een transactie van ")
        assert bezig.stderr.count("\n") == 1
        db.session.commit()
    huis.maak_af()
    assert set(huis.onder()) == {"g2"}
    uitkomst = huis.opdracht("sleutels", "verwijder", "g1")
    assert uitkomst.exit_code == 0, uitkomst.stderr
    assert set(huis.inhoud()) == set(huis.cellen())


@pytest.mark.parametrize("wacht", ["lezer", "schrijver"])
def test_wie_daarna_begon_houdt_niemand_op(huis, mensen, monkeypatch, wacht):
    monkeypatch.setattr(roteren, "ADEM", timedelta())
    (id_,) = mensen(1)
    huis.roteer("gegevens")
    huis.maak_af()
    with huis.binnen():
        inwoner = db.session.get_one(Inwoner, id_)
        if wacht == "schrijver":
            inwoner.achternaam = "Nieuwman"
            db.session.flush()
        assert huis.opdracht("sleutels", "verwijder", "g1").exit_code == 0
        db.session.commit()
