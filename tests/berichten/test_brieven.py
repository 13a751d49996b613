"""The print queue: what is in a letter, a stack as one PDF by the worker, posting it, and taking a letter back."""

import threading
from uuid import uuid4

import pytest
from sqlalchemy import select

from ketens.berichten.bezorging import kanaal_voor
from ketens.berichten.brief import adresregels, brief
from ketens.berichten.brieven import maak_stapel, te_drukken
from ketens.berichten.handelingen import staak_alles, stuur
from ketens.berichten.models import Bericht, Stapel
from ketens.gebruikers.models import Gemeente
from ketens.inwoners.handelingen import wijzig_inwoner
from ketens.inwoners.models import Bereik, Geslacht, Inwoner
from ketens.inwoners.veilig import VeiligContact
from ketens.inwoners.veiligafspraak import leg_veilig_contact_vast
from ketens.kern.db import db
from ketens.kern.klok import AMSTERDAM, vandaag, werkdagen_erbij
from ketens.opdrachten.werker import ronde
from ketens.rechten import Rol
from ketens.trajecten.instellingen import instelling
from ketens.trajecten.models import Traject
from tests import wereld
from tests.merken import OP_POSTGRESQL

ADRES = {"straat": "Proefstraat", "huisnummer": "1", "postcode": "7621AB", "plaats": "Borne"}


@pytest.fixture
def letter(maak, in_borne):
    """`letter("Jansen")` is the id of a letter to this resident that waits."""

    def doe(achternaam="Jansen", soort="uitnodiging", **inhoud):
        gemaakt = maak.traject(inwoner=maak.inwoner(achternaam, **ADRES))
        inhoud = inhoud or {"groep": "Dinsdaggroep", "dag": "2027-01-05", "uur": "10.00", "locatie": "De Proefzaal"}
        with in_borne():
            traject = db.session.get_one(Traject, gemaakt.id)
            traject.inwoner.bereik, traject.inwoner.geslacht = Bereik.BRIEF, Geslacht.VROUW
            sleutel = f"{soort}:{uuid4()}"
            id_ = stuur(traject, soort=soort, sleutel=sleutel, door=wereld.wie("coordinator"), **inhoud).id
            db.session.commit()
            return id_

    return doe


@pytest.fixture
def stapel(als, app, in_borne):
    """Make a stack of all that waits, as the coördinator and the worker do, and return its id."""

    def doe():
        klant = als(Rol.COORDINATOR)
        klant.get("berichten.brieven")
        velden = {"formulier_id": uuid4()}
        antwoord = klant.post("berichten.nieuwe_stapel", velden, keten_code="valpreventie")
        assert antwoord.status == 303, antwoord.fouten
        with app.app_context():
            ronde()
        with in_borne():
            return db.session.scalars(select(Stapel.id).order_by(Stapel.id.desc())).first()

    return doe


def test_een_brief_zegt_wie_belt_en_hoe_je_nee_zegt(letter, in_borne):
    id_ = letter("dijk", "uitnodiging")
    with in_borne():
        rij = db.session.get_one(Bericht, id_)
        papier = brief(rij, instelling("valpreventie"), db.session.get_one(Gemeente, wereld.id_van("borne")))
    assert papier["aanhef"] == "Beste mevrouw Dijk,"
    assert papier["adres"] == ["Gerda dijk", "Proefstraat 1", "7621 AB  BORNE"]
    assert "De eerste keer is op dinsdag 5 januari 2027 om 10.00 uur." in papier["zinnen"]
    assert any("074 265 8600" in zin for zin in papier["bellen"])
    assert any("Wilt u niet meedoen? Dat mag." in zin for zin in papier["nee"])
    assert papier["gemeente"] == "Gemeente Borne"


def test_van_brieven_die_wachten_komt_een_pdf(letter, stapel, als):
    letter("Jansen")
    letter("Pietersen")
    assert "Maak 2 brieven" in als(Rol.COORDINATOR).get("berichten.brieven").tekst
    stapel_id = stapel()
    klant = als(Rol.COORDINATOR)
    assert "Download de brieven" in klant.get("berichten.stapel", stapel_id=stapel_id).tekst
    pdf = klant.browser.get(klant.url("berichten.stapel_pdf", stapel_id=stapel_id))
    assert pdf.data.startswith(b"%PDF")
    assert pdf.data.count(b"/Type /Page\n") + pdf.data.count(b"/Type /Page/") in (0, 2)
    assert b"/MarkInfo" in pdf.data or b"StructTreeRoot" in pdf.data
    assert "Er wachten geen brieven." in klant.get("berichten.brieven").tekst


