"""The way in: tested, sent, refused, begun, assessed, waiting, closed."""

from collections.abc import Iterator
from datetime import datetime

from tests.indicatoren.naief.feit import (
    PLAATSING,
    TEST,
    Feit,
    feit,
    ja_nee,
    klasse_van,
    van_inwoner,
    van_traject,
    zonder_versie,
)
from tests.indicatoren.naief.rijen import AMSTERDAM, Rijen, dag, leeftijd, per


@feit
def test(rijen: Rijen, keten: str, nu: datetime) -> Iterator[Feit]:
    vergissingen = {rij.afname_id for rij in rijen.verwijzingen.values() if rij.intrekreden == "vergissing"}
    for afname in rijen.afnamen.values():
        if afname.keten_code != keten or zonder_versie(afname.instrument) != TEST.get(keten):
            continue
        if afname.id in vergissingen:
            continue
        op_naam = afname.inwoner_id is not None
        jaren = leeftijd(rijen.inwoners[afname.inwoner_id].geboortedatum, dag(afname.op)) if op_naam else None
        klasse = klasse_van(jaren) if op_naam else afname.leeftijdsklasse
        yield Feit(
            afname.id,
            afname.op,
            rijen.mens(afname.inwoner_id) if op_naam else afname.id,
            {
                "uitslag": afname.uitslag,
                "setting": afname.setting,
                "al_getest": {True: "ja", False: "nee", None: "niet_gevraagd"}[afname.al_getest],
                "leeftijdsklasse": klasse,
                "verwijzer_soort": afname.verwijzer_soort,
                "organisatie": afname.organisatie_id,
                "pc4": afname.pc4,
                "geslacht": str(afname.geslacht),
                "op_naam": ja_nee(op_naam),
                "vanaf_65": ja_nee(jaren >= 65 if jaren is not None else klasse not in (None, "0-64")),
                "telt_als_persoon": ja_nee(op_naam or afname.al_getest is False),
            },
        )


@feit
def verwijzing(rijen: Rijen, keten: str, nu: datetime) -> Iterator[Feit]:
    for rij in rijen.verwijzingen.values():
        if rij.keten_code != keten or rij.intrekreden == "vergissing":
            continue
        stand, reden = "wacht", None
        if rij.aangenomen_op:
            stand = "aangenomen"
        elif rij.geweigerd_op:
            stand, reden = "geweigerd", rij.weigerreden
        elif rij.ingetrokken_op:
            stand, reden = "ingetrokken", rij.intrekreden
        yield Feit(
            rij.id,
            rij.ingediend_op,
            rijen.mens(rij.inwoner_id),
            {
                "stand": stand,
                "reden": reden,
                "herkomst": rij.herkomst,
                "verwijzer_soort": rij.verwijzer_soort,
                "organisatie": rij.organisatie_id,
                **van_inwoner(rijen.inwoners[rij.inwoner_id]),
            },
        )


@feit
def weigering(rijen: Rijen, keten: str, nu: datetime) -> Iterator[Feit]:
    for rij in rijen.weigeringen:
        if rij.keten_code == keten:
            wat = {"reden": rij.reden, "uitslag": rij.uitslag, "verwijzer_soort": rij.verwijzer_soort}
            yield Feit(rij.id, rij.maand, None, wat)


@feit
def traject(rijen: Rijen, keten: str, nu: datetime) -> Iterator[Feit]:
    for rij in rijen.trajecten.values():
        if rij.keten_code == keten:
            inwoner = rijen.inwoners[rij.inwoner_id]
            jaren = leeftijd(inwoner.geboortedatum, dag(rij.begonnen_op))
            wat = {"herkomst": rij.herkomst, "leeftijd": jaren, **van_traject(rijen, rij)}
            yield Feit(rij.id, rij.begonnen_op, rijen.mens(rij.inwoner_id), wat)


@feit
def plaatsvraag(rijen: Rijen, keten: str, nu: datetime) -> Iterator[Feit]:
    for traject_id, stappen in per(rijen.stappen, lambda rij: rij.traject_id).items():
        rij = rijen.trajecten[traject_id]
        vragen = [stap for stap in stappen if stap.code in PLAATSING.get(keten, ())]
        if rij.keten_code == keten and vragen:
            eerste = min(vragen, key=lambda stap: (stap.begonnen_op, stap.id))
            yield Feit(eerste.id, eerste.begonnen_op, rijen.mens(rij.inwoner_id), van_traject(rijen, rij))


@feit
def beoordeling_gevraagd(rijen: Rijen, keten: str, nu: datetime) -> Iterator[Feit]:
    for rij in rijen.beoordelingen:
        if rij.keten_code == keten and (rij.beantwoord_op or not rij.ingetrokken_op):
            wat = {"organisatie": rij.praktijk_id, **van_inwoner(rijen.inwoners[rij.inwoner_id])}
            yield Feit(rij.id, rij.gevraagd_op, rijen.mens(rij.inwoner_id), wat)


@feit
def beoordeling_beantwoord(rijen: Rijen, keten: str, nu: datetime) -> Iterator[Feit]:
    for rij in rijen.beoordelingen:
        if rij.keten_code == keten and rij.beantwoord_op:
            wat = {"organisatie": rij.praktijk_id, "route": rij.route, **van_inwoner(rijen.inwoners[rij.inwoner_id])}
            yield Feit(rij.id, rij.beantwoord_op, rijen.mens(rij.inwoner_id), wat)


@feit
def afsluiting(rijen: Rijen, keten: str, nu: datetime) -> Iterator[Feit]:
    for rij in rijen.afsluitingen:
        van = rijen.trajecten[rij.traject_id]
        if van.keten_code == keten and rij.heropend_op is None:
            yield Feit(rij.id, rij.op, rijen.mens(rij.inwoner_id), {"reden": rij.reden, **van_traject(rijen, van)})


def wachtenden(rijen: Rijen, keten: str, peil: datetime, jaar: int) -> Iterator[Feit]:
    """Return who waited at this moment, told from the timelines: put on the list, and not taken off or placed since."""
    for traject_id, tijdlijn in per(rijen.gebeurtenissen, lambda rij: rij.traject_id).items():
        van = rijen.trajecten[traject_id]
        if van.keten_code != keten:
            continue
        op_lijst: dict[str, datetime] = {}
        for rij in sorted(tijdlijn, key=lambda rij: (rij.op, rij.id)):
            if rij.op >= peil:
                break
            if rij.soort == "op_wachtlijst":
                op_lijst.setdefault(rij.gegevens["interventie"], rij.op)
            elif rij.soort == "van_wachtlijst":
                op_lijst.pop(rij.gegevens["interventie"], None)
            elif rij.soort in ("geplaatst", "afgesloten"):
                op_lijst.clear()
        if op_lijst:
            yield Feit(
                traject_id, min(op_lijst.values()), rijen.mens(van.inwoner_id), van_traject(rijen, van), jaar=jaar
            )


@feit
def wachtend(rijen: Rijen, keten: str, nu: datetime) -> Iterator[Feit]:
    """The last day of each year, or now; nobody knows who will wait at the end of a year to come."""
    for jaar in range(2020, nu.astimezone(AMSTERDAM).year + 1):
        einde_jaar = datetime(jaar + 1, 1, 1, tzinfo=AMSTERDAM)
        yield from wachtenden(rijen, keten, min(einde_jaar, nu), jaar)
