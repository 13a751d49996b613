"""What a practice hears as it chose: at every step, at begin and end, or in a list each month."""

from datetime import date, timedelta
from uuid import uuid4

from sqlalchemy import func, select

from ketens.inwoners.models import Toestemming
from ketens.kern import klok
from ketens.kern.db import db
from ketens.kern.klok import moment, vandaag
from ketens.post.models import Mail
from ketens.trajecten.gesprekken import leg_gesprek_vast
from ketens.trajecten.instellingen import Ketenpartner
from ketens.trajecten.models import Traject
from ketens.triage.handelingen import neem_aan
from ketens.verwijzingen.maandronde import leg_maandlijsten_klaar
from ketens.verwijzingen.models import Terugkoppeling, Verwijzing
from ketens.verwijzingen.wijze import volgende_maand, vorige_maand
from tests import wereld

LIJST, STAAT = "verwijzingen.lijst", "verwijzingen.maandstaat"


def welzijn(maak, **anders):
    maak.welzijn(**anders)


def verwezen(maak, achternaam="Jansen", **velden):
    return maak.verwijzing(achternaam, keten=wereld.WELZIJN, antwoorden={}, **velden)


def neem(in_borne, verwijzing):
    with in_borne():
        traject = neem_aan(db.session.get_one(Verwijzing, verwijzing.id), door=wereld.wie("welzijnscoach"))
        db.session.commit()
        return traject.id


def spreek(in_borne, traject_id, **anders):
    with in_borne():
        leg_gesprek_vast(
            db.session.get_one(Traject, traject_id),
            formulier_id=uuid4(),
            op=vandaag(),
            hoe="telefoon",
            minuten=15,
            hoofd="wonen",
            door=wereld.wie("welzijnscoach"),
            **anders,
        )
        db.session.commit()


def helemaal(maak, in_borne, **velden):
    """Refer, accept, talk and close."""
    verwijzing = verwezen(maak, **velden)
    traject_id = neem(in_borne, verwijzing)
    spreek(in_borne, traject_id)
    return verwijzing, traject_id


def standen(als, verwijzing):
    tekst = als("verwijzer").get("verwijzingen.detail", verwijzing_id=verwijzing.id).tekst
    tekst = tekst[tekst.index("Hoe staat het ervoor") : tekst.index("Uw aanvullingen")]
    return [woord for woord in ("Ontvangen", "Aangenomen", "In gesprek", "Afgerond") if woord in tekst]


def test_per_stap_hoort_de_praktijk_van_het_gesprek(maak, in_borne, als):
    welzijn(maak)
    verwijzing, traject_id = helemaal(maak, in_borne)
    assert standen(als, verwijzing) == ["Ontvangen", "Aangenomen", "In gesprek"]
    spreek(in_borne, traject_id, sluit_met="toegeleid")
    assert standen(als, verwijzing) == ["Ontvangen", "Aangenomen", "In gesprek", "Afgerond"]


def test_begin_en_einde_laat_de_stappen_ertussen_weg(maak, in_borne, als):
    welzijn(maak, dijkhuis="begin_einde")
    verwijzing, traject_id = helemaal(maak, in_borne)
    assert standen(als, verwijzing) == ["Ontvangen", "Aangenomen"]
    spreek(in_borne, traject_id, sluit_met="toegeleid")
    assert standen(als, verwijzing) == ["Ontvangen", "Aangenomen", "Afgerond"]


def test_met_een_maandlijst_komt_de_rest_op_de_eerste(maak, in_borne, als):
    welzijn(maak, dijkhuis="maandlijst")
    verwijzing, _ = helemaal(maak, in_borne)
    assert standen(als, verwijzing) == ["Ontvangen", "Aangenomen"]
    with klok.zet_klok(moment(volgende_maand(vandaag()), 9)):
        wereld.nu_gezien(maak.app)
        assert standen(als, verwijzing) == ["Ontvangen", "Aangenomen", "In gesprek"]


