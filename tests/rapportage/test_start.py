"""Every hat has a first page that says what waits, or what one can do here."""

import pytest
from sqlalchemy import event

from ketens.kern.db import db
from ketens.kern.gemeente import in_gemeente
from ketens.rechten import Rol
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


@pytest.mark.parametrize(
    ("rol", "endpoint", "grens"),
    [
        (Rol.COORDINATOR, "rapportage.start", 10),
        (Rol.VERWIJZER, "rapportage.start", 14),
        (Rol.PROJECTLEIDER, "rapportage.start", 28),
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
