"""The register: writing down, the deadline as a task, extending, deciding, closing; and who gets nothing."""

from datetime import timedelta
from uuid import uuid4

from sqlalchemy import select

from ketens.audit.models import Logregel
from ketens.kern import klok
from ketens.kern.db import db
from ketens.rechten import Rol
from ketens.trajecten.taken import Taak
from ketens.verzoeken.models import Soort, Verzoek, Verzoekgebeurtenis
from ketens.verzoeken.termijnen import wettelijk
from tests.merken import OP_SQLITE

WIE = "coordinator2"


def schrijf_op(als, inwoner, **anders):
    velden = {
        "formulier_id": str(uuid4()), "soort": "inzage", "vraag": "Wat weet u van mij?", "wijze": "brief",
        "ontvangen_op": f"{klok.vandaag():%d-%m-%Y}", "vrager": "inwoner", "identiteit": "legitimatie", **anders,
    }  # fmt: skip
    return als(WIE).post("verzoeken.nieuw", velden, inwoner_id=inwoner.id)


def test_een_verzoek_opschrijven_geeft_een_taak_met_de_wettelijke_termijn(als, maak, in_borne):
    inwoner = maak.inwoner("Jansen")
    gisteren = klok.vandaag() - timedelta(days=1)
    pagina = schrijf_op(als, inwoner, ontvangen_op=f"{gisteren:%d-%m-%Y}").volg()
    assert pagina.status == 200
    assert f"{wettelijk(gisteren):%d-%m-%Y}" in pagina.tekst
    with in_borne():
        verzoek = db.session.scalars(select(Verzoek)).one()
        taak = db.session.scalars(select(Taak).where(Taak.soort == "verzoek")).one()
        assert verzoek.termijn_op == taak.termijn_op == wettelijk(gisteren)
        assert taak.account_id == verzoek.behandelaar_id


def test_twee_keer_versturen_is_een_verzoek(als, maak, in_borne):
    inwoner, formulier = maak.inwoner("Jansen"), str(uuid4())
    schrijf_op(als, inwoner, formulier_id=formulier)
    schrijf_op(als, inwoner, formulier_id=formulier)
    with in_borne():
        assert len(db.session.scalars(select(Verzoek)).all()) == 1


@OP_SQLITE
def test_de_taak_staat_in_de_werkvoorraad_van_wie_het_mag_en_bij_niemand_anders(als, maak, vraag):
    verzoek = vraag(maak.inwoner("Jansen").id)
    assert f"/verzoeken/{verzoek}" in als(WIE).get("trajecten.werkvoorraad").html
    assert f"/verzoeken/{verzoek}" not in als(Rol.COORDINATOR).get("trajecten.werkvoorraad", wie="iedereen").html


@OP_SQLITE
def test_te_laat_staat_in_de_lijst_tot_de_inwoner_het_antwoord_heeft(als, maak, vraag, beslis):
    verzoek = vraag(maak.inwoner("Jansen").id, ontvangen_op=klok.vandaag() - timedelta(days=40))
    lijst = als(WIE).get("verzoeken.lijst", stand="te_laat")
    assert "te laat" in lijst.tekst
    beslis(verzoek, "afgewezen", "kennelijk")
    assert "te laat" in als(WIE).get("verzoeken.lijst", stand="te_laat").tekst
    als(WIE).post("verzoeken.afsluiting", {"hoe": "brief"}, verzoek_id=verzoek)
    assert "Met deze filters zijn er geen verzoeken" in als(WIE).get("verzoeken.lijst", stand="te_laat").tekst


@OP_SQLITE
def test_een_leeg_register_zegt_wat_te_doen(als):
    assert "Nog niemand deed een verzoek" in als(WIE).get("verzoeken.lijst").tekst


def test_verlengen_kan_een_keer_en_alleen_in_de_eerste_maand(als, maak, vraag, in_borne):
    op_tijd, te_laat = maak.inwoner("Jansen"), maak.inwoner("Dekker")
    eerste = vraag(op_tijd.id, ontvangen_op=klok.vandaag() - timedelta(days=10))
    assert als(WIE).post("verzoeken.verlenging", {"reden": "Het is veel."}, verzoek_id=eerste).status == 303
    with in_borne():
        verzoek = db.session.get_one(Verzoek, eerste)
        assert (verzoek.termijn_op - verzoek.ontvangen_op).days in range(89, 93)
        assert db.session.get_one(Taak, verzoek.taak_id).termijn_op == verzoek.termijn_op
    assert "Het is veel." in als(WIE).get("verzoeken.detail", verzoek_id=eerste).tekst
    nog_eens = als(WIE).post("verzoeken.verlenging", {"reden": "Het is veel."}, verzoek_id=eerste)
    assert nog_eens.fouten == ["De termijn is al een keer verlengd. Vaker mag niet."]
    laat = vraag(te_laat.id, ontvangen_op=klok.vandaag() - timedelta(days=40))
    assert als(WIE).post("verzoeken.verlenging", {"reden": "Druk."}, verzoek_id=laat).status == 422


