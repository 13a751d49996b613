"""Who may do what, on one page. A route names its right; the gate looks here (besluit 0006).

What a person sees within a right (own organisatie, own groups, own keten) stands with each model: `zichtbaar_voor`.
"""

from enum import StrEnum


class Rol(StrEnum):
    """The hats of this house. A person wears one at a time."""

    VERWIJZER = "verwijzer"
    BEOORDELAAR = "beoordelaar"
    WELZIJNSCOACH = "welzijnscoach"
    COORDINATOR = "coordinator"
    TRAINER = "trainer"
    TELLER = "teller"
    PROJECTLEIDER = "projectleider"
    BEHEERDER = "beheerder"
    FG = "fg"

    @property
    def naam(self) -> str:
        """The word on the screen."""
        return ROLNAMEN[self]


ROLNAMEN = {
    Rol.VERWIJZER: "verwijzer",
    Rol.BEOORDELAAR: "beoordelaar",
    Rol.WELZIJNSCOACH: "welzijnscoach (POH Welzijn)",
    Rol.COORDINATOR: "coördinator",
    Rol.TRAINER: "trainer",
    Rol.TELLER: "teller",
    Rol.PROJECTLEIDER: "projectleider",
    Rol.BEHEERDER: "beheerder",
    Rol.FG: "functionaris gegevensbescherming",
}


class Recht(StrEnum):
    """What a route asks for; also the purpose that stands in the access log."""

    START = "start"
    EIGEN_ACCOUNT = "eigen account"
    VERWIJZING_MAKEN = "verwijzing maken"
    VERWIJZING_VOLGEN = "verwijzing volgen"
    VERWIJZING_BEOORDELEN = "verwijzing beoordelen"
    WERKVOORRAAD = "werkvoorraad"
    TRAJECT_INZIEN = "traject inzien"
    TRAJECT_BEWERKEN = "traject bewerken"
    BEOORDELING_VRAGEN = "valrisicobeoordeling vragen"
    BEOORDELING_DOEN = "valrisicobeoordeling doen"
    INWONER_INZIEN = "inwoner inzien"
    INWONER_BEWERKEN = "inwoner bewerken"
    BSN_INZIEN = "burgerservicenummer inzien"
    GROEP_INZIEN = "groep inzien"
    GROEP_BEHEREN = "groep beheren"
    PLAATSEN = "plaatsen in groep"
    AANWEZIGHEID = "aanwezigheid bijhouden"
    METEN = "metingen invoeren"
    PLANNING = "vraag en aanbod inzien"
    NAZORG = "doorstroom en bijdrage bijhouden"
    BEREIKEN = "inwoner bereiken"
    LEVENSLOOP = "overlijden en verhuizing"
    LEVENSLOOP_HERSTELLEN = "overlijden en verhuizing ongedaan maken"
    SAMENVOEGEN = "inschrijvingen samenvoegen"
    OVERDRAGEN = "overdragen"
    AANBOD_INZIEN = "sociale kaart inzien"
    AANBOD_BEHEREN = "sociale kaart bijhouden"
    TELLEN = "aantallen invoeren"
    TELLINGEN_INZIEN = "aantallen inzien"
    VALRISICODAG = "valrisicodag houden"
    OVERNEMEN = "gegevens overnemen uit een bestand"
    CIJFERS_INZIEN = "cijfers inzien"
    UITVOER_OPHALEN = "uitvoer ophalen"
    RAPPORTAGE_BEHEREN = "rapportage bijhouden"
    VASTSTELLEN = "cijfers vaststellen"
    PUBLICEREN = "cijfers openbaar maken"
    BUDGET_INZIEN = "budget inzien"
    BUDGET_BEHEREN = "budget bijhouden"
    REGIO_INZIEN = "regio inzien"
    BEHEER = "beheer"
    RECHTEN_NAKIJKEN = "rechten nakijken"
    NOODTOEGANG = "noodtoegang"
    VERWERKINGEN_INZIEN = "verwerkingen inzien"
    LOGBOEK_INZIEN = "logboek inzien"
    BEWAREN_INZIEN = "bewaartermijnen inzien"
    BEWAREN = "bewaartermijnen en vasthouden"
    VERZOEKEN = "verzoek van een inwoner"


