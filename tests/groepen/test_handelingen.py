from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from ketens.groepen import handelingen as groepen
from ketens.groepen.bezetting import stand
from ketens.groepen.models import Groep
from ketens.groepen.plaatsen import Plaatsaanbod, Plaatsing, Wachtplek
from ketens.groepen.wachten import haal_van_wachtlijst, zet_op_wachtlijst
from ketens.inwoners.models import Betrokkenheid
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import moment, nu, vandaag, zet_klok
from ketens.rooster.inrichten import gelast_af, wijzig_groep
from ketens.trajecten.delen import Gebeurtenis
from ketens.trajecten.models import Traject
from tests import wereld
from tests.groepen.conftest import haal


def aantal(model, *eisen):
    return db.session.scalar(select(func.count(model.id)).where(*eisen))


def soorten(traject):
    vraag = select(Gebeurtenis.soort).where(Gebeurtenis.traject_id == traject.id).order_by(Gebeurtenis.id)
    return list(db.session.scalars(vraag))


def cora():
    return wereld.wie("coordinator")


def test_wie_geplaatst_wordt_gaat_van_plaatsing_naar_meedoen(maak, in_borne, plaats):
    traject, groep = maak.klaar_voor_plaats(), maak.groep()
    plaatsing = plaats(traject, groep)
    assert isinstance(plaatsing, Plaatsing)
    with in_borne():
        traject = haal(traject)
        assert [stap.code for stap in traject.open_stappen] == ["deelname"]
        gebeurtenis = db.session.scalars(select(Gebeurtenis).where(Gebeurtenis.soort == "geplaatst")).one()
        assert gebeurtenis.gegevens == {
            "groep_id": str(groep.id),
            "groep": groep.naam,
            "begint_op": groep.begint_op.isoformat(),
        }
        assert haal(plaatsing).leeftijd == traject.inwoner.leeftijd(groep.begint_op)


def test_leeftijd_telt_op_de_dag_van_de_eerste_bijeenkomst(maak, plaats):
    with zet_klok(moment(date(2026, 9, 1))):
        groep = maak.groep(begint_op=date(2026, 10, 13))
        op_de_dag = maak.inwoner("Jarig", geboortedatum=date(1950, 10, 13))
        een_dag_later = maak.inwoner("Later", geboortedatum=date(1950, 10, 14))
        geplaatst = [plaats(maak.klaar_voor_plaats(inwoner=wie), groep) for wie in (op_de_dag, een_dag_later)]
    assert [plaatsing.leeftijd for plaatsing in geplaatst] == [76, 75]


def test_volle_groep_zet_op_de_wachtlijst_met_de_datum_van_de_behoefte(maak, in_borne, plaats):
    groep = maak.groep(plaatsen=1)
    plaats(maak.klaar_voor_plaats("Eerste"), groep)
    tweede = maak.klaar_voor_plaats("Tweede")
    wachtplek = plaats(tweede, groep)
    assert isinstance(wachtplek, Wachtplek)
    with in_borne():
        assert haal(wachtplek).sinds == haal(tweede).stap("plaatsing").begonnen_op
        assert "op_wachtlijst" in soorten(tweede)
        assert stand(haal(groep)).bezet == 1


def test_wie_al_wacht_houdt_de_oude_datum_en_staat_er_een_keer(maak, in_borne, plaats):
    vol, ook_vol = maak.groep(plaatsen=1), maak.groep("Ook vol", plaatsen=1)
    plaats(maak.klaar_voor_plaats("Eerste"), vol)
    plaats(maak.klaar_voor_plaats("Ander"), ook_vol)
    traject = maak.klaar_voor_plaats("Wacht")
    eerst = plaats(traject, vol)
    opnieuw = plaats(traject, ook_vol)
    assert eerst.id == opnieuw.id


def test_een_plaats_haalt_van_de_wachtlijst(maak, in_borne, plaats):
    vol, vrij = maak.groep(plaatsen=1), maak.groep("Vrij")
    plaats(maak.klaar_voor_plaats("Eerste"), vol)
    traject = maak.klaar_voor_plaats("Wacht")
    wachtplek = plaats(traject, vol)
    plaats(traject, vrij)
    with in_borne():
        assert haal(wachtplek).vervallen_reden == "geplaatst"


