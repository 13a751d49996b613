"""What is open on the day of the demo: work of today, some of it late, people who wait and groups with room."""

import pytest
from sqlalchemy import select

from ketens.beoordelingen.models import Beoordeling
from ketens.groepen.bezetting import standen
from ketens.groepen.models import Groep
from ketens.groepen.plaatsen import Wachtplek
from ketens.inwoners.contactpersonen import Contactpersoon
from ketens.inwoners.models import Inwoner
from ketens.inwoners.zoeken import mogelijk_dezelfde
from ketens.kern.db import db
from ketens.kern.klok import vandaag
from ketens.rechten import Rol
from ketens.trajecten.taken import Taak, Waarneming
from ketens.verwijzingen.models import Verwijzing


@pytest.fixture
def in_borne(demo):
    with demo.binnen():
        yield


def open_taken(soort=None):
    vraag = select(Taak).where(Taak.afgehandeld_op.is_(None))
    return list(db.session.scalars(vraag.where(Taak.soort == soort) if soort else vraag))


def open_verzoeken():
    return list(
        db.session.scalars(
            select(Beoordeling).where(Beoordeling.beantwoord_op.is_(None), Beoordeling.ingetrokken_op.is_(None))
        )
    )


def test_er_kwam_vandaag_en_de_afgelopen_dagen_een_verwijzing_binnen(in_borne):
    wachtend = [verwijzing for verwijzing in db.session.scalars(select(Verwijzing)) if verwijzing.wacht]
    assert any(verwijzing.ingediend_op.date() == vandaag() for verwijzing in wachtend)
    assert len({verwijzing.ingediend_op.date() for verwijzing in wachtend}) >= 4
    assert len(wachtend) == len(open_taken("triage")) >= 10


def test_een_paar_taken_zijn_te_laat_maar_de_meeste_niet(in_borne):
    taken = open_taken()
    te_laat = [taak for taak in taken if taak.termijn_op < vandaag()]
    assert {"triage", "intake"} <= {taak.soort for taak in te_laat}
    assert 2 <= len(te_laat) <= 8
    assert len(taken) >= 60


def test_iemand_moet_vandaag_worden_teruggebeld(in_borne):
    assert any(taak.termijn_op == vandaag() for taak in open_taken("terugbellen"))


def test_twee_verwijzingen_die_wachten_lijken_over_een_persoon_te_gaan(in_borne, demo):
    coordinator = demo.wie("coordinator")
    wachtend = [v for v in db.session.scalars(select(Verwijzing)) if v.wacht]
    mensen = {verwijzing.inwoner_id for verwijzing in wachtend}
    paren = {
        frozenset((verwijzing.inwoner_id, ander.id))
        for verwijzing in wachtend
        for ander in mogelijk_dezelfde(verwijzing.inwoner, coordinator)
        if ander.id in mensen
    }
    assert len(paren) == 1


def test_beoordelingen_staan_open_te_laat_en_per_brief(in_borne, demo):
    verzoeken = open_verzoeken()
    assert any(verzoek.per_brief for verzoek in verzoeken)
    assert any(verzoek.herinnerd_op for verzoek in verzoeken)
    voor_beoordelaar = select(Beoordeling).where(Beoordeling.zichtbaar_voor(demo.wie("beoordelaar")))
    assert any(verzoek.is_open for verzoek in db.session.scalars(voor_beoordelaar))
    voor_fysio = select(Beoordeling).where(Beoordeling.zichtbaar_voor(demo.wie("fysio", Rol.BEOORDELAAR)))
    assert any(verzoek.is_open for verzoek in db.session.scalars(voor_fysio))


def test_de_wachtlijst_heeft_verschillende_redenen(in_borne):
    wacht = db.session.scalars(select(Wachtplek).where(Wachtplek.vervallen_op.is_(None))).all()
    assert any(plek.groep_id for plek in wacht)
    assert any(plek.wijk for plek in wacht)
    assert any(plek.dagdelen for plek in wacht)
    assert sum(plek.samen_met_id is not None for plek in wacht) == 2
    assert any(plek.inwoner.leeftijd(vandaag()) >= 85 for plek in wacht)


def test_een_groep_begint_binnenkort_vol_en_een_met_een_paar_plaatsen(in_borne):
    komend = db.session.scalars(select(Groep).where(Groep.begint_op > vandaag())).all()
    binnenkort = [groep for groep in komend if (groep.begint_op - vandaag()).days <= 14]
    vrij = sorted(stand.vrij for stand in standen(binnenkort).values())
    assert vrij[0] == 0
    assert 1 <= vrij[-1] <= 4


def test_een_collega_is_weg_en_wordt_waargenomen(in_borne, demo):
    (waarneming,) = db.session.scalars(select(Waarneming)).all()
    assert waarneming.van <= vandaag() <= waarneming.tot
    assert waarneming.waarnemer_id == demo.wie("coordinator").account_id


def test_naasten_en_85_plussers_horen_erbij(in_borne):
    assert db.session.scalars(select(Contactpersoon)).all()
    assert any(inwoner.leeftijd(vandaag()) > 85 for inwoner in db.session.scalars(select(Inwoner)))


def test_niet_iedereen_wil_dat_de_verwijzer_iets_hoort(in_borne):
    soorten = [{t.soort for t in inwoner.toestemmingen} for inwoner in db.session.scalars(select(Inwoner))]
    assert any(soort == {"doorgeven"} for soort in soorten)
    assert any({"doorgeven", "terugkoppelen"} <= soort for soort in soorten)
