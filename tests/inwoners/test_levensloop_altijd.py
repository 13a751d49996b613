"""Whatever happens to whom, in whatever order: no task, no place and no date on the waiting list is lost."""

from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from ketens.groepen.handelingen import plaats, trek_plaats_in
from ketens.groepen.models import Groep
from ketens.groepen.plaatsen import Plaatsing, Wachtplek
from ketens.groepen.wachten import zet_op_wachtlijst
from ketens.inwoners.levensloop import overlijden_van, verhuizing_van
from ketens.inwoners.models import Inwoner
from ketens.inwoners.overlijden import leg_overlijden_vast, maak_overlijden_ongedaan
from ketens.inwoners.verhuizing import leg_verhuizing_vast, maak_verhuizing_ongedaan
from ketens.kern.db import db, nieuw_id
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import nu, vandaag, zet_klok
from ketens.trajecten.delen import Stap
from ketens.trajecten.models import Traject
from ketens.trajecten.pauzes import beeindig_pauze, pauzeer, wijzig_pauze
from ketens.trajecten.taken import Taak
from tests import wereld
from tests.merken import EERST_OP_SQLITE

pytestmark = EERST_OP_SQLITE
DADEN = (
    *("overlijden", "leeft", "verhuist", "blijft", "pauze", "langer", "terug"),
    *("plaats", "wacht", "trek_in", "sluit", "heropen"),
)
# What is told when someone died, and the calls about messages, which begin anew.
BUITEN = ("overleden", "bellen", "verzoek_afzeggen")


class Leven:
    """What may happen to one resident, with one place for two of them."""

    def __init__(self, traject_id, groep_id) -> None:
        self.traject, self.groep = db.session.get_one(Traject, traject_id), db.session.get_one(Groep, groep_id)
        self.inwoner = db.session.get_one(Inwoner, self.traject.inwoner_id)
        self.door = wereld.wie("coordinator")

    def overlijden(self, dag):
        leg_overlijden_vast(self.inwoner, formulier_id=nieuw_id(), datum=date(2026, 1, 1), bron="brp", door=self.door)

    def leeft(self, dag):
        if staat := overlijden_van(self.inwoner.id):
            maak_overlijden_ongedaan(staat, reden="Een ander", door=self.door)

    def verhuist(self, dag):
        velden = {"naar_gemeente": "Hengelo", "maakt_af": dag % 2 == 0, "mag_overdragen": False}
        leg_verhuizing_vast(self.inwoner, formulier_id=nieuw_id(), per=vandaag(), door=self.door, **velden)

    def blijft(self, dag):
        if staat := verhuizing_van(self.inwoner.id):
            maak_verhuizing_ongedaan(staat, reden="Blijft", herstelt=True, door=self.door)

    def pauze(self, dag):
        tot = vandaag() + timedelta(days=dag)
        pauzeer(self.traject, formulier_id=nieuw_id(), tot=tot, reden="vakantie", door=self.door)

    def langer(self, dag):
        wijzig_pauze(self.traject, tot=vandaag() + timedelta(days=dag), reden="ziekenhuis", door=self.door)

    def terug(self, dag):
        beeindig_pauze(self.traject, door=self.door)

    def plaats(self, dag):
        plaats(self.traject, self.groep, door=self.door, reden_afwijking="Zo afgesproken")

    def wacht(self, dag):
        zet_op_wachtlijst(self.traject, interventie_code="in_balans", door=self.door)

    def trek_in(self, dag):
        if plaatsing := self.plek():
            trek_plaats_in(plaatsing, reden="ziek", door=self.door)

    def sluit(self, dag):
        self.traject.sluit_af(door=self.door, reden="geen_interesse")

    def heropen(self, dag):
        self.traject.heropen(door=self.door, reden="Toch")

    def plek(self):
        vraag = select(Plaatsing).where(Plaatsing.traject_id == self.traject.id, Plaatsing.geeindigd_op.is_(None))
        return db.session.scalars(vraag).one_or_none()

    def wachtdata(self):
        vraag = select(Wachtplek).where(Wachtplek.traject_id == self.traject.id, Wachtplek.vervallen_op.is_(None))
        return [wachtplek.sinds for wachtplek in db.session.scalars(vraag)]

    def taken(self):
        vraag = select(Taak).where(Taak.inwoner_id == self.inwoner.id, Taak.afgehandeld_op.is_(None))
        return sorted((t.soort, t.termijn_op) for t in db.session.scalars(vraag) if t.soort not in BUITEN)

    def heeft(self):
        """All that someone could lose."""
        plek = self.plek()
        return self.taken(), self.wachtdata(), plek and plek.id, self.traject.is_afgesloten, self.traject.pauze

    def keur(self):
        """What holds after anything."""
        behoefte = min(stap.begonnen_op for stap in self.traject.stappen if stap.code == "plaatsing")
        assert all(sinds == behoefte for sinds in self.wachtdata())
        bezet = select(func.count()).where(Plaatsing.groep_id == self.groep.id, Plaatsing.geeindigd_op.is_(None))
        assert db.session.scalar(bezet) <= self.groep.plaatsen
        if overlijden_van(self.inwoner.id):
            assert self.heeft() == ([], [], None, True, None)
        elif not self.traject.is_afgesloten:
            stappen = db.session.scalars(select(Stap).where(Stap.traject_id == self.traject.id)).all()
            lopend = [stap for stap in stappen if stap.is_open]
            assert lopend
            assert all(stap.taak and stap.taak.afgehandeld_op is None for stap in lopend)
            assert all(stap.taak.termijn_op == (stap.termijn_op or date.max) for stap in lopend)
            assert (self.plek() is not None) == (self.traject.stap("deelname") is not None) or not self.plek()


