"""The pages of the beheerder and the fg."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from ketens.bewaren import voorstellen
from ketens.bewaren.models import Bewaartermijn, Vasthouding, Vernietiging
from ketens.kern.db import db
from ketens.rechten import Rol
from tests.merken import OP_SQLITE

pytestmark = OP_SQLITE


@pytest.fixture
def ligt(vroeger, in_borne):
    """A proposal with one resident."""
    traject = vroeger.traject("Vlietstra", 2022)
    with in_borne():
        voorstel = voorstellen.leg_voor()
        db.session.commit()
        return traject, voorstel.regels[0]


def test_de_beheerder_ziet_het_voorstel_zonder_namen(ligt, als):
    traject, _ = ligt
    pagina = als(Rol.BEHEERDER).get("bewaren.voorstel")
    assert traject.kenmerk in pagina.tekst
    assert "Vlietstra" not in pagina.tekst
    assert "Vanaf" in pagina.tekst


def test_de_fg_ziet_het_ook_en_kan_niets_vasthouden(ligt, als):
    _, regel = ligt
    pagina = als(Rol.FG).get("bewaren.voorstel")
    assert "Houd vast" not in pagina.tekst
    assert als(Rol.FG).get("bewaren.vasthouding", regel_id=regel.id).status == 403


def test_vasthouden_en_loslaten(ligt, als, in_borne):
    _, regel = ligt
    beheerder = als(Rol.BEHEERDER)
    beheerder.get("bewaren.vasthouding", regel_id=regel.id)
    beheerder.post("bewaren.vasthouding", {"reden": "Er loopt een klacht."}, regel_id=regel.id)
    assert "Er loopt een klacht." in beheerder.get("bewaren.voorstel").tekst
    with in_borne():
        vast = db.session.scalars(select(Vasthouding)).one().id
    beheerder.post("bewaren.opheffing", {}, vasthouding_id=vast)
    assert "Er loopt een klacht." not in beheerder.get("bewaren.voorstel").tekst


def test_een_termijn_kiezen_en_laten_vervallen(als, in_borne):
    beheerder = als(Rol.BEHEERDER)
    beheerder.get("bewaren.termijn", soort_code="logboek")
    fout = beheerder.post(
        "bewaren.termijn", {"formulier_id": uuid4().hex, "aantal": "12", "reden": "Te lang."}, soort_code="logboek"
    )
    assert fout.status == 422
    assert "ten minste 5 jaar" in fout.tekst
    beheerder.get("bewaren.termijn", soort_code="traject")
    gekozen = {"formulier_id": uuid4().hex, "keten": "valpreventie", "aantal": "36", "reden": "Collegebesluit."}
    assert beheerder.post("bewaren.termijn", gekozen, soort_code="traject").fouten == []
    pagina = beheerder.get("bewaren.termijnen").tekst
    assert "Collegebesluit." in pagina
    assert "Valpreventie: 3 jaar" in pagina
    with in_borne():
        keuze = db.session.scalars(select(Bewaartermijn)).one().id
    beheerder.post("bewaren.verval", {}, termijn_id=keuze)
    assert "vervallen op" in beheerder.get("bewaren.termijnen").tekst


def test_een_soort_van_de_hele_installatie_heeft_geen_formulier(als):
    assert als(Rol.BEHEERDER).get("bewaren.termijn", soort_code="sessie").status == 404
    assert als(Rol.BEHEERDER).get("bewaren.termijn", soort_code="onzin").status == 404


def test_de_verklaring_is_een_pdf_zonder_personen(vroeger, als, in_borne, voorstel_en_uit):
    vroeger.traject("Vlietstra", 2022)
    voorstel_en_uit(datetime(2026, 3, 2, 9, tzinfo=UTC) + timedelta(days=1))
    fg = als(Rol.FG)
    assert "Traject" in fg.get("bewaren.vernietigingen").tekst
    with in_borne():
        rij = db.session.scalars(select(Vernietiging)).one().id
    antwoord = fg.get("bewaren.verklaring", vernietiging_id=rij)
    assert antwoord.status == 200
    assert antwoord.antwoord.data.startswith(b"%PDF")
