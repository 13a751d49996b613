"""A consent that is recorded on the page of a resident."""

from datetime import date
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from ketens.beoordelingen.stand import mag_doorgeven
from ketens.catalogus import catalogus
from ketens.inwoners.handelingen import trek_toestemming_in
from ketens.inwoners.models import Toestemming, ToestemmingSoort
from ketens.kern.db import db
from ketens.kern.klok import vandaag
from ketens.rechten import Rol
from ketens.trajecten.models import Traject
from ketens.verwijzingen.terugkoppelen import hoort
from tests import wereld

DOORGEVEN = f"{wereld.KETEN}/doorgeven"


@pytest.fixture
def klant(als):
    return als(Rol.COORDINATOR)


@pytest.fixture
def trek_alles_in(in_borne):
    """`trek_alles_in(inwoner_id)` withdraws each consent of a resident."""

    def trek_alles_in(inwoner_id):
        with in_borne():
            for rij in db.session.scalars(select(Toestemming).where(Toestemming.inwoner_id == inwoner_id)):
                trek_toestemming_in(rij, door=wereld.wie("coordinator"))
            db.session.commit()

    return trek_alles_in


def velden(waarvoor=DOORGEVEN, **anders):
    return {
        "formulier_id": str(uuid4()),
        "waarvoor": waarvoor,
        "gever": "inwoner",
        "kanaal": "mondeling",
        **anders,
    }


def toestemmingen(in_borne):
    with in_borne():
        rijen = list(db.session.scalars(select(Toestemming).order_by(Toestemming.gegeven_op)))
        db.session.expunge_all()
        return rijen


def over(verwijzing):
    return f"{wereld.KETEN}/terugkoppelen/{verwijzing.id}"


def test_wie_toestemming_vastlegt_leest_en_bewaart_de_zin_van_de_catalogus(klant, maak, in_borne):
    inwoner = maak.inwoner()
    zin = catalogus().keten(wereld.KETEN).toestemming("doorgeven").zin()
    assert zin in klant.get("inwoners.toestemming", inwoner_id=inwoner.id).tekst
    na = klant.post("inwoners.toestemming", velden(kanaal="schriftelijk"), inwoner_id=inwoner.id).volg()
    assert "De toestemming is vastgelegd." in na.tekst
    (rij,) = toestemmingen(in_borne)
    assert (rij.formulering, rij.kanaal, rij.gever, rij.soort) == (
        zin,
        "schriftelijk",
        "inwoner",
        ToestemmingSoort.DOORGEVEN,
    )
    assert rij.formulering_versie == f"{catalogus().keten(wereld.KETEN).pin}/doorgeven/1"


def test_twee_keer_versturen_legt_een_toestemming_vast(klant, maak, in_borne):
    inwoner, formulier = maak.inwoner(), velden()
    for _ in range(2):
        assert klant.post("inwoners.toestemming", formulier, inwoner_id=inwoner.id).status == 303
    (rij,) = toestemmingen(in_borne)
    assert rij.id == UUID(formulier["formulier_id"])


def test_wat_al_geldt_wordt_niet_nog_eens_gevraagd(klant, maak):
    inwoner = maak.inwoner()
    klant.post("inwoners.toestemming", velden(), inwoner_id=inwoner.id)
    assert "geldt al" in klant.get("inwoners.toestemming", inwoner_id=inwoner.id).tekst
    assert klant.post("inwoners.toestemming", velden(), inwoner_id=inwoner.id).status == 422


def test_na_intrekken_en_opnieuw_vastleggen_mag_een_praktijk_weer_worden_gevraagd(klant, maak, in_borne, trek_alles_in):
    traject = maak.traject(uitslag="hoog")
    maak.doorgeven(traject.inwoner_id)
    trek_alles_in(traject.inwoner_id)
    regio = klant.get("beoordelingen.bij_traject", traject_id=traject.id)
    assert klant.url("inwoners.toestemming", inwoner_id=traject.inwoner_id) in regio.html
    klant.post("inwoners.toestemming", velden(), inwoner_id=traject.inwoner_id)
    with in_borne():
        assert mag_doorgeven(db.session.get_one(Traject, traject.id))
    tekst = klant.get("trajecten.detail", traject_id=traject.id).tekst
    assert "Toestemming gegeven: gegevens doorgeven" in tekst


def test_opnieuw_gegeven_terugkoppelen_geldt_voor_die_verwijzing(klant, maak, in_borne, trek_alles_in):
    verwijzing, andere = maak.verwijzing(), maak.verwijzing("Bos", terugkoppelen=False)
    trek_alles_in(verwijzing.inwoner_id)
    pagina = klant.get("inwoners.toestemming", inwoner_id=verwijzing.inwoner_id)
    assert "Huisartsen Het Proefhuis van de coördinator hoort" in pagina.tekst
    klant.post("inwoners.toestemming", velden(over(verwijzing)), inwoner_id=verwijzing.inwoner_id)
    with in_borne():
        assert hoort([verwijzing.id, andere.id]) == {verwijzing.id}
    assert toestemmingen(in_borne)[-1].organisatie_id == wereld.id_van("dijkhuis")


def test_terugkoppelen_kan_ook_als_het_bij_de_verwijzing_niet_was_gevraagd(klant, maak, in_borne):
    verwijzing = maak.verwijzing(terugkoppelen=False)
    klant.post("inwoners.toestemming", velden(over(verwijzing)), inwoner_id=verwijzing.inwoner_id)
    with in_borne():
        assert hoort([verwijzing.id]) == {verwijzing.id}


