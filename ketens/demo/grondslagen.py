"""On what ground the flows of the demo rest: what the catalogue proposes, marked as invented, with a little history."""

from datetime import date
from typing import Any

from ketens.catalogus import Gegevensstroom, catalogus
from ketens.demo.organisaties import KETEN, KETENS
from ketens.demo.ploeg import BEGIN, Ploeg
from ketens.kern.db import nieuw_id
from ketens.kern.klok import moment, nu, vandaag, zet_klok
from ketens.rechten import Rol
from ketens.verwerkingen.handelingen import leg_vast

VERZONNEN = "Voorbeeld uit de demo. Vraag uw eigen functionaris gegevensbescherming wat bij u geldt."
# The proposals say which articles nobody has looked up; the demo speaks as a gemeente that has.
ONZEKER = " (te controleren"
# How long it was kept until it changed, and how long it will be.
EERST = {"uitvoering": "5 jaar na het afsluiten van het traject"}
STRAKS = "Tot het traject van de inwoner is afgesloten"
WIJZIGING = date(2025, 1, 1)


def leg_grondslagen_vast(ploeg: Ploeg) -> None:
    """Lay down every flow of each keten since it began; of valpreventie one changed in 2025, one does at new year."""
    for keten in (plan.keten for plan in KETENS[ploeg.slug]):
        eigen = EERST if keten == KETEN else {}
        for stroom in _stromen(keten):
            met = {"bewaartermijn": eigen[stroom.code]} if stroom.code in eigen else {}
            _leg_vast(ploeg, keten, stroom, BEGIN, **met)
    stromen = {str(stroom.code): stroom for stroom in _stromen(KETEN)}
    korter, nieuwjaar = f"{VERZONNEN} Korter bewaren bleek genoeg.", date(vandaag().year + 1, 1, 1)
    _leg_vast(ploeg, KETEN, stromen["uitvoering"], WIJZIGING, opmerking=korter)
    _leg_vast(ploeg, KETEN, stromen["contactpersonen"], nieuwjaar, bewaartermijn=STRAKS)


def _stromen(keten: str) -> tuple[Gegevensstroom, ...]:
    bestand = catalogus().verwerkingen(keten)
    return bestand.stromen if bestand else ()


def _leg_vast(
    ploeg: Ploeg, keten: str, stroom: Gegevensstroom, vanaf: date, *, opmerking: str = VERZONNEN, **anders: str
) -> None:
    woorden: dict[str, Any] = stroom.voorstel.in_gemeente(ploeg.slug.capitalize()) | anders
    # Only Borne has a beheerder of its own.
    door = ploeg.wie("beheerder", Rol.BEHEERDER) if ploeg.slug == "borne" else ploeg.regie
    with zet_klok(min(moment(vanaf), nu())):
        leg_vast(
            stroom,
            keten_code=keten,
            formulier_id=nieuw_id(),
            vanaf=vanaf,
            grondslag=stroom.voorstel.grondslag,
            uitzondering=stroom.voorstel.uitzondering,
            wet=stroom.voorstel.wet.partition(ONZEKER)[0],
            opmerking=opmerking,
            door=door,
            **woorden,
        )
