"""What the trainer's page of an own group is filled with."""

from typing import Any

from ketens.groepen import lijsten
from ketens.groepen.models import Groep
from ketens.groepen.wachtlijst import dagdeel_namen
from ketens.inwoners import doorgeven
from ketens.trajecten.models import Traject
from ketens.trajecten.overzichten import intake_antwoorden


def groep_van_trainer(groep: Groep) -> dict[str, Any]:
    """Return what a trainer sees of an own group: names, phones, whom to call in need, walking aid; no more."""
    deelnemers = lijsten.deelnemers(groep, *lijsten.voor_trainer())
    return {
        "groep": groep,
        "dagdeel_namen": dagdeel_namen,
        "niet_doorgeven": doorgeven.ingetrokken([een.inwoner_id for een in deelnemers], groep.keten_code),
        "overleden": lijsten.overleden(groep),
        "rijen": [
            (
                deelnemer.inwoner,
                [c for c in deelnemer.inwoner.contactpersonen if c.bij_nood and not c.verwijderd_op],
                hulpmiddel(deelnemer.traject),
            )
            for deelnemer in deelnemers
        ],
    }


def hulpmiddel(traject: Traject) -> str | None:
    """Return the walking aid in words, as the intake of this keten asked for it."""
    antwoord = intake_antwoorden(traject).get("loophulpmiddel")
    vragen = (vraag for stap in traject.keten.stappen for vraag in stap.vragen if vraag.sleutel == "loophulpmiddel")
    return next((keuze.naam for vraag in vragen for keuze in vraag.keuzes if keuze.code == antwoord), None)
