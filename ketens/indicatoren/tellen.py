"""Counting a keten: live, in a fixed number of statements, this year and the one before."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select

from ketens.catalogus import Indicator, Indicatoren, catalogus
from ketens.gebruikers.models import Organisatie
from ketens.indicatoren.models import Doel, Doelgroepcijfer, Gebied
from ketens.indicatoren.namen import Namen
from ketens.indicatoren.opzet import MAAND, OPGETELD, PC4, WAARDE, WIJK, Opzet, tabellen
from ketens.indicatoren.stand import Cijfer, Noemer, Stand, Waarde
from ketens.indicatoren.tijd import JAAR, grenzen
from ketens.kern.db import db
from ketens.kern.klok import vandaag
from ketens.trajecten.instellingen import instelling

__all__ = ["Stand", "tel"]
# (code, year 0 or 1) → split → key as the database gave it → number
Ruw = dict[tuple[str, int], dict[str, dict[str | None, Any]]]


def tel(keten_code: str, jaar: int) -> Stand:
    """Count everything of a keten in the gemeente of this moment, in `jaar` and the year before. Raises Onbekend."""
    bestand = catalogus().indicatoren(keten_code)
    opzetten = tabellen(bestand)
    ruw, aantallen = _lees(opzetten, jaar)
    namen = _namen(bestand, ruw)
    cijfers: dict[int, dict[str, Cijfer]] = {
        welk: {
            indicator.code: _cijfer(indicator, nr, ruw, aantallen, namen)
            for opzet in opzetten
            for indicator in opzet.indicatoren
        }
        for nr, welk in ((0, jaar - 1), (1, jaar))
    }
    doelgroepen, doelen = _maatstaf(bestand, jaar)
    return Stand(
        keten=bestand.code,
        jaar=jaar,
        bestand=bestand,
        namen=namen,
        cijfers=_bekend(bestand, cijfers),
        doelgroepen=doelgroepen,
        doelen=doelen,
        deel_voorbij=deel_voorbij(jaar, vandaag()),
    )


def deel_voorbij(jaar: int, dag: date) -> Decimal | None:
    """Return which part of the year is over at the end of `dag`; None unless the year runs."""
    if dag.year != jaar:
        return None
    begin = date(jaar, 1, 1)
    return Decimal((dag - begin).days + 1) / (date(jaar + 1, 1, 1) - begin).days


def _lees(opzetten: tuple[Opzet, ...], jaar: int) -> tuple[Ruw, dict[tuple[str, int], int]]:
    """Run the statements. Of a sum and a mean the second answer says how many rows it rests on."""
    ruw: Ruw = {}
    aantallen: dict[tuple[str, int], int] = {}
    stippen = dict(grenzen(jaar))
    for opzet in opzetten:
        for rij in db.session.execute(opzet.vraag, stippen).mappings():
            splitsing = opzet.splitsingen[rij["nr"]]
            for plaats, indicator in enumerate(opzet.indicatoren):
                getal = rij[f"s_{plaats}"]
                if getal is None:
                    continue
                plek = indicator.code, rij["jaar"]
                delen = ruw.setdefault(plek, {}).setdefault(splitsing, {})
                delen[rij["sleutel"]] = delen.get(rij["sleutel"], 0) + getal
                if splitsing == MAAND and indicator.soort in OPGETELD:
                    aantallen[plek] = aantallen.get(plek, 0) + rij[f"n_{plaats}"]
    return ruw, aantallen


def _namen(bestand: Indicatoren, ruw: Ruw) -> Namen:
    """Return the names of organisaties that were counted, and the wijken of this gemeente."""
    ids = {UUID(id_) for delen in ruw.values() for id_ in delen.get("organisatie", ()) if id_}
    vraag = select(Organisatie.id, Organisatie.naam).where(Organisatie.id.in_(ids))
    organisaties = {id_.hex: naam for id_, naam in db.session.execute(vraag)}
    gebieden = {rij.pc4: rij.wijk for rij in db.session.execute(select(Gebied.pc4, Gebied.wijk))}
    return Namen(catalogus().keten(bestand.code), bestand, organisaties, gebieden)


def _cijfer(indicator: Indicator, nr: int, ruw: Ruw, aantallen: Mapping[tuple[str, int], int], namen: Namen) -> Cijfer:
    per_splitsing = ruw.get((indicator.code, nr), {})
    som: Waarde = sum(per_splitsing.get(MAAND, {}).values())
    delen: dict[str, dict[str, int]] = {}
    for splitsing in dict.fromkeys((MAAND, *indicator.splitsingen)):
        for sleutel, getal in per_splitsing.get(PC4 if splitsing == WIJK else splitsing, {}).items():
            echt = _maand(sleutel) if splitsing == MAAND else namen.sleutel(splitsing, sleutel)
            eigen = delen.setdefault(splitsing, {})
            eigen[echt] = eigen.get(echt, 0) + getal
    waarden = {}
    if indicator.soort in ("mediaan", "percentiel"):
        histogram = per_splitsing.get(f"{WAARDE}:{indicator.maten[0]}", {})
        waarden = {int(waarde): getal for waarde, getal in histogram.items() if waarde is not None and getal}
    aantal = aantallen.get((indicator.code, nr), 0) if indicator.soort in OPGETELD else int(som)
    return Cijfer(som, aantal, delen, waarden)


def _maand(periode: str | None) -> str:
    return f"{int(periode or 0) % JAAR + 1:02}"


def _bekend(bestand: Indicatoren, cijfers: dict[int, dict[str, Cijfer]]) -> dict[int, dict[str, Cijfer]]:
    """Leave out what nobody can know: years to come or before the keten began here, and counts that were not made.

    Of a year to come only what is planned is known: its groups.
    """
    eigen, dag = instelling(bestand.code), vandaag()
    bekend = {}
    for jaar, per_code in cijfers.items():
        liep = jaar <= dag.year and (eigen is None or jaar >= eigen.actief_vanaf.year)
        if liep or any(cijfer.som for cijfer in per_code.values()):
            bekend[jaar] = {
                code: cijfer
                for code, cijfer in per_code.items()
                if cijfer.aantal or cijfer.som or (jaar <= dag.year and bestand.indicator(code).feit != "telling")
            }
    return bekend


def _maatstaf(bestand: Indicatoren, jaar: int) -> tuple[dict[int, dict[str, Noemer]], dict[str, Decimal]]:
    """Return how many people the groups counted in these years, and the aims of this year."""
    rijen = db.session.scalars(select(Doelgroepcijfer).where(Doelgroepcijfer.jaar.in_((jaar - 1, jaar))))
    doelgroepen: dict[int, dict[str, Noemer]] = {}
    for rij in rijen:
        if groep := bestand.doelgroep(rij.groep_code):
            noemer = Noemer(groep.naam, rij.aantal, rij.bron, rij.peildatum)
            doelgroepen.setdefault(rij.jaar, {})[groep.code] = noemer
    vraag = select(Doel.indicator_code, Doel.waarde).where(Doel.jaar == jaar, Doel.keten_code == bestand.code)
    return doelgroepen, {code: Decimal(waarde) / 100 for code, waarde in db.session.execute(vraag)}
