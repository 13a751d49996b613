"""What people type in a form or in a cell of a spreadsheet, read as the kaart keeps it. Each raises ValueError."""

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from ketens.kern.velden import schoon

# As the table has it.
LANGSTE_NAAM, LANGSTE_WEB = 40, 300


def website(tekst: str) -> str:
    """Return a web address that a link may lead to; without a scheme it is https."""
    kaal = tekst.strip()
    if not kaal:
        return ""
    heel = kaal if "://" in kaal else f"https://{kaal}"
    if len(heel) > LANGSTE_WEB:
        raise ValueError(f"Gebruik niet meer dan {LANGSTE_WEB} tekens.")
    try:
        delen = urlsplit(heel)
        plek = delen.hostname or ""
    except ValueError:
        plek = ""
    if not plek or delen.scheme not in ("http", "https") or "." not in plek or re.search(r"[\s\"'<>]", heel):
        raise ValueError("Vul een webadres in, bijvoorbeeld www.voorbeeld.nl.")
    return heel


def namen(tekst: str) -> list[str]:
    """Return what stands between commas, each once."""
    delen = [" ".join((schoon(deel) or "").split()) for deel in tekst.split(",")]
    if lang := next((deel for deel in delen if len(deel) > LANGSTE_NAAM), None):
        raise ValueError(f"Gebruik niet meer dan {LANGSTE_NAAM} tekens voor een naam: {lang[:LANGSTE_NAAM]}…")
    return list({deel.casefold(): deel for deel in delen if deel}.values())


def codes(tekst: str, bekend: Mapping[str, str]) -> list[str]:
    """Return the codes of a list, written as codes or as the words of the screen, in the order of the screen."""
    bij_naam = {naam.casefold(): code for code, naam in bekend.items()} | {code.casefold(): code for code in bekend}
    # A name may hold a comma itself: the whole first, then its parts.
    delen = [tekst.strip()] if tekst.strip().casefold() in bij_naam else namen(tekst)
    if vreemd := [deel for deel in delen if deel.casefold() not in bij_naam]:
        raise ValueError(f"Niet bekend: {', '.join(vreemd)}.")
    gekozen = {bij_naam[deel.casefold()] for deel in delen}
    return [code for code in bekend if code in gekozen]
