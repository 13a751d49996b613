"""Commands on keeping: what is past its term, carrying out what waited long enough, old years of the log."""

from collections.abc import Callable, Iterator

import click


@click.group("bewaren")
def bewaren_groep() -> None:
    """Bewaartermijnen en vernietigen."""


keuze = click.option("--gemeente", help="Zoals in het adres, bijvoorbeeld borne; anders alle.")


@bewaren_groep.command("voorstel")
@keuze
def bewaren_voorstel(gemeente: str | None) -> None:
    """Leg per gemeente een voorstel neer van wat weg kan, en zeg wat erin staat. Er verdwijnt nog niets."""
    from ketens.bewaren.overzichten import in_tellingen
    from ketens.bewaren.voorstellen import leg_voor

    for naam in _gemeenten(gemeente):
        voorstel = leg_voor()
        _leg_vast()
        if voorstel is None:
            click.echo(f"{naam}: er is niets over zijn termijn.")
            continue
        dagen = f"van {voorstel.gemaakt_op:%d-%m-%Y}, uit te voeren vanaf {voorstel.uitvoeren_vanaf:%d-%m-%Y}"
        click.echo(f"{naam}: voorstel {dagen}")
        for telling in in_tellingen(voorstel):
            click.echo(f"  {telling.titel}: {telling.aantal}")


@bewaren_groep.command("voer-uit")
@keuze
def bewaren_voer_uit(gemeente: str | None) -> None:
    """Voer per gemeente het voorstel uit dat lang genoeg open lag. Stopt dit halverwege, begin dan opnieuw."""
    from ketens.bewaren.voorstellen import voer_uit, wachtend
    from ketens.kern.klok import vandaag

    for naam in _gemeenten(gemeente):
        voorstel = wachtend()
        if voorstel is None or voorstel.uitvoeren_vanaf > vandaag():
            vanaf = f"het voorstel kan vanaf {voorstel.uitvoeren_vanaf:%d-%m-%Y}" if voorstel else ""
            click.echo(f"{naam}: {vanaf or 'er wacht geen voorstel'}.")
            continue
        _herhaal(lambda voorstel=voorstel: voer_uit(voorstel))  # type: ignore[misc]
        _vernietig_logboek()
        gedaan = ", ".join(f"{rij.titel} {rij.aantal}" for rij in voorstel.vernietigingen) or "niets"
        click.echo(f"{naam}: uitgevoerd: {gedaan}. Gebleven: {voorstel.gebleven}.")
    _leeg()


@bewaren_groep.command("logboek")
@click.option("--systeem", is_flag=True, help="Snijd ook de keten van het systeem af, na de standaardtermijn.")
def bewaren_logboek(*, systeem: bool) -> None:
    """Vernietig de jaren van het logboek die zijn afgesneden. Vraagt de eigenaar van de database."""
    from ketens.audit import snede
    from ketens.audit.models import SYSTEEM
    from ketens.bewaren.soorten import LOGBOEK
    from ketens.catalogus import catalogus
    from ketens.kern.gemeente import in_gemeente
    from ketens.kern.klok import vandaag

    for naam in _gemeenten(None):
        click.echo(f"{naam}: {_vernietig_logboek()} regels vernietigd.")
    if systeem:
        jaar = catalogus().bewaartermijnen.soort(LOGBOEK).termijn.voor(vandaag()).year
        with in_gemeente(None):
            if snede.voorzien(SYSTEEM, jaar - 1):
                snede.snijd(jaar - 1)
                _leg_vast()
            click.echo(f"systeem: {_vernietig_logboek()} regels vernietigd.")
    _leeg()


@bewaren_groep.command("opschonen")
def bewaren_opschonen() -> None:
    """Schrijf de database van SQLite helemaal opnieuw, zonder resten van vroeger. Doe dit als niemand werkt."""
    from ketens.kern.db import db

    if db.engine.dialect.name == "sqlite":
        los = db.engine.raw_connection()
        los.execute("VACUUM")
        los.close()
    _leeg()
    click.echo("Klaar.")


def _gemeenten(slug: str | None) -> Iterator[str]:
    """Yield the name of each gemeente, within it."""
    from sqlalchemy import select

    from ketens.gebruikers.models import Gemeente
    from ketens.kern.db import db
    from ketens.kern.gemeente import in_gemeente

    vraag = select(Gemeente.id, Gemeente.naam).order_by(Gemeente.naam)
    rijen = db.session.execute(vraag.where(Gemeente.slug == slug) if slug else vraag).all()
    db.session.rollback()
    if slug and not rijen:
        raise click.ClickException(f"De gemeente {slug} is er niet.")
    for rij in rijen:
        with in_gemeente(rij.id):
            yield rij.naam
            db.session.rollback()


def _herhaal(doe: Callable[[], bool | int]) -> int:
    """Do portions until there are no more, each in a transaction; return what they add up to."""
    totaal = 0
    while gedaan := doe():
        _leg_vast()
        totaal += int(gedaan)
    _leg_vast()
    return totaal


def _vernietig_logboek() -> int:
    from ketens.audit.snede import vernietig

    return _herhaal(vernietig)


def _leg_vast() -> None:
    from ketens.kern.db import db

    db.session.commit()


def _leeg() -> None:
    from ketens.kern.db import db, leeg_wal

    db.session.remove()
    leeg_wal(db.engine)
