"""Veilig contact: asked at a verwijzing or on the page of the resident, and before every other number from then on."""

import pytest
from sqlalchemy import select

from ketens.inwoners.models import Bereik, Inwoner
from ketens.inwoners.veilig import VeiligContact
from ketens.inwoners.veiligafspraak import leg_veilig_contact_vast
from ketens.kern.db import db, nieuw_id
from ketens.kern.fouten import Domeinfout
from ketens.rechten import Rol
from ketens.trajecten.delen import Gebeurtenis
from ketens.triage.handelingen import neem_aan
from ketens.verwijzingen.models import Verwijzing
from tests import kansrijk, wereld
from tests.kansrijk import VEILIG
from tests.merken import OP_SQLITE

pytestmark = OP_SQLITE
GEWOON, SAFE = "06 12345678", "06 87654321"
VELDEN = {"veilig_telefoon": SAFE, "veilig_wanneer": "overdag", "geen_brief": "y", "geen_voicemail": "y"}


@pytest.fixture
def veilige(maak, app):
    """A resident with a traject, an ordinary number and a safe one."""

    def leg(inwoner_id=None, contact=VEILIG, door="coordinator"):
        traject_id = None
        if inwoner_id is None:
            wie = maak.inwoner(telefoon="+31612345678", postcode="7622ZX", huisnummer="12", email="g@proef.example")
            traject = maak.traject(inwoner=wie, behandelaar="coordinator")
            inwoner_id, traject_id = wie.id, traject.id
        with wereld.binnen(app):
            leg_veilig_contact_vast(db.session.get_one(Inwoner, inwoner_id), contact, door=wereld.wie(door))
            db.session.commit()
        return inwoner_id, traject_id

    return leg


def lees(in_borne, inwoner_id, wat):
    with in_borne():
        return getattr(db.session.get_one(Inwoner, inwoner_id), wat)


def test_op_de_pagina_vastgelegd_staat_het_voor_het_gewone_nummer(als, maak, in_borne):
    inwoner = maak.inwoner(telefoon="+31612345678", postcode="7622ZX", huisnummer="12")
    klant = als(Rol.COORDINATOR)
    versie = klant.get("inwoners.veilig_contact", inwoner_id=inwoner.id).waarde("versie")
    pagina = klant.post("inwoners.veilig_contact", {"versie": versie, **VELDEN}, inwoner_id=inwoner.id).volg()
    assert "Veilig contact: bel alleen 06 87654321 . Wanneer: overdag. Spreek geen voicemail in. Stuur geen brief." in (
        pagina.tekst
    )
    assert GEWOON not in pagina.tekst
    assert "tel:+31612345678" not in pagina.html
    assert "7622 ZX" not in pagina.tekst
    assert lees(in_borne, inwoner.id, "veilig_contact") == VeiligContact(
        telefoon="+31687654321", wanneer="overdag", geen_brief=True, geen_voicemail=True
    )


def test_zonder_veilig_nummer_staat_het_gewone_er_met_de_afspraak_ernaast(als, veilige):
    inwoner_id, _ = veilige(contact=VeiligContact(geen_voicemail=True))
    tekst = als(Rol.COORDINATOR).get("inwoners.detail", inwoner_id=inwoner_id).tekst
    assert f"Veilig contact: bel alleen zoals afgesproken. Spreek geen voicemail in. {GEWOON}" in tekst


def test_wat_niet_veilig_is_staat_nergens_en_wat_wel_mag_wel(als, veilige):
    inwoner_id, _ = veilige(contact=VeiligContact(telefoon="+31687654321", geen_brief=True))
    tekst = als(Rol.COORDINATOR).get("inwoners.detail", inwoner_id=inwoner_id).tekst
    assert "7622 ZX" not in tekst
    assert "g@proef.example" in tekst


