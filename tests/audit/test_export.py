"""`ketens logboek export`: what leaves is what the log says, that it left is logged, and only its owner can read it."""

import csv
import io
import json
from datetime import timedelta

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from ketens.audit.models import Logregel, LogregelInwoner
from ketens.audit.nen7513 import VELDEN
from ketens.cli import cli
from ketens.kern import klok
from ketens.kern.db import db
from ketens.rechten import Rol
from tests import wereld
from tests.audit.conftest import BORNE

# Till tomorrow: a run may pass midnight.
VANDAAG, MORGEN = str(klok.vandaag()), str(klok.vandaag() + timedelta(days=1))


@pytest.fixture
def export(app):
    """Run the command for Borne, today."""

    def doe(*woorden, gemeente="borne", van=VANDAAG, tot=MORGEN):
        keuze = ["logboek", "export", "--gemeente", gemeente, "--van", van, "--tot", tot, *map(str, woorden)]
        return CliRunner().invoke(cli, keuze, obj=lambda: app)

    return doe


@pytest.fixture
def bezocht(als, maak):
    """A resident whom the coördinator looked at, and another."""
    traject, ander = maak.traject(), maak.traject("Bos")
    for wie in (traject, ander):
        assert als(Rol.COORDINATOR).get("trajecten.detail", traject_id=wie.id).status == 200
    return traject


def lees(uitvoer: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(uitvoer.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_een_dag_als_csv_met_de_namen_van_medewerkers_en_zonder_die_van_inwoners(export, bezocht):
    uitkomst = export()
    assert uitkomst.exit_code == 0, uitkomst.output
    rijen = lees(uitkomst.stdout_bytes)
    assert tuple(rijen[0]) == VELDEN
    gezien = [rij for rij in rijen if rij["eventTypeCode"] == "trajecten.detail"]
    assert {rij["userName"] for rij in gezien} == {"Cora Coordinator"}
    assert {rij["organisatie"] for rij in gezien} == {"Gemeente Borne (proef)"}
    assert len(gezien) == 2
    assert "Jansen" not in uitkomst.output


def test_dezelfde_regels_als_json(export, bezocht):
    per_regel = [json.loads(regel) for regel in export("--vorm", "jsonl").stdout.splitlines()]
    assert tuple(per_regel[0]) == VELDEN
    assert [rij["regelnummer"] for rij in per_regel[:2]] == [
        rij["regelnummer"] for rij in lees(export().stdout_bytes)[:2]
    ]


def test_alleen_over_een_inwoner(export, bezocht):
    rijen = lees(export("--inwoner", bezocht.inwoner_id).stdout_bytes)
    assert {rij["participantObjectID"] for rij in rijen} == {str(bezocht.inwoner_id)}


def test_alleen_van_een_account(export, als, bezocht):
    als("coordinator2").get("trajecten.detail", traject_id=bezocht.id)
    rijen = lees(export("--account", wereld.id_van("coordinator2")).stdout_bytes)
    assert [rij["userName"] for rij in rijen] == ["Carel Coordinator"]


def test_het_uitvoeren_zelf_staat_in_het_logboek_voor_er_iets_naar_buiten_gaat(app, export, bezocht):
    uitkomst = export("--inwoner", bezocht.inwoner_id)
    with wereld.binnen(app):
        rij = db.session.scalars(select(Logregel).filter_by(keten_id=BORNE).order_by(Logregel.nr.desc())).first()
        mensen = set(db.session.scalars(select(LogregelInwoner.inwoner_id).filter_by(logregel_id=rij.id)))
        assert (rij.actie, rij.doel, rij.route) == ("E", "logboek inzien", "ketens logboek export")
        assert rij.reden == f"{VANDAAG} t/m {MORGEN}"
        assert mensen == {bezocht.inwoner_id}
    assert lees(uitkomst.stdout_bytes)[-1]["eventID"] == "110101 Audit Log Used"


def test_naar_een_bestand_dat_alleen_de_eigenaar_leest_en_dat_er_nog_niet_is(export, bezocht, tmp_path):
    bestand = tmp_path / "logboek.csv"
    assert export("--naar", bestand).exit_code == 0
    assert oct(bestand.stat().st_mode)[-3:] == "600"
    assert len(lees(bestand.read_bytes())) >= 2
    nog_eens = export("--naar", bestand)
    assert nog_eens.exit_code == 1
    assert "is niet te maken" in nog_eens.output


def test_de_keten_van_het_systeem(export, als):
    als(None).post("gebruikers.inloggen", {"email": "x@proef.example", "wachtwoord": "verkeerd"})
    eerste = lees(export(gemeente="systeem").stdout_bytes)[0]
    assert (eerste["eventID"], eerste["eventOutcomeIndicator"]) == ("110114 User Authentication", "4")
    assert eerste["reden"] == "onbekend account"


def test_een_onbekende_gemeente_wordt_gezegd(export):
    uitkomst = export(gemeente="nergens")
    assert uitkomst.exit_code == 1
    assert "De gemeente nergens is er niet." in uitkomst.output


def test_buiten_de_periode_is_er_niets(export, bezocht):
    assert lees(export(van="2020-01-01", tot="2020-12-31").stdout_bytes) == []