def test_een_open_aanbod_houdt_de_plaats_behalve_voor_wie_het_kreeg(maak, in_borne, plaats):
    groep = maak.groep(plaatsen=1)
    gevraagd, ander = maak.klaar_voor_plaats("Gevraagd"), maak.klaar_voor_plaats("Ander")
    with in_borne():
        aanbod = Plaatsaanbod(
            groep_id=groep.id, traject_id=gevraagd.id, inwoner_id=gevraagd.inwoner_id, aangeboden_op=nu()
        )
        db.session.add(aanbod)
        db.session.commit()
    assert isinstance(plaats(ander, groep), Wachtplek)
    assert isinstance(plaats(gevraagd, groep), Plaatsing)
    with in_borne():
        assert haal(aanbod).antwoord == "ja"
        assert stand(haal(groep)).bezet == 1


@pytest.mark.parametrize(
    ("geval", "zin"),
    [
        ("afgesloten", "Dit traject is afgesloten. Heropen het eerst."),
        ("zonder stap", "Dit traject is nog niet toe aan een plaats, of de plaats is al gegeven."),
        ("afgelast", "Deze groep is afgelast. Kies een andere groep."),
        ("afgelopen", "Deze groep is afgelopen. Kies een andere groep."),
        ("andere keten", "Deze groep hoort bij een andere ketenaanpak."),
        ("zelfde groep", "Deze inwoner heeft al een plaats in deze groep."),
        ("zelfde cursus", "Deze inwoner heeft al een plaats in een andere groep In Balans."),
    ],
)
def test_wie_niet_geplaatst_kan_worden_hoort_waarom(maak, in_borne, plaats, geval, zin):
    traject = maak.traject() if geval == "zonder stap" else maak.klaar_voor_plaats()
    groep = maak.groep()
    if geval.startswith("zelfde"):
        plaats(traject, groep if geval == "zelfde groep" else maak.groep("Andere"))
    with in_borne():
        traject, groep = haal(traject), haal(groep)
        if geval == "afgesloten":
            traject.sluit_af(door=cora(), reden="geen_interesse")
        if geval == "afgelast":
            gelast_af(groep, reden="Te weinig deelnemers", door=cora())
        if geval == "afgelopen":
            groep.begint_op, groep.eindigt_op = vandaag() - timedelta(days=9), vandaag() - timedelta(days=1)
        if geval == "andere keten":
            groep.keten_code = "welzijn_op_recept"
        with pytest.raises(Domeinfout) as fout:
            groepen.plaats(traject, groep, door=cora())
        assert fout.value.zin == zin


def test_een_cursus_die_niet_past_vraagt_een_reden_en_houdt_niet_tegen(maak, in_borne, plaats):
    traject = maak.klaar_voor_plaats(antwoorden={"loopt_100_meter": False})
    groep = maak.groep()
    with in_borne():
        with pytest.raises(Domeinfout, match="100 meter") as fout:
            groepen.plaats(haal(traject), haal(groep), door=cora())
        assert fout.value.veld == "reden_afwijking"
    plaatsing = plaats(traject, groep, reden_afwijking="De trainer past de oefeningen aan.")
    with in_borne():
        plaatsing = haal(plaatsing)
        assert plaatsing.afwijking == "De trainer past de oefeningen aan."
        assert b"trainer" not in plaatsing.afwijking_cel


def test_een_trainer_ziet_de_deelnemer_zolang_die_een_plaats_heeft(maak, in_borne, plaats):
    groep = maak.groep(trainers=["trainer"])
    plaatsing = plaats(maak.klaar_voor_plaats(), groep)
    van_de_trainer = (Betrokkenheid.account_id == wereld.id_van("trainer"), Betrokkenheid.tot.is_(None))
    with in_borne():
        assert aantal(Betrokkenheid, *van_de_trainer) == 1
        groepen.trek_plaats_in(haal(plaatsing), reden="ziek", door=cora())
        db.session.flush()
        assert aantal(Betrokkenheid, *van_de_trainer) == 0


def test_een_andere_trainer_neemt_de_deelnemers_over(maak, in_borne, plaats):
    groep = maak.groep(trainers=["trainer"])
    plaats(maak.klaar_voor_plaats(), groep)
    with in_borne():
        wijzig_groep(haal(groep), trainer_ids=[wereld.id_van("trainer2")], door=cora())
        db.session.flush()
        ziet = db.session.scalars(
            select(Betrokkenheid.account_id).where(Betrokkenheid.account_id.is_not(None), Betrokkenheid.tot.is_(None))
        )
        assert list(ziet) == [wereld.id_van("trainer2")]


