"""The outbox over a real mail server: at least once, one Message-ID, no lock held, and a failure that shows."""

import datetime as dt
import ipaddress
import sqlite3
import ssl
from dataclasses import replace
from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy import select

from ketens.berichten.handelingen import stuur
from ketens.berichten.models import Bericht
from ketens.config import Instelfout, Mailserver
from ketens.inwoners.levensloop import Overlijden
from ketens.inwoners.models import Bereik
from ketens.kern.db import db, nieuw_id
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import nu, vandaag, zet_klok
from ketens.opdrachten.werker import ronde
from ketens.post import bezorgen
from ketens.post.handelingen import annuleer, mail
from ketens.post.models import Mail
from ketens.trajecten.models import Traject
from tests import wereld
from tests.post.postbus import open_postbus


@pytest.fixture
def bus():
    """A mail server without TLS, on this machine."""
    with open_postbus() as open_:
        yield open_


@pytest.fixture
def werk(app, monkeypatch):
    """`werk(bus)` does one round of the worker, with this mail server; None is no mail server."""
    oud = app.extensions["ketens"]

    def doe(bus, **anders):
        url = f"smtp://127.0.0.1:{bus.poort}?van=ketens@borne.example&tls=nee" if bus else ""
        server = Mailserver.uit(url)
        monkeypatch.setitem(
            app.extensions, "ketens", replace(oud, mailserver=replace(server, **anders) if bus else None)
        )
        with app.app_context():
            return bezorgen.bezorg()

    return doe


@pytest.fixture
def zend(in_borne):
    """Put a mail in the outbox."""

    def doe(sleutel="proef:1", **velden):
        velden = {"aan": "gerda@proef.example", "onderwerp": "Een bericht", "inhoud": "Dag.\n"} | velden
        with in_borne():
            rij = mail(sleutel=sleutel, **velden)
            db.session.commit()
            return rij.id

    return doe


@pytest.fixture
def lees(in_borne):
    """Read what became of a mail."""

    def doe(mail_id):
        with in_borne():
            rij = db.session.get_one(Mail, mail_id)
            db.session.expunge(rij)
            return rij

    return doe


def test_een_mail_gaat_een_keer_weg_met_een_vast_kenmerk(werk, bus, zend, lees):
    mail_id = zend()
    werk(bus)
    werk(bus)
    assert bus.ids == [f"<{mail_id}@borne.example>"]
    (bericht,) = bus.ontvangen
    assert (bericht["To"], bericht["Subject"]) == ("gerda@proef.example", "Een bericht")
    assert bericht["Auto-Submitted"] == "auto-generated"
    assert lees(mail_id).verzonden_op


def test_twee_keer_gevraagd_is_een_mail(werk, bus, zend):
    assert zend() == zend()
    werk(bus)
    assert len(bus.ontvangen) == 1


def test_zonder_mailserver_wacht_de_mail(werk, zend, lees):
    mail_id = zend()
    assert werk(None) == 0
    assert (lees(mail_id).pogingen, lees(mail_id).verzonden_op) == (0, None)


def test_wat_niet_is_bewaard_gaat_niet_weg(werk, bus, in_borne):
    with in_borne():
        mail(aan="gerda@proef.example", sleutel="proef:1", onderwerp="Een bericht", inhoud="Dag.")
        db.session.flush()
        db.session.rollback()
    werk(bus)
    assert bus.ontvangen == []


def test_wie_tussen_versturen_en_bewaren_wegvalt_stuurt_dezelfde_mail_nog_eens(werk, bus, zend, lees, monkeypatch):
    mail_id = zend()

    class Weg(BaseException):
        """As a kill: nothing catches it."""

    def val_weg(_brief):
        raise Weg

    with monkeypatch.context() as kapot:
        kapot.setattr(bezorgen, "_verzonden", val_weg)
        with pytest.raises(Weg):
            werk(bus)
    assert lees(mail_id).verzonden_op is None
    werk(bus)
    assert len(bus.ontvangen) == 1, "zolang de huur loopt probeert niemand het nog eens"
    with zet_klok(nu() + bezorgen.HUUR + timedelta(seconds=1)):
        werk(bus)
    assert bus.ids == [f"<{mail_id}@borne.example>"] * 2
    assert lees(mail_id).verzonden_op


