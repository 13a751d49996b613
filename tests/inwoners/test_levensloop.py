from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from ketens.beoordelingen.models import Beoordeling
from ketens.berichten.models import Bericht
from ketens.groepen.handelingen import plaats, trek_plaats_in
from ketens.groepen.models import Groep
from ketens.groepen.plaatsen import Plaatsing, Wachtplek
from ketens.groepen.wachten import zet_op_wachtlijst
from ketens.inwoners.levensloop import is_overleden, overlijden_van
from ketens.inwoners.models import Bereik, Inwoner
from ketens.inwoners.overlijden import leg_overlijden_vast, maak_overlijden_ongedaan
from ketens.inwoners.verhuizing import leg_verhuizing_vast, maak_verhuizing_ongedaan
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import is_werkdag, vandaag
from ketens.post.models import Mail
from ketens.trajecten.handelingen import noteer_contactpoging
from ketens.trajecten.models import Traject
from ketens.trajecten.taken import Taak
from ketens.triage.handelingen import neem_aan
from ketens.verwijzingen.models import Verwijzing
from tests import wereld


def overlijdt(inwoner_id, door="coordinator", **velden):
    velden = {"datum": vandaag(), "bron": "naaste", "formulier_id": uuid4(), **velden}
    inwoner = db.session.get_one(Inwoner, inwoner_id)
    return leg_overlijden_vast(inwoner, door=wereld.wie(door), **velden)


def leeft_toch(inwoner_id, door="coordinator"):
    overlijden = overlijden_van(inwoner_id)
    assert overlijden is not None
    maak_overlijden_ongedaan(overlijden, reden="Een ander met dezelfde naam", door=wereld.wie(door))


def open_taken(inwoner_id):
    """What waits, but for the calls about messages: those begin anew."""
    vraag = select(Taak).where(Taak.inwoner_id == inwoner_id, Taak.afgehandeld_op.is_(None), Taak.soort != "bellen")
    return sorted((taak.soort, taak.termijn_op) for taak in db.session.scalars(vraag))


def test_alles_wat_liep_of_wachtte_stopt(maak, in_borne):
    groep = maak.groep(trainers=["trainer"])
    traject = maak.klaar_voor_plaats(behandelaar="coordinator")
    with in_borne():
        lopend = db.session.get_one(Traject, traject.id)
        plaatsing = plaats(lopend, db.session.get_one(Groep, groep.id), door=wereld.wie("coordinator"))
        noteer_contactpoging(
            lopend, uitkomst="terugbellen", terugbellen_op=vandaag() + timedelta(days=3), door=wereld.wie("coordinator")
        )
        db.session.commit()
        overlijden = overlijdt(traject.inwoner_id)
        db.session.commit()
        assert lopend.is_afgesloten
        assert lopend.afsluitingen[-1].reden == "overleden"
        assert (plaatsing.einde, plaatsing.eindreden) == ("ingetrokken", "overleden")
        assert open_taken(traject.inwoner_id) == []
        assert is_overleden(lopend.inwoner)
        (naar_trainer,) = db.session.scalars(select(Mail).where(Mail.sleutel.startswith(f"overleden:{overlijden.id}")))
        assert "Jansen" not in naar_trainer.inhoud + naar_trainer.onderwerp
        assert naar_trainer.inwoner_id is None


def test_ongedaan_maken_brengt_de_plaats_de_stappen_en_de_termijnen_terug(maak, in_borne):
    groep = maak.groep(trainers=["trainer"])
    traject = maak.klaar_voor_plaats(behandelaar="coordinator")
    with in_borne():
        lopend = db.session.get_one(Traject, traject.id)
        plaatsing = plaats(lopend, db.session.get_one(Groep, groep.id), door=wereld.wie("coordinator"))
        db.session.commit()
        voor = open_taken(traject.inwoner_id), [(s.code, s.termijn_op) for s in lopend.open_stappen]
        overlijdt(traject.inwoner_id)
        db.session.commit()
        leeft_toch(traject.inwoner_id)
        db.session.commit()
        assert not lopend.is_afgesloten
        assert plaatsing.geeindigd_op is None
        assert (open_taken(traject.inwoner_id), [(s.code, s.termijn_op) for s in lopend.open_stappen]) == voor
        assert not is_overleden(lopend.inwoner)


