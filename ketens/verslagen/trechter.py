"""The funnel: how many there were at each step, and how many fewer than at the step before."""

from decimal import ROUND_HALF_UP, Decimal

from ketens.stukken.cel import Soort, Waarde
from ketens.stukken.stuk import Grafiek
from ketens.verslagen.cellen import cel
from ketens.verslagen.deel import Bouwer, Deel, Opent
from ketens.verslagen.verdelingen import klein
from ketens.verslagen.verslag import Verslag

KOP = "Van begin tot eind"
NOOT = (
    "Elke stap telt wat er in dit jaar gebeurde; wie in december is getest en in januari begint, telt in twee jaren. "
    "Het verschil met de stap ervoor zegt dus ongeveer hoeveel mensen afvallen."
)


def trechter(verslag: Verslag) -> Deel | None:
    """Return the funnel, or None when there is none. A step that not everybody takes loses nobody."""
    stappen, jaar = verslag.stand.trechter(), verslag.jaar
    if not any(stap.aantal for stap in stappen):
        return None
    getal = Soort.AANTAL
    kolommen = [
        ("Stap", Soort.TEKST),
        (str(jaar), getal),
        (str(jaar - 1), getal),
        ("Valt af", getal),
        ("Gaat door", Soort.PROCENT),
    ]
    bouwer = Bouwer("trechter", f"De stappen in {jaar}", kolommen, NOOT)
    vorige: int | None = None
    for stap in stappen:
        toen = verslag.stand.vorig(stap.code)
        nu, eerder = Opent(stap.code), Opent(stap.code, jaar=jaar - 1)
        verlies = ("", "") if stap.toelichting else _verlies(vorige, stap.aantal)
        bouwer.rij(
            f"{stap.naam} ({klein(stap.toelichting).rstrip('.')})" if stap.toelichting else stap.naam,
            (cel(stap.aantal), nu if stap.aantal else None),
            (cel(toen), eerder if toen else None),
            *verlies,
        )
        if not stap.toelichting:
            vorige = stap.aantal
    tabel = bouwer.tabel()
    beschrijving = "Een balk per stap, van boven naar beneden. De getallen staan in de tabel."
    opzij = tuple(nr for nr, stap in enumerate(stappen) if stap.toelichting)
    grafiek = Grafiek("trechter_grafiek", "trechter", tabel.titel, beschrijving, tabel, reeksen=(1,), zijstappen=opzij)
    return Deel("trechter", KOP, (grafiek,), opent=bouwer.opent)


def _verlies(vorige: int | None, aantal: int | None) -> tuple[Waarde, Waarde]:
    """How many fall away and of every hundred how many go on; nothing where the steps can't be compared."""
    if not vorige or aantal is None or aantal > vorige:
        return "", ""
    return vorige - aantal, (Decimal(100 * aantal) / vorige).quantize(Decimal("0.1"), ROUND_HALF_UP)
