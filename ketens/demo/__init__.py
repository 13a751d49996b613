"""The demo gemeenten Borne and Tubbergen: invented people, made through the handelingen with a set clock.

Bezit: geen tabellen. Kent: alles behalve app en cli.

Groups and persons of a year are fixed (`kalender`, `jaren`), so that a closed year is the same on any day; work that is
open today (`openstaand`) lies relative to today and never in a closed year.
"""

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import count
from uuid import UUID

from sqlalchemy import exists, select

from ketens.audit.handelingen import schrijf_opdracht
from ketens.demo import dagen, deelname, jaren
from ketens.demo.doelgroepen import doelgroepen
from ketens.demo.geld import geld
from ketens.demo.groepen_nu import doe_nachtwerk
from ketens.demo.grondslagen import leg_grondslagen_vast
from ketens.demo.kaart import leg_kaart, werk_kaart_bij
from ketens.demo.kalender import Groepsplan, groepen_van_borne, groepen_van_tubbergen
from ketens.demo.mensen import persoon
from ketens.demo.openstaand import open_werk
from ketens.demo.ouders import ouders
from ketens.demo.ploeg import Ploeg, maak_ploegen
from ketens.demo.tellingen import tellingen
from ketens.demo.vastgesteld import stel_jaren_vast
from ketens.demo.verantwoord import verantwoord
from ketens.demo.verhalen import Verhaal, verdeel, vertel
from ketens.demo.welzijn import welzijn
from ketens.gebruikers.models import Account, Gemeente
from ketens.inwoners.models import Inwoner
from ketens.kern import klok
from ketens.kern.db import db
from ketens.kern.gemeente import in_gemeente
from ketens.post.models import Mail

__all__ = ["DemoFout", "maak_demo"]

GROEPEN = {"borne": groepen_van_borne, "tubbergen": groepen_van_tubbergen}
EERSTE_JAAR = 2023
# A group whose number is divisible by this loses someone before the start.
TERUGTREDING = 3


class DemoFout(Exception):
    """The demo can't be made here; the sentence says why."""


def maak_demo(zeg: Callable[[str], None]) -> None:
    """Fill an empty database with the demo, in portions that are each committed with a row in the log.

    Raises `DemoFout` when the database holds anything.
    """
    if db.session.scalar(select(exists().where(Gemeente.id.is_not(None)) | exists().where(Account.id.is_not(None)))):
        raise DemoFout("Deze database is niet leeg. De demo komt alleen in een lege database.")
    db.session.rollback()
    tot = klok.nu()
    ploegen = maak_ploegen()
    schrijf_opdracht("demo", "ketens demo")
    db.session.commit()
    with _opruimen_per_portie():
        for ploeg in ploegen.values():
            with in_gemeente(ploeg.gemeente_id):
                leg_grondslagen_vast(ploeg)
                _vul(ploeg, tot, zeg)
    zeg("De demo is klaar.")


@contextmanager
def _opruimen_per_portie() -> Iterator[None]:
    """Look for garbage only between portions: all that a portion makes lives until its end, so looking is in vain."""
    gc.freeze()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.unfreeze()


def _vul(ploeg: Ploeg, tot: datetime, zeg: Callable[[str], None]) -> None:
    bekend: set[UUID] = set()
    leg_kaart(ploeg)
    for jaar in range(EERSTE_JAAR, tot.year + 2):
        zeg(f"{ploeg.slug.capitalize()}: {jaar}")
        nummers = count()
        for volg, plan in enumerate(GROEPEN[ploeg.slug](jaar), start=1):
            if plan.gemaakt_op <= tot:
                _groep(ploeg, plan, volg, nummers, tot)
                _sluit_portie(bekend)
        _vertel([*jaren.elders(ploeg, jaar), *jaren.tests(ploeg, jaar), *dagen.dagen(ploeg, jaar)], tot)
        _sluit_portie(bekend)
        _vertel([*welzijn(ploeg, jaar), *ouders(ploeg, jaar), *tellingen(ploeg, jaar)], tot)
        _sluit_portie(bekend)
        _vertel([*doelgroepen(ploeg, jaar), *geld(ploeg, jaar), *verantwoord(ploeg, jaar)], tot)
        _sluit_portie(bekend)
    zeg(f"{ploeg.slug.capitalize()}: werk dat nu openstaat")
    with klok.zet_klok(tot):
        verhalen = open_werk(ploeg)
    _vertel(verhalen, tot)
    with klok.zet_klok(tot):
        werk_kaart_bij(ploeg)
        doe_nachtwerk()
    _sluit_portie(bekend)
    stel_jaren_vast(ploeg, EERSTE_JAAR, tot)


def _groep(ploeg: Ploeg, plan: Groepsplan, volg: int, nummers: Iterator[int], tot: datetime) -> None:
    """Make a group and tell the stories of who came to it; each person has a number of their own within the year."""
    with klok.zet_klok(plan.gemaakt_op):
        groep = deelname.maak(ploeg, plan)
        db.session.flush()
    oudst = 85 if plan.begint_op.year < 2026 else 87
    verhalen = []
    if volg % TERUGTREDING == 0:
        wie = persoon(ploeg.slug, plan.begint_op.year, 200 + volg, leeftijd=(66, oudst), op=plan.peildag)
        verhalen.append(deelname.teruggetreden(verdeel(ploeg, wie), plan, groep))
    for plek in range(plan.geplaatst):
        wie = persoon(ploeg.slug, plan.begint_op.year, next(nummers), leeftijd=(66, oudst), op=plan.peildag)
        rol = verdeel(ploeg, wie)
        verhalen.append(deelname.deelnemer(rol, plan, groep, gestart=plek < plan.gestart, plek=plek))
    _vertel(verhalen, tot)


def _vertel(verhalen: Iterable[Verhaal], tot: datetime) -> None:
    for verhaal in verhalen:
        vertel(verhaal, tot)


def _bezorg_oude_mail() -> None:
    """What the past would have mailed did arrive: nobody gets it now, when a mail server is set."""
    gisteren = klok.nu() - timedelta(days=1)
    for mail in db.session.scalars(select(Mail).where(Mail.verzonden_op.is_(None), Mail.gemaakt_op < gisteren)):
        mail.verzonden_op, mail.pogingen = mail.gemaakt_op, 1


def _sluit_portie(bekend: set[UUID]) -> None:
    """Commit what was made, with one row in the log that names the residents who are new."""
    db.session.flush()
    _bezorg_oude_mail()
    nieuw = set(db.session.scalars(select(Inwoner.id))) - bekend
    bekend |= nieuw
    schrijf_opdracht("demo", "ketens demo", nieuw)
    db.session.commit()
    db.session.expunge_all()
    gc.collect()
