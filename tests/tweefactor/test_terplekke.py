"""Who sends something and must show anew who they are loses nothing of it: it goes along, and nowhere else."""

from datetime import timedelta

import pytest

from ketens.gebruikers.models import Lidmaatschap
from ketens.kern import klok
from ketens.kern.db import db
from ketens.rechten import Rol
from tests import wereld
from tests.tweefactor.conftest import code

LATER = timedelta(minutes=16)
WIE = wereld.id_van("trainer-trainer")
REDEN = "Tom werkt hier niet meer, zei Jansenius."
# Ends the hat of the trainer: one of the acts that ask anew.
WEG = {"lidmaatschap_id": WIE}
VELDEN = {"reden": REDEN, "tot": "", "dubbel": ["een", "twee"]}


@pytest.fixture
def later():
    with klok.zet_klok(klok.nu() + LATER):
        yield


@pytest.fixture
def beheerder(als, met_app, later):
    met_app("beheerder")
    return als(Rol.BEHEERDER)


def begin(klant):
    vraag = klant.post("beheer.einde_lidmaatschap", VELDEN, **WEG)
    assert (vraag.status, vraag.kop) == (422, "Laat zien dat u het bent")
    return vraag


def loopt(in_borne):
    with in_borne():
        return db.session.get_one(Lidmaatschap, WIE).is_geldig


def stuur(klant, vraag, endpoint="beheer.einde_lidmaatschap", waar=None, **velden):
    mee = {"meegenomen": vraag.waarde("meegenomen"), **velden}
    return klant.post(endpoint, mee, **(WEG if waar is None else waar))


def test_wat_verstuurd_was_gebeurt_zodra_u_hebt_laten_zien_dat_u_het_bent(beheerder, in_borne):
    vraag = begin(beheerder)
    assert "Wat u invulde is niet weg: het gaat mee." in vraag.tekst
    assert loopt(in_borne)
    assert stuur(beheerder, vraag, code=code()).status == 303
    assert not loopt(in_borne)


def test_een_verkeerde_code_doet_niets_en_neemt_het_nog_eens_mee(beheerder, in_borne):
    vraag = begin(beheerder)
    fout = stuur(beheerder, vraag, code="000000")
    assert (fout.status, fout.kop) == (422, "Laat zien dat u het bent")
    assert "klopt niet" in fout.fouten[0]
    assert loopt(in_borne)
    assert stuur(beheerder, fout, code=code()).status == 303
    assert not loopt(in_borne)


def test_op_de_pagina_staat_niet_te_lezen_wat_verstuurd_was(beheerder):
    assert "Jansenius" not in begin(beheerder).html


def test_wie_alleen_een_wachtwoord_heeft_geeft_dat_en_het_gaat_mee(als, later, in_borne):
    klant = als(Rol.BEHEERDER)
    vraag = begin(klant)
    assert stuur(klant, vraag, wachtwoord="verkeerd").status == 422
    assert loopt(in_borne)
    assert stuur(klant, vraag, wachtwoord=wereld.WACHTWOORD).status == 303
    assert not loopt(in_borne)


def test_wie_in_een_ander_tabblad_bevestigde_verstuurt_het_zonder_nog_eens(beheerder, in_borne):
    vraag = begin(beheerder)
    assert beheerder.post("tweefactor.bevestigen", {"code": code()}).status == 303
    assert stuur(beheerder, vraag).status == 303
    assert not loopt(in_borne)


def test_wat_mee_ging_geldt_voor_dit_adres_alleen(beheerder, in_borne):
    vraag = begin(beheerder)
    ander = {"lidmaatschap_id": wereld.id_van("coordinator-coordinator")}
    assert stuur(beheerder, vraag, waar=ander, code=code()).status == 400


def test_wat_mee_ging_geldt_voor_dit_account_alleen(beheerder, als, in_borne):
    vraag = begin(beheerder)
    with in_borne():
        db.session.get_one(Lidmaatschap, wereld.id_van("coordinator-coordinator")).rol = Rol.BEHEERDER
        db.session.commit()
    assert stuur(als(Rol.COORDINATOR), vraag).status == 400
    assert loopt(in_borne)


@pytest.mark.parametrize("mee", ["", "x", "é", "gAAAAABm" * 20])
def test_wat_ketens_niet_inpakte_wordt_geweigerd(beheerder, in_borne, mee):
    assert beheerder.post("beheer.einde_lidmaatschap", {"meegenomen": mee, "code": code()}, **WEG).status == 400
    assert loopt(in_borne)


def test_zonder_het_token_van_de_sessie_bevestigt_een_code_niets(beheerder, in_borne):
    vraag = begin(beheerder)
    velden = {"meegenomen": vraag.waarde("meegenomen"), "code": code()}
    assert beheerder.post("beheer.einde_lidmaatschap", velden, token=False, **WEG).status == 422
    assert loopt(in_borne)


def test_na_het_bevestigen_werkt_de_oude_cookie_niet_meer(beheerder, als):
    kopie = als(Rol.BEHEERDER)
    stuur(beheerder, begin(beheerder), code=code())
    assert kopie.get("rapportage.start").status == 303
    assert beheerder.get("rapportage.start").status == 200


def test_ook_als_wat_verstuurd_was_niet_klopt_blijft_u_binnen_en_staat_het_er_nog(beheerder):
    wachtwoord = {"huidig": "", "nieuw": "", "nogmaals": ""}
    vraag = beheerder.post("gebruikers.wachtwoord", wachtwoord)
    fout = stuur(beheerder, vraag, "gebruikers.wachtwoord", {}, code=code())
    assert fout.status == 422
    assert fout.kop != "Laat zien dat u het bent"
    assert beheerder.get("rapportage.start").status == 200
