"""Conversations and what came of them; and counts without persons."""

from collections.abc import Iterator
from datetime import datetime

from ketens.instrumenten.models import Afname
from tests.indicatoren.naief.feit import (
    GESPREKKEN,
    Feit,
    feit,
    ja_nee,
    van_inwoner,
    van_traject,
    verschil,
    zonder_versie,
)
from tests.indicatoren.naief.rijen import Rijen, dag, leeftijd, per


@feit
def telling(rijen: Rijen, keten: str, nu: datetime) -> Iterator[Feit]:
    for rij in rijen.tellingen:
        if rij.vervallen_op is None:
            yield Feit(rij.id, rij.datum, None, {"activiteit": rij.activiteit_code}, dict(rij.aantallen))


@feit
def gesprek(rijen: Rijen, keten: str, nu: datetime) -> Iterator[Feit]:
    stappen = per(rijen.stappen, lambda rij: rij.traject_id)
    gesprekken = [rij for rij in rijen.gebeurtenissen if rij.soort == "gesprek"]
    for traject_id, eigen in per(gesprekken, lambda rij: rij.traject_id).items():
        van = rijen.trajecten[traject_id]
        if van.keten_code != keten:
            continue
        verwezen = [dag(rij.ingediend_op) for rij in rijen.verwijzingen_van[traject_id]]
        termijnen = [stap.termijn_op for stap in stappen[traject_id] if stap.code == GESPREKKEN]
        uiterlijk = min((termijn for termijn in termijnen if termijn), default=None)
        geboren = rijen.inwoners[van.inwoner_id].geboortedatum
        eerste = min(eigen, key=lambda rij: (rij.op, rij.id))
        for rij in eigen:
            wat = {
                "hoe": rij.gegevens["hoe"],
                "leeftijd": leeftijd(geboren, dag(rij.op)),
                "eerste_in_traject": ja_nee(rij is eerste),
                "op_tijd": ja_nee(uiterlijk and dag(rij.op) <= uiterlijk),
                **van_traject(rijen, van),
            }
            maten = {
                "dagen": (dag(rij.op) - min(verwezen)).days if verwezen else None,
                "minuten": rij.gegevens["minuten"],
            }
            yield Feit(rij.id, rij.op, rijen.mens(van.inwoner_id), wat, maten)


@feit
def hulpvraag(rijen: Rijen, keten: str, nu: datetime) -> Iterator[Feit]:
    hoofd = [rij for rij in rijen.hulpvragen if rij.hoofd]
    for (traject_id, code), eigen in per(hoofd, lambda rij: (rij.traject_id, rij.code)).items():
        van = rijen.trajecten[traject_id]
        if van.keten_code == keten:
            eerste = min(eigen, key=lambda rij: (rij.sinds, rij.id))
            wat = {"hulpvraag": code, **van_inwoner(rijen.inwoners[van.inwoner_id])}
            yield Feit(eerste.id, eerste.sinds, rijen.mens(van.inwoner_id), wat)


@feit
def toeleiding(rijen: Rijen, keten: str, nu: datetime) -> Iterator[Feit]:
    for rij in rijen.toeleidingen:
        van = rijen.trajecten[rij.traject_id]
        if van.keten_code == keten and rij.gestart_op:
            wat = {"soort_aanbod": rijen.aanbod[rij.aanbod_id].soort, "gebleven": ja_nee(rij.gebleven_op)}
            yield Feit(
                rij.id, rij.gestart_op, rijen.mens(rij.inwoner_id), wat | van_inwoner(rijen.inwoners[rij.inwoner_id])
            )


@feit
def verandering(rijen: Rijen, keten: str, nu: datetime) -> Iterator[Feit]:
    met_score = [
        rij
        for rij in rijen.afnamen.values()
        if rij.keten_code == keten and rij.traject_id is not None and rij.score is not None
    ]
    for (traject_id, pin), keren in per(met_score, lambda rij: (rij.traject_id, rij.instrument)).items():
        op_volgorde: list[Afname] = sorted(keren, key=lambda rij: (rij.op, rij.id))
        if len(op_volgorde) > 1:
            eerste, laatste = op_volgorde[0], op_volgorde[-1]
            van = rijen.trajecten[traject_id]
            wat = {"instrument": zonder_versie(pin), **van_inwoner(rijen.inwoners[van.inwoner_id])}
            yield Feit(laatste.id, laatste.op, rijen.mens(van.inwoner_id), wat, {"verschil": verschil(eerste, laatste)})


@feit
def terugkoppeling(rijen: Rijen, keten: str, nu: datetime) -> Iterator[Feit]:
    for rij in rijen.terugkoppelingen:
        van = rijen.verwijzingen[rij.verwijzing_id]
        if van.keten_code == keten:
            wat = {"moment": rij.moment, "verwijzer_soort": van.verwijzer_soort, "organisatie": van.organisatie_id}
            yield Feit(rij.id, rij.op, rijen.mens(van.inwoner_id), wat)
