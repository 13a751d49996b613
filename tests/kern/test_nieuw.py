"""What is written past the unit of work stands there as an ordinary flush would have laid it down."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import func, inspect, select

from ketens.gebruikers.models import Account
from ketens.instrumenten.handelingen import neem_af
from ketens.inwoners import handelingen as inwoners
from ketens.inwoners.models import Inwoner, ToestemmingSoort
from ketens.inwoners.zoeksleutels import Zoeksleutel
from ketens.kern import klok
from ketens.kern.db import Basis, db
from ketens.kern.gemeente import in_gemeente
from ketens.kern.nieuw import schrijf_nieuw
from ketens.trajecten.handelingen import maak_taak
from ketens.trajecten.taken import Taak
from ketens.verwijzingen.models import Verwijzing
from tests import wereld
from tests.merken import OP_SQLITE


def maak_alles(antwoorden: dict[str, Any]) -> list[Basis]:
    """Add what a sending adds: rows that point to one another, by id and by relation."""
    wie = wereld.wie("verwijzer")
    inwoner = inwoners.maak_inwoner(voornaam="Gerda", achternaam="Jansen", geboortedatum=date(1941, 3, 12))
    betrokken = inwoners.betrek(
        inwoner, organisatie_id=wereld.id_van("dijkhuis"), keten_code=wereld.KETEN, grond="verwijzer"
    )
    toestemming = inwoners.leg_toestemming_vast(
        inwoner, soort=ToestemmingSoort.DOORGEVEN, keten_code=wereld.KETEN, ontvangers="de coördinator",
        formulering="Goed.", formulering_versie="proef", kanaal="mondeling", door=wie,
    )  # fmt: skip
    afname = neem_af("valrisicotest@1", antwoorden, keten_code=wereld.KETEN, door=wie, inwoner=inwoner)
    taak = maak_taak(
        soort="triage", keten_code=wereld.KETEN, organisatie_id=wereld.id_van("gemeente-borne"),
        endpoint="triage.detail", object_id=uuid4(), inwoner_id=inwoner.id,
    )  # fmt: skip
    verwijzing = Verwijzing(
        inwoner=inwoner, afname=afname, taak=taak, formulier_id=uuid4(), kenmerk=uuid4().hex[:8],
        persoon_naam="Gerda Jansen", keten_code=wereld.KETEN, keten_versie=2, organisatie_id=wereld.id_van("dijkhuis"),
        verwijzer_soort="huisartsenpraktijk", herkomst="verwijzer", ontvanger_id=wereld.id_van("gemeente-borne"),
        ingediend_op=klok.nu(),
    )  # fmt: skip
    db.session.add(verwijzing)
    return [inwoner, betrokken, toestemming, afname, taak, verwijzing]


def zoals_opgeslagen(rijen: list[Basis]) -> list[dict[str, Any]]:
    """Return the cells of these rows; of what differs each time (ids, moments, sealed cells) only that it is there."""
    db.session.commit()
    db.session.expunge_all()
    uit = []
    for rij in rijen:
        tabel = inspect(type(rij)).local_table
        cellen = db.session.connection().execute(select(tabel).where(tabel.c.id == rij.id)).mappings().one()
        uit.append({naam: w if isinstance(w, str | int | dict | list | None) else "er" for naam, w in cellen.items()})
        uit[-1].pop("kenmerk", None)
    return uit


@pytest.fixture
def antwoorden(maak) -> dict[str, Any]:
    return maak.antwoorden("matig")


def test_er_staat_hetzelfde_als_na_een_gewone_flush(antwoorden, in_borne: Callable):
    with in_borne(), klok.zet_klok(klok.nu()):
        gewoon = maak_alles(antwoorden)
        db.session.flush()
        zo_hoort_het = zoals_opgeslagen(gewoon)
        snel = maak_alles(antwoorden)
        schrijf_nieuw(db.session())
        assert zoals_opgeslagen(snel) == zo_hoort_het


@OP_SQLITE
def test_wat_geschreven_is_hoort_bij_de_sessie_en_kan_daarna_wijzigen(antwoorden, in_borne):
    with in_borne():
        *_, taak, verwijzing = maak_alles(antwoorden)
        schrijf_nieuw(db.session())
        assert inspect(verwijzing).persistent
        assert not db.session.new
        assert not db.session.dirty
        assert verwijzing.traject is None
        taak.handel_af()
        verwijzing.toelichting = "Belt liever in de ochtend."
        db.session.commit()
        db.session.expunge_all()
        assert db.session.get_one(Taak, taak.id).afgehandeld_op
        assert db.session.get_one(Verwijzing, verwijzing.id).toelichting == "Belt liever in de ochtend."


@OP_SQLITE
def test_wie_zo_geschreven_is_wordt_gevonden(antwoorden, in_borne):
    with in_borne():
        inwoner, *_ = maak_alles(antwoorden)
        schrijf_nieuw(db.session())
        sleutels = select(func.count(Zoeksleutel.id)).where(Zoeksleutel.inwoner_id == inwoner.id)
        assert db.session.scalar(sleutels) > 5


@OP_SQLITE
def test_wat_ook_gewijzigd_is_gaat_mee(antwoorden, in_borne):
    with in_borne():
        db.session.get_one(Account, wereld.id_van("verwijzer")).functie = "waarnemer"
        *_, verwijzing = maak_alles(antwoorden)
        schrijf_nieuw(db.session())
        assert not db.session.dirty
        assert inspect(verwijzing).persistent


@OP_SQLITE
def test_de_sluis_kijkt_ook_hier(in_borne):
    with in_borne():
        inwoners.maak_inwoner(voornaam="Gerda", achternaam="Jansen", geboortedatum=date(1941, 3, 12))
        with in_gemeente(None), pytest.raises(RuntimeError, match="hoort niet bij de gemeente"):
            schrijf_nieuw(db.session())
        db.session.rollback()
        assert db.session.scalar(select(func.count(Inwoner.id))) == 0
