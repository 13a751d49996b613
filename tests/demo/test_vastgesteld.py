"""The closed years of the demo are signed off in both gemeenten, and its regional projectleider sees them."""

from sqlalchemy import select

from ketens.catalogus import catalogus
from ketens.kern.db import db
from ketens.kern.klok import zet_klok
from ketens.rechten import Rol
from ketens.regio.overzichten import regiobeeld
from ketens.vaststellingen.controle import controleer
from ketens.vaststellingen.models import Vaststelling
from ketens.vaststellingen.overzichten import stand_van
from ketens.verslagen.verslag import verslag

KETEN = "valpreventie"


def test_de_afgelopen_jaren_zijn_vastgesteld_en_kloppen_nog(demo):
    for gemeente in ("borne", "tubbergen"):
        with demo.binnen(gemeente):
            rijen = db.session.scalars(select(Vaststelling).where(Vaststelling.keten_code == KETEN)).all()
            assert {vast.jaar for vast in rijen} == {2023, 2024, 2025}
            for vast in rijen:
                assert stand_van(KETEN, vast.jaar, verslag(KETEN, vast.jaar)).verschillen == ()
    assert [oordeel.fouten for oordeel in controleer()] == [(), ()]


def test_de_regionale_projectleider_ziet_beide_gemeenten(demo):
    with zet_klok(demo.op):
        wie = demo.wie("regio", Rol.PROJECTLEIDER)
        beeld = regiobeeld(wie.account_id, catalogus().keten(KETEN), 2025)
        db.session.rollback()
    assert [gemeente.naam for gemeente in beeld.vastgesteld] == ["Borne", "Tubbergen"]
    assert beeld.totaal("aantal_vrt") == sum(gemeente.waarden["aantal_vrt"] for gemeente in beeld.vastgesteld)
