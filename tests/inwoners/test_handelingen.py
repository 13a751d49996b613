"""What is done with a resident."""

from datetime import date

import pytest
from sqlalchemy import select

from ketens.gebruikers.models import Organisatie, OrganisatieSoort
from ketens.inwoners import contactpersonen, handelingen
from ketens.inwoners.models import Bereik, Betrokkenheid, Inwoner, Toestemming, ToestemmingSoort
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import vandaag
from tests import wereld

GEMEENTE = {"organisatie_id": wereld.id_van("gemeente-borne"), "keten_code": wereld.KETEN}


def haal(inwoner):
    return db.session.get_one(Inwoner, inwoner.id)


def toestemming(inwoner, soort=ToestemmingSoort.DOORGEVEN, **velden):
    return handelingen.leg_toestemming_vast(
        inwoner,
        **{
            "soort": soort,
            "keten_code": wereld.KETEN,
            "ontvangers": "de coördinator valpreventie",
            "formulering": "De inwoner vindt het goed.",
            "formulering_versie": "1",
            "kanaal": "mondeling",
            "door": wereld.wie("verwijzer"),
            **velden,
        },
    )


def test_een_nieuwe_inwoner_telt_mee_zonder_wie_het_is(maak, in_borne):
    inwoner = maak.inwoner(postcode="7622AB", geboortedatum=date(1941, 3, 12))
    with in_borne():
        assert (haal(inwoner).geboortejaar, haal(inwoner).pc4) == (1941, "7622")
        assert db.session.scalars(select(Betrokkenheid.inwoner_id)).all() == [inwoner.id]


def test_een_geboortedatum_in_de_toekomst_wordt_geweigerd(app, in_borne):
    with in_borne(), pytest.raises(Domeinfout, match="toekomst"):
        handelingen.maak_inwoner(voornaam="A", achternaam="B", geboortedatum=date(2099, 1, 1))


def test_een_bsn_wordt_niet_bewaard_waar_het_niet_mag(maak, in_borne):
    inwoner = maak.inwoner()
    with in_borne(), pytest.raises(Domeinfout, match="geen burgerservicenummers"):
        handelingen.wijzig_inwoner(haal(inwoner), door=wereld.wie("coordinator"), bsn="123456782")


def test_wie_een_brief_of_mail_wil_heeft_een_adres(maak, in_borne):
    inwoner = maak.inwoner()
    with in_borne():
        for bereik in (Bereik.BRIEF, Bereik.EMAIL):
            with pytest.raises(Domeinfout):
                handelingen.wijzig_inwoner(haal(inwoner), door=wereld.wie("coordinator"), bereik=bereik)


def test_wijzigen_onthoudt_wie_en_wanneer_en_kent_alleen_gegevens_van_een_inwoner(maak, in_borne):
    inwoner = maak.inwoner()
    with in_borne():
        handelingen.wijzig_inwoner(haal(inwoner), door=wereld.wie("coordinator"), wijk="Letterveld")
        db.session.commit()
        assert haal(inwoner).gewijzigd_door_id == wereld.id_van("coordinator")
        assert haal(inwoner).versie == inwoner.versie + 1
        with pytest.raises(TypeError, match="is_demo"):
            handelingen.wijzig_inwoner(haal(inwoner), door=None, is_demo=True)


