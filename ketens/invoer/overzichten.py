"""What the pages of a file show."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import String, cast, func, select

from ketens.gebruikers.wie import Wie
from ketens.invoer.models import Invoer, Invoerregel
from ketens.invoer.nakijken import KOP, NIEUW, ZELFDE, lees_regel
from ketens.invoer.overnemen import BEWAAR
from ketens.invoer.regels import kop_van, onbeslist
from ketens.invoer.velden import SOORTEN, bij_code
from ketens.inwoners.models import Inwoner
from ketens.kern.csv import schrijf_csv
from ketens.kern.db import db
from ketens.kern.klok import vandaag

VOORBEELDEN, FOUTEN, VRAGEN, LAATSTE = 5, 100, 100, 20


@dataclass(frozen=True, slots=True)
class Fout:
    """What is wrong, and where someone finds it in their spreadsheet."""

    regel: int
    kolom: str
    zin: str


@dataclass(frozen=True, slots=True)
class Vraag:
    """Someone who may be known here: what the file says beside who that is."""

    regel: Invoerregel
    nieuw: str
    bekend: str


@dataclass(frozen=True, slots=True)
class Stand:
    """A file as its page shows it."""

    invoer: Invoer
    soort: str
    kop: list[str]
    # The first rows, as they will be read: field and words.
    voorbeelden: list[tuple[int, list[tuple[str, str]]]]
    fouten: list[Fout]
    aantal_fouten: int
    vragen: list[Vraag]
    onbeslist: int
    over_te_nemen: int
    terug_tot: date | None

    @property
    def bezig(self) -> bool:
        """Whether the worker is at it."""
        i = self.invoer
        return bool((i.begonnen_op and not (i.klaar_op or i.terugdraaien_op)) or self.draait_terug)

    @property
    def draait_terug(self) -> bool:
        """Whether it is being taken back."""
        return bool(self.invoer.terugdraaien_op and not self.invoer.teruggedraaid_op)

    @property
    def kan_terug(self) -> bool:
        """Whether it can still be taken back."""
        return self.invoer.terugdraaien_op is None and self.terug_tot is not None and vandaag() <= self.terug_tot


def lijst(wie: Wie) -> list[tuple[Invoer, str]]:
    """Return the last files, newest first, with what is in them."""
    vraag = select(Invoer).where(Invoer.zichtbaar_voor(wie)).order_by(Invoer.gelezen_op.desc()).limit(LAATSTE)
    return [(invoer, SOORTEN[invoer.soort]) for invoer in db.session.scalars(vraag)]


def stand(invoer: Invoer) -> Stand:
    """Return a file as its page shows it; after its rows were cleared away only the figures are left."""
    over = Invoerregel.besluit.in_((NIEUW, ZELFDE)) & Invoerregel.gedaan_op.is_(None)
    open_ = Invoerregel.lijkt_op_id.is_not(None) & Invoerregel.besluit.is_(None)
    fouten = _met_fouten(invoer, FOUTEN)
    klaar = invoer.klaar_op
    return Stand(
        invoer,
        SOORTEN[invoer.soort],
        kop_van(invoer),
        _voorbeelden(invoer) if not invoer.begonnen_op else [],
        list(_fouten(fouten)),
        _aantal(invoer, _is_fout()),
        _vragen(invoer) if not invoer.begonnen_op else [],
        _aantal(invoer, open_),
        _aantal(invoer, over),
        (klaar + BEWAAR).date() if klaar else vandaag() if invoer.begonnen_op else None,
    )


def fouten_als_csv(invoer: Invoer) -> bytes:
    """Return all mistakes: line, column, sentence. Nothing of what stood there."""
    rijen = [(fout.regel, fout.kolom, fout.zin) for fout in _fouten(_met_fouten(invoer, None))]
    return schrijf_csv(["regel", "kolom", "wat is er mis"], rijen)


def _aantal(invoer: Invoer, eis: Any) -> int:
    vraag = select(func.count(Invoerregel.id)).where(Invoerregel.invoer_id == invoer.id, eis)
    return db.session.scalar(vraag) or 0


def _is_fout() -> Any:
    return cast(Invoerregel.fouten, String) != "[]"


def _met_fouten(invoer: Invoer, hoogstens: int | None) -> Sequence[Invoerregel]:
    vraag = select(Invoerregel).where(Invoerregel.invoer_id == invoer.id, _is_fout()).order_by(Invoerregel.nr)
    return db.session.scalars(vraag.limit(hoogstens)).all()


def _fouten(regels: Sequence[Invoerregel]) -> Iterator[Fout]:
    for regel in regels:
        for kolom, zin in regel.fouten:
            yield Fout(regel.nr, kolom, zin)


def _voorbeelden(invoer: Invoer) -> list[tuple[int, list[tuple[str, str]]]]:
    vraag = select(Invoerregel).where(Invoerregel.invoer_id == invoer.id, Invoerregel.nr > KOP)
    velden = bij_code(invoer.soort)
    return [
        (regel.nr, [(velden[code].naam, (regel.cellen or [])[int(nr)]) for nr, code in invoer.kolommen.items()])
        for regel in db.session.scalars(vraag.order_by(Invoerregel.nr).limit(VOORBEELDEN))
    ]


def _vragen(invoer: Invoer) -> list[Vraag]:
    alle = onbeslist(invoer)
    # As long as something is to be decided only that, or the hundred and first would never come by.
    regels = ([regel for regel in alle if regel.besluit is None] or alle)[:VRAGEN]
    bekend = select(Inwoner).where(Inwoner.id.in_([regel.lijkt_op_id for regel in regels]))
    mensen = {inwoner.id: inwoner for inwoner in db.session.scalars(bekend)}
    uit = []
    for regel in regels:
        rij, _ = lees_regel(invoer.soort, invoer.kolommen, regel.cellen or [])
        inwoner = mensen.get(regel.lijkt_op_id) if regel.lijkt_op_id else None
        if inwoner:
            # Where only what was agreed is safe, no address stands on a page that does not say so.
            waar = not inwoner.veilig_contact
            uit.append(Vraag(regel, _in_woorden(rij, waar=waar), _wie(inwoner, waar=waar)))
    return uit


def _in_woorden(rij: dict[str, Any], *, waar: bool) -> str:
    naam = " ".join(str(rij[deel]) for deel in ("voornaam", "tussenvoegsel", "achternaam") if rij.get(deel))
    delen = (naam, f"geboren {rij['geboortedatum']:%d-%m-%Y}", rij.get("postcode") if waar else None)
    return ", ".join(deel for deel in delen if deel)


def _wie(inwoner: Inwoner, *, waar: bool) -> str:
    geboren = f"geboren {inwoner.geboortedatum:%d-%m-%Y}" if inwoner.geboortedatum else None
    return ", ".join(deel for deel in (inwoner.naam, geboren, inwoner.postcode if waar else None) if deel)
