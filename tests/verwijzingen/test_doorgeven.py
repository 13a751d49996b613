"""Nothing leaves without the consent to pass data on, and each who had something to do with it is told."""

import pytest
from sqlalchemy import func, select

from ketens.beoordelingen.handelingen import vraag_beoordeling
from ketens.beoordelingen.models import Beoordeling
from ketens.groepen import bezetting
from ketens.groepen.aanbieden import vul
from ketens.groepen.handelingen import plaats
from ketens.groepen.models import Groep
from ketens.groepen.plaatsen import Plaatsing, Wachtplek
from ketens.groepen.wachten import zet_op_wachtlijst
from ketens.inwoners.handelingen import Stopwens, trek_toestemming_in
from ketens.inwoners.models import Betrokkenheid, Toestemming, ToestemmingSoort
from ketens.kern.db import db, nieuw_id
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import vandaag
from ketens.rechten import Rol
from ketens.rooster.inrichten import wijzig_groep
from ketens.trajecten.delen import Gebeurtenis
from ketens.trajecten.handelingen import leg_intake_vast
from ketens.trajecten.models import Traject
from ketens.trajecten.taken import Taak
from ketens.triage.handelingen import neem_aan
from ketens.verwijzingen.handelingen import vul_aan
from ketens.verwijzingen.models import Verwijzing
from tests import wereld

LIJST, DETAIL = "verwijzingen.lijst", "verwijzingen.detail"


@pytest.fixture
def trek_in(in_borne):
    """`trek_in(inwoner_id, soort)` takes back what stands of this kind."""

    def trek_in(inwoner_id, soort="doorgeven", **anders):
        with in_borne():
            eigen = (Toestemming.inwoner_id == inwoner_id) & (Toestemming.soort == ToestemmingSoort(soort))
            for rij in db.session.scalars(select(Toestemming).where(eigen)):
                trek_toestemming_in(rij, door=wereld.wie("coordinator"), **anders)
            db.session.commit()

    return trek_in


@pytest.fixture
def in_groep(maak, in_borne):
    """`in_groep(traject, groep)` gives a place; the id of it."""

    def in_groep(traject, groep):
        with in_borne():
            rij, waar = db.session.get_one(Traject, traject.id), db.session.get_one(Groep, groep.id)
            plaatsing = plaats(rij, waar, door=wereld.wie("coordinator"))
            db.session.commit()
            return plaatsing.id

    return in_groep


def taken(in_borne):
    with in_borne():
        return list(db.session.scalars(select(Taak.soort).where(Taak.afgehandeld_op.is_(None)).order_by(Taak.soort)))


def gebeurd(in_borne, traject_id):
    with in_borne():
        vraag = select(Gebeurtenis.soort).where(Gebeurtenis.traject_id == traject_id).order_by(Gebeurtenis.id)
        return list(db.session.scalars(vraag))


class TestAanvullen:
    def test_na_intrekken_voegt_de_verwijzer_niets_meer_toe_en_leest_wat_wel_kan(self, als, maak, trek_in):
        verwijzing, klant = maak.verwijzing(), als(Rol.VERWIJZER)
        trek_in(verwijzing.inwoner_id)
        pagina = klant.get(DETAIL, verwijzing_id=verwijzing.id)
        assert "Vul aan" not in pagina.tekst
        assert "Maak dan een nieuwe verwijzing" in pagina.tekst
        velden = {"formulier_id": str(nieuw_id()), "tekst": "Heeft een rollator."}
        geweigerd = klant.post("verwijzingen.aanvulling", velden, verwijzing_id=verwijzing.id)
        (zin,) = geweigerd.fouten
        assert "nieuwe verwijzing" in zin
        assert geweigerd.waarde("tekst").strip() == "Heeft een rollator."

    def test_opnieuw_gegeven_bij_de_coordinator_mag_het_weer(self, maak, in_borne, trek_in):
        verwijzing = maak.verwijzing()
        trek_in(verwijzing.inwoner_id)
        maak.doorgeven(verwijzing.inwoner_id)
        with in_borne():
            rij = db.session.get_one(Verwijzing, verwijzing.id)
            assert vul_aan(rij, formulier_id=nieuw_id(), tekst="Mag.", door=wereld.wie("verwijzer"))

    def test_de_toestemming_van_een_andere_verwijzer_telt_niet(self, maak, in_borne, aangenomen, trek_in):
        eerste = maak.verwijzing("Bos")
        aangenomen(eerste)
        trek_in(eerste.inwoner_id)
        tweede = maak.verwijzing("Bos", door="verwijzer2")
        aangenomen(tweede, zelfde_als=eerste.inwoner_id)
        with in_borne():
            van_eerste = db.session.get_one(Verwijzing, eerste.id)
            with pytest.raises(Domeinfout, match="geen toestemming meer"):
                vul_aan(van_eerste, formulier_id=nieuw_id(), tekst="x", door=wereld.wie("verwijzer"))
            van_tweede = db.session.get_one(Verwijzing, tweede.id)
            assert vul_aan(van_tweede, formulier_id=nieuw_id(), tekst="x", door=wereld.wie("verwijzer2"))


