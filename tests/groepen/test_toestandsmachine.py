"""Places, offers, answers, expiries and withdrawals in any order, against a small model in memory (besluit 0030)."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test
from sqlalchemy import func, select

from ketens.groepen import handelingen as groepen
from ketens.groepen.aanbieden import vul
from ketens.groepen.antwoorden import beantwoord
from ketens.groepen.models import Groep
from ketens.groepen.plaatsen import Plaatsaanbod, Plaatsing, Wachtplek
from ketens.groepen.wachten import haal_van_wachtlijst, zet_op_wachtlijst
from ketens.inwoners import handelingen as inwoners
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import moment, nu, vandaag, zet_klok
from ketens.rooster.inrichten import gelast_af, maak_groep, wijzig_groep
from ketens.trajecten import handelingen as trajecten
from ketens.trajecten.delen import Gebeurtenis
from ketens.trajecten.models import Traject
from ketens.trajecten.pauzes import beeindig_pauze, pauzeer
from tests import wereld
from tests.groepen.conftest import de_klok_loopt
from tests.merken import BEPROEVING, OP_SQLITE

BEGIN = moment(date(2026, 9, 1), 9)
MEESTE = 8
ANTWOORD = st.sampled_from(["ja", "nee", "niet_nu"])


@dataclass
class Mens:
    """Where someone is: zoekt, wacht, aanbod or plaats, and in which group."""

    id: UUID
    rang: int
    volgorde: int
    sinds: Any
    waar: str = "wacht"
    groep: UUID | None = None
    # The one group they wait for, who must come along, and which groups are not offered to them again.
    alleen: UUID | None = None
    samen: UUID | None = None
    niet_weer: set[UUID] = field(default_factory=set)
    pauze: bool = False

    @property
    def op_de_lijst(self) -> bool:
        return self.waar in ("wacht", "aanbod")


@dataclass
class Model:
    """What must be true."""

    plaatsen: dict[UUID, int] = field(default_factory=dict)
    uitgedeeld: set[UUID] = field(default_factory=set)
    mensen: dict[UUID, Mens] = field(default_factory=dict)

    def vrij(self, groep: UUID) -> int:
        return self.plaatsen[groep] - sum(m.groep == groep for m in self.mensen.values())

    def past(self, mens: Mens, groep: UUID, *, zonder_ander: bool = False) -> bool:
        if mens.waar != "wacht" or mens.pauze or groep in mens.niet_weer:
            return False
        if mens.alleen in self.plaatsen and mens.alleen != groep:
            return False
        if zonder_ander or mens.samen is None or self.zit(mens.samen, groep):
            return True
        ander = self.mensen.get(mens.samen)
        return ander is not None and self.past(ander, groep, zonder_ander=True)

    def zit(self, wie: UUID, groep: UUID) -> bool:
        return wie in self.mensen and self.mensen[wie].groep == groep

    def vul(self, groep: UUID, vrijgekomen: int | None = None) -> None:
        """Offer by hand and in order, one person (or two together) after the other, until nobody fits.

        In a group that was not handed out no more than what came free.
        """
        if groep not in self.plaatsen:
            return
        alles = vrijgekomen is None or groep in self.uitgedeeld
        ruimte = self.vrij(groep) if alles else min(self.vrij(groep), vrijgekomen or 0)
        for mens in sorted(self.mensen.values(), key=lambda m: (m.rang, m.sinds, m.volgorde)):
            if not self.past(mens, groep):
                continue
            samen = [mens] if mens.samen is None or self.zit(mens.samen, groep) else [mens, self.mensen[mens.samen]]
            if len(samen) <= ruimte:
                ruimte -= len(samen)
                for een in samen:
                    een.waar, een.groep = "aanbod", groep
                self.uitgedeeld |= {groep} if alles else set()

    def klok(self) -> None:
        for groep in sorted(self.uitgedeeld & self.plaatsen.keys()):
            self.vul(groep)

    def laat_gaan(self, wie: UUID) -> None:
        """Whoever wanted to come along with this one waits alone from now on."""
        for ander in self.mensen.values():
            if ander.samen == wie and ander.op_de_lijst:
                ander.samen = None


class Groepsleven(RuleBasedStateMachine):
    """Each rule does one thing, in a transaction, and tells the model; then both are laid side by side."""

    app: Any = None
    vers: Any = None

    @initialize()
    def begin(self) -> None:
        type(self).vers()
        self.teller = 0
        self.klok = zet_klok(BEGIN + timedelta(days=1))
        self.klok.__enter__()
        self.context = wereld.binnen(type(self).app)
        self.context.__enter__()
        self.model = Model()
        # A life has begun: people wait in another order than they came, and one group is being handed out.
        for plaatsen in (1, 2):
            self.nieuwe_groep(plaatsen)
        for uitslag in ("matig", "hoog", "matig", "matig"):
            self.iemand_komt(uitslag, wacht=True)
        self.bied_de_vrije_plaatsen_aan(0)

    def teardown(self) -> None:
        if hasattr(self, "context"):
            self.context.__exit__(None, None, None)
            self.klok.__exit__(None, None, None)

    # --- what happens ------------------------------------------------------------------------------------------------

    @rule(uitslag=st.sampled_from(["hoog", "matig"]), wacht=st.booleans())
    @precondition(lambda self: len(self.model.mensen) < MEESTE)
    def iemand_heeft_een_plaats_nodig(self, uitslag: str, wacht: bool) -> None:
        self.iemand_komt(uitslag, wacht=wacht)
        self.klaar()

    def iemand_komt(self, uitslag: str, *, wacht: bool) -> None:
        self.teller += 1
        with zet_klok(BEGIN + timedelta(minutes=self.teller)):
            inwoner = inwoners.maak_inwoner(voornaam="P", achternaam="Roef", geboortedatum=date(1945, 1, 1))
            waar = {"keten_code": wereld.KETEN, "organisatie_id": wereld.id_van("gemeente-borne")}
            traject = trajecten.start(inwoner, herkomst="zelf", door=None, **waar)
            traject.uitslag = uitslag
            stap = traject.open_stap("plaatsing", door=None)
        db.session.flush()
        mens = Mens(traject.id, 0 if uitslag == "hoog" else 1, self.teller, stap.begonnen_op, waar="zoekt")
        self.model.mensen[traject.id] = mens
        if wacht:
            self.zet_op_de_lijst(mens)

    @rule(nr=st.integers(0, 9))
    @precondition(lambda self: self.die("zoekt"))
    def iemand_gaat_wachten(self, nr: int) -> None:
        self.zet_op_de_lijst(self.kies(nr, "zoekt"))
        self.klaar()

    @rule(nr=st.integers(0, 9), ander=st.integers(0, 9))
    @precondition(lambda self: len(self.die("wacht")) > 1)
    def twee_willen_samen(self, nr: int, ander: int) -> None:
        mens, mee = self.kies(nr, "wacht"), self.kies(ander, "wacht", "aanbod")
        kan = mens is not mee and mee.samen in (None, mens.id)
        kenmerk = self.traject(mee).kenmerk
        try:
            zet_op_wachtlijst(self.traject(mens), interventie_code="in_balans", samen_met=kenmerk, door=None)
        except Domeinfout:
            db.session.rollback()
            assert not kan
            return
        assert kan
        if mens.samen != mee.id:
            oud = self.model.mensen.get(mens.samen) if mens.samen else None
            if oud is not None and oud.op_de_lijst and oud.samen == mens.id:
                oud.samen = None
            mens.samen, mee.samen = mee.id, mens.id
        mens.alleen = None
        self.model.klok()
        self.klaar()

    @rule(groep=st.integers(0, 3))
    def bied_de_vrije_plaatsen_aan(self, groep: int) -> None:
        groep_id = self.kies_groep(groep)
        vul(db.session.get_one(Groep, groep_id))
        self.model.vul(groep_id)
        self.klaar()

    @rule(nr=st.integers(0, 9), groep=st.integers(0, 3))
    @precondition(lambda self: self.model.mensen)
    def plaats_met_de_hand(self, nr: int, groep: int) -> None:
        mens, groep_id = self.kies(nr), self.kies_groep(groep)
        vol = self.model.vrij(groep_id) - (mens.waar == "aanbod" and mens.groep == groep_id) * -1 < 1
        rij = db.session.get_one(Groep, groep_id)
        try:
            uitkomst = groepen.plaats(self.traject(mens), rij, door=None, reden_afwijking="Kan nu.")
        except Domeinfout:
            db.session.rollback()
            assert mens.waar == "plaats"
            return
        assert mens.waar != "plaats"
        assert isinstance(uitkomst, Wachtplek if vol else Plaatsing)
        if not vol:
            elders = mens.groep if mens.groep not in (None, groep_id) else None
            mens.waar, mens.groep, mens.samen, mens.alleen = "plaats", groep_id, None, None
            if elders:
                self.model.vul(elders, 1)
        elif mens.waar == "zoekt":
            mens.waar, mens.alleen = "wacht", groep_id
        self.klaar()

    @rule(nr=st.integers(0, 9), antwoord=ANTWOORD)
    @precondition(lambda self: self.die("aanbod"))
    def iemand_antwoordt(self, nr: int, antwoord: str) -> None:
        mens = self.kies(nr, "aanbod")
        aanbod = self.aanbod_van(mens)
        beantwoord(aanbod, antwoord, via="link", door=None)
        with pytest.raises(Domeinfout, match="al geantwoord"):
            beantwoord(aanbod, "ja", via="link", door=None)
        if antwoord == "ja":
            mens.waar, mens.samen, mens.alleen = "plaats", None, None
        else:
            self.geen_plaats(mens, "zoekt" if antwoord == "nee" else "wacht")
        self.klaar()

    @rule(nr=st.integers(0, 9))
    @precondition(lambda self: self.die("aanbod"))
    def de_bedenktijd_is_om(self, nr: int) -> None:
        mens = self.kies(nr, "aanbod")
        aanbod = self.aanbod_van(mens)
        aanbod.bereikt_op, aanbod.vervalt_op = nu() - timedelta(days=9), vandaag() - timedelta(days=1)
        with pytest.raises(Domeinfout, match="voorbij"):
            beantwoord(aanbod, "ja", via="link", door=None)
        de_klok_loopt()
        self.geen_plaats(mens, "wacht")
        # Each group is a job of its own: for another group this person is found when the clock comes by again.
        de_klok_loopt()
        self.model.klok()
        self.klaar()

    @rule(nr=st.integers(0, 9), wil_wachten=st.booleans())
    @precondition(lambda self: self.die("plaats"))
    def iemand_geeft_de_plaats_terug(self, nr: int, wil_wachten: bool) -> None:
        mens = self.kies(nr, "plaats")
        groepen.trek_plaats_in(self.plaatsing_van(mens), reden="ziek", wil_wachten=wil_wachten, door=None)
        vrijgekomen, mens.groep = mens.groep, None
        mens.niet_weer.add(vrijgekomen)
        self.model.vul(vrijgekomen, 1)
        mens.waar = "wacht" if wil_wachten else "zoekt"
        self.wacht_opnieuw(mens)
        self.klaar()

    @rule(nr=st.integers(0, 9))
    @precondition(lambda self: self.die("plaats"))
    def iemand_begint_nooit(self, nr: int) -> None:
        mens = self.kies(nr, "plaats")
        groepen.beeindig_deelname(self.plaatsing_van(mens), einde="niet_gestart", reden="wil_niet", door=None)
        self.weg(mens)

    @rule(nr=st.integers(0, 9))
    @precondition(lambda self: self.model.mensen)
    def een_traject_sluit(self, nr: int) -> None:
        mens = self.kies(nr)
        self.traject(mens).sluit_af(door=None, reden="geen_interesse")
        self.weg(mens)

    @rule(nr=st.integers(0, 9))
    @precondition(lambda self: self.die("wacht", "aanbod"))
    def iemand_gaat_van_de_lijst(self, nr: int) -> None:
        mens = self.kies(nr, "wacht", "aanbod")
        haal_van_wachtlijst(self.wachtplek_van(mens), door=None)
        vrijgekomen, mens.groep, mens.waar = mens.groep, None, "zoekt"
        mens.samen = mens.alleen = None
        self.model.laat_gaan(mens.id)
        if vrijgekomen:
            mens.niet_weer.add(vrijgekomen)
            self.model.vul(vrijgekomen, 1)
        self.klaar()

    @rule(nr=st.integers(0, 9))
    @precondition(lambda self: self.die("wacht", "aanbod"))
    def een_traject_staat_stil_of_gaat_door(self, nr: int) -> None:
        mens, cora = self.kies(nr, "wacht", "aanbod"), wereld.wie("coordinator")
        if mens.pauze:
            beeindig_pauze(self.traject(mens), door=cora)
            mens.pauze = False
            self.model.klok()
        else:
            tot = vandaag() + timedelta(days=30)
            pauzeer(self.traject(mens), formulier_id=uuid4(), tot=tot, reden="vakantie", door=cora)
            mens.pauze = True
            vrijgekomen, mens.groep, mens.waar = mens.groep, None, "wacht"
            if vrijgekomen:
                self.model.vul(vrijgekomen, 1)
        self.klaar()

    @rule(groep=st.integers(0, 3), plaatsen=st.integers(1, 4))
    def de_capaciteit_verandert(self, groep: int, plaatsen: int) -> None:
        groep_id = self.kies_groep(groep)
        mag = plaatsen >= self.model.plaatsen[groep_id] - self.model.vrij(groep_id)
        try:
            wijzig_groep(db.session.get_one(Groep, groep_id), plaatsen=plaatsen, door=None)
        except Domeinfout:
            db.session.rollback()
            assert not mag
            return
        assert mag
        ruimer = plaatsen - self.model.plaatsen[groep_id]
        self.model.plaatsen[groep_id] = plaatsen
        if ruimer > 0:
            self.model.vul(groep_id, ruimer)
        self.klaar()

    @rule(groep=st.integers(0, 3))
    @precondition(lambda self: len(self.model.plaatsen) > 1)
    def een_groep_gaat_niet_door(self, groep: int) -> None:
        groep_id = self.kies_groep(groep)
        gelast_af(db.session.get_one(Groep, groep_id), reden="Gaat niet door", door=None)
        del self.model.plaatsen[groep_id]
        for mens in self.model.mensen.values():
            if mens.groep == groep_id:
                if mens.waar == "plaats":
                    self.wacht_opnieuw(mens)
                mens.waar, mens.groep = "wacht", None
        self.klaar()

    @rule(plaatsen=st.integers(1, 3))
    @precondition(lambda self: len(self.model.plaatsen) < 3)
    def nog_een_groep(self, plaatsen: int) -> None:
        self.nieuwe_groep(plaatsen)
        self.klaar()

    # --- the same, told to the model ---------------------------------------------------------------------------------

    def nieuwe_groep(self, plaatsen: int) -> None:
        groep = maak_groep(
            interventie_code="in_balans",
            naam=f"Groep {len(self.model.plaatsen)}",
            keten_code=wereld.KETEN,
            organisatie_id=wereld.id_van("gemeente-borne"),
            locatie="Zaal",
            plaatsen=plaatsen,
            minimum=1,
            begint_op=date(2026, 10, 13),
            door=None,
        )
        db.session.commit()
        self.model.plaatsen[groep.id] = plaatsen

    def zet_op_de_lijst(self, mens: Mens) -> None:
        zet_op_wachtlijst(self.traject(mens), interventie_code="in_balans", door=None)
        mens.waar, mens.alleen = "wacht", None
        self.wacht_opnieuw(mens)
        self.model.klok()

    def wacht_opnieuw(self, mens: Mens) -> None:
        """A new row on the list: behind whoever has had the need just as long."""
        self.teller += 1
        mens.volgorde, mens.samen, mens.alleen = self.teller, None, None

    def geen_plaats(self, mens: Mens, waar: str) -> None:
        vrijgekomen, mens.groep, mens.waar, mens.samen = mens.groep, None, waar, None
        mens.niet_weer.add(vrijgekomen)
        self.model.laat_gaan(mens.id)
        self.model.vul(vrijgekomen, 1)

    def weg(self, mens: Mens) -> None:
        vrijgekomen, stond_erop = mens.groep, mens.op_de_lijst
        del self.model.mensen[mens.id]
        if stond_erop:
            self.model.laat_gaan(mens.id)
        if vrijgekomen:
            self.model.vul(vrijgekomen, 1)
        self.klaar()

    # --- side by side ------------------------------------------------------------------------------------------------

    def klaar(self) -> None:
        """What came free was offered in that transaction; the clock then finds who fits since."""
        db.session.commit()
        db.session.expunge_all()
        self.klopt()
        de_klok_loopt()
        db.session.commit()
        db.session.expunge_all()
        self.model.klok()
        self.klopt()
        self.elke_verandering_is_een_gebeurtenis()

    def klopt(self) -> None:
        loopt = select(Plaatsing.traject_id, Plaatsing.groep_id).where(Plaatsing.geeindigd_op.is_(None))
        is_open = (Plaatsaanbod.beantwoord_op.is_(None), Plaatsaanbod.vervallen_op.is_(None))
        houdt = select(Plaatsaanbod.traject_id, Plaatsaanbod.groep_id).where(*is_open)
        wacht = select(Wachtplek.traject_id, Wachtplek.sinds).where(Wachtplek.vervallen_op.is_(None))
        mensen = self.model.mensen
        geplaatst, aangeboden = (list(map(tuple, db.session.execute(vraag))) for vraag in (loopt, houdt))
        for groep_id, plaatsen in self.model.plaatsen.items():
            assert [g for _, g in geplaatst + aangeboden].count(groep_id) <= plaatsen, "overboekt"
        assert sorted(geplaatst) == sorted((m.id, m.groep) for m in mensen.values() if m.waar == "plaats")
        assert sorted(aangeboden) == sorted((m.id, m.groep) for m in mensen.values() if m.waar == "aanbod")
        lijst = list(map(tuple, db.session.execute(wacht)))
        assert sorted(lijst) == sorted((m.id, m.sinds) for m in mensen.values() if m.op_de_lijst)

    def elke_verandering_is_een_gebeurtenis(self) -> None:
        per_soort = dict(
            db.session.execute(select(Gebeurtenis.soort, func.count(Gebeurtenis.id)).group_by(Gebeurtenis.soort)).all()
        )
        for soorten, kolom in (
            (["geplaatst"], Plaatsing.id),
            (["plaats_ingetrokken", "deelname_beeindigd"], Plaatsing.geeindigd_op),
            (["aangeboden"], Plaatsaanbod.id),
            (["aanbod_vervallen"], Plaatsaanbod.vervallen_op),
            (["op_wachtlijst"], Wachtplek.id),
        ):
            assert sum(per_soort.get(soort, 0) for soort in soorten) == db.session.scalar(select(func.count(kolom)))

    # --- who and where -----------------------------------------------------------------------------------------------

    def die(self, *waar: str) -> list[Mens]:
        return [mens for mens in self.model.mensen.values() if not waar or mens.waar in waar]

    def kies(self, nr: int, *waar: str) -> Mens:
        mensen = self.die(*waar)
        return mensen[nr % len(mensen)]

    def kies_groep(self, nr: int) -> UUID:
        return sorted(self.model.plaatsen)[nr % len(self.model.plaatsen)]

    def traject(self, mens: Mens) -> Traject:
        return db.session.get_one(Traject, mens.id)

    def aanbod_van(self, mens: Mens) -> Plaatsaanbod:
        vraag = select(Plaatsaanbod).where(Plaatsaanbod.traject_id == mens.id, Plaatsaanbod.groep_id == mens.groep)
        is_open = (Plaatsaanbod.beantwoord_op.is_(None), Plaatsaanbod.vervallen_op.is_(None))
        return db.session.scalars(vraag.where(*is_open)).one()

    def plaatsing_van(self, mens: Mens) -> Plaatsing:
        vraag = select(Plaatsing).where(Plaatsing.traject_id == mens.id, Plaatsing.geeindigd_op.is_(None))
        return db.session.scalars(vraag).one()

    def wachtplek_van(self, mens: Mens) -> Wachtplek:
        vraag = select(Wachtplek).where(Wachtplek.traject_id == mens.id, Wachtplek.vervallen_op.is_(None))
        return db.session.scalars(vraag).one()


@OP_SQLITE
def test_nooit_overboekt_niemand_overgeslagen_en_niemand_kwijt_in_welke_volgorde_ook(bron):
    Groepsleven.app, Groepsleven.vers = bron.app, bron.ververs
    run_state_machine_as_test(
        Groepsleven,
        settings=settings(
            max_examples=400 if BEPROEVING else 8,
            stateful_step_count=60 if BEPROEVING else 25,
            deadline=None,
            derandomize=not BEPROEVING,
            database=None,
            # To shrink takes minutes; the long edition does.
            phases=list(Phase) if BEPROEVING else [Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )


pytestmark = pytest.mark.filterwarnings("ignore::hypothesis.errors.NonInteractiveExampleWarning")
