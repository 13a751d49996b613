"""Commands for the first gemeente and the first beheerder of an installation, who make the rest on the screen."""

from typing import Any

import click


@click.group("gemeente")
def gemeente_groep() -> None:
    """Gemeenten die met deze installatie werken."""


@click.group("account")
def account_groep() -> None:
    """Accounts van medewerkers."""


@gemeente_groep.command("maak")
@click.argument("slug")
@click.argument("naam")
@click.option("--cbs-code", required=True, help="De vier cijfers van het CBS, bijvoorbeeld 0147.")
@click.option("--telefoon", default="", help="Het nummer van de gemeente.")
def gemeente_maak(slug: str, naam: str, cbs_code: str, telefoon: str) -> None:
    """Maak gemeente NAAM op het adres /SLUG/, met de gemeente zelf als eerste organisatie."""
    from sqlalchemy import select

    from ketens.gebruikers.installatie import maak_gemeente
    from ketens.gebruikers.models import Gemeente
    from ketens.kern.db import db

    if db.session.scalars(select(Gemeente).where(Gemeente.slug == slug)).one_or_none():
        raise click.ClickException(f"De gemeente {slug} is er al.")
    _voer_uit(lambda: maak_gemeente(slug=slug, naam=naam, cbs_code=cbs_code, telefoon=telefoon))
    click.echo(f"Gemeente {naam} staat op /{slug}/. Maak nu de eerste beheerder met: ketens account maak")


@account_groep.command("maak")
@click.option("--email", prompt="E-mailadres", help="Hiermee logt de medewerker in.")
@click.option("--naam", prompt="Naam", help="Voor- en achternaam.")
@click.option("--gemeente", prompt="Gemeente (zoals in het adres)", help="De gemeente van de rol, bijvoorbeeld borne.")
@click.option("--organisatie", default="", help="De werkgever; anders de gemeente zelf.")
@click.option("--rol", default="beheerder", show_default=True, help="De rol.")
@click.option("--keten", "ketens", multiple=True, help="Een keten; mag vaker. Niet nodig voor beheerder en fg.")
@click.option("--wachtwoord", help="Liever niet: zonder deze optie bedenkt ketens er een en toont het één keer.")
def account_maak(**velden: Any) -> None:
    """Maak een account met een rol, of geef een bestaand account er een rol bij."""
    from ketens.gebruikers.installatie import maak_account_met_rol

    wachtwoord = _voer_uit(lambda: maak_account_met_rol(**velden))
    if wachtwoord is None:
        click.echo("Het account was er al en heeft er nu een rol bij. Het wachtwoord is niet gewijzigd.")
    else:
        click.echo(f"Het account is gemaakt. Wachtwoord: {wachtwoord}")
        click.echo("Dit ziet u maar één keer. De medewerker wijzigt het na het inloggen.")


def _voer_uit(handeling: Any) -> Any:
    """Do it in one transaction, with its row in the log; a broken rule ends the command with its sentence."""
    from ketens.audit.handelingen import schrijf_opdracht
    from ketens.kern.db import db
    from ketens.kern.fouten import Domeinfout

    try:
        uitkomst = handeling()
    except Domeinfout as fout:
        db.session.rollback()
        raise click.ClickException(fout.zin) from fout
    db.session.flush()
    schrijf_opdracht("beheer", click.get_current_context().command_path)
    db.session.commit()
    return uitkomst
