"""First a proposal, then time to look, then it goes: nothing before its term, and nothing that still runs."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from ketens.bewaren import handelingen, voorstellen
from ketens.bewaren.models import Voorstelregel
from ketens.bewaren.termijnen import stand
from ketens.inwoners.models import Inwoner
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import zet_klok
from tests import wereld
from tests.bewaren.conftest import MAART_2026
from tests.merken import OP_SQLITE


def geleegd(in_borne, inwoner_id):
    with in_borne():
        return db.session.get_one(Inwoner, inwoner_id).geanonimiseerd_op is not None


def leg_voor(in_borne, op=MAART_2026):
    with zet_klok(op), in_borne():
        gelegd = voorstellen.leg_voor()
        db.session.commit()
        return gelegd and {(rij.soort, rij.inwoner_id): rij for rij in gelegd.regels}


def kies(in_borne, soort, aantal, keten="", reden="Besluit van het college."):
    with in_borne():
        handelingen.kies_termijn(
            formulier_id=wereld.id_van(f"{soort}{aantal}{keten}"),
            soort_code=soort,
            keten_code=keten,
            aantal=aantal,
            reden=reden,
            door=wereld.wie("beheerder"),
        )
        db.session.commit()


def test_een_traject_gaat_twee_jaar_na_afsluiten_en_geen_dag_eerder(vroeger, in_borne, voorstel_en_uit):
    traject = vroeger.traject(jaar=2024)
    een_dag_te_vroeg = datetime(2026, 5, 31, 12, tzinfo=UTC)
    assert leg_voor(in_borne, een_dag_te_vroeg) is None
    gedaan, _ = voorstel_en_uit(een_dag_te_vroeg + timedelta(days=1))
    assert gedaan == {"traject": 1}
    assert geleegd(in_borne, traject.inwoner_id)


def test_een_ingetrokken_verwijzing_gaat_na_een_jaar(vroeger, in_borne, voorstel_en_uit):
    verwijzing = vroeger.verwijzing(jaar=2025)
    assert leg_voor(in_borne, datetime(2026, 5, 31, 12, tzinfo=UTC)) is None
    gedaan, _ = voorstel_en_uit(datetime(2026, 6, 1, 12, tzinfo=UTC))
    assert gedaan["verwijzing"] == 1
    assert geleegd(in_borne, verwijzing.inwoner_id)


def test_voor_de_dag_van_het_voorstel_verdwijnt_er_niets(vroeger, in_borne):
    vroeger.traject(jaar=2022)
    leg_voor(in_borne)
    with zet_klok(MAART_2026 + timedelta(days=13)), in_borne(), pytest.raises(Domeinfout, match="kan vanaf 16-03-2026"):
        voorstellen.voer_uit(voorstellen.wachtend())


@pytest.mark.parametrize("wat", ["loopt", "wacht", "later"])
def test_wie_nog_iets_heeft_staat_niet_in_het_voorstel(vroeger, maak, in_borne, wat):
    traject = vroeger.traject(jaar=2022)
    with in_borne():
        inwoner = db.session.get_one(Inwoner, traject.inwoner_id)
        db.session.expunge_all()
    if wat == "loopt":
        maak.welzijn()
        maak.traject(inwoner=inwoner, keten=wereld.WELZIJN, organisatie="wijkracht", uitslag=None, door="welzijnscoach")
    elif wat == "wacht":
        verwijzing = maak.verwijzing()
        with in_borne():
            db.session.get_one(Inwoner, verwijzing.inwoner_id).zelfde_als_id = inwoner.id
            db.session.commit()
    else:
        vroeger.traject(jaar=2025, inwoner=inwoner)
    assert leg_voor(in_borne) is None


def test_wat_na_het_voorstel_begon_blijft(vroeger, maak, in_borne):
    traject = vroeger.traject(jaar=2022)
    leg_voor(in_borne)
    with in_borne():
        inwoner = db.session.get_one(Inwoner, traject.inwoner_id)
        db.session.expunge_all()
    with zet_klok(MAART_2026 + timedelta(days=3)):
        maak.traject(inwoner=inwoner)
    with zet_klok(MAART_2026 + timedelta(days=20)), in_borne():
        wacht = voorstellen.wachtend()
        while voorstellen.voer_uit(wacht):
            db.session.commit()
        db.session.commit()
        assert (wacht.gebleven, wacht.vernietigingen) == (1, [])
    assert not geleegd(in_borne, traject.inwoner_id)


def test_wie_wordt_vastgehouden_blijft_tot_dat_is_opgeheven(vroeger, in_borne, voorstel_en_uit):
    traject = vroeger.traject(jaar=2022)
    ((_, regel),) = leg_voor(in_borne).items()
    with in_borne():
        handelingen.houd_vast(
            db.session.get_one(Voorstelregel, regel.id), reden="Er loopt een klacht.", door=wereld.wie("beheerder")
        )
        db.session.commit()
        assert stand(db.session.get_one(Inwoner, traject.inwoner_id)).loopt == ["De beheerder houdt dit vast."]
    assert voorstel_en_uit() == ({}, 1)
    assert leg_voor(in_borne, MAART_2026 + timedelta(days=60)) is None
    with in_borne():
        from ketens.bewaren.overzichten import vastgehouden

        (vast,) = vastgehouden()
        handelingen.laat_los(vast, door=wereld.wie("beheerder"))
        db.session.commit()
    assert voorstel_en_uit(MAART_2026 + timedelta(days=61)) == ({"traject": 1}, 0)


def test_samengevoegde_inschrijvingen_gaan_samen(vroeger, in_borne, voorstel_en_uit):
    oud, dubbel = vroeger.traject(jaar=2021), vroeger.verwijzing(jaar=2025)
    with in_borne():
        db.session.get_one(Inwoner, dubbel.inwoner_id).zelfde_als_id = oud.inwoner_id
        db.session.commit()
    gedaan, _ = voorstel_en_uit(datetime(2026, 6, 5, tzinfo=UTC))
    assert {soort: aantal for soort, aantal in gedaan.items() if soort in {"traject", "verwijzing"}} == {
        "verwijzing": 1
    }
    assert geleegd(in_borne, oud.inwoner_id)
    assert geleegd(in_borne, dubbel.inwoner_id)


def test_een_keten_onder_de_wmo_bewaart_vijftien_jaar(vroeger, in_borne):
    vroeger.traject(jaar=2022)
    kies(in_borne, "wmo_dossier", 180, wereld.KETEN)
    assert leg_voor(in_borne) is None
    assert leg_voor(in_borne, datetime(2037, 5, 31, 12, tzinfo=UTC)) is None
    assert leg_voor(in_borne, datetime(2037, 6, 2, 12, tzinfo=UTC)) is not None


def test_een_gemeente_kiest_een_eigen_termijn_met_een_reden(vroeger, in_borne):
    vroeger.traject(jaar=2022)
    kies(in_borne, "traject", 120)
    assert leg_voor(in_borne) is None
    kies(in_borne, "traject", 36, wereld.KETEN)
    (rij,) = leg_voor(in_borne).values()
    assert rij.soort == "traject"


@OP_SQLITE
@pytest.mark.parametrize(
    ("soort", "aantal", "keten", "zin"),
    [
        ("logboek", 59, "", "ten minste 5 jaar"),
        ("geld", 12, "", "ten minste 7 jaar"),
        ("wmo_dossier", 120, wereld.KETEN, "ten minste 15 jaar"),
        ("wmo_dossier", 180, "", "Kies de keten"),
        ("sessie", 90, "", "hele installatie"),
        ("mail", 3, wereld.KETEN, "alle ketens samen"),
        ("inzage", 2, "", "7 tot en met 90"),
    ],
)
def test_korter_dan_mag_of_anders_dan_kan_wordt_geweigerd(in_borne, soort, aantal, keten, zin):
    with pytest.raises(Domeinfout, match=zin):
        kies(in_borne, soort, aantal, keten)


def test_een_tweede_voorstel_wacht_op_het_eerste(vroeger, in_borne):
    vroeger.traject(jaar=2022)
    eerste = leg_voor(in_borne)
    vroeger.traject("Pietersen", jaar=2022)
    assert leg_voor(in_borne, MAART_2026 + timedelta(days=1)).keys() == eerste.keys()
    with in_borne():
        assert len(db.session.scalars(select(Voorstelregel)).all()) == 1
