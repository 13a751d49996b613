"""The log key changes in a row of each chain, and nobody writes with the old one after that."""

from uuid import UUID

import pytest
from sqlalchemy import select, text, update

from ketens.audit import keten
from ketens.audit.controle import _portie, controleer
from ketens.audit.handelingen import schrijf_opdracht
from ketens.audit.models import LOGKOP, LOGREGEL, SYSTEEM
from ketens.audit.sleutelwissel import WISSEL
from ketens.kern import sleutels
from ketens.kern.db import db
from ketens.kern.gemeente import in_gemeente
from tests import wereld
from tests.merken import OP_SQLITE

BORNE = wereld.id_van("borne")


def schrijf(huis, aantal=3, gemeente="borne"):
    with huis.binnen(gemeente):
        for nr in range(aantal):
            schrijf_opdracht("proef", f"proef.{nr}", [UUID(int=7)])
            db.session.commit()


def oordeel(huis, gemeente="borne"):
    with huis.binnen(gemeente):
        return controleer(wereld.id_van(gemeente) if gemeente else SYSTEEM)


def rijen(huis, gemeente="borne"):
    with huis.binnen(gemeente):
        eigen = LOGREGEL.c.keten_id == (wereld.id_van(gemeente) if gemeente else SYSTEEM)
        vraag = select(LOGREGEL.c.nr, LOGREGEL.c.route, LOGREGEL.c.sleutel, LOGREGEL.c.reden).where(eigen)
        return db.session.execute(vraag.order_by(LOGREGEL.c.nr)).all()


@pytest.fixture
def gewisseld(huis):
    """Three rows under l1, the row of the change, three under l2."""
    schrijf(huis)
    schrijf(huis, 1, None)
    huis.roteer("log")
    schrijf(huis)
    return huis


def test_elke_keten_gaat_over_met_een_regel_die_dat_zegt(gewisseld):
    stand = rijen(gewisseld)
    assert [rij.sleutel for rij in stand] == ["l1"] * 3 + ["l2"] * 4
    assert (stand[3].route, stand[3].reden) == (WISSEL, "logsleutel l1 vervangen door l2")
    assert WISSEL in [rij.route for rij in rijen(gewisseld, None)]
    assert oordeel(gewisseld).goed
    assert oordeel(gewisseld, None).goed
    assert oordeel(gewisseld, "tubbergen").goed
    uitkomst = gewisseld.opdracht("logboek", "controleer")
    assert uitkomst.exit_code == 0, uitkomst.output


@OP_SQLITE
def test_een_gemeente_zonder_regels_begint_meteen_met_de_nieuwe(gewisseld):
    schrijf(gewisseld, 1, "tubbergen")
    assert [rij.sleutel for rij in rijen(gewisseld, "tubbergen")] == ["l2"]


@OP_SQLITE
def test_een_keten_van_voor_de_wissel_bestond_gaat_ook_over(huis):
    """In a database from before, the head does not say which key wrote it."""
    schrijf(huis)
    with huis.binnen():
        db.session.execute(update(LOGKOP).values(sleutel=None))
        db.session.commit()
    huis.roteer("log")
    schrijf(huis, 1)
    assert [rij.sleutel for rij in rijen(huis)] == ["l1"] * 3 + ["l2"] * 2
    assert oordeel(huis).goed


@OP_SQLITE
def test_wie_nog_niet_van_de_nieuwe_sleutel_weet_schrijft_er_toch_mee(gewisseld):
    """A process with the keys of before: the chain says which key writes, and it looks for that one."""
    bos = sleutels._bossen[0]
    oud = sleutels.Sleutelbos(bos.gegevens, bos.zoek, bos.log_eerder["l1"], "l1", bos.zoek_id)
    sleutels.neem_sleutels(oud, lambda: bos)
    sleutels._gekeken[0] = sleutels.time.monotonic() + 60
    schrijf(gewisseld, 1)
    assert rijen(gewisseld)[-1].sleutel == "l2"
    sleutels.neem_sleutels(oud)
    with pytest.raises(RuntimeError, match="onder sleutel l2, en die is er niet"):
        schrijf(gewisseld, 1)


