"""Who decides about a consent, by the age of the resident on that day.

Source: domein 4.1 (WGBO), which marks the ages as [K]: believed right, to be verified before anyone relies on them.
"""

from enum import StrEnum


class Gever(StrEnum):
    """Who gives a consent, or takes it back."""

    INWONER = "inwoner"
    VERTEGENWOORDIGER = "vertegenwoordiger"
    OUDER = "ouder"
    OUDER_EN_KIND = "ouder_en_kind"


# The ground of a contactpersoon who decides for a child.
OUDER_MET_GEZAG = "ouder_met_gezag"
BESLIST_MEE, BESLIST_ZELF = 12, 16


def gevers(leeftijd: int | None) -> tuple[Gever, ...]:
    """Return who can give a consent at this age in completed years (domein 4.1 [K]); unknown counts as grown up.

    Under 12 a parent with authority, at 12 to 15 parent and child together, from 16 the resident or who represents.
    """
    if leeftijd is None or leeftijd >= BESLIST_ZELF:
        return Gever.INWONER, Gever.VERTEGENWOORDIGER
    return (Gever.OUDER_EN_KIND,) if leeftijd >= BESLIST_MEE else (Gever.OUDER,)


def intrekkers(leeftijd: int | None) -> tuple[Gever, ...]:
    """Return who can take a consent back. Where parent and child agree together, either of them can end it."""
    mogen = gevers(leeftijd)
    return (Gever.INWONER, Gever.OUDER) if Gever.OUDER_EN_KIND in mogen else mogen


def gever_bij(leeftijd: int | None, *, met_ander: bool) -> Gever:
    """Return who gives a consent: `met_ander` says that someone was named who decides, or decides too."""
    mogen = gevers(leeftijd)
    return mogen[-1] if met_ander else mogen[0]


def uitleg(leeftijd: int | None) -> str:
    """Return the rule at this age in one sentence."""
    mogen = gevers(leeftijd)
    if Gever.OUDER in mogen:
        return "Bij een kind jonger dan 12 jaar beslist een ouder of voogd met gezag."
    if Gever.OUDER_EN_KIND in mogen:
        return "Bij een kind van 12 tot en met 15 jaar beslissen het kind en een ouder of voogd met gezag samen."
    return "Vanaf 16 jaar beslist de inwoner zelf, of een vertegenwoordiger."


def is_minderjarig(leeftijd: int | None) -> bool:
    """Tell whether someone else must decide, or decide too."""
    return Gever.INWONER not in gevers(leeftijd)


def past_bij(gever: str, grond: str | None) -> bool:
    """Tell whether someone with this ground can decide as this giver."""
    if gever == Gever.VERTEGENWOORDIGER:
        return grond not in (None, OUDER_MET_GEZAG)
    return gever in (Gever.OUDER, Gever.OUDER_EN_KIND) and grond == OUDER_MET_GEZAG
