"""Sending, supplementing, withdrawing and answering, as handelingen."""

from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from ketens.inwoners.models import Betrokkenheid, Inwoner, Toestemming
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import vandaag
from ketens.trajecten.models import Traject
from ketens.trajecten.taken import Taak
from ketens.verwijzingen import handelingen
from ketens.verwijzingen.models import Aanvulling, Terugkoppeling, Verwijzing
from tests import wereld


def aantal(model):
    return db.session.scalar(select(func.count()).select_from(model))


def taken(soort):
    return db.session.scalars(select(Taak).where(Taak.soort == soort, Taak.afgehandeld_op.is_(None))).all()


def test_verwijzing_komt_op_de_werkvoorraad_van_wie_coordineert(maak, in_borne):
    verwijzing = maak.verwijzing()
    with in_borne():
        (taak,) = taken("triage")
        assert (taak.object_id, taak.organisatie_id) == (verwijzing.id, wereld.id_van("gemeente-borne"))
        assert taak.termijn_op > vandaag()


def test_verwijzer_en_ontvanger_zijn_betrokken(maak, in_borne):
    maak.verwijzing()
    with in_borne():
        betrokken = {rij.organisatie_id for rij in db.session.scalars(select(Betrokkenheid))}
    assert betrokken == {wereld.id_van("dijkhuis"), wereld.id_van("gemeente-borne")}


def test_toestemming_staat_vast_zoals_hij_is_voorgelezen(maak, in_borne):
    maak.verwijzing(terugkoppelen=False)
    with in_borne():
        (toestemming,) = db.session.scalars(select(Toestemming))
        assert toestemming.soort == "doorgeven"
        assert "Gemeente Borne (proef)" in toestemming.formulering
        assert toestemming.formulering_versie == "valpreventie@2/doorgeven/1"
        assert toestemming.kanaal == "mondeling"


def test_zonder_toestemming_gaat_er_niets_weg(maak, in_borne):
    with pytest.raises(Domeinfout, match="Zonder toestemming"):
        maak.verwijzing(doorgeven=False)
    with in_borne():
        assert aantal(Inwoner) == 0


def test_bij_een_laag_risico_is_er_geen_verwijzing(maak):
    with pytest.raises(Domeinfout, match="geen verwijzing"):
        maak.verwijzing(uitslag="laag")


def test_onvolledige_test_mag_en_opent_de_stap_die_hem_afmaakt(maak, in_borne, aangenomen):
    traject_id = aangenomen(maak.verwijzing(uitslag="onvolledig"))
    with in_borne():
        assert [stap.code for stap in db.session.get_one(Traject, traject_id).open_stappen] == ["vrt_afmaken"]


def test_wie_geen_telefoon_heeft_geeft_een_mailadres_of_adres(maak, in_borne):
    verwijzing = maak.verwijzing(telefoon=None, postcode="7621AB", huisnummer="1")
    with in_borne():
        assert db.session.get_one(Inwoner, verwijzing.inwoner_id).bereik == "brief"
    with pytest.raises(Domeinfout, match="telefoonnummer"):
        maak.verwijzing(telefoon=None)


def test_wie_de_keten_niet_heeft_kan_er_niet_heen_verwijzen(maak):
    with pytest.raises(Domeinfout, match="niet verwijzen"):
        maak.verwijzing(door="andere_keten")


def test_coordinator_voert_in_voor_een_praktijk_en_die_volgt_haar(maak, in_borne):
    verwijzing = maak.verwijzing(
        door="coordinator", organisatie_id=wereld.id_van("dijkhuis"), namens="huisarts, mondeling"
    )
    with in_borne():
        gezien = select(Verwijzing.id).where(Verwijzing.zichtbaar_voor(wereld.wie("verwijzer")))
        assert db.session.scalars(gezien).all() == [verwijzing.id]
        assert verwijzing.verwijzer_soort == "huisartsenpraktijk"


def test_een_praktijk_verwijst_niet_voor_een_andere_praktijk(maak):
    with pytest.raises(Domeinfout, match="Kies een organisatie"):
        maak.verwijzing(organisatie_id=wereld.id_van("fleming"))


def test_formulier_van_een_andere_praktijk_geeft_een_eigen_zin(maak):
    eerste = maak.verwijzing()
    with pytest.raises(Domeinfout, match="al gebruikt"):
        maak.verwijzing(door="verwijzer2", formulier_id=eerste.formulier_id)


def test_laag_wordt_geteld_zonder_naam_en_zonder_antwoorden(maak, in_borne):
    with in_borne():
        formulier = uuid4()
        for _ in range(2):
            afname = handelingen.tel_test(
                formulier_id=formulier,
                keten_code=wereld.KETEN,
                door=wereld.wie("verwijzer"),
                antwoorden=maak.antwoorden("laag"),
                geboortedatum=date(vandaag().year - 78, 1, 1),
                pc4="7621",
            )
            db.session.flush()
        assert (afname.leeftijdsklasse, afname.pc4, afname.leeftijd) == ("75-79", "7621", None)
        assert (afname.inwoner_id, afname.antwoorden) == (None, None)
        assert aantal(Inwoner) == 0
        assert aantal(type(afname)) == 1


def test_matig_wordt_niet_alleen_geteld(maak, in_borne):
    with in_borne(), pytest.raises(Domeinfout, match="Bereken de uitslag"):
        handelingen.tel_test(
            formulier_id=uuid4(),
            keten_code=wereld.KETEN,
            door=wereld.wie("verwijzer"),
            antwoorden=maak.antwoorden("matig"),
        )


