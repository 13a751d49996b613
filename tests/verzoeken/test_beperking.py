"""A restriction shuts a record at three doors: it is not shown, not changed, and nobody is written to."""

import pytest
from sqlalchemy import inspect, select

from ketens.berichten.handelingen import stuur
from ketens.berichten.models import Bericht
from ketens.groepen.aanbieden import bied_aan
from ketens.groepen.handelingen import plaats
from ketens.groepen.models import Groep
from ketens.groepen.plaatsen import Plaatsaanbod, Plaatsing, Wachtplek
from ketens.groepen.wachten import zet_op_wachtlijst
from ketens.inwoners.beperking import Beperking
from ketens.inwoners.models import Inwoner
from ketens.inwoners.overzichten import ziet_allen
from ketens.kern import versleuteling
from ketens.kern.db import REGISTER, db
from ketens.kern.klok import vandaag
from ketens.rechten import Recht, Rol
from ketens.samenvoegen.handelingen import voeg_samen
from ketens.samenvoegen.naloop import loop_na
from ketens.trajecten.models import Traject
from ketens.verzoeken.models import Soort
from tests import wereld
from tests.bouwkunde.bedrijvig import vul, waarden
from tests.bouwkunde.routes import OPENBAAR, onveilige
from tests.klant import Klant
from tests.merken import OP_SQLITE

WIE = "coordinator2"
OP_SLOT = 423
# What an address names beside residents: all that follows of a restricted one is refused all the same, at the flush.
NIET_OVER_EEN_INWONER = frozenset(
    {
        "account", "aanbod", "bijeenkomst", "dienst", "groep", "invoer", "lidmaatschap", "mail", "organisatie",
        "stapel", "telling", "uitvoer", "valrisicodag", "vervanging", "vaststelling", "waarneming",
    }
)  # fmt: skip
# Features that hold no residents.
ZONDER_INWONERS = ("aanmelddienst.", "bewaren.", "budgetten.", "rechtencontrole.", "uitnodigingen.")


@pytest.fixture
def beperk(vraag, beslis):
    def doe(inwoner_id, **velden):
        verzoek = vraag(inwoner_id, Soort.BEPERKING)
        beslis(verzoek, "toegewezen", "betwist", **velden)
        return verzoek

    return doe


def test_de_pagina_van_een_inwoner_zegt_waarom_en_tot_wanneer_en_verder_niets(als, maak, beperk):
    traject = maak.traject("Jansenius")
    tot = vandaag().replace(year=vandaag().year + 1, day=1)
    beperk(traject.inwoner_id, tot=tot)
    for endpoint, plek in (("inwoners.detail", "inwoner_id"), ("trajecten.detail", "traject_id")):
        pagina = als(Rol.COORDINATOR).get(
            endpoint, **{plek: traject.inwoner_id if plek == "inwoner_id" else traject.id}
        )
        assert pagina.status == OP_SLOT
        assert pagina.kop == "Beperkt"
        assert "Wij zoeken dat uit" in pagina.tekst
        assert f"{tot:%d-%m-%Y}" in pagina.tekst
        assert "Jansenius" not in pagina.html


@OP_SQLITE
def test_lijsten_en_zoeken_noemen_geen_naam_en_zeggen_dat_het_beperkt_is(als, maak, beperk):
    traject = maak.traject("Jansenius", behandelaar="coordinator")
    klant = als(Rol.COORDINATOR)
    assert "Jansenius" in klant.get("trajecten.werkvoorraad").html
    beperk(traject.inwoner_id)
    lijst = klant.get("trajecten.werkvoorraad", wie="iedereen")
    assert "Jansenius" not in lijst.html
    assert "Beperkt" in lijst.tekst
    gevonden = klant.post("inwoners.zoeken", {"zoek": "Jansenius"})
    assert "Beperkt" in gevonden.tekst
    assert "Gerda" not in gevonden.tekst


@OP_SQLITE
def test_wie_verzoeken_behandelt_ziet_van_wie_het_is_en_een_ander_niet(als, maak, beperk):
    verzoek = beperk(maak.traject("Jansenius").inwoner_id)
    assert "Jansenius" in als(WIE).get("verzoeken.detail", verzoek_id=verzoek).html


def test_er_gaat_geen_bericht_uit_en_wat_wachtte_stopt(als, maak, beperk, in_borne, app):
    traject = maak.traject("Jansen")
    with in_borne():
        rij = db.session.get_one(Traject, traject.id)
        bericht = stuur(rij, soort="uitnodiging", sleutel="een", door=None, groep="Fit", begint_op="2027-01-05")
        bericht_id = bericht.id if bericht else None
        db.session.commit()
    beperk(traject.inwoner_id)
    with in_borne():
        rij = db.session.get_one(Traject, traject.id)
        assert bericht_id is None or db.session.get_one(Bericht, bericht_id).gestaakt_reden == "beperkt"
        assert stuur(rij, soort="uitnodiging", sleutel="twee", door=None, groep="Fit", begint_op="2027-01-05") is None


