"""What Borne wrote in its monitor, and what it handed in when; nothing of the year that runs."""

from collections.abc import Iterator
from datetime import date, datetime

from ketens.demo.ploeg import Ploeg
from ketens.gebruikers.wie import Wie
from ketens.kern.klok import moment
from ketens.monitor.handelingen import bewaar_opmerking
from ketens.rechten import Rol
from ketens.verantwoording.handelingen import bewaar_antwoorden, dien_in, zet_termijn

# The seed chapter tells these (domein.md 2, 3, 7.1), where no figure of ours does.
OPMERKINGEN = {
    2025: {
        ("welzijn_op_recept", "beschrijving"): (
            "Twee consulenten van het Sociaal Hus doen dit werk, samen 16 uur per week. Zij werken in drie praktijken: "
            "Het Dijkhuis met de Bornsche Esch, Fleminghof en de Poort van Borne."
        ),
        ("welzijn_op_recept", "maatschappelijk"): (
            "Eenzaamheid is de vraag die het vaakst wordt gesteld. Ook bij het Sociaal Hus kwamen meer inwoners: "
            "754 in 2025, tegen 597 in 2024."
        ),
        ("kansrijke_start", "beschrijving"): (
            "Drie werkgroepen gaan over fysieke gezondheid, mentale gezondheid en taal. Nu Niet Zwanger is belegd bij "
            "Wijkracht en bij team jeugd."
        ),
        ("kansrijke_start", "maatschappelijk"): (
            "Het ouder-kindcafé was er elke week. Een orthopedagoog, een jeugdregisseur en een gezinsondersteuner zijn "
            "nu Infant Family Associate."
        ),
        ("valpreventie", "planning"): (
            "Voor 2026 is € 52.212,00 uit SPUK GALA begroot: vier keer In Balans en vier keer Vallen Verleden Tijd."
        ),
    }
}
INGEDIEND = {
    "rivm_valpreventie": (3, 24),
    "rivm_kansrijke_start": (3, 24),
    "monitor": (5, 19),
    "jaarrekening": (7, 8),
    "sisa": (7, 8),
}
MONITOR_UITERLIJK = (5, 29)
ANTWOORDEN = {
    "14": "Met de huisartsen, fysiotherapeuten en buurtsportcoaches.",
    "15": "Nog geen eigen afspraken.",
}


def verantwoord(ploeg: Ploeg, jaar: int) -> list[Iterator[datetime]]:
    """Return the story of what was told and handed in about this year, in the year after it."""
    if ploeg.slug != "borne":
        return []
    door = ploeg.wie("projectleider", Rol.PROJECTLEIDER)
    return [_schrijf(jaar, door), *(_dien_in(soort, jaar, dag, door) for soort, dag in INGEDIEND.items())]


def _schrijf(jaar: int, door: Wie) -> Iterator[datetime]:
    yield moment(date(jaar + 1, 3, 10), 10)
    zet_termijn("monitor", jaar, date(jaar + 1, *MONITOR_UITERLIJK), door=door)
    bewaar_antwoorden("rivm_valpreventie", jaar, ANTWOORDEN, door=door)
    for (project, paragraaf), tekst in OPMERKINGEN.get(jaar, {}).items():
        bewaar_opmerking(jaar, project, paragraaf, tekst, door=door)


def _dien_in(soort: str, jaar: int, dag: tuple[int, int], door: Wie) -> Iterator[datetime]:
    yield moment(date(jaar + 1, *dag), 15)
    dien_in(soort, jaar, door=door)
