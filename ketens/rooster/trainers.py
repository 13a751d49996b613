"""Who leads a group: chosen among the trainers of the keten, and only who may know the people in it."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import or_, select

from ketens.gebruikers.models import Account, Lidmaatschap
from ketens.groepen.bezetting import lopende_plaatsingen
from ketens.groepen.loslaten import toon_aan, verberg_voor
from ketens.groepen.models import Groep, GroepTrainer
from ketens.groepen.plaatsen import Plaatsing
from ketens.inwoners import doorgeven
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.gemeente import huidige_gemeente
from ketens.kern.klok import vandaag
from ketens.rechten import Rol


def trainers_hier(keten_code: str) -> list[Account]:
    """Return the accounts that may lead a group of this keten in the gemeente of this moment, by name."""
    vraag = (
        select(Account, Lidmaatschap.ketens)
        .join(Account.lidmaatschappen)
        .where(Lidmaatschap.gemeente_id == huidige_gemeente(), Lidmaatschap.rol == Rol.TRAINER)
        .where(Lidmaatschap.vanaf <= vandaag(), or_(Lidmaatschap.tot.is_(None), Lidmaatschap.tot >= vandaag()))
        .where(Account.geblokkeerd_op.is_(None))
        .order_by(Account.naam, Account.id)
    )
    return list(dict.fromkeys(account for account, ketens in db.session.execute(vraag) if keten_code in ketens))


def trainer_ids(groep: Groep) -> list[str]:
    """Return who leads the group, as a form knows them."""
    return [str(rij.account_id) for rij in groep.trainers if rij.tot is None]


def met_organisatie(groep: Groep) -> list[str]:
    """Return who leads the group now, each with their organisatie."""
    return [f"{rij.account.naam} ({rij.account.organisatie.naam})" for rij in groep.trainers if rij.tot is None]


def zet_trainers(groep: Groep, trainer_ids: Sequence[UUID]) -> None:
    """Let these people lead the group from now on, and nobody else."""
    mogelijk = {account.id: account for account in trainers_hier(groep.keten_code)} if trainer_ids else {}
    nu_trainer = {rij.account_id: rij for rij in groep.trainers if rij.tot is None}
    if set(trainer_ids) - mogelijk.keys() - nu_trainer.keys():
        raise Domeinfout("Kies een trainer uit de lijst.", veld="trainer_ids")
    plaatsingen = lopende_plaatsingen(groep)
    mogen_het_weten([mogelijk[id_] for id_ in set(trainer_ids) - nu_trainer.keys()], groep, plaatsingen)
    for account_id in set(nu_trainer) - set(trainer_ids):
        nu_trainer[account_id].tot = vandaag()
        for plaatsing in plaatsingen:
            verberg_voor(nu_trainer[account_id].account, plaatsing)
    for account_id in dict.fromkeys(trainer_ids):
        if account_id not in nu_trainer:
            account = mogelijk[account_id]
            groep.trainers.append(GroepTrainer(account=account, account_id=account.id, van=vandaag()))
            for plaatsing in plaatsingen:
                toon_aan(account, plaatsing)


def houd_toestemmingen_vast(groep: Groep, trainer_ids: Sequence[UUID]) -> None:
    """Lock the consents of who is in a group that somebody new will lead: before the group itself (besluit 0030)."""
    al = {rij.account_id for rij in groep.trainers if rij.tot is None}
    if set(trainer_ids) - al:
        doorgeven.vergrendel({plaatsing.inwoner_id for plaatsing in lopende_plaatsingen(groep)}, groep.keten_code)


def mogen_het_weten(
    nieuwe: Sequence[Account], groep: Groep, plaatsingen: Sequence[Plaatsing], veld: str = "trainer_ids"
) -> None:
    """Refuse a trainer of an organisatie that knew nobody here yet, while someone in the group is not to be passed on.

    Whose organisatie leads the group already only takes over from a colleague.
    """
    bekend = {rij.account.organisatie_id for rij in groep.trainers if rij.tot is None} | {groep.organisatie_id}
    if not plaatsingen or {account.organisatie_id for account in nieuwe} <= bekend:
        return
    in_groep = {plaatsing.inwoner_id for plaatsing in plaatsingen}
    if zonder := in_groep - doorgeven.vergrendel(in_groep, groep.keten_code):
        wie = "1 deelnemer wil" if len(zonder) == 1 else f"{len(zonder)} deelnemers willen"
        raise Domeinfout(
            f"{wie} niet dat wij gegevens doorgeven aan een andere organisatie. Vraag eerst toestemming en leg die "
            "vast bij de inwoner, of kies een trainer van een organisatie die de groep al geeft.",
            veld=veld,
        )
