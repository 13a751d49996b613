"""Letting go of a resident: nothing that names them stays, and nothing that is counted goes."""

from uuid import uuid4

import pytest
from sqlalchemy import select

from ketens.bewaren import kaart
from ketens.bewaren.wissen import wis
from ketens.inwoners.models import Inwoner
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import nu
from ketens.trajecten.models import Traject
from ketens.uitvoer.models import Uitvoer
from tests import wereld


def sluit(in_borne, traject_id, reden="afgerond"):
    with in_borne():
        traject = db.session.get_one(Traject, traject_id)
        redenen = [een.code for een in traject.keten.afsluitredenen]
        traject.sluit_af(door=wereld.wie("coordinator"), reden=reden if reden in redenen else redenen[0])
        db.session.commit()


def test_elke_verzegelde_cel_en_elke_tabel_met_een_inwoner_is_genoemd(app):
    assert kaart.ongenoemd() == []


def test_wie_een_lopend_traject_heeft_wordt_niet_gewist(maak, in_borne):
    traject = maak.traject()
    with in_borne():
        inwoner = db.session.get_one(Inwoner, traject.inwoner_id)
        with pytest.raises(Domeinfout, match="Er loopt een traject"):
            wis(inwoner, reden="verzoek", door=wereld.wie("beheerder"))


def test_na_het_wissen_staat_er_niets_meer_van_de_inwoner(maak, in_borne):
    traject = maak.traject("Vlietstra", behandelaar="coordinator")
    maak.contactpersoon(db_inwoner(in_borne, traject.inwoner_id))
    sluit(in_borne, traject.id)
    with in_borne():
        inwoner = db.session.get_one(Inwoner, traject.inwoner_id)
        kenmerk = db.session.get_one(Traject, traject.id).kenmerk
        verklaring = wis(inwoner, reden="De inwoner vroeg erom.", door=wereld.wie("beheerder"))
        db.session.commit()
        assert verklaring.aantal == 1
        db.session.expire_all()
        for tabel, velden in kaart.LEEG.items():
            klasse = kaart.klasse_van(tabel)
            eigen = klasse.id if tabel == "inwoner" else klasse.inwoner_id
            for rij in db.session.scalars(select(klasse).where(eigen == traject.inwoner_id)):
                assert [veld for veld in velden if getattr(rij, f"{veld}_cel") is not None] == [], tabel
        for tabel in kaart.WEG:
            klasse = kaart.klasse_van(tabel)
            assert db.session.scalars(select(klasse).where(klasse.inwoner_id == traject.inwoner_id)).all() == []
        assert db.session.get_one(Inwoner, traject.inwoner_id).geanonimiseerd_op is not None
        assert db.session.get_one(Traject, traject.id).kenmerk != kenmerk


def db_inwoner(in_borne, inwoner_id):
    with in_borne():
        inwoner = db.session.get_one(Inwoner, inwoner_id)
        db.session.expunge_all()
    return inwoner


@pytest.mark.parametrize(("begonnen", "mislukt"), [(True, "storing"), (False, "")])
def test_een_bestand_met_namen_dat_nog_wordt_gemaakt_komt_er_niet(vroeger, in_borne, begonnen, mislukt):
    inwoner_id = vroeger.traject(jaar=2022).inwoner_id
    with in_borne():
        bestand = Uitvoer(
            formulier_id=uuid4(), soort="rapport", gegevens={}, formaat="csv", bestandsnaam="x", met_namen=True,
            account_id=wereld.id_van("coordinator"), lidmaatschap_id=wereld.id_van("coordinator-coordinator"),
            bezig_op=nu() if begonnen else None,
        )  # fmt: skip
        db.session.add(bestand)
        db.session.flush()
        bestand_id = bestand.id
        wis(db.session.get_one(Inwoner, inwoner_id), reden="gevraagd", door=wereld.wie("beheerder"))
        db.session.commit()
    with in_borne():
        bestand = db.session.get_one(Uitvoer, bestand_id)
        assert (bestand.is_bezig, bestand.mislukt_reden) == (not begonnen, mislukt)
