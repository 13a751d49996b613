"""How it stands with the handovers of a traject, and to whom one can go."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from ketens.catalogus import catalogus
from ketens.gebruikers.models import Organisatie, OrganisatieSoort
from ketens.gebruikers.wie import Wie
from ketens.kern.db import db
from ketens.kern.klok import vandaag
from ketens.overdrachten.models import Overdracht
from ketens.trajecten.delen import Stap
from ketens.trajecten.instellingen import Keteninstelling, Ketenpartner
from ketens.trajecten.models import Traject
from ketens.verwijzingen.wegen import Weg

# Who treats within the insured care (domein 1.3).
BEHANDELAARS = (
    OrganisatieSoort.FYSIOTHERAPIE,
    OrganisatieSoort.OEFENTHERAPIE,
    OrganisatieSoort.ERGOTHERAPIE,
    OrganisatieSoort.HUISARTSENPRAKTIJK,
    OrganisatieSoort.ZIEKENHUIS,
)


def overdrachten_van(traject_id: UUID) -> list[Overdracht]:
    """Return the handovers of a traject, newest first."""
    vraag = select(Overdracht).where(Overdracht.traject_id == traject_id)
    vraag = vraag.options(joinedload(Overdracht.ontvanger)).order_by(Overdracht.gedaan_op.desc(), Overdracht.id.desc())
    return list(db.session.scalars(vraag))


def open_overdracht(traject_id: UUID, bestemming: str | None = None) -> Overdracht | None:
    """Return the handover that nobody answered yet, to this destination or to any."""
    return next(
        (rij for rij in overdrachten_van(traject_id) if rij.is_open and bestemming in (None, rij.bestemming)), None
    )


def wachtende_stap(traject: Traject) -> Stap | None:
    """Return the open step that asks for a handover, or None."""
    return next((s for s in traject.open_stappen if traject.keten.stap(s.code).soort == "overdracht"), None)


def stap_van(traject: Traject) -> str | None:
    """Return the code of the step of this keten that is a handover to insured care, or None."""
    return next((stap.code for stap in traject.keten.stappen if stap.soort == "overdracht"), None)


def behandelaars(keten_code: str) -> list[Organisatie]:
    """Return the partners of the keten that treat within the insured care, by name."""
    vraag = (
        select(Organisatie)
        .join(Ketenpartner, Ketenpartner.organisatie_id == Organisatie.id)
        .where(Ketenpartner.keten_code == keten_code, Organisatie.soort.in_(BEHANDELAARS))
        .order_by(Organisatie.naam)
    )
    return list(db.session.scalars(vraag))


def andere_ketens(traject: Traject, door: Wie) -> list[Weg]:
    """Return the roads into the other ketens that run here and take a verwijzing from this kind of organisatie."""
    eigen = db.session.get(Organisatie, door.organisatie_id)
    if eigen is None:
        return []
    vraag = select(Keteninstelling).where(
        Keteninstelling.keten_code != traject.keten_code, Keteninstelling.actief_vanaf <= vandaag()
    )
    return [
        Weg(keten=keten, instelling=rij, eigen=eigen, wie=door)
        for rij in db.session.scalars(vraag.order_by(Keteninstelling.keten_code))
        if (rij.actief_tot is None or rij.actief_tot >= vandaag())
        and (keten := catalogus().keten(rij.keten_code))
        and str(eigen.soort) in keten.verwijzen.organisatiesoorten
    ]


def weg_naar(wegen: Iterable[Weg], keten_code: str | None) -> Weg | None:
    """Return the road into this keten, or None."""
    return next((weg for weg in wegen if weg.keten.code == keten_code), None)


def eigen_risico() -> int | None:
    """Return the own risk of today in cents, or None when nobody filled it in."""
    return catalogus().bedrag("eigen_risico").op(vandaag())
