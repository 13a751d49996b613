from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from ketens.audit.models import LOGREGEL, LOGREGEL_INWONER
from ketens.gebruikers.models import Lidmaatschap
from ketens.groepen import handelingen as groepen
from ketens.groepen.inrichten import wijzig_groep
from ketens.groepen.models import Groep
from ketens.groepen.plaatsen import Plaatsing, Wachtplek
from ketens.groepen.wachten import zet_op_wachtlijst
from ketens.kern.db import db
from ketens.kern.klok import moment, nu, zet_klok
from ketens.rechten import Rol
from tests import wereld
from tests.groepen.conftest import aanwezig, haal
from tests.klant import Pagina
from tests.merken import EERST_OP_SQLITE

pytestmark = EERST_OP_SQLITE

ZONE = "plaats"


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
    als(Rol.COORDINATOR).post("groepen.nieuw", invoer()).volg()
    with in_borne():
        groep = db.session.scalars(select(Groep)).one()
        assert (len(groep.bijeenkomsten), groep.trainers[0].account_id) == (24, wereld.id_van("trainer"))
        assert groep.bijeenkomsten[0].begint_op == moment(date(2027, 1, 12), 10, 30)
        assert groep.eindigt_op == groep.bijeenkomsten[-1].begint_op.date()


def test_zonder_trainers_zegt_het_formulier_hoe_die_er_komen(als, in_borne):
    cora = als(Rol.COORDINATOR)
    assert "Er is nog geen trainer" not in cora.get("groepen.nieuw").tekst
    with in_borne():
        for hoed in db.session.scalars(select(Lidmaatschap).where(Lidmaatschap.rol == Rol.TRAINER)):
            hoed.tot = date(2026, 8, 1)
        db.session.commit()
    assert "Er is nog geen trainer. De beheerder maakt een account" in cora.get("groepen.nieuw").tekst
    assert cora.post("groepen.nieuw", invoer(trainer_ids=[])).status == 303


def test_twee_keer_versturen_maakt_een_groep(als, in_borne):
    velden = invoer()
    eerste = als(Rol.COORDINATOR).post("groepen.nieuw", velden)
    tweede = als(Rol.COORDINATOR).post("groepen.nieuw", velden)
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
    pagina = als(Rol.COORDINATOR).post("groepen.nieuw", invoer(**{veld: waarde}))
    assert pagina.status == 422
    assert zegt(pagina, zin)
    assert pagina.waarde("locatie") == "Kulturhus"


def test_een_groep_begint_niet_op_een_feestdag(als):
    velden = invoer(begint_op="27-04-2027", dagdelen=["di_ochtend", "do_ochtend"])
    pagina = als(Rol.COORDINATOR).post("groepen.nieuw", velden)
    assert zegt(pagina, "Dit is een weekend of een feestdag. Kies een werkdag.")


def test_zonder_vaste_duur_vraagt_een_groep_de_laatste_dag(als):
    velden = invoer(interventie_code="valpreventie/tom")
    pagina = als(Rol.COORDINATOR).post("groepen.nieuw", velden)
    assert zegt(pagina, "Vul de laatste dag in. Voor deze cursus staat de duur niet vast.")
    assert als(Rol.COORDINATOR).post("groepen.nieuw", {**velden, "eindigt_op": "01-06-2027"}).status == 303


def test_zonder_token_gebeurt_er_niets_en_blijft_staan_wat_er_stond(als, in_borne):
    pagina = als(Rol.COORDINATOR).post("groepen.nieuw", invoer(), token=False)
    assert (pagina.status, pagina.waarde("naam")) == (422, "Voorjaar")
    with in_borne():
        assert db.session.scalar(select(func.count(Groep.id))) == 0


def test_capaciteit_gaat_niet_onder_wat_bezet_is(als, maak, plaats):
    groep = maak.groep(plaatsen=3, minimum=1, begint_op=date(2027, 1, 12), dagdelen=["di_ochtend"])
    for naam in ("Een", "Twee"):
        plaats(maak.klaar_voor_plaats(naam), groep)
    velden = invoer(versie="1", plaatsen="1", minimum="1", eindigt_op="15-04-2027", trainer_ids=[])
    pagina = als(Rol.COORDINATOR).post("groepen.bewerken", velden, groep_id=groep.id)
    assert pagina.status == 422
    assert zegt(pagina, "Er zijn al 2 plaatsen bezet. Kies 2 of meer.")