def test_leegmaken_haalt_het_niet_weg_een_vinkje_wel(als, veilige, in_borne):
    inwoner_id, _ = veilige()
    klant = als(Rol.COORDINATOR)
    versie = klant.get("inwoners.veilig_contact", inwoner_id=inwoner_id).waarde("versie")
    leeg = {"versie": versie, "veilig_telefoon": "", "veilig_wanneer": "", "veilig_let_op": ""}
    geweigerd = klant.post("inwoners.veilig_contact", leeg, inwoner_id=inwoner_id)
    assert geweigerd.fouten == [
        "Veilig telefoonnummer: Vul in hoe wij veilig contact opnemen. Is het niet meer nodig? Zet dan het vinkje."
    ]
    assert lees(in_borne, inwoner_id, "veilig_contact") == VEILIG
    klant.post("inwoners.veilig_contact", {"versie": versie, "niet_meer_nodig": "y"}, inwoner_id=inwoner_id)
    assert lees(in_borne, inwoner_id, "veilig_contact") is None


def test_wie_een_oude_pagina_verstuurt_schrijft_niets_over(als, veilige, in_borne):
    inwoner_id, _ = veilige()
    antwoord = als(Rol.COORDINATOR).post("inwoners.veilig_contact", {"versie": "0", **VELDEN}, inwoner_id=inwoner_id)
    assert antwoord.status == 422
    assert "heeft dit intussen gewijzigd" in antwoord.tekst
    assert lees(in_borne, inwoner_id, "veilig_contact") == VEILIG


@pytest.mark.parametrize("rol", [Rol.TRAINER, Rol.VERWIJZER, Rol.BEOORDELAAR, Rol.PROJECTLEIDER])
def test_wie_niet_begeleidt_wijzigt_het_niet(als, veilige, rol):
    inwoner_id, _ = veilige()
    assert als(rol).get("inwoners.veilig_contact", inwoner_id=inwoner_id).status in (403, 404)


def test_wie_een_brief_wilde_wordt_gebeld_als_een_brief_niet_veilig_is(veilige, in_borne, app):
    inwoner_id, _ = veilige(contact=VeiligContact(wanneer="overdag"))
    with wereld.binnen(app):
        db.session.get_one(Inwoner, inwoner_id).bereik = Bereik.BRIEF
        db.session.commit()
    veilige(inwoner_id)
    assert lees(in_borne, inwoner_id, "bereik") == Bereik.BELLEN


def test_niemand_kiest_weer_een_brief_die_niet_veilig_is(als, veilige, in_borne):
    inwoner_id, _ = veilige()
    klant = als(Rol.COORDINATOR)
    pagina = klant.get("inwoners.gegevens", inwoner_id=inwoner_id)
    velden = {naam: pagina.waarde(naam) for naam in ("versie", "achternaam", "telefoon", "huisnummer", "postcode")}
    antwoord = klant.post("inwoners.gegevens", {**velden, "bereik": "brief"}, inwoner_id=inwoner_id)
    assert any("niet veilig" in fout for fout in antwoord.fouten)


def test_zoeken_vindt_het_veilige_nummer_en_toont_het_gewone_niet(als, veilige):
    veilige()
    for getypt in (SAFE, GEWOON):
        gevonden = als(Rol.COORDINATOR).post("inwoners.zoeken", {"zoek": getypt})
        assert "Gerda Jansen" in gevonden.tekst
        assert "Veilig contact: bel alleen 06 87654321" in gevonden.tekst
        assert "tel:+31612345678" not in gevonden.html
        assert "7622 ZX" not in gevonden.tekst


def test_een_wijziging_staat_op_elk_traject_dat_loopt_en_de_naam_alleen_in_de_eigen_keten(maak, app, veilige, in_borne):
    verwijzing = kansrijk.verwijzing(app, aannemen=True, veilig_contact=None)
    with wereld.binnen(app):
        inwoner = db.session.get_one(Inwoner, verwijzing.inwoner_id)
        db.session.expunge_all()
    maak.traject(inwoner=inwoner)
    with wereld.binnen(app):
        inwoner = db.session.get_one(Inwoner, verwijzing.inwoner_id)
        leg_veilig_contact_vast(inwoner, VEILIG, door=kansrijk.wie("kansrijk"))
        db.session.commit()
        rijen = db.session.scalars(select(Gebeurtenis).where(Gebeurtenis.soort == "veilig_contact")).all()
        wie = {rij.traject.keten_code: rij.door_naam for rij in rijen}
        assert all(rij.tekst is None and rij.gegevens == {} for rij in rijen)
    assert wie == {kansrijk.KETEN: "Kaat Kansrijk", wereld.KETEN: "ketens"}


