"""Publishing: what goes out is written down first, under a lock, so that the next one knows it."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select

from ketens.audit.handelingen import noteer_reden
from ketens.gebruikers.models import Gemeente
from ketens.gebruikers.wie import Wie
from ketens.kern.db import db, nieuw_id
from ketens.kern.fouten import Domeinfout
from ketens.kern.gemeente import huidige_gemeente
from ketens.publicaties.bewaren import als_relaties, beeld_van, naar_json, vingerafdruk
from ketens.publicaties.models import Publicatie
from ketens.publicaties.openbaar import publicaties, vertoning
from ketens.publicaties.stukbouw import maak_stuk
from ketens.publicaties.vertoning import Vertoning
from ketens.stukken.stuk import Stuk
from ketens.verslagen.verslag import Verslag

VERANDERD = "De cijfers zijn veranderd terwijl u keek. Bekijk hieronder wat er nu openbaar wordt."
TE_VROEG = "Er is nog geen kwartaal voorbij. Dan is er nog niets om openbaar te maken."


def publiceer(
    verslag: Verslag,
    *,
    door: Wie | None,
    formulier_id: UUID | None = None,
    soort: str = "rapport",
    gezien: str | None = None,
) -> Publicatie:
    """Make the public version of a report final. Twice the same is once: what was published already comes back.

    `gezien` is the fingerprint of the preview (`beeld_van`): what was not seen does not go out.
    """
    formulier_id = formulier_id or nieuw_id()
    vergrendel()
    if bestaand := van_formulier(formulier_id):
        return bestaand
    getoond = vertoning(verslag)
    stuk = maak_stuk(getoond)
    eis_gezien(stuk, gezien)
    return leg_vast(getoond, stuk, soort=soort, door=door, formulier_id=formulier_id)


def eis_gezien(stuk: Stuk, gezien: str | None) -> None:
    """Refuse to publish another report than the one that was looked at; None: nobody looks (a command, the demo)."""
    if gezien is not None and gezien != beeld_van(stuk):
        raise Domeinfout(VERANDERD)


def vergrendel() -> None:
    """Let publications of one gemeente wait for one another: the second sees the first."""
    db.session.execute(select(Gemeente.id).where(Gemeente.id == huidige_gemeente()).with_for_update(key_share=True))


def van_formulier(formulier_id: UUID) -> Publicatie | None:
    """Return what this form published before."""
    return db.session.scalars(select(Publicatie).where(Publicatie.formulier_id == formulier_id)).one_or_none()


def leg_vast(
    getoond: Vertoning,
    stuk: Stuk,
    *,
    soort: str,
    door: Wie | None,
    formulier_id: UUID,
    alleen: Collection[str] | None = None,
) -> Publicatie:
    """Write down what readers get to see, under the lock. `alleen`: the keys of the cells that it shows."""
    if not getoond.beeld.kwartalen:
        raise Domeinfout(TE_VROEG)
    verslag, zichtbaar = getoond.verslag, getoond.getoond
    cellen = {sleutel: waarde for sleutel, waarde in zichtbaar.items() if alleen is None or sleutel in alleen}
    inhoud = {
        "cellen": cellen,
        "stuk": naar_json(stuk),
        "onmogelijk": list(getoond.verborgen.onmogelijk),
        # How the wijken were drawn: another drawing of the same figures would give away what moved.
        "gebieden": dict(verslag.stand.namen.gebieden),
    }
    if zelfde := _zelfde(verslag, soort, inhoud):
        return zelfde
    relaties = als_relaties(
        tuple(r for r in getoond.figuren.relaties if {r.geheel, *r.delen} <= cellen.keys()),
        tuple(g for g in getoond.figuren.grenzen if g.sleutel in cellen and (not g.door or g.door in cellen)),
    )
    publicatie = Publicatie(
        formulier_id=formulier_id,
        soort=soort,
        keten_code=verslag.keten,
        jaar=verslag.jaar,
        tot=getoond.tot,
        getoond=inhoud,
        echt={sleutel: getoond.beeld.cellen[sleutel] for sleutel in cellen if sleutel in getoond.beeld.cellen},
        relaties=relaties,
        vingerafdruk=vingerafdruk(inhoud, relaties),
        door_id=door.account_id if door else None,
    )
    db.session.add(publicatie)
    db.session.flush()
    noteer_reden(f"openbaar {soort} {verslag.keten} {verslag.jaar}")
    return publicatie


def _zelfde(verslag: Verslag, soort: str, inhoud: dict[str, object]) -> Publicatie | None:
    """Return the publication that told the same already, whenever it was made."""
    for eerder in publicaties(verslag.keten, (verslag.jaar,)):
        if eerder.soort == soort and _kern(eerder.getoond) == _kern(inhoud):
            return eerder
    return None


def _kern(inhoud: dict[str, object]) -> tuple[object, object]:
    stuk = inhoud["stuk"]
    return inhoud["cellen"], stuk["hoofdstukken"] if isinstance(stuk, dict) else None
