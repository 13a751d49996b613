"""Which figures of a public report stay hidden, so that no small number of persons follows from what is shown."""

from collections.abc import Sequence

from ketens.publicaties.figuren import DREMPEL, Afgeleid, Cel, Eerder, Figuren, Grens, Relatie, Verborgen

__all__ = ["DREMPEL", "Afgeleid", "Cel", "Eerder", "Figuren", "Grens", "Relatie", "Verborgen", "verberg"]


def verberg(figuren: Figuren, eerder: Sequence[Eerder] = ()) -> Verborgen:
    """Hide what is small and what it would follow from, knowing what was published before."""
    weg = {sleutel for sleutel, waarde in figuren.cellen.items() if 0 < waarde < DREMPEL}
    for publicatie in eerder:
        weg |= {k for k, v in publicatie.waarden.items() if v is None and figuren.cellen.get(k) == publicatie.echt[k]}
    groeit = True
    while groeit:
        geraakt = [r for r in figuren.relaties if weg & {r.geheel, *r.delen}]
        erbij = {k for r in geraakt for k in (r.geheel, *r.delen) if figuren.cellen[k]} - weg
        weg |= erbij
        groeit = bool(erbij)
    weg |= {g.door for g in figuren.grenzen if g.door and g.sleutel in weg}
    klein = {a.sleutel for a in figuren.afgeleid for k in a.uit if k in weg or figuren.cellen[k] < a.minstens}
    return Verborgen(frozenset(weg | klein))