def test_een_storing_wordt_steeds_later_nog_eens_geprobeerd(werk, bus, zend, lees):
    mail_id = zend()
    bus.antwoorden["RCPT"] = ["451 later", "250 goed"]
    werk(bus)
    rij = lees(mail_id)
    assert (rij.pogingen, rij.verzonden_op, rij.mislukt_op) == (1, None, None)
    assert rij.niet_voor > nu()
    with zet_klok(nu() + timedelta(minutes=2)):
        werk(bus)
    assert lees(mail_id).verzonden_op


def test_een_mailserver_die_er_niet_is_houdt_het_andere_werk_niet_op(werk, bus, zend, lees):
    ids = [zend(f"proef:{nr}") for nr in range(3)]
    dicht = replace(bus, poort=1)
    assert werk(dicht) == 1, "na een storing gaat ander werk voor"
    assert sum(lees(id_).pogingen for id_ in ids) == 1


def test_na_de_laatste_poging_is_de_mail_mislukt(werk, bus, zend, lees):
    mail_id = zend()
    bus.antwoorden["MAIL"] = ["451 later"]
    moment = nu()
    for wachten in (*bezorgen.WACHT, timedelta()):
        with zet_klok(moment):
            werk(bus)
        moment += wachten + timedelta(seconds=1)
    rij = lees(mail_id)
    assert rij.mislukt_op
    assert rij.pogingen == bezorgen.POGINGEN
    assert "451" in rij.fout


def test_een_geweigerd_adres_is_meteen_mislukt_en_wordt_een_telefoontje(werk, bus, maak, in_borne):
    traject = maak.traject(inwoner=maak.inwoner("Jansen", email="gerda@proef.example"))
    with in_borne():
        rij = db.session.get_one(Traject, traject.id)
        rij.inwoner.bereik = Bereik.EMAIL
        bericht_id = stuur(rij, soort="vrij", sleutel="vrij:1", door=wereld.wie("coordinator"), tekst="Dag.").id
        db.session.commit()
    bus.antwoorden["RCPT"] = ["550 gerda@proef.example bestaat niet"]
    werk(bus)
    with in_borne():
        bericht = db.session.get_one(Bericht, bericht_id)
        assert bericht.kanaal is Bereik.BELLEN
        assert bericht.taak.termijn_op == vandaag()
        assert bericht.mail.mislukt_op
        assert "@" not in bericht.mail.fout
        assert next(g.soort for g in bericht.traject.gebeurtenissen) == "mail_mislukt"


def test_wie_intussen_overleed_krijgt_geen_mail(werk, bus, zend, maak, in_borne):
    inwoner = maak.inwoner("Jansen")
    mail_id = zend(inwoner_id=inwoner.id)
    with in_borne():
        overlijden = Overlijden(
            inwoner_id=inwoner.id,
            formulier_id=nieuw_id(),
            bron="naaste",
            gestopt={},
            door_id=wereld.id_van("coordinator"),
        )
        overlijden.datum = vandaag()
        db.session.add(overlijden)
        db.session.commit()
    werk(bus)
    assert bus.ontvangen == []
    with in_borne():
        assert db.session.get_one(Mail, mail_id).geannuleerd_op


def test_annuleren_haalt_de_mail_uit_de_rij(werk, bus, zend, maak, in_borne):
    inwoner = maak.inwoner("Jansen")
    zend(inwoner_id=inwoner.id)
    with in_borne():
        assert annuleer(inwoner.id, "verhuisd") == 1
        db.session.commit()
    werk(bus)
    assert bus.ontvangen == []


