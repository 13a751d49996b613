"""By which way a message goes, what stops it, and when it counts as having arrived."""

from datetime import date

import pytest

from ketens.berichten.handelingen import ander_kanaal, bereikt, staak_alles, stuur
from ketens.berichten.models import Bericht
from ketens.inwoners.handelingen import wijzig_inwoner
from ketens.inwoners.models import Bereik, Inwoner
from ketens.inwoners.veilig import VeiligContact
from ketens.inwoners.veiligafspraak import leg_veilig_contact_vast
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.post.bezorgen import MAG_NOG_WEG
from ketens.post.models import Mail
from ketens.trajecten.models import Traject
from tests import wereld

ADRES = {"straat": "Proefstraat", "huisnummer": "1", "postcode": "7621AB", "plaats": "Borne"}


@pytest.fixture
def traject(maak, in_borne):
    """A running traject in a session that is open."""
    gemaakt = maak.traject(inwoner=maak.inwoner("Jansen", email="gerda@proef.example", **ADRES))
    with in_borne():
        yield db.session.get_one(Traject, gemaakt.id)


def zend(traject: Traject, sleutel: str = "vrij:1", **inhoud) -> Bericht | None:
    bericht = stuur(traject, soort="vrij", sleutel=sleutel, door=wereld.wie("coordinator"), tekst="Dag.", **inhoud)
    db.session.flush()
    return bericht


def test_een_bericht_wordt_gebeld_als_niemand_iets_koos(traject):
    bericht = zend(traject)
    assert (bericht.kanaal, bericht.taak.soort, bericht.taak.endpoint) == (Bereik.BELLEN, "bellen", "berichten.bellen")
    assert bericht.taak.object_id == traject.id


def test_twee_keer_gestuurd_is_een_bericht(traject):
    assert zend(traject) is zend(traject)


def test_wie_een_brief_wil_komt_in_de_rij_en_niet_op_de_belllijst(traject):
    traject.inwoner.bereik = Bereik.BRIEF
    bericht = zend(traject)
    assert (bericht.kanaal, bericht.taak, bericht.stapel_id) == (Bereik.BRIEF, None, None)


def test_een_mail_noemt_alleen_het_kenmerk_en_het_nummer(traject):
    traject.inwoner.bereik = Bereik.EMAIL
    bericht = zend(traject, tekst_extra="Jansen")
    assert bericht.mail.aan == "gerda@proef.example"
    assert traject.kenmerk in bericht.mail.inhoud
    assert "074 265 8600" in bericht.mail.inhoud
    for woord in ("Gerda", "Jansen", "val", "Dag."):
        assert woord not in bericht.mail.inhoud + bericht.mail.onderwerp
    # Nobody hears the message in a mail: who does not call is called.
    assert bericht.bereikt_op is None
    assert bericht.taak.afgehandeld_op is None


@pytest.mark.parametrize(
    ("wens", "veilig"),
    [(Bereik.BRIEF, VeiligContact(geen_brief=True)), (Bereik.EMAIL, VeiligContact(geen_email=True))],
)
def test_wat_niet_veilig_is_wordt_gebeld(traject, wens, veilig):
    traject.inwoner.bereik, traject.inwoner.veilig_contact = wens, veilig
    bericht = zend(traject)
    assert (bericht.kanaal, bericht.mail) == (Bereik.BELLEN, None)


@pytest.mark.parametrize("wens", [Bereik.BRIEF, Bereik.EMAIL])
def test_wat_al_klaarlag_wordt_gebeld_zodra_het_niet_meer_veilig_is(traject, wens):
    traject.inwoner.bereik = wens
    bericht = zend(traject)
    veilig = VeiligContact(telefoon="+31687654321", geen_brief=True, geen_email=True)
    leg_veilig_contact_vast(traject.inwoner, veilig, door=wereld.wie("coordinator"))
    db.session.flush()
    assert (bericht.kanaal, bericht.stapel) == (Bereik.BELLEN, None)
    assert bericht.taak.afgehandeld_op is None
    assert bericht.mail is None or bericht.mail.geannuleerd_op


def test_zonder_adres_komt_er_geen_brief(traject):
    traject.inwoner.bereik, traject.inwoner.postcode = Bereik.BRIEF, None
    assert zend(traject).kanaal is Bereik.BELLEN


def test_een_afgesloten_traject_krijgt_niets_meer_en_wat_klaar_lag_stopt(traject):
    traject.inwoner.bereik = Bereik.EMAIL
    bericht = zend(traject)
    traject.sluit_af(door=wereld.wie("coordinator"), reden="geen_interesse")
    assert bericht.gestaakt_reden == "traject_afgesloten"
    assert db.session.get_one(Mail, bericht.mail_id).geannuleerd_op
    assert bericht.taak.afgehandeld_op
    assert zend(traject, "vrij:2") is None


def test_alles_staken_stopt_ook_de_mail(traject):
    traject.inwoner.bereik = Bereik.EMAIL
    bericht = zend(traject)
    assert staak_alles(traject.inwoner_id, "verhuisd") == [bericht.id]
    assert db.session.get_one(Mail, bericht.mail_id).geannuleerd_reden == "verhuisd"


def test_bereikt_zet_de_termijn_en_haalt_het_van_de_lijst(traject):
    bericht = zend(traject)
    bereikt(bericht, door=wereld.wie("coordinator"), hoe="anders")
    assert bericht.bereikt_op
    assert bericht.taak.afgehandeld_op
    with pytest.raises(Domeinfout, match="al aangekomen"):
        ander_kanaal(bericht, Bereik.BRIEF, door=wereld.wie("coordinator"))


def test_een_ander_kanaal_neemt_het_vorige_weg(traject):
    bericht = zend(traject)
    eerst = bericht.taak
    ander_kanaal(bericht, Bereik.BRIEF, door=wereld.wie("coordinator"))
    assert bericht.kanaal is Bereik.BRIEF
    assert eerst.afgehandeld_op


def test_de_inwoner_is_verzegeld_in_het_bericht(traject):
    bericht = zend(traject)
    assert b"Dag." not in bericht.inhoud_cel
    assert db.session.get_one(Inwoner, bericht.inwoner_id).geboortedatum == date(1941, 3, 12)


@pytest.mark.parametrize("nieuw", ["nieuw@proef.example", None])
def test_een_mail_gaat_niet_meer_naar_een_adres_dat_niet_meer_klopt(traject, nieuw):
    bericht = zend(traject, kanaal=Bereik.EMAIL)
    assert all(vraag(bericht.mail) for vraag in MAG_NOG_WEG)
    wijzig_inwoner(traject.inwoner, door=wereld.wie("coordinator"), email=nieuw)
    assert not all(vraag(bericht.mail) for vraag in MAG_NOG_WEG)
    assert bericht.taak.afgehandeld_op is None
