"""The command that checks whether signed-off figures are still what they were."""

import sys

import click


@click.group("vaststellingen")
def vaststellingen_groep() -> None:
    """Vastgestelde cijfers."""


@vaststellingen_groep.command("controleer")
def vaststellingen_controleer() -> None:
    """Reken van alle vastgestelde cijfers de vingerafdruk na, ook naast het logboek; noem wat niet klopt."""
    from ketens.vaststellingen.controle import controleer

    goed = True
    for oordeel in controleer():
        click.echo(
            f"{oordeel.gemeente}: {oordeel.aantal} vaststellingen, {len(oordeel.fouten) or 'niets'} niet in orde"
        )
        for zin in oordeel.fouten:
            click.echo(f"  {zin}")
        goed = goed and not oordeel.fouten
    if not goed:
        sys.exit(1)
