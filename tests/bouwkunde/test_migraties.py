"""Migrations are a numbered story that can be read forwards and backwards, on filled tables (ontwerp, habit 14)."""

import re
import sqlite3
from uuid import uuid4

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, select, text

from ketens.audit.controle import controleer
from ketens.audit.handelingen import schrijf_opdracht
from ketens.kern import klok, migreren
from ketens.kern.db import Basis, db
from ketens.kern.gemeente import in_gemeente
from ketens.trajecten.taken import Taak
from tests import wereld
from tests.bouwkunde.vulling import vul
from tests.bron import sluit

BORNE = wereld.id_van("borne")
alleen_sqlite = pytest.mark.parametrize("bron", ["sqlite"], indirect=True)


@pytest.fixture
def verhaal(huis):
    return ScriptDirectory.from_config(migreren.instellingen("sqlite://", "sqlite://"))


@pytest.fixture
def urls(bron):
    app_url = bron.omgeving["KETENS_DATABASE_URL"]
    return bron.omgeving.get("KETENS_EIGENAAR_URL", app_url), app_url


def tellingen(url):
    motor = migreren.engine(url)
    with motor.connect() as verbinding:
        if verbinding.dialect.name == "postgresql":
            # The owner counts too, and row-level security holds for it: it reads one gemeente at a time.
            verbinding.execute(text("select set_config('ketens.gemeente', :id, false)"), {"id": str(BORNE)})
        namen = set(inspect(verbinding).get_table_names()) - {"alembic_version"}
        return {naam: verbinding.execute(text(f'select count(*) from "{naam}"')).scalar_one() for naam in sorted(namen)}


def sloten(url):
    """The triggers and policies that stand."""
    motor = migreren.engine(url)
    with motor.connect() as verbinding:
        if verbinding.dialect.name == "sqlite":
            vraag = "select name from sqlite_master where type = 'trigger'"
        else:
            vraag = (
                "select tgname || ' ' || tgenabled::text from pg_trigger where not tgisinternal "
                "union select tablename || ' ' || policyname || ' ' || qual from pg_policies"
            )
        return sorted(verbinding.execute(text(vraag)).scalars())


def test_er_is_een_eind_aan_het_verhaal(verhaal):
    assert len(verhaal.get_heads()) == 1


def test_de_delen_zijn_genummerd_zonder_gat(verhaal):
    nummers = sorted(deel.revision for deel in verhaal.walk_revisions())
    assert nummers == [f"{nr:04d}" for nr in range(1, len(nummers) + 1)]
    for deel in verhaal.walk_revisions():
        assert re.fullmatch(rf"{deel.revision}_[a-z0-9_]+\.py", deel.path.rpartition("/")[2]), deel.path


def test_de_modellen_en_de_migraties_zeggen_hetzelfde(app, urls):
    motor = migreren.engine(urls[0])
    with motor.connect() as verbinding:
        context = MigrationContext.configure(verbinding, opts={"compare_type": True, "render_as_batch": True})
        verschil = compare_metadata(context, Basis.metadata)
    assert verschil == []


def test_terug_en_weer_vooruit_laat_een_gevulde_database_heel(app, urls, verhaal):
    """Each revision but the first is undone and done again on tables with parents and children."""
    with app.app_context(), in_gemeente(BORNE):
        ids = vul()
        schrijf_opdracht("proef", "proef", [ids["inwoner"]])
        db.session.commit()
    sluit(app)
    delen = sorted(deel.revision for deel in verhaal.walk_revisions())
    voor, slot_voor = tellingen(urls[0]), sloten(urls[0])
    assert all(voor[tabel] for tabel in ("inwoner", "traject", "stap", "plaatsing", "logregel", "logregel_inwoner"))
    bleef = set(voor)
    for nummer in reversed(delen[1:]):
        migreren.migreer(*urls, naar=f"{int(nummer) - 1:04d}")
        # A table that this revision brought comes back empty; all that stood before it keeps its rows.
        bleef &= set(tellingen(urls[0]))
        migreren.migreer(*urls, naar=nummer)
    migreren.migreer(*urls)
    daarna = tellingen(urls[0])
    assert daarna.keys() == voor.keys()
    assert {naam: daarna[naam] for naam in bleef} == {naam: voor[naam] for naam in bleef}
    assert sloten(urls[0]) == slot_voor
    with app.app_context(), in_gemeente(BORNE):
        assert controleer(BORNE).fout_bij is None
        db.session.rollback()


