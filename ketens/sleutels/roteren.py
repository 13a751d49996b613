"""Making a new key, and taking out an old one that nothing needs: the key file first or last, never half."""

import os
import re
import time
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import column, func, select, table, update
from sqlalchemy.exc import OperationalError

from ketens.audit.handelingen import schrijf_opdracht
from ketens.kern import sleutelbestand, sleutels
from ketens.kern.db import UtcTijd, db
from ketens.kern.gemeente import in_gemeente
from ketens.kern.klok import nu
from ketens.kern.pagina import tijdstip
from ketens.kern.sleutelbestand import staat_elders
from ketens.kern.sleutelmerk import INSTELLING, Sleutelmerk, merk
from ketens.kern.sleutels import SOORTEN, sleutelbos
from ketens.opdrachten.nevenwerk import sessie
from ketens.sleutels import ronde
from ketens.sleutels.models import Sleutelronde
from ketens.sleutels.overzichten import Regel, regels

LETTER = {"gegevens": "g", "zoek": "z", "log": "l"}
# Who sealed something just before the change has written it down by then: a request is cut off after 30 seconds.
ADEM = timedelta(seconds=30)
OMGEVING = (
    "{bron} staat in de omgeving: zet daar zelf een nieuwe sleutel voor wat er staat, als {id}:<uitkomst van "
    "`openssl rand -base64 32`>,<wat er nu staat>, en start alles opnieuw."
)
BESTAND = (
    "{bron} noemt een eigen bestand: zet daarin zelf een nieuwe sleutel voor wat er staat, als {id}:<uitkomst van "
    "`openssl rand -base64 32`>,<wat er nu staat>; lopende processen merken het vanzelf."
)
NOG_BEZIG = (
    "Sleutel {} mag nog niet weg: er {}, en die kan er nog iets mee versleuteld hebben. Probeer het later opnieuw."
)
# Of other sessions; what one of another role does is hidden, and empty here.
_BEZIG = table(
    "pg_stat_activity", column("xact_start", UtcTijd), column("datname"), column("pid"), column("backend_type")
)
OUDSTE = select(func.min(_BEZIG.c.xact_start)).where(
    _BEZIG.c.datname == func.current_database(),
    _BEZIG.c.pid != func.pg_backend_pid(),
    _BEZIG.c.backend_type == "client backend",
)


class Sleutelfout(Exception):
    """It can't be done; the sentence says why."""


def roteer(soorten: Iterable[str]) -> dict[str, str]:
    """Make a new key of each kind and let it write from now on; return their ids. What was there stays readable."""
    soorten, data = list(soorten), current_app.extensions["ketens"].data
    for soort in soorten:
        _is_van_ons(soort)
    try:
        with sleutelbestand.slot(data):
            nieuw = _kies(soorten)
            sleutelbestand.zet_vooraan(data, {INSTELLING[soort]: id_ for soort, id_ in nieuw.items()})
    except OSError as fout:
        raise Sleutelfout(f"Het sleutelbestand in {data} is niet te wijzigen: {fout.strerror}.") from fout
    sleutels.ververs()
    if any(sleutelbos().schrijft(soort) != id_ for soort, id_ in nieuw.items()):
        raise Sleutelfout(f"Het sleutelbestand in {data} is gewijzigd en niet opnieuw te lezen.")
    _leg_vast(nieuw)
    for lopend in ronde.lopend():
        if lopend.soort == "log":
            _maak_af(lopend)
    return nieuw


def _is_van_ons(soort: str) -> None:
    """Refuse what is not in the key file, and say what to set instead."""
    if bron := staat_elders(os.environ, INSTELLING[soort]):
        zin = BESTAND if bron.endswith("_BESTAND") else OMGEVING
        raise Sleutelfout(zin.format(bron=bron, id=_volgend(soort)))


def _kies(soorten: Iterable[str]) -> dict[str, str]:
    sleutels.ververs()
    ronde.begin()
    bezig = {lopend.soort: lopend.sleutel for lopend in ronde.lopend(nu_al=False)}
    for soort in soorten:
        if soort in bezig:
            raise Sleutelfout(
                f"Sleutel {bezig[soort]} ({soort}) is nog niet overal in gebruik: laat eerst `ketens werk` klaar komen."
            )
    return {soort: _volgend(soort) for soort in soorten}


def _volgend(soort: str) -> str:
    """Return an id that no key of this kind ever had here."""
    with sessie(lezend=True):
        bekend = set(db.session.scalars(select(Sleutelmerk.sleutel).where(Sleutelmerk.soort == soort)))
    passend = (re.fullmatch(rf"{LETTER[soort]}(\d{{1,9}})", id_) for id_ in bekend | sleutelbos().van(soort).keys())
    return f"{LETTER[soort]}{max((int(past[1]) for past in passend if past), default=0) + 1}"


