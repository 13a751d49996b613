"""Rows of a kind go past their term, not before, and only what the kind says."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from ketens.bewaren import handelingen, soorten, voorstellen
from ketens.bewaren.models import Vernietiging
from ketens.bewaren.termijnen import keuzes
from ketens.budgetten.models import Kost
from ketens.catalogus import catalogus
from ketens.catalogus.bewaartermijn import Termijn
from ketens.gebruikers import opruimen
from ketens.instrumenten.models import Afname
from ketens.kern.db import db
from ketens.kern.klok import moment, zet_klok
from ketens.post.models import Mail
from ketens.uitvoer.models import Uitvoer
from tests import wereld
from tests.merken import OP_SQLITE

DAG = date(2026, 3, 2)
NACHT = datetime(2026, 3, 2, 1, tzinfo=UTC)


def maak_test(op):
    rij = Afname(
        keten_code=wereld.KETEN, instrument="valrisicotest@1", uitslag="laag", op=op, setting="praktijk", pc4="7621",
        organisatie_id=wereld.id_van("dijkhuis"), verwijzer_soort="huisartsenpraktijk", leeftijdsklasse="70-74",
    )  # fmt: skip
    rij.antwoorden = {"gevallen": True}
    return rij


def maak_mail(op):
    rij = Mail(sleutel=uuid4().hex, onderwerp="Welkom", inhoud="Lees dit", verzonden_op=op, gemaakt_op=op)
    rij.aan = "iemand@demo.example"
    return rij


def maak_uitvoer(op):
    return Uitvoer(
        formulier_id=uuid4(), soort="rapport", gegevens={}, formaat="csv", bestandsnaam="x",
        account_id=wereld.id_van("coordinator"), lidmaatschap_id=wereld.id_van("coordinator-coordinator"),
        klaar_op=op, verwijderd_op=op,
    )  # fmt: skip


@OP_SQLITE
@pytest.mark.parametrize(
    ("code", "maak_rij", "blijft"),
    [("test_zonder_naam", maak_test, 2), ("mail", maak_mail, 2), ("uitvoer", maak_uitvoer, 1)],
)
def test_een_soort_gaat_op_de_dag_en_niet_eerder(in_borne, code, maak_rij, blijft):
    """One of just before the day, one of the day itself: the first goes."""
    with zet_klok(NACHT), in_borne():
        termijn = keuzes().geldend(code).termijn
        laatste = termijn.voor(DAG)
        net, niet = maak_rij(moment(laatste, 23)), maak_rij(moment(laatste + timedelta(days=1), 0, 5))
        db.session.add_all([net, niet])
        db.session.commit()
        grens = laatste + timedelta(days=1)
        assert termijn.na(laatste) <= DAG < termijn.na(grens)
        assert soorten.aantal(code, grens) == 1
        assert soorten.ruim_op(code, grens) == 1
        assert soorten.ruim_op(code, grens) == 0
        db.session.commit()
        db.session.expire_all()
        assert len(db.session.scalars(select(type(net))).all()) == blijft
        assert soorten.aantal(code, grens + timedelta(days=1)) == 1


@OP_SQLITE
def test_een_test_zonder_naam_blijft_geteld(in_borne):
    with in_borne():
        db.session.add(rij := maak_test(moment(date(2020, 3, 1))))
        db.session.commit()
        soorten.ruim_op("test_zonder_naam", DAG)
        db.session.commit()
        db.session.refresh(rij)
        assert (rij.antwoorden_cel, rij.uitslag, rij.pc4, rij.leeftijdsklasse) == (None, "laag", "7621", "70-74")


@OP_SQLITE
def test_van_geld_blijft_het_bedrag_en_gaat_wie_het_kreeg(in_borne):
    with in_borne():
        velden = {"onderdeel": "valpreventie", "bron": "spuk_gala", "kostensoort": "trainer", "btw_compensabel": 0}
        kosten = [
            Kost(datum=date(jaar, 12, 31), bedrag=12345, leverancier="Fysio Vlietstra", factuurnummer="F1", **velden)
            for jaar in (2018, 2019)
        ]
        db.session.add_all(kosten)
        db.session.commit()
        with zet_klok(NACHT):
            grens = keuzes().geldend("geld").termijn.voor(DAG) + timedelta(days=1)
        soorten.ruim_op("geld", grens)
        db.session.commit()
        db.session.expire_all()
        assert [(rij.leverancier, rij.bedrag) for rij in kosten] == [("", 12345), ("Fysio Vlietstra", 12345)]


def test_wat_de_installatie_bewaart_is_wat_de_lijst_zegt():
    for code in ("sessie", "aanmeldpoging"):
        assert catalogus().bewaartermijnen.soort(code).termijn == Termijn(opruimen.BEWAAR.days, "dagen")


def test_elke_soort_van_de_lijst_wordt_ook_gedaan():
    doet = {*soorten.codes(), soorten.LOGBOEK, "traject", "wmo_dossier", "jeugdwet_dossier", "verwijzing", "test"}
    assert {soort.code for soort in catalogus().bewaartermijnen.soorten if not soort.huis} == doet


@pytest.mark.parametrize(
    ("dag", "termijn", "over"),
    [
        (date(2024, 2, 29), Termijn(12, "maanden"), date(2025, 2, 28)),
        (date(2025, 8, 31), Termijn(6, "maanden"), date(2026, 2, 28)),
        (date(2026, 1, 1), Termijn(30, "dagen"), date(2026, 1, 31)),
    ],
)
def test_een_termijn_in_de_kalender(dag, termijn, over):
    assert termijn.na(dag) == over
    assert termijn.voor(over) >= dag


@OP_SQLITE
def test_de_opdrachten_zeggen_wat_er_weg_kan_en_wat_weg_is(app, vroeger, in_borne, monkeypatch):
    from sqlalchemy import update

    from ketens import cli
    from ketens.bewaren.models import Voorstel

    vroeger.traject(jaar=2022)

    def doe(*woorden):
        uit = CliRunner().invoke(cli.cli, ["bewaren", *woorden], obj=lambda: app, catch_exceptions=False)
        return uit.output

    assert "Traject: 1" in doe("voorstel", "--gemeente", "borne")
    assert "het voorstel kan vanaf" in doe("voer-uit", "--gemeente", "borne")
    with in_borne():
        db.session.execute(update(Voorstel).values(uitvoeren_vanaf=date(2020, 1, 1)))
        db.session.commit()
    assert "uitgevoerd: Traject 1" in doe("voer-uit", "--gemeente", "borne")
    assert "niets over zijn termijn" in doe("voorstel", "--gemeente", "borne")
    assert "0 regels vernietigd" in doe("logboek")


def test_wat_na_het_voorstel_een_langere_termijn_kreeg_blijft(in_borne):
    with zet_klok(NACHT), in_borne():
        db.session.add(maak_mail(NACHT - timedelta(days=400)))
        gelegd = voorstellen.leg_voor()
        assert [regel.soort for regel in gelegd.regels] == ["mail"]
        handelingen.kies_termijn(
            formulier_id=uuid4(), soort_code="mail", keten_code="", aantal=24, reden="Er loopt een onderzoek.",
            door=wereld.wie("beheerder"),
        )  # fmt: skip
        db.session.commit()
    with zet_klok(NACHT + timedelta(days=15)), in_borne():
        while voorstellen.voer_uit(voorstellen.wachtend()):
            db.session.commit()
        db.session.commit()
        assert db.session.scalars(select(Mail)).one().inhoud == "Lees dit"
        assert not db.session.scalars(select(Vernietiging)).all()
