"""Everybody at once for a few places: the time on the wall, at the app and at the floor, with several processes."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median
from uuid import UUID

from flask import Flask
from sqlalchemy import func, select, update

from bench import vloer
from bench.bezetting import KETEN
from bench.kandidaten import maak_kandidaten
from bench.klant import AnderePagina, Bladzijde, Klant
from bench.meten import Uitkomst, interval
from bench.opslag import Opslag
from bench.tegelijk import Uitslag, tegelijk, verstuur
from bench.webserver import Webserver
from bench.werken import HIER, aangemeld
from ketens.app import create_app
from ketens.catalogus import catalogus
from ketens.gebruikers.models import Gemeente
from ketens.groepen.plaatsen import Plaatsing, Wachtplek
from ketens.kern.db import db
from ketens.kern.gemeente import in_gemeente
from ketens.kern.klok import nu, vandaag, werkdagen_erbij
from ketens.rooster.inrichten import maak_groep
from ketens.trajecten.instellingen import Keteninstelling

NAAM = "plaatsen"
WERKERS = 4
HOOGSTENS = 4.0


@dataclass(frozen=True, slots=True)
class Wedloop:
    """How many try at once, for how many places, and how many times that is measured."""

    pogingen: int = 200
    plaatsen: int = 11
    rondes: int = 7


def meet(opslag: Opslag, maat: Wedloop) -> Uitkomst:
    """Measure at servers with several processes each."""
    with opslag.servers(werkers=WERKERS) as (app, bodem):
        return vergelijk(Zaal(create_app(opslag.omgeving), app), Vloer(opslag.vloer_url, bodem), maat)


def vergelijk(zaal: "Zaal", bodem: "Vloer", maat: Wedloop) -> Uitkomst:
    """Run rounds of floor and app in turn; the first warms up and is not counted."""
    app_ms, vloer_ms = [], []
    for ronde in range(maat.rondes + 1):
        onder, boven = bodem.ren(maat), zaal.ren(maat)
        if ronde:
            vloer_ms.append(onder.seconden / maat.pogingen * 1000)
            app_ms.append(boven.seconden / maat.pogingen * 1000)
    ratios = [hoog / laag for hoog, laag in zip(app_ms, vloer_ms, strict=True)]
    van, tot = interval(ratios)
    return Uitkomst(
        werk=NAAM,
        vloernaam="tel en voeg toe",
        vloer_ms=median(vloer_ms),
        app_ms=median(app_ms),
        ratio=median(ratios),
        van=van,
        tot=tot,
        hoogstens=HOOGSTENS,
        streven=None,
        verzoeken=maat.pogingen * maat.rondes,
        bytes=0,
        bytes_gz=0,
    )


class Zaal:
    """The app: every round a new group, and new people who wait for a place."""

    def __init__(self, beheer: Flask, server: Webserver) -> None:
        self.beheer = beheer
        self.klanten = [aangemeld(Klant(server.poort), "coordinator") for _ in range(WERKERS)]
        with beheer.app_context():
            self.gemeente_id = db.session.scalars(select(Gemeente.id).where(Gemeente.slug == HIER.slug)).one()
            db.session.remove()

    def ren(self, maat: Wedloop) -> Uitslag:
        """Let everybody try at once; who was placed and who waits must come out."""
        with self._hier():
            db.session.execute(update(Wachtplek).where(Wachtplek.vervallen_op.is_(None)).values(vervallen_op=nu()))
            eigenaar = db.session.scalars(select(Keteninstelling.organisatie_id)).one()
            groep_id = self._groep(eigenaar, maat.plaatsen)
            mensen = maak_kandidaten(eigenaar, maat.pogingen)
        uitslag = verstuur(self.klanten, [f"/{HIER.slug}/trajecten/{mens}/plaats/{groep_id}" for mens in mensen])
        with self._hier():
            geplaatst = select(func.count(Plaatsing.id)).where(Plaatsing.groep_id == groep_id)
            wacht = select(func.count(Wachtplek.id)).where(Wachtplek.groep_id == groep_id)
            klopt(uitslag, (db.session.scalar(geplaatst) or 0, db.session.scalar(wacht) or 0), maat)
        return uitslag

    @contextmanager
    def _hier(self) -> Iterator[None]:
        with self.beheer.app_context(), in_gemeente(self.gemeente_id):
            yield
            db.session.remove()
            db.engine.dispose()

    @staticmethod
    def _groep(eigenaar: UUID, plaatsen: int) -> UUID:
        code, begin = catalogus().keten(KETEN).interventies[0].code, werkdagen_erbij(vandaag(), 30)
        groep = maak_groep(
            interventie_code=code, naam="Proef", keten_code=KETEN, organisatie_id=eigenaar, locatie="Proefzaal",
            plaatsen=plaatsen, minimum=1, begint_op=begin, door=None,
        )  # fmt: skip
        return groep.id


class Vloer:
    """The floor: every round a new group."""

    def __init__(self, url: str, server: Webserver) -> None:
        self.url, self.klanten = url, [Klant(server.poort) for _ in range(WERKERS)]

    def ren(self, maat: Wedloop) -> Uitslag:
        """Let everybody try at once; who was placed and who waits must come out."""
        groep_id = vloer.maak_groep(self.url, maat.plaatsen)
        pad = f"/{HIER.slug}/plaats/{groep_id}"

        def een(nr: int) -> Callable[[], Bladzijde]:
            venster = self.klanten[nr % WERKERS].venster()
            return lambda: venster.post(pad, {"dossier_id": nr + 1})

        uitslag = tegelijk([een(nr) for nr in range(maat.pogingen)])
        klopt(uitslag, vloer.bezetting(self.url, groep_id), maat)
        return uitslag


def klopt(uitslag: Uitslag, stand: tuple[int, int], maat: Wedloop) -> None:
    """Refuse a race with an error page, a place too many or somebody lost: that measures nothing."""
    for antwoord in uitslag.antwoorden:
        antwoord.moet_zijn(303)
    if stand != (maat.plaatsen, maat.pogingen - maat.plaatsen):
        raise AnderePagina(f"Van {maat.pogingen} voor {maat.plaatsen} plaatsen: {stand[0]} geplaatst, {stand[1]} wacht")
