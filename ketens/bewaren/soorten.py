"""The kinds that are rows and no residents: which are past a day, and what becomes of those, a portion at a time."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, func, or_, select, update

from ketens.berichten.models import Bericht, Stapel
from ketens.bewaren import kaart
from ketens.budgetten.models import Grootboekinvoer, Kost, Toekenning, Verplichting
from ketens.instrumenten.models import Afname
from ketens.invoer.models import Invoer, Invoerregel
from ketens.inwoners.models import Noodtoegang
from ketens.kern.db import db
from ketens.kern.klok import moment
from ketens.post.models import Mail
from ketens.uitvoer.models import Uitvoer

LOGBOEK, GELD, VERZOEK = "logboek", "geld", "verzoek"
PORTIE = 500
Voorwaarde = Callable[[date], ColumnElement[bool]]


@dataclass(frozen=True, slots=True)
class Rijen:
    """Rows of one table before a day: emptied (`leeg`: column -> value) or, without that, deleted."""

    klasse: Any
    voor: Voorwaarde
    leeg: Mapping[str, Any] = field(default_factory=dict)

    def aantal(self, grens: date) -> int:
        """Return how many there are."""
        return db.session.scalar(select(func.count(self.klasse.id)).where(self._welke(grens))) or 0

    def ruim_op(self, grens: date) -> int:
        """Do a portion; return how many."""
        ids = list(db.session.scalars(select(self.klasse.id).where(self._welke(grens)).limit(PORTIE)))
        rij = self.klasse.id.in_(ids)
        daad: Any = (
            update(self.klasse).where(rij).values(dict(self.leeg)) if self.leeg else delete(self.klasse).where(rij)
        )
        if ids:
            db.session.execute(daad.execution_options(synchronize_session=False))
        return len(ids)

    def _welke(self, grens: date) -> ColumnElement[bool]:
        """Return the condition; what was emptied before is not among them."""
        nog = [getattr(self.klasse, naam).is_distinct_from(waarde) for naam, waarde in self.leeg.items()]
        return self.voor(grens) & or_(*nog) if nog else self.voor(grens)


def _moment(*kolommen: Any) -> Voorwaarde:
    """Return the condition that the first of these moments that is known lies before the day."""
    wanneer = func.coalesce(*kolommen) if len(kolommen) > 1 else kolommen[0]
    return lambda grens: wanneer.is_not(None) & (wanneer < _begin(grens))


def _begin(grens: date) -> datetime:
    return moment(grens, 0)


def _zonder_naam(grens: date) -> ColumnElement[bool]:
    return Afname.inwoner_id.is_(None) & (Afname.op < _begin(grens))


def _invoer(grens: date) -> Any:
    einde = func.coalesce(Invoer.teruggedraaid_op, Invoer.klaar_op, Invoer.begonnen_op, Invoer.gelezen_op)
    return einde < _begin(grens)


def _begonnen(grens: date) -> Any:
    return _invoer(grens) & Invoer.begonnen_op.is_not(None)


def _nooit_begonnen(grens: date) -> Any:
    return _invoer(grens) & Invoer.begonnen_op.is_(None)


def _regels(van: Voorwaarde) -> Voorwaarde:
    return lambda grens: Invoerregel.invoer_id.in_(select(Invoer.id).where(van(grens)))


def _jaar(kolom: Any) -> Voorwaarde:
    """Return the condition that a year ended before the day."""
    return lambda grens: kolom < grens.year


def _voor_jaar(kolom: Any) -> Voorwaarde:
    return lambda grens: kolom < date(grens.year, 1, 1)


def _cellen(klasse: Any) -> dict[str, None]:
    """Return every sealed cell of a model, emptied."""
    return dict.fromkeys(f"{naam}_cel" for naam in kaart.verzegeld(klasse))


# What an export is: gone from disk, failed, or never fetched.
_UITVOER = _moment(Uitvoer.verwijderd_op, Uitvoer.mislukt_op)
SOORTEN: Mapping[str, tuple[Rijen, ...]] = {
    "test_zonder_naam": (Rijen(Afname, _zonder_naam, {"antwoorden_cel": None}),),
    "brief": (Rijen(Bericht, _moment(Bericht.bereikt_op, Bericht.gestaakt_op), {"inhoud_cel": None}),),
    "stapel": (Rijen(Stapel, _moment(Stapel.klaar_op), {"pdf_cel": None}),),
    "mail": (
        Rijen(
            Mail,
            _moment(Mail.verzonden_op, Mail.mislukt_op, Mail.geannuleerd_op),
            {**_cellen(Mail), "onderwerp": "", "inhoud": "", "fout": None},
        ),
    ),
    "uitvoer": (Rijen(Uitvoer, _UITVOER),),
    # The rows before the file that they hang on.
    "invoer": (
        Rijen(Invoerregel, _regels(_begonnen), {"cellen_cel": None}),
        Rijen(Invoerregel, _regels(_nooit_begonnen)),
        Rijen(Invoer, _begonnen, {"bestandsnaam_cel": None}),
        Rijen(Invoer, _nooit_begonnen),
    ),
    "noodtoegang": (Rijen(Noodtoegang, _moment(Noodtoegang.beoordeeld_op)),),
    GELD: (
        Rijen(Kost, _voor_jaar(Kost.datum), {"leverancier": "", "factuurnummer": "", "omschrijving": ""}),
        Rijen(Verplichting, _jaar(Verplichting.jaar), {"leverancier": "", "kenmerk": "", "omschrijving": ""}),
        Rijen(Toekenning, _jaar(Toekenning.jaar), {"kenmerk": "", "omschrijving": ""}),
        Rijen(
            Grootboekinvoer,
            lambda grens: Grootboekinvoer.gelezen_op < moment(date(grens.year, 1, 1), 0),
            {"regels_cel": None, "bestandsnaam": ""},
        ),
    ),
}


def rijen_van(code: str) -> tuple[Rijen, ...]:
    """Return the rows of a kind; those of a feature above this one are found by their table."""
    return tuple(_verzoeken()) if code == VERZOEK else SOORTEN[code]


def codes() -> list[str]:
    """Return every kind that is rows."""
    return [*SOORTEN, VERZOEK]


def _verzoeken() -> Iterator[Rijen]:
    if (verzoek := kaart.zoek_klasse("verzoek")) is None:
        return
    klaar = _moment(verzoek.afgesloten_op)
    gebeurtenis = kaart.klasse_van("verzoekgebeurtenis")

    def van_verzoek(grens: date) -> ColumnElement[bool]:
        return gebeurtenis.verzoek_id.in_(select(verzoek.id).where(klaar(grens)))

    yield Rijen(gebeurtenis, van_verzoek, _cellen(gebeurtenis))
    yield Rijen(verzoek, klaar, _cellen(verzoek))


def aantal(code: str, grens: date) -> int:
    """Return how many rows of a kind are past a day."""
    return sum(rijen.aantal(grens) for rijen in rijen_van(code))


def ruim_op(code: str, grens: date) -> int:
    """Do a portion of a kind; return how many rows, 0 when all is done."""
    for rijen in rijen_van(code):
        if gedaan := rijen.ruim_op(grens):
            return gedaan
    return 0