def test_zolang_de_pdf_er_niet_is_vraagt_de_pagina_steeds_opnieuw(letter, als, in_borne):
    letter()
    klant = als(Rol.COORDINATOR)
    klant.get("berichten.brieven")
    klant.post("berichten.nieuwe_stapel", {"formulier_id": uuid4()}, keten_code="valpreventie")
    with in_borne():
        stapel_id = db.session.scalars(select(Stapel.id)).one()
    pagina = klant.get("berichten.stapel", stapel_id=stapel_id)
    assert 'hx-trigger="every 2s"' in pagina.html
    assert "<progress" in pagina.html
    assert klant.get("berichten.stapel_pdf", stapel_id=stapel_id).status == 404


def test_als_de_brieven_klaar_zijn_wordt_dat_gezegd(letter, stapel, als):
    letter()
    antwoord = als(Rol.COORDINATOR).get("berichten.stapel", htmx="stapel", stapel_id=stapel())
    assert "De brieven zijn klaar." in antwoord.antwoord.headers["HX-Trigger"]


def test_gepost_telt_als_aangekomen_na_twee_werkdagen(letter, stapel, als, in_borne):
    id_ = letter()
    stapel_id = stapel()
    klant = als(Rol.COORDINATOR)
    klant.get("berichten.stapel", stapel_id=stapel_id)
    klant.post("berichten.gepost", {}, stapel_id=stapel_id)
    with in_borne():
        rij = db.session.get_one(Bericht, id_)
        assert rij.bereikt_op.astimezone(AMSTERDAM).date() == werkdagen_erbij(vandaag(), 2)
        assert db.session.get_one(Stapel, stapel_id).pdf is None
        traject_id = rij.traject_id
    assert "gepost, telt als aangekomen op" in klant.get("berichten.bij_traject", traject_id=traject_id).tekst


def test_een_brief_aan_wie_gestopt_is_gaat_uit_de_stapel_en_de_pdf_wordt_opnieuw_gemaakt(
    letter, stapel, als, app, in_borne
):
    weg, blijft = letter("Weg"), letter("Blijft")
    stapel_id = stapel()
    with in_borne():
        staak_alles(db.session.get_one(Bericht, weg).inwoner_id, "overleden")
        db.session.commit()
        assert db.session.get_one(Stapel, stapel_id).pdf is None
    with app.app_context():
        ronde()
    klant = als(Rol.COORDINATOR)
    pagina = klant.get("berichten.stapel", stapel_id=stapel_id)
    assert "Niet posten" in pagina.tekst
    assert "Gerda Weg" not in pagina.tekst
    klant.post("berichten.gepost", {}, stapel_id=stapel_id)
    with in_borne():
        assert db.session.get_one(Bericht, weg).bereikt_op is None
        assert db.session.get_one(Bericht, blijft).bereikt_op


def test_een_brief_kan_uit_de_stapel_en_naar_een_ander_kanaal(letter, stapel, als, in_borne):
    id_ = letter()
    stapel_id = stapel()
    klant = als(Rol.COORDINATOR)
    klant.get("berichten.stapel", stapel_id=stapel_id)
    klant.post("berichten.uit_stapel", {}, stapel_id=stapel_id, bericht_id=id_)
    assert "Gerda Jansen" in klant.get("berichten.brieven").tekst
    klant.get("berichten.bericht", bericht_id=id_)
    klant.post("berichten.bericht", {"kanaal": "bellen"}, bericht_id=id_)
    assert "Er wachten geen brieven." in klant.get("berichten.brieven").tekst
    assert "Uitnodiging voor een groep" in klant.get("berichten.belllijst").tekst
    with in_borne():
        assert db.session.get_one(Bericht, id_).kanaal is Bereik.BELLEN


def test_een_andere_keten_ziet_de_brieven_en_de_stapel_niet(letter, stapel, als):
    letter()
    stapel_id = stapel()
    anke = als("andere_keten")
    assert anke.get("berichten.stapel", stapel_id=stapel_id).status == 404
    assert "Jansen" not in anke.get("berichten.brieven").tekst


