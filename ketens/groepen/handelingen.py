"""Placing, waiting, starting and ending. What is done to the group itself stands in `rooster`. None of it commits."""

from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from ketens.gebruikers.wie import Wie
from ketens.groepen import redenen
from ketens.groepen.aanbieden import BEKIJKEN, laat_los_en_vul
from ketens.groepen.afloop import BIJ_EINDE
from ketens.groepen.bekostiging import standaard
from ketens.groepen.bezetting import is_vol, loopt_in, open_aanbiedingen, vergrendel, vergrendel_traject
from ketens.groepen.loslaten import (
    eindig,
    geef_terug,
    stap_van,
    toon_aan,
    trainers_van,
    zoekt_plaats,
)
from ketens.groepen.melden import komt_al, nodig_uit, vergeet_aanbod
from ketens.groepen.models import Bijeenkomst, Groep
from ketens.groepen.plaatsen import Aanwezigheid, AanwezigheidStand, Plaatsaanbod, Plaatsing, Wachtplek
from ketens.groepen.samen import SAMEN_LOS
from ketens.groepen.waarschuwen import waarschuwingen
from ketens.groepen.wachten import haal_van_wachtlijst
from ketens.groepen.wachtlijst import (
    wacht,
    wachtplekken_van,
)
from ketens.inwoners import doorgeven
from ketens.inwoners.levensloop import VERTREKT, vertrekt
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import moment, nu, vandaag
from ketens.trajecten.delen import Stap
from ketens.trajecten.handelingen import bij_afsluiting
from ketens.trajecten.models import Traject

# Work that is done when someone has a place.
OVER_EEN_PLAATS = (BEKIJKEN, SAMEN_LOS, "aanbod_nee", "aanbod_verlopen", "plaats_kwijt")


def plaats(
    traject: Traject, groep: Groep, *, door: Wie | None, reden_afwijking: str | None = None
) -> Plaatsing | Wachtplek:
    """Give a place in the group, or, when it is full, a place on the waiting list with the date of the need.

    The group is locked and counted anew first (besluit 0010). An interventie that may fit badly, or someone who is
    passed over on the waiting list, asks for a reason, which is kept sealed; it never blocks. A group that someone of
    another organisatie leads takes nobody without the consent to pass data on.
    """
    mag_doorgeven = doorgeven.vergrendel([traject.inwoner_id], traject.keten_code)
    elders = {aanbod.groep_id for aanbod in open_aanbiedingen(Plaatsaanbod.traject_id == traject.id)}
    groep = next(rij for rij in vergrendel(groep.id, *elders) if rij.id == groep.id)
    vergrendel_traject(traject)
    stap = _mag_geplaatst(traject, groep)
    if is_vol(groep, voor=traject.inwoner_id):
        return wacht(traject, groep.interventie.code, door=door, groep=groep)
    if groep.deelt_buiten and not mag_doorgeven:
        raise Domeinfout(doorgeven.GEEN_TOESTEMMING)
    let_op = waarschuwingen(traject, groep)
    if let_op and not reden_afwijking:
        raise Domeinfout(f"{' '.join(let_op)} Schrijf op waarom u deze plaats toch geeft.", veld="reden_afwijking")
    plaatsing = Plaatsing(
        inwoner_id=traject.inwoner_id,
        inwoner=traject.inwoner,
        traject=traject,
        groep=groep,
        geplaatst_op=nu(),
        geplaatst_door_id=door.account_id if door else None,
        leeftijd=traject.inwoner.leeftijd(groep.begint_op),
        bekostiging=standaard(groep.begint_op),
        eigen_bijdrage=groep.eigen_bijdrage,
        bijdrage="open" if groep.eigen_bijdrage else "geen",
    )
    plaatsing.afwijking = reden_afwijking if let_op else None
    db.session.add(plaatsing)
    traject.noteer(
        "geplaatst",
        door=door,
        tekst=plaatsing.afwijking,
        begint_op=groep.begint_op.isoformat(),
        **groep.genoemd,
    )
    if traject.keten.stap(stap.code).soort == "plaatsing":
        traject.rond_stap_af(stap.code, door=door, uitkomst="geplaatst")
    _ruim_op_na_plaatsing(plaatsing, {groep.id, *elders}, door)
    nodig_uit(plaatsing, door=door)
    return plaatsing


