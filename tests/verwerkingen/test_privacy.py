"""The privacy page: for everyone, with or without an account; what holds, and nobody's name."""

from datetime import date

import pytest

from ketens.catalogus import catalogus
from ketens.kern.db import db
from ketens.rechten import Rol
from ketens.trajecten.instellingen import instelling
from tests import wereld
from tests.klant import X
from tests.merken import EERST_OP_SQLITE
from tests.verwerkingen.test_handelingen import leg

pytestmark = EERST_OP_SQLITE

KIJKERS = [None, *Rol, "coordinator_tubbergen"]


def lees(klant, gemeente="borne"):
    pagina = klant.get("verwerkingen.privacyverklaring", gemeente=gemeente)
    assert pagina.status == 200
    return pagina


@pytest.mark.parametrize("wie", KIJKERS, ids=str)
def test_iedereen_leest_hetzelfde_met_en_zonder_account(als, wie):
    hoofd = ".//{*}main"
    vreemde = " ".join("".join(lees(als(None)).boom.find(hoofd).itertext()).split())
    eigen = " ".join("".join(lees(als(wie)).boom.find(hoofd).itertext()).split())
    assert eigen == vreemde
    assert eigen.startswith("Uw gegevens en uw privacy")


def test_de_pagina_zegt_wat_waarom_met_wie_en_hoe_lang(als, in_borne, stroom):
    with in_borne():
        leg(stroom("groep"), ontvangers="Alleen de trainer", bewaartermijn="3 jaar", wet="Wmo 2015, artikel 2.1.2")
        db.session.commit()
    tekst = lees(als(None)).tekst
    assert "Gemeente Borne" in tekst
    for deel in catalogus().verwerkingen(wereld.KETEN).stromen:
        assert deel.voor_inwoner in tekst
        assert ", ".join(deel.gegevens) in tekst
    assert "Wie krijgt ze: Alleen de trainer. Hoe lang bewaren wij ze: 3 jaar." in tekst
    assert "het hoort bij een taak die de wet aan de gemeente geeft: Wmo 2015, artikel 2.1.2" in tekst
    for recht in ("kopie", "wie uw gegevens heeft bekeken", "intrekken", "bezwaar", "Autoriteit Persoonsgegevens"):
        assert recht in tekst


def test_de_pagina_volgt_wat_vandaag_geldt(als, in_borne, stroom):
    with in_borne():
        leg(stroom("groep"), bewaartermijn="pas later", vanaf=date(2090, 1, 1))
        db.session.commit()
    assert "pas later" not in lees(als(None)).tekst


def test_wat_nog_niet_is_vastgelegd_wordt_niet_verzwegen(als, wis, stroom):
    wis("groep")
    tekst = lees(als(None)).tekst
    assert "Dit legt de gemeente nog vast: De groep en de trainer." in tekst
    assert stroom("groep").voor_inwoner not in tekst


def test_van_een_keten_die_uit_is_gezet_staat_er_nog_wat_wij_bewaren(als, beheerder, stroom):
    assert "geen nieuwe mensen" not in lees(als(None)).tekst
    beheerder.post("beheer.keten", {"aan": "nee"}, keten_code=wereld.KETEN)
    tekst = lees(als(None)).tekst
    assert "Er kunnen hier nu geen nieuwe mensen meedoen." in tekst
    assert stroom("groep").voor_inwoner in tekst


def test_een_keten_die_nooit_aan_stond_staat_er_niet(als, in_borne):
    with in_borne():
        db.session.delete(instelling(wereld.KETEN))
        db.session.commit()
    tekst = lees(als(None)).tekst
    assert "Valpreventie" not in tekst
    assert "is nog niet begonnen" in tekst


def test_elke_gemeente_vertelt_haar_eigen_verhaal(als, in_borne, stroom):
    with in_borne():
        leg(stroom("groep"), bewaartermijn="alleen in Borne zo")
        instelling(wereld.KETEN).telefoon = "+31741234567"
        db.session.commit()
    assert "alleen in Borne zo" in lees(als(None)).tekst
    daar = lees(als(None), gemeente="tubbergen").tekst
    assert "Gemeente Tubbergen" in daar
    assert "alleen in Borne zo" not in daar
    assert "074 123 4567" not in daar


def test_er_staat_geen_naam_of_adres_van_een_medewerker_op(als, beheerder):
    velden = {"fg_contact": "fg@borne.example"}
    beheerder.post("beheer.functionaris", velden)
    html = lees(als(None)).html
    for sleutel, (naam, _, _) in wereld.MENSEN.items():
        assert naam not in html
        assert f"{sleutel}@proef.example" not in html
    assert "fg@borne.example" in html


def test_zonder_adres_van_de_functionaris_staat_er_wat_te_doen(als):
    assert "Vraag de gemeente hoe u die bereikt." in lees(als(None)).tekst


def test_een_gemeente_die_er_niet_is_heeft_geen_pagina(als):
    assert als(None).get("verwerkingen.privacyverklaring", gemeente="atlantis").status == 404


def test_de_lijst_leidt_naar_elke_gemeente(als):
    pagina = als(None).get("verwerkingen.gemeenten")
    links = [link.get("href") for link in pagina.boom.find(".//{*}main").iter(f"{X}a")]
    assert links == ["/borne/privacy", "/tubbergen/privacy"]
    assert als(Rol.TRAINER).get("verwerkingen.gemeenten").status == 200


@pytest.mark.parametrize("wie", [None, Rol.COORDINATOR], ids=str)
def test_de_pagina_kost_weinig_vragen_en_laat_geen_spoor_na(als, tel_vragen, wie):
    klant = als(wie)
    lees(klant)
    with tel_vragen() as vragen:
        lees(klant)
    assert len(vragen) <= 5  # one of them sets the gemeente, on PostgreSQL
    assert not [vraag for vraag in vragen if "logregel" in vraag]


def test_van_elke_pagina_is_de_privacypagina_een_klik_ver(als):
    for wie, pad, waar in (
        (None, "/inloggen", "/privacy"),
        (Rol.VERWIJZER, "/borne/", "/borne/privacy"),
        (None, "/borne/privacy", "/borne/privacy"),
        (Rol.VERWIJZER, "/borne/bestaat-niet", "/privacy"),
    ):
        pagina = als(wie).haal(pad)
        voet = pagina.boom.find(f".//{X}footer")
        doelen = [link.get("href") for link in voet.iter(f"{X}a")]
        (privacy,) = [doel for doel in doelen if doel.endswith("privacy")]
        assert privacy == waar, pad
        assert als(wie).haal(privacy).kop == "Uw gegevens en uw privacy"
