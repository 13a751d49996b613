"""Merge, take apart, merge again, over histories that nobody thought up, with life going on in between (besluit 0048).

Taken apart with nothing in between, every row of every table is as it was. Whatever happens, no row stands with another
resident than what it hangs on; each figure is that of the count by hand; and of merging only counts of people change.
The access log of who was merged is that of both, and of who came apart again no row of before is of the other.
"""

from collections import Counter
from datetime import timedelta
from random import Random
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy import select

from ketens.audit.controle import controleer
from ketens.audit.handelingen import schrijf_opdracht
from ketens.catalogus import catalogus
from ketens.groepen.handelingen import plaats, trek_plaats_in
from ketens.groepen.models import Groep
from ketens.groepen.plaatsen import Plaatsing
from ketens.indicatoren.tellen import tel
from ketens.inwoners.contactpersonen import voeg_contactpersoon_toe
from ketens.inwoners.handelingen import trek_toestemming_in, wijzig_inwoner
from ketens.inwoners.models import Betrokkenheid, Inwoner, Toestemming
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import zet_klok
from ketens.samenvoegen.handelingen import maak_ongedaan, voeg_samen
from ketens.samenvoegen.models import Samenvoeging
from ketens.samenvoegen.velden import GROEPEN
from ketens.trajecten.handelingen import noteer_contactpoging, noteer_notitie
from ketens.trajecten.models import Traject
from ketens.triage.handelingen import neem_aan
from ketens.verwijzingen.handelingen import vul_aan
from ketens.verwijzingen.models import Verwijzing
from tests import wereld
from tests.indicatoren.naief.leven import NU
from tests.indicatoren.naief.plaats import Plaats
from tests.indicatoren.naief.tellen import Naief
from tests.indicatoren.naief.vergelijken import JAREN, verschillen
from tests.maak import Maker
from tests.merken import BEPROEVING, EERST_OP_SQLITE, OP_POSTGRESQL
from tests.samenvoegen.stand import wat_niet_klopt
from tests.samenvoegen.vooraf import KETENS, Vooraf, logboek

GETAL = st.integers(0, 2**24)
# What happened, over all histories of a run.
GEZIEN: Counter[str] = Counter()
BORNE = wereld.id_van("borne")


