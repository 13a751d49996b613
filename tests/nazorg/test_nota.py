"""The eigen bijdrage and its nota: numbered without gaps, made once, printed again as it was."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier, Event
from time import sleep

import pytest
from sqlalchemy import select

from ketens.groepen.plaatsen import Plaatsing
from ketens.inwoners.handelingen import wijzig_inwoner
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import moment, vandaag, zet_klok
from ketens.nazorg import notas
from ketens.nazorg.bijdragen import Totalen, totalen, van_groep, zet_bijdrage
from ketens.nazorg.models import Nota
from tests import wereld
from tests.merken import OP_SQLITE
from tests.nazorg.conftest import haal


@pytest.fixture
def betaald(app, maak, afgerond):
    """`betaald(3)`: participants of one group of 45 euro, who paid."""

    def doe(aantal=1):
        groep = maak.groep(eigen_bijdrage=4500, plaatsen=12)
        rijen = [afgerond(f"Betaler{nr}", groep=groep) for nr in range(aantal)]
        with wereld.binnen(app):
            for rij in rijen:
                zet_bijdrage(haal(rij), "betaald", door=wereld.wie("coordinator"))
            db.session.commit()
        return rijen

    return doe


def maak_in_draad(app, plaatsing, samen=None):
    with wereld.binnen(app):
        rij = db.session.get_one(Plaatsing, plaatsing.id)
        if samen:
            db.session.rollback()
            samen.wait()
        nota = notas.maak_nota(rij, door=wereld.wie("coordinator"))
        nummer = nota.nummer
        db.session.commit()
        return nummer


def test_notas_tegelijk_krijgen_opvolgende_nummers(app, betaald):
    """On both databases: each in a thread, a connection and a transaction of its own."""
    rijen = betaald(6)
    samen = Barrier(6, timeout=30)
    with ThreadPoolExecutor(6) as pool:
        nummers = list(pool.map(lambda rij: maak_in_draad(app, rij, samen), rijen))
    jaar = vandaag().year
    assert sorted(nummers) == [f"{jaar}-{nr:04d}" for nr in range(1, 7)]


def test_een_betaling_die_net_wordt_teruggenomen_krijgt_geen_nota(app, betaald):
    """Who takes the payment back has it locked: whoever makes the nota waits, and reads what came of it."""
    (rij,) = betaald(1)
    vast, bezig = Event(), Event()

    def neem_terug():
        with wereld.binnen(app):
            zet_bijdrage(haal(rij), "open", door=wereld.wie("coordinator"))
            db.session.flush()
            vast.set()
            bezig.wait(5)
            sleep(0.3)  # on PostgreSQL the other waits by now; on SQLite it may not even begin
            db.session.commit()

    def maak():
        vast.wait(5)
        bezig.set()
        with pytest.raises(Domeinfout, match="eigen bijdrage is betaald"):
            maak_in_draad(app, rij)

    with ThreadPoolExecutor(2) as pool:
        for werk in [pool.submit(neem_terug), pool.submit(maak)]:
            werk.result()
    with wereld.binnen(app):
        assert (haal(rij).bijdrage, db.session.scalars(select(Nota)).all()) == ("open", [])


def test_twee_die_dezelfde_nota_maken_krijgen_dezelfde(app, betaald):
    (rij,) = betaald(1)
    samen = Barrier(2, timeout=30)
    with ThreadPoolExecutor(2) as pool:
        nummers = list(pool.map(lambda _: maak_in_draad(app, rij, samen), range(2)))
    with wereld.binnen(app):
        assert len(set(nummers)) == 1
        assert len(db.session.scalars(select(Nota)).all()) == 1


@OP_SQLITE
def test_een_nota_die_niet_doorging_laat_geen_gat(app, betaald, in_borne):
    eerste, tweede = betaald(2)
    with in_borne():
        notas.maak_nota(haal(eerste), door=wereld.wie("coordinator"))
        db.session.flush()
        db.session.rollback()
        nota = notas.maak_nota(haal(tweede), door=wereld.wie("coordinator"))
        assert nota.nr == 1


@OP_SQLITE
def test_elk_jaar_begint_opnieuw(app, betaald, in_borne):
    eerste, tweede = betaald(2)
    with in_borne():
        cora = wereld.wie("coordinator")
        with zet_klok(moment(date(2026, 12, 31))):
            oud = notas.maak_nota(haal(eerste), door=cora)
        with zet_klok(moment(date(2027, 1, 1))):
            nieuw = notas.maak_nota(haal(tweede), door=cora)
        assert (oud.nummer, nieuw.nummer) == ("2026-0001", "2027-0001")


@OP_SQLITE
def test_een_nota_wordt_weer_geprint_zoals_hij_was(app, betaald, in_borne):
    (rij,) = betaald()
    with in_borne():
        cora, plaats = wereld.wie("coordinator"), haal(rij)
        nota = notas.maak_nota(plaats, door=cora)
        db.session.flush()
        wijzig_inwoner(plaats.inwoner, door=cora, achternaam="Andersheet")
        plaats.groep.naam = "Anders"
        db.session.flush()
        regels = dict(haal(nota).inhoud["regels"])
        assert regels["Naam"] == "Gerda Betaler0"
        assert regels["Geboortedatum"] == "12-03-1941"
        assert regels["Cursus"] == "In Balans"
        assert haal(nota).inhoud["bedrag"] == "€ 45,00"
        assert notas.pdf([haal(nota)]).startswith(b"%PDF")


@OP_SQLITE
def test_zonder_betaling_geen_nota(maak, afgerond, in_borne):
    plaats = afgerond(groep=maak.groep(eigen_bijdrage=1000))
    with in_borne(), pytest.raises(Domeinfout, match="als de eigen bijdrage is betaald"):
        notas.maak_nota(haal(plaats), door=wereld.wie("coordinator"))


@OP_SQLITE
def test_na_de_nota_verandert_de_betaling_niet_meer(app, betaald, in_borne):
    (rij,) = betaald()
    with in_borne():
        cora = wereld.wie("coordinator")
        notas.maak_nota(haal(rij), door=cora)
        db.session.flush()
        with pytest.raises(Domeinfout, match="een nota gemaakt"):
            zet_bijdrage(haal(rij), "kwijtgescholden", door=cora)


@OP_SQLITE
def test_wie_een_plaats_krijgt_staat_open_en_de_groep_telt_op(maak, afgerond, in_borne):
    groep = maak.groep(eigen_bijdrage=4550, plaatsen=12)
    open_, betaalt, hoeft_niet = (afgerond(naam, groep=groep) for naam in ("Open", "Betaalt", "Hoeftniet"))
    afgerond("Nooitgeweest", groep=groep, einde="uitgevallen")
    with in_borne():
        cora = wereld.wie("coordinator")
        assert haal(open_).bijdrage == "open"
        zet_bijdrage(haal(betaalt), "betaald", door=cora)
        zet_bijdrage(haal(hoeft_niet), "kwijtgescholden", door=cora)
        db.session.flush()
        assert totalen(van_groep(haal(groep))) == Totalen(gevraagd=18200, betaald=4550, open=9100, kwijtgescholden=4550)


@OP_SQLITE
def test_betalen_kan_niet_in_de_toekomst_en_niet_waar_niets_gevraagd_wordt(maak, afgerond, in_borne):
    gratis, betaald = afgerond("Gratis"), afgerond("Later", groep=maak.groep("Duur", eigen_bijdrage=100))
    with in_borne():
        cora = wereld.wie("coordinator")
        with pytest.raises(Domeinfout, match="geen eigen bijdrage"):
            zet_bijdrage(haal(gratis), "betaald", door=cora)
        with pytest.raises(Domeinfout, match="niet in de toekomst"):
            zet_bijdrage(haal(betaald), "betaald", op=vandaag() + timedelta(days=1), door=cora)


@OP_SQLITE
def test_de_notas_van_een_groep_in_een_keer(als, app, betaald, in_borne):
    rijen = betaald(3)
    with in_borne():
        notas.maak_nota(haal(rijen[0]), door=wereld.wie("coordinator"))
        db.session.commit()
    klant, hier = als("coordinator"), {"groep_id": rijen[0].groep_id}
    assert "2 nota's zijn gemaakt." in klant.post("nazorg.notas_maken", **hier).volg().tekst
    assert klant.post("nazorg.notas_maken", **hier).fouten == ["Wie betaalde, heeft al een nota."]
    pdf = klant.browser.get(klant.url("nazorg.notas_van_groep", **hier)).data
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 3