def test_wie_een_verouderde_groep_bewaart_hoort_wie_er_eerder_was(als, maak, in_borne):
    groep = maak.groep(begint_op=date(2027, 1, 12), dagdelen=["di_ochtend"])
    with in_borne():
        wijzig_groep(haal(groep), locatie="Elders", door=wereld.wie("coordinator2"))
        db.session.commit()
    velden = invoer(versie="1", naam="Mijn tekst")
    pagina = als(Rol.COORDINATOR).post("groepen.bewerken", velden, groep_id=groep.id)
    assert pagina.status == 422
    assert any("Carel Coordinator" in fout for fout in pagina.fouten)
    assert pagina.waarde("naam") == "Mijn tekst"
    opnieuw = als(Rol.COORDINATOR).post(
        "groepen.bewerken", {**velden, "versie": pagina.waarde("versie")}, groep_id=groep.id
    )
    assert opnieuw.status == 303


def test_in_twee_klikken_van_traject_naar_plaats(als, maak, in_borne):
    groep, traject = maak.groep(), maak.klaar_voor_plaats()
    cora = als(Rol.COORDINATOR)
    deel = cora.get("groepen.bij_traject", traject_id=traject.id, htmx=ZONE)
    assert "Plaats in groep" in deel.tekst
    assert "<!doctype" not in deel.html
    assert cora.post("groepen.plaatsing", traject_id=traject.id, groep_id=groep.id).status == 303
    with in_borne():
        assert db.session.scalars(select(Plaatsing)).one().traject_id == traject.id
    assert groep.naam in cora.get("groepen.bij_traject", traject_id=traject.id).tekst


def test_twee_keer_plaatsen_zegt_dat_het_al_gebeurd_is(als, maak):
    groep, traject = maak.groep(), maak.klaar_voor_plaats()
    cora = als(Rol.COORDINATOR)
    cora.post("groepen.plaatsing", traject_id=traject.id, groep_id=groep.id)
    opnieuw = cora.post("groepen.plaatsing", traject_id=traject.id, groep_id=groep.id)
    assert (opnieuw.status, opnieuw.fouten) == (422, ["Deze inwoner heeft al een plaats in deze groep."])


def test_een_waarschuwing_vraagt_een_reden_op_de_pagina(als, maak, in_borne):
    groep = maak.groep()
    traject = maak.klaar_voor_plaats(antwoorden={"horen": "slecht"})
    cora = als(Rol.COORDINATOR)
    assert "Deze inwoner hoort slecht." in cora.get("groepen.bij_traject", traject_id=traject.id).tekst
    pagina = cora.post("groepen.plaatsing", traject_id=traject.id, groep_id=groep.id)
    assert pagina.status == 422
    assert "Deze inwoner hoort slecht." in pagina.fouten[0]
    velden = {"reden_afwijking": "Zit vooraan."}
    assert cora.post("groepen.plaatsing", velden, traject_id=traject.id, groep_id=groep.id).status == 303


def test_vanaf_de_wachtlijst_van_de_groep_in_twee_klikken(als, maak, plaats, in_borne):
    groep, vol = maak.groep(), maak.groep("Vol", plaatsen=1)
    plaats(maak.klaar_voor_plaats("Eerste"), vol)
    traject = maak.klaar_voor_plaats("Wachter")
    with in_borne():
        zet_op_wachtlijst(haal(traject), interventie_code="in_balans", door=wereld.wie("coordinator"))
        db.session.commit()
    cora = als(Rol.COORDINATOR)
    pagina = cora.get("groepen.detail", groep_id=groep.id)
    assert "Er is plaats: geef deze inwoner een plaats." in pagina.tekst
    geplaatst = cora.post("groepen.plaatsing", traject_id=traject.id, groep_id=groep.id, groep=1)
    assert geplaatst.naar == cora.url("groepen.detail", groep_id=groep.id)
    assert "Wachter" in geplaatst.volg().tekst


