"""What runs must know that the way to reach a resident changed."""

from sqlalchemy import select

from ketens.gebruikers.wie import Wie
from ketens.inwoners.models import Inwoner
from ketens.inwoners.veiligafspraak import bij_veilig_contact
from ketens.kern.db import db
from ketens.trajecten.models import Traject


@bij_veilig_contact
def noteer(inwoner: Inwoner, door: Wie | None) -> None:
    """Write it on every traject that runs, in every keten; who did stands in their own only.

    In another keten a name would tell that someone there is involved, and so in what.
    """
    lopend = select(Traject).where(Traject.inwoner_id == inwoner.id, Traject.afgesloten_op.is_(None))
    for traject in db.session.scalars(lopend):
        eigen = door and traject.keten_code in door.ketens and traject.organisatie_id == door.organisatie_id
        traject.noteer("veilig_contact", door=door if eigen else None)
