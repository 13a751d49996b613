"""Making the files, beside the jobs: it may take a minute, and a job is one transaction that holds the write lock.

A file is taken for a while (`bezig_op` moves on as rows are written), made while only reading, laid down sealed, and
then noted as ready in the transaction that also logs whom it shows. Who is killed in between leaves it to the next.
"""

import logging
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select, update

from ketens.audit.handelingen import schrijf
from ketens.gebruikers.models import Account
from ketens.gebruikers.wie import Wie, petten_van
from ketens.kern import versleuteling
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.gemeente import huidige_gemeente, in_gemeente
from ketens.kern.klok import nu
from ketens.opdrachten.handelingen import opdracht
from ketens.opdrachten.nevenwerk import gemeenten, nevenwerk, sessie
from ketens.rechten import Recht
from ketens.stukken.formaten import FORMATEN, bestandsnaam
from ketens.stukken.stuk import Stuk
from ketens.uitvoer import bewaarplaats
from ketens.uitvoer.handelingen import BEWAAR, OPDRACHT, keur
from ketens.uitvoer.keuringen import KEURINGEN
from ketens.uitvoer.models import Uitvoer
from ketens.uitvoer.soorten import TeGroot

log = logging.getLogger(__name__)

# How long a file is ours without a sign of life.
HUUR = timedelta(minutes=10)
POGINGEN = 3
ROUTE = "uitvoer.bouw"
# The progress bar is asked every two seconds; each step is a commit.
SECONDEN_PER_STAP = 1.0


class Ingetrokken(Exception):
    """While it was made it failed, or somebody in it was let go of."""


@dataclass(frozen=True, slots=True)
class Bestelling:
    """What must be made, loose of any session."""

    id: UUID
    gemeente_id: UUID
    soort: str
    formaat: str
    gegevens: dict[str, Any]
    account_id: UUID
    lidmaatschap_id: UUID


@dataclass(frozen=True, slots=True)
class Gemaakt:
    """What was made, under which name, for which hat, and whom it shows."""

    inhoud: bytes
    naam: str
    wie: Wie
    inwoners: frozenset[UUID]


class _Bel:
    """Where something was asked for since this worker looked: to look everywhere each round is 342 questions."""

    def __init__(self) -> None:
        self.gemeenten: set[UUID] = set()
        # What another worker left behind when it was killed is found by looking everywhere, now and then.
        self.rondgang = 0.0

    def waar(self) -> list[UUID]:
        """Return where to look now."""
        if time.monotonic() >= self.rondgang:
            self.rondgang = time.monotonic() + HUUR.total_seconds()
            with sessie(lezend=True):
                self.gemeenten.update(gemeenten())
        waar, self.gemeenten = sorted(self.gemeenten), set()
        return waar


BEL = _Bel()


@opdracht(OPDRACHT)
def gebeld(_gegevens: Mapping[str, Any]) -> None:
    """Hear that something was asked for; it is made after the jobs of this round, without their transaction."""
    if gemeente_id := huidige_gemeente():
        BEL.gemeenten.add(gemeente_id)


@nevenwerk
def bouw(stop: threading.Event | None = None) -> int:
    """Make what was asked for and return how many were tried."""
    return bouw_in(BEL.waar(), stop)


def bouw_in(plaatsen: Iterable[UUID], stop: threading.Event | None = None) -> int:
    """Make what was asked for in these gemeenten, the longest waiting first."""
    gedaan = 0
    for gemeente_id in plaatsen:
        with in_gemeente(gemeente_id):
            while not (stop is not None and stop.is_set()) and (bestelling := _neem()):
                _bouw_een(bestelling)
                gedaan += 1
    return gedaan


def _is_vrij() -> Any:
    return Uitvoer.bezig() & or_(Uitvoer.bezig_op.is_(None), Uitvoer.bezig_op < nu() - HUUR)


def _neem() -> Bestelling | None:
    """Take the first that nobody is working at; what was tried too often failed."""
    with sessie(lezend=True):
        eerste = db.session.scalar(select(Uitvoer.id).where(_is_vrij()).order_by(Uitvoer.gevraagd_op).limit(1))
    if eerste is None:
        return None
    with sessie():
        vraag = select(Uitvoer).where(Uitvoer.id == eerste, _is_vrij()).with_for_update(skip_locked=True)
        rij = db.session.scalars(vraag).one_or_none()
        if rij is None:
            return None
        rij.pogingen, rij.bezig_op, rij.gedaan, rij.totaal = rij.pogingen + 1, nu(), 0, 0
        if rij.pogingen > POGINGEN:
            rij.mislukt_op, rij.mislukt_reden = nu(), "storing"
        bestelling = Bestelling(
            rij.id, rij.gemeente_id, rij.soort, rij.formaat, rij.gegevens, rij.account_id, rij.lidmaatschap_id
        )
        te_vaak = rij.mislukt_op is not None
        db.session.commit()
    return _neem() if te_vaak else bestelling