def test_de_taak_om_een_vrije_plaats_te_vullen_blijft_niet_liggen(app, urls):
    """Free places are offered at once since 0005: what asked for it before is done, and no other task is."""
    with wereld.binnen(app):
        over = {"keten_code": wereld.KETEN, "organisatie_id": wereld.id_van("gemeente-borne"), "object_id": uuid4()}
        for soort in ("plaats_vrij", "groep_afronden"):
            db.session.add(Taak(soort=soort, termijn_op=klok.vandaag(), endpoint="groepen.detail", **over))
        db.session.commit()
    sluit(app)
    migreren.migreer(*urls, naar="0004")
    migreren.migreer(*urls)
    with wereld.binnen(app):
        taken = {taak.soort: taak.afgehandeld_op for taak in db.session.scalars(select(Taak))}
    assert (taken["plaats_vrij"] is not None, taken["groep_afronden"]) == (True, None)


def test_een_open_taak_leidt_na_het_verhuizen_van_de_pagina_nog_naar_de_groep(app, urls):
    with wereld.binnen(app):
        over = {"keten_code": wereld.KETEN, "organisatie_id": wereld.id_van("gemeente-borne"), "object_id": uuid4()}
        db.session.add(Taak(soort="aanbod_bekijken", termijn_op=klok.vandaag(), endpoint="rooster.detail", **over))
        db.session.commit()
    sluit(app)
    heen_en_terug = []
    for revisie in ("0005", "head"):
        migreren.migreer(*urls, naar=revisie)
        with wereld.binnen(app):
            heen_en_terug.append(db.session.scalars(select(Taak.endpoint).where(Taak.soort == "aanbod_bekijken")).one())
        sluit(app)
    assert heen_en_terug == ["groepen.detail", "rooster.detail"]


def test_helemaal_terug_laat_niets_achter_en_kan_weer_vooruit(app, urls):
    sluit(app)
    volledig, slot_voor = set(tellingen(urls[0])), sloten(urls[0])
    migreren.migreer(*urls, naar="base")
    assert tellingen(urls[0]) == {}
    assert migreren.huidige_revisie(urls[0]) is None
    migreren.migreer(*urls)
    assert set(tellingen(urls[0])) == volledig
    assert sloten(urls[0]) == slot_voor


@alleen_sqlite
def test_een_ouder_herbouwen_wist_op_sqlite_geen_kinderen(app, bron):
    """With foreign keys on, rebuilding a parent deletes its children in silence: here they are off."""
    with migreren.engine(bron.omgeving["KETENS_DATABASE_URL"]).connect() as verbinding:
        assert verbinding.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 0
        verbinding.exec_driver_sql("CREATE TABLE gemeente_nieuw AS SELECT * FROM gemeente")
        verbinding.exec_driver_sql("DROP TABLE gemeente")
        assert verbinding.exec_driver_sql("select count(*) from organisatie").scalar_one() > 0
        verbinding.rollback()


@alleen_sqlite
def test_een_migratie_die_rijen_los_laat_wordt_niet_bewaard(app, bron):
    sluit(app)
    with sqlite3.connect(bron.pad / "ketens.db") as verbinding:
        verbinding.execute("PRAGMA foreign_keys=OFF")
        verbinding.execute("delete from gemeente where slug = 'tubbergen'")
    verbinding.close()
    with (
        migreren.engine(bron.omgeving["KETENS_DATABASE_URL"]).connect() as verbinding,
        pytest.raises(RuntimeError, match=r"wijzen .* rijen naar niets"),
    ):
        migreren.na_migratie(verbinding, None)


def test_het_slot_leggen_mag_twee_keer(app, urls):
    voor = sloten(urls[0])
    motor = migreren.engine(urls[0])
    with motor.begin() as verbinding:
        migreren.na_migratie(verbinding, "ketens_app")
    assert sloten(urls[0]) == voor
