"""What can be an e-mail address, wherever one is typed, read from a file or mailed to."""

import re

ZIN = "Vul een e-mailadres met een @ in, bijvoorbeeld naam@voorbeeld.nl."
LANGST = 254
_ADRES = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")


def is_mailadres(tekst: str) -> bool:
    """Tell whether a mail can be addressed so: one address, nothing around it, no line break."""
    return len(tekst) <= LANGST and _ADRES.fullmatch(tekst) is not None
