"""Emergency access: who knows the person to the letter sees them for a day, in one keten, under the eyes of the fg.

In this world Wijkracht treats Gerda Jansen; the coördinatoren of the gemeente are not involved.
"""

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from ketens.audit.models import Logregel, LogregelInwoner
from ketens.gebruikers.models import Lidmaatschap
from ketens.inwoners.handelingen import betrek
from ketens.inwoners.models import Betrokkenheid, Inwoner, Noodtoegang
from ketens.inwoners.noodtoegang import DUUR, POGINGEN, neem_noodtoegang
from ketens.inwoners.zoeken import zoek
from ketens.kern import klok
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.rechten import Rol
from ketens.trajecten.delen import Gebeurtenis
from ketens.trajecten.models import Traject
from tests import wereld
from tests.inwoners.test_handelingen import toestemming
from tests.inwoners.test_routes import zet_bsn_aan
from tests.klant import X

NIEMAND = "Er is niemand gevonden."
WAAROM = "De dochter belt: moeder is gevallen en reageert verward."
WELZIJN = "welzijn_op_recept"


@pytest.fixture
def klant(als):
    return als(Rol.COORDINATOR)


@pytest.fixture
def traject(maak):
    inwoner = maak.inwoner(betrokken="wijkracht", telefoon="+31612345678")
    return maak.traject(inwoner=inwoner, organisatie="wijkracht", behandelaar="welzijnscoach")


def vraag(klant, **anders):
    velden = {
        "formulier_id": str(uuid4()),
        "geboortedatum": "12-3-1941",
        "achternaam": "Jansen",
        "reden": "naaste",
        "toelichting": WAAROM,
        "akkoord": "y",
    }
    return klant.post("inwoners.noodtoegang", velden | anders)


def redenen(in_borne):
    with in_borne():
        regels = select(Logregel.reden).where(Logregel.reden.is_not(None)).order_by(Logregel.nr)
        return list(db.session.scalars(regels))


def aantal(in_borne):
    with in_borne():
        return len(db.session.scalars(select(Noodtoegang.id)).all())


def ziet(klant, traject):
    """The answers of the pages of this resident."""
    inwoner = {"inwoner_id": traject.inwoner_id}
    return {
        klant.get("inwoners.detail", **inwoner).status,
        klant.get("trajecten.van_inwoner", **inwoner).status,
        klant.get("trajecten.detail", traject_id=traject.id).status,
    }


