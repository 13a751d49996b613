"""A day: who opens it, what its code opens, what it counts, and when it no longer does."""

import json
import re
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from ketens.instrumenten.models import Afname
from ketens.inwoners.models import Toestemming
from ketens.kern import klok
from ketens.kern.db import db, nieuw_id
from ketens.kern.klok import nu, vandaag
from ketens.rechten import Rol
from ketens.valrisicodagen import innemen
from ketens.valrisicodagen.handelingen import heropen, open_dag, sluit
from ketens.valrisicodagen.models import Papierturf, Valrisicodag
from ketens.valrisicodagen.opruimen import ruim_op
from ketens.valrisicodagen.overzichten import bewijs_van, stand_van
from ketens.verwijzingen.models import Verwijzing
from tests import wereld
from tests.merken import OP_SQLITE

LAAG = {"q1_gevallen": False, "q2_bezorgd": False, "q3_moeite_bewegen": False}
HOOG = {"q1_gevallen": False, "q2_bezorgd": True, "q3_moeite_bewegen": False, "e5_kwetsbaar": True}
PERSOON = {"voornaam": "Riet", "achternaam": "van Proef", "geboortedatum": "14-11-1941", "telefoon": "074 265 86 99"}


@pytest.fixture
def dag(app):
    """An open day in Borne: its id, its code and what opens its test."""
    with wereld.binnen(app), app.test_request_context("/borne/"):
        gemaakt = open_dag(
            formulier_id=nieuw_id(), datum=vandaag(), locatie="Kulturhus", door=wereld.wie("coordinator")
        )
        db.session.commit()
        return {"id": gemaakt.id, "code": gemaakt.code, "bewijs": bewijs_van(gemaakt)}


def rij(antwoorden=LAAG, **anders):
    vast = {"id": str(uuid4()), "antwoorden": antwoorden, "leeftijd": "75-79", "geslacht": "vrouw"}
    return {**vast, "pc4": "7621", "al_getest": False, **anders}


def stuur(klant, dag, rijen):
    tekst = rijen if isinstance(rijen, str) else json.dumps(rijen)
    return klant.post("valrisicodagen.inzending", {"rijen": tekst}, bewijs=dag["bewijs"])


def standen(antwoord):
    return [een["stand"] for een in antwoord.antwoord.get_json()["rijen"]]


def afnames(app):
    with wereld.binnen(app):
        gevonden = list(db.session.scalars(select(Afname).order_by(Afname.id)))
        db.session.expunge_all()
        return gevonden


def met_dag(app, dag, doe):
    with wereld.binnen(app):
        gelezen = doe(db.session.get_one(Valrisicodag, dag["id"]))
        db.session.commit()
        return gelezen


def test_een_coordinator_opent_een_dag_en_krijgt_code_en_qr(app, als):
    cora = als(Rol.COORDINATOR)
    pagina = cora.get("valrisicodagen.lijst")
    velden = {"locatie": "Kulturhus", "datum": "22-11-2026", "formulier_id": pagina.waarde("formulier_id")}
    dag = cora.post("valrisicodagen.lijst", velden).volg()
    assert dag.kop == "Kulturhus"
    assert re.search(r"\d{4} \d{4}", dag.tekst)
    assert '<path d="M' in dag.html
    assert "Kulturhus" in als(Rol.COORDINATOR).get("valrisicodagen.lijst").tekst
    assert cora.post("valrisicodagen.lijst", velden).naar == cora.post("valrisicodagen.lijst", velden).naar


def test_het_blad_voor_de_deur_noemt_plek_code_en_adres(als, dag):
    blad = als(Rol.COORDINATOR).get("valrisicodagen.deur", valrisicodag_id=dag["id"])
    assert f"{dag['code'][:4]} {dag['code'][4:]}" in blad.tekst
    assert "/borne/valrisicodag/" in blad.tekst


@OP_SQLITE
def test_alleen_wie_de_dag_houdt_ziet_hem(als, dag):
    assert als("andere_keten").get("valrisicodagen.dag", valrisicodag_id=dag["id"]).status == 404
    assert als(Rol.VERWIJZER).get("valrisicodagen.dag", valrisicodag_id=dag["id"]).status == 403


def test_de_code_staat_nergens_leesbaar(app, dag):
    with wereld.binnen(app):
        [cel] = db.session.execute(select(Valrisicodag.code_cel, Valrisicodag.code_hash)).all()
    assert dag["code"].encode() not in cel[0] + cel[1]


