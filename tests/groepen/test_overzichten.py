from datetime import date, timedelta

import pytest
from sqlalchemy import select

from ketens.groepen import handelingen as groepen
from ketens.groepen import overzichten
from ketens.groepen.models import Bijeenkomst, Groep
from ketens.indicatoren.tellen import tel
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import moment, vandaag, zet_klok
from ketens.rooster.inrichten import wijzig_groep
from tests import wereld
from tests.groepen.conftest import aanwezig, haal


def geteld(jaar):
    """Started deelnames, and how many different residents those were."""
    stand = tel(wereld.KETEN, jaar)
    return stand.waarde("aantal_gestart"), stand.waarde("unieke_deelnemers")


def test_gestart_is_aanwezig_bij_bijeenkomst_1_of_2(maak, in_borne, plaats):
    with zet_klok(moment(date(2026, 2, 2))):
        groep = maak.groep(begint_op=date(2026, 3, 3), dagdelen=["di_ochtend"])
        een, twee, te_laat, afgemeld = (
            plaats(maak.klaar_voor_plaats(naam), groep) for naam in ("Een", "Twee", "Telaat", "Afgemeld")
        )
    with in_borne():
        aanwezig(een, 1, 2, 3)
        aanwezig(twee, 2)
        aanwezig(te_laat, 3)
        aanwezig(afgemeld, 1, stand="afgemeld")
        db.session.flush()
        assert geteld(2026) == (2, 2)
        assert geteld(2025) == (0, 0)
        assert overzichten.per_groep([groep.id])[groep.id].gestart == 2


def test_een_inwoner_met_twee_deelnames_telt_als_een_inwoner(maak, in_borne, plaats):
    inwoner = maak.inwoner()
    with zet_klok(moment(date(2026, 2, 2))):
        eerste = maak.groep(begint_op=date(2026, 3, 3))
        plaatsing = plaats(maak.klaar_voor_plaats(inwoner=inwoner), eerste)
    with in_borne(), zet_klok(moment(date(2026, 7, 1))):
        plaatsing = haal(plaatsing)
        aanwezig(plaatsing, 1)
        groepen.start_deelname(plaatsing, date(2026, 3, 3))
        groepen.beeindig_deelname(plaatsing, einde="afgerond", door=None)
        plaatsing.traject.sluit_af(door=None, reden="afgerond")
        db.session.commit()
    with zet_klok(moment(date(2026, 8, 1))):
        tweede = maak.groep(interventie_code="otago", begint_op=date(2026, 9, 1))
        opnieuw = plaats(maak.klaar_voor_plaats(inwoner=inwoner, uitslag="hoog"), tweede, reden_afwijking="Wil graag")
    with in_borne():
        aanwezig(opnieuw, 2)
        db.session.flush()
        assert geteld(2026) == (2, 1)
        stand = tel(wereld.KETEN, 2026)
        codes = ("aantal_groepen", "aantal_plaatsen", "aantal_afgerond")
        assert [stand.waarde(code) for code in codes] == [2, 22, 1]


def test_cijfers_zijn_van_een_gemeente_en_een_keten(maak, in_borne, plaats):
    with zet_klok(moment(date(2026, 2, 2))):
        groep = maak.groep(begint_op=date(2026, 3, 3))
        plaatsing = plaats(maak.klaar_voor_plaats(), groep)
    with in_borne():
        aanwezig(plaatsing, 1)
        db.session.commit()
        assert geteld(2026) == (1, 1)
        haal(groep).keten_code = wereld.WELZIJN
        db.session.flush()
        assert geteld(2026) == (0, 0)
    with in_borne("tubbergen"):
        assert geteld(2026) == (0, 0)
        assert tel(wereld.KETEN, 2026).waarde("aantal_groepen") == 0


def test_oudjaarsavond_telt_in_het_jaar_van_amsterdam(maak, in_borne, plaats):
    with zet_klok(moment(date(2026, 11, 2))):
        plaatsing = plaats(maak.klaar_voor_plaats(), maak.groep(begint_op=date(2026, 12, 1)))
    with in_borne():
        aanwezig(plaatsing, 1)
        vraag = select(Bijeenkomst).where(Bijeenkomst.groep_id == plaatsing.groep_id, Bijeenkomst.nr == 1)
        db.session.scalars(vraag).one().begint_op = moment(date(2027, 1, 1), 0, 30)
        db.session.flush()
        assert (geteld(2026)[0], geteld(2027)[0]) == (0, 1)


def test_zonder_ritme_in_de_catalogus_zijn_er_nog_geen_bijeenkomsten(maak, in_borne):
    groep = maak.groep(interventie_code="tom", eindigt_op=vandaag() + timedelta(weeks=20))
    with in_borne():
        assert haal(groep).bijeenkomsten == []


def test_een_andere_begindag_legt_de_bijeenkomsten_opnieuw_en_rekent_de_leeftijd_na(maak, in_borne, plaats):
    with zet_klok(moment(date(2026, 9, 1))):
        groep = maak.groep(begint_op=date(2026, 10, 13))
        inwoner = maak.inwoner("Jarig", geboortedatum=date(1950, 10, 20))
        plaatsing = plaats(maak.klaar_voor_plaats(inwoner=inwoner), groep)
        assert plaatsing.leeftijd == 75
        with in_borne():
            wijzig_groep(haal(groep), begint_op=date(2026, 10, 20), door=None)
            db.session.commit()
            groep = haal(groep)
            assert (len(groep.bijeenkomsten), groep.bijeenkomsten[0].nr) == (24, 1)
            assert groep.eindigt_op == groep.bijeenkomsten[-1].begint_op.date()
            assert haal(plaatsing).leeftijd == 76


def test_een_begonnen_groep_houdt_haar_begindag(maak, in_borne):
    with zet_klok(moment(date(2026, 9, 1))):
        groep = maak.groep(begint_op=date(2026, 10, 13))
    with in_borne(), zet_klok(moment(date(2026, 10, 14))):
        with pytest.raises(Domeinfout, match="De eerste dag en de dagdelen liggen vast"):
            wijzig_groep(haal(groep), begint_op=date(2026, 10, 20), door=None)
        db.session.rollback()
        assert db.session.scalars(select(Groep.begint_op)).one() == date(2026, 10, 13)


def test_wie_begint_telt_mee_in_de_cijfers(maak, in_borne, plaats):
    """What the coördinator notes as begun is what the projectleider counts; noted twice, it counts once."""
    with zet_klok(moment(date(2026, 2, 2))):
        plaatsing = plaats(maak.klaar_voor_plaats(), maak.groep(begint_op=date(2026, 3, 3), dagdelen=["di_ochtend"]))
    with in_borne(), zet_klok(moment(date(2026, 3, 5))):
        plaatsing = haal(plaatsing)
        aanwezig(plaatsing, 1, stand="afgemeld")
        groepen.start_deelname(plaatsing, date(2026, 3, 4))
        db.session.flush()
        assert geteld(2026) == (1, 1)