@OP_SQLITE
def test_zonder_te_weten_wie_het_is_wordt_er_niets_toegewezen(als, maak, vraag):
    verzoek = vraag(maak.inwoner("Jansen").id, Soort.BEPERKING, identiteit=None)
    klant = als(WIE)
    pagina = klant.get("verzoeken.besluit", verzoek_id=verzoek)
    velden = {"besluit": "toegewezen", "grond": "betwist", "motivering": "Ja.", "versie": pagina.waarde("versie")}
    assert "Stel eerst vast" in klant.post("verzoeken.besluit", velden, verzoek_id=verzoek).tekst
    velden |= {"besluit": "afgewezen", "grond": "niet_vast_wie"}
    assert klant.post("verzoeken.besluit", velden, verzoek_id=verzoek).status == 303


@OP_SQLITE
def test_een_grond_van_een_ander_soort_verzoek_past_niet(als, maak, vraag):
    verzoek = vraag(maak.inwoner("Jansen").id, Soort.BEZWAAR)
    velden = {"besluit": "afgewezen", "grond": "klopt", "motivering": "Nee."}
    assert als(WIE).post("verzoeken.besluit", velden, verzoek_id=verzoek).status == 422


def test_elk_besluit_laat_een_gebeurtenis_en_een_logregel_na(als, maak, vraag, in_borne):
    inwoner = maak.inwoner("Jansen")
    verzoek, klant = vraag(inwoner.id), als(WIE)
    versie = klant.get("verzoeken.besluit", verzoek_id=verzoek).waarde("versie")
    velden = {"besluit": "toegewezen", "grond": "recht_inzage", "motivering": "Natuurlijk.", "versie": versie}
    assert klant.post("verzoeken.besluit", velden, verzoek_id=verzoek).status == 303
    assert klant.post("verzoeken.afsluiting", {"hoe": "brief"}, verzoek_id=verzoek).status == 303
    with in_borne():
        gebeurd = list(db.session.scalars(select(Verzoekgebeurtenis.soort).order_by(Verzoekgebeurtenis.id)))
        assert gebeurd == ["ontvangen", "identiteit", "besloten", "afgesloten"]
        redenen = set(db.session.scalars(select(Logregel.reden)))
        assert {"inzage besloten", "inzage afgesloten"} <= redenen
        taak = db.session.scalars(select(Taak).where(Taak.soort == "verzoek")).one()
        assert taak.afgehandeld_op is not None


@OP_SQLITE
def test_een_andere_pet_krijgt_niets(als, maak, vraag):
    inwoner = maak.inwoner("Jansen")
    verzoek = vraag(inwoner.id)
    for wie in (Rol.COORDINATOR, Rol.VERWIJZER, Rol.TRAINER, Rol.PROJECTLEIDER, Rol.FG, Rol.WELZIJNSCOACH):
        assert als(wie).get("verzoeken.lijst").status == 403
        assert als(wie).get("verzoeken.detail", verzoek_id=verzoek).status == 403
        assert als(wie).post("verzoeken.bestand", {"formaat": "pdf"}, verzoek_id=verzoek).status == 403
    ander = als("coordinator_tubbergen", "tubbergen")
    assert ander.get("verzoeken.detail", verzoek_id=verzoek).status == 403
    assert als("beheerder").get("verzoeken.detail", verzoek_id=verzoek).status == 200


@OP_SQLITE
def test_een_behandelaar_van_een_andere_gemeente_vindt_het_niet(als, app, maak, vraag, in_borne):
    from ketens.gebruikers.models import Lidmaatschap
    from tests import wereld

    verzoek = vraag(maak.inwoner("Jansen").id)
    with wereld.binnen(app, "tubbergen"):
        db.session.get_one(Lidmaatschap, wereld.id_van("coordinator_tubbergen-coordinator")).verzoeken = True
        db.session.commit()
    ander = als("coordinator_tubbergen", "tubbergen")
    assert ander.get("verzoeken.lijst").status == 200
    assert ander.get("verzoeken.detail", verzoek_id=verzoek).status == 404


@OP_SQLITE
def test_de_beheerder_geeft_en_neemt_het_op_de_accountpagina_alleen_bij_de_gemeente(als, in_borne):
    from ketens.gebruikers.models import Lidmaatschap
    from tests import wereld

    beheerder = als("beheerder")
    cora = wereld.id_van("coordinator-coordinator")
    assert beheerder.post("beheer.verzoeken", {}, lidmaatschap_id=cora).status == 303
    assert als(Rol.COORDINATOR).get("verzoeken.lijst").status == 200
    assert beheerder.post("beheer.verzoeken", {}, lidmaatschap_id=cora).status == 303
    assert als(Rol.COORDINATOR).get("verzoeken.lijst").status == 403
    wil = wereld.id_van("welzijnscoach-welzijnscoach")
    assert beheerder.post("beheer.verzoeken", {}, lidmaatschap_id=wil).status == 422
    with in_borne():
        assert not db.session.get_one(Lidmaatschap, wil).verzoeken
