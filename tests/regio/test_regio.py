"""The region: gemeenten side by side, only what they fixed, only for who they let in."""

import re
from datetime import date, timedelta

import pytest
from sqlalchemy import select, text, update

from ketens.audit.models import Logregel
from ketens.catalogus import catalogus
from ketens.gebruikers.models import Gemeente, Lidmaatschap
from ketens.indicatoren.models import Doelgroepcijfer
from ketens.kern.db import db
from ketens.kern.gemeente import in_gemeente, over_de_grens
from ketens.kern.klok import vandaag
from ketens.rechten import Rol
from ketens.regio.overzichten import regiobeeld
from ketens.vaststellingen.handelingen import stel_vast
from ketens.vaststellingen.models import Vaststelling
from ketens.verslagen.verslag import verslag
from tests import wereld
from tests.klant import X
from tests.merken import EERST_OP_SQLITE, OP_POSTGRESQL, OP_SQLITE

# On both databases only where the locks differ.
KETEN, JAAR = wereld.KETEN, vandaag().year - 1
LEAD, PET = wereld.id_van("projectleider"), wereld.id_van("projectleider-projectleider")
KEUZE = {"keten": KETEN, "jaar": JAAR}


def geef_pet(gemeente_id, *, regio=True, **velden):
    """A second hat for the projectleider, in another gemeente."""
    rij = {"organisatie_id": wereld.id_van("gemeente-borne"), "rol": Rol.PROJECTLEIDER, "ketens": [KETEN]}
    rij |= {"account_id": LEAD, "gemeente_id": gemeente_id, "vanaf": date(2020, 1, 1), "regio": regio}
    db.session.add(Lidmaatschap(**(rij | velden)))


def stel_vast_in(gemeente, *, doelgroep=None):
    """Fix last year there, with or without how many people the target group counts."""
    with in_gemeente(gemeente):
        if doelgroep:
            velden = {"peildatum": date(JAAR, 1, 1), "bron": "CBS", "aantal": doelgroep, "jaar": JAAR}
            db.session.add(Doelgroepcijfer(groep_code="thuiswonende_65plus", **velden))
            db.session.flush()
        stel_vast(verslag(KETEN, JAAR), door=None)
        db.session.commit()
        db.session.remove()


@pytest.fixture
def twee(app, maak):
    """Borne fixed 12 tests, of a group of 4,000; Tubbergen 20, of a group that nobody filled in. Both let in."""
    maak.testen(12, jaar=JAAR)
    maak.testen(20, jaar=JAAR, gemeente="tubbergen")
    with app.app_context():
        db.session.execute(update(Lidmaatschap).where(Lidmaatschap.id == PET).values(regio=True))
        geef_pet(wereld.id_van("tubbergen"))
        db.session.commit()
        stel_vast_in(wereld.id_van("borne"), doelgroep=4000)
        stel_vast_in(wereld.id_van("tubbergen"))


def tabel(pagina, naam):
    """The rows of a table, as texts."""
    vak = next(el for el in pagina.boom.iter(f"{X}div") if el.get("aria-label") == f"Tabel: {naam}")
    rijen = list(vak.iter(f"{X}tr"))
    return [[" ".join("".join(cel.itertext()).split()) for cel in rij] for rij in rijen]


def kolom(rijen, naam):
    plek = rijen[0].index(naam)
    return {rij[0]: rij[plek] for rij in rijen[1:]}


def test_de_gemeenten_staan_naast_elkaar_met_totalen_over_wie_het_invulde(twee, als):
    pagina = als(Rol.PROJECTLEIDER).get("regio.overzicht", **KEUZE)
    assert kolom(tabel(pagina, "Aantallen"), "Valrisicotests") == {
        "Borne": "12", "Tubbergen": "20", "Totaal van 2 van de 2 gemeenten": "32",
    }  # fmt: skip
    per = kolom(tabel(pagina, "Per 1.000 mensen in de doelgroep"), "Valrisicotests")
    assert per == {"Borne": "3,0", "Tubbergen": "niet ingevuld", "Totaal van 2 van de 2 gemeenten": "3,0"}
    assert "Zonder doelgroep, en dus niet in het totaal: Tubbergen." in pagina.tekst
    assert "intern" in pagina.tekst
    telt = catalogus().indicatoren(KETEN).indicator("aantal_vrt").definitie
    assert f"Valrisicotests: {telt[0].lower()}{telt[1:]}" in pagina.tekst


