"""Why a place ends and why a group is called off: codes that are stored in the clear, and their words."""

from ketens.kern.fouten import Domeinfout

EINDREDENEN: dict[str, str] = {
    "ziek": "Ziek of te zwaar",
    "past_niet": "De groep past niet bij de inwoner",
    "geen_tijd": "Geen tijd, of zorgt voor iemand anders",
    "vervoer": "Kan er niet komen",
    "andere_groep": "Wil een andere groep of een ander moment",
    "wil_niet": "Wil niet meer",
    "niet_bereikt": "Niet bereikt",
    "verhuisd": "Verhuisd",
    "overleden": "Overleden",
    "vergissing": "Vergissing",
    "anders": "Anders",
}
EINDEN: dict[str, str] = {
    "afgerond": "Afgerond",
    "uitgevallen": "Tussendoor gestopt",
    "niet_gestart": "Nooit begonnen",
    "ingetrokken": "Plaats teruggegeven",
}


def controleer(reden: str | None) -> str:
    """Return the code when it stands in the list, or raise `Domeinfout` at the field `reden`."""
    if reden not in EINDREDENEN:
        raise Domeinfout("Kies een reden uit de lijst.", veld="reden")
    return reden