def test_wie_de_plaats_kwijt_is_wacht_weer_met_de_oude_datum(maak, in_borne):
    groep = maak.groep(plaatsen=1)
    eerste, tweede = maak.klaar_voor_plaats("Jansen"), maak.klaar_voor_plaats("Pietersen")
    with in_borne():
        lopend = db.session.get_one(Traject, eerste.id)
        groep = db.session.get_one(Groep, groep.id)
        sinds = next(stap.begonnen_op for stap in lopend.stappen if stap.code == "plaatsing")
        plaats(lopend, groep, door=wereld.wie("coordinator"))
        db.session.commit()
        overlijdt(eerste.inwoner_id)
        plaats(db.session.get_one(Traject, tweede.id), groep, door=wereld.wie("coordinator"))
        db.session.commit()
        leeft_toch(eerste.inwoner_id)
        db.session.commit()
        (wachtplek,) = db.session.scalars(select(Wachtplek).where(Wachtplek.traject_id == eerste.id))
        assert (wachtplek.sinds, wachtplek.vervallen_op) == (sinds, None)
        assert lopend.stap("plaatsing")
        assert "plaats_kwijt" in [soort for soort, _ in open_taken(eerste.inwoner_id)]
        assert len(db.session.scalars(select(Plaatsing).where(Plaatsing.geeindigd_op.is_(None))).all()) == 1


def test_een_wachtplek_komt_terug_met_zijn_datum(maak, in_borne):
    traject = maak.klaar_voor_plaats()
    with in_borne():
        lopend = db.session.get_one(Traject, traject.id)
        wachtplek = zet_op_wachtlijst(lopend, interventie_code="in_balans", door=wereld.wie("coordinator"))
        db.session.commit()
        sinds = wachtplek.sinds
        overlijdt(traject.inwoner_id)
        db.session.commit()
        assert wachtplek.vervallen_op
        leeft_toch(traject.inwoner_id)
        db.session.commit()
        assert (wachtplek.sinds, wachtplek.vervallen_op) == (sinds, None)


def test_een_wachtende_verwijzing_gaat_niet_door_en_wacht_weer_na_een_vergissing(maak, in_borne):
    verwijzing = maak.verwijzing()
    with in_borne():
        wachtend = db.session.get_one(Verwijzing, verwijzing.id)
        overlijdt(verwijzing.inwoner_id)
        db.session.commit()
        assert not wachtend.wacht
        assert open_taken(verwijzing.inwoner_id) == []
        with pytest.raises(Domeinfout, match="overleden"):
            neem_aan(wachtend, door=wereld.wie("coordinator"))
        db.session.rollback()
        leeft_toch(verwijzing.inwoner_id)
        db.session.commit()
        assert wachtend.wacht
        assert [soort for soort, _ in open_taken(verwijzing.inwoner_id)] == ["triage"]


def test_een_nieuwe_verwijzing_is_niet_aan_te_nemen_voor_wie_overleden_is(maak, in_borne):
    bekend = maak.traject().inwoner_id
    verwijzing = maak.verwijzing("Janssen")
    with in_borne():
        overlijdt(bekend)
        db.session.commit()
        with pytest.raises(Domeinfout, match=r"Deze inwoner is overleden\. Er kan niets nieuws beginnen\."):
            neem_aan(
                db.session.get_one(Verwijzing, verwijzing.id),
                door=wereld.wie("coordinator"),
                zelfde_als=db.session.get_one(Inwoner, bekend),
            )


def test_een_traject_van_wie_overleden_is_gaat_niet_weer_open(maak, in_borne):
    traject = maak.traject()
    with in_borne():
        overlijdt(traject.inwoner_id)
        db.session.commit()
        with pytest.raises(Domeinfout, match="overleden"):
            db.session.get_one(Traject, traject.id).heropen(door=wereld.wie("coordinator"), reden="Toch")


def test_tweemaal_versturen_is_een_overlijden(maak, in_borne):
    traject, formulier_id = maak.traject(), uuid4()
    with in_borne():
        eerste = overlijdt(traject.inwoner_id, formulier_id=formulier_id)
        db.session.commit()
        assert overlijdt(traject.inwoner_id, formulier_id=formulier_id) is eerste
        with pytest.raises(Domeinfout, match="al vastgelegd"):
            overlijdt(traject.inwoner_id)


