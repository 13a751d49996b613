"""Whatever happens in whatever order: nothing is shared without consent, and nothing of the trail is lost."""

from collections.abc import Callable
from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from ketens.beoordelingen.handelingen import vraag_beoordeling
from ketens.beoordelingen.models import Beoordeling
from ketens.groepen.handelingen import plaats
from ketens.groepen.models import Groep
from ketens.groepen.plaatsen import Plaatsing
from ketens.inwoners.handelingen import Stopwens, leg_toestemming_vast, trek_toestemming_in
from ketens.inwoners.models import Betrokkenheid, Inwoner, Toestemming, ToestemmingSoort
from ketens.kern.db import db, nieuw_id
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import vandaag
from ketens.trajecten.delen import Gebeurtenis
from ketens.trajecten.models import Traject
from ketens.verwijzingen.handelingen import stuur_bericht, vul_aan
from ketens.verwijzingen.models import Aanvulling, Terugkoppeling, Verwijzing
from tests import wereld

DOORGEVEN, TERUGKOPPELEN = ToestemmingSoort.DOORGEVEN, ToestemmingSoort.TERUGKOPPELEN
DADEN = ("geef_doorgeven", "geef_terug", "trek_doorgeven_in", "trek_terug_in", "vul_aan", "bericht", "vraag", "plaats")
SPOOR = (Toestemming, Gebeurtenis, Aanvulling, Terugkoppeling, Beoordeling, Plaatsing, Betrokkenheid)


def staat(inwoner_id, soort):
    open_ = (Toestemming.inwoner_id == inwoner_id, Toestemming.soort == soort, Toestemming.ingetrokken_op.is_(None))
    return list(db.session.scalars(select(Toestemming).where(*open_)))


def spoor():
    return [db.session.scalar(select(func.count()).select_from(model)) for model in SPOOR]


def ziet_nu():
    """How many eyes outside the organisatie are on the resident: open requests, running places with a trainer."""
    wacht = (Beoordeling.beantwoord_op.is_(None), Beoordeling.ingetrokken_op.is_(None))
    return (
        set(db.session.scalars(select(Beoordeling.id).where(*wacht))),
        set(db.session.scalars(select(Plaatsing.id).where(Plaatsing.geeindigd_op.is_(None)))),
        db.session.scalar(select(func.count()).select_from(Aanvulling)),
    )


class Loop:
    """One resident with a verwijzing, a traject that waits for both an assessment and a place, and a group."""

    def __init__(self, verwijzing_id, traject_id, groep_id) -> None:
        self.verwijzing = db.session.get_one(Verwijzing, verwijzing_id)
        self.traject = db.session.get_one(Traject, traject_id)
        self.groep = db.session.get_one(Groep, groep_id)
        self.door, self.verwijzer = wereld.wie("coordinator"), wereld.wie("verwijzer")

    def geef(self, soort):
        leg_toestemming_vast(
            db.session.get_one(Inwoner, self.traject.inwoner_id),
            soort=soort,
            keten_code=wereld.KETEN,
            ontvangers="wie het moet weten",
            formulering="Mag dat?",
            formulering_versie="1",
            kanaal="telefonisch",
            verwijzing_id=self.verwijzing.id if soort == TERUGKOPPELEN else None,
            door=self.door,
        )

    def trek_in(self, soort, stopt):
        for rij in staat(self.traject.inwoner_id, soort):
            trek_toestemming_in(rij, door=self.door, kanaal="telefonisch", stopt=stopt)

    def doe(self, daad, stopt) -> Callable[[], object]:
        nummer = str(spoor())
        return {
            "geef_doorgeven": lambda: self.geef(DOORGEVEN),
            "geef_terug": lambda: self.geef(TERUGKOPPELEN),
            "trek_doorgeven_in": lambda: self.trek_in(DOORGEVEN, stopt),
            "trek_terug_in": lambda: self.trek_in(TERUGKOPPELEN, stopt),
            "vul_aan": lambda: vul_aan(self.verwijzing, formulier_id=nieuw_id(), tekst=nummer, door=self.verwijzer),
            "bericht": lambda: stuur_bericht(self.verwijzing, tekst=nummer, door=self.door),
            "vraag": lambda: vraag_beoordeling(
                self.traject, praktijk_id=wereld.id_van("dijkhuis"), vraag=None, door=self.door
            ),
            "plaats": lambda: plaats(self.traject, self.groep, door=self.door, reden_afwijking="proef"),
        }[daad]

    def stap(self, daad, stopt):
        """Do one thing in a savepoint, and look at what it changed."""
        inwoner_id, eerder, was = self.traject.inwoner_id, spoor(), ziet_nu()
        berichten = len(self.verwijzing.terugkoppelingen)
        punt = db.session.begin_nested()
        try:
            self.doe(daad, stopt)()
            db.session.flush()
            punt.commit()
        except Domeinfout:
            punt.rollback()
        nu = ziet_nu()
        assert all(na >= voor for voor, na in zip(eerder, spoor(), strict=True)), (daad, eerder, spoor())
        assert not self.traject.is_afgesloten
        if not staat(inwoner_id, DOORGEVEN):
            assert nu[0] == set(), (daad, "een praktijk houdt een open verzoek")
            assert nu[1] <= was[1], (daad, "een nieuwe plaats bij een trainer van elders")
            assert nu[2] == was[2], (daad, "een aanvulling")
        if not staat(inwoner_id, TERUGKOPPELEN):
            assert len(self.verwijzing.terugkoppelingen) == berichten, daad
        if daad in ("geef_terug", "trek_terug_in", "trek_doorgeven_in"):
            assert nu[1] == was[1], (daad, "de deelname verandert er niet van")


@settings(
    max_examples=15,
    deadline=timedelta(seconds=10),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(daden=st.lists(st.tuples(st.sampled_from(DADEN), st.sampled_from(Stopwens)), min_size=1, max_size=10))
def test_zonder_toestemming_gaat_er_niets_weg_en_het_spoor_krimpt_nooit(maak, in_borne, aangenomen, daden):
    if not hasattr(maak, "loop"):
        verwijzing = maak.verwijzing(uitslag="hoog")
        traject_id = aangenomen(verwijzing)
        with in_borne():
            traject = db.session.get_one(Traject, traject_id)
            # Both roads open at once, so that each deed can be tried.
            traject.open_stap("plaatsing", door=wereld.wie("coordinator"), vanaf=vandaag())
            db.session.commit()
        maak.loop = (verwijzing.id, traject_id, maak.groep(trainers=["trainer"]).id)
    with in_borne():  # rolled back at the end: each example begins anew
        loop = Loop(*maak.loop)
        for daad, stopt in daden:
            loop.stap(daad, stopt)