def test_laag_blijft_een_jaar_bewaard_met_toestemming(maak, in_borne):
    with in_borne():
        afname = _bewaar(maak, toestemming=True)
        db.session.flush()
        assert afname.opnieuw_op.year == vandaag().year + 1
        (taak,) = taken("opnieuw_bellen")
        assert taak.inwoner_id == afname.inwoner_id
        (toestemming,) = db.session.scalars(select(Toestemming))
        assert toestemming.soort == "opnieuw_bellen"


def test_laag_bewaren_kan_niet_zonder_toestemming(maak, in_borne):
    with in_borne(), pytest.raises(Domeinfout, match="Zonder toestemming"):
        _bewaar(maak, toestemming=False)


def _bewaar(maak, *, toestemming):
    return handelingen.bewaar_test(
        formulier_id=uuid4(),
        keten_code=wereld.KETEN,
        door=wereld.wie("verwijzer"),
        antwoorden=maak.antwoorden("laag"),
        toestemming_opnieuw_bellen=toestemming,
        voornaam="Annie",
        achternaam="Berg",
        geboortedatum=date(1941, 3, 12),
        telefoon="+31612345678",
    )


def test_wil_nu_niet_bewaart_vijf_dingen_en_geen_moment(maak, in_borne):
    with in_borne():
        formulier = uuid4()
        velden = {"keten_code": wereld.KETEN, "door": wereld.wie("verwijzer"), "antwoorden": maak.antwoorden("matig")}
        een = handelingen.leg_weigering_vast(formulier_id=formulier, reden="vervoer", **velden)
        db.session.flush()
        assert handelingen.leg_weigering_vast(formulier_id=formulier, reden="vervoer", **velden) is een
        assert (een.uitslag, een.maand, een.verwijzer_soort, een.reden) == (
            "matig",
            vandaag().replace(day=1),
            "huisartsenpraktijk",
            "vervoer",
        )
        assert een.id.version == 4
        assert een.formulier_id != formulier
        assert aantal(Inwoner) == 0


def test_aanvulling_op_een_lopend_traject_is_werk_en_een_gebeurtenis(maak, in_borne, aangenomen):
    verwijzing = maak.verwijzing()
    traject_id = aangenomen(verwijzing)
    with in_borne():
        rij, formulier = db.session.get_one(Verwijzing, verwijzing.id), uuid4()
        for _ in range(2):
            handelingen.vul_aan(
                rij, formulier_id=formulier, tekst="Belt liever 's middags.", door=wereld.wie("verwijzer")
            )
            db.session.flush()
        assert aantal(Aanvulling) == 1
        (taak,) = taken("aanvulling")
        assert (taak.endpoint, taak.object_id) == ("trajecten.detail", traject_id)
        soorten = [g.soort for g in db.session.get_one(Traject, traject_id).gebeurtenissen]
        assert soorten.count("aanvulling") == 1


def test_intrekken_voor_de_aanname_haalt_haar_van_de_werkvoorraad(maak, in_borne):
    verwijzing = maak.verwijzing()
    with in_borne():
        rij = db.session.get_one(Verwijzing, verwijzing.id)
        handelingen.trek_in(rij, reden="wil_niet", door=wereld.wie("verwijzer"))
        db.session.flush()
        assert taken("triage") == []
        assert rij.wacht is False
        staat = {b.organisatie_id: b.tot is None for b in rij.inwoner.betrokkenheden}
        assert staat == {wereld.id_van("dijkhuis"): True, wereld.id_van("gemeente-borne"): False}


def test_intrekken_na_de_aanname_laat_het_traject_lopen_en_zegt_het(maak, in_borne, aangenomen):
    verwijzing = maak.verwijzing()
    traject_id = aangenomen(verwijzing)
    with in_borne():
        rij = db.session.get_one(Verwijzing, verwijzing.id)
        handelingen.trek_in(rij, reden="andere_hulp", door=wereld.wie("verwijzer"))
        db.session.flush()
        traject = db.session.get_one(Traject, traject_id)
        assert not traject.is_afgesloten
        assert all(b.tot is None for b in rij.inwoner.betrokkenheden)
        assert len(taken("intrekking")) == 1
        assert "verwijzing_ingetrokken" in [g.soort for g in traject.gebeurtenissen]


def test_wat_afgehandeld_is_trekt_niemand_meer_in(maak, in_borne, aangenomen, geweigerd):
    dicht, nee = maak.verwijzing("Bos"), maak.verwijzing("Dal")
    traject_id = aangenomen(dicht)
    geweigerd(nee)
    with in_borne():
        db.session.get_one(Traject, traject_id).sluit_af(door=wereld.wie("coordinator"), reden="niet_bereikbaar")
        for rij in (dicht, nee):
            with pytest.raises(Domeinfout, match="al afgehandeld"):
                handelingen.trek_in(
                    db.session.get_one(Verwijzing, rij.id), reden="wil_niet", door=wereld.wie("verwijzer")
                )


def test_bericht_gaat_alleen_met_toestemming(maak, in_borne, aangenomen):
    met, zonder = maak.verwijzing("Bos"), maak.verwijzing("Dal", terugkoppelen=False)
    aangenomen(met)
    with in_borne():
        cora = wereld.wie("coordinator")
        with pytest.raises(Domeinfout, match="geen toestemming"):
            handelingen.stuur_bericht(db.session.get_one(Verwijzing, zonder.id), tekst="Hallo", door=cora)
        rij = db.session.get_one(Verwijzing, met.id)
        handelingen.stuur_bericht(rij, tekst="Start maandag.", door=cora)
        db.session.flush()
        with pytest.raises(Domeinfout, match="al verstuurd"):
            handelingen.stuur_bericht(rij, tekst="Start maandag.", door=cora)
        assert "bericht_verwijzer" in [g.soort for g in rij.traject.gebeurtenissen]
        assert [b.tekst for b in db.session.scalars(select(Terugkoppeling)) if b.tekst] == ["Start maandag."]