class TestAannemen:
    def test_ingetrokken_voor_iemand_keek_wordt_niet_aangenomen(self, als, maak, trek_in, in_borne):
        verwijzing, klant = maak.verwijzing(), als(Rol.COORDINATOR)
        trek_in(verwijzing.inwoner_id)
        pagina = klant.get("triage.detail", verwijzing_id=verwijzing.id)
        assert "U kunt deze verwijzing nu niet aannemen." in pagina.tekst
        assert klant.url("inwoners.toestemming", inwoner_id=verwijzing.inwoner_id) in pagina.html
        with in_borne(), pytest.raises(Domeinfout, match="weiger de verwijzing"):
            neem_aan(db.session.get_one(Verwijzing, verwijzing.id), door=wereld.wie("coordinator"))

    def test_na_opnieuw_vragen_wel(self, maak, trek_in, aangenomen):
        verwijzing = maak.verwijzing()
        trek_in(verwijzing.inwoner_id)
        maak.doorgeven(verwijzing.inwoner_id)
        assert aangenomen(verwijzing)


class TestPraktijk:
    def test_een_open_verzoek_wordt_ingetrokken_en_de_praktijk_ziet_dat_zonder_naam(self, als, maak, in_borne, trek_in):
        gevraagd = maak.beoordeling("Zonderling")
        trek_in(gevraagd.inwoner_id)
        with in_borne():
            rij = db.session.get_one(Beoordeling, gevraagd.id)
            assert rij.ingetrokken_op
            grond = Betrokkenheid.grond == "beoordeling"
            assert db.session.scalars(select(Betrokkenheid).where(grond, Betrokkenheid.tot.is_(None))).all() == []
            kenmerk = rij.traject.kenmerk
        lijst = als(Rol.BEOORDELAAR).get("beoordelingen.lijst")
        assert f"Ingetrokken: {kenmerk}" in lijst.tekst
        for woord in ("Zonderling", "toestemming"):
            assert woord not in lijst.tekst
        assert "beoordeling_ingetrokken" in gebeurd(in_borne, gevraagd.traject_id)

    def test_een_praktijk_zonder_app_wordt_afgebeld(self, maak, in_borne, trek_in):
        gevraagd = maak.beoordeling(praktijk="papier")
        trek_in(gevraagd.inwoner_id)
        assert "verzoek_afzeggen" in taken(in_borne)

    def test_wie_al_antwoordde_houdt_wat_er_was(self, als, maak, in_borne, trek_in):
        gevraagd = maak.beoordeling("Zonderling")
        klant = als(Rol.BEOORDELAAR)
        velden = {"beoordeeld_op": f"{vandaag():%d-%m-%Y}", "route": "gemeente", "advies": "Kan meedoen."}
        assert klant.post("beoordelingen.detail", velden, beoordeling_id=gevraagd.id).status == 303
        trek_in(gevraagd.inwoner_id)
        assert "Zonderling" in klant.get("beoordelingen.detail", beoordeling_id=gevraagd.id).tekst
        assert "Zonderling" in klant.get("beoordelingen.lijst").tekst


