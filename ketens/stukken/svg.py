"""Charts as SVG, drawn from their own table. The same picture stands on the page and in the files."""

import re

from ketens.stukken import kolommen, lijn, staven, trechter
from ketens.stukken.doek import BREED, TEKST, ZACHT, Doek
from ketens.stukken.stuk import Grafiek


def teken(grafiek: Grafiek) -> str:
    """Return a chart as one `<svg role="img">` with a title and a description."""
    doek = Doek(f"grafiek-{re.sub(r'[^a-z0-9]+', '-', grafiek.code.lower())}")
    if not grafiek.tabel.rijen or not grafiek.kolommen:
        doek.tekst(0, 18, "Er zijn nog geen cijfers.", maat=TEKST, kleur=ZACHT)
        hoog = 26.0
    elif grafiek.soort == "trechter":
        hoog = trechter.teken(grafiek, doek)
    elif grafiek.soort == "lijn":
        hoog = lijn.teken(grafiek, doek)
    elif grafiek.soort == "gestapeld":
        hoog = kolommen.teken_gestapeld(grafiek, doek)
    else:
        hoog = (kolommen.teken_naast if grafiek.staand and kolommen.passen(grafiek) else staven.teken)(grafiek, doek)
    return doek.klaar(hoog, grafiek.titel, grafiek.beschrijving)


__all__ = ["BREED", "teken"]