def _bouw_een(bestelling: Bestelling) -> None:
    try:
        gemaakt = _maak(bestelling)
        bewaarplaats.bewaar(bestelling.gemeente_id, bestelling.id, gemaakt.inhoud, gemaakt.inwoners, gemaakt.wie.ketens)
        _klaar(bestelling, gemaakt)
    except TeGroot:
        _mislukt(bestelling, "te_groot")
    except Domeinfout:
        _mislukt(bestelling, "mag_niet")
    except Ingetrokken:
        _mislukt(bestelling, "storing")
    except Exception as fout:  # noqa: BLE001  whatever it raises, the worker goes on with the next
        # The kind of error, not its words: those may name a person.
        log.warning("uitvoer %s mislukt: %s", bestelling.id, type(fout).__name__)
        _mislukt(bestelling, "storing")
    else:
        log.info("uitvoer %s klaar", bestelling.id)


def _maak(bestelling: Bestelling) -> Gemaakt:
    with sessie(lezend=True), _wie_getoond() as getoond:
        wie = namens(bestelling.account_id, bestelling.lidmaatschap_id)
        soort = keur(bestelling.soort, bestelling.formaat, bestelling.gegevens, door=wie)
        stuk: Stuk = soort.maak(wie, **bestelling.gegevens)
    formaat = FORMATEN[bestelling.formaat]
    if stuk.cellen > formaat.meeste:
        raise TeGroot
    inhoud = formaat.schrijf(stuk, _Stap(bestelling.id, stuk.regels))
    return Gemaakt(inhoud, bestandsnaam(stuk, bestelling.formaat), wie, frozenset(getoond))


def namens(account_id: UUID, lidmaatschap_id: UUID) -> Wie:
    """Return who asked, with the hat of then. Raises Domeinfout when they wear it no more, or were blocked."""
    account = db.session.get_one(Account, account_id)
    petten = petten_van(account.id)
    pet = next((pet for pet in petten if pet.id == lidmaatschap_id), None)
    if pet is None or account.geblokkeerd_op:
        raise Domeinfout("Wie dit vroeg, werkt niet meer met deze pet.")
    return Wie(account.id, account.naam, account.functie, UUID(int=0), "", pet, petten)


@contextmanager
def _wie_getoond() -> Iterator[set[UUID]]:
    """Collect whose sealed cells are opened, as a request does."""
    getoond: set[UUID] = set()
    merk = versleuteling.geopend.set(getoond)
    try:
        yield getoond
    finally:
        versleuteling.geopend.reset(merk)


class _Stap:
    """Notes how far a file is, at most once a second: a transaction of its own each time."""

    def __init__(self, uitvoer_id: UUID, totaal: int) -> None:
        self._id, self._laatst = uitvoer_id, 0.0
        self._noteer(totaal=totaal)

    def __call__(self, gedaan: int) -> None:
        if time.monotonic() - self._laatst >= SECONDEN_PER_STAP:
            self._noteer(gedaan=gedaan)

    def _noteer(self, **velden: int) -> None:
        self._laatst = time.monotonic()
        with sessie():
            db.session.execute(update(Uitvoer).where(Uitvoer.id == self._id).values(bezig_op=nu(), **velden))
            db.session.commit()


def _klaar(bestelling: Bestelling, gemaakt: Gemaakt) -> None:
    with sessie():
        rij = db.session.scalars(select(Uitvoer).where(Uitvoer.id == bestelling.id).with_for_update()).one()
        if rij.klaar_op is not None:
            return
        if rij.mislukt_op is not None or not all(keuring(gemaakt.inwoners) for keuring in KEURINGEN):
            raise Ingetrokken
        rij.klaar_op, rij.bewaren_tot, rij.gedaan = nu(), nu() + BEWAAR, rij.totaal
        rij.omvang, rij.bestandsnaam, rij.verwijderd_op = len(gemaakt.inhoud), gemaakt.naam[:120], None
        db.session.flush()
        if gemaakt.inwoners:
            _log(bestelling, gemaakt)
        db.session.commit()


def _log(bestelling: Bestelling, gemaakt: Gemaakt) -> None:
    """Write the row in the access log that a request would have written: theirs, with everyone it shows."""
    pet = gemaakt.wie.pet
    assert pet is not None  # noqa: S101  `namens` gave one
    velden = {
        "actie": "R", "doel": str(Recht.UITVOER_OPHALEN), "route": ROUTE, "object_id": str(bestelling.id),
        "uitkomst": 200, "account_id": bestelling.account_id, "lidmaatschap_id": pet.id,
        "organisatie_id": pet.organisatie_id, "rol": str(pet.rol), "reden": bestelling.soort,
    }  # fmt: skip
    schrijf(velden, gemaakt.inwoners)


def _mislukt(bestelling: Bestelling, reden: str) -> None:
    with sessie():
        vraag = update(Uitvoer).where(Uitvoer.id == bestelling.id, Uitvoer.bezig())
        db.session.execute(vraag.values(mislukt_op=nu(), mislukt_reden=reden))
        db.session.commit()
        mislukt = db.session.scalar(select(Uitvoer.mislukt_op).where(Uitvoer.id == bestelling.id))
    if mislukt is not None:
        bewaarplaats.haal_weg(bestelling.gemeente_id, bestelling.id)
