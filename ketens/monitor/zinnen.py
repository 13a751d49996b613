"""Sentences that follow from figures. Each says what its figure says and no more; what is not known is said in words.

Pure. A number that must stay hidden has one form, whatever it is and whyever it is hidden: `VERBORGEN`.
"""

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from ketens.monitor.project import JAREN, Bereik, Reeks
from ketens.stukken.cel import Soort, Teken, in_woorden

VERBORGEN = "noemen we niet, zodat niets over een enkele inwoner te herleiden is"
TIENDE = Decimal("0.1")


def telwoord(aantal: int, enkel: str, meer: str) -> str:
    """Return "geen deelnames", "1 deelname", "1.234 deelnames"."""
    if not aantal:
        return f"geen {meer}"
    return f"{in_woorden(aantal, Soort.AANTAL)} {enkel if aantal == 1 else meer}"


def procent(deel: int, geheel: int) -> Decimal | None:
    """Return how many percent `deel` is of `geheel`, in tenths, half up; None when that can't be said."""
    return (Decimal(abs(deel)) * 100 / geheel).quantize(TIENDE, ROUND_HALF_UP) if geheel > 0 else None


def stand(reeks: Reeks, jaar: int, tot: date | None = None) -> str:
    """Say the figure of the year: "In 2025 waren er 166 inwoners die ..."."""
    wanneer = f"Tot en met {in_woorden(tot)}" if tot else f"In {jaar}"
    waarde = reeks.op(jaar)
    if waarde is Teken.NIET_INGEVULD:
        return f"Over {jaar} is niet ingevuld hoeveel {reeks.meer or reeks.naam} er waren."
    if not isinstance(waarde, int):
        return f"Hoeveel {reeks.meer or reeks.naam} er in {jaar} waren, {VERBORGEN}."
    return f"{wanneer} {'was' if waarde == 1 else 'waren'} er {telwoord(waarde, reeks.enkel, reeks.meer)}."


def verloop(reeks: Reeks, jaar: int) -> str:
    """Say how it went since the year before; empty when one of both can't be said, or nothing is to be compared."""
    nu, toen = reeks.getal(jaar), reeks.getal(jaar - 1)
    if not isinstance(nu, int):
        return ""
    if not isinstance(toen, int):
        return _zonder_vorig(reeks, jaar)
    vorige = f"in {jaar - 1}: {in_woorden(toen, Soort.AANTAL)}"
    if nu == toen:
        return f"Dat is evenveel als in {jaar - 1}."
    verschil = abs(nu - toen)
    aantal = f"{'is' if verschil == 1 else 'zijn'} er {in_woorden(verschil, Soort.AANTAL)}"
    deel = procent(nu - toen, toen)
    stap = f", een {'stijging' if nu > toen else 'daling'} van {in_woorden(deel, Soort.PROCENT)}" if deel else ""
    return f"Dat {aantal} {'meer' if nu > toen else 'minder'} dan het jaar ervoor ({vorige}){stap}."


def _zonder_vorig(reeks: Reeks, jaar: int) -> str:
    if reeks.op(jaar - 1) is not Teken.NIET_INGEVULD:
        return f"Het aantal van {jaar - 1} {VERBORGEN}."
    eerder = range(jaar - JAREN + 1, jaar)
    if any(reeks.op(ander) is not Teken.NIET_INGEVULD for ander in eerder):
        return f"Over {jaar - 1} is niets ingevuld, dus de twee jaren zijn niet te vergelijken."
    return f"Over {eerder[0]} tot en met {eerder[-1]} is dit niet ingevuld."


def samen(reeks: Reeks, jaren: tuple[int, ...]) -> str:
    """Say what the years come to together, when they may be added up and all of them are there."""
    gevuld = [jaar for jaar in jaren if reeks.op(jaar) is not Teken.NIET_INGEVULD]
    getallen = [getal for jaar in gevuld if isinstance(getal := reeks.getal(jaar), int)]
    aaneen = gevuld == list(range(gevuld[0], gevuld[-1] + 1)) if gevuld else False
    if not reeks.samen or len(gevuld) < 2 or len(getallen) < len(gevuld) or not aaneen:
        return ""
    totaal = sum(getallen)
    kop = f"In {gevuld[0]} tot en met {gevuld[-1]} samen"
    return f"{kop} {'was' if totaal == 1 else 'waren'} het er {in_woorden(totaal, Soort.AANTAL)}." if totaal else ""


