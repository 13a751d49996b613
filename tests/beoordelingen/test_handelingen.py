"""Asking, answering, taking back and reminding."""

import threading
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from ketens.beoordelingen.handelingen import beantwoord, herinner, trek_in, vraag_beoordeling
from ketens.beoordelingen.models import Beoordeling
from ketens.beoordelingen.stand import open_verzoek
from ketens.gebruikers.models import Account
from ketens.instrumenten.models import Afname
from ketens.inwoners.handelingen import trek_toestemming_in
from ketens.inwoners.models import Betrokkenheid, Toestemming
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.gemeente import in_gemeente
from ketens.kern.klok import nu, vandaag
from ketens.trajecten.delen import Gebeurtenis
from ketens.trajecten.models import Traject
from ketens.trajecten.taken import Taak
from tests import wereld

ANTWOORD = {"beoordeeld_op": vandaag() - timedelta(days=20), "route": "gemeente", "advies": "Kan mee in een groep."}


def lees(beoordeling):
    return db.session.get_one(Beoordeling, beoordeling.id)


def gebeurtenissen(traject_id, soort):
    vraag = select(Gebeurtenis).where(Gebeurtenis.traject_id == traject_id, Gebeurtenis.soort == soort)
    return list(db.session.scalars(vraag))


def betrokken(praktijk="dijkhuis"):
    vraag = select(Betrokkenheid).where(
        Betrokkenheid.organisatie_id == wereld.id_van(praktijk), Betrokkenheid.tot.is_(None)
    )
    return db.session.scalars(vraag).all()


def geef_antwoord(beoordeling, door="beoordelaar", **anders):
    beantwoord(lees(beoordeling), **{**ANTWOORD, **anders}, door=wereld.wie(door))
    db.session.flush()


def test_vragen_geeft_de_praktijk_betrokkenheid_en_staat_op_de_tijdlijn(maak, in_borne):
    gevraagd = maak.beoordeling()
    with in_borne():
        assert not gevraagd.per_brief
        assert [rij.grond for rij in betrokken()] == ["beoordeling"]
        (gebeurtenis,) = gebeurtenissen(gevraagd.traject_id, "beoordeling_gevraagd")
        assert gebeurtenis.door_naam == "Cora Coordinator"
        assert gebeurtenis.gegevens["praktijk_id"] == str(wereld.id_van("dijkhuis"))


def test_een_praktijk_zonder_beoordelaars_krijgt_een_brief(maak):
    assert maak.beoordeling(praktijk="papier").per_brief


def test_een_praktijk_met_alleen_een_geblokkeerde_beoordelaar_krijgt_een_brief(maak, in_borne):
    with in_borne():
        db.session.get_one(Account, wereld.id_van("beoordelaar")).geblokkeerd_op = nu()
        db.session.commit()
    assert maak.beoordeling().per_brief


def test_zonder_toestemming_gaat_er_niets_naar_een_praktijk(maak, in_borne):
    traject = maak.traject(uitslag="hoog")
    with in_borne(), pytest.raises(Domeinfout, match="geen toestemming"):
        vraag_beoordeling(
            db.session.get_one(Traject, traject.id),
            praktijk_id=wereld.id_van("dijkhuis"),
            vraag=None,
            door=wereld.wie("coordinator"),
        )


def test_een_praktijk_die_niet_beoordeelt_krijgt_geen_verzoek(maak):
    with pytest.raises(Domeinfout, match="doet geen valrisicobeoordelingen"):
        maak.beoordeling(praktijk="fysio")


def test_er_loopt_hoogstens_een_verzoek_tegelijk(maak, in_borne):
    eerste = maak.beoordeling()
    with in_borne():
        traject = db.session.get_one(Traject, eerste.traject_id)
        db.session.expunge_all()
    with pytest.raises(Domeinfout, match="Er loopt al een verzoek bij Huisartsen Het Proefhuis"):
        maak.beoordeling(praktijk="fleming", traject=traject)


def test_een_traject_dat_niet_wacht_vraagt_niets(maak):
    with pytest.raises(Domeinfout, match="wacht niet"):
        maak.beoordeling(traject=maak.traject(uitslag="matig"))


