from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select

from ketens.groepen.plaatsen import Plaatsing, Wachtplek
from ketens.groepen.wachten import zet_op_wachtlijst
from ketens.kern.db import db
from ketens.kern.klok import moment, nu, zet_klok
from ketens.rechten import Rol
from tests import wereld
from tests.groepen.conftest import haal
from tests.merken import EERST_OP_SQLITE

pytestmark = EERST_OP_SQLITE

ZONE = "plaats"


@pytest.fixture(autouse=True)
def op_1_september() -> Iterator[None]:
    """It is 1 September 2026, so that the dates below lie ahead on any day."""
    with zet_klok(moment(date(2026, 9, 1))):
        yield


def test_in_twee_klikken_van_traject_naar_plaats(als, maak, in_borne):
    groep, traject = maak.groep(), maak.klaar_voor_plaats()
    cora = als(Rol.COORDINATOR)
    deel = cora.get("groepen.bij_traject", traject_id=traject.id, htmx=ZONE)
    assert "Plaats in groep" in deel.tekst
    assert "<!doctype" not in deel.html
    assert cora.post("groepen.plaatsing", traject_id=traject.id, groep_id=groep.id).status == 303
    with in_borne():
        assert db.session.scalars(select(Plaatsing)).one().traject_id == traject.id
    assert groep.naam in cora.get("groepen.bij_traject", traject_id=traject.id).tekst


def test_twee_keer_plaatsen_zegt_dat_het_al_gebeurd_is(als, maak):
    groep, traject = maak.groep(), maak.klaar_voor_plaats()
    cora = als(Rol.COORDINATOR)
    cora.post("groepen.plaatsing", traject_id=traject.id, groep_id=groep.id)
    opnieuw = cora.post("groepen.plaatsing", traject_id=traject.id, groep_id=groep.id)
    assert (opnieuw.status, opnieuw.fouten) == (422, ["Deze inwoner heeft al een plaats in deze groep."])


def test_een_waarschuwing_vraagt_een_reden_op_de_pagina(als, maak, in_borne):
    groep = maak.groep()
    traject = maak.klaar_voor_plaats(antwoorden={"horen": "slecht"})
    cora = als(Rol.COORDINATOR)
    assert "Deze inwoner hoort slecht." in cora.get("groepen.bij_traject", traject_id=traject.id).tekst
    pagina = cora.post("groepen.plaatsing", traject_id=traject.id, groep_id=groep.id)
    assert pagina.status == 422
    assert "Deze inwoner hoort slecht." in pagina.fouten[0]
    velden = {"reden_afwijking": "Zit vooraan."}
    assert cora.post("groepen.plaatsing", velden, traject_id=traject.id, groep_id=groep.id).status == 303


def test_vanaf_de_wachtlijst_van_de_groep_in_twee_klikken(als, maak, plaats, in_borne):
    groep, vol = maak.groep(), maak.groep("Vol", plaatsen=1)
    plaats(maak.klaar_voor_plaats("Eerste"), vol)
    traject = maak.klaar_voor_plaats("Wachter")
    with in_borne():
        zet_op_wachtlijst(haal(traject), interventie_code="in_balans", door=wereld.wie("coordinator"))
        db.session.commit()
    cora = als(Rol.COORDINATOR)
    pagina = cora.get("rooster.detail", groep_id=groep.id)
    assert "Er is plaats: geef deze inwoner een plaats." in pagina.tekst
    geplaatst = cora.post("groepen.plaatsing", traject_id=traject.id, groep_id=groep.id, groep=1)
    assert geplaatst.naar == cora.url("rooster.detail", groep_id=groep.id)
    assert "Wachter" in geplaatst.volg().tekst


