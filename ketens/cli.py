"""The command line: `ketens --help`."""

import os
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click

from ketens.aanmelddienst.cli import aanmelddienst_groep
from ketens.bewaren.cli import bewaren_groep
from ketens.catalogus.cli import catalogus_groep, instrument_groep
from ketens.config import Instelfout, maak_sleutels
from ketens.gebruikers.cli import gemeente_groep
from ketens.rapportage.cli import rapport
from ketens.sleutels.cli import Weigering, lijst, roteer, verwijder
from ketens.toezicht.cli import logboek_groep
from ketens.uitnodigingen.cli import account_groep
from ketens.vaststellingen.cli import vaststellingen_groep
from ketens.verwerkingen.cli import meld_ontbrekend, verwerkingen_groep


@click.group()
def cli() -> None:
    """Ketens: regie op gemeentelijke ketenaanpakken."""


cli.add_command(catalogus_groep)
cli.add_command(instrument_groep)


def _maak_app(**flask_instellingen: object) -> Any:
    """Return the application, made by what `__main__` hands down: it stands above the command line."""
    try:
        return click.get_current_context().obj(**flask_instellingen)
    except Instelfout as fout:
        raise Weigering(str(fout)) from fout


def met_app(functie: Callable[..., Any]) -> Callable[..., Any]:
    """Run a command inside the application; a wrong setting ends it with one sentence and code 2."""

    @wraps(functie)
    def omhuld(*args: Any, **kw: Any) -> Any:
        with _maak_app().app_context():
            return functie(*args, **kw)

    return omhuld


for groep in (
    gemeente_groep, account_groep, aanmelddienst_groep, logboek_groep, verwerkingen_groep, vaststellingen_groep,
    bewaren_groep,
):  # fmt: skip
    for opdracht in groep.commands.values():
        opdracht.callback = met_app(opdracht.callback)  # type: ignore[arg-type]
    cli.add_command(groep)

rapport.callback = met_app(rapport.callback)  # type: ignore[arg-type]
cli.add_command(rapport)


@cli.group()
def sleutels() -> None:
    """Sleutels van deze installatie."""


@sleutels.command("maak")
def sleutels_maak() -> None:
    """Maak de sleutels in de map van de installatie (KETENS_DATA), als ze er nog niet zijn."""
    data = Path(os.environ.get("KETENS_DATA", "instance")).absolute()
    gemaakt = maak_sleutels(data)
    click.echo(
        f"Sleutels gemaakt in {data}. Bewaar er een kopie van op een andere plek."
        if gemaakt
        else "De sleutels zijn er al."
    )


@sleutels.command("controleer")
@click.option("--alles", is_flag=True, help="Kijk elke versleutelde cel na; dat kan minuten duren.")
def sleutels_controleer(alles: bool) -> None:
    """Zeg of dit de sleutels van deze database zijn."""
    # Making the application is the check.
    _maak_app(**({"SLEUTELS_ALLES": True} if alles else {}))
    click.echo("De sleutels horen bij deze database.")


for opdracht in (roteer, lijst, verwijder):
    opdracht.callback = met_app(opdracht.callback)  # type: ignore[arg-type]
    sleutels.add_command(opdracht)


@cli.command()
@click.argument("revisie", default="head")
@met_app
def migreer(revisie: str) -> None:
    """Breng de database naar de nieuwste versie (of naar REVISIE)."""
    from flask import current_app

    from ketens.kern import migreren, sleutelmerk

    instellingen = current_app.extensions["ketens"]
    migreren.migreer(instellingen.eigenaar_url, instellingen.database_url, revisie)
    sleutelmerk.controleer(instellingen.sleutels)
    click.echo(f"De database staat op versie {migreren.huidige_revisie(instellingen.eigenaar_url) or 'leeg'}.")
    if revisie == "head":
        meld_ontbrekend()


@cli.command()
@click.argument("naam")
@met_app
def migratie(naam: str) -> None:
    """Maak de volgende genummerde migratie uit het verschil tussen modellen en database."""
    from flask import current_app

    from ketens.kern import migreren
    from ketens.kern.db import db

    instellingen = current_app.extensions["ketens"]
    migreren.nieuwe_revisie(instellingen.eigenaar_url, instellingen.database_url, naam, db.Model.metadata)


@cli.command()
@met_app
def demo() -> None:
    """Vul een lege database met de demo van Borne (verzonnen personen)."""
    from ketens.demo import DemoFout, maak_demo

    try:
        maak_demo(click.echo)
    except DemoFout as fout:
        raise click.ClickException(str(fout)) from fout


@cli.command()
@click.option("--eenmaal", is_flag=True, help="Doe wat er nu ligt en stop.")
@met_app
def werk(eenmaal: bool) -> None:
    """Doe het achtergrondwerk, tot u stopt (Ctrl-C)."""
    from ketens.opdrachten.werker import werk_door

    werk_door(eenmaal=eenmaal)
