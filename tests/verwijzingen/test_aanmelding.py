"""Signing up without an account: what is kept, and who sees it."""

from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from ketens.inwoners.contactpersonen import Contactpersoon
from ketens.inwoners.models import Bereik, Betrokkenheid, Inwoner, Toestemming
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.rechten import Rol
from ketens.trajecten.instellingen import instelling
from ketens.trajecten.taken import Taak
from ketens.triage.handelingen import neem_aan
from ketens.verwijzingen.aanmelding import meld_aan
from ketens.verwijzingen.models import Verwijzing
from tests import wereld

MATIG = {"q1_gevallen": False, "q2_bezorgd": True, "q3_moeite_bewegen": True, "e5_kwetsbaar": False}
LAAG = dict.fromkeys(("q1_gevallen", "q2_bezorgd", "q3_moeite_bewegen"), False)
DOCHTER = {"naam": "Dora Visser", "telefoon": "+31612345678", "relatie": "dochter"}


def meld(**anders):
    """Sign Annie up, by herself."""
    velden = {
        "formulier_id": uuid4(),
        "keten_code": wereld.KETEN,
        "antwoorden": MATIG,
        "herkomst": "zelf",
        "toestemming_doorgeven": True,
        "voornaam": "Annie",
        "achternaam": "Visser",
        "geboortedatum": date(1944, 5, 6),
        "telefoon": "+31741234567",
    }
    return meld_aan(**velden | anders)


def test_aanmelding_wacht_bij_de_triage_als_elke_verwijzing(in_borne):
    with in_borne():
        verwijzing = meld()
        db.session.flush()
        taak = db.session.scalars(select(Taak).where(Taak.soort == "triage")).one()
        assert (taak.object_id, taak.organisatie_id) == (verwijzing.id, wereld.id_van("gemeente-borne"))
        assert (verwijzing.herkomst, verwijzing.verwijzer_soort) == ("zelf", "zelf")
        assert (verwijzing.afzender, verwijzing.typte) == ("De inwoner zelf", "De inwoner zelf")
        assert (verwijzing.afname.uitslag, verwijzing.afname.verwijzer_soort) == ("matig", "zelf")


def test_alleen_wie_ontvangt_is_betrokken(in_borne):
    with in_borne():
        meld()
        db.session.flush()
        assert [rij.organisatie_id for rij in db.session.scalars(select(Betrokkenheid))] == [
            wereld.id_van("gemeente-borne")
        ]


def test_toestemming_is_op_het_scherm_gelezen_en_door_niemand_gevraagd(in_borne):
    with in_borne():
        meld()
        db.session.flush()
        (toestemming,) = db.session.scalars(select(Toestemming))
        assert (toestemming.kanaal, toestemming.gever, toestemming.door_id) == ("digitaal", "inwoner", None)
        assert "Gemeente Borne (proef)" in toestemming.formulering
        assert toestemming.formulering.startswith("Ik vind het goed")
        assert toestemming.formulering_versie.endswith("/doorgeven/1/zelf")


def test_wordt_bereikt_zoals_zij_wil(in_borne):
    with in_borne():
        inwoner = meld(bereik=Bereik.EMAIL, email="annie@proef.example", bereik_wanneer="na het eten").inwoner
        assert (inwoner.bereik, inwoner.bereik_wanneer) == (Bereik.EMAIL, "na het eten")


def test_naaste_staat_bij_de_inwoner(in_borne):
    with in_borne():
        verwijzing = meld(herkomst="naaste", naaste={**DOCHTER, "eerst_bellen": True})
        db.session.flush()
        (naaste,) = db.session.scalars(select(Contactpersoon))
        (toestemming,) = db.session.scalars(select(Toestemming))
        assert toestemming.formulering.startswith("De inwoner vindt het goed")
        assert (naaste.naam, naaste.relatie, naaste.eerst_bellen) == ("Dora Visser", "dochter", True)
        assert (naaste.toestemming_door_id, naaste.vertegenwoordiger_grond) == (None, None)
        assert verwijzing.afzender == "Een naaste van de inwoner"


def test_wordt_een_traject_met_haar_herkomst(in_borne):
    with in_borne():
        traject = neem_aan(meld(), door=wereld.wie("coordinator"))
        assert (traject.herkomst, traject.uitslag) == ("zelf", "matig")


def test_twee_keer_verstuurd_is_een_aanmelding(in_borne):
    with in_borne():
        zelfde = uuid4()
        assert meld(formulier_id=zelfde) is meld(formulier_id=zelfde)
        assert db.session.scalar(select(func.count()).select_from(Inwoner)) == 1


@pytest.mark.parametrize(
    ("anders", "veld"),
    [
        ({"toestemming_doorgeven": False}, "toestemming_doorgeven"),
        ({"geboortedatum": date(1985, 1, 1)}, "geboortedatum"),
        ({"achternaam": None}, "achternaam"),
        ({"telefoon": None}, "telefoon"),
        ({"herkomst": "ufo"}, "herkomst"),
        ({"bereik": Bereik.EMAIL}, "email"),
        ({"bereik": Bereik.BRIEF, "postcode": "7621AB"}, "huisnummer"),
        ({"bereik": Bereik.BELLEN, "telefoon": None, "email": "annie@proef.example"}, "telefoon"),
        ({"herkomst": "naaste", "naaste": {**DOCHTER, "naam": ""}}, "naaste_naam"),
        ({"herkomst": "naaste", "naaste": {**DOCHTER, "telefoon": ""}}, "naaste_telefoon"),
        ({"herkomst": "naaste", "naaste": {**DOCHTER, "relatie": "baas"}}, "naaste_relatie"),
        ({"antwoorden": LAAG}, None),
        ({"keten_code": "onbekend"}, None),
    ],
)
def test_wat_niet_kan_wordt_gezegd_bij_het_veld(in_borne, anders, veld):
    with in_borne(), pytest.raises(Domeinfout) as fout:
        meld(**anders)
    assert fout.value.veld == veld


def test_formulier_van_een_ander_zegt_niets_over_die_ander(in_borne):
    with in_borne():
        zelfde = uuid4()
        meld(formulier_id=zelfde)
        with pytest.raises(Domeinfout, match="Met dit formulier is al iemand aangemeld"):
            meld(formulier_id=zelfde, achternaam="Anders")


def test_keten_die_hier_niet_loopt_neemt_niemand_aan(in_borne):
    with in_borne():
        instelling(wereld.KETEN).actief_tot = date(2020, 1, 1)
        db.session.flush()
        with pytest.raises(Domeinfout, match="niet aanmelden"):
            meld()


@pytest.mark.parametrize("rol", [Rol.COORDINATOR, Rol.VERWIJZER])
def test_alleen_wie_coordineert_ziet_haar(als, app, in_borne, rol):
    with in_borne():
        verwijzing_id = meld().id
        db.session.commit()
    klant = als(rol)
    antwoord = klant.get("verwijzingen.detail", verwijzing_id=verwijzing_id)
    assert antwoord.status == (200 if rol == Rol.COORDINATOR else 404)
    with in_borne():
        assert db.session.get(Verwijzing, verwijzing_id).organisatie_id is None