class TestVragen:
    def test_zonder_noodtoegang_bestaat_de_inwoner_niet(self, klant, traject):
        assert ziet(klant, traject) == {404}

    def test_wie_de_inwoner_precies_kent_ziet_de_inwoner_en_het_traject(self, klant, traject, in_borne):
        antwoord = vraag(klant)
        assert antwoord.status == 303
        assert "24 uur noodtoegang" in antwoord.volg().tekst
        assert ziet(klant, traject) == {200}
        with in_borne():
            toegang = db.session.scalars(select(Noodtoegang)).one()
            assert toegang.tot - toegang.van == DUUR == timedelta(hours=24)
            assert (toegang.reden, toegang.toelichting, toegang.keten_code) == ("naaste", WAAROM, wereld.KETEN)

    def test_tweemaal_hetzelfde_formulier_is_een_noodtoegang(self, klant, traject, in_borne):
        formulier_id = str(uuid4())
        assert {vraag(klant, formulier_id=formulier_id).status for _ in range(2)} == {303}
        assert aantal(in_borne) == 1

    @pytest.mark.parametrize(
        "anders",
        [
            {"achternaam": "Janse"},
            {"achternaam": "Jansen-de Vries"},
            {"geboortedatum": "13-3-1941"},
            {"voornaam": "Truus"},
            {"achternaam": "!"},
        ],
    )
    def test_een_letter_of_dag_ernaast_vindt_niemand(self, klant, traject, in_borne, anders):
        antwoord = vraag(klant, **anders)
        assert antwoord.status == 422
        assert NIEMAND in antwoord.tekst
        assert aantal(in_borne) == 0
        assert redenen(in_borne) == ["noodtoegang: niet gevonden"]

    @pytest.mark.parametrize("anders", [{"achternaam": "Janssen"}, {"voornaam": "gerda"}, {"achternaam": "van Jansen"}])
    def test_schrijfwijzen_die_hetzelfde_klinken_zijn_dezelfde_naam(self, klant, traject, anders):
        assert vraag(klant, **anders).status == 303

    def test_van_een_dubbele_naam_zijn_beide_delen_nodig(self, klant, maak):
        maak.inwoner("Jansen-de Vries", betrokken="wijkracht")
        assert vraag(klant).status == 422
        assert vraag(klant, achternaam="de Vries-Jansen").status == 303

    def test_van_een_tweeling_is_de_voornaam_nodig(self, klant, maak, traject, in_borne):
        zus = maak.inwoner(voornaam="Truus", betrokken="wijkracht")
        assert any("Vul ook de voornaam in." in fout for fout in vraag(klant).fouten)
        assert redenen(in_borne) == ["noodtoegang: niet eenduidig"]
        assert str(zus.id) in vraag(klant, voornaam="Truus").naar

    def test_een_inwoner_van_een_andere_keten_of_van_niemand_is_niet_te_vinden_en_het_antwoord_is_hetzelfde(
        self, klant, maak
    ):
        maak.inwoner("Alleenwelzijn", betrokken="wijkracht", keten=WELZIJN)
        maak.inwoner("Nergens", betrokken=None)
        maak.inwoner("Elders", gemeente="tubbergen", betrokken="gemeente-tubbergen")
        antwoorden = {
            tuple(vraag(klant, achternaam=naam).fouten)
            for naam in ("Alleenwelzijn", "Nergens", "Elders", "Bestaatniet")
        }
        assert len(antwoorden) == 1

    def test_wie_al_betrokken_is_gaat_gewoon_naar_de_inwoner(self, klant, maak, in_borne):
        eigen = maak.inwoner()
        antwoord = vraag(klant)
        assert str(eigen.id) in antwoord.naar
        assert "al toegang" in antwoord.volg().tekst
        assert aantal(in_borne) == 0
        assert redenen(in_borne) == ["noodtoegang: al betrokken"]

    def test_wie_al_noodtoegang_heeft_krijgt_er_geen_bij(self, klant, traject, in_borne):
        vraag(klant)
        assert vraag(klant).status == 303
        assert aantal(in_borne) == 1

    @pytest.mark.parametrize(
        ("anders", "zin"),
        [
            ({"toelichting": "Er is haast bij."}, "Leg in ten minste 20 tekens uit"),
            ({"toelichting": ""}, "Leg uit wat er aan de hand is."),
            ({"reden": ""}, "Kies waarom u toegang nodig hebt."),
            ({"reden": "zomaar"}, "Kies een van de antwoorden."),
            ({"akkoord": ""}, "Zet een vinkje als u dit weet."),
            ({"geboortedatum": ""}, "Vul de geboortedatum in."),
            ({"achternaam": ""}, "Vul de achternaam in."),
        ],
    )
    def test_zonder_volledig_verhaal_wordt_er_niet_gezocht(self, klant, traject, in_borne, anders, zin):
        antwoord = vraag(klant, **anders)
        assert any(zin in fout for fout in antwoord.fouten)
        assert (aantal(in_borne), redenen(in_borne)) == (0, [])

    def test_een_keten_die_niet_van_u_is_wordt_niet_gelezen(self, klant, maak, in_borne):
        maak.inwoner(betrokken="wijkracht", keten=WELZIJN)
        assert vraag(klant, keten=WELZIJN).status == 422
        assert aantal(in_borne) == 0

    def test_na_vijf_pogingen_in_een_uur_moet_u_wachten(self, klant, traject, in_borne):
        for nr in range(POGINGEN):
            assert vraag(klant, achternaam=f"Gok{'abcde'[nr]}").status == 422
        antwoord = vraag(klant)
        assert any("dit uur al 5 keer gezocht" in fout for fout in antwoord.fouten)
        assert redenen(in_borne)[-1] == "noodtoegang: te vaak"
        over_een_uur = klok.nu() + timedelta(minutes=61)
        with klok.zet_klok(over_een_uur):
            wereld.nu_gezien(klant.app)
            assert vraag(klant).status == 303

    def test_wie_al_noodtoegang_heeft_zoekt_niet_ongeteld_verder(self, klant, traject, in_borne):
        assert vraag(klant).status == 303
        for nr in range(POGINGEN - 1):
            assert vraag(klant, achternaam=f"Gok{'abcd'[nr]}").status == 422
        assert redenen(in_borne)[-1] == "noodtoegang: niet gevonden"
        assert any("dit uur al 5 keer gezocht" in fout for fout in vraag(klant).fouten)
        assert redenen(in_borne)[-1] == "noodtoegang: te vaak"

    def test_een_collega_mag_dan_nog_wel(self, klant, als, traject):
        for nr in range(POGINGEN + 1):
            vraag(klant, achternaam=f"Gok{'abcdef'[nr]}")
        assert vraag(als("coordinator2")).status == 303

    @pytest.mark.parametrize("rol", [rol for rol in Rol if rol != Rol.COORDINATOR])
    def test_alleen_een_coordinator_kan_het_vragen(self, als, traject, rol):
        assert als(rol).get("inwoners.noodtoegang").status == 403
        assert vraag(als(rol)).status == 403


