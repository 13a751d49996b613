"""Someone else who decides: named on the page of a verwijzing, asked for when it is about a child."""

import re
from datetime import date

import pytest
from sqlalchemy import select

from ketens.inwoners.contactpersonen import Contactpersoon
from ketens.inwoners.models import Inwoner, Toestemming
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import vandaag
from ketens.rechten import Rol

NIEUW = "verwijzingen.nieuw"
DOCHTER = {"beslist_naam": "Dora Jansen", "beslist_grond": "gevolmachtigde", "beslist_telefoon": "074 200 0000"}
MOEDER = {"beslist_naam": "Mia Jansen", "beslist_grond": "ouder_met_gezag", "beslist_telefoon": "074 200 0000"}


def geboren(leeftijd):
    return f"01-01-{vandaag().year - leeftijd}"


def vastgelegd(in_borne):
    """(givers, who decides or None) of the only verwijzing."""
    with in_borne():
        rijen = list(db.session.scalars(select(Toestemming)))
        ander = db.session.scalars(select(Contactpersoon)).one_or_none()
        if ander:
            assert {rij.vertegenwoordiger_id for rij in rijen} == {ander.id}
            ander = (ander.naam, ander.vertegenwoordiger_grond, ander.relatie, ander.telefoon, ander.eerst_bellen)
        return {rij.gever for rij in rijen}, ander


def is_open(pagina):
    details = re.search(r'<div id="gever">\s*<details class="meer"( open)?>', pagina.html)
    assert details
    return bool(details[1])


def test_gewoon_beslist_de_inwoner_zelf_en_blijft_de_vraag_dicht(als, ingevuld, in_borne):
    klant = als(Rol.VERWIJZER)
    assert not is_open(klant.get(NIEUW))
    assert klant.post(NIEUW, ingevuld()).status == 303
    assert vastgelegd(in_borne) == ({"inwoner"}, None)


def test_wie_voor_de_inwoner_beslist_wordt_contactpersoon(als, ingevuld, in_borne):
    assert als(Rol.VERWIJZER).post(NIEUW, ingevuld(**DOCHTER)).status == 303
    assert vastgelegd(in_borne) == (
        {"vertegenwoordiger"},
        ("Dora Jansen", "gevolmachtigde", "anders", "+31742000000", False),
    )


def test_een_half_ingevulde_beslisser_krijgt_zinnen_en_staat_open(als, ingevuld, in_borne):
    pagina = als(Rol.VERWIJZER).post(NIEUW, ingevuld(beslist_naam="Dora Jansen"))
    assert pagina.fouten == [
        "Waarom beslist deze persoon? Kies waarom deze persoon beslist.",
        "Telefoonnummer van wie er beslist: Vul het telefoonnummer in van wie er beslist.",
    ]
    assert is_open(pagina)
    with in_borne():
        assert db.session.scalars(select(Inwoner)).all() == []


@pytest.mark.parametrize(
    "kind", [(8, "jonger dan 12", "ouder"), (14, "12 tot en met 15", "ouder_en_kind")], ids=["8_jaar", "14_jaar"]
)
def test_bij_een_kind_vraagt_de_pagina_naar_de_ouder(als, ingevuld, in_borne, kind):
    leeftijd, zin, gever = kind
    klant = als(Rol.VERWIJZER)
    velden = ingevuld(geboortedatum=geboren(leeftijd))
    pagina = klant.post(NIEUW, velden)
    assert pagina.status == 422
    assert zin in pagina.fouten[0]
    assert is_open(pagina)
    assert "Waarom beslist deze persoon?" not in pagina.tekst
    assert klant.post(NIEUW, velden | MOEDER | {"beslist_grond": ""}).status == 303
    givers, ander = vastgelegd(in_borne)
    assert givers == {gever}
    assert ander == ("Mia Jansen", "ouder_met_gezag", "ouder", "+31742000000", True)


def test_een_kind_kan_geen_mentor_laten_beslissen_en_een_volwassene_geen_ouder(als, ingevuld):
    klant = als(Rol.VERWIJZER)
    kind = klant.post(NIEUW, ingevuld(geboortedatum=geboren(8), **(MOEDER | {"beslist_grond": "mentor"})))
    assert kind.fouten == [
        "Waarom beslist deze persoon? Bij een kind jonger dan 12 jaar beslist een ouder of voogd met gezag."
    ]
    groot = klant.post(NIEUW, ingevuld(**MOEDER))
    assert groot.fouten == [
        "Waarom beslist deze persoon? Vanaf 16 jaar beslist de inwoner zelf, of een vertegenwoordiger."
    ]


def test_het_deel_over_de_ouder_komt_los_zodra_de_geboortedatum_er_staat(als, ingevuld):
    velden = {"keten": ingevuld()["keten"], "geboortedatum": geboren(8)}
    deel = als(Rol.VERWIJZER).post("verwijzingen.uitslag", velden, htmx="gever")
    assert "<!doctype" not in deel.html
    assert is_open(deel)
    assert "Een ouder of voogd beslist" in deel.tekst


def test_zonder_ouder_gaat_er_langs_geen_enkele_weg_een_kind_naar_de_coordinator(maak, in_borne):
    with pytest.raises(Domeinfout, match="ouder of voogd"):
        maak.verwijzing(geboortedatum=date(vandaag().year - 9, 1, 1))
    with in_borne():
        assert db.session.scalars(select(Inwoner)).all() == []


def test_de_coordinator_ziet_bij_de_verwijzing_wie_er_beslist(als, maak):
    verwijzing = maak.verwijzing(
        vertegenwoordiger={"naam": "Dora Jansen", "grond": "mentor", "telefoon": "+31742000000"}
    )
    tekst = als(Rol.COORDINATOR).get("triage.detail", verwijzing_id=verwijzing.id).tekst
    assert "Dora Jansen" in tekst
    assert "Beslist voor de inwoner" in tekst
    assert "door de vertegenwoordiger" in tekst
    op_de_pagina = als(Rol.COORDINATOR).get("inwoners.detail", inwoner_id=verwijzing.inwoner_id).tekst
    assert "door de vertegenwoordiger, Dora Jansen (Mentor, benoemd door de rechter)" in op_de_pagina
