"""The command `ketens rapport`: the report of one keten and year, the same bytes as the page gives."""

import os
import sys
from pathlib import Path
from typing import IO, Any

import click

JAREN = range(2000, 2100)


class Vraagfout(click.ClickException):
    """What was asked does not exist: one sentence, and the command ends with code 2."""

    exit_code = 2

    def show(self, file: IO[Any] | None = None) -> None:
        """Say the sentence, and nothing before it."""
        click.echo(self.format_message(), file=file, err=True)


class Opdracht(click.Command):
    """A command that answers what it can't read with one sentence in Dutch, as it does what does not exist."""

    def make_context(self, *wat: Any, **anders: Any) -> click.Context:
        """Read the words of the command line."""
        try:
            return super().make_context(*wat, **anders)
        except click.UsageError as fout:
            raise Vraagfout(_zin(fout)) from fout


def _zin(fout: click.UsageError) -> str:
    hulp = "Zie: ketens rapport --help."
    naam = fout.param.opts[-1] if isinstance(fout, click.BadParameter) and fout.param else ""
    if isinstance(fout, click.MissingParameter):
        return f"Geef {fout.param.opts[0] if fout.param else 'alles'} op. {hulp}"
    if isinstance(fout, click.NoSuchOption):
        return f"{fout.option_name} kan hier niet. {hulp}"
    if isinstance(fout, click.BadOptionUsage):
        return f"Geef achter {fout.option_name} op wat u wilt. {hulp}"
    return f"Wat achter {naam} staat, kan niet. {hulp}" if naam else f"Er staat iets te veel. {hulp}"


@click.command("rapport", cls=Opdracht)
@click.option("--gemeente", required=True, help="Zoals in het adres, bijvoorbeeld borne.")
@click.option("--keten", required=True, help="De code van de keten, bijvoorbeeld valpreventie.")
@click.option("--jaar", required=True, help="Vier cijfers, bijvoorbeeld 2025.")
@click.option("--formaat", default="json", show_default=True, help="json, csv, xlsx, ods, pdf of docx.")
@click.option("-o", "--naar", type=click.Path(path_type=Path, dir_okay=False), help="Bestand; anders het scherm.")
def rapport(*, gemeente: str, keten: str, jaar: str, formaat: str, naar: Path | None) -> None:
    """Geef het rapport van een keten over een jaar: cijfers en geld. Dat u dit doet, komt in het logboek."""
    from ketens.gebruikers.adres import zoek_op
    from ketens.kern.gemeente import in_gemeente

    _controleer(keten, jaar, formaat)
    gemeente_id = zoek_op(gemeente)
    if gemeente_id is None:
        raise Vraagfout(f"De gemeente {gemeente} is er niet.")
    with in_gemeente(gemeente_id):
        inhoud = _maak(keten, int(jaar), formaat)
        _noteer(f"{keten} {jaar} {formaat}")
        _lever(inhoud, naar)


def _controleer(keten: str, jaar: str, formaat: str) -> None:
    from ketens.catalogus import catalogus
    from ketens.stukken.formaten import FORMATEN

    if keten not in {bekend.code for bekend in catalogus().ketens}:
        raise Vraagfout(f"De keten {keten} is er niet.")
    if not (len(jaar) == 4 and jaar.isascii() and jaar.isdigit()):
        raise Vraagfout(f"Een jaar heeft vier cijfers, bijvoorbeeld 2025; {jaar} is dat niet.")
    if int(jaar) not in JAREN:
        raise Vraagfout(f"Het jaar {jaar} is er niet. Kies een jaar van {JAREN[0]} tot en met {JAREN[-1]}.")
    if formaat not in FORMATEN:
        raise Vraagfout(f"Het formaat {formaat} is er niet. Kies uit: {', '.join(FORMATEN)}.")


def _maak(keten: str, jaar: int, formaat: str) -> bytes:
    """Read, without keeping the writers of SQLite waiting, and write the report."""
    from ketens.kern.db import alleen_lezen, db
    from ketens.stukken.formaten import FORMATEN
    from ketens.verslagen.stuk import als_stuk
    from ketens.verslagen.verslag import verslag

    merk = alleen_lezen.set(True)
    try:
        stuk = als_stuk(verslag(keten, jaar))
        db.session.rollback()
    finally:
        alleen_lezen.reset(merk)
    return FORMATEN[formaat].schrijf(stuk)


def _noteer(wat: str) -> None:
    """Log it before a byte leaves."""
    from ketens.audit.handelingen import schrijf_opdracht
    from ketens.kern.db import db
    from ketens.rechten import Recht

    schrijf_opdracht(Recht.CIJFERS_INZIEN, "ketens rapport", reden=wat)
    db.session.commit()


def _lever(inhoud: bytes, naar: Path | None) -> None:
    """Write the screen, or a file that only its owner can read; one that is there already is written over."""
    if naar is None:
        sys.stdout.buffer.write(inhoud)
        return
    try:
        nummer = os.open(naar, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    except OSError as fout:
        raise Vraagfout(
            f"Het bestand {naar} is niet te maken: de map is er niet, of u mag er niet schrijven."
        ) from fout
    with os.fdopen(nummer, "wb") as bestand:
        bestand.write(inhoud)