@EERST_OP_SQLITE
def test_wie_nog_niet_vaststelde_staat_er_zonder_cijfers(app, als, maak):
    maak.testen(12, jaar=JAAR)
    with app.app_context():
        db.session.execute(update(Lidmaatschap).where(Lidmaatschap.id == PET).values(regio=True))
        db.session.commit()
    pagina = als(Rol.PROJECTLEIDER).get("regio.overzicht", **KEUZE)
    assert tabel(pagina, "Wie heeft vastgesteld")[1][:2] == ["Borne", "nog niet vastgesteld"]
    assert "12" not in pagina.tekst.split()


@EERST_OP_SQLITE
def test_alleen_de_laatste_vaststelling_telt(twee, als, maak):
    maak.testen(3, jaar=JAAR)
    client = als(Rol.PROJECTLEIDER)
    assert kolom(tabel(client.get("regio.overzicht", **KEUZE), "Aantallen"), "Valrisicotests")["Borne"] == "12"
    stel_vast_op_de_pagina(client)
    assert kolom(tabel(client.get("regio.overzicht", **KEUZE), "Aantallen"), "Valrisicotests")["Borne"] == "15"


def stel_vast_op_de_pagina(client):
    pagina = client.get("vaststellingen.jaar", keten_code=KETEN, jaar=JAAR)
    data = {"formulier_id": pagina.waarde("formulier_id"), "gezien": pagina.waarde("gezien")}
    assert client.post("vaststellingen.jaar", data, keten_code=KETEN, jaar=JAAR).status == 303


@EERST_OP_SQLITE
def test_een_gemeente_die_het_intrekt_is_meteen_weg(twee, als):
    lead, beheerder = als(Rol.PROJECTLEIDER), als(Rol.BEHEERDER)
    assert beheerder.post("beheer.regio", lidmaatschap_id=PET).status == 303
    pagina = lead.get("regio.overzicht", **KEUZE)
    assert set(kolom(tabel(pagina, "Aantallen"), "Valrisicotests")) == {"Tubbergen", "Totaal van 1 van de 1 gemeenten"}
    assert "Borne" not in tabel(pagina, "Wie heeft vastgesteld")[1]


@EERST_OP_SQLITE
def test_wie_geen_regio_heeft_vindt_hier_niets(als):
    assert als(Rol.PROJECTLEIDER).get("regio.overzicht").status == 404
    assert als(Rol.PROJECTLEIDER).get("regio.uitvoer", formaat="csv").status == 404
    assert als(Rol.COORDINATOR).get("regio.overzicht").status == 403
    assert als(Rol.BEHEERDER).get("regio.overzicht").status == 403
    assert "/inloggen" in als(None).get("regio.overzicht").naar


@EERST_OP_SQLITE
def test_een_keten_of_jaar_dat_er_niet_is_vindt_niemand(twee, als):
    lead = als(Rol.PROJECTLEIDER)
    assert lead.get("regio.overzicht", keten="welzijn_op_recept").status == 404
    assert lead.get("regio.overzicht", keten=KETEN, jaar=vandaag().year).status == 404
    assert lead.get("regio.overzicht", keten=KETEN, jaar=1999).status == 404


@EERST_OP_SQLITE
def test_een_pet_die_is_afgelopen_of_van_een_andere_keten_is_telt_niet(app, als, twee):
    with app.app_context():
        hier = Lidmaatschap.gemeente_id == wereld.id_van("tubbergen")
        wie = Lidmaatschap.account_id == LEAD
        db.session.execute(update(Lidmaatschap).where(hier, wie).values(tot=vandaag() - timedelta(days=1)))
        db.session.commit()
    pagina = als(Rol.PROJECTLEIDER).get("regio.overzicht", **KEUZE)
    assert "Tubbergen" not in pagina.tekst
    with app.app_context():
        db.session.execute(update(Lidmaatschap).where(hier, wie).values(tot=None, ketens=["welzijn_op_recept"]))
        db.session.commit()
    assert "Tubbergen" not in als(Rol.PROJECTLEIDER).get("regio.overzicht", **KEUZE).tekst