IEDEREEN = frozenset({Recht.START, Recht.EIGEN_ACCOUNT})
VERWIJST = frozenset({Recht.VERWIJZING_MAKEN, Recht.VERWIJZING_VOLGEN, Recht.AANBOD_INZIEN})
BEGELEIDT = frozenset(
    {
        Recht.VERWIJZING_MAKEN,
        Recht.VERWIJZING_VOLGEN,
        Recht.VERWIJZING_BEOORDELEN,
        Recht.WERKVOORRAAD,
        Recht.TRAJECT_INZIEN,
        Recht.TRAJECT_BEWERKEN,
        Recht.INWONER_INZIEN,
        Recht.INWONER_BEWERKEN,
        Recht.GROEP_INZIEN,
        Recht.BEREIKEN,
        Recht.LEVENSLOOP,
        Recht.SAMENVOEGEN,
        Recht.OVERDRAGEN,
        Recht.AANBOD_INZIEN,
        Recht.AANBOD_BEHEREN,
        Recht.TELLEN,
        Recht.TELLINGEN_INZIEN,
    }
)

CIJFERT = frozenset({Recht.CIJFERS_INZIEN, Recht.UITVOER_OPHALEN})
VERANTWOORDT = frozenset(
    {
        Recht.RAPPORTAGE_BEHEREN,
        Recht.VASTSTELLEN,
        Recht.PUBLICEREN,
        Recht.BUDGET_INZIEN,
        Recht.BUDGET_BEHEREN,
        Recht.REGIO_INZIEN,
    }
)

MAG: dict[Rol, frozenset[Recht]] = {
    Rol.VERWIJZER: IEDEREEN | VERWIJST,
    Rol.BEOORDELAAR: IEDEREEN | {Recht.BEOORDELING_DOEN},
    Rol.WELZIJNSCOACH: IEDEREEN | BEGELEIDT | CIJFERT,
    Rol.COORDINATOR: IEDEREEN
    | BEGELEIDT
    | {Recht.BEOORDELING_VRAGEN, Recht.GROEP_BEHEREN, Recht.PLAATSEN, Recht.BSN_INZIEN}
    | CIJFERT
    | {Recht.NOODTOEGANG, Recht.VALRISICODAG, Recht.OVERNEMEN, Recht.LEVENSLOOP_HERSTELLEN}
    | {Recht.AANWEZIGHEID, Recht.METEN, Recht.PLANNING, Recht.NAZORG},
    Rol.TRAINER: IEDEREEN | {Recht.GROEP_INZIEN, Recht.AANBOD_INZIEN, Recht.AANWEZIGHEID, Recht.METEN},
    Rol.TELLER: IEDEREEN | {Recht.TELLEN, Recht.TELLINGEN_INZIEN},
    Rol.PROJECTLEIDER: IEDEREEN | CIJFERT | VERANTWOORDT | {Recht.TELLINGEN_INZIEN},
    Rol.BEHEERDER: IEDEREEN
    | {Recht.BEHEER, Recht.RECHTEN_NAKIJKEN, Recht.VERWERKINGEN_INZIEN, Recht.BEWAREN_INZIEN}
    | {Recht.BEWAREN},
    Rol.FG: IEDEREEN | {Recht.LOGBOEK_INZIEN, Recht.RECHTEN_NAKIJKEN, Recht.VERWERKINGEN_INZIEN, Recht.BEWAREN_INZIEN},
}


# What a session for one thing only opens, by what it is for: a trainer's phone (besluit 0031).
BEPERKT: dict[str, frozenset[Recht]] = {"aanwezigheid": frozenset({Recht.AANWEZIGHEID})}


# What a beheerder can give beside the role, to one person: handling what residents ask under the privacy law
# (besluit 0049). Only with these roles, at a gemeente.
MET_VERZOEKEN = frozenset({Recht.VERZOEKEN, Recht.UITVOER_OPHALEN})
KRIJGT_VERZOEKEN = frozenset({Rol.COORDINATOR, Rol.BEHEERDER})


def mag(rol: Rol, recht: Recht, *, verzoeken: bool = False) -> bool:
    """Tell whether this hat carries this right, by its role or by what was given beside it."""
    return recht in MAG[rol] or (verzoeken and recht in MET_VERZOEKEN)