def test_terugkoppelen_over_een_verwijzing_van_een_ander_wordt_geweigerd(klant, maak, in_borne):
    inwoner, andere = maak.inwoner(), maak.verwijzing("Bos", terugkoppelen=False)
    pagina = klant.post("inwoners.toestemming", velden(over(andere)), inwoner_id=inwoner.id)
    assert (pagina.status, pagina.fouten) == (
        422,
        ["Wat vindt de inwoner goed? Kies een van de antwoorden."],
    )
    with in_borne():
        assert hoort([andere.id]) == set()


def test_een_vertegenwoordiger_geeft_toestemming_als_die_bij_de_contactpersonen_staat(klant, maak, in_borne):
    inwoner = maak.inwoner(geboortedatum=date(1938, 1, 2))
    formulier = velden(gever="vertegenwoordiger")
    pagina = klant.post("inwoners.toestemming", formulier, inwoner_id=inwoner.id)
    assert pagina.fouten == [
        "Wie geeft de toestemming? Leg eerst bij de contactpersonen vast wie voor de inwoner beslist."
    ]
    maak.contactpersoon(inwoner, vertegenwoordiger_grond="mentor")
    assert klant.post("inwoners.toestemming", formulier, inwoner_id=inwoner.id).status == 303
    assert toestemmingen(in_borne)[0].gever == "vertegenwoordiger"


def test_wie_beslist_wordt_niet_voor_ingevuld_waar_een_ander_mag_beslissen(klant, maak, in_borne):
    inwoner = maak.inwoner()
    assert gekozen(klant.get("inwoners.toestemming", inwoner_id=inwoner.id)) == ["inwoner"]
    maak.contactpersoon(inwoner, vertegenwoordiger_grond="mentor")
    assert gekozen(klant.get("inwoners.toestemming", inwoner_id=inwoner.id)) == []
    pagina = klant.post("inwoners.toestemming", velden(gever=""), inwoner_id=inwoner.id)
    assert pagina.fouten == ["Wie geeft de toestemming? Kies wie de toestemming geeft."]
    klant.post("inwoners.toestemming", velden(gever="vertegenwoordiger"), inwoner_id=inwoner.id)
    gegeven = toestemmingen(in_borne)[0].id
    assert gekozen(klant.get("inwoners.intrekking", toestemming_id=gegeven)) == ["vertegenwoordiger"]


def gekozen(pagina):
    return [el.get("value") for el in pagina.boom.iter() if el.get("name") == "gever" and "checked" in el.attrib]


def test_een_gekozen_vertegenwoordiger_naast_de_inwoner_zelf_klopt_niet(klant, maak, in_borne):
    inwoner = maak.inwoner()
    mentor = maak.contactpersoon(inwoner, vertegenwoordiger_grond="mentor")
    pagina = klant.post("inwoners.toestemming", velden(vertegenwoordiger=str(mentor.id)), inwoner_id=inwoner.id)
    assert "Beslist iemand anders?" in pagina.fouten[0]
    assert toestemmingen(in_borne) == []


def test_van_twee_die_mogen_beslissen_wordt_er_een_gekozen(klant, maak, in_borne):
    inwoner = maak.inwoner()
    mentor = maak.contactpersoon(inwoner, "Mentor Mo", vertegenwoordiger_grond="mentor")
    maak.contactpersoon(inwoner, "Partner Pe", vertegenwoordiger_grond="echtgenoot")
    formulier = velden(gever="vertegenwoordiger")
    assert klant.post("inwoners.toestemming", formulier, inwoner_id=inwoner.id).fouten == [
        "Wie beslist er voor de inwoner? Kies wie er beslist."
    ]
    formulier["vertegenwoordiger"] = str(mentor.id)
    assert klant.post("inwoners.toestemming", formulier, inwoner_id=inwoner.id).status == 303
    assert toestemmingen(in_borne)[0].vertegenwoordiger_id == mentor.id
    assert "Mentor Mo (Mentor, benoemd door de rechter)" in klant.get("inwoners.detail", inwoner_id=inwoner.id).tekst


def test_bij_een_kind_kiest_de_pagina_de_ouder(klant, maak, in_borne):
    kind = maak.inwoner(geboortedatum=date(vandaag().year - 8, 1, 1))
    maak.contactpersoon(kind, "Ouder Ode", relatie="ouder", vertegenwoordiger_grond="ouder_met_gezag")
    pagina = klant.get("inwoners.toestemming", inwoner_id=kind.id)
    assert "Bij een kind jonger dan 12 jaar beslist een ouder of voogd met gezag." in pagina.tekst
    assert klant.post("inwoners.toestemming", velden(), inwoner_id=kind.id).status == 422
    assert klant.post("inwoners.toestemming", velden(gever="ouder"), inwoner_id=kind.id).status == 303
    assert toestemmingen(in_borne)[0].gever == "ouder"


def test_zonder_keuze_blijft_het_formulier_staan(klant, maak, in_borne):
    pagina = klant.post("inwoners.toestemming", velden(waarvoor=""), inwoner_id=maak.inwoner().id)
    assert pagina.fouten == ["Wat vindt de inwoner goed? Kies waar de inwoner toestemming voor geeft."]
    assert toestemmingen(in_borne) == []


def test_een_inwoner_van_een_ander_bestaat_niet(als, maak):
    inwoner = maak.inwoner()
    for wie in ("andere_keten", "coordinator_tubbergen"):
        assert als(wie).get("inwoners.toestemming", inwoner_id=inwoner.id).status == 404
    assert als(Rol.VERWIJZER).get("inwoners.toestemming", inwoner_id=inwoner.id).status == 403
