"""The worklist as it is read: two queries over the open tasks, whatever the filter and the amount of data."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from flask import current_app, url_for
from sqlalchemy import ColumnElement, func, or_, select

from ketens.catalogus import catalogus
from ketens.catalogus.ketendelen import Stap
from ketens.catalogus.lezen import Code
from ketens.gebruikers.models import Account
from ketens.gebruikers.wie import Wie
from ketens.inwoners.models import Inwoner
from ketens.kern.db import db
from ketens.kern.klok import leeftijd_op, vandaag
from ketens.kern.versleuteling import onthoud, open_cel
from ketens.trajecten.taken import WOORDEN, ZONDER_TERMIJN, Taak

PER_BLADZIJDE = 25
MIJ_EN_NIEMAND, MIJ, NIEMAND, IEDEREEN = "mij_en_niemand", "mij", "niemand", "iedereen"
VAN_WIE = [
    (MIJ_EN_NIEMAND, "Van mij en van niemand"),
    (MIJ, "Van mij"),
    (NIEMAND, "Van niemand"),
    (IEDEREEN, "Van iedereen"),
]
TERMIJNEN = {"te_laat": "Te laat", "vandaag": "Vandaag", "week": "Deze week"}
NUL = UUID(int=0)
CELLEN = ("voornaam", "tussenvoegsel", "achternaam", "geboortedatum")


@dataclass(frozen=True, slots=True)
class Filter:
    """What the address asks for; what it does not understand counts as not asked."""

    keten: str = ""
    soort: str = ""
    wie: str = MIJ_EN_NIEMAND
    termijn: str = ""
    pagina: int = 1

    @classmethod
    def uit(cls, adres: Mapping[str, str], wie: Wie) -> "Filter":
        """Read the query of the address."""
        keten, soort, termijn = (adres.get(naam, "") for naam in ("keten", "soort", "termijn"))
        gekozen, pagina = adres.get("wie") or MIJ_EN_NIEMAND, adres.get("pagina", "1")
        return cls(
            keten=keten if keten in wie.ketens else "",
            soort=soort if any(soort == code for code, _ in soorten(wie)) else "",
            wie=gekozen if gekozen in (MIJ, NIEMAND, IEDEREEN) or _uuid(gekozen) else MIJ_EN_NIEMAND,
            termijn=termijn if termijn in TERMIJNEN else "",
            pagina=int(pagina) if pagina.isascii() and pagina.isdigit() and int(pagina[:6]) > 0 else 1,
        )

    def adres(self, **anders: Any) -> dict[str, Any]:
        """Return the query of the address, without what is as usual."""
        nieuw = replace(self, **anders)
        return {
            naam: str(waarde)
            for naam in self.__dataclass_fields__
            if (waarde := getattr(nieuw, naam)) != getattr(Filter(), naam)
        }

    @property
    def is_gewoon(self) -> bool:
        """Whether it leaves nothing out that the page shows by itself."""
        return not self.adres(pagina=1)


@dataclass(frozen=True, slots=True)
class Regel:
    """One row of the worklist, as the screen shows it."""

    id: UUID
    kenmerk: str
    naam: str
    leeftijd: int | None
    wat: str
    keten: str
    wie: str
    termijn: date | None
    url: str | None


@dataclass(frozen=True, slots=True)
class Werklijst:
    """A page of rows, with the figures above it. `pagina` is as `ui.bladeren` asks for it."""

    regels: list[Regel]
    te_laat: int
    vandaag: int
    week: int
    niemand: int
    totaal: int
    filter: Filter

    @property
    def aantal(self) -> int:
        """How many pages there are."""
        return max(1, -(-self.totaal // PER_BLADZIJDE))

    @property
    def pagina(self) -> dict[str, Any]:
        """What `ui.bladeren` shows."""
        nummer = self.filter.pagina
        return {
            "nummer": nummer,
            "aantal": self.aantal,
            "van": (nummer - 1) * PER_BLADZIJDE + 1,
            "tot": (nummer - 1) * PER_BLADZIJDE + len(self.regels),
            "totaal": self.totaal,
            "vorige_url": self._url(nummer - 1) if nummer > 1 else None,
            "volgende_url": self._url(nummer + 1) if nummer < self.aantal else None,
        }

    def _url(self, nummer: int) -> str:
        return url_for("trajecten.werkvoorraad", **self.filter.adres(pagina=nummer))


def lees(filter_: Filter, wie: Wie, mij: set[UUID]) -> Werklijst:
    """Return the page that the filter asks for; `mij` are the accounts whose work is mine today (waarneming)."""
    dag = vandaag()
    zondag = dag + timedelta(days=6 - dag.weekday())
    eigen = or_(Taak.account_id.in_(mij), Taak.account_id.is_(None))
    wanneer = {
        "te_laat": Taak.termijn_op < dag,
        "vandaag": Taak.termijn_op == dag,
        "week": Taak.termijn_op.between(dag, zondag),
    }
    voorwaarden = _voorwaarden(filter_, mij, wanneer)
    open_voor_mij = (Taak.zichtbaar_voor(wie), Taak.afgehandeld_op.is_(None))
    tel = select(
        *(func.count().filter(eigen, wanneer[naam]).label(naam) for naam in TERMIJNEN),
        func.count().filter(Taak.account_id.is_(None)).label("niemand"),
        func.count().filter(*voorwaarden).label("totaal"),
    ).where(*open_voor_mij)
    aantallen = db.session.execute(tel).one()
    bladzijden = max(1, -(-aantallen.totaal // PER_BLADZIJDE))
    filter_ = replace(filter_, pagina=min(filter_.pagina, bladzijden))
    rijen = (
        select(
            Taak.id,
            Taak.kenmerk,
            Taak.soort,
            Taak.keten_code,
            Taak.termijn_op,
            Taak.endpoint,
            Taak.object_id,
            Taak.inwoner_id,
            *(getattr(Inwoner, f"{naam}_cel") for naam in CELLEN),
            Account.naam.label("wie"),
        )
        .outerjoin(Inwoner, Inwoner.id == Taak.inwoner_id)
        .outerjoin(Account, Account.id == Taak.account_id)
        .where(*open_voor_mij, *voorwaarden)
        .order_by(Taak.termijn_op, Taak.id)
        .limit(PER_BLADZIJDE)
        .offset((filter_.pagina - 1) * PER_BLADZIJDE)
    )
    adressen: dict[str, str | None] = {}
    regels = [_regel(rij, dag, adressen) for rij in db.session.execute(rijen)]
    return Werklijst(
        regels=regels,
        te_laat=aantallen.te_laat,
        vandaag=aantallen.vandaag,
        week=aantallen.week,
        niemand=aantallen.niemand,
        totaal=aantallen.totaal,
        filter=filter_,
    )


def soorten(wie: Wie) -> list[tuple[str, str]]:
    """Return the kinds of work of my ketens, as the choices of a select: the steps in order, then the rest."""
    stappen = {stap.code: stap.naam for code in wie.ketens for stap in _keten_stappen(code)}
    return [*stappen.items(), *WOORDEN.items()]


def ketennamen(wie: Wie) -> list[tuple[str, str]]:
    """Return the names of my ketens, as the choices of a select."""
    namen = {keten.code: keten.naam for keten in catalogus().ketens}
    return [(code, namen.get(Code(code), code)) for code in wie.ketens]


@cache
def wat_te_doen(keten_code: str, soort: str) -> str:
    """Return the words of a task: those of the step, or of the kind of work."""
    return next((stap.naam for stap in _keten_stappen(keten_code) if stap.code == soort), WOORDEN.get(soort, soort))


@cache
def _keten_stappen(keten_code: str) -> tuple[Stap, ...]:
    return next((keten.stappen for keten in catalogus().ketens if keten.code == keten_code), ())


def _uuid(tekst: str) -> UUID | None:
    try:
        return UUID(tekst)
    except ValueError:
        return None


def _voorwaarden(
    filter_: Filter, mij: set[UUID], wanneer: Mapping[str, ColumnElement[bool]]
) -> list[ColumnElement[bool]]:
    van_wie: dict[str, ColumnElement[bool] | None] = {
        MIJ_EN_NIEMAND: or_(Taak.account_id.in_(mij), Taak.account_id.is_(None)),
        MIJ: Taak.account_id.in_(mij),
        NIEMAND: Taak.account_id.is_(None),
        IEDEREEN: None,
    }
    eisen = [
        van_wie[filter_.wie] if filter_.wie in van_wie else Taak.account_id == _uuid(filter_.wie),
        Taak.keten_code == filter_.keten if filter_.keten else None,
        Taak.soort == filter_.soort if filter_.soort else None,
        wanneer.get(filter_.termijn),
    ]
    return [eis for eis in eisen if eis is not None]


def _regel(rij: Any, dag: date, adressen: dict[str, str | None]) -> Regel:
    onthoud(rij.inwoner_id)
    *namen, geboren = (
        open_cel(cel, "inwoner", naam, rij.inwoner_id) if (cel := getattr(rij, f"{naam}_cel")) else ""
        for naam in CELLEN
    )
    if rij.endpoint not in adressen:
        adressen[rij.endpoint] = _adres(rij.endpoint)
    basis = adressen[rij.endpoint]
    return Regel(
        id=rij.id,
        kenmerk=rij.kenmerk or "",
        naam=" ".join(deel for deel in namen if deel),
        leeftijd=leeftijd_op(date.fromisoformat(geboren), dag) if geboren else None,
        wat=wat_te_doen(rij.keten_code, rij.soort),
        keten=rij.keten_code,
        wie=rij.wie or "",
        termijn=None if rij.termijn_op == ZONDER_TERMIJN else rij.termijn_op,
        url=basis.replace(str(NUL), str(rij.object_id)) if basis else None,
    )


def _adres(endpoint: str) -> str | None:
    """Return the address of a page with one UUID in it, and NUL in its place; None when that page is not here."""
    for regel in current_app.url_map.iter_rules(endpoint) if endpoint in current_app.view_functions else ():
        namen = regel.arguments - {"gemeente"}
        if len(namen) == 1:
            plek: dict[str, Any] = dict.fromkeys(namen, NUL)
            return url_for(endpoint, **plek)
    return None
