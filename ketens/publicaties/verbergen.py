"""Which figures of a public report stay hidden, so that no small number of persons follows from what is shown."""

from collections.abc import Iterable, Sequence

from ketens.publicaties.bescherming import bescherm
from ketens.publicaties.figuren import DREMPEL, Afgeleid, Cel, Eerder, Figuren, Grens, Relatie, Verborgen
from ketens.publicaties.stelsel import stel_op

__all__ = ["DREMPEL", "Afgeleid", "Cel", "Eerder", "Figuren", "Grens", "Relatie", "Verborgen", "verberg"]


def verberg(figuren: Figuren, eerder: Sequence[Eerder] = ()) -> Verborgen:
    """Hide every count of 1 to 9, and what it would follow from; all under the same mark.

    Known to the reader: what is shown, all relations and bounds, and all earlier publications of the same figures.
    `onmogelijk` is for who publishes, not for the public: it names the tables that this can't be done for.
    """
    stelsels, bekend = stel_op(figuren, eerder)
    weg = {k for k in bekend if 0 < figuren.cellen.get(k, 0) < DREMPEL}
    zinnen = [_al_bekend(sorted(weg))] if weg else []
    for stelsel in stelsels:
        uitkomst = bescherm(stelsel)
        weg |= {stelsel.onbekenden[j].sleutel for j in uitkomst.verborgen if stelsel.onbekenden[j].nu}
        if tabel := [stelsel.onbekenden[j].sleutel for j in sorted(uitkomst.tabel)]:
            zinnen.append(_kan_niet(tabel))
            weg |= _rest(figuren, set(tabel), bekend)
        if uitkomst.verloren:
            zinnen.append(_al_bekend(stelsel.onbekenden[j].sleutel for j in sorted(uitkomst.verloren)))
    weg |= {a.sleutel for a in figuren.afgeleid if not weg.isdisjoint(a.uit) or _te_weinig(figuren, a)}
    return Verborgen(frozenset(weg), tuple(zinnen))


def _rest(figuren: Figuren, tabel: set[str], bekend: frozenset[str]) -> set[str]:
    """What readers know already covers nothing; but of a table that is not published, it is not published either."""
    heel = [r.delen for r in figuren.relaties if not tabel.isdisjoint(r.delen) and tabel | bekend >= {*r.delen}]
    return {sleutel for delen in heel for sleutel in delen}


def _te_weinig(figuren: Figuren, afgeleid: Afgeleid) -> bool:
    return bool(afgeleid.n) and figuren.cellen[afgeleid.n] < afgeleid.minstens


def _kan_niet(sleutels: Iterable[str]) -> str:
    return (
        f"Deze tabel kan niet openbaar: {_noem(sleutels)}. "
        "Samen met wat lezers al weten, zou er een klein aantal mensen uit volgen."
    )


def _al_bekend(sleutels: Iterable[str]) -> str:
    return (
        f"Verbergen helpt niet meer voor {_noem(sleutels)}: uit wat al openbaar is, "
        "volgt om hoe weinig mensen het gaat of hoeveel het er ongeveer zijn."
    )


def _noem(sleutels: Iterable[str]) -> str:
    """The figures that these keys are of, without wijk, quarter or class."""
    namen = (" ".join(deel for deel in sleutel.split("|") if "=" not in deel) for sleutel in sleutels)
    return ", ".join(dict.fromkeys(namen))
