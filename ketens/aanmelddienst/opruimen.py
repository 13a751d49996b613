"""Who waited for a beheerder for a month goes: their name was kept for that and nothing else."""

from collections.abc import Mapping
from datetime import time, timedelta
from typing import Any

from sqlalchemy import delete

from ketens.aanmelddienst.models import Koppeling
from ketens.kern.db import db
from ketens.kern.klok import nu
from ketens.opdrachten.klok import elke

BEWAAR = timedelta(days=30)


@elke(time(3, 35), "aanmelddienst.ruim_op", per_gemeente=False)
def ruim_op(_gegevens: Mapping[str, Any]) -> None:
    """Delete who waits and did not try again for 30 days; trying again, they stand there again."""
    db.session.execute(delete(Koppeling).where(Koppeling.account_id.is_(None), Koppeling.gezien_op < nu() - BEWAAR))
