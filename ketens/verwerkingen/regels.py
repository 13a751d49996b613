"""What holds for the ground of a flow. Pure: a flow of the catalogue and codes go in, a sentence comes out."""

from ketens.catalogus import GRONDSLAGEN, UITZONDERINGEN, Gegevensstroom
from ketens.catalogus.grondslagen import GEEN, GERECHTVAARDIGD_BELANG, TOESTEMMING
from ketens.kern.fouten import Domeinfout

# Domein 6.1 [S72]: consent does not repair a missing legal basis.
TOESTEMMING_BIJ_EIGEN_TAAK = (
    "Toestemming vervangt geen wet. Bij een eigen taak van de gemeente kan een inwoner meestal niet vrij kiezen, "
    "en dan telt toestemming niet als grondslag. Kies liever de wet waar de taak op rust."
)
# AVG 6, first paragraph, last sentence; not verified.
BELANG_BIJ_EIGEN_TAAK = (
    "Een overheid kan zich bij haar eigen taak niet beroepen op een gerechtvaardigd belang (AVG, artikel 6, lid 1, "
    "laatste zin; laat een jurist dit nakijken)."
)


def waarschuwing(stroom: Gegevensstroom, grondslag: str) -> str | None:
    """Why this ground may not stand, in one or two sentences; None when nothing speaks against it."""
    if not stroom.eigen_taak:
        return None
    return {TOESTEMMING: TOESTEMMING_BIJ_EIGEN_TAAK, GERECHTVAARDIGD_BELANG: BELANG_BIJ_EIGEN_TAAK}.get(grondslag)


def keur(stroom: Gegevensstroom, *, grondslag: str, uitzondering: str, wet: str, toch: bool) -> None:
    """Raise Domeinfout when this can't be the ground of this flow, or asks to be confirmed and is not (`toch`)."""
    if grondslag not in GRONDSLAGEN:
        raise Domeinfout("Kies een grondslag uit de lijst.", veld="grondslag")
    if uitzondering not in UITZONDERINGEN:
        raise Domeinfout("Kies een uitzondering uit de lijst.", veld="uitzondering")
    if GRONDSLAGEN[grondslag].vraagt_wet and not wet:
        naam = GRONDSLAGEN[grondslag].naam.lower()
        raise Domeinfout(f"Noem de wet. Een {naam} staat altijd in een wet of regeling.", veld="wet")
    if stroom.gezondheid and uitzondering == GEEN:
        raise Domeinfout(
            "In deze stroom zitten gegevens over gezondheid. Kies waarom dat mag (AVG, artikel 9).", veld="uitzondering"
        )
    if not toch and (zin := waarschuwing(stroom, grondslag)):
        raise Domeinfout(f"{zin} Weet u het zeker? Zet dan het vinkje en leg opnieuw vast.", veld="toch")
