"""Looking who may what: begin, say of each hat that it is right or end it, and sign."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select

from ketens.audit.handelingen import noteer_reden
from ketens.gebruikers import beheren
from ketens.gebruikers.models import Account, Lidmaatschap
from ketens.gebruikers.wie import Wie
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import nu
from ketens.rechtencontrole import beeld
from ketens.rechtencontrole.models import Controlesoort, Rechtencontrole, Rechtenoordeel

KLOPT, BEEINDIGD = "klopt", "beeindigd"
AL_AF = "Deze controle is al afgetekend."
ZELF = "Wat u zelf mag, kijkt een ander na: een andere beheerder of de functionaris gegevensbescherming."
ZELF_BEOORDEELD = "klopt, zelf beoordeeld"
ANDERS = "Deze rol is intussen gewijzigd. Bekijk de rol opnieuw."


def begin(soort: Controlesoort, *, door: Wie) -> Rechtencontrole:
    """Begin a look, or return the one of this kind that is open."""
    al = db.session.scalars(select(Rechtencontrole).where(Rechtencontrole.open_soort == soort)).one_or_none()
    if al is not None:
        return al
    controle = Rechtencontrole(soort=soort, open_soort=soort, begonnen_door_id=door.account_id)
    db.session.add(controle)
    noteer_reden(f"rechtencontrole {soort}")
    return controle


def klopt(controle: Rechtencontrole, lidmaatschap_id: UUID, gezien: str, *, door: Wie) -> None:
    """Say that a hat is right, as it was on the screen (`gezien`, its fingerprint)."""
    regel = _regel(controle, lidmaatschap_id)
    if regel is None or regel.afdruk != gezien:
        raise Domeinfout(ANDERS)
    if regel.account_id == door.account_id and beeld.ander_kijkt_na(door.account_id):
        raise Domeinfout(ZELF)
    _oordeel(controle, lidmaatschap_id, KLOPT, gezien, door)


def beeindig(controle: Rechtencontrole, pet: Lidmaatschap, *, door: Wie) -> None:
    """End a hat right here: from the next request on it opens nothing."""
    regel = _regel(controle, pet.id)
    if regel is None:
        raise Domeinfout(ANDERS)
    beheren.beeindig_lidmaatschap(pet, door=door)
    _oordeel(controle, pet.id, BEEINDIGD, regel.afdruk, door)


def teken_af(controle: Rechtencontrole, *, door: Wie) -> None:
    """Sign: every hat was judged as it is now, and the list is kept with its fingerprint."""
    _eis_open(controle)
    alle = beeld.regels(Controlesoort(controle.soort))
    gezegd = oordelen(controle)
    open_ = [regel for regel in alle if not is_beoordeeld(regel, gezegd)]
    if open_ and all(regel.account_id == door.account_id for regel in open_) and beeld.ander_kijkt_na(door.account_id):
        raise Domeinfout(ZELF)
    if open_:
        wat = "1 rol is" if len(open_) == 1 else f"{len(open_)} rollen zijn"
        raise Domeinfout(f"{wat} nog niet nagekeken. Zeg van elke rol of hij klopt.")
    namen = _namen(gezegd.values())
    in_woorden = {
        id_: [
            ZELF_BEOORDEELD if oordeel.is_zelf else oordeel.oordeel,
            f"{oordeel.op:%Y-%m-%dT%H:%M:%SZ}",
            namen[oordeel.door_id],
        ]
        for id_, oordeel in gezegd.items()
    }
    controle.afgetekend_op, controle.afgetekend_door_id, controle.open_soort = nu(), door.account_id, None
    controle.lijst = [*beeld.als_lijst(alle, in_woorden), *_beeindigd(gezegd, namen)]
    controle.vingerafdruk = afdruk_van(controle)
    noteer_reden(f"rechtencontrole {controle.soort} afgetekend")


def afdruk_van(controle: Rechtencontrole) -> str:
    """Return the fingerprint of what is kept of a look: the list, what it was about, who signed and when."""
    op = f"{controle.afgetekend_op:%Y-%m-%dT%H:%M:%S.%fZ}"
    return beeld.vingerafdruk(controle.lijst or [], [controle.soort, op, str(controle.afgetekend_door_id)])


def oordelen(controle: Rechtencontrole) -> dict[UUID, Rechtenoordeel]:
    """Return what was said in this look, by hat."""
    vraag = select(Rechtenoordeel).where(Rechtenoordeel.controle_id == controle.id)
    return {rij.lidmaatschap_id: rij for rij in db.session.scalars(vraag)}


def is_beoordeeld(regel: beeld.Regel, gezegd: dict[UUID, Rechtenoordeel]) -> bool:
    """Tell whether this hat was found right as it is now, and by another where there is one."""
    oordeel = gezegd.get(regel.lidmaatschap_id)
    if oordeel is None or oordeel.oordeel != KLOPT or oordeel.gezien != regel.afdruk:
        return False
    return not (oordeel.is_zelf and beeld.ander_kijkt_na(regel.account_id))


def _beeindigd(gezegd: dict[UUID, Rechtenoordeel], namen: dict[UUID, str]) -> list[list[str]]:
    """Return the hats that ended in this look: they stand in the list with what they were."""
    weg = {id_: oordeel for id_, oordeel in gezegd.items() if oordeel.oordeel == BEEINDIGD}
    petten = db.session.scalars(select(Lidmaatschap).where(Lidmaatschap.id.in_(weg)).order_by(Lidmaatschap.id))
    return [
        [
            pet.account.naam, pet.account.email, pet.account.functie, pet.rol.naam, pet.organisatie.naam,
            *[""] * 5, "", "", "", BEEINDIGD, f"{weg[pet.id].op:%Y-%m-%dT%H:%M:%SZ}", namen[weg[pet.id].door_id],
        ]
        for pet in petten
        if not pet.is_geldig
    ]  # fmt: skip


def _eis_open(controle: Rechtencontrole) -> None:
    """Refuse a look that was signed; two beheerders at once take turns."""
    db.session.refresh(controle, with_for_update=True)
    if controle.afgetekend_op is not None:
        raise Domeinfout(AL_AF)


def _regel(controle: Rechtencontrole, lidmaatschap_id: UUID) -> beeld.Regel | None:
    _eis_open(controle)
    alle = beeld.regels(Controlesoort(controle.soort))
    return next((regel for regel in alle if regel.lidmaatschap_id == lidmaatschap_id), None)


def _oordeel(controle: Rechtencontrole, lidmaatschap_id: UUID, wat: str, gezien: str, door: Wie) -> None:
    rij = oordelen(controle).get(lidmaatschap_id)
    if rij is None:
        rij = Rechtenoordeel(controle_id=controle.id, lidmaatschap_id=lidmaatschap_id)
        db.session.add(rij)
    rij.oordeel, rij.gezien, rij.op, rij.door_id = wat, gezien, nu(), door.account_id
    noteer_reden(f"rol {'klopt' if wat == KLOPT else 'beëindigd'}")


def _namen(gezegd: Iterable[Rechtenoordeel]) -> dict[UUID, str]:
    vraag = select(Account.id, Account.naam).where(Account.id.in_({oordeel.door_id for oordeel in gezegd}))
    return {rij.id: rij.naam for rij in db.session.execute(vraag)}