def test_hetzelfde_nog_eens_bewaren_is_geen_nieuws(veilige, in_borne):
    inwoner_id, _ = veilige()
    veilige(inwoner_id)
    with in_borne():
        vraag = select(Gebeurtenis).where(Gebeurtenis.soort == "veilig_contact")
        assert len(db.session.scalars(vraag).all()) == 1


def test_bij_een_verwijzing_ingevuld_ziet_de_triage_alleen_het_veilige_nummer(als, app):
    verwijzing = kansrijk.verwijzing(app)
    pagina = als("kansrijk").get("triage.detail", verwijzing_id=verwijzing.id)
    assert "Veilig contact: bel alleen 06 87654321" in pagina.tekst
    assert GEWOON not in pagina.tekst


def test_alleen_een_veilig_nummer_is_genoeg_om_te_verwijzen(als, app, in_borne):
    kansrijk.zet_op(app)
    velden = {
        "formulier_id": str(nieuw_id()),
        "keten": kansrijk.KETEN,
        "geboortedatum": "6-5-1998",
        "achternaam": "Ouderman",
        "voornaam": "Noor",
        "hulpvraag": kansrijk.HULPVRAAG,
        "toestemming_doorgeven": "y",
        **VELDEN,
    }
    assert als("verloskundige").post("verwijzingen.nieuw", velden).status == 303
    with in_borne():
        inwoner = db.session.scalars(select(Verwijzing)).one().inwoner
        assert (inwoner.belnummer, inwoner.telefoon, inwoner.bereik) == ("+31687654321", None, Bereik.BELLEN)


def test_wie_alleen_per_brief_te_bereiken_is_en_dat_niet_veilig_vindt_geeft_een_nummer(app):
    with pytest.raises(Domeinfout, match="telefoonnummer"):
        kansrijk.verwijzing(
            app, telefoon=None, postcode="7622ZX", huisnummer="1", veilig_contact=VeiligContact(geen_brief=True)
        )


def test_bij_een_bekende_inwoner_komt_het_veilige_contact_mee(app, maak, in_borne):
    bekend = maak.inwoner("Ouderman", betrokken="wijkracht", keten=kansrijk.KETEN, telefoon="+31612345678")
    verwijzing = kansrijk.verwijzing(app)
    with wereld.binnen(app):
        rij = db.session.get_one(Verwijzing, verwijzing.id)
        traject = neem_aan(rij, door=kansrijk.wie("kansrijk"), zelfde_als=db.session.get_one(Inwoner, bekend.id))
        db.session.commit()
        assert traject.inwoner.veilig_contact == VEILIG
        teksten = " ".join(g.tekst or "" for g in traject.gebeurtenissen)
        assert "12345678" not in teksten
        assert "87654321" not in teksten


def test_vergelijken_toont_geen_nummer_dat_niet_veilig_is(als, app, maak):
    maak.inwoner("Ouderman", betrokken="wijkracht", keten=kansrijk.KETEN, telefoon="+31612345678", voornaam="Noor")
    pagina = als("kansrijk").get("triage.detail", verwijzing_id=kansrijk.verwijzing(app).id)
    assert "hetzelfde telefoonnummer" not in pagina.tekst or GEWOON not in pagina.tekst
    assert GEWOON not in pagina.tekst


def test_een_naaste_is_niet_met_een_tik_te_bellen_en_niet_als_eerste(als, maak, veilige):
    inwoner_id, traject_id = veilige()
    with wereld.binnen(maak.app):
        inwoner = db.session.get_one(Inwoner, inwoner_id)
        db.session.expunge_all()
    maak.contactpersoon(inwoner, "Partner Piet", telefoon="+31697531864", eerst_bellen=True)
    klant = als(Rol.COORDINATOR)
    for pagina in (
        klant.get("inwoners.detail", inwoner_id=inwoner_id),
        klant.get("trajecten.detail", traject_id=traject_id),
    ):
        assert "tel:+31697531864" not in pagina.html
        assert "Bel eerst" not in pagina.tekst
