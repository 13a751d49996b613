"""What the resident's page may say of others."""

from datetime import UTC, datetime

from ketens.inwoners.overzichten import laatste_wijziging
from tests import wereld

OP = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)


def test_een_collega_wordt_genoemd_en_iemand_van_een_andere_keten_niet(in_borne):
    with in_borne():
        cora = wereld.wie("coordinator")
        assert laatste_wijziging(wereld.id_van("coordinator2"), OP, cora) == "Carel Coordinator (22-11-2026 09:30)"
        assert laatste_wijziging(wereld.id_van("andere_keten"), OP, cora) == "Iemand anders (22-11-2026 09:30)"
        assert laatste_wijziging(None, OP, cora) == "Iemand anders (22-11-2026 09:30)"
