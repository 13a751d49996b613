"""A new key while everything stands: every cell goes over, and nothing but the cell changes."""

import random
from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from ketens.audit.controle import controleer
from ketens.audit.models import Logregel, LogregelInwoner
from ketens.gebruikers.models import Account
from ketens.inwoners.models import Inwoner
from ketens.kern import klok
from ketens.kern.db import REGISTER, Basis, db
from ketens.kern.gemeente import VanGemeente, in_gemeente
from ketens.kern.sleutelproef import verzegelde_velden
from ketens.kern.versleuteling import Onleesbaar, sleutel_van, verzegel
from ketens.opdrachten.nevenwerk import sessie
from ketens.sleutels import cellen
from ketens.sleutels.models import Sleutelronde
from ketens.uitvoer import bewaarplaats
from ketens.uitvoer.models import Uitvoer
from tests import wereld
from tests.bouwkunde.vulling import vul
from tests.merken import OP_SQLITE
from tests.sleutels.conftest import GEMEENTEN

BORNE = wereld.id_van("borne")


@pytest.fixture
def gevuld(huis):
    """A row of every model in both gemeenten, and in each cell something of any length; some are empty."""
    for gemeente in ("borne", "tubbergen"):
        with huis.binnen(gemeente):
            vul(gemeente)
            db.session.commit()
    with huis.binnen(None):
        db.session.get_one(Account, wereld.id_van("coordinator")).postcode = "7621AB"
        db.session.commit()
    schud(huis, random.Random(46))
    return huis


def schud(huis, kans):
    """Put random text in every cell that holds text, and in one of ten nothing."""
    klassen = {mapper.local_table.name: mapper.class_ for mapper in REGISTER.mappers}
    for gemeente_id in GEMEENTEN:
        with huis.app.app_context(), in_gemeente(gemeente_id):
            for tabel, veld, id_ in sorted(huis.cellen()):
                klasse, kolom = klassen[tabel], f"{veld}_cel"
                if (gemeente_id is None) == issubclass(klasse, VanGemeente) or getattr(klasse, veld).van is not str:
                    continue
                tekst = "".join(
                    chr(kans.choice((97, 233, 8364, 128512)) + kans.randrange(4)) for _ in range(kans.randrange(80))
                )
                cel = verzegel(tekst, tabel, veld, id_) if kans.random() > 0.1 else None
                db.session.execute(update(klasse).where(klasse.id == id_).values({kolom: cel}))
            db.session.commit()


def al_het_andere(huis):
    """Everything that is no sealed cell, no key and no log."""
    alles = {}
    klassen = {mapper.local_table.name: mapper.class_ for mapper in REGISTER.mappers}
    for gemeente_id in GEMEENTEN[1:]:
        with huis.app.app_context(), in_gemeente(gemeente_id):
            for tabel in Basis.metadata.sorted_tables:
                if tabel.name in BEWEGEN:
                    continue
                dicht = verzegelde_velden(klassen[tabel.name]) | HASHES.get(tabel.name, set())
                kolommen = [kolom for kolom in tabel.columns if kolom.name not in dicht]
                alles[gemeente_id, tabel.name] = sorted(map(repr, db.session.execute(select(*kolommen))))
            db.session.rollback()
    return alles


# What a round writes itself: its progress, the log, and hashes in the place of hashes.
BEWEGEN = {"sleutelronde", "sleutelmerk", "logregel", "logregel_inwoner", "logkop", "zoeksleutel", "klokwerk"}
HASHES = {"valrisicodag": {"code_hash"}, "aanmeldpoging": {"wie_hash"}}


def test_elke_cel_van_elk_model_gaat_over_en_verder_verandert_er_niets(gevuld):
    inhoud, cellen_voor, rest = gevuld.inhoud(), gevuld.cellen(), al_het_andere(gevuld)
    assert len({tabel for tabel, _, _ in inhoud}) > 30
    assert len(inhoud) > 100
    gevuld.roteer()
    assert gevuld.onder() == {"g1": len(inhoud)}
    assert gevuld.inhoud() == inhoud, "de oude sleutel leest nog"
    gevuld.maak_af()
    assert gevuld.onder() == {"g2": len(inhoud)}
    assert gevuld.inhoud() == inhoud
    assert not set(gevuld.cellen().values()) & set(cellen_voor.values())
    assert al_het_andere(gevuld) == rest


