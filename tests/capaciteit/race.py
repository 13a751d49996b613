"""Many at once, over HTTP, at several processes: real sign-in, real token, everyone released at the same moment."""

from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from flask import Flask
from sqlalchemy import ColumnElement, func, select, update

from bench.kandidaten import maak_kandidaten
from bench.klant import Bladzijde, Klant
from bench.tegelijk import verstuur
from bench.webserver import gunicorn
from ketens.groepen.bezetting import OPEN_AANBOD
from ketens.groepen.plaatsen import Plaatsaanbod, Plaatsing, Wachtplek
from ketens.kern.db import db
from ketens.kern.klok import nu
from tests import wereld
from tests.bron import Bron
from tests.maak import Maker

WERKERS = 4
# Who places: each signs in for themselves, and has many pages open.
COORDINATOREN = ("coordinator", "coordinator2") * 2


@dataclass(frozen=True, slots=True)
class Stand:
    """How a group stands in the database: places, open offers and how many people have one, and who waits at all."""

    geplaatst: int
    aangeboden: int
    mensen: int
    wachtend: int


@dataclass(frozen=True, slots=True)
class Verloop:
    """What came of a race: the answers by status, who was led back to the group, and what stands in the database."""

    antwoorden: Counter[int]
    naar_groep: int
    stand: Stand
    groep_id: UUID | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Zaal:
    """A server of several processes over a world of its own; `logboek` says which process answered what."""

    app: Flask
    logboek: Path
    klanten: Sequence[Klant]

    def werkers(self) -> set[str]:
        """Return the processes that have answered."""
        return {regel.split()[1] for regel in self.logboek.read_text().splitlines() if regel.startswith("werker ")}

    def stand(self, groep_id: UUID) -> Stand:
        """Count the rows of a group."""
        geplaatst = (Plaatsing.groep_id == groep_id, Plaatsing.geeindigd_op.is_(None))
        aangeboden = (Plaatsaanbod.groep_id == groep_id, *OPEN_AANBOD)
        with wereld.binnen(self.app):
            return Stand(
                geplaatst=tel(Plaatsing.id, *geplaatst),
                aangeboden=tel(Plaatsaanbod.id, *aangeboden),
                mensen=tel(Plaatsaanbod.inwoner_id.distinct(), *aangeboden),
                wachtend=tel(Wachtplek.id, Wachtplek.vervallen_op.is_(None)),
            )

    def ruim_op(self) -> None:
        """Let nobody wait any more, so that the next trial begins as the first did."""
        with wereld.binnen(self.app):
            db.session.execute(update(Wachtplek).where(Wachtplek.vervallen_op.is_(None)).values(vervallen_op=nu()))
            db.session.execute(
                update(Plaatsaanbod).where(Plaatsaanbod.vervallen_op.is_(None)).values(vervallen_op=nu())
            )
            db.session.commit()


def tel(wat: Any, *eisen: ColumnElement[bool]) -> int:
    """Count what answers to these conditions."""
    return db.session.scalar(select(func.count(wat)).where(*eisen)) or 0


@contextmanager
def zaal(bron: Bron, doel: str, logboek: Path) -> Iterator[Zaal]:
    """Serve `doel` over a fresh world with four processes, and sign everybody in."""
    bron.ververs()
    bron.app.extensions["ketens"].anker.unlink(missing_ok=True)
    wereld.nu_gezien(bron.app)
    regel = "--access-logfile - --access-logformat 'werker %(p)s %(m)s %(s)s'"
    with gunicorn(doel, {**bron.omgeving, "GUNICORN_CMD_ARGS": regel}, logboek, werkers=WERKERS) as server:
        klanten = [Klant(server.poort) for _ in COORDINATOREN]
        for klant, wie in zip(klanten, COORDINATOREN, strict=True):
            klant.log_in(f"{wie}@proef.example", wereld.WACHTWOORD)
        hier = Zaal(bron.app, logboek, klanten)
        _wacht_op_alle_werkers(hier)
        yield hier


def _wacht_op_alle_werkers(hier: Zaal) -> None:
    with ThreadPoolExecutor(WERKERS) as pool:
        for _ronde in range(500):
            if len(hier.werkers()) >= WERKERS:
                return
            list(pool.map(lambda klant: klant.venster().haal("/inloggen"), hier.klanten))
    raise RuntimeError(f"Er antwoorden maar {len(hier.werkers())} processen.")


def plaats_allen(hier: Zaal, *, plaatsen: int, pogingen: int) -> Verloop:
    """Place everybody at once in a new group, and return what came of it."""
    groep_id = Maker(hier.app).groep(f"Proef {plaatsen}", plaatsen=plaatsen, minimum=1).id
    with wereld.binnen(hier.app):
        mensen = maak_kandidaten(wereld.id_van("gemeente-borne"), pogingen)
    # With `groep`: who was placed is led back to the group, who waits to the traject.
    antwoorden = verstuur(hier.klanten, [f"/borne/trajecten/{mens}/plaats/{groep_id}?groep=1" for mens in mensen])
    return verloop_van(hier, antwoorden.antwoorden, groep_id)


def trek_allen_in(hier: Zaal, groep_id: UUID) -> Verloop:
    """Take everybody's place in this group back at once; none of them waits again."""
    with wereld.binnen(hier.app):
        mensen = db.session.scalars(select(Plaatsing.id).where(Plaatsing.groep_id == groep_id)).all()
    paden = [f"/borne/plaatsingen/{mens}/intrekking" for mens in mensen]
    antwoorden = verstuur(hier.klanten, paden, reden="wil_niet", wil_wachten="nee").antwoorden
    return verloop_van(hier, antwoorden, groep_id)


def verloop_van(hier: Zaal, antwoorden: Sequence[Bladzijde], groep_id: UUID) -> Verloop:
    """Return how it went, as the answers and the database say."""
    naar_groep = [een for een in antwoorden if f"/groepen/{groep_id}" in een.koppen.get("Location", "")]
    statussen = Counter(een.status for een in antwoorden)
    return Verloop(statussen, len(naar_groep), hier.stand(groep_id), groep_id)


def zoals_het_hoort(*, plaatsen: int, pogingen: int) -> Verloop:
    """Return what must come of it: as many placed as there are places, the others wait, and nobody gets an error."""
    stand = Stand(geplaatst=plaatsen, aangeboden=0, mensen=0, wachtend=pogingen - plaatsen)
    return Verloop(Counter({303: pogingen}), plaatsen, stand)
