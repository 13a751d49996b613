"""Counts side by side: per month, kind of verwijzer, wijk ..., with what each number opens."""

from collections.abc import Sequence
from dataclasses import dataclass

from ketens.indicatoren.stand import deel_van
from ketens.kern.klok import vandaag
from ketens.stukken.cel import Soort, Teken, Waarde
from ketens.stukken.stuk import Blok, Grafiek, Tabel
from ketens.verslagen.cellen import soort_van
from ketens.verslagen.deel import Bouwer, Deel, Opent
from ketens.verslagen.verslag import Verslag

MEESTE_KOLOMMEN = 5
MAAND = "maand"
MAANDEN = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")


@dataclass(frozen=True, slots=True)
class Verdeling:
    """A part with one table for each of these splits. `kiest` are the columns; else the first of the funnel."""

    code: str
    kop: str
    splitsingen: tuple[tuple[str, str], ...]
    kiest: tuple[str, ...] = ()
    # The columns of which a chart is drawn.
    reeksen: tuple[int, ...] = ()
    # A share that stands behind the counts, of each part.
    aandeel: str = ""


VERDELINGEN = (
    Verdeling(
        "verwijzers", "Per verwijzer", (("verwijzer_soort", "Soort verwijzer"), ("organisatie", "Organisatie")),
        ("aantal_vrt", "aantal_verwijzingen", "aantal_trajecten", "aantal_gestart", "inwoners_ondersteund"),
    ),
    Verdeling(
        "wijken", "Per wijk of dorp", (("wijk", "Wijk of dorp"),),
        ("aantal_vrt", "aantal_verwijzingen", "aantal_gestart", "aantal_afgerond", "inwoners_ondersteund"), (1, 3),
    ),
    Verdeling(
        "mensen", "Per leeftijd en geslacht", (("leeftijdsklasse", "Leeftijd"), ("geslacht", "Geslacht")),
        ("aantal_vrt", "vrt_verhoogd", "aantal_trajecten", "unieke_deelnemers", "inwoners_ondersteund"),
    ),
    Verdeling("hulpvragen", "Hulpvragen", (("hulpvraag", "Hulpvraag"),), ("aantal_hulpvragen",), (1,)),
    Verdeling(
        "groepen", "Groepen en plaatsen", (("interventie", "Interventie"),),
        ("aantal_groepen", "plaatsen_begonnen", "plaatsen_benut", "aantal_gestart", "aantal_afgerond"),
        aandeel="bezetting",
    ),
)  # fmt: skip
PER_MAAND = (
    "aantal_vrt", "aantal_verwijzingen", "aantal_trajecten", "aantal_gestart", "aantal_afgerond",
    "inwoners_ondersteund", "bezoeken_ouder_kindcafe", "nnz_gesprekken",
)  # fmt: skip


def verdeling(verslag: Verslag, wat: Verdeling) -> Deel | None:
    """Return a part with its tables, or None when this keten has none of these splits."""
    bouwers = []
    for splitsing, naam in wat.splitsingen:
        codes = kolommen(verslag, splitsing, wat.kiest)
        bouwer = kruistabel(verslag, f"{wat.code}_{splitsing}", naam, splitsing, codes, aandeel=wat.aandeel)
        if bouwer is not None:
            bouwers.append((bouwer, codes))
    blokken: list[Blok] = []
    for nr, (bouwer, codes) in enumerate(bouwers, 1):
        # What the columns count is said once, where they are the same.
        bouwer.noot = "" if nr < len(bouwers) and codes == bouwers[nr][1] else bouwer.noot
        blokken.append(_blok(bouwer.tabel(totaal(verslag, bouwer, codes, wat.aandeel)), wat.reeksen))
    opent = {plek: wat for bouwer, _ in bouwers for plek, wat in bouwer.opent.items()}
    return Deel(wat.code, wat.kop, tuple(blokken), opent=opent) if blokken else None


def maanden(verslag: Verslag) -> Deel | None:
    """Return the months of the year, up to this one."""
    codes = kolommen(verslag, MAAND, PER_MAAND)
    bouwer = kruistabel(verslag, "maanden", "Maand", MAAND, codes)
    if bouwer is None:
        return None
    grafiek = _blok(bouwer.tabel(totaal(verslag, bouwer, codes)), (1, 2, 4), staand=True)
    return Deel("maanden", "Per maand", (grafiek,), opent=bouwer.opent)


def _blok(tabel: Tabel, reeksen: tuple[int, ...], *, staand: bool = False) -> Blok:
    """Return a table, with a chart of some of its columns when those are chosen."""
    kan = tuple(nr for nr in reeksen if nr < len(tabel.kolommen))
    if not kan:
        return tabel
    eerste = klein(tabel.kolommen[0].naam)
    beschrijving = f"Staven per {eerste}; alle getallen staan in de tabel eronder."
    code = f"{tabel.code}_grafiek"
    return Grafiek(code, "staven", tabel.titel, beschrijving, tabel, reeksen=kan, staand=staand)


