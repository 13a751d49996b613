"""Commands on the grounds of processing: which ketens run although a flow has none."""

import sys

import click


@click.group("verwerkingen")
def verwerkingen_groep() -> None:
    """Waarop de stromen van gegevens van elke keten rusten."""


@verwerkingen_groep.command("controleer")
def controleer() -> None:
    """Noem per gemeente de ketens die lopen terwijl een grondslag ontbreekt."""
    if meld_ontbrekend():
        sys.exit(1)
    click.echo("Van elke keten die loopt, is van alle stromen de grondslag vastgelegd.")


def meld_ontbrekend() -> bool:
    """Say loudly which ketens run without a ground, per gemeente; tell whether there was one."""
    from sqlalchemy import select

    from ketens.gebruikers.models import Gemeente
    from ketens.kern.db import alleen_lezen, db
    from ketens.kern.gemeente import in_gemeente
    from ketens.verwerkingen.handelingen import noem
    from ketens.verwerkingen.overzichten import aan_zonder_grond

    gevonden = False
    merk = alleen_lezen.set(True)
    try:
        gemeenten = db.session.execute(select(Gemeente.id, Gemeente.naam).order_by(Gemeente.naam)).all()
        db.session.rollback()
        for gemeente_id, naam in gemeenten:
            with in_gemeente(gemeente_id):
                for register in aan_zonder_grond():
                    gevonden = True
                    wat = noem(register.mist) if register.bestand else "alle stromen (niet in de catalogus)"
                    click.echo(f"LET OP, {naam}: {register.keten.naam} loopt zonder grondslag voor: {wat}.", err=True)
                db.session.rollback()
    finally:
        alleen_lezen.reset(merk)
    return gevonden
