"""Counting who came, and the end of a group: the rule proposes, the coördinator decides."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from ketens.aanwezigheid.afronden import voorstellen
from ketens.aanwezigheid.klokwerk import vraag_om_afronden
from ketens.aanwezigheid.telling import Opkomst, opkomst, samen
from ketens.aanwezigheid.weten import leg_vast
from ketens.groepen import afloop
from ketens.groepen.models import Bijeenkomst
from ketens.indicatoren import tellen
from ketens.kern import klok
from ketens.kern.db import db
from ketens.trajecten.delen import Gebeurtenis
from ketens.trajecten.taken import Taak
from tests import wereld
from tests.merken import OP_SQLITE

pytestmark = OP_SQLITE
AFRONDING = "aanwezigheid.afronding"


@pytest.fixture
def groep(proefgroep):
    """Four people, eight sessions noted: 8, 6, 4 and 0 times present."""
    groep = proefgroep(4)
    with klok.zet_klok(groep.moment(8)), wereld.binnen(groep.app):
        for sessie in groep.sessies[8:]:
            db.session.get_one(Bijeenkomst, sessie.id).afgelast_op = klok.nu()
        db.session.commit()
    for wie, keer in enumerate((8, 6, 4, 0)):
        for nr in range(1, 9):
            groep.noteer(nr, wie, "aanwezig" if nr <= keer else "afgemeld")
    return groep


@pytest.fixture
def na_afloop(app, groep):
    with klok.zet_klok(groep.moment(8) + timedelta(days=1)):
        wereld.nu_gezien(app)
        yield


def tel(groep):
    with wereld.binnen(groep.app):
        geteld = opkomst([plaatsing.id for plaatsing in groep.plaatsingen])
    return [geteld[plaatsing.id] for plaatsing in groep.plaatsingen]


def besluit(groep, *uitkomsten, **meer):
    velden = {}
    for plaatsing, (uitkomst, reden) in zip(groep.plaatsingen, uitkomsten, strict=True):
        velden |= {f"uitkomst_{plaatsing.id.hex}": uitkomst, f"reden_{plaatsing.id.hex}": reden}
    return velden | meer


def taken(groep):
    with wereld.binnen(groep.app):
        vraag = select(Taak).where(Taak.soort == "groep_afronden").order_by(Taak.id)
        return [taak.afgehandeld_op is None for taak in db.session.scalars(vraag)]


def klokronde(groep):
    with wereld.binnen(groep.app):
        vraag_om_afronden({})
        db.session.commit()


VOLGENS_REGEL = [("afgerond", ""), ("afgerond", ""), ("uitgevallen", "ziek"), ("niet_gestart", "niet_bereikt")]


def test_er_wordt_geteld_over_wat_gehouden_en_genoteerd_is(groep):
    assert tel(groep) == [Opkomst(8, 8), Opkomst(6, 8), Opkomst(4, 8), Opkomst(0, 8)]
    assert samen(tel(groep)[:3]) == Opkomst(18, 24)
    with wereld.binnen(groep.app):
        db.session.get_one(Bijeenkomst, groep.sessie(1).id).afgelast_op = klok.nu()
        db.session.commit()
    assert tel(groep)[0] == Opkomst(7, 7)


def test_waarvan_niets_genoteerd_is_dat_is_onbekend_en_geen_afwezigheid(proefgroep):
    groep = proefgroep(2)
    groep.noteer(1, 0, "aanwezig")
    groep.noteer(3, 0, "afgemeld", op=groep.moment(1))
    with klok.zet_klok(groep.moment(4)):
        assert tel(groep) == [Opkomst(1, 1), Opkomst(0, 1)]


def test_het_voorstel_volgt_de_regel(groep):
    with wereld.binnen(groep.app):
        rijen = voorstellen([groep.vers(wie) for wie in range(4)])
        assert [rij.uitkomst for rij in rijen] == ["afgerond", "afgerond", "uitgevallen", "niet_gestart"]
        assert [rij.voldoende for rij in rijen] == [True, True, False, False]


def test_wie_de_nameting_deed_is_ook_afgerond_maar_volgde_niet_voldoende(groep, monkeypatch):
    gemeten = {groep.plaatsingen[2].id, groep.plaatsingen[3].id}
    monkeypatch.setattr(afloop, "NAMETING", [lambda ids: gemeten & set(ids)])
    with wereld.binnen(groep.app):
        rijen = voorstellen([groep.vers(2), groep.vers(3)])
        assert [(rij.uitkomst, rij.voldoende) for rij in rijen] == [("afgerond", False), ("niet_gestart", False)]


def test_een_keer_versturen_beeindigt_alle_deelnames(als, groep, na_afloop):
    cora, hier = als("coordinator"), {"groep_id": groep.groep.id}
    pagina = cora.get(AFRONDING, **hier)
    assert "8 van 8 (100%)" in pagina.tekst
    assert "4 van 8 (50%)" in pagina.tekst
    assert cora.post(AFRONDING, besluit(groep, *VOLGENS_REGEL), **hier).status == 303
    with wereld.binnen(groep.app):
        rijen = [groep.vers(wie) for wie in range(4)]
        assert [(rij.einde, rij.eindreden) for rij in rijen] == [
            ("afgerond", None), ("afgerond", None), ("uitgevallen", "ziek"), ("niet_gestart", "niet_bereikt"),
        ]  # fmt: skip
        assert all(rij.einde_toelichting is None for rij in rijen)
    assert "al klaar" in cora.get(AFRONDING, **hier).tekst


def test_anders_dan_de_regel_vraagt_een_reden_en_die_blijft_verzegeld(als, groep, na_afloop):
    cora, hier = als("coordinator"), {"groep_id": groep.groep.id}
    wens = [VOLGENS_REGEL[0], VOLGENS_REGEL[1], ("afgerond", ""), VOLGENS_REGEL[3]]
    fout = cora.post(AFRONDING, besluit(groep, *wens), **hier)
    assert "Schrijf op waarom u iets anders kiest" in fout.fouten[0]
    with wereld.binnen(groep.app):
        assert all(groep.vers(wie).einde is None for wie in range(4))
    waarom = {f"toelichting_{groep.plaatsingen[2].id.hex}": "Deed thuis alle oefeningen"}
    assert cora.post(AFRONDING, besluit(groep, *wens, **waarom), **hier).status == 303
    with wereld.binnen(groep.app):
        assert (groep.vers(2).einde, groep.vers(2).einde_toelichting) == ("afgerond", "Deed thuis alle oefeningen")
        vraag = select(Gebeurtenis).where(Gebeurtenis.soort == "uitkomst_gewijzigd")
        gebeurtenis = db.session.scalars(vraag).one()
        assert gebeurtenis.gegevens["voorstel"] == "uitgevallen"
        assert gebeurtenis.tekst == "Deed thuis alle oefeningen"


def test_ook_een_voor_een_vraagt_anders_dan_de_regel_een_reden(als, groep, na_afloop):
    cora, hier = als("coordinator"), {"plaatsing_id": groep.plaatsingen[2].id}
    assert "dit: tussendoor gestopt" in cora.get("groepen.einde", **hier).tekst
    fout = cora.post("groepen.einde", {"einde": "afgerond"}, **hier)
    assert "Schrijf op waarom u iets anders kiest" in fout.fouten[0]
    wens = {"einde": "afgerond", "toelichting": "Deed thuis alle oefeningen"}
    assert cora.post("groepen.einde", wens, **hier).status == 303
    volgens = cora.post("groepen.einde", {"einde": "afgerond"}, plaatsing_id=groep.plaatsingen[0].id)
    assert volgens.status == 303
    with wereld.binnen(groep.app):
        assert (groep.vers(2).einde, groep.vers(2).einde_toelichting) == ("afgerond", "Deed thuis alle oefeningen")
        assert groep.vers(0).einde_toelichting is None
        vraag = select(Gebeurtenis).where(Gebeurtenis.soort == "uitkomst_gewijzigd")
        assert db.session.scalars(vraag).one().gegevens["voorstel"] == "uitgevallen"


def test_halverwege_is_stoppen_genoeg_met_een_reden_en_klaar_zijn_niet(als, app, proefgroep):
    """Present at each of the sessions so far is not yet present at enough of them."""
    groep = proefgroep(2)
    for wie in (0, 1):
        groep.noteer(1, wie, "aanwezig")
    with klok.zet_klok(groep.moment(2)):
        wereld.nu_gezien(app)
        cora, eerste, ander = als("coordinator"), *({"plaatsing_id": rij.id} for rij in groep.plaatsingen)
        assert cora.post("groepen.einde", {"einde": "afgerond"}, **eerste).status == 422
        assert cora.post("groepen.einde", {"einde": "uitgevallen", "reden": "ziek"}, **ander).status == 303
        nu = klok.nu()
    with wereld.binnen(app):
        assert groep.vers(0).einde is None
        assert (groep.vers(1).einde, groep.vers(1).geeindigd_op) == ("uitgevallen", nu)


def test_wie_later_afrondt_verzet_het_einde_niet(als, app, groep):
    """The deelname ended with the last session, whenever the coördinator comes round to it."""
    with klok.zet_klok(groep.moment(8) + timedelta(days=40)):
        wereld.nu_gezien(app)
        cora = als("coordinator")
        een = {"plaatsing_id": groep.plaatsingen[0].id}
        assert cora.post("groepen.einde", {"einde": "afgerond"}, **een).status == 303
        wens = besluit(groep, *VOLGENS_REGEL)
        assert cora.post(AFRONDING, wens, groep_id=groep.groep.id).status == 303
    laatste = groep.sessie(8)
    with wereld.binnen(app):
        einden = {groep.vers(wie).geeindigd_op for wie in range(4)}
    assert einden == {laatste.begint_op + timedelta(minutes=laatste.minuten)}


def test_stoppen_vraagt_een_reden_uit_de_lijst(als, groep, na_afloop):
    wens = [*VOLGENS_REGEL[:2], ("uitgevallen", ""), VOLGENS_REGEL[3]]
    fout = als("coordinator").post(AFRONDING, besluit(groep, *wens), groep_id=groep.groep.id)
    assert fout.status == 422
    assert "Kies een reden uit de lijst" in fout.fouten[0]


def test_voor_de_laatste_bijeenkomst_kan_het_nog_niet(als, app, groep):
    with klok.zet_klok(groep.moment(7)):
        wereld.nu_gezien(app)
        cora = als("coordinator")
        assert "nog bezig" in cora.get(AFRONDING, groep_id=groep.groep.id).tekst
        assert cora.post(AFRONDING, besluit(groep, *VOLGENS_REGEL), groep_id=groep.groep.id).status == 422


def test_wie_er_intussen_bij_kwam_wordt_niet_stil_vergeten(als, groep, na_afloop):
    wens = besluit(groep, *VOLGENS_REGEL)
    with wereld.binnen(groep.app):
        from ketens.groepen.handelingen import beeindig_deelname

        beeindig_deelname(groep.vers(0), einde="afgerond", door=wereld.wie("coordinator"))
        db.session.commit()
    als("coordinator").post(AFRONDING, wens, groep_id=groep.groep.id)
    with wereld.binnen(groep.app):
        assert [groep.vers(wie).einde for wie in range(4)] == ["afgerond", "afgerond", "uitgevallen", "niet_gestart"]


def test_de_dag_na_de_laatste_bijeenkomst_staat_er_een_taak_en_maar_een(groep, na_afloop, als):
    with klok.zet_klok(groep.moment(8, 4)):
        klokronde(groep)
        assert taken(groep) == []
    klokronde(groep)
    klokronde(groep)
    assert taken(groep) == [True]
    als("coordinator").post(AFRONDING, besluit(groep, *VOLGENS_REGEL), groep_id=groep.groep.id)
    assert taken(groep) == [False]
    klokronde(groep)
    assert taken(groep) == [False]


def test_wie_met_het_traject_uit_de_groep_gaat_laat_geen_werk_achter(groep, na_afloop):
    """Nobody is left to round off, so nobody could finish that task; and nobody leads them: the line goes too."""
    klokronde(groep)
    with wereld.binnen(groep.app):
        leg_vast(groep.vers(0), "Staat graag aan de kant", akkoord=True, door=wereld.wie("coordinator"))
        db.session.commit()
    for wie in range(4):
        assert taken(groep) == [True]
        with wereld.binnen(groep.app):
            groep.vers(wie).traject.sluit_af(door=wereld.wie("coordinator"), reden="geen_interesse")
            db.session.commit()
    assert taken(groep) == [False]
    with wereld.binnen(groep.app):
        assert (groep.vers(0).einde, groep.vers(0).voor_trainer) == ("ingetrokken", None)


def test_de_pagina_van_de_groep_zegt_wie_hoe_vaak_kwam(als, groep, na_afloop):
    tekst = als("coordinator").get("aanwezigheid.groep", groep_id=groep.groep.id).tekst
    for deel in ("6 van 8 75%", "Gemiddelde opkomst 75%", "van 3 die begonnen", "Voldoende gevolgd 2"):
        assert deel in tekst


def test_de_cijfers_tellen_afgerond_en_voldoende_apart(als, groep, na_afloop):
    als("coordinator").post(AFRONDING, besluit(groep, *VOLGENS_REGEL), groep_id=groep.groep.id)
    jaar = groep.groep.begint_op.year
    einde = klok.moment(groep.groep.eindigt_op, 12)
    with klok.zet_klok(einde), wereld.binnen(groep.app):
        nog_niet = tellen.tel(wereld.KETEN, jaar)
    with klok.zet_klok(einde + timedelta(days=1)), wereld.binnen(groep.app):
        stand = tellen.tel(wereld.KETEN, jaar)
    gevolgd = ("aantal_voldoende", "keren_aanwezig", "keren_mogelijk")
    assert [nog_niet.waarde(code) for code in gevolgd] == [0, 0, 0]
    assert [stand.vorig(code) for code in gevolgd] == [0, 0, 0]
    assert [stand.waarde(code) for code in ("aantal_afgerond", *gevolgd)] == [2, 2, 18, 24]
    assert stand.waarde("pct_opkomst") == 75
