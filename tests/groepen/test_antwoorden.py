"""Yes, no, not now, or nothing: what an answer to an offered place does, and what it does twice or too late."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from ketens.berichten.handelingen import bereikt, niet_bereikt, open_berichten
from ketens.berichten.models import Bericht
from ketens.groepen import verlopen
from ketens.groepen.aanbieden import vul
from ketens.groepen.antwoorden import beantwoord, trek_aanbod_in
from ketens.groepen.beurt import lijst_voor
from ketens.groepen.bezetting import stand
from ketens.groepen.plaatsen import Plaatsaanbod, Plaatsing
from ketens.groepen.wachten import zet_op_wachtlijst
from ketens.inwoners.models import Bereik
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import moment, vandaag, werkdagen_erbij, zet_klok
from ketens.opdrachten.klok import RITMES
from ketens.trajecten.delen import Gebeurtenis
from ketens.trajecten.taken import Taak
from tests import wereld
from tests.groepen.conftest import de_klok_loopt, haal
from tests.merken import OP_SQLITE

pytestmark = OP_SQLITE


def cora():
    return wereld.wie("coordinator")


@pytest.fixture
def aanbod(maak, in_borne):
    """In an open session: the place that Een is offered in a group for one; Twee waits behind."""
    trajecten = [maak.klaar_voor_plaats(naam) for naam in ("Een", "Twee")]
    groep = maak.groep(plaatsen=1, minimum=1)
    with in_borne():
        for traject in trajecten:
            zet_op_wachtlijst(haal(traject), interventie_code="in_balans", door=cora())
        (nieuw,) = vul(haal(groep), door=cora())
        yield nieuw


def hoor(aanbod):
    (bericht,) = open_berichten(Bericht.sleutel == f"aanbod:{aanbod.id}")
    bereikt(bericht, door=cora(), hoe="gesproken")


def houdt_aanbod(groep) -> list[str]:
    rijen = lijst_voor(groep, stand(groep))
    return [rij.wachtplek.inwoner.achternaam for rij in rijen if rij.aanbod]


def waarom(groep) -> dict[str, str]:
    return {rij.wachtplek.inwoner.achternaam: rij.waarom for rij in lijst_voor(groep, stand(groep))}


def open_taken(soort) -> list[str]:
    vraag = select(Taak).where(Taak.soort == soort, Taak.afgehandeld_op.is_(None))
    return [taak.inwoner.achternaam for taak in db.session.scalars(vraag)]


def test_ja_geeft_de_plaats_en_wie_belde_hoeft_niet_nog_een_keer_te_bellen(aanbod):
    plaatsing = beantwoord(aanbod, "ja", via="coordinator", door=cora())
    assert plaatsing.groep_id == aanbod.groep_id
    assert (aanbod.antwoord, aanbod.antwoord_via, aanbod.wachtplek.vervallen_reden) == (
        "ja",
        "coordinator",
        "geplaatst",
    )
    assert open_berichten(Bericht.traject_id == aanbod.traject_id) == []
    assert aanbod.antwoord_door_id == cora().account_id


def test_wie_via_de_link_ja_zegt_hoort_nog_waar_en_wanneer(aanbod):
    beantwoord(aanbod, "ja", via="link", door=None)
    assert [bericht.soort for bericht in open_berichten(Bericht.traject_id == aanbod.traject_id)] == ["uitnodiging"]


def test_niet_nu_houdt_de_datum_en_krijgt_deze_groep_niet_weer(aanbod):
    sinds = aanbod.wachtplek.sinds
    beantwoord(aanbod, "niet_nu", via="link", door=None)
    assert (aanbod.wachtplek.sinds, aanbod.wachtplek.vervallen_op) == (sinds, None)
    assert houdt_aanbod(aanbod.groep) == ["Twee"]
    assert "Zei op" in waarom(aanbod.groep)["Een"]
    (tweede,) = db.session.scalars(select(Plaatsaanbod).where(Plaatsaanbod.id != aanbod.id))
    beantwoord(tweede, "niet_nu", via="link", door=None)
    assert vul(aanbod.groep) == []


def test_nee_gaat_van_de_lijst_en_de_coordinator_praat_erover(aanbod):
    beantwoord(aanbod, "nee", via="link", door=None)
    assert aanbod.wachtplek.vervallen_reden == "nee"
    assert open_taken("aanbod_nee") == ["Een"]
    assert houdt_aanbod(aanbod.groep) == ["Twee"]
    assert aanbod.traject.stap("plaatsing").is_open
    soorten = select(Gebeurtenis.soort).where(Gebeurtenis.traject_id == aanbod.traject_id)
    assert {"aangeboden", "aanbod_beantwoord", "van_wachtlijst"} <= set(db.session.scalars(soorten))


@pytest.mark.parametrize("eerst", ["ja", "nee", "niet_nu"])
@pytest.mark.parametrize("dan", ["ja", "nee"])
def test_twee_keer_antwoorden_verandert_niets(aanbod, eerst, dan):
    beantwoord(aanbod, eerst, via="link", door=None)
    with pytest.raises(Domeinfout, match="al geantwoord"):
        beantwoord(aanbod, dan, via="coordinator", door=cora())
    assert aanbod.antwoord == eerst


def test_na_het_einde_kan_ja_niet_meer_ook_als_de_klok_nog_niet_liep(aanbod):
    hoor(aanbod)
    with zet_klok(moment(aanbod.vervalt_op + timedelta(days=1), 0)):
        with pytest.raises(Domeinfout, match="en is voorbij"):
            beantwoord(aanbod, "ja", via="link", door=None)
        assert db.session.scalar(select(func.count(Plaatsing.id))) == 0


def test_op_de_laatste_dag_kan_ja_nog_wel(aanbod):
    hoor(aanbod)
    assert aanbod.vervalt_op == werkdagen_erbij(vandaag(), 5)
    with zet_klok(moment(aanbod.vervalt_op, 23)):
        assert beantwoord(aanbod, "ja", via="link", door=None)


def test_een_verlopen_aanbod_vervalt_vanzelf_en_gaat_naar_wie_volgt(aanbod):
    hoor(aanbod)
    with zet_klok(moment(aanbod.vervalt_op, 23)):
        de_klok_loopt()
        assert aanbod.vervallen_op is None
    with zet_klok(moment(aanbod.vervalt_op + timedelta(days=1), 1)):
        de_klok_loopt()
        assert (aanbod.vervallen_reden, aanbod.wachtplek.vervallen_op) == ("verlopen", None)
        assert houdt_aanbod(aanbod.groep) == ["Twee"]
        assert open_taken("aanbod_verlopen") == ["Een"]
        assert waarom(aanbod.groep)["Een"].startswith("Gaf geen antwoord op het aanbod voor deze groep")


def test_wie_het_niet_hoorde_verliest_niets_aan_de_tijd(aanbod):
    dag_ervoor = aanbod.groep.begint_op - timedelta(days=3)
    with zet_klok(moment(dag_ervoor, 12)):
        de_klok_loopt()
        assert (aanbod.vervalt_op, aanbod.vervallen_op) == (None, None)


def test_vlak_voor_de_groep_wordt_een_brief_een_telefoontje(aanbod):
    (bericht,) = open_berichten(Bericht.sleutel == f"aanbod:{aanbod.id}")
    bericht.kanaal = Bereik.BRIEF
    with zet_klok(moment(aanbod.groep.begint_op - timedelta(days=1), 9)):
        de_klok_loopt()
        assert (bericht.kanaal, bericht.taak.termijn_op) == (Bereik.BELLEN, vandaag())


def test_een_aanbod_voor_een_groep_die_te_ver_is_vervalt_zonder_gevolg_voor_de_inwoner(aanbod):
    with zet_klok(moment(aanbod.groep.begint_op + timedelta(days=40), 9)):
        de_klok_loopt()
        assert (aanbod.vervallen_reden, aanbod.wachtplek.vervallen_op) == ("te_laat", None)


def test_de_bedenktijd_eindigt_voor_de_eerste_keer(aanbod):
    with zet_klok(moment(aanbod.groep.begint_op - timedelta(days=3), 9)):
        hoor(aanbod)
        assert aanbod.vervalt_op == aanbod.groep.begint_op - timedelta(days=1)


def test_wie_toch_niet_werd_bereikt_heeft_weer_alle_tijd(aanbod):
    (bericht,) = open_berichten(Bericht.sleutel == f"aanbod:{aanbod.id}")
    bereikt(bericht, door=cora(), hoe="gesproken")
    niet_bereikt(bericht)
    assert (aanbod.bereikt_op, aanbod.vervalt_op) == (None, None)


def test_een_ingetrokken_aanbod_gaat_naar_wie_volgt(aanbod):
    trek_aanbod_in(aanbod, door=cora())
    assert (aanbod.vervallen_reden, houdt_aanbod(aanbod.groep)) == ("ingetrokken", ["Twee"])
    with pytest.raises(Domeinfout, match="ingetrokken"):
        beantwoord(aanbod, "ja", via="link", door=None)


def test_onzin_als_antwoord_wordt_geweigerd(aanbod):
    with pytest.raises(Domeinfout, match="Kies ja, nu niet of nee"):
        beantwoord(aanbod, "misschien", via="link", door=None)


def test_het_nalopen_is_werk_van_de_klok(bron):
    assert verlopen.OPDRACHT in RITMES
