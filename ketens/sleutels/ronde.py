"""One round: walk past everything, make anew what is under another key, again until a whole walk finds nothing.

Where a walk is stands with the round, written in the transaction of each handful; who is killed goes on there. It is
no more than a place to go on: a round is over when nothing is left, and not when its end was reached.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from ketens.audit.handelingen import schrijf_opdracht
from ketens.kern.db import db
from ketens.kern.gemeente import in_gemeente
from ketens.kern.klok import nu
from ketens.kern.sleutelmerk import is_gemerkt, merk, nagekeken
from ketens.kern.sleutels import SOORTEN, sleutelbos
from ketens.opdrachten.nevenwerk import gemeenten, sessie
from ketens.sleutels.delen import BEGIN, Deel, Portie, Waar, delen_van
from ketens.sleutels.models import Sleutelronde

ROUTE = "ketens sleutels ronde"
# Who keeps finding something has a neighbour that writes under an older key: look less often.
METEEN, WACHT = 4, timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a walk is: the gemeente (nothing for rows of none), the part, and the last id that was looked at."""

    waar: str = ""
    deel: str = ""
    na: str = ""
    # Made anew in this gemeente and not yet told in its log.
    hier: int = 0
    # Made anew or passed over in this walk.
    gang: int = 0
    onleesbaar: int = 0
    gangen: int = 0


@dataclass(frozen=True, slots=True)
class Ronde:
    """A round as it was seen, loose of its session."""

    id: UUID
    soort: str
    sleutel: str
    stap: int
    stand: Stand = field(default_factory=Stand)


@dataclass(frozen=True, slots=True)
class Plek:
    """One part in one gemeente."""

    waar: str
    deel: Deel

    @property
    def gemeente_id(self) -> UUID | None:
        """The gemeente, or None."""
        return UUID(hex=self.waar) if self.waar else None


def begin() -> None:
    """See to it that every key that writes has a round when older ones lie beside it, also one put there by hand.

    Raises `Instelfout` when a key is another than this database knows by its id.
    """
    bos = sleutelbos()
    with sessie(lezend=True):
        bekend = {(rij.soort, rij.sleutel) for rij in db.session.scalars(select(Sleutelronde))}
        gemerkt = is_gemerkt(bos)
    nieuw = {(soort, bos.schrijft(soort)) for soort in SOORTEN if len(bos.van(soort)) > 1} - bekend
    if gemerkt and not nieuw:
        return
    try:
        with sessie():
            merk(bos)
            db.session.add_all(Sleutelronde(soort=soort, sleutel=sleutel) for soort, sleutel in sorted(nieuw))
            db.session.commit()
    except IntegrityError:
        return  # another worker was first


def lopend(*, nu_al: bool = True) -> list[Ronde]:
    """Return the rounds that are not over, the one that did least first; with `nu_al` only those that may go on now."""
    bos = sleutelbos()
    with sessie(lezend=True):
        vraag = select(Sleutelronde).where(Sleutelronde.klaar_op.is_(None)).order_by(Sleutelronde.stap, Sleutelronde.id)
        rijen = list(db.session.scalars(vraag.where(Sleutelronde.niet_voor <= nu()) if nu_al else vraag))
    return [
        Ronde(rij.id, rij.soort, rij.sleutel, rij.stap, Stand(**rij.stand))
        for rij in rijen
        if bos.schrijft(rij.soort) == rij.sleutel
    ]


def een_stap() -> bool:
    """Do the next handful of whichever round has one, and return whether anything moved."""
    return any(doe(ronde) for ronde in lopend())


def doe(ronde: Ronde) -> bool:
    """Do the next handful of this round, or end the walk. False when another worker did so."""
    stand = ronde.stand
    for plek in _vanaf(ronde):
        if stand.hier and plek.waar != stand.waar:
            return _meld(ronde)
        na = UUID(hex=stand.na) if stand.na and (plek.waar, plek.deel.naam) == (stand.waar, stand.deel) else BEGIN
        with in_gemeente(plek.gemeente_id):
            with sessie(lezend=True):
                portie = plek.deel.zoek(na, ronde.sleutel)
            if portie is not None:
                return _zet_over(ronde, plek, portie)
    return _meld(ronde) if stand.hier else _eind(ronde)


