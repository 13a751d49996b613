"""Taking part: begun, ended, in which group, and what was measured."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from ketens.groepen.plaatsen import Aanwezigheid, Plaatsing
from tests.indicatoren.naief.feit import (
    EERSTE_BIJEENKOMSTEN,
    TEST,
    VOLDOENDE,
    Feit,
    feit,
    ja_nee,
    van_inwoner,
    van_traject,
    verschil,
    zonder_versie,
)
from tests.indicatoren.naief.rijen import Rijen, dag, leeftijd, per


def aanwezig(rijen: Rijen, plaatsing: Plaatsing) -> list[Aanwezigheid]:
    """Return the marks that say that someone was there, at sessions that took place."""
    return [
        rij
        for rij in rijen.marks_van[plaatsing.id]
        if str(rij.stand) == "aanwezig" and rijen.bijeenkomsten[rij.bijeenkomst_id].afgelast_op is None
    ]


def begon(rijen: Rijen, plaatsing: Plaatsing) -> bool:
    """Tell whether a deelname counts as begun: there at session 1 or 2; of what was taken over only a day is known."""
    if plaatsing.gestart_op is None:
        return False
    nrs = [rijen.bijeenkomsten[rij.bijeenkomst_id].nr for rij in aanwezig(rijen, plaatsing)]
    return min(nrs) <= EERSTE_BIJEENKOMSTEN if nrs else True


def van_plaatsing(rijen: Rijen, plaatsing: Plaatsing) -> dict[str, Any]:
    groep, inwoner = rijen.groepen[plaatsing.groep_id], rijen.inwoners[plaatsing.inwoner_id]
    return {
        "interventie": zonder_versie(groep.interventie_pin),
        "bekostiging": plaatsing.bekostiging,
        "leeftijd": leeftijd(inwoner.geboortedatum, groep.begint_op),
        **van_inwoner(inwoner),
    }


@feit
def deelname(rijen: Rijen, keten: str, nu: datetime) -> Iterator[Feit]:
    for rij in rijen.plaatsingen.values():
        if rijen.groepen[rij.groep_id].keten_code != keten or not begon(rijen, rij):
            continue
        assert rij.gestart_op is not None
        in_traject = rijen.plaatsingen_van[rij.traject_id]
        keren = sorted((ander.gestart_op, ander.id) for ander in in_traject if ander.gestart_op)
        van = van_traject(rijen, rijen.trajecten[rij.traject_id])
        yield Feit(
            rij.id,
            rij.gestart_op,
            rijen.mens(rij.inwoner_id),
            {**van, **van_plaatsing(rijen, rij), "eerste_in_traject": ja_nee(keren[0] == (rij.gestart_op, rij.id))},
            {"dagen": gewacht(rijen, keten, rij)},
        )


def gewacht(rijen: Rijen, keten: str, plaatsing: Plaatsing) -> int | None:
    """Return the days from the first test of the traject with matig or hoog to the first session."""
    tests = [
        dag(afname.op)
        for afname in rijen.afnamen_van[plaatsing.traject_id]
        if zonder_versie(afname.instrument) == TEST.get(keten) and afname.uitslag in ("matig", "hoog")
    ]
    assert plaatsing.gestart_op is not None
    return (plaatsing.gestart_op - min(tests)).days if tests else None


@feit
def einde(rijen: Rijen, keten: str, nu: datetime) -> Iterator[Feit]:
    vragen = per(rijen.vragen, lambda rij: rij.plaatsing_id)
    for rij in rijen.plaatsingen.values():
        if rijen.groepen[rij.groep_id].keten_code != keten or rij.geeindigd_op is None:
            continue
        antwoord = {vraag.maanden: vraag.uitkomst for vraag in vragen[rij.id]}
        na = {f"na_{maanden}": antwoord.get(maanden) or "onbekend" for maanden in (3, 6, 12)}
        # Whoever was there once did not give the place back unused: they stopped halfway.
        hoe = "uitgevallen" if rij.einde == "ingetrokken" and rij.gestart_op else rij.einde
        wat = {"einde": hoe, "reden": rij.eindreden, **van_plaatsing(rijen, rij), **na}
        yield Feit(rij.id, rij.geeindigd_op, rijen.mens(rij.inwoner_id), wat)


@feit
def gevolgd(rijen: Rijen, keten: str, nu: datetime) -> Iterator[Feit]:
    """Of all who began: how often they came, of the times that it was noted who was there."""
    genoteerd = {rij.bijeenkomst_id for rij in rijen.aanwezigheid if str(rij.stand) in ("aanwezig", "afwezig")}
    sessies = per(rijen.bijeenkomsten.values(), lambda rij: rij.groep_id)
    for rij in rijen.plaatsingen.values():
        van = rijen.groepen[rij.groep_id]
        gehouden = [sessie for sessie in sessies[van.id] if sessie.id in genoteerd and not sessie.afgelast_op]
        if van.keten_code != keten or van.eindigt_op >= dag(nu) or not rij.gestart_op or not gehouden:
            continue
        keer = len(aanwezig(rijen, rij))
        wat = {
            "interventie": zonder_versie(van.interventie_pin),
            "voldoende": ja_nee(100 * keer >= VOLDOENDE * len(gehouden)),
        }
        maten = {"aanwezig": keer, "gehouden": len(gehouden)}
        yield Feit(rij.id, van.eindigt_op, rijen.mens(rij.inwoner_id), wat, maten)


@feit
def groep(rijen: Rijen, keten: str, nu: datetime) -> Iterator[Feit]:
    for rij in rijen.groepen.values():
        if rij.keten_code == keten:
            erin = rijen.plaatsingen_in[rij.id]
            wat = {
                "interventie": zonder_versie(rij.interventie_pin),
                "afgelast": ja_nee(rij.afgelast_op),
                "begonnen": ja_nee(rij.begint_op <= dag(nu)),
            }
            gestart = len([plaatsing for plaatsing in erin if begon(rijen, plaatsing)])
            yield Feit(rij.id, rij.begint_op, None, wat, {"plaatsen": rij.plaatsen, "gestart": gestart})


@feit
def effect(rijen: Rijen, keten: str, nu: datetime) -> Iterator[Feit]:
    for (plaatsing_id, code), paar in per(rijen.metingen, lambda rij: (rij.plaatsing_id, rij.instrument_code)).items():
        plaatsing = rijen.plaatsingen[plaatsing_id]
        van = rijen.groepen[plaatsing.groep_id]
        op = {rij.moment: rij for rij in paar}
        if van.keten_code != keten or van.afgelast_op or set(op) != {"t0", "t1"}:
            continue
        toen, nadien = (rijen.afnamen[op[moment].afname_id] for moment in ("t0", "t1"))
        if toen.score is None or nadien.score is None or toen.instrument != nadien.instrument:
            continue
        wat = {"instrument": code, "interventie": zonder_versie(van.interventie_pin)}
        maten = {"verschil": verschil(toen, nadien)}
        yield Feit(op["t1"].id, van.eindigt_op, rijen.mens(plaatsing.inwoner_id), wat, maten)