class TestGroep:
    def test_bij_een_trainer_van_elders_kan_een_plaats_alleen_met_toestemming(self, maak, in_borne):
        groep = maak.groep(trainers=["trainer"])
        traject = maak.klaar_voor_plaats(doorgeven=False)
        with in_borne():
            rij, waar = db.session.get_one(Traject, traject.id), db.session.get_one(Groep, groep.id)
            with pytest.raises(Domeinfout, match="leg de toestemming vast bij de inwoner"):
                plaats(rij, waar, door=wereld.wie("coordinator"))
            assert db.session.scalars(select(Plaatsing)).all() == []

    def test_in_een_groep_van_de_eigen_organisatie_gaat_er_niets_weg(self, maak, in_groep):
        assert in_groep(maak.klaar_voor_plaats(doorgeven=False), maak.groep())

    def test_wachten_mag_en_de_lijst_zegt_waarom_er_geen_plaats_komt(self, als, maak, in_borne):
        groep = maak.groep(trainers=["trainer"])
        traject = maak.klaar_voor_plaats(doorgeven=False)
        with in_borne():
            rij = db.session.get_one(Traject, traject.id)
            zet_op_wachtlijst(rij, interventie_code="in_balans", door=wereld.wie("coordinator"))
            db.session.commit()
            assert db.session.scalars(select(Wachtplek)).one()
        tekst = als(Rol.COORDINATOR).get("rooster.detail", groep_id=groep.id).tekst
        assert "geen toestemming om gegevens door te geven aan de trainer" in tekst

    def test_wie_intrekt_houdt_geen_vrije_plaats_op_en_wie_weer_ja_zegt_krijgt_hem_aangeboden(
        self, als, maak, in_borne, trek_in
    ):
        traject = maak.klaar_voor_plaats()
        with in_borne():
            rij = db.session.get_one(Traject, traject.id)
            zet_op_wachtlijst(rij, interventie_code="in_balans", door=wereld.wie("coordinator"))
            db.session.commit()
        groep = maak.groep(trainers=["trainer"])
        with in_borne():
            assert vul(db.session.get_one(Groep, groep.id))
            db.session.commit()
        trek_in(traject.inwoner_id)
        assert self.aangeboden(in_borne, groep) == 0
        velden = {
            "formulier_id": str(nieuw_id()),
            "waarvoor": f"{wereld.KETEN}/doorgeven",
            "gever": "inwoner",
            "kanaal": "telefonisch",
        }
        als(Rol.COORDINATOR).post("inwoners.toestemming", velden, inwoner_id=traject.inwoner_id)
        assert self.aangeboden(in_borne, groep) == 1

    @staticmethod
    def aangeboden(in_borne, groep) -> int:
        with in_borne():
            return bezetting.stand(db.session.get_one(Groep, groep.id)).aangeboden

    def test_een_plaats_die_er_is_blijft_en_de_trainer_ziet_niets_doorgeven(
        self, als, maak, in_groep, in_borne, trek_in
    ):
        groep, traject = maak.groep(trainers=["trainer"]), maak.klaar_voor_plaats()
        plaatsing_id, klant = in_groep(traject, groep), als(Rol.TRAINER)
        assert "Niets doorgeven" not in klant.get("rooster.detail", groep_id=groep.id).tekst
        trek_in(traject.inwoner_id)
        tekst = klant.get("rooster.detail", groep_id=groep.id).tekst
        assert "Niets doorgeven" in tekst
        assert "Gerda Jansen" in tekst
        with in_borne():
            assert db.session.get_one(Plaatsing, plaatsing_id).geeindigd_op is None

    def test_een_trainer_van_een_nieuwe_organisatie_komt_er_niet_bij_een_collega_wel(
        self, maak, in_groep, in_borne, trek_in
    ):
        eigen, elders = maak.groep("Eigen"), maak.groep("Elders", trainers=["trainer"])
        binnen, buiten = maak.klaar_voor_plaats("Bos", doorgeven=False), maak.klaar_voor_plaats("Dal")
        in_groep(binnen, eigen)
        in_groep(buiten, elders)
        trek_in(buiten.inwoner_id)
        with in_borne():
            groep = db.session.get_one(Groep, eigen.id)
            with pytest.raises(Domeinfout, match="1 deelnemer wil niet"):
                wijzig_groep(groep, door=wereld.wie("coordinator"), trainer_ids=[wereld.id_van("trainer")])
        with in_borne():
            groep = db.session.get_one(Groep, elders.id)
            wijzig_groep(groep, door=wereld.wie("coordinator"), trainer_ids=[wereld.id_van("trainer2")])
            db.session.flush()
            ziet = select(Betrokkenheid).where(Betrokkenheid.account_id == wereld.id_van("trainer2"))
            assert [rij.inwoner_id for rij in db.session.scalars(ziet)] == [buiten.inwoner_id]


