"""One resident led to one aanbod: moments, undo, the timeline, and the question after three months."""

import pytest
from sqlalchemy import select

from ketens.aanbod.handelingen import leid_toe, maak_aanbod, neem_terug, stop, zet_moment
from ketens.aanbod.models import Aanbod, Toeleiding
from ketens.aanbod.toeleiden import laatste, mogelijk
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import vandaag, werkdagen_erbij
from ketens.trajecten.instellingen import instelling
from ketens.trajecten.models import Traject
from ketens.trajecten.taken import Taak
from tests import wereld


@pytest.fixture
def traject(maak, in_borne):
    """A running traject, in a session."""
    gemaakt = maak.traject("Wandelaar")
    with in_borne():
        yield db.session.get_one(Traject, gemaakt.id)


@pytest.fixture
def aanbod(traject) -> Aanbod:
    """A walking group."""
    return maak_aanbod(titel="Wandelgroep", soort="bewegen", aanbieder="Borne Beweegt (proef)", door=None)


@pytest.fixture
def cora(traject):
    """The coördinator."""
    return wereld.wie("coordinator")


def open_taken(traject: Traject) -> list[Taak]:
    return [taak for taak in traject.open_taken() if taak.soort == "toeleiding"]


def soorten(traject: Traject) -> list[tuple[str, str]]:
    db.session.flush()
    db.session.expire(traject, ["gebeurtenissen"])
    eigen = [g for g in traject.gebeurtenissen if g.soort.startswith("toeleiding")]
    return [(g.soort, g.gegevens["moment"]) for g in reversed(eigen)]


def test_een_aanbod_noemen_is_een_rij_ook_als_het_twee_keer_gebeurt(traject, aanbod, cora):
    eerste = leid_toe(traject, aanbod, door=cora)
    assert leid_toe(traject, aanbod, door=cora) is eerste
    assert (eerste.genoemd_op, laatste(eerste)) == (vandaag(), "genoemd")
    assert soorten(traject) == [("toeleiding", "genoemd")]


def test_elk_moment_staat_op_de_tijdlijn(traject, aanbod, cora):
    rij = leid_toe(traject, aanbod, door=cora)
    for moment in ("samen_gegaan", "gestart", "gebleven"):
        zet_moment(rij, moment, door=cora)
    assert [moment for _, moment in soorten(traject)] == ["genoemd", "samen_gegaan", "gestart", "gebleven"]
    assert mogelijk(rij) == ["niet_passend"]


def test_een_later_moment_mag_er_meteen_bij(traject, aanbod, cora):
    rij = leid_toe(traject, aanbod, door=cora, moment="gestart")
    assert (rij.samen_gegaan_op, rij.gestart_op) == (None, vandaag())


def test_terug_naar_een_eerder_moment_kan_alleen_door_het_laatste_ongedaan_te_maken(traject, aanbod, cora):
    rij = leid_toe(traject, aanbod, door=cora, moment="gestart")
    with pytest.raises(Domeinfout, match="al gezet"):
        zet_moment(rij, "samen_gegaan", door=cora)
    neem_terug(rij, door=cora)
    zet_moment(rij, "samen_gegaan", door=cora)
    assert laatste(rij) == "samen_gegaan"
    assert soorten(traject)[-2:] == [("toeleiding_teruggenomen", "gestart"), ("toeleiding", "samen_gegaan")]


def test_ongedaan_maken_van_genoemd_haalt_de_rij_weg(traject, aanbod, cora):
    neem_terug(leid_toe(traject, aanbod, door=cora), door=cora)
    db.session.flush()
    assert db.session.scalars(select(Toeleiding)).all() == []
    assert leid_toe(traject, aanbod, door=cora).genoemd_op == vandaag()


def test_niet_passend_vraagt_een_reden_en_is_het_einde(traject, aanbod, cora):
    rij = leid_toe(traject, aanbod, door=cora)
    with pytest.raises(Domeinfout, match="waarom"):
        zet_moment(rij, "niet_passend", door=cora, reden="zomaar")
    zet_moment(rij, "niet_passend", door=cora, reden="te_ver")
    assert (rij.reden, mogelijk(rij)) == ("te_ver", [])
    neem_terug(rij, door=cora)
    assert (rij.reden, laatste(rij)) == (None, "genoemd")


def test_na_drie_maanden_vraagt_een_taak_of_de_inwoner_is_gebleven(traject, aanbod, cora):
    rij = leid_toe(traject, aanbod, door=cora, moment="gestart")
    [taak] = open_taken(traject)
    assert taak.termijn_op == werkdagen_erbij(vandaag(), 65)
    assert (taak.endpoint, taak.object_id) == ("aanbod.toeleiding", rij.id)
    zet_moment(rij, "gebleven", door=cora)
    assert open_taken(traject) == []
    neem_terug(rij, door=cora)
    assert len(open_taken(traject)) == 1


def test_de_gemeente_bepaalt_na_hoeveel_werkdagen(traject, aanbod, cora):
    instelling(traject.keten_code).termijnen = {"toeleiding": 20}
    leid_toe(traject, aanbod, door=cora, moment="gestart")
    assert open_taken(traject)[0].termijn_op == werkdagen_erbij(vandaag(), 20)


def test_twee_keer_gestart_zijn_twee_vragen(traject, aanbod, cora):
    ander = maak_aanbod(titel="Zwemmen", soort="bewegen", aanbieder="Het Bad (proef)", door=None)
    eerste = leid_toe(traject, aanbod, door=cora, moment="gestart")
    leid_toe(traject, ander, door=cora, moment="gestart")
    zet_moment(eerste, "niet_passend", door=cora, reden="vol")
    assert len(open_taken(traject)) == 1


def test_naar_gestopt_aanbod_leidt_niemand_meer(traject, aanbod, cora):
    stop(aanbod, door=cora)
    with pytest.raises(Domeinfout, match="gestopt"):
        leid_toe(traject, aanbod, door=cora)


def test_wie_is_afgesloten_begint_niets_nieuws_maar_de_uitkomst_mag_nog(traject, aanbod, cora):
    rij = leid_toe(traject, aanbod, door=cora, moment="gestart")
    traject.sluit_af(door=cora, reden=traject.keten.afsluitredenen[0].code)
    assert open_taken(traject) == []
    zet_moment(rij, "gebleven", door=cora)
    assert (laatste(rij), open_taken(traject)) == ("gebleven", [])
    ander = maak_aanbod(titel="Zwemmen", soort="bewegen", aanbieder="Het Bad (proef)", door=None)
    with pytest.raises(Domeinfout, match="afgesloten"):
        leid_toe(traject, ander, door=cora)
