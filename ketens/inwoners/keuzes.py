"""The lists to choose from on a resident's page: stored code and the words on the screen."""

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
}
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
}
KANALEN = {"mondeling": "mondeling", "schriftelijk": "op papier", "digitaal": "op het scherm"}
GEVERS = {"inwoner": "de inwoner", "vertegenwoordiger": "de vertegenwoordiger"}