@OP_SQLITE
def test_een_open_aanbod_gaat_naar_de_volgende_en_wie_op_slot_staat_krijgt_er_geen(maak, beperk, in_borne):
    groep = maak.groep(trainers=["trainer"], plaatsen=1)
    traject = maak.klaar_voor_plaats("Jansen")
    with in_borne():
        rij = db.session.get_one(Traject, traject.id)
        zet_op_wachtlijst(
            rij, interventie_code=db.session.get_one(Groep, groep.id).interventie.code, door=wereld.wie("coordinator")
        )
        db.session.commit()
        if not db.session.scalars(select(Plaatsaanbod)).all():
            bied_aan(db.session.get_one(Groep, groep.id), db.session.scalars(select(Wachtplek)).all(), door=None)
        db.session.commit()
    beperk(traject.inwoner_id)
    with in_borne():
        assert [aanbod.vervallen_reden for aanbod in db.session.scalars(select(Plaatsaanbod))] == ["beperkt"]


def rijen_van(tabellen, ids):
    uit = {}
    for mapper in tabellen:
        eigen = mapper.class_.id if mapper.class_ is Inwoner else mapper.class_.inwoner_id
        kolommen = [getattr(mapper.class_, eigenschap.key) for eigenschap in mapper.column_attrs]
        uit[mapper.class_.__name__] = sorted(map(repr, db.session.execute(select(*kolommen).where(eigen.in_(ids)))))
    return uit


@OP_SQLITE
@pytest.mark.traag
def test_geen_onveilige_route_verandert_iets_van_wie_op_slot_staat(app, maak, in_borne):
    """Over the live URL map: whatever the address names, of a restricted resident nothing changes."""
    ids = vul(app, maak, 1)
    with in_borne():
        iedereen = list(db.session.scalars(select(Inwoner.id)))
        for inwoner_id in iedereen:
            db.session.add(
                Beperking(inwoner_id=inwoner_id, verzoek_id=inwoner_id, reden="betwist", door_id=wereld.id_van(WIE))
            )
        db.session.commit()
    tabellen = [m for m in REGISTER.mappers if m.class_ is Inwoner or "inwoner_id" in inspect(m.class_).columns]
    # Tasks are our own work; who looked is written down whatever comes of it.
    tabellen = [m for m in tabellen if m.class_.__tablename__ not in ("taak", "logregel_inwoner")]
    with in_borne():
        voor = rijen_van(tabellen, iedereen)
    op_slot, open_gebleven = set(), {}
    for weg in onveilige(app):
        if (plek := waarden(weg, ids)) is None or weg.recht in (Recht.VERZOEKEN, Recht.LOGBOEK_INZIEN):
            continue
        klant = Klant(app, None if weg.recht is OPENBAAR else weg.bezoeker)
        pagina = klant.post(weg.endpoint, {}, **plek)
        over = {naam.removesuffix("_id") for naam in plek if naam.endswith("_id")} - NIET_OVER_EEN_INWONER
        if pagina.status == OP_SLOT:
            op_slot.add(weg.endpoint)
        elif over and not weg.endpoint.startswith(ZONDER_INWONERS):
            open_gebleven[weg.endpoint] = pagina.status
    with in_borne():
        assert rijen_van(tabellen, iedereen) == voor
    assert len(op_slot) > 50
    assert open_gebleven == {}


@OP_SQLITE
def test_een_groep_die_niet_doorgaat_gaat_niet_door_ook_als_er_iemand_op_slot_staat(als, maak, beperk, in_borne):
    """What is decided about a whole group is not about one of them; of that one no other thing changes."""
    groep, traject = maak.groep(trainers=["trainer"]), maak.klaar_voor_plaats("Jansen")
    with in_borne():
        plaats(
            db.session.get_one(Traject, traject.id), db.session.get_one(Groep, groep.id), door=wereld.wie("coordinator")
        )
        db.session.commit()
    beperk(traject.inwoner_id)
    klant = als(Rol.COORDINATOR)
    assert "Beperkt" in klant.get("rooster.detail", groep_id=groep.id).tekst
    antwoord = klant.post("rooster.afgelasting", {"reden": "De trainer is ziek."}, groep_id=groep.id)
    assert antwoord.status == 303, antwoord.tekst
    with in_borne():
        assert db.session.scalars(select(Plaatsing)).one().geeindigd_op is not None