class TestSpoor:
    def test_een_nee_geldt_voor_alle_verwijzers_en_er_verdwijnt_niets(self, maak, in_borne, aangenomen):
        eerste = maak.verwijzing("Bos")
        traject_id = aangenomen(eerste)
        aangenomen(maak.verwijzing("Bos", door="verwijzer2"), zelfde_als=eerste.inwoner_id)
        with in_borne():
            aantal = select(func.count()).select_from(Toestemming)
            was = db.session.scalar(aantal)
            doorgeven = Toestemming.soort == ToestemmingSoort.DOORGEVEN
            een = db.session.scalars(select(Toestemming).where(doorgeven).limit(1)).one()
            trek_toestemming_in(een, door=wereld.wie("coordinator"), stopt=Stopwens.NEE)
            db.session.flush()
            staan = select(Toestemming.soort).where(Toestemming.ingetrokken_op.is_(None))
            assert set(db.session.scalars(staan)) == {ToestemmingSoort.TERUGKOPPELEN}
            assert db.session.scalar(aantal) == was
            soorten = list(db.session.scalars(select(Gebeurtenis.soort).where(Gebeurtenis.traject_id == traject_id)))
            assert soorten.count("toestemming_ingetrokken") == 2
            assert soorten.count("wil_doorgaan") == 1

    def test_zonder_gevraagde_toestemming_staat_er_ook_geen(self, maak, in_borne):
        maak.verwijzing(terugkoppelen=False)
        with in_borne():
            assert [rij.soort for rij in db.session.scalars(select(Toestemming))] == [ToestemmingSoort.DOORGEVEN]
            assert not db.session.scalars(select(Toestemming.ingetrokken_op)).one()


