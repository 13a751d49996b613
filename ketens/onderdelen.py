"""The features of the house, by name: `create_app` imports them."""

# Packages with tables of their own.
MODELLEN = (
    "tweefactor", "aanmelddienst", "uitnodigingen", "rechtencontrole", "sleutels",
    "opdrachten", "post", "tellingen", "berichten", "aanbod", "verwerkingen", "verwijzingen", "beoordelingen",
    "groepen", "overdrachten", "valrisicodagen", "invoer", "metingen", "nazorg", "agenda",
    "uitvoer", "indicatoren", "budgetten", "vaststellingen", "publicaties", "monitor", "verantwoording",
    "samenvoegen", "bewaren", "verzoeken",
)  # fmt: skip
# Packages with pages.
ONDERDELEN = (
    "openbaar", "gebruikers", "tweefactor", "aanmelddienst", "uitnodigingen",
    "inwoners", "trajecten", "berichten", "groepen", "rooster", "verwijzingen",
    "rapportage", "beheer", "rechtencontrole", "beoordelingen", "triage", "toezicht", "verwerkingen", "overdrachten",
    "aanbod", "tellingen", "valrisicodagen", "invoer", "metingen", "agenda", "planning", "nazorg", "aanwezigheid",
    "uitvoer", "indicatoren", "budgetten", "monitor", "vaststellingen", "publicaties", "regio", "verantwoording",
    "bewaren",
    "samenvoegen", "verzoeken",
)  # fmt: skip
# Tables in a file of their own, and what the worker does: the features tell it so when they are imported.
LOS = (
    "opdrachten.statistiek", "sleutels.werken", "valrisicodagen.dagcodes",
    "inwoners.beperking", "inwoners.gewist", "inwoners.correcties", "groepen.beperking",
    "groepen.plaatsen", "groepen.verlopen", "inwoners.levensloop", "trajecten.hulpvragen", "trajecten.pauzes",
    "trajecten.levensloop", "groepen.levensloop", "beoordelingen.levensloop", "verwijzingen.levensloop",
    "gebruikers.opruimen", "aanmelddienst.opruimen", "uitnodigingen.vergeten",
    "post.bezorgen", "berichten.gevolgen", "verwijzingen.maandronde", "beoordelingen.herinneren",
    "overdrachten.gevolgen", "valrisicodagen.opruimen", "metingen.taak", "metingen.overzichten",
    "metingen.gebeurtenissen", "aanwezigheid.klokwerk", "aanwezigheid.weten", "nazorg.vragen", "nazorg.gebeurtenissen",
    "uitvoer.bouwen", "uitvoer.opruimen", "rapportage.bestanden",
    "samenvoegen.tijdlijn", "samenvoegen.naloop",
    "budgetten.budgetstuk", "budgetten.grens", "verzoeken.inzage", "verzoeken.wissing", "bewaren.klokwerk",
)  # fmt: skip
