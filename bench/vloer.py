"""The floor: what the same stack costs when it does nothing but the bare work.

Flask, Flask-SQLAlchemy and Jinja over one table of as many rows as the app has trajecten: an indexed page, an insert
with one commit, a prefix search; and a count and an insert under one lock. The same SQLite settings as the app, the
same fsyncs; no account, no token, no log.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

from flask import Flask, Response, redirect, render_template, request, url_for
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import ForeignKey, Index, String, create_engine, event, func, insert, select, text
from sqlalchemy.orm import Mapped, mapped_column

from bench import mensen

URL = "BENCH_VLOER_URL"
db = SQLAlchemy()
SOORTEN = ("Telefonische intake", "Plaats in een groep", "Valrisicotest afmaken", "Nieuwe verwijzing", "Afronden")
# Compares without case, so that LIKE 'abc%' can walk the index.
Naam = String(80).with_variant(String(80, collation="NOCASE"), "sqlite")


class Gemeente(db.Model):  # type: ignore[name-defined,misc]
    """A tenant."""

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(40), unique=True)
    naam: Mapped[str] = mapped_column(String(80))


class Dossier(db.Model):  # type: ignore[name-defined,misc]
    """One row of everything."""

    __table_args__ = (
        Index("ix_dossier_termijn", "gemeente_id", "termijn_op", "id"),
        Index("ix_dossier_naam", "gemeente_id", "achternaam", postgresql_ops={"achternaam": "varchar_pattern_ops"}),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    gemeente_id: Mapped[int] = mapped_column(ForeignKey("gemeente.id"))
    kenmerk: Mapped[str] = mapped_column(String(12))
    voornaam: Mapped[str] = mapped_column(String(80))
    tussenvoegsel: Mapped[str] = mapped_column(String(20))
    achternaam: Mapped[str] = mapped_column(Naam)
    geboortedatum: Mapped[date]
    telefoon: Mapped[str] = mapped_column(String(20))
    postcode: Mapped[str] = mapped_column(String(6))
    soort: Mapped[str] = mapped_column(String(40))
    wie: Mapped[str] = mapped_column(String(80))
    termijn_op: Mapped[date]
    toelichting: Mapped[str] = mapped_column(String(1000))


class Groep(db.Model):  # type: ignore[name-defined,misc]
    """Something with a number of places."""

    id: Mapped[int] = mapped_column(primary_key=True)
    plaatsen: Mapped[int]


class Plaats(db.Model):  # type: ignore[name-defined,misc]
    """Somebody in a group, or waiting for it."""

    id: Mapped[int] = mapped_column(primary_key=True)
    groep_id: Mapped[int] = mapped_column(ForeignKey("groep.id"), index=True)
    dossier_id: Mapped[int] = mapped_column(ForeignKey("dossier.id"))
    wacht: Mapped[bool]


def maak_app(url: str | None = None) -> Flask:
    """Build the floor over the database at `url` (default: the environment)."""
    app = Flask(__name__, template_folder=Path(__file__).parent / "sjablonen", static_folder=None)
    app.config["SQLALCHEMY_DATABASE_URI"] = url or os.environ[URL]
    db.init_app(app)
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            event.listen(db.engine, "connect", _sqlite_verbinding)
    app.add_url_rule("/<slug>/lijst", "lijst", lijst)
    app.add_url_rule("/<slug>/nieuw", "nieuw", nieuw, methods=["POST"])
    app.add_url_rule("/<slug>/zoek", "zoek", zoek)
    app.add_url_rule("/<slug>/plaats/<int:groep_id>", "plaats", plaats, methods=["POST"])
    return app


def _sqlite_verbinding(verbinding: Any, _record: object) -> None:
    for regel in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=20000"):
        verbinding.execute(f"PRAGMA {regel}")


def _gemeente(slug: str) -> Gemeente:
    return db.session.scalars(select(Gemeente).where(Gemeente.slug == slug)).one()


def lijst(slug: str) -> str:
    """Show one indexed page of 25 rows."""
    gemeente = _gemeente(slug)
    vraag = select(Dossier).where(Dossier.gemeente_id == gemeente.id).order_by(Dossier.termijn_op, Dossier.id).limit(25)
    return render_template("lijst.html", gemeente=gemeente, rijen=db.session.scalars(vraag).all(), vandaag=date.today())  # noqa: DTZ011


def nieuw(slug: str) -> Response:
    """Keep what was typed: one insert, one commit."""
    velden = request.form
    dossier = Dossier(
        gemeente_id=_gemeente(slug).id,
        geboortedatum=date.fromisoformat(velden["geboortedatum"]),
        termijn_op=date.today() + timedelta(days=7),  # noqa: DTZ011
        wie="",
        soort="Nieuwe verwijzing",
        **{naam: velden[naam] for naam in GETYPT},
    )
    db.session.add(dossier)
    db.session.commit()
    return redirect(url_for("lijst", slug=slug), 303)  # type: ignore[return-value]


GETYPT = ("kenmerk", "voornaam", "tussenvoegsel", "achternaam", "telefoon", "postcode", "toelichting")


def plaats(slug: str, groep_id: int) -> Response:
    """Count who has a place and insert one more, under a lock, as the app does: a place or a place to wait."""
    if db.engine.dialect.name == "sqlite":
        db.session.execute(text("BEGIN IMMEDIATE"))
    groep = db.session.scalars(select(Groep).where(Groep.id == groep_id).with_for_update()).one()
    bezet = db.session.scalar(select(func.count(Plaats.id)).where(Plaats.groep_id == groep_id, ~Plaats.wacht)) or 0
    wie = int(request.form["dossier_id"])
    db.session.add(Plaats(groep_id=groep_id, dossier_id=wie, wacht=bezet >= groep.plaatsen))
    db.session.commit()
    return redirect(url_for("lijst", slug=slug), 303)  # type: ignore[return-value]


def maak_groep(url: str, plaatsen: int) -> int:
    """Add a group to the database at `url`, and return its number."""
    with _bij(url):
        groep = Groep(plaatsen=plaatsen)
        db.session.add(groep)
        db.session.flush()
        nummer = groep.id
        db.session.commit()
    return nummer


def bezetting(url: str, groep_id: int) -> tuple[int, int]:
    """Return how many have a place in this group, and how many wait for it."""
    with _bij(url):
        vraag = select(Plaats.wacht, func.count(Plaats.id)).where(Plaats.groep_id == groep_id).group_by(Plaats.wacht)
        aantallen = {rij.wacht: rij[1] for rij in db.session.execute(vraag)}
    return aantallen.get(False, 0), aantallen.get(True, 0)


@contextmanager
def _bij(url: str) -> Iterator[None]:
    with maak_app(url).app_context():
        yield
        db.session.remove()
        db.engine.dispose()


def zoek(slug: str) -> str:
    """Show up to 50 rows whose surname begins with what was typed."""
    gemeente, begin = _gemeente(slug), request.args["q"]
    return render_template(
        "zoek.html", gemeente=gemeente, begin=begin, rijen=db.session.scalars(zoekvraag(gemeente.id, begin)).all()
    )


def zoekvraag(gemeente_id: int, begin: str) -> Any:
    """Return the prefix search: LIKE 'abc%' on an indexed column."""
    return (
        select(Dossier)
        .where(Dossier.gemeente_id == gemeente_id, Dossier.achternaam.like(f"{begin}%"))
        .order_by(Dossier.achternaam)
        .limit(50)
    )


def vul(url: str, aantal: int, gemeenten: int) -> None:
    """Fill an empty database with `aantal` rows."""
    app = maak_app(url)
    with app.app_context():
        db.create_all()
        verdeling = mensen.verdeel(aantal, gemeenten)
        for nr, (plaats, _) in enumerate(verdeling, 1):
            db.session.add(Gemeente(id=nr, slug=plaats.slug, naam=plaats.naam))
        db.session.commit()
        rijen = _rijen(verdeling)
        while stapel := list(islice(rijen, 5000)):
            db.session.execute(insert(Dossier), stapel)
        db.session.commit()
        db.engine.dispose()
    analyseer(url)


def _rijen(verdeling: list[tuple[mensen.Plaats, int]]) -> Iterator[dict[str, Any]]:
    kans = Random(1)
    for gemeente_id, (plaats, deel) in enumerate(verdeling, 1):
        for nr, mens in enumerate(islice(mensen.stroom(plaats), deel)):
            yield {
                "gemeente_id": gemeente_id,
                "kenmerk": f"BKT-{nr:05d}",
                "voornaam": mens.voornaam,
                "tussenvoegsel": mens.tussenvoegsel,
                "achternaam": mens.achternaam,
                "geboortedatum": mens.geboren,
                "telefoon": mens.telefoon,
                "postcode": mens.postcode,
                "soort": kans.choice(SOORTEN),
                "wie": kans.choice(("", "Cora Jansen", "Carel Smit")),
                "termijn_op": date.today() + timedelta(days=kans.randrange(-40, 60)),  # noqa: DTZ011
                "toelichting": "Belt liever in de ochtend.",
            }


def analyseer(url: str) -> None:
    """Let the database learn what its tables hold; on PostgreSQL only their owner may."""
    motor = create_engine(url, isolation_level="AUTOCOMMIT")
    with motor.connect() as verbinding:
        verbinding.exec_driver_sql("ANALYZE")
    motor.dispose()
