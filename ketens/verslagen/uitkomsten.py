"""What came of it: why people stopped, what was measured, who keeps moving; and every figure with what it counts."""

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from ketens.indicatoren.stand import Stand
from ketens.stukken.cel import Soort, Teken, Waarde
from ketens.stukken.stuk import Blok, Grafiek
from ketens.verslagen.cellen import TE_WEINIG, cel, cijfer, kaal, woord
from ketens.verslagen.deel import Bouwer, Cel, Deel, Opent
from ketens.verslagen.verdelingen import klein, kruistabel, totaal
from ketens.verslagen.verslag import Verslag

REDEN = "reden"
DOORSTROOM = ("na_3", "na_6", "na_12")
MAANDEN = {"na_3": "Na 3 maanden", "na_6": "Na 6 maanden", "na_12": "Na 12 maanden"}
UITVAL = "aantal_uitgevallen"
INSTRUMENT = "instrument"
# Below so many answers a share says more of persons than of the whole (domein 6.6).
MINSTENS = 10
EFFECT = (
    "Alleen wie met dezelfde test aan het begin en aan het einde is gemeten, van groepen die in dit jaar eindigden. "
    "Minder seconden en minder punten is beter, vaker is beter. "
    "Er is geen groep zonder cursus om mee te vergelijken: dat het door de cursus komt, is hiermee niet bewezen."
)


def redenen(verslag: Verslag) -> Deel | None:
    """Return why deelnames stopped, with a chart, and the other reasons below it."""
    stand = verslag.stand
    codes = [code for code in stand.codes if REDEN in stand.indicator(code).splitsingen]
    blokken: list[Blok] = []
    opent: dict[tuple[str, int, int], Opent] = {}
    for code in sorted(codes, key=lambda eigen: eigen != UITVAL):
        bouwer = kruistabel(verslag, f"reden_{code}", "Reden", REDEN, [code])
        if bouwer is None:
            continue
        bouwer.titel = stand.indicator(code).naam
        tabel = bouwer.tabel(totaal(verslag, bouwer, [code]))
        opent |= bouwer.opent
        beschrijving = "Een balk per reden; de getallen staan in de tabel."
        eerste = Grafiek(f"{tabel.code}_grafiek", "staven", tabel.titel, beschrijving, tabel)
        blokken.append(eerste if code == UITVAL else tabel)
    kort = f"{woord(stand, UITVAL)} uitgevallen" if UITVAL in stand.codes else ""
    kop = "Waarom mensen stoppen of niet beginnen"
    return Deel("redenen", kop, tuple(blokken), kort=kort, opent=opent) if blokken else None


def wachttijd(verslag: Verslag) -> Deel | None:
    """Return how long people waited, this year and last, and how many wait."""
    stand, jaar = verslag.stand, verslag.jaar
    wacht = [code for code in stand.codes if stand.indicator(code).feit == "wachtend"]
    codes = [code for code in stand.codes if stand.indicator(code).soort in ("mediaan", "percentiel")]
    if not codes:
        return None
    noot = " ".join(f"{stand.indicator(code).naam}: {klein(stand.indicator(code).definitie)}" for code in codes)
    kolommen = [("Hoe lang", Soort.TEKST), (str(jaar), Soort.DAGEN), (str(jaar - 1), Soort.DAGEN)]
    bouwer = Bouwer("wachttijd", f"Wachttijd in dagen, {jaar}", [*kolommen, ("Van hoeveel mensen", Soort.AANTAL)], noot)
    for code in codes:
        n = cel(stand.n(code)), opener(stand, code)
        bouwer.rij(stand.indicator(code).naam, *(_met_opener(stand, code, een) for een in (jaar, jaar - 1)), n)
    rij = _wachtend(verslag, wacht)
    blokken = (bouwer.tabel(), *((rij.tabel(),) if wacht else ()))
    opent = bouwer.opent | rij.opent
    return Deel("wachttijd", "Wachttijd", blokken, kort=woord(stand, codes[0]), opent=opent)


def _wachtend(verslag: Verslag, codes: list[str]) -> Bouwer:
    """Return who waits on the last day of the year, or today; and a year before."""
    stand, jaar = verslag.stand, verslag.jaar
    noot = " ".join(stand.indicator(code).definitie for code in codes)
    kolommen = [("Wie wacht", Soort.TEKST), (str(jaar), Soort.AANTAL), (str(jaar - 1), Soort.AANTAL)]
    bouwer = Bouwer("wachtlijst", f"Wachtlijst, {jaar}", kolommen, noot)
    for code in codes:
        bouwer.rij(stand.indicator(code).naam, *(_met_opener(stand, code, een) for een in (jaar, jaar - 1)))
    return bouwer


def _met_opener(stand: Stand, code: str, jaar: int) -> Cel:
    """Return a figure with the rows that it rests on."""
    waarde = cijfer(stand, code, jaar)
    is_getal = isinstance(waarde, int | Decimal)
    return waarde, opener(stand, code, jaar) if is_getal else None