class TestBetrokkenheid:
    def test_twee_keer_betrekken_is_een_keer(self, maak, in_borne):
        inwoner = maak.inwoner()
        with in_borne():
            een = handelingen.betrek(haal(inwoner), **GEMEENTE, grond="verwijzing")
            assert handelingen.betrek(haal(inwoner), **GEMEENTE, grond="traject") is een

    def test_een_trainer_is_voor_zichzelf_betrokken(self, maak, in_borne):
        inwoner = maak.inwoner()
        with in_borne():
            eigen = handelingen.betrek(haal(inwoner), **GEMEENTE, grond="groep", account_id=wereld.id_van("trainer"))
            assert eigen.account_id == wereld.id_van("trainer")
            assert len(haal(inwoner).betrokkenheden) == 2

    def test_een_samenwerking_wordt_nooit_betrokken(self, maak, in_borne):
        inwoner = maak.inwoner()
        with in_borne():
            hus = Organisatie(
                naam="Sociaal Hus (proef)", soort=OrganisatieSoort.SOCIAAL_HUS, gemeente_id=wereld.id_van("borne")
            )
            db.session.add(hus)
            db.session.flush()
            with pytest.raises(Domeinfout, match="samenwerking"):
                handelingen.betrek(haal(inwoner), organisatie_id=hus.id, keten_code=wereld.KETEN, grond="verwijzing")

    def test_na_beeindigen_ziet_de_organisatie_de_inwoner_niet_meer(self, maak, in_borne):
        inwoner = maak.inwoner()
        zichtbaar = select(Inwoner.id).where(Inwoner.id == inwoner.id)
        with in_borne():
            wie = wereld.wie("coordinator")
            assert db.session.scalar(zichtbaar.where(Inwoner.zichtbaar_voor(wie)))
            handelingen.beeindig_betrokkenheid(haal(inwoner), **GEMEENTE)
            db.session.flush()
            assert not db.session.scalar(zichtbaar.where(Inwoner.zichtbaar_voor(wie)))
            assert haal(inwoner).betrokkenheden[0].tot == vandaag()


class TestToestemming:
    def test_een_toestemming_staat_tot_ze_wordt_ingetrokken_en_het_spoor_blijft(self, maak, in_borne):
        inwoner = maak.inwoner()
        with in_borne():
            gegeven = toestemming(haal(inwoner))
            vraag = (inwoner.id, ToestemmingSoort.DOORGEVEN, wereld.KETEN)
            assert handelingen.heeft_toestemming(*vraag)
            handelingen.trek_toestemming_in(gegeven, door=wereld.wie("coordinator"))
            assert not handelingen.heeft_toestemming(*vraag)
            moment = gegeven.ingetrokken_op
            handelingen.trek_toestemming_in(gegeven, door=wereld.wie("coordinator2"))
            assert (gegeven.ingetrokken_op, gegeven.ingetrokken_door_id) == (moment, wereld.id_van("coordinator"))
            assert db.session.scalars(select(Toestemming)).one().gegeven_op is not None

    def test_een_toestemming_geldt_per_soort_keten_en_organisatie(self, maak, in_borne):
        inwoner = maak.inwoner()
        with in_borne():
            toestemming(haal(inwoner))
            heeft = handelingen.heeft_toestemming
            dijkhuis, fleming = wereld.id_van("dijkhuis"), wereld.id_van("fleming")
            assert heeft(inwoner.id, ToestemmingSoort.DOORGEVEN, wereld.KETEN, dijkhuis)
            assert not heeft(inwoner.id, ToestemmingSoort.DOORGEVEN, wereld.KETEN, fleming)
            assert not heeft(inwoner.id, ToestemmingSoort.TERUGKOPPELEN, wereld.KETEN)
            assert not heeft(inwoner.id, ToestemmingSoort.DOORGEVEN, "welzijn_op_recept")


class TestContactpersoon:
    def test_draagt_moment_en_vastlegger_van_de_toestemming(self, maak):
        contact = maak.contactpersoon(maak.inwoner())
        assert contact.toestemming_op is not None
        assert contact.toestemming_door_id == wereld.id_van("coordinator")

    def test_zonder_telefoon_of_mail_is_iemand_niet_te_bereiken(self, maak):
        inwoner = maak.inwoner()
        with pytest.raises(Domeinfout, match="telefoonnummer of een e-mailadres"):
            maak.contactpersoon(inwoner, telefoon=None)

    def test_verwijderen_wist_de_gegevens_en_laat_de_rij_staan(self, maak, in_borne):
        contact = maak.contactpersoon(maak.inwoner())
        with in_borne():
            rij = db.session.get_one(type(contact), contact.id)
            contactpersonen.verwijder_contactpersoon(rij)
            db.session.commit()
            assert (rij.naam, rij.telefoon, rij.verwijderd_op is not None) == (None, None, True)
