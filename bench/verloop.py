"""How far a traject came: its steps, tasks and events."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from bench.aanmelding import Aanmelding, meld_aan, taak_rij
from bench.bezetting import KETEN, KETEN_VERSIE, Persoon
from bench.leven import Leven
from bench.mensen import Mens
from ketens.kern.db import nieuw_id
from ketens.trajecten.delen import Afsluiting, Gebeurtenis, Stap
from ketens.trajecten.models import Traject

# How far a running traject came, and how often.
STANDEN = {"vrt_afmaken": 10, "beoordeling": 18, "intake": 35, "plaatsing": 22, "deelname": 9, "afronden": 6}
REDENEN = {"afgerond": 64, "geen_interesse": 12, "niet_bereikbaar": 10, "uitval": 8, "doorverwezen_zvw": 6}
WEG = ("intake", "plaatsing", "deelname", "afronden")
# Days that a step takes at most here.
DUUR = {"vrt_afmaken": 6, "beoordeling": 20, "intake": 9, "plaatsing": 40, "deelname": 70, "afronden": 12}


def doorloop(leven: Leven, mens: Mens, inwoner_id: UUID, *, nr: int, loopt: bool) -> None:
    """Add a traject from verwijzing to where it stands, with its steps, tasks and events."""
    kans = leven.kans
    stand = leven.kies(STANDEN) if loopt else leven.kies(REDENEN)
    uitslag = {"vrt_afmaken": "onvolledig", "beoordeling": "hoog", "doorverwezen_zvw": "hoog"}.get(stand, "matig")
    route = _route(stand, uitslag, loopt=loopt)
    # Running trajecten stand where their steps brought them; most are within their term, a third is late.
    duur = sum(DUUR[stap] for stap in route[:-1]) + kans.randrange(1, DUUR[route[-1]] + 12) if loopt else 0
    ingediend = leven.nu - timedelta(days=duur if loopt else kans.randrange(160, 1400), minutes=kans.randrange(600))
    traject_id, kenmerk = nieuw_id(), f"TR-{nr:06d}"
    begonnen = ingediend + timedelta(days=1)
    wie = kans.choice(leven.hier.coordinatoren)
    aanmelding = meld_aan(
        leven, mens, inwoner_id, ingediend, nr=nr, uitslag=uitslag, traject_id=traject_id, aangenomen_op=begonnen
    )
    verloop = _Verloop(leven, traject_id, kenmerk, aanmelding, wie if kans.random() < 0.7 else None, wie, begonnen)
    verloop.gebeurt("gestart", herkomst="verwijzer")
    for stap in route[:-1]:
        verloop.stap(stap, af=True)
    verloop.stap(route[-1], af=not loopt, uitkomst=None if loopt or stand == "afgerond" else "traject_afgesloten")
    if not loopt:
        verloop.sluit(stand)
    leven.rij(
        Traject,
        id=traject_id,
        inwoner_id=inwoner_id,
        kenmerk=kenmerk,
        keten_code=KETEN,
        keten_versie=KETEN_VERSIE,
        organisatie_id=leven.hier.eigenaar_id,
        behandelaar_id=verloop.behandelaar.id if verloop.behandelaar else None,
        herkomst="verwijzer",
        uitslag=uitslag,
        begonnen_op=begonnen,
        afgesloten_op=None if loopt else verloop.op,
        versie=1,
    )


def _route(stand: str, uitslag: str, *, loopt: bool) -> tuple[str, ...]:
    if not loopt:
        eind = {"afgerond": 4, "uitval": 3, "doorverwezen_zvw": 0}.get(stand, 1)
        return ("beoordeling",) if uitslag == "hoog" else WEG[:eind]
    if stand in WEG:
        return WEG[: WEG.index(stand) + 1]
    return (stand,)


@dataclass(slots=True)
class _Verloop:
    """The traject while it goes; `op` is the clock of this life."""

    leven: Leven
    traject_id: UUID
    kenmerk: str
    aanmelding: Aanmelding
    behandelaar: Persoon | None
    wie: Persoon
    op: datetime

    def gebeurt(self, soort: str, tekst: str = "", **gegevens: Any) -> None:
        """Add an event."""
        self.leven.rij(
            Gebeurtenis,
            zegel={"tekst": tekst},
            inwoner_id=self.aanmelding.inwoner_id,
            traject_id=self.traject_id,
            soort=soort,
            op=self.op,
            door_id=self.wie.id,
            door_naam=self.wie.naam,
            rol=str(self.wie.rol),
            leeftijd=self.aanmelding.leeftijd,
            gegevens=gegevens,
        )

    def stap(self, code: str, *, af: bool, uitkomst: str | None = None) -> None:
        """Add a step with its task, and end it when it is done."""
        begonnen, inwoner_id = self.op, self.aanmelding.inwoner_id
        self.gebeurt("stap_begonnen", stap=code)
        if code == "intake" and self.leven.kans.random() < 0.5:
            self.gebeurt("contactpoging", "Geen gehoor, voicemail ingesproken.", uitkomst="geen_gehoor")
        klaar = begonnen + timedelta(days=self.leven.kans.randrange(1, DUUR[code] + 1)) if af else None
        dagen = None if code == "deelname" else DUUR[code]
        taak_id = taak_rij(
            self.leven,
            code,
            inwoner_id,
            begonnen,
            dagen=dagen,
            klaar=klaar,
            kenmerk=self.kenmerk,
            endpoint="trajecten.detail",
            object_id=self.traject_id,
            traject_id=self.traject_id,
            account_id=self.behandelaar.id if self.behandelaar else None,
        )
        self.leven.rij(
            Stap,
            zegel={"antwoorden": json.dumps({"loophulpmiddel": "rollator"}) if af and code == "intake" else ""},
            inwoner_id=inwoner_id,
            traject_id=self.traject_id,
            code=code,
            begonnen_op=begonnen,
            termijn_op=begonnen.date() + timedelta(days=dagen) if dagen else None,
            afgerond_op=klaar,
            uitkomst=uitkomst,
            taak_id=taak_id,
        )
        if klaar:
            self.op = klaar
            self.gebeurt("stap_afgerond", stap=code, uitkomst=uitkomst)

    def sluit(self, reden: str) -> None:
        """End the traject."""
        self.gebeurt("afgesloten", reden=reden)
        self.leven.rij(
            Afsluiting,
            inwoner_id=self.aanmelding.inwoner_id,
            traject_id=self.traject_id,
            reden=reden,
            op=self.op,
            door_id=self.wie.id,
        )