class TestGebruiken:
    @pytest.fixture
    def met_nood(self, klant, traject):
        assert vraag(klant).status == 303
        return klant

    def test_elke_pagina_van_deze_inwoner_zegt_tot_wanneer_en_waarom(self, met_nood, traject):
        for pagina in (
            met_nood.get("inwoners.detail", inwoner_id=traject.inwoner_id),
            met_nood.get("trajecten.van_inwoner", inwoner_id=traject.inwoner_id),
            met_nood.get("trajecten.detail", traject_id=traject.id),
            met_nood.post("trajecten.notities", {}, traject_id=traject.id),
        ):
            assert "U ziet deze inwoner met noodtoegang, tot " in pagina.tekst
            assert WAAROM in pagina.tekst
            assert "Beëindig nu" in pagina.tekst

    def test_een_gewone_pagina_zegt_er_niets_van(self, met_nood, maak):
        eigen = maak.inwoner("Eigen")
        assert "met noodtoegang" not in met_nood.get("inwoners.detail", inwoner_id=eigen.id).tekst

    def test_u_ziet_contactpersonen_stappen_en_tijdlijn(self, met_nood, maak, traject):
        maak.contactpersoon(haal_los(maak, traject.inwoner_id))
        assert "Dochter Dora" in met_nood.get("inwoners.detail", inwoner_id=traject.inwoner_id).tekst
        tekst = met_nood.get("trajecten.detail", traject_id=traject.id).tekst
        assert "06 12345678" in tekst
        assert "Wat er gebeurde" in tekst
        assert "Wil Welzijn" in tekst
        assert traject.kenmerk in met_nood.get("trajecten.van_inwoner", inwoner_id=traject.inwoner_id).tekst

    def test_een_contactpoging_en_een_notitie_kunt_u_vastleggen(self, met_nood, traject, in_borne):
        poging = {"uitkomst": "gesproken", "bericht": "Ambulance is er.", "formulier_id": str(uuid4())}
        notitie = {"notitie": "Overgedragen aan de huisarts.", "formulier_id": str(uuid4())}
        assert met_nood.post("trajecten.contactpogingen", poging, traject_id=traject.id).status == 303
        assert met_nood.post("trajecten.notities", notitie, traject_id=traject.id).status == 303
        with in_borne():
            soorten = {"contactpoging", "notitie"}
            regels = db.session.scalars(select(Gebeurtenis).where(Gebeurtenis.soort.in_(soorten)))
            assert {(regel.soort, regel.door_naam) for regel in regels} == {(s, "Cora Coordinator") for s in soorten}

    def test_bij_een_afgesloten_traject_staat_het_nummer_en_een_notitie(self, met_nood, traject, in_borne):
        with in_borne():
            db.session.get_one(Traject, traject.id).sluit_af(door=None, reden="verhuisd")
            db.session.commit()
        pagina = met_nood.get("trajecten.detail", traject_id=traject.id)
        assert "Dit traject is afgesloten" in pagina.tekst
        assert "06 12345678" in pagina.tekst
        assert "contactpogingen" not in pagina.html
        notitie = {"notitie": "Nagebeld.", "formulier_id": str(uuid4())}
        assert met_nood.post("trajecten.notities", notitie, traject_id=traject.id).status == 303

    def test_iets_anders_wijzigen_kan_niet(self, met_nood, maak, traject, in_borne):
        naaste = maak.contactpersoon(haal_los(maak, traject.inwoner_id))
        inwoner, hier = {"inwoner_id": traject.inwoner_id}, {"traject_id": traject.id}
        dicht = [
            ("inwoners.gegevens", inwoner),
            ("inwoners.nieuwe_contactpersoon", inwoner),
            ("inwoners.contactpersoon", {"contactpersoon_id": naaste.id}),
            ("inwoners.verwijdering", {"contactpersoon_id": naaste.id}),
            ("inwoners.toestemming", inwoner),
            ("trajecten.behandelaar", hier),
            ("trajecten.afsluiting", hier),
            ("trajecten.heropening", hier),
            ("trajecten.stap", hier | {"code": "intake"}),
            ("beoordelingen.bij_traject", hier),
            ("groepen.bij_traject", hier),
            ("verwijzingen.berichten_bij_traject", hier),
        ]
        for endpoint, waarden in dicht:
            assert met_nood.get(endpoint, **waarden).status == 404, endpoint
            assert met_nood.post(endpoint, {"bevestigd": "ja"}, **waarden).status in (404, 405), endpoint
        with in_borne():
            assert not db.session.get_one(Traject, traject.id).is_afgesloten

    def test_geen_link_en_geen_knop_op_deze_paginas_loopt_dood(self, met_nood, traject):
        paginas = [
            met_nood.get("inwoners.detail", inwoner_id=traject.inwoner_id),
            met_nood.get("trajecten.van_inwoner", inwoner_id=traject.inwoner_id),
            met_nood.get("trajecten.detail", traject_id=traject.id),
        ]
        adressen = {
            (element.get(soort), soort)
            for pagina in paginas
            for element in pagina.boom.find(f".//{X}main").iter()
            for soort in ("href", "action", "hx-get")
            if (element.get(soort) or "").startswith("/")
        }
        assert len(adressen) > 5
        for adres, soort in adressen:
            methode = "POST" if soort == "action" else "GET"
            assert met_nood.browser.open(adres, method=methode, data={}).status_code in (200, 422), adres

    def test_lijsten_en_zoeken_noemen_de_inwoner_niet(self, met_nood, in_borne):
        with in_borne():
            assert zoek("jansen", wereld.wie("coordinator")).inwoners == ()
        for endpoint in ("trajecten.werkvoorraad", "rapportage.start", "verwijzingen.lijst", "rooster.lijst"):
            assert "Jansen" not in met_nood.get(endpoint).tekst

    def test_van_een_andere_keten_blijft_alles_weg(self, klant, traject, in_borne):
        """With both ketens on the hat: access in the one shows nothing of the other, whichever way round."""
        wijzig_ketens(in_borne, [wereld.KETEN, WELZIJN])
        with in_borne():
            toestemming(db.session.get_one(Inwoner, traject.inwoner_id), ontvangers="een ander")
            betrek_in_welzijn(traject)
            neem_noodtoegang(
                formulier_id=uuid4(), geboortedatum=date(1941, 3, 12), achternaam="Jansen", keten_code=WELZIJN,
                reden="acuut", toelichting=WAAROM, door=wereld.wie("coordinator"),
            )  # fmt: skip
            db.session.commit()
        pagina = klant.get("inwoners.detail", inwoner_id=traject.inwoner_id)
        assert pagina.status == 200
        assert "een ander" not in pagina.tekst
        assert traject.kenmerk not in klant.get("trajecten.van_inwoner", inwoner_id=traject.inwoner_id).tekst
        assert klant.get("trajecten.detail", traject_id=traject.id).status == 404
        assert klant.post("trajecten.notities", {"notitie": "Hallo"}, traject_id=traject.id).status == 404

    def test_een_keten_die_u_niet_koos_wordt_niet_doorzocht(self, maak, in_borne):
        maak.inwoner(betrokken="wijkracht", keten=WELZIJN)
        wijzig_ketens(in_borne, [wereld.KETEN, WELZIJN])
        with in_borne(), pytest.raises(Domeinfout, match=NIEMAND):
            neem_noodtoegang(
                formulier_id=uuid4(), geboortedatum=date(1941, 3, 12), achternaam="Jansen", keten_code=wereld.KETEN,
                reden="acuut", toelichting=WAAROM, door=wereld.wie("coordinator"),
            )  # fmt: skip

    def test_een_traject_van_een_ander_staat_in_de_lijst_van_wie_ook_zelf_betrokken_is(self, maak, klant, in_borne):
        eigen = maak.inwoner(betrokken="wijkracht")
        traject = maak.traject(inwoner=eigen, organisatie="wijkracht")
        vraag(klant)
        with in_borne():
            betrek(
                db.session.get_one(Inwoner, eigen.id),
                organisatie_id=wereld.id_van("gemeente-borne"), keten_code=wereld.KETEN, grond="verwijzer",
            )  # fmt: skip
            db.session.commit()
        assert traject.kenmerk in klant.get("trajecten.van_inwoner", inwoner_id=eigen.id).tekst
        assert redenen(in_borne)[-1] == "noodtoegang"
        assert "met noodtoegang" in klant.get("trajecten.detail", traject_id=traject.id).tekst

    def test_een_collega_ziet_er_niets_van(self, met_nood, als, traject):
        assert ziet(als("coordinator2"), traject) == {404}

    def test_het_burgerservicenummer_blijft_verborgen(self, met_nood, traject, in_borne):
        zet_bsn_aan(in_borne)
        assert "Burgerservicenummer" not in met_nood.get("inwoners.detail", inwoner_id=traject.inwoner_id).tekst

    def test_het_logboek_zegt_bij_elke_pagina_dat_het_noodtoegang_was(self, met_nood, traject, in_borne):
        ziet(met_nood, traject)
        with in_borne():
            regels = db.session.execute(
                select(Logregel.route, Logregel.reden)
                .join(LogregelInwoner, LogregelInwoner.logregel_id == Logregel.id)
                .where(LogregelInwoner.inwoner_id == traject.inwoner_id, Logregel.reden.is_not(None))
            )
            assert {tuple(regel) for regel in regels} == {
                ("inwoners.noodtoegang", "noodtoegang: verleend"),
                ("inwoners.detail", "noodtoegang"),
                ("trajecten.van_inwoner", "noodtoegang"),
                ("trajecten.detail", "noodtoegang"),
            }

    def test_wie_intussen_betrokken_raakt_werkt_gewoon_verder(self, met_nood, traject, in_borne):
        with in_borne():
            inwoner = db.session.get_one(Inwoner, traject.inwoner_id)
            betrek(inwoner, organisatie_id=wereld.id_van("gemeente-borne"), keten_code=wereld.KETEN, grond="verwijzing")
            db.session.commit()
        pagina = met_nood.get("inwoners.detail", inwoner_id=traject.inwoner_id)
        assert "met noodtoegang" not in pagina.tekst
        assert "Wijzig gegevens" in pagina.tekst


