"""Groups of the service become hats here, at every sign-in; hats that a beheerder gave stay as they are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import exists, select

from ketens.aanmelddienst.models import Aanmeldgroep
from ketens.gebruikers import telefoon
from ketens.gebruikers.models import Account, Lidmaatschap, Organisatie
from ketens.kern.db import db
from ketens.kern.klok import vandaag
from ketens.rechten import Rol

Pet = tuple[UUID, Rol]
# A hat by a group ends so long after the last sign-in that showed the group: who left may never come back to show it.
GELDT = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Gewijzigd:
    """What the groups changed."""

    erbij: int
    eraf: int


def petten_bij(
    dienst_id: UUID, gemeente_id: UUID, groepen: Iterable[str], account_id: UUID | None
) -> dict[Pet, set[str]]:
    """Return which hats these groups give, each with its ketens. What somebody laid down gives themselves nothing."""
    vraag = (
        select(Aanmeldgroep)
        .join(Organisatie, Organisatie.id == Aanmeldgroep.organisatie_id)
        .where(Aanmeldgroep.aanmelddienst_id == dienst_id, Organisatie.gemeente_id == gemeente_id)
        .order_by(Aanmeldgroep.id)
    )
    genoemd, petten = set(groepen), dict[Pet, set[str]]()
    for regel in db.session.scalars(vraag):
        if regel.groep in genoemd and regel.door_id != account_id and regel.organisatie.draagt_betrokkenheid:
            petten.setdefault((regel.organisatie_id, regel.rol), set()).update(regel.ketens)
    return petten


def zijn_er(dienst_id: UUID) -> bool:
    """Tell whether this gemeente lets groups give hats at all."""
    return bool(db.session.scalar(select(exists().where(Aanmeldgroep.aanmelddienst_id == dienst_id))))


def werk_bij(account: Account, *, dienst_id: UUID, gemeente_id: UUID, groepen: Iterable[str]) -> Gewijzigd:
    """Give the hats that the groups give, and end those that they gave before and give no longer."""
    hoort = petten_bij(dienst_id, gemeente_id, groepen, account.id)
    vraag = select(Lidmaatschap).where(Lidmaatschap.account_id == account.id, Lidmaatschap.gemeente_id == gemeente_id)
    heeft = {(pet.organisatie_id, pet.rol): pet for pet in db.session.scalars(vraag)}
    erbij = 0
    for pet, ketens in hoort.items():
        oud = heeft.get(pet)
        if oud is None:
            heeft[pet] = oud = _nieuw(account, pet, gemeente_id)
        erbij += _geef(oud, sorted(ketens), dienst_id, _houdt_tot(account))
    kwijt = [
        pet
        for sleutel, pet in heeft.items()
        if sleutel not in hoort and pet.aanmelddienst_id == dienst_id and pet.is_geldig
    ]
    for verloren in kwijt:
        neem(verloren)
    return Gewijzigd(erbij, len(kwijt))


def petten_van_dienst(dienst_id: UUID, *, regel: Aanmeldgroep | None = None) -> Sequence[Lidmaatschap]:
    """Return the hats of today that this service gave; with `regel` those that no other group may have given too."""
    vraag = select(Lidmaatschap).where(Lidmaatschap.aanmelddienst_id == dienst_id)
    if regel is not None:
        ook = exists().where(Aanmeldgroep.aanmelddienst_id == dienst_id, Aanmeldgroep.id != regel.id)
        ook = ook.where(Aanmeldgroep.organisatie_id == regel.organisatie_id, Aanmeldgroep.rol == regel.rol)
        vraag = vraag.where(Lidmaatschap.organisatie_id == regel.organisatie_id, Lidmaatschap.rol == regel.rol, ~ook)
    return [pet for pet in db.session.scalars(vraag) if pet.is_geldig]


def neem_terug(dienst_id: UUID, *, regel: Aanmeldgroep | None = None) -> int:
    """End at once what this service gave, all of it or what this one row gave; return how many hats that were."""
    weg = petten_van_dienst(dienst_id, regel=regel)
    for pet in weg:
        neem(pet)
    return len(weg)


def neem(pet: Lidmaatschap) -> None:
    """End a hat: the next request of any session that wears it finds it gone."""
    pet.tot = vandaag() - timedelta(days=1)
    telefoon.eindig_van(pet.id)


def _nieuw(account: Account, pet: Pet, gemeente_id: UUID) -> Lidmaatschap:
    gisteren = vandaag() - timedelta(days=1)
    nieuw = Lidmaatschap(
        account_id=account.id, organisatie_id=pet[0], gemeente_id=gemeente_id, rol=pet[1], ketens=[],
        vanaf=gisteren, tot=gisteren,
    )  # fmt: skip
    db.session.add(nieuw)
    return nieuw


def _houdt_tot(account: Account) -> date:
    """Return until when a hat holds that is given today: never longer than its person works here."""
    tot = vandaag() + GELDT
    return min(tot, account.uit_dienst_per - timedelta(days=1)) if account.uit_dienst_per else tot


def _geef(pet: Lidmaatschap, ketens: list[str], dienst_id: UUID, tot: date) -> bool:
    """Give a hat, new or ended, or other ketens with it; tell whether that changed anything."""
    had = pet.is_geldig
    if had and pet.aanmelddienst_id != dienst_id:
        return False  # given by hand
    if not had:
        pet.vanaf, pet.team = vandaag(), None
        pet.regio = pet.verzoeken = False
        pet.aanmelddienst_id = dienst_id
    anders = not had or pet.ketens != ketens
    pet.ketens, pet.tot = ketens, tot
    return anders
