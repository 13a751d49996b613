"""Whatever happens to a traject, its steps and its tasks say the same."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ketens.gebruikers.models import Account
from ketens.inwoners.handelingen import maak_inwoner
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.trajecten import handelingen
from ketens.trajecten.models import BIJ_AFSLUITING, Traject
from tests import wereld

UITSLAGEN = ("laag", "matig", "hoog", "onvolledig")
ROUTES = ("gemeente", "zvw", "anders", "inwoner_wil_niet")
STAPPEN = ("vrt_afmaken", "beoordeling", "intake", "plaatsing", "deelname", "afronden")

DADEN = st.one_of(
    st.tuples(st.just("uitslag"), st.sampled_from(UITSLAGEN)),
    st.tuples(st.just("route"), st.sampled_from(ROUTES)),
    st.tuples(st.just("afgerond"), st.sampled_from(STAPPEN)),
    st.tuples(st.just("bel"), st.just("")),
    st.tuples(st.just("wijs"), st.sampled_from(("coordinator", "coordinator2"))),
    st.tuples(st.just("sluit"), st.just("verhuisd")),
    st.tuples(st.just("heropen"), st.just("")),
)


def nieuw() -> Traject:
    inwoner = maak_inwoner(voornaam="Gerda", achternaam="Jansen", geboortedatum=None)
    db.session.flush()
    return handelingen.start(
        inwoner,
        keten_code=wereld.KETEN,
        organisatie_id=wereld.id_van("gemeente-borne"),
        herkomst="verwijzer",
        door=wereld.wie("coordinator"),
    )


def doe(traject: Traject, wat: str, waarde: str) -> None:
    door = wereld.wie("coordinator")
    match wat:
        case "uitslag":
            traject.volg_uitslag(waarde, door=door)
        case "route":
            traject.volg_route(waarde, door=door)
        case "afgerond":
            traject.rond_stap_af(waarde, door=door)
        case "bel":
            handelingen.noteer_contactpoging(traject, uitkomst="geen_gehoor", door=door)
        case "wijs":
            traject.wijs_toe(db.session.get_one(Account, wereld.id_van(waarde)), door=door)
        case "sluit":
            traject.sluit_af(door=door, reden=waarde)
        case "heropen":
            traject.heropen(door=door, reden="Toch wel")


def klopt(traject: Traject) -> None:
    db.session.flush()
    codes = [stap.code for stap in traject.open_stappen]
    taken = sorted(taak.soort for taak in traject.open_taken())
    assert len(set(codes)) == len(codes), "een stap staat twee keer open"
    assert taken == sorted(codes), "een stap zonder taak, of een taak zonder stap"
    assert {taak.account_id for taak in traject.open_taken()} <= {traject.behandelaar_id}
    if traject.is_afgesloten:
        assert taken == []


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(daden=st.lists(DADEN, max_size=9))
def test_wat_er_ook_gebeurt_stappen_en_taken_zeggen_hetzelfde(in_borne, daden):
    with in_borne():
        traject = nieuw()
        klopt(traject)
        for wat, waarde in daden:
            try:
                doe(traject, wat, waarde)
            except Domeinfout:
                continue
            klopt(traject)


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(daden=st.lists(DADEN, max_size=6))
def test_heropenen_brengt_terug_wat_open_stond(in_borne, daden):
    with in_borne():
        traject = nieuw()
        for wat, waarde in daden:
            try:
                doe(traject, wat, waarde)
            except Domeinfout:
                continue
        if traject.is_afgesloten or not traject.open_stappen:
            return
        stond_open = {stap.code for stap in traject.open_stappen}
        doe(traject, "sluit", "verhuisd")
        doe(traject, "heropen", "")
        klopt(traject)
        assert {stap.code for stap in traject.open_stappen} == stond_open


@pytest.mark.parametrize("uitslag", ["matig", "hoog"])
def test_de_weg_na_een_uitslag_komt_uit_bij_afronden(maak, in_borne, uitslag):
    traject = maak.traject(uitslag=uitslag)
    with in_borne():
        traject, door = db.session.get_one(Traject, traject.id), wereld.wie("coordinator")
        if uitslag == "hoog":
            traject.rond_stap_af("beoordeling", door=door, uitkomst="gemeente")
            traject.volg_route("gemeente", door=door)
        for code in ("intake", "plaatsing", "deelname"):
            traject.rond_stap_af(code, door=door)
        assert [stap.code for stap in traject.open_stappen] == ["afronden"]
        traject.rond_stap_af("afronden", door=door)
        assert traject.open_taken() == []


def test_een_stap_die_niet_open_is_kan_niet_nog_eens_af(maak, in_borne):
    traject = maak.traject()
    with in_borne(), pytest.raises(Domeinfout, match="al gedaan"):
        db.session.get_one(Traject, traject.id).rond_stap_af("plaatsing", door=wereld.wie("coordinator"))


def test_een_stap_opent_niet_in_een_traject_dat_dicht_is(maak, in_borne):
    traject = maak.traject()
    with in_borne():
        traject, door = db.session.get_one(Traject, traject.id), wereld.wie("coordinator")
        traject.sluit_af(door=door, reden="verhuisd")
        with pytest.raises(Domeinfout, match="afgesloten"):
            traject.open_stap("afronden", door=door)


def test_wat_hoger_woont_laat_los_in_dezelfde_handeling(maak, in_borne):
    gehoord = []
    handelingen.bij_afsluiting(los := lambda traject, door: gehoord.append((traject.is_afgesloten, door.naam)))
    try:
        traject = maak.traject()
        with in_borne():
            doe(db.session.get_one(Traject, traject.id), "sluit", "verhuisd")
    finally:
        BIJ_AFSLUITING.remove(los)
    assert gehoord == [(True, "Cora Coordinator")]


def test_heropenen_kan_niet_als_er_al_een_ander_traject_loopt(maak, in_borne):
    oud = maak.traject()
    with in_borne():
        doe(db.session.get_one(Traject, oud.id), "sluit", "verhuisd")
        db.session.commit()
    nieuwe = maak.traject(inwoner=oud.inwoner)
    with in_borne(), pytest.raises(Domeinfout, match=nieuwe.kenmerk):
        doe(db.session.get_one(Traject, oud.id), "heropen", "")


def test_de_termijn_van_de_gemeente_gaat_voor_die_van_de_catalogus(maak, in_borne):
    from ketens.kern.klok import vandaag, werkdagen_erbij
    from ketens.trajecten.instellingen import instelling

    with in_borne():
        instelling(wereld.KETEN).termijnen = {"intake": 3}
        db.session.commit()
    traject = maak.traject()
    with in_borne():
        assert db.session.get_one(Traject, traject.id).stap("intake").termijn_op == werkdagen_erbij(vandaag(), 3)
