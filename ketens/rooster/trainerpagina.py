"""What the trainer's page of an own group is filled with."""

from dataclasses import dataclass
from typing import Any

from ketens.groepen.models import Groep
from ketens.groepen.plaatsen import Plaatsing
from ketens.groepen.wachtlijst import dagdeel_namen
from ketens.inwoners import doorgeven
from ketens.inwoners.contactpersonen import Contactpersoon
from ketens.rooster import lijsten
from ketens.trajecten.models import Traject
from ketens.trajecten.overzichten import intake_antwoorden


@dataclass(frozen=True, slots=True)
class Deelnemer:
    """What whoever leads a session may know of a participant: no verwijzing, test or factor (besluit 0031)."""

    plaatsing: Plaatsing
    bij_nood: list[Contactpersoon]
    hulpmiddel: str | None

    @property
    def weten(self) -> str | None:
        """One line that the resident agreed to."""
        return self.plaatsing.voor_trainer if self.plaatsing.voor_trainer_op else None


def deelnemers_van(groep: Groep) -> list[Deelnemer]:
    """Return who has a place now, by name."""
    rijen = [
        Deelnemer(
            een,
            [contact for contact in een.inwoner.contactpersonen if contact.bij_nood and not contact.verwijderd_op],
            hulpmiddel(een.traject),
        )
        for een in lijsten.deelnemers(groep, *lijsten.voor_trainer())
    ]
    return sorted(rijen, key=lambda rij: (rij.plaatsing.inwoner.naam.casefold(), rij.plaatsing.id))


def groep_van_trainer(groep: Groep) -> dict[str, Any]:
    """Return what a trainer sees of an own group: who is in it, and of each what `Deelnemer` says; no more."""
    rijen = deelnemers_van(groep)
    return {
        "groep": groep,
        "dagdeel_namen": dagdeel_namen,
        "niet_doorgeven": doorgeven.ingetrokken([rij.plaatsing.inwoner_id for rij in rijen], groep.keten_code),
        "overleden": lijsten.overleden(groep),
        "deelnemers": rijen,
    }


def hulpmiddel(traject: Traject) -> str | None:
    """Return the walking aid in words, as the intake of this keten asked for it."""
    antwoord = intake_antwoorden(traject).get("loophulpmiddel")
    vragen = (vraag for stap in traject.keten.stappen for vraag in stap.vragen if vraag.sleutel == "loophulpmiddel")
    return next((keuze.naam for vraag in vragen for keuze in vraag.keuzes if keuze.code == antwoord), None)
