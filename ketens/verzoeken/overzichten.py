"""The register as it is read: the list with its figures, and one request with all that happened to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, func, select, true
from sqlalchemy.orm import joinedload, load_only

from ketens.gebruikers.models import Account, Lidmaatschap
from ketens.gebruikers.wie import Wie
from ketens.inwoners.beperking import Beperking
from ketens.inwoners.models import Inwoner
from ketens.kern.db import db
from ketens.kern.gemeente import huidige_gemeente
from ketens.kern.klok import vandaag
from ketens.rechten import KRIJGT_VERZOEKEN
from ketens.toezicht.betrokkenen import Betrokkene
from ketens.verzoeken.mensen import beperkingen_van, records_van
from ketens.verzoeken.models import Soort, Verzoek, Verzoekgebeurtenis

MEESTE = 200


@dataclass(frozen=True, slots=True)
class Lijst:
    """The requests that were asked for, soonest deadline first, with how many are open, late and closed."""

    rijen: Sequence[Verzoek]
    open: int
    te_laat: int
    klaar: int

    @property
    def is_leeg(self) -> bool:
        """Whether nobody ever asked anything."""
        return not (self.open or self.klaar)


def _standen() -> dict[str, ColumnElement[bool]]:
    is_open = Verzoek.afgesloten_op.is_(None)
    return {
        "open": is_open,
        "te_laat": is_open & (Verzoek.termijn_op < vandaag()),
        "klaar": Verzoek.afgesloten_op.is_not(None),
        "alle": true(),
    }


def lees(stand: str, soort: str, van: str, wie: Wie) -> Lijst:
    """Return the list that the filter asks for. Two statements; no cell is opened."""
    standen = _standen()
    eisen = [standen[stand], Verzoek.zichtbaar_voor(wie)]
    eisen += [Verzoek.soort == Soort(soort)] if soort else []
    eisen += [Verzoek.behandelaar_id == wie.account_id] if van == "mij" else []
    vraag = select(Verzoek).where(*eisen).options(joinedload(Verzoek.behandelaar).load_only(Account.naam))
    rijen = db.session.scalars(vraag.order_by(Verzoek.termijn_op, Verzoek.id).limit(MEESTE)).all()
    tel = select(*[func.count().filter(standen[naam]) for naam in ("open", "te_laat", "klaar")])
    geteld = db.session.execute(tel.select_from(Verzoek)).one()
    return Lijst(rijen, geteld[0], geteld[1], geteld[2])


@dataclass(frozen=True, slots=True)
class Dossier:
    """One request: whose, what happened, whether the records are shut, and who handles requests here."""

    verzoek: Verzoek
    betrokkene: Betrokkene
    gebeurtenissen: Sequence[Verzoekgebeurtenis]
    beperkingen: Sequence[Beperking]
    behandelaars: list[tuple[str, str]]

    @property
    def beperking(self) -> Beperking | None:
        """The restriction that stands."""
        return self.beperkingen[0] if self.beperkingen else None


def dossier(verzoek: Verzoek) -> Dossier:
    """Read one request."""
    vraag = select(Verzoekgebeurtenis).where(Verzoekgebeurtenis.verzoek_id == verzoek.id)
    vraag = vraag.options(joinedload(Verzoekgebeurtenis.door).load_only(Account.naam))
    return Dossier(
        verzoek,
        _van(verzoek.inwoner_id),
        db.session.scalars(vraag.order_by(Verzoekgebeurtenis.id.desc())).all(),
        beperkingen_van(verzoek.inwoner_id),
        behandelaars(),
    )


def _van(inwoner_id: UUID) -> Betrokkene:
    """Return whose it is, also when their name was erased: the request stays."""
    ids = records_van(inwoner_id)
    inwoner = db.session.get_one(Inwoner, ids[0])
    return Betrokkene(inwoner.id, ids, inwoner.naam, inwoner.geboortejaar)


def behandelaars() -> list[tuple[str, str]]:
    """Return who handles requests in this gemeente today, as the choices of a select."""
    dag = vandaag()
    vraag = (
        select(Account)
        .join(Lidmaatschap, Lidmaatschap.account_id == Account.id)
        .where(
            Lidmaatschap.gemeente_id == huidige_gemeente(),
            Lidmaatschap.verzoeken,
            Lidmaatschap.rol.in_(KRIJGT_VERZOEKEN),
            Lidmaatschap.vanaf <= dag,
            Lidmaatschap.tot.is_(None) | (Lidmaatschap.tot >= dag),
            Account.geblokkeerd_op.is_(None),
        )
        .options(load_only(Account.naam))
        .distinct()
    )
    return sorted(((str(een.id), een.naam) for een in db.session.scalars(vraag)), key=lambda paar: paar[1])


def van_inwoner(ids: Sequence[UUID]) -> Sequence[Verzoek]:
    """Return what these records asked before, newest first."""
    return db.session.scalars(select(Verzoek).where(Verzoek.inwoner_id.in_(ids)).order_by(Verzoek.id.desc())).all()


def soort_van(verzoek_id: UUID) -> Soort | None:
    """Return what a request asks, or None when there is no such request."""
    return db.session.scalar(select(Verzoek.soort).where(Verzoek.id == verzoek_id))
