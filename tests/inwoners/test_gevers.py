"""Who decides about a consent, by age (domein 4.1): the boundaries, and that the record keeps to them."""

from datetime import date

import pytest

from ketens.inwoners.contactpersonen import verwijder_contactpersoon
from ketens.inwoners.gevers import Gever, gever_bij, gevers, intrekkers, past_bij
from ketens.inwoners.handelingen import leg_toestemming_vast, trek_toestemming_in
from ketens.inwoners.models import Inwoner, Toestemming
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import vandaag
from tests import wereld


def jarig(leeftijd):
    """The date of birth of who turns this age today."""
    dag = vandaag()
    return date(dag.year - leeftijd, dag.month, min(dag.day, 28))


def geef(inwoner_id, gever, ander=None):
    return leg_toestemming_vast(
        db.session.get_one(Inwoner, inwoner_id),
        soort="doorgeven",
        keten_code=wereld.KETEN,
        ontvangers="de coördinator",
        formulering="Mag dat?",
        formulering_versie="1",
        kanaal="mondeling",
        gever=gever,
        vertegenwoordiger=ander,
        door=wereld.wie("coordinator"),
    )


@pytest.mark.parametrize(
    ("leeftijd", "mogen"),
    [
        (0, {"ouder"}),
        (11, {"ouder"}),
        (12, {"ouder_en_kind"}),
        (15, {"ouder_en_kind"}),
        (16, {"inwoner", "vertegenwoordiger"}),
        (85, {"inwoner", "vertegenwoordiger"}),
        (None, {"inwoner", "vertegenwoordiger"}),
    ],
)
def test_de_leeftijd_zegt_wie_toestemming_geeft(leeftijd, mogen):
    assert {str(gever) for gever in gevers(leeftijd)} == mogen


def test_kind_en_ouder_geven_samen_maar_een_van_de_twee_kan_intrekken():
    assert set(intrekkers(14)) == {Gever.INWONER, Gever.OUDER}
    assert set(intrekkers(8)) == {Gever.OUDER}
    assert set(intrekkers(80)) == {Gever.INWONER, Gever.VERTEGENWOORDIGER}


@pytest.mark.parametrize(
    ("leeftijd", "met_ander", "gever"),
    [(8, True, "ouder"), (14, True, "ouder_en_kind"), (16, False, "inwoner"), (80, True, "vertegenwoordiger")],
)
def test_wie_er_genoemd_is_bepaalt_de_gever(leeftijd, met_ander, gever):
    assert gever_bij(leeftijd, met_ander=met_ander) == gever


def test_voor_een_kind_beslist_alleen_wie_gezag_heeft_en_voor_een_volwassene_juist_niet():
    assert past_bij("ouder", "ouder_met_gezag")
    assert not past_bij("ouder", "mentor")
    assert past_bij("vertegenwoordiger", "mentor")
    assert not past_bij("vertegenwoordiger", "ouder_met_gezag")
    assert not past_bij("vertegenwoordiger", None)


@pytest.mark.parametrize(("leeftijd", "gever"), [(8, "inwoner"), (14, "inwoner"), (14, "ouder"), (80, "ouder")])
def test_een_toestemming_van_wie_niet_mag_beslissen_wordt_niet_vastgelegd(maak, in_borne, leeftijd, gever):
    inwoner = maak.inwoner(geboortedatum=jarig(leeftijd))
    with in_borne(), pytest.raises(Domeinfout, match=r"jaar"):
        geef(inwoner.id, gever)


def test_een_ouder_met_gezag_geeft_toestemming_voor_een_kind(maak, in_borne):
    kind = maak.inwoner(geboortedatum=jarig(8))
    ouder = maak.contactpersoon(kind, "Ouder Ode", relatie="ouder", vertegenwoordiger_grond="ouder_met_gezag")
    with in_borne():
        gegeven = geef(kind.id, "ouder", db.session.get_one(type(ouder), ouder.id))
        db.session.flush()
        assert (gegeven.gever, gegeven.vertegenwoordiger_id) == ("ouder", ouder.id)


def test_een_mentor_beslist_niet_voor_een_kind(maak, in_borne):
    kind = maak.inwoner(geboortedatum=jarig(8))
    mentor = maak.contactpersoon(kind, vertegenwoordiger_grond="mentor")
    with in_borne(), pytest.raises(Domeinfout, match="ouder of voogd met gezag"):
        geef(kind.id, "ouder", db.session.get_one(type(mentor), mentor.id))


def test_wie_van_de_lijst_is_beslist_niet_meer(maak, in_borne):
    inwoner = maak.inwoner()
    mentor = maak.contactpersoon(inwoner, vertegenwoordiger_grond="mentor")
    with in_borne():
        rij = db.session.get_one(type(mentor), mentor.id)
        verwijder_contactpersoon(rij)
        with pytest.raises(Domeinfout, match="contactpersonen"):
            geef(inwoner.id, "vertegenwoordiger", rij)


def test_een_ander_dan_de_ouder_trekt_voor_een_jong_kind_niets_in(maak, in_borne):
    kind = maak.inwoner(geboortedatum=jarig(8))
    ouder = maak.contactpersoon(kind, relatie="ouder", vertegenwoordiger_grond="ouder_met_gezag")
    with in_borne():
        gegeven = geef(kind.id, "ouder", db.session.get_one(type(ouder), ouder.id))
        db.session.flush()
        with pytest.raises(Domeinfout, match="jonger dan 12"):
            trek_toestemming_in(gegeven, door=wereld.wie("coordinator"), gever="inwoner")
        trek_toestemming_in(gegeven, door=wereld.wie("coordinator"), gever="ouder", kanaal="telefonisch")
        rij = db.session.get_one(Toestemming, gegeven.id)
        assert (rij.intrek_gever, rij.intrek_kanaal) == ("ouder", "telefonisch")