class Samen(RuleBasedStateMachine):
    """A gemeente in which a coördinator and a welzijnscoach merge and take apart, and go on working meanwhile."""

    bron: Any
    levens, welzijn = 9, 5

    def __init__(self) -> None:
        super().__init__()
        self.bron.ververs()
        plaats_ = Plaats(self.bron.app, "borne")
        plaats_.laat_leven(list(range(self.levens)), list(range(self.welzijn)))
        self.op, self.gedaan = NU, 0
        # Some are sent again, and nobody notices that they are known.
        for getal in range(5):
            self.doe(lambda getal=getal: self.verwezen(Random(getal)))  # type: ignore[misc]
        # Of each merge that stands: what stood before it, and how much had happened by then.
        self.vooraf: dict[UUID, tuple[Vooraf, int]] = {}
        self.paren: set[frozenset[UUID]] = set()
        self.eigenaars = self.doe(self.van_wie)

    def doe(self, wat: Any) -> Any:
        """Do it a minute later; what is refused did not happen."""
        self.op += timedelta(minutes=1)
        with wereld.binnen(self.bron.app), zet_klok(self.op):
            try:
                uitkomst = wat()
                db.session.commit()
            except Domeinfout:
                db.session.rollback()
                return None
            db.session.expunge_all()
            return uitkomst

    @staticmethod
    def van_wie() -> dict[UUID, UUID]:
        rijen = db.session.execute(select(Traject.id, Traject.inwoner_id)).all()
        return dict([*rijen, *db.session.execute(select(Verwijzing.id, Verwijzing.inwoner_id))])

    @rule(getal=GETAL)
    def voeg_samen(self, getal: int, paar: tuple[UUID, UUID] | None = None) -> None:
        kans = Random(getal)

        def samen() -> tuple[UUID, Vooraf]:
            blijft, gaat = (db.session.get_one(Inwoner, id_) for id_ in paar) if paar else twee(kans)
            was, cijfers = Vooraf(blijft.id, gaat.id), telling()
            gekozen = [code for code in GROEPEN if code != "bsn" and kans.random() < 0.3]
            door = wereld.wie(kans.choice(["coordinator", "welzijnscoach"]))
            rij = voeg_samen(blijft, gaat, door=door, gekozen=gekozen)
            alleen_mensen_tellen_anders(cijfers, telling())
            assert logboek(was.blijft) == logboek(was.gaat) == was.van_blijft | was.van_gaat
            return rij.id, was

        if uitkomst := self.doe(samen):
            self.gedaan += 1
            paar = frozenset((uitkomst[1].blijft, uitkomst[1].gaat))
            GEZIEN.update(["samen", *["weer samen"] * (paar in self.paren)])
            self.paren.add(paar)
            self.vooraf[uitkomst[0]] = uitkomst[1], self.gedaan

    @rule(getal=GETAL)
    def maak_ongedaan(self, getal: int) -> None:
        if self.vooraf:
            self.haal_uit_elkaar(Random(getal).choice(sorted(self.vooraf)))

    def haal_uit_elkaar(self, welke: UUID) -> None:
        was, toen = self.vooraf.pop(welke)

        def los() -> list[str]:
            self.los(welke)
            return was.verschil(meteen=toen == self.gedaan)

        assert self.doe(los) == []
        GEZIEN["meteen los" if toen == self.gedaan else "later los"] += 1
        self.gedaan = toen - 1 if toen == self.gedaan else self.gedaan + 1

    @staticmethod
    def los(welke: UUID) -> bool:
        maak_ongedaan(db.session.get_one(Samenvoeging, welke), door=wereld.wie("coordinator"), reden="Vergissing")
        return True

    @staticmethod
    def sinds_het_begin() -> Any:
        return select(Samenvoeging).where(Samenvoeging.ongedaan_op.is_(None), Samenvoeging.op > NU)

    @rule(getal=GETAL)
    def los_en_weer_samen(self, getal: int) -> None:
        """Who was merged comes apart, and somebody says once more that they are one."""
        if self.vooraf:
            welke = Random(getal).choice(sorted(self.vooraf))
            was, _ = self.vooraf[welke]
            self.haal_uit_elkaar(welke)
            self.voeg_samen(getal, (was.blijft, was.gaat))

    @rule(getal=GETAL)
    def iemand_kijkt(self, getal: int) -> None:
        """A row in the log, about a record that is looked at: also one that turned out to be somebody else."""

        def kijk() -> None:
            alle = list(db.session.scalars(select(Inwoner.id).order_by(Inwoner.id)))
            schrijf_opdracht("proef", "proef.kijk", [Random(getal).choice(alle)])

        self.doe(kijk)
        self.gedaan += 1

    @rule(getal=GETAL)
    def er_gebeurt_iets(self, getal: int) -> None:
        kans = Random(getal)
        daden = (self.verwezen, self.aangenomen, self.in_traject, self.in_traject, self.aan_de_inwoner)
        self.doe(lambda: kans.choice(daden)(kans))
        self.gedaan += 1

    # --- what goes on -------------------------------------------------------------------------------------------------

    @staticmethod
    def verwezen(kans: Random) -> None:
        from ketens.verwijzingen.handelingen import verwijs

        hanna = wereld.wie("verwijzer")
        verwijs(
            formulier_id=uuid4(), keten_code="valpreventie", door=hanna, antwoorden=Maker.antwoorden("matig"),
            toestemming_doorgeven=True, toestemming_terugkoppelen=True, herkomst="verwijzer", voornaam="Proef",
            achternaam="Persoon", geboortedatum=kans.choice(losse()).geboortedatum, telefoon="+31612345678",
        )  # fmt: skip

    @staticmethod
    def aangenomen(kans: Random) -> None:
        wacht = (Verwijzing.aangenomen_op, Verwijzing.geweigerd_op, Verwijzing.ingetrokken_op)
        vraag = select(Verwijzing).where(*(moment.is_(None) for moment in wacht))
        wachtend = list(db.session.scalars(vraag.order_by(Verwijzing.id)))
        if not wachtend:
            return Samen.verwezen(kans)
        rij = kans.choice(wachtend)
        bekend = [None, *(ander for ander in losse() if lijkt(rij.inwoner, ander))]
        neem_aan(rij, door=wereld.wie("coordinator"), zelfde_als=kans.choice(bekend))
        return None

    @staticmethod
    def in_traject(kans: Random) -> None:
        traject = kans.choice(list(db.session.scalars(select(Traject).order_by(Traject.id))))
        cora = wereld.wie("coordinator" if traject.keten_code == "valpreventie" else "welzijnscoach")
        wat = kans.randrange(5)
        if wat == 0:
            noteer_notitie(traject, tekst="Proef", door=cora)
        elif wat == 1 and not traject.is_afgesloten:
            noteer_contactpoging(traject, uitkomst="geen_gehoor", terugbellen_op=None, tekst=None, door=cora)
        elif wat == 2 and not traject.is_afgesloten:
            traject.sluit_af(door=cora, reden=kans.choice(traject.keten.afsluitredenen).code)
        elif wat == 3 and traject.is_afgesloten:
            traject.heropen(door=cora, reden="Toch verder")
        else:
            Samen.in_groep(traject, kans, cora)

    @staticmethod
    def in_groep(traject: Traject, kans: Random, door: Any) -> None:
        lopend = select(Plaatsing).where(Plaatsing.traject_id == traject.id, Plaatsing.geeindigd_op.is_(None))
        if al := db.session.scalars(lopend).first():
            trek_plaats_in(al, reden="anders", door=door)
        else:
            groep = kans.choice(list(db.session.scalars(select(Groep).order_by(Groep.id))))
            plaats(traject, groep, door=door, reden_afwijking="Proef")

    @staticmethod
    def aan_de_inwoner(kans: Random) -> None:
        inwoner, cora = kans.choice(losse()), wereld.wie("coordinator")
        gegeven = db.session.scalars(select(Toestemming).where(Toestemming.inwoner_id == inwoner.id)).first()
        verwezen = db.session.scalars(select(Verwijzing).where(Verwijzing.inwoner_id == inwoner.id)).first()
        wat = kans.randrange(4)
        if wat == 0:
            voeg_contactpersoon_toe(inwoner, door=cora, naam="Naaste", relatie="partner", telefoon="+31612345670")
        elif wat == 1 and gegeven:
            trek_toestemming_in(gegeven, door=cora)
        elif wat == 2 and verwezen:
            vul_aan(verwezen, formulier_id=uuid4(), tekst="Nog iets", door=wereld.wie("verwijzer"))
        else:
            wijzig_inwoner(inwoner, door=cora, telefoon=f"+3161234{kans.randrange(1000, 9999)}")

    # --- what holds ---------------------------------------------------------------------------------------------------

    @invariant()
    def alles_staat_bij_wie_het_hoort(self) -> None:
        assert self.doe(wat_niet_klopt) == []

    @invariant()
    def wie_behandelt_ziet_de_inwoner(self) -> None:
        assert self.doe(niet_te_zien) == []

    def teardown(self) -> None:
        def eind() -> list[str]:
            return [zin for keten in KETENS for zin in verschillen(keten, self.op, Naief(keten, self.op))]

        assert self.doe(eind) == []
        staan = self.doe(lambda: [rij.id for rij in db.session.scalars(self.sinds_het_begin())])
        for welke in Random(len(staan)).sample(staan, len(staan)):
            assert self.doe(lambda welke=welke: self.los(welke))  # type: ignore[misc]
        nu = self.doe(self.van_wie)
        assert {id_: nu[id_] for id_ in self.eigenaars if nu[id_] != self.eigenaars[id_]} == {}
        assert self.doe(lambda: controleer(BORNE).goed)


