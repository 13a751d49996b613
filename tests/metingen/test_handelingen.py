"""Keeping measurements: an afname each, a correction a newer one, an event without its value."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from ketens.groepen.models import Groep
from ketens.instrumenten.models import Afname
from ketens.inwoners.models import Geslacht
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import nu, vandaag
from ketens.metingen.handelingen import Ingehaald, leg_vast
from ketens.metingen.models import Meting
from ketens.metingen.momenten import meetdagen
from ketens.trajecten.delen import Gebeurtenis
from ketens.trajecten.models import Traject
from ketens.trajecten.verloop import tijdlijn
from tests import wereld
from tests.merken import OP_SQLITE

pytestmark = OP_SQLITE


def alle(model):
    return db.session.scalars(select(model).order_by(model.id)).all()


def gemeten():
    """The afnamen of measurements, oldest first."""
    return [afname for afname in alle(Afname) if afname.setting == "groep"]


def test_een_meting_is_een_afname_met_een_link_en_een_gebeurtenis_zonder_waarde(meetgroep, in_borne):
    groep = meetgroep(1)
    assert groep.meet("t0", (0, "tug", {"waarde": "12,4"}), (0, "cst30", {"waarde": 9})) == 2
    with in_borne():
        assert {rij.instrument_code: rij.afname.instrument for rij in alle(Meting)} == {
            "tug": "tug@1",
            "cst30": "cst30@1",
        }
        afname = next(afname for afname in gemeten() if afname.instrument == "tug@1")
        assert (afname.score, afname.uitslag, afname.antwoorden) == (12.4, "grensgebied", {"waarde": "12.4"})
        assert afname.traject_id == groep.plaatsingen[0].traject_id
        gebeurtenis = next(rij for rij in alle(Gebeurtenis) if rij.soort == "meting")
        assert gebeurtenis.gegevens["instrumenten"] == ["tug@1", "cst30@1"]
        assert "12" not in str(gebeurtenis.gegevens["instrumenten"])
        regel = tijdlijn(db.session.get_one(Traject, groep.plaatsingen[0].traject_id))[0]
        assert (regel.titel, regel.door) == ("Beginmeting (TUG, 30 seconden opstaan): gemeten", "Tom Trainer")


def test_de_grens_van_opstaan_volgt_leeftijd_en_geslacht(meetgroep, in_borne, app):
    groep = meetgroep(1)
    with wereld.binnen(app):
        inwoner = db.session.get_one(Traject, groep.plaatsingen[0].traject_id).inwoner
        inwoner.geslacht, inwoner.geboortedatum = Geslacht.VROUW, vandaag() - timedelta(days=72 * 366)
        db.session.commit()
    groep.meet("t0", (0, "cst30", {"waarde": 9}))
    with in_borne():
        assert gemeten()[0].uitslag == "onder_gemiddelde"


def test_een_correctie_is_een_nieuwere_afname_en_de_oude_blijft(meetgroep, in_borne):
    groep = meetgroep(1)
    groep.meet("t0", (0, "tug", {"waarde": 12}))
    with in_borne():
        zag = alle(Meting)[0].afname_id
    assert groep.meet("t0", (0, "tug", {"waarde": 13}), gezien=zag) == 1
    with in_borne():
        (meting,) = alle(Meting)
        assert (meting.afname.score, meting.versie, len(gemeten())) == (13, 2, 2)
        assert [rij.soort for rij in alle(Gebeurtenis) if rij.soort.startswith("meting")] == [
            "meting",
            "meting_gecorrigeerd",
        ]


def test_wat_er_al_staat_verandert_niets(meetgroep, in_borne):
    groep = meetgroep(1)
    groep.meet("t0", (0, "tug", {"waarde": "12.0"}))
    assert groep.meet("t0", (0, "tug", {"waarde": 12})) == 0
    assert groep.meet("t0", (0, "cst30", {})) == 0
    with in_borne():
        assert len(gemeten()) == 1


def test_een_leeggemaakt_vak_haalt_de_meting_weg(meetgroep, in_borne):
    groep = meetgroep(1)
    groep.meet("t0", (0, "tug", {"waarde": 12}))
    with in_borne():
        zag = alle(Meting)[0].afname_id
    assert groep.meet("t0", (0, "tug", {}), gezien=zag) == 1
    with in_borne():
        assert alle(Meting) == []
        assert [rij.soort for rij in alle(Gebeurtenis)][-1] == "meting_vervallen"


def test_wie_niets_veranderde_overschrijft_een_correctie_van_een_ander_niet(meetgroep, in_borne):
    groep = meetgroep(1)
    groep.meet("t0", (0, "tug", {"waarde": 12}))
    with in_borne():
        zag = alle(Meting)[0].afname_id
    groep.meet("t0", (0, "tug", {"waarde": 13}), gezien=zag)
    assert groep.meet("t0", (0, "tug", {"waarde": 12}), gezien=zag) == 0
    with in_borne():
        assert alle(Meting)[0].afname.score == 13


def test_twee_verschillende_waarden_tegelijk_en_de_tweede_wordt_gevraagd(meetgroep, in_borne):
    groep = meetgroep(2)
    groep.meet("t0", (0, "tug", {"waarde": 12}))
    with in_borne():
        blad = db.session.get_one(Groep, groep.id)
        cellen = [groep.cel(0, "tug", {"waarde": 14}), groep.cel(1, "tug", {"waarde": 9})]
        with pytest.raises(Ingehaald) as gevangen:
            leg_vast(blad, "t0", cellen, formulier_id=uuid4(), door=wereld.wie("coordinator"))
        ((cel, staat),) = gevangen.value.cellen
        assert (cel.plaatsing.id, staat.afname.score) == (groep.plaatsingen[0].id, 12)
        assert len(gemeten()) == 1


def test_een_afname_van_een_ander_telt_niet_als_gezien(meetgroep):
    groep = meetgroep(2)
    groep.meet("t0", (0, "tug", {"waarde": 12}), (1, "tug", {"waarde": 9}))
    with wereld.binnen(groep.app):
        van_een_ander = next(rij.afname_id for rij in alle(Meting) if rij.plaatsing_id == groep.plaatsingen[1].id)
    with pytest.raises(Ingehaald):
        groep.meet("t0", (0, "tug", {"waarde": 9}), gezien=van_een_ander)


def test_meten_kan_pas_als_de_groep_is_begonnen(meetgroep, maak):
    groep = meetgroep(1)
    with wereld.binnen(groep.app):
        db.session.get_one(Groep, groep.id).begint_op += timedelta(days=400)
        db.session.commit()
    with pytest.raises(Domeinfout, match="De groep begint pas op"):
        groep.meet("t0", (0, "tug", {"waarde": 12}))


def test_de_eindmeting_kan_pas_na_de_beginmeting(meetgroep):
    groep = meetgroep(1)
    with pytest.raises(Domeinfout, match="De eindmeting kan pas na de beginmeting van"):
        groep.meet("t1", (0, "tug", {"waarde": 12}))
    groep.schuif(6)
    assert groep.meet("t1", (0, "tug", {"waarde": 12})) == 1


def test_een_afgelaste_groep_wordt_niet_gemeten(meetgroep):
    groep = meetgroep(1)
    with wereld.binnen(groep.app):
        db.session.get_one(Groep, groep.id).afgelast_op = nu()
        db.session.commit()
    with pytest.raises(Domeinfout, match="gaat niet door"):
        groep.meet("t0", (0, "tug", {"waarde": 12}))


def test_is_de_meetbijeenkomst_afgelast_dan_is_de_volgende_aan_de_beurt(meetgroep):
    groep = meetgroep(1)
    with wereld.binnen(groep.app):
        blad = db.session.get_one(Groep, groep.id)
        for sessie in blad.bijeenkomsten:
            if sessie.nr in (5, 24):
                sessie.afgelast_op = nu()
        assert [dag.sessie.nr for dag in meetdagen(blad)] == [6, 23]
        for sessie in blad.bijeenkomsten:
            sessie.afgelast_op = nu()
        assert [dag.sessie for dag in meetdagen(blad)] == [None, None]
