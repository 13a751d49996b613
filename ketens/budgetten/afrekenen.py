"""The final account of a regeling as it stands now, and as it would end by the forecast."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from ketens.budgetten.boek import Plek, lees
from ketens.budgetten.eindafrekening import Afrekening, Jaarcijfers, Jaarregels, reken_af
from ketens.budgetten.regels import Waarden, honderdsten, waarden
from ketens.budgetten.stand import Bedragen
from ketens.catalogus import catalogus
from ketens.catalogus.regeling import Regel, Regeling
from ketens.kern.klok import vandaag


@dataclass(frozen=True, slots=True)
class Eindbeeld:
    """What would go back with what is booked now, and with what is still expected."""

    regeling: Regeling
    van: int
    tot: int
    nu: Afrekening
    verwacht: Afrekening
    # Rules whose percentage nobody filled in: what they allow is not in the sums.
    onbekend: tuple[Regel, ...]


def eindbeeld(regeling: Regeling) -> Eindbeeld:
    """Settle a regeling over all its years; one without an end up to and including this year."""
    van = regeling.eerste_dag.year
    tot = regeling.laatste_dag.year if regeling.laatste_dag else max(van, vandaag().year)
    eigen, cellen = waarden(), lees(van, tot).cellen()
    regels = {jaar: jaarregels(regeling, jaar, eigen) for jaar in range(van, tot + 1)}
    onbekend = tuple(
        regel
        for regel in regeling.regels
        if regel.soort in ("meenemen", "schuiven_binnen_thema") and honderdsten(regel, eigen) is None
    )
    return Eindbeeld(
        regeling,
        van,
        tot,
        reken_af(_cijfers(cellen, regeling, lambda b: b.gerealiseerd), regels),
        reken_af(_cijfers(cellen, regeling, lambda b: b.prognose), regels),
        onbekend,
    )


def jaarregels(regeling: Regeling, jaar: int, eigen: Waarden) -> Jaarregels:
    """Return what may be done with a year, by the rules of its last day."""
    dag = date(jaar, 12, 31)
    geldend = [regel for regel in regeling.regels if regel.geldt(dag)]
    mee = next((r for r in regeling.regels if r.soort == "meenemen" and r.jaar == jaar), None)
    deel = honderdsten(mee, eigen) if mee else None
    meenemen = (mee, deel) if mee and deel is not None else None
    if any(regel.soort == "schotten_weg" for regel in geldend):
        return Jaarregels(mag_schuiven=True, pot=lambda _code: "", meenemen=meenemen)
    schuif = next((regel for regel in geldend if regel.soort == "schuiven_binnen_thema"), None)
    procent = honderdsten(schuif, eigen) if schuif else None
    themas = {str(deel_.code): str(deel_.thema) for deel_ in regeling.onderdelen}
    # An onderdeel that the regeling does not know stands apart.
    return Jaarregels(procent is not None, lambda code: themas.get(code, code), procent, meenemen)


def _cijfers(cellen: Mapping[Plek, Bedragen], regeling: Regeling, telt: Callable[[Bedragen], int]) -> Jaarcijfers:
    return {
        (jaar, code): (b.toegekend if b.is_toegekend else None, telt(b))
        for (jaar, code, bron), b in cellen.items()
        if bron == regeling.bron
    }


def vind_regeling(code: str | None) -> Regeling:
    """Return the regeling of a query string, or the one that holds today, or the last that did."""
    alle = catalogus().regelingen
    gekozen = next((regeling for regeling in alle if regeling.code == code), None)
    return gekozen or next((regeling for regeling in alle if regeling.geldt(vandaag())), alle[-1])