def losse() -> list[Inwoner]:
    """Return who did not turn out to be somebody else."""
    return list(db.session.scalars(select(Inwoner).where(Inwoner.zelfde_als_id.is_(None)).order_by(Inwoner.id)))


def twee(kans: Random) -> tuple[Inwoner, Inwoner]:
    """Return two who look alike."""
    blijft = kans.choice(losse())
    gelijken = [ander for ander in losse() if lijkt(blijft, ander)]
    if not gelijken:
        raise Domeinfout("Niemand lijkt op deze inwoner.")
    return blijft, kans.choice(gelijken)


def lijkt(een: Inwoner, ander: Inwoner) -> bool:
    # Born on the same day: the count by hand tells the age of then by it.
    return een is not ander and een.geboortedatum == ander.geboortedatum


def telling() -> dict[tuple[str, str, int], Any]:
    """Return each figure, without its parts."""
    standen = [(keten, jaar, tel(keten, jaar)) for keten in KETENS for jaar in JAREN]
    return {(keten, code, jaar): s.waarde(code) for keten, jaar, s in standen for code in s.codes}


def alleen_mensen_tellen_anders(was: dict[Any, Any], werd: dict[Any, Any]) -> None:
    for (keten, code, jaar), waarde in was.items():
        indicator = next(i for i in catalogus().indicatoren(keten).indicatoren if i.code == code)
        if indicator.telt == "inwoners" and indicator.soort == "aantal":
            assert werd[keten, code, jaar] in (waarde, waarde - 1), (code, jaar)
        elif indicator.soort in ("aantal", "som"):
            assert werd[keten, code, jaar] == waarde, (code, jaar)


def niet_te_zien() -> list[UUID]:
    """Return the running trajecten whose organisatie does not see the resident."""
    db.session.expire_all()
    gevonden = []
    for traject in db.session.scalars(select(Traject).where(Traject.afgesloten_op.is_(None))):
        ziet = select(Betrokkenheid.id).where(
            Betrokkenheid.inwoner_id == traject.inwoner_id,
            Betrokkenheid.organisatie_id == traject.organisatie_id,
            Betrokkenheid.keten_code == traject.keten_code,
            Betrokkenheid.tot.is_(None),
        )
        if db.session.scalars(ziet).first() is None:
            gevonden.append(traject.id)
    return gevonden


def beproef(bron: Any, voorbeelden: int, stappen: int) -> None:
    soort = type("Samen", (Samen,), {"bron": bron})
    run_state_machine_as_test(
        soort,
        settings=settings(
            max_examples=voorbeelden,
            stateful_step_count=stappen,
            deadline=None,
            derandomize=not BEPROEVING,
            database=None,
            phases=list(Phase) if BEPROEVING else [Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )


@EERST_OP_SQLITE
def test_samen_los_en_weer_samen(bron):
    GEZIEN.clear()
    beproef(bron, 60 if BEPROEVING else 4, 25 if BEPROEVING else 12)
    assert all(GEZIEN[wat] for wat in ("samen", "weer samen", "meteen los", "later los"))


@OP_POSTGRESQL
def test_ook_op_postgresql(bron):
    beproef(bron, 1, 8)


pytestmark = pytest.mark.filterwarnings("ignore::hypothesis.errors.NonInteractiveExampleWarning")
