"""Laying down a ground: which combinations stand, what holds on which day, and that nothing is ever lost."""

from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from ketens.catalogus import GRONDSLAGEN, UITZONDERINGEN
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import AMSTERDAM, vandaag, zet_klok
from ketens.verwerkingen.handelingen import eis_grondslagen, leg_vast, noem
from ketens.verwerkingen.models import Verwerking
from ketens.verwerkingen.overzichten import aan_zonder_grond, register, stand
from ketens.verwerkingen.stand import mist_op
from tests import wereld

GOED = {
    "grondslag": "publieke_taak",
    "uitzondering": "zorg_en_ondersteuning",
    "wet": "Wmo 2015, artikel 2.1.2",
    "verantwoordelijke": "Gemeente Borne",
    "ontvangers": "Coördinator",
    "bewaartermijn": "2 jaar",
}


def leg(stroom, **anders):
    velden = GOED | {"formulier_id": uuid4(), "vanaf": vandaag()} | anders
    rij = leg_vast(stroom, keten_code=wereld.KETEN, door=wereld.wie("beheerder"), **velden)
    db.session.flush()
    return rij


def test_een_nieuwe_regel_geldt_en_de_oude_blijft_leesbaar(in_borne, stroom):
    with in_borne():
        nieuw = leg(stroom("groep"), bewaartermijn="1 jaar")
        nu = stand(wereld.KETEN, "groep")
        assert nu.geldt is nieuw
        assert [rij.bewaartermijn for rij in nu.rijen] == ["1 jaar", "2 jaar na het afsluiten van het traject"]


def test_een_regel_in_de_toekomst_geldt_pas_op_die_dag(in_borne, stroom):
    straks = date(2031, 1, 1)
    with in_borne():
        nieuw = leg(stroom("groep"), vanaf=straks)
        nu = stand(wereld.KETEN, "groep")
        assert nu.geldt is not nieuw
        assert nu.komt == (nieuw,)
        for dag, wat in ((date(2030, 12, 31), False), (straks, True)):
            with zet_klok(datetime(dag.year, dag.month, dag.day, 12, tzinfo=AMSTERDAM)):
                assert (stand(wereld.KETEN, "groep").geldt is nieuw) is wat


def test_van_twee_regels_op_een_dag_geldt_de_laatste(in_borne, stroom):
    with in_borne():
        leg(stroom("groep"), bewaartermijn="1 jaar")
        laatste = leg(stroom("groep"), bewaartermijn="3 jaar")
        assert stand(wereld.KETEN, "groep").geldt is laatste


def test_wat_eerder_begon_wint_niet_van_wat_later_begon(in_borne, stroom):
    """Someone who fills in the past afterwards does not change what holds today."""
    with in_borne():
        leg(stroom("groep"), bewaartermijn="nu")
        leg(stroom("groep"), bewaartermijn="vroeger", vanaf=date(2024, 1, 1))
        assert stand(wereld.KETEN, "groep").geldt.bewaartermijn == "nu"


def test_twee_keer_versturen_legt_een_keer_vast(in_borne, stroom):
    id_ = uuid4()
    with in_borne():
        assert leg(stroom("groep"), formulier_id=id_) is leg(stroom("groep"), formulier_id=id_, bewaartermijn="anders")
        assert len(stand(wereld.KETEN, "groep").rijen) == 2


@pytest.mark.parametrize(
    ("anders", "veld", "zin"),
    [
        ({"grondslag": "omdat_het_kan"}, "grondslag", "Kies een grondslag uit de lijst."),
        ({"uitzondering": "omdat_het_kan"}, "uitzondering", "Kies een uitzondering uit de lijst."),
        ({"wet": ""}, "wet", "Noem de wet. Een taak van algemeen belang staat altijd in een wet"),
        ({"grondslag": "wettelijke_plicht", "wet": ""}, "wet", "Noem de wet. Een wettelijke plicht"),
        ({"uitzondering": "geen"}, "uitzondering", "In deze stroom zitten gegevens over gezondheid."),
        ({"grondslag": "toestemming"}, "toch", "Toestemming vervangt geen wet."),
        ({"grondslag": "gerechtvaardigd_belang"}, "toch", "Een overheid kan zich"),
    ],
)
def test_een_grondslag_die_niet_kan_wordt_geweigerd(in_borne, stroom, anders, veld, zin):
    with in_borne():
        with pytest.raises(Domeinfout) as fout:
            leg(stroom("groep"), **anders)
        assert fout.value.veld == veld
        assert fout.value.zin.startswith(zin)
        assert len(stand(wereld.KETEN, "groep").rijen) == 1


