"""Commands on the access log: check it, begin its anchor anew, hand it out."""

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO, Any
from uuid import UUID

import click


@click.group("logboek")
def logboek_groep() -> None:
    """Het logboek van inzage en wijziging."""


@logboek_groep.command("controleer")
def logboek_controleer() -> None:
    """Reken het logboek na, ook naast het anker; noem per gemeente de eerste regel die niet klopt."""
    from ketens.audit import anker
    from ketens.audit.controle import controleer

    # The anchor first: it never leads, so what it holds must be in the database by now.
    gelezen = anker.lees(_ankerpad())
    ketens = _ketens()
    goed = _meld_anker(gelezen, {keten_id for keten_id, _ in ketens})
    regels = 0
    for keten_id, naam in ketens:
        with _lezend(keten_id):
            oordeel = controleer(keten_id, gelezen.van(keten_id) if gelezen else None)
        goed, regels = goed and oordeel.goed, regels + oordeel.aantal
        _meld(naam, oordeel)
    if gelezen is None and regels:
        click.echo("Anker: het bestand is er niet. Is het weg, zoek uit hoe; begin dan een nieuw: logboek herstart.")
        goed = False
    if not goed:
        sys.exit(1)


def _meld(naam: str, oordeel: Any) -> None:
    fouten = [zin for zin in (oordeel.reden, oordeel.anker) if zin]
    click.echo(f"{naam}: {oordeel.aantal} regels in orde" + "".join(f", maar {zin}" for zin in fouten))
    if oordeel.snede:
        over = f"; nog {oordeel.te_vernietigen} regels te vernietigen" if oordeel.te_vernietigen else ""
        click.echo(f"  tot en met {oordeel.snede.jaar} (regel {oordeel.snede.nr}) vernietigd{over}")
    for regel in oordeel.herstarts:
        click.echo(f"  herstart bij regel {regel['nr']} op {regel['op']}: {regel['reden']}")
    if oordeel.niet_verankerd > 0:
        click.echo(f"  de laatste {oordeel.niet_verankerd} regels staan nog niet in het anker")


def _meld_anker(gelezen: Any, bekend: set[UUID]) -> bool:
    if gelezen is None:
        return True
    fouten = [f"regel {nummer} is niet te lezen" for nummer in gelezen.onleesbaar[:10]]
    fouten += [f"de keten {keten_id} staat erin en is er niet meer" for keten_id in gelezen.ketens.keys() - bekend]
    for zin in fouten:
        click.echo(f"Anker: {zin}")
    return not fouten


@logboek_groep.command("herstart")
@click.option("--reden", required=True, help="Waarom, bijvoorbeeld: back-up van 1 maart teruggezet.")
def logboek_herstart(reden: str) -> None:
    """Begin een nieuw anker, na het terugzetten van een back-up. Het oude blijft ernaast staan."""
    from ketens.audit.herstart import HerstartFout, herstart

    try:
        oud = herstart(_ankerpad(), [keten_id for keten_id, _ in _ketens()], reden)
    except HerstartFout as fout:
        raise click.ClickException(str(fout)) from fout
    click.echo("Elke keten heeft een regel over deze herstart, en daar begint het nieuwe anker.")
    click.echo(f"Het oude anker staat in {oud}." if oud else "Er was geen oud anker.")


@logboek_groep.command("export")
@click.option("--gemeente", required=True, help="Zoals in het adres, bijvoorbeeld borne; of systeem.")
@click.option("--van", required=True, type=click.DateTime(["%Y-%m-%d"]), help="Eerste dag.")
@click.option("--tot", required=True, type=click.DateTime(["%Y-%m-%d"]), help="Laatste dag, die ook meedoet.")
@click.option("--account", type=click.UUID, help="Alleen wat dit account deed.")
@click.option("--inwoner", type=click.UUID, help="Alleen wat over deze inwoner gaat.")
@click.option("--vorm", type=click.Choice(["csv", "jsonl"]), default="csv", show_default=True)
@click.option("--naar", type=click.Path(path_type=Path, dir_okay=False), help="Bestand; anders het scherm.")
def logboek_export(
    *,
    gemeente: str,
    van: datetime,
    tot: datetime,
    account: UUID | None,
    inwoner: UUID | None,
    vorm: str,
    naar: Path | None,
) -> None:
    """Geef het logboek van een gemeente in de velden van NEN 7513. Dat u dit doet, komt in het logboek."""
    from ketens.audit import nen7513
    from ketens.gebruikers.namen import namen
    from ketens.kern import klok

    keten_id = _keten(gemeente)
    _noteer_export(keten_id, van, tot, inwoner)
    begin, eind = klok.moment(van.date(), 0), klok.moment(tot.date() + timedelta(days=1), 0)
    with _bestand(naar) as bestand, _lezend(keten_id):
        rijen = nen7513.regels(keten_id, van=begin, tot=eind, account_id=account, inwoner_id=inwoner, namen=namen())
        for regel in VORMEN[vorm](rijen):
            bestand.write(regel.encode(errors="replace"))