@OP_SQLITE
def test_de_code_opent_de_test_ook_met_spaties_en_via_de_qr(als, dag):
    klant, code = als(None), dag["code"]
    antwoord = klant.post("valrisicodagen.code", {"code": f" {code[:4]} {code[4:]} "})
    assert antwoord.status == 303
    assert antwoord.volg().kop.startswith("Valrisicotest")
    assert klant.get("valrisicodagen.via_code", code=code).naar == antwoord.naar
    assert code not in antwoord.naar


@OP_SQLITE
def test_een_foute_code_of_die_van_een_gesloten_dag_opent_niets(app, als, dag):
    klant = als(None)
    for code in ("12345678", "1", "x" * 20, "٣٣٣٣٣٣٣٣"):
        assert klant.post("valrisicodagen.code", {"code": code}).status == 422
    met_dag(app, dag, sluit)
    assert klant.post("valrisicodagen.code", {"code": dag["code"]}).status == 422
    assert als(None, gemeente="tubbergen").post("valrisicodagen.code", {"code": dag["code"]}).status == 422


@OP_SQLITE
def test_raden_van_codes_houdt_op(app, als, dag, monkeypatch):
    monkeypatch.setitem(app.extensions, "ketens", replace(app.extensions["ketens"], ruime_limieten=False))
    klant = als(None)
    statussen = [klant.post("valrisicodagen.code", {"code": f"{nr:08}"}).status for nr in range(22)]
    assert statussen.count(422) == 20
    assert set(statussen[20:]) == {429}


def test_een_test_is_een_telling_zonder_antwoorden(app, als, dag):
    antwoord = stuur(als(None), dag, [rij(HOOG, al_getest=True)])
    assert standen(antwoord) == ["geteld"]
    [afname] = afnames(app)
    assert (afname.uitslag, afname.leeftijdsklasse, str(afname.geslacht), afname.pc4) == (
        "hoog",
        "75-79",
        "vrouw",
        "7621",
    )
    assert (afname.setting, afname.al_getest, afname.valrisicodag_id) == ("valrisicodag", True, dag["id"])
    assert (afname.inwoner_id, afname.antwoorden_cel, afname.leeftijd, afname.door_id) == (None, None, None, None)


def test_twee_keer_gestuurd_is_een_keer_geteld(app, als, dag):
    rijen = [rij(), rij(HOOG), rij()]
    klant = als(None)
    assert standen(stuur(klant, dag, rijen)) == ["geteld"] * 3
    assert standen(stuur(klant, dag, [*rijen, rij()])) == ["al_ontvangen"] * 3 + ["geteld"]
    assert standen(stuur(klant, dag, [nieuw := rij(), nieuw])) == ["geteld", "al_ontvangen"]
    assert len(afnames(app)) == 5


def test_wie_gebeld_wil_worden_wacht_bij_de_triage(app, als, dag):
    antwoord = stuur(als(None), dag, [rij(HOOG, persoon={**PERSOON, "toestemming": True})])
    assert standen(antwoord) == ["aangemeld"]
    with wereld.binnen(app):
        [verwijzing] = db.session.scalars(select(Verwijzing))
        assert (verwijzing.herkomst, verwijzing.persoon_naam) == ("valrisicodag", "Riet van Proef")
        assert verwijzing.taak.soort == "triage"
        assert verwijzing.afname.valrisicodag_id == dag["id"]
        [toestemming] = db.session.scalars(select(Toestemming))
        assert (toestemming.kanaal, toestemming.verwijzing_id) == ("mondeling", verwijzing.id)
    assert len(afnames(app)) == 1
    assert "Riet" not in antwoord.html


@OP_SQLITE
@pytest.mark.parametrize(
    ("geval", "zin"),
    [
        ((LAAG, {}), "geen naam"),
        ((HOOG, {"toestemming": False}), "toestemming"),
        ((HOOG, {"geboortedatum": "14-11-1990"}), "65 jaar"),
        ((HOOG, {"telefoon": "1"}), "telefoonnummer"),
        ((HOOG, {"achternaam": ""}), "achternaam"),
    ],
)
def test_een_aanmelding_die_niet_kan_blijft_een_telling(app, als, dag, geval, zin):
    antwoorden, anders = geval
    antwoord = stuur(als(None), dag, [rij(antwoorden, persoon={**PERSOON, "toestemming": True, **anders}), rij()])
    assert standen(antwoord) == ["zonder_naam", "geteld"]
    assert zin in antwoord.antwoord.get_json()["rijen"][0]["zin"]
    assert [afname.inwoner_id for afname in afnames(app)] == [None, None]


