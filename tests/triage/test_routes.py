"""The page on which a coördinator decides."""

import pytest
from sqlalchemy import event, select

from ketens.audit.models import Logregel, LogregelInwoner
from ketens.inwoners.models import Inwoner
from ketens.kern.db import db
from ketens.rechten import Rol
from ketens.verwijzingen.models import Verwijzing
from tests import wereld
from tests.merken import EERST_OP_SQLITE

pytestmark = EERST_OP_SQLITE


def lees(in_borne, verwijzing):
    with in_borne():
        gevonden = db.session.get_one(Verwijzing, verwijzing.id)
        db.session.expunge_all()
        return gevonden


def test_de_pagina_toont_wat_er_verstuurd_is(als, maak):
    verwijzing = maak.verwijzing(
        "Jansen", uitslag="hoog", toelichting="Loopt moeilijk de trap op.", namens="assistente"
    )
    pagina = als(Rol.COORDINATOR).get("triage.detail", verwijzing_id=verwijzing.id)
    assert pagina.kop == "Gerda Jansen"
    for tekst in (
        "12-03-1941",
        "06 12345678",
        "Hoog valrisico",
        "Loopt moeilijk",
        "Huisartsen Het Proefhuis",
        "Hanna Huisarts",
        "assistente",
        "Gegevens doorgeven",
        "Wij kennen niemand",
    ):
        assert tekst in pagina.tekst


def test_aannemen_brengt_naar_het_traject(als, maak, in_borne):
    verwijzing = maak.verwijzing()
    antwoord = als(Rol.COORDINATOR).post("triage.aanname", verwijzing_id=verwijzing.id)
    assert antwoord.status == 303
    assert antwoord.naar.endswith(f"/trajecten/{lees(in_borne, verwijzing).traject_id}")
    assert antwoord.volg().kop == "Gerda Jansen"


def test_wie_op_iemand_lijkt_wordt_niet_stil_samengevoegd(als, maak, in_borne):
    bekend, verwijzing = maak.inwoner("Janssen", telefoon="+31742651111"), maak.verwijzing("Jansen")
    klant = als(Rol.COORDINATOR)
    pagina = klant.get("triage.detail", verwijzing_id=verwijzing.id)
    for tekst in (
        "Dit is een nieuwe inwoner",
        "Dit is dezelfde als Gerda Janssen",
        "dezelfde geboortedatum",
        "een achternaam die net zo klinkt",
        "074 265 1111",
        "Anders",
    ):
        assert tekst in pagina.tekst
    zonder = klant.post("triage.aanname", verwijzing_id=verwijzing.id)
    assert zonder.status == 422
    assert zonder.fouten == ["Wie is dit? Kies of dit een nieuwe inwoner is, of iemand die u al kent."]
    assert lees(in_borne, verwijzing).wacht
    assert klant.post("triage.aanname", {"wie_is_het": str(bekend.id)}, verwijzing_id=verwijzing.id).status == 303
    assert lees(in_borne, verwijzing).inwoner_id == bekend.id


def test_twee_gelijken_met_dezelfde_naam_zijn_met_een_nummer_uit_elkaar_te_houden(als, maak):
    maak.inwoner("Jansen"), maak.inwoner("Jansen")
    tekst = als(Rol.COORDINATOR).get("triage.detail", verwijzing_id=maak.verwijzing("Jansen").id).tekst
    for nummer in (1, 2):
        assert f"{nummer}. Gerda Jansen: dezelfde geboortedatum" in tekst
        assert f"Dit is dezelfde als {nummer}. Gerda Jansen" in tekst


def test_een_nieuwe_inwoner_blijft_een_nieuwe_inwoner(als, maak, in_borne):
    maak.inwoner("Jansen")
    verwijzing = maak.verwijzing("Jansen")
    als(Rol.COORDINATOR).post("triage.aanname", {"wie_is_het": "nieuw"}, verwijzing_id=verwijzing.id)
    na = lees(in_borne, verwijzing)
    assert na.inwoner_id == verwijzing.inwoner_id
    with in_borne():
        assert db.session.get_one(Inwoner, na.inwoner_id).zelfde_als_id is None


def test_iemand_die_niet_is_aangeboden_kan_niet_worden_gekozen(als, maak, in_borne):
    vreemd, _ = maak.inwoner("Totaal-Anders", telefoon=None), maak.inwoner("Jansen")
    verwijzing = maak.verwijzing("Jansen")
    for keuze in (str(vreemd.id), "onzin", str(verwijzing.inwoner_id)):
        antwoord = als(Rol.COORDINATOR).post("triage.aanname", {"wie_is_het": keuze}, verwijzing_id=verwijzing.id)
        assert antwoord.status == 422
    assert lees(in_borne, verwijzing).wacht


def test_iemand_van_een_andere_keten_wordt_niet_getoond(als, maak):
    maak.inwoner("Jansen", betrokken="wijkracht", keten="welzijn_op_recept")
    verwijzing = maak.verwijzing("Jansen")
    assert "Wij kennen niemand" in als(Rol.COORDINATOR).get("triage.detail", verwijzing_id=verwijzing.id).tekst