def _als_csv(rijen: Iterator[dict[str, str]]) -> Iterator[str]:
    from ketens.audit.nen7513 import VELDEN, kolommen
    from ketens.kern.csv import csv_regels

    return csv_regels(VELDEN, kolommen(rijen))


def _als_jsonl(rijen: Iterator[dict[str, str]]) -> Iterator[str]:
    return (json.dumps(rij, ensure_ascii=False) + "\n" for rij in rijen)


VORMEN: dict[str, Callable[[Iterator[dict[str, str]]], Iterator[str]]] = {"csv": _als_csv, "jsonl": _als_jsonl}


def _noteer_export(keten_id: UUID, van: datetime, tot: datetime, inwoner: UUID | None) -> None:
    """Log it before a line leaves."""
    from ketens.audit.handelingen import schrijf_opdracht
    from ketens.audit.models import SYSTEEM
    from ketens.kern.db import db
    from ketens.kern.gemeente import in_gemeente
    from ketens.rechten import Recht

    with in_gemeente(None if keten_id == SYSTEEM else keten_id):
        periode = f"{van.date()} t/m {tot.date()}"
        mensen = [inwoner] if inwoner else []
        schrijf_opdracht(Recht.LOGBOEK_INZIEN, "ketens logboek export", mensen, reden=periode)
        db.session.commit()


@contextmanager
def _bestand(naar: Path | None) -> Iterator[IO[bytes]]:
    """A new file that only its owner can read, or the screen."""
    if naar is None:
        yield sys.stdout.buffer
        return
    try:
        nummer = os.open(naar, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as fout:
        raise click.ClickException(f"{naar} is niet te maken: {fout.strerror}") from fout
    with os.fdopen(nummer, "wb") as bestand:
        yield bestand


@contextmanager
def _lezend(keten_id: UUID) -> Iterator[None]:
    """Read one chain, without keeping the writers of SQLite waiting."""
    from ketens.audit.models import SYSTEEM
    from ketens.kern.db import alleen_lezen, db
    from ketens.kern.gemeente import in_gemeente

    merk = alleen_lezen.set(True)
    try:
        with in_gemeente(None if keten_id == SYSTEEM else keten_id):
            yield
            db.session.rollback()
    finally:
        alleen_lezen.reset(merk)


def _ketens() -> list[tuple[UUID, str]]:
    from sqlalchemy import select

    from ketens.audit.models import SYSTEEM
    from ketens.gebruikers.models import Gemeente
    from ketens.kern.db import db

    gemeenten = db.session.execute(select(Gemeente.id, Gemeente.naam).order_by(Gemeente.naam)).all()
    db.session.rollback()
    return [(SYSTEEM, "systeem"), *((rij.id, rij.naam) for rij in gemeenten)]


def _keten(slug: str) -> UUID:
    from sqlalchemy import select

    from ketens.audit.models import SYSTEEM
    from ketens.gebruikers.models import Gemeente
    from ketens.kern.db import db

    if slug == "systeem":
        return SYSTEEM
    gevonden = db.session.scalars(select(Gemeente.id).where(Gemeente.slug == slug)).one_or_none()
    db.session.rollback()
    if gevonden is None:
        raise click.ClickException(f"De gemeente {slug} is er niet.")
    return gevonden


def _ankerpad() -> Path:
    from flask import current_app

    pad: Path = current_app.extensions["ketens"].anker
    return pad
