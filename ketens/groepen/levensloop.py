"""Places and waiting when a life takes a turn: freed and remembered, and given back when it was a mistake."""

from sqlalchemy import select

from ketens.catalogus import catalogus
from ketens.gebruikers.wie import Wie
from ketens.groepen.aanbieden import groepen_om, laat_los_en_vul, laat_vervallen, zoek_plaats_voor
from ketens.groepen.bezetting import is_vol, open_aanbiedingen, vergrendel
from ketens.groepen.loslaten import toon_aan, trainers_van, zoek_weer
from ketens.groepen.melden import trek_uitnodiging_in, vergeet_aanbod
from ketens.groepen.models import Groep
from ketens.groepen.plaatsen import Plaatsaanbod, Plaatsing, Wachtplek
from ketens.groepen.wachten import haal_van_wachtlijst
from ketens.groepen.wachtlijst import wacht, wachtplekken_van
from ketens.inwoners import doorgeven
from ketens.inwoners.levensloop import (
    BIJ_HERSTEL,
    BIJ_OVERLIJDEN,
    BIJ_VERHUIZING,
    Overlijden,
    Verhuizing,
    Wending,
    bij_herstel,
    bij_overlijden,
    bij_verhuizing,
    zegt_wat_stopt,
)
from ketens.inwoners.models import Inwoner
from ketens.kern.db import db
from ketens.kern.klok import vandaag, werkdagen_erbij
from ketens.kern.mailadres import is_mailadres
from ketens.post.handelingen import mail
from ketens.trajecten.levensloop import heropende, loopt_door, namens
from ketens.trajecten.models import GESTAAKT, Traject
from ketens.trajecten.pauzes import bij_pauze
from ketens.trajecten.taken import Taak

PLAATS_KWIJT = "plaats_kwijt"
# Why an offer ends of a place that turned out to be someone's after all.
TERUGGEGEVEN = "teruggegeven"
WERKDAGEN_OM_TE_ZOEKEN = 2


@loopt_door
def zit_in_een_groep(traject: Traject) -> bool:
    """A group that has begun may be finished by who moves away."""
    vraag = select(Plaatsing).where(Plaatsing.traject_id == traject.id, Plaatsing.geeindigd_op.is_(None))
    return any(plaatsing.groep.is_begonnen for plaatsing in db.session.scalars(vraag))


@bij_verhuizing
def geef_plaatsen_vrij(wending: Overlijden | Verhuizing, door: Wie) -> None:
    """Say of the places that went with the trajecten why, and remember them and the waiting."""
    reden = "overleden" if isinstance(wending, Overlijden) else "verhuisd"
    plaatsingen = _losgelaten(wending)
    for plaatsing in plaatsingen:
        plaatsing.eindreden = reden
    wending.onthoud("plaatsingen", [plaatsing.id for plaatsing in plaatsingen])
    gebleven = select(Wachtplek).where(Wachtplek.inwoner_id == wending.inwoner_id, Wachtplek.vervallen_op.is_(None))
    for wachtplek in db.session.scalars(gebleven).all():
        # Someone who finishes a group waits for no other one.
        wending.onthoud("wachtplekken", [wachtplek.id])
        haal_van_wachtlijst(wachtplek, door=namens(wachtplek.traject, door), reden=reden)
    laat_los_en_vul(open_aanbiedingen(Plaatsaanbod.inwoner_id == wending.inwoner_id), reden, door=None)
    wachtend = select(Wachtplek.id).where(
        Wachtplek.traject_id.in_(wending.onthouden("trajecten")),
        Wachtplek.vervallen_reden == GESTAAKT,
        Wachtplek.vervallen_op >= wending.vastgelegd_op,
    )
    wending.onthoud("wachtplekken", db.session.scalars(wachtend))


@bij_overlijden
def vertel_de_trainers(overlijden: Overlijden, door: Wie) -> None:
    """Free the places, and mail who leads those groups to look at them: in the mail stands nobody's name."""
    geef_plaatsen_vrij(overlijden, door)
    for plaatsing in _plaatsingen(overlijden):
        for trainer in trainers_van(plaatsing.groep):
            if is_mailadres(trainer.email):
                mail(
                    aan=trainer.email,
                    sleutel=f"overleden:{overlijden.id}:{plaatsing.groep_id}:{trainer.id}",
                    onderwerp="Er is iets veranderd in een groep",
                    inhoud=f"Goedendag,\n\nIn de groep {plaatsing.groep.naam} doet iemand niet meer mee. "
                    "Kijk op de pagina van de groep voordat u deelnemers belt of schrijft.\n",
                )


@zegt_wat_stopt
def welke_plaatsen(inwoner: Inwoner, wie: Wie) -> list[str]:
    """Name the places and the waiting that end, of the trajecten that `wie` may see."""
    mijn = Traject.zichtbaar_voor(wie)
    plaatsen = select(Plaatsing).join(Plaatsing.traject).where(Plaatsing.inwoner_id == inwoner.id, mijn)
    wachtend = select(Wachtplek).join(Wachtplek.traject).where(Wachtplek.inwoner_id == inwoner.id, mijn)
    zinnen = [
        f"De plaats in {plaatsing.groep.naam} komt vrij."
        for plaatsing in db.session.scalars(plaatsen.where(Plaatsing.geeindigd_op.is_(None)))
    ]
    for wachtplek in db.session.scalars(wachtend.where(Wachtplek.vervallen_op.is_(None))):
        naam = catalogus().interventie(wachtplek.interventie_code).naam
        zinnen.append(f"De inwoner gaat van de wachtlijst voor {naam}.")
    return zinnen


