"""The pages of the sociale kaart, and the region on the page of a traject."""

import pytest
from sqlalchemy import select

from ketens.aanbod.handelingen import maak_aanbod
from ketens.aanbod.models import Aanbod, Toeleiding
from ketens.kern.db import db, nieuw_id
from ketens.kern.klok import vandaag
from ketens.kern.pagina import datum
from ketens.rechten import Rol
from tests.merken import EERST_OP_SQLITE

pytestmark = EERST_OP_SQLITE

NIEUW = {
    "titel": "Eetcafé",
    "soort": "maaltijd",
    "aanbieder": "Wijkhuis (proef)",
    "kosten": "7,50",
    "kosten_toelichting": "per maaltijd",
    "wijken": "Hertme, Zenderen",
    "hulpvragen": ["eenzaamheid_sociaal"],
    "talen": ["nl", "ar"],
    "toegankelijkheid": ["rolstoel"],
    "contact_telefoon": "074 265 86 86",
    "contact_email": "eten@proef.example",
    "website": "www.proef.example/eten",
    "klopt": "y",
}


@pytest.fixture
def kaart(in_borne):
    """Two aanbod on the kaart of Borne, by title."""
    with in_borne():
        for titel, wijken in (("Koffie", []), ("Wandelgroep", ["Hertme"])):
            maak_aanbod(
                titel=titel, soort="bewegen", aanbieder="Borne Beweegt (proef)", wijken=wijken, door=None, website=""
            )
        db.session.commit()
        return {rij.titel: rij.id for rij in db.session.scalars(select(Aanbod))}


def op_de_kaart(in_borne) -> list[Aanbod]:
    with in_borne():
        rijen = list(db.session.scalars(select(Aanbod).order_by(Aanbod.titel)))
        db.session.expunge_all()
    return rijen


def toegeleid(in_borne) -> Toeleiding:
    with in_borne():
        rij = db.session.scalars(select(Toeleiding)).one()
        db.session.expunge_all()
    return rij


def test_de_coordinator_zet_aanbod_op_de_kaart_en_geeft_het_blad_mee(als, in_borne):
    pagina = als(Rol.COORDINATOR).post("aanbod.nieuw", {"formulier_id": nieuw_id(), **NIEUW}).volg()
    assert pagina.kop == "Eetcafé"
    for tekst in ("€ 7,50", "per maaltijd", "074 265 8686", "Rolstoel", "Arabisch", datum(vandaag())):
        assert tekst in pagina.tekst
    [eten] = op_de_kaart(in_borne)
    assert (eten.kosten, eten.wijken, eten.website) == (750, ["Hertme", "Zenderen"], "https://www.proef.example/eten")


def test_wat_niet_kan_staat_bij_het_veld_en_wat_u_typte_blijft(als, in_borne):
    fout = {
        **NIEUW,
        "formulier_id": nieuw_id(),
        "kosten": "tien",
        "contact_email": "x",
        "website": "javascript:alert(1)",
    }
    pagina = als(Rol.COORDINATOR).post("aanbod.nieuw", fout)
    assert pagina.status == 422
    assert len(pagina.fouten) == 3
    assert [pagina.waarde(veld) for veld in ("kosten", "website")] == ["tien", "javascript:alert(1)"]
    assert op_de_kaart(in_borne) == []


def test_een_verwijzer_zoekt_maar_wijzigt_niet(als, kaart):
    klant = als(Rol.VERWIJZER)
    pagina = klant.get("aanbod.lijst", woorden="wandel")
    assert "Wandelgroep" in pagina.tekst
    assert "Koffie" not in pagina.tekst
    assert "Nieuw aanbod" not in pagina.tekst
    assert klant.post("aanbod.controle", aanbod_id=kaart["Koffie"]).status == 403


def test_te_controleren_is_een_tik(als, kaart, in_borne):
    klant = als(Rol.COORDINATOR)
    assert "nooit gecontroleerd, bel eerst" in klant.get("aanbod.lijst").tekst
    terug = klant.post("aanbod.controle", {"terug": "lijst"}, aanbod_id=kaart["Koffie"]).volg()
    assert "Koffie" not in terug.tekst
    assert "Wandelgroep" in terug.tekst
    assert {rij.titel: rij.gecontroleerd_op for rij in op_de_kaart(in_borne)}["Koffie"] == vandaag()


