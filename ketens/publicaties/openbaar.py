"""The public version: what it shows now, knowing what was published before. Recording it is `handelingen.publiceer`."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from ketens.kern.db import db
from ketens.publicaties.bewaren import als_eerder
from ketens.publicaties.models import Publicatie
from ketens.publicaties.vertoning import Vertoning, getoonde_cijfers, vertoon
from ketens.verslagen.verslag import Verslag


def vertoning(verslag: Verslag, *, ook: tuple[str, ...] = ()) -> Vertoning:
    """Return what of a report may be shown; `ook`: with these indicators, by wijk and quarter too."""
    eerdere = publicaties(verslag.keten, (verslag.jaar, verslag.jaar - 1))
    eerder = [als_eerder(rij.getoond, rij.echt or {}, rij.relaties) for rij in eerdere if rij.jaar == verslag.jaar]
    toen = next((rij for rij in eerdere if rij.jaar == verslag.jaar - 1 and rij.soort == "rapport"), None)
    vorige = getoonde_cijfers(verslag.stand, toen.getoond["cellen"], verslag.jaar - 1) if toen else {}
    verlegd = any(_verlegd(rij, verslag) for rij in eerdere if rij.jaar == verslag.jaar)
    return vertoon(verslag, eerder, vorige, ook=ook, verlegd=verlegd)


def _verlegd(rij: Publicatie, verslag: Verslag) -> bool:
    """Tell whether this publication shows wijken that were drawn in another way than those of now."""
    if not any("|wijk=" in sleutel for sleutel in rij.getoond["cellen"]):
        return False
    toen, nu = rij.getoond.get("gebieden"), verslag.stand.namen.gebieden
    # An area without a wijk goes by its digits.
    return toen is None or any(toen.get(pc4, pc4) != nu.get(pc4, pc4) for pc4 in {*toen, *nu})


def publicaties(keten_code: str, jaren: Sequence[int]) -> Sequence[Publicatie]:
    """Return what was published of these years, the newest first."""
    vraag = select(Publicatie).where(Publicatie.keten_code == keten_code, Publicatie.jaar.in_(jaren))
    return db.session.scalars(
        vraag.options(joinedload(Publicatie.door)).order_by(Publicatie.op.desc(), Publicatie.id.desc())
    ).all()
