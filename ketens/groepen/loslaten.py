"""What hangs on a place and goes with it: the trainer's view of the resident, and the task that a place came free."""

from sqlalchemy import select

from ketens.gebruikers.models import Account
from ketens.gebruikers.wie import Wie
from ketens.groepen.bezetting import stand
from ketens.groepen.melden import trek_uitnodiging_in
from ketens.groepen.models import Groep, GroepTrainer
from ketens.groepen.plaatsen import Plaatsing, Wachtplek
from ketens.groepen.wachtlijst import datum_van_behoefte, eerste_voor
from ketens.inwoners.handelingen import Stopwens, beeindig_betrokkenheid, betrek, bij_intrekking
from ketens.inwoners.models import Toestemming, ToestemmingSoort
from ketens.inwoners.toestemmingen import bij_toestemming
from ketens.kern.db import db
from ketens.kern.klok import nu, vandaag, werkdagen_erbij
from ketens.trajecten.delen import Stap
from ketens.trajecten.handelingen import maak_taak
from ketens.trajecten.models import Traject
from ketens.trajecten.taken import Taak

PLAATS_VRIJ = "plaats_vrij"
WERKDAGEN_OM_TE_VULLEN = 2


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


def eindig(plaatsing: Plaatsing, einde: str, reden: str | None) -> None:
    """End a place: it is free from now on, the trainer sees the resident no more."""
    plaatsing.geeindigd_op, plaatsing.einde, plaatsing.eindreden = nu(), einde, reden
    trek_uitnodiging_in(plaatsing)
    for trainer in trainers_van(plaatsing.groep):
        verberg_voor(trainer, plaatsing)
    meld_vrije_plaats(plaatsing.groep)


def geef_terug(plaatsing: Plaatsing, *, reden: str, door: Wie | None) -> None:
    """Take a place back and open the step plaatsing again, as old as the need is."""
    eindig(plaatsing, "ingetrokken", reden)
    traject = plaatsing.traject
    traject.noteer(
        "plaats_ingetrokken", door=door, reden=reden, groep_id=str(plaatsing.groep_id), groep=plaatsing.groep.naam
    )
    if not traject.is_afgesloten:
        zoek_weer(traject, door=door)


def zoek_weer(traject: Traject, *, door: Wie | None) -> None:
    """Open the step plaatsing again for a traject that lost its place, as old as the need is."""
    sinds = datum_van_behoefte(traject)
    if deelname := stap_van(traject, "deelname"):
        deelname.eindig("plaats_ingetrokken", op=nu())
    plaatsing_stap = next(stap.code for stap in traject.keten.stappen if stap.soort == "plaatsing")
    traject.open_stap(plaatsing_stap, door=door, vanaf=sinds.date())


def meld_vrije_plaats(groep: Groep) -> None:
    """Put on the worklist that a place came free, when someone waits who fits; once per group."""
    if _open_taak(groep) is None and groep.kan_instromen and stand(groep).vrij and eerste_voor(groep):
        maak_taak(
            soort=PLAATS_VRIJ,
            keten_code=groep.keten_code,
            organisatie_id=groep.organisatie_id,
            endpoint="groepen.detail",
            object_id=groep.id,
            termijn_op=werkdagen_erbij(vandaag(), WERKDAGEN_OM_TE_VULLEN),
        )


def werk_taak_bij(groep: Groep) -> None:
    """Take the task of a free place from the worklist when nothing is left to do: full, over, or nobody waits."""
    taak = _open_taak(groep)
    if taak and not (groep.kan_instromen and stand(groep).vrij and eerste_voor(groep)):
        taak.handel_af()


def groepen_voor(wachtplek: Wachtplek) -> list[Groep]:
    """Return the groups, coming or running, in which who waits here could get a place."""
    vraag = select(Groep).where(
        Groep.keten_code == wachtplek.keten_code,
        Groep.interventie_pin.startswith(f"{wachtplek.interventie_code}@", autoescape=True),
        Groep.afgelast_op.is_(None),
        Groep.eindigt_op >= vandaag(),
    )
    return list(db.session.scalars(vraag))


@bij_intrekking
def niet_aan_de_beurt(toestemming: Toestemming, _door: Wie, _stopt: Stopwens) -> None:
    """Who takes back the consent to pass data on comes next nowhere that someone of another organisatie leads."""
    for groep in _waar_gewacht(toestemming):
        werk_taak_bij(groep)


@bij_toestemming
def weer_aan_de_beurt(toestemming: Toestemming, _door: Wie) -> None:
    """Who gives it again may be the one for whom a place is free."""
    for groep in _waar_gewacht(toestemming):
        meld_vrije_plaats(groep)


def _waar_gewacht(toestemming: Toestemming) -> list[Groep]:
    if toestemming.soort != ToestemmingSoort.DOORGEVEN:
        return []
    vraag = select(Wachtplek).where(
        Wachtplek.inwoner_id == toestemming.inwoner_id,
        Wachtplek.keten_code == toestemming.keten_code,
        Wachtplek.vervallen_op.is_(None),
    )
    groepen = [groep for wachtplek in db.session.scalars(vraag).all() for groep in groepen_voor(wachtplek)]
    return [groep for groep in dict.fromkeys(groepen) if groep.deelt_buiten]


def _open_taak(groep: Groep) -> Taak | None:
    vraag = select(Taak).where(Taak.soort == PLAATS_VRIJ, Taak.object_id == groep.id, Taak.afgehandeld_op.is_(None))
    return db.session.scalars(vraag.where(Taak.organisatie_id == groep.organisatie_id).limit(1)).one_or_none()