def test_wijzigen_merkt_dat_een_collega_u_voor_was(als, kaart, in_borne):
    klant = als(Rol.COORDINATOR)
    formulier = klant.get("aanbod.wijziging", aanbod_id=kaart["Koffie"])
    velden = {"titel": "Koffie en thee", "soort": "ontmoeting", "aanbieder": "Kerk (proef)"}
    versie = formulier.waarde("versie")
    klant.post("aanbod.wijziging", {**velden, "versie": versie}, aanbod_id=kaart["Koffie"]).volg()
    laat = klant.post("aanbod.wijziging", {**velden, "titel": "Thee", "versie": versie}, aanbod_id=kaart["Koffie"])
    assert "heeft dit intussen gewijzigd" in " ".join(laat.fouten)
    assert {rij.titel for rij in op_de_kaart(in_borne)} == {"Koffie en thee", "Wandelgroep"}


def test_van_de_kaart_en_er_weer_op(als, kaart):
    klant = als(Rol.WELZIJNSCOACH)
    klant.post("aanbod.einde", aanbod_id=kaart["Koffie"]).volg()
    assert "Koffie" not in klant.get("aanbod.lijst").tekst
    assert "Dit aanbod is gestopt" in klant.get("aanbod.detail", aanbod_id=kaart["Koffie"]).tekst
    klant.post("aanbod.hervatting", aanbod_id=kaart["Koffie"]).volg()
    assert "Koffie" in klant.get("aanbod.lijst").tekst


def test_een_andere_gemeente_ziet_deze_kaart_niet(als, kaart):
    klant = als("coordinator_tubbergen", "tubbergen")
    assert "Koffie" not in klant.get("aanbod.lijst").tekst
    assert klant.get("aanbod.detail", aanbod_id=kaart["Koffie"]).status == 404


def test_na_een_cursus_past_bewegen_en_een_tik_noemt_het(als, maak, kaart, in_borne):
    traject = maak.traject("Wandelaar")
    klant = als(Rol.COORDINATOR)
    blok = klant.get("aanbod.bij_traject", traject_id=traject.id, htmx="toeleiding")
    assert "Past misschien" in blok.tekst
    terug = klant.post(
        "aanbod.bij_traject",
        {"formulier_id": nieuw_id(), "aanbod": kaart["Wandelgroep"]},
        traject_id=traject.id,
        htmx="toeleiding",
    )
    assert terug.status == 303
    assert "Genoemd" in terug.volg().tekst
    assert "Aanbod genoemd: Wandelgroep" in klant.get("trajecten.detail", traject_id=traject.id).tekst
    rij = toegeleid(in_borne)
    gestart = klant.post("aanbod.toeleiding", {"moment": "gestart", "versie": rij.versie}, toeleiding_id=rij.id).volg()
    assert "gestart" in gestart.tekst
    assert "Vragen of de inwoner is gebleven" in klant.get("trajecten.detail", traject_id=traject.id).tekst


def test_niet_passend_zonder_reden_vraagt_de_reden_in_dezelfde_regio(als, maak, kaart, in_borne):
    traject, klant = maak.traject("Wandelaar"), als(Rol.COORDINATOR)
    klant.post("aanbod.bij_traject", {"formulier_id": nieuw_id(), "aanbod": kaart["Koffie"]}, traject_id=traject.id)
    rij = toegeleid(in_borne)
    velden = {"moment": "niet_passend", "versie": rij.versie, "reden": ""}
    pagina = klant.post("aanbod.toeleiding", velden, toeleiding_id=rij.id, htmx="toeleiding")
    assert (pagina.status, pagina.fouten) == (422, ["Waarom past het niet? Kies waarom het niet past."])
    klaar = klant.post("aanbod.toeleiding", {**velden, "reden": "vol"}, toeleiding_id=rij.id).volg()
    assert "er is geen plaats" in klaar.tekst


def test_wie_het_traject_niet_ziet_leidt_ook_niet_toe(als, maak, kaart, in_borne):
    traject = maak.traject("Wandelaar")
    als(Rol.COORDINATOR).post(
        "aanbod.bij_traject", {"formulier_id": nieuw_id(), "aanbod": kaart["Koffie"]}, traject_id=traject.id
    )
    rij = toegeleid(in_borne)
    ander = als("andere_keten")
    assert ander.get("aanbod.bij_traject", traject_id=traject.id).status == 404
    assert ander.post("aanbod.toeleiding", {"moment": "gestart"}, toeleiding_id=rij.id).status == 404