@settings(
    max_examples=12,
    deadline=timedelta(seconds=20),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    daden=st.lists(st.tuples(st.sampled_from(DADEN), st.integers(0, 1), st.integers(1, 60)), min_size=4, max_size=24)
)
def test_niets_raakt_kwijt_wat_er_ook_gebeurt(maak, in_borne, daden):
    groep = maak.groep(plaatsen=1)
    trajecten = [maak.klaar_voor_plaats(naam).id for naam in ("Een", "Twee")]
    with in_borne():
        levens = [Leven(traject_id, groep.id) for traject_id in trajecten]
        for nr, (daad, wie, dag) in enumerate(daden):
            with zet_klok(nu() + timedelta(minutes=nr)):
                try:
                    getattr(levens[wie], daad)(dag)
                    db.session.commit()
                except Domeinfout:
                    db.session.rollback()
                for leven in levens:
                    leven.keur()


@settings(
    max_examples=10,
    deadline=timedelta(seconds=20),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    daden=st.lists(st.tuples(st.sampled_from(DADEN[4:]), st.integers(1, 60)), max_size=8),
    wending=st.sampled_from([("overlijden", "leeft"), ("verhuist", "blijft")]),
    dag=st.integers(1, 60),
)
def test_een_vergissing_die_meteen_wordt_hersteld_laat_alles_zoals_het_was(maak, in_borne, daden, wending, dag):
    groep = maak.groep(plaatsen=1)
    traject = maak.klaar_voor_plaats()
    with in_borne():
        leven = Leven(traject.id, groep.id)
        for nr, (daad, hoelang) in enumerate(daden):
            with zet_klok(nu() + timedelta(minutes=nr)):
                try:
                    getattr(leven, daad)(hoelang)
                    db.session.commit()
                except Domeinfout:
                    db.session.rollback()
        voor = leven.heeft()
        with zet_klok(nu() + timedelta(hours=1)):
            for daad in wending:
                getattr(leven, daad)(dag)
                db.session.commit()
        assert leven.heeft() == voor
