"""Where one is signed in, to see and to end."""

from datetime import timedelta

from ketens.kern import klok
from ketens.rechten import Rol
from tests import wereld
from tests.gebruikers.test_inloggen import inloggen
from tests.merken import OP_SQLITE

pytestmark = OP_SQLITE


def test_wie_ergens_anders_nog_aangemeld_is_sluit_dat_van_hier(als):
    elders, hier = als(Rol.COORDINATOR), als(None)
    inloggen(hier)
    with hier.browser.session_transaction() as sessie:
        sessie["csrf_token"] = "0" * 40
    assert hier.get("gebruikers.aangemeld").tekst.count("Gewone aanmelding") == 2
    assert "dit apparaat" in hier.get("gebruikers.aangemeld").tekst
    pagina = hier.post("gebruikers.aangemeld_einde", sessie_id=wereld.id_van("sessie-coordinator"))
    assert "U bent daar afgemeld." in pagina.volg().tekst
    assert elders.get("rapportage.start").status == 303
    assert hier.get("rapportage.start").status == 200


def test_die_van_een_ander_en_die_van_hier_zelf_zijn_er_niet(als):
    klant = als(Rol.VERWIJZER)
    for sleutel in ("coordinator", "verwijzer"):
        antwoord = klant.post("gebruikers.aangemeld_einde", sessie_id=wereld.id_van(f"sessie-{sleutel}"))
        assert antwoord.status == 404
    assert als(Rol.COORDINATOR).get("rapportage.start").status == 200


def test_wat_vanzelf_al_voorbij_is_staat_er_niet_meer(als):
    hier = als(None)
    with klok.zet_klok(klok.nu() + timedelta(minutes=90)):
        inloggen(hier)
        assert hier.get("gebruikers.aangemeld").tekst.count("Gewone aanmelding") == 1
