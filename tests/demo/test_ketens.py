"""The other ketens of demo Borne: the figures of domein 7.1, the kaart, and what is counted without names."""

from collections import Counter, defaultdict
from datetime import date

import pytest
from sqlalchemy import select

from ketens.aanbod.models import Aanbod, Toeleiding
from ketens.instrumenten.models import Afname
from ketens.inwoners.models import Toestemming
from ketens.kern.db import db
from ketens.tellingen.models import Telling
from ketens.trajecten.delen import Afsluiting, Gebeurtenis
from ketens.trajecten.hulpvragen import Hulpvraag
from ketens.trajecten.models import Traject
from ketens.verwijzingen.models import Verwijzing


@pytest.fixture
def in_borne(demo):
    with demo.binnen():
        yield


def test_94_inwoners_met_een_gesprek_in_2024_en_166_in_2025(in_borne):
    per_jaar = defaultdict(set)
    gesprekken = select(Gebeurtenis.op, Gebeurtenis.inwoner_id).where(Gebeurtenis.soort == "gesprek")
    for op, inwoner_id in db.session.execute(gesprekken):
        per_jaar[op.year].add(inwoner_id)
    assert (len(per_jaar[2024]), len(per_jaar[2025])) == (94, 166)
    assert len(per_jaar[2026]) > 60


def test_eenzaamheid_is_de_meest_genoemde_hulpvraag(in_borne):
    hoofd = Counter(db.session.scalars(select(Hulpvraag.code).where(Hulpvraag.hoofd)))
    (meest, aantal), (_, tweede) = hoofd.most_common(2)
    assert meest == "eenzaamheid_sociaal"
    assert aantal > 2 * tweede
    assert len(hoofd) == 12


def test_zij_komen_van_de_drie_praktijken_en_uit_de_agenda(in_borne):
    vraag = select(Verwijzing).where(
        Verwijzing.keten_code == "welzijn_op_recept", Verwijzing.aangenomen_op.is_not(None)
    )
    verwijzingen = db.session.scalars(vraag).all()
    per_praktijk = Counter(v.organisatie.naam for v in verwijzingen if v.verwijzer_soort == "huisartsenpraktijk")
    assert len(per_praktijk) == 3
    assert min(per_praktijk.values()) > 20
    assert {"verwijzer", "praktijkagenda"} <= {verwijzing.herkomst for verwijzing in verwijzingen}
    met_toestemming = set(db.session.scalars(select(Toestemming.verwijzing_id)))
    assert all(verwijzing.id in met_toestemming for verwijzing in verwijzingen)


def test_trajecten_eindigen_om_allerlei_redenen(in_borne):
    vraag = select(Afsluiting.reden).join(Traject, Traject.id == Afsluiting.traject_id)
    redenen = Counter(db.session.scalars(vraag.where(Traject.keten_code == "welzijn_op_recept")))
    assert {"toegeleid", "direct_geholpen", "afgerond", "naar_sociaal_hus", "naar_ggz"} <= set(redenen)
    assert max(redenen.values()) < redenen.total() / 2


@pytest.mark.parametrize("instrument", ["dejong_gierveld6@1", "positieve_gezondheid@1"])
def test_een_deel_vult_een_vragenlijst_in_en_later_nog_eens(in_borne, instrument):
    vraag = select(Afname.traject_id).where(Afname.instrument == instrument)
    keren = Counter(Counter(db.session.scalars(vraag)).values())
    assert keren[1] > 10
    assert keren[2] > 10


def test_de_sociale_kaart_is_verzonnen_en_een_deel_is_lang_niet_nagekeken(in_borne, demo):
    kaart = db.session.scalars(select(Aanbod).where(Aanbod.gestopt_op.is_(None))).all()
    assert 25 <= len(kaart) <= 30
    assert all(aanbod.aanbieder.endswith("(demo)") for aanbod in kaart)
    # No subscriber number begins with a 0.
    assert all(aanbod.contact_telefoon.startswith("+31740000") for aanbod in kaart)
    oud = [a for a in kaart if a.gecontroleerd_op is None or (demo.op.date() - a.gecontroleerd_op).days > 365]
    assert 3 <= len(oud) <= 6
    assert {"minimaregeling", "jeugdfonds", "sociaal_fonds", "vervoer", "bewegen"} <= {aanbod.soort for aanbod in kaart}
    momenten = db.session.scalars(select(Toeleiding)).all()
    assert any(rij.gebleven_op for rij in momenten)
    assert any(rij.niet_passend_op for rij in momenten)


def test_sociaal_hus_staat_er_als_telling_met_de_bron(in_borne):
    vraag = select(Telling).where(Telling.activiteit_code == "sociaal_hus", Telling.vervallen_op.is_(None))
    jaren = {telling.datum.year: telling for telling in db.session.scalars(vraag)}
    assert {jaar: telling.aantallen["inwoners"] for jaar, telling in jaren.items()} == {2024: 597, 2025: 754}
    assert all("Sociaal Hus" in telling.bron for telling in jaren.values())


def test_kansrijke_start_wordt_elke_week_en_elk_kwartaal_geteld(in_borne):
    geteld = defaultdict(list)
    for telling in db.session.scalars(select(Telling).where(Telling.vervallen_op.is_(None))):
        geteld[telling.activiteit_code, telling.datum.year].append(telling)
    assert 45 <= len(geteld["ouder_kindcafe", 2025]) <= 52
    assert len(geteld["ouder_kindcafe", 2026]) >= 40
    assert max(telling.datum for telling in geteld["ouder_kindcafe", 2026]) > date(2026, 11, 10)
    assert len(geteld["nnz_gesprekken", 2025]) == 4
    assert len(geteld["netwerkbijeenkomst", 2025]) == 3
    assert [telling.aantallen["professionals"] for telling in geteld["geschoolde_professionals", 2025]] == [3]
