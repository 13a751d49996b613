"""Someone with several hats chooses one; it stands on every page and in every row of the log."""

import pytest
from sqlalchemy import select

from ketens.audit.models import Logregel
from ketens.kern.db import db
from ketens.rechten import Rol
from tests import wereld


def pet(naam, rol):
    return str(wereld.id_van(f"{naam}-{rol}"))


def test_de_pet_staat_op_elke_pagina(als):
    assert "verwijzer · Fysio Proef" in als("alleskunner").get("rapportage.start").tekst


def test_een_andere_pet_geeft_andere_rechten(als):
    klant = als("alleskunner")
    assert klant.get("beoordelingen.lijst").status == 403
    wissel = klant.post("gebruikers.petwissel", {"lidmaatschap": pet("alleskunner", Rol.BEOORDELAAR)})
    assert "U werkt nu als beoordelaar · Fysio Proef." in wissel.volg().tekst
    assert klant.get("beoordelingen.lijst").status == 200
    assert klant.get("verwijzingen.nieuw").status == 403


def test_de_pet_staat_in_elke_logregel(als, in_borne):
    klant = als("alleskunner")
    klant.post("gebruikers.petwissel", {"lidmaatschap": pet("alleskunner", Rol.TRAINER)})
    klant.get("verwijzingen.nieuw")
    with in_borne():
        regel = db.session.scalars(select(Logregel).order_by(Logregel.id.desc())).first()
        assert (regel.rol, regel.uitkomst) == ("trainer", 403)
        assert str(regel.lidmaatschap_id) == pet("alleskunner", Rol.TRAINER)
        assert regel.organisatie_id == wereld.id_van("fysio")


@pytest.mark.parametrize("vreemd", [pet("coordinator", Rol.COORDINATOR), "", "onzin", str(wereld.id_van("nergens"))])
def test_de_pet_van_een_ander_past_niet(als, vreemd):
    klant = als("alleskunner")
    assert klant.post("gebruikers.petwissel", {"lidmaatschap": vreemd}).status == 404
    assert "verwijzer · Fysio Proef" in klant.get("rapportage.start").tekst


def test_extra_velden_geven_geen_extra_rechten(als):
    """Mass assignment: only the fields of the form are read."""
    klant = als("alleskunner")
    klant.post(
        "gebruikers.petwissel",
        {
            "lidmaatschap": pet("alleskunner", Rol.TRAINER),
            "rol": "beheerder",
            "gemeente_id": str(wereld.id_van("tubbergen")),
        },
    )
    assert klant.get("beheer.accounts").status == 403