def test_twee_die_tegelijk_vragen_vragen_een_keer(app, maak, in_borne):
    traject = maak.traject(uitslag="hoog")
    maak.doorgeven(traject.inwoner_id)
    samen, uitkomsten = threading.Barrier(2), []

    def vraag(praktijk):
        with app.app_context(), in_gemeente(wereld.id_van("borne")):
            door = wereld.wie("coordinator")
            db.session.rollback()
            samen.wait()
            try:
                vraag_beoordeling(
                    db.session.get_one(Traject, traject.id), praktijk_id=wereld.id_van(praktijk), vraag=None, door=door
                )
                db.session.commit()
                uitkomsten.append("gevraagd")
            except Domeinfout as fout:
                uitkomsten.append(fout.zin[:18])

    draden = [threading.Thread(target=vraag, args=[praktijk]) for praktijk in ("dijkhuis", "fleming")]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    assert sorted(uitkomsten) == ["Er loopt al een ve", "gevraagd"]


@pytest.mark.parametrize(
    ("route", "stap", "reden"),
    [
        ("gemeente", "intake", None),
        ("zvw", "overdracht", None),
        ("anders", None, "andere_hulp"),
        ("inwoner_wil_niet", None, "geen_interesse"),
    ],
)
def test_het_antwoord_neemt_de_weg_van_de_route(maak, in_borne, route, stap, reden):
    gevraagd = maak.beoordeling()
    with in_borne():
        geef_antwoord(gevraagd, route=route)
        traject = lees(gevraagd).traject
        assert [s.code for s in traject.open_stappen] == ([stap] if stap else [])
        assert [a.reden for a in traject.afsluitingen] == ([reden] if reden else [])
        assert next(s for s in traject.stappen if s.code == "beoordeling").uitkomst == route
        assert lees(gevraagd).ingetrokken_op is None
        assert betrokken() == []
        (gebeurtenis,) = gebeurtenissen(traject.id, "beoordeling_beantwoord")
        assert gebeurtenis.gegevens["route"] == route
        assert gebeurtenis.tekst == ANTWOORD["advies"]


def test_de_factoren_blijven_bij_de_praktijk(maak, in_borne):
    gevraagd = maak.beoordeling()
    with in_borne():
        geef_antwoord(gevraagd, factoren={"visus_aanwezig": "ja", "visus_advies": "Bril laten meten."})
        afname = lees(gevraagd).afname
        assert afname.alleen_eigen
        assert afname.antwoorden == {"visus_aanwezig": "ja", "visus_advies": "Bril laten meten."}
        zicht = {
            naam: db.session.scalar(
                select(Afname.id).where(Afname.id == afname.id, Afname.zichtbaar_voor(wereld.wie(naam)))
            )
            for naam in ("beoordelaar", "beoordelaar2", "coordinator", "verwijzer", "trainer")
        }
        assert [naam for naam, ziet in zicht.items() if ziet] == ["beoordelaar"]


def test_zonder_factoren_wordt_er_geen_afname_bewaard(maak, in_borne):
    gevraagd = maak.beoordeling()
    with in_borne():
        geef_antwoord(gevraagd, factoren={})
        assert lees(gevraagd).afname_id is None


def test_de_coordinator_legt_alleen_het_antwoord_op_een_brief_vast(maak, in_borne):
    met_app, per_brief = maak.beoordeling("Bakker"), maak.beoordeling("Visser", praktijk="papier")
    with in_borne():
        with pytest.raises(Domeinfout, match="antwoordt zelf"):
            geef_antwoord(met_app, door="coordinator")
        with pytest.raises(Domeinfout, match="Alleen de praktijk zelf"):
            geef_antwoord(per_brief, door="coordinator", factoren={"visus_aanwezig": "ja"})
        geef_antwoord(per_brief, door="coordinator")
        assert lees(per_brief).beantwoord_op


def test_een_tweede_antwoord_zegt_wie_al_antwoordde_en_verandert_niets(maak, in_borne):
    gevraagd = maak.beoordeling()
    with in_borne():
        geef_antwoord(gevraagd)
        with pytest.raises(Domeinfout, match="al beantwoord, door Bea Beoordelaar op"):
            geef_antwoord(gevraagd, route="zvw", advies="Toch niet.")
        assert (lees(gevraagd).route, lees(gevraagd).advies) == ("gemeente", ANTWOORD["advies"])


def test_na_intrekken_komt_er_geen_antwoord_meer(maak, in_borne):
    gevraagd = maak.beoordeling()
    with in_borne():
        trek_in(lees(gevraagd), door=wereld.wie("coordinator"))
        assert betrokken() == []
        with pytest.raises(Domeinfout, match="ingetrokken"):
            geef_antwoord(gevraagd)
        with pytest.raises(Domeinfout, match="ingetrokken"):
            trek_in(lees(gevraagd), door=wereld.wie("coordinator"))


def test_na_intrekken_kan_een_andere_praktijk_worden_gevraagd(maak, in_borne):
    gevraagd = maak.beoordeling()
    with in_borne():
        trek_in(lees(gevraagd), door=wereld.wie("coordinator"))
        db.session.commit()
        traject = lees(gevraagd).traject
        db.session.expunge_all()
    assert maak.beoordeling(praktijk="fleming", traject=traject).is_open