@OP_SQLITE
def test_wat_er_al_onder_de_nieuwe_sleutel_ligt_blijft_zoals_het_is(gevuld):
    gevuld.roteer("gegevens")
    gevuld.maak_af()
    voor = gevuld.cellen()
    with gevuld.binnen(None):
        db.session.execute(update(Sleutelronde).values(klaar_op=None))
        db.session.commit()
    gevuld.maak_af()
    assert gevuld.cellen() == voor


@OP_SQLITE
def test_een_ronde_zegt_in_het_logboek_wat_zij_deed_en_toont_niemand(gevuld):
    with gevuld.binnen():
        voor = db.session.scalars(select(Logregel.nr).where(Logregel.keten_id == BORNE)).all()
    gevuld.roteer()
    gevuld.maak_af()
    with gevuld.binnen():
        erbij = db.session.scalars(select(Logregel).where(Logregel.keten_id == BORNE, Logregel.nr.not_in(voor))).all()
        redenen = Counter(regel.reden.partition(":")[0] for regel in erbij)
        assert {regel.route for regel in erbij} <= {"ketens sleutels ronde", "ketens sleutels roteer"}
        assert redenen == {"gegevenssleutel g2": 1, "zoeksleutel z2": 1}
        assert not db.session.scalars(
            select(LogregelInwoner).where(LogregelInwoner.logregel_id.in_([regel.id for regel in erbij]))
        ).all()


def test_wat_iemand_ondertussen_schreef_wordt_niet_overschreven(huis, mensen):
    (id_,) = mensen(1)
    huis.roteer("gegevens")
    with huis.binnen():
        deel = next(deel for deel in cellen.celdelen() if deel.naam == "inwoner")
        with sessie(lezend=True):
            portie = deel.zoek(UUID0, "g2")
        inwoner = db.session.get_one(Inwoner, id_)
        versie = inwoner.versie
        inwoner.achternaam = "Pietersen"
        db.session.commit()
        uitslag = deel.zet_over(portie, "g2")
        db.session.commit()
        assert (uitslag.gedaan, uitslag.over) == (0, 1)
        db.session.expire_all()
        assert db.session.get_one(Inwoner, id_).achternaam == "Pietersen"
    huis.maak_af()
    with huis.binnen():
        inwoner = db.session.get_one(Inwoner, id_)
        assert (inwoner.achternaam, inwoner.versie) == ("Pietersen", versie + 1)
    assert set(huis.onder()) == {"g2"}


@OP_SQLITE
def test_wie_een_dossier_open_heeft_slaat_gewoon_op(huis, mensen):
    """The version of a row does not move with its cells: what was typed before the round is not refused after it."""
    (id_,) = mensen(1)
    huis.roteer("gegevens")
    with huis.binnen():
        inwoner = db.session.get_one(Inwoner, id_)
        assert inwoner.achternaam.startswith("Ach")
        db.session.commit()
        with huis.app.app_context():
            huis.maak_af()
        inwoner.voornaam = "Truus"
        db.session.commit()
    with huis.binnen():
        assert db.session.get_one(Inwoner, id_).voornaam == "Truus"
    assert set(huis.onder()) == {"g2"}


def verwissel(huis, *ids):
    """Put the surname of each in the row of the other, as who has the database could."""
    with huis.binnen():
        een, twee = (db.session.get_one(Inwoner, id_).achternaam_cel for id_ in ids)
        for id_, cel in zip(ids, (twee, een), strict=True):
            db.session.execute(update(Inwoner).where(Inwoner.id == id_).values(achternaam_cel=cel))
        db.session.commit()


