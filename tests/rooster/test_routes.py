from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from ketens.audit.models import LOGREGEL, LOGREGEL_INWONER
from ketens.gebruikers.models import Lidmaatschap
from ketens.groepen import handelingen as groepen
from ketens.groepen.models import Groep
from ketens.groepen.plaatsen import Wachtplek
from ketens.kern.db import db
from ketens.kern.klok import moment, zet_klok
from ketens.rechten import Rol
from ketens.rooster.inrichten import wijzig_groep
from tests import wereld
from tests.groepen.conftest import aanwezig, haal
from tests.klant import Pagina
from tests.merken import EERST_OP_SQLITE

pytestmark = EERST_OP_SQLITE


def invoer(**anders: Any) -> dict[str, Any]:
    """A group that can be made: Tuesdays and Thursdays, from Tuesday 12 January 2027."""
    return {
        "formulier_id": str(uuid4()),
        "interventie_code": "valpreventie/in_balans",
        "naam": "Voorjaar",
        "locatie": "Kulturhus",
        "dagdelen": ["di_ochtend", "do_ochtend"],
        "tijd": "10.30 uur",
        "plaatsen": "11",
        "minimum": "6",
        "begint_op": "12-01-2027",
        "trainer_ids": [str(wereld.id_van("trainer"))],
        **anders,
    }


@pytest.fixture(autouse=True)
def op_1_september() -> Iterator[None]:
    """It is 1 September 2026, so that the dates below lie ahead on any day."""
    with zet_klok(moment(date(2026, 9, 1))):
        yield


def zegt(pagina: Pagina, zin: str) -> bool:
    """Tell whether the error summary says this, at whichever field."""
    return any(fout.endswith(zin) for fout in pagina.fouten)


def test_coordinator_maakt_een_groep_met_bijeenkomsten_en_trainer(als, in_borne):
    als(Rol.COORDINATOR).post("rooster.nieuw", invoer()).volg()
    with in_borne():
        groep = db.session.scalars(select(Groep)).one()
        assert (len(groep.bijeenkomsten), groep.trainers[0].account_id) == (24, wereld.id_van("trainer"))
        assert groep.bijeenkomsten[0].begint_op == moment(date(2027, 1, 12), 10, 30)
        assert groep.eindigt_op == groep.bijeenkomsten[-1].begint_op.date()


def test_zonder_trainers_zegt_het_formulier_hoe_die_er_komen(als, in_borne):
    cora = als(Rol.COORDINATOR)
    assert "Er is nog geen trainer" not in cora.get("rooster.nieuw").tekst
    with in_borne():
        for hoed in db.session.scalars(select(Lidmaatschap).where(Lidmaatschap.rol == Rol.TRAINER)):
            hoed.tot = date(2026, 8, 1)
        db.session.commit()
    assert "Er is nog geen trainer. De beheerder maakt een account" in cora.get("rooster.nieuw").tekst
    assert cora.post("rooster.nieuw", invoer(trainer_ids=[])).status == 303


def test_twee_keer_versturen_maakt_een_groep(als, in_borne):
    velden = invoer()
    eerste = als(Rol.COORDINATOR).post("rooster.nieuw", velden)
    tweede = als(Rol.COORDINATOR).post("rooster.nieuw", velden)
    assert eerste.naar == tweede.naar
    with in_borne():
        assert db.session.scalar(select(func.count(Groep.id))) == 1


@pytest.mark.parametrize(
    ("veld", "waarde", "zin"),
    [
        ("interventie_code", "", "Kies een cursus."),
        ("interventie_code", "valpreventie/yoga", "Kies iets uit de lijst."),
        ("naam", "  ", "Vul een naam in."),
        ("naam", "x" * 81, "Gebruik niet meer dan 80 tekens."),
        ("plaatsen", "veel", "Vul een heel getal in."),
        ("plaatsen", "0", "Vul in hoeveel mensen mee kunnen doen."),
        ("plaatsen", "-3", "Vul een getal van 1 tot en met 100 in."),
        ("minimum", "12", "Kies een getal van 1 tot en met 11."),
        ("begint_op", "30-02-2027", "Deze datum bestaat niet."),
        ("begint_op", "13-01-2027", "Dit is een woensdag. Kies een dag waarop de groep bij elkaar komt."),
        ("eindigt_op", "11-01-2027", "De laatste dag ligt voor de eerste dag."),
        ("trainer_ids", [str(wereld.id_van("coordinator"))], "Kies iets uit de lijst."),
        ("dagdelen", ["zo_nacht"], "Kies iets uit de lijst."),
    ],
)
def test_een_groep_die_niet_kan_krijgt_een_zin_bij_het_veld(als, veld, waarde, zin):
    pagina = als(Rol.COORDINATOR).post("rooster.nieuw", invoer(**{veld: waarde}))
    assert pagina.status == 422
    assert zegt(pagina, zin)
    assert pagina.waarde("locatie") == "Kulturhus"