def _leg_vast(nieuw: Mapping[str, str]) -> None:
    """Write the marks and the rounds. When this is not reached, the worker does it (`ronde.begin`)."""
    ronde.begin()
    with in_gemeente(None), sessie():
        merk(sleutelbos())
        namen = ", ".join(f"{soort}sleutel {id_}" for soort, id_ in nieuw.items())
        schrijf_opdracht("beheer", "ketens sleutels nieuw", reden=f"nieuw: {namen}")
        db.session.commit()


def _maak_af(lopend: ronde.Ronde) -> None:
    """Let every chain go over now: it takes a row each."""
    while any(ander.id == lopend.id and ronde.doe(ander) for ander in ronde.lopend()):
        pass


def verwijder(id_: str, *, wacht: bool = True) -> Regel:
    """Take out a key that writes nothing and that nothing needs any more."""
    regel = _zoek(id_)
    if regel.schrijft:
        raise Sleutelfout(f"Sleutel {id_} schrijft nu; maak eerst een nieuwe met `ketens sleutels roteer`.")
    if wacht:
        _adem(regel.soort)
        _wacht_op_wie_schrijft(regel)
        regel = _zoek(id_)
    if regel.waarom_niet:
        _loop_nog_eens(regel)
        raise Sleutelfout(f"Sleutel {id_} mag nog niet weg: {regel.waarom_niet}.")
    naam, data = INSTELLING[regel.soort], current_app.extensions["ketens"].data
    bron = staat_elders(os.environ, naam)
    with in_gemeente(None), sessie():
        eigen = (Sleutelmerk.soort == regel.soort, Sleutelmerk.sleutel == id_)
        db.session.execute(update(Sleutelmerk).where(*eigen).values(gebruikt=False, verwijderd_op=nu()))
        schrijf_opdracht("beheer", "ketens sleutels verwijder", reden=f"{regel.soort}sleutel {id_}")
        db.session.commit()
    if bron:
        raise Sleutelfout(f"Niets gebruikt sleutel {id_} nog: haal hem zelf uit {bron} en start alles opnieuw.")
    try:
        with sleutelbestand.slot(data):
            sleutelbestand.haal_weg(data, naam, id_)
    except OSError as fout:
        raise Sleutelfout(f"Het sleutelbestand in {data} is niet te wijzigen: {fout.strerror}.") from fout
    sleutels.ververs()
    return regel


def _zoek(id_: str) -> Regel:
    gevonden = [regel for regel in regels() if regel.id == id_ and not regel.ontbreekt]
    if not gevonden:
        raise Sleutelfout(f"De sleutel {id_} is er niet; `ketens sleutels lijst` noemt de sleutels die er zijn.")
    if len(gevonden) > 1:
        raise Sleutelfout(f"Er zijn {len(gevonden)} sleutels die {id_} heten; haal de goede zelf uit het bestand.")
    return gevonden[0]


def _adem(soort: str) -> None:
    """Wait until nobody can be half-way something that was sealed before the change."""
    over = (_begonnen(soort) + ADEM - nu()).total_seconds()
    if over > 0:
        time.sleep(over)


def _wacht_op_wie_schrijft(regel: Regel) -> None:
    """Refuse while a transaction from before the change is open: what it sealed is not counted, and comes afterwards.

    On SQLite one writes at a time: who gets to write knows that all of before is there. On PostgreSQL the database
    tells since when its transactions run, of whoever signs in as the app does: nobody else seals.
    """
    if db.engine.dialect.name == "postgresql":
        with sessie(lezend=True):
            oudste = db.session.scalar(OUDSTE)
        if oudste is not None and oudste < _begonnen(regel.soort) + ADEM:
            raise Sleutelfout(NOG_BEZIG.format(regel.id, f"loopt nog een transactie van {tijdstip(oudste)}"))
        return
    try:
        with sessie():
            db.session.connection()
            db.session.commit()
    except OperationalError as fout:
        raise Sleutelfout(NOG_BEZIG.format(regel.id, "schrijft iemand al lang")) from fout


def _begonnen(soort: str) -> datetime:
    with sessie(lezend=True):
        eigen = (Sleutelronde.soort == soort, Sleutelronde.sleutel == sleutelbos().schrijft(soort))
        begonnen = db.session.scalar(select(Sleutelronde.begonnen_op).where(*eigen))
    return begonnen or nu()


def _loop_nog_eens(regel: Regel) -> None:
    """Something is left after the round was over: let the worker look once more."""
    if not regel.gebruik or regel.soort not in SOORTEN:
        return
    with sessie():
        eigen = (Sleutelronde.soort == regel.soort, Sleutelronde.klaar_op.is_not(None))
        schrijft = Sleutelronde.sleutel == sleutelbos().schrijft(regel.soort)
        opnieuw = update(Sleutelronde).where(*eigen, schrijft)
        opnieuw = opnieuw.values(klaar_op=None, niet_voor=nu(), stand={}, stap=Sleutelronde.stap + 1)
        db.session.execute(opnieuw.execution_options(synchronize_session=False))
        db.session.commit()
