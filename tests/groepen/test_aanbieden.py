"""A free place is offered at once, in order, to who fits; and of everybody else the page says why not."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from ketens.berichten.handelingen import bereikt, open_berichten
from ketens.berichten.models import Bericht
from ketens.groepen import handelingen as groepen
from ketens.groepen import verlopen
from ketens.groepen.aanbieden import bied_aan, vul
from ketens.groepen.antwoorden import beantwoord
from ketens.groepen.beurt import lijst_voor
from ketens.groepen.bezetting import open_aanbiedingen, stand
from ketens.groepen.models import Groep
from ketens.groepen.plaatsen import Plaatsaanbod, Plaatsing, Wachtplek
from ketens.groepen.wachten import haal_van_wachtlijst, zet_op_wachtlijst
from ketens.inwoners.handelingen import trek_toestemming_in
from ketens.inwoners.models import Bereik, Inwoner, Toestemming
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import moment, vandaag, werkdagen_erbij, zet_klok
from ketens.kern.pagina import datum
from ketens.opdrachten.models import Opdracht
from ketens.rooster.inrichten import gelast_af, wijzig_groep
from ketens.trajecten.delen import Gebeurtenis
from ketens.trajecten.models import Traject
from ketens.trajecten.taken import Taak
from tests import wereld
from tests.groepen.conftest import de_klok_loopt, haal
from tests.merken import OP_SQLITE

pytestmark = OP_SQLITE


def cora():
    return wereld.wie("coordinator")


@pytest.fixture
def wachtend(maak, in_borne):
    """`wachtend("Jansen", ...)`: people who wait for In Balans, in this order."""

    def doe(*namen, **wensen) -> list[Traject]:
        trajecten = [maak.klaar_voor_plaats(naam) for naam in namen]
        with in_borne():
            for traject in trajecten:
                zet_op_wachtlijst(haal(traject), interventie_code="in_balans", door=cora(), **wensen)
            db.session.commit()
        return trajecten

    return doe


def vol(groep):
    """Fill a group by capacity alone: as many places as are taken."""
    return stand(haal(groep))


def aangeboden(groep) -> list[str]:
    vraag = select(Plaatsaanbod).where(
        Plaatsaanbod.groep_id == groep.id, Plaatsaanbod.beantwoord_op.is_(None), Plaatsaanbod.vervallen_op.is_(None)
    )
    return [aanbod.inwoner.achternaam for aanbod in db.session.scalars(vraag.order_by(Plaatsaanbod.id))]


def zinnen(groep) -> dict[str, str]:
    groep = haal(groep)
    return {rij.wachtplek.inwoner.achternaam: rij.waarom for rij in lijst_voor(groep, stand(groep))}


def soorten(traject):
    vraag = select(Gebeurtenis.soort).where(Gebeurtenis.traject_id == traject.id).order_by(Gebeurtenis.id)
    return list(db.session.scalars(vraag))


def open_taken(soort):
    vraag = select(Taak).where(Taak.soort == soort, Taak.afgehandeld_op.is_(None))
    return [taak.inwoner.achternaam for taak in db.session.scalars(vraag)]


def test_een_nieuwe_groep_wordt_niet_vanzelf_gevuld(maak, in_borne, wachtend):
    wachtend("Een")
    groep = maak.groep(plaatsen=1, minimum=1)
    wachtend("Twee")
    with in_borne():
        assert aangeboden(groep) == []


def test_vul_biedt_elke_vrije_plaats_aan_op_volgorde(maak, in_borne, wachtend):
    wachtend("Een", "Twee", "Drie")
    groep = maak.groep(plaatsen=2, minimum=1)
    with in_borne():
        vul(haal(groep), door=cora())
        assert aangeboden(groep) == ["Een", "Twee"]
        assert stand(haal(groep)).vrij == 0
        assert vul(haal(groep), door=cora()) == []
        assert [soort for soort in soorten(wachtende(groep, "Een")) if "aan" in soort] == ["aangeboden"]


def wachtende(groep, naam) -> Traject:
    return next(
        rij.wachtplek.traject
        for rij in lijst_voor(haal(groep), stand(haal(groep)))
        if rij.wachtplek.inwoner.achternaam == naam
    )


def test_de_voorrangsregel_gaat_voor_de_datum(maak, in_borne):
    trajecten = [maak.klaar_voor_plaats("Matig"), maak.klaar_voor_plaats("Hoog", uitslag="hoog")]
    groep = maak.groep(plaatsen=1, minimum=1)
    with in_borne():
        for traject in trajecten:
            zet_op_wachtlijst(haal(traject), interventie_code="in_balans", door=cora())
        vul(haal(groep))
        assert aangeboden(groep) == ["Hoog"]


@pytest.mark.parametrize("hoe", ["intrekken", "stoppen", "sluiten", "pauze van een aanbod", "ruimer"])
def test_een_plaats_die_vrijkomt_wordt_in_dezelfde_transactie_aangeboden(maak, in_borne, plaats, wachtend, hoe):
    groep = maak.groep(plaatsen=1, minimum=1)
    plaatsing = plaats(maak.klaar_voor_plaats("Zit"), groep)
    wachtend("Wacht")
    with in_borne():
        rij = haal(plaatsing)
        if hoe == "intrekken":
            groepen.trek_plaats_in(rij, reden="ziek", wil_wachten=False, door=cora())
        elif hoe == "sluiten":
            rij.traject.sluit_af(door=cora(), reden="geen_interesse")
        elif hoe == "ruimer":
            wijzig_groep(haal(groep), plaatsen=2, door=cora())
        elif hoe == "stoppen":
            with zet_klok(moment(groep.begint_op, 12)):
                groepen.start_deelname(rij, groep.begint_op, door=cora())
                groepen.beeindig_deelname(rij, einde="uitgevallen", reden="ziek", door=cora())
                assert aangeboden(groep) == ["Wacht"]
        else:
            return
        assert aangeboden(groep) == ["Wacht"]


def test_wie_stopt_na_het_laatste_instapmoment_maakt_geen_plaats_vrij(maak, in_borne, plaats, wachtend):
    groep = maak.groep(plaatsen=1, minimum=1)
    plaatsing = plaats(maak.klaar_voor_plaats("Zit"), groep)
    wachtend("Wacht")
    with in_borne():
        rij = haal(plaatsing)
        with zet_klok(moment(groep.begint_op + timedelta(days=40), 12)):
            groepen.start_deelname(rij, groep.begint_op, door=cora())
            groepen.beeindig_deelname(rij, einde="uitgevallen", reden="ziek", door=cora())
            assert aangeboden(groep) == []
            assert zinnen(groep) == {"Wacht": "Deze groep is al te ver om nog te beginnen."}


def test_wie_een_plaats_teruggaf_krijgt_dezelfde_niet_weer_aangeboden(maak, in_borne, plaats):
    groep = maak.groep(plaatsen=1, minimum=1)
    plaatsing = plaats(maak.klaar_voor_plaats("Terug"), groep)
    with in_borne():
        groepen.trek_plaats_in(haal(plaatsing), reden="geen_tijd", wil_wachten=True, door=cora())
        assert vul(haal(groep)) == []
        assert zinnen(groep) == {"Terug": "Gaf een plaats in deze groep terug."}


def test_wie_een_andere_plaats_krijgt_laat_het_aanbod_los_voor_wie_volgt(maak, in_borne, wachtend):
    een, _ = wachtend("Een", "Twee")
    groep, ander = maak.groep(plaatsen=1, minimum=1), maak.groep("Ander")
    with in_borne():
        vul(haal(groep))
        groepen.plaats(haal(een), haal(ander), door=cora())
        assert aangeboden(groep) == ["Twee"]
        eerste = db.session.scalars(select(Plaatsaanbod).order_by(Plaatsaanbod.id)).first()
        assert eerste.vervallen_reden == "achterhaald"


def test_van_de_lijst_gehaald_is_ook_het_aanbod_weg(maak, in_borne, wachtend):
    wachtend("Een", "Twee")
    groep = maak.groep(plaatsen=1, minimum=1)
    with in_borne():
        (aanbod,) = vul(haal(groep))
        haal_van_wachtlijst(aanbod.wachtplek, door=cora())
        assert (aanbod.vervallen_reden, aangeboden(groep)) == ("ingetrokken", ["Twee"])


def test_het_bericht_van_een_aanbod_gaat_niet_weg_zonder_het_aanbod(als, maak, in_borne, wachtend):
    """Nobody would hear of it any more, and unheard it never lapses: the place would be held for good."""
    wachtend("Een")
    groep = maak.groep(plaatsen=1, minimum=1)
    with in_borne():
        vul(haal(groep))
        db.session.commit()
        bericht_id = db.session.scalars(select(Bericht.id).where(Bericht.soort == "aanbod")).one()
    fout = als("coordinator").post("berichten.bericht", {"kanaal": "intrekken"}, bericht_id=bericht_id)
    assert (fout.status, "Trek het aanbod zelf in" in fout.fouten[0]) == (422, True)
    with in_borne():
        bericht = db.session.get_one(Bericht, bericht_id)
        assert (bericht.gestaakt_op, aangeboden(groep)) == (None, ["Een"])


def test_ingetrokken_toestemming_laat_het_aanbod_los_bij_een_trainer_van_buiten(maak, in_borne, wachtend):
    wachtend("Een", "Twee")
    groep = maak.groep(plaatsen=1, minimum=1, trainers=["trainer"])
    with in_borne():
        (aanbod,) = vul(haal(groep))
        vraag = select(Toestemming).where(Toestemming.inwoner_id == aanbod.inwoner_id)
        trek_toestemming_in(db.session.scalars(vraag).one(), door=cora())
        assert (aanbod.vervallen_reden, aangeboden(groep)) == ("geen_toestemming", ["Twee"])
        assert "geen toestemming" in zinnen(groep)["Een"]


def test_een_afgelaste_groep_laat_de_aanbiedingen_los_en_zegt_het_wie_het_hoorde(maak, in_borne, wachtend):
    wachtend("Hoorde", "Niet")
    groep = maak.groep()
    with in_borne():
        hoorde, niet = vul(haal(groep))
        (bericht,) = open_berichten(Bericht.sleutel == f"aanbod:{hoorde.id}")
        bereikt(bericht, door=cora(), hoe="gesproken")
        gelast_af(haal(groep), reden="Te weinig", door=cora())
        assert [hoorde.vervallen_reden, niet.vervallen_reden] == ["groep_afgelast"] * 2
        over = [b.inwoner.achternaam for b in open_berichten(Bericht.soort == "afgelast")]
        assert over == ["Hoorde"]
        assert open_berichten(Bericht.soort == "aanbod") == []
        wachten = select(func.count(Wachtplek.id)).where(Wachtplek.vervallen_op.is_(None))
        assert db.session.scalar(wachten) == 2


def test_de_pagina_zegt_van_ieder_waarom(maak, in_borne, wachtend):
    _, _, _, elders, _ = wachtend("Gehoord", "Ongehoord", "Derde", "Elders", "Vol")
    wachtend("Dag", dagdelen=["ma_ochtend"])
    wachtend("Wijk", wijk="Hertme")
    wachtend("Taal", taal="Turks")
    groep = maak.groep(plaatsen=2, minimum=1, wijk="Borne-West", dagdelen=["di_ochtend"])
    ander = maak.groep("Donderdag", plaatsen=1, minimum=1)
    with in_borne():
        gehoord, _ = vul(haal(groep))
        (bericht,) = open_berichten(Bericht.sleutel == f"aanbod:{gehoord.id}")
        bereikt(bericht, door=cora(), hoe="gesproken")
        plek = db.session.scalars(select(Wachtplek).where(Wachtplek.traject_id == elders.id)).one()
        bied_aan(haal(ander), [plek], door=cora())
        zegt = zinnen(groep)
        tot = datum(werkdagen_erbij(vandaag(), 5))
        assert zegt["Gehoord"] == f"Heeft een aanbod voor deze groep, tot en met {tot}."
        assert "nog niet bereikt" in zegt["Ongehoord"]
        assert zegt["Elders"] == "Heeft een aanbod voor Donderdag."
        assert zegt["Vol"] == "De groep is vol; 1 inwoner is eerder aan de beurt."
        assert zegt["Dag"] == "Kan niet op dinsdagochtend."
        assert zegt["Wijk"] == "Wil een groep in Hertme; deze is in Borne-West."
        assert zegt["Taal"] == "Wil een groep in het Turks; deze is in het Nederlands."


def test_wie_misschien_niet_past_wordt_niet_aangeboden_maar_bekeken(maak, in_borne):
    past_niet = maak.klaar_voor_plaats("Slecht", antwoorden={"loophulpmiddel": "geen", "horen": "slecht"})
    past = maak.klaar_voor_plaats("Goed")
    groep = maak.groep(plaatsen=1, minimum=1)
    with in_borne():
        for traject in (past_niet, past):
            zet_op_wachtlijst(haal(traject), interventie_code="in_balans", door=cora())
        assert zinnen(groep)["Slecht"].startswith("Kijk eerst of dit past. In Balans heeft veel uitleg")
        vul(haal(groep))
        vul(haal(groep))
        assert aangeboden(groep) == ["Goed"]
        assert open_taken("aanbod_bekijken") == ["Slecht"]
        db.session.scalars(select(Taak).where(Taak.soort == "aanbod_bekijken")).one().handel_af()
        vul(haal(groep))
        assert open_taken("aanbod_bekijken") == []


def test_het_bericht_gaat_zoals_de_inwoner_koos_en_bij_haast_met_de_telefoon(maak, in_borne, wachtend):
    adres = {"postcode": "7621AA", "huisnummer": "1"}
    briefje = maak.klaar_voor_plaats("Brief", inwoner=maak.inwoner("Brief", **adres))
    groep = maak.groep()
    with in_borne():
        db.session.get_one(Inwoner, briefje.inwoner_id).bereik = Bereik.BRIEF
        zet_op_wachtlijst(haal(briefje), interventie_code="in_balans", door=cora())
        vul(haal(groep))
        (bericht,) = open_berichten(Bericht.soort == "aanbod")
        assert (bericht.kanaal, bericht.inhoud["bedenktijd"]) == (Bereik.BRIEF, 5)
        db.session.rollback()
    with in_borne(), zet_klok(moment(groep.begint_op - timedelta(days=1), 9)):
        db.session.get_one(Inwoner, briefje.inwoner_id).bereik = Bereik.BRIEF
        zet_op_wachtlijst(haal(briefje), interventie_code="in_balans", door=cora())
        vul(haal(groep))
        (bericht,) = open_berichten(Bericht.soort == "aanbod")
        assert (bericht.kanaal, bericht.taak.termijn_op) == (Bereik.BELLEN, vandaag())
        assert bericht.inhoud["uiterlijk"] == vandaag().isoformat()


def test_met_de_hand_aanbieden_kan_niet_boven_de_plaatsen(maak, in_borne, wachtend):
    wachtend("Een", "Twee")
    groep = maak.groep(plaatsen=1, minimum=1)
    with in_borne():
        plekken = list(db.session.scalars(select(Wachtplek)))
        with pytest.raises(Domeinfout, match="niet genoeg plaatsen"):
            bied_aan(haal(groep), plekken, door=cora())
        bied_aan(haal(groep), plekken[1:], door=cora())
        wijzig_groep(haal(groep), plaatsen=3, door=cora())
        with pytest.raises(Domeinfout, match="al een aanbod"):
            bied_aan(haal(groep), plekken[1:], door=cora())


def test_twintig_mensen_een_plaats_aanbieden_kost_hoogstens_veertig_vragen(maak, in_borne, tel_vragen, wachtend):
    trajecten = wachtend(*(f"Nr{nr}" for nr in range(20)))
    groep = maak.groep(plaatsen=20, minimum=1, trainers=["trainer"])
    with in_borne():
        for traject in trajecten[:10]:
            inwoner = db.session.get_one(Inwoner, traject.inwoner_id)
            inwoner.bereik, inwoner.email = Bereik.EMAIL, "iemand@proef.example"
        db.session.commit()
    with tel_vragen() as vragen, in_borne():
        vul(db.session.get_one(Groep, groep.id), door=cora())
        db.session.commit()
    assert len(vragen) <= 40, len(vragen)
    with in_borne():
        assert len(aangeboden(groep)) == 20
        assert db.session.scalar(select(func.count(Plaatsing.id))) == 0


@pytest.mark.parametrize("hoe", ["intrekken", "sluiten", "ruimer"])
def test_een_plaats_die_vrijkomt_deelt_niet_de_hele_groep_uit(maak, in_borne, plaats, wachtend, hoe):
    """Nobody pressed the button: the one place goes to who is next, the other five stay for the coördinator."""
    groep = maak.groep(plaatsen=6, minimum=1)
    plaatsing = plaats(maak.klaar_voor_plaats("Zit"), groep)
    wachtend("Een", "Twee", "Drie", "Vier")
    with in_borne():
        if hoe == "intrekken":
            groepen.trek_plaats_in(haal(plaatsing), reden="ziek", wil_wachten=False, door=cora())
        elif hoe == "sluiten":
            haal(plaatsing).traject.sluit_af(door=cora(), reden="geen_interesse")
        else:
            wijzig_groep(haal(groep), plaatsen=7, door=cora())
        assert aangeboden(groep) == ["Een"]
        de_klok_loopt()
        assert aangeboden(groep) == ["Een"]


def test_een_losse_plaats_gaat_na_nee_of_stilte_naar_wie_volgt_en_de_knop_deelt_de_rest_uit(
    maak, in_borne, plaats, wachtend
):
    groep = maak.groep(plaatsen=4, minimum=1)
    plaatsing = plaats(maak.klaar_voor_plaats("Zit"), groep)
    wachtend("Nee", "Stil", "Drie", "Vier")
    with in_borne():
        groepen.trek_plaats_in(haal(plaatsing), reden="ziek", wil_wachten=False, door=cora())
        (nee,) = open_aanbiedingen(Plaatsaanbod.groep_id == groep.id)
        beantwoord(nee, "nee", via="coordinator", door=cora())
        (stil,) = open_aanbiedingen(Plaatsaanbod.groep_id == groep.id)
        stil.vervalt_op = vandaag() - timedelta(days=1)
        de_klok_loopt()
        assert (stil.vervallen_reden, aangeboden(groep)) == ("verlopen", ["Drie"])
        vul(haal(groep), door=cora())
        assert aangeboden(groep) == ["Drie", "Vier"]


def test_de_klok_kijkt_alleen_waar_iets_te_doen_is_met_een_taak_per_groep(maak, in_borne, wachtend):
    _, uitgedeeld, vol = (
        maak.groep(naam, plaatsen=2, minimum=1, wijk="Borne") for naam in ("Nieuw", "Uitgedeeld", "Vol")
    )
    wachtend("Een", "Twee", "Drie")
    with in_borne():
        vul(haal(vol))
        vul(haal(uitgedeeld))
        assert de_klok_loopt() == 0  # one was not handed out, one is full, and who waits has an offer
        db.session.rollback()
    with in_borne():
        vul(haal(vol))
        vul(haal(uitgedeeld))
        db.session.commit()
    wachtend("Vier", wijk="Hertme")
    with in_borne():
        verlopen.loop_na({})
        verlopen.loop_na({})
        te_doen = select(Opdracht.gegevens).where(Opdracht.soort == verlopen.PER_GROEP)
        assert [rij["groep_id"] for rij in db.session.scalars(te_doen)] == [str(uitgedeeld.id)]