def test_twee_die_tegelijk_antwoorden_antwoorden_een_keer(app, maak, in_borne):
    gevraagd, samen, uitkomsten = maak.beoordeling(), threading.Barrier(2), []

    def antwoord():
        with app.app_context(), in_gemeente(wereld.id_van("borne")):
            door = wereld.wie("beoordelaar")
            db.session.rollback()
            samen.wait()
            try:
                beantwoord(lees(gevraagd), **ANTWOORD, door=door)
                db.session.commit()
                uitkomsten.append("beantwoord")
            except Domeinfout as fout:
                uitkomsten.append(fout.zin[:27])

    draden = [threading.Thread(target=antwoord) for _ in range(2)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    assert sorted(uitkomsten) == ["Dit verzoek is al beantwoor", "beantwoord"]
    with in_borne():
        assert len(gebeurtenissen(gevraagd.traject_id, "beoordeling_beantwoord")) == 1


@pytest.mark.parametrize(
    ("velden", "veld"),
    [
        ({"beoordeeld_op": date(2999, 1, 1)}, "beoordeeld_op"),
        ({"beoordeeld_op": date(2016, 11, 14)}, "beoordeeld_op"),
        ({"route": "elders"}, "route"),
        ({"advies": "x" * 201}, "advies"),
        ({"factoren": {"visus_aanwezig": "misschien"}}, "visus_aanwezig"),
    ],
)
def test_een_onmogelijk_antwoord_zegt_welk_veld(maak, in_borne, velden, veld):
    gevraagd = maak.beoordeling()
    with in_borne():
        with pytest.raises(Domeinfout) as fout:
            geef_antwoord(gevraagd, **velden)
        assert fout.value.veld == veld


def test_herinneren_gebeurt_een_keer_en_verdwijnt_met_het_antwoord(maak, in_borne):
    gevraagd = maak.beoordeling()
    with in_borne():
        herinner(lees(gevraagd))
        herinner(lees(gevraagd))
        taken = db.session.scalars(select(Taak).where(Taak.soort == "herinnering_beoordeling")).all()
        assert [(taak.account_id, taak.termijn_op) for taak in taken] == [(wereld.id_van("coordinator"), vandaag())]
        assert len(gebeurtenissen(gevraagd.traject_id, "beoordeling_herinnerd")) == 1
        geef_antwoord(gevraagd)
        assert taken[0].afgehandeld_op
        herinner(lees(gevraagd))
        assert len(gebeurtenissen(gevraagd.traject_id, "beoordeling_herinnerd")) == 1


def test_een_traject_dat_sluit_trekt_het_verzoek_in(maak, in_borne):
    gevraagd = maak.beoordeling()
    with in_borne():
        lees(gevraagd).traject.sluit_af(door=wereld.wie("coordinator"), reden="verhuisd")
        db.session.flush()
        assert lees(gevraagd).ingetrokken_op
        assert open_verzoek(gevraagd.traject_id) is None
        assert betrokken() == []


def test_twee_keer_versturen_geeft_een_verzoek(maak, in_borne):
    gevraagd = maak.beoordeling()
    with in_borne():
        traject = db.session.get_one(Traject, gevraagd.traject_id)
        nog_eens = vraag_beoordeling(
            traject,
            praktijk_id=wereld.id_van("dijkhuis"),
            vraag=None,
            door=wereld.wie("coordinator"),
            formulier_id=gevraagd.id,
        )
        assert nog_eens.id == gevraagd.id


def test_wie_de_toestemming_intrekt_kan_niet_opnieuw_worden_doorgegeven(maak, in_borne):
    gevraagd = maak.beoordeling()
    with in_borne():
        trek_in(lees(gevraagd), door=wereld.wie("coordinator"))
        for toestemming in db.session.scalars(select(Toestemming)):
            trek_toestemming_in(toestemming, door=wereld.wie("coordinator"))
        db.session.flush()
        with pytest.raises(Domeinfout, match="geen toestemming"):
            vraag_beoordeling(
                lees(gevraagd).traject,
                praktijk_id=wereld.id_van("fleming"),
                vraag=None,
                door=wereld.wie("coordinator"),
            )


def test_een_antwoord_van_gisteren_mag(maak, in_borne):
    gevraagd = maak.beoordeling()
    with in_borne():
        geef_antwoord(gevraagd, beoordeeld_op=vandaag() - timedelta(days=1))
        assert lees(gevraagd).beoordeeld_op == vandaag() - timedelta(days=1)
