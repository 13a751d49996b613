"""Someone who was handed over, and a file of people to take over, one of whom is known here already."""

from collections.abc import Sequence
from datetime import date
from uuid import uuid4

from ketens.gebruikers.wie import Wie
from ketens.invoer.handelingen import breng
from ketens.invoer.models import Invoer
from ketens.inwoners.models import Inwoner
from ketens.kern.db import db
from ketens.kern.rekenblad import lees_bestand
from ketens.overdrachten.handelingen import draag_over, geef_terug
from ketens.overdrachten.models import Overdracht
from ketens.trajecten.models import Traject

KOP = "Voornaam;Achternaam;Geboortedatum;Telefoon;Cursus;Wacht sinds;Opmerking;BSN"
REGEL = "{};{};{:%d-%m-%Y};0655000001;In Balans;3-2-2026;{};123456782"
FOUT = "{};{};31-2-1941;0655000001;In Balans;3-2-2026;{};123456782"


def overgedragen(traject: Traject, *, door: Wie, tekst: str) -> Overdracht:
    """Hand someone over with a letter; nobody answered yet."""
    return _draag_over(traject, "sociaal_hus", door, tekst)


def teruggegeven(traject: Traject, *, door: Wie, tekst: str) -> Overdracht:
    """Hand someone over to insured care, and have them come back."""
    overdracht = _draag_over(traject, "zvw", door, tekst)
    geef_terug(overdracht, reden="wachttijd", toelichting=tekst, door=door)
    db.session.flush()
    return overdracht


def _draag_over(traject: Traject, bestemming: str, door: Wie, tekst: str) -> Overdracht:
    overdracht = draag_over(
        traject,
        formulier_id=uuid4(),
        bestemming=bestemming,
        wijze="schriftelijk",
        toestemming=True,
        ontvanger_anders="Oefentherapie De Proef",
        boodschap=tekst,
        eigen_risico_besproken=True if bestemming == "zvw" else None,
        door=door,
    )
    db.session.flush()
    return overdracht


def gebracht(
    bekenden: Sequence[Inwoner], *, keten_code: str, door: Wie, tekst: str, anderen: int = 1, nieuw: str = ""
) -> Invoer:
    """Bring a waiting list: these residents, `anderen` whom nobody knows yet, and as many rows that are wrong."""
    regels = [REGEL.format(rij.voornaam, rij.achternaam, rij.geboortedatum, tekst) for rij in bekenden]
    for nr in range(anderen):
        # Nobody sounds like another.
        naam = (nieuw or "Voor", f"{nieuw or 'Nieuw'}{'bdfgkm'[nr]}")
        regels += [REGEL.format(*naam, date(1937, 5, 1 + nr), tekst), FOUT.format(*naam, tekst)]
    invoer = breng(
        formulier_id=uuid4(),
        soort="wachtlijst",
        keten_code=keten_code,
        bestandsnaam=f"{tekst}.csv",
        blad=lees_bestand("\n".join((KOP, *regels)).encode()),
        door=door,
    )
    db.session.flush()
    return invoer