class TestTerugkoppelen:
    def test_wat_de_verwijzer_zag_blijft_en_er_komt_niets_bij(self, als, maak, in_borne, aangenomen, trek_in):
        verwijzing, klant = maak.verwijzing(), als(Rol.VERWIJZER)
        traject_id = aangenomen(verwijzing)
        noteer(in_borne, traject_id, "op_wachtlijst", interventie="in_balans")
        trek_in(verwijzing.inwoner_id, "terugkoppelen")
        noteer(in_borne, traject_id, "geplaatst", groep="In Balans Borne", begint_op="2090-01-12")
        for pagina in (klant.get(DETAIL, verwijzing_id=verwijzing.id), klant.get(LIJST)):
            assert "Geen berichten meer" in pagina.tekst
            assert "In Balans Borne" not in pagina.tekst
        regio = als(Rol.COORDINATOR).get("verwijzingen.berichten_bij_traject", traject_id=traject_id)
        assert "de verwijzer hoort niets nieuws meer" in regio.tekst
        tekst = klant.get(DETAIL, verwijzing_id=verwijzing.id).tekst
        assert "De inwoner wil niet dat wij u op de hoogte houden." in tekst
        assert "Wacht op een groep" in tekst

    def test_ook_het_filter_van_de_lijst_verklapt_niets(self, als, maak, aangenomen, trek_in):
        stil, luid = maak.verwijzing("Stil"), maak.verwijzing("Luid")
        trek_in(stil.inwoner_id, "terugkoppelen")
        aangenomen(stil)
        aangenomen(luid)
        klant = als(Rol.VERWIJZER)
        for stand, wel, niet in (("aangenomen", luid, stil), ("wacht", stil, luid)):
            tekst = klant.get(LIJST, stand=stand).tekst
            assert wel.kenmerk in tekst
            assert niet.kenmerk not in tekst
        assert stil.kenmerk in als(Rol.COORDINATOR).get(LIJST, stand="aangenomen").tekst

    def test_een_weigering_na_het_intrekken_blijft_ook_stil(self, als, maak, geweigerd, trek_in):
        verwijzing = maak.verwijzing()
        trek_in(verwijzing.inwoner_id, "terugkoppelen")
        geweigerd(verwijzing)
        klant = als(Rol.VERWIJZER)
        assert "Niet aangenomen" not in klant.get(DETAIL, verwijzing_id=verwijzing.id).tekst
        assert verwijzing.kenmerk not in klant.get(LIJST, stand="geweigerd").tekst

    def test_opnieuw_gegeven_hoort_de_verwijzer_weer_alles(self, als, maak, in_borne, aangenomen, trek_in):
        verwijzing = maak.verwijzing()
        traject_id = aangenomen(verwijzing)
        trek_in(verwijzing.inwoner_id, "terugkoppelen")
        noteer(in_borne, traject_id, "geplaatst", groep="In Balans Borne", begint_op="2090-01-12")
        velden = {
            "formulier_id": str(nieuw_id()),
            "waarvoor": f"{wereld.KETEN}/terugkoppelen/{verwijzing.id}",
            "gever": "inwoner",
            "kanaal": "telefonisch",
        }
        klant = als(Rol.COORDINATOR)
        assert klant.post("inwoners.toestemming", velden, inwoner_id=verwijzing.inwoner_id).status == 303
        assert "In Balans Borne" in als(Rol.VERWIJZER).get(LIJST).tekst

    def test_de_deelname_merkt_er_niets_van(self, maak, in_borne, aangenomen, trek_in, in_groep):
        groep, verwijzing = maak.groep(trainers=["trainer"]), maak.verwijzing()
        traject_id = aangenomen(verwijzing)
        with in_borne():
            traject = db.session.get_one(Traject, traject_id)
            leg_intake_vast(traject, {"loophulpmiddel": "geen"}, door=wereld.wie("coordinator"))
            db.session.commit()
        plaatsing_id = in_groep(traject, groep)
        was = gebeurd(in_borne, traject_id)
        trek_in(verwijzing.inwoner_id, "terugkoppelen")
        assert gebeurd(in_borne, traject_id) == [*was, "toestemming_ingetrokken"]
        assert "wil_stoppen" not in taken(in_borne)
        with in_borne():
            assert db.session.get_one(Plaatsing, plaatsing_id).geeindigd_op is None

    def test_een_gesloten_traject_verraadt_zich_niet_bij_het_intrekken_van_de_verwijzing(
        self, als, maak, in_borne, aangenomen, trek_in
    ):
        verwijzing = maak.verwijzing()
        traject_id = aangenomen(verwijzing)
        trek_in(verwijzing.inwoner_id, "terugkoppelen")
        with in_borne():
            db.session.get_one(Traject, traject_id).sluit_af(door=wereld.wie("coordinator"), reden="overleden")
            db.session.commit()
        klant = als(Rol.VERWIJZER)
        gelukt = klant.post("verwijzingen.intrekking", {"reden": "wil_niet"}, verwijzing_id=verwijzing.id)
        assert gelukt.status == 303
        assert "intrekking" not in taken(in_borne)


def noteer(in_borne, traject_id, soort, **gegevens):
    with in_borne():
        db.session.get_one(Traject, traject_id).noteer(soort, door=wereld.wie("coordinator"), **gegevens)
        db.session.commit()


def test_een_praktijk_vragen_kan_niet_na_het_intrekken_en_wel_na_opnieuw_vragen(maak, in_borne, trek_in):
    traject = maak.traject(uitslag="hoog")
    maak.doorgeven(traject.inwoner_id)
    trek_in(traject.inwoner_id)

    def vraag():
        rij = db.session.get_one(Traject, traject.id)
        praktijk = wereld.id_van("dijkhuis")
        return vraag_beoordeling(rij, praktijk_id=praktijk, vraag=None, door=wereld.wie("coordinator"))

    with in_borne(), pytest.raises(Domeinfout, match="leg de toestemming vast bij de inwoner"):
        vraag()
    maak.doorgeven(traject.inwoner_id)
    with in_borne():
        assert vraag()