def test_opheffen_kan_pas_als_de_inwoner_het_weet_en_daarna_is_alles_weer_open(als, maak, beperk):
    traject = maak.traject("Jansenius")
    verzoek, klant = beperk(traject.inwoner_id), als(WIE)
    zonder = klant.post("verzoeken.opheffing", {"gemeld_hoe": "telefoon", "reden": "Uitgezocht."}, verzoek_id=verzoek)
    assert zonder.status == 422
    assert als(Rol.COORDINATOR).get("trajecten.detail", traject_id=traject.id).status == OP_SLOT
    velden = {"gemeld_op": f"{vandaag():%d-%m-%Y}", "gemeld_hoe": "telefoon", "reden": "Uitgezocht."}
    assert klant.post("verzoeken.opheffing", velden, verzoek_id=verzoek).status == 303
    assert "Jansenius" in als(Rol.COORDINATOR).get("trajecten.detail", traject_id=traject.id).html
    assert klant.post("verzoeken.opheffing", velden, verzoek_id=verzoek).status == 422


@OP_SQLITE
def test_een_bestand_met_namen_noemt_niet_wie_op_slot_staat(maak, beperk, app):
    """A file is made by a worker, under the hat of who asked: what is shut to them is shut there."""
    traject = maak.traject("Jansenius")
    beperk(traject.inwoner_id)
    with wereld.binnen(app):
        getoond = versleuteling.geopend.set(set())
        try:
            inwoner = db.session.get_one(Inwoner, traject.inwoner_id)
            assert (inwoner.naam, inwoner.achternaam, inwoner.telefoon) == ("Beperkt", None, None)
        finally:
            versleuteling.geopend.reset(getoond)
        assert not ziet_allen_onder(app, traject.inwoner_id)


def ziet_allen_onder(app, inwoner_id):
    merk = versleuteling.geopend.set(set())
    try:
        return ziet_allen(wereld.wie("coordinator"), [inwoner_id])
    finally:
        versleuteling.geopend.reset(merk)


@OP_SQLITE
def test_alle_samengevoegde_records_gaan_samen_op_slot_en_eraf(maak, vraag, beslis, in_borne):
    een, ander = maak.inwoner("Jansen"), maak.inwoner("Janssen")
    with in_borne():
        db.session.get_one(Inwoner, ander.id).zelfde_als_id = een.id
        db.session.commit()
    beslis(vraag(ander.id, Soort.BEPERKING), "toegewezen", "rechtszaak")
    with in_borne():
        assert set(db.session.scalars(select(Beperking.inwoner_id))) == {een.id, ander.id}


@OP_SQLITE
def test_een_bezwaar_dat_gelijk_krijgt_stopt_wat_loopt_of_gaat_op_slot(maak, vraag, beslis, in_borne):
    stopt, slot = maak.traject("Stopt"), maak.traject("Slot")
    beslis(vraag(stopt.inwoner_id, Soort.BEZWAAR), "toegewezen", "belang_inwoner", gevolg="stoppen")
    beslis(vraag(slot.inwoner_id, Soort.BEZWAAR), "toegewezen", "belang_inwoner", gevolg="beperken")
    with in_borne():
        assert db.session.get_one(Traject, stopt.id).is_afgesloten
        assert not db.session.get_one(Traject, slot.id).is_afgesloten
        assert list(db.session.scalars(select(Beperking.reden))) == ["bezwaar_gegrond"]


@OP_SQLITE
def test_een_bezwaar_dat_geen_gelijk_krijgt_verandert_niets_en_vraagt_een_afweging(als, maak, vraag, in_borne):
    traject = maak.traject("Jansen")
    verzoek, klant = vraag(traject.inwoner_id, Soort.BEZWAAR), als(WIE)
    versie = klant.get("verzoeken.besluit", verzoek_id=verzoek).waarde("versie")
    velden = {"besluit": "afgewezen", "grond": "ons_belang", "motivering": "", "versie": versie}
    assert "Leg uit waarom" in klant.post("verzoeken.besluit", velden, verzoek_id=verzoek).tekst
    velden["motivering"] = "Uw val was de derde dit jaar."
    assert klant.post("verzoeken.besluit", velden, verzoek_id=verzoek).status == 303
    assert "derde dit jaar" in klant.get("verzoeken.detail", verzoek_id=verzoek).tekst
    with in_borne():
        assert not db.session.get_one(Traject, traject.id).is_afgesloten


@OP_SQLITE
def test_een_beperking_van_wie_is_samengevoegd_blijft_bij_elke_inschrijving_apart(maak, vraag, beslis, in_borne):
    blijft, gaat = maak.inwoner("Jansen"), maak.inwoner("Jansen")
    with in_borne():
        voeg_samen(*(db.session.get_one(Inwoner, een.id) for een in (blijft, gaat)), door=wereld.wie("coordinator"))
        db.session.commit()
    beslis(vraag(blijft.id, Soort.BEPERKING), "toegewezen", "rechtszaak")
    with in_borne():
        loop_na({})
        db.session.commit()
        assert sorted(db.session.scalars(select(Beperking.inwoner_id))) == sorted([blijft.id, gaat.id])