def test_een_trage_mailserver_houdt_de_database_niet_vast(werk, bus, zend, app, maak):
    zend()
    geschreven = []

    def schrijf_intussen():
        geschreven.append(maak.inwoner("Tijdens").id)

    bus.bij_ontvangst = schrijf_intussen
    werk(bus)
    assert len(geschreven) == 1


@pytest.mark.parametrize("kop", ["aan", "onderwerp"])
def test_een_kop_neemt_geen_regeleinde(in_borne, kop):
    velden = {"aan": "gerda@proef.example", "onderwerp": "Een bericht"}
    velden[kop] += "\r\nBcc: ander@proef.example"
    with in_borne(), pytest.raises(Domeinfout):
        mail(sleutel="proef:1", inhoud="Dag.", **velden)


def test_het_adres_is_verzegeld_in_de_database(zend, in_borne):
    mail_id = zend()
    with in_borne():
        cel = db.session.scalars(select(Mail).where(Mail.id == mail_id)).one().aan_cel
    assert b"gerda" not in cel


def certificaat(naam="127.0.0.1"):
    """Make a certificate for this machine that nobody vouches for but itself; as PEM, with its key."""
    sleutel = ec.generate_private_key(ec.SECP256R1())
    wie = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, naam)])
    gemaakt = (
        x509.CertificateBuilder().subject_name(wie).issuer_name(wie).public_key(sleutel.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(dt.datetime.now(dt.UTC) - timedelta(days=1))
        .not_valid_after(dt.datetime.now(dt.UTC) + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(naam))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(sleutel, hashes.SHA256())
    )  # fmt: skip
    vorm = serialization.Encoding.PEM
    return gemaakt.public_bytes(vorm), sleutel.private_bytes(
        vorm, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


@pytest.fixture(params=[True, False], ids=["vertrouwd", "vreemd"])
def vertrouwd(request, tmp_path, monkeypatch):
    """Whether this machine trusts who vouches for the mail server."""
    publiek, geheim = certificaat()
    (tmp_path / "server.pem").write_bytes(publiek + geheim)
    (tmp_path / "ca.pem").write_bytes(publiek)
    if request.param:
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    return request.param


def test_met_starttls_telt_alleen_een_certificaat_dat_klopt(werk, zend, lees, tmp_path, vertrouwd):
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(tmp_path / "server.pem")
    mail_id = zend()
    with open_postbus(tls) as bus:
        werk(bus, zonder_tls=False)
        assert bus.versleuteld == ([True] if vertrouwd else [])
    assert bool(lees(mail_id).verzonden_op) is vertrouwd
    assert ("certificaat" in (lees(mail_id).fout or "")) is not vertrouwd


def test_zonder_tls_gaat_er_niets_naar_een_andere_machine():
    with pytest.raises(Instelfout, match="zonder TLS"):
        Mailserver.uit("smtp://mail.example:25?tls=nee")


def test_een_server_zonder_starttls_krijgt_de_mail_niet(werk, bus, zend, lees):
    mail_id = zend()
    werk(bus, zonder_tls=False)
    assert bus.ontvangen == []
    assert lees(mail_id).verzonden_op is None


def test_de_werker_bezorgt_in_zijn_eigen_ronde(app, bus, zend, monkeypatch, lees):
    mail_id = zend()
    server = Mailserver.uit(f"smtp://127.0.0.1:{bus.poort}?van=ketens@borne.example&tls=nee")
    monkeypatch.setitem(app.extensions, "ketens", replace(app.extensions["ketens"], mailserver=server))
    with app.app_context():
        ronde()
    assert lees(mail_id).verzonden_op


def test_in_het_bestand_staat_geen_adres_van_een_inwoner(zend, app):
    zend(aan="geheimadres@proef.example")
    if app.config["SQLALCHEMY_DATABASE_URI"].startswith("sqlite"):
        pad = app.config["SQLALCHEMY_DATABASE_URI"].removeprefix("sqlite:///")
        with sqlite3.connect(pad) as rauw:
            assert "geheimadres" not in "".join(rauw.iterdump())
