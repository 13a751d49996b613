"""What planning counts with: who waits and which groups come. A fixed number of queries, and no sealed name opened."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import contains_eager, joinedload, load_only, selectinload, subqueryload

from ketens.catalogus import Keten, catalogus
from ketens.gebruikers.wie import Wie
from ketens.groepen.bezetting import Stand, standen
from ketens.groepen.feiten import Feiten, feiten
from ketens.groepen.models import Bijeenkomst, Groep
from ketens.groepen.plaatsen import Wachtplek
from ketens.inwoners.models import Inwoner, Toestemming
from ketens.kern.db import db
from ketens.kern.klok import AMSTERDAM, vandaag
from ketens.planning.halfjaar import Halfjaar
from ketens.trajecten.models import Traject


@dataclass(frozen=True, slots=True)
class Ketenstand:
    """All that is known of one keten: who waits, in order, and the groups by first day with how full they are."""

    keten: Keten
    wachtplekken: list[Wachtplek]
    groepen: list[Groep]
    standen: dict[UUID, Stand]
    weet: Feiten

    def komend(self, interventie_code: str) -> list[Groep]:
        """Return the groups of an interventie in which someone can still begin, the first to begin first."""
        return [groep for groep in self.groepen if groep.interventie.code == interventie_code and groep.kan_instromen]

    def in_halfjaar(self, halfjaar: Halfjaar) -> list[Groep]:
        """Return the groups that begin in this half year."""
        return [groep for groep in self.groepen if halfjaar.begin <= groep.begint_op <= halfjaar.einde]


def ketens_met_groepen(wie: Wie) -> list[Keten]:
    """Return the ketens of this hat that work with groups."""
    return [keten for keten in catalogus().ketens if keten.code in wie.ketens and keten.interventies]


def lees(wie: Wie, halfjaar: Halfjaar) -> list[Ketenstand]:
    """Return the state of each keten of this hat, with the groups of this half year and all that still come."""
    return [_keten(wie, keten, halfjaar) for keten in ketens_met_groepen(wie)]


def sinds(wachtplek: Wachtplek) -> date:
    """Return the day of the need, in Amsterdam."""
    return wachtplek.sinds.astimezone(AMSTERDAM).date()


def _keten(wie: Wie, keten: Keten, halfjaar: Halfjaar) -> Ketenstand:
    wachtplekken = _wachtplekken(keten.code, wie.organisatie_id)
    groepen = _groepen(wie, keten.code, halfjaar)
    codes = sorted({wachtplek.interventie_code for wachtplek in wachtplekken})
    weet = feiten(codes, keten.code) if codes else Feiten()
    return Ketenstand(keten, wachtplekken, groepen, standen(groepen), weet)


def _wachtplekken(keten_code: str, organisatie_id: UUID | None) -> list[Wachtplek]:
    # Subqueries, not lists of ids: those would become more queries with more people.
    vraag = (
        select(Wachtplek)
        .join(Wachtplek.traject)
        .join(Wachtplek.inwoner)
        .where(
            Wachtplek.keten_code == keten_code,
            Wachtplek.vervallen_op.is_(None),
            Traject.organisatie_id == organisatie_id,
            Traject.afgesloten_op.is_(None),
        )
        .options(
            contains_eager(Wachtplek.traject).options(
                load_only(Traject.kenmerk, Traject.keten_code, Traject.keten_versie, Traject.uitslag),
                subqueryload(Traject.pauzes),
            ),
            contains_eager(Wachtplek.inwoner).options(
                load_only(Inwoner.wijk), subqueryload(Inwoner.toestemmingen).load_only(*_TOESTEMMING)
            ),
            joinedload(Wachtplek.groep),
        )
    )
    return sorted(db.session.scalars(vraag), key=lambda wachtplek: wachtplek.rang)


_TOESTEMMING = (Toestemming.inwoner_id, Toestemming.soort, Toestemming.keten_code, Toestemming.ingetrokken_op)
_BIJEENKOMST = (Bijeenkomst.groep_id, Bijeenkomst.nr, Bijeenkomst.begint_op, Bijeenkomst.afgelast_op)


def _groepen(wie: Wie, keten_code: str, halfjaar: Halfjaar) -> list[Groep]:
    wanneer = or_(
        Groep.begint_op.between(halfjaar.begin, halfjaar.einde),
        (Groep.eindigt_op >= vandaag()) & Groep.afgelast_op.is_(None),
    )
    vraag = (
        select(Groep)
        .where(Groep.zichtbaar_voor(wie), Groep.keten_code == keten_code, wanneer)
        .order_by(Groep.begint_op, Groep.naam, Groep.id)
        .options(selectinload(Groep.bijeenkomsten).load_only(*_BIJEENKOMST), *Groep.met_trainers())
    )
    groepen: Sequence[Groep] = db.session.scalars(vraag).all()
    return list(groepen)