def test_de_lijst_en_de_startpagina_zeggen_niet_meer_dan_de_bladzijde(maak, in_borne, als):
    welzijn(maak, dijkhuis="maandlijst")
    helemaal(maak, in_borne)
    for adres in (LIJST, "rapportage.start"):
        assert "In gesprek" not in als("verwijzer").get(adres).tekst


def maand_verder(maak):
    return klok.zet_klok(moment(volgende_maand(vandaag()), 9))


def test_de_maandlijst_zegt_hoe_het_aan_het_eind_van_de_maand_stond(maak, in_borne, als):
    welzijn(maak, dijkhuis="maandlijst")
    _, traject_id = helemaal(maak, in_borne)
    with maand_verder(maak):
        wereld.nu_gezien(maak.app)
        spreek(in_borne, traject_id, sluit_met="toegeleid")
        pagina = als("verwijzer").get(STAAT)
        assert "Gerda Jansen" in pagina.tekst
        assert "In gesprek" in pagina.tekst
        assert "Afgerond" not in pagina.tekst
        csv = als("verwijzer").get("verwijzingen.maandbestand")
        assert csv.antwoord.mimetype == "text/csv"
        assert "Gerda Jansen" in csv.html
        assert "In gesprek" in csv.html


def test_zonder_toestemming_staat_er_alleen_of_zij_is_aangenomen(maak, in_borne, als):
    welzijn(maak, dijkhuis="maandlijst")
    _, traject_id = helemaal(maak, in_borne, terugkoppelen=False)
    spreek(in_borne, traject_id, sluit_met="toegeleid")
    with maand_verder(maak):
        wereld.nu_gezien(maak.app)
        tekst = als("verwijzer").get(STAAT).tekst
        assert "Aangenomen" in tekst
        assert "In gesprek" not in tekst
        assert "Afgerond" not in tekst


def test_ingetrokken_toestemming_maakt_de_maandlijst_stil(maak, in_borne, als):
    welzijn(maak, dijkhuis="maandlijst")
    _, traject_id = helemaal(maak, in_borne)
    with in_borne():
        for rij in db.session.scalars(select(Toestemming).where(Toestemming.soort == "terugkoppelen")):
            rij.ingetrokken_op = klok.nu()
        db.session.commit()
    spreek(in_borne, traject_id, sluit_met="naar_ggz")
    with maand_verder(maak):
        wereld.nu_gezien(maak.app)
        tekst = als("verwijzer").get(STAAT).tekst
        assert "Geen berichten meer" in tekst
        assert "Ander traject" not in tekst


def test_een_andere_praktijk_staat_er_niet_bij(maak, in_borne, als):
    welzijn(maak, dijkhuis="maandlijst")
    helemaal(maak, in_borne, door="verwijzer2", achternaam="Anders")
    with maand_verder(maak):
        wereld.nu_gezien(maak.app)
        assert "Anders" not in als("verwijzer").get(STAAT).tekst


def test_een_maand_die_nog_loopt_of_niet_bestaat_geeft_de_vorige(maak, als):
    welzijn(maak)
    vorige = als("verwijzer").get(STAAT).kop
    for maand in (f"{vandaag():%Y-%m}", "2099-01", "onzin"):
        assert als("verwijzer").get(STAAT, maand=maand).kop == vorige


