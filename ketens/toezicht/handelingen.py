"""What the fg decides."""

from ketens.gebruikers.wie import Wie
from ketens.inwoners.models import Noodtoegang
from ketens.kern.db import db
from ketens.kern.fouten import Domeinfout
from ketens.kern.klok import nu


def beoordeel(toegang: Noodtoegang, *, oordeel: str, door: Wie) -> None:
    """Say whether an emergency access was right. Once, and not by who took it."""
    # Two at once: the second waits here, and then reads what the first decided.
    db.session.refresh(toegang, attribute_names=["oordeel", "beoordeeld_op"], with_for_update=True)
    if toegang.beoordeeld_op:
        raise Domeinfout(f"Deze noodtoegang is al beoordeeld: {toegang.oordeel}.")
    if toegang.account_id == door.account_id:
        raise Domeinfout("U kunt uw eigen noodtoegang niet beoordelen. Vraag het een collega.")
    toegang.oordeel, toegang.beoordeeld_op, toegang.beoordeeld_door_id = oordeel, nu(), door.account_id