def kolommen(verslag: Verslag, splitsing: str, kiest: Sequence[str] = ()) -> tuple[str, ...]:
    """Return the indicators that stand side by side: those that were chosen, else the first of the funnel."""
    stand = verslag.stand
    heeft = [code for code in stand.codes if splitsing in stand.indicator(code).splitsingen]
    gekozen = [code for code in kiest if code in heeft]
    trechter = [trap.code for trap in stand.trechter() if trap.code in heeft]
    return tuple(gekozen or trechter or heeft)[:MEESTE_KOLOMMEN]


def kruistabel(
    verslag: Verslag, code: str, naam: str, splitsing: str, codes: Sequence[str], *, aandeel: str = ""
) -> Bouwer | None:
    """Return a row for each part of the split: the counts of these indicators beside each other, and a share."""
    stand = verslag.stand
    delen = {eigen: {str(s): (n, a) for s, n, a in stand.splitsing(eigen, splitsing)} for eigen in codes}
    namen = {sleutel: naam for eigen in delen.values() for sleutel, (naam, _) in eigen.items()}
    sleutels = list(namen)[: tot_nu(verslag.jaar)] if splitsing == MAAND else list(namen)
    if not sleutels:
        return None
    indicatoren = [stand.indicator(eigen) for eigen in (*codes, *_van(verslag, aandeel))]
    noot = " ".join(f"{indicator.naam}: {klein(indicator.definitie)}" for indicator in indicatoren)
    bouwer = Bouwer(
        code,
        f"Per {klein(naam)}, {verslag.jaar}",
        [(naam, Soort.TEKST), *((i.naam, soort_van(i)) for i in indicatoren)],
        noot,
    )
    for sleutel in sleutels:
        eerste = MAANDEN[int(sleutel) - 1] if splitsing == MAAND else groot(namen[sleutel])
        cellen = [_cel(verslag, eigen, splitsing, sleutel, delen[eigen]) for eigen in codes]
        bouwer.rij(eerste, *cellen, *(_deel(verslag, een, splitsing, sleutel) for een in _van(verslag, aandeel)))
    return bouwer


def _van(verslag: Verslag, aandeel: str) -> tuple[str, ...]:
    """Return the share that was asked for, where this keten has it."""
    return (aandeel,) if aandeel in verslag.stand.codes else ()


def _deel(verslag: Verslag, aandeel: str, splitsing: str, sleutel: str) -> tuple[Waarde, Opent | None]:
    """Return a share of one part, with the rows of its teller; of nothing there is no share."""
    stand, indicator = verslag.stand, verslag.stand.indicator(aandeel)
    teller, noemer = (
        {str(s): aantal for s, _, aantal in stand.splitsing(eigen, splitsing)}.get(sleutel, 0)
        for eigen in (indicator.teller or "", indicator.noemer or "")
    )
    waarde = deel_van(teller, noemer)
    return ("", None) if waarde is None else (waarde, Opent(indicator.teller or "", splitsing, sleutel))


def totaal(verslag: Verslag, bouwer: Bouwer, codes: Sequence[str], aandeel: str = "") -> tuple[Waarde, ...]:
    """Return the last row: the figures themselves, which the parts add up to."""
    nr = len(bouwer.rijen)
    for kolom, code in enumerate(codes, 1):
        if verslag.stand.waarde(code):
            bouwer.opent[bouwer.code, nr, kolom] = Opent(code)
    return ("Totaal", *(_of_niet(verslag.stand.waarde(code)) for code in (*codes, *_van(verslag, aandeel))))


def _cel(
    verslag: Verslag, code: str, splitsing: str, sleutel: str, delen: dict[str, tuple[str, int]]
) -> tuple[Waarde, Opent | None]:
    if verslag.stand.waarde(code) is None:
        return Teken.NIET_INGEVULD, None
    aantal = delen[sleutel][1] if sleutel in delen else 0
    return aantal, Opent(code, splitsing, sleutel) if aantal else None


def _of_niet(waarde: object) -> Waarde:
    return Teken.NIET_INGEVULD if waarde is None else waarde  # type: ignore[return-value]


def tot_nu(jaar: int) -> int:
    """Return how many months of a year have begun."""
    nu = vandaag()
    return nu.month if jaar == nu.year else 12 if jaar < nu.year else 0


def klein(tekst: str) -> str:
    """Return a sentence as it stands within another."""
    return tekst[:1].lower() + tekst[1:]


def groot(tekst: str) -> str:
    """Return a name as it stands on its own."""
    return tekst[:1].upper() + tekst[1:]
