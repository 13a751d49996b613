"""The page of one traject: what it shows, and what is done on it, with htmx and without."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from ketens.audit.models import LogregelInwoner
from ketens.inwoners.handelingen import wijzig_inwoner
from ketens.inwoners.models import Bereik
from ketens.kern.db import db
from ketens.kern.klok import vandaag
from ketens.trajecten.handelingen import maak_taak
from ketens.trajecten.models import Traject
from ketens.trajecten.overzichten import intake_antwoorden
from ketens.trajecten.taken import Taak
from ketens.triage.handelingen import neem_aan
from ketens.verwijzingen.models import Verwijzing
from tests import wereld

INTAKE = {"loophulpmiddel": "stok", "loopt_100_meter": "ja", "dagdelen": ["ma_ochtend", "di_middag"], "taal": "anders"}


def pagina(als, traject, wie="coordinator", **meer):
    return als(wie).get("trajecten.detail", traject_id=traject.id, **meer)


def in_database(traject) -> Traject:
    return db.session.get_one(Traject, traject.id)


def open_codes(in_borne, traject) -> list[str]:
    with in_borne():
        return [stap.code for stap in in_database(traject).open_stappen]


def versie(in_borne, traject) -> str:
    with in_borne():
        return str(in_database(traject).versie)


def aangevinkt(gezien, veld) -> list[str]:
    return [el.get("value") for el in gezien.boom.iter() if el.get("name") == veld and el.get("checked") is not None]


def ids(gezien) -> set[str]:
    return {el.get("id") for el in gezien.boom.iter() if el.get("id")}


def test_de_pagina_zegt_wie_het_is_en_wat_er_nu_moet(als, maak):
    inwoner = maak.inwoner("Vos", telefoon="+31741234567")
    maak.contactpersoon(inwoner, "Dora Vos", eerst_bellen=True)
    gezien = pagina(als, maak.traject(inwoner=inwoner))
    assert gezien.kop == "Gerda Vos"
    for woorden in (
        "Nu: telefonische intake",
        "Matig valrisico",
        "074 123 4567",
        "bel eerst deze contactpersoon",
        "Dora Vos",
    ):
        assert woorden in gezien.tekst
    assert 'href="tel:+31741234567"' in gezien.html


def test_wie_kijkt_staat_in_het_logboek(als, maak, in_borne):
    traject = maak.traject()
    pagina(als, traject)
    with in_borne():
        vraag = select(func.count()).where(LogregelInwoner.inwoner_id == traject.inwoner_id)
        assert db.session.scalar(vraag) == 1


@pytest.mark.parametrize("regio", ["traject", "stap", "tijdlijn"])
def test_een_regio_is_een_stuk_van_de_pagina(als, maak, regio):
    gezien = pagina(als, maak.traject(), htmx=regio)
    assert gezien.status == 200
    assert f'id="{regio}"' in gezien.html
    assert "<html" not in gezien.html
    assert "&lt;" not in gezien.html


@pytest.mark.parametrize("htmx", [None, "traject"])
def test_de_intake_brengt_naar_de_plaatsing(als, maak, in_borne, htmx):
    traject = maak.traject()
    klant, waar = als("coordinator"), {"traject_id": traject.id, "code": "intake"}
    antwoord = klant.post("trajecten.stap", INTAKE | {"versie": versie(in_borne, traject)}, htmx=htmx, **waar)
    assert antwoord.naar.endswith(f"/trajecten/{traject.id}")
    assert "Ja, met een stok" in antwoord.volg().tekst
    assert open_codes(in_borne, traject) == ["plaatsing"]
    with in_borne():
        antwoorden = intake_antwoorden(in_database(traject))
        assert antwoorden["loopt_100_meter"] is True
        assert antwoorden["dagdelen"] == ["ma_ochtend", "di_middag"]


def test_wat_niet_gevraagd_is_telt_niet_mee(als, maak, in_borne):
    traject = maak.traject()
    velden = {"taal": "nederlands", "tolk_nodig": "ja", "versie": versie(in_borne, traject)}
    als("coordinator").post("trajecten.stap", velden, traject_id=traject.id, code="intake")
    with in_borne():
        assert intake_antwoorden(in_database(traject)) == {"taal": "nederlands"}


def test_een_onmogelijk_antwoord_geeft_een_zin_en_verliest_niets(als, maak, in_borne):
    traject = maak.traject()
    velden = INTAKE | {"samen_met": "x" * 201, "komt_samen": "ja", "versie": versie(in_borne, traject)}
    antwoord = als("coordinator").post("trajecten.stap", velden, traject_id=traject.id, code="intake")
    assert antwoord.status == 422
    assert any("niet meer dan 200 tekens" in zin for zin in antwoord.fouten)
    assert antwoord.waarde("samen_met") == "x" * 201
    assert open_codes(in_borne, traject) == ["intake"]


def test_een_intake_over_het_werk_van_een_collega_heen_zegt_wie_en_wanneer(als, maak, in_borne):
    traject = maak.traject()
    oud = versie(in_borne, traject)
    als("coordinator2").post("trajecten.behandelaar", {"aan": "mij", "versie": oud}, traject_id=traject.id)
    antwoord = als("coordinator").post("trajecten.stap", INTAKE | {"versie": oud}, traject_id=traject.id, code="intake")
    assert antwoord.status == 422
    assert "Carel Coordinator" in antwoord.fouten[0]
    assert open_codes(in_borne, traject) == ["intake"]
    assert aangevinkt(antwoord, "loophulpmiddel") == ["stok"]


def test_de_open_vragen_van_de_test_geven_een_uitslag(als, maak, in_borne):
    traject = maak.traject(uitslag="onvolledig")
    gezien = pagina(als, traject)
    assert "Al bekend" in gezien.tekst
    velden = {"e2_meer_dan_een_val": "ja", "versie": versie(in_borne, traject)}
    als("coordinator").post("trajecten.stap", velden, traject_id=traject.id, code="vrt_afmaken")
    with in_borne():
        assert in_database(traject).uitslag == "hoog"
    assert open_codes(in_borne, traject) == ["beoordeling"]


def test_een_test_die_onvolledig_blijft_houdt_zijn_stap_en_zijn_antwoorden(als, maak, in_borne):
    traject = maak.traject(uitslag=None)
    velden = {"q1_gevallen": "ja", "q2_bezorgd": "nee", "q3_moeite_bewegen": "nee", "versie": versie(in_borne, traject)}
    antwoord = als("coordinator").post("trajecten.stap", velden, traject_id=traject.id, code="vrt_afmaken")
    gezien = antwoord.volg().tekst
    assert open_codes(in_borne, traject) == ["vrt_afmaken"]
    assert "nog niet compleet" in gezien
    assert "Al bekend (3)" in gezien


def test_wie_een_stap_invult_die_een_collega_al_deed_hoort_wie_en_ziet_wat_er_stond(als, maak, in_borne):
    traject = maak.traject()
    velden = {"loophulpmiddel": "rollator", "versie": versie(in_borne, traject)}
    waar = {"traject_id": traject.id, "code": "intake"}
    assert als("coordinator2").post("trajecten.stap", {**velden, "loophulpmiddel": "stok"}, **waar).status == 303
    for htmx in (None, "traject"):
        antwoord = als("coordinator").post("trajecten.stap", velden, htmx=htmx, **waar)
        assert antwoord.status == 422
        assert "heeft deze stap al gedaan" in antwoord.fouten[0]
        assert "Carel Coordinator (" in antwoord.fouten[0]
        assert "Ja, met een rollator" in antwoord.tekst


def test_een_knop_zonder_token_zegt_waarom_er_niets_gebeurt(als, maak, in_borne):
    traject = maak.traject()
    with in_borne():
        taak = Taak.over(db.session.get_one(Traject, traject.id), soort="terugbellen", termijn_op=None)
        db.session.add(taak)
        db.session.commit()
        waar = {"traject_id": traject.id, "taak_id": taak.id}
    antwoord = als("coordinator").post("trajecten.taak", {}, token=False, **waar)
    assert antwoord.status == 422
    assert "stond te lang open" in antwoord.fouten[0]


def test_de_delen_van_de_pagina_hebben_elk_hun_eigen_velden(als, maak, in_borne):
    verwijzing = maak.verwijzing()
    with in_borne():
        traject = neem_aan(db.session.get_one(Verwijzing, verwijzing.id), door=wereld.wie("coordinator"))
        db.session.commit()
        waar = {"traject_id": traject.id}
    klant = als("coordinator")
    eigen = ids(klant.get("trajecten.detail", **waar))
    for endpoint, regio in (("verwijzingen.berichten_bij_traject", "berichten"), ("groepen.bij_traject", "plaats")):
        deel = ids(klant.get(endpoint, htmx=regio, **waar))
        assert regio in deel
        assert eigen & deel <= {regio}


def test_een_notitie_die_twee_keer_komt_staat_er_een_keer(als, maak, in_borne):
    traject = maak.traject()
    velden = {"formulier_id": str(uuid4()), "notitie": "Belt liever 's middags. \U0001f44d"}
    for _ in range(2):
        antwoord = als("coordinator").post("trajecten.notities", velden, traject_id=traject.id)
        assert antwoord.status == 303
    assert antwoord.volg().tekst.count("Belt liever 's middags. \U0001f44d") == 1


def test_een_te_lange_notitie_blijft_staan(als, maak):
    tekst = "a" * 10_000
    traject = maak.traject()
    antwoord = als("coordinator").post(
        "trajecten.notities", {"formulier_id": str(uuid4()), "notitie": tekst}, htmx="tijdlijn", traject_id=traject.id
    )
    assert antwoord.status == 422
    assert antwoord.waarde("notitie") == tekst


def test_drie_keer_niet_bereikt_stelt_afsluiten_voor(als, maak):
    traject = maak.traject()
    klant = als("coordinator")
    for uitkomst in ("geen_gehoor", "voicemail", "geen_gehoor"):
        klant.post(
            "trajecten.contactpogingen", {"uitkomst": uitkomst, "formulier_id": str(uuid4())}, traject_id=traject.id
        )
    assert "Al 3 keer niet bereikt" in pagina(als, traject).tekst
    klant.post(
        "trajecten.contactpogingen", {"uitkomst": "gesproken", "formulier_id": str(uuid4())}, traject_id=traject.id
    )
    assert "Al 3 keer niet bereikt" not in pagina(als, traject).tekst


def test_terugbellen_zet_een_taak_op_die_dag(als, maak, in_borne):
    traject = maak.traject()
    dag = vandaag() + timedelta(days=2)
    velden = {"uitkomst": "terugbellen", "terugbellen_op": f"{dag:%d-%m-%Y}", "formulier_id": str(uuid4())}
    als("coordinator").post("trajecten.contactpogingen", velden, traject_id=traject.id)
    with in_borne():
        assert [(t.soort, t.termijn_op) for t in in_database(traject).open_taken() if t.soort == "terugbellen"] == [
            ("terugbellen", dag)
        ]
        taak_id = next(t.id for t in in_database(traject).open_taken() if t.soort == "terugbellen")
    als("coordinator").post("trajecten.taak", traject_id=traject.id, taak_id=taak_id)
    assert "Ook te doen" not in pagina(als, traject).tekst


@pytest.mark.parametrize(
    ("dag", "zin"),
    [("", "Vul de dag in"), ("31-02-2027", "Deze datum bestaat niet"), ("01-01-2020", "een dag die nog komt")],
)
def test_terugbellen_vraagt_een_dag_die_nog_komt(als, maak, dag, zin):
    velden = {"uitkomst": "terugbellen", "terugbellen_op": dag, "bericht": "Na het eten", "formulier_id": str(uuid4())}
    antwoord = als("coordinator").post("trajecten.contactpogingen", velden, traject_id=maak.traject().id)
    assert antwoord.status == 422
    assert any(zin in fout for fout in antwoord.fouten)
    assert antwoord.waarde("bericht") == "Na het eten"


def test_een_stap_van_een_traject_is_niet_als_losse_taak_af_te_vinken(als, maak, in_borne):
    traject = maak.traject()
    with in_borne():
        taak_id = in_database(traject).open_taken()[0].id
    antwoord = als("coordinator").post("trajecten.taak", traject_id=traject.id, taak_id=taak_id)
    assert antwoord.status == 422
    assert open_codes(in_borne, traject) == ["intake"]


def test_afsluiten_vraagt_een_reden_en_houdt_de_toelichting(als, maak, in_borne):
    traject = maak.traject()
    velden = {"reden": "", "toelichting": "Zoon belde", "versie": versie(in_borne, traject)}
    antwoord = als("coordinator").post("trajecten.afsluiting", velden, traject_id=traject.id)
    assert antwoord.status == 422
    assert antwoord.waarde("toelichting") == "Zoon belde"


def test_afsluiten_en_heropenen_op_de_pagina(als, maak, in_borne):
    traject = maak.traject()
    klant = als("coordinator")
    velden = {"reden": "verhuisd", "toelichting": "Naar Hengelo", "versie": versie(in_borne, traject)}
    gezien = klant.post("trajecten.afsluiting", velden, traject_id=traject.id).volg().tekst
    assert "Dit traject is afgesloten" in gezien
    assert "Naar Hengelo" in gezien
    assert open_codes(in_borne, traject) == []
    velden = {"reden": "Toch niet verhuisd", "versie": versie(in_borne, traject)}
    gezien = klant.post("trajecten.heropening", velden, traject_id=traject.id).volg().tekst
    assert "Traject heropend" in gezien
    assert open_codes(in_borne, traject) == ["intake"]


def test_wie_afsluit_wat_een_collega_net_afsloot_leest_wie_dat_was(als, maak, in_borne):
    traject = maak.traject()
    velden = {"reden": "verhuisd", "toelichting": "Mijn verhaal", "versie": versie(in_borne, traject)}
    als("coordinator2").post("trajecten.afsluiting", velden, traject_id=traject.id)
    antwoord = als("coordinator").post("trajecten.afsluiting", velden, traject_id=traject.id)
    assert antwoord.status == 422
    assert "Carel Coordinator" in antwoord.fouten[0]
    assert antwoord.waarde("toelichting") == "Mijn verhaal"


@pytest.mark.parametrize(
    ("wie", "gemeente", "status"),
    [
        ("andere_keten", "borne", 404),
        ("welzijnscoach", "borne", 404),
        ("coordinator_tubbergen", "tubbergen", 404),
        ("verwijzer", "borne", 403),
        ("trainer", "borne", 403),
        ("projectleider", "borne", 403),
    ],
)
def test_wie_er_niet_over_gaat_ziet_het_niet(als, maak, wie, gemeente, status):
    traject = maak.traject()
    for endpoint in ("trajecten.detail", "trajecten.afsluiting", "trajecten.heropening"):
        assert als(wie, gemeente=gemeente).get(endpoint, traject_id=traject.id).status == status
    assert (
        als(wie, gemeente=gemeente).post("trajecten.notities", {"notitie": "x"}, traject_id=traject.id).status == status
    )
    assert als(wie, gemeente=gemeente).get("trajecten.van_inwoner", inwoner_id=traject.inwoner_id).status == status


def test_een_traject_van_een_andere_organisatie_bestaat_niet(als, maak):
    traject = maak.traject(organisatie="wijkracht")
    assert pagina(als, traject).status == 404


def test_zonder_token_gebeurt_er_niets_en_blijft_de_tekst(als, maak, in_borne):
    traject = maak.traject()
    antwoord = als("coordinator").post(
        "trajecten.notities",
        {"notitie": "Bewaar mij", "formulier_id": str(uuid4())},
        token=False,
        traject_id=traject.id,
    )
    assert antwoord.status == 422
    assert antwoord.waarde("notitie") == "Bewaar mij"


def test_de_inwonerpagina_krijgt_de_trajecten_van_eigen_ketens(als, maak):
    traject = maak.traject()
    gezien = als("coordinator").get("trajecten.van_inwoner", inwoner_id=traject.inwoner_id, htmx="trajecten")
    assert traject.kenmerk in gezien.html
    assert "Telefonische intake" in gezien.tekst


def test_een_afgesproken_telefoontje_staat_bij_de_inwoner_en_kan_gedaan_worden(als, maak, in_borne):
    inwoner = maak.inwoner()
    belletje = {"soort": "opnieuw_bellen", "endpoint": "inwoners.detail", "object_id": inwoner.id}
    with in_borne():
        taken = [
            maak_taak(
                keten_code=keten, organisatie_id=wereld.id_van("gemeente-borne"), inwoner_id=inwoner.id, **belletje
            )
            for keten in (wereld.KETEN, "overgewicht")
        ]
        db.session.commit()
        eigen, ander = (taak.id for taak in taken)
    klant = als("coordinator")
    gezien = klant.get("trajecten.van_inwoner", inwoner_id=inwoner.id, htmx="trajecten")
    assert gezien.tekst.count("Opnieuw bellen, zo is het afgesproken") == 2  # and once more for a screen reader
    waar = {"inwoner_id": inwoner.id}
    assert klant.post("trajecten.taak_van_inwoner", {}, token=False, taak_id=eigen, **waar).status == 422
    assert klant.post("trajecten.taak_van_inwoner", taak_id=ander, **waar).status == 404
    assert klant.post("trajecten.taak_van_inwoner", taak_id=eigen, **waar).status == 303
    with in_borne():
        assert db.session.get_one(Taak, eigen).afgehandeld_op
        assert not db.session.get_one(Taak, ander).afgehandeld_op
    assert klant.post("trajecten.taak_van_inwoner", taak_id=eigen, **waar).status == 404


def test_de_belkaart_zegt_hoe_de_inwoner_iets_wil_horen(als, maak, in_borne):
    traject = maak.traject()
    with in_borne():
        wijzig_inwoner(in_database(traject).inwoner, door=None, postcode="7621AB", huisnummer="3", bereik=Bereik.BRIEF)
        db.session.commit()
    assert "Wil iets horen door Een brief" in pagina(als, traject).tekst


def test_het_aantal_vragen_groeit_niet_met_de_tijdlijn(als, maak, in_borne, tel_vragen):
    traject = maak.traject()
    klant = als("coordinator")
    klant.get("trajecten.detail", traject_id=traject.id)
    with tel_vragen() as eerst:
        klant.get("trajecten.detail", traject_id=traject.id)
    with in_borne():
        from ketens.trajecten import handelingen

        for nummer in range(30):
            handelingen.noteer_notitie(in_database(traject), tekst=f"Notitie {nummer}", door=wereld.wie("coordinator"))
        db.session.commit()
    with tel_vragen() as daarna:
        klant.get("trajecten.detail", traject_id=traject.id)
    assert len(daarna) == len(eerst) <= 24
