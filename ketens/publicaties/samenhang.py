"""How the figures of a report hang together across its tables: parts of parts, the funnel, bounds, shares and costs."""

from collections.abc import Iterator
from functools import reduce
from itertools import pairwise

from ketens.publicaties.beeld import SPLITSINGEN, Beeld, neem_rest
from ketens.publicaties.figuren import Afgeleid, Grens
from ketens.publicaties.tellingen import KWARTAAL, Geteld

# What a cost is worked out from.
KOSTEN = {"kosten_per_gestart": "aantal_gestart_gemeente", "kosten_per_afgerond": "aantal_afgerond_gemeente"}


def hang_samen(beeld: Beeld) -> None:
    """Add all that a reader can work out with two figures, or with a figure and a bound."""
    _resten(beeld)
    _eenmaal(beeld)
    if beeld.heel:
        _trechter(beeld)
        _aandelen(beeld)
        _kosten(beeld)


def vrij(code: str, jaar: int) -> str:
    """Return the key of a figure that counts no persons: groups, places."""
    return f"vrij {code}|{jaar}"


def aandeel(code: str) -> str:
    """Return the key of a share."""
    return f"aandeel|{code}"


def kosten(wat: str) -> str:
    """Return the key of a cost per deelname."""
    return f"geld|{wat}"


def doorgang(van: str, naar: str) -> str:
    """Return the key of how many of every hundred go on to the next step."""
    return f"gaat door|{van}|{naar}"


def verlies(beeld: Beeld, van: str, naar: str) -> str:
    """Return the key of what falls away between two steps of the funnel."""
    return f"verlies|{beeld.stand.jaar}|{van} > {naar}"


def _resten(beeld: Beeld) -> None:
    """Where indicators count parts of another, what is left counts people too: in all, and in each part of a split."""
    for groot in beeld.codes:
        for familie in _families(beeld, groot):
            for heel, delen in _gelijken(beeld, groot, familie):
                neem_rest(beeld, heel, delen)


def _families(beeld: Beeld, groot: str) -> list[tuple[Geteld, ...]]:
    """Return each part of a figure, and the parts by one column that have nothing in common."""
    heel, per_kolom = beeld.geteld(groot), dict[str, list[Geteld]]()
    for klein in beeld.codes:
        deel = beeld.geteld(klein)
        if kolom := heel.verschilt_in(deel):
            per_kolom.setdefault(kolom, []).append(deel)
    families: dict[tuple[Geteld, ...], None] = {(deel,): None for delen in per_kolom.values() for deel in delen}
    for kolom, delen in per_kolom.items():
        for eerste in delen:
            familie = [eerste]
            familie += [deel for deel in delen if all(deel.los_van(lid, kolom) for lid in familie)]
            families[tuple(sorted(set(familie), key=lambda deel: deel.sleutel))] = None
    return list(families)


def _gelijken(beeld: Beeld, groot: str, familie: tuple[Geteld, ...]) -> Iterator[tuple[Geteld, tuple[Geteld, ...]]]:
    """Yield the whole with its parts: of the year, of each part of a split, of each wijk in each quarter."""
    yield beeld.geteld(groot), familie
    stukken = [deel for (code, _), lijst in beeld.delen.items() if code == groot for deel in lijst]
    stukken += [deel for _, lijst in beeld.kruizen.get(groot, ()) for deel in lijst]
    for stuk in stukken:
        eisen = {k: w for k, w in stuk.geteld.eisen if k in SPLITSINGEN or k == KWARTAAL}
        delen = tuple(reduce(lambda deel, eis: deel.met(*eis), eisen.items(), lid) for lid in familie)
        if all(deel.sleutel in beeld.cellen and stuk.geteld.verschilt_in(deel) for deel in delen):
            yield stuk.geteld, delen


def _eenmaal(beeld: Beeld) -> None:
    """Different residents are never more than the rows that they are among: in all, and in each part."""
    for code in beeld.codes:
        wat = beeld.geteld(code)
        if wat.telt != "inwoners":
            continue
        delen = [wat, *(deel.geteld for (c, _), lijst in beeld.delen.items() if c == code for deel in lijst)]
        delen += [deel.geteld for _, lijst in beeld.kruizen.get(code, ()) for deel in lijst]
        for deel in delen:
            rijen = deel.als_rijen.sleutel
            if beeld.cellen.get(rijen, -1) >= beeld.cellen[deel.sleutel]:
                beeld.grenzen[Grens(deel.sleutel, beeld.cellen[rijen], door=rijen)] = None


def _trechter(beeld: Beeld) -> None:
    """What falls away between two steps counts people; a step that not everybody takes is passed by."""
    stappen = [s.code for s in beeld.stand.trechter() if not s.toelichting and s.code in beeld.codes]
    for van, naar in pairwise(stappen):
        groot, klein = beeld.geteld(van), beeld.geteld(naar)
        over = beeld.cellen[groot.sleutel] - beeld.cellen[klein.sleutel]
        if over < 0:
            continue
        sleutel = neem_rest(beeld, groot, (klein,)) if groot.verschilt_in(klein) else None
        if sleutel is None:
            sleutel = verlies(beeld, van, naar)
            beeld.cellen[sleutel] = over
            beeld.telop(groot.sleutel, (klein.sleutel, sleutel))
        beeld.verliezen[van, naar] = sleutel
        delen = (groot.sleutel, klein.sleutel)
        beeld.afgeleid.append(Afgeleid(doorgang(van, naar), delen, n=groot.sleutel))


def _aandelen(beeld: Beeld) -> None:
    """A share tells its counts: it goes when one of them goes, and when it is of too few."""
    stand = beeld.stand
    for code in stand.codes:
        indicator = stand.indicator(code)
        if indicator.soort != "aandeel" or indicator.teller not in beeld.codes or indicator.noemer is None:
            continue
        teller, noemer = beeld.sleutel(indicator.teller), indicator.noemer
        if noemer in beeld.codes:
            deler = beeld.sleutel(noemer)
            beeld.afgeleid.append(Afgeleid(aandeel(code), (teller, deler), n=deler))
            continue
        beeld.afgeleid.append(Afgeleid(aandeel(code), (teller,)))
        grens = stand.waarde(noemer) if noemer in stand.codes else None
        if grens is not None and int(grens) >= beeld.cellen[teller]:
            # No more people than places; the places are shown, unless a small number would follow from them.
            beeld.grenzen[Grens(teller, int(grens), door=vrij(noemer, stand.jaar))] = None


def _kosten(beeld: Beeld) -> None:
    """What is spent is public, so the cost per person tells how many there were."""
    for wat, code in KOSTEN.items():
        if code in beeld.codes:
            teller = beeld.sleutel(code)
            beeld.afgeleid.append(Afgeleid(kosten(wat), (teller,), n=teller))
