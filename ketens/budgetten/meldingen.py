"""What is wrong with the money of a year, or may go wrong, in sentences. Only passing the ceiling is an error."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from ketens.budgetten.boek import Boek
from ketens.budgetten.keuring import kaal
from ketens.budgetten.regime import bronnaam, onderdeelnaam
from ketens.budgetten.stand import Bedragen, Ernst, Waarschuwing, som
from ketens.catalogus import catalogus
from ketens.catalogus.regeling import Regeling
from ketens.kern.klok import vandaag
from ketens.kern.pagina import datum, euro

Cellen = Mapping[tuple[str, str], Bedragen]
Mee = Mapping[tuple[str, str], int]
# Less than this percentage of a budget left over is as it should be.
SPEELRUIMTE = 5


def meldingen(cellen: Cellen, boek: Boek, jaar: int, mee: Mee, *, alles: bool) -> tuple[Waarschuwing, ...]:
    """Return the sentences about a year, the errors first.

    `mee`: what was carried over to this year, by onderdeel and bron. `alles`: all onderdelen are there, so that the
    ceiling is known.
    """
    ruimte = {plek: b + Bedragen(toegekend=mee.get(plek, 0)) for plek, b in cellen.items()}
    gevonden = [*_buiten_regime(cellen, jaar), *_per_onderdeel(cellen, jaar), *_toekenningen(ruimte, jaar, alles=alles)]
    gevonden += [*_oude_verplichtingen(cellen, jaar), *_los_van_de_order(boek), *_zonder_kosten(boek)]
    return tuple(sorted(gevonden, key=lambda melding: melding.ernst != Ernst.FOUT))


def _per_onderdeel(cellen: Cellen, jaar: int) -> Iterator[Waarschuwing]:
    voorbij = jaar < vandaag().year
    for code in sorted({code for code, _ in cellen}):
        deel = som(b for (van, _), b in cellen.items() if van == code)
        naam = onderdeelnaam(code, jaar)
        if not deel.is_begroot:
            if deel.prognose:
                yield _let_op(f"{naam}: voor {jaar} is geen begroting ingevuld.", code)
        elif deel.over < 0:
            zin = "er is" if voorbij else "volgens de prognose geeft u"
            meer = "meer uitgegeven of besteld dan begroot" if voorbij else "meer uit dan begroot"
            yield _let_op(f"{naam}: {zin} {euro(-deel.over)} {meer}.", code)
        elif deel.over * 100 > deel.begroot * SPEELRUIMTE:
            zin = "er bleef" if voorbij else "volgens de prognose blijft"
            yield _let_op(f"{naam}: {zin} {euro(deel.over)} van de begroting over.", code)


def _toekenningen(cellen: Cellen, jaar: int, *, alles: bool) -> Iterator[Waarschuwing]:
    for regeling in _die_gelden(jaar):
        van = {code: b for (code, bron), b in cellen.items() if bron == regeling.bron}
        for code, deel in sorted(van.items()):
            if deel.is_toegekend and deel.prognose > deel.toegekend:
                meer = euro(deel.prognose - deel.toegekend)
                zin = f"{onderdeelnaam(code, jaar)}: volgens de prognose geeft u {meer} meer {regeling.kort} uit dan is"
                yield _let_op(f"{zin} toegekend. Kijk bij Regels of u mag schuiven.", code)
        onbekend = sorted(code for code, deel in van.items() if not deel.is_toegekend and deel.prognose)
        if onbekend:
            namen = ", ".join(onderdeelnaam(code, jaar) for code in onbekend)
            zin = f"Niet ingevuld is wat voor {jaar} aan {regeling.kort} is toegekend voor {namen}."
            yield _let_op(f"{zin} Daarom is het plafond niet te controleren." if alles else zin)
        elif alles and (boven := _boven_plafond(van)):
            zin = f"Boven het plafond: volgens de prognose geeft u over alle onderdelen samen {euro(boven)} meer"
            yield Waarschuwing(Ernst.FOUT, f"{zin} {regeling.kort} uit dan is toegekend voor {jaar}.")


def _boven_plafond(van: Mapping[str, Bedragen]) -> int:
    totaal = som(van.values())
    return max(0, totaal.prognose - totaal.toegekend)


def _die_gelden(jaar: int) -> list[Regeling]:
    dagen = date(jaar, 1, 1), date(jaar, 12, 31)
    return [regeling for regeling in catalogus().regelingen if any(regeling.geldt(dag) for dag in dagen)]


def _buiten_regime(cellen: Cellen, jaar: int) -> Iterator[Waarschuwing]:
    """What is booked on a regeling that does not pay for this year."""
    geldt = {regeling.bron for regeling in _die_gelden(jaar)}
    for regeling in catalogus().regelingen:
        deel = som(b for (_, bron), b in cellen.items() if bron == regeling.bron)
        if regeling.bron not in geldt and deel.prognose:
            laatste = regeling.laatste_dag
            grens = f"na {datum(laatste)}" if laatste and jaar > laatste.year else f"voor {datum(regeling.eerste_dag)}"
            zin = f"{euro(deel.prognose)} staat op {bronnaam(regeling.bron)}, maar die betaalt niet voor wat {grens} is"
            yield Waarschuwing(Ernst.FOUT, f"{zin} geleverd. Kies een andere bron.")


def _oude_verplichtingen(cellen: Cellen, jaar: int) -> Iterator[Waarschuwing]:
    open_ = som(cellen.values()).verplicht
    if open_ and jaar < vandaag().year:
        zin = f"Van {jaar} staat nog {euro(open_)} aan verplichtingen open. Sluit af wat niet meer komt."
        yield _let_op(zin)


def _los_van_de_order(boek: Boek) -> Iterator[Waarschuwing]:
    """Costs of a supplier or group that has an open order, and that are not booked on it: the money counts twice."""
    open_: dict[tuple[Any, ...], int] = defaultdict(int)
    for deel in boek.resten:
        if merk := deel.rij.groep_id or kaal(deel.rij.leverancier):
            open_[deel.rij.onderdeel, deel.rij.bron, merk, deel.rij.leverancier] += deel.bedrag
    los = {
        (deel.rij.onderdeel, deel.rij.bron, merk)
        for deel in boek.kosten
        if deel.rij.verplichting_id is None
        for merk in (deel.rij.groep_id, kaal(deel.rij.leverancier))
        if merk
    }
    for (code, bron, merk, naam), bedrag in sorted(open_.items(), key=str):
        if (code, bron, merk) in los:
            wie = naam or "deze groep"
            zin = f"Er zijn kosten van {wie} geboekt zonder verplichting, en er staat nog {euro(bedrag)} open"
            yield _let_op(f"{zin}. Boek ze op de verplichting, anders telt de prognose ze dubbel.", code)


def _zonder_kosten(boek: Boek) -> Iterator[Waarschuwing]:
    if aantal := len(boek.zonder_kosten):
        wat = "1 groep is" if aantal == 1 else f"{aantal} groepen is"
        yield _let_op(f"Van {wat} niet ingevuld wat de gemeente betaalt. Die kosten zitten niet in de prognose.")


def _let_op(zin: str, onderdeel: str | None = None) -> Waarschuwing:
    return Waarschuwing(Ernst.LET_OP, zin, onderdeel)
