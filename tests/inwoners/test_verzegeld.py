"""Who has the database and not the key, reads nobody; who moves a cell, shows nobody (invariants 27, 28 and 29)."""

import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, update

from ketens.gebruikers.models import Gemeente
from ketens.inwoners.models import Inwoner
from ketens.inwoners.zoeken import zoek
from ketens.inwoners.zoeksleutels import Zoeksleutel
from ketens.kern.db import REGISTER, db, nieuw_id
from ketens.kern.versleuteling import Onleesbaar, Verzegeld, open_cel, verzegel
from ketens.rechten import Rol
from tests import wereld
from tests.bron import PostgresBron
from tests.naalden import Naalden
from tests.postgres import binaries

NAAM, TELEFOON, BSN = "Wijnveldermeer", "0740012345", "111222333"


@pytest.fixture
def twee(maak, app):
    """The same BSN in two gemeenten, and a second resident in the first."""
    with app.app_context():
        db.session.execute(update(Gemeente).values(bsn_aan=True))
        db.session.commit()
    hier = maak.inwoner(NAAM, voornaam="Aaltje", telefoon=TELEFOON, bsn=BSN)
    ander = maak.inwoner("Anderszins", voornaam="Bartje", telefoon="0740054321", bsn="123456782")
    daar = maak.inwoner(
        NAAM, voornaam="Aaltje", telefoon=TELEFOON, bsn=BSN, gemeente="tubbergen", betrokken="gemeente-tubbergen"
    )
    return hier, ander, daar


def naalden() -> Naalden:
    hooiberg = Naalden()
    for naam, voornaam in ((NAAM, "Aaltje"), ("Anderszins", "Bartje")):
        hooiberg.voeg_toe(naam=f"{voornaam} {naam}", achternaam=naam)
    hooiberg.voeg_toe(telefoons=[TELEFOON, "0740054321"], bsn=BSN)
    hooiberg.voeg_toe(bsn="123456782")
    return hooiberg


# ---------------------------------------------------------------- a copy of the database


def test_een_kopie_van_de_database_noemt_niemand(bron, app, twee, als, tmp_path):
    """Plain, packed and laid out again; on PostgreSQL the files and the write-ahead log of the server too."""
    assert NAAM in als(Rol.COORDINATOR).get("inwoners.detail", inwoner_id=twee[0].id).html
    kopieen = van_postgresql(bron, tmp_path) if isinstance(bron, PostgresBron) else van_sqlite(bron.pad, app, tmp_path)
    assert len(kopieen) >= 3
    for naam, inhoud in kopieen.items():
        assert b"Huisartsen Proefhof" in inhoud or naam in ("wal", "server"), f"{naam} is geen kopie van deze database"
        assert naalden().in_(inhoud) == set(), naam


def van_sqlite(map_: Path, app, tmp_path) -> dict[str, bytes]:
    with app.app_context(), db.engine.connect() as verbinding:
        verbinding.exec_driver_sql("rollback")
        verbinding.exec_driver_sql("vacuum into ?", (str(tmp_path / "vacuum.db"),))
        verbinding.exec_driver_sql("begin")
        dump = "\n".join(verbinding.connection.driver_connection.iterdump())
    return {
        "bestand": (map_ / "ketens.db").read_bytes(),
        "wal": (map_ / "ketens.db-wal").read_bytes(),
        "vacuum": (tmp_path / "vacuum.db").read_bytes(),
        "dump": dump.encode(),
    }