@pytest.mark.parametrize(
    ("velden", "zin"),
    [
        ({"datum": vandaag() + timedelta(days=1)}, "niet in de toekomst"),
        ({"datum": vandaag() - timedelta(days=40_000)}, "voor de geboortedatum"),
        ({"bron": "buurvrouw"}, "van wie u het hoorde"),
    ],
)
def test_een_fout_in_het_formulier_stopt_niets(maak, in_borne, velden, zin):
    traject = maak.traject()
    with in_borne():
        with pytest.raises(Domeinfout, match=zin):
            overlijdt(traject.inwoner_id, **velden)
        db.session.rollback()
        assert not db.session.get_one(Traject, traject.id).is_afgesloten


@pytest.fixture
def in_twee_ketens(maak, in_borne):
    """One resident in the keten of the coördinator, and in another one of which that coördinator does not know."""
    eigen = maak.traject(behandelaar="coordinator")
    with in_borne():
        inwoner = db.session.get_one(Inwoner, eigen.inwoner_id)
        db.session.expunge(inwoner)
    ander = maak.traject(
        inwoner=inwoner,
        keten=wereld.WELZIJN,
        uitslag=None,
        organisatie="wijkracht",
        door="welzijnscoach",
        behandelaar="welzijnscoach",
    )
    return eigen, ander


def test_ook_een_keten_die_de_melder_niet_ziet_sluit_zonder_te_zeggen_wie_het_meldde(in_borne, in_twee_ketens):
    eigen, ander = in_twee_ketens
    with in_borne():
        overlijdt(eigen.inwoner_id)
        db.session.commit()
        zichtbaar, verborgen = (db.session.get_one(Traject, traject.id) for traject in (eigen, ander))
        assert verborgen.afsluitingen[-1].reden == "overleden"
        assert (verborgen.afsluitingen[-1].door_id, verborgen.gebeurtenissen[0].door_naam) == (None, "ketens")
        assert zichtbaar.gebeurtenissen[0].door_naam == "Cora Coordinator"
        assert [soort for soort, _ in open_taken(eigen.inwoner_id)] == ["overleden"]
        (gemeld,) = db.session.scalars(select(Taak).where(Taak.soort == "overleden"))
        assert (gemeld.traject_id, gemeld.organisatie_id) == (ander.id, wereld.id_van("wijkracht"))


def test_ongedaan_maken_geldt_ook_daar_en_zegt_daar_niet_waarom(in_borne, in_twee_ketens):
    eigen, ander = in_twee_ketens
    with in_borne():
        voor = open_taken(eigen.inwoner_id)
        overlijdt(eigen.inwoner_id)
        db.session.commit()
        leeft_toch(eigen.inwoner_id)
        db.session.commit()
        zichtbaar, verborgen = (db.session.get_one(Traject, traject.id) for traject in (eigen, ander))
        assert not verborgen.is_afgesloten
        assert (verborgen.gebeurtenissen[0].soort, verborgen.gebeurtenissen[0].tekst) == ("heropend", None)
        assert verborgen.gebeurtenissen[0].door_naam == "ketens"
        assert zichtbaar.gebeurtenissen[0].tekst == "Een ander met dezelfde naam"
        assert open_taken(eigen.inwoner_id) == voor


def test_de_pagina_zegt_niets_van_een_keten_die_de_melder_niet_ziet(als, in_twee_ketens):
    eigen, ander = in_twee_ketens
    tekst = als("coordinator").get("inwoners.overlijden", inwoner_id=eigen.inwoner_id).tekst
    assert eigen.kenmerk in tekst
    assert ander.kenmerk not in tekst
    assert "Welzijn" not in tekst


def test_een_verzoek_om_een_beoordeling_stopt_en_komt_terug(maak, in_borne):
    verzoek = maak.beoordeling(praktijk="papier")
    with in_borne():
        beoordeling = db.session.get_one(Beoordeling, verzoek.id)
        overlijdt(verzoek.inwoner_id)
        db.session.commit()
        assert beoordeling.ingetrokken_op
        assert [soort for soort, _ in open_taken(verzoek.inwoner_id)] == ["verzoek_afzeggen"]
        leeft_toch(verzoek.inwoner_id)
        db.session.commit()
        assert beoordeling.is_open
        assert [soort for soort, _ in open_taken(verzoek.inwoner_id)] == ["beoordeling", "herinnering_beoordeling"]