@pytest.mark.parametrize("wanneer", ["voor", "na"])
def test_verwisselde_cellen_gaan_niet_open_ook_niet_na_een_ronde(huis, mensen, wanneer):
    ids = mensen(2)
    if wanneer == "voor":
        verwissel(huis, *ids)
    huis.roteer("gegevens")
    huis.maak_af()
    if wanneer == "na":
        verwissel(huis, *ids)
    with huis.binnen():
        for id_ in ids:
            inwoner = db.session.get_one(Inwoner, id_)
            assert inwoner.voornaam
            with pytest.raises(Onleesbaar, match="hoort hier niet"):
                _ = inwoner.achternaam
    with huis.binnen(None):
        ronde = db.session.scalars(select(Sleutelronde)).one()
        assert ronde.klaar_op
        assert ronde.onleesbaar == (2 if wanneer == "voor" else 0)
    if wanneer == "voor":
        weg = huis.opdracht("sleutels", "verwijder", "g1")
        assert (weg.exit_code, weg.stderr) == (2, "Sleutel g1 mag nog niet weg: er zijn nog 2 cellen.\n")


@OP_SQLITE
def test_een_bestand_op_schijf_gaat_ook_over(gevuld):
    with gevuld.binnen():
        rij = db.session.scalars(select(Uitvoer)).first()
        rij.klaar_op, rij.bewaren_tot, rij.verwijderd_op = klok.nu(), klok.nu() + timedelta(days=7), None
        bewaarplaats.bewaar(BORNE, rij.id, b"inhoud", [wereld.id_van("coordinator")], ["valpreventie"])
        db.session.commit()
        id_ = rij.id
    gevuld.roteer("gegevens")
    gevuld.maak_af()
    with gevuld.binnen():
        (pad,) = bewaarplaats.map_van(BORNE).iterdir()
        assert sleutel_van(pad.read_bytes()) == "g2"
        assert pad.stat().st_mode & 0o777 == 0o600
        assert bewaarplaats.haal(BORNE, id_) == bewaarplaats.Inhoud(
            b"inhoud", (wereld.id_van("coordinator"),), frozenset({"valpreventie"})
        )


@OP_SQLITE
def test_een_bestand_dat_net_is_opgeruimd_komt_niet_terug(gevuld):
    with gevuld.binnen():
        rij = db.session.scalars(select(Uitvoer)).first()
        rij.klaar_op, rij.verwijderd_op = klok.nu(), klok.nu()
        bewaarplaats.bewaar(BORNE, rij.id, b"inhoud")
        db.session.commit()
    gevuld.roteer("gegevens")
    gevuld.maak_af()
    with gevuld.binnen():
        (pad,) = bewaarplaats.map_van(BORNE).iterdir()
        assert sleutel_van(pad.read_bytes()) == "g1", "wie opruimt, is er nog niet klaar mee"


@OP_SQLITE
def test_een_tweede_en_derde_sleutel_na_elkaar(gevuld):
    inhoud = gevuld.inhoud()
    for nummer in (2, 3, 4):
        gevuld.roteer()
        gevuld.maak_af()
        assert gevuld.onder() == {f"g{nummer}": len(inhoud)}
    assert gevuld.inhoud() == inhoud
    for keten_id in (BORNE, wereld.id_van("tubbergen")):
        with gevuld.app.app_context(), in_gemeente(keten_id):
            assert controleer(keten_id).goed
            db.session.rollback()


@OP_SQLITE
def test_wat_een_trage_buur_later_nog_onder_de_oude_sleutel_schrijft_wordt_gevonden(huis, mensen):
    """A process that hung over the change: the nightly look opens the round again."""
    (id_,) = mensen(1)
    oud = huis.cellen()["inwoner", "achternaam", id_]
    huis.roteer("gegevens")
    huis.maak_af()
    with huis.binnen():
        db.session.execute(update(Inwoner).where(Inwoner.id == id_).values(achternaam_cel=oud))
        db.session.commit()
    huis.maak_af()
    assert huis.onder()["g1"] == 1
    with huis.app.app_context():
        from ketens.sleutels.werken import kijk_na

        kijk_na({})
        db.session.commit()
    huis.maak_af()
    assert set(huis.onder()) == {"g2"}


UUID0 = cellen.UUID(int=0)
