"""The words of the sociale kaart: kinds of aanbod, what they answer, for whom, and why something did not fit."""

from ketens.catalogus import catalogus

SOORTEN = {
    "ontmoeting": "Ontmoeting en gezelligheid",
    "bewegen": "Bewegen en sport",
    "cultuur": "Cultuur en creatief",
    "vrijwilligerswerk": "Vrijwilligerswerk en meedoen",
    "mantelzorg": "Steun voor mantelzorgers",
    "maatje": "Maatje of huisbezoek",
    "rouw": "Rouw en verlies",
    "mentaal": "Mentale gezondheid",
    "gezond_leven": "Voeding en gezond leven",
    "zingeving": "Zingeving en levensvragen",
    "opgroeien": "Opvoeden en opgroeien",
    "zwangerschap": "Zwangerschap en eerste jaren",
    "geldhulp": "Hulp bij geld en schulden",
    "minimaregeling": "Regeling bij een laag inkomen",
    "jeugdfonds": "Jeugdfonds Sport en Cultuur",
    "sociaal_fonds": "Sociaal Fonds",
    "vervoer": "Vervoer, zoals AutoMaatje",
    "taal": "Taal en lezen",
    "digitaal": "Computer en telefoon",
    "wonen": "Wonen en hulp in huis",
    "juridisch": "Recht en formulieren",
    "dagbesteding": "Dagbesteding en inloop",
    "maaltijd": "Samen eten en maaltijden",
    "overig": "Iets anders",
}
# Questions that every keten may meet (domein 2); what a keten calls them itself goes first.
ALGEMEEN = {
    "eenzaamheid_sociaal": "Eenzaamheid en contact",
    "zingeving": "Zingeving",
    "rouw_verlies": "Rouw en verlies",
    "stress_spanning": "Stress en spanning",
    "somberheid": "Somberheid",
    "mantelzorg": "Mantelzorg",
    "daginvulling": "Invulling van de dag",
    "bewegen_leefstijl": "Bewegen en leefstijl",
    "taal_digitaal": "Taal en digitaal",
    "relatie_gezin": "Relatie en gezin",
    "financien": "Geld",
    "wonen": "Wonen",
    "opgroeien": "Opvoeden en opgroeien",
    "vervoer": "Vervoer",
}
TOEGANKELIJKHEID = {
    "rolstoel": "Rolstoel of rollator kan naar binnen",
    "toilet": "Aangepast toilet",
    "geen_trap": "Geen trap of drempel",
    "parkeren": "Parkeren voor de deur",
    "bus": "Bushalte dichtbij",
    "ringleiding": "Hulp bij slecht horen",
    "aan_huis": "Komt bij u thuis",
    "kinderen_mee": "Kinderen kunnen mee",
    "online": "Kan ook online of per telefoon",
}
TALEN = {
    "nl": "Nederlands",
    "eenvoudig": "Eenvoudig Nederlands",
    "en": "Engels",
    "de": "Duits",
    "ar": "Arabisch",
    "tr": "Turks",
    "syr": "Aramees (Suryoyo)",
    "pl": "Pools",
    "uk": "Oekraïens",
    "ti": "Tigrinya",
    "fa": "Farsi",
    "tolk": "Met een tolk",
}
# Moments of a toeleiding, in their order; each is a day (domein 2).
MOMENTEN = {
    "genoemd": "Genoemd",
    "samen_gegaan": "Samen gegaan",
    "gestart": "Gestart",
    "gebleven": "Gebleven",
    "niet_passend": "Niet passend",
}
REDENEN = {
    "wil_niet": "De inwoner wil niet",
    "vol": "Er is geen plaats",
    "te_duur": "Te duur",
    "te_ver": "Te ver weg",
    "tijd": "Tijd of dag past niet",
    "gezondheid": "Gezondheid laat het niet toe",
    "taal": "Taal past niet",
    "groep": "De groep past niet",
    "gestopt": "Het aanbod is gestopt",
    "anders": "Iets anders",
}


def hulpvragen() -> dict[str, str]:
    """Return the names of all questions by code: those of the ketens, and the general ones beside them."""
    van_ketens: dict[str, str] = {vraag.code: vraag.naam for keten in catalogus().ketens for vraag in keten.hulpvragen}
    namen: dict[str, str] = ALGEMEEN | van_ketens
    return dict(sorted(namen.items(), key=lambda paar: paar[1].casefold()))
