"""The figures of domein 7.1 come out of the rows of the demo."""

from collections import Counter

import pytest
from sqlalchemy import func, select

from ketens.groepen.models import Bijeenkomst, Groep
from ketens.groepen.plaatsen import Aanwezigheid, AanwezigheidStand, Plaatsing
from ketens.indicatoren.tellen import tel
from ketens.inwoners.models import Inwoner
from ketens.kern.db import db
from ketens.kern.klok import leeftijd_op
from ketens.trajecten.models import Traject
from ketens.verwijzingen.models import Verwijzing

EERSTE_JAREN = range(2023, 2026)


@pytest.fixture
def begonnen(demo):
    with demo.binnen():
        yield list(db.session.scalars(select(Plaatsing).where(Plaatsing.gestart_op.is_not(None))))


def test_121_deelnames_begonnen_in_2023_tot_en_met_2025(demo):
    with demo.binnen():
        per_jaar = [tel("valpreventie", jaar).waarde("aantal_gestart") for jaar in EERSTE_JAREN]
    assert per_jaar == [24, 41, 56]
    assert sum(per_jaar) == 121


def test_dat_waren_allemaal_andere_inwoners_van_65_tot_en_met_85(begonnen):
    eerste = [plaatsing for plaatsing in begonnen if plaatsing.gestart_op.year in EERSTE_JAREN]
    assert len({plaatsing.inwoner_id for plaatsing in eerste}) == 121
    for plaatsing in eerste:
        geboren = plaatsing.inwoner.geboortedatum
        eerste_dag = plaatsing.groep.bijeenkomsten[0].begint_op.date()
        assert 65 <= leeftijd_op(geboren, eerste_dag) <= 85
        assert 65 <= leeftijd_op(geboren, plaatsing.gestart_op) <= 85
        assert plaatsing.leeftijd == leeftijd_op(geboren, eerste_dag)


def test_acht_groepen_met_88_plaatsen_in_2026(demo):
    with demo.binnen():
        stand = tel("valpreventie", 2026)
        dit_jaar = [groep for groep in db.session.scalars(select(Groep)) if groep.begint_op.year == 2026]
        assert (stand.waarde("aantal_groepen"), stand.waarde("aantal_plaatsen")) == (8, 88)
        assert Counter(groep.interventie.code for groep in dit_jaar) == {"in_balans": 4, "vvt": 4}
        assert {groep.plaatsen for groep in dit_jaar} == {11}


def test_precies_een_groep_van_2026_loopt_door_in_2027(demo):
    with demo.binnen():
        over = [
            groep
            for groep in db.session.scalars(select(Groep))
            if groep.begint_op.year == 2026 and groep.bijeenkomsten[-1].begint_op.year == 2027
        ]
        assert len(over) == 1
        assert over[0].eindigt_op.year == 2027


def test_een_in_balans_heeft_24_bijeenkomsten_en_een_vvt_10(demo):
    with demo.binnen():
        aantallen = {(groep.interventie.code, len(groep.bijeenkomsten)) for groep in db.session.scalars(select(Groep))}
    assert aantallen == {("in_balans", 24), ("vvt", 10)}


@pytest.mark.parametrize("gemeente", ["borne", "tubbergen"])
def test_geen_groep_had_ooit_meer_mensen_dan_plaatsen(demo, gemeente):
    with demo.binnen(gemeente):
        for groep in db.session.scalars(select(Groep)):
            momenten = [(p.geplaatst_op, 1) for p in groep.plaatsingen]
            momenten += [(p.geeindigd_op, -1) for p in groep.plaatsingen if p.geeindigd_op]
            bezet = 0
            for _, verschil in sorted(momenten):
                bezet += verschil
                assert bezet <= groep.plaatsen, groep.naam


def test_opkomst_en_uitval_zijn_als_in_de_praktijk(demo, begonnen):
    sessies = (
        select(Groep.interventie_pin, Aanwezigheid.stand)
        .join(Bijeenkomst, Bijeenkomst.groep_id == Groep.id)
        .join(Aanwezigheid, Aanwezigheid.bijeenkomst_id == Bijeenkomst.id)
    )
    standen = Counter(tuple(rij) for rij in db.session.execute(sessies))
    aanwezig = standen["in_balans@2", AanwezigheidStand.AANWEZIG]
    alle = sum(aantal for (pin, _), aantal in standen.items() if pin == "in_balans@2")
    assert 0.60 <= aanwezig / alle <= 0.70
    afgelopen = Counter(plaatsing.einde for plaatsing in begonnen if plaatsing.einde)
    assert set(afgelopen) == {"afgerond", "uitgevallen"}
    assert 0.10 <= afgelopen["uitgevallen"] / afgelopen.total() <= 0.18


@pytest.mark.parametrize("gemeente", ["borne", "tubbergen"])
def test_elke_inwoner_is_als_verzonnen_gemerkt(demo, gemeente):
    with demo.binnen(gemeente):
        inwoners = db.session.scalars(select(Inwoner)).all()
        assert inwoners
        assert all(inwoner.is_demo for inwoner in inwoners)
        assert all(verwijzing.is_demo for verwijzing in db.session.scalars(select(Verwijzing)))
        # No subscriber number begins with a 0.
        assert all(inwoner.telefoon.removeprefix("+3174").removeprefix("+31546")[0] == "0" for inwoner in inwoners)


def test_een_telefoonnummer_is_van_een_persoon(demo):
    with demo.binnen():
        nummers = Counter(inwoner.telefoon for inwoner in db.session.scalars(select(Inwoner)))
    dubbel = [nummer for nummer, aantal in nummers.items() if aantal > 1]
    # The pair that triage is to recognise; a second verwijzing that was joined leaves a record of its own.
    assert 1 <= len(dubbel) <= 25


def test_tubbergen_is_klein_en_apart(demo):
    with demo.binnen("tubbergen"):
        assert 20 <= db.session.scalar(select(func.count(Traject.id))) <= 35
        assert db.session.scalar(select(func.count(Groep.id))) == 4