def test_de_wachtlijst_zegt_van_ieder_waarom_er_nog_geen_plaats_is(als, maak, plaats, in_borne):
    groep = maak.groep(plaatsen=1, minimum=1, dagdelen=["di_ochtend"], wijk="Borne-West")
    andere = maak.groep("De andere")
    plaats(maak.klaar_voor_plaats("Eerste"), groep)
    wensen: list[dict[str, Any]] = [
        {},
        {},
        {"dagdelen": ["vr_middag"]},
        {"wijk": "Zenderen"},
        {},
    ]
    for nr, wens in enumerate(wensen):
        traject = maak.klaar_voor_plaats(f"Wacht{nr}")
        with in_borne():
            wachtplek = zet_op_wachtlijst(
                haal(traject), interventie_code="in_balans", door=wereld.wie("coordinator"), **wens
            )
            wachtplek.groep = haal(andere) if nr == len(wensen) - 1 else None
            db.session.commit()
    tekst = als(Rol.COORDINATOR).get("rooster.detail", groep_id=groep.id).tekst
    for zin in (
        "De groep is vol. Deze inwoner is als eerste aan de beurt.",
        "De groep is vol; 1 inwoner is eerder aan de beurt.",
        "Kan niet op dinsdagochtend.",
        "Wil een groep in Zenderen; deze is in Borne-West.",
        "Wacht op een andere groep: De andere.",
    ):
        assert zin in tekst


def test_wie_voor_zijn_beurt_een_plaats_krijgt_vraagt_een_reden(als, maak, in_borne):
    groep = maak.groep(plaatsen=1, minimum=1)
    with zet_klok(moment(date(2026, 8, 3))):
        eerste = maak.klaar_voor_plaats("Eerste")
    later = maak.klaar_voor_plaats("Later")
    with in_borne():
        zet_op_wachtlijst(haal(eerste), interventie_code="in_balans", door=wereld.wie("coordinator"))
        db.session.commit()
    cora = als(Rol.COORDINATOR)
    zin = "Op de wachtlijst: 1 inwoner is eerder aan de beurt."
    assert zin in cora.get("groepen.bij_traject", traject_id=later.id, htmx=ZONE).tekst
    geweigerd = cora.post("groepen.plaatsing", traject_id=later.id, groep_id=groep.id)
    assert geweigerd.status == 422
    assert zin in geweigerd.fouten[0]
    velden = {"reden_afwijking": "De ander kan pas in het voorjaar."}
    assert cora.post("groepen.plaatsing", velden, traject_id=later.id, groep_id=groep.id).status == 303
    with in_borne():
        assert db.session.scalars(select(Plaatsing)).one().afwijking == "De ander kan pas in het voorjaar."


def test_wie_niemand_voorbijgaat_krijgt_zonder_vraag_een_plaats(als, maak, in_borne):
    ruim, elders = maak.groep(plaatsen=2, minimum=1), maak.groep("Elders", plaatsen=1, minimum=1, wijk="Zenderen")
    with zet_klok(moment(date(2026, 8, 3))):
        eerste = maak.klaar_voor_plaats("Eerste")
    with in_borne():
        door = wereld.wie("coordinator")
        zet_op_wachtlijst(haal(eerste), interventie_code="in_balans", wijk="Borne-West", door=door)
        db.session.commit()
    cora = als(Rol.COORDINATOR)
    for groep in (ruim, elders):
        later = maak.klaar_voor_plaats("Later")
        assert cora.post("groepen.plaatsing", traject_id=later.id, groep_id=groep.id).status == 303