def houd_groepen_vast(wending: Overlijden | Verhuizing, _door: Wie) -> None:
    """Lock the groups in which places come free or are given back, before the trajecten: as who gives a place does."""
    ids = {plaatsing.groep_id for plaatsing in _plaatsingen(wending)}
    # What is waited for again may be offered at once.
    terug = select(Wachtplek).where(Wachtplek.id.in_(wending.onthouden("wachtplekken")))
    codes = {wachtplek.interventie_code for wachtplek in db.session.scalars(terug)}
    for traject in db.session.scalars(select(Traject).where(Traject.inwoner_id == wending.inwoner_id)).all():
        ids |= groepen_om(traject, *codes)
    if ids:
        vergrendel(*ids)


@bij_herstel
def geef_plaatsen_terug(wending: Overlijden | Verhuizing, door: Wie) -> None:
    """Give back the waiting with its old date, and the places that are still free; who lost theirs waits again."""
    lopend = {traject.id for traject in heropende(wending)}
    _zwijg_over_oude_aanbiedingen(wending)
    for wachtplek in db.session.scalars(select(Wachtplek).where(Wachtplek.id.in_(wending.onthouden("wachtplekken")))):
        if not wachtplek.traject.is_afgesloten:
            _wacht_weer(wachtplek, door)
    for plaatsing in _plaatsingen(wending):
        if plaatsing.traject_id in lopend and _kan_terug(plaatsing):
            _zit_weer(plaatsing, door)
        elif plaatsing.traject_id in lopend:
            _zoek_andere_plaats(plaatsing, door)


@bij_pauze
def wie_is_aan_de_beurt(traject: Traject) -> None:
    """Who stands still is passed over without loss, and who goes on may be the one for whom a place is free."""
    if traject.pauze:
        laat_los_en_vul(open_aanbiedingen(Plaatsaanbod.traject_id == traject.id), "pauze", door=None)
    else:
        zoek_plaats_voor(*wachtplekken_van(traject))


def _zwijg_over_oude_aanbiedingen(wending: Wending) -> None:
    """An offer does not come back: its place was offered to someone else. Who had it is on the list, as before."""
    vraag = select(Plaatsaanbod).where(
        Plaatsaanbod.inwoner_id == wending.inwoner_id, Plaatsaanbod.vervallen_op >= wending.vastgelegd_op
    )
    for aanbod in db.session.scalars(vraag).all():
        vergeet_aanbod(aanbod)


def _losgelaten(wending: Wending) -> list[Plaatsing]:
    vraag = select(Plaatsing).where(
        Plaatsing.traject_id.in_(wending.onthouden("trajecten")),
        Plaatsing.eindreden == GESTAAKT,
        Plaatsing.geeindigd_op >= wending.vastgelegd_op,
    )
    return list(db.session.scalars(vraag.order_by(Plaatsing.id)))


def _plaatsingen(wending: Wending) -> list[Plaatsing]:
    vraag = select(Plaatsing).where(Plaatsing.id.in_(wending.onthouden("plaatsingen"))).order_by(Plaatsing.id)
    return list(db.session.scalars(vraag))


def _wacht_weer(wachtplek: Wachtplek, door: Wie) -> None:
    wachtplek.vervallen_op = wachtplek.vervallen_reden = None
    traject = wachtplek.traject
    traject.noteer("op_wachtlijst", door=namens(traject, door), interventie=wachtplek.interventie_code)
    db.session.flush()
    zoek_plaats_voor(wachtplek)


def _kan_terug(plaatsing: Plaatsing) -> bool:
    groep = plaatsing.groep
    if groep.is_voorbij or (groep.deelt_buiten and not doorgeven.geldt(plaatsing.inwoner, groep.keten_code)):
        return False
    return not is_vol(groep) or _neem_terug_wat_niemand_hoorde(groep)


def _neem_terug_wat_niemand_hoorde(groep: Groep) -> bool:
    """Make room where the place was offered meanwhile to someone who did not hear of it: they lose nothing."""
    ongehoord = open_aanbiedingen(Plaatsaanbod.groep_id == groep.id, Plaatsaanbod.bereikt_op.is_(None))
    if ongehoord:
        laat_vervallen(ongehoord[-1], TERUGGEGEVEN)
        db.session.flush()
    return bool(ongehoord) and not is_vol(groep)


def _zit_weer(plaatsing: Plaatsing, door: Wie) -> None:
    groep, traject = plaatsing.groep, plaatsing.traject
    plaatsing.geeindigd_op = plaatsing.einde = plaatsing.eindreden = None
    traject.noteer("geplaatst", door=namens(traject, door), begint_op=groep.begint_op.isoformat(), **groep.genoemd)
    if plaatsing.gestart_op:
        dag = plaatsing.gestart_op.isoformat()
        traject.noteer("deelname_gestart", door=namens(traject, door), dag=dag, **groep.genoemd)
    for trainer in trainers_van(groep):
        toon_aan(trainer, plaatsing)


def _zoek_andere_plaats(plaatsing: Plaatsing, door: Wie) -> None:
    traject = plaatsing.traject
    trek_uitnodiging_in(plaatsing)  # it waits again since a moment ago, for a place that is someone else's now
    zoek_weer(traject, door=namens(traject, door))
    wacht(traject, plaatsing.groep.interventie.code, door=namens(traject, door))
    uiterlijk = werkdagen_erbij(vandaag(), WERKDAGEN_OM_TE_ZOEKEN)
    db.session.add(Taak.over(traject, soort=PLAATS_KWIJT, termijn_op=uiterlijk))


for wendingen in (BIJ_OVERLIJDEN, BIJ_VERHUIZING, BIJ_HERSTEL):
    wendingen.insert(0, houd_groepen_vast)
