"""Who sees what in the demo: a wijkverpleging in teams, and someone to break the glass for."""

from sqlalchemy import func, select

from ketens.demo.noodgeval import GEBOREN, NAAM
from ketens.inwoners.models import Inwoner, Noodtoegang
from ketens.inwoners.noodtoegang import DUUR
from ketens.inwoners.noodzoeken import in_keten, naamgenoten
from ketens.kern.db import db
from ketens.verwijzingen.models import Verwijzing
from tests import wereld


def test_de_teams_van_de_wijkverpleging_zien_elkaars_verwijzingen_niet(demo):
    with demo.binnen():
        gezien = {
            naam: db.session.scalar(
                select(func.count()).select_from(Verwijzing).where(Verwijzing.zichtbaar_voor(demo.wie(naam)))
            )
            for naam in ("wijkverpleging", "wijkverpleging.noord", "wijkverpleging.zuid")
        }
        organisatie_id = demo.wie("wijkverpleging").organisatie_id
        alle = select(func.count()).select_from(Verwijzing).where(Verwijzing.organisatie_id == organisatie_id)
        assert gezien["wijkverpleging"] == gezien["wijkverpleging.noord"] > 0
        assert gezien["wijkverpleging.zuid"] > 0
        assert gezien["wijkverpleging"] + gezien["wijkverpleging.zuid"] == db.session.scalar(alle)


def test_er_is_iemand_om_noodtoegang_voor_te_vragen_en_de_fg_heeft_er_een_te_beoordelen(demo):
    with demo.binnen():
        (wie_het_is,) = in_keten(naamgenoten(GEBOREN, NAAM[1], NAAM[0]), wereld.KETEN)
        for naam in ("coordinator", "coordinator2"):
            gezien = Inwoner.zichtbaar_voor(demo.wie(naam))
            assert db.session.scalar(select(Inwoner.id).where(Inwoner.id == wie_het_is, gezien)) is None
        toegang = db.session.scalars(select(Noodtoegang)).one()
        assert toegang.inwoner_id == wie_het_is
        assert toegang.tot == toegang.van + DUUR < demo.op
        assert toegang.oordeel is None
