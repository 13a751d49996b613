"""What hangs on a place and goes with it: the trainer's view of the resident; and who is offered it next."""

from datetime import datetime

from sqlalchemy import select

from ketens.gebruikers.models import Account
from ketens.gebruikers.wie import Wie
from ketens.groepen.aanbieden import laat_los_en_vul, vul, zoek_plaats_voor
from ketens.groepen.afloop import BIJ_EINDE
from ketens.groepen.bezetting import open_aanbiedingen
from ketens.groepen.melden import trek_uitnodiging_in
from ketens.groepen.models import Groep, GroepTrainer
from ketens.groepen.plaatsen import Plaatsaanbod, Plaatsing, Wachtplek
from ketens.groepen.wachtlijst import datum_van_behoefte
from ketens.inwoners.handelingen import Stopwens, beeindig_betrokkenheid, betrek, bij_intrekking
from ketens.inwoners.models import Toestemming, ToestemmingSoort
from ketens.inwoners.toestemmingen import bij_toestemming
from ketens.kern.db import db
from ketens.kern.klok import nu
from ketens.trajecten.delen import Stap
from ketens.trajecten.models import Traject


def stap_van(traject: Traject, soort: str) -> Stap | None:
    """Return the open step of this kind (plaatsing, deelname), whatever the keten calls it."""
    return next((stap for stap in traject.open_stappen if traject.keten.stap(stap.code).soort == soort), None)


def zoekt_plaats(traject: Traject) -> Stap | None:
    """Return the step for which this traject needs a place now, or None.

    That is plaatsing, or a deelname whose place went: a traject that was closed and taken up again.
    """
    if stap := stap_van(traject, "plaatsing"):
        return stap
    lopend = (Plaatsing.traject_id == traject.id, Plaatsing.geeindigd_op.is_(None))
    deelname = stap_van(traject, "deelname")
    return deelname if deelname and db.session.scalars(select(Plaatsing.id).where(*lopend)).first() is None else None


def trainers_van(groep: Groep) -> list[Account]:
    """Return who leads the group now."""
    return [trainer.account for trainer in groep.trainers if trainer.tot is None]


def toon_aan(trainer: Account, plaatsing: Plaatsing) -> None:
    """Let a trainer see who has this place."""
    betrek(
        plaatsing.inwoner,
        organisatie_id=trainer.organisatie_id,
        keten_code=plaatsing.groep.keten_code,
        grond="groep",
        account_id=trainer.id,
    )


def verberg_voor(trainer: Account, plaatsing: Plaatsing) -> None:
    """End a trainer's view of a resident, unless another running place of theirs is in a group of this trainer."""
    vraag = (
        select(Plaatsing.id)
        .join(Plaatsing.groep)
        .join(Groep.trainers)
        .where(
            Plaatsing.inwoner_id == plaatsing.inwoner_id,
            Plaatsing.id != plaatsing.id,
            Plaatsing.geeindigd_op.is_(None),
            Groep.keten_code == plaatsing.groep.keten_code,
            GroepTrainer.account_id == trainer.id,
            GroepTrainer.tot.is_(None),
        )
    )
    if db.session.scalars(vraag.limit(1)).first() is None:
        beeindig_betrokkenheid(
            plaatsing.inwoner,
            organisatie_id=trainer.organisatie_id,
            keten_code=plaatsing.groep.keten_code,
            account_id=trainer.id,
        )


def eindig(plaatsing: Plaatsing, einde: str, reden: str | None, *, op: datetime | None = None) -> None:
    """End a place, now or `op`: the trainer sees the resident no more, and it is offered at once to who is next."""
    plaatsing.geeindigd_op, plaatsing.einde, plaatsing.eindreden = op or nu(), einde, reden
    trek_uitnodiging_in(plaatsing)
    for trainer in trainers_van(plaatsing.groep):
        verberg_voor(trainer, plaatsing)
    vul(plaatsing.groep, vrijgekomen=1)


def geef_terug(plaatsing: Plaatsing, *, reden: str, door: Wie | None) -> None:
    """Take a place back and open the step plaatsing again, as old as the need is.

    What hangs on a deelname ends with it, as when it was finished: work to do, the line for the trainer.
    """
    eindig(plaatsing, "ingetrokken", reden)
    traject = plaatsing.traject
    traject.noteer("plaats_ingetrokken", door=door, reden=reden, **plaatsing.groep.genoemd)
    if not traject.is_afgesloten:
        zoek_weer(traject, door=door)
    for volg in BIJ_EINDE:
        volg(plaatsing, door)


def zoek_weer(traject: Traject, *, door: Wie | None) -> None:
    """Open the step plaatsing again for a traject that lost its place, as old as the need is."""
    sinds = datum_van_behoefte(traject)
    if deelname := stap_van(traject, "deelname"):
        deelname.eindig("plaats_ingetrokken", op=nu())
    plaatsing_stap = next(stap.code for stap in traject.keten.stappen if stap.soort == "plaatsing")
    traject.open_stap(plaatsing_stap, door=door, vanaf=sinds.date())


@bij_intrekking
def niet_aan_de_beurt(toestemming: Toestemming, door: Wie, _stopt: Stopwens) -> None:
    """Who takes back the consent to pass data on comes next nowhere that someone of another organisatie leads."""
    if toestemming.soort != ToestemmingSoort.DOORGEVEN:
        return
    hier = Plaatsaanbod.groep.has(Groep.keten_code == toestemming.keten_code)
    aangeboden = open_aanbiedingen(Plaatsaanbod.inwoner_id == toestemming.inwoner_id, hier)
    laat_los_en_vul([aanbod for aanbod in aangeboden if aanbod.groep.deelt_buiten], "geen_toestemming", door=door)


@bij_toestemming
def weer_aan_de_beurt(toestemming: Toestemming, _door: Wie) -> None:
    """Who gives it again may be the one for whom a place is free."""
    if toestemming.soort == ToestemmingSoort.DOORGEVEN:
        vraag = select(Wachtplek).where(
            Wachtplek.inwoner_id == toestemming.inwoner_id,
            Wachtplek.keten_code == toestemming.keten_code,
            Wachtplek.vervallen_op.is_(None),
        )
        zoek_plaats_voor(*db.session.scalars(vraag).all())
