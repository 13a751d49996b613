"""On what ground the flows of the demo rest: what the catalogue proposes, marked as invented, with a little history."""

from datetime import date
from typing import Any

from ketens.catalogus import Gegevensstroom, catalogus
from ketens.demo.organisaties import KETEN
from ketens.demo.ploeg import BEGIN, Ploeg
from ketens.kern.db import nieuw_id
from ketens.kern.klok import moment, nu, vandaag, zet_klok
from ketens.rechten import Rol
from ketens.verwerkingen.handelingen import leg_vast

VERZONNEN = "Voorbeeld uit de demo. Vraag uw eigen functionaris gegevensbescherming wat bij u geldt."
# The proposals say which articles nobody has looked up; the demo speaks as a gemeente that has.
ONZEKER = " (te controleren"
PIN = f"{KETEN}@1"
# How long it was kept until it changed, and how long it will be.
EERST = {"uitvoering": "5 jaar na het afsluiten van het traject"}
STRAKS = "Tot het traject van de inwoner is afgesloten"
WIJZIGING = date(2025, 1, 1)


def leg_grondslagen_vast(ploeg: Ploeg) -> None:
    """Lay down every flow of the keten since it began; one changed in 2025, one changes at new year."""
    bestand = catalogus().alle_verwerkingen[PIN]
    nieuwjaar = date(vandaag().year + 1, 1, 1)
    for stroom in bestand.stromen:
        met = {"bewaartermijn": EERST[stroom.code]} if stroom.code in EERST else {}
        _leg_vast(ploeg, stroom, BEGIN, **met)
    _leg_vast(ploeg, bestand.stroom("uitvoering"), WIJZIGING, opmerking=f"{VERZONNEN} Korter bewaren bleek genoeg.")
    _leg_vast(ploeg, bestand.stroom("contactpersonen"), nieuwjaar, bewaartermijn=STRAKS)


def _leg_vast(ploeg: Ploeg, stroom: Gegevensstroom, vanaf: date, *, opmerking: str = VERZONNEN, **anders: str) -> None:
    woorden: dict[str, Any] = stroom.voorstel.in_gemeente(ploeg.slug.capitalize()) | anders
    # Only Borne has a beheerder of its own.
    door = ploeg.wie("beheerder", Rol.BEHEERDER) if ploeg.slug == "borne" else ploeg.regie
    with zet_klok(min(moment(vanaf), nu())):
        leg_vast(
            stroom,
            keten_code=KETEN,
            formulier_id=nieuw_id(),
            vanaf=vanaf,
            grondslag=stroom.voorstel.grondslag,
            uitzondering=stroom.voorstel.uitzondering,
            wet=stroom.voorstel.wet.partition(ONZEKER)[0],
            opmerking=opmerking,
            door=door,
            **woorden,
        )
