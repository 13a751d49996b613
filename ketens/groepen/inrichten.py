"""The group itself: made, changed, called off."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select

from ketens.catalogus import catalogus
from ketens.gebruikers.models import Account, Lidmaatschap
from ketens.gebruikers.wie import Wie
from ketens.groepen import bijeenkomsten
from ketens.groepen.bezetting import stand, vergrendel
from ketens.groepen.loslaten import geef_terug, meld_vrije_plaats, toon_aan, verberg_voor, werk_taak_bij
from ketens.groepen.melden import meld_afgelast, meld_wijziging
from ketens.groepen.models import Groep, GroepTrainer
from ketens.groepen.plaatsen import Plaatsing, Wachtplek
from ketens.groepen.wachtlijst import wacht
from ketens.inwoners import doorgeven
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.gemeente import huidige_gemeente
from ketens.kern.klok import is_werkdag, nu, vandaag
from ketens.rechten import Rol

# What `wijzig_groep` may change, beside the trainers.
VELDEN = frozenset(
    {"naam", "locatie", "wijk", "dagdelen", "tijd", "taal", "plaatsen", "minimum", "begint_op", "eindigt_op"}
)


def maak_groep(
    *,
    interventie_code: str,
    naam: str,
    keten_code: str,
    organisatie_id: UUID,
    locatie: str,
    begint_op: date,
    door: Wie | None,
    formulier_id: UUID | None = None,
    dagdelen: Sequence[str] = (),
    tijd: str = "",
    plaatsen: int | None = None,
    minimum: int | None = None,
    eindigt_op: date | None = None,
    wijk: str | None = None,
    taal: str = "Nederlands",
    eigen_bijdrage: int = 0,
    trainer_ids: Sequence[UUID] = (),
) -> Groep:
    """Make a group and lay out its sessions; sent twice with one `formulier_id` it is made once.

    Places, minimum and last day come from the interventie where they are not given. `eigen_bijdrage` in cents.
    """
    bestaand = select(Groep).where(Groep.formulier_id == formulier_id)
    if formulier_id and (al := db.session.scalars(bestaand).one_or_none()):
        return al
    inzet = next((i for i in catalogus().keten(keten_code).interventies if i.code == interventie_code), None)
    if inzet is None:
        raise Domeinfout("Kies een cursus uit de lijst.", veld="interventie_code")
    interventie = catalogus().interventie(inzet.interventie)
    groep = Groep(
        formulier_id=formulier_id,
        naam=naam,
        keten_code=keten_code,
        interventie_pin=interventie.pin,
        organisatie_id=organisatie_id,
        locatie=locatie,
        wijk=wijk or None,
        tijd=tijd,
        dagdelen=list(dagdelen),
        taal=taal,
        plaatsen=plaatsen or interventie.groepsgrootte.capaciteit,
        minimum=minimum
        or min(interventie.groepsgrootte.minimum_start, plaatsen or interventie.groepsgrootte.capaciteit),
        eigen_bijdrage=eigen_bijdrage,
        begint_op=begint_op,
        gewijzigd_op=nu(),
        gewijzigd_door_id=door.account_id if door else None,
        eindigt_op=eindigt_op or bijeenkomsten.laatste_dag(interventie, begint_op, dagdelen) or begint_op,
    )
    if eindigt_op is None and not interventie.weken:
        raise Domeinfout("Vul de laatste dag in. Voor deze cursus staat de duur niet vast.", veld="eindigt_op")
    _klopt(groep)
    db.session.add(groep)
    _zet_trainers(groep, trainer_ids)
    bijeenkomsten.leg(groep, begint_op)
    return groep


def wijzig_groep(groep: Groep, *, door: Wie | None, trainer_ids: Sequence[UUID] | None = None, **velden: Any) -> None:
    """Change a group (the names of `VELDEN`) and who leads it. Another day or time lays the sessions out anew."""
    if onbekend := velden.keys() - VELDEN:
        raise TypeError(f"Van een groep wijzigt niemand {', '.join(sorted(onbekend))}.")
    (groep,) = vergrendel(groep.id)
    if groep.afgelast_op:
        raise Domeinfout("Deze groep is afgelast en kan niet meer gewijzigd worden.")
    gemeld = _merken(groep)
    bezet, rooster, eindigde = stand(groep).bezet, _rooster(groep), groep.eindigt_op
    if velden.get("plaatsen", groep.plaatsen) < bezet:
        wie_er_zijn = "is al 1 plaats" if bezet == 1 else f"zijn al {bezet} plaatsen"
        raise Domeinfout(f"Er {wie_er_zijn} bezet. Kies {bezet} of meer.", veld="plaatsen")
    ruimer = velden.get("plaatsen", groep.plaatsen) > groep.plaatsen
    for veld, waarde in velden.items():
        setattr(groep, veld, waarde)
    groep.gewijzigd_op, groep.gewijzigd_door_id = nu(), door.account_id if door else None
    if rooster != _rooster(groep):
        _leg_opnieuw(groep, rooster[0], groep.eindigt_op if groep.eindigt_op != eindigde else None)
    _klopt(groep)
    if trainer_ids is not None:
        _zet_trainers(groep, trainer_ids)
    if gemeld != _merken(groep):
        meld_wijziging(groep, lopende_plaatsingen(groep), door=door)
    if ruimer:
        meld_vrije_plaats(groep)
    werk_taak_bij(groep)


def gelast_af(groep: Groep, *, reden: str, door: Wie | None) -> int:
    """Call the group off: everyone with a place waits again, with their old date. Return how many that were."""
    (groep,) = vergrendel(groep.id)
    if groep.is_voorbij:
        raise Domeinfout("Deze groep is al afgelast." if groep.afgelast_op else "Deze groep is al afgelopen.")
    if not reden.strip():
        raise Domeinfout("Schrijf op waarom de groep niet doorgaat.", veld="reden")
    groep.afgelast_op, groep.afgelast_reden = nu(), reden
    groep.gewijzigd_op, groep.gewijzigd_door_id = groep.afgelast_op, door.account_id if door else None
    for bijeenkomst in groep.bijeenkomsten:
        if bijeenkomst.begint_op > nu() and bijeenkomst.afgelast_op is None:
            bijeenkomst.afgelast_op, bijeenkomst.afgelast_reden = nu(), reden
    for wachtplek in db.session.scalars(select(Wachtplek).where(Wachtplek.groep_id == groep.id)):
        wachtplek.groep = None
    plaatsingen = lopende_plaatsingen(groep)
    for plaatsing in plaatsingen:
        geef_terug(plaatsing, reden="groep_afgelast", door=door)
        wacht(plaatsing.traject, groep.interventie.code, door=door)
    meld_afgelast(groep, plaatsingen, door=door)
    werk_taak_bij(groep)
    return len(plaatsingen)


def lopende_plaatsingen(groep: Groep) -> list[Plaatsing]:
    """Return who has a place now, in the order in which they were placed."""
    vraag = select(Plaatsing).where(Plaatsing.groep_id == groep.id, Plaatsing.geeindigd_op.is_(None))
    return list(db.session.scalars(vraag.order_by(Plaatsing.geplaatst_op, Plaatsing.id)))


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


def _zet_trainers(groep: Groep, trainer_ids: Sequence[UUID]) -> None:
    mogelijk = {account.id: account for account in trainers_hier(groep.keten_code)} if trainer_ids else {}
    nu_trainer = {rij.account_id: rij for rij in groep.trainers if rij.tot is None}
    if set(trainer_ids) - mogelijk.keys() - nu_trainer.keys():
        raise Domeinfout("Kies een trainer uit de lijst.", veld="trainer_ids")
    plaatsingen = lopende_plaatsingen(groep)
    _mogen_het_weten([mogelijk[id_] for id_ in set(trainer_ids) - nu_trainer.keys()], groep, plaatsingen)
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


def _mogen_het_weten(nieuwe: Sequence[Account], groep: Groep, plaatsingen: Sequence[Plaatsing]) -> None:
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
            veld="trainer_ids",
        )


def _rooster(groep: Groep) -> tuple[date, tuple[str, ...]]:
    return groep.begint_op, tuple(groep.dagdelen)


def _merken(groep: Groep) -> tuple[object, ...]:
    """What people must hear of when it changes."""
    return *_rooster(groep), groep.tijd, groep.locatie


def _leg_opnieuw(groep: Groep, eerder: date, eindigt_op: date | None) -> None:
    if eerder <= vandaag():
        raise Domeinfout("De groep is al begonnen. De eerste dag en de dagdelen liggen vast.", veld="begint_op")
    if groep.begint_op < vandaag():
        raise Domeinfout("Kies vandaag of een dag die nog komt.", veld="begint_op")
    bijeenkomsten.leg(groep, groep.begint_op)
    if eindigt_op is None:
        groep.eindigt_op = (
            bijeenkomsten.laatste_dag(groep.interventie, groep.begint_op, groep.dagdelen) or groep.eindigt_op
        )
    for plaatsing in lopende_plaatsingen(groep):
        plaatsing.leeftijd = plaatsing.inwoner.leeftijd(groep.begint_op)


def _klopt(groep: Groep) -> None:
    if groep.plaatsen < 1:
        raise Domeinfout("Een groep heeft 1 plaats of meer.", veld="plaatsen")
    if not 1 <= groep.minimum <= groep.plaatsen:
        raise Domeinfout(f"Kies een getal van 1 tot en met {groep.plaatsen}.", veld="minimum")
    if not is_werkdag(groep.begint_op):
        raise Domeinfout("Dit is een weekend of een feestdag. Kies een werkdag.", veld="begint_op")
    if groep.eindigt_op < groep.begint_op:
        raise Domeinfout("De laatste dag ligt voor de eerste dag.", veld="eindigt_op")