def test_een_trainer_met_de_inwoner_in_twee_groepen_blijft_de_inwoner_zien(maak, in_borne, plaats):
    inwoner = maak.inwoner()
    balans, otago = (
        maak.groep(trainers=["trainer"]),
        maak.groep("Otago", interventie_code="otago", trainers=["trainer"]),
    )
    eerste = plaats(maak.klaar_voor_plaats(inwoner=inwoner), balans)
    with in_borne():
        traject = haal(eerste).traject
        db.session.add(Plaatsing(inwoner_id=inwoner.id, groep_id=otago.id, traject_id=traject.id, geplaatst_op=nu()))
        db.session.flush()
        groepen.trek_plaats_in(haal(eerste), reden="ziek", door=cora())
        db.session.flush()
        assert aantal(Betrokkenheid, Betrokkenheid.account_id.is_not(None), Betrokkenheid.tot.is_(None)) == 1


def test_wie_de_plaats_teruggeeft_wacht_weer_met_de_oude_datum(maak, in_borne, plaats):
    groep = maak.groep()
    with zet_klok(nu() - timedelta(days=30)):
        traject = maak.klaar_voor_plaats()
        toen = nu()
        plaatsing = plaats(traject, groep)
    with in_borne():
        wachtplek = groepen.trek_plaats_in(haal(plaatsing), reden="vervoer", door=cora())
        db.session.flush()
        traject = haal(traject)
        assert wachtplek.sinds == toen
        assert [stap.code for stap in traject.open_stappen] == ["plaatsing"]
        assert traject.stap("plaatsing").termijn_op < vandaag() + timedelta(days=40)
        assert soorten(traject)[-3:] == ["plaats_ingetrokken", "stap_begonnen", "op_wachtlijst"]


def test_wie_niet_wil_wachten_komt_niet_op_de_lijst(maak, in_borne, plaats):
    plaatsing = plaats(maak.klaar_voor_plaats(), maak.groep())
    with in_borne():
        assert groepen.trek_plaats_in(haal(plaatsing), reden="wil_niet", wil_wachten=False, door=cora()) is None
        db.session.flush()
        assert aantal(Wachtplek) == 0


def test_niemand_wacht_dan_wordt_een_vrije_plaats_niemand_aangeboden(maak, in_borne, plaats):
    plaatsing = plaats(maak.klaar_voor_plaats(), maak.groep())
    with in_borne():
        groepen.trek_plaats_in(haal(plaatsing), reden="ziek", wil_wachten=False, door=cora())
        db.session.flush()
        assert aantal(Plaatsaanbod) == 0


def test_een_deelname_begint_en_wordt_afgerond(maak, in_borne, plaats):
    groep = maak.groep()
    plaatsing = plaats(maak.klaar_voor_plaats(), groep)
    with in_borne(), zet_klok(moment(groep.begint_op + timedelta(days=1))):
        plaatsing = haal(plaatsing)
        groepen.start_deelname(plaatsing, groep.begint_op, door=cora())
        groepen.beeindig_deelname(plaatsing, einde="afgerond", door=cora())
        db.session.flush()
        assert plaatsing.einde == "afgerond"
        assert [stap.code for stap in plaatsing.traject.open_stappen] == ["afronden"]
        assert {"deelname_gestart", "deelname_beeindigd"} <= set(soorten(plaatsing.traject))


@pytest.mark.parametrize(
    ("daad", "zin"),
    [
        (
            lambda p, g: groepen.start_deelname(p, g.begint_op - timedelta(days=1)),
            "Deze groep is dan nog niet begonnen.",
        ),
        (
            lambda p, _: groepen.start_deelname(p, vandaag() + timedelta(days=9)),
            "Kies een dag die niet in de toekomst ligt.",
        ),
        (
            lambda p, _: groepen.beeindig_deelname(p, einde="afgerond", door=None),
            "Deze inwoner is nog niet begonnen. Kies iets anders.",
        ),
        (lambda p, _: groepen.beeindig_deelname(p, einde="weg", door=None), "Kies hoe het is afgelopen."),
        (
            lambda p, _: groepen.beeindig_deelname(p, einde="niet_gestart", reden="zomaar", door=None),
            "Kies een reden uit de lijst.",
        ),
        (lambda p, _: groepen.trek_plaats_in(p, reden="", door=None), "Kies een reden uit de lijst."),
    ],
)
def test_een_onmogelijk_begin_of_einde_krijgt_een_zin(maak, in_borne, plaats, daad, zin):
    groep = maak.groep()
    plaatsing = plaats(maak.klaar_voor_plaats(), groep)
    with in_borne(), zet_klok(moment(groep.begint_op + timedelta(days=2))):
        with pytest.raises(Domeinfout) as fout:
            daad(haal(plaatsing), groep)
        assert fout.value.zin == zin