def test_een_eigen_bericht_gaat_op_de_gekozen_manier(als, maak, in_borne):
    traject = maak.traject(inwoner=maak.inwoner("Jansen", **ADRES))
    klant = als(Rol.COORDINATOR)
    klant.get("berichten.nieuw", traject_id=traject.id)
    velden = {"formulier_id": uuid4(), "kanaal": "email", "tekst": "Tot morgen."}
    assert klant.post("berichten.nieuw", velden, traject_id=traject.id).status == 422
    klant.post("berichten.nieuw", velden | {"kanaal": "brief"}, traject_id=traject.id)
    klant.post("berichten.nieuw", velden | {"kanaal": "brief"}, traject_id=traject.id)
    with in_borne():
        assert [b.kanaal for b in db.session.scalars(select(Bericht))] == [Bereik.BRIEF]


def test_hetzelfde_formulier_bij_een_ander_traject_is_een_ander_bericht(als, maak, in_borne):
    klant, velden = als(Rol.COORDINATOR), {"formulier_id": uuid4(), "kanaal": "bellen", "tekst": "Tot morgen."}
    trajecten = [maak.traject(naam) for naam in ("Jansen", "Pietersen")]
    for traject in trajecten:
        assert klant.post("berichten.nieuw", velden, traject_id=traject.id).status == 303
    with in_borne():
        verteld = {bericht.traject_id for bericht in db.session.scalars(select(Bericht))}
    assert verteld == {traject.id for traject in trajecten}


def test_een_brief_die_nergens_meer_heen_kan_wordt_gebeld_en_niet_gezet(letter, stapel, in_borne):
    weg, blijft = letter("Weg"), letter("Blijft")
    with in_borne():
        weg_ermee = {"bereik": Bereik.BELLEN, "postcode": None}
        wijzig_inwoner(db.session.get_one(Bericht, weg).inwoner, door=wereld.wie("coordinator"), **weg_ermee)
        db.session.commit()
    stapel_id = stapel()
    with in_borne():
        rij = db.session.get_one(Bericht, weg)
        assert (rij.kanaal, rij.stapel_id, rij.taak.afgehandeld_op) == (Bereik.BELLEN, None, None)
        assert db.session.get_one(Bericht, blijft).stapel_id == stapel_id
        assert db.session.get_one(Stapel, stapel_id).klaar_op


@OP_POSTGRESQL
@pytest.mark.parametrize("stop", ["staakt", "niet_veilig"])
def test_wie_nu_in_een_stapel_gaat_en_stopt_gaat_er_weer_uit(letter, in_borne, app, stop):
    id_, klaar = letter(), threading.Event()

    def stopt():
        with wereld.binnen(app):
            inwoner = db.session.get_one(Bericht, id_).inwoner
            klaar.set()
            if stop == "staakt":
                staak_alles(inwoner.id, "overleden")
            else:
                leg_veilig_contact_vast(inwoner, VeiligContact(geen_brief=True), door=None)
            db.session.commit()

    with in_borne():
        maak_stapel(formulier_id=uuid4(), keten_code="valpreventie", door=wereld.wie("coordinator"))
        db.session.flush()
        ander = threading.Thread(target=stopt)
        ander.start()
        klaar.wait(5)
        ander.join(0.5)
        db.session.commit()
        ander.join(10)
        # Remade without it, also when the worker had set it meanwhile.
        rij = db.session.get_one(Bericht, id_, populate_existing=True)
        assert te_drukken([rij]) == []
        assert rij.stapel_id is None or rij.gestaakt_op
        assert stop == "staakt" or rij.stapel_id is None


def test_postcode_en_huisnummer_zijn_genoeg_voor_een_brief(maak, in_borne):
    """As the public door asks them: who wants a letter gets one."""
    inwoner = maak.inwoner("Zonder", postcode="7621AB", huisnummer="12")
    with in_borne():
        mens = db.session.get_one(Inwoner, inwoner.id)
        mens.bereik = Bereik.BRIEF
        assert kanaal_voor(mens) is Bereik.BRIEF
        assert adresregels(mens, "Borne")[1:] == ["Huisnummer 12", "7621 AB  BORNE"]