def van_postgresql(bron: PostgresBron, tmp_path) -> dict[str, bytes]:
    bestemming = ["--host", str(bron.cluster.socket), "--username", "postgres", bron.naam]

    def dump(*opties: str) -> bytes:
        return subprocess.run([binaries() / "pg_dump", *opties, *bestemming], capture_output=True, check=True).stdout

    gepakt = tmp_path / "gepakt.dump"
    gepakt.write_bytes(dump("--format=custom"))
    uitgepakt = subprocess.run([binaries() / "pg_restore", "--file=-", gepakt], capture_output=True, check=True).stdout
    with bron.cluster.als_superuser(bron.naam) as verbinding:
        verbinding.execute("checkpoint")
        (nummer,) = verbinding.execute("select oid from pg_database where datname = %s", [bron.naam]).fetchone()
    data = bron.cluster.folder / "data"
    return {
        "leesbaar": dump(),
        "gepakt": dump("--format=custom", "--compress=0"),
        "uitgepakt": uitgepakt,
        "server": b"".join(pad.read_bytes() for pad in (data / "base" / str(nummer)).iterdir()),
        "wal": b"".join(pad.read_bytes() for pad in sorted((data / "pg_wal").glob("0*"))[-2:]),
    }


# ---------------------------------------------------------------- a cell on another place

VELDEN = sorted(
    {
        (mapper.class_.__tablename__, naam)
        for mapper in REGISTER.mappers
        for deel in mapper.class_.__mro__
        for naam, veld in vars(deel).items()
        if isinstance(veld, Verzegeld)
    }
)
RIJEN = [nieuw_id() for _ in range(3)]
PLEK = st.tuples(st.sampled_from(VELDEN), st.sampled_from(RIJEN))


def test_er_zijn_velden_om_te_verwisselen():
    assert len(VELDEN) > 25
    assert ("inwoner", "bsn") in VELDEN


@given(van=PLEK, naar=PLEK, tekst=st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_een_cel_gaat_alleen_open_waar_zij_geschreven_is(bron, van, naar, tekst):
    (tabel, kolom), rij = van
    cel = verzegel(tekst, tabel, kolom, rij)
    (andere_tabel, andere_kolom), andere_rij = naar
    if van == naar:
        assert open_cel(cel, tabel, kolom, rij) == tekst
    else:
        with pytest.raises(Onleesbaar):
            open_cel(cel, andere_tabel, andere_kolom, andere_rij)


def verwissel(app, een, ander, kolom):
    """What somebody with access to the database does: the cell of one in the row of the other."""
    with wereld.binnen(app):
        cellen = {rij: getattr(db.session.get_one(Inwoner, rij), f"{kolom}_cel") for rij in (een, ander)}
        for rij, cel in ((een, cellen[ander]), (ander, cellen[een])):
            db.session.execute(update(Inwoner).where(Inwoner.id == rij).values({f"{kolom}_cel": cel}))
        db.session.commit()


@pytest.mark.parametrize("kolom", ["achternaam", "telefoon", "bsn"])
def test_een_verwisselde_cel_toont_niemand(app, als, twee, kolom, caplog):
    verwissel(app, twee[0].id, twee[1].id, kolom)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    try:
        pagina = als(Rol.COORDINATOR).get("inwoners.gegevens", inwoner_id=twee[0].id)
    finally:
        app.config["PROPAGATE_EXCEPTIONS"] = None
    assert pagina.status == 500
    assert naalden().in_(pagina.html) == set()
    assert naalden().in_(caplog.text) == set()
    assert "Onleesbaar" in caplog.text


# ---------------------------------------------------------------- the blind index


def hashes(app, gemeente, inwoner_id, soort="bsn"):
    with wereld.binnen(app, gemeente):
        return set(db.session.scalars(select(Zoeksleutel.hash).filter_by(inwoner_id=inwoner_id, soort=soort)))


def test_hetzelfde_bsn_in_twee_gemeenten_vindt_elkaar_niet(app, twee):
    hier, _, daar = twee
    een, ander = hashes(app, "borne", hier.id), hashes(app, "tubbergen", daar.id)
    assert een
    assert ander
    assert not een & ander
    with wereld.binnen(app):
        assert [treffer.id for treffer in zoek(BSN, wereld.wie("coordinator")).inwoners] == [hier.id]
    with wereld.binnen(app, "tubbergen"):
        assert [treffer.id for treffer in zoek(BSN, wereld.wie("coordinator_tubbergen")).inwoners] == [daar.id]


def test_een_ander_bsn_geeft_een_andere_sleutel(app, twee):
    assert not hashes(app, "borne", twee[0].id) & hashes(app, "borne", twee[1].id)
