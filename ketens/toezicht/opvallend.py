"""Patterns in the log that stand out. Standing out is not being wrong: each says why it is here and opens its rows.

Every pattern is a statement or two over the log and the search keys, bounded in rows; no cell of a resident is opened.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, LargeBinary, Uuid, and_, case, func, or_, select

from ketens.audit.models import Logregel, LogregelInwoner
from ketens.inwoners.zoeksleutels import Zoeksleutel
from ketens.kern.db import db
from ketens.kern.klok import is_werkdag, moment
from ketens.kern.pagina import datum, tijdstip
from ketens.toezicht.betrokkenen import kenmerken
from ketens.toezicht.logboek import Vraag, als_tekst, als_tijdvak
from ketens.toezicht.medewerkers import MEESTE_NAAMGENOTEN, Medewerker, als_tabel, medewerkers, naamgenoten

MEESTE = 50
DREMPEL = 40
BEGIN_WERKDAG, EINDE_WERKDAG = 7, 19
UUR, DAG = timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Bevinding:
    """Something that stands out: who, one sentence why, and the address (of the log of that account) of its rows."""

    account_id: UUID
    wie: str
    zin: str
    adres: dict[str, Any]
    inwoner_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Patroon:
    """A way of standing out, and what was found of it."""

    titel: str
    uitleg: str
    bevindingen: list[Bevinding]
    meer: bool = False


@dataclass(frozen=True, slots=True)
class Periode:
    """The days to look through, and where in the log they begin and end."""

    van: date
    tot: date
    eisen: tuple[ColumnElement[bool], ...]
    mensen: dict[UUID, Medewerker]

    @property
    def adres(self) -> dict[str, str]:
        """The days as they stand in an address."""
        return {"van": datum(self.van), "tot": datum(self.tot)}

    def wie(self, account_id: UUID) -> str:
        """Name and function; someone without a hat here is only an account."""
        mens = self.mensen.get(account_id)
        return mens.wie if mens else "een account van buiten deze gemeente"


def zoek(van: date, tot: date, drempel: int = DREMPEL) -> tuple[list[Patroon], dict[UUID, str]]:
    """Return the patterns of these days (both included), and a reference for each resident they are about."""
    gelukt = or_(Logregel.uitkomst < 400, Logregel.uitkomst == 422)
    eisen = (*Vraag(van, tot).eisen(), Logregel.account_id.is_not(None), gelukt)
    eerste, laatste = db.session.execute(select(func.min(Logregel.id), func.max(Logregel.id)).where(*eisen)).one()
    # The index on residents goes on with the row: with the first and last row it reads this period only.
    eisen += (LogregelInwoner.logregel_id.between(eerste or 0, laatste or 0),)
    periode = Periode(van, tot, eisen, medewerkers())
    gevonden = [
        _veel(periode, drempel),
        _eigen_naam(periode),
        _eigen_straat(periode),
        _collega(periode),
        _buiten_werktijd(periode),
    ]
    over = [b.inwoner_id for patroon in gevonden for b in patroon.bevindingen if b.inwoner_id]
    return gevonden, kenmerken(over)


def _keer(aantal: int, een: str, meer: str) -> str:
    return f"1 {een}" if aantal == 1 else f"{aantal} {meer}"


def _veel(periode: Periode, drempel: int) -> Patroon:
    """Count per clock hour: the text of the moment, up to the hour."""
    per_uur = (
        select(Logregel.account_id, LogregelInwoner.inwoner_id, func.substr(Logregel.op, 1, 13).label("uur"))
        .join(LogregelInwoner, LogregelInwoner.logregel_id == Logregel.id)
        .where(*periode.eisen)
        .subquery()
    )
    aantal = func.count(per_uur.c.inwoner_id.distinct())
    vraag = select(per_uur.c.account_id, per_uur.c.uur, aantal).group_by(per_uur.c.account_id, per_uur.c.uur)
    rijen = db.session.execute(vraag.having(aantal >= drempel).order_by(aantal.desc(), per_uur.c.uur).limit(MEESTE + 1))
    bevindingen = []
    for account_id, uur, inwoners in rijen:
        begin = datetime.fromisoformat(f"{uur}:00+00:00")
        zin = f"Zag vanaf {tijdstip(begin)} in een uur gegevens van {inwoners} inwoners. De grens is {drempel}."
        adres = {"tijdvak": als_tijdvak(begin, begin + UUR)}
        bevindingen.append(Bevinding(account_id, periode.wie(account_id), zin, adres))
    uitleg = "Per heel uur. Een lijst telt elke inwoner die erop staat."
    return _patroon("Veel inwoners in een uur", uitleg, bevindingen)


def _eigen_naam(periode: Periode) -> Patroon:
    paren = [(mens.id, hash_) for mens in periode.mensen.values() for hash_ in mens.achternaam]
    zin = "van een inwoner met dezelfde achternaam"
    uitleg = "De achternaam van de medewerker klinkt als die van de inwoner. Het kan familie zijn, of toeval."
    return _patroon("Eigen naam", uitleg, _nabij(periode, paren, zin))


def _eigen_straat(periode: Periode) -> Patroon:
    paren = [(mens.id, hash_) for mens in periode.mensen.values() for hash_ in mens.postcode]
    ingevuld = sum(bool(mens.postcode) for mens in periode.mensen.values())
    zin = "van een inwoner met dezelfde postcode als thuis"
    uitleg = (
        f"Alleen van medewerkers die hun eigen postcode hebben ingevuld: nu {_keer(ingevuld, 'account', 'accounts')}."
    )
    return _patroon("Eigen straat", uitleg, _nabij(periode, paren, zin))


def _nabij(periode: Periode, paren: list[tuple[UUID, bytes]], zin: str) -> list[Bevinding]:
    """Return who looked at a resident who has a search key in common with them: `paren` of account and hash."""
    if not paren:
        return []
    paar = als_tabel(paren, account_id=Uuid(), hash=LargeBinary())
    vraag = (
        _gezien(periode)
        .join(Zoeksleutel, Zoeksleutel.inwoner_id == LogregelInwoner.inwoner_id)
        .join(paar, (paar.c.hash == Zoeksleutel.hash) & (paar.c.account_id == Logregel.account_id))
        .where(Zoeksleutel.hash.in_(select(paar.c.hash)))
        .group_by(Logregel.account_id, LogregelInwoner.inwoner_id)
    )
    return [_bevinding(periode, rij, zin) for rij in db.session.execute(vraag)]


def _collega(periode: Periode) -> Patroon:
    """Someone of the same organisatie, by surname and first name; who finds only themselves stands under their name."""
    heet_als = naamgenoten(periode.mensen.values())
    huis = Logregel.organisatie_id
    vraag = _gezien(periode, huis).where(LogregelInwoner.inwoner_id.in_({inwoner for inwoner, _ in heet_als}))
    vraag = vraag.group_by(Logregel.account_id, LogregelInwoner.inwoner_id, huis).limit(MEESTE_NAAMGENOTEN)
    zin = "van een inwoner die heet als een collega van dezelfde organisatie"
    bevindingen = [
        _bevinding(periode, rij, zin)
        for rij in (db.session.execute(vraag) if heet_als else ())
        if heet_als.get((rij.inwoner_id, rij.organisatie_id), set()) - {rij.account_id}
    ]
    uitleg = "De inwoner heeft de voornaam en achternaam van iemand die bij dezelfde organisatie werkt."
    return _patroon("Collega's", uitleg, bevindingen)


def _gezien(periode: Periode, *meer: Any) -> Any:
    """Return account, resident, last moment, number of rows and `meer`, the last first; the caller joins and groups."""
    laatst = func.max(Logregel.op)
    return (
        select(Logregel.account_id, LogregelInwoner.inwoner_id, laatst, func.count(Logregel.id.distinct()), *meer)
        .select_from(Logregel)
        .join(LogregelInwoner, LogregelInwoner.logregel_id == Logregel.id)
        .where(*periode.eisen)
        .order_by(laatst.desc())
        .limit(MEESTE + 1)
    )


def _bevinding(periode: Periode, rij: Any, zin: str) -> Bevinding:
    account_id, inwoner_id, laatst, keer = rij[:4]
    wanneer = tijdstip(datetime.fromisoformat(laatst))
    hele_zin = f"Zag {keer} keer gegevens {zin}, voor het laatst op {wanneer}."
    adres = {**periode.adres, "inwoner": inwoner_id}
    return Bevinding(account_id, periode.wie(account_id), hele_zin, adres, inwoner_id)


def _buiten_werktijd(periode: Periode) -> Patroon:
    vakken = list(buiten_werktijd(periode.van, periode.tot))
    eisen = [and_(Logregel.op >= als_tekst(begin), Logregel.op < als_tekst(eind)) for begin, eind in vakken]
    rijen = (
        select(
            Logregel.account_id,
            LogregelInwoner.inwoner_id,
            Logregel.op,
            case(*((eis, nr) for nr, eis in enumerate(eisen))).label("vak"),
        )
        .join(LogregelInwoner, LogregelInwoner.logregel_id == Logregel.id)
        .where(*periode.eisen, or_(*eisen))
        .subquery()
    )
    eerst, laatst = func.min(rijen.c.op), func.max(rijen.c.op)
    vraag = select(rijen.c.account_id, rijen.c.vak, eerst, laatst, func.count(rijen.c.inwoner_id.distinct()))
    vraag = vraag.group_by(rijen.c.account_id, rijen.c.vak).order_by(laatst.desc()).limit(MEESTE + 1)
    bevindingen = []
    for account_id, vak, begin, eind, inwoners in db.session.execute(vraag):
        van, tot = (tijdstip(datetime.fromisoformat(op)) for op in (begin, eind))
        wanneer = f"op {van}" if van == tot else f"van {van} tot {tot}"
        zin = f"Zag gegevens van {_keer(inwoners, 'inwoner', 'inwoners')} {wanneer}."
        bevindingen.append(Bevinding(account_id, periode.wie(account_id), zin, {"tijdvak": als_tijdvak(*vakken[vak])}))
    uitleg = "Voor 7.00 uur, na 19.00 uur, in het weekend of op een feestdag. Wie avonddienst heeft, staat hier gewoon."
    return _patroon("Buiten werktijd", uitleg, bevindingen)


def buiten_werktijd(van: date, tot: date) -> Iterable[tuple[datetime, datetime]]:
    """Yield the stretches of these days outside working hours: between the end of one working day and the next."""
    begin = moment(van, 0)
    dag = van
    while dag <= tot:
        if is_werkdag(dag):
            yield begin, moment(dag, BEGIN_WERKDAG)
            begin = moment(dag, EINDE_WERKDAG)
        dag += DAG
    yield begin, moment(dag, 0).astimezone(UTC)


def _patroon(titel: str, uitleg: str, bevindingen: list[Bevinding]) -> Patroon:
    return Patroon(titel, uitleg, bevindingen[:MEESTE], meer=len(bevindingen) > MEESTE)
