"""The command for the first gemeente of an installation, and how a command of this kind runs."""

from typing import Any

import click


@click.group("gemeente")
def gemeente_groep() -> None:
    """Gemeenten die met deze installatie werken."""


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
    voer_uit(lambda: maak_gemeente(slug=slug, naam=naam, cbs_code=cbs_code, telefoon=telefoon))
    click.echo(f"Gemeente {naam} staat op /{slug}/. Maak nu de eerste beheerder met: ketens account maak")


def voer_uit(handeling: Any) -> Any:
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
