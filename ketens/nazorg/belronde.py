"""The belronde as it is read: who is due, what they did, what they said before, what was noted today.

A fixed number of queries. Of one deelname only the last moment that came is asked: an older one lapses by it.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import url_for
from sqlalchemy import ColumnElement, and_, exists, func, select
from sqlalchemy.orm import aliased, joinedload

from ketens.gebruikers.wie import Wie
from ketens.groepen.models import Groep
from ketens.groepen.plaatsen import Plaatsing
from ketens.inwoners.beperking import onbeperkt
from ketens.inwoners.levensloop import levenden
from ketens.kern.bladeren import bladeren
from ketens.kern.db import db, nieuw_id
from ketens.kern.klok import moment, vandaag
from ketens.nazorg.handelingen import SOORT, UITKOMSTEN
from ketens.nazorg.models import Doorstroomvraag
from ketens.nazorg.momenten import BELLEN, GROEP, KAART, NAMEN
from ketens.nazorg.vragen import is_open
from ketens.trajecten.delen import Gebeurtenis
from ketens.trajecten.models import Traject

PER_BLADZIJDE = 25


@dataclass(frozen=True, slots=True)
class Filter:
    """What the address asks for; what it does not understand counts as not asked."""

    wijze: str = BELLEN
    groep: UUID | None = None
    pagina: int = 1

    @classmethod
    def uit(cls, adres: Mapping[str, str]) -> "Filter":
        """Read the query of the address."""
        pagina = adres.get("pagina", "1")
        return cls(
            wijze=KAART if adres.get("wijze") == KAART else BELLEN,
            groep=_uuid(adres.get("groep", "")),
            pagina=int(pagina[:6]) if pagina.isascii() and pagina.isdigit() and int(pagina[:6]) > 0 else 1,
        )

    def adres(self, **anders: Any) -> dict[str, Any]:
        """Return the query of the address, without what is as usual."""
        nu = {"wijze": self.wijze, "groep": self.groep, "pagina": self.pagina, **anders}
        gewoon = {"wijze": BELLEN, "groep": None, "pagina": 1}
        return {naam: waarde for naam, waarde in nu.items() if waarde != gewoon[naam]}


@dataclass(slots=True)
class Regel:
    """One row: whom to ask, about which group, and what was said before."""

    vraag: Doorstroomvraag
    eerder: list[str] = field(default_factory=list)
    vandaag_al: bool = False
    # The id of the form in this row: sent twice, it is one answer.
    formulier_id: UUID = field(default_factory=nieuw_id)

    @property
    def wanneer(self) -> str:
        """The moment in words."""
        return NAMEN[self.vraag.maanden]


@dataclass(frozen=True, slots=True)
class Belronde:
    """A page of rows, and how many there are of each kind."""

    regels: list[Regel]
    te_bellen: int
    kaarten: int
    filter: Filter

    @property
    def totaal(self) -> int:
        """How many rows this tab has."""
        return self.kaarten if self.filter.wijze == KAART else self.te_bellen

    @property
    def pagina(self) -> dict[str, Any]:
        """What `ui.bladeren` shows."""
        return bladeren(self.filter.pagina, len(self.regels), self.totaal, per=PER_BLADZIJDE, url=self._url)

    def _url(self, nummer: int) -> str:
        return url_for("nazorg.doorstroom", **self.filter.adres(pagina=nummer))


@dataclass(frozen=True, slots=True)
class Genoteerd:
    """What I noted today, to be taken back when it was a mistake."""

    id: UUID
    op: datetime
    naam: str
    kenmerk: str
    wat: str


def lees(filter_: Filter, wie: Wie) -> Belronde:
    """Return the page that the filter asks for."""
    aan_de_beurt = nu_te_vragen(wie)
    if filter_.groep:
        aan_de_beurt &= Doorstroomvraag.plaatsing_id.in_(
            select(Plaatsing.id).where(Plaatsing.groep_id == filter_.groep)
        )
    bellen, kaart = (Doorstroomvraag.wijze.in_((BELLEN, GROEP)), verstuurd())
    aantallen = select(func.count().filter(bellen), func.count().filter(kaart)).select_from(Doorstroomvraag)
    te_bellen, kaarten = db.session.execute(aantallen.where(aan_de_beurt)).one()
    regels = _regels(aan_de_beurt & (kaart if filter_.wijze == KAART else bellen), filter_)
    return Belronde(regels, te_bellen, kaarten, filter_)


def nu_te_vragen(wie: Wie) -> ColumnElement[bool]:
    """Return the condition of what this person may ask now: due, nothing came of it, and no later moment has come."""
    later = aliased(Doorstroomvraag)
    ingehaald = exists().where(
        later.plaatsing_id == Doorstroomvraag.plaatsing_id,
        later.maanden > Doorstroomvraag.maanden,
        later.vraag_op <= vandaag(),
    )
    eisen = (*is_open(), Doorstroomvraag.vraag_op <= vandaag(), levenden(Doorstroomvraag.inwoner_id), ~ingehaald)
    return and_(Doorstroomvraag.zichtbaar_voor(wie), onbeperkt(Doorstroomvraag.inwoner_id), *eisen)


def verstuurd() -> ColumnElement[bool]:
    """Return the condition of a reply card that was posted."""
    return (Doorstroomvraag.wijze == KAART) & (Doorstroomvraag.pogingen > 0)


def genoteerd(wie: Wie) -> list[Genoteerd]:
    """Return what I noted today, newest first: the last ten."""
    vraag = (
        select(Gebeurtenis)
        .join(Gebeurtenis.traject)
        .where(Gebeurtenis.door_id == wie.account_id, Gebeurtenis.soort == SOORT, Traject.zichtbaar_voor(wie))
        .where(Gebeurtenis.op >= moment(vandaag(), 0))
        .options(joinedload(Gebeurtenis.traject).joinedload(Traject.inwoner))
        .order_by(Gebeurtenis.op.desc(), Gebeurtenis.id.desc())
        .limit(10)
    )
    return [
        Genoteerd(g.id, g.op, g.traject.inwoner.naam, g.traject.kenmerk, UITKOMSTEN.get(g.gegevens["uitkomst"], ""))
        for g in db.session.scalars(vraag)
    ]


def _regels(eis: ColumnElement[bool], filter_: Filter) -> list[Regel]:
    vandaag_al = func.coalesce(Doorstroomvraag.laatste_poging_op >= moment(vandaag(), 0), False)
    vraag = (
        select(Doorstroomvraag, vandaag_al)
        .where(eis)
        .options(
            joinedload(Doorstroomvraag.inwoner, innerjoin=True),
            joinedload(Doorstroomvraag.traject, innerjoin=True).selectinload(Traject.pauzes),
            joinedload(Doorstroomvraag.plaatsing, innerjoin=True).joinedload(Plaatsing.groep, innerjoin=True),
        )
        .order_by(vandaag_al, Doorstroomvraag.vraag_op, Doorstroomvraag.id)
        .limit(PER_BLADZIJDE)
        .offset((filter_.pagina - 1) * PER_BLADZIJDE)
    )
    regels = [Regel(rij, vandaag_al=bool(al)) for rij, al in db.session.execute(vraag)]
    eerder = _eerder([regel.vraag.plaatsing_id for regel in regels])
    for regel in regels:
        regel.eerder = eerder[regel.vraag.plaatsing_id]
    return regels


def _eerder(plaatsing_ids: list[UUID]) -> Mapping[UUID, list[str]]:
    """Return what was answered before about these deelnames, in words."""
    vraag = select(Doorstroomvraag).where(
        Doorstroomvraag.plaatsing_id.in_(plaatsing_ids), Doorstroomvraag.uitkomst.is_not(None)
    )
    vraag = vraag.options(joinedload(Doorstroomvraag.aanbod)).order_by(Doorstroomvraag.maanden)
    per: dict[UUID, list[str]] = defaultdict(list)
    for rij in db.session.scalars(vraag) if plaatsing_ids else ():
        per[rij.plaatsing_id].append(f"{NAMEN[rij.maanden]}: {in_woorden(rij)}")
    return per


def in_woorden(vraag: Doorstroomvraag) -> str:
    """Return an answer in words: `ja, Wandelclub De Stap`."""
    wat = vraag.aanbod.titel if vraag.aanbod else vraag.woorden
    return f"{vraag.uitkomst}, {wat}" if wat else str(vraag.uitkomst)


def groep_van(filter_: Filter, wie: Wie) -> Groep | None:
    """Return the group that the address narrows to, when this person may see it."""
    if filter_.groep is None:
        return None
    return db.session.scalars(select(Groep).where(Groep.id == filter_.groep, Groep.zichtbaar_voor(wie))).one_or_none()


def _uuid(tekst: str) -> UUID | None:
    try:
        return UUID(tekst)
    except ValueError:
        return None