def test_een_groep_begint_niet_op_een_feestdag(als):
    velden = invoer(begint_op="27-04-2027", dagdelen=["di_ochtend", "do_ochtend"])
    pagina = als(Rol.COORDINATOR).post("rooster.nieuw", velden)
    assert zegt(pagina, "Dit is een weekend of een feestdag. Kies een werkdag.")


def test_zonder_vaste_duur_vraagt_een_groep_de_laatste_dag(als):
    velden = invoer(interventie_code="valpreventie/tom")
    pagina = als(Rol.COORDINATOR).post("rooster.nieuw", velden)
    assert zegt(pagina, "Vul de laatste dag in. Voor deze cursus staat de duur niet vast.")
    assert als(Rol.COORDINATOR).post("rooster.nieuw", {**velden, "eindigt_op": "01-06-2027"}).status == 303


def test_zonder_token_gebeurt_er_niets_en_blijft_staan_wat_er_stond(als, in_borne):
    pagina = als(Rol.COORDINATOR).post("rooster.nieuw", invoer(), token=False)
    assert (pagina.status, pagina.waarde("naam")) == (422, "Voorjaar")
    with in_borne():
        assert db.session.scalar(select(func.count(Groep.id))) == 0


def test_capaciteit_gaat_niet_onder_wat_bezet_is(als, maak, plaats):
    groep = maak.groep(plaatsen=3, minimum=1, begint_op=date(2027, 1, 12), dagdelen=["di_ochtend"])
    for naam in ("Een", "Twee"):
        plaats(maak.klaar_voor_plaats(naam), groep)
    velden = invoer(versie="1", plaatsen="1", minimum="1", eindigt_op="15-04-2027", trainer_ids=[])
    pagina = als(Rol.COORDINATOR).post("rooster.bewerken", velden, groep_id=groep.id)
    assert pagina.status == 422
    assert zegt(pagina, "Er zijn al 2 plaatsen bezet. Kies 2 of meer.")


def test_wie_een_verouderde_groep_bewaart_hoort_wie_er_eerder_was(als, maak, in_borne):
    groep = maak.groep(begint_op=date(2027, 1, 12), dagdelen=["di_ochtend"])
    with in_borne():
        wijzig_groep(haal(groep), locatie="Elders", door=wereld.wie("coordinator2"))
        db.session.commit()
    velden = invoer(versie="1", naam="Mijn tekst")
    pagina = als(Rol.COORDINATOR).post("rooster.bewerken", velden, groep_id=groep.id)
    assert pagina.status == 422
    assert any("Carel Coordinator" in fout for fout in pagina.fouten)
    assert pagina.waarde("naam") == "Mijn tekst"
    opnieuw = als(Rol.COORDINATOR).post(
        "rooster.bewerken", {**velden, "versie": pagina.waarde("versie")}, groep_id=groep.id
    )
    assert opnieuw.status == 303


def test_de_lijst_zegt_hoe_een_groep_afliep(als, maak, plaats, in_borne):
    with zet_klok(moment(date(2026, 2, 2))):
        groep = maak.groep("Afgelopen groep", begint_op=date(2026, 3, 3), eindigt_op=date(2026, 6, 30))
        plaatsing = plaats(maak.klaar_voor_plaats(), groep)
    with in_borne(), zet_klok(moment(date(2026, 7, 1))):
        plaatsing = haal(plaatsing)
        aanwezig(plaatsing, 1)
        groepen.start_deelname(plaatsing, date(2026, 3, 3))
        groepen.beeindig_deelname(plaatsing, einde="afgerond", door=None)
        db.session.commit()
    assert "1 begonnen, 1 afgerond" in als(Rol.COORDINATOR).get("rooster.lijst").tekst


def test_een_afgelaste_groep_zet_iedereen_terug(als, maak, plaats, in_borne):
    groep = maak.groep()
    for naam in ("Een", "Twee"):
        plaats(maak.klaar_voor_plaats(naam), groep)
    cora = als(Rol.COORDINATOR)
    assert "2 inwoners verliezen hun plaats" in cora.get("rooster.afgelasting", groep_id=groep.id).tekst
    leeg = cora.post("rooster.afgelasting", {"reden": " "}, groep_id=groep.id)
    assert zegt(leeg, "Schrijf op waarom de groep niet doorgaat.")
    pagina = cora.post("rooster.afgelasting", {"reden": "Te weinig mensen"}, groep_id=groep.id).volg()
    assert "Te weinig mensen" in pagina.tekst
    with in_borne():
        assert db.session.scalar(select(func.count(Wachtplek.id)).where(Wachtplek.vervallen_op.is_(None))) == 2
    opnieuw = cora.post("rooster.afgelasting", {"reden": "Nog eens"}, groep_id=groep.id)
    assert opnieuw.fouten == ["Deze groep is al afgelast."]