def test_de_wachtlijst_zegt_van_ieder_waarom_er_nog_geen_plaats_is(als, maak, plaats, in_borne):
    groep = maak.groep(plaatsen=1, minimum=1, dagdelen=["di_ochtend"], wijk="Borne-West")
    andere = maak.groep("De andere")
    plaats(maak.klaar_voor_plaats("Eerste"), groep)
    wensen: list[dict[str, Any]] = [
        {},
        {},
        {"dagdelen": ["vr_middag"]},
        {"wijk": "Zenderen"},
        {},
    ]
    for nr, wens in enumerate(wensen):
        traject = maak.klaar_voor_plaats(f"Wacht{nr}")
        with in_borne():
            wachtplek = zet_op_wachtlijst(
                haal(traject), interventie_code="in_balans", door=wereld.wie("coordinator"), **wens
            )
            wachtplek.groep = haal(andere) if nr == len(wensen) - 1 else None
            db.session.commit()
    tekst = als(Rol.COORDINATOR).get("groepen.detail", groep_id=groep.id).tekst
    for zin in (
        "De groep is vol. Deze inwoner is als eerste aan de beurt.",
        "De groep is vol; 1 inwoner is eerder aan de beurt.",
        "Kan niet op dinsdagochtend.",
        "Wil een groep in Zenderen; deze is in Borne-West.",
        "Wacht op een andere groep: De andere.",
    ):
        assert zin in tekst


def test_wie_voor_zijn_beurt_een_plaats_krijgt_vraagt_een_reden(als, maak, in_borne):
    groep = maak.groep(plaatsen=1, minimum=1)
    with zet_klok(moment(date(2026, 8, 3))):
        eerste = maak.klaar_voor_plaats("Eerste")
    later = maak.klaar_voor_plaats("Later")
    with in_borne():
        zet_op_wachtlijst(haal(eerste), interventie_code="in_balans", door=wereld.wie("coordinator"))
        db.session.commit()
    cora = als(Rol.COORDINATOR)
    zin = "Op de wachtlijst: 1 inwoner is eerder aan de beurt."
    assert zin in cora.get("groepen.bij_traject", traject_id=later.id, htmx=ZONE).tekst
    geweigerd = cora.post("groepen.plaatsing", traject_id=later.id, groep_id=groep.id)
    assert geweigerd.status == 422
    assert zin in geweigerd.fouten[0]
    velden = {"reden_afwijking": "De ander kan pas in het voorjaar."}
    assert cora.post("groepen.plaatsing", velden, traject_id=later.id, groep_id=groep.id).status == 303
    with in_borne():
        assert db.session.scalars(select(Plaatsing)).one().afwijking == "De ander kan pas in het voorjaar."


def test_wie_niemand_voorbijgaat_krijgt_zonder_vraag_een_plaats(als, maak, in_borne):
    ruim, elders = maak.groep(plaatsen=2, minimum=1), maak.groep("Elders", plaatsen=1, minimum=1, wijk="Zenderen")
    with zet_klok(moment(date(2026, 8, 3))):
        eerste = maak.klaar_voor_plaats("Eerste")
    with in_borne():
        door = wereld.wie("coordinator")
        zet_op_wachtlijst(haal(eerste), interventie_code="in_balans", wijk="Borne-West", door=door)
        db.session.commit()
    cora = als(Rol.COORDINATOR)
    for groep in (ruim, elders):
        later = maak.klaar_voor_plaats("Later")
        assert cora.post("groepen.plaatsing", traject_id=later.id, groep_id=groep.id).status == 303


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
    assert "1 begonnen, 1 afgerond" in als(Rol.COORDINATOR).get("groepen.lijst").tekst


def test_wachten_kan_op_een_soort_groep(als, maak, in_borne):
    traject = maak.klaar_voor_plaats(antwoorden={"dagdelen": ["di_ochtend"]})
    cora = als(Rol.COORDINATOR)
    fout = cora.post("groepen.wachten", {"interventie_code": ""}, traject_id=traject.id)
    assert (fout.status, fout.fouten) == (422, ["Cursus: Kies een cursus."])
    velden = {"interventie_code": "vvt", "dagdelen": ["di_ochtend"], "wijk": "Borne-West"}
    assert cora.post("groepen.wachten", velden, traject_id=traject.id).status == 303
    tekst = cora.get("groepen.bij_traject", traject_id=traject.id).tekst
    assert "nummer 1 van 1" in tekst
    with in_borne():
        wachtplek_id = db.session.scalars(select(Wachtplek.id)).one()
    assert cora.post("groepen.wachten_einde", wachtplek_id=wachtplek_id).status == 303
    assert "nummer 1 van 1" not in cora.get("groepen.bij_traject", traject_id=traject.id).tekst


