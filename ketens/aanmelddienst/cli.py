"""The command for when the service is away and nobody of the gemeente gets in."""

import click


@click.group("aanmelddienst")
def aanmelddienst_groep() -> None:
    """De aanmelddienst van een gemeente."""


@aanmelddienst_groep.command("wachtwoorden-aan")
@click.argument("slug")
def wachtwoorden_aan(slug: str) -> None:
    """Laat medewerkers van gemeente SLUG weer inloggen met een wachtwoord."""
    from sqlalchemy import select

    from ketens.aanmelddienst.handelingen import ook_met_wachtwoord
    from ketens.aanmelddienst.models import Aanmelddienst
    from ketens.gebruikers.cli import voer_uit
    from ketens.gebruikers.models import Gemeente
    from ketens.kern.db import db

    vraag = select(Aanmelddienst).join(Gemeente, Gemeente.id == Aanmelddienst.gemeente_id).where(Gemeente.slug == slug)
    dienst = db.session.scalars(vraag).one_or_none()
    if dienst is None:
        raise click.ClickException(f"De gemeente {slug} heeft geen aanmelddienst.")
    voer_uit(lambda: ook_met_wachtwoord(dienst))
    click.echo("Inloggen met een wachtwoord kan weer.")
