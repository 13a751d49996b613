"""Commands that make an account, or a link for one: for the first beheerder, who makes the rest on the screen."""

from typing import Any

import click

from ketens.gebruikers.cli import voer_uit


@click.group("account")
def account_groep() -> None:
    """Accounts van medewerkers."""


@account_groep.command("maak")
@click.option("--email", prompt="E-mailadres", help="Hiermee logt de medewerker in.")
@click.option("--naam", prompt="Naam", help="Voor- en achternaam.")
@click.option("--gemeente", prompt="Gemeente (zoals in het adres)", help="De gemeente van de rol, bijvoorbeeld borne.")
@click.option("--organisatie", default="", help="De werkgever; anders de gemeente zelf.")
@click.option("--rol", default="beheerder", show_default=True, help="De rol.")
@click.option("--keten", "ketens", multiple=True, help="Een keten; mag vaker. Niet nodig voor beheerder en fg.")
def account_maak(**velden: Any) -> None:
    """Maak een account met een rol en toon een link, of geef een bestaand account er een rol bij."""
    from ketens.gebruikers.installatie import maak_account_met_rol

    def maak() -> str | None:
        account, is_nieuw = maak_account_met_rol(**velden)
        return _link(account) if is_nieuw else None

    link = voer_uit(maak)
    if link is None:
        click.echo("Het account was er al en heeft er nu een rol bij. Het wachtwoord is niet gewijzigd.")
    else:
        _toon(link, "Het account is gemaakt.")


@account_groep.command("link")
@click.argument("email")
def account_link(email: str) -> None:
    """Maak een nieuwe link voor het account van EMAIL; een eerdere werkt dan niet meer."""
    from ketens.gebruikers.beheren import account_van
    from ketens.kern.fouten import Domeinfout

    def maak() -> str:
        account = account_van(email)
        if account is None or account.geblokkeerd_op:
            raise Domeinfout("Er is geen account met dit e-mailadres dat mag inloggen.")
        return _link(account)

    _toon(voer_uit(maak), "De link is gemaakt.")


def _link(account: Any) -> str:
    from ketens.uitnodigingen import links
    from ketens.uitnodigingen.handelingen import soort_voor

    soort = soort_voor(account)
    _, token = links.maak(account, soort, door_id=None)
    return links.adres(soort, token)


def _toon(link: str, wat: str) -> None:
    click.echo(f"{wat} Kies een wachtwoord op: {link}")
    if link.startswith("/"):
        click.echo("Zet het adres van deze site ervoor (KETENS_ADRES is niet ingesteld).")
    click.echo("De link werkt één keer en komt niet terug. Een nieuwe: ketens account link E-MAILADRES")
