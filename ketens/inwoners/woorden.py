"""Words of a resident that stand in columns: sex, how to reach them, what they agreed to."""

from enum import StrEnum


class Geslacht(StrEnum):
    """Sex, for counting."""

    VROUW = "vrouw"
    MAN = "man"
    ANDERS = "anders"
    ONBEKEND = "onbekend"


class Bereik(StrEnum):
    """How a resident wishes to be reached."""

    BELLEN = "bellen"
    BRIEF = "brief"
    EMAIL = "email"


class ToestemmingSoort(StrEnum):
    """What the resident agreed to (domein 6.1)."""

    DOORGEVEN = "doorgeven"
    TERUGKOPPELEN = "terugkoppelen"
    OPNIEUW_BELLEN = "opnieuw_bellen"
    # One handover, to one receiver: asked when it is made, and not part of a keten file.
    OVERDRAGEN = "overdragen"
