"""Wijken that are drawn anew: two drawings of the same figures would give away the area that moved."""

from datetime import date

import pytest
from sqlalchemy import select, update

from ketens.indicatoren.models import Gebied
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import vandaag
from ketens.publicaties.handelingen import publiceer
from ketens.publicaties.models import Publicatie
from ketens.publicaties.overzichten import stuk_van
from ketens.publicaties.raadsvraag import beantwoord
from ketens.verslagen.verslag import verslag
from tests import wereld
from tests.merken import OP_SQLITE
from tests.monitor.geteld import tel_tests

pytestmark = OP_SQLITE
KETEN, JAAR = wereld.KETEN, vandaag().year - 1
WIJKEN = {"7621": "A", "7622": "A", "7623": "B"}


@pytest.fixture
def wijken(app, in_borne):
    """Twenty tests in 7621, five in 7622 and twenty in 7623; A and B are 25 and 20."""
    for pc4, aantal in (("7621", 20), ("7622", 5), ("7623", 20)):
        tel_tests(app, aantal, op=date(JAAR, 5, 1), pc4=pc4)
    with in_borne():
        db.session.add_all(Gebied(pc4=pc4, wijk=wijk) for pc4, wijk in WIJKEN.items())
        db.session.commit()


def maak():
    rij = publiceer(verslag(KETEN, JAAR), door=None)
    db.session.commit()
    return rij


def per_wijk(rij):
    return [sleutel for sleutel in rij.getoond["cellen"] if "wijk=" in sleutel]


def verleg(pc4, wijk):
    db.session.execute(update(Gebied).where(Gebied.pc4 == pc4).values(wijk=wijk))
    db.session.commit()


def test_na_een_andere_indeling_staat_er_niets_meer_per_wijk(wijken, in_borne):
    with in_borne():
        eerste = maak()
        assert 25 in (eerste.getoond["cellen"][sleutel] for sleutel in per_wijk(eerste))
        verleg("7622", "B")
        tweede = maak()
        assert not per_wijk(tweede)
        assert not [tabel for tabel in stuk_van(tweede).tabellen if "wijk" in tabel.titel.lower()]
        assert "De wijken zijn anders ingedeeld" in tweede.getoond["onmogelijk"][0]
        with pytest.raises(Domeinfout, match="anders ingedeeld"):
            beantwoord(verslag(KETEN, JAAR), "aantal_vrt", door=None)


def test_terug_naar_de_oude_indeling_geeft_de_wijken_terug(wijken, in_borne):
    with in_borne():
        eerste = maak()
        verleg("7622", "B")
        maak()
        verleg("7622", "A")
        assert maak().id == eerste.id
        assert len(db.session.scalars(select(Publicatie)).all()) == 2


def test_een_gebied_dat_een_naam_krijgt_is_ook_een_andere_indeling(wijken, in_borne):
    with in_borne():
        maak()
        db.session.add(Gebied(pc4="7624", wijk="B"))
        db.session.commit()
        assert not per_wijk(maak())


def test_een_wijk_die_heet_als_wie_geen_postcode_heeft_houdt_haar_eigen_rij(app, in_borne):
    for pc4, aantal in (("7621", 30), ("7622", 25), (None, 15)):
        tel_tests(app, aantal, op=date(JAAR, 5, 1), pc4=pc4)
    with in_borne():
        db.session.add(Gebied(pc4="7622", wijk="Onbekend"))
        db.session.commit()
        tabellen = [tabel for tabel in stuk_van(maak()).tabellen if tabel.code.startswith("wijk")]
    tabel = next(tabel for tabel in tabellen if "Valrisicotests" in [kolom.naam for kolom in tabel.kolommen])
    plek = [kolom.naam for kolom in tabel.kolommen].index("Valrisicotests")
    assert sorted((rij[0], rij[plek]) for rij in tabel.rijen) == [("7621", 30), ("Onbekend", 15), ("Onbekend", 25)]
