"""What reports cost is measured of real pages, beside SQL that comes to the same numbers. No times."""

import sqlite3

import pytest
from sqlalchemy import text

from bench.bezetting import KETEN
from bench.meten import Maat
from bench.rapport.vloer import PAD, maak_app
from bench.rapport.vulling import EIGEN, JAREN, Omvang, gevuld
from bench.rapport.werken import meet_rapport
from ketens.app import create_app
from ketens.gebruikers.models import Gemeente
from ketens.indicatoren.tellen import tel
from ketens.kern.db import db
from ketens.kern.gemeente import in_gemeente
from ketens.kern.klok import vandaag

OMVANG = Omvang(gemeenten=6, deler=200)


@pytest.fixture(scope="module")
def map_(tmp_path_factory):
    map_ = tmp_path_factory.mktemp("rapport")
    gevuld(map_, OMVANG, lambda _: None)
    return map_


@pytest.fixture
def alle(map_):
    with sqlite3.connect(map_ / "alle" / "ketens.db") as verbinding:
        yield verbinding


def test_een_kopie_van_een_gemeente_hangt_aan_zichzelf_en_niet_aan_de_eerste(alle):
    assert alle.execute("PRAGMA foreign_key_check").fetchall() == []
    vreemd = (
        "SELECT count(*) FROM plaatsing p JOIN inwoner i ON i.id = p.inwoner_id WHERE i.gemeente_id <> p.gemeente_id"
    )
    assert alle.execute(vreemd).fetchone() == (0,)
    per_gemeente = "SELECT count(*) FROM traject GROUP BY gemeente_id ORDER BY 1"
    aantallen = [rij[0] for rij in alle.execute(per_gemeente)]
    assert (len(aantallen), sum(aantallen)) == (OMVANG.gemeenten, OMVANG.samen)


def test_de_gemeente_alleen_is_dezelfde_als_die_tussen_de_andere(map_):
    rijen = []
    for naam in ("alle", "alleen"):
        with sqlite3.connect(map_ / naam / "ketens.db") as verbinding:
            vraag = (
                "SELECT uitslag, begonnen_op, count(*) FROM traject WHERE gemeente_id ="
                " (SELECT id FROM gemeente WHERE slug = ?) GROUP BY 1, 2 ORDER BY 1, 2"
            )
            rijen.append(verbinding.execute(vraag, (EIGEN,)).fetchall())
    assert rijen[0] == rijen[1]
    assert sum(aantal for _, _, aantal in rijen[0]) == OMVANG.trajecten(EIGEN)


def test_kale_sql_komt_op_dezelfde_getallen_als_de_app(map_, monkeypatch):
    monkeypatch.setenv(PAD, str(map_ / "alle" / "ketens.db"))
    jaar = vandaag().year
    kaal = maak_app().test_client().get(f"/{EIGEN}/{jaar}/2").json
    app = create_app({"KETENS_DATA": str(map_ / "alle")})
    with app.app_context():
        gemeente = db.session.execute(text("SELECT id FROM gemeente WHERE slug = :slug"), {"slug": EIGEN}).scalar_one()
        assert db.session.query(Gemeente).filter_by(slug=EIGEN).one().id.hex == gemeente
        with in_gemeente(db.session.query(Gemeente).filter_by(slug=EIGEN).one().id):
            stand = tel(KETEN, jaar)
        db.session.remove()
        db.engine.dispose()
    toen, nu = (next(rij for rij in kaal[0] if rij[0] == welk) for welk in (0, 1))
    for rij, welk in ((toen, jaar - 1), (nu, jaar)):
        codes = ("aantal_opsporingen", "aantal_vrt", "vrt_verhoogd", "vrt_inwoners")
        assert [stand.waarde(code, welk) for code in codes] == rij[2:6]


def test_elk_werk_geeft_de_bladzijde_die_bedoeld_is(map_):
    uitkomsten = list(meet_rapport(map_, OMVANG, Maat(rondes=1, per_ronde=1, samen=1), lambda _: None))
    assert len(uitkomsten) == 8
    assert all(uitkomst.ratio for uitkomst in uitkomsten)
    assert JAREN == 4
