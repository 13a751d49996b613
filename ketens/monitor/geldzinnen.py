"""Sentences about what a project cost, what one deelname cost, and what comes next. Pure."""

from ketens.monitor.project import Geld, Planning, Project, Regime
from ketens.monitor.zinnen import VERBORGEN, procent, telwoord
from ketens.stukken.cel import Soort, Teken, Waarde, in_woorden

GEEN = Geld()
LOOPT = "Het jaar {} loopt nog. De kosten komen hier als het voorbij is."
NIET_GEMETEN = (
    "Hoeveel zorg en ondersteuning dit voorkomt, is niet gemeten. Daarover doet dit hoofdstuk geen uitspraak."
)


def euro(centen: int) -> str:
    """Return cents as people read them."""
    return in_woorden(centen, Soort.GELD)


def kosten(project: Project) -> list[str]:
    """Say what was spent, from which money, against what was planned and against the year before."""
    jaar, geld = project.jaar, project.geld.get(project.jaar, GEEN)
    if geld.gerealiseerd is None and project.openbaar and project.tot:
        return [LOOPT.format(jaar)]
    if geld.gerealiseerd is None:
        zinnen = [f"Over {jaar} zijn geen kosten ingevuld."]
        return [*zinnen, f"Begroot is {euro(geld.begroot)}."] if geld.begroot is not None else zinnen
    wanneer = f"Tot en met {in_woorden(project.tot)}" if project.tot else f"In {jaar}"
    zinnen = [f"{wanneer} is {euro(geld.gerealiseerd)} uitgegeven.", *_herkomst(geld)]
    if project.tot:
        return [*zinnen, *_lopend(geld, jaar)]
    return [*zinnen, _begroot(geld, jaar), _vorig(geld, project.geld.get(jaar - 1, GEEN), jaar)]


def _herkomst(geld: Geld) -> list[str]:
    bronnen = {naam: bedrag for naam, bedrag in geld.per_bron.items() if bedrag}
    if not bronnen or not geld.gerealiseerd:
        return []
    if len(bronnen) == 1:
        return [f"Dat kwam helemaal uit {_bron(next(iter(bronnen)))}."]
    met_deel = geld.gerealiseerd > 0 and min(bronnen.values()) > 0
    delen = [
        f"{euro(bedrag)} uit {_bron(naam)}{_deel(bedrag, geld) if met_deel else ''}" for naam, bedrag in bronnen.items()
    ]
    return [f"Daarvan kwam {', '.join(delen[:-1])} en {delen[-1]}."]


def _bron(naam: str) -> str:
    return "overige bronnen" if naam.casefold() == "overig" else naam


def _deel(bedrag: int, geld: Geld) -> str:
    deel = procent(bedrag, geld.gerealiseerd or 0)
    return f" ({in_woorden(deel, Soort.PROCENT)})" if deel else ""


def _begroot(geld: Geld, jaar: int) -> str:
    if geld.begroot is None:
        return f"Een begroting is voor {jaar} niet ingevuld."
    over = geld.begroot - (geld.gerealiseerd or 0)
    if not over:
        return f"Dat is precies wat was begroot: {euro(geld.begroot)}."
    return f"Begroot was {euro(geld.begroot)}; er is {euro(abs(over))} {'minder' if over > 0 else 'meer'} uitgegeven."


def _vorig(geld: Geld, vorig: Geld, jaar: int) -> str:
    if vorig.gerealiseerd is None:
        return f"Over {jaar - 1} zijn geen kosten ingevuld."
    verschil = (geld.gerealiseerd or 0) - vorig.gerealiseerd
    if not verschil:
        return f"Dat is evenveel als in {jaar - 1}."
    deel = procent(verschil, vorig.gerealiseerd)
    stap = f", een {'stijging' if verschil > 0 else 'daling'} van {in_woorden(deel, Soort.PROCENT)}" if deel else ""
    richting = "meer" if verschil > 0 else "minder"
    return f"In {jaar - 1} was dat {euro(vorig.gerealiseerd)}. Het is nu {euro(abs(verschil))} {richting}{stap}."


def _lopend(geld: Geld, jaar: int) -> list[str]:
    zinnen = [f"Daarnaast is {euro(geld.verplicht)} al besteld of toegezegd."] if geld.verplicht else []
    if geld.prognose is not None:
        zinnen.append(f"De prognose voor heel {jaar} is {euro(geld.prognose)}.")
    if geld.begroot is None:
        return [*zinnen, f"Een begroting is voor {jaar} niet ingevuld."]
    zinnen.append(f"Begroot is {euro(geld.begroot)}.")
    over = geld.begroot - geld.prognose if geld.prognose is not None else 0
    if over:
        zinnen.append(f"Volgens de prognose is dat {euro(abs(over))} {'te veel' if over > 0 else 'te weinig'}.")
    return zinnen


def effect(project: Project) -> list[str]:
    """Say what one deelname cost on average, and what can't be said."""
    geld = project.geld.get(project.jaar, GEEN)
    if geld.gerealiseerd is None and project.openbaar and project.tot:
        return [LOOPT.format(project.jaar), NIET_GEMETEN]
    if geld.gerealiseerd is None:
        zin = f"Over {project.jaar} zijn geen kosten ingevuld. Wat een deelname kostte, is daarom niet te zeggen."
        return [zin, NIET_GEMETEN] if project.planning else [NIET_GEMETEN]
    zinnen = [
        _gemiddeld("die begon", geld.per_gestart, project),
        _gemiddeld("die werd afgerond", geld.per_afgerond, project),
    ]
    return [*(zin for zin in zinnen if zin), NIET_GEMETEN]


def _gemiddeld(welke: str, waarde: Waarde, project: Project) -> str:
    if waarde is Teken.VERBORGEN:
        return f"Wat een deelname {welke} gemiddeld kostte, {VERBORGEN}."
    if not isinstance(waarde, int):
        return ""
    tot_nu_toe = " tot nu toe" if project.tot else ""
    return f"Een deelname {welke} kostte de gemeente{tot_nu_toe} gemiddeld {euro(waarde)}."


def planning(project: Project) -> list[str]:
    """Say what is on the calendar of the next year, and until when the regeling pays."""
    zinnen = [_groepen(project.planning)] if project.planning else []
    if project.regime:
        zinnen += _regime(project.regime)
    return zinnen or [f"Over de planning na {project.jaar} is niets ingevuld."]


def _groepen(plan: Planning) -> str:
    if not plan.groepen:
        return f"Op de kalender van {plan.jaar} staan nog geen groepen."
    staat = "staat" if plan.groepen == 1 else "staan"
    zin = f"Op de kalender van {plan.jaar} {staat} {telwoord(plan.groepen, 'groep', 'groepen')}"
    if plan.plaatsen is None:
        return f"{zin}."
    samen = "" if plan.groepen == 1 else "samen "
    return f"{zin}, met {samen}{telwoord(plan.plaatsen, 'plaats', 'plaatsen')}."


def _regime(regime: Regime) -> list[str]:
    zinnen = [f"De regeling {regime.naam} loopt tot en met {in_woorden(regime.tot)}."]
    if not regime.daarna:
        return [*zinnen, "Welke regeling daarna komt, is niet ingevuld."]
    zinnen.append(f"Daarna geldt: {regime.daarna}.")
    if not regime.bedragen_bekend:
        zinnen.append("Welke bedragen daarbij horen, is nog niet ingevuld.")
    return zinnen
