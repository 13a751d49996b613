"""The choices of a handover, as the screen says them; codes are what rows keep."""

BESTEMMINGEN = {
    "zvw": "Zorg via de zorgverzekering",
    "sociaal_hus": "Sociaal Hus",
    "schuldhulp": "Schuldhulp",
    "keten": "Een andere keten van deze gemeente",
    "gemeente": "Een andere gemeente, na een verhuizing",
}
WIJZEN = {
    "warm": "Warm: u spreekt de ontvanger zelf, het liefst samen met de inwoner",
    "schriftelijk": "Met een brief",
}
TERUGGEEFREDENEN = {
    "geen_contract": "Geen contract met de verzekeraar",
    "wachttijd": "De wachttijd is te lang",
    "kosten": "De inwoner vindt het te duur",
    "geen_indicatie": "Er is geen reden voor behandeling",
    "anders": "Andere reden",
}
# Who does not take part in the app confirms by phone; after this long without an answer someone calls.
WERKDAGEN_TOT_BEVESTIGING = 10
