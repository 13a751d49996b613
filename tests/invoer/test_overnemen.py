"""From a file to rows, and back."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from ketens.audit.models import LogregelInwoner
from ketens.groepen.models import Groep
from ketens.groepen.plaatsen import Plaatsing, Wachtplek
from ketens.invoer import overzichten
from ketens.invoer.handelingen import besluit, breng, draai_terug, kies_kolommen, neem_over, ruim_op
from ketens.invoer.models import Invoer, Invoerregel
from ketens.invoer.overnemen import PORTIE, neem_portie_over
from ketens.inwoners.handelingen import wijzig_inwoner
from ketens.inwoners.models import Inwoner, Toestemming
from ketens.inwoners.veilig import VeiligContact
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import nu, vandaag, zet_klok
from ketens.kern.rekenblad import lees_bestand
from ketens.opdrachten.models import Opdracht
from ketens.opdrachten.werker import ronde
from ketens.tellingen.models import Telling
from ketens.trajecten.delen import Gebeurtenis, Stap
from ketens.trajecten.handelingen import noteer_notitie
from ketens.trajecten.models import Traject
from ketens.trajecten.taken import Taak
from tests import wereld

KOP = "Voornaam;Achternaam;Geboortedatum;Telefoon;Cursus;Wacht sinds;Toestemming"
ANNIE = "Annie;Proefsma;12-3-1941;0612345678;In Balans;3-2-2026;ja"
BERT = "Bert;Testman;1-7-1938;074 123 4567;Vallen Verleden Tijd;10-1-2026;nee"
WEG = (Inwoner, Traject, Wachtplek, Toestemming, Gebeurtenis, Stap, Taak, Plaatsing, Groep, Telling)


def bestand(*regels, kop=KOP):
    return "\n".join((kop, *regels)).encode()


def breng_(ruw, soort="wachtlijst"):
    invoer = breng(
        formulier_id=uuid4(),
        soort=soort,
        keten_code="valpreventie",
        bestandsnaam="wachtlijst.csv",
        blad=lees_bestand(ruw),
        door=wereld.wie("coordinator"),
    )
    db.session.flush()
    return invoer


def werk(app):
    with app.app_context():
        while ronde():
            pass


@pytest.fixture
def over(app):
    """Bring a file, take it over with the worker, and return its id."""

    def neem(ruw, soort="wachtlijst", **keuzes):
        with wereld.binnen(app):
            invoer = breng_(ruw, soort)
            neem_over(invoer, **{"zonder_fouten": True, "grond": True, **keuzes}, door=wereld.wie("coordinator"))
            db.session.commit()
            invoer_id = invoer.id
        werk(app)
        return invoer_id

    return neem


def aantallen():
    return {model.__name__: db.session.scalar(select(func.count(model.id))) for model in WEG}


def fouten(invoer):
    vraag = select(Invoerregel).where(Invoerregel.invoer_id == invoer.id).order_by(Invoerregel.nr)
    return {regel.nr: [zin for _, zin in regel.fouten] for regel in db.session.scalars(vraag) if regel.fouten}


def test_wie_wacht_houdt_de_eigen_datum_en_niemand_is_te_laat(over, in_borne):
    over(bestand(ANNIE, BERT))
    with in_borne():
        wacht = {w.inwoner.achternaam: w for w in db.session.scalars(select(Wachtplek))}
        assert wacht["Proefsma"].sinds.date().isoformat() == "2026-02-03"
        assert wacht["Testman"].interventie_code == "vvt"
        assert {t.herkomst for t in db.session.scalars(select(Traject))} == {"overgenomen"}
        assert all(taak.termijn_op > vandaag() for taak in db.session.scalars(select(Taak)))


def test_toestemming_is_er_alleen_waar_het_bestand_die_noemt(over, in_borne):
    over(bestand(ANNIE, BERT))
    with in_borne():
        (toestemming,) = db.session.scalars(select(Toestemming)).all()
        assert (toestemming.inwoner.achternaam, toestemming.kanaal) == ("Proefsma", "schriftelijk")


def test_overgenomen_mensen_zijn_te_vinden(als, over):
    over(bestand(ANNIE))
    assert "Annie Proefsma" in als("coordinator").post("inwoners.zoeken", {"zoek": "Proefsma"}).tekst


@pytest.mark.parametrize(
    ("regel", "zin"),
    [
        ("Annie;Proefsma;31-2-1941;0612345678;In Balans;3-2-2026;", "Deze datum bestaat niet."),
        ("Annie;Proefsma;12-3-1941;;In Balans;3-2-2026;", "Vul een telefoonnummer in, of een adres"),
        ("Annie;Proefsma;12-3-1941;12;In Balans;3-2-2026;", "Vul een telefoonnummer met 10 cijfers in"),
        (";Proefsma;12-3-1941;0612345678;In Balans;3-2-2026;", "Deze cel is leeg"),
        ("Annie;Proefsma;12-3-1941;0612345678;Bingo;3-2-2026;", "Deze cursus is niet bekend."),
        ("Annie;Proefsma;12-3-1841;0612345678;In Balans;3-2-2026;", "ligt te ver terug"),
        ("Annie;Proefsma;12-3-2020;0612345678;In Balans;3-2-2026;", "Bij een kind"),
        ("Annie;Proefsma;12-3-1941;0612345678;In Balans;3-2-2026;misschien", "Vul ja of nee in."),
    ],
)
def test_een_foute_regel_krijgt_een_zin_die_niets_herhaalt(in_borne, regel, zin):
    with in_borne():
        gevonden = fouten(breng_(bestand(regel, BERT)))
        assert list(gevonden) == [2]
        assert gevonden[2][0].startswith(zin) or zin in gevonden[2][0]
        assert not any(woord in " ".join(gevonden[2]) for woord in ("Annie", "Proefsma", "misschien", "Bingo"))


def test_zonder_dat_iemand_kiest_worden_fouten_niet_overgeslagen(in_borne):
    with in_borne():
        invoer = breng_(bestand("Annie;Proefsma;31-2-1941;;;;", BERT))
        with pytest.raises(Domeinfout, match="foute regels"):
            neem_over(invoer, zonder_fouten=False, grond=True, door=wereld.wie("coordinator"))
        with pytest.raises(Domeinfout, match="grond"):
            neem_over(invoer, zonder_fouten=True, grond=False, door=wereld.wie("coordinator"))


def test_wie_twee_keer_in_het_bestand_staat_telt_een_keer(in_borne):
    with in_borne():
        klinkt_zo = ANNIE.replace("Proefsma", "Proefssma")
        assert fouten(breng_(bestand(ANNIE, BERT, klinkt_zo)))[4] == [
            "Deze persoon staat ook op regel 2. De eerste van de twee telt."
        ]


def test_wie_al_bekend_is_vraagt_om_een_besluit(app, maak, in_borne):
    inwoner = maak.inwoner("Proefsma", voornaam="Annie", geboortedatum=date(1941, 3, 12), telefoon="+31612345678")
    with in_borne():
        invoer = breng_(bestand(ANNIE, BERT))
        regel = db.session.scalars(select(Invoerregel).where(Invoerregel.lijkt_op_id == inwoner.id)).one()
        assert regel.nr == 2
        with pytest.raises(Domeinfout, match="misschien al kent"):
            neem_over(invoer, zonder_fouten=True, grond=True, door=wereld.wie("coordinator"))
        besluit(invoer, [regel.id], "zelfde")
        neem_over(invoer, zonder_fouten=True, grond=True, door=wereld.wie("coordinator"))
        db.session.commit()
    werk(app)
    with in_borne():
        assert db.session.scalar(select(func.count(Inwoner.id))) == 2
        assert db.session.scalars(select(Traject.inwoner_id)).all().count(inwoner.id) == 1
        assert inwoner.id in db.session.scalars(select(LogregelInwoner.inwoner_id)).all()


def test_van_wie_alleen_de_afspraak_veilig_is_staat_er_geen_postcode(maak, in_borne):
    inwoner = maak.inwoner("Proefsma", voornaam="Annie", geboortedatum=date(1941, 3, 12), postcode="7621ZX")
    met_postcode = {"kop": KOP + ";Postcode"}
    with in_borne():
        invoer = breng_(bestand(ANNIE + ";7621 ZX", **met_postcode))
        (vraag,) = overzichten.stand(invoer).vragen
        assert "7621ZX" in vraag.nieuw
        assert "7621ZX" in vraag.bekend
        db.session.get_one(Inwoner, inwoner.id).veilig_contact = VeiligContact(geen_brief=True)
        (vraag,) = overzichten.stand(invoer).vragen
        assert "7621ZX" not in vraag.nieuw + vraag.bekend


def test_ook_na_de_eerste_bladzijde_met_bekenden_is_te_beslissen(maak, in_borne, monkeypatch):
    monkeypatch.setattr(overzichten, "VRAGEN", 1)
    for voornaam, achternaam in (("Annie", "Proefsma"), ("Bert", "Testman")):
        geboren = date(1941, 3, 12) if voornaam == "Annie" else date(1938, 7, 1)
        maak.inwoner(achternaam, voornaam=voornaam, geboortedatum=geboren)
    with in_borne():
        invoer = breng_(bestand(ANNIE, BERT))
        for nr in (2, 3):
            (vraag,) = overzichten.stand(invoer).vragen
            assert vraag.regel.nr == nr
            besluit(invoer, [vraag.regel.id], "zelfde")
            db.session.flush()
        assert overzichten.stand(invoer).onbeslist == 0
        # All decided: the first again, to decide otherwise.
        assert [vraag.regel.nr for vraag in overzichten.stand(invoer).vragen] == [2]


def test_twee_regels_die_dezelfde_blijken_houden_het_overnemen_niet_op(app, maak, in_borne):
    maak.inwoner("Proefsma", voornaam="Annie", telefoon="+31612345678")
    with in_borne():
        invoer = breng_(bestand(ANNIE, ANNIE.replace("Annie", "Johanna"), BERT))
        dubbel = list(db.session.scalars(select(Invoerregel).where(Invoerregel.lijkt_op_id.is_not(None))))
        besluit(invoer, [regel.id for regel in dubbel], "zelfde")
        neem_over(invoer, zonder_fouten=True, grond=True, door=wereld.wie("coordinator"))
        db.session.commit()
    werk(app)
    with in_borne():
        invoer = db.session.scalars(select(Invoer)).one()
        assert len(dubbel) == 2
        assert invoer.klaar_op
        assert fouten(invoer) == {3: ["Deze inwoner heeft in deze keten al een traject dat loopt."]}
        assert db.session.scalar(select(func.count(Traject.id))) == 2


def test_een_inwoner_die_een_ander_ziet_wordt_niet_verraden(maak, in_borne):
    velden = {"voornaam": "Annie", "geboortedatum": date(1941, 3, 12), "telefoon": "+31612345678"}
    maak.inwoner("Proefsma", betrokken="wijkracht", keten="welzijn_op_recept", **velden)
    with in_borne():
        invoer = breng_(bestand(ANNIE))
        vraag = select(Invoerregel.lijkt_op_id).where(Invoerregel.invoer_id == invoer.id)
        assert set(db.session.scalars(vraag)) == {None}


def test_groepen_en_daarna_wie_erin_zit(over, in_borne):
    groepen = bestand(
        "Dinsdag voorjaar;In Balans;De Bijenkorf;4-3-2025;12;10.00 uur", kop="Groep;Cursus;Locatie;Start;Plaatsen;Tijd"
    )
    over(groepen, "groepen")
    kop = "Voornaam;Achternaam;Geboortedatum;Telefoon;Groep;Gestart;Status;Klaar"
    over(
        bestand(
            "Annie;Proefsma;12-3-1941;0612345678;Dinsdag voorjaar;4-3-2025;afgerond;10-6-2025",
            "Bert;Testman;1-7-1938;0741234567;dinsdag voorjaar;4-3-2025;gestopt;1-4-2025",
            "Cor;Elders;1-7-1939;0741234568;Woensdag;4-3-2025;;",
            kop=kop,
        ),
        "deelnames",
    )
    with in_borne():
        eindes = {p.inwoner.voornaam: (p.einde, p.groep.naam) for p in db.session.scalars(select(Plaatsing))}
        assert eindes == {"Annie": ("afgerond", "Dinsdag voorjaar"), "Bert": ("uitgevallen", "Dinsdag voorjaar")}
        assert all(traject.is_afgesloten for traject in db.session.scalars(select(Traject)))


def test_aantallen_van_eerdere_jaren_met_hun_bron(over, in_borne):
    over(
        bestand(
            "Ouder-kindcafé;7-1-2025;8;9;2;Jaarverslag 2025", kop="Activiteit;Datum;Volwassenen;Kinderen;Nieuw;Bron"
        ),
        "tellingen",
    )
    with in_borne():
        telling = db.session.scalars(select(Telling)).one()
        assert (telling.bron, telling.aantallen["kinderen"]) == ("Jaarverslag 2025", 9)


def test_een_gestorven_werker_begint_de_portie_opnieuw(app, in_borne):
    regels = [ANNIE.replace("Annie", f"Annie{nr}").replace("Proefsma", f"Proef{nr:04d}sma") for nr in range(PORTIE + 5)]
    with in_borne():
        invoer = breng_(bestand(*regels))
        neem_over(invoer, zonder_fouten=True, grond=True, door=wereld.wie("coordinator"))
        db.session.commit()
        invoer_id = invoer.id
        # The worker dies before its transaction ends: nothing of it ever was.
        neem_portie_over({"invoer": str(invoer_id)})
        db.session.rollback()
        assert db.session.scalar(select(func.count(Inwoner.id))) == 0
        assert db.session.scalar(select(func.count(Opdracht.id)).where(Opdracht.klaar_op.is_(None))) == 1
    werk(app)
    with in_borne():
        assert db.session.scalar(select(func.count(Inwoner.id))) == PORTIE + 5
        assert db.session.get_one(Invoer, invoer_id).klaar_op


def draai(app, invoer_id):
    with wereld.binnen(app):
        draai_terug(db.session.get_one(Invoer, invoer_id), door=wereld.wie("coordinator"))
        db.session.commit()
    werk(app)


def test_terugdraaien_laat_niets_achter(app, over, in_borne):
    with in_borne():
        voor = aantallen()
    invoer_id = over(bestand(ANNIE, BERT))
    draai(app, invoer_id)
    with in_borne():
        assert aantallen() == voor
        assert db.session.get_one(Invoer, invoer_id).teruggedraaid_op


@pytest.mark.parametrize("wat", ["notitie", "telefoonnummer"])
def test_waar_iets_mee_is_gedaan_blijft_staan_en_zegt_waarom(app, over, in_borne, wat):
    invoer_id = over(bestand(ANNIE, BERT))
    with wereld.binnen(app):
        traject = next(t for t in db.session.scalars(select(Traject)) if t.inwoner.achternaam == "Testman")
        if wat == "notitie":
            noteer_notitie(traject, tekst="Gebeld.", door=wereld.wie("coordinator"))
        else:
            wijzig_inwoner(traject.inwoner, door=wereld.wie("coordinator"), telefoon="+31741112222")
        db.session.commit()
    draai(app, invoer_id)
    with in_borne():
        assert [i.achternaam for i in db.session.scalars(select(Inwoner))] == ["Testman"]
        assert fouten(db.session.get_one(Invoer, invoer_id)) == {
            3: ["Hier is al iets mee gedaan. Deze regel blijft staan."]
        }


def test_stoppen_halverwege_draait_terug_wat_er_al_was(app, in_borne):
    regels = [ANNIE.replace("Proefsma", f"Proef{nr:04d}sma") for nr in range(PORTIE + 5)]
    with in_borne():
        invoer = breng_(bestand(*regels))
        neem_over(invoer, zonder_fouten=True, grond=True, door=wereld.wie("coordinator"))
        db.session.commit()
        neem_portie_over({"invoer": str(invoer.id)})
        db.session.commit()
        draai_terug(invoer, door=wereld.wie("coordinator"))
        db.session.commit()
    werk(app)
    with in_borne():
        assert db.session.scalar(select(func.count(Inwoner.id))) == 0


def test_de_kolommen_van_de_vorige_keer_worden_onthouden(in_borne):
    kop = "A;B;C;D;E;F;G"
    with in_borne():
        invoer = breng_(bestand(ANNIE, kop=kop))
        assert invoer.kolommen == {}
        namen = ("voornaam", "achternaam", "geboortedatum", "telefoon", "interventie", "sinds", "toestemming")
        kies_kolommen(invoer, {str(nr): naam for nr, naam in enumerate(namen)}, door=wereld.wie("coordinator"))
        db.session.flush()
        assert breng_(bestand(BERT, kop=kop)).kolommen == {str(nr): naam for nr, naam in enumerate(namen)}


def test_een_kolom_met_burgerservicenummers_wordt_niet_gelezen_en_niet_bewaard(in_borne):
    with in_borne():
        invoer = breng_(bestand(f"{ANNIE};111222333", kop=f"{KOP};BSN"))
        assert "7" not in invoer.kolommen
        bewaard = db.session.scalars(select(Invoerregel).where(Invoerregel.invoer_id == invoer.id)).all()
        assert not any("111222333" in regel.cellen for regel in bewaard)
        with pytest.raises(Domeinfout, match="burgerservicenummers"):
            kies_kolommen(invoer, {"7": "huisnummer"}, door=wereld.wie("coordinator"))


def test_na_dertig_dagen_zijn_de_regels_weg_en_kan_terug_niet_meer(app, over, in_borne):
    invoer_id = over(bestand(ANNIE))
    with zet_klok(nu() + timedelta(days=31)), in_borne():
        ruim_op({})
        assert db.session.scalar(select(func.count(Invoerregel.id))) == 0
        with pytest.raises(Domeinfout, match="30 dagen"):
            draai_terug(db.session.get_one(Invoer, invoer_id), door=wereld.wie("coordinator"))
