"""AGB-codes: 8 digits as text; the first two tell the kind of care (domein 8, [K]). There is no check digit."""

import re

from ketens.gebruikers.models import OrganisatieSoort
from ketens.kern.fouten import Domeinfout

VORM = re.compile(r"\d{8}")
BEGIN = {
    OrganisatieSoort.HUISARTSENPRAKTIJK: ("01",),
    OrganisatieSoort.APOTHEEK: ("02",),
    OrganisatieSoort.FYSIOTHERAPIE: ("04",),
    OrganisatieSoort.OEFENTHERAPIE: ("07",),
    OrganisatieSoort.ERGOTHERAPIE: ("88",),
    OrganisatieSoort.VERLOSKUNDE: ("08",),
    OrganisatieSoort.WIJKVERPLEGING: ("41", "91"),
}


def lees(tekst: str | None) -> str | None:
    """Return the 8 digits, or None for nothing; raise `Domeinfout` for anything else."""
    kaal = re.sub(r"[\s.-]", "", tekst or "")
    if kaal and not VORM.fullmatch(kaal):
        raise Domeinfout("Een AGB-code heeft 8 cijfers, bijvoorbeeld 01012345.", veld="agb")
    return kaal or None


def waarschuwing(soort: OrganisatieSoort, agb: str | None) -> str | None:
    """Return what to look at when the code does not fit the kind of organisatie. It never blocks."""
    verwacht = BEGIN.get(soort)
    if not agb or not verwacht or agb.startswith(verwacht):
        return None
    begin = " of ".join(verwacht)
    return (
        f"Een AGB-code van deze soort organisatie begint meestal met {begin}. Controleer de code in het AGB-register."
    )