def test_wie_over_een_jaar_zou_worden_gebeld_wordt_niet_gebeld(maak, in_borne):
    inwoner = maak.inwoner()
    maak.taak("opnieuw_bellen", inwoner_id=inwoner.id, object_id=inwoner.id, endpoint="inwoners.detail")
    with in_borne():
        overlijdt(inwoner.id)
        db.session.commit()
        assert open_taken(inwoner.id) == []


def test_wie_verhuist_maakt_een_begonnen_groep_af_en_krijgt_geen_nieuwe_plaats(maak, in_borne):
    begonnen = next(dag for n in range(7, 21) if is_werkdag(dag := vandaag() - timedelta(days=n)))
    groep = maak.groep(begint_op=begonnen)
    traject = maak.klaar_voor_plaats()
    with in_borne():
        lopend, wie = db.session.get_one(Traject, traject.id), wereld.wie("coordinator")
        groep = db.session.get_one(Groep, groep.id)
        plaatsing = plaats(lopend, groep, door=wie)
        db.session.commit()
        velden = {"naar_gemeente": "Hengelo", "per": vandaag(), "maakt_af": True, "mag_overdragen": False}
        leg_verhuizing_vast(lopend.inwoner, formulier_id=uuid4(), door=wie, **velden)
        db.session.commit()
        assert (lopend.is_afgesloten, plaatsing.geeindigd_op) == (False, None)
        trek_plaats_in(plaatsing, reden="ziek", door=wie, wil_wachten=False)
        db.session.flush()
        for nieuw in (
            lambda: plaats(lopend, groep, door=wie),
            lambda: zet_op_wachtlijst(lopend, interventie_code="in_balans", door=wie),
        ):
            with pytest.raises(Domeinfout, match="verhuist naar een andere gemeente"):
                nieuw()


def open_berichten_over(traject_id):
    vraag = select(Bericht).where(Bericht.traject_id == traject_id, Bericht.bereikt_op.is_(None))
    return list(db.session.scalars(vraag.where(Bericht.gestaakt_op.is_(None))))


def test_wie_niet_verhuist_hoort_alsnog_van_de_plaats(maak, in_borne):
    groep = maak.groep()
    traject = maak.klaar_voor_plaats()
    with in_borne():
        lopend = db.session.get_one(Traject, traject.id)
        plaats(lopend, db.session.get_one(Groep, groep.id), door=wereld.wie("coordinator"))
        db.session.commit()
        velden = {"per": vandaag(), "naar_gemeente": "Hengelo", "maakt_af": True, "mag_overdragen": False}
        verhuizing = leg_verhuizing_vast(lopend.inwoner, formulier_id=uuid4(), **velden, door=wereld.wie("coordinator"))
        db.session.commit()
        assert open_berichten_over(lopend.id) == []
        maak_verhuizing_ongedaan(verhuizing, reden="Blijft toch", herstelt=True, door=wereld.wie("coordinator"))
        db.session.commit()
        (bericht,) = open_berichten_over(lopend.id)
        assert (bericht.soort, bericht.kanaal, bericht.taak.afgehandeld_op) == ("uitnodiging", Bereik.BELLEN, None)


def test_wie_de_plaats_kwijt_is_wordt_er_niet_meer_over_gebeld(maak, in_borne):
    groep = maak.groep(plaatsen=1)
    eerste, tweede = maak.klaar_voor_plaats("Jansen"), maak.klaar_voor_plaats("Pietersen")
    with in_borne():
        plek = db.session.get_one(Groep, groep.id)
        plaats(db.session.get_one(Traject, eerste.id), plek, door=wereld.wie("coordinator"))
        db.session.commit()
        overlijdt(eerste.inwoner_id)
        plaats(db.session.get_one(Traject, tweede.id), plek, door=wereld.wie("coordinator"))
        db.session.commit()
        leeft_toch(eerste.inwoner_id)
        db.session.commit()
        assert open_berichten_over(eerste.id) == []