def test_intrekken_vraagt_een_reden_en_of_de_inwoner_wil_wachten(als, maak, plaats, in_borne):
    plaatsing = plaats(maak.klaar_voor_plaats(), maak.groep())
    cora = als(Rol.COORDINATOR)
    assert cora.get("groepen.intrekking", plaatsing_id=plaatsing.id).status == 200
    leeg = cora.post("groepen.intrekking", plaatsing_id=plaatsing.id)
    assert leeg.fouten == [
        "Reden: Kies een reden uit de lijst.",
        "Wil de inwoner op de wachtlijst? Kies ja of nee.",
    ]
    velden = {"reden": "ziek", "wil_wachten": "ja"}
    assert cora.post("groepen.intrekking", velden, plaatsing_id=plaatsing.id).status == 303
    with in_borne():
        assert db.session.scalars(select(Wachtplek)).one().vervallen_op is None


def test_begin_en_einde_van_een_deelname(als, maak, plaats, in_borne):
    with zet_klok(nu() - timedelta(days=60)):
        groep = maak.groep()
        plaatsing = plaats(maak.klaar_voor_plaats(), groep)
    cora = als(Rol.COORDINATOR)
    assert cora.get("groepen.start", plaatsing_id=plaatsing.id).waarde("dag") == f"{groep.begint_op:%d-%m-%Y}"
    assert cora.post("groepen.start", {"dag": "99-99-9999"}, plaatsing_id=plaatsing.id).status == 422
    assert cora.post("groepen.start", {"dag": f"{groep.begint_op:%d-%m-%Y}"}, plaatsing_id=plaatsing.id).status == 303
    zonder_reden = cora.post("groepen.einde", {"einde": "uitgevallen"}, plaatsing_id=plaatsing.id)
    assert zonder_reden.fouten == ["Reden: Kies een reden uit de lijst."]
    velden = {"einde": "uitgevallen", "reden": "ziek"}
    assert cora.post("groepen.einde", velden, plaatsing_id=plaatsing.id).status == 303
    assert "1 tussendoor gestopt" in cora.get("groepen.detail", groep_id=groep.id).tekst


def test_een_afgelaste_groep_zet_iedereen_terug(als, maak, plaats, in_borne):
    groep = maak.groep()
    for naam in ("Een", "Twee"):
        plaats(maak.klaar_voor_plaats(naam), groep)
    cora = als(Rol.COORDINATOR)
    assert "2 inwoners verliezen hun plaats" in cora.get("groepen.afgelasting", groep_id=groep.id).tekst
    leeg = cora.post("groepen.afgelasting", {"reden": " "}, groep_id=groep.id)
    assert zegt(leeg, "Schrijf op waarom de groep niet doorgaat.")
    pagina = cora.post("groepen.afgelasting", {"reden": "Te weinig mensen"}, groep_id=groep.id).volg()
    assert "Te weinig mensen" in pagina.tekst
    with in_borne():
        assert db.session.scalar(select(func.count(Wachtplek.id)).where(Wachtplek.vervallen_op.is_(None))) == 2
    opnieuw = cora.post("groepen.afgelasting", {"reden": "Nog eens"}, groep_id=groep.id)
    assert opnieuw.fouten == ["Deze groep is al afgelast."]


def test_trainer_ziet_alleen_wat_nodig_is_van_de_eigen_groep(als, maak, plaats):
    groep = maak.groep(trainers=["trainer"])
    inwoner = maak.inwoner("Zichtbaar", telefoon="+31742658600", postcode="7621AB")
    maak.contactpersoon(inwoner, "Dochter Nood", bij_nood=True)
    maak.contactpersoon(inwoner, "Buurman Stil")
    antwoorden = {"loophulpmiddel": "rollator", "horen": "goed"}
    plaats(maak.klaar_voor_plaats(inwoner=inwoner, antwoorden=antwoorden), groep)
    tekst = als(Rol.TRAINER).get("groepen.detail", groep_id=groep.id).tekst
    for wel in ("Zichtbaar", "074 265 8600", "Dochter Nood", "Ja, met een rollator"):
        assert wel in tekst
    for niet in ("Buurman Stil", "valrisico", "7621", "Wachtlijst", "1941"):
        assert niet not in tekst
    lijst = als(Rol.TRAINER).get("groepen.lijst")
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
    assert als(wie).get("groepen.detail", groep_id=groep.id).status == status


