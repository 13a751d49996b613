"""The commands on keys that look at the database: a new one, which there are, one that may go."""

from typing import IO, Any

import click

KOPPEN = ("soort", "sleutel", "sinds", "cellen", "bestanden", "zoekhashes", "logregels", "mag weg")


class Weigering(click.ClickException):
    """It can't be done, or not yet: one sentence, and the command ends with code 2."""

    exit_code = 2

    def show(self, file: IO[Any] | None = None) -> None:
        """Say the sentence, and nothing before it."""
        click.echo(self.format_message(), file=file, err=True)


@click.command("roteer")
@click.option("--soort", help="gegevens, zoek of log; zonder deze keuze van elk een.")
def roteer(soort: str | None) -> None:
    """Maak een nieuwe sleutel die vanaf nu schrijft; wat er al is, gaat op de achtergrond over (`ketens werk`)."""
    from ketens.kern.sleutels import SOORTEN
    from ketens.sleutels import roteren

    if soort is not None and soort not in SOORTEN:
        raise Weigering(f"De soort {soort} is er niet: kies uit {', '.join(SOORTEN)}.")
    try:
        nieuw = roteren.roteer([soort] if soort else SOORTEN)
    except roteren.Sleutelfout as fout:
        raise Weigering(str(fout)) from fout
    for welke, id_ in nieuw.items():
        click.echo(f"Nieuwe {welke}sleutel: {id_}. Hij schrijft vanaf nu.")
    click.echo("Bewaar een kopie van het sleutelbestand op een andere plek. Hoe ver het is: ketens sleutels lijst.")


@click.command("lijst")
def lijst() -> None:
    """Noem elke sleutel: sinds wanneer, wat hem nog gebruikt, en of hij weg mag."""
    from ketens.sleutels.overzichten import regels

    rijen = [KOPPEN, *(_rij(regel) for regel in regels())]
    breedtes = [max(len(rij[nr]) for rij in rijen) for nr in range(len(KOPPEN))]
    for rij in rijen:
        cellen = (
            tekst.rjust(b) if 3 <= nr <= 6 else tekst.ljust(b)
            for nr, (tekst, b) in enumerate(zip(rij, breedtes, strict=True))
        )
        click.echo("  ".join(cellen).rstrip())


def _rij(regel: Any) -> tuple[str, ...]:
    from ketens.kern.pagina import tijdstip

    telt = {"gegevens": ("cellen", "bestanden"), "zoek": ("zoekhashes",), "log": ("logregels",)}[regel.soort]
    aantallen = (str(regel.gebruik[kop]) if kop in telt else "" for kop in KOPPEN[3:7])
    if regel.ontbreekt:
        mag = "ontbreekt: zet hem terug" if regel.gebruik else "ontbreekt, en niets gebruikt hem"
    else:
        mag = f"nee: {regel.waarom_niet}" if regel.waarom_niet else "ja"
    return (regel.soort, regel.id, tijdstip(regel.sinds) if regel.sinds else "", *aantallen, mag)


@click.command("verwijder")
@click.argument("sleutel")
def verwijder(sleutel: str) -> None:
    """Haal SLEUTEL (een id uit de lijst) weg, als niets hem meer gebruikt."""
    from ketens.sleutels import roteren

    try:
        regel = roteren.verwijder(sleutel)
    except roteren.Sleutelfout as fout:
        raise Weigering(str(fout)) from fout
    click.echo(f"De {regel.soort}sleutel {regel.id} is weg. Wie een oude back-up terugzet, heeft hem daarvoor nodig.")