def _vanaf(ronde: Ronde) -> Iterator[Plek]:
    with sessie(lezend=True):
        overal = ["", *sorted(gemeente_id.hex for gemeente_id in gemeenten())]
    for waar in overal:
        for deel in delen_van(ronde.soort):
            past = deel.waar is Waar.OVERAL or (deel.waar is Waar.GEMEENTE) == bool(waar)
            if past and (waar, deel.naam) >= (ronde.stand.waar, ronde.stand.deel):
                yield Plek(waar, deel)


def _zet_over(ronde: Ronde, plek: Plek, portie: Portie) -> bool:
    with sessie():
        rij = _neem(ronde)
        if rij is None:
            return False
        uitslag = plek.deel.zet_over(portie, ronde.sleutel)
        stand = replace(
            ronde.stand,
            waar=plek.waar,
            deel=plek.deel.naam,
            na=portie.tot.hex,
            # A chain of the log tells it itself.
            hier=ronde.stand.hier + (uitslag.gedaan if ronde.soort != "log" else 0),
            gang=ronde.stand.gang + uitslag.gedaan + uitslag.over,
            onleesbaar=ronde.stand.onleesbaar + portie.onleesbaar,
        )
        rij.stand, rij.overgezet = asdict(stand), rij.overgezet + uitslag.gedaan
        db.session.commit()
    return True


def _meld(ronde: Ronde) -> bool:
    """Tell in the log of the gemeente that the walk leaves what was done there. No resident was shown to anyone."""
    waar = ronde.stand.waar
    with in_gemeente(UUID(hex=waar) if waar else None), sessie():
        rij = _neem(ronde)
        if rij is None:
            return False
        rij.stand = asdict(replace(ronde.stand, hier=0))
        db.session.flush()
        _log(ronde, f"{ronde.stand.hier} overgezet")
        db.session.commit()
    return True


def _eind(ronde: Ronde) -> bool:
    """End this walk; the round is over when it found nothing to do."""
    with in_gemeente(None), sessie():
        rij = _neem(ronde)
        if rij is None:
            return False
        rij.onleesbaar = ronde.stand.onleesbaar
        gangen = ronde.stand.gangen + 1
        if ronde.stand.gang:
            rij.stand = asdict(Stand(gangen=gangen))
            rij.niet_voor = nu() + (timedelta() if gangen < METEEN else WACHT)
        else:
            rij.klaar_op, rij.stand = nu(), {}
            _onthoud(ronde, onleesbaar=rij.onleesbaar)
            db.session.flush()
            _log(ronde, "klaar" if not rij.onleesbaar else f"klaar, {rij.onleesbaar} onleesbaar")
        db.session.commit()
    return True


def _onthoud(ronde: Ronde, *, onleesbaar: int) -> None:
    """Remember that nothing stands under older keys. Rows of the log stay under theirs, and so does what is damaged."""
    if ronde.soort != "log" and not onleesbaar:
        nagekeken(ronde.soort, [ronde.sleutel], [id_ for id_ in sleutelbos().van(ronde.soort) if id_ != ronde.sleutel])


def _neem(ronde: Ronde) -> Sleutelronde | None:
    """Take the step that comes now; None when another worker has it or did it."""
    vraag = select(Sleutelronde).where(
        Sleutelronde.id == ronde.id, Sleutelronde.stap == ronde.stap, Sleutelronde.klaar_op.is_(None)
    )
    rij = db.session.scalars(vraag.with_for_update(skip_locked=True)).one_or_none()
    if rij is not None:
        rij.stap += 1
    return rij


def _log(ronde: Ronde, wat: str) -> None:
    schrijf_opdracht("beheer", ROUTE, reden=f"{ronde.soort}sleutel {ronde.sleutel}: {wat}")
