"""The figure of doorstroom, against numbers worked out by hand."""

from datetime import date, timedelta
from typing import Any

import pytest

from ketens.groepen.plaatsen import Plaatsing
from ketens.kern.db import db
from ketens.kern.klok import moment, nu, vandaag
from ketens.nazorg.models import Doorstroomvraag
from ketens.nazorg.overzichten import ALLE, doorstroom
from tests import wereld
from tests.merken import OP_SQLITE

pytestmark = OP_SQLITE
VORIG = vandaag().year - 1


@pytest.fixture
def deelnames(app, maak):
    """`deelnames(groep, 12, op=dag)`: so many finished deelnames, as rows."""
    traject = maak.klaar_voor_plaats()

    def doe(groep: Any, aantal: int, *, op: date, einde: str = "afgerond") -> list[Plaatsing]:
        rijen = [
            Plaatsing(
                inwoner_id=traject.inwoner_id,
                groep_id=groep.id,
                traject_id=traject.id,
                geplaatst_op=moment(op) - timedelta(days=90),
                geeindigd_op=moment(op),
                einde=einde,
            )
            for _ in range(aantal)
        ]
        db.session.add_all(rijen)
        db.session.flush()
        return rijen

    return doe


def vraag(plaats: Plaatsing, maanden: int, op: date, **velden: Any) -> None:
    velden = {"pogingen": 0, **velden}
    if "uitkomst" in velden:
        velden["beantwoord_op"] = nu()
    if "beeindigd_reden" in velden:
        velden["beeindigd_op"] = nu()
    db.session.add(
        Doorstroomvraag(
            inwoner_id=plaats.inwoner_id,
            plaatsing_id=plaats.id,
            traject_id=plaats.traject_id,
            keten_code=wereld.KETEN,
            organisatie_id=wereld.id_van("gemeente-borne"),
            maanden=maanden,
            wijze="bellen",
            vraag_op=op,
            **velden,
        )
    )


def test_ja_nee_en_de_respons_per_moment(maak, deelnames, in_borne):
    """16 finished; after 3 months 9 said yes, 3 no, 1 wants no calls, 1 was not reached, 1 was tried, 1 not yet."""
    groep, dag = maak.groep(), date(VORIG, 3, 1)
    with in_borne():
        mensen = deelnames(groep, 16, op=dag)
        deelnames(groep, 4, op=dag, einde="uitgevallen")
        wat = [{"uitkomst": "ja"}] * 9 + [{"uitkomst": "nee"}] * 3
        wat += [{"beeindigd_reden": "niet_meer_bellen"}, {"beeindigd_reden": "niet_bereikt", "pogingen": 3}]
        wat += [{"pogingen": 1}, {}]
        for mens, velden in zip(mensen, wat, strict=True):
            vraag(mens, 3, date(VORIG, 6, 1), **velden)
        db.session.flush()
        (bij_einde, na_drie) = doorstroom(wereld.KETEN, [VORIG])
    assert (bij_einde.maanden, bij_einde.afgerond, bij_einde.gevraagd) == (0, 16, 0)
    assert (na_drie.maanden, na_drie.afgerond, na_drie.gevraagd, na_drie.bereikt, na_drie.beantwoord) == (
        3,
        16,
        15,
        13,
        12,
    )
    assert (na_drie.ja, na_drie.nee, na_drie.onbekend, na_drie.procent, na_drie.respons) == (9, 3, 4, 75, 80)


def test_onder_de_tien_antwoorden_geen_ja_of_nee(maak, deelnames, in_borne):
    groep = maak.groep()
    with in_borne():
        for mens in deelnames(groep, 11, op=date(VORIG, 5, 1))[:9]:
            vraag(mens, 0, date(VORIG, 5, 1), uitkomst="ja")
        db.session.flush()
        (rij,) = doorstroom(wereld.KETEN, [VORIG])
        assert (rij.beantwoord, rij.ja, rij.nee, rij.procent, rij.getoond) == (9, None, None, None, False)


def test_het_totaal_verraadt_niet_wat_er_bij_een_cursus_verborgen_is(maak, deelnames, in_borne):
    """In Balans has 12 answers, VVT 3: with the total shown, In Balans would give VVT away."""
    groot, klein = maak.groep(), maak.groep("Klein", interventie_code="vvt")
    with in_borne():
        for mens in [*deelnames(groot, 12, op=date(VORIG, 5, 1)), *deelnames(klein, 3, op=date(VORIG, 5, 1))]:
            vraag(mens, 0, date(VORIG, 5, 1), uitkomst="ja")
        db.session.flush()
        rijen = {rij.interventie: rij for rij in doorstroom(wereld.KETEN, [VORIG])}
    assert rijen[ALLE].ja == 15
    assert rijen["Vallen Verleden Tijd"].ja is None
    assert rijen["In Balans"].ja is None


def test_een_deelname_telt_in_het_jaar_van_het_einde_in_nederland(maak, deelnames, in_borne):
    groep = maak.groep()
    with in_borne():
        (laat,) = deelnames(groep, 1, op=date(VORIG, 12, 31))
        laat.geeindigd_op = moment(date(VORIG + 1, 1, 1), 0)
        deelnames(groep, 2, op=date(VORIG, 12, 31))
        db.session.flush()
        assert [(rij.jaar, rij.afgerond) for rij in doorstroom(wereld.KETEN, [VORIG, VORIG + 1])] == [
            (VORIG + 1, 1),
            (VORIG, 2),
        ]


def test_wat_nog_niet_aan_de_beurt_is_telt_niet_als_gevraagd(maak, deelnames, in_borne):
    groep = maak.groep()
    with in_borne():
        (mens,) = deelnames(groep, 1, op=vandaag())
        vraag(mens, 12, vandaag() + timedelta(days=365), beeindigd_reden="eerder_niet_meer_bellen")
        db.session.flush()
        assert [rij.maanden for rij in doorstroom(wereld.KETEN, [vandaag().year])] == [0]


def test_hoeveel_er_ook_is_het_blijven_twee_vragen(maak, deelnames, in_borne, tel_vragen):
    groep = maak.groep()
    with in_borne():
        for aantal in (1, 30):
            for mens in deelnames(groep, aantal, op=date(VORIG, 5, 1)):
                vraag(mens, 0, date(VORIG, 5, 1), uitkomst="nee")
            db.session.flush()
            with tel_vragen() as gestuurd:
                doorstroom(wereld.KETEN, [VORIG])
            assert len(gestuurd) == 2


def test_op_de_cijferpagina_staat_dat_landelijke_monitors_dit_niet_hebben(als):
    tekst = als("projectleider").get("rapportage.jaren", keten_code=wereld.KETEN).tekst
    assert "Landelijke monitors hebben dit cijfer niet" in tekst
    assert "In deze jaren rondde nog niemand een groep af" in tekst
