"""Two who come together are offered a place together, and lose nothing when one of them does not come."""

import pytest
from sqlalchemy import select

from ketens.groepen import handelingen as groepen
from ketens.groepen.aanbieden import vul
from ketens.groepen.antwoorden import beantwoord
from ketens.groepen.beurt import lijst_voor
from ketens.groepen.bezetting import stand
from ketens.groepen.plaatsen import Plaatsaanbod, Wachtplek
from ketens.groepen.wachten import haal_van_wachtlijst, zet_op_wachtlijst
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.trajecten.taken import Taak
from tests import wereld
from tests.groepen.conftest import haal
from tests.merken import OP_SQLITE

pytestmark = OP_SQLITE


def cora():
    return wereld.wie("coordinator")


@pytest.fixture
def paar(maak, in_borne):
    """`paar(groep-velden)`: in an open session a group, and Annie who wants to come with Bram; Cor waits between."""

    def doe(**velden):
        namen = {naam: maak.klaar_voor_plaats(naam) for naam in ("Annie", "Cor", "Bram")}
        groep = maak.groep(minimum=1, **velden)
        for traject in namen.values():
            zet_op_wachtlijst(haal(traject), interventie_code="in_balans", door=cora())
        samen(namen["Annie"], namen["Bram"])
        return haal(groep), {naam: haal(traject) for naam, traject in namen.items()}

    with in_borne():
        yield doe


def samen(wie, met):
    return zet_op_wachtlijst(haal(wie), interventie_code="in_balans", samen_met=haal(met).kenmerk, door=cora())


def wachtplek(traject) -> Wachtplek:
    vraag = select(Wachtplek).where(Wachtplek.traject_id == traject.id, Wachtplek.vervallen_op.is_(None))
    return db.session.scalars(vraag).one()


def namen(aanbiedingen) -> list[str]:
    return [aanbod.inwoner.achternaam for aanbod in aanbiedingen]


def zinnen(groep) -> dict[str, str]:
    return {rij.wachtplek.inwoner.achternaam: rij.waarom for rij in lijst_voor(groep, stand(groep))}


def samen_los() -> list[str]:
    vraag = select(Taak).where(Taak.soort == "samen_los", Taak.afgehandeld_op.is_(None))
    return [taak.inwoner.achternaam for taak in db.session.scalars(vraag)]


def test_beiden_weten_het_van_elkaar(paar):
    _, mensen = paar(plaatsen=3)
    assert wachtplek(mensen["Bram"]).samen_met_id == mensen["Annie"].id


def test_twee_vrije_plaatsen_gaan_naar_de_twee(paar):
    groep, mensen = paar(plaatsen=2)
    assert zinnen(groep)["Annie"] == f"Er is plaats: geef deze inwoner een plaats, samen met {mensen['Bram'].kenmerk}."
    assert namen(vul(groep)) == ["Annie", "Bram"]


def test_een_vrije_plaats_gaat_naar_wie_alleen_komt_en_de_lijst_zegt_waarom(paar):
    groep, mensen = paar(plaatsen=1)
    assert zinnen(groep)["Annie"] == (
        f"Wacht samen met {mensen['Bram'].kenmerk}: daarvoor zijn 2 plaatsen nodig, en er is er nog 1."
    )
    assert namen(vul(groep)) == ["Cor"]


def test_wat_de_een_niet_past_past_de_ander_niet(paar):
    groep, mensen = paar(plaatsen=3, dagdelen=["di_ochtend"])
    wachtplek(mensen["Bram"]).dagdelen = ["ma_ochtend"]
    assert (
        zinnen(groep)["Annie"] == f"Wacht samen met {mensen['Bram'].kenmerk}. Daar staat: ‘Kan niet op dinsdagochtend.’"
    )
    assert namen(vul(groep)) == ["Cor"]


@pytest.mark.parametrize("antwoord", ["nee", "niet_nu"])
def test_zegt_de_een_nee_dan_houdt_de_ander_het_aanbod_en_wordt_gevraagd(paar, antwoord):
    groep, _ = paar(plaatsen=2)
    van_annie, van_bram = vul(groep)
    beantwoord(van_annie, antwoord, via="link", door=None)
    assert van_bram.vervallen_op is None
    assert samen_los() == ["Bram"]
    assert van_bram.wachtplek.samen_met_id is None
    assert beantwoord(van_bram, "ja", via="link", door=None)
    assert samen_los() == []


def test_zit_de_een_er_al_dan_is_een_plaats_genoeg(paar):
    groep, mensen = paar(plaatsen=2)
    groepen.plaats(mensen["Bram"], groep, door=cora(), reden_afwijking="Kan nu")
    assert namen(vul(groep)) == ["Annie"]


def test_gaat_de_een_van_de_lijst_dan_wacht_de_ander_alleen_verder(paar):
    groep, mensen = paar(plaatsen=1)
    haal_van_wachtlijst(wachtplek(mensen["Bram"]), door=cora())
    assert (wachtplek(mensen["Annie"]).samen_met_id, samen_los()) == (None, ["Annie"])
    assert namen(vul(groep)) == ["Annie"]


def test_sluit_het_traject_van_de_een_dan_ook(paar):
    _, mensen = paar(plaatsen=1)
    mensen["Bram"].sluit_af(door=cora(), reden="geen_interesse")
    assert wachtplek(mensen["Annie"]).samen_met_id is None


def test_weer_alleen_op_het_formulier(paar):
    _, mensen = paar(plaatsen=1)
    zet_op_wachtlijst(mensen["Annie"], interventie_code="in_balans", door=cora())
    assert {wachtplek(mensen[naam]).samen_met_id for naam in ("Annie", "Bram")} == {None}
    assert db.session.scalars(select(Plaatsaanbod)).all() == []


@pytest.mark.parametrize(
    ("met", "zin"),
    [
        ("zichzelf", "van deze inwoner zelf"),
        ("niemand", "wacht niemand op deze cursus"),
        ("Bram", "al samen met iemand"),
    ],
)
def test_met_wie_het_niet_kan_zegt_waarom(paar, met, zin):
    _, mensen = paar(plaatsen=1)
    kenmerk = {"zichzelf": mensen["Cor"].kenmerk, "niemand": "MT-ZZZZZ", "Bram": mensen["Bram"].kenmerk}[met]
    with pytest.raises(Domeinfout, match=zin):
        zet_op_wachtlijst(mensen["Cor"], interventie_code="in_balans", samen_met=kenmerk, door=cora())
