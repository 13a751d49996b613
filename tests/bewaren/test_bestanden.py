"""Files with names, and pages that were open: what was begun before somebody was let go of, ends with that."""

import threading
import time

import pytest
from sqlalchemy import select, text, update

from ketens.bewaren.wissen import wis
from ketens.inwoners.contactpersonen import Contactpersoon
from ketens.inwoners.models import Inwoner
from ketens.kern import versleuteling
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.rechten import Rol
from ketens.trajecten.delen import Gebeurtenis
from ketens.trajecten.models import Traject
from ketens.uitvoer import bewaarplaats
from ketens.uitvoer.models import Uitvoer
from tests import wereld
from tests.merken import OP_POSTGRESQL, OP_SQLITE
from tests.uitvoer.conftest import proefsoorten, vraag, werk

__all__ = ["proefsoorten", "vraag", "werk"]


def wis_nog_niet_af(inwoner_id):
    wis(db.session.get_one(Inwoner, inwoner_id), reden="gevraagd", door=wereld.wie("beheerder"))
    db.session.flush()


def het_bestand(in_borne):
    """The row, and whether a file lies on disk."""
    with in_borne():
        rij = db.session.scalars(select(Uitvoer)).one()
        db.session.expunge_all()
        return rij, (bewaarplaats.map_van(rij.gemeente_id) / rij.id.hex).exists()


@OP_SQLITE
def test_een_bestand_met_namen_gaat_van_de_schijf_zodra_het_wissen_vaststaat(als, vraag, werk, maak, in_borne):
    inwoner = maak.inwoner("Geheimenis")
    vraag(als(Rol.COORDINATOR), "mensen")
    assert werk() == 1
    with in_borne():
        wis_nog_niet_af(inwoner.id)
        db.session.rollback()
        db.session.commit()
    assert het_bestand(in_borne)[1]
    with in_borne():
        wis_nog_niet_af(inwoner.id)
        db.session.commit()
    rij, ligt_er = het_bestand(in_borne)
    assert (rij.verwijderd_op is not None, ligt_er) == (True, False)


def in_een_draad(daad):
    """Do it in a thread; what it gave stands in the list when the thread ended."""
    gaf = []
    draad = threading.Thread(target=lambda: gaf.append(daad()))
    draad.start()
    return draad, gaf


def wacht_tot_iemand_wacht(in_borne, gaf):
    """Look until a statement waits for a lock of somebody else; `gaf`: what was answered instead."""
    telt = text("select count(*) from pg_locks where not granted")
    for _ in range(60):
        with in_borne():
            if db.session.scalar(telt):
                return
        time.sleep(0.05)
    pytest.fail(f"niemand wachtte: {[pagina.tekst for pagina in gaf]}")


@OP_POSTGRESQL
def test_een_bestand_dat_tijdens_het_wissen_wordt_gevraagd_en_gemaakt_komt_er_niet(als, vraag, werk, maak, in_borne):
    inwoner = maak.inwoner("Geheimenis")
    with in_borne():
        wis_nog_niet_af(inwoner.id)
        draad, gaf = in_een_draad(lambda: (vraag(als(Rol.COORDINATOR), "mensen").status, werk()))
        draad.join()
        db.session.commit()
    assert gaf == [(303, 1)]
    rij, ligt_er = het_bestand(in_borne)
    assert (rij.klaar_op, rij.mislukt_reden, ligt_er) == (None, "storing", False)


@OP_POSTGRESQL
def test_een_bestand_dat_al_klaar_is_als_het_wissen_begint_wordt_teruggehaald(als, vraag, werk, maak, in_borne):
    inwoner = maak.inwoner("Geheimenis")
    vraag(als(Rol.COORDINATOR), "mensen")
    werk()
    with in_borne():
        wis_nog_niet_af(inwoner.id)
        db.session.commit()
    rij, ligt_er = het_bestand(in_borne)
    assert als(Rol.COORDINATOR).get("uitvoer.ophalen", uitvoer_id=rij.id).status == 404
    assert not ligt_er


NAASTE = {"naam": "Dochter Dora", "relatie": "dochter", "telefoon": "0612345678", "toestemming": "y"}


@OP_POSTGRESQL
def test_wie_de_pagina_nog_open_had_schrijft_niets_meer_bij(als, maak, in_borne):
    inwoner, klant = maak.inwoner("Geheimenis"), als(Rol.COORDINATOR)
    pagina = klant.get("inwoners.nieuwe_contactpersoon", inwoner_id=inwoner.id)
    velden = NAASTE | {"formulier_id": pagina.waarde("formulier_id")}
    with in_borne():
        wis_nog_niet_af(inwoner.id)
        draad, gaf = in_een_draad(lambda: klant.post("inwoners.nieuwe_contactpersoon", velden, inwoner_id=inwoner.id))
        wacht_tot_iemand_wacht(in_borne, gaf)
        db.session.commit()
    draad.join()
    assert (gaf[0].status, "zijn gewist" in gaf[0].tekst) == (422, True)
    with in_borne():
        assert db.session.scalars(select(Contactpersoon)).all() == []


@OP_POSTGRESQL
def test_ook_wie_iets_aanpast_wacht_en_leest_dat_het_weg_is(als, maak, in_borne):
    """Of a row that letting go leaves: the words that were typed do not come back into it."""
    traject = maak.traject("Geheimenis")
    with in_borne():
        db.session.get_one(Traject, traject.id).noteer("notitie", door=wereld.wie("coordinator"), tekst="Oud.")
        db.session.commit()
        db.session.execute(
            update(Inwoner).where(Inwoner.id == traject.inwoner_id).values(geanonimiseerd_op=traject.begonnen_op)
        )
        db.session.commit()
        merk = versleuteling.geopend.set(set())
        try:
            rij = db.session.scalars(select(Gebeurtenis).where(Gebeurtenis.soort == "notitie")).one()
            rij.tekst = "Nieuw."
            with pytest.raises(Domeinfout, match="zijn gewist"):
                db.session.flush()
        finally:
            versleuteling.geopend.reset(merk)