def test_weigeren_zonder_reden_houdt_het_bericht_vast(als, maak, in_borne):
    verwijzing, klant = maak.verwijzing(), als(Rol.COORDINATOR)
    fout = klant.post("triage.weigering", {"reden": "", "bericht": "Woont elders."}, verwijzing_id=verwijzing.id)
    assert (fout.status, fout.fouten) == (422, ["Reden: Kies een reden."])
    assert fout.waarde("bericht").strip() == "Woont elders."
    goed = klant.post("triage.weigering", {"reden": "buiten_gemeente"}, verwijzing_id=verwijzing.id)
    assert goed.status == 303
    assert lees(in_borne, verwijzing).weigerreden == "buiten_gemeente"


def test_een_bericht_van_tienduizend_tekens_wordt_geweigerd_en_blijft_staan(als, maak):
    verwijzing = maak.verwijzing()
    velden = {"reden": "wil_niet", "bericht": "x" * 10_000}
    pagina = als(Rol.COORDINATOR).post("triage.weigering", velden, verwijzing_id=verwijzing.id)
    assert pagina.fouten == ["Bericht aan de verwijzer: Gebruik niet meer dan 1.000 tekens."]
    assert pagina.waarde("bericht").strip() == "x" * 10_000


def test_de_tweede_coordinator_leest_wie_de_eerste_was(als, maak, in_borne):
    verwijzing = maak.verwijzing()
    als(Rol.COORDINATOR).post("triage.aanname", verwijzing_id=verwijzing.id)
    traject_id = lees(in_borne, verwijzing).traject_id
    te_laat = als("coordinator2").post(
        "triage.weigering", {"reden": "wil_niet", "bericht": "Wil niet."}, verwijzing_id=verwijzing.id
    )
    assert te_laat.status == 422
    assert te_laat.fouten[0].startswith("Cora Coordinator heeft deze verwijzing aangenomen op")
    assert te_laat.waarde("bericht").strip() == "Wil niet."
    na = lees(in_borne, verwijzing)
    assert (na.geweigerd_op, na.traject_id) == (None, traject_id)
    assert "Naar traject" in als("coordinator2").get("triage.detail", verwijzing_id=verwijzing.id).tekst


@pytest.mark.parametrize(
    ("wie", "status"),
    [
        (("andere_keten",), 404),
        (("coordinator_tubbergen", "tubbergen"), 404),
        (("verwijzer",), 403),
        (("beoordelaar",), 403),
        (("trainer",), 403),
        (("projectleider",), 403),
        (("fg",), 403),
    ],
)
def test_beoordelen_is_voor_wie_de_verwijzing_ontvangt(als, maak, in_borne, wie, status):
    verwijzing, klant = maak.verwijzing(), als(*wie)
    assert klant.get("triage.detail", verwijzing_id=verwijzing.id).status == status
    assert klant.post("triage.aanname", verwijzing_id=verwijzing.id).status == status
    assert klant.post("triage.weigering", {"reden": "wil_niet"}, verwijzing_id=verwijzing.id).status == status
    assert lees(in_borne, verwijzing).wacht


def test_wie_kijkt_staat_in_het_logboek_met_alle_getoonde_inwoners(als, maak, in_borne):
    bekend, verwijzing = maak.inwoner("Jansen"), maak.verwijzing("Jansen")
    als(Rol.COORDINATOR).get("triage.detail", verwijzing_id=verwijzing.id)
    with in_borne():
        regel = db.session.scalars(select(Logregel).where(Logregel.route == "triage.detail")).one()
        wie = select(LogregelInwoner.inwoner_id).where(LogregelInwoner.logregel_id == regel.id)
        assert regel.account_id == wereld.id_van("coordinator")
        assert set(db.session.scalars(wie)) == {bekend.id, verwijzing.inwoner_id}


def test_de_pagina_kost_met_vijf_gelijken_niet_meer_vragen_dan_met_een(als, maak, app):
    verwijzing = maak.verwijzing("Jansen")
    maak.inwoner("Jansen")
    als(Rol.COORDINATOR).get("triage.detail", verwijzing_id=verwijzing.id)  # the first request asks what is asked once
    tellingen = []
    for _ in range(2):
        teller: list[str] = []
        with app.app_context():
            motor = db.engine
        event.listen(motor, "before_cursor_execute", luister := lambda *a, teller=teller: teller.append(a[2]))
        assert als(Rol.COORDINATOR).get("triage.detail", verwijzing_id=verwijzing.id).status == 200
        event.remove(motor, "before_cursor_execute", luister)
        tellingen.append(len([vraag for vraag in teller if vraag.lstrip().upper().startswith("SELECT")]))
        for _nummer in range(4):
            maak.inwoner("Jansen")
    assert tellingen[0] == tellingen[1] <= 16


def test_zonder_token_verandert_er_niets(als, maak, in_borne):
    verwijzing = maak.verwijzing()
    assert als(Rol.COORDINATOR).post("triage.aanname", token=False, verwijzing_id=verwijzing.id).status == 422
    assert lees(in_borne, verwijzing).wacht


def test_wie_iemand_koos_die_er_niet_meer_bij_staat_kiest_opnieuw(als, maak, in_borne):
    """Between looking and accepting nobody is alike any more: that never silently makes a new resident."""
    verwijzing = maak.verwijzing("Uniek")
    antwoord = als(Rol.COORDINATOR).post(
        "triage.aanname", {"wie_is_het": str(verwijzing.organisatie_id)}, verwijzing_id=verwijzing.id
    )
    assert antwoord.status == 422
    with in_borne():
        assert db.session.get_one(Verwijzing, verwijzing.id).wacht
