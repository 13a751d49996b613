"""A surname as people type it: "van der Berg" or "Berg, van der"."""

TUSSENVOEGSELS = {
    *("van", "von", "vom", "de", "den", "der", "des", "het", "'t", "’t", "ten", "ter", "te", "tot", "op", "in", "aan"),
    *("bij", "onder", "over", "uit", "voor", "la", "le", "les", "el", "al", "d'", "du", "di", "da", "do", "dos", "del"),
    *("della", "af", "zu", "zum", "zur"),
}


def splits(naam: str) -> tuple[str | None, str]:
    """Return the words before the surname (or None) and the surname; a name of such words alone keeps its last."""
    achter, komma, voor = (deel.strip() for deel in naam.partition(","))
    if komma and voor and all(woord.lower() in TUSSENVOEGSELS for woord in voor.split()):
        return voor, achter
    woorden = naam.split()
    eind = 0
    while eind < len(woorden) - 1 and woorden[eind].lower() in TUSSENVOEGSELS:
        eind += 1
    return " ".join(woorden[:eind]) or None, " ".join(woorden[eind:])
