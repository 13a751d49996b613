"""Every hat has a first page that says what waits, or what one can do here; and the figures of the projectleider."""

from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy import event

from ketens.kern.db import db
from ketens.kern.gemeente import in_gemeente
from ketens.rapportage import overzichten
from ketens.rechten import Rol
from ketens.trajecten.gesprekken import leg_gesprek_vast
from ketens.trajecten.models import Traject
from tests import wereld
from tests.bouwkunde.vulling import vul
from tests.merken import EERST_OP_SQLITE

pytestmark = EERST_OP_SQLITE

WOORDEN = {
    Rol.VERWIJZER: "Nieuwe verwijzing",
    Rol.BEOORDELAAR: "Open verzoeken",
    Rol.WELZIJNSCOACH: "Te laat",
    Rol.COORDINATOR: "Groepen die starten",
    Rol.TRAINER: "Uw groepen",
    Rol.TELLER: "U ziet geen namen",
    Rol.PROJECTLEIDER: "Valpreventie in",
    Rol.BEHEERDER: "U ziet geen inwoners",
    Rol.FG: "ketens logboek controleer",
}


@pytest.fixture
def gevuld(app):
    """Both gemeenten hold one row of every model."""
    with app.app_context():
        for gemeente in ("borne", "tubbergen"):
            with in_gemeente(wereld.id_van(gemeente)):
                vul(gemeente)
                db.session.commit()
        db.session.remove()
    return app


@pytest.mark.parametrize("rol", list(Rol))
def test_elke_rol_begint_met_wat_er_wacht_of_wat_hier_kan(als, rol):
    pagina = als(rol).get("rapportage.start")
    assert pagina.status == 200
    assert pagina.kop.startswith("Welkom, ")
    assert WOORDEN[rol] in pagina.tekst


@pytest.mark.parametrize("rol", list(Rol))
def test_geen_startpagina_heeft_een_doodlopende_link(als, gevuld, rol):
    klant = als(rol)
    for el in klant.get("rapportage.start").boom.iter():
        doel = el.get("href", "")
        if doel.startswith("/borne/"):
            assert klant.haal(doel).status == 200, doel


@pytest.mark.parametrize("rol", [Rol.TELLER, Rol.PROJECTLEIDER, Rol.BEHEERDER, Rol.FG])
def test_wie_geen_dossier_ziet_ziet_ook_hier_geen_inwoner(als, gevuld, rol):
    assert "in het geheim" not in als(rol).get("rapportage.start").html


def test_de_tegels_tellen_alleen_wat_achter_de_link_staat(als, gevuld):
    """Another keten in the same organisatie counts nothing, not even that it exists."""
    anders = als("andere_keten").get("rapportage.start").tekst
    assert "Te laat 0" in anders
    assert "Nieuwe verwijzingen 0" in anders
    assert "Te laat 1" in als(Rol.COORDINATOR).get("rapportage.start").tekst


def cijfers(app, gemeente="borne", jaren=(2024, 2025, 2026)):
    with app.app_context(), in_gemeente(wereld.id_van(gemeente)):
        staat = overzichten.cijfers(wereld.KETEN, jaren)
        db.session.rollback()
    return {cijfer.naam: cijfer.per_jaar for _, delen in staat.delen for cijfer in delen}


def test_een_jaar_waarover_niets_bekend_is_is_geen_nul(gevuld):
    uitkomst = cijfers(gevuld)
    assert uitkomst["Verwijzingen"] == (None, None, 1)
    assert uitkomst["Gestarte trajecten"] == (None, None, 1)
    assert uitkomst["Tests"] == (None, None, 1)
    assert uitkomst["uitslag matig"] == (None, None, 1)
    assert uitkomst["uitslag hoog"] == (None, None, 0)
    assert uitkomst["Groepen"] == (None, None, 1)
    assert uitkomst["Beoordelingen beantwoord"] == (None, None, None)


def test_zonder_rijen_is_alles_niet_ingevuld(app, als):
    assert set(cijfers(app).values()) == {(None, None, None)}
    assert "niet ingevuld" in als(Rol.PROJECTLEIDER).get("rapportage.cijfers").tekst


def test_een_andere_gemeente_telt_niet_mee(gevuld):
    assert cijfers(gevuld)["Verwijzingen"] == cijfers(gevuld, "tubbergen")["Verwijzingen"] == (None, None, 1)


def test_wie_twee_gesprekken_had_telt_een_keer_als_inwoner(app, maak):
    maak.welzijn()
    traject = maak.traject(
        keten=wereld.WELZIJN, uitslag=None, organisatie="wijkracht", door="welzijnscoach", behandelaar="welzijnscoach"
    )
    with wereld.binnen(app):
        eigen = db.session.get(Traject, traject.id)
        for op in (date(2025, 3, 4), date(2025, 5, 6)):
            leg_gesprek_vast(
                eigen,
                formulier_id=uuid4(),
                op=op,
                hoe="praktijk",
                minuten=30,
                hoofd="zingeving",
                door=wereld.wie("welzijnscoach"),
            )
        db.session.commit()
        staat = overzichten.cijfers(wereld.WELZIJN, (2024, 2025))
        uitkomst = {cijfer.naam: cijfer.per_jaar for _, delen in staat.delen for cijfer in delen}
    assert uitkomst["Inwoners met een gesprek"] == (None, 1)
    assert uitkomst["Gesprekken"] == (None, 2)
    assert "Hulpvraag: Zingeving" in uitkomst
    assert "Plaatsen" not in uitkomst


def test_elk_cijfer_zegt_wat_het_telt(als, gevuld):
    with gevuld.app_context(), in_gemeente(wereld.id_van("borne")):
        staat = overzichten.cijfers(wereld.KETEN, (2026,))
        db.session.rollback()
    tekst = als(Rol.PROJECTLEIDER).get("rapportage.cijfers").tekst
    for _, delen in staat.delen:
        for cijfer in delen:
            assert cijfer.uitleg.endswith(".")
            assert cijfer.uitleg in tekst


def test_een_keten_die_niet_van_mij_is_wordt_niet_getoond(als):
    pagina = als(Rol.PROJECTLEIDER).get("rapportage.cijfers", keten="welzijn_op_recept")
    assert pagina.kop == "Cijfers: Valpreventie"


@pytest.mark.parametrize(
    ("rol", "endpoint", "grens"),
    [
        (Rol.COORDINATOR, "rapportage.start", 10),
        (Rol.VERWIJZER, "rapportage.start", 14),
        (Rol.PROJECTLEIDER, "rapportage.start", 18),
        (Rol.PROJECTLEIDER, "rapportage.cijfers", 20),
        (Rol.BEHEERDER, "beheer.accounts", 8),
    ],
)
def test_het_aantal_vragen_aan_de_database_is_begrensd(als, gevuld, rol, endpoint, grens):
    klant, vragen = als(rol), []
    klant.get(endpoint)

    def noteer(_verbinding, _cursor, opdracht, *_):
        vragen.append(opdracht)

    with gevuld.app_context():
        motor = db.engine
    event.listen(motor, "before_cursor_execute", noteer)
    try:
        klant.get(endpoint)
    finally:
        event.remove(motor, "before_cursor_execute", noteer)
    assert len(vragen) <= grens, "\n".join(vragen)
