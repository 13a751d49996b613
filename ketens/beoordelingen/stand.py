"""How it stands with an assessment, and who can do one: questions that the deeds and the pages both ask."""

from uuid import UUID

from sqlalchemy import select

from ketens.beoordelingen.models import Beoordeling
from ketens.gebruikers.models import Account, Lidmaatschap
from ketens.inwoners.handelingen import heeft_toestemming
from ketens.inwoners.models import ToestemmingSoort
from ketens.kern.db import db
from ketens.kern.gemeente import huidige_gemeente
from ketens.kern.klok import vandaag
from ketens.rechten import Rol
from ketens.trajecten.delen import Stap
from ketens.trajecten.instellingen import Ketenpartner
from ketens.trajecten.models import Traject


def open_verzoek(traject_id: UUID) -> Beoordeling | None:
    """Return the request that waits for an answer; there is one at most."""
    vraag = select(Beoordeling).where(
        Beoordeling.traject_id == traject_id, Beoordeling.beantwoord_op.is_(None), Beoordeling.ingetrokken_op.is_(None)
    )
    return db.session.scalars(vraag).one_or_none()


def wachtende_stap(traject: Traject) -> Stap | None:
    """Return the open step that asks for an assessment, or None."""
    return next((s for s in traject.open_stappen if traject.keten.stap(s.code).soort == "beoordeling"), None)


def mag_doorgeven(traject: Traject) -> bool:
    """Tell whether the resident's consent to pass data on stands now."""
    return heeft_toestemming(traject.inwoner_id, ToestemmingSoort.DOORGEVEN, traject.keten_code)


def beoordelaars(keten_code: str) -> list[Ketenpartner]:
    """Return the practices of this gemeente that assess, by name."""
    vraag = select(Ketenpartner).where(Ketenpartner.keten_code == keten_code, Ketenpartner.beoordeelt)
    return sorted(db.session.scalars(vraag).unique(), key=lambda partner: partner.organisatie.naam)


def praktijken_met_app(keten_code: str) -> set[UUID]:
    """Return the organisaties where someone can answer in the app: a hat of beoordelaar here, today, in this keten."""
    vraag = select(Lidmaatschap.organisatie_id, Lidmaatschap.ketens).join(Lidmaatschap.account)
    nu_geldig = vraag.where(
        Account.geblokkeerd_op.is_(None),
        Lidmaatschap.gemeente_id == huidige_gemeente(),
        Lidmaatschap.rol == Rol.BEOORDELAAR,
        Lidmaatschap.vanaf <= vandaag(),
        Lidmaatschap.tot.is_(None) | (Lidmaatschap.tot >= vandaag()),
    )
    return {rij.organisatie_id for rij in db.session.execute(nu_geldig) if keten_code in rij.ketens}


def factorenlijst(beoordeling: Beoordeling) -> str | None:
    """Return the pin of the instrument whose answers stay with the practice, or None when the keten has none."""
    gebruikt = beoordeling.traject.keten.instrumenten
    return next((gebruik.instrument for gebruik in gebruikt if gebruik.zichtbaar_voor == "afnemer"), None)