@EERST_OP_SQLITE
def test_er_leidt_geen_weg_naar_een_mens(twee, als):
    """No link goes into a gemeente; and what is read, is signed-off counts alone."""
    pagina = als(Rol.PROJECTLEIDER).get("regio.overzicht", **KEUZE)
    paden = {el.get("href", "") for el in pagina.boom.iter(f"{X}a")} | {
        el.get("action", "") for el in pagina.boom.iter()
    }
    assert not {pad for pad in paden if pad.startswith(("/borne", "/tubbergen"))}


@EERST_OP_SQLITE
def test_wat_bekeken_en_opgehaald_is_staat_in_het_logboek(app, twee, als):
    lead = als(Rol.PROJECTLEIDER)
    lead.get("regio.overzicht", **KEUZE)
    csv = lead.get("regio.uitvoer", formaat="csv", **KEUZE)
    assert csv.status == 200
    tekst = csv.antwoord.get_data(as_text=True)
    assert re.search(r"\r\nBorne;12;|\r\nBorne;\d+;12;", tekst), tekst[:400]
    with app.app_context():
        regels = db.session.execute(
            select(Logregel.route, Logregel.reden).where(Logregel.route.startswith("regio."))
        ).all()
        db.session.rollback()
    reden = f"regio {KETEN} {JAAR}"
    assert [tuple(regel) for regel in regels] == [("regio.overzicht", reden), ("regio.uitvoer", reden)]


@OP_SQLITE
def test_veertig_gemeenten_zijn_een_vraag(app, twee, tel_vragen):
    """The figures are one statement, whatever the number of gemeenten; a row more for each."""
    with app.app_context():
        with in_gemeente(wereld.id_van("borne")):
            vast = db.session.scalars(select(Vaststelling)).one()
            kopie = {k: getattr(vast, k) for k in ("cijfers", "catalogus", "vingerafdruk", "van", "tot", "jaar")}
            db.session.rollback()
        for nr in range(38):
            gemeente = Gemeente(slug=f"g{nr}", naam=f"Gemeente {nr:02}", cbs_code=f"9{nr:03}")
            db.session.add(gemeente)
            db.session.flush()
            geef_pet(gemeente.id)
            db.session.commit()
            with in_gemeente(gemeente.id):
                db.session.add(Vaststelling(formulier_id=gemeente.id, keten_code=KETEN, **kopie))
                db.session.commit()
        with tel_vragen() as vragen:
            beeld = regiobeeld(LEAD, catalogus().keten(KETEN), JAAR)
        db.session.rollback()
    assert (len(beeld.gemeenten), beeld.totaal("aantal_vrt")) == (40, 12 * 39 + 20)
    assert len(vragen) == 1


@OP_POSTGRESQL
def test_de_database_zelf_laat_niet_meer_zien_dan_de_pet(app, twee):
    """Past the statement: whatever is asked under the setting, a row of a gemeente without the tick stays out."""
    tellen = text("select count(*) from vaststelling")
    with app.app_context():
        assert db.session.scalar(tellen) == 0
        with over_de_grens(db.session(), LEAD):
            assert db.session.scalar(tellen) == 2
            assert db.session.scalar(text("select count(*) from inwoner")) == 0
            assert db.session.scalar(text("select count(*) from verschilreden")) == 0
        assert db.session.scalar(tellen) == 0, "na afloop is het slot weer dicht"
        with over_de_grens(db.session(), wereld.id_van("coordinator")):
            assert db.session.scalar(tellen) == 0
        db.session.execute(update(Lidmaatschap).where(Lidmaatschap.regio).values(tot=vandaag() - timedelta(days=1)))
        with over_de_grens(db.session(), LEAD):
            db.session.execute(text("select set_config('ketens.dag', '2020-01-02', true)"))
            assert db.session.scalar(tellen) == 0, "de dag is die van de database, niet een die de sessie noemt"
        db.session.rollback()
        db.session.execute(update(Lidmaatschap).where(Lidmaatschap.id == PET).values(regio=False))
        with over_de_grens(db.session(), LEAD):
            assert db.session.scalar(tellen) == 1
            assert db.session.execute(text("update vaststelling set jaar = 1")).rowcount == 0, "lezen, en niet verder"
        db.session.rollback()


@EERST_OP_SQLITE
def test_met_het_vinkje_staat_de_regio_in_het_menu(als, twee):
    nav = als(Rol.PROJECTLEIDER).get("rapportage.start").boom.find(f".//{X}nav[@class='nav']")
    assert "/regio/" in [link.get("href") for link in nav.iter(f"{X}a")]
