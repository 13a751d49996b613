"""A vervanger leads one session: from the day before to the day after, and sees nothing of the group."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from ketens.gebruikers.models import Account
from ketens.groepen.models import Bijeenkomst, Groep, Vervanging
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import moment, zet_klok
from ketens.post.models import Mail
from ketens.rechten import Rol
from ketens.rooster.inrichten import gelast_af, wijzig_groep
from ketens.rooster.vervangen import kandidaten, trek_vervanger_in, vervangers, zet_vervanger
from ketens.rooster.verzetten import gelast_bijeenkomst_af, verzet
from tests import wereld
from tests.groepen.conftest import haal
from tests.merken import OP_SQLITE

pytestmark = OP_SQLITE

DAG = date(2026, 10, 13)  # the second session: a Tuesday


@pytest.fixture
def groep(maak):
    """A group of Tom on Tuesdays, from 6 October on; it is 1 September."""
    with zet_klok(moment(date(2026, 9, 1))):
        yield maak.groep(begint_op=date(2026, 10, 6), dagdelen=["di_ochtend"], trainers=["trainer"])


@pytest.fixture
def sessie(groep, in_borne):
    """The second session, in an open transaction."""
    with in_borne():
        yield haal(groep).bijeenkomsten[1]


def account(wie: str = "trainer2") -> Account:
    return db.session.get_one(Account, wereld.id_van(wie))


def laat_invallen(sessie, wie="trainer2"):
    vervanging = zet_vervanger(sessie, account(wie), door=wereld.wie("coordinator"))
    db.session.flush()
    return vervanging


def ziet(model, wie="trainer2"):
    return set(db.session.scalars(select(model.id).where(model.zichtbaar_voor(wereld.wie(wie)))))


@pytest.mark.parametrize(("dagen", "mag"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)], ids=str)
@pytest.mark.parametrize("uur", [0, 23])
def test_een_vervanger_ziet_de_bijeenkomst_van_de_dag_ervoor_tot_en_met_de_dag_erna(sessie, dagen, mag, uur):
    vervanging = laat_invallen(sessie)
    with zet_klok(moment(DAG + timedelta(days=dagen), uur, 59)):
        assert ziet(Bijeenkomst) == ({sessie.id} if mag else set())
        assert vervanging.mag_nu is mag
        assert ziet(Groep) == ziet(Vervanging) == set()


def test_wie_is_ingetrokken_ziet_niets_meer(sessie):
    vervanging = laat_invallen(sessie)
    trek_vervanger_in(vervanging, door=wereld.wie("coordinator"))
    with zet_klok(moment(DAG)):
        assert (ziet(Bijeenkomst), vervanging.mag_nu) == (set(), False)
    assert vervangers(sessie) == []


def test_wie_opnieuw_invalt_is_een_rij(sessie):
    vervanging = laat_invallen(sessie)
    assert laat_invallen(sessie) is vervanging
    trek_vervanger_in(vervanging, door=None)
    assert laat_invallen(sessie) is vervanging
    assert [rij.account_id for rij in vervangers(sessie)] == [wereld.id_van("trainer2")]


def test_de_vervanger_krijgt_een_mail_met_een_adres_en_zonder_namen(sessie, groep, maak):
    vervanging = laat_invallen(sessie)
    trek_vervanger_in(vervanging, door=None)
    erbij, eraf = db.session.scalars(select(Mail).order_by(Mail.id)).all()
    assert {erbij.aan, eraf.aan} == {"trainer2@proef.example"}
    assert f"/borne/bijeenkomsten/{sessie.id}/aanwezigheid" in erbij.inhoud
    assert "13-10-2026 10:00" in erbij.inhoud
    assert "U hoeft niet te komen" in eraf.inhoud
    assert "http" not in eraf.inhoud


def test_alleen_een_andere_trainer_van_de_keten_valt_in(sessie):
    assert [persoon.naam for persoon in kandidaten(sessie)] == ["Freek Fysio", "Tineke Trainer"]
    for wie in ("trainer", "coordinator"):
        with pytest.raises(Domeinfout, match="Kies een trainer uit de lijst"):
            laat_invallen(sessie, wie)


def test_bij_wat_voorbij_is_of_niet_doorgaat_valt_niemand_in(sessie):
    cora = wereld.wie("coordinator")
    with zet_klok(moment(DAG + timedelta(days=1))), pytest.raises(Domeinfout, match="al geweest"):
        laat_invallen(sessie)
    gelast_bijeenkomst_af(sessie, reden="Ziek", door=cora)
    with pytest.raises(Domeinfout, match="gaat niet door"):
        laat_invallen(sessie)


def test_een_vervanger_van_een_andere_organisatie_vraagt_toestemming_van_iedereen(maak, plaats, in_borne):
    with zet_klok(moment(date(2026, 9, 1))):
        groep = maak.groep(begint_op=date(2026, 10, 6), dagdelen=["di_ochtend"])
        plaats(maak.klaar_voor_plaats(doorgeven=False), groep)
        with in_borne():
            with pytest.raises(Domeinfout, match="1 deelnemer wil niet dat wij gegevens doorgeven"):
                laat_invallen(haal(groep).bijeenkomsten[1])
            assert db.session.scalars(select(Vervanging)).all() == []


def test_wie_niets_wil_doorgeven_komt_niet_in_een_groep_waar_een_ander_invalt(maak, plaats, in_borne):
    with zet_klok(moment(date(2026, 9, 1))):
        groep = maak.groep(begint_op=date(2026, 10, 6), dagdelen=["di_ochtend"])
        with in_borne():
            laat_invallen(haal(groep).bijeenkomsten[1])
            db.session.commit()
        with pytest.raises(Domeinfout, match="toestemming"):
            plaats(maak.klaar_voor_plaats(doorgeven=False), groep)
    with zet_klok(moment(DAG + timedelta(days=2))), in_borne():
        assert not haal(groep).deelt_buiten


def test_een_vervanger_hoort_dat_de_bijeenkomst_verandert(sessie):
    laat_invallen(sessie)
    verzet(sessie, dag=date(2026, 10, 14), uur="", reden="De zaal is vol", door=wereld.wie("coordinator"))
    berichten = [rij.inhoud for rij in db.session.scalars(select(Mail)) if rij.aan == "trainer2@proef.example"]
    assert any("14-10-2026 10:00" in inhoud for inhoud in berichten)
    with zet_klok(moment(date(2026, 10, 15))):
        assert ziet(Bijeenkomst) == {sessie.id}


@pytest.mark.parametrize("wat", ["nieuwe dagen", "afgelast"])
def test_bij_een_ander_rooster_of_een_afgelaste_groep_valt_niemand_meer_in(sessie, groep, wat):
    laat_invallen(sessie)
    cora = wereld.wie("coordinator")
    if wat == "afgelast":
        gelast_af(haal(groep), reden="Te weinig deelnemers", door=cora)
    else:
        wijzig_groep(haal(groep), begint_op=date(2026, 11, 3), door=cora)
    assert vervangers(sessie) == []


def test_de_coordinator_laat_iemand_invallen_en_trekt_dat_in(als, groep, in_borne):
    cora = als(Rol.COORDINATOR)
    with in_borne():
        sessie_id = haal(groep).bijeenkomsten[1].id
    assert "Niemand valt in." in cora.get("rooster.bijeenkomst", bijeenkomst_id=sessie_id).tekst
    leeg = cora.post("rooster.vervangers", {"account_id": ""}, bijeenkomst_id=sessie_id)
    assert (leeg.status, leeg.fouten) == (422, ["Wie valt in? Kies een trainer."])
    velden = {"account_id": str(wereld.id_van("trainer2"))}
    pagina = cora.post("rooster.vervangers", velden, bijeenkomst_id=sessie_id).volg()
    assert "Tineke Trainer (Fysio Proef)" in pagina.tekst
    assert "Tineke Trainer valt in" in cora.get("rooster.detail", groep_id=groep.id).tekst
    with in_borne():
        vervanging_id = db.session.scalars(select(Vervanging.id)).one()
    assert "Niemand valt in." in cora.post("rooster.vervanging_einde", {}, vervanging_id=vervanging_id).volg().tekst