def test_een_trainer_opent_een_groep_tot_een_maand_na_de_laatste_dag_en_de_coordinator_altijd(als, app, maak):
    groep = maak.groep(trainers=["trainer"])
    laatste = moment(groep.eindigt_op, 12)
    for dagen, trainer, woord in ((31, 200, groep.naam), (32, 404, "U hebt nu geen groep.")):
        with zet_klok(laatste + timedelta(days=dagen)):
            wereld.nu_gezien(app)
            assert als(Rol.TRAINER).get("groepen.detail", groep_id=groep.id).status == trainer
            assert als(Rol.TRAINER).get("aanwezigheid.groep", groep_id=groep.id).status == trainer
            assert woord in als(Rol.TRAINER).get("groepen.lijst").tekst
            assert als(Rol.COORDINATOR).get("groepen.detail", groep_id=groep.id).status == 200


def test_een_trainer_plaatst_niet(als, maak, plaats):
    groep = maak.groep(trainers=["trainer"])
    plaatsing = plaats(maak.klaar_voor_plaats(), groep)
    trainer = als(Rol.TRAINER)
    for endpoint in ("groepen.intrekking", "groepen.einde", "groepen.start"):
        assert trainer.post(endpoint, plaatsing_id=plaatsing.id).status == 403
    assert trainer.get("groepen.bewerken", groep_id=groep.id).status == 403


def test_een_traject_of_groep_van_een_ander_bestaat_niet(als, maak):
    groep, traject = maak.groep(), maak.klaar_voor_plaats()
    ginds = maak.groep(gemeente="tubbergen", organisatie="gemeente-tubbergen")
    cora, tess = als(Rol.COORDINATOR), als("coordinator_tubbergen", "tubbergen")
    assert cora.post("groepen.plaatsing", traject_id=traject.id, groep_id=ginds.id).status == 404
    assert cora.post("groepen.plaatsing", traject_id=traject.id, groep_id=uuid4()).status == 404
    assert tess.post("groepen.plaatsing", traject_id=traject.id, groep_id=groep.id).status == 404


def test_wie_een_groep_opent_staat_in_het_logboek_met_alle_deelnemers(als, maak, plaats, in_borne):
    groep = maak.groep(trainers=["trainer"])
    mensen = {plaats(maak.klaar_voor_plaats(naam), groep).inwoner_id for naam in ("Een", "Twee")}
    als(Rol.TRAINER).get("groepen.detail", groep_id=groep.id)
    with in_borne():
        regel = db.session.execute(select(LOGREGEL).order_by(LOGREGEL.c.nr.desc()).limit(1)).one()
        gezien = db.session.scalars(
            select(LOGREGEL_INWONER.c.inwoner_id).where(LOGREGEL_INWONER.c.logregel_id == regel.id)
        )
        assert (regel.route, regel.doel, regel.rol) == ("groepen.detail", "groep inzien", "trainer")
        assert set(gezien) == mensen


def test_de_lijst_filtert_op_cursus_en_jaar(als, maak):
    maak.groep("Balans")
    maak.groep("Beweeg", interventie_code="otago")
    cora = als(Rol.COORDINATOR)
    assert "Beweeg" not in cora.get("groepen.lijst", interventie="in_balans", htmx="groepen").tekst
    assert "Er zijn geen groepen met deze keuze." in cora.get("groepen.lijst", jaar=2019).tekst
    assert cora.get("groepen.lijst", jaar="abc").status == 200


@pytest.mark.parametrize("pagina", ["groepen.lijst", "groepen.detail", "groepen.bij_traject", "trainer"])
def test_het_aantal_vragen_aan_de_database_groeit_niet_mee(als, maak, plaats, pagina, tel_vragen):
    groep = maak.groep(trainers=["trainer"], plaatsen=3, minimum=1)
    traject = maak.klaar_voor_plaats("Zoekt")

    def aantal() -> int:
        klant = als(Rol.TRAINER if pagina == "trainer" else Rol.COORDINATOR)
        waar = {"groepen.lijst": {}, "groepen.bij_traject": {"traject_id": traject.id}}.get(
            pagina, {"groep_id": groep.id}
        )
        with tel_vragen() as opdrachten:
            assert klant.get("groepen.detail" if pagina == "trainer" else pagina, **waar).status == 200
        return len(opdrachten)

    plaats(maak.klaar_voor_plaats("Eerste"), groep)
    weinig = aantal()
    for nr in range(4):
        plaats(maak.klaar_voor_plaats(f"Meer{nr}"), groep)
        maak.groep(f"Extra {nr}", trainers=["trainer", "trainer2"])
    assert aantal() <= weinig + 1
    assert weinig < 27
