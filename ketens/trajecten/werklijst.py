"""The worklist as it is read: two queries over the open tasks, whatever the filter and the amount of data."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from types import SimpleNamespace
from typing import Any, NamedTuple
from uuid import UUID

from flask import current_app, url_for
from sqlalchemy import Date, Uuid, bindparam, func, or_, select, true

from ketens.catalogus import catalogus
from ketens.catalogus.ketendelen import Stap
from ketens.catalogus.lezen import Code
from ketens.gebruikers.models import Account
from ketens.gebruikers.wie import Wie
from ketens.inwoners.models import Inwoner
from ketens.kern.db import db
from ketens.kern.klok import leeftijd_op, vandaag
from ketens.kern.versleuteling import onthoud, open_cel
from ketens.rechten import Rol
from ketens.trajecten.taken import WOORDEN, ZONDER_TERMIJN, Taak

PER_BLADZIJDE = 25
MIJ_EN_NIEMAND, MIJ, NIEMAND, IEDEREEN = "mij_en_niemand", "mij", "niemand", "iedereen"
VAN_WIE = {
    MIJ_EN_NIEMAND: "Van mij en van niemand",
    MIJ: "Van mij",
    NIEMAND: "Van niemand",
    IEDEREEN: "Van iedereen",
}
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
            wie=gekozen if gekozen in VAN_WIE or _uuid(gekozen) else MIJ_EN_NIEMAND,
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
    eisen = {
        "rol": wie.rol,
        "van_wie": filter_.wie if filter_.wie in VAN_WIE else "iemand",
        "keten": bool(filter_.keten),
        "soort": bool(filter_.soort),
        "termijn": filter_.termijn,
    }
    waarden = {
        "mij": list(mij),
        "iemand": _uuid(filter_.wie),
        "ketens": wie.ketens,
        "organisatie": wie.organisatie_id,
        "keten": filter_.keten,
        "soort": filter_.soort,
        "dag": dag,
        "zondag": dag + timedelta(days=6 - dag.weekday()),
    }
    tel, rijen = _vragen(**eisen)
    te_laat, nu, week, niemand, totaal = db.session.execute(tel, waarden).one()
    pagina = min(filter_.pagina, max(1, -(-totaal // PER_BLADZIJDE)))
    waarden |= {"vanaf": (pagina - 1) * PER_BLADZIJDE}
    adressen: dict[str, str | None] = {}
    regels = [_regel(tuple(rij), dag, adressen) for rij in db.session.execute(rijen, waarden)]
    return Werklijst(regels, te_laat, nu, week, niemand, totaal, replace(filter_, pagina=pagina))


@cache
def _vragen(*, rol: Rol, van_wie: str, keten: bool, soort: bool, termijn: str) -> tuple[Any, Any]:
    """Return the count and the page, with the values of the moment left open: building them costs more than asking."""
    eigenaar = SimpleNamespace(
        rol=rol, ketens=bindparam("ketens", expanding=True), organisatie_id=bindparam("organisatie", type_=Uuid())
    )
    zichtbaar = (Taak.zichtbaar_voor(eigenaar), Taak.afgehandeld_op.is_(None))
    dag = bindparam("dag", type_=Date())
    wanneer = {
        "te_laat": Taak.termijn_op < dag,
        "vandaag": Taak.termijn_op == dag,
        "week": Taak.termijn_op.between(dag, bindparam("zondag", type_=Date())),
    }
    van_mij = Taak.account_id.in_(bindparam("mij", expanding=True, type_=Uuid()))
    van_niemand = Taak.account_id.is_(None)
    eisen = [
        {
            MIJ_EN_NIEMAND: or_(van_mij, van_niemand),
            MIJ: van_mij,
            NIEMAND: van_niemand,
            IEDEREEN: true(),
            "iemand": Taak.account_id == bindparam("iemand", type_=Uuid()),
        }[van_wie],
        Taak.keten_code == bindparam("keten") if keten else true(),
        Taak.soort == bindparam("soort") if soort else true(),
        wanneer.get(termijn, true()),
    ]
    tel = select(
        *(func.count().filter(or_(van_mij, van_niemand), wanneer[naam]) for naam in TERMIJNEN),
        func.count().filter(van_niemand),
        func.count().filter(*eisen),
    ).where(*zichtbaar)
    rijen = (
        select(
            *(Taak.id, Taak.kenmerk, Taak.soort, Taak.keten_code, Taak.termijn_op, Taak.endpoint, Taak.object_id),
            Account.naam,
            Taak.inwoner_id,
            *(getattr(Inwoner, f"{naam}_cel") for naam in CELLEN),
        )
        .outerjoin(Inwoner, Inwoner.id == Taak.inwoner_id)
        .outerjoin(Account, Account.id == Taak.account_id)
        .where(*zichtbaar, *eisen)
        .order_by(Taak.termijn_op, Taak.id)
        .limit(PER_BLADZIJDE)
        .offset(bindparam("vanaf"))
    )
    return tel, rijen


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


def _regel(rij: tuple[Any, ...], dag: date, adressen: dict[str, str | None]) -> Regel:
    id_, kenmerk, soort, keten, termijn, endpoint, object_id, wie, inwoner_id, *cellen = rij
    onthoud(inwoner_id)
    *namen, geboren = (
        open_cel(cel, "inwoner", naam, inwoner_id) if cel else "" for naam, cel in zip(CELLEN, cellen, strict=True)
    )
    if endpoint not in adressen:
        adressen[endpoint] = _adres(endpoint)
    basis = adressen[endpoint]
    return Regel(
        id_,
        kenmerk or "",
        " ".join(deel for deel in namen if deel),
        leeftijd_op(date.fromisoformat(geboren), dag) if geboren else None,
        wat_te_doen(keten, soort),
        keten,
        wie or "",
        None if termijn == ZONDER_TERMIJN else termijn,
        basis.replace(str(NUL), str(object_id)) if basis else None,
    )


def _adres(endpoint: str) -> str | None:
    """Return the address of a page with one UUID in it, and NUL in its place; None when that page is not here."""
    for regel in current_app.url_map.iter_rules(endpoint) if endpoint in current_app.view_functions else ():
        namen = regel.arguments - {"gemeente"}
        if len(namen) == 1:
            plek: dict[str, Any] = dict.fromkeys(namen, NUL)
            return url_for(endpoint, **plek)
    return None
