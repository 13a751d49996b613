"""An amount of money as people and ledgers write it, in whole cents. What can be read two ways is refused.

Each mistake is a ValueError with a sentence that does not repeat what stood there.
"""

import re

ZIN = "Vul een bedrag in zoals 1.234,56: een punt voor duizend, een komma voor centen."
TWEE_LEZINGEN = (
    "Dit bedrag is op twee manieren te lezen. Schrijf een punt voor duizend en een komma voor centen: 1.234,56."
)
TE_HOOG = "Dit bedrag is te hoog. Kijk het na."
MIN = "Een bedrag onder nul kan hier niet."
# A billion euros: more is a typing error, and it fits its column many times.
HOOGSTE = 100_000_000_000

_DUTCH = re.compile(r"([0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+)(?:,([0-9]{1,2}))?")
_POINT = re.compile(r"([0-9]+)\.([0-9]{1,2})")
_ENGLISH = re.compile(r"([0-9]{1,3}(?:,[0-9]{3})+)\.([0-9]{2})")
_TWO_WAYS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+")


def centen(tekst: str, *, onder_nul: bool = True) -> int | None:
    """Return the amount in cents, None for nothing: "22.208,72", "€ 45,-", "22208.72", "1.234,56-".

    "198,999" may be two hundred or two hundred thousand, and is refused.
    """
    kaal = re.sub(r"[\s€\u00a0\u202f]|(?i:eur)", "", tekst).replace("\u2212", "-").replace("\u2013", "-")
    kaal = re.sub(r",(-|--)$", "", kaal)
    if not kaal:
        return None
    min_ = kaal.startswith("-") or kaal.endswith("-") or (kaal.startswith("(") and kaal.endswith(")"))
    kaal = kaal.removeprefix("-").removesuffix("-") if not kaal.startswith("(") else kaal[1:].removesuffix(")")
    if _TWO_WAYS.fullmatch(kaal):
        raise ValueError(TWEE_LEZINGEN)
    gelezen = _DUTCH.fullmatch(kaal) or _POINT.fullmatch(kaal) or _ENGLISH.fullmatch(kaal)
    if gelezen is None:
        raise ValueError(ZIN)
    euros = re.sub(r"[.,]", "", gelezen[1])
    bedrag = int(euros[:12]) * 100 + int((gelezen[2] or "").ljust(2, "0"))
    if bedrag > HOOGSTE or len(euros.lstrip("0")) > 10:
        raise ValueError(TE_HOOG)
    if min_ and bedrag and not onder_nul:
        raise ValueError(MIN)
    return -bedrag if min_ else bedrag


def als_tekst(bedrag: int | None) -> str:
    """Return cents as `centen` reads them: "1.234,56"."""
    if bedrag is None:
        return ""
    euros, rest = divmod(abs(bedrag), 100)
    return f"{'-' if bedrag < 0 else ''}{euros:,}".replace(",", ".") + f",{rest:02d}"