def vervals(huis, sleutel_id, vanaf, *, knip=None):
    """Chain all rows from `vanaf` on anew under a stolen key, as who has the database too; `knip`: keep so many."""
    sleutel = sleutels.sleutelbos().van("log")[sleutel_id]
    for (naam,) in db.session.execute(text("select name from sqlite_master where type = 'trigger'")).all():
        db.session.execute(text(f"drop trigger {naam}"))
    if knip:
        weg = "from logregel where keten_id = :k and nr > :n"
        waar = {"k": BORNE.hex, "n": knip}
        db.session.execute(text(f"delete from logregel_inwoner where logregel_id in (select id {weg})"), waar)
        db.session.execute(text(f"delete {weg}"), waar)
    db.session.execute(
        text("update logregel set sleutel = :s where keten_id = :k and nr >= :n"),
        {"s": sleutel_id, "k": BORNE.hex, "n": vanaf},
    )
    stand = _portie(BORNE, None, 1000)
    vorige = stand[vanaf - 2][0]["mac"]
    for rij, inwoners in stand[vanaf - 1 :]:
        vorige = keten.mac(sleutel, vorige, rij, inwoners)
        db.session.execute(text("update logregel set mac = :m where id = :i"), {"m": vorige, "i": rij["id"]})
    kop = {"m": stand[-1][0]["mac"] if vanaf > len(stand) else vorige, "n": len(stand), "k": BORNE.hex, "s": sleutel_id}
    db.session.execute(text("update logkop set mac = :m, nr = :n, sleutel = :s where id = :k"), kop)


@OP_SQLITE
class TestGestolen:
    """Who holds the database and the log key of before, and no anchor is asked."""

    def test_regels_na_de_wissel_met_de_oude_sleutel_vallen_op(self, gewisseld):
        with gewisseld.binnen():
            vervals(gewisseld, "l1", 5)
            gevonden = controleer(BORNE)
        assert gevonden.fout_bij == 5
        assert gevonden.reden == "regel 5 draagt logsleutel l1, en daar schreef l2"

    def test_de_wissel_zelf_namaken_met_de_oude_sleutel_valt_op(self, gewisseld):
        """All rows are of the old key: right in themselves, but the chain never went over."""
        with gewisseld.binnen():
            vervals(gewisseld, "l1", 4)
            gevonden = controleer(BORNE)
        assert gevonden.fout_bij == 8
        assert "de overgang naar logsleutel l2 ontbreekt" in gevonden.reden

    def test_een_staart_die_voor_de_wissel_is_afgeknipt_valt_op(self, gewisseld):
        with gewisseld.binnen():
            vervals(gewisseld, "l1", 4, knip=3)
            gevonden = controleer(BORNE)
        assert gevonden.fout_bij == 4
        assert "de overgang naar logsleutel l2 ontbreekt" in gevonden.reden

    def test_een_oude_regel_wijzigen_valt_nog_steeds_op(self, gewisseld):
        with gewisseld.binnen():
            for (naam,) in db.session.execute(text("select name from sqlite_master where type = 'trigger'")).all():
                db.session.execute(text(f"drop trigger {naam}"))
            db.session.execute(
                text("update logregel set reden = 'netjes' where keten_id = :k and nr = 2"), {"k": BORNE.hex}
            )
            assert controleer(BORNE).fout_bij == 2

    def test_een_ontbrekende_logsleutel_wordt_genoemd(self, gewisseld):
        bos = sleutels._bossen[0]
        sleutels.neem_sleutels(sleutels.Sleutelbos(bos.gegevens, bos.zoek, bos.log, "l2", bos.zoek_id))
        gevonden = oordeel(gewisseld)
        assert gevonden.fout_bij == 1
        assert gevonden.reden.endswith("de logsleutel die erbij staat is er niet")


@OP_SQLITE
def test_terug_naar_een_sleutel_die_al_weg_was_kan_niet(gewisseld):
    """The row of a change does not let an old key in again."""
    with gewisseld.app.app_context(), in_gemeente(BORNE):
        from ketens.audit.handelingen import schrijf as schrijf_rij

        velden = {"actie": "E", "doel": "beheer", "route": WISSEL, "uitkomst": 200, "reden": "terug"}
        schrijf_rij(velden, sleutel="l1")
        gevonden = controleer(BORNE)
        db.session.rollback()
    assert gevonden.fout_bij == 8
    assert gevonden.reden == "regel 8 draagt logsleutel l1, en daar schreef l2"
