"""When people are asked whether they kept moving: at the end of the group, and at the moments the gemeente set.

By default once, after 3 months, by phone. After 6 and 12 months a gemeente asks everybody, a sample, or nobody.
"""

import calendar
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from ketens.trajecten.instellingen import instelling

BIJ_EINDE = 0
NA = (3, 6, 12)
GROEP, BELLEN, KAART, NIET = "groep", "bellen", "kaart", "niet"
WIJZEN = {BELLEN: "Bellen", KAART: "Antwoordkaart per post", NIET: "Niet vragen"}
NAMEN = {BIJ_EINDE: "bij het einde", 3: "na 3 maanden", 6: "na 6 maanden", 12: "na 12 maanden"}
# How a question ended without an answer.
NIET_MEER, EERDER_NIET_MEER = "niet_meer_bellen", "eerder_niet_meer_bellen"
NIET_BEREIKT, OVERLEDEN, VERHUISD, INGETROKKEN = "niet_bereikt", "overleden", "verhuisd", "toestemming_ingetrokken"
EINDEN = {
    NIET_MEER: "wil niet meer gebeld worden",
    EERDER_NIET_MEER: "wil niet meer gebeld worden",
    NIET_BEREIKT: "niet bereikt",
    OVERLEDEN: "overleden",
    VERHUISD: "verhuisd",
    INGETROKKEN: "wil stoppen",
}


@dataclass(frozen=True, slots=True)
class Moment:
    """So many months after the end: how people are asked, and how many of every hundred."""

    maanden: int
    wijze: str
    procent: int = 100

    def vraagt(self, plaatsing_id: UUID) -> bool:
        """Tell whether this deelname is asked. A sample follows from the id: the same whoever looks, and whenever."""
        if self.wijze == NIET:
            return False
        merk = hashlib.sha256(f"{plaatsing_id}:{self.maanden}".encode()).digest()
        return int.from_bytes(merk[:4]) % 100 < self.procent


STANDAARD = (Moment(3, BELLEN), Moment(6, NIET), Moment(12, NIET))


def momenten(gekozen: Mapping[str, Any]) -> tuple[Moment, ...]:
    """Read what a gemeente chose; a moment that it did not name is as by default."""
    return tuple(
        Moment(wat.maanden, str(eigen["wijze"]), int(eigen["procent"]))
        if (eigen := gekozen.get(str(wat.maanden)))
        else wat
        for wat in STANDAARD
    )


def momenten_van(keten_code: str) -> tuple[Moment, ...]:
    """Return the moments of this keten in this gemeente, without the end itself."""
    eigen = instelling(keten_code)
    return momenten(eigen.doorstroom if eigen else {})


def als_keuze(gekozen: tuple[Moment, ...]) -> dict[str, Any]:
    """Return moments as `Keteninstelling.doorstroom` keeps them."""
    return {str(wat.maanden): {"wijze": wat.wijze, "procent": wat.procent} for wat in gekozen}


def maanden_later(dag: date, maanden: int) -> date:
    """Return the same day so many months on, or the last one of a month that is shorter."""
    jaar, maand = divmod(dag.year * 12 + dag.month - 1 + maanden, 12)
    return date(jaar, maand + 1, min(dag.day, calendar.monthrange(jaar, maand + 1)[1]))
