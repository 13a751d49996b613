"""What the log file says of a failure: where it was and of what kind, and nothing of what somebody typed."""

import sqlite3

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from ketens.gebruikers.models import Gemeente
from ketens.kern.db import db, nieuw_id
from ketens.kern.foutpaginas import spoor


def van(breek) -> str:
    try:
        breek()
    except (ValueError, RuntimeError, IntegrityError, sqlite3.Error) as fout:
        return spoor(fout)
    raise AssertionError("er ging niets mis")


def met_naam():
    # Put together here, because a trace quotes the line itself.
    return int("Jansen-{}-Vries".format("de"))


def test_een_spoor_noemt_de_plek_en_de_soort_maar_geen_waarden():
    tekst = van(met_naam)
    assert "test_spoor.py" in tekst
    assert "met_naam" in tekst
    assert "builtins.ValueError" in tekst
    assert "Jansen-de-Vries" not in tekst


def test_ook_de_oorzaak_zwijgt_over_wat_zij_las():
    def breek():
        try:
            {}["vrouwe bregje".title()]
        except KeyError as fout:
            raise RuntimeError("het dossier is er niet") from fout

    tekst = van(breek)
    assert "builtins.KeyError\n" in tekst
    assert "RuntimeError: 'het dossier is er niet'" in tekst
    assert "Vrouwe Bregje" not in tekst


def test_een_oorzaak_die_in_een_kring_loopt_eindigt():
    een, twee = ValueError("a"), KeyError("b")
    een.__context__, twee.__context__ = twee, een
    assert spoor(een).count("builtins.") == 2


@pytest.mark.parametrize("veld", ["slug", "naam"])
def test_de_database_noemt_de_regel_en_niet_de_waarde(app, veld):
    rij = {
        "id": nieuw_id(),
        "slug": "borne",
        "naam": "Naam-van-iemand",
        "cbs_code": "0147",
        "telefoon": "",
        "bsn_aan": False,
        "fg_contact": "",
        "is_demo": False,
    }
    if veld == "naam":
        rij |= {"slug": "iemand-anders", "naam": None}

    def breek():
        db.session.execute(insert(Gemeente).values(**rij))

    with app.app_context():
        tekst = van(breek)
        db.session.rollback()
        db.session.remove()
    assert IntegrityError.__name__ in tekst
    assert "Naam-van-iemand" not in tekst
    assert "iemand-anders" not in tekst
    if "sqlite" not in tekst:
        assert veld == "naam" or "uq_gemeente_slug" in tekst


def test_een_regeleinde_in_een_fout_maakt_geen_regel_die_niemand_schreef():
    assert "\nverzonnen" not in van(lambda: (_ for _ in ()).throw(RuntimeError("a\nverzonnen")))
    assert "\nverzonnen" not in van(lambda: (_ for _ in ()).throw(sqlite3.OperationalError("a\nverzonnen regel")))