def _mag_geplaatst(traject: Traject, groep: Groep) -> Stap:
    if traject.is_afgesloten:
        raise Domeinfout("Dit traject is afgesloten. Heropen het eerst.")
    if vertrekt(traject.inwoner):
        raise Domeinfout(VERTREKT)
    if (groep.keten_code, groep.organisatie_id) != (traject.keten_code, traject.organisatie_id):
        raise Domeinfout("Deze groep hoort bij een andere ketenaanpak.")
    if groep.afgelast_op:
        raise Domeinfout("Deze groep is afgelast. Kies een andere groep.")
    if groep.is_voorbij:
        raise Domeinfout("Deze groep is afgelopen. Kies een andere groep.")
    if al := loopt_in(traject.inwoner_id, groep):
        waar = "in deze groep" if al.groep_id == groep.id else f"in een andere groep {groep.interventie.naam}"
        raise Domeinfout(f"Deze inwoner heeft al een plaats {waar}.")
    stap = zoekt_plaats(traject)
    if stap is None:
        raise Domeinfout("Dit traject is nog niet toe aan een plaats, of de plaats is al gegeven.")
    return stap


def _ruim_op_na_plaatsing(plaatsing: Plaatsing, vast: set[UUID], door: Wie | None) -> None:
    """End the waiting and the offers of who has a place; the place of an offer elsewhere goes to who is next."""
    traject = plaatsing.traject
    for wachtplek in wachtplekken_van(traject):
        wachtplek.vervalt("geplaatst")
    aangeboden = open_aanbiedingen(Plaatsaanbod.traject_id == traject.id)
    if any(aanbod.groep_id not in vast for aanbod in aangeboden):
        raise Domeinfout("Deze inwoner kreeg net een plaats aangeboden in een andere groep. Probeer het nog een keer.")
    for aanbod in aangeboden:
        if aanbod.groep_id == plaatsing.groep_id:
            aanbod.beantwoord_op, aanbod.antwoord, aanbod.antwoord_via = nu(), "ja", "coordinator"
            aanbod.antwoord_door_id = door.account_id if door else None
            vergeet_aanbod(aanbod)
    laat_los_en_vul([a for a in aangeboden if a.groep_id != plaatsing.groep_id], "achterhaald", door=door)
    for taak in traject.open_taken():
        if taak.soort in OVER_EEN_PLAATS:
            taak.handel_af()
    for trainer in trainers_van(plaatsing.groep):
        toon_aan(trainer, plaatsing)


def trek_plaats_in(plaatsing: Plaatsing, *, reden: str, door: Wie | None, wil_wachten: bool = True) -> Wachtplek | None:
    """Take a place back before the start; the resident waits again with the old date, if they wish."""
    _houd_vast(plaatsing)
    if plaatsing.gestart_op:
        raise Domeinfout("Deze inwoner is al begonnen. Rond de deelname af.")
    geef_terug(plaatsing, reden=redenen.controleer(reden), door=door)
    if not wil_wachten or plaatsing.traject.is_afgesloten:
        return None
    return wacht(plaatsing.traject, plaatsing.groep.interventie.code, door=door)


def start_deelname(plaatsing: Plaatsing, dag: date | None, *, door: Wie | None = None) -> None:
    """Note that someone came for the first time: at the session of `dag`, or else the last one before it."""
    _moet_lopen(plaatsing)
    if plaatsing.gestart_op:
        raise Domeinfout("Deze inwoner is al begonnen.")
    dag = dag or vandaag()
    if dag < plaatsing.groep.begint_op:
        raise Domeinfout("Deze groep is dan nog niet begonnen.", veld="dag")
    if dag > vandaag():
        raise Domeinfout("Kies een dag die niet in de toekomst ligt.", veld="dag")
    plaatsing.gestart_op = dag
    _noteer_aanwezig(plaatsing, dag, door=door)
    komt_al(plaatsing, door=door)
    plaatsing.traject.noteer("deelname_gestart", door=door, dag=dag.isoformat(), **plaatsing.groep.genoemd)


