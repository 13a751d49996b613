"""What does not come back, or opens more, is not done at a screen that was left open (besluit 0043)."""

from datetime import timedelta
from uuid import uuid4

import pytest

from ketens.inwoners.models import Inwoner
from ketens.kern import klok
from ketens.kern.db import db
from ketens.verzoeken.models import Soort, Verzoek
from tests import wereld

WIE = "coordinator2"
VRAAGT = "Laat zien dat u het bent"
ONOMKEERBAAR = {
    "verzoeken.identiteit", "verzoeken.opheffing", "bewaren.opheffing", "bewaren.termijn", "bewaren.verval",
    "samenvoegen.samenvoeging", "samenvoegen.herstel",
}  # fmt: skip


@pytest.fixture
def later():
    with klok.zet_klok(klok.nu() + timedelta(minutes=16)):
        yield


def test_wat_niet_terugkomt_of_meer_opent_vraagt_altijd_wie_u_bent(app):
    assert {naam for naam in ONOMKEERBAAR if app.view_functions[naam].vers is not True} == set()


def test_wissen_vraagt_wie_u_bent_en_wat_getypt_was_gaat_mee(als, maak, vraag, in_borne, later):
    inwoner = maak.inwoner("Jansenius")
    verzoek, klant = vraag(inwoner.id, Soort.WISSING), als(WIE)
    assert klant.get("verzoeken.besluit", verzoek_id=verzoek).naar.startswith("/bevestigen?next=")
    besluit = {"besluit": "toegewezen", "grond": "niet_nodig", "motivering": "Niet meer nodig, zei de inwoner."}
    with in_borne():
        besluit["versie"] = str(db.session.get_one(Verzoek, verzoek).versie)
    gevraagd = klant.post("verzoeken.besluit", besluit, verzoek_id=verzoek)
    assert gevraagd.kop == VRAAGT
    with in_borne():
        assert db.session.get_one(Inwoner, inwoner.id).achternaam == "Jansenius"
    mee = {"meegenomen": gevraagd.waarde("meegenomen"), "wachtwoord": wereld.WACHTWOORD}
    gedaan = klant.post("verzoeken.besluit", mee, verzoek_id=verzoek)
    assert (gedaan.status, gedaan.fouten) == (303, [])
    with in_borne():
        assert db.session.get_one(Inwoner, inwoner.id).achternaam is None
        assert db.session.get_one(Verzoek, verzoek).motivering == "Niet meer nodig, zei de inwoner."


def test_een_ander_besluit_vraagt_het_niet(als, maak, vraag, later):
    verzoek = vraag(maak.inwoner("Jansenius").id, Soort.INZAGE)
    assert als(WIE).get("verzoeken.besluit", verzoek_id=verzoek).status == 200


def test_wie_bij_het_opschrijven_zegt_wie_het_is_laat_zien_wie_die_zelf_is(als, maak, in_borne, later):
    inwoner, klant = maak.inwoner("Jansenius"), als(WIE)
    velden = {
        "formulier_id": str(uuid4()), "soort": "inzage", "vraag": "Alles graag.", "wijze": "balie", "vrager": "inwoner",
        "ontvangen_op": f"{klok.vandaag():%d-%m-%Y}",
    }  # fmt: skip
    gevraagd = klant.post("verzoeken.nieuw", {**velden, "identiteit": "legitimatie"}, inwoner_id=inwoner.id)
    assert gevraagd.kop == VRAAGT
    assert klant.post("verzoeken.nieuw", velden, inwoner_id=inwoner.id).status == 303


def test_een_bestand_met_alles_vraagt_het_ook_langs_de_gewone_weg(als, maak, vraag, later):
    verzoek, klant = vraag(maak.inwoner("Jansenius").id), als(WIE)
    velden = {"formulier_id": str(uuid4()), "soort": "inzage", "formaat": "json", "verzoek": str(verzoek)}
    assert klant.post("uitvoer.nieuw", velden).naar.startswith("/bevestigen?next=")


def test_een_klaar_bestand_met_namen_ophalen_vraagt_het_ook(als, maak, vraag, in_borne):
    verzoek, klant = vraag(maak.inwoner("Jansenius").id), als(WIE)
    klaar = klant.post("verzoeken.bestand", {"formaat": "json", "formulier_id": str(uuid4())}, verzoek_id=verzoek)
    uitvoer_id = klaar.naar.rsplit("/", 1)[1]
    with klok.zet_klok(klok.nu() + timedelta(minutes=16)):
        assert klant.get("uitvoer.ophalen", uitvoer_id=uitvoer_id).naar.startswith("/bevestigen?next=")
