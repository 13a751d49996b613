"""Places, withdrawals, changes of capacity and cancellations in any order, against a small model in memory."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import func, select

from ketens.groepen import handelingen as groepen
from ketens.groepen.models import Groep
from ketens.groepen.plaatsen import Plaatsing, Wachtplek
from ketens.groepen.wachtlijst import wachtlijst
from ketens.inwoners import handelingen as inwoners
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import moment, zet_klok
from ketens.trajecten import handelingen as trajecten
from ketens.trajecten.delen import Gebeurtenis
from ketens.trajecten.models import Traject
from tests import wereld


@dataclass
class Model:
    """What must be true: capacity per group, and where everybody is."""

    plaatsen: dict[UUID, int] = field(default_factory=dict)
    waar: dict[UUID, UUID | str] = field(default_factory=dict)
    sinds: dict[UUID, Any] = field(default_factory=dict)

    def in_groep(self, groep_id: UUID) -> list[UUID]:
        return [wie for wie, plek in self.waar.items() if plek == groep_id]


class Groepsleven(RuleBasedStateMachine):
    """Each rule does one thing, in a transaction, and says what the model expects of it."""

    app: Any = None
    vers: Any = None

    @initialize()
    def begin(self) -> None:
        type(self).vers()
        self.klok = zet_klok(moment(date(2026, 9, 1)))
        self.klok.__enter__()
        self.context = wereld.binnen(type(self).app)
        self.context.__enter__()
        self.model = Model()
        for _ in range(2):
            self.maak_groep(1)

    def teardown(self) -> None:
        if hasattr(self, "context"):
            self.context.__exit__(None, None, None)
            self.klok.__exit__(None, None, None)

    def maak_groep(self, plaatsen: int) -> None:
        groep = groepen.maak_groep(
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

    def kies(self, wat: dict[UUID, Any], nr: int) -> UUID:
        return sorted(wat)[nr % len(wat)]

    @rule()
    @precondition(lambda self: len(self.model.waar) < 6)
    def iemand_heeft_een_plaats_nodig(self) -> None:
        inwoner = inwoners.maak_inwoner(voornaam="P", achternaam="Roef", geboortedatum=date(1945, 1, 1))
        traject = trajecten.start(
            inwoner,
            keten_code=wereld.KETEN,
            organisatie_id=wereld.id_van("gemeente-borne"),
            herkomst="zelf",
            door=None,
        )
        traject.uitslag = "matig"
        traject.open_stap("plaatsing", door=None)
        db.session.commit()
        self.model.waar[traject.id] = "zoekt"
        self.model.sinds[traject.id] = traject.stap("plaatsing").begonnen_op

    @rule(wie=st.integers(0, 5), groep=st.integers(0, 3))
    @precondition(lambda self: self.model.waar and self.model.plaatsen)
    def plaats(self, wie: int, groep: int) -> None:
        traject_id, groep_id = self.kies(self.model.waar, wie), self.kies(self.model.plaatsen, groep)
        mag = self.model.waar[traject_id] in ("zoekt", "wacht")
        traject, rij = db.session.get_one(Traject, traject_id), db.session.get_one(Groep, groep_id)
        try:
            uitkomst = groepen.plaats(traject, rij, door=None, reden_afwijking="Kan nu.")
        except Domeinfout:
            db.session.rollback()
            assert not mag
            return
        db.session.commit()
        assert mag
        vol = len(self.model.in_groep(groep_id)) >= self.model.plaatsen[groep_id]
        assert isinstance(uitkomst, Wachtplek if vol else Plaatsing)
        self.model.waar[traject_id] = "wacht" if vol else groep_id

    @rule(wie=st.integers(0, 5), wil_wachten=st.booleans())
    @precondition(lambda self: any(isinstance(plek, UUID) for plek in self.model.waar.values()))
    def trek_in(self, wie: int, wil_wachten: bool) -> None:
        geplaatst = {id_: plek for id_, plek in self.model.waar.items() if isinstance(plek, UUID)}
        traject_id = self.kies(geplaatst, wie)
        vraag = select(Plaatsing).where(Plaatsing.traject_id == traject_id, Plaatsing.geeindigd_op.is_(None))
        groepen.trek_plaats_in(db.session.scalars(vraag).one(), reden="ziek", wil_wachten=wil_wachten, door=None)
        db.session.commit()
        self.model.waar[traject_id] = "wacht" if wil_wachten else "zoekt"

    @rule(groep=st.integers(0, 3), plaatsen=st.integers(1, 3))
    @precondition(lambda self: self.model.plaatsen)
    def verander_de_capaciteit(self, groep: int, plaatsen: int) -> None:
        groep_id = self.kies(self.model.plaatsen, groep)
        mag = plaatsen >= len(self.model.in_groep(groep_id))
        try:
            groepen.wijzig_groep(db.session.get_one(Groep, groep_id), plaatsen=plaatsen, door=None)
        except Domeinfout:
            db.session.rollback()
            assert not mag
            return
        db.session.commit()
        assert mag
        self.model.plaatsen[groep_id] = plaatsen

    @rule(groep=st.integers(0, 3))
    @precondition(lambda self: len(self.model.plaatsen) > 1)
    def gelast_af(self, groep: int) -> None:
        groep_id = self.kies(self.model.plaatsen, groep)
        groepen.gelast_af(db.session.get_one(Groep, groep_id), reden="Gaat niet door", door=None)
        db.session.commit()
        for traject_id in self.model.in_groep(groep_id):
            self.model.waar[traject_id] = "wacht"
        del self.model.plaatsen[groep_id]

    @rule()
    @precondition(lambda self: len(self.model.plaatsen) < 3)
    def nog_een_groep(self) -> None:
        self.maak_groep(2)

    @rule(wie=st.integers(0, 5))
    @precondition(lambda self: self.model.waar)
    def sluit_een_traject(self, wie: int) -> None:
        traject_id = self.kies(self.model.waar, wie)
        db.session.get_one(Traject, traject_id).sluit_af(door=None, reden="geen_interesse")
        db.session.commit()
        del self.model.waar[traject_id]

    @invariant()
    def niemand_overboekt_en_niemand_kwijt(self) -> None:
        if not hasattr(self, "model"):
            return
        vraag = select(Plaatsing.groep_id, Plaatsing.traject_id).where(Plaatsing.geeindigd_op.is_(None))
        geplaatst = {traject_id: groep_id for groep_id, traject_id in db.session.execute(vraag)}
        wacht = [w.traject_id for w in wachtlijst("in_balans", wereld.KETEN, wereld.id_van("gemeente-borne"))]
        assert geplaatst == {wie: plek for wie, plek in self.model.waar.items() if isinstance(plek, UUID)}
        assert set(wacht) == {wie for wie, plek in self.model.waar.items() if plek == "wacht"}
        assert len(wacht) == len(set(wacht))
        for groep_id, plaatsen in self.model.plaatsen.items():
            assert list(geplaatst.values()).count(groep_id) <= plaatsen

    @invariant()
    def wie_wacht_houdt_de_datum_van_de_behoefte(self) -> None:
        if hasattr(self, "model"):
            vraag = select(Wachtplek.traject_id, Wachtplek.sinds).where(Wachtplek.vervallen_op.is_(None))
            assert all(self.model.sinds[traject_id] == sinds for traject_id, sinds in db.session.execute(vraag))

    @invariant()
    def elke_plaats_en_elk_einde_is_een_gebeurtenis(self) -> None:
        if hasattr(self, "model"):
            per_soort = dict(
                db.session.execute(
                    select(Gebeurtenis.soort, func.count(Gebeurtenis.id)).group_by(Gebeurtenis.soort)
                ).all()
            )
            alle = db.session.scalar(select(func.count(Plaatsing.id)))
            einde = db.session.scalar(select(func.count(Plaatsing.geeindigd_op)))
            assert (per_soort.get("geplaatst", 0), per_soort.get("plaats_ingetrokken", 0)) == (alle, einde)


def test_nooit_overboekt_en_niemand_kwijt_in_welke_volgorde_ook(bron):
    Groepsleven.app, Groepsleven.vers = bron.app, bron.ververs
    run_state_machine_as_test(
        Groepsleven,
        settings=settings(
            max_examples=10,
            stateful_step_count=20,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


pytestmark = pytest.mark.filterwarnings("ignore::hypothesis.errors.NonInteractiveExampleWarning")