class TestOpDeEerste:
    def ronde(self, in_borne):
        with in_borne():
            leg_maandlijsten_klaar({})
            db.session.commit()

    def tel(self, in_borne, model, *eisen):
        with in_borne():
            return db.session.scalar(select(func.count()).select_from(model).where(*eisen))

    def test_wie_een_maandlijst_koos_ziet_dat_die_klaarstaat_en_leest_hem(self, maak, in_borne, als):
        welzijn(maak, dijkhuis="maandlijst")
        helemaal(maak, in_borne)
        assert "staat klaar" not in als("verwijzer").get(LIJST).tekst
        with maand_verder(maak):
            wereld.nu_gezien(maak.app)
            self.ronde(in_borne)
            klant = als("verwijzer")
            assert "staat klaar" in klant.get(LIJST).tekst
            assert klant.post(STAAT, {}).status == 303
            assert "staat klaar" not in klant.get(LIJST).tekst
            assert klant.post(STAAT, {}).status == 422

    def test_een_tweede_ronde_in_dezelfde_maand_voegt_niets_toe(self, maak, in_borne):
        welzijn(maak, dijkhuis="maandlijst")
        helemaal(maak, in_borne)
        is_lijst = Terugkoppeling.moment == "maandlijst"
        with maand_verder(maak):
            self.ronde(in_borne)
            self.ronde(in_borne)
            assert self.tel(in_borne, Terugkoppeling, is_lijst) == 1
            assert self.tel(in_borne, Mail) == 1

    def test_de_mail_gaat_naar_de_verwijzers_en_noemt_geen_inwoner(self, maak, in_borne):
        welzijn(maak, dijkhuis="maandlijst")
        verwijzing, _ = helemaal(maak, in_borne)
        with maand_verder(maak):
            self.ronde(in_borne)
            with in_borne():
                (mail,) = db.session.scalars(select(Mail))
                assert mail.aan == "verwijzer@proef.example"
                for geheim in ("Jansen", "Gerda", verwijzing.kenmerk):
                    assert geheim not in mail.inhoud + mail.onderwerp

    def test_wie_per_stap_hoort_krijgt_geen_lijst(self, maak, in_borne):
        welzijn(maak)
        helemaal(maak, in_borne)
        with maand_verder(maak):
            self.ronde(in_borne)
            assert self.tel(in_borne, Terugkoppeling, Terugkoppeling.moment == "maandlijst") == 0


def test_maanden_rekenen():
    assert vorige_maand(date(2026, 1, 31)) == date(2025, 12, 1)
    assert volgende_maand(date(2026, 12, 1)) == date(2027, 1, 1)
    for dag in (date(2026, 1, 1) + timedelta(days=n) for n in range(800)):
        assert vorige_maand(volgende_maand(dag)) == dag.replace(day=1)


class TestInstellen:
    def bewaar(self, als, **velden):
        dijkhuis = str(wereld.id_van("dijkhuis"))
        keuze = {"partners": [dijkhuis], **{naam: [dijkhuis] for naam in velden}}
        return als("beheerder").post("beheer.partners", keuze, keten_code=wereld.WELZIJN)

    def wijzen(self, in_borne):
        with in_borne():
            vraag = select(Ketenpartner.terugkoppelwijze).where(Ketenpartner.keten_code == wereld.WELZIJN)
            return list(db.session.scalars(vraag))

    def test_de_beheerder_kiest_hoe_een_praktijk_hoort(self, maak, als, in_borne):
        welzijn(maak)
        assert self.bewaar(als, maandlijst=True).status == 303
        assert self.wijzen(in_borne) == ["maandlijst"]
        assert self.bewaar(als, begin_einde=True).status == 303
        assert self.wijzen(in_borne) == ["begin_einde"]
        assert self.bewaar(als).status == 303
        assert self.wijzen(in_borne) == ["per_stap"]

    def test_twee_manieren_tegelijk_kan_niet(self, maak, als):
        welzijn(maak)
        antwoord = self.bewaar(als, maandlijst=True, begin_einde=True)
        assert antwoord.status == 422
        assert "Kies voor elke organisatie één manier." in antwoord.tekst

    def test_wie_niet_meedoet_hoort_niets(self, maak, als):
        welzijn(maak)
        keuze = {"partners": [str(wereld.id_van("dijkhuis"))], "maandlijst": [str(wereld.id_van("fleming"))]}
        antwoord = als("beheerder").post("beheer.partners", keuze, keten_code=wereld.WELZIJN)
        assert antwoord.status == 422
        assert "moet ook meedoen" in antwoord.tekst