def _noteer_aanwezig(plaatsing: Plaatsing, dag: date, *, door: Wie | None) -> None:
    """Note that someone was at the session of `dag`, or else at the last one before it; none when there is no session.

    The figures count who was present at one of the first sessions, so a start without this would not be counted.
    """
    geweest = (Bijeenkomst.groep_id == plaatsing.groep_id, Bijeenkomst.begint_op < moment(dag + timedelta(days=1), 0))
    vraag = (
        select(Bijeenkomst).where(*geweest, Bijeenkomst.afgelast_op.is_(None)).order_by(Bijeenkomst.begint_op.desc())
    )
    bijeenkomst = db.session.scalars(vraag.limit(1)).one_or_none()
    if bijeenkomst is None:
        return
    paar = (Aanwezigheid.bijeenkomst_id == bijeenkomst.id, Aanwezigheid.plaatsing_id == plaatsing.id)
    aanwezigheid = db.session.scalars(select(Aanwezigheid).where(*paar)).one_or_none() or Aanwezigheid(
        bijeenkomst_id=bijeenkomst.id, plaatsing_id=plaatsing.id, versie=0
    )
    if aanwezigheid.stand == AanwezigheidStand.AANWEZIG:
        return
    # A phone that saw what stood here before may not write over it (besluit 0031).
    aanwezigheid.versie += 1
    aanwezigheid.stand, aanwezigheid.op = AanwezigheidStand.AANWEZIG, nu()
    aanwezigheid.door_id = door.account_id if door else None
    db.session.add(aanwezigheid)


def beeindig_deelname(
    plaatsing: Plaatsing, *, einde: str, door: Wie | None, reden: str | None = None, op: datetime | None = None
) -> None:
    """End a deelname: `afgerond`, `uitgevallen` or `niet_gestart`; the last two need a reason. The traject goes on.

    `op` is when it ended, where that is not now. Whether the rule of the interventie says the same is asked in `einde`.
    """
    _houd_vast(plaatsing)
    if einde not in ("afgerond", "uitgevallen", "niet_gestart"):
        raise Domeinfout("Kies hoe het is afgelopen.", veld="einde")
    if (einde == "niet_gestart") == (plaatsing.gestart_op is not None):
        al = "Deze inwoner is wel begonnen." if plaatsing.gestart_op else "Deze inwoner is nog niet begonnen."
        raise Domeinfout(f"{al} Kies iets anders.", veld="einde")
    reden = None if einde == "afgerond" else redenen.controleer(reden)
    eindig(plaatsing, einde, reden, op=op)
    traject = plaatsing.traject
    traject.noteer("deelname_beeindigd", door=door, einde=einde, reden=reden, **plaatsing.groep.genoemd)
    if stap := stap_van(traject, "deelname"):
        traject.rond_stap_af(stap.code, door=door, uitkomst=einde)
    for volg in BIJ_EINDE:
        volg(plaatsing, door)


def _houd_vast(plaatsing: Plaatsing) -> None:
    """Lock the group of a place that will come free, and see what happened to it meanwhile."""
    vergrendel(plaatsing.groep_id)
    db.session.refresh(plaatsing, attribute_names=["geeindigd_op", "gestart_op"])
    _moet_lopen(plaatsing)


def _moet_lopen(plaatsing: Plaatsing) -> None:
    if plaatsing.geeindigd_op:
        raise Domeinfout("Deze plaats is al geëindigd.")


@bij_afsluiting
def laat_los(traject: Traject, door: Wie | None) -> None:
    """Give up the places and the waiting of a traject that ends."""
    for wachtplek in wachtplekken_van(traject):
        haal_van_wachtlijst(wachtplek, door=door, reden="traject_afgesloten")
    laat_los_en_vul(open_aanbiedingen(Plaatsaanbod.traject_id == traject.id), "traject_afgesloten", door=door)
    lopend = (Plaatsing.traject_id == traject.id, Plaatsing.geeindigd_op.is_(None))
    for plaatsing in db.session.scalars(select(Plaatsing).where(*lopend)).all():
        geef_terug(plaatsing, reden="traject_afgesloten", door=door)
