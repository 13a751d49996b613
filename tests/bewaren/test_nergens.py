"""After letting go nothing that was typed of a resident stands anywhere: no cell, clear or opened, no file, no page.

The story of tests/bouwkunde/verhaal.py has a mark in every sealed field. All of it is looked for before and after.
"""

import shutil
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select, update

from ketens.bewaren import kaart
from ketens.bewaren.wissen import vergeet
from ketens.groepen.plaatsen import Plaatsing
from ketens.invoer.models import Invoerregel
from ketens.inwoners.models import Inwoner
from ketens.inwoners.zoeksleutels import Zoeksleutel
from ketens.kern.db import REGISTER, Basis, db, leeg_wal
from ketens.kern.klok import nu
from ketens.kern.versleuteling import open_bytes
from ketens.post.models import Mail
from ketens.samenvoegen.models import Samenvoeging
from ketens.trajecten.models import Traject
from ketens.uitvoer import bewaarplaats
from ketens.uitvoer.models import Uitvoer
from ketens.verwijzingen.models import Verwijzing
from tests import wereld
from tests.bouwkunde.verhaal import VELDEN, vertel

# What is known of no resident, or stays and names nobody: the number of a nota, and a day or a decimal among thousands.
BLIJFT = {"Na de groep: de nota", "Inwoner: datum van overlijden", "Valrisicotest: antwoorden", "Meting: de waarde"}
# Lost when the file is read.
NOOIT_BEWAARD = {"Overnemen uit een bestand: burgerservicenummer"}
BORNE = wereld.id_van("borne")


def van_een_inwoner(veld):
    tabellen = {cel.partition(".")[0] for cel in veld.cellen} - {"invoer"}
    return bool(veld.cellen) and not tabellen & {*kaart.GEEN_INWONER} and veld.naam not in BLIJFT | NOOIT_BEWAARD


def vormen(merk):
    """A mark as it is typed and as it is kept: a day the other way about, a postcode in one piece."""
    dag, _, rest = merk.partition("-")
    maand, _, jaar = rest.partition("-")
    return {merk, merk.replace(" ", ""), f"{jaar}-{maand}-{dag}" if dag.isdigit() and len(jaar) == 4 else merk}


NAALDEN = {vorm for veld in VELDEN if van_een_inwoner(veld) for merk in veld.merken for vorm in vormen(merk)}


def leesbaar():
    """Every value of every row that this gemeente reaches: as it stands, and opened where it is sealed."""
    cellen = {een.local_table.name: kaart.verzegeld(een.class_) for een in REGISTER.mappers}
    for tabel in Basis.metadata.sorted_tables:
        for rij in db.session.execute(select(tabel)).mappings():
            for kolom, waarde in rij.items():
                verzegeld = waarde is not None and kolom in cellen.get(tabel.name, ())
                tekst = open_bytes(waarde, tabel.name, kolom, rij["id"]).decode() if verzegeld else str(waarde)
                yield f"{tabel.name}.{kolom}", tekst


def waar_het_staat(naalden):
    """Needle -> the columns in which it can be read."""
    gevonden = {}
    for plek, tekst in leesbaar():
        for naald in naalden:
            if naald in tekst:
                gevonden.setdefault(naald, set()).add(plek)
    return gevonden


def cellen_van(inwoners):
    """Every sealed cell and search hash of these residents, as bytes."""
    ruw = set()
    for mapper in REGISTER.mappers:
        tabel, velden = mapper.local_table, kaart.verzegeld(mapper.class_)
        eigen = tabel.c.id if tabel.name == "inwoner" else tabel.c.get("inwoner_id")
        if eigen is not None and tabel.name not in kaart.GEEN_INWONER:
            for rij in db.session.execute(select(tabel).where(eigen.in_(inwoners))).mappings():
                ruw |= {rij[naam] for naam in (*velden, "hash") if rij.get(naam) is not None}
    return ruw