@OP_SQLITE
def test_een_rij_die_niet_klopt_neemt_geen_andere_mee(app, als, dag):
    fout = [None, 3, "x", {}, [], {"id": "x"}, rij(antwoorden=[]), rij({"q9": True}), rij({"q1_gevallen": [[]]})]
    fout += [
        rij(leeftijd="12-14"),
        rij(leeftijd=[]),
        rij(geslacht={}),
        rij(pc4="76211"),
        rij(pc4=7621),
        rij(al_getest=1),
    ]
    fout += [rij({"looptest_s": 1e999}), rij(id=5), rij({"q1_gevallen": "ja"})]
    antwoord = stuur(als(None), dag, [*fout, rij()])
    assert standen(antwoord) == ["geweigerd"] * len(fout) + ["geteld"]
    assert len(afnames(app)) == 1


@OP_SQLITE
@pytest.mark.parametrize("tekst", ["", "[]", "{}", "nul", "[" * 30_000, "[1" + "0" * 5000 + "]", "9" * 66_000, "\x00"])
def test_wat_geen_lijst_is_antwoordt_422_met_een_vers_token(app, als, dag, tekst):
    antwoord = stuur(als(None), dag, tekst)
    assert antwoord.status == 422
    assert antwoord.antwoord.get_json()["token"]
    assert stuur(als(None), dag, [rij() for _ in range(51)]).status == 422
    assert afnames(app) == []


@OP_SQLITE
def test_wie_de_code_heeft_kan_de_dag_en_de_triage_niet_overspoelen(app, als, dag, monkeypatch):
    monkeypatch.setattr(innemen, "MEESTE_NAMEN", 1)
    monkeypatch.setattr(innemen, "MEESTE_TESTS", 4)
    gebeld = [rij(HOOG, persoon={**PERSOON, "voornaam": naam, "toestemming": True}) for naam in ("Riet", "Rob")]
    assert standen(stuur(als(None), dag, gebeld)) == ["aangemeld", "zonder_naam"]
    assert standen(stuur(als(None), dag, [rij(), rij(), rij()])) == ["geteld", "geteld", "geweigerd"]


@OP_SQLITE
def test_een_onbekend_bewijs_is_er_niet(als, dag):
    assert als(None).get("valrisicodagen.test", bewijs="onzin").status == 404
    assert als(None, gemeente="tubbergen").get("valrisicodagen.test", bewijs=dag["bewijs"]).status == 404


def test_wat_na_sluiten_binnenkomt_telt_een_week_mee(app, als, dag):
    met_dag(app, dag, sluit)
    antwoord = stuur(als(None), dag, [rij()])
    assert standen(antwoord) == ["geteld"]
    assert antwoord.antwoord.get_json()["open"] is False
    with klok.zet_klok(nu() + timedelta(days=8)):
        assert standen(stuur(als(None), dag, [rij()])) == ["geweigerd"]
    assert len(afnames(app)) == 1


@OP_SQLITE
def test_een_test_die_later_binnenkomt_hoort_bij_zijn_dag(app, als, dag):
    with klok.zet_klok(nu() + timedelta(days=3)):
        stuur(als(None), dag, [rij()])
    [afname] = afnames(app)
    assert afname.op.astimezone(klok.AMSTERDAM).date() == vandaag()


def test_een_week_na_sluiten_is_de_sleutel_weg(app, dag):
    met_dag(app, dag, sluit)
    with klok.zet_klok(nu() + timedelta(days=6)):
        met_dag(app, dag, lambda _: ruim_op({}))
    assert met_dag(app, dag, lambda rij_: rij_.sleutel is not None)
    with klok.zet_klok(nu() + timedelta(days=8)):
        met_dag(app, dag, lambda _: ruim_op({}))
    assert met_dag(app, dag, lambda rij_: rij_.sleutel) is None
    met_dag(app, dag, heropen)
    assert met_dag(app, dag, lambda rij_: rij_.is_open and rij_.sleutel)


@OP_SQLITE
def test_een_dag_die_niemand_sluit_sluit_de_klok(app, dag):
    with klok.zet_klok(nu() + timedelta(days=3)):
        met_dag(app, dag, lambda _: ruim_op({}))
        assert met_dag(app, dag, lambda rij_: rij_.is_open)
    with klok.zet_klok(nu() + timedelta(days=4)):
        met_dag(app, dag, lambda _: ruim_op({}))
        assert not met_dag(app, dag, lambda rij_: rij_.is_open)