def doorstroom(verslag: Verslag) -> Deel | None:
    """Return who keeps moving, at each moment, with how many answered."""
    stand = verslag.stand
    rijen = [
        (moment, code) for moment in DOORSTROOM for code in stand.codes if moment in stand.indicator(code).splitsingen
    ]
    if not rijen:
        return None
    kolommen = [("Moment", Soort.TEKST), *((n, Soort.AANTAL) for n in ("Afgerond", "Ja", "Nee", "Niet bekend"))]
    kolommen += [("Antwoord bekend", Soort.PROCENT), ("Blijft bewegen", Soort.PROCENT)]
    noot = (
        "Van wie een groep in dit jaar afrondde. Antwoord bekend is van elke 100 die afrondden; blijft bewegen is van "
        f"elke 100 die antwoordden, en staat er pas bij {MINSTENS} antwoorden of meer."
    )
    bouwer = Bouwer("doorstroom", f"Wie blijft bewegen, {verslag.jaar}", kolommen, noot)
    for moment, code in rijen:
        bouwer.rij(*_moment(verslag, moment, code))
    return Deel("doorstroom", "Blijven bewegen", (bouwer.tabel(),), opent=bouwer.opent)


def _moment(verslag: Verslag, moment: str, code: str) -> list[Cel]:
    afgerond = verslag.stand.waarde(code)
    if not isinstance(afgerond, int):
        return [MAANDEN[moment], *[Teken.NIET_INGEVULD] * 6]
    per = {str(sleutel): aantal for sleutel, _, aantal in verslag.stand.splitsing(code, moment)}
    ja, nee = per.get("ja", 0), per.get("nee", 0)
    bekend = ja + nee
    onbekend = afgerond - bekend
    return [
        MAANDEN[moment],
        (afgerond, Opent(code) if afgerond else None),
        (ja, Opent(code, moment, "ja") if ja else None),
        (nee, Opent(code, moment, "nee") if nee else None),
        (onbekend, Opent(code, moment, "onbekend") if onbekend else None),
        procent(bekend, afgerond),
        procent(ja, bekend) if bekend >= MINSTENS else TE_WEINIG,
    ]


def procent(deel: int, geheel: int) -> Waarde:
    """Return a share with one decimal; of nothing there is no share."""
    return (Decimal(100 * deel) / geheel).quantize(Decimal("0.1"), ROUND_HALF_UP) if geheel else ""


def effect(verslag: Verslag) -> Deel | None:
    """Return what changed between the measurement at the begin and at the end, with the number of people behind it."""
    stand = verslag.stand
    codes = [code for code in stand.codes if stand.indicator(code).soort == "gemiddelde"]
    if not codes:
        return None
    jaar = str(verslag.jaar)
    kolommen = [("Meting", Soort.TEKST), ("Eenheid", Soort.TEKST), (f"Verandering {jaar}", Soort.GETAL)]
    kolommen += [(f"Verandering {verslag.jaar - 1}", Soort.GETAL), (f"Gemeten {jaar}", Soort.AANTAL)]
    bouwer = Bouwer("effect", f"Verandering tussen begin en einde, {jaar}", kolommen, EFFECT)
    for code in codes:
        indicator = stand.indicator(code)
        bouwer.rij(
            indicator.naam.removesuffix(", verandering"),
            indicator.eenheid,
            _met_opener(stand, code, verslag.jaar),
            _met_opener(stand, code, verslag.jaar - 1),
            (cel(stand.n(code)), opener(stand, code)),
        )
    meeste = max((stand.n(code) or 0 for code in codes), default=0)
    kort = f"{meeste} mensen gemeten aan begin en einde" if meeste else "nog niet gemeten"
    return Deel("effect", "Gemeten effect", (bouwer.tabel(),), kort=kort, opent=bouwer.opent)


def cijfers(verslag: Verslag) -> Iterator[Deel]:
    """Yield every figure of each chapter, with what it counts: this year, last year and the aim."""
    stand, jaar = verslag.stand, verslag.jaar
    kolommen = [("Cijfer", Soort.TEKST), (str(jaar), Soort.GETAL), (str(jaar - 1), Soort.GETAL), ("Doel", Soort.GETAL)]
    kolommen += [("Eenheid", Soort.TEKST), ("Wat het telt", Soort.TEKST)]
    for hoofdstuk in stand.bestand.hoofdstukken:
        codes = [code for code in stand.codes if stand.indicator(code).hoofdstuk == hoofdstuk.code]
        bouwer = Bouwer(f"cijfers_{hoofdstuk.code}", hoofdstuk.naam, kolommen)
        for code in codes:
            bouwer.rij(*_cijfer(verslag, code))
        if codes:
            yield Deel(bouwer.code, bouwer.titel, (bouwer.tabel(),), opent=bouwer.opent)


def _cijfer(verslag: Verslag, code: str) -> list[Cel]:
    stand, jaar = verslag.stand, verslag.jaar
    indicator, doel = stand.indicator(code), stand.doel(code)
    return [
        indicator.naam,
        (kaal(stand, code), opener(stand, code)),
        (kaal(stand, code, jaar - 1), opener(stand, code, jaar - 1)),
        "" if doel is None else doel,
        indicator.eenheid,
        indicator.definitie,
    ]


def opener(stand: Stand, code: str, jaar: int | None = None) -> Opent | None:
    """Return what a figure opens: its rows, for a share those of its teller, for a measure those measured."""
    indicator = stand.indicator(code)
    eigen = code if indicator.feit else indicator.teller or indicator.noemer
    is_rijen = eigen in stand.codes and stand.indicator(eigen).feit is not None
    return Opent(eigen, jaar=jaar) if eigen and is_rijen and stand.n(eigen, jaar) else None