def test_wie_begonnen_is_kan_niet_meer_worden_ingetrokken_en_niet_twee_keer_beginnen(maak, in_borne, plaats):
    groep = maak.groep()
    plaatsing = plaats(maak.klaar_voor_plaats(), groep)
    with in_borne(), zet_klok(moment(groep.begint_op)):
        plaatsing = haal(plaatsing)
        groepen.start_deelname(plaatsing, groep.begint_op)
        with pytest.raises(Domeinfout, match="al begonnen"):
            groepen.trek_plaats_in(plaatsing, reden="ziek", door=cora())
        with pytest.raises(Domeinfout, match="al begonnen"):
            groepen.start_deelname(plaatsing, groep.begint_op)
        groepen.beeindig_deelname(plaatsing, einde="uitgevallen", reden="ziek", door=cora())
        with pytest.raises(Domeinfout, match="al geëindigd"):
            groepen.beeindig_deelname(plaatsing, einde="afgerond", door=cora())


def test_een_traject_dat_sluit_geeft_plaats_en_wachtplek_terug(maak, in_borne, plaats):
    groep = maak.groep(plaatsen=1)
    geplaatst, wacht = maak.klaar_voor_plaats("Een"), maak.klaar_voor_plaats("Twee")
    plaatsing, wachtplek = plaats(geplaatst, groep), plaats(wacht, groep)
    with in_borne():
        haal(wacht).sluit_af(door=cora(), reden="geen_interesse")
        haal(geplaatst).sluit_af(door=cora(), reden="verhuisd")
        db.session.flush()
        assert (haal(plaatsing).einde, haal(plaatsing).eindreden) == ("ingetrokken", "traject_afgesloten")
        assert haal(wachtplek).vervallen_reden == "traject_afgesloten"
        assert stand(haal(groep)).bezet == 0


def test_een_heropend_traject_kan_weer_een_plaats_krijgen(maak, in_borne, plaats):
    traject, groep = maak.klaar_voor_plaats(), maak.groep()
    plaats(traject, groep)
    with in_borne():
        haal(traject).sluit_af(door=cora(), reden="geen_interesse")
        db.session.flush()
        haal(traject).heropen(door=cora(), reden="Wil toch meedoen")
        db.session.commit()
    assert isinstance(plaats(traject, groep), Plaatsing)


def test_de_wachtlijst_gaat_op_voorrang_en_dan_op_datum(maak, in_borne):
    with zet_klok(nu() - timedelta(days=20)):
        lang = maak.klaar_voor_plaats("Matig lang")
    kort, hoog = maak.klaar_voor_plaats("Matig kort"), maak.klaar_voor_plaats("Hoog", uitslag="hoog")
    with in_borne():
        for traject in (kort, hoog, lang):
            zet_op_wachtlijst(haal(traject), interventie_code="in_balans", door=cora())
        db.session.flush()
        rij = groepen_wachtlijst()
        assert [wachtplek.traject_id for wachtplek in rij] == [hoog.id, lang.id, kort.id]


def groepen_wachtlijst():
    from ketens.groepen.wachtlijst import wachtlijst

    return wachtlijst("in_balans", wereld.KETEN, wereld.id_van("gemeente-borne"))


def test_nieuwe_wensen_veranderen_de_datum_niet(maak, in_borne):
    traject = maak.klaar_voor_plaats()
    with in_borne():
        eerst = zet_op_wachtlijst(haal(traject), interventie_code="in_balans", door=cora())
        db.session.flush()
        sinds = eerst.sinds
        opnieuw = zet_op_wachtlijst(
            haal(traject), interventie_code="in_balans", wijk="Borne-West", dagdelen=["di_ochtend"], door=cora()
        )
        assert (opnieuw.id, opnieuw.sinds, opnieuw.wijk) == (eerst.id, sinds, "Borne-West")


def test_op_de_wachtlijst_kan_alleen_voor_een_cursus_van_de_keten(maak, in_borne):
    with in_borne(), pytest.raises(Domeinfout, match="Kies een cursus"):
        zet_op_wachtlijst(haal(maak.klaar_voor_plaats()), interventie_code="yoga", door=cora())


def test_van_de_wachtlijst_laat_de_stap_open(maak, in_borne):
    traject = maak.klaar_voor_plaats()
    with in_borne():
        wachtplek = zet_op_wachtlijst(haal(traject), interventie_code="in_balans", door=cora())
        haal_van_wachtlijst(wachtplek, door=cora())
        haal_van_wachtlijst(wachtplek, door=cora())
        db.session.flush()
        assert soorten(traject).count("van_wachtlijst") == 1
        assert haal(traject).stap("plaatsing")


def test_modellen_tellen_per_gemeente(maak, in_borne):
    maak.groep(gemeente="tubbergen", organisatie="gemeente-tubbergen")
    with in_borne():
        assert aantal(Groep) == 0
        assert aantal(Traject) == 0
