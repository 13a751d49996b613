"""What there was before two were merged, and whether it is so again: every row, every report, and the log of each."""

from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from ketens.audit.models import Logregel, LogregelInwoner
from ketens.kern.db import db
from ketens.toezicht.betrokkenen import records_van
from ketens.toezicht.logboek import Vraag
from ketens.verslagen.verslag import als_json, verslag
from tests import wereld
from tests.indicatoren.naief.vergelijken import JAREN
from tests.samenvoegen.stand import stand, verschil

KETENS = ("valpreventie", "welzijn_op_recept")


class Vooraf:
    """As it was when it was made."""

    def __init__(self, blijft: UUID, gaat: UUID) -> None:
        self.blijft, self.gaat = blijft, gaat
        self.stand, self.verslagen = stand(), verslagen()
        self.van_blijft, self.van_gaat = logboek(blijft), logboek(gaat)
        laatste = select(func.max(Logregel.nr)).where(Logregel.keten_id == wereld.id_van("borne"))
        self.laatste = db.session.scalar(laatste) or 0

    def verschil(self, *, meteen: bool) -> list[str]:
        """Return what is not as it was, now that they came apart: at once, or after something happened."""
        van_blijft, van_gaat = logboek(self.blijft), logboek(self.gaat)
        if meteen:
            anders = ["log"] * ((van_blijft, van_gaat) != (self.van_blijft, self.van_gaat))
            return anders + ["verslag"] * (verslagen() != self.verslagen) + verschil(self.stand, stand())
        # What was seen of both since may stand with either. Of before the merge nothing of the other comes along.
        vreemd = {nr for nr in van_gaat if nr <= self.laatste} - self.van_gaat
        kwijt = (_noemen(self.blijft) - van_blijft) | (_noemen(self.gaat) - van_gaat)
        return [f"log vreemd {vreemd}, kwijt {kwijt}"] if vreemd or kwijt else []


def logboek(inwoner_id: UUID) -> set[int]:
    """Return the rows of the log that the fg finds with this resident."""
    eisen = Vraag(inwoner_ids=records_van(inwoner_id)).eisen()
    return set(db.session.scalars(select(Logregel.nr).where(*eisen)))


def _noemen(inwoner_id: UUID) -> set[int]:
    """Return the rows of the log that name this very record."""
    regels = select(LogregelInwoner.logregel_id).where(LogregelInwoner.inwoner_id == inwoner_id)
    return set(db.session.scalars(select(Logregel.nr).where(Logregel.id.in_(regels))))


def verslagen() -> dict[tuple[str, int], Any]:
    """Return the reports of each keten and year, as others read them."""
    return {(keten, jaar): als_json(verslag(keten, jaar)) for keten in KETENS for jaar in JAREN}
