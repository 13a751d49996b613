"""What was let go of is in no file any more, is found nowhere and opens nowhere (invariant 32)."""

import sqlite3
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from ketens.audit import snede
from ketens.audit.handelingen import schrijf_opdracht
from ketens.bewaren import kaart
from ketens.inwoners.models import Inwoner
from ketens.inwoners.zoeken import zoek
from ketens.kern.db import db, leeg_wal
from ketens.kern.klok import vandaag, zet_klok
from ketens.rechten import Rol
from ketens.verwijzingen import statuslink
from ketens.verwijzingen.models import Verwijzing
from tests import wereld
from tests.merken import OP_SQLITE


def bytes_van(pad, inwoner_id):
    """Every sealed cell and search hash that the database file holds of a resident."""
    gevonden = set()
    with sqlite3.connect(pad) as los:
        for tabel in (*kaart.LEEG, *kaart.WEG):
            velden = kaart.LEEG.get(tabel) or (
                ("hash",) if tabel == "zoeksleutel" else kaart.verzegeld(kaart.klasse_van(tabel))
            )
            for veld in velden:
                wie = "id" if tabel == "inwoner" else "inwoner_id"
                rijen = los.execute(f'select {veld} from "{tabel}" where {wie} = ?', [inwoner_id.hex])
                gevonden |= {rij[0] for rij in rijen if rij[0]}
    return gevonden


def staan_er(pad, naalden):
    inhoud = b"".join(bestand.read_bytes() for bestand in pad.parent.glob(f"{pad.name}*"))
    return [naald for naald in naalden if naald in inhoud]


@OP_SQLITE
def test_in_het_bestand_en_in_de_wal_staat_niets_meer(vroeger, maak, in_borne, voorstel_en_uit, bron):
    pad = bron.pad / "ketens.db"
    traject = vroeger.traject("Vlietstra", 2022)
    with in_borne():
        inwoner = db.session.get_one(Inwoner, traject.inwoner_id)
        db.session.expunge_all()
    maak.contactpersoon(inwoner)
    naalden = bytes_van(pad, traject.inwoner_id) | {traject.kenmerk.encode()}
    assert len(naalden) > 20
    assert len(staan_er(pad, naalden)) == len(naalden)
    voorstel_en_uit()
    with in_borne():
        assert leeg_wal(db.engine)
    assert staan_er(pad, naalden) == []


@OP_SQLITE
def test_ook_een_oud_jaar_van_het_logboek_staat_niet_meer_in_het_bestand(app, in_borne, bron):
    pad = bron.pad / "ketens.db"
    with zet_klok(datetime(2019, 6, 1, tzinfo=UTC)), in_borne():
        for _ in range(30):
            schrijf_opdracht("proef", "proef", reden="NAALD-IN-HET-LOGBOEK")
        db.session.commit()
    with in_borne():
        snede.snijd(2019)
        db.session.commit()
        snede.vernietig()
        db.session.commit()
        db.session.remove()
        assert leeg_wal(db.engine)
    assert staan_er(pad, [b"NAALD-IN-HET-LOGBOEK"]) == []


@pytest.fixture
def weg(vroeger, in_borne, voorstel_en_uit, als):
    """Somebody who was let go of, with the ids of all that hangs on them."""
    verwijzing = vroeger.verwijzing("Vlietstra", 2024)
    traject = vroeger.traject("Vlietstra", 2022)
    with in_borne():
        db.session.get_one(Inwoner, verwijzing.inwoner_id).zelfde_als_id = traject.inwoner_id
        db.session.commit()
    assert als(Rol.COORDINATOR).get("trajecten.detail", traject_id=traject.id).status == 200
    voorstel_en_uit()
    return traject, verwijzing


def test_niemand_vindt_iemand_die_weg_is(weg, in_borne):
    with in_borne():
        for tekst in ("Vlietstra", "12-03-1941", "0612345678"):
            assert zoek(tekst, wereld.wie("coordinator")).inwoners == ()


def test_geen_pagina_gaat_nog_open(weg, als, in_borne, app):
    """Every address with an id, for every hat: not found, or not allowed."""
    traject, verwijzing = weg
    with in_borne():
        ids = {"inwoner_id": {traject.inwoner_id, verwijzing.inwoner_id}, "traject_id": {traject.id}}
        ids["verwijzing_id"] = {verwijzing.id}
        for mapper in kaart.REGISTER.mappers:
            if hasattr(mapper.class_, "inwoner_id"):
                rijen = select(mapper.class_.id).where(mapper.class_.inwoner_id.in_(ids["inwoner_id"]))
                ids.setdefault(f"{mapper.class_.__tablename__}_id", set()).update(db.session.scalars(rijen))
    regels = [
        regel
        for regel in app.url_map.iter_rules()
        if "GET" in regel.methods and len(regel.arguments - {"gemeente"}) == 1 and regel.arguments & ids.keys()
    ]
    assert len(regels) > 20
    open_ = []
    for rol in Rol:
        klant = als(rol)
        for regel in regels:
            (naam,) = regel.arguments - {"gemeente"}
            for id_ in ids[naam]:
                status = klant.browser.get(klant.url(regel.endpoint, **{naam: id_})).status_code
                if status not in (403, 404):
                    open_.append((str(rol), regel.endpoint, status))
    assert open_ == []


def test_in_lijsten_staat_niemand_die_weg_is(weg, als):
    for rol, endpoint in ((Rol.VERWIJZER, "verwijzingen.lijst"), (Rol.COORDINATOR, "verwijzingen.lijst")):
        assert "Vlietstra" not in als(rol).get(endpoint).tekst
        assert weg[1].kenmerk not in als(rol).get(endpoint, stand="alle").html


def test_het_logboek_houdt_de_regels_zonder_inhoud(weg, in_borne):
    from ketens.audit.models import LogregelInwoner

    with in_borne():
        regels = select(LogregelInwoner).where(LogregelInwoner.inwoner_id == weg[0].inwoner_id)
        assert len(db.session.scalars(regels).all()) > 0


@OP_SQLITE
def test_een_link_van_vroeger_zegt_niets_meer(weg, in_borne, app):
    with in_borne(), app.test_request_context():
        verwijzing = db.session.get_one(Verwijzing, weg[1].id)
        link = statuslink.Link(verwijzing.gemeente_id, verwijzing.id, vandaag())
        assert statuslink.beeld(link) is None
