"""Looking for someone while the search key changes: everyone is found before, halfway and after, by all roads."""

from datetime import date

import pytest
from sqlalchemy import func, select

from ketens.gebruikers import pogingen
from ketens.gebruikers.models import Aanmeldpoging, Beurten
from ketens.invoer.nakijken import bekenden
from ketens.inwoners.handelingen import wijzig_inwoner
from ketens.inwoners.models import Inwoner
from ketens.inwoners.noodzoeken import naamgenoten
from ketens.inwoners.zoeken import mogelijk_dezelfde, zoek
from ketens.inwoners.zoeksleutels import Zoeksleutel
from ketens.kern import sleutels
from ketens.kern.db import db
from ketens.kern.versleuteling import zoekhash
from ketens.rechten import Rol
from ketens.sleutels import zoekwoorden
from ketens.toezicht import betrokkenen, medewerkers
from ketens.valrisicodagen.handelingen import _vrije_code, open_dag
from ketens.valrisicodagen.overzichten import dag_bij_code
from tests import wereld
from tests.klant import Klant
from tests.merken import EERST_OP_SQLITE, OP_SQLITE


@pytest.fixture(autouse=True)
def kleine_stappen(monkeypatch):
    """Two residents at a time."""
    monkeypatch.setattr(zoekwoorden, "INWONERS", 2)


def onder(huis):
    """How many search keys stand under each key, of everyone together and of each resident."""
    with huis.binnen():
        rijen = db.session.execute(select(Zoeksleutel.inwoner_id, Zoeksleutel.sleutel).distinct()).all()
        assert len({rij.inwoner_id for rij in rijen}) == len(rijen), "iemand staat onder twee sleutels"
        return {rij.sleutel for rij in rijen}


@EERST_OP_SQLITE
def test_ieder_is_op_elke_manier_te_vinden_bij_elke_stap(huis, mensen):
    ids = mensen(6)
    with huis.binnen():
        lead, fg = wereld.wie("coordinator"), []
        mens = {id_: db.session.get_one(Inwoner, id_) for id_ in ids}
        weet = {
            id_: (m.achternaam, m.voornaam, m.geboortedatum, m.telefoon, f"{m.postcode} {m.huisnummer}")
            for id_, m in mens.items()
        }
        for m in list(mens.values())[:3]:
            dubbel = Inwoner(voornaam=m.voornaam, achternaam=m.achternaam, geboortedatum=m.geboortedatum)
            fg.append(dubbel)
        db.session.rollback()

    def kijk():
        with huis.binnen():
            for id_, (achternaam, voornaam, geboren, telefoon, adres) in weet.items():
                for tekst in (achternaam, achternaam[:4], f"{voornaam} {achternaam}", f"{geboren:%d-%m-%Y}", telefoon,
                              adres.split()[0], f"{achternaam} {geboren:%d-%m-%Y}"):  # fmt: skip
                    assert id_ in {treffer.id for treffer in zoek(tekst, lead).inwoners}, tekst
                assert naamgenoten(geboren, achternaam, voornaam) == [id_]
                assert naamgenoten(geboren, achternaam, "Iemandanders") == []
                assert [rij.id for rij in betrokkenen.zoek(geboren, achternaam)] == [id_]
                rij = {"geboortedatum": geboren, "achternaam": achternaam, "telefoon": telefoon}
                assert bekenden([rij, {**rij, "geboortedatum": date(1901, 1, 1)}], lead) == [id_, None]
            for dubbel, id_ in zip(fg, ids[:3], strict=True):
                assert [ander.id for ander in mogelijk_dezelfde(dubbel, lead)] == [id_]

    kijk()
    huis.roteer("zoek")
    kijk()
    gezien = []
    while "z1" in onder(huis):
        assert huis.een_stap()
        gezien.append(onder(huis))
        kijk()
    assert {"z1", "z2"} in gezien
    huis.maak_af()
    kijk()
    assert onder(huis) == {"z2"}


@OP_SQLITE
def test_wie_tijdens_een_ronde_wordt_gewijzigd_gaat_meteen_over_en_is_niet_meer_te_vinden_als_wie_hij_was(huis, mensen):
    een, twee = mensen(2)
    huis.roteer("zoek")
    with huis.binnen():
        inwoner = db.session.get_one(Inwoner, twee)
        was = inwoner.achternaam
        wijzig_inwoner(inwoner, door=wereld.wie("coordinator"), achternaam="Pietersen")
        db.session.commit()
        assert [treffer.id for treffer in zoek("Pietersen", wereld.wie("coordinator")).inwoners] == [twee]
        assert not zoek(was, wereld.wie("coordinator")).inwoners
    assert onder(huis) == {"z1", "z2"}
    huis.maak_af()
    with huis.binnen():
        assert not zoek(was, wereld.wie("coordinator")).inwoners
        assert set(db.session.scalars(select(Zoeksleutel.inwoner_id))) == {een, twee}