def test_trainer_ziet_alleen_wat_nodig_is_van_de_eigen_groep(als, maak, plaats):
    groep = maak.groep(trainers=["trainer"])
    inwoner = maak.inwoner("Zichtbaar", telefoon="+31742658600", postcode="7621AB")
    maak.contactpersoon(inwoner, "Dochter Nood", bij_nood=True)
    maak.contactpersoon(inwoner, "Buurman Stil")
    antwoorden = {"loophulpmiddel": "rollator", "horen": "goed"}
    plaats(maak.klaar_voor_plaats(inwoner=inwoner, antwoorden=antwoorden), groep)
    tekst = als(Rol.TRAINER).get("rooster.detail", groep_id=groep.id).tekst
    for wel in ("Zichtbaar", "074 265 8600", "Dochter Nood", "Ja, met een rollator"):
        assert wel in tekst
    for niet in ("Buurman Stil", "valrisico", "7621", "Wachtlijst", "1941"):
        assert niet not in tekst
    lijst = als(Rol.TRAINER).get("rooster.lijst")
    assert groep.naam in lijst.tekst
    assert "Nieuwe groep" not in lijst.tekst


@pytest.mark.parametrize(
    ("wie", "status"),
    [
        ("trainer2", 404),
        ("coordinator_tubbergen", 404),
        ("andere_keten", 404),
        ("verwijzer", 403),
        ("beoordelaar", 403),
        ("projectleider", 403),
        ("trainer", 200),
        ("coordinator2", 200),
    ],
)
def test_wie_een_groep_ziet(als, maak, wie, status):
    groep = maak.groep(trainers=["trainer"])
    assert als(wie).get("rooster.detail", groep_id=groep.id).status == status


def test_een_trainer_opent_een_groep_tot_een_maand_na_de_laatste_dag_en_de_coordinator_altijd(als, app, maak):
    groep = maak.groep(trainers=["trainer"])
    laatste = moment(groep.eindigt_op, 12)
    for dagen, trainer, woord in ((31, 200, groep.naam), (32, 404, "U hebt nu geen groep.")):
        with zet_klok(laatste + timedelta(days=dagen)):
            wereld.nu_gezien(app)
            assert als(Rol.TRAINER).get("rooster.detail", groep_id=groep.id).status == trainer
            assert als(Rol.TRAINER).get("aanwezigheid.groep", groep_id=groep.id).status == trainer
            assert woord in als(Rol.TRAINER).get("rooster.lijst").tekst
            assert als(Rol.COORDINATOR).get("rooster.detail", groep_id=groep.id).status == 200


def test_wie_een_groep_opent_staat_in_het_logboek_met_alle_deelnemers(als, maak, plaats, in_borne):
    groep = maak.groep(trainers=["trainer"])
    mensen = {plaats(maak.klaar_voor_plaats(naam), groep).inwoner_id for naam in ("Een", "Twee")}
    als(Rol.TRAINER).get("rooster.detail", groep_id=groep.id)
    with in_borne():
        regel = db.session.execute(select(LOGREGEL).order_by(LOGREGEL.c.nr.desc()).limit(1)).one()
        gezien = db.session.scalars(
            select(LOGREGEL_INWONER.c.inwoner_id).where(LOGREGEL_INWONER.c.logregel_id == regel.id)
        )
        assert (regel.route, regel.doel, regel.rol) == ("rooster.detail", "groep inzien", "trainer")
        assert set(gezien) == mensen


def test_de_lijst_filtert_op_cursus_en_jaar(als, maak):
    maak.groep("Balans")
    maak.groep("Beweeg", interventie_code="otago")
    cora = als(Rol.COORDINATOR)
    assert "Beweeg" not in cora.get("rooster.lijst", interventie="in_balans", htmx="groepen").tekst
    assert "Er zijn geen groepen met deze keuze." in cora.get("rooster.lijst", jaar=2019).tekst
    assert cora.get("rooster.lijst", jaar="abc").status == 200


@pytest.mark.parametrize("pagina", ["rooster.lijst", "rooster.detail", "groepen.bij_traject", "trainer"])
def test_het_aantal_vragen_aan_de_database_groeit_niet_mee(als, maak, plaats, pagina, tel_vragen):
    groep = maak.groep(trainers=["trainer"], plaatsen=3, minimum=1)
    traject = maak.klaar_voor_plaats("Zoekt")

    def aantal() -> int:
        klant = als(Rol.TRAINER if pagina == "trainer" else Rol.COORDINATOR)
        waar = {"rooster.lijst": {}, "groepen.bij_traject": {"traject_id": traject.id}}.get(
            pagina, {"groep_id": groep.id}
        )
        with tel_vragen() as opdrachten:
            assert klant.get("rooster.detail" if pagina == "trainer" else pagina, **waar).status == 200
        return len(opdrachten)

    plaats(maak.klaar_voor_plaats("Eerste"), groep)
    weinig = aantal()
    for nr in range(4):
        plaats(maak.klaar_voor_plaats(f"Meer{nr}"), groep)
        maak.groep(f"Extra {nr}", trainers=["trainer", "trainer2"])
    assert aantal() <= weinig + 1
    assert weinig < 27