def verwachting(reeks: Reeks, jaar: int, aantal: int | None) -> str:
    """Say where a year that still runs ends at this pace; nothing when its figure can't be said."""
    if aantal is None or not isinstance(reeks.getal(jaar), int):
        return ""
    woord = in_woorden(aantal, Soort.AANTAL) if aantal else "geen"
    return f"Gaat het zo door, dan {'is' if aantal == 1 else 'zijn'} het er over heel {jaar} naar verwachting {woord}."


def bereiken(delen: Sequence[Bereik], jaar: int, tot: date | None = None) -> list[str]:
    """Say of each share how it stands to its aim; of groups whose size nobody filled in, say that once."""
    onbekend: dict[str, list[Bereik]] = {}
    for deel in delen:
        if deel.groep_aantal is None and deel.reeks.op(jaar) is not Teken.VERBORGEN:
            onbekend.setdefault(deel.groep, []).append(deel)
    bekend = [deel for deel in delen if deel not in onbekend.get(deel.groep, [])]
    zinnen = [_zonder_noemer(groep, eigen, jaar) for groep, eigen in onbekend.items()]
    return [*(_bereik(deel, jaar, tot) for deel in bekend), *zinnen]


def _zonder_noemer(groep: str, delen: Sequence[Bereik], jaar: int) -> str:
    doelen = [in_woorden(deel.doel, Soort.PROCENT) for deel in delen if deel.doel is not None]
    zin = f"Hoe groot de groep {_kaal(groep)} is, is voor {jaar} niet ingevuld. Daarom staat hier geen percentage"
    if not doelen:
        return f"{zin}."
    if len(doelen) == 1:
        return f"{zin} en is niet te zeggen of het doel van {doelen[0]} is gehaald."
    return f"{zin} en is niet te zeggen of de doelen van {', '.join(doelen[:-1])} en {doelen[-1]} zijn gehaald."


def _bereik(deel: Bereik, jaar: int, tot: date | None) -> str:
    waarde, doel = deel.reeks.op(jaar), deel.doel
    if waarde is Teken.VERBORGEN:
        return f"Welk deel van {deel.groep} dat is ({deel.reeks.naam}), {VERBORGEN}."
    if not isinstance(waarde, int | Decimal) or deel.groep_aantal is None:
        return f"Welk deel van {deel.groep} in {jaar} is bereikt ({deel.reeks.naam}), is niet ingevuld."
    groep = f"{deel.groep} ({in_woorden(deel.groep_aantal, Soort.AANTAL)}{_herkomst(deel)})"
    zin = f"{deel.reeks.naam}: {in_woorden(waarde, Soort.PROCENT)} van {groep}."
    return f"{zin} {_doel(Decimal(waarde), doel, jaar, tot)}" if doel is not None else zin


def _doel(waarde: Decimal, doel: Decimal, jaar: int, tot: date | None) -> str:
    """Compare what is shown, so that "14,0%" never misses an aim of 14%."""
    getoond = waarde.quantize(TIENDE, ROUND_HALF_UP)
    streven = in_woorden(doel, Soort.PROCENT)
    if getoond >= doel:
        return f"Het doel van {streven} is daarmee gehaald."
    if tot:
        return f"Het doel is {streven} over heel {jaar}; dat is op {in_woorden(tot)} nog niet bereikt."
    tekort = in_woorden(doel - getoond, Soort.PROCENT).rstrip("%")
    return f"Het doel van {streven} is niet gehaald: het scheelt {tekort} procentpunt."


def _herkomst(deel: Bereik) -> str:
    op = f" op {in_woorden(deel.peildatum)}" if deel.peildatum else ""
    return f"{op}, bron: {deel.bron}" if deel.bron else op


def _kaal(groep: str) -> str:
    return groep.removeprefix("de ").removeprefix("het ")
