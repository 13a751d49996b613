"""How the figures of a report hang together across its tables: parts of parts, the funnel, bounds, shares and costs."""

from collections.abc import Iterator
from functools import reduce
from itertools import pairwise

from ketens.publicaties.beeld import SPLITSINGEN, Beeld, neem_rest
from ketens.publicaties.figuren import Afgeleid, Grens
from ketens.publicaties.tellingen import KWARTAAL, Geteld, Waarden

# What a cost is worked out from.
KOSTEN = {"kosten_per_gestart": "aantal_gestart_gemeente", "kosten_per_afgerond": "aantal_afgerond_gemeente"}


def hang_samen(beeld: Beeld) -> None:
    """Add all that a reader can work out with two figures, or with a figure and a bound."""
    _resten(beeld)
    _hoogstens(beeld)
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
    for stuk in _stukken(beeld, groot):
        delen = tuple(reduce(lambda deel, eis: deel.met(*eis), _splitst(stuk).items(), lid) for lid in familie)
        if all(deel.sleutel in beeld.cellen and stuk.verschilt_in(deel) for deel in delen):
            yield stuk, delen


def _hoogstens(beeld: Beeld) -> None:
    """Who is counted is among those of whom less is asked: never more of them, in all and in each part of a split.

    Different residents are among the rows; rows that are part of others by one column have a rest of their own.
    """
    for klein in beeld.codes:
        for groot in beeld.codes:
            deel, heel = beeld.geteld(klein), beeld.geteld(groot)
            if klein != groot and heel.telt in ("rijen", deel.telt) and deel.valt_binnen(heel):
                _begrens(beeld, klein, deel, heel)


def _begrens(beeld: Beeld, code: str, deel: Geteld, heel: Geteld) -> None:
    # Of residents only the first row of the year counts: what holds of all of them need not hold of each part.
    delen = [deel] if heel.telt != "rijen" else [deel, *_stukken(beeld, code)]
    for stuk in delen:
        boven = reduce(lambda g, eis: g.met(*eis), _splitst(stuk).items(), heel)
        if heel.telt == deel.telt and boven.verschilt_in(stuk):
            continue
        if (grens := beeld.cellen.get(boven.sleutel, -1)) >= beeld.cellen[stuk.sleutel] and boven != stuk:
            beeld.grenzen[Grens(stuk.sleutel, grens, door=boven.sleutel)] = None


def _stukken(beeld: Beeld, code: str) -> list[Geteld]:
    """Return the parts of a figure, those by wijk and quarter too."""
    stukken = [deel.geteld for (c, _), lijst in beeld.delen.items() if c == code for deel in lijst]
    return stukken + [deel.geteld for _, lijst in beeld.kruizen.get(code, ()) for deel in lijst]


def _splitst(stuk: Geteld) -> dict[str, Waarden]:
    """Return the conditions that make it a part."""
    return {kolom: waarden for kolom, waarden in stuk.eisen if kolom in SPLITSINGEN or kolom == KWARTAAL}


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
            _rest_van_aandeel(beeld, noemer, indicator.teller)
            beeld.afgeleid.append(Afgeleid(aandeel(code), (teller, deler), n=deler))
            continue
        beeld.afgeleid.append(Afgeleid(aandeel(code), (teller,)))
        grens = stand.waarde(noemer) if noemer in stand.codes else None
        if grens is not None and int(grens) >= beeld.cellen[teller]:
            # No more people than places; the places are shown, unless a small number would follow from them.
            beeld.grenzen[Grens(teller, int(grens), door=vrij(noemer, stand.jaar))] = None


def _rest_van_aandeel(beeld: Beeld, noemer: str, teller: str) -> None:
    """What a share is taken of holds it: the rest counts people, also where the conditions alone don't tell."""
    heel, deel = beeld.geteld(noemer), beeld.geteld(teller)
    if heel.verschilt_in(deel):
        return  # a rest by one column, that is there already
    for stuk in (heel, *_stukken(beeld, noemer)):
        klein = reduce(lambda g, eis: g.met(*eis), _splitst(stuk).items(), deel)
        if klein == stuk or klein.sleutel not in beeld.cellen:
            continue
        rest = beeld.cellen[stuk.sleutel] - beeld.cellen[klein.sleutel]
        if rest >= 0:
            sleutel = f"rest|{stuk.sleutel}|zonder {teller}"
            beeld.cellen[sleutel] = rest
            beeld.telop(stuk.sleutel, (klein.sleutel, sleutel))


def _kosten(beeld: Beeld) -> None:
    """What is spent is public, so the cost per person tells how many there were."""
    for wat, code in KOSTEN.items():
        if code in beeld.codes:
            teller = beeld.sleutel(code)
            beeld.afgeleid.append(Afgeleid(kosten(wat), (teller,), n=teller))