def op_schijf(data: Path, naalden):
    """Where in the data folder it can be read, sealed files opened; the database itself is looked at elsewhere."""
    for pad in data.rglob("*"):
        if pad.is_file() and not pad.name.startswith("ketens.db"):
            inhoud = pad.read_bytes()
            yield from (f"{pad.name}: {naald}" for naald in naalden if naald.encode() in inhoud)
    for pad in bewaarplaats.map_van(BORNE).iterdir():
        inhoud = bewaarplaats.haal(BORNE, Uitvoer.id.type.python_type(pad.name)).bytes
        yield from (f"bestand: {naald}" for naald in naalden if naald.encode() in inhoud)


@pytest.fixture
def verteld(app, maak, in_borne):
    """The whole story; who is in it, whom it is not about, and the kenmerken that stand in letters."""
    for ids in vertel(app, maak):
        (inwoner_id, *_) = ids["inwoner"]
    buiten = maak.inwoner("Buitenstaander", postcode="7621CD")
    with in_borne():
        shutil.rmtree(bewaarplaats.map_van(BORNE), ignore_errors=True)
        # In the story these two are of somebody else.
        db.session.execute(update(Mail).values(inwoner_id=inwoner_id))
        db.session.execute(update(Invoerregel).values(gemaakt=[["inwoner", str(inwoner_id)]]))
        # What the trainer had to know goes when the group ends; here it did not yet.
        for plaatsing in db.session.scalars(select(Plaatsing).where(Plaatsing.inwoner_id == inwoner_id)):
            plaatsing.voor_trainer = "Merkvoortrainer"
        uitvoer = Uitvoer(
            formulier_id=ids["inwoner"][0], soort="rapport", gegevens={}, formaat="csv", bestandsnaam="x",
            met_namen=True, account_id=wereld.id_van("coordinator"), klaar_op=nu(),
            lidmaatschap_id=wereld.id_van("coordinator-coordinator"),
        )  # fmt: skip
        db.session.add(uitvoer)
        bewaarplaats.bewaar(BORNE, uitvoer.id, "\n".join(sorted(NAALDEN)).encode(), [inwoner_id])
        paren = db.session.execute(select(Samenvoeging.blijft_id, Samenvoeging.gaat_id))
        weg = {inwoner_id, *(id_ for paar in paren for id_ in paar)}
        for ander in db.session.scalars(select(Inwoner).where(Inwoner.id.not_in(weg))):
            ander.geboortedatum = date(1950, 6, 7)
        kenmerken = {
            kenmerk
            for soort in (Traject, Verwijzing)
            for kenmerk in db.session.scalars(select(soort.kenmerk).where(soort.inwoner_id.in_(weg)))
        }
        db.session.commit()
    return weg, buiten.id, kenmerken


@pytest.mark.traag
def test_nergens_staat_nog_iets_van_wie_gewist_is(verteld, in_borne, bron):
    weg, buiten, kenmerken = verteld
    data, naalden = Path(bron.omgeving["KETENS_DATA"]), NAALDEN | kenmerken
    with in_borne():
        stond = waar_het_staat(naalden)
        assert [
            veld.naam
            for veld in VELDEN
            if van_een_inwoner(veld) and not any(vorm in stond for merk in veld.merken for vorm in vormen(merk))
        ] == []
        assert kenmerken <= stond.keys()
        assert any(op_schijf(data, naalden))
        # Who bears the same name, or lives at the same postcode, is found by the same hash.
        ruw = cellen_van(weg) - cellen_van(set(db.session.scalars(select(Inwoner.id))) - weg)
        assert len(ruw) > 60
        for id_ in sorted(weg):
            vergeet(db.session.get_one(Inwoner, id_))
        db.session.commit()
        db.session.expire_all()
        assert waar_het_staat(naalden) == {}
        assert list(op_schijf(data, naalden)) == []
        assert set(db.session.scalars(select(Zoeksleutel.inwoner_id).where(Zoeksleutel.inwoner_id.in_(weg)))) == set()
        assert db.session.get_one(Inwoner, buiten).achternaam == "Buitenstaander"
        if db.engine.dialect.name == "sqlite":
            db.session.rollback()
            db.session.remove()
            assert leeg_wal(db.engine)
            bestand = b"".join(pad.read_bytes() for pad in bron.pad.glob("ketens.db*"))
            assert [naald for naald in naalden if naald.encode() in bestand] == []
            assert [cel for cel in ruw if cel in bestand] == []
