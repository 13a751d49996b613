"""Merging and taking apart: what moves, what is refused, what comes back, and who sees what meanwhile."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from ketens.audit.models import Logregel, LogregelInwoner
from ketens.catalogus import catalogus
from ketens.inwoners.models import Bereik, Betrokkenheid, Inwoner, Toestemming
from ketens.inwoners.overlijden import leg_overlijden_vast
from ketens.inwoners.veilig import VeiligContact
from ketens.inwoners.veiligafspraak import leg_veilig_contact_vast
from ketens.inwoners.zoeken import mogelijk_dezelfde, zoek
from ketens.kern.db import db, nieuw_id
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import nu, vandaag, zet_klok
from ketens.samenvoegen.models import Samenvoeging, Verplaatsing
from ketens.samenvoegen.naloop import NALOOP, loop_na
from ketens.samenvoegen.wijzers import wijzers
from ketens.trajecten.handelingen import noteer_notitie
from ketens.trajecten.models import Traject, lopend
from ketens.triage.handelingen import neem_aan
from ketens.verwijzingen.handelingen import vul_aan
from ketens.verwijzingen.models import Verwijzing
from tests import wereld
from tests.merken import OP_SQLITE
from tests.samenvoegen.stand import stand, verschil, wat_niet_klopt

pytestmark = OP_SQLITE
ANDER = "+31742651111"
# What moves along, and what hangs on it: a table that comes later is looked at, and laid down here.
TABELLEN = {
    "aanvulling", "afname", "afsluiting", "beoordeling", "bericht", "betrokkenheid", "contactpersoon",
    "correctienotitie", "doorstroomvraag", "gebeurtenis", "hulpvraag", "inwoner", "invoerregel", "mail", "meting",
    "nota", "overdracht", "overlijden", "pauze", "plaatsaanbod", "plaatsing", "stap", "taak", "terugkoppeling",
    "toeleiding", "toestemming", "traject", "vasthouding", "verhuizing", "verwijzing", "verzoek", "verzoekgebeurtenis",
    "wachtplek",
}  # fmt: skip


def lees(model, rij):
    return db.session.get_one(model, rij.id if hasattr(rij, "id") else rij)


@pytest.fixture
def een_leven(maak):
    """Two records: of the second a verwijzing that was accepted, a supplement, someone near, a safe note."""
    blijft = maak.inwoner("Jansen")
    verwijzing = maak.verwijzing("Janssen", telefoon=ANDER)
    with wereld.binnen(maak.app):
        traject = neem_aan(lees(Verwijzing, verwijzing), door=wereld.wie("coordinator"))
        vul_aan(
            lees(Verwijzing, verwijzing), formulier_id=nieuw_id(), tekst="Belt liever.", door=wereld.wie("verwijzer")
        )
        gaat, traject_id = traject.inwoner, traject.id
        db.session.commit()
        db.session.expunge_all()
    maak.contactpersoon(gaat)
    return blijft, gaat, traject_id


def test_deze_tabellen_verhuizen_mee(app):
    assert {wijzer.tabel for wijzer in wijzers()} == TABELLEN


def test_alles_komt_bij_een_te_staan_en_weet_waar_het_stond(een_leven, samen, in_borne):
    blijft, gaat, traject_id = een_leven
    id_ = samen(blijft, gaat)
    with in_borne():
        assert lees(Traject, traject_id).inwoner_id == blijft.id
        assert wat_niet_klopt() == []
        rijen = list(db.session.scalars(select(Verplaatsing).where(Verplaatsing.samenvoeging_id == id_)))
        assert {rij.tabel for rij in rijen} >= {"traject", "verwijzing", "aanvulling", "afname", "contactpersoon"}
        assert {rij.oud["inwoner_id"] for rij in rijen} == {str(gaat.id)}
        assert lees(Inwoner, gaat).zelfde_als_id == blijft.id


def test_ongedaan_staat_elke_rij_weer_waar_die_stond(een_leven, samen, los, in_borne):
    blijft, gaat, _ = een_leven
    with in_borne():
        was = stand()
    for _ in range(2):
        los(samen(blijft, gaat, gekozen=["naam", "telefoon"]))
        with in_borne():
            assert verschil(was, stand()) == []


def test_na_dertig_dagen_kan_het_niet_meer(een_leven, samen, los):
    blijft, gaat, _ = een_leven
    id_ = samen(blijft, gaat)
    with zet_klok(nu() + timedelta(days=31)), pytest.raises(Domeinfout, match="langer dan 30 dagen"):
        los(id_)
    with zet_klok(nu() + timedelta(days=29)):
        los(id_)
    with pytest.raises(Domeinfout, match="al ongedaan"):
        los(id_)


def test_wie_op_de_ene_zoekt_vindt_de_andere_en_na_herstel_weer_zichzelf(een_leven, samen, los, in_borne):
    blijft, gaat, _ = een_leven
    id_ = samen(blijft, gaat)
    with in_borne():
        cora = wereld.wie("coordinator")
        assert [treffer.id for treffer in zoek("0742651111", cora).inwoners] == [blijft.id]
        assert mogelijk_dezelfde(lees(Inwoner, blijft), cora) == []
    los(id_)
    with in_borne():
        assert [treffer.id for treffer in zoek("0742651111", wereld.wie("coordinator")).inwoners] == [gaat.id]


class TestVelden:
    def test_wat_gekozen_is_geldt_en_wat_er_ontbrak_komt_erbij(self, maak, samen, in_borne):
        blijft = maak.inwoner("Jansen", telefoon=ANDER)
        gaat = maak.inwoner("Janssen", voornaam="Geertruida", telefoon="+31612345678", email="g@proef.example")
        samen(blijft, gaat, gekozen=["telefoon"])
        with in_borne():
            rij = lees(Inwoner, blijft)
            assert (rij.naam, rij.telefoon, rij.email) == ("Gerda Jansen", "+31612345678", "g@proef.example")
            assert lees(Inwoner, gaat).telefoon == "+31612345678"

    def test_wat_iemand_daarna_wijzigde_blijft_bij_herstel(self, maak, als, samen, los, in_borne):
        blijft = maak.inwoner("Jansen", telefoon=ANDER)
        gaat = maak.inwoner("Janssen", telefoon="+31612345678", email="g@proef.example")
        id_ = samen(blijft, gaat, gekozen=["telefoon"])
        with in_borne():
            lees(Inwoner, blijft).telefoon = "+31612340000"
            db.session.commit()
        los(id_)
        with in_borne():
            rij = lees(Inwoner, blijft)
            assert (rij.telefoon, rij.email) == ("+31612340000", None)

    def test_een_latere_samenvoeging_geeft_terug_wat_er_voor_beide_stond(self, maak, samen, los, in_borne):
        blijft = maak.inwoner("Jansen", telefoon=ANDER)
        eerste = samen(blijft, maak.inwoner("Jansen", telefoon="+31612340001"), gekozen=["telefoon"])
        tweede = samen(blijft, maak.inwoner("Jansen", telefoon="+31612340002"), gekozen=["telefoon"])
        los(eerste)
        with in_borne():
            assert lees(Inwoner, blijft).telefoon == "+31612340002"
        los(tweede)
        with in_borne():
            assert lees(Inwoner, blijft).telefoon == ANDER

    def test_een_veilig_contact_gaat_altijd_mee(self, maak, samen, los, in_borne):
        blijft = maak.inwoner("Jansen", postcode="7621AB", huisnummer="1")
        gaat = maak.inwoner("Jansen")
        with in_borne():
            leg_veilig_contact_vast(lees(Inwoner, gaat), VeiligContact(geen_brief=True), door=None)
            lees(Inwoner, blijft).bereik = Bereik.BRIEF
            db.session.commit()
        id_ = samen(blijft, gaat)
        with in_borne():
            rij = lees(Inwoner, blijft)
            assert (rij.veilig_contact.geen_brief, rij.bereik) == (True, Bereik.BELLEN)
        los(id_)
        with in_borne():
            rij = lees(Inwoner, blijft)
            assert (rij.veilig_contact, rij.bereik) == (None, Bereik.BRIEF)


class TestKanNiet:
    def test_twee_keer_dezelfde_of_iemand_die_al_opging(self, maak, samen):
        een, ander, derde = (maak.inwoner("Jansen") for _ in range(3))
        with pytest.raises(Domeinfout, match="twee verschillende"):
            samen(een, een)
        samen(een, ander)
        for paar in ((een, ander), (ander, een), (derde, ander)):
            with pytest.raises(Domeinfout, match="al samengevoegd"):
                samen(*paar)

    def test_twee_lopende_trajecten_in_een_keten(self, maak, samen, in_borne):
        een, ander = maak.traject("Jansen"), maak.traject("Jansen")
        with in_borne():
            paar = lees(Traject, een).inwoner, lees(Traject, ander).inwoner
            db.session.expunge_all()
        with pytest.raises(Domeinfout, match="twee trajecten in de keten Valpreventie"):
            samen(*paar)
        with in_borne():
            lees(Traject, ander).sluit_af(
                door=wereld.wie("coordinator"), reden=catalogus().keten(wereld.KETEN).afsluitredenen[0].code
            )
            db.session.commit()
        samen(*paar)
        with in_borne():
            assert {t.inwoner_id for t in db.session.scalars(select(Traject))} == {paar[0].id}

    def test_een_van_beide_overleden_of_gewist(self, maak, samen, in_borne):
        blijft, dood, weg = (maak.inwoner("Jansen") for _ in range(3))
        with in_borne():
            leg_overlijden_vast(
                lees(Inwoner, dood), formulier_id=nieuw_id(), datum=vandaag(), bron="naaste",
                door=wereld.wie("coordinator"),
            )  # fmt: skip
            lees(Inwoner, weg).geanonimiseerd_op = nu()
            db.session.commit()
        with pytest.raises(Domeinfout, match="overleden"):
            samen(blijft, dood)
        with pytest.raises(Domeinfout, match="gewist"):
            samen(weg, blijft)

    def test_verschillende_burgerservicenummers(self, maak, samen, in_borne):
        blijft, gaat = maak.inwoner("Jansen"), maak.inwoner("Jansen")
        with in_borne():
            lees(Inwoner, blijft).bsn, lees(Inwoner, gaat).bsn = "123456782", "111222333"
            db.session.commit()
        with pytest.raises(Domeinfout, match="spreken elkaar tegen"):
            samen(blijft, gaat)

    def test_een_nee_van_de_een_tegen_een_ouder_ja_van_de_ander(self, maak, samen, in_borne):
        een, ander = maak.verwijzing("Jansen"), maak.verwijzing("Jansen", door="verwijzer2")
        with in_borne():
            paar = lees(Verwijzing, een).inwoner, lees(Verwijzing, ander).inwoner
            toestemming = db.session.scalars(
                select(Toestemming).where(Toestemming.verwijzing_id == een.id, Toestemming.soort == "doorgeven")
            ).one()
            toestemming.ingetrokken_op = nu()
            db.session.commit()
            db.session.expunge_all()
        with pytest.raises(Domeinfout, match="Vraag de inwoner wat geldt"):
            samen(*paar)

    def test_na_een_overlijden_gaat_het_niet_meer_uit_elkaar(self, een_leven, samen, los, in_borne):
        blijft, gaat, _ = een_leven
        id_ = samen(blijft, gaat)
        with in_borne():
            leg_overlijden_vast(
                lees(Inwoner, blijft), formulier_id=nieuw_id(), datum=vandaag(), bron="naaste",
                door=wereld.wie("coordinator"),
            )  # fmt: skip
            db.session.commit()
        with pytest.raises(Domeinfout, match="Maak dat eerst ongedaan"):
            los(id_)


class TestEenAndereKeten:
    """The coördinator of valpreventie merges two who both have a traject in a keten that she does not see."""

    @pytest.fixture
    def paar(self, maak):
        maak.welzijn()
        beide = []
        for _ in range(2):
            inwoner = maak.inwoner("Jansen")
            maak.traject(
                inwoner=inwoner, uitslag=None, keten=wereld.WELZIJN, organisatie="wijkracht", door="welzijnscoach"
            )
            beide.append(inwoner)
        return beide

    def test_het_gaat_mee_en_niets_verraadt_het(self, paar, als, samen, los, in_borne):
        blijft, gaat = paar
        klant = als("coordinator")
        pagina = klant.get("samenvoegen.samenvoeging", inwoner_id=blijft.id, ander_id=gaat.id)
        assert "Welzijn" not in pagina.tekst
        assert "Trajecten" not in pagina.tekst
        assert "kan nu niet" not in pagina.tekst
        with in_borne():
            was = stand()
        id_ = samen(blijft, gaat)
        with in_borne():
            assert sorted(t.dubbel for t in db.session.scalars(select(Traject))) == [0, 1]
            assert wat_niet_klopt() == []
            assert lopend(blijft.id, wereld.WELZIJN).dubbel == 0
        los(id_)
        with in_borne():
            assert verschil(was, stand()) == []

    def test_wie_ze_behandelt_leest_dat_er_twee_lopen_en_niet_wie_samenvoegde(self, paar, als, samen, in_borne):
        samen(*paar)
        with in_borne():
            trajecten = [t.id for t in db.session.scalars(select(Traject))]
        wil = als("welzijnscoach")
        for traject_id in trajecten:
            tekst = wil.get("trajecten.detail", traject_id=traject_id).tekst
            assert "er loopt nog een traject van deze inwoner in deze keten" in tekst
            assert "Cora Coordinator" not in tekst
        assert "Samengevoegd op" not in wil.get("samenvoegen.dezelfde", inwoner_id=paar[0].id).tekst
        assert "Samengevoegd op" in als("coordinator").get("samenvoegen.dezelfde", inwoner_id=paar[0].id).tekst

    def test_een_nee_geldt_daar_voor_beide_en_na_herstel_niet_meer(self, paar, maak, samen, los, in_borne):
        for inwoner in paar:
            maak.doorgeven(inwoner.id, keten=wereld.WELZIJN)
        with in_borne():
            nee = db.session.scalars(select(Toestemming).where(Toestemming.inwoner_id == paar[1].id)).one()
            nee.ingetrokken_op = nu()
            db.session.commit()
            was = stand()
        id_ = samen(*paar)
        with in_borne():
            assert all(rij.ingetrokken_op for rij in db.session.scalars(select(Toestemming)))
        los(id_)
        with in_borne():
            assert verschil(was, stand()) == []


class TestWieZietWat:
    MODELLEN = (Verwijzing, Traject, Toestemming, Inwoner)

    def gezien(self):
        return {
            (naam, model.__name__): set(
                db.session.scalars(select(model.id).where(model.zichtbaar_voor(wereld.wie(naam))))
            )
            for naam in wereld.MENSEN
            if "tubbergen" not in naam
            for model in self.MODELLEN
        }

    def test_niemand_ziet_meer_dan_de_eigen_keten(self, maak, samen, in_borne):
        """The one known in valpreventie alone, the other in Welzijn op Recept alone."""
        maak.welzijn()
        val = maak.verwijzing("Jansen")
        wel = maak.traject("Jansen", uitslag=None, keten=wereld.WELZIJN, organisatie="wijkracht", door="welzijnscoach")
        with in_borne():
            een, ander = lees(Verwijzing, val).inwoner, lees(Traject, wel).inwoner
            was = self.gezien()
            db.session.expunge_all()
        samen(een, ander)
        with in_borne():
            werd = self.gezien()
        for wie_en_wat, ids in werd.items():
            # Who was involved sees the one resident; of rows nobody sees one that they did not see before.
            assert ids - was[wie_en_wat] <= ({een.id} if wie_en_wat[1] == "Inwoner" else set()), wie_en_wat
        assert wel.id in werd["welzijnscoach", "Traject"]
        assert val.id not in werd["welzijnscoach", "Verwijzing"]

    def test_elke_verwijzer_houdt_de_eigen_verwijzing_en_toestemming(self, maak, als, samen, in_borne):
        een, ander = maak.verwijzing("Jansen"), maak.verwijzing("Jansen", door="verwijzer2")
        with in_borne():
            paar = lees(Verwijzing, een).inwoner, lees(Verwijzing, ander).inwoner
            db.session.expunge_all()
        samen(*paar)
        for naam, eigen, vreemd in (("verwijzer", een, ander), ("verwijzer2", ander, een)):
            klant = als(naam)
            assert klant.get("verwijzingen.detail", verwijzing_id=eigen.id).status == 200
            assert klant.get("verwijzingen.detail", verwijzing_id=vreemd.id).status == 404
        with in_borne():
            per = select(Toestemming.organisatie_id, func.count()).group_by(Toestemming.organisatie_id)
            assert sorted(rij[1] for rij in db.session.execute(per)) == [2, 2]


class TestErGebeurtIetsTussendoor:
    def test_wat_aan_een_rij_hangt_gaat_mee_terug_en_de_rest_blijft(self, een_leven, maak, samen, los, in_borne):
        blijft, gaat, traject_id = een_leven
        id_ = samen(blijft, gaat)
        with in_borne():
            traject = lees(Traject, traject_id)
            notitie = noteer_notitie(traject, tekst="Na het samenvoegen", door=wereld.wie("coordinator"))
            assert notitie.inwoner_id == blijft.id
            db.session.commit()
            soort, notitie_id = type(notitie), notitie.id
            db.session.expunge_all()
        naaste = maak.contactpersoon(blijft, "Zoon Zeger")
        los(id_)
        with in_borne():
            assert lees(soort, notitie_id).inwoner_id == gaat.id
            assert lees(type(naaste), naaste).inwoner_id == blijft.id
            assert wat_niet_klopt() == []

    def test_een_verwijzing_bij_een_traject_van_de_ander_wacht_weer(self, een_leven, maak, samen, los, in_borne):
        blijft, gaat, traject_id = een_leven
        id_ = samen(blijft, gaat)
        erbij = maak.verwijzing("Jansen", door="verwijzer2")
        with in_borne():
            neem_aan(lees(Verwijzing, erbij), door=wereld.wie("coordinator"), zelfde_als=lees(Inwoner, blijft))
            db.session.commit()
            assert lees(Verwijzing, erbij).traject_id == traject_id
        los(id_)
        with in_borne():
            rij = lees(Verwijzing, erbij)
            assert (rij.inwoner_id, rij.traject_id, rij.wacht) == (blijft.id, None, True)
            assert rij.taak.afgehandeld_op is None
            assert rij.afname.traject_id is None
            assert lees(Traject, traject_id).inwoner_id == gaat.id
            assert wat_niet_klopt() == []

    def test_wie_er_sindsdien_bij_kwam_ziet_over_wie_het_gaat(self, een_leven, maak, samen, los, in_borne):
        blijft, gaat, _ = een_leven
        id_ = samen(blijft, gaat)
        nieuw = maak.verwijzing("Jansen", door="verwijzer2")
        with in_borne():
            neem_aan(lees(Verwijzing, nieuw), door=wereld.wie("coordinator"), zelfde_als=lees(Inwoner, blijft))
            db.session.commit()
        los(id_)
        with in_borne():
            van = select(Betrokkenheid.inwoner_id).where(
                Betrokkenheid.organisatie_id == wereld.id_van("fleming"), Betrokkenheid.tot.is_(None)
            )
            assert set(db.session.scalars(van)) == {blijft.id}

    def test_samengevoegd_bij_het_aannemen_gaat_ook_weer_uit_elkaar(self, maak, los, in_borne):
        bekend, verwijzing = maak.inwoner("Jansen", telefoon=ANDER), maak.verwijzing("Jansen")
        with in_borne():
            nieuw_id_ = lees(Verwijzing, verwijzing).inwoner_id
            traject = neem_aan(
                lees(Verwijzing, verwijzing), door=wereld.wie("coordinator"), zelfde_als=lees(Inwoner, bekend)
            )
            traject_id = traject.id
            db.session.commit()
            id_ = db.session.scalars(select(Samenvoeging.id)).one()
        los(id_)
        with in_borne():
            rij = lees(Verwijzing, verwijzing)
            assert (rij.inwoner_id, rij.traject_id) == (nieuw_id_, traject_id)
            assert lees(Traject, traject_id).inwoner_id == nieuw_id_
            assert lees(Inwoner, nieuw_id_).zelfde_als_id is None
            assert wat_niet_klopt() == []

    def test_wat_op_dat_moment_nog_bij_de_oude_kwam_loopt_na(self, een_leven, maak, samen, los, in_borne):
        blijft, gaat, _ = een_leven
        id_ = samen(blijft, gaat)
        laat = maak.contactpersoon(gaat, "Te laat")
        with in_borne():
            loop_na({})
            db.session.commit()
            assert lees(type(laat), laat).inwoner_id == blijft.id
            regels = select(LogregelInwoner.inwoner_id).join(Logregel, Logregel.id == LogregelInwoner.logregel_id)
            noemt = db.session.scalars(regels.where(Logregel.route == NALOOP)).all()
            assert sorted(noemt) == sorted([blijft.id, gaat.id])
            loop_na({})
            assert len(db.session.scalars(select(Logregel).where(Logregel.route == NALOOP)).all()) == 1
        los(id_)
        with in_borne():
            assert lees(type(laat), laat).inwoner_id == gaat.id


def test_een_jarige_tweeling_met_andere_geboortedatum_is_een_keuze(maak, samen, in_borne):
    blijft, gaat = maak.inwoner("Jansen"), maak.inwoner("Jansen", geboortedatum=date(1943, 3, 12))
    samen(blijft, gaat, gekozen=["geboortedatum"])
    with in_borne():
        rij = lees(Inwoner, blijft)
        assert (rij.geboortedatum, rij.geboortejaar) == (date(1943, 3, 12), 1943)