class TestEinde:
    def test_na_24_uur_bestaat_de_inwoner_weer_niet(self, klant, traject):
        vraag(klant)
        for uren, antwoord in ((23, 200), (25, 404)):
            with klok.zet_klok(klok.nu() + timedelta(hours=uren)):
                wereld.nu_gezien(klant.app)
                assert ziet(klant, traject) == {antwoord}

    def test_wie_klaar_is_beeindigt_haar_zelf(self, klant, traject, in_borne):
        pagina = vraag(klant).volg()
        adres = re.search(r'action="([^"]+/einde)"', pagina.html)[1]
        antwoord = klant.browser.post(adres, data={"csrf_token": klant.token})
        assert antwoord.status_code == 303
        assert ziet(klant, traject) == {404}
        with in_borne():
            assert db.session.scalars(select(Noodtoegang)).one().beeindigd_op

    def test_een_ander_beeindigt_haar_niet(self, klant, als, traject, in_borne):
        vraag(klant)
        with in_borne():
            toegang_id = db.session.scalars(select(Noodtoegang.id)).one()
        einde = "inwoners.noodtoegang_einde"
        assert als("coordinator2").post(einde, noodtoegang_id=toegang_id).status == 404
        assert klant.post(einde, token=False, noodtoegang_id=toegang_id).status == 422
        assert ziet(klant, traject) == {200}

    @pytest.mark.parametrize("weg", ["rol weg", "andere rol", "keten weg"])
    def test_zonder_de_pet_is_het_meteen_voorbij(self, klant, traject, in_borne, weg):
        vraag(klant)
        with in_borne():
            pet = db.session.get_one(Lidmaatschap, wereld.id_van(f"coordinator-{Rol.COORDINATOR}"))
            if weg == "rol weg":
                pet.tot = klok.vandaag() - timedelta(days=1)
            elif weg == "andere rol":
                pet.rol = Rol.WELZIJNSCOACH
            else:
                pet.ketens = [WELZIJN]
            db.session.commit()
        assert ziet(klant, traject) == {404}

    def test_de_lijst_van_lopende_staat_op_de_pagina(self, klant, traject):
        assert "Uw noodtoegang nu" not in klant.get("inwoners.noodtoegang").tekst
        vraag(klant)
        assert "Gerda Jansen , Valpreventie, tot" in klant.get("inwoners.noodtoegang").tekst