def test_wachten_kan_op_een_soort_groep(als, maak, in_borne):
    traject = maak.klaar_voor_plaats(antwoorden={"dagdelen": ["di_ochtend"]})
    cora = als(Rol.COORDINATOR)
    fout = cora.post("groepen.wachten", {"interventie_code": ""}, traject_id=traject.id)
    assert (fout.status, fout.fouten) == (422, ["Cursus: Kies een cursus."])
    velden = {"interventie_code": "vvt", "dagdelen": ["di_ochtend"], "wijk": "Borne-West"}
    assert cora.post("groepen.wachten", velden, traject_id=traject.id).status == 303
    tekst = cora.get("groepen.bij_traject", traject_id=traject.id).tekst
    assert "nummer 1 van 1" in tekst
    with in_borne():
        wachtplek_id = db.session.scalars(select(Wachtplek.id)).one()
    assert cora.post("groepen.wachten_einde", wachtplek_id=wachtplek_id).status == 303
    assert "nummer 1 van 1" not in cora.get("groepen.bij_traject", traject_id=traject.id).tekst


def test_intrekken_vraagt_een_reden_en_of_de_inwoner_wil_wachten(als, maak, plaats, in_borne):
    plaatsing = plaats(maak.klaar_voor_plaats(), maak.groep())
    cora = als(Rol.COORDINATOR)
    assert cora.get("groepen.intrekking", plaatsing_id=plaatsing.id).status == 200
    leeg = cora.post("groepen.intrekking", plaatsing_id=plaatsing.id)
    assert leeg.fouten == [
        "Reden: Kies een reden uit de lijst.",
        "Wil de inwoner op de wachtlijst? Kies ja of nee.",
    ]
    velden = {"reden": "ziek", "wil_wachten": "ja"}
    assert cora.post("groepen.intrekking", velden, plaatsing_id=plaatsing.id).status == 303
    with in_borne():
        assert db.session.scalars(select(Wachtplek)).one().vervallen_op is None


def test_begin_en_einde_van_een_deelname(als, maak, plaats, in_borne):
    with zet_klok(nu() - timedelta(days=60)):
        groep = maak.groep()
        plaatsing = plaats(maak.klaar_voor_plaats(), groep)
    cora = als(Rol.COORDINATOR)
    assert cora.get("groepen.start", plaatsing_id=plaatsing.id).waarde("dag") == f"{groep.begint_op:%d-%m-%Y}"
    assert cora.post("groepen.start", {"dag": "99-99-9999"}, plaatsing_id=plaatsing.id).status == 422
    assert cora.post("groepen.start", {"dag": f"{groep.begint_op:%d-%m-%Y}"}, plaatsing_id=plaatsing.id).status == 303
    zonder_reden = cora.post("groepen.einde", {"einde": "uitgevallen"}, plaatsing_id=plaatsing.id)
    assert zonder_reden.fouten == ["Reden: Kies een reden uit de lijst."]
    velden = {"einde": "uitgevallen", "reden": "ziek"}
    assert cora.post("groepen.einde", velden, plaatsing_id=plaatsing.id).status == 303
    assert "1 tussendoor gestopt" in cora.get("rooster.detail", groep_id=groep.id).tekst


def test_een_trainer_plaatst_niet(als, maak, plaats):
    groep = maak.groep(trainers=["trainer"])
    plaatsing = plaats(maak.klaar_voor_plaats(), groep)
    trainer = als(Rol.TRAINER)
    for endpoint in ("groepen.intrekking", "groepen.einde", "groepen.start"):
        assert trainer.post(endpoint, plaatsing_id=plaatsing.id).status == 403
    assert trainer.get("rooster.bewerken", groep_id=groep.id).status == 403


def test_een_traject_of_groep_van_een_ander_bestaat_niet(als, maak):
    groep, traject = maak.groep(), maak.klaar_voor_plaats()
    ginds = maak.groep(gemeente="tubbergen", organisatie="gemeente-tubbergen")
    cora, tess = als(Rol.COORDINATOR), als("coordinator_tubbergen", "tubbergen")
    assert cora.post("groepen.plaatsing", traject_id=traject.id, groep_id=ginds.id).status == 404
    assert cora.post("groepen.plaatsing", traject_id=traject.id, groep_id=uuid4()).status == 404
    assert tess.post("groepen.plaatsing", traject_id=traject.id, groep_id=groep.id).status == 404
