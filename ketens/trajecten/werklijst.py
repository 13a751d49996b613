"""The worklist as it is read: two queries over the open tasks, whatever the filter and the amount of data."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from types import SimpleNamespace
from typing import Any, NamedTuple
from uuid import UUID

from flask import current_app, url_for
from sqlalchemy import ColumnElement, Date, Uuid, bindparam, func, or_, select, true
from sqlalchemy.orm import joinedload

from ketens.gebruikers.models import Account
from ketens.gebruikers.wie import Wie
from ketens.inwoners.levensloop import levenden
from ketens.inwoners.models import BEPERKT, Inwoner
from ketens.kern.bladeren import bladeren, bladzijden
from ketens.kern.db import db
from ketens.kern.klok import leeftijd_op, vandaag
from ketens.kern.versleuteling import is_dicht, onthoud, open_cel
from ketens.rechten import Recht, Rol
from ketens.trajecten.models import Traject
from ketens.trajecten.pauzes import Pauze
from ketens.trajecten.taken import ALLE_KETENS, ZONDER_TERMIJN, Taak
from ketens.trajecten.werkfilter import (
    IEDEREEN,
    MIJ,
    MIJ_EN_NIEMAND,
    NIEMAND,
    TERMIJNEN,
    VAN_WIE,
    Filter,
    als_uuid,
    wat_te_doen,
)

PER_BLADZIJDE = 25
IEMAND = "iemand"
NUL = UUID(int=0)
CELLEN = ("voornaam", "tussenvoegsel", "achternaam", "geboortedatum")


class Regel(NamedTuple):
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
    overleden: bool
    stil_tot: date | None


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
    def pagina(self) -> dict[str, Any]:
        """What `ui.bladeren` shows."""
        return bladeren(self.filter.pagina, len(self.regels), self.totaal, per=PER_BLADZIJDE, url=self._url)

    def _url(self, nummer: int) -> str:
        return url_for("trajecten.werkvoorraad", **self.filter.adres(pagina=nummer))


def lees(filter_: Filter, wie: Wie, mij: set[UUID]) -> Werklijst:
    """Return the page that the filter asks for; `mij` are the accounts whose work is mine today (waarneming)."""
    dag = vandaag()
    eisen = {
        "rol": wie.rol,
        "van_wie": filter_.wie if filter_.wie in VAN_WIE else IEMAND,
        "keten": bool(filter_.keten),
        "soort": bool(filter_.soort),
        "termijn": filter_.termijn,
    }
    waarden: dict[str, Any] = {
        "mij": list(mij),
        "iemand": als_uuid(filter_.wie),
        "ketens": (*wie.ketens, ALLE_KETENS) if wie.mag(Recht.VERZOEKEN) else wie.ketens,
        "organisatie": wie.organisatie_id,
        "keten": filter_.keten,
        "soort": filter_.soort,
        "dag": dag,
        "zondag": dag + timedelta(days=6 - dag.weekday()),
    }
    tel, rijen = _vragen(**eisen)
    te_laat, nu, week, niemand, totaal = db.session.execute(tel, waarden).one()
    pagina = min(filter_.pagina, bladzijden(totaal, PER_BLADZIJDE))
    waarden |= {"vanaf": (pagina - 1) * PER_BLADZIJDE}
    adressen: dict[str, str | None] = {}
    regels = [_regel(tuple(rij), dag, adressen) for rij in db.session.execute(rijen, waarden)]
    return Werklijst(regels, te_laat, nu, week, niemand, totaal, replace(filter_, pagina=pagina))


# The values of the moment stay open in the questions: building those costs more than asking them.
_DAG, _ZONDAG = bindparam("dag", type_=Date()), bindparam("zondag", type_=Date())
_VAN_MIJ = Taak.account_id.in_(bindparam("mij", expanding=True, type_=Uuid()))
_VAN_NIEMAND = Taak.account_id.is_(None)
_WIE: dict[str, ColumnElement[bool]] = {
    MIJ_EN_NIEMAND: or_(_VAN_MIJ, _VAN_NIEMAND),
    MIJ: _VAN_MIJ,
    NIEMAND: _VAN_NIEMAND,
    IEDEREEN: true(),
    IEMAND: Taak.account_id == bindparam("iemand", type_=Uuid()),
}
_WANNEER: dict[str, ColumnElement[bool]] = {
    "te_laat": Taak.termijn_op < _DAG,
    "vandaag": Taak.termijn_op == _DAG,
    "week": Taak.termijn_op.between(_DAG, _ZONDAG),
}


_OVERLEDEN = ~levenden(Taak.inwoner_id)
_STIL_TOT = (
    select(Pauze.tot)
    .where(Pauze.traject_id == Taak.traject_id, Pauze.beeindigd_op.is_(None), Pauze.tot > _DAG)
    .scalar_subquery()
)


@cache
def _vragen(*, rol: Rol, van_wie: str, keten: bool, soort: bool, termijn: str) -> tuple[Any, Any]:
    """Return the count and the page of this kind of filter."""
    eigenaar = SimpleNamespace(
        rol=rol, ketens=bindparam("ketens", expanding=True), organisatie_id=bindparam("organisatie", type_=Uuid())
    )
    zichtbaar = (Taak.zichtbaar_voor(eigenaar), Taak.afgehandeld_op.is_(None))
    eisen = (
        _WIE[van_wie],
        Taak.keten_code == bindparam("keten") if keten else true(),
        Taak.soort == bindparam("soort") if soort else true(),
        _WANNEER.get(termijn, true()),
    )
    tel = select(
        *(func.count().filter(_WIE[MIJ_EN_NIEMAND], _WANNEER[naam]) for naam in TERMIJNEN),
        func.count().filter(_VAN_NIEMAND),
        func.count().filter(*eisen),
    )
    return tel.where(*zichtbaar), _bladzijde().where(*zichtbaar, *eisen)


def _bladzijde() -> Any:
    return (
        select(
            *(Taak.id, Taak.kenmerk, Taak.soort, Taak.keten_code, Taak.termijn_op, Taak.endpoint, Taak.object_id),
            Account.naam,
            *(_OVERLEDEN, _STIL_TOT),
            Taak.inwoner_id,
            *(getattr(Inwoner, f"{naam}_cel") for naam in CELLEN),
        )
        .outerjoin(Inwoner, Inwoner.id == Taak.inwoner_id)
        .outerjoin(Account, Account.id == Taak.account_id)
        .order_by(Taak.termijn_op, Taak.id)
        .limit(PER_BLADZIJDE)
        .offset(bindparam("vanaf"))
    )


def _regel(rij: tuple[Any, ...], dag: date, adressen: dict[str, str | None]) -> Regel:
    id_, kenmerk, soort, keten, termijn, endpoint, object_id, wie, overleden, stil_tot, inwoner_id, *cellen = rij
    onthoud(inwoner_id)
    dicht = is_dicht(inwoner_id)
    *namen, geboren = (
        open_cel(cel, "inwoner", naam, inwoner_id) if cel and not dicht else ""
        for naam, cel in zip(CELLEN, cellen, strict=True)
    )
    if endpoint not in adressen:
        adressen[endpoint] = adres_van(endpoint)
    basis = adressen[endpoint]
    return Regel(
        id_,
        kenmerk or "",
        BEPERKT if dicht else " ".join(deel for deel in namen if deel),
        leeftijd_op(date.fromisoformat(geboren), dag) if geboren else None,
        wat_te_doen(keten, soort),
        keten,
        wie or "",
        None if termijn == ZONDER_TERMIJN else termijn,
        basis.replace(str(NUL), str(object_id)) if basis else None,
        overleden,
        stil_tot,
    )


def adres_van(endpoint: str) -> str | None:
    """Return the address of a page with one UUID in it, and NUL in its place; None when that page is not here."""
    for regel in current_app.url_map.iter_rules(endpoint) if endpoint in current_app.view_functions else ():
        namen = regel.arguments - {"gemeente"}
        if len(namen) == 1:
            plek: dict[str, Any] = dict.fromkeys(namen, NUL)
            return url_for(endpoint, **plek)
    return None


def eigen_pagina(taak: Taak) -> str | None:
    """Return the address of the page where this work is done, when that is not the page of its traject."""
    if taak.endpoint == "trajecten.detail":
        return None
    basis = adres_van(taak.endpoint)
    return basis.replace(str(NUL), str(taak.object_id)) if basis else None


def open_taken(ids: list[UUID], wie: Wie) -> list[Taak]:
    """Return those of these tasks that are open and that this person may see, with their trajecten."""
    vraag = select(Taak).where(Taak.id.in_(ids), Taak.zichtbaar_voor(wie), Taak.afgehandeld_op.is_(None))
    return list(db.session.scalars(vraag.options(joinedload(Taak.traject).joinedload(Traject.inwoner))))
