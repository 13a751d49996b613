"""How a name is folded, and what is kept to find it by."""

import re
import unicodedata
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from ketens.inwoners.handelingen import wijzig_inwoner
from ketens.inwoners.models import Inwoner
from ketens.inwoners.zoeken import zoek
from ketens.inwoners.zoeksleutels import KORTST, TUSSENVOEGSELS, Zoeksleutel, beginnen, delen_van, klank, vouw, woorden
from ketens.inwoners.zoekvraag import Onduidelijk, lees
from ketens.kern.db import db
from ketens.kern.gemeente import in_gemeente
from ketens.kern.versleuteling import neem_sleutels, zoekhash
from tests import wereld

LETTERS = st.text(st.characters(categories=["Lu", "Ll"]), min_size=KORTST, max_size=20)
NAAM = st.lists(LETTERS, min_size=1, max_size=3).map("-".join)


@pytest.mark.parametrize(
    ("een", "ander"),
    [
        ("meijer", "meyer"),
        ("stephan", "stefan"),
        ("decker", "dekker"),
        ("jansen", "janssen"),
        ("ijssel", "yssel"),
    ],
)
def test_namen_die_hetzelfde_klinken_zijn_een_klank(een, ander):
    assert klank(een) == klank(ander)


def test_verdubbelde_klinkers_zijn_wel_te_horen():
    assert klank("boom") != klank("bom")


def test_een_dubbele_naam_heeft_delen_zonder_tussenvoegsels():
    assert delen_van("Jansen - van de Boer") == ["jansen", "boer"]
    assert delen_van("de") == ["de"]


def test_de_punt_midden_in_een_catalaanse_naam_scheidt_geen_woorden():
    assert woorden("PARAĿLEL") == woorden("paral·lel") == ["parallel"]
    assert delen_van("Paral·lel") == ["parallel", "paral", "lel"]


def test_van_een_lang_deel_zijn_de_beginnen_begrensd():
    assert max(map(len, beginnen("wolvenkampstratenmakers"))) == 12


@given(st.text(max_size=60))
def test_vouwen_houdt_geen_accenten_en_geen_hoofdletters_over(tekst):
    gevouwen = vouw(tekst)
    assert not any(unicodedata.combining(teken) for teken in gevouwen)
    assert vouw(gevouwen) == gevouwen
    assert all(re.fullmatch(r"[^\W_]+", woord) for woord in woorden(tekst) if woord.isascii())


@given(NAAM)
def test_elk_begin_van_elk_deel_staat_in_de_sleutels(naam):
    for deel in delen_van(naam):
        sleutels = beginnen(deel)
        for eind in range(KORTST, len(deel) + 1):
            assert klank(deel[:eind])[:12] in sleutels


@given(st.text(max_size=100), st.booleans())
def test_elke_zoektekst_wordt_begrepen_of_krijgt_een_zin(tekst, met_bsn):
    with suppress(Onduidelijk):
        eisen = lees(tekst, met_bsn=met_bsn)
        assert eisen
        assert all(eisen)


def test_wat_al_nauwer_gevraagd_is_wordt_niet_nog_eens_gevraagd():
    assert lees("jans") == [{("begin", "jans")}]
    assert len(lees("jan jansen")) == 3


def test_wie_geen_bsn_mag_zien_zoekt_er_ook_niet_op():
    assert lees("123456782", met_bsn=True) != lees("123456782")
    assert all(soort != "bsn" for eis in lees("123456782") for soort, _ in eis)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(NAAM.filter(lambda naam: all(len(deel) >= KORTST and deel not in TUSSENVOEGSELS for deel in woorden(naam))))
def test_een_inwoner_is_te_vinden_op_elk_begin_van_elk_deel_en_nooit_in_een_andere_gemeente(maak, in_borne, naam):
    inwoner = maak.inwoner(naam)
    beginletters = {deel[:eind] for deel in naam.split("-") for eind in (KORTST, (KORTST + len(deel)) // 2, len(deel))}
    with in_borne():
        wie = wereld.wie("coordinator")
        for begin in beginletters:
            assert inwoner.id in {treffer.id for treffer in zoek(begin, wie).inwoners}
    with in_borne("tubbergen"):
        buur = wereld.wie("coordinator_tubbergen")
        assert not any(zoek(begin, buur).inwoners for begin in beginletters)


def test_hetzelfde_bsn_geeft_in_twee_gemeenten_een_andere_hash(app):
    neem_sleutels(app.extensions["ketens"].sleutels)
    with in_gemeente(wereld.id_van("borne")):
        borne = zoekhash("bsn", "123456782")
    with in_gemeente(wereld.id_van("tubbergen")):
        assert zoekhash("bsn", "123456782") != borne


def test_de_sleutels_noemen_niemand_en_volgen_een_nieuwe_naam(maak, in_borne):
    inwoner = maak.inwoner("Jansen")
    with in_borne():
        eerst = {rij.hash: rij.id for rij in db.session.scalars(select(Zoeksleutel))}
        assert all(len(hash_) == 16 for hash_ in eerst)
        wijzig_inwoner(db.session.get_one(Inwoner, inwoner.id), door=wereld.wie("coordinator"), achternaam="Jansma")
        db.session.commit()
        daarna = {rij.hash: rij.id for rij in db.session.scalars(select(Zoeksleutel))}
        gebleven = eerst.keys() & daarna.keys()
        assert {eerst[hash_] for hash_ in gebleven} == {daarna[hash_] for hash_ in gebleven}
        assert zoek("jansen", wereld.wie("coordinator")).inwoners == ()
        assert [treffer.id for treffer in zoek("jansma", wereld.wie("coordinator")).inwoners] == [inwoner.id]