@OP_SQLITE
def test_de_code_van_een_valrisicodag_blijft_werken_en_zijn_hash_gaat_over(huis):
    with huis.binnen():
        dag = open_dag(
            formulier_id=wereld.id_van("formulier"), datum=date(2026, 3, 2), locatie="Hal",
            door=wereld.wie("coordinator"),
        )  # fmt: skip
        db.session.commit()
        code, id_ = dag.code, dag.id
        oud = dag.code_hash
    huis.roteer("zoek")
    for _ in range(2):
        with huis.binnen():
            dag = dag_bij_code(code)
            assert dag.id == id_
            assert _vrije_code() != code
        huis.maak_af()
    with huis.binnen():
        assert dag_bij_code(code).code_hash == zoekhash("dagcode", code) != oud


@OP_SQLITE
def test_wie_heet_als_een_collega_wordt_ook_halverwege_gezien(huis, maak):
    """The fg looks whether someone opened who bears a colleague's name: by hashes, of which there are two now."""
    from ketens.inwoners.handelingen import maak_inwoner

    with huis.binnen():
        naam = wereld.MENSEN["coordinator"][0]
        voornaam, _, achternaam = naam.partition(" ")
        inwoner = maak_inwoner(voornaam=voornaam, achternaam=achternaam, geboortedatum=date(1950, 1, 1))
        db.session.commit()
        id_ = inwoner.id

    def gevonden():
        with huis.binnen():
            mensen = medewerkers.medewerkers()
            paren = medewerkers.naamgenoten(mensen.values())
            return {inwoner_id for (inwoner_id, _), wie in paren.items() if wereld.id_van("coordinator") in wie}

    assert gevonden() == {id_}
    huis.roteer("zoek")
    assert gevonden() == {id_}
    huis.maak_af()
    assert gevonden() == {id_}


@OP_SQLITE
def test_een_nieuwe_sleutel_geeft_wie_raadt_geen_nieuwe_kansen(huis):
    adres, mail = "192.0.2.9", "coordinator@proef.example"
    grens = pogingen.PER_ACCOUNT * pogingen.RUIMTE

    def vul(tot):
        hash_ = zoekhash("email", mail)
        staan = db.session.scalar(
            select(func.count()).select_from(Aanmeldpoging).where(Aanmeldpoging.gelukt.is_(False))
        )
        for _ in range(tot - (staan or 0)):
            pogingen.noteer(mail, adres, gelukt=False)
        db.session.commit()
        return hash_

    with huis.binnen(None):
        vul(grens - 1)
        assert not pogingen.te_veel(mail, adres)
    huis.roteer("zoek")
    with huis.binnen(None):
        vul(grens)
        assert pogingen.te_veel(mail, adres), "voor de helft onder de oude sleutel"
    huis.maak_af()
    with huis.binnen(None):
        assert set(db.session.scalars(select(Aanmeldpoging.wie_hash))) == {zoekhash("email", mail)}
        assert pogingen.te_veel(mail, adres)


@OP_SQLITE
def test_beurten_tellen_door_onder_een_nieuwe_sleutel(huis):
    """A count that stood at some number does not begin anew, and goes on when the old key is taken out."""
    klant = Klant(huis.app, Rol.COORDINATOR, "borne")

    def hoogste():
        with huis.binnen(None):
            hashes = {rij.wie_hash for rij in db.session.scalars(select(Beurten))}
            return max(db.session.scalars(select(Beurten.aantal)), default=0), len(hashes)

    for _ in range(3):
        klant.post("inwoners.zoeken", {"zoek": "Niemand"})
    assert hoogste() == (3, 2)
    huis.roteer("zoek")
    klant.post("inwoners.zoeken", {"zoek": "Niemand"})
    aantal, hashes = hoogste()
    assert (aantal, hashes) == (4, 4), "onder elke sleutel geteld"


@OP_SQLITE
def test_een_hash_draagt_het_id_van_de_sleutel_waarmee_hij_is_gemaakt(huis, monkeypatch):
    """Also when the key changes between the making of a hash and its writing down."""
    from ketens.inwoners.handelingen import maak_inwoner

    with huis.binnen():
        inwoner = maak_inwoner(voornaam="Jo", achternaam="Bakker", geboortedatum=date(1950, 1, 1))
        with huis.app.app_context():
            huis.roteer("zoek")
        assert sleutels.sleutelbos().zoek_id == "z2"
        db.session.commit()
        id_ = inwoner.id
        assert set(db.session.scalars(select(Zoeksleutel.sleutel).where(Zoeksleutel.inwoner_id == id_))) == {"z1"}
        db.session.rollback()
    huis.maak_af()
    with huis.binnen():
        assert set(db.session.scalars(select(Zoeksleutel.sleutel))) == {"z2"}
