"""Which term holds, and until when a resident must or may be kept: all that is known of them, in one answer."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from ketens.bewaren.mensen import bij_elkaar
from ketens.bewaren.models import Bewaartermijn, Vasthouding
from ketens.catalogus import catalogus
from ketens.catalogus.bewaartermijn import MERKEN, Bewaarsoort, Termijn
from ketens.instrumenten.models import Afname
from ketens.inwoners.models import Inwoner, Noodtoegang
from ketens.kern.db import db
from ketens.kern.klok import AMSTERDAM, nu, vandaag
from ketens.samenvoegen.models import TERMIJN, Samenvoeging
from ketens.trajecten.delen import Gebeurtenis
from ketens.trajecten.models import Traject
from ketens.verwijzingen.models import Verwijzing

INZAGE = "inzage"
TRAJECT, VERWIJZING, TEST = "traject", "verwijzing", "test"
STANDAARD = "Standaardtermijn van de catalogus; de gemeente koos niets anders."
# Why nothing of someone may go, in words for a screen; a person is never named.
LOOPT, WACHT = "Er loopt een traject.", "Er wacht een verwijzing."
VASTGEHOUDEN, NOOD = "De beheerder houdt dit vast.", "Een noodtoegang is nog niet beoordeeld."
SAMENGEVOEGD = "Een samenvoeging kan nog ongedaan worden gemaakt."

# So many ids at once: a database takes only so many in one statement.
PORTIE = 1000
# Who else still needs residents: gets ids, returns a sentence for each of whom nothing may go.
Houder = Callable[[Collection[UUID]], Mapping[UUID, str]]
HOUDERS: list[Houder] = []


def houdt_vast(houder: Houder) -> Houder:
    """Register who still needs a resident: an open request, for one. Usable as decorator."""
    HOUDERS.append(houder)
    return houder


@dataclass(frozen=True, slots=True)
class Geldend:
    """The term that holds for a kind (in a keten), and who decided that."""

    soort: Bewaarsoort
    termijn: Termijn
    besluit: str = STANDAARD
    eigen: Bewaartermijn | None = None

    @property
    def merk(self) -> str:
        """How sure it is, in words: of the catalogue, or chosen by the gemeente."""
        return "gekozen door de gemeente" if self.eigen else MERKEN[self.soort.merk]


@dataclass(frozen=True, slots=True)
class Keuzes:
    """All that the gemeente of this moment chose, read once."""

    eigen: Mapping[tuple[str, str], Bewaartermijn]

    def geldend(self, code: str, keten: str = "") -> Geldend:
        """Return the term of a kind: that of the keten, else of the gemeente, else of the catalogue."""
        soort = catalogus().bewaartermijnen.soort(code)
        eigen = self.eigen.get((code, keten)) or self.eigen.get((code, ""))
        if eigen is None:
            return Geldend(soort, soort.termijn)
        besluit = f"Besluit van de gemeente van {eigen.gemaakt_op.astimezone(AMSTERDAM):%d-%m-%Y}: {eigen.reden}"
        return Geldend(soort, Termijn(eigen.aantal, soort.eenheid), besluit, eigen)

    def van_keten(self, keten: str) -> Geldend:
        """Return what holds for a traject of this keten: a law that the gemeente named, else the ordinary term."""
        aangewezen = [soort.code for soort in catalogus().bewaartermijnen.soorten if soort.aangewezen]
        wetten = [self.geldend(code, keten) for code in aangewezen if (code, keten) in self.eigen]
        return max(wetten, key=lambda geldend: geldend.termijn, default=None) or self.geldend(TRAJECT, keten)

    @property
    def inzage_dagen(self) -> int:
        """For how many days a proposal lies open."""
        eigen = self.eigen.get((INZAGE, ""))
        return eigen.aantal if eigen else catalogus().bewaartermijnen.inzage_dagen


def keuzes() -> Keuzes:
    """Return what the gemeente of this moment chose."""
    geldt = select(Bewaartermijn).where(Bewaartermijn.vervallen_op.is_(None))
    return Keuzes({(rij.soort, rij.keten_code): rij for rij in db.session.scalars(geldt)})


@dataclass(frozen=True, slots=True)
class Grond:
    """Why something of a resident is kept: which rule, from which day it runs and on which day it is over."""

    geldend: Geldend
    sinds: date
    keten_code: str
    kenmerk: str

    @property
    def tot(self) -> date:
        """The first day on which this no longer keeps anything."""
        return self.geldend.termijn.na(self.sinds)


@dataclass(slots=True)
class Bewaarstand:
    """What holds a resident (with all records that turned out to be them): what runs, and the terms."""

    inwoner_id: UUID
    records: list[UUID]
    loopt: list[str] = field(default_factory=list)
    gronden: list[Grond] = field(default_factory=list)

    @property
    def laatste(self) -> Grond:
        """The ground that keeps longest."""
        return max(self.gronden, key=lambda grond: grond.tot)

    @property
    def tot(self) -> date:
        """The first day on which no term keeps anything."""
        return self.laatste.tot

    def mag_weg(self, dag: date | None = None) -> bool:
        """Tell whether nothing runs and every term is over."""
        return not self.loopt and self.tot <= (dag or vandaag())


def stand(inwoner: Inwoner) -> Bewaarstand:
    """Return what holds this resident."""
    (gevonden,) = standen([inwoner.id])
    return gevonden


def standen(inwoner_ids: Collection[UUID] | None = None) -> list[Bewaarstand]:
    """Return what holds these residents, or all of the gemeente who are somebody still; one for each person."""
    van: dict[UUID, Bewaarstand] = {}
    for mens, records in bij_elkaar(inwoner_ids).items():
        # One and the same for all records of a person: what holds one of them holds all.
        van |= dict.fromkeys(records, Bewaarstand(mens, records))
    ids = None if inwoner_ids is None else list(van)
    gekozen = keuzes()
    _trajecten(van, ids, gekozen)
    _verwijzingen(van, ids, gekozen)
    _noodtoegangen(van, ids)
    mensen = list({stand.inwoner_id: stand for stand in van.values()}.values())
    _zonder_meer([stand for stand in mensen if not (stand.gronden or stand.loopt)], van, ids, gekozen)
    _houders(van)
    return mensen


def _dag(moment: datetime) -> date:
    return moment.astimezone(AMSTERDAM).date()


def _van(vraag: Any, kolom: Any, ids: list[UUID] | None) -> Iterable[Any]:
    return db.session.execute(vraag if ids is None else vraag.where(kolom.in_(ids)))


def _trajecten(van: Mapping[UUID, Bewaarstand], ids: list[UUID] | None, gekozen: Keuzes) -> None:
    kolommen = (Traject.id, Traject.inwoner_id, Traject.keten_code, Traject.kenmerk, Traject.afgesloten_op)
    wettelijk: list[Any] = []
    for rij in _van(select(*kolommen), Traject.inwoner_id, ids):
        if (stand := van.get(rij.inwoner_id)) is None:
            continue
        if rij.afgesloten_op is None:
            stand.loopt.append(LOOPT)
        elif gekozen.van_keten(rij.keten_code).soort.aangewezen:
            wettelijk.append(rij)
        else:
            geldend = gekozen.van_keten(rij.keten_code)
            stand.gronden.append(Grond(geldend, _dag(rij.afgesloten_op), rij.keten_code, rij.kenmerk))
    if not wettelijk:
        return
    # A law counts from the last contact: the newest thing that happened.
    per = select(Gebeurtenis.traject_id, func.max(Gebeurtenis.op)).group_by(Gebeurtenis.traject_id)
    laatste: dict[UUID, datetime] = dict(list(_van(per, Gebeurtenis.inwoner_id, ids)))
    for rij in wettelijk:
        dag = _dag(max(laatste.get(rij.id, rij.afgesloten_op), rij.afgesloten_op))
        van[rij.inwoner_id].gronden.append(Grond(gekozen.van_keten(rij.keten_code), dag, rij.keten_code, rij.kenmerk))


def _verwijzingen(van: Mapping[UUID, Bewaarstand], ids: list[UUID] | None, gekozen: Keuzes) -> None:
    kolommen = (Verwijzing.inwoner_id, Verwijzing.keten_code, Verwijzing.kenmerk, Verwijzing.traject_id)
    momenten = (Verwijzing.aangenomen_op, Verwijzing.geweigerd_op, Verwijzing.ingetrokken_op)
    for rij in _van(select(*kolommen, *momenten), Verwijzing.inwoner_id, ids):
        if (stand := van.get(rij.inwoner_id)) is None:
            continue
        einde = rij.geweigerd_op or rij.ingetrokken_op
        if einde is None and rij.aangenomen_op is None:
            stand.loopt.append(WACHT)
        elif einde is not None:
            geldend = gekozen.geldend(VERWIJZING, rij.keten_code)
            stand.gronden.append(Grond(geldend, _dag(einde), rij.keten_code, rij.kenmerk))
        elif rij.traject_id is None:
            geldend = gekozen.van_keten(rij.keten_code)
            stand.gronden.append(Grond(geldend, _dag(rij.aangenomen_op), rij.keten_code, rij.kenmerk))


def _noodtoegangen(van: Mapping[UUID, Bewaarstand], ids: list[UUID] | None) -> None:
    vraag = select(Noodtoegang.inwoner_id).where(Noodtoegang.oordeel.is_(None))
    for rij in _van(vraag, Noodtoegang.inwoner_id, ids):
        if rij.inwoner_id in van:
            van[rij.inwoner_id].loopt.append(NOOD)


def _zonder_meer(
    mensen: Iterable[Bewaarstand], van: Mapping[UUID, Bewaarstand], ids: list[UUID] | None, gekozen: Keuzes
) -> None:
    """Of whom nothing began: from the last test, or from when they were written down."""
    laatst: dict[UUID, list[datetime]] = defaultdict(list)
    for rij in _van(select(Inwoner.id, Inwoner.gemaakt_op), Inwoner.id, ids):
        if rij.id in van:
            laatst[van[rij.id].inwoner_id].append(rij.gemaakt_op)
    testen = select(Afname.inwoner_id, Afname.op, Afname.opnieuw_op).where(Afname.inwoner_id.is_not(None))
    for rij in _van(testen, Afname.inwoner_id, ids):
        if rij.inwoner_id in van:
            laatst[van[rij.inwoner_id].inwoner_id] += [rij.op, rij.opnieuw_op or rij.op]
    geldend = gekozen.geldend(TEST)
    for stand in mensen:
        stand.gronden.append(Grond(geldend, _dag(max(laatst[stand.inwoner_id])), "", ""))


def _houders(van: Mapping[UUID, Bewaarstand]) -> None:
    staat = select(Vasthouding.inwoner_id).where(Vasthouding.opgeheven_op.is_(None))
    for inwoner_id in db.session.scalars(staat):
        if inwoner_id in van:
            van[inwoner_id].loopt.append(VASTGEHOUDEN)
    ids = list(van)
    nog = (Samenvoeging.ongedaan_op.is_(None), Samenvoeging.op >= nu() - TERMIJN)
    for paar in db.session.execute(select(Samenvoeging.blijft_id, Samenvoeging.gaat_id).where(*nog)):
        for inwoner_id in {*paar} & van.keys():
            van[inwoner_id].loopt.append(SAMENGEVOEGD)
    for houder in HOUDERS:
        for begin in range(0, len(ids), PORTIE):
            for inwoner_id, zin in houder(ids[begin : begin + PORTIE]).items():
                van[inwoner_id].loopt.append(zin)
