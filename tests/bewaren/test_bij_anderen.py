"""What others keep of somebody who was let go of: waiting together, a merge, a restriction that others asked for."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import String, cast, select

from ketens.bewaren.termijnen import standen
from ketens.bewaren.voorstellen import leg_voor
from ketens.bewaren.wissen import wis
from ketens.groepen.wachten import haal_van_wachtlijst, zet_op_wachtlijst
from ketens.inwoners.models import Inwoner
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import zet_klok
from ketens.rechten import Rol
from ketens.samenvoegen.handelingen import maak_ongedaan, voeg_samen
from ketens.samenvoegen.models import Samenvoeging, Verplaatsing
from ketens.samenvoegen.naloop import loop_na
from ketens.trajecten.delen import Gebeurtenis
from ketens.trajecten.models import Traject
from ketens.triage.handelingen import neem_aan
from ketens.verwijzingen.handelingen import trek_in
from ketens.verwijzingen.models import Verwijzing
from tests import wereld
from tests.merken import OP_SQLITE


def weg(inwoner_id):
    wis(db.session.get_one(Inwoner, inwoner_id), reden="gevraagd", door=wereld.wie("beheerder"))
    db.session.commit()
    db.session.expire_all()


def die_noemen(kenmerk):
    """The events in which this kenmerk stands."""
    return list(db.session.scalars(select(Gebeurtenis).where(cast(Gebeurtenis.gegevens, String).contains(kenmerk))))


@pytest.fixture
def paar(maak, in_borne):
    """Annie and Bram wait together, part, and wait together again; then Annie stops."""
    annie, bram = (maak.klaar_voor_plaats(naam) for naam in ("Annie", "Bram"))
    with in_borne():
        cora, velden = wereld.wie("coordinator"), {"interventie_code": "in_balans"}
        een, ander = (db.session.get_one(Traject, traject.id) for traject in (annie, bram))
        for traject in (een, ander):
            zet_op_wachtlijst(traject, door=cora, **velden)
        for met in (ander.kenmerk, None, ander.kenmerk):
            plek = zet_op_wachtlijst(een, samen_met=met, door=cora, **velden)
        haal_van_wachtlijst(plek, reden="anders", door=cora)
        een.sluit_af(door=cora, reden="geen_interesse")
        db.session.commit()
    return annie, bram


def test_wie_samen_wachtte_houdt_het_oude_kenmerk_niet(paar, in_borne, als):
    annie, bram = paar
    with in_borne():
        assert {rij.traject_id for rij in die_noemen(annie.kenmerk)} == {bram.id}
        assert {rij.traject_id for rij in die_noemen(bram.kenmerk)} == {annie.id}
        weg(annie.inwoner_id)
        assert die_noemen(annie.kenmerk) == die_noemen(bram.kenmerk) == []
    assert "Wacht samen met iemand" in als(Rol.COORDINATOR).get("trajecten.detail", traject_id=bram.id).tekst


@OP_SQLITE
def test_een_verwijzing_die_even_bij_een_ander_hoorde_laat_haar_kenmerk_daar_niet_achter(maak, in_borne):
    ander, verwijzing = maak.traject("Jansen"), maak.verwijzing("Jansen")
    with in_borne():
        cora, rij = wereld.wie("coordinator"), db.session.get_one(Verwijzing, verwijzing.id)
        neem_aan(rij, door=cora, zelfde_als=db.session.get_one(Inwoner, ander.inwoner_id))
        db.session.commit()
        maak_ongedaan(db.session.scalars(select(Samenvoeging)).one(), door=cora, reden="Tweeling")
        trek_in(db.session.get_one(Verwijzing, verwijzing.id), reden="wil_niet", door=wereld.wie("verwijzer"))
        db.session.commit()
        assert {gevonden.traject_id for gevonden in die_noemen(verwijzing.kenmerk)} == {ander.id}
        weg(verwijzing.inwoner_id)
        assert die_noemen(verwijzing.kenmerk) == []
        assert db.session.get_one(Inwoner, ander.inwoner_id).achternaam == "Jansen"


@pytest.fixture
def samengevoegd(maak, in_borne):
    """Two records that were merged today, with somebody near the one that went."""
    blijft, gaat = maak.inwoner("Jansen", telefoon="+31742651111"), maak.inwoner("Janssen", telefoon="+31742652222")
    maak.contactpersoon(gaat)
    with in_borne():
        een, ander = (db.session.get_one(Inwoner, rij.id) for rij in (blijft, gaat))
        id_ = voeg_samen(een, ander, door=wereld.wie("coordinator"), gekozen=["naam", "telefoon"]).id
        db.session.commit()
    return blijft, gaat, id_


@pytest.mark.parametrize("welke", [0, 1], ids=["die_bleef", "die_opging"])
def test_wie_was_samengevoegd_gaat_met_beide_inschrijvingen_en_niet_meer_uit_elkaar(samengevoegd, in_borne, als, welke):
    beide, id_ = samengevoegd[:2], samengevoegd[2]
    with in_borne():
        weg(beide[welke].id)
        for record in beide:
            rij = db.session.get_one(Inwoner, record.id)
            assert rij.geanonimiseerd_op is not None
            assert (rij.achternaam, rij.telefoon, rij.geboortedatum) == (None, None, None)
        samenvoeging = db.session.get_one(Samenvoeging, id_)
        assert (samenvoeging.velden, db.session.scalars(select(Verplaatsing)).all()) == (None, [])
        with pytest.raises(Domeinfout, match="gewist"):
            maak_ongedaan(samenvoeging, door=wereld.wie("coordinator"), reden="Tweeling")
        db.session.rollback()
        loop_na({})
        db.session.commit()
    assert als(Rol.COORDINATOR).get("samenvoegen.herstel", samenvoeging_id=id_).status == 404


def test_wie_na_het_samenvoegen_weer_twee_zijn_gaan_los_van_elkaar(samengevoegd, in_borne):
    """What the merge kept of the other goes with the one; who stays keeps everything."""
    blijft, gaat, id_ = samengevoegd
    with in_borne():
        maak_ongedaan(db.session.get_one(Samenvoeging, id_), door=wereld.wie("coordinator"), reden="Tweeling")
        db.session.commit()
        weg(gaat.id)
        samenvoeging, rest = db.session.get_one(Samenvoeging, id_), db.session.get_one(Inwoner, blijft.id)
        assert (samenvoeging.velden, samenvoeging.ongedaan_reden) == (None, None)
        assert (rest.geanonimiseerd_op, rest.achternaam, rest.telefoon) == (None, "Jansen", "+31742651111")


@pytest.mark.parametrize("wie_blijft", [0, 1], ids=["de_oudste", "de_jongste"])
@pytest.mark.parametrize("wat", ["loopt", "wacht"])
def test_wat_bij_een_inschrijving_loopt_houdt_ook_de_andere(vroeger, maak, in_borne, wat, wie_blijft):
    """Whichever of both was made first: everything stands with the one that stayed."""
    houdt = (maak.traject if wat == "loopt" else maak.verwijzing)("Jansen").inwoner_id
    ander = vroeger.traject("Jansen", 2020).inwoner_id
    paar = (houdt, ander) if wie_blijft == 0 else (ander, houdt)
    with zet_klok(datetime(2026, 1, 5, 9, tzinfo=UTC)), in_borne():
        een, tweede = (db.session.get_one(Inwoner, id_) for id_ in paar)
        voeg_samen(een, tweede, door=wereld.wie("coordinator"))
        db.session.commit()
    with zet_klok(datetime(2026, 3, 2, 9, tzinfo=UTC)), in_borne():
        assert leg_voor() is None
        (staat,) = standen([paar[1]])
        assert staat.loopt
        assert [een.records for een in standen()] == [sorted(paar)]
        with pytest.raises(Domeinfout, match="Wissen kan nu niet"):
            wis(db.session.get_one(Inwoner, paar[1]), reden="gevraagd", door=wereld.wie("beheerder"))
