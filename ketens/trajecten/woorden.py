"""What the codes of events are called in the timeline; those of the catalogue it names itself."""

# Where someone went on, as a sentence says it.
OVERGEDRAGEN = {
    "zvw": "zorg via de zorgverzekering",
    "sociaal_hus": "Sociaal Hus",
    "schuldhulp": "schuldhulp",
    "keten": "een andere keten",
    "gemeente": "een andere gemeente",
}
MOMENTEN = {
    "genoemd": "Aanbod genoemd:",
    "samen_gegaan": "Samen gegaan naar",
    "gestart": "Begonnen bij",
    "gebleven": "Gebleven bij",
    "niet_passend": "Past niet:",
}
# Messages to the resident (berichten), by kind and by way.
BERICHTEN = {
    "uitnodiging": "Uitnodiging voor een groep",
    "aanbod": "Aanbod van een plaats",
    "verplaatst": "Bericht dat een groep is gewijzigd",
    "afgelast": "Bericht dat het niet doorgaat",
    "bel_ons": "Vraag om ons te bellen",
}
KANALEN_NAAR_INWONER = {"bellen": "op de belllijst", "brief": "brief klaargezet", "email": "e-mail klaargezet"}
BESLUITEN = {"verder": "verder bellen", "brief": "een brief sturen", "afsluiten": "het traject afsluiten"}
# What someone answers to an offered place, and why an offer ends that nobody answered (groepen).
ANTWOORDEN = {"ja": "Ja gezegd", "nee": "Nee gezegd", "niet_nu": "'Nu niet' gezegd"}
AANBOD_VERVALLEN = {
    "verlopen": "verlopen: geen antwoord",
    "pauze": "vervallen: het traject staat stil",
    "geen_toestemming": "vervallen: geen toestemming om door te geven",
    "groep_afgelast": "vervallen: de groep gaat niet door",
    "te_laat": "vervallen: de groep is al te ver",
    "beperkt": "vervallen: het gebruik van de gegevens is beperkt",
    "achterhaald": "vervallen: de inwoner kreeg een andere plaats",
    "teruggegeven": "vervallen: de plaats bleek niet vrij",
    "ingetrokken": "ingetrokken",
}
EINDES = {"afgerond": "afgerond", "uitgevallen": "gestopt", "niet_gestart": "niet gestart"}
