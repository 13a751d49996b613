"""The page of one session: the plain form, what a phone sends, and what whoever leads it may see."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from ketens.aanwezigheid.weten import leg_vast
from ketens.audit.models import Logregel, LogregelInwoner
from ketens.gebruikers.models import Account
from ketens.groepen.models import Bijeenkomst
from ketens.inwoners.models import Inwoner
from ketens.kern import klok
from ketens.kern.db import db
from ketens.rooster.vervangen import zet_vervanger
from tests import wereld
from tests.merken import OP_SQLITE

pytestmark = OP_SQLITE
SESSIE, INZENDING = "aanwezigheid.sessie", "aanwezigheid.inzending"


@pytest.fixture
def groep(proefgroep):
    return proefgroep(3)


@pytest.fixture
def op_de_dag(app, groep):
    with klok.zet_klok(groep.moment(1)):
        wereld.nu_gezien(app)
        yield


def velden(groep, *standen):
    """The plain form, of a page on which nothing stood yet."""
    paren = zip(groep.plaatsingen, standen, strict=True)
    stuur = {f"gezien_{plaatsing.id.hex}": "0:" for plaatsing in groep.plaatsingen}
    return stuur | {f"stand_{plaatsing.id.hex}": stand for plaatsing, stand in paren if stand}


def rij(groep, wie, stand, versie=0):
    return {"plaatsing": str(groep.plaatsingen[wie].id), "stand": stand, "versie": versie}


def stuur(klant, groep, *rijen, nr=1):
    antwoord = klant.post(INZENDING, {"rijen": json.dumps(rijen)}, bijeenkomst_id=groep.sessie(nr).id)
    return antwoord.status, json.loads(antwoord.html) if antwoord.html[:1] == "{" else None


def standen(groep, nr=1):
    with wereld.binnen(groep.app):
        marks = [groep.mark(nr, wie) for wie in range(len(groep.plaatsingen))]
        return [(mark.stand.value, mark.versie) if mark else None for mark in marks]


def test_zonder_script_is_het_een_gewoon_formulier(als, groep, op_de_dag):
    tom, hier = als("trainer"), {"bijeenkomst_id": groep.sessie(1).id}
    assert "Kies bij iedereen" in tom.get(SESSIE, **hier).tekst
    pagina = tom.post(SESSIE, velden(groep, "aanwezig", "afgemeld", ""), **hier).volg()
    assert "De aanwezigheid is bewaard." in pagina.tekst
    assert "1 van 3 aanwezig" in pagina.tekst
    assert standen(groep) == [("aanwezig", 1), ("afgemeld", 1), None]


def test_iedereen_aanwezig_vult_aan_wat_nog_leeg_was(als, groep, op_de_dag):
    groep.noteer(1, 1, "afgemeld")
    wens = velden(groep, "", "", "") | {f"gezien_{groep.plaatsingen[1].id.hex}": "1:afgemeld", "allen": "ja"}
    als("trainer").post(SESSIE, wens, bijeenkomst_id=groep.sessie(1).id)
    assert standen(groep) == [("aanwezig", 1), ("afgemeld", 1), ("aanwezig", 1)]


def test_wat_een_telefoon_stuurt_staat_bij_wie_het_is_in_het_logboek(als, groep, op_de_dag):
    """No name is opened on that road, so the marks themselves say whose they are."""
    tom = als("trainer")
    assert stuur(tom, groep, rij(groep, 0, "afwezig"), rij(groep, 2, "afgemeld"))[0] == 200
    with wereld.binnen(groep.app):
        vraag = select(LogregelInwoner.inwoner_id).join(Logregel, Logregel.id == LogregelInwoner.logregel_id)
        gelogd = set(db.session.scalars(vraag.where(Logregel.route == INZENDING)))
    assert gelogd == {groep.plaatsingen[0].inwoner_id, groep.plaatsingen[2].inwoner_id}


def test_een_verschil_staat_op_de_pagina_en_een_knop_beslist(als, groep, op_de_dag):
    groep.noteer(1, 0, "afwezig", door="coordinator")
    tom, hier = als("trainer"), {"bijeenkomst_id": groep.sessie(1).id}
    pagina = tom.post(SESSIE, velden(groep, "aanwezig", "aanwezig", ""), **hier)
    assert "Cora Coordinator zette Gerda Aalders op afwezig" in pagina.tekst
    assert "U koos aanwezig. Wat klopt?" in pagina.tekst
    assert standen(groep) == [("afwezig", 1), ("aanwezig", 1), None]
    tom.post(SESSIE, {"kies": "houd"}, **hier)
    assert standen(groep)[0] == ("afwezig", 1)
    tom.post(SESSIE, {"kies": f"{groep.plaatsingen[0].id.hex}:1:aanwezig"}, **hier)
    assert standen(groep)[0] == ("aanwezig", 2)


def test_een_telefoon_hoort_van_elk_vinkje_wat_ervan_werd(als, groep, op_de_dag):
    groep.noteer(1, 0, "afwezig", door="coordinator")
    vreemd = {"plaatsing": str(uuid4()), "stand": "aanwezig", "versie": 0}
    status, antwoord = stuur(als("trainer"), groep, rij(groep, 0, "aanwezig"), rij(groep, 1, "aanwezig"), vreemd)
    per = {een["plaatsing"]: een for een in antwoord["rijen"]}
    assert status == 200
    botsing = per[str(groep.plaatsingen[0].id)]
    assert (botsing["wat"], botsing["stand"], botsing["mijn"]) == ("botsing", "afwezig", "aanwezig")
    assert (botsing["door"], botsing["versie"], botsing["van_mij"]) == ("Cora Coordinator", 1, False)
    assert per[str(groep.plaatsingen[1].id)]["wat"] == "bewaard"
    assert per[vreemd["plaatsing"]]["wat"] == "geweigerd"


@pytest.mark.parametrize(
    "rijen", ["", "[]", "{}", "[1]", "null", '[{"plaatsing": "x", "stand": "aanwezig", "versie": 0}]']
)
def test_wat_niet_te_lezen_is_krijgt_een_nieuw_token_en_schrijft_niets(als, groep, op_de_dag, rijen):
    antwoord = als("trainer").post(INZENDING, {"rijen": rijen}, bijeenkomst_id=groep.sessie(1).id)
    assert antwoord.status == 422
    assert json.loads(antwoord.html)["token"]
    assert standen(groep) == [None] * 3


def test_een_rare_versie_wordt_geweigerd(als, groep, op_de_dag):
    tom = als("trainer")
    for versie in (-1, True, 1.5, "-1", "x", None, 10**9):
        assert stuur(tom, groep, rij(groep, 0, "aanwezig", versie))[0] == 422


def test_zonder_token_wordt_er_niets_geschreven(als, groep, op_de_dag):
    pagina = als("trainer").post(
        INZENDING, {"rijen": json.dumps([rij(groep, 0, "aanwezig")])}, token=False, bijeenkomst_id=groep.sessie(1).id
    )
    assert pagina.status == 422
    assert standen(groep) == [None] * 3


def test_een_andere_trainer_vindt_deze_bijeenkomst_niet(als, groep, op_de_dag):
    assert als("trainer2").get(SESSIE, bijeenkomst_id=groep.sessie(1).id).status == 404
    assert stuur(als("trainer2"), groep, rij(groep, 0, "aanwezig"))[0] == 404


def test_de_coordinator_vult_een_papieren_lijst_in_ook_van_wie_al_stopte(als, app, groep):
    from ketens.groepen.handelingen import beeindig_deelname

    groep.noteer(1, 0, "aanwezig")
    with klok.zet_klok(groep.moment(3)):
        wereld.nu_gezien(app)
        with wereld.binnen(app):
            beeindig_deelname(groep.vers(0), einde="uitgevallen", reden="ziek", door=wereld.wie("coordinator"))
            db.session.commit()
        hier = {"bijeenkomst_id": groep.sessie(2).id}
        assert "Gerda Aalders" in als("coordinator").get(SESSIE, **hier).tekst
        assert "Gerda Aalders" not in als("trainer").get(SESSIE, **hier).tekst
        assert als("coordinator").post(SESSIE, velden(groep, "aanwezig", "", ""), **hier).status == 303
    assert standen(groep, 2) == [("aanwezig", 1), None, None]


def test_een_telefoon_die_te_laat_verstuurt_hoort_waarom_en_houdt_niets_vast(als, app, groep):
    """What is refused is answered as such: the phone lets go of it and shows the sentence."""
    with klok.zet_klok(klok.moment(groep.groep.eindigt_op, 12) + timedelta(days=15)):
        wereld.nu_gezien(app)
        tom = als("trainer")
        status, antwoord = stuur(tom, groep, rij(groep, 0, "aanwezig"))
        assert "al een tijd afgelopen" in tom.get(SESSIE, bijeenkomst_id=groep.sessie(1).id).tekst
    [uitslag] = antwoord["rijen"]
    assert (status, uitslag["wat"]) == (200, "geweigerd")
    assert uitslag["zin"] == "Deze groep is al een tijd afgelopen. Geef de lijst aan de coördinator."
    assert standen(groep) == [None] * 3


def test_de_lijst_met_bijeenkomsten_begint_bij_vandaag(als, groep, op_de_dag):
    for pagina in (als("trainer").get("aanwezigheid.mijn"), als("trainer").get("rapportage.start")):
        assert "Vandaag Proefgroep , bijeenkomst 1" in pagina.tekst


def test_wie_leidt_ziet_wat_de_inwoner_goed_vond_en_niet_meer(als, maak, groep, op_de_dag):
    with wereld.binnen(groep.app):
        leg_vast(groep.vers(0), "Linkerknie is stijf", akkoord=True, door=wereld.wie("coordinator"))
        db.session.commit()
        inwoner = db.session.get_one(Inwoner, groep.plaatsingen[0].inwoner_id)
        db.session.expunge_all()
    maak.contactpersoon(inwoner, bij_nood=True)
    pagina = als("trainer").get("aanwezigheid.deelnemers", bijeenkomst_id=groep.sessie(1).id)
    for weten in ("Gerda Aalders", "Linkerknie is stijf", "Dochter Dora (dochter), 06 12345678"):
        assert weten in pagina.tekst
    for geheim in ("matig", "verwijzing", "7621", "1941"):
        assert geheim not in pagina.tekst


def test_een_vervanger_heeft_een_bijeenkomst_van_de_dag_ervoor_tot_de_dag_erna(als, app, groep):
    with klok.zet_klok(groep.moment(2) - timedelta(days=5)), wereld.binnen(app):
        sessie = db.session.get_one(Bijeenkomst, groep.sessie(2).id)
        zet_vervanger(sessie, db.session.get_one(Account, wereld.id_van("trainer2")), door=wereld.wie("coordinator"))
        db.session.commit()
    hier = {"bijeenkomst_id": groep.sessie(2).id}
    for dagen, status in ((-2, 404), (-1, 200), (0, 200), (1, 200), (2, 404)):
        with klok.zet_klok(groep.moment(2) + timedelta(days=dagen)):
            wereld.nu_gezien(app)
            tineke = als("trainer2")
            assert [tineke.get(pagina, **hier).status for pagina in (SESSIE, "aanwezigheid.deelnemers")] == [status] * 2
            assert ("Proefgroep" in tineke.get("aanwezigheid.mijn").tekst) is (status == 200)
            assert tineke.get(SESSIE, bijeenkomst_id=groep.sessie(1).id).status == 404


def test_een_vervanger_noteert_die_ene_keer_en_ziet_de_groep_niet(als, app, groep):
    with klok.zet_klok(groep.moment(2)):
        wereld.nu_gezien(app)
        with wereld.binnen(app):
            sessie, wie = groep.sessie(2).id, db.session.get_one(Account, wereld.id_van("trainer2"))
            zet_vervanger(db.session.get_one(Bijeenkomst, sessie), wie, door=wereld.wie("coordinator"))
            db.session.commit()
        tineke = als("trainer2")
        for pagina in ("rooster.detail", "aanwezigheid.groep", "aanwezigheid.presentielijst"):
            assert tineke.get(pagina, groep_id=groep.groep.id).status == 404
        assert "Proefgroep" in tineke.get("rapportage.start").tekst
        assert "Alle bijeenkomsten" not in tineke.get(SESSIE, bijeenkomst_id=sessie).tekst
        assert stuur(tineke, groep, rij(groep, 0, "aanwezig"), nr=2)[0] == 200
    assert standen(groep, 2) == [("aanwezig", 1), None, None]


def test_op_de_papieren_lijst_staan_namen_en_data_maar_geen_nummers(als, groep, op_de_dag):
    pagina = als("trainer").get("aanwezigheid.presentielijst", groep_id=groep.groep.id)
    assert "Gerda Aalders" in pagina.tekst
    assert f"{groep.sessie(1).begint_op:%d-%m}" in pagina.tekst
    assert "074" not in pagina.tekst
    assert "06 1" not in pagina.tekst


def test_wat_de_trainer_moet_weten_vraagt_een_ja_en_is_weg_als_dat_ingetrokken_wordt(als, groep, op_de_dag):
    cora, hier = als("coordinator"), {"plaatsing_id": groep.plaatsingen[0].id}
    fout = cora.post("aanwezigheid.voor_trainer", {"tekst": "Linkerknie"}, **hier)
    assert "Leg dit alleen vast als de inwoner het goed vindt" in fout.fouten[0]
    cora.post("aanwezigheid.voor_trainer", {"tekst": "Linkerknie", "akkoord": "y"}, **hier)
    with wereld.binnen(groep.app):
        assert (groep.vers().voor_trainer, groep.vers().voor_trainer_op is None) == ("Linkerknie", False)
    cora.post("aanwezigheid.voor_trainer", {"tekst": "Linkerknie"}, **hier)
    with wereld.binnen(groep.app):
        assert (groep.vers().voor_trainer, groep.vers().voor_trainer_op) == (None, None)


def test_het_aantal_vragen_groeit_niet_met_de_groep(als, proefgroep, tel_vragen, app):
    def tel(aantal):
        groep = proefgroep(aantal)
        with klok.zet_klok(groep.moment(1)):
            wereld.nu_gezien(app)
            klant = als("trainer")
            with tel_vragen() as vragen:
                klant.get(SESSIE, bijeenkomst_id=groep.sessie(1).id)
        return len(vragen)

    tel(1)
    weinig = tel(2)
    assert tel(6) <= weinig
