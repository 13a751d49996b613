"""The demo accounts: to the letter, with their hats, and each signs in."""

import pytest
from sqlalchemy import select

from ketens.gebruikers.models import Gemeente, Organisatie, OrganisatieSoort
from ketens.kern.db import db
from ketens.kern.klok import zet_klok
from ketens.rechten import Rol
from ketens.trajecten.instellingen import Keteninstelling, Ketenpartner
from tests.klant import Klant, X

WACHTWOORD = "Demo-ketens-2026"
PETTEN = {
    "huisarts": [Rol.VERWIJZER],
    "fysio": [Rol.VERWIJZER, Rol.BEOORDELAAR, Rol.TRAINER],
    "welzijn": [Rol.WELZIJNSCOACH, Rol.VERWIJZER],
    "coordinator": [Rol.COORDINATOR],
    "kansrijkestart": [Rol.COORDINATOR],
    "verloskundige": [Rol.VERWIJZER],
    "trainer": [Rol.TRAINER],
    "beoordelaar": [Rol.BEOORDELAAR],
    "teller": [Rol.TELLER],
    "projectleider": [Rol.PROJECTLEIDER],
    "beheerder": [Rol.BEHEERDER],
    "fg": [Rol.FG],
    "coordinator.tubbergen": [Rol.COORDINATOR],
    "regio": [Rol.PROJECTLEIDER, Rol.PROJECTLEIDER],
}


@pytest.mark.parametrize("naam", PETTEN)
def test_elk_demo_account_komt_op_de_startpagina(demo, naam):
    klant = Klant(demo.app, None, "tubbergen" if naam.endswith("tubbergen") else "borne")
    pagina = klant.post("gebruikers.inloggen", {"email": f"{naam}@demo.example", "wachtwoord": WACHTWOORD})
    assert pagina.status == 303
    start = pagina.volg().volg()
    assert start.status == 200
    assert start.antwoord.request.path == f"/{klant.gemeente}/"


@pytest.mark.parametrize("naam", PETTEN)
def test_elk_demo_account_opent_wat_het_ziet(demo, naam):
    """The start page, the whole menu, and of each of those pages the first links."""
    klant = Klant(demo.app, None, "tubbergen" if naam.endswith("tubbergen") else "borne")
    with zet_klok(demo.op):
        klant.post("gebruikers.inloggen", {"email": f"{naam}@demo.example", "wachtwoord": WACHTWOORD})
        start = klant.get("rapportage.start")
        menu = adressen(start, "nav")
        assert len(menu) >= 2
        gezien = {adres: klant.haal(adres) for adres in menu}
        verder = [adres for pagina in gezien.values() for adres in adressen(pagina, "main")[:6]]
        gezien |= {adres: klant.haal(adres) for adres in dict.fromkeys(verder) if adres not in gezien}
    assert {adres: pagina.status for adres, pagina in gezien.items() if pagina.status not in (200, 303)} == {}


def adressen(pagina, waar):
    """The addresses within the app that this part of a page links to, not to be followed twice."""
    delen = [] if pagina.boom is None else pagina.boom.iter(f"{X}{waar}")
    links = [link.get("href", "").partition("#")[0] for deel in delen for link in deel.iter(f"{X}a")]
    return [link for link in dict.fromkeys(links) if link.startswith("/")]


@pytest.mark.parametrize(("naam", "rollen"), PETTEN.items())
def test_elk_account_heeft_zijn_eigen_petten(demo, naam, rollen):
    assert [pet.rol for pet in demo.wie(naam).lidmaatschappen] == rollen


def test_regio_is_projectleider_van_beide_gemeenten(demo):
    assert [pet.gemeente.slug for pet in demo.wie("regio").lidmaatschappen] == ["borne", "tubbergen"]


def test_de_poh_welzijn_werkt_bij_wijkracht_en_niet_bij_het_sociaal_hus(demo):
    hus = db.session.scalars(select(Organisatie).where(Organisatie.soort == OrganisatieSoort.SOCIAAL_HUS)).one()
    welzijn = demo.wie("welzijn")
    assert "Wijkracht" in welzijn.organisatie.naam
    assert [pet.ketens for pet in welzijn.lidmaatschappen] == [("welzijn_op_recept",), ("valpreventie",)]
    assert hus.id not in {pet.organisatie_id for naam in PETTEN for pet in demo.wie(naam).lidmaatschappen}


def test_welzijn_op_recept_loopt_bij_wijkracht_en_praktijken_verwijzen_ernaar(demo):
    with demo.binnen():
        welzijn = select(Keteninstelling).where(Keteninstelling.keten_code == "welzijn_op_recept")
        assert db.session.scalars(welzijn).one().organisatie_id == demo.wie("welzijn").organisatie_id
        wijze = select(Ketenpartner.terugkoppelwijze).where(Ketenpartner.keten_code == "welzijn_op_recept")
        assert set(db.session.scalars(wijze)) == {"per_stap", "begin_einde", "maandlijst"}
    assert "welzijn_op_recept" in demo.wie("huisarts").lidmaatschappen[0].ketens


def test_de_coordinator_werkt_waar_valpreventie_geregeld_wordt(demo):
    with demo.binnen():
        instelling = db.session.scalars(
            select(Keteninstelling).where(Keteninstelling.keten_code == "valpreventie")
        ).one()
        assert instelling.organisatie_id == demo.wie("coordinator").organisatie_id


def test_gemeenten_en_organisaties_zijn_als_demo_te_herkennen(demo):
    gemeenten = {gemeente.slug: gemeente for gemeente in db.session.scalars(select(Gemeente))}
    assert {slug: gemeente.cbs_code for slug, gemeente in gemeenten.items()} == {"borne": "0147", "tubbergen": "0183"}
    assert all(gemeente.is_demo for gemeente in gemeenten.values())
    assert all("(demo)" in organisatie.naam for organisatie in db.session.scalars(select(Organisatie)))


def test_kansrijke_start_loopt_bij_wijkracht_en_is_voor_wie_valpreventie_doet_niet_te_zien(demo):
    with demo.binnen():
        instelling = db.session.scalars(
            select(Keteninstelling).where(Keteninstelling.keten_code == "kansrijke_start")
        ).one()
    assert "Wijkracht" in demo.wie("kansrijkestart").organisatie.naam
    assert instelling.organisatie_id == demo.wie("kansrijkestart").organisatie_id
    assert "Verloskundigen" in demo.wie("verloskundige").organisatie.naam
    assert "kansrijke_start" not in demo.wie("coordinator").ketens
