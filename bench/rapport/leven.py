"""What one resident leaves behind in the tables that reports are counted from; nothing that names them."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from bench.bezetting import KETEN, KETEN_VERSIE, Bezetting, Rijen
from ketens.aanbod.models import Aanbod
from ketens.beoordelingen.models import Beoordeling
from ketens.groepen.models import Bijeenkomst, Groep
from ketens.groepen.plaatsen import Aanwezigheid, AanwezigheidStand, Plaatsing, Wachtplek
from ketens.instrumenten.handelingen import leeftijdsklasse
from ketens.instrumenten.models import Afname
from ketens.inwoners.models import Bereik, Geslacht, Inwoner
from ketens.kern.db import nieuw_id
from ketens.kern.klok import moment
from ketens.metingen.models import Meting
from ketens.nazorg.models import Doorstroomvraag
from ketens.trajecten.delen import Afsluiting, Gebeurtenis, Stap
from ketens.trajecten.models import Traject
from ketens.verwijzingen.models import Verwijzing, Weigering

# Parents before children.
VOLGORDE: tuple[Any, ...] = (
    Aanbod, Groep, Bijeenkomst, Inwoner, Traject, Afname, Verwijzing, Stap, Gebeurtenis, Afsluiting, Beoordeling,
    Wachtplek, Plaatsing, Aanwezigheid, Meting, Doorstroomvraag, Weigering,
)  # fmt: skip
PLAATSEN, BIJEENKOMSTEN, GENOTEERD = 11, 10, 8
UITSLAGEN = {"laag": 30, "matig": 45, "hoog": 20, "onvolledig": 5}
REDENEN = {"afgerond": 60, "geen_interesse": 15, "niet_bereikbaar": 10, "uitval": 15}


@dataclass(slots=True)
class Streep:
    """The lives of one gemeente in one year, and the rows they gave."""

    kans: Random
    hier: Bezetting
    pc4: int
    jaar: int
    nr: int = 0
    rijen: Rijen = field(default_factory=lambda: defaultdict(list))
    groep: UUID | None = None
    bijeenkomsten: list[UUID] = field(default_factory=list)
    vrij: int = 0
    begint: date = date.min

    def leef(self, tot: datetime) -> None:
        """Add one resident with a test and a traject, as far as they came on `tot`."""
        kans, self.nr = self.kans, self.nr + 1
        op = moment(date(self.jaar, 1, 1) + timedelta(days=kans.randrange(365)), 9)
        if op >= tot:
            op -= timedelta(days=365 - (date(self.jaar, 12, 31) - tot.date()).days)
        inwoner, leeftijd = self._inwoner()
        uitslag = self._kies(UITSLAGEN)
        traject = self._rij(
            Traject, inwoner_id=inwoner, kenmerk=f"T{self.jaar % 100}{self.nr:07d}", keten_code=KETEN,
            keten_versie=KETEN_VERSIE, organisatie_id=self.hier.eigenaar_id, herkomst="verwijzer", uitslag=uitslag,
            begonnen_op=op, dubbel=0, versie=1, behandelaar_id=None, afgesloten_op=None,
        )  # fmt: skip
        self._verwezen(inwoner, traject, op, uitslag, leeftijd)
        if kans.random() < 0.3:
            self._afname(
                None, None, op, kans.choice(("laag", "matig", "hoog")), leeftijd, al_getest=kans.random() < 0.2
            )
        klaar = op + timedelta(days=kans.randrange(20, 90))
        if uitslag == "hoog":
            self._beoordeling(inwoner, traject, op)
        if uitslag in ("matig", "hoog") and kans.random() < 0.7:
            self._deelname(inwoner, traject, klaar, leeftijd, tot)
        if klaar < tot:
            self._sluit(inwoner, traject, klaar, leeftijd)

    def _rij(self, model: Any, **velden: Any) -> UUID:
        id_ = nieuw_id()
        self.rijen[model].append({"id": id_, "gemeente_id": self.hier.gemeente_id, **velden})
        return id_

    def _kies(self, gewogen: dict[str, int]) -> str:
        return self.kans.choices(list(gewogen), list(gewogen.values()))[0]

    def _inwoner(self) -> tuple[UUID, int]:
        leeftijd = self.kans.randrange(62, 96)
        id_ = self._rij(
            Inwoner, geboortejaar=self.jaar - leeftijd, geslacht=self.kans.choice((Geslacht.VROUW, Geslacht.MAN)),
            pc4=str(self.pc4 + self.kans.randrange(6)), bereik=Bereik.BELLEN, is_demo=True,
            gemaakt_op=moment(date(self.jaar, 1, 1), 9), versie=1,
        )  # fmt: skip
        return id_, leeftijd

    def _afname(self, inwoner: Any, traject: Any, op: datetime, uitslag: str, leeftijd: int, **meer: Any) -> UUID:
        wie, soort = self.kans.choice(self.hier.verwijzers)
        gegevens = {"instrument": "valrisicotest@1", "score": None, "al_getest": None} | meer
        return self._rij(
            Afname, inwoner_id=inwoner, traject_id=traject, keten_code=KETEN, uitslag=uitslag, op=op, door_id=wie.id,
            organisatie_id=wie.organisatie_id, verwijzer_soort=str(soort), setting="praktijk", leeftijd=leeftijd,
            leeftijdsklasse=leeftijdsklasse(leeftijd), geslacht=Geslacht.VROUW, pc4=str(self.pc4), alleen_eigen=False,
            **gegevens,
        )  # fmt: skip

    def _verwezen(self, inwoner: UUID, traject: UUID, op: datetime, uitslag: str, leeftijd: int) -> None:
        wie, soort = self.kans.choice(self.hier.verwijzers)
        afname = self._afname(inwoner, traject, op, uitslag, leeftijd)
        self._rij(
            Verwijzing, inwoner_id=inwoner, formulier_id=nieuw_id(), kenmerk=f"V{self.jaar % 100}{self.nr:07d}",
            keten_code=KETEN, keten_versie=KETEN_VERSIE, organisatie_id=wie.organisatie_id, verwijzer_soort=str(soort),
            ingevoerd_door_id=wie.id, ingevoerd_door_organisatie_id=wie.organisatie_id, herkomst="verwijzer",
            ontvanger_id=self.hier.eigenaar_id, afname_id=afname, traject_id=traject, ingediend_op=op,
            aangenomen_op=op + timedelta(hours=20), is_demo=True, versie=1,
        )  # fmt: skip
        self._gebeurt(inwoner, traject, "gestart", op, leeftijd)
        self._gebeurt(inwoner, traject, "stap_begonnen", op, leeftijd, stap="intake")
        self._rij(
            Stap, inwoner_id=inwoner, traject_id=traject, code="intake", begonnen_op=op, termijn_op=None,
            afgerond_op=op + timedelta(days=5), uitkomst=None, taak_id=None,
        )  # fmt: skip
        if self.kans.random() < 0.1:
            self._rij(
                Weigering, keten_code=KETEN, uitslag=uitslag, maand=op.date().replace(day=1), reden="geen_interesse",
                verwijzer_soort=str(soort), formulier_id=nieuw_id(),
            )  # fmt: skip

    def _gebeurt(self, inwoner: UUID, traject: UUID, soort: str, op: datetime, leeftijd: int, **gegevens: Any) -> None:
        self._rij(
            Gebeurtenis, inwoner_id=inwoner, traject_id=traject, soort=soort, op=op, door_id=None, door_naam="ketens",
            rol=None, leeftijd=leeftijd, gegevens=gegevens,
        )  # fmt: skip

    def _beoordeling(self, inwoner: UUID, traject: UUID, op: datetime) -> None:
        praktijk = self.hier.verwijzers[0][0]
        self._rij(
            Beoordeling, inwoner_id=inwoner, traject_id=traject, keten_code=KETEN, praktijk_id=praktijk.organisatie_id,
            organisatie_id=self.hier.eigenaar_id, gevraagd_op=op, gevraagd_door_id=self.hier.coordinatoren[0].id,
            per_brief=False, beantwoord_op=op + timedelta(days=15), beantwoord_door_id=praktijk.id,
            beoordeeld_op=op.date() + timedelta(days=14), route="gemeente", versie=1,
        )  # fmt: skip

    def _sluit(self, inwoner: UUID, traject: UUID, op: datetime, leeftijd: int) -> None:
        reden = self._kies(REDENEN)
        self.rijen[Traject][-1]["afgesloten_op"] = op
        self._rij(
            Afsluiting, inwoner_id=inwoner, traject_id=traject, reden=reden, op=op, door_id=None, heropend_op=None,
            heropend_door_id=None,
        )  # fmt: skip
        self._gebeurt(inwoner, traject, "afgesloten", op, leeftijd, reden=reden)

    def _deelname(self, inwoner: UUID, traject: UUID, op: datetime, leeftijd: int, tot: datetime) -> None:
        self._rij(
            Wachtplek, inwoner_id=inwoner, traject_id=traject, keten_code=KETEN, interventie_code="vvt", groep_id=None,
            dagdelen=[], sinds=op - timedelta(days=10), vervallen_op=op, vervallen_reden="geplaatst", door_id=None,
        )  # fmt: skip
        self._rij(
            Stap, inwoner_id=inwoner, traject_id=traject, code="plaatsing", begonnen_op=op - timedelta(days=10),
            termijn_op=None, afgerond_op=op, uitkomst=None, taak_id=None,
        )  # fmt: skip
        if not self.vrij:
            self._groep(op.date())
        self.vrij -= 1
        einde = self._kies({"afgerond": 75, "uitgevallen": 25})
        plaats = self._rij(
            Plaatsing, inwoner_id=inwoner, groep_id=self.groep, traject_id=traject, geplaatst_op=op, leeftijd=leeftijd,
            bekostiging="spuk_gala", eigen_bijdrage=0, bijdrage="geen", dubbel=0, gestart_op=self.begint, einde=einde,
            geeindigd_op=moment(self.begint + timedelta(days=70), 9), eindreden=None if einde == "afgerond" else "ziek",
        )  # fmt: skip
        for bijeenkomst in self.bijeenkomsten[:GENOTEERD]:
            self._rij(
                Aanwezigheid, bijeenkomst_id=bijeenkomst, plaatsing_id=plaats, op=op, versie=1, door_id=None,
                stand=AanwezigheidStand.AANWEZIG if self.kans.random() < 0.8 else AanwezigheidStand.AFWEZIG,
            )  # fmt: skip
        for soort, dag in (("t0", 0), ("t1", 63)) if self.kans.random() < 0.6 else ():
            wanneer = moment(self.begint + timedelta(days=dag), 10)
            gemeten = self._afname(
                inwoner, traject, wanneer, "gemeten", leeftijd, instrument="tug@1", score=9 + self.kans.random() * 6
            )
            self._rij(
                Meting, inwoner_id=inwoner, plaatsing_id=plaats, moment=soort, instrument_code="tug", afname_id=gemeten,
                op=wanneer, door_id=None, versie=1,
            )  # fmt: skip
        if einde == "afgerond":
            self._nazorg(inwoner, traject, plaats, tot)

    def _nazorg(self, inwoner: UUID, traject: UUID, plaats: UUID, tot: datetime) -> None:
        for maanden in (3, 6):
            dag = self.begint + timedelta(days=70 + 30 * maanden)
            op = moment(dag, 9)
            antwoord = op < tot and self.kans.random() < 0.7
            self._rij(
                Doorstroomvraag, inwoner_id=inwoner, plaatsing_id=plaats, traject_id=traject, keten_code=KETEN,
                organisatie_id=self.hier.eigenaar_id, maanden=maanden, wijze="bellen", vraag_op=dag, pogingen=1,
                beantwoord_op=op if antwoord else None, uitkomst=self.kans.choice(("ja", "nee")) if antwoord else None,
            )  # fmt: skip

    def _groep(self, vanaf: date) -> None:
        self.begint, self.vrij = max(vanaf + timedelta(days=14), date(self.jaar, 1, 8)), PLAATSEN
        self.groep = self._rij(
            Groep, naam=f"Vallen Verleden Tijd {self.nr}", keten_code=KETEN, interventie_pin="vvt@2", tijd="",
            organisatie_id=self.hier.eigenaar_id, locatie="Wijkcentrum", dagdelen=["di_ochtend"], taal="Nederlands",
            plaatsen=PLAATSEN, minimum=6, eigen_bijdrage=0, kosten=652650, overgeslagen=[], begint_op=self.begint,
            eindigt_op=self.begint + timedelta(days=7 * BIJEENKOMSTEN), versie=1,
        )  # fmt: skip
        self.bijeenkomsten = [
            self._rij(
                Bijeenkomst, groep_id=self.groep, nr=nr, minuten=90, extra=False, versie=1,
                begint_op=moment(self.begint + timedelta(days=7 * (nr - 1)), 10),
            )
            for nr in range(1, BIJEENKOMSTEN + 1)
        ]  # fmt: skip