def test_toestemming_bij_een_eigen_taak_kan_alleen_met_open_ogen_en_blijft_een_waarschuwing(in_borne, stroom):
    with in_borne():
        leg(stroom("groep"), grondslag="toestemming", uitzondering="uitdrukkelijke_toestemming", toch=True)
        assert "Toestemming vervangt geen wet" in stand(wereld.KETEN, "groep").waarschuwing
        leg(stroom("groep"))
        assert stand(wereld.KETEN, "groep").waarschuwing is None


def test_een_verwijzer_mag_wel_op_toestemming_doorgeven(in_borne, stroom):
    with in_borne():
        leg(stroom("verwijzing"), grondslag="toestemming", uitzondering="uitdrukkelijke_toestemming", wet="")
        assert stand(wereld.KETEN, "verwijzing").waarschuwing is None


@pytest.mark.parametrize("grondslag", GRONDSLAGEN)
@pytest.mark.parametrize("uitzondering", UITZONDERINGEN)
def test_bij_gezondheidsgegevens_komt_niemand_zonder_uitzondering_weg(in_borne, stroom, grondslag, uitzondering):
    with in_borne():
        velden = {"grondslag": grondslag, "uitzondering": uitzondering, "toch": True}
        if uitzondering == "geen":
            with pytest.raises(Domeinfout):
                leg(stroom("uitvoering"), **velden)
            assert leg(stroom("accounts"), **velden).uitzondering == "geen"
        else:
            assert leg(stroom("uitvoering"), **velden).uitzondering == uitzondering


@pytest.mark.parametrize("daad", ["wijzigen", "wissen"])
def test_een_regel_verandert_niet_en_gaat_niet_weg(in_borne, daad):
    with in_borne():
        rij = db.session.scalars(select(Verwerking).where(Verwerking.stroom == "groep")).one()
        if daad == "wijzigen":
            rij.grondslag = "toestemming"
        else:
            db.session.delete(rij)
        with pytest.raises(RuntimeError, match="verandert niet en gaat niet weg"):
            db.session.flush()
        db.session.rollback()


def test_een_keten_met_een_lege_stroom_kan_niet_aan(in_borne, wis, stroom):
    wis("groep", "logboek")
    with in_borne():
        assert [deel.code for deel in mist_op(wereld.KETEN, vandaag())] == ["groep", "logboek"]
        with pytest.raises(Domeinfout, match="van: De groep en de trainer, Logboek van inzage"):
            eis_grondslagen(wereld.KETEN, "Valpreventie", vandaag())
        leg(stroom("groep"))
        leg(stroom("logboek"), vanaf=vandaag() + timedelta(days=1))
        with pytest.raises(Domeinfout, match=r"van: Logboek van inzage\."):
            eis_grondslagen(wereld.KETEN, "Valpreventie", vandaag())
        eis_grondslagen(wereld.KETEN, "Valpreventie", vandaag() + timedelta(days=1))


def test_een_keten_zonder_stromen_in_de_catalogus_kan_niet_aan(in_borne):
    with in_borne(), pytest.raises(Domeinfout, match="in de catalogus staat nog niet welke gegevens naar wie gaan"):
        eis_grondslagen("onbeschreven", "Onbeschreven keten", vandaag())


def test_een_lange_lijst_wordt_kort_genoemd(in_borne, wis):
    wis()
    with in_borne():
        zin = noem(mist_op(wereld.KETEN, vandaag()))
        assert zin.startswith("Verwijzing, Het traject bij de gemeente, ")
        assert zin.endswith(" en nog 13")


def test_een_keten_die_al_liep_valt_op(in_borne, wis):
    with in_borne():
        assert aan_zonder_grond() == []
        assert register(wereld.KETEN).is_compleet
    wis("cijfers")
    with in_borne():
        (gevonden,) = aan_zonder_grond()
        assert [deel.code for deel in gevonden.mist] == ["cijfers"]
    with in_borne("tubbergen"):
        assert aan_zonder_grond() == []


def test_een_andere_gemeente_legt_voor_zichzelf_vast(in_borne, stroom):
    with in_borne():
        leg(stroom("groep"), bewaartermijn="alleen in Borne")
        db.session.commit()
    with in_borne("tubbergen"):
        assert "alleen in Borne" not in {rij.bewaartermijn for rij in stand(wereld.KETEN, "groep").rijen}
