"""The belronde as a coördinator works it, who else may come there, and what is printed."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from ketens.audit.models import LogregelInwoner
from ketens.inwoners.handelingen import wijzig_inwoner
from ketens.inwoners.veilig import VeiligContact
from ketens.kern.db import db
from ketens.kern.klok import moment, vandaag, zet_klok
from ketens.nazorg import kaarten
from ketens.nazorg.models import Nota
from ketens.rechten import Rol
from tests import wereld
from tests.merken import OP_SQLITE
from tests.nazorg.conftest import haal, vragen

pytestmark = OP_SQLITE
KAART_NA_6 = {"3": {"wijze": "niet", "procent": 100}, "6": {"wijze": "kaart", "procent": 100}}


def antwoord(uitkomst, wat=""):
    return {"uitkomst": uitkomst, "wat": wat, "formulier_id": str(uuid4())}


def is_pdf(klant, endpoint, **waarden):
    return klant.browser.get(klant.url(endpoint, **waarden)).data.startswith(b"%PDF")


def los(in_borne, plaats, maanden):
    """The question of a moment, loose of its session."""
    with in_borne():
        vraag = vragen(plaats)[maanden]
        db.session.expunge(vraag)
    return vraag


@pytest.fixture
def lang_geleden(afgerond):
    """Someone who finished four months ago."""

    def doe(achternaam="Pas", maanden=4, **velden):
        with zet_klok(moment(vandaag() - timedelta(days=31 * maanden))):
            return afgerond(achternaam, **velden)

    return doe


def test_wie_drie_maanden_klaar_is_staat_er_een_keer_met_nummer_en_groep(als, lang_geleden, maak):
    lang_geleden(inwoner=maak.inwoner("Pas", telefoon="+31612345678"))
    pagina = als("coordinator").get("nazorg.doorstroom")
    assert "1 inwoner te vragen" in pagina.tekst
    assert "06 12345678" in pagina.tekst
    assert "Na 3 maanden" in pagina.tekst


def test_ook_als_het_traject_gesloten_is_en_de_log_weet_het(als, lang_geleden, in_borne):
    plaats = lang_geleden()
    with in_borne():
        haal(plaats).traject.sluit_af(door=wereld.wie("coordinator"), reden="afgerond")
        db.session.commit()
    assert "Gerda Pas" in als("coordinator").get("nazorg.doorstroom").tekst
    with in_borne():
        assert plaats.inwoner_id in db.session.scalars(select(LogregelInwoner.inwoner_id)).all()


def test_een_andere_keten_of_gemeente_ziet_niemand(als, lang_geleden):
    lang_geleden()
    for wie, gemeente in (("andere_keten", "borne"), ("coordinator_tubbergen", "tubbergen")):
        assert "Gerda" not in als(wie, gemeente).get("nazorg.doorstroom").tekst


@pytest.mark.parametrize("rol", [Rol.TRAINER, Rol.WELZIJNSCOACH, Rol.PROJECTLEIDER, Rol.VERWIJZER])
def test_wie_niet_coordineert_komt_hier_niet(als, rol):
    assert als(rol).get("nazorg.doorstroom").status == 403


def test_ja_met_een_naam_van_de_kaart_wordt_het_aanbod(als, lang_geleden, kaart, in_borne):
    plaats, club = lang_geleden(), kaart("Wandelclub", "Wijkhuis (proef)")
    vraag = los(in_borne, plaats, 3)
    klant = als("coordinator")
    assert "Wandelclub (Wijkhuis (proef))" in klant.get("nazorg.doorstroom").html
    terug = klant.post("nazorg.uitkomst", antwoord("ja", "wandelclub (wijkhuis (proef))"), vraag_id=vraag.id)
    assert "Genoteerd: ja." in terug.volg().tekst
    with in_borne():
        assert (haal(vraag).aanbod_id, haal(vraag).woorden) == (club.id, None)


def test_wat_niet_op_de_kaart_staat_blijft_in_de_woorden_van_de_inwoner(als, lang_geleden, in_borne):
    plaats = lang_geleden()
    vraag = los(in_borne, plaats, 3)
    als("coordinator").post("nazorg.uitkomst", antwoord("ja", "Fietst met de buurman"), vraag_id=vraag.id)
    with in_borne():
        assert (haal(vraag).aanbod_id, haal(vraag).woorden) == (None, "Fietst met de buurman")


def test_een_fout_staat_in_de_rij_en_wat_getypt_was_staat_er_nog(als, lang_geleden, in_borne):
    plaats = lang_geleden()
    vraag = los(in_borne, plaats, 3)
    klant = als("coordinator")
    leeg = klant.post("nazorg.uitkomst", antwoord("ja"), htmx="lijst", vraag_id=vraag.id)
    assert (leeg.status, leeg.fouten) == (422, ["Kies of typ wat de inwoner doet."])
    vreemd = klant.post("nazorg.uitkomst", antwoord("misschien", "Zwemmen"), vraag_id=vraag.id)
    assert vreemd.status == 422
    assert 'value="Zwemmen"' in vreemd.html


def test_een_vergissing_is_met_een_knop_teruggenomen(als, lang_geleden, in_borne):
    plaats = lang_geleden()
    vraag = los(in_borne, plaats, 3)
    klant = als("coordinator")
    pagina = klant.post("nazorg.uitkomst", antwoord("niet_meer_bellen"), vraag_id=vraag.id).volg()
    assert "Niemand te vragen" in pagina.tekst
    actie = next(f.get("action") for f in pagina.boom.iter() if "/genoteerd/" in (f.get("action") or ""))
    klant.browser.post(actie, data={"csrf_token": klant.token})
    assert "1 inwoner te vragen" in klant.get("nazorg.doorstroom").tekst


def test_een_veilig_nummer_staat_er_in_plaats_van_het_gewone(als, lang_geleden, maak, in_borne):
    plaats = lang_geleden(inwoner=maak.inwoner("Pas", telefoon="+31612345678"))
    with in_borne():
        haal(plaats).inwoner.veilig_contact = VeiligContact(telefoon="+31687654321", geen_voicemail=True)
        db.session.commit()
    tekst = als("coordinator").get("nazorg.doorstroom").tekst
    assert "06 87654321" in tekst
    assert "06 12345678" not in tekst


def test_een_kaart_wordt_geprint_gepost_en_ingevoerd(als, lang_geleden, kies_momenten, maak, in_borne):
    kies_momenten(KAART_NA_6)
    adres = {"postcode": "7621AB", "huisnummer": "1"}
    plaats = lang_geleden(maanden=7, inwoner=maak.inwoner("Pas", **adres))
    klant = als("coordinator")
    pagina = klant.get("nazorg.doorstroom")
    assert "1 antwoordkaart te posten" in pagina.tekst
    assert is_pdf(klant, "nazorg.kaarten_pdf")
    gepost = klant.post("nazorg.gepost", {"kaarten": pagina.waarde("kaarten")})
    assert "1 kaart is gepost." in gepost.volg().tekst
    assert klant.get("nazorg.kaarten_pdf").status == 404
    vraag = los(in_borne, plaats, 6)
    with in_borne():
        assert haal(plaats).traject.kenmerk in klant.get("nazorg.doorstroom", wijze="kaart").tekst
    klant.post("nazorg.uitkomst", antwoord("ja"), vraag_id=vraag.id)
    with in_borne():
        assert haal(vraag).uitkomst == "ja"


def test_wie_geen_brief_mag_krijgen_wordt_gebeld(als, lang_geleden, kies_momenten, maak, in_borne):
    kies_momenten(KAART_NA_6)
    zonder, veilig = lang_geleden("Zonderadres", maanden=7), lang_geleden("Veilig", maanden=7)
    with in_borne():
        inwoner = haal(veilig).inwoner
        wijzig_inwoner(inwoner, door=None, postcode="7621AB", huisnummer="1")
        inwoner.veilig_contact = VeiligContact(telefoon="+31687654321", geen_brief=True)
        db.session.commit()
        assert kaarten.pdf(kaarten.te_posten(wereld.wie("coordinator"))) is None
    klant = als("coordinator")
    gepost = klant.post("nazorg.gepost", {"kaarten": klant.get("nazorg.doorstroom").waarde("kaarten")})
    assert "2 inwoners worden gebeld: een brief kan niet." in gepost.volg().tekst
    with in_borne():
        assert {vragen(rij)[6].wijze for rij in (zonder, veilig)} == {"bellen"}


def test_kaarten_van_een_ander_worden_niet_gepost(als, lang_geleden, kies_momenten, in_borne):
    kies_momenten(KAART_NA_6)
    plaats = lang_geleden(maanden=7)
    with in_borne():
        id_ = str(vragen(plaats)[6].id)
    antwoord_ = als("andere_keten").post("nazorg.gepost", {"kaarten": f"{id_},rommel"})
    assert antwoord_.status == 422
    assert antwoord_.fouten == ["Deze kaarten zijn al gepost of niet meer nodig. Laad de pagina opnieuw."]


def test_de_lijst_van_een_groep_betalen_nota_en_kaart(als, maak, afgerond, in_borne):
    groep = maak.groep(eigen_bijdrage=4500)
    plaats = afgerond(groep=groep)
    klant = als("coordinator")
    pagina = klant.get("nazorg.groep", groep_id=groep.id)
    assert "€ 45,00 Open" in pagina.tekst
    betaald = klant.post("nazorg.bijdrage", {"stand": "betaald", "betaald_op": ""}, plaatsing_id=plaats.id)
    assert "Vastgelegd: betaald." in betaald.volg().tekst
    klant.post("nazorg.nota_maken", plaatsing_id=plaats.id)
    with in_borne():
        nota_id = db.session.scalars(select(Nota.id)).one()
    assert f"Nota {vandaag().year}-0001" in klant.get("nazorg.groep", groep_id=groep.id).tekst
    assert is_pdf(klant, "nazorg.nota", nota_id=nota_id)


def test_een_foute_dag_van_betaling_is_een_zin(als, maak, afgerond):
    plaats = afgerond(groep=maak.groep(eigen_bijdrage=4500))
    fout = als("coordinator").post(
        "nazorg.bijdrage", {"stand": "betaald", "betaald_op": "31-2"}, plaatsing_id=plaats.id
    )
    assert fout.status == 422
    assert any("dag-maand-jaar" in zin for zin in fout.fouten)


def test_op_een_lege_lijst_staat_wat_er_komt(als, maak):
    klant = als("coordinator")
    assert "Wie een groep afmaakt, komt hier vanzelf" in klant.get("nazorg.doorstroom").tekst
    assert "Er is geen kaart onderweg" in klant.get("nazorg.doorstroom", wijze="kaart").tekst
    assert "Niemand deed mee in deze groep" in klant.get("nazorg.groep", groep_id=maak.groep().id).tekst


def test_een_beheerder_kiest_de_momenten(als, in_borne, afgerond):
    klant = als("beheerder")
    keuze = {"wijze_3": "bellen", "wijze_6": "kaart", "procent_6": "50", "wijze_12": "niet"}
    fout = klant.post("beheer.doorstroom", {**keuze, "procent_6": "400"}, keten_code=wereld.KETEN)
    assert fout.fouten == ["Hoeveel van elke 100, na 6 maanden: Kies een getal van 1 tot en met 100."]
    assert klant.post("beheer.doorstroom", keuze, keten_code=wereld.KETEN).status == 303
    pagina = klant.get("beheer.doorstroom", keten_code=wereld.KETEN)
    assert pagina.waarde("procent_6") == "50"
    assert klant.get("beheer.doorstroom", keten_code="welzijn_op_recept").status == 404
