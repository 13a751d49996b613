"""The group itself: made, changed, called off."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from ketens.catalogus import catalogus
from ketens.gebruikers.wie import Wie
from ketens.groepen.aanbieden import trek_aanbiedingen_in, vul
from ketens.groepen.bezetting import lopende_plaatsingen, stand, vergrendel
from ketens.groepen.loslaten import geef_terug
from ketens.groepen.melden import meld_afgelast, meld_wijziging
from ketens.groepen.models import Groep
from ketens.groepen.plaatsen import Wachtplek
from ketens.groepen.wachtlijst import wacht
from ketens.inwoners.beperking import ondanks_beperking
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import is_werkdag, nu, vandaag
from ketens.kern.pagina import datum
from ketens.rooster import bijeenkomsten
from ketens.rooster.trainers import houd_toestemmingen_vast, zet_trainers
from ketens.rooster.vervangen import geen_invallers_meer

# What `wijzig_groep` may change, beside the trainers.
VELDEN = frozenset(
    {"naam", "locatie", "wijk", "dagdelen", "tijd", "taal", "plaatsen", "minimum", "begint_op", "eindigt_op"}
    | {"kosten", "eigen_bijdrage", "overgeslagen"}
)
# A day further off is a typing error.
LANGSTE = timedelta(days=366)


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
    kosten: int | None = None,
    overgeslagen: Sequence[date] = (),
    trainer_ids: Sequence[UUID] = (),
) -> Groep:
    """Make a group and lay out its sessions; sent twice with one `formulier_id` it is made once.

    Places, minimum and last day come from the interventie where they are not given. Amounts in cents; `overgeslagen`
    are days on which the group does not meet.
    """
    bestaand = select(Groep).where(Groep.formulier_id == formulier_id)
    if formulier_id and (al := db.session.scalars(bestaand).one_or_none()):
        return al
    inzet = next((i for i in catalogus().keten(keten_code).interventies if i.code == interventie_code), None)
    if inzet is None:
        raise Domeinfout("Kies een cursus uit de lijst.", veld="interventie_code")
    interventie = catalogus().interventie(inzet.interventie)
    maat = interventie.groepsgrootte
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
        plaatsen=plaatsen or maat.capaciteit,
        minimum=minimum or min(maat.minimum_start, plaatsen or maat.capaciteit),
        eigen_bijdrage=eigen_bijdrage,
        kosten=kosten,
        overgeslagen=_als_iso(overgeslagen),
        begint_op=begint_op,
        gewijzigd_op=nu(),
        gewijzigd_door_id=door.account_id if door else None,
        eindigt_op=eindigt_op or begint_op,
    )
    if eindigt_op is None and not interventie.delen:
        raise Domeinfout("Vul de laatste dag in. Voor deze cursus staat de duur niet vast.", veld="eindigt_op")
    _klopt(groep)
    bijeenkomsten.leg(groep, begint_op)
    _tot_de_laatste(groep, eindigt_op)
    db.session.add(groep)
    zet_trainers(groep, trainer_ids)
    return groep


@ondanks_beperking()
def wijzig_groep(groep: Groep, *, door: Wie | None, trainer_ids: Sequence[UUID] | None = None, **velden: Any) -> None:
    """Change a group (the names of `VELDEN`) and who leads it. Another day or time lays the sessions out anew."""
    if onbekend := velden.keys() - VELDEN:
        raise TypeError(f"Van een groep wijzigt niemand {', '.join(sorted(onbekend))}.")
    houd_toestemmingen_vast(groep, trainer_ids or ())
    (groep,) = vergrendel(groep.id)
    if groep.afgelast_op:
        raise Domeinfout("Deze groep is afgelast en kan niet meer gewijzigd worden.")
    gemeld = _merken(groep)
    bezet, rooster, eindigde, tijd = stand(groep).bezet, _rooster(groep), groep.eindigt_op, groep.tijd
    if velden.get("plaatsen", groep.plaatsen) < bezet:
        wie_er_zijn = "is al 1 plaats" if bezet == 1 else f"zijn al {bezet} plaatsen"
        raise Domeinfout(f"Er {wie_er_zijn} bezet. Kies {bezet} of meer.", veld="plaatsen")
    ruimer = velden.get("plaatsen", groep.plaatsen) - groep.plaatsen
    for veld, waarde in velden.items():
        setattr(groep, veld, _als_iso(waarde) if veld == "overgeslagen" else waarde)
    groep.gewijzigd_op, groep.gewijzigd_door_id = nu(), door.account_id if door else None
    _klopt(groep)
    if rooster != _rooster(groep):
        _leg_opnieuw(groep, rooster[0], groep.eindigt_op if groep.eindigt_op != eindigde else None)
    elif tijd != groep.tijd:
        bijeenkomsten.zet_tijd(groep, tijd)
    _tot_de_laatste(groep, groep.eindigt_op)
    if trainer_ids is not None:
        zet_trainers(groep, trainer_ids)
    if gemeld != _merken(groep):
        meld_wijziging(groep, lopende_plaatsingen(groep), door=door)
    if ruimer > 0:
        vul(groep, door=door, vrijgekomen=ruimer)


@ondanks_beperking()
def gelast_af(groep: Groep, *, reden: str, door: Wie | None) -> int:
    """Call the group off: everyone with a place waits again, with their old date. Return how many that were."""
    (groep,) = vergrendel(groep.id)
    if groep.is_voorbij:
        raise Domeinfout("Deze groep is al afgelast." if groep.afgelast_op else "Deze groep is al afgelopen.")
    if not reden.strip():
        raise Domeinfout("Schrijf op waarom de groep niet doorgaat.", veld="reden")
    groep.afgelast_op, groep.afgelast_reden = nu(), reden
    groep.gewijzigd_op, groep.gewijzigd_door_id = groep.afgelast_op, door.account_id if door else None
    geen_invallers_meer(groep)
    for bijeenkomst in groep.bijeenkomsten:
        if bijeenkomst.begint_op > nu() and bijeenkomst.afgelast_op is None:
            bijeenkomst.afgelast_op, bijeenkomst.afgelast_reden = nu(), reden
    for wachtplek in db.session.scalars(select(Wachtplek).where(Wachtplek.groep_id == groep.id)):
        wachtplek.groep = None
    plaatsingen, gehoord = lopende_plaatsingen(groep), trek_aanbiedingen_in(groep, door=door)
    for plaatsing in plaatsingen:
        geef_terug(plaatsing, reden="groep_afgelast", door=door)
        wacht(plaatsing.traject, groep.interventie.code, door=door)
    meld_afgelast(groep, [*plaatsingen, *gehoord], door=door)
    return len(plaatsingen)


def _als_iso(dagen: Iterable[date]) -> list[str]:
    return [dag.isoformat() for dag in sorted(set(dagen))]


def _rooster(groep: Groep) -> tuple[date, tuple[str, ...], tuple[str, ...]]:
    return groep.begint_op, tuple(groep.dagdelen), tuple(groep.overgeslagen)


def _merken(groep: Groep) -> tuple[object, ...]:
    """What people must hear of when it changes."""
    return groep.begint_op, tuple(groep.dagdelen), groep.tijd, groep.locatie


def _leg_opnieuw(groep: Groep, eerder: date, eindigt_op: date | None) -> None:
    if eerder <= vandaag():
        raise Domeinfout(
            "De groep is al begonnen. De eerste dag en de dagdelen liggen vast. Een bijeenkomst verzetten of "
            "afgelasten kan op de pagina van de groep.",
            veld="begint_op",
        )
    if groep.begint_op < vandaag():
        raise Domeinfout("Kies vandaag of een dag die nog komt.", veld="begint_op")
    geen_invallers_meer(groep)
    bijeenkomsten.leg(groep, groep.begint_op)
    _tot_de_laatste(groep, eindigt_op)
    for plaatsing in lopende_plaatsingen(groep):
        plaatsing.leeftijd = plaatsing.inwoner.leeftijd(groep.begint_op)


def _tot_de_laatste(groep: Groep, eindigt_op: date | None) -> None:
    """The group ends with its last session, or on the later day that was chosen."""
    laatste = max((bijeenkomsten.dag_van(b) for b in groep.bijeenkomsten if b.afgelast_op is None), default=None)
    if eindigt_op is None:
        groep.eindigt_op = laatste or groep.eindigt_op
    elif laatste and eindigt_op < laatste:
        raise Domeinfout(
            f"De laatste bijeenkomst is op {datum(laatste)}. Kies die dag, of laat het veld leeg.", veld="eindigt_op"
        )


def _klopt(groep: Groep) -> None:
    if groep.plaatsen < 1:
        raise Domeinfout("Een groep heeft 1 plaats of meer.", veld="plaatsen")
    if not 1 <= groep.minimum <= groep.plaatsen:
        raise Domeinfout(f"Kies een getal van 1 tot en met {groep.plaatsen}.", veld="minimum")
    if not is_werkdag(groep.begint_op):
        raise Domeinfout("Dit is een weekend of een feestdag. Kies een werkdag.", veld="begint_op")
    if groep.begint_op.isoformat() in groep.overgeslagen:
        raise Domeinfout("Dit is de eerste dag. Kies een andere eerste dag.", veld="overgeslagen")
    if groep.eindigt_op < groep.begint_op:
        raise Domeinfout("De laatste dag ligt voor de eerste dag.", veld="eindigt_op")
    if groep.eindigt_op - groep.begint_op > LANGSTE:
        raise Domeinfout("Een groep duurt niet langer dan een jaar. Kijk de laatste dag na.", veld="eindigt_op")
