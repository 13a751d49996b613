"""Many at once, over HTTP, at several processes: real sign-in, real token, everyone released at the same moment."""

from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from flask import Flask
from sqlalchemy import func, select, update

from bench.kandidaten import maak_kandidaten
from bench.klant import Klant
from bench.tegelijk import verstuur
from bench.webserver import gunicorn
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
    """How a group stands in the database."""

    geplaatst: int
    aangeboden: int
    wachtend: int


@dataclass(frozen=True, slots=True)
class Verloop:
    """What came of a race: the answers by status, who was told of a place, and what stands in the database."""

    antwoorden: Counter[int]
    plaats_gezegd: int
    stand: Stand


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
        """Count the rows of a group: places, open offers, and who waits at all."""
        open_aanbod = (Plaatsaanbod.beantwoord_op.is_(None), Plaatsaanbod.vervallen_op.is_(None))
        eisen = (
            (Plaatsing, Plaatsing.groep_id == groep_id, Plaatsing.geeindigd_op.is_(None)),
            (Plaatsaanbod, Plaatsaanbod.groep_id == groep_id, *open_aanbod),
            (Wachtplek, Wachtplek.vervallen_op.is_(None)),
        )
        with wereld.binnen(self.app):
            return Stand(*[db.session.scalar(select(func.count(tabel.id)).where(*eis)) or 0 for tabel, *eis in eisen])

    def ruim_op(self) -> None:
        """Let nobody wait any more, so that the next trial begins as the first did."""
        with wereld.binnen(self.app):
            db.session.execute(update(Wachtplek).where(Wachtplek.vervallen_op.is_(None)).values(vervallen_op=nu()))
            db.session.execute(
                update(Plaatsaanbod).where(Plaatsaanbod.vervallen_op.is_(None)).values(vervallen_op=nu())
            )
            db.session.commit()


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
    groep = Maker(hier.app).groep(f"Proef {plaatsen}", plaatsen=plaatsen, minimum=1)
    with wereld.binnen(hier.app):
        mensen = maak_kandidaten(wereld.id_van("gemeente-borne"), pogingen)
    # With `groep`: who was placed is led back to the group, who waits to the traject.
    paden = [f"/borne/trajecten/{traject}/plaats/{groep.id}?groep=1" for traject in mensen]
    antwoorden = verstuur(hier.klanten, paden).antwoorden
    naar_groep = [een for een in antwoorden if f"/groepen/{groep.id}" in een.koppen.get("Location", "")]
    return Verloop(Counter(een.status for een in antwoorden), len(naar_groep), hier.stand(groep.id))


def zoals_het_hoort(*, plaatsen: int, pogingen: int) -> Verloop:
    """Return what must come of it: as many placed as there are places, the others wait, and nobody gets an error."""
    stand = Stand(geplaatst=plaatsen, aangeboden=0, wachtend=pogingen - plaatsen)
    return Verloop(Counter({303: pogingen}), plaatsen, stand)