def test_een_turflijst_telt_mee_en_een_verbetering_laat_een_spoor_na(app, als, dag):
    cora = als(Rol.COORDINATOR)
    for laag in ("30", "31"):
        velden = {"laag": laag, "matig": "20", "hoog": "9", "formulier_id": str(uuid4())}
        for _ in range(2):
            assert cora.post("valrisicodagen.turflijst", velden, valrisicodag_id=dag["id"]).status == 303
    stand = met_dag(app, dag, stand_van)
    assert (stand.totaal, stand.van_papier, stand.per_uitslag["laag"]) == (60, 60, 31)
    with wereld.binnen(app):
        turven = list(db.session.scalars(select(Papierturf).order_by(Papierturf.id)))
        assert [turf.aantallen["laag"] for turf in turven] == [30, 31]
        assert [turf.vervallen_op is None for turf in turven] == [False, True]
    pagina = cora.get("valrisicodagen.dag", valrisicodag_id=dag["id"])
    assert "vervangen op" in pagina.tekst
    assert "60 van papier" in pagina.tekst


@OP_SQLITE
def test_een_turflijst_vervangt_geen_tests_van_een_tablet(app, als, dag):
    stuur(als(None), dag, [rij()])
    velden = {"laag": "2", "matig": "", "hoog": "0", "formulier_id": str(uuid4())}
    als(Rol.COORDINATOR).post("valrisicodagen.turflijst", velden, valrisicodag_id=dag["id"])
    assert met_dag(app, dag, stand_van).totaal == 3
    velden |= {"laag": "501", "formulier_id": str(uuid4())}
    assert als(Rol.COORDINATOR).post("valrisicodagen.turflijst", velden, valrisicodag_id=dag["id"]).status == 422
    assert met_dag(app, dag, stand_van).totaal == 3


@OP_SQLITE
def test_de_stand_is_een_gebied_dat_zichzelf_ververst(als, dag):
    stuur(als(None), dag, [rij(HOOG), rij(al_getest=True)])
    cora = als(Rol.COORDINATOR)
    deel = cora.get("valrisicodagen.dag", valrisicodag_id=dag["id"], htmx="stand")
    assert "every 5s" in deel.html
    assert "<html" not in deel.html
    assert "75-79" in deel.tekst
    cora.post("valrisicodagen.sluiting", valrisicodag_id=dag["id"])
    assert "every 5s" not in cora.get("valrisicodagen.dag", valrisicodag_id=dag["id"]).html
    cora.post("valrisicodagen.heropening", valrisicodag_id=dag["id"])
    assert dag["code"][:4] in cora.get("valrisicodagen.dag", valrisicodag_id=dag["id"]).tekst


def zonder_script(klant, dag, **velden):
    eerste = klant.get("valrisicodagen.test", bewijs=dag["bewijs"])
    ja_nee = {naam: "ja" if waarde else "nee" for naam, waarde in HOOG.items()}
    return klant.post(
        "valrisicodagen.test", {**ja_nee, "formulier_id": eerste.waarde("formulier_id"), **velden}, bewijs=dag["bewijs"]
    )


@OP_SQLITE
def test_zonder_script_komt_eerst_de_uitslag_en_dan_pas_de_naam(app, als, dag):
    klant = als(None)
    assert (
        'name="voornaam"' not in klant.get("valrisicodagen.test", bewijs=dag["bewijs"]).html.split("zonder-script")[1]
    )
    uitslag = zonder_script(klant, dag)
    assert (uitslag.status, "grote kans" in uitslag.tekst) == (200, True)
    assert afnames(app) == []
    bewaard = {"bewaar": "y", "leeftijd": "80-84", "geslacht": "man", "al_getest": "nee"}
    assert "bewaard" in zonder_script(klant, dag, **bewaard).volg().tekst
    gebeld = {**bewaard, "bellen": "ja", **PERSOON, "toestemming": "y"}
    assert "aanmelding" in zonder_script(klant, dag, **gebeld).volg().tekst
    mislukt = zonder_script(klant, dag, **{**gebeld, "telefoon": "1"})
    assert mislukt.status == 422
    assert [afname.inwoner_id is None for afname in afnames(app)] == [True, False]


@OP_SQLITE
def test_uitloggen_wist_een_tablet_die_nog_moet_versturen_niet_leeg(als, dag):
    cora = als(Rol.COORDINATOR)
    assert cora.post("gebruikers.uitloggen").antwoord.headers["Clear-Site-Data"] == '"cache", "storage"'
    cora = als("coordinator2")
    cora.get("valrisicodagen.test", bewijs=dag["bewijs"])
    assert cora.post("gebruikers.uitloggen").antwoord.headers["Clear-Site-Data"] == '"cache"'