def test_wie_niemand_vindt_ziet_de_weg_erheen(klant, als):
    assert "Niet gevonden, en kan het niet wachten?" in klant.post("inwoners.zoeken", {"zoek": "Bestaatniet"}).tekst
    assert klant.url("inwoners.noodtoegang") in klant.get("inwoners.zoek").html
    assert "Noodtoegang" not in als(Rol.WELZIJNSCOACH).get("inwoners.zoek").tekst


def test_een_beeindigde_betrokkenheid_is_geen_ingang(klant, traject, in_borne):
    with in_borne():
        for rij in db.session.scalars(select(Betrokkenheid)):
            rij.tot = klok.vandaag()
        db.session.commit()
    assert vraag(klant).status == 422


def haal_los(maak, inwoner_id):
    """Return a resident, loose of its session."""
    with wereld.binnen(maak.app):
        inwoner = db.session.get_one(Inwoner, inwoner_id)
        db.session.expunge(inwoner)
    return inwoner


def betrek_in_welzijn(traject):
    inwoner = db.session.get_one(Inwoner, traject.inwoner_id)
    betrek(inwoner, organisatie_id=wereld.id_van("wijkracht"), keten_code=WELZIJN, grond="traject")
    db.session.flush()


def wijzig_ketens(in_borne, ketens):
    with in_borne():
        db.session.get_one(Lidmaatschap, wereld.id_van(f"coordinator-{Rol.COORDINATOR}")).ketens = ketens
        db.session.commit()
