"""Commands on the catalogue that need no app and no database: `catalogus controleer`, `instrument uitslag`."""

import json
import sys
from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import NoReturn

import click

from ketens.catalogus.fouten import Antwoordfout, Catalogusfout, Onbekend
from ketens.catalogus.instrument import Instrument
from ketens.catalogus.laden import laad, lees_alles
from ketens.catalogus.publicatie import controleer_publicatie

in_map = click.option(
    "--map",
    "extra",
    envvar="KETENS_CATALOGUS",
    type=click.Path(path_type=Path),
    help="Map met eigen bestanden van de gemeente.",
)


@click.group("catalogus")
def catalogus_groep() -> None:
    """Ketens, instrumenten en interventies als bestanden."""


@catalogus_groep.command("controleer")
@in_map
def controleer(extra: Path | None) -> None:
    """Controleer alle bestanden van de catalogus."""
    gelezen, fouten = lees_alles(extra)
    fouten += controleer_publicatie()
    for fout in fouten:
        click.echo(str(fout), err=True)
    if fouten:
        sys.exit(1)
    click.echo(
        f"De catalogus is in orde. Ketens: {len(gelezen.alle_ketens)}, instrumenten: {len(gelezen.alle_instrumenten)}, "
        f"interventies: {len(gelezen.alle_interventies)}, verwerkingen: {len(gelezen.alle_verwerkingen)}, "
        f"activiteiten: {len(gelezen.alle_activiteiten)}, indicatoren: {len(gelezen.alle_indicatoren)}."
    )


@click.group("instrument")
def instrument_groep() -> None:
    """Instrumenten, zoals de valrisicotest."""


@instrument_groep.command("uitslag")
@click.argument("instrument", metavar="CODE@VERSIE")
@click.option("--antwoorden", required=True, help="De antwoorden als JSON, of - voor een JSON-object per regel.")
@in_map
def uitslag(instrument: str, antwoorden: str, extra: Path | None) -> None:
    """Geef de uitslag van een instrument bij deze antwoorden."""
    try:
        gekozen = laad(extra).instrument(instrument)
    except (Catalogusfout, Onbekend) as fout:
        _stop(str(fout))
    if antwoorden != "-":
        try:
            click.echo(_bepaal(gekozen, antwoorden))
        except ValueError as fout:
            _stop(str(fout))
        return
    for nummer, regel in _regels(sys.stdin.buffer):
        try:
            click.echo(_bepaal(gekozen, _als_tekst(regel)))
        except ValueError as fout:
            _stop(f"Regel {nummer}: {fout}")


def _regels(stroom: Iterable[bytes]) -> Iterator[tuple[int, bytes]]:
    return ((nummer, regel) for nummer, regel in enumerate(stroom, start=1) if regel.strip())


def _als_tekst(regel: bytes) -> str:
    try:
        return regel.decode("utf-8-sig")
    except UnicodeDecodeError as fout:
        raise ValueError("De antwoorden zijn geen UTF-8.") from fout


def _bepaal(instrument: Instrument, tekst: str) -> str:
    """One line of JSON with the result. Raises ValueError with a plain sentence."""
    gevonden = instrument.bepaal(_lees_json(tekst))
    return json.dumps({"uitslag": gevonden.uitslag, "score": gevonden.score})


def _lees_json(tekst: str) -> dict[str, object]:
    """Numbers become Decimal, so that 3.9999999999 stays below 4.0."""
    try:
        ruw = json.loads(
            tekst,
            parse_float=_getal,
            parse_int=_getal,
            parse_constant=_geen_getal,
            object_pairs_hook=_zonder_dubbele,
        )
    except (json.JSONDecodeError, RecursionError) as fout:
        raise ValueError("De antwoorden zijn geen goede JSON.") from fout
    if not isinstance(ruw, dict):
        raise ValueError("De antwoorden moeten een JSON-object zijn, tussen { en }.")
    return ruw


def _getal(tekst: str) -> Decimal:
    try:
        return Decimal(tekst)
    except InvalidOperation as fout:
        raise ValueError("Een van de getallen is te groot of te klein.") from fout


def _geen_getal(naam: str) -> NoReturn:
    raise ValueError(f"{naam} is geen getal dat een antwoord kan zijn.")


def _zonder_dubbele(paren: list[tuple[str, object]]) -> dict[str, object]:
    gelezen: dict[str, object] = {}
    for sleutel, waarde in paren:
        if sleutel in gelezen:
            raise Antwoordfout(sleutel, "Dit antwoord staat er twee keer.")
        gelezen[sleutel] = waarde
    return gelezen


def _stop(zin: str) -> NoReturn:
    click.echo(zin, err=True)
    sys.exit(2)
