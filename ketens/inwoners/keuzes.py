"""The lists to choose from on a resident's page: stored code and the words on the screen."""

from ketens.inwoners.gevers import OUDER_MET_GEZAG, Gever
from ketens.inwoners.models import Bereik, Geslacht, ToestemmingSoort

GESLACHTEN = {
    Geslacht.VROUW: "Vrouw",
    Geslacht.MAN: "Man",
    Geslacht.ANDERS: "Anders",
    Geslacht.ONBEKEND: "Niet bekend",
}
BEREIK = {Bereik.BELLEN: "Bellen", Bereik.BRIEF: "Een brief", Bereik.EMAIL: "E-mail"}
RELATIES = {
    "partner": "Partner",
    "dochter": "Dochter",
    "zoon": "Zoon",
    "broer_of_zus": "Broer of zus",
    "kleinkind": "Kleinkind",
    "ouder": "Ouder of voogd",
    "familie": "Ander familielid",
    "vriend_of_buur": "Vriend of buur",
    "hulpverlener": "Hulpverlener",
    "anders": "Anders",
}
# Who may decide for someone who can't (WGBO, article 7:465 BW), and who was authorised in writing.
GRONDEN = {
    "curator": "Curator, benoemd door de rechter",
    "mentor": "Mentor, benoemd door de rechter",
    "gevolmachtigde": "Gevolmachtigde, op papier",
    "echtgenoot": "Echtgenoot, partner of levensgezel",
    "familie": "Ouder, kind, broer of zus",
    OUDER_MET_GEZAG: "Ouder of voogd met gezag over een kind",
}
# What someone with this ground most often is to the resident, where only the ground was asked.
RELATIE_BIJ_GROND = {"echtgenoot": "partner", "familie": "familie", OUDER_MET_GEZAG: "ouder"}
MAG = {
    "eerst_bellen": "Eerst deze persoon bellen",
    "mag_afspraken_maken": "Mag afspraken maken",
    "mag_uitslag_horen": "Mag de uitslag horen",
    "bij_nood": "Bellen bij nood",
}
TOESTEMMINGEN = {
    ToestemmingSoort.DOORGEVEN: "Gegevens doorgeven",
    ToestemmingSoort.TERUGKOPPELEN: "Terugkoppelen aan de verwijzer",
    ToestemmingSoort.OPNIEUW_BELLEN: "Over een jaar opnieuw bellen",
    ToestemmingSoort.OVERDRAGEN: "Overdragen",
}
KANALEN = {
    "mondeling": "in een gesprek",
    "telefonisch": "per telefoon",
    "schriftelijk": "op papier",
    "digitaal": "op het scherm",
}
GEVERS = {
    Gever.INWONER: "de inwoner",
    Gever.VERTEGENWOORDIGER: "de vertegenwoordiger",
    Gever.OUDER: "een ouder of voogd met gezag",
    Gever.OUDER_EN_KIND: "het kind en een ouder of voogd met gezag",
}
# From whom it was heard that someone died.
BRONNEN = {
    "naaste": "Een naaste",
    "praktijk": "De huisarts of een andere zorgverlener",
    "brp": "De burgerlijke stand (BRP)",
    "anders": "Iemand anders",
}
