"""What comes of asking: an answer, in vain, never again; and a slip taken back."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from ketens.aanbod.models import Toeleiding
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import moment, vandaag, zet_klok
from ketens.nazorg import handelingen
from ketens.nazorg.handelingen import SOORT
from ketens.trajecten.delen import Gebeurtenis
from ketens.trajecten.verloop import tijdlijn
from tests import wereld
from tests.merken import OP_SQLITE
from tests.nazorg.conftest import haal, vragen

pytestmark = OP_SQLITE


def laatste(plaatsing):
    db.session.flush()
    vraag = select(Gebeurtenis).where(Gebeurtenis.traject_id == plaatsing.traject_id, Gebeurtenis.soort == SOORT)
    return db.session.scalars(vraag.order_by(Gebeurtenis.op.desc(), Gebeurtenis.id.desc())).first()


def test_ja_met_aanbod_staat_op_het_traject_en_als_toeleiding(afgerond, kaart, in_borne):
    plaats, club = afgerond(), kaart("Wandelclub")
    with in_borne():
        vraag = vragen(plaats)[0]
        handelingen.noteer(vraag, "ja", aanbod=haal(club), door=wereld.wie("coordinator"))
        assert (vraag.uitkomst, vraag.aanbod_id) == ("ja", club.id)
        assert laatste(plaats).gegevens["aanbod"] == "Wandelclub"
        rij = db.session.scalars(select(Toeleiding).where(Toeleiding.traject_id == plaats.traject_id)).one()
        assert (rij.aanbod_id, rij.gestart_op) == (club.id, vandaag())


def test_een_vergissing_haalt_ook_de_toeleiding_weg(afgerond, kaart, in_borne):
    plaats, club = afgerond(), kaart()
    with in_borne():
        cora, vraag = wereld.wie("coordinator"), vragen(plaats)[0]
        handelingen.noteer(vraag, "ja", aanbod=haal(club), door=cora)
        handelingen.neem_terug(laatste(plaats), door=cora)
        db.session.flush()
        assert (vraag.uitkomst, vraag.beantwoord_op, vraag.aanbod_id) == (None, None, None)
        assert db.session.scalars(select(Toeleiding)).all() == []


def test_ja_zonder_wat_vraagt_wat_de_inwoner_doet(afgerond, in_borne):
    plaats = afgerond()
    with in_borne(), pytest.raises(Domeinfout, match="typ wat de inwoner doet"):
        handelingen.noteer(vragen(plaats)[0], "ja", door=wereld.wie("coordinator"))


def test_nee_hoeft_geen_reden(afgerond, in_borne):
    plaats = afgerond()
    with in_borne():
        vraag = vragen(plaats)[3]
        handelingen.noteer(vraag, "nee", door=wereld.wie("coordinator"))
        assert (vraag.uitkomst, vraag.woorden) == ("nee", None)


def test_een_gesloten_traject_houdt_de_gebeurtenis_maar_krijgt_geen_toeleiding(afgerond, kaart, in_borne):
    plaats, club = afgerond(), kaart()
    with in_borne():
        cora = wereld.wie("coordinator")
        haal(plaats).traject.sluit_af(door=cora, reden="afgerond")
        handelingen.noteer(vragen(plaats)[3], "ja", aanbod=haal(club), door=cora)
        assert laatste(plaats).gegevens["uitkomst"] == "ja"
        assert db.session.scalars(select(Toeleiding)).all() == []


def test_drie_dagen_niet_bereikt_is_het_einde(afgerond, in_borne):
    plaats = afgerond()
    begin = vandaag()
    with in_borne():
        cora, vraag = wereld.wie("coordinator"), vragen(plaats)[3]
        for dag in range(3):
            with zet_klok(moment(begin + timedelta(days=dag))):
                assert vraag.beeindigd_op is None
                handelingen.noteer(vraag, "niet_bereikt", door=cora)
        assert (vraag.pogingen, vraag.beeindigd_reden) == (3, "niet_bereikt")


def test_twee_keer_op_een_dag_telt_niet(afgerond, in_borne):
    plaats = afgerond()
    with in_borne():
        cora, vraag = wereld.wie("coordinator"), vragen(plaats)[3]
        handelingen.noteer(vraag, "niet_bereikt", door=cora)
        db.session.flush()
        with pytest.raises(Domeinfout, match="Vandaag is al genoteerd"):
            handelingen.noteer(vraag, "niet_bereikt", door=cora)
        assert vraag.pogingen == 1


def test_de_derde_vergeefse_dag_kan_terug(afgerond, in_borne):
    plaats = afgerond()
    begin = date(2026, 11, 2)
    with in_borne():
        cora, vraag = wereld.wie("coordinator"), vragen(plaats)[3]
        for dag in range(3):
            with zet_klok(moment(begin + timedelta(days=dag))):
                handelingen.noteer(vraag, "niet_bereikt", door=cora)
                db.session.flush()
        with zet_klok(moment(begin + timedelta(days=2), 15)):
            handelingen.neem_terug(laatste(plaats), door=cora)
        assert (vraag.pogingen, vraag.beeindigd_op) == (2, None)
        assert vraag.laatste_poging_op == moment(begin + timedelta(days=1))


def test_niet_meer_bellen_beeindigt_alles_en_een_vergissing_geeft_alles_terug(afgerond, in_borne):
    plaats = afgerond()
    with in_borne():
        cora = wereld.wie("coordinator")
        handelingen.noteer(vragen(plaats)[0], "niet_meer_bellen", door=cora)
        db.session.flush()
        assert {v.beeindigd_reden for v in vragen(plaats).values()} == {"niet_meer_bellen", "eerder_niet_meer_bellen"}
        handelingen.neem_terug(laatste(plaats), door=cora)
        db.session.flush()
        assert all(v.beeindigd_op is None for v in vragen(plaats).values())


def test_wat_al_genoteerd_is_wordt_niet_overschreven(afgerond, in_borne):
    plaats = afgerond()
    with in_borne():
        cora, vraag = wereld.wie("coordinator"), vragen(plaats)[3]
        handelingen.noteer(vraag, "nee", door=cora)
        db.session.flush()
        with pytest.raises(Domeinfout, match="al iets genoteerd"):
            handelingen.noteer(vraag, "ja", woorden="Fietst", door=wereld.wie("coordinator2"))
        assert vraag.uitkomst == "nee"


def test_twee_keer_verstuurd_is_een_keer(afgerond, in_borne):
    plaats, formulier = afgerond(), uuid4()
    with in_borne():
        for _ in range(2):
            handelingen.noteer(vragen(plaats)[3], "nee", door=wereld.wie("coordinator"), formulier_id=formulier)
            db.session.flush()
        telling = select(Gebeurtenis).where(Gebeurtenis.traject_id == plaats.traject_id, Gebeurtenis.soort == SOORT)
        assert len(db.session.scalars(telling).all()) == 1


def test_een_ander_neemt_niets_terug_en_morgen_niemand(afgerond, in_borne):
    plaats = afgerond()
    with in_borne():
        handelingen.noteer(vragen(plaats)[3], "nee", door=wereld.wie("coordinator"))
        with pytest.raises(Domeinfout, match="Alleen wie het zelf noteerde"):
            handelingen.neem_terug(laatste(plaats), door=wereld.wie("coordinator2"))
        morgen = moment(vandaag() + timedelta(days=1))
        with zet_klok(morgen), pytest.raises(Domeinfout, match="op dezelfde dag"):
            handelingen.neem_terug(laatste(plaats), door=wereld.wie("coordinator"))


def test_een_kaart_die_wegblijft_is_na_een_keer_klaar(afgerond, kies_momenten, in_borne):
    kies_momenten({"6": {"wijze": "kaart", "procent": 100}})
    plaats = afgerond()
    with in_borne():
        vraag = vragen(plaats)[6]
        vraag.pogingen = 1
        db.session.flush()
        handelingen.noteer(vraag, "niet_bereikt", door=wereld.wie("coordinator"))
        assert vraag.beeindigd_reden == "niet_bereikt"


def test_op_een_kaart_hoeft_niet_te_staan_wat_iemand_doet(afgerond, kies_momenten, in_borne):
    kies_momenten({"6": {"wijze": "kaart", "procent": 100}})
    plaats = afgerond()
    with in_borne():
        vraag = vragen(plaats)[6]
        handelingen.noteer(vraag, "ja", door=wereld.wie("coordinator"))
        assert vraag.uitkomst == "ja"


def test_op_de_tijdlijn_staat_wat_er_gezegd_is(afgerond, kaart, in_borne):
    plaats, club = afgerond(), kaart("Wandelclub")
    with in_borne():
        handelingen.noteer(vragen(plaats)[3], "ja", aanbod=haal(club), door=wereld.wie("coordinator"))
        db.session.flush()
        assert "Blijft bewegen, na 3 maanden: ja, Wandelclub" in [rij.titel for rij in tijdlijn(haal(plaats).traject)]
